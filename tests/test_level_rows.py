"""Rows, labels and headings of tables of figures: what rules leave to the eye."""

from __future__ import annotations

from vaxtanalys.layout.figure_edges import complete_figures
from vaxtanalys.layout.figures import figure_rows, find_figure_tables
from vaxtanalys.layout.level_rows import part_level_lines
from vaxtanalys.model import Box, RawCell, RawTable, Word
from vaxtanalys.word_runs import runs_of_words

_COLUMNS = [(0, 0.0, 80.0), (1, 80.0, 160.0), (2, 160.0, 240.0), (3, 240.0, 300.0)]


def _line(top: float, *cells: tuple[float, str]) -> list[Word]:
    words = []
    for start, text in cells:
        x = start
        for piece in text.split():
            words.append(Word(piece, Box(x, top, x + 5 * len(piece), top + 10), 10.0, "Sans"))
            x += 5 * len(piece) + 2.5
    return words


def _grid(kind: str = "ruled") -> RawTable:
    boxes = [(0, 0, Box(0, 0, 150, 14)), (0, 1, Box(150, 0, 250, 14))]
    boxes += [(1, 0, Box(0, 14, 150, 80)), (1, 1, Box(150, 14, 250, 80))]
    return RawTable(Box(0, 0, 250, 80), kind, tuple(RawCell(r, c, 1, 1, box) for r, c, box in boxes))


def test_level_lines_of_a_ruled_row_are_rows() -> None:
    words = _line(2, (5, "Ort"), (155, "Antal"))
    for number, (name, count) in enumerate([("Alby", "12"), ("Berga", "3"), ("Dala", "41"), ("Ekeby", "7")]):
        words += _line(16 + 12 * number, (5, name), (155, count))
    assert max(cell.row for cell in part_level_lines(_grid(), words).cells) == 4


def test_running_text_in_a_ruled_row_is_one_cell() -> None:
    words = _line(2, (5, "Insats"), (155, "Ansvar"))
    for number, text in enumerate(
        ["Utbilda alla som möter barn", "och unga i hur de upptäcker", "våld och kontroll i tid"]
    ):
        words += _line(16 + 12 * number, (5, text), *([(155, "Nämnden")] if number == 0 else []))
    grid = _grid()
    assert part_level_lines(grid, words) is grid


def test_a_heading_over_rows_is_a_row_and_a_label_that_runs_on_is_none() -> None:
    lines = [
        _line(0, (5, "Alby"), (100, "12"), (150, "14")),
        _line(12, (5, "Berga"), (100, "12"), (150, "14")),
        _line(24, (5, "Söder")),
        _line(36, (5, "Personer med")),
        _line(48, (5, "högre utbildning"), (100, "3"), (150, "9")),
    ]
    assert [len(row) for row in figure_rows(lines)] == [1, 1, 1, 2]


def test_labels_and_a_heading_over_two_columns_belong_to_the_figures() -> None:
    words = _line(0, (125, "Hela landet")) + _line(13, (112, "2021"), (162, "2022"))
    for number, name in enumerate(["Alby", "Berga", "Dala", "Ekeby"]):
        words += _line(26 + 12 * number, (5, name), (120, str(10 + number)), (170, str(20 + number)))
    edges, ys = [100.0, 150.0, 200.0], [12.0, 24.5, 36.5, 48.5, 60.5, 73.0]
    cells = tuple(
        RawCell(r, c, 1, 1, Box(edges[c], ys[r], edges[c + 1], ys[r + 1])) for r in range(5) for c in range(2)
    )
    whole = complete_figures(RawTable(Box(100, 12, 200, 73), "partly_ruled", cells), words)
    assert whole.box.x0 < 6
    assert [(c.col, c.col_span) for c in whole.cells if c.row == 0] == [(0, 1), (1, 2)]


def test_running_text_beside_figures_is_none_of_their_columns() -> None:
    words = []
    for number in range(6):
        words += _line(16 * number, (5, "Alby"), (80, "12"), (120, "345"))
    for number in range(8):
        words += _line(12 * number, (180, "som har visats av dem alla här"))
    (table,) = find_figure_tables(words)
    assert table.box.x1 < 180
    assert max(cell.row for cell in table.cells) == 5


def test_text_below_figures_is_no_row_though_its_spaces_are_wide() -> None:
    words = _line(0, (5, "Ort"), (120, "2021"), (180, "2022"))
    for number, name in enumerate(["Alby", "Berga", "Dala", "Ekeby"]):
        words += _line(14 + 14 * number, (5, name), (120, str(10 + number)), (180, str(20 + number)))
    words += _line(80, (5, "Talen kommer ur registret för alla orter"))
    words += _line(92, (5, "och"), (40, "visas"), (90, "så"), (130, "som"), (170, "de gavs"))
    (table,) = find_figure_tables(words)
    assert (max(cell.row for cell in table.cells), table.box.bottom < 80) == (4, True)


def test_a_heading_over_rows_stays_one_though_its_italics_reach_deeper() -> None:
    lines = [_line(0, (5, "Alby"), (100, "12"), (150, "14")), _line(16.8, (5, "Berga"), (100, "3"), (150, "4"))]
    lines += [_line(32.3, (5, "Söder")), _line(49.1, (5, "Dala"), (100, "3"), (150, "4"))]
    assert [len(row) for row in figure_rows(lines)] == [1, 1, 1, 1]


def test_a_sign_of_money_belongs_to_the_figure_far_behind_it() -> None:
    line = _line(0, (5, "Kassa"), (80, "$"), (140, "86,508"), (200, "$"), (260, "(38)"))
    assert len(runs_of_words(line)) == 3


def test_a_label_beside_level_lines_of_figures_is_merged_over_their_rows() -> None:
    boxes = [(r, c, Box(a, top, b, foot)) for r, top, foot in ((0, 0, 14), (1, 14, 60)) for c, a, b in _COLUMNS]
    grid = RawTable(Box(0, 0, 300, 60), "partly_ruled", tuple(RawCell(r, c, 1, 1, box) for r, c, box in boxes))
    words = _line(2, (5, "Område"), (85, "Skola"), (165, "Elever"), (245, "Lärare"))
    for number, name in enumerate(["Alby", "Berga", "Dala"]):
        label = [(5.0, "Norra")] if number == 0 else []
        words += _line(16 + 14 * number, *label, (85, name), (165, str(210 + number)), (245, str(11 + number)))
    found = {(cell.row, cell.col): cell.row_span for cell in part_level_lines(grid, words).cells}
    assert (found[1, 0], found[1, 1], found[3, 1]) == (3, 1, 1)
    assert (2, 0) not in found
