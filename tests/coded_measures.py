"""Coded measures that the weights of the tagging are fitted on: made-up plans of several authors, and coded plans.

``tag/practice.csv`` and ``tag/coded/*.csv`` have a line for each made-up measure, by author; each was written and coded
by the guideline without sight of the rows of this package. ``plans-a`` to ``plans-e`` are five rounds of whole plans in
many policy areas that the reading was measured on; each counts as an author. The example corpus and (where
``../shared`` is there) the real plans stand beside them as two more.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.made_measures import MadeDocument
from vaxtanalys.model import Document, Facts, FocusArea, Measure, Plan

HERE = Path(__file__).resolve().parent
EXAMPLE = HERE.parent / "corpora" / "exempel" / "gold" / "gold.json"
REAL = "real"


@dataclass(frozen=True)
class Coded:
    """A coded measure: who coded it, its policy area and plan, its words, and the codes it must and may have."""

    author: str
    area: str
    plan: str
    focus_area: str
    heading: str
    text: str
    printed: bool
    levels: frozenset[str]
    levels_allowed: frozenset[str]
    groups: frozenset[str]
    groups_allowed: frozenset[str]


def load_coded(real: Path) -> list[Coded]:
    """All coded measures; ``real`` is the gold of the real plans."""
    files = {"first": HERE / "tag" / "practice.csv"}
    files |= {path.stem: path for path in sorted((HERE / "tag" / "coded").glob("*.csv"))}
    coded = [_of_line(author, row) for author, path in files.items() for row in _lines(path)]
    return coded + _of_gold("example", EXAMPLE) + _of_gold(REAL, real)


def _lines(path: Path) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter=";")


def _of_line(author: str, row: dict[str, str]) -> Coded:
    codes = [frozenset(row[key].split()) for key in ("levels", "levels_allowed", "target_groups")]
    plan = f"{author}/{row['id'].rsplit('-', 1)[0]}"
    words = (row["focus_area"], row["heading"], row["text"])
    allowed = frozenset(row["target_groups_allowed"].split())
    return Coded(author, row["area"], plan, *words, bool(row["level_printed"]), codes[0], codes[1], codes[2], allowed)


def _of_gold(author: str, path: Path) -> list[Coded]:
    gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    headings = {area["id"]: area["heading"] for area in gold["focus_areas"]}
    return [
        Coded(
            author,
            "violence",
            f"{author}/{m['doc']}",
            headings.get(m["focus_area"]) or "",
            m.get("heading") or "",
            m["text"],
            bool(m["levels_stated"]),
            *(frozenset(m.get(key) or ()) for key in ("levels", "levels_allowed")),
            *(frozenset(m.get(key) or ()) for key in ("target_groups", "target_groups_allowed")),
        )
        for m in gold["measures"]
    ]


def make_plans(coded: list[Coded]) -> list[tuple[Document, Plan, list[int]]]:
    """A document and plan for each coded plan, with the numbers of its measures in ``coded``; no fields."""
    plans: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(coded):
        plans[one.plan].append(number)
    return [(*_make_plan([coded[number] for number in numbers]), numbers) for numbers in plans.values()]


def _make_plan(coded: list[Coded]) -> tuple[Document, Plan]:
    made = MadeDocument()
    headings = {one.focus_area: made.add(one.focus_area) for one in coded if one.focus_area}
    spans = [(made.add(one.text), made.add(one.heading) if one.heading else None) for one in coded]
    document = made.document()
    areas = {
        heading: FocusArea(f"made-f{number:02d}", "made", number, None, document.quote(span))
        for number, (heading, span) in enumerate(headings.items(), start=1)
    }
    measures = tuple(
        Measure(
            f"made-m{number:04d}",
            "made",
            areas[one.focus_area].focus_area_id if one.focus_area else None,
            number,
            document.quote(text),
            heading=document.quote(heading) if heading else None,
        )
        for number, (one, (text, heading)) in enumerate(zip(coded, spans, strict=True), start=1)
    )
    return document, Plan("made", Facts(), tuple(areas.values()), measures, "ok")
