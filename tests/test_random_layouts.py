"""Plans set as tables in layouts that no one chose: a seed tells the layout, and every measure is to be found."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent / "layouts"))

from plantext import load_plans
from slump import random_sheet
from slump_reportlab import set_reportlab

from vaxtanalys.evaluate.match import normal, pair_texts
from vaxtanalys.evaluate.scores import Score
from vaxtanalys.extract import extract
from vaxtanalys.layout import lay_out
from vaxtanalys.read import read

SEEDS = range(40)
NAMES = sorted(load_plans())


@cache
def scores(seed: int, folder: Path) -> dict[str, Score]:
    """Measures, areas and times found in the layout of one seed."""
    sheet = random_sheet(load_plans()[NAMES[seed % len(NAMES)]], seed)
    path = folder / f"{seed}.pdf"
    set_reportlab(sheet, path)
    plan = extract(lay_out(read(path), path.stem))
    wanted: list[dict[str, Any]] = sheet.gold["measures"]
    pairs = pair_texts([m.text.text for m in plan.measures], [m["text"] for m in wanted])
    headings = {normal(area.heading.text) for area in plan.focus_areas}
    areas = {normal(heading) for heading in sheet.gold["areas"]}
    timed = [(a, b) for a, b in pairs if "timeline" in wanted[b]]
    right = sum(normal(plan.measures[a].timeline) == normal(wanted[b]["timeline"]) for a, b in timed)
    return {
        "measures": Score(len(pairs), len(plan.measures), len(wanted)),
        "areas": Score(len(headings & areas), len(headings), len(areas)),
        "timeline": Score(right, len(timed), len(timed)),
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("slump")


def test_measures_of_random_layouts_are_found(folder: Path) -> None:
    found = [scores(seed, folder) for seed in SEEDS]
    for what, least in (("measures", 0.93), ("areas", 0.93), ("timeline", 0.93)):
        total = sum((each[what] for each in found), Score())
        assert total.f1 >= least, (what, total, [seed for seed in SEEDS if found[seed][what].f1 < 1])


def test_the_same_seed_gives_the_same_layout(tmp_path: Path) -> None:
    plan = load_plans()[NAMES[0]]
    first, second = tmp_path / "a.pdf", tmp_path / "b.pdf"
    set_reportlab(random_sheet(plan, 7), first)
    set_reportlab(random_sheet(plan, 7), second)
    assert first.read_bytes() == second.read_bytes()
