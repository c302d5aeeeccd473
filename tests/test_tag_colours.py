"""Levels told by colour alone: only where the plan explains its colours, and with the legend's words as evidence."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from vaxtanalys.codebook import load_codebook
from vaxtanalys.extract import extract
from vaxtanalys.layout import lay_out
from vaxtanalys.model import Tag
from vaxtanalys.read import read
from vaxtanalys.tag import tag

GREEN, YELLOW, RED = "#8bc34a", "#ffeb3b", "#e57373"
LEVELS = (("Universell nivå", GREEN), ("Selektiv nivå", YELLOW), ("Indikerad nivå", RED))
ROWS = (
    ("Erbjuda alla föräldrar en kurs om barns trygghet", "Barnnämnden", (GREEN,)),
    ("Söka upp unga som hoppat av gymnasiet", "Socialnämnden", (YELLOW,)),
    ("Ge den som slår hjälp att sluta", "Socialnämnden", (RED,)),
    ("Informera om stöd i kommunens kanaler", "Kommunstyrelsen", (GREEN, YELLOW)),
    ("Följa upp arbetet varje år", "Kommunstyrelsen", ()),
)
WIDTHS = (40.0, 230.0, 120.0, 60.0)
LEFT, TOP, HIGH = 60.0, 140.0, 26.0
WANTED = [["universal"], ["selective"], ["indicated"], ["selective", "universal"], []]


class _Sheet:
    """A page that is drawn from the top."""

    def __init__(self, path: Path) -> None:
        self.canvas = Canvas(str(path), pagesize=A4)
        self.say(LEFT, 80, "Handlingsplan mot våld 2025–2028", 18)
        self.say(LEFT, 120, "Trygga hem", 14)

    def say(self, x: float, top: float, text: str, size: float = 10) -> None:
        self.canvas.setFillColor("#000000")
        self.canvas.setFont("Helvetica-Bold" if size > 10 else "Helvetica", size)
        self.canvas.drawString(x, A4[1] - top - 0.8 * size, text)

    def fill(self, color: str, x: float, top: float, width: float, height: float) -> None:
        self.canvas.setFillColor(color)
        self.canvas.rect(x, A4[1] - top - height, width, height, stroke=0, fill=1)

    def frame(self, x: float, top: float, width: float, height: float) -> None:
        self.canvas.setStrokeColor("#444444")
        self.canvas.rect(x, A4[1] - top - height, width, height, stroke=1, fill=0)


def _draw(path: Path, how: str, legend: Sequence[tuple[str, str]]) -> None:
    """A table of ``ROWS``: its level as the shade of an empty ``cell``, a ``mark`` in it, or the ``row``'s shade."""
    sheet = _Sheet(path)
    for number, row in enumerate((("Nr", "Åtgärd", "Ansvarig", "Nivå"), *ROWS)):
        top = TOP + number * HIGH
        words = row if number == 0 else (str(number), row[0], row[1], "")
        colours: Sequence[str] = () if number == 0 else row[2]  # type: ignore[assignment]
        if how == "row" and colours:
            sheet.fill(colours[0], LEFT, top, sum(WIDTHS), HIGH)
        x = LEFT
        for width, text in zip(WIDTHS, words, strict=True):
            last = width == WIDTHS[-1]
            for at, colour in enumerate(colours if last else ()):
                share = width / len(colours)
                if how == "cell":
                    sheet.fill(colour, x + at * share, top, share, HIGH)
                elif how == "mark":
                    sheet.fill(colour, x + 8 + at * 20, top + 7, 12, 12)
            sheet.frame(x, top, width, HIGH)
            sheet.say(x + 4, top + 8, str(text))
            x += width
    top = TOP + 7 * HIGH
    for number, (name, colour) in enumerate(legend):
        sheet.fill(colour, LEFT, top + number * 18, 12, 12)
        sheet.say(LEFT + 18, top + number * 18 + 1, name)
    sheet.canvas.save()


def _stated(path: Path) -> list[list[Tag]]:
    """The stated levels of each measure of a file."""
    document = lay_out(read(path), path.stem)
    plan = extract(document)
    assert [m.text.text for m in plan.measures] == [row[0] for row in ROWS]
    tags = tag(document, plan, _codebook()).tags
    wanted = [t for t in tags if t.facet == "prevention_level" and t.basis == "stated"]
    return [[t for t in wanted if t.measure_id == measure.measure_id] for measure in plan.measures]


_codebook = cache(load_codebook)


@pytest.mark.parametrize("how", ["cell", "mark"])
def test_a_colour_that_the_plan_explains_is_its_level(tmp_path: Path, how: str) -> None:
    _draw(tmp_path / "plan.pdf", how, LEVELS)
    found = _stated(tmp_path / "plan.pdf")
    assert [[t.code for t in tags] for tags in found] == WANTED
    (first,) = found[0]
    assert (first.rule, first.source, first.score, first.evidence) == ("colour_legend", "column", 1.0, "Universell")
    assert first.quote is not None and first.quote.places[0].box is not None
    assert first.quote.places[0].box.top > TOP + 7 * HIGH - 2


def test_the_shade_of_a_whole_row_is_its_level(tmp_path: Path) -> None:
    _draw(tmp_path / "plan.pdf", "row", LEVELS)
    assert [[t.code for t in tags] for tags in _stated(tmp_path / "plan.pdf")] == [*WANTED[:3], ["universal"], []]


@pytest.mark.parametrize(
    "legend",
    [
        (),
        LEVELS[:1],
        [(name, GREEN) for name, _ in LEVELS],
        [*LEVELS, ("Indikerad insats", GREEN)],
        [(name, "#bbbbbb") for name, _ in LEVELS],
        [("Pågår", GREEN), ("Planeras", YELLOW), ("Klart", RED)],
    ],
    ids=["none", "one level", "one colour", "two meanings", "grey", "of something else"],
)
def test_without_a_legend_that_tells_levels_apart_no_colour_says_anything(
    tmp_path: Path, legend: Sequence[tuple[str, str]]
) -> None:
    _draw(tmp_path / "plan.pdf", "cell", legend)
    assert not any(_stated(tmp_path / "plan.pdf"))
