"""Cards: the small grid in each, and headings below two columns."""

from __future__ import annotations

from dataclasses import replace

import pytest
from set_pages import document, page, set_line, set_lines

from vaxtanalys.layout import lay_out
from vaxtanalys.layout.made_grids import even_grid
from vaxtanalys.model import Document, Word


def cells(laid_out: Document) -> list[list[str]]:
    return [
        [" ".join(laid_out.block_text(laid_out.blocks[i]) for i in cell.blocks) for cell in table.cells]
        for table in laid_out.tables
    ]


def running(laid_out: Document) -> list[str]:
    return [laid_out.block_text(block) for block in laid_out.blocks if block.table is None]


def card(top: float, title: str, words: str, who: str, also: str) -> list[Word]:
    return [
        *set_line(title, 70, top, bold=True),
        *set_line(words, 70, top + 14),
        *set_line("Ansvarig", 70, top + 30, 9, bold=True),
        *set_line("Medverkande", 300, top + 30, 9, bold=True),
        *set_line(who, 70, top + 41, 9),
        *set_line(also, 300, top + 41, 9),
    ]


WORDS = "Måla de gamla bänkarna vid torget och i parken så att fler vill sitta där på kvällen"


def test_the_labels_of_cards_stand_over_one_row_of_values() -> None:
    words = [
        *set_line("Trygga torg", 70, 60, 16, bold=True),
        *card(90, "Åtgärd 1", WORDS, "Parknämnden", "–"),
        *card(160, "Åtgärd 2", WORDS, "Elnämnden", "skolan"),
        *card(230, "Åtgärd 3", "Laga lamporna", "Gatunämnden", "polisen"),
        *card(300, "Åtgärd 4", WORDS, "Bostadsnämnden", "–"),
    ]
    laid_out = lay_out(document(page(words)), "sida")
    assert cells(laid_out) == [
        ["Ansvarig", "Medverkande", who, also]
        for who, also in (
            ("Parknämnden", "–"),
            ("Elnämnden", "skolan"),
            ("Gatunämnden", "polisen"),
            ("Bostadsnämnden", "–"),
        )
    ]
    assert running(laid_out)[1:3] == ["Åtgärd 1", WORDS]


def test_a_heading_row_over_rows_of_a_table_is_no_card() -> None:
    words: list[Word] = []
    for number in range(3):
        top = 80.0 + number * 200
        words += set_line(f"Område {number}", 70, top, 14, bold=True)
        for x, label in ((70, "Åtgärd"), (300, "Ansvarig"), (450, "Tid")):
            words += set_line(label, x, top + 30, bold=True)
        for row in range(4):
            words += set_line("Måla bänkarna" + " vid torget" * (row % 3), 70, top + 50 + row * 26)
            words += set_line("Parknämnden" if row % 2 else "El och park", 300, top + 50 + row * 26)
            words += set_line(f"203{row}", 450, top + 50 + row * 26)
    tables = lay_out(document(page(words)), "sida").tables
    assert [all(table.at(table.rows - 1, col) for col in range(3)) and table.rows > 3 for table in tables] == [True] * 3


def test_a_drawn_table_of_one_row_is_no_card() -> None:
    """``card_in_no_grid``: its heading row recurs as a card's labels do; drawn edges hold it already."""
    words = [word for n in range(4) for word in card(90 + 70 * n, f"Åtgärd {n}", WORDS, "Parknämnden", "–")]
    grid = even_grid((68.0, 290.0, 500.0), (328.0, 340.0, 353.0), "ruled")
    tables = lay_out(document(replace(page(words), tables=(grid,))), "sida").tables
    assert [table.kind for table in tables] == ["borderless"] * 3 + ["ruled"]


TORG = ("Måla bänkarna", "Laga lamporna", "Måla de gamla bänkarna vid torget")


def table_under(top: float, pitch: float, wrapped: bool) -> list[Word]:
    """A title, a heading row and three rows of a table, ``pitch`` points from the end of one row to the next."""
    words = set_line(f"Område {top:.0f}", 70, top, 14, bold=True)
    for x, label in ((70, "Insats"), (300, "Ansvarig"), (450, "Medverkan")):
        words += set_line(label, x, top + 24, bold=True)
    y = top + 24 + pitch
    for row in range(3):
        words += set_line(TORG[row], 70, y)
        words += set_line("Parknämnden" if row % 2 else "Elnämnden", 300, y)
        words += set_line("Skolan" if row else "Polisen", 450, y)
        if wrapped:
            y += 12
            words += set_line("så att fler vill sitta där", 70, y)
        y += pitch
    return words


@pytest.mark.parametrize(("pitch", "wrapped"), [(16.0, True), (13.0, False)], ids=["white between rows", "whole lines"])
def test_a_table_under_each_area_is_no_card(pitch: float, wrapped: bool) -> None:
    """``several_records``: the labels recur and a title follows, as of cards; the rows below are several."""
    words = [word for number in range(4) for word in table_under(60.0 + 150 * number, pitch, wrapped)]
    laid_out = lay_out(document(page(words)), "sida")
    assert [table.rows for table in laid_out.tables] == [4] * 4
    assert cells(laid_out)[0][6:] == [
        TORG[1] + " så att fler vill sitta där" * wrapped,
        "Parknämnden",
        "Skolan",
        TORG[2] + " så att fler vill sitta där" * wrapped,
        "Elnämnden",
        "Skolan",
    ]


def test_a_heading_below_two_columns_belongs_to_what_follows() -> None:
    left = [f"Bänk {i} ska målas i vår" for i in range(8)]
    right = [f"Lampa {i} ska lagas i höst" for i in range(11)]
    words = [
        *set_lines(left, 70, 80),
        *set_lines(right, 310, 80),
        *set_line("Uppföljning", 70, 260, 16, bold=True),
        *set_line("Planen följs upp varje år i samband med årsredovisningen och i alla nämnder på våren", 70, 290),
    ]
    found = running(lay_out(document(page(words)), "sida"))
    assert found[-2].startswith("Uppföljning")
    assert "Lampa 10" in found[-3]
