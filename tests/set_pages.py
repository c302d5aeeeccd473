"""Small pages set by hand: words with boxes, as a PDF reader gives them, without a PDF."""

from __future__ import annotations

from collections.abc import Sequence

from vaxtanalys.model import Box, Fill, RawDocument, RawPage, Word

WIDTH = 0.5  # of the size, for each letter
SPACE = 0.3


def set_line(
    text: str,
    x: float,
    top: float,
    size: float = 10.0,
    *,
    bold: bool = False,
    italic: bool = False,
    color: str = "#000000",
) -> list[Word]:
    """The words of one line that begins at ``x``; a tab is a wide gap of three sizes."""
    words: list[Word] = []
    for part in text.split("\t"):
        for piece in part.split():
            width = WIDTH * size * len(piece)
            words.append(Word(piece, Box(x, top, x + width, top + size), size, "Sans", bold, italic, color))
            x += width + SPACE * size
        x += 3 * size
    return words


def set_lines(
    lines: Sequence[str], x: float = 70.0, top: float = 80.0, size: float = 10.0, step: float = 14.0
) -> list[Word]:
    """Lines below each other, ``step`` points apart."""
    return [word for i, line in enumerate(lines) for word in set_line(line, x, top + i * step, size)]


def page(words: Sequence[Word], number: int = 1, fills: Sequence[Fill] = (), rules: Sequence[Box] = ()) -> RawPage:
    """An A4 page of these words."""
    return RawPage(number, 595.0, 842.0, 0, tuple(words), (), tuple(fills), tuple(rules))


def document(*pages: RawPage) -> RawDocument:
    """A document of these pages."""
    return RawDocument("sida.pdf", "0" * 64, pages)
