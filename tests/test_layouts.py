"""Many layouts of four made-up plans, by eight producers: what is found in each, and that no letter is lost."""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from vaxtanalys.codebook import load_codebook
from vaxtanalys.evaluate.match import normal, pair_texts
from vaxtanalys.evaluate.scores import Score
from vaxtanalys.extract import extract
from vaxtanalys.layout import lay_out
from vaxtanalys.model import Document, Plan, Tagging
from vaxtanalys.read import read
from vaxtanalys.tag import tag

LAYOUTS = Path(__file__).parent / "layouts"
GOLD: dict[str, dict[str, Any]] = json.loads((LAYOUTS / "gold.json").read_text(encoding="utf-8"))


@cache
def taken_through(path: Path) -> tuple[Document, Plan, Tagging]:
    document = lay_out(read(path), path.stem)
    plan = extract(document)
    return document, plan, tag(document, plan, load_codebook())


@cache
def scores(name: str) -> dict[str, Score]:
    """What was found of a layout."""
    return score_reading(name, *taken_through(LAYOUTS / "pdf" / f"{name}.pdf"))


def score_reading(name: str, document: Document, plan: Plan, tagging: Tagging) -> dict[str, Score]:
    """What was found of a layout: measures, the area, label, heading, time and state of those found, and bodies."""
    gold = GOLD[name]
    areas = {area.focus_area_id: area.heading.text for area in plan.focus_areas}
    wanted = gold["measures"]
    pairs = pair_texts([m.text.text for m in plan.measures], [m["text"] for m in wanted])
    found = {
        "areas": Score(
            len({normal(h) for h in areas.values()} & {normal(h) for h in gold["areas"]}),
            len(areas),
            len(gold["areas"]),
        ),
        "measures": Score(len(pairs), len(plan.measures), len(wanted)),
    }
    for field in ("area", "label", "heading", "timeline", "status"):
        right = told = 0
        for a, b in pairs:
            if field not in wanted[b]:
                continue
            told += 1
            measure = plan.measures[a]
            value = {
                "area": areas.get(measure.focus_area_id or ""),
                "label": measure.label,
                "heading": measure.heading.text if measure.heading else None,
                "timeline": measure.timeline,
                "status": STATES.get(measure.status or ""),
            }[field]
            right += normal(value) == normal(wanted[b][field])
        found[field] = Score(right, told, told)
    matched = {plan.measures[a].measure_id: b for a, b in pairs}
    have = {(matched.get(b.measure_id), key(b.body), b.role) for b in tagging.bodies}
    want = {(i, key(body), role) for i, m in enumerate(wanted) for body, role in m["bodies"]}
    # Where the plan prints no bodies, those its own words name are not scored here.
    found["bodies"] = Score(len(have & want), len(have), len(want)) if want else Score()
    levels = {(matched.get(t.measure_id), t.code) for t in tagging.tags if t.facet == "prevention_level"}
    codes = {(i, LEVELS[m["level"]]) for i, m in enumerate(wanted) if "level" in m and i in matched.values()}
    found["levels"] = Score(len(levels & codes), len(codes), len(codes))
    return found


STATES = {"ongoing": "Pågående", "in_development": "Under utveckling", "need": "Behov"}
LEVELS = {"Universell": "universal", "Selektiv": "selective", "Indikerad": "indicated"}


def key(body: str) -> str:
    """A body's name as it is compared: "Polisen" and "Polisen" alike, and "Granviks Energi AB" without its AB."""
    return re.sub(r"\s+ab$", "", normal(body))


# What is not yet found whole has its floor here, with what is the matter; all else is asked for whole.
FLOORS: dict[str, dict[str, float]] = tomllib.loads((LAYOUTS / "golv.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted(GOLD))
def test_layout(name: str) -> None:
    floors = FLOORS.get(name, {})
    for what, score in scores(name).items():
        assert round(score.f1, 3) >= floors.get(what, 1.0), (what, score)


def test_all_layouts_together() -> None:
    assert len(GOLD) >= 24 and len({entry["producer"] for entry in GOLD.values()}) >= 5
    measures = [scores(name)["measures"] for name in GOLD]
    assert sum(measures, Score()).f1 >= 0.98
    assert min(score.f1 for score in measures) >= 0.90


def letters(text: str) -> Counter[str]:
    text = unicodedata.normalize("NFKC", text).casefold()
    return Counter(char for char in unicodedata.normalize("NFC", text) if char.isalpha())


@cache
def lost(path: Path) -> dict[int, tuple[Counter[str], Counter[str]]]:
    """For each page the letters that pypdfium2 reads and our text lacks, and the other way round."""
    document, _, _ = taken_through(path)
    ours: dict[int, list[str]] = {}
    for token in document.tokens:
        ours.setdefault(token.place.page, []).append(document.text[token.start : token.end])
    found = {}
    pdf = pypdfium2.PdfDocument(path)
    for number, page in enumerate(pdf, start=1):
        theirs = letters(page.get_textpage().get_text_range())
        mine = letters("".join(ours.get(number, [])))
        if theirs != mine:
            found[number] = (theirs - mine, mine - theirs)
    return found


# A scan holds no letters that pypdfium2 could read, and a locked file none at all.
WITHOUT_LETTERS = {"alviken-handlingsplan-2021-2024", "alviken-handlingsplan-2025-2028"}
EXAMPLES = [
    path
    for path in sorted((Path(__file__).parents[1] / "corpora" / "exempel" / "documents").glob("*.pdf"))
    if path.stem not in WITHOUT_LETTERS
]
FIXTURES = sorted((LAYOUTS / "pdf").glob("*.pdf"))


@pytest.mark.parametrize("path", [*FIXTURES, *EXAMPLES], ids=lambda path: path.stem)
def test_no_letter_is_lost(path: Path) -> None:
    assert not lost(path)
