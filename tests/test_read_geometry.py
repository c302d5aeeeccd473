"""Boxes are where the ink is, on pages turned, cut, moved or drawn by way of forms; cells are those of pdfplumber."""

from __future__ import annotations

import random
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pdfplumber
import pikepdf
import pypdfium2
import pytest
from pdfplumber.table import TableFinder
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from vaxtanalys.model import Box, RawPage, Word
from vaxtanalys.read import ReadSettings, read
from vaxtanalys.read.cells import Edge, find_cells
from vaxtanalys.read.grid import grids_of_edges
from vaxtanalys.read.marks import DOWN, SLANTED, UP
from vaxtanalys.read.pdfium_file import PdfiumFile
from vaxtanalys.read.row_ruled import find_row_ruled

SCALE = 3


def page_of(path: Path, engine: str = "fast") -> RawPage:
    return read(path, ReadSettings(ocr="off", engine=engine)).pages[0]


def draw(path: Path) -> Path:
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica", 14)
    canvas.drawString(150, 600, "Hemfrid")
    canvas.setFillColorRGB(0.2, 0.2, 0.2)
    canvas.rect(300, 400, 60, 25, stroke=0, fill=1)
    canvas.setLineWidth(1)
    canvas.line(150, 300, 350, 300)
    canvas.save()
    return path


def ink(path: Path) -> list[Box]:
    """The boxes round the three dark spots of the page as it is shown, in points."""
    from scipy import ndimage

    pdf = pypdfium2.PdfDocument(path)
    grey = np.asarray(pdf[0].render(scale=SCALE).to_pil().convert("L"))
    pdf.close()
    # The letters of a word stand close; the three marks do not.
    spots, _ = ndimage.label(ndimage.maximum_filter(grey < 128, size=4 * SCALE))
    boxes = []
    for rows, columns in ndimage.find_objects(spots):
        reach = 2 * SCALE
        edges = (columns.start + reach, rows.start + reach, columns.stop - reach, rows.stop - reach)
        boxes.append(Box(*(edge / SCALE for edge in edges)))
    return sorted(boxes)


def covers(outer: Box, inner: Box) -> bool:
    return outer.holds(inner, 1.5)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("boxes", ["plain", "cropped", "moved"])
def test_boxes_hold_the_ink(tmp_path: Path, rotate: int, boxes: str) -> None:
    path = draw(tmp_path / "upprätt.pdf")
    turned = tmp_path / "vriden.pdf"
    with pikepdf.open(path) as pdf:
        page = pdf.pages[0]
        if rotate:
            page.Rotate = rotate
        if boxes == "cropped":
            page.CropBox = [100, 200, 500, 700]
        if boxes == "moved":
            page.MediaBox = [50, 80, 650, 900]
        pdf.save(turned)
    page_read = page_of(turned)
    pdf_shown = pypdfium2.PdfDocument(turned)
    assert (page_read.width, page_read.height) == pytest.approx(pdf_shown[0].get_size(), abs=0.01)
    pdf_shown.close()
    assert page_read.rotation == rotate
    found = ink(turned)
    assert len(found) == 3
    (word,) = page_read.words
    (fill,) = page_read.fills
    assert word.text == "Hemfrid" and word.upright == (rotate == 0)
    for box in (word.box, fill.box):
        assert sum(covers(box, spot) for spot in found) == 1
    if rotate in (0, 180):
        assert (
            sum(covers(Box(r.x0, r.top - 1, r.x1, r.bottom + 1), spot) for r in page_read.rules for spot in found) == 1
        )
    if rotate == 0:
        slow = page_of(turned, "pdfplumber")
        assert (slow.width, slow.height) == pytest.approx((page_read.width, page_read.height), abs=0.01)
        assert slow.words[0].box.x0 == pytest.approx(word.box.x0, abs=0.1)
        assert slow.words[0].box.top == pytest.approx(word.box.top, abs=0.5)
        assert slow.fills[0].box.top == pytest.approx(fill.box.top, abs=0.01)
        assert slow.warnings == page_read.warnings


def test_what_a_form_draws_stands_where_it_is_put(tmp_path: Path) -> None:
    path = tmp_path / "mall.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.beginForm("inner", 0, 0, 200, 200)
    canvas.setFont("Helvetica", 10)
    canvas.drawString(10, 10, "inre")
    canvas.rect(50, 50, 40, 20, stroke=0, fill=1)
    canvas.endForm()
    canvas.beginForm("outer", 0, 0, 400, 400)
    canvas.saveState()
    canvas.translate(20, 30)
    canvas.doForm("inner")
    canvas.restoreState()
    canvas.endForm()
    canvas.translate(100, 400)
    canvas.scale(2, 2)
    canvas.doForm("outer")
    canvas.save()
    fast, slow = page_of(path), page_of(path, "pdfplumber")
    (word,), (other,) = fast.words, slow.words
    assert word.text == other.text == "inre" and word.size == other.size == 20
    assert word.box.x0 == pytest.approx(100 + 2 * (20 + 10), abs=0.1)
    assert word.box.x0 == pytest.approx(other.box.x0, abs=0.1)
    assert word.box.top == pytest.approx(other.box.top, abs=0.6)
    assert [f.box for f in fast.fills] == [f.box for f in slow.fills] == [Box(240.0, 241.89, 320.0, 281.89)]


