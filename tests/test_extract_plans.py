"""The five real plans, from PDF and from transcript, against their coding; and what holds for every plan."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz import fuzz

from vaxtanalys.extract import RULES, extract
from vaxtanalys.layout import lay_out
from vaxtanalys.layout.settings import LayoutSettings
from vaxtanalys.model import Document, Plan
from vaxtanalys.read import read
from vaxtanalys.read.settings import ReadSettings

COUNTS = {"kalmar": (6, 35), "sodertalje": (5, 33), "alingsas": (0, 0), "malmo": (6, 44), "umea": (2, 14)}


@cache
def laid_out(plans: Path, kind: str, name: str) -> tuple[Document, Plan]:
    path = plans / kind / f"{name}.{'pdf' if kind == 'pdf' else 'txt'}"
    document = lay_out(read(path, ReadSettings()), name, LayoutSettings())
    return document, extract(document)


@pytest.mark.parametrize("kind", ["pdf", "text"])
@pytest.mark.parametrize("name", COUNTS)
def test_counts(name: str, kind: str, plans_dir: Path) -> None:
    _, plan = laid_out(plans_dir, kind, name)
    assert (len(plan.focus_areas), len(plan.measures)) == COUNTS[name]
    assert plan.outcome == ("ok" if plan.measures else "no_measures")
    assert bool(plan.message) == (not plan.measures)


@pytest.mark.parametrize("kind", ["pdf", "text"])
@pytest.mark.parametrize("name", ["kalmar", "sodertalje"])
def test_against_the_coding(name: str, kind: str, plans_dir: Path) -> None:
    _, plan = laid_out(plans_dir, kind, name)
    gold = json.loads((plans_dir / "gold" / "gold.json").read_text(encoding="utf-8"))
    coded = [entry for entry in gold["measures"] if entry["doc"] == name]
    areas = {entry["id"]: entry for entry in gold["focus_areas"] if entry["doc"] == name}
    own = {area.focus_area_id: area for area in plan.focus_areas}
    assert len(coded) == len(plan.measures)
    for entry, measure in zip(coded, plan.measures, strict=True):
        assert fuzz.ratio(_even(entry["text"]), _even(measure.text.text)) >= 98, entry["id"]
        assert measure.label == entry["label"]
        assert fuzz.ratio(_even(entry["remark"]), _even(measure.remark.text if measure.remark else "")) >= 95
        area = own[measure.focus_area_id or ""]
        assert (area.number, area.heading.text) == (
            areas[entry["focus_area"]]["number"],
            areas[entry["focus_area"]]["heading"],
        )
        assert [_even(o.text) for o in area.objectives] == [_even(o) for o in areas[entry["focus_area"]]["objectives"]]


def _even(text: Any) -> str:
    return re.sub(r"\s+", " ", text or "").strip()


def test_states_of_the_slides(plans_dir: Path) -> None:
    _, plan = laid_out(plans_dir, "pdf", "malmo")
    assert {measure.status for measure in plan.measures} == {"ongoing", "in_development", "need"}
    assert {measure.method for measure in plan.measures} == {"state_cell"}


def test_cells_with_titles_hold_the_measures_of_the_coding_guideline(plans_dir: Path) -> None:
    _, plan = laid_out(plans_dir, "pdf", "umea")
    per_area = [sum(m.focus_area_id == area.focus_area_id for m in plan.measures) for area in plan.focus_areas]
    assert per_area == [4, 10]
    assert all(measure.fields for measure in plan.measures)


def test_gap_in_the_numbering_is_told(plans_dir: Path) -> None:
    _, plan = laid_out(plans_dir, "pdf", "sodertalje")
    assert any("1:6 till 1:8" in note for note in plan.notes)


@pytest.mark.parametrize("kind", ["pdf", "text"])
@pytest.mark.parametrize("name", COUNTS)
def test_every_quotation_is_the_documents_own_words(name: str, kind: str, plans_dir: Path) -> None:
    document, plan = laid_out(plans_dir, kind, name)
    quotations = [area.heading for area in plan.focus_areas]
    for measure in plan.measures:
        quotations += [measure.text, *(field.quote for field in measure.fields)]
        quotations += [quote for quote in (measure.heading, measure.remark) if quote is not None]
    for quote in quotations:
        assert quote.text == " ".join(document.text[start:end] for start, end in quote.spans)
        assert quote.places and "<" not in quote.text
    assert [measure.position for measure in plan.measures] == list(range(1, len(plan.measures) + 1))
    assert extract(document) == plan


def test_rules_are_named_and_say_why() -> None:
    assert len({rule.__name__ for rule in RULES}) == len(RULES)
    assert all(rule.__doc__ and len(rule.__doc__) > 40 for rule in RULES)
