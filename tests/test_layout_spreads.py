"""Sheets that hold two pages side by side: each half is read as a page, and places are told on the sheet."""

from __future__ import annotations

from dataclasses import replace

from set_pages import document, set_line, set_lines

from vaxtanalys.layout import lay_out
from vaxtanalys.layout.spreads import find_spreads
from vaxtanalys.model import Box, Document, RawPage, Word

TEXT = ["Torgen är gröna om sommaren och vita om vintern,", "och alla som bor här går över dem", "varje dag hela året."]
MORE = ["Gatorna sopas varje vår när snön har gått bort,", "och lamporna lagas när kvällarna", "blir mörka om hösten."]


def half(x: float, title: str, text: list[str], number: str) -> list[Word]:
    """A page with a running head, a title, some lines and its number at the foot, its left edge at ``x``."""
    return [
        *set_line("Plan för torg", x + 60, 30, 8),
        *set_line(title, x + 60, 90, 18, bold=True),
        *set_lines(text, x + 60, 130),
        *set_line(number, x + 60, 800, 8),
    ]


def sheet(number: int, *words: list[Word], width: float = 1190.0) -> RawPage:
    return RawPage(number, width, 842.0, 0, tuple(word for part in words for word in part))


def running(laid_out: Document) -> list[str]:
    return [laid_out.block_text(block) for block in laid_out.blocks if block.role in ("heading", "paragraph")]


SHEETS = [
    sheet(1, half(0, "Torg", TEXT, "2"), half(595, "Gator", MORE, "3")),
    sheet(2, half(0, "Parker", MORE, "4"), half(595, "Skolor", TEXT, "5")),
]


def test_the_left_page_is_read_before_the_right() -> None:
    laid_out = lay_out(document(*SHEETS), "uppslag")
    assert running(laid_out) == [
        *("Torg", " ".join(TEXT), "Gator", " ".join(MORE)),
        *("Parker", " ".join(MORE), "Skolor", " ".join(TEXT)),
    ]
    roles = {laid_out.block_text(b): b.role for b in laid_out.blocks}
    assert roles["Plan för torg"] == "header" and {roles[n] for n in "2345"} == {"footer"}


def test_places_are_told_on_the_sheet() -> None:
    laid_out = lay_out(document(*SHEETS), "uppslag")
    assert [(page.number, page.width) for page in laid_out.pages] == [(1, 1190.0), (2, 1190.0)]
    for block in laid_out.blocks:
        for place in laid_out.quote((block.start, block.end)).places:
            words = [word for word in SHEETS[place.page - 1].words if place.box and place.box.holds(word.box, 0.1)]
            assert " ".join(word.text for word in words) == laid_out.block_text(block)
    skolor = next(b for b in laid_out.blocks if laid_out.block_text(b) == "Skolor")
    assert skolor.page == 2 and skolor.places[0].box == Box(655.0, 90.0, 709.0, 108.0)


def test_words_over_the_fold_keep_a_sheet_whole() -> None:
    over = sheet(1, set_line("En rad som går över hela arket, från den ena kanten till den andra" * 2, 60, 300, 14))
    assert find_spreads(document(over)) is None


def test_a_smaller_page_in_two_columns_is_no_spread() -> None:
    """Without page numbers of both halves only halves as large as pages tell a spread."""
    small = [replace(one, width=842.0, height=595.0, words=tuple(_small(one))) for one in SHEETS]
    assert find_spreads(document(*small)) is None
    numbered = [
        replace(one, words=(*one.words, *set_line(str(2 * n), 40, 570, 8), *set_line(str(2 * n + 1), 800, 570, 8)))
        for n, one in enumerate(small, start=1)
    ]
    assert find_spreads(document(*numbered)) is not None


def _small(page: RawPage) -> list[Word]:
    """A sheet's words without their page numbers, on one of half the size."""
    boxes = [(word, word.box) for word in page.words if word.box.top < 700]
    return [replace(w, size=w.size / 1.5, box=Box(*(edge / 1.5 for edge in _edges(b)))) for w, b in boxes]


def _edges(box: Box) -> tuple[float, float, float, float]:
    return box.x0, box.top, box.x1, box.bottom
