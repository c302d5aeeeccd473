"""Plans without tables in random layouts (a seed each), set with ReportLab: measures, areas, goals and indicators."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from vaxtanalys.evaluate.match import normal, pair_texts
from vaxtanalys.evaluate.scores import Score
from vaxtanalys.extract import extract
from vaxtanalys.layout import lay_out
from vaxtanalys.read import read

pytest.importorskip("reportlab")
sys.path.insert(0, str(Path(__file__).parent / "layouts"))

from floden import compose, load_texts
from floden_reportlab import typeset

SEEDS = range(1, 31)


@dataclass(frozen=True)
class Found:
    """What was found of one layout."""

    seed: int
    measures: Score
    areas: Score
    goals: Score
    indicators: Score


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[Found]:
    folder = tmp_path_factory.mktemp("floden")
    return [_read(seed, folder / f"{seed}.pdf") for seed in SEEDS]


@cache
def _texts() -> dict[str, dict[str, object]]:
    return load_texts()


def _read(seed: int, path: Path) -> Found:
    made = compose(seed, _texts())
    typeset(made, path)
    plan = extract(lay_out(read(path), path.stem))
    gold = made.gold
    headings = {normal(area.heading.text) for area in plan.focus_areas}
    wanted = {normal(heading) for heading in gold["areas"]}
    goals = [goal.text.text for goal in plan.goals if goal.kind != "strategy"]
    return Found(
        seed,
        _score([m.text.text for m in plan.measures], [m["text"] for m in gold["measures"]]),
        Score(len(headings & wanted), len(headings), len(wanted)),
        _score(goals, gold["goals"]),
        _score([entry.text.text for entry in plan.indicators], gold["indicators"]),
    )


def _score(have: list[str], want: list[str]) -> Score:
    return Score(len(pair_texts(have, want)), len(have), len(want))


def test_over_all(found: list[Found]) -> None:
    total = {
        name: round(sum((getattr(entry, name) for entry in found), Score()).f1, 3)
        for name in ("measures", "areas", "goals", "indicators")
    }
    assert {name: f1 for name, f1 in total.items() if f1 < FLOORS[name]} == {}, total


def test_no_layout_is_lost(found: list[Found]) -> None:
    assert {entry.seed: round(entry.measures.f1, 2) for entry in found if entry.measures.f1 < 0.5} == {}


def test_a_seed_gives_the_same_file(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        typeset(compose(7, _texts()), tmp_path / name)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


# Measured; what is below 1.0 are words that a narrow column breaks without a hyphen, and boxes between columns.
FLOORS = {"measures": 0.98, "areas": 0.95, "goals": 0.95, "indicators": 0.95}
