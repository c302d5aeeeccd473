"""The tagging stage against the human coding of real plans: the figures must not fall."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.made_measures import MadeDocument
from vaxtanalys.codebook import load_codebook
from vaxtanalys.model import Facts, Field, FocusArea, Measure, Plan, Tagging
from vaxtanalys.tag import TagSettings, tag

LEVEL_WORDS = {"universal": "Universell", "selective": "Selektiv", "indicated": "Indikativ"}


def _gold(plans_dir: Path, doc: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    gold = json.loads((plans_dir / "gold" / "gold.json").read_text(encoding="utf-8"))
    return [m for m in gold["measures"] if m["doc"] == doc], [f for f in gold["focus_areas"] if f["doc"] == doc]


def _body_items(measure: dict[str, Any]) -> list[str]:
    lead = [body["raw"] for body in measure["bodies"] if body["role"] == "lead"]
    co = [body["raw"] for body in measure["bodies"] if body["role"] == "co"]
    return [*lead, *(["Medansvarig:", *co] if co else [])]


def tag_gold(measures: list[dict[str, Any]], areas: list[dict[str, Any]], levels: bool) -> Tagging:
    """Tags made measures with the coded texts, areas, bodies and (where ``levels``) printed levels of one plan."""
    made = MadeDocument()
    area_spans = [made.add(area["heading"]) for area in areas]
    spans = [
        (made.add(m["text"]), [made.add(item) for item in _body_items(m)],
         [made.add(LEVEL_WORDS[level]) for level in m["levels_stated"]])
        for m in measures
    ]  # fmt: skip
    document = made.document()
    plan = Plan(
        "made",
        Facts(),
        tuple(
            FocusArea(area["id"], "made", number, None, document.quote(span))
            for number, (area, span) in enumerate(zip(areas, area_spans, strict=True), start=1)
        ),
        tuple(
            Measure(
                m["id"],
                "made",
                m["focus_area"],
                number,
                document.quote(text),
                fields=(
                    *((Field("body", None, document.quote(*bodies)),) if bodies else ()),
                    *((Field("level", None, document.quote(*stated)),) if stated and levels else ()),
                ),
            )
            for number, (m, (text, bodies, stated)) in enumerate(zip(measures, spans, strict=True), start=1)
        ),
        "ok",
    )
    return tag(document, plan, load_codebook(), TagSettings())


def _f1(found: set[tuple[str, ...]], wanted: set[tuple[str, ...]], allowed: set[tuple[str, ...]]) -> float:
    hits = len(found & wanted)
    return 2 * hits / (len(found - allowed | found & wanted) + len(wanted))


def _scored(tagging: Tagging, measures: list[dict[str, Any]], facet: str, key: str) -> float:
    found = {(t.measure_id, t.code) for t in tagging.tags if t.facet == facet}
    wanted = {(m["id"], code) for m in measures for code in m[key]}
    allowed = {(m["id"], code) for m in measures for code in m.get(f"{key}_allowed", ())}
    return _f1(found, wanted, allowed)


@pytest.mark.parametrize(
    ("doc", "levels", "least"), [("kalmar", False, 0.95), ("sodertalje", False, 0.82), ("sodertalje", True, 1.0)]
)
def test_prevention_levels(plans_dir: Path, doc: str, levels: bool, least: float) -> None:
    measures, areas = _gold(plans_dir, doc)
    assert _scored(tag_gold(measures, areas, levels), measures, "prevention_level", "levels") >= least


@pytest.mark.parametrize("doc", ["kalmar", "sodertalje"])
def test_target_groups(plans_dir: Path, doc: str) -> None:
    measures, areas = _gold(plans_dir, doc)
    assert _scored(tag_gold(measures, areas, False), measures, "target_group", "target_groups") >= 0.95


@pytest.mark.parametrize("doc", ["kalmar", "sodertalje"])
def test_bodies(plans_dir: Path, doc: str) -> None:
    measures, areas = _gold(plans_dir, doc)
    found = {(b.measure_id, b.body, b.role) for b in tag_gold(measures, areas, False).bodies}
    wanted = {(m["id"], body["norm"], body["role"]) for m in measures for body in m["bodies"]}
    assert _f1(found, wanted, set()) >= 0.99
