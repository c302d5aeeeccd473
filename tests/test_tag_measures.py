"""Practice measures of many policy areas in the tests' own words, coded by the guideline: the figures must not fall.

``tests/tag/measures.csv`` holds for each line the codes it must have and, in brackets, those it may have.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.made_measures import codes, tag_measures

ROWS = list(csv.DictReader(Path(__file__).with_name("tag").joinpath("measures.csv").open("r"), delimiter=";"))
FACETS = {"target_groups": "target_group", "levels": "prevention_level", "actions": "action", "themes": "theme"}
# Least precision and recall over all lines; below what was reached when the lines were last looked at.
FLOORS = {
    "target_group": (0.94, 0.84),
    "prevention_level": (0.9, 0.84),
    "action": (0.85, 0.9),
    "theme": (0.9, 0.92),
}


def _wanted(cell: str) -> tuple[set[str], set[str]]:
    """The codes that must and the codes that may be there."""
    allowed = set(" ".join(re.findall(r"\(([^)]*)\)", cell)).split())
    return set(re.sub(r"\([^)]*\)", "", cell).split()), allowed


@pytest.fixture(scope="module")
def counts() -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {facet: Counter() for facet in FACETS.values()}
    for row in ROWS:
        _, _, tagging = tag_measures([row["text"]], area=row["area"] or None)
        for column, facet in FACETS.items():
            wanted, allowed = _wanted(row[column])
            have = codes(tagging, facet)
            found[facet].update(right=len(have & wanted), extra=len(have - wanted - allowed), wanted=len(wanted))
    return found


@pytest.mark.parametrize("facet", FACETS.values())
def test_practice_measures(counts: dict[str, Counter[str]], facet: str) -> None:
    count = counts[facet]
    precision = count["right"] / (count["right"] + count["extra"])
    recall = count["right"] / count["wanted"]
    assert (precision, recall) >= FLOORS[facet] and recall >= FLOORS[facet][1], (precision, recall)


def test_each_line_is_coded_and_stands_once() -> None:
    assert len({row["text"] for row in ROWS}) == len(ROWS)
    assert all(any(row[column] for column in FACETS) for row in ROWS)
