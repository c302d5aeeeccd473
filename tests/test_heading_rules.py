"""Headings of several levels and rows told by short rules, sums and full lines, as reports and papers set them."""

from __future__ import annotations

import pytest
from set_pages import page

from vaxtanalys.layout.anchored_rows import group_lines
from vaxtanalys.layout.figures import find_figure_tables
from vaxtanalys.layout.heading_lines import header_strips
from vaxtanalys.layout.heading_rules import span_over_rules
from vaxtanalys.layout.made_grids import even_grid
from vaxtanalys.layout.rows import group_rows
from vaxtanalys.model import Box, RawTable, Word
from vaxtanalys.read.row_ruled import find_row_ruled


def _line(top: float, *parts: tuple[float, str], bold: bool = False) -> list[Word]:
    words = []
    for start, text in parts:
        x = start
        for piece in text.split():
            words.append(Word(piece, Box(x, top, x + 5 * len(piece), top + 10), 10.0, "Sans", bold))
            x += 5 * len(piece) + 2.5
    return words


@pytest.mark.parametrize(
    ("parts", "heads"),
    [
        (("Summa intäkter", "36,816", "(1,488)"), False),
        (("Summa intäkter", "36 816", "12"), False),
        (("Andel", "12 %", "9 %"), False),
        (("Tusental kronor", "2023", "2022"), True),
        (("Saldo", "31.12.2023", "31.12.2022"), True),
        (("Ort", "Antal", "12,5 år"), True),
    ],
)
def test_sums_in_bold_head_no_table(parts: tuple[str, ...], heads: bool) -> None:
    starts = (5.0, 120.0, 220.0)
    words = _line(0, *zip(starts, parts, strict=True), bold=True)
    for number in range(3):
        words += _line(14 + 14 * number, (5, "Varav avgifter"), (120, "48"), (220, "51"))
    assert (header_strips(group_rows(words), 0, 2) is not None) == heads


def _grid() -> RawTable:
    """Seven columns, two rows of headings and two of figures."""
    return even_grid([0.0, 100, 150, 200, 250, 300, 350, 400], [0.0, 15, 30, 45, 60], "partly_ruled")


def _words(*over: tuple[float, str]) -> list[Word]:
    words = _line(2, (5, "Metod"), *over)
    words += _line(18, *((110 + 50 * n, text) for n, text in enumerate("ABCDEF")))
    for row in (32, 47):
        words += _line(row, (5, "Grund"), *((110 + 50 * n, f"{row}.{n}") for n in range(6)))
    return words


@pytest.mark.parametrize(
    "rules",
    [
        [(102, 248), (252, 398)],  # one for each heading, a little white between
        [(100, 250), (250, 400)],  # one for each, and they meet
        [(100, 400)],  # one for both
        [(100 + 50 * n, 150 + 50 * n) for n in range(6)],  # drawn cell by cell
    ],
)
def test_an_upper_heading_stands_over_the_columns_of_the_rule_below_it(rules: list[tuple[float, float]]) -> None:
    words = _words((160, "Provning"), (255, "Granskning"))
    made = span_over_rules(_grid(), words, [Box(a, 14, b, 14) for a, b in rules])
    top = [(cell.col, cell.col_span, cell.row_span) for cell in made.cells if cell.row == 0]
    assert sorted(top) == [(0, 1, 2), (1, 3, 1), (4, 3, 1)]


def test_a_heading_with_a_word_over_each_column_is_one() -> None:
    rules = [Box(100 + 50 * n, 14, 150 + 50 * n, 14) for n in range(6)]
    made = span_over_rules(_grid(), _words((125, "Alla prov som gjordes under åren 2021 till 2023")), rules)
    assert sorted((cell.col, cell.col_span) for cell in made.cells if cell.row == 0) == [(0, 1), (1, 6)]


def test_rules_over_sums_span_nothing() -> None:
    grid = _grid()
    assert span_over_rules(grid, _words((160, "Provning")), [Box(100, 45.5, 400, 45.5)]) is grid


def test_text_over_the_edge_parts_tables_of_one_width() -> None:
    words = []
    for top, head in ((0.0, "Antal"), (120.0, "Andel")):
        words += _line(top + 3, (105, "Ort"), (205, head))
        words += _line(top + 18, (105, "Alby"), (205, "12")) + _line(top + 33, (105, "Berga"), (205, "14"))
    words += _line(70, (20, "Talen är tagna ur registret i mars och visas som de gavs av var ort och en"))
    rules = [(top + y, 100.0, 250.0) for top in (0.0, 120.0) for y in (0, 15, 48)]
    tables = find_row_ruled(rules, words, [])
    assert [(table.box.top, table.box.bottom) for table in tables] == [(0, 48), (120, 168)]


def _rows(*lines: tuple[str, str, str]) -> list[int]:
    """How many lines each row holds of lines that stand evenly in three columns."""
    words = [
        word
        for number, line in enumerate(lines)
        for word in _line(13.0 * number, *((x, text) for x, text in zip((5, 105, 205), line, strict=True) if text))
    ]
    groups, _ = group_lines(group_rows(words), [100.0, 200.0], page(words), header=False)
    return [len(group) for group in groups]


def test_lines_that_fill_every_column_are_rows() -> None:
    lines = (("Roller", "Ja", "Bara EU"), ("Granskningslogg", "Nej", "Alla"), ("Utskrift", "Ja", "Alla"))
    assert _rows(*lines) == [1, 1, 1]


def test_a_line_that_begins_in_every_column_opens_a_row() -> None:
    lines = (
        ("Alby", "Råd för kommunerna", "172,4"),
        ("", "och utbildning klar", ""),
        ("Bergabyarna", "Kvartalsvisa prov", "188,1"),
        ("", "som görs av alla", ""),
    )
    assert _rows(*lines) == [2, 2]


def test_upper_headings_set_to_the_left_go_on_to_the_next() -> None:
    words = _line(0, (105, "Provning"), (255, "Alla kommunala skolor"))
    names = enumerate(("Antal", "Andel", "Bas", "Nu", "Mål"))
    words += _line(14, (5, "Ort"), *((105 + 50 * n, text) for n, text in names))
    for number in range(4):
        words += _line(28 + 14 * number, (5, "Alby"), *((105 + 50 * n, f"{number + 1}{n}") for n in range(5)))
    (table,) = find_figure_tables(words)
    assert sorted((cell.col, cell.col_span) for cell in table.cells if cell.row == 0) == [(0, 1), (1, 3), (4, 2)]
