"""Matrices under turned headings, and tables within one of two columns: neither rules nor shades show them."""

from __future__ import annotations

from dataclasses import replace

from set_pages import document, page, set_line, set_lines

from vaxtanalys.layout import lay_out
from vaxtanalys.layout.column_tables import find_in_columns
from vaxtanalys.layout.made_grids import even_grid
from vaxtanalys.layout.merged_heads import part_merged_head
from vaxtanalys.model import Box, Document, RawTable, Word

NAMES = ("Parknämnden", "Elnämnden", "Byalaget i dalen")
DEEDS = ("Måla bänkarna", "Laga lamporna vid torget", "Plantera träd")


def turned(text: str, x: float, foot: float, size: float = 9.0) -> list[Word]:
    """Words turned a quarter to the left: they are read upwards from ``foot``."""
    words = []
    for piece in text.split():
        top = foot - 0.5 * size * len(piece)
        words.append(Word(piece, Box(x, top, x + size, foot), size, upright=False))
        foot = top - 2
    return words


def cells(laid_out: Document) -> list[list[str]]:
    (table,) = laid_out.tables
    rows = [[""] * table.cols for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row][cell.col] = laid_out.text[cell.start : cell.end]
    return rows


def test_turned_headings_are_columns() -> None:
    """``columns_of_turned_heads``: the row before which white or words across end it is none of the matrix."""
    words = [*set_line("Trygga torg", 70, 60, 16, bold=True), *set_line("Åtgärd", 70, 180)]
    for column, name in enumerate(NAMES):
        words += turned(name, 300 + 30.0 * column, 190)
    for row, (deed, marks) in enumerate(zip(DEEDS, ("x x", " x ", "x  "), strict=True)):
        top = 200 + 24.0 * row
        words += set_line(deed, 70, top)
        words += [w for c, mark in enumerate(marks) if mark == "x" for w in set_line("x", 302 + 30.0 * c, top)]
    words += set_lines(["Arbetet med torgen går vidare i många år, och alla är välkomna att vara med om det"], 70, 272)
    assert cells(lay_out(document(page(words)), "sida")) == [
        ["Åtgärd", *NAMES],
        [DEEDS[0], "x", "", "x"],
        [DEEDS[1], "", "x", ""],
        [DEEDS[2], "x", "", ""],
    ]


def prose(x: float, top: float, lines: int) -> list[Word]:
    """Lines of running text over the whole width of a column."""
    return set_lines(["Torgen är gröna om sommaren och vita om vinter"] * lines, x, top)


def table(x: float, top: float) -> list[Word]:
    words: list[Word] = []
    for row, texts in enumerate((("Åtgärd", "Vem"), *((deed, "Parken") for deed in ("Måla", "Laga", "Sopa")))):
        for at, text in zip((0, 150), texts, strict=True):
            words += set_line(text, x + at, top + 24 * row, bold=not row)
    return words


def test_a_table_within_a_column_is_searched_by_itself() -> None:
    """``table_within_a_column``: lines of the column beside it would else be cells of its rows."""
    words = [*prose(50, 60, 4), *table(52, 130), *prose(50, 240, 4), *prose(320, 60, 18)]
    laid_out = lay_out(document(page(words)), "sida")
    assert cells(laid_out)[1:] == [["Måla", "Parken"], ["Laga", "Parken"], ["Sopa", "Parken"]]


def test_the_halves_of_a_table_over_both_columns_are_none() -> None:
    words = [*prose(50, 60, 6), *prose(320, 60, 6), *table(52, 160), *table(322, 160)]
    assert not find_in_columns(words, page(words), frozenset())


def test_a_heading_row_without_rules_between_its_columns() -> None:
    """``headings_without_rules_between``: a title over the table is one cell still."""

    def drawn(*heads: tuple[str, float]) -> RawTable:
        grid = even_grid((70.0, 250.0, 400.0), (100.0, 120.0, 140.0, 160.0), "ruled", over={0})
        return part_merged_head(grid, [word for text, x in heads for word in set_line(text, x, 104, bold=True)])

    assert [cell.col_span for cell in drawn(("Område", 75), ("Insats", 255)).cells[:2]] == [1, 1]
    assert drawn(("Det här gör vi", 75)).cells[0].col_span == 2


def test_ticks_under_three_turned_heads_need_one_row_only() -> None:
    words = [*set_line("Åtgärd", 70, 180), *set_line("Måla bänkarna", 70, 200), *set_line("x", 302, 200)]
    for column, name in enumerate(NAMES):
        words += turned(name, 300 + 30.0 * column, 190)
    assert cells(lay_out(document(page(words)), "sida")) == [["Åtgärd", *NAMES], ["Måla bänkarna", "x", "", ""]]


def test_a_drawn_grid_with_more_columns_is_no_matrix_of_its_turned_heads() -> None:
    """Two of its headings may be turned, and the matrix under these has more rows, as white tells them."""
    words = [*set_line("Åtgärd", 70, 180), *set_line("Ansvar", 200, 180)]
    for column, name in enumerate(("Tid", "Nivå")):
        words += turned(name, 300 + 60.0 * column, 190)
    for row, deed in enumerate(DEEDS):
        for x, text in ((70, deed), (200, "Parken"), (300, "2031"), (360, "Alla")):
            words += set_line(text, x, 200 + 24.0 * row)
    grid = even_grid((68.0, 198.0, 290.0, 350.0, 410.0), (160.0, 196.0, 280.0), "partly_ruled")
    laid_out = lay_out(document(replace(page(words), tables=(grid,))), "sida")
    assert cells(laid_out)[0] == ["Åtgärd", "Ansvar", "Tid", "Nivå"]
