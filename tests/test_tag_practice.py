"""Practice plans of ten policy areas, written and coded by somebody else than those who wrote the codebook's rows.

``tests/tag/practice.csv`` has a line for each measure: the plan's own words and what they must and may be coded as by
the guideline. All plans are made up. ``tests/data/practice_figures.json`` keeps how many codes of each area are right,
lost and too much, and a loss fails; ``VAXTANALYS_REWRITE=1`` rewrites it (look at the difference before it is kept).
The rows of the codebook have been mended after these lines, so the figures say nothing of plans that nobody has seen.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from tests.kept_figures import Counts, assert_no_losses
from tests.made_measures import MadeDocument
from vaxtanalys.codebook import load_codebook
from vaxtanalys.model import Facts, Field, FocusArea, Measure, Plan, Tagging
from vaxtanalys.tag import TagSettings, tag

FIGURES = Path(__file__).with_name("data") / "practice_figures.json"
ROWS = list(
    csv.DictReader(Path(__file__).with_name("tag").joinpath("practice.csv").open("r", encoding="utf-8"), delimiter=";")
)


def _plans() -> dict[str, list[dict[str, str]]]:
    plans: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in ROWS:
        plans[row["id"].rsplit("-", 1)[0]].append(row)
    return plans


def _tag_plan(rows: list[dict[str, str]]) -> Tagging:
    made = MadeDocument()
    headings = {row["focus_area"]: made.add(row["focus_area"]) for row in rows if row["focus_area"]}
    spans = [{key: made.add(row[key]) if row[key] else None for key in PRINTED} for row in rows]
    document = made.document()
    areas = {
        heading: FocusArea(f"made-f{number:02d}", "made", number, None, document.quote(span))
        for number, (heading, span) in enumerate(headings.items(), start=1)
    }
    measures = []
    for number, (row, span) in enumerate(zip(rows, spans, strict=True), start=1):
        fields = tuple(
            Field(role, None, document.quote(where))
            for role, where in (("body", span["responsible"]), ("level", span["level_printed"]))
            if where is not None
        )
        text, heading = span["text"], span["heading"]
        assert text is not None
        measures.append(
            Measure(
                row["id"],
                "made",
                areas[row["focus_area"]].focus_area_id if row["focus_area"] else None,
                number,
                document.quote(text),
                heading=document.quote(heading) if heading else None,
                fields=fields,
            )
        )
    plan = Plan("made", Facts(), tuple(areas.values()), tuple(measures), "ok")
    return tag(document, plan, load_codebook(), TagSettings())


PRINTED = ("text", "heading", "responsible", "level_printed")


def _bodies(cell: str) -> set[Any]:
    return {tuple(body.rsplit(" ", 1)) for body in cell.split(", ") if body}


@pytest.fixture(scope="module")
def counts() -> Counts:
    found: Counts = {}
    for rows in _plans().values():
        tagging = _tag_plan(rows)
        for row in rows:
            have: dict[str, set[Any]] = {"bodies": set(), "levels": set(), "target_groups": set()}
            have["bodies"] = {(body.body, body.role) for body in tagging.bodies if body.measure_id == row["id"]}
            for facet, key in (("prevention_level", "levels"), ("target_group", "target_groups")):
                have[key] = {t.code for t in tagging.tags if t.measure_id == row["id"] and t.facet == facet}
            for key, codes in have.items():
                wanted: set[Any] = _bodies(row[key]) if key == "bodies" else set(row[key].split())
                allowed = set(row.get(f"{key}_allowed", "").split())
                count = found.setdefault(row["area"], {}).setdefault(key, {"right": 0, "lost": 0, "extra": 0})
                count["right"] += len(codes & wanted)
                count["lost"] += len(wanted - codes)
                count["extra"] += len(codes - wanted - allowed)
    return found


def test_no_losses_on_practice_plans(counts: Counts) -> None:
    assert_no_losses(FIGURES, counts)


def test_each_practice_measure_is_coded_and_stands_once() -> None:
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    assert all(row["levels"] and (row["target_groups"] or row["target_groups_allowed"]) for row in ROWS)