@pytest.mark.parametrize(("angle", "turn"), [(90, UP), (-90, DOWN), (40, SLANTED), (180, SLANTED)])
def test_turned_words_are_whole(tmp_path: Path, angle: int, turn: int) -> None:
    path = tmp_path / "vriden.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.translate(300, 400)
    canvas.rotate(angle)
    canvas.setFont("Helvetica", 20)
    canvas.drawString(0, 0, "UTKAST till plan")
    canvas.save()
    file = PdfiumFile(path.read_bytes())
    with file.page(1) as marks:
        assert {style.turn for style in marks.letters.styles} == {turn}
    file.close()
    for engine in ("fast", "pdfplumber"):
        words = page_of(path, engine).words
        assert [word.text for word in words] == ["UTKAST", "till", "plan"]
        assert not any(word.upright for word in words)
        assert all(word.size == pytest.approx(20, abs=0.6) for word in words)


def test_a_gap_after_a_letter_that_hangs_over(tmp_path: Path) -> None:
    """``overhang``: the f reaches over the gap that stands for a space; where letters follow it its width shows."""
    path = tmp_path / "brev.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Times-Italic", 20)
    canvas.drawString(60, 700, "affären")
    x = 60.0
    for word in ("brief", "om", "graf", "skaffa"):
        canvas.drawString(x, 600, word)
        # Five points are a quarter of the size: a space, and more than what stands between letters.
        x += canvas.stringWidth(word) + 5.0
    canvas.save()
    assert [word.text for word in page_of(path).words] == ["affären", "brief", "om", "graf", "skaffa"]


def plumbers_cells(across: list[Edge], down: list[Edge]) -> list[set[tuple[float, ...]]]:
    """The tables that pdfplumber makes of the same edges, each as its cells."""

    def line(x0: float, x1: float, top: float, bottom: float) -> dict[str, object]:
        return {
            "x0": x0,
            "x1": x1,
            "top": top,
            "bottom": bottom,
            "width": x1 - x0,
            "height": bottom - top,
            "object_type": "line",
        }

    settings = {
        "vertical_strategy": "explicit",
        "horizontal_strategy": "explicit",
        "explicit_vertical_lines": [line(x, x, top, bottom) for x, top, bottom in down],
        "explicit_horizontal_lines": [line(x0, x1, y, y) for y, x0, x1 in across],
    }
    return [rounded(table.cells) for table in TableFinder(None, settings).tables]


def rounded(cells: Iterable[tuple[float, ...]]) -> set[tuple[float, ...]]:
    return {tuple(round(edge, 3) for edge in cell) for cell in cells}


@pytest.mark.parametrize("seed", range(60))
def test_cells_are_those_of_pdfplumber(seed: int) -> None:
    """Grids with cells merged at random, edges that miss each other by a little, and a second table on the page."""
    chance = random.Random(seed)
    across: list[Edge] = []
    down: list[Edge] = []
    for origin in (50.0, 450.0):
        xs = [origin + 60 * i + chance.uniform(-1, 1) for i in range(chance.randint(3, 6))]
        ys = [origin + 25 * i + chance.uniform(-1, 1) for i in range(chance.randint(3, 8))]
        for y in ys:
            for a, b in pairwise(xs):
                if chance.random() < 0.8:
                    across.append((y + chance.uniform(-0.6, 0.6), a - chance.uniform(0, 2), b + chance.uniform(0, 2)))
        for x in xs:
            for a, b in pairwise(ys):
                if chance.random() < 0.8:
                    down.append((x + chance.uniform(-0.6, 0.6), a - chance.uniform(0, 2), b + chance.uniform(0, 2)))
    found = [rounded((b.x0, b.top, b.x1, b.bottom) for b in table) for table in find_cells(across, down)]
    assert found == plumbers_cells(across, down)
    assert sum(map(len, found)) > 1


def test_pdfplumber_has_what_the_slow_engine_needs() -> None:
    """The version that is pinned gives letters a matrix, an advance and the number of their marked content."""
    path = Path(__file__).parent / "layouts" / "pdf" / "zebra.pdf"
    with pdfplumber.open(path) as pdf:
        char = pdf.pages[0].chars[0]
    assert {"matrix", "adv", "mcid", "non_stroking_color", "ncs", "size", "fontname"} <= set(char)


