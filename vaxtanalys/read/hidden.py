"""Words that no reader sees: printed white on white, or outside the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from vaxtanalys.geometry import centre_in
from vaxtanalys.model import Box, Word
from vaxtanalys.read.characters import colour

# From this lightness (0 to 1) a colour can not be told from white paper.
_WHITE = 0.96


def mark_hidden(words: Sequence[Word], page: Any) -> list[Word]:
    """The words of a pdfplumber page, those that can not be seen marked ``hidden``.

    ``white_on_white``: white letters with nothing darker below them; white letters on a band, a card or a picture are
    meant to be read. ``off_page``: the middle of the word lies outside the page.
    """
    width, height = float(page.width), float(page.height)
    grounds: list[Box] | None = None
    found: list[Word] = []
    for word in words:
        x, y = (word.box.x0 + word.box.x1) / 2, (word.box.top + word.box.bottom) / 2
        hidden = not (0 <= x <= width and 0 <= y <= height)
        if not hidden and word.color is not None and lightness(word.color) >= _WHITE:
            grounds = _dark_grounds(page) if grounds is None else grounds
            hidden = not any(centre_in(word.box, ground) for ground in grounds)
        found.append(replace(word, hidden=True) if hidden else word)
    return found


def lightness(value: str) -> float:
    """How light a colour ``#rrggbb`` is, from 0 (black) to 1 (white), by the weights of ITU-R BT.601."""
    red, green, blue = (int(value[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def _dark_grounds(page: Any) -> list[Box]:
    """The filled shapes that are darker than paper (patterns count), and the images."""
    boxes = []
    for item in [*page.rects, *page.curves]:
        if item.get("fill"):
            shade = colour(item.get("non_stroking_color"))
            if shade is None or lightness(shade) < _WHITE:
                boxes.append(item)
    boxes.extend(page.images)
    return [Box(float(b["x0"]), float(b["top"]), float(b["x1"]), float(b["bottom"])) for b in boxes]
