"""Rows and columns that neither rules nor shades nor headings show: each case breaks without its rule."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "layouts"))

from slump import Box, Grid, Sheet, Style
from slump_reportlab import set_reportlab

from vaxtanalys.layout import lay_out
from vaxtanalys.read import read

FIGURES = [
    ("Bänkar", "120", "4,5", "310"),
    ("Lekplatser och gungor", "98", "12,0", "77"),
    ("Parker", "7", "3,1", "2 041"),
    ("Planteringar", "1 330", "0,4", "18"),
    ("Stigar", "64", "9,9", "505"),
]
REMARKS = [
    "Räknat av byalaget under våren, innan bron var klar.",
    "Utan gården vid skolan.",
    "Mätt på kartan och sedan på plats av två personer.",
    "Bara de som sköts.",
    "Längs ån och upp till utsikten, fram och åter.",
]
WORDY = [(*row[:3], remark) for row, remark in zip(FIGURES, REMARKS, strict=True)]
WORDS = "Alla gick längs vägen till bron där skylten stod och vände hem igen före kvällen."


def sheet(rows: list[tuple[str, ...]], head: int, style: Style, widths: tuple[float, ...]) -> Sheet:
    """A page with one table between two paragraphs; the first ``head`` rows are headings."""
    made = tuple(
        tuple(Box((text,) if text else (), head=n < head, bold=n < head and style.bold_head) for text in row)
        for n, row in enumerate(rows)
    )
    blocks = (("h2", "Läget"), ("p", WORDS), Grid(made, widths, head), ("p", WORDS))
    return Sheet(blocks, style, False, 50, "prov", {})


def read_rows(path: Path) -> list[list[str]]:
    """The rows of the only table of a file, each cell's words."""
    document = lay_out(read(path), path.stem)
    (table,) = document.tables
    rows = [[""] * table.cols for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row][cell.col] = " ".join(document.block_text(document.blocks[index]) for index in cell.blocks)
    return rows


def test_rows_without_a_shade_at_both_ends_belong_to_the_table(tmp_path: Path) -> None:
    rows = [("Plats", "Antal", "Andel", "Läge"), *WORDY]
    style = Style(rules="none", shade="zebra", bold_head=False, align="right", pad=4, size=9)
    set_reportlab(sheet(rows, 1, style, (0.3, 0.17, 0.17, 0.36)), tmp_path / "plan.pdf")
    assert read_rows(tmp_path / "plan.pdf") == [list(row) for row in rows]


def test_a_heading_that_stands_off_its_figures_is_not_torn(tmp_path: Path) -> None:
    rows = [("Plats", "Antal sedan våren", "Andel av alla", "Läge"), *WORDY]
    style = Style(rules="none", shade="zebra", bold_head=False, align="right", head_align="left", pad=4, size=9)
    set_reportlab(sheet(rows, 1, style, (0.24, 0.2, 0.2, 0.36)), tmp_path / "plan.pdf")
    assert read_rows(tmp_path / "plan.pdf")[0] == list(rows[0])


def test_labels_with_nothing_over_them_are_a_column(tmp_path: Path) -> None:
    rows = [("", "Antal", "Andel", "Läge"), *WORDY]
    style = Style(rules="none", bold_head=True, align="center", head_align="center", pad=4, size=9)
    set_reportlab(sheet(rows, 1, style, (0.3, 0.17, 0.17, 0.36)), tmp_path / "plan.pdf")
    assert read_rows(tmp_path / "plan.pdf") == [list(row) for row in rows]


def test_a_label_and_a_remark_of_two_lines_are_one_row(tmp_path: Path) -> None:
    remark = "Räknat av byalaget under våren."
    rows = [("Plats", "Antal", "Andel", "Läge"), *((*row[:3], remark) for row in FIGURES)]
    style = Style(rules="cols", bold_head=True, pad=2, size=9)
    set_reportlab(sheet(rows, 1, style, (0.16, 0.3, 0.3, 0.24)), tmp_path / "plan.pdf")
    found = read_rows(tmp_path / "plan.pdf")
    assert len(found) == len(rows)
    assert found[2] == ["Lekplatser och gungor", "98", "12,0", remark]


@pytest.mark.parametrize("rules", ["head", "rows"])
def test_headings_of_two_levels_over_figures_make_no_columns_of_their_own(rules: str, tmp_path: Path) -> None:
    head = ("Plats", "Antal", "Andel", "Kostnad")
    upper = (
        Box(()),
        Box(("Hela kommunen",), cols=2, head=True, bold=True),
        None,
        Box(("Kronor",), head=True, bold=True),
    )
    lower = tuple(Box((text,), head=True, bold=True) for text in head)
    body = (tuple(Box((text,)) for text in row) for row in FIGURES)
    grid = Grid((upper, lower, *body), (0.4, 0.2, 0.2, 0.2), 2)
    style = Style(rules=rules, align="right", head_align="left", pad=1.5, size=7)
    path = tmp_path / "plan.pdf"
    set_reportlab(Sheet((("h2", "Läget"), ("p", WORDS), grid, ("p", WORDS)), style, False, 50, "prov", {}), path)
    found = read_rows(path)
    assert found[1] == list(head)
    assert found[2:] == [list(row) for row in FIGURES]