def test_a_table_within_a_cell_stands_in_its_stead() -> None:
    across = [(y, 0.0, 300.0) for y in (0.0, 100.0, 130.0)]
    across += [(20.0, 160.0, 290.0), (50.0, 160.0, 290.0), (80.0, 160.0, 290.0)]
    down = [(x, 0.0, 130.0) for x in (0.0, 150.0, 300.0)]
    down += [(x, 20.0, 80.0) for x in (160.0, 220.0, 290.0)]
    places = {"Måla": (10, 40), "Ansvar": (170, 30), "Nämnden": (230, 30), "Tid": (170, 60), "2031": (230, 60)}
    places |= {"Laga": (10, 110), "–": (160, 110)}
    words = [Word(text, Box(x, y, x + 30, y + 10), 10.0) for text, (x, y) in places.items()]
    (table,) = grids_of_edges(across, down, words)
    held = {
        tuple(
            word.text
            for word in words
            if cell.box.x0 <= word.box.x0 <= cell.box.x1 and cell.box.top <= word.box.top <= cell.box.bottom
        )
        for cell in table.cells
    }
    assert held == {("Måla",), ("Ansvar",), ("Nämnden",), ("Tid",), ("2031",), ("Laga",), ("–",)}


def test_rules_that_end_at_a_merged_cell_make_no_tables_of_their_own() -> None:
    """``part_beside_a_merged_cell``: to the left and right of "Nämnden", which goes on over three rows, rules run."""
    words, rules = [], [(16.0, 50.0, 500.0), (36.0, 50.0, 500.0), (96.0, 50.0, 500.0)]
    for row, texts in enumerate(
        (("Insats", "Vem", "Klart"), ("Måla", "Nämnden", "2031"), ("Laga", "2032"), ("Sopa", "2033"))
    ):
        xs = (60, 210, 360) if len(texts) == 3 else (60, 360)
        words += [Word(t, Box(x, 20 + 20 * row, x + 50, 30 + 20 * row), 10.0) for t, x in zip(texts, xs, strict=True)]
    rules += [(y, a, b) for y in (56.0, 76.0) for a, b in ((50.0, 200.0), (350.0, 500.0))]
    (table,) = find_row_ruled(rules, words, [])
    assert [(cell.row, cell.col, cell.row_span) for cell in table.cells if cell.row_span > 1] == [(1, 1, 3)]


def test_short_rules_beside_a_merged_cell_divide_their_column() -> None:
    """``rule_beside_a_merged_cell``, ``edge_where_rules_end``: the last column is narrow, its rules are short."""
    words = [Word(t, Box(x, 20, x + 40, 30), 10.0) for t, x in (("Insats", 60), ("Vem", 240), ("När", 465))]
    rules = [(16.0, 50.0, 500.0), (36.0, 50.0, 500.0), (76.0, 50.0, 500.0), (56.0, 50.0, 230.0), (56.0, 462.0, 500.0)]
    words.append(Word("Nämnden", Box(240, 40, 290, 50), 10.0))
    for top, text, year in ((40, "Måla", "2031"), (60, "Laga", "2032")):
        words += [Word(t, Box(x, top, x + 30, top + 10), 10.0) for t, x in ((text, 60), (year, 465))]
    (table,) = find_row_ruled(rules, words, [])
    assert {(cell.row, cell.col, cell.row_span) for cell in table.cells if cell.col} == {
        (0, 1, 1),
        (0, 2, 1),
        (1, 1, 2),
        (1, 2, 1),
        (2, 2, 1),
    }


def test_the_row_below_a_heading_between_rules_is_a_tables_first() -> None:
    def line(y: float, *texts: str, size: float = 10.0) -> list[Word]:
        return [Word(text, Box(60 + 150 * i, y, 110 + 150 * i, y + size), size) for i, text in enumerate(texts)]

    words = [
        *line(20, "Insats", "Måla", "Laga"),
        *line(40, "Ansvar", "Parken", "Elen"),
        *line(60, "Klart", "2031", "2032"),
    ]
    words += [
        *line(85, "Torg", size=15.0),
        *line(110, "Insats", "Sopa", "Tömma"),
        *line(130, "Ansvar", "Parken", "Elen"),
    ]
    words += line(150, "Klart", "2031", "2032")
    rules = [(float(y), 50.0, 500.0) for y in (16, 36, 56, 76, 126, 146, 166)]
    tables = find_row_ruled(rules, words, [])
    assert [max(cell.row for cell in table.cells) + 1 for table in tables] == [3, 3]
