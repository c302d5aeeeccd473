"""Bullets that are drawn, not printed: browsers and some typesetters draw a list's discs as small filled shapes."""

from __future__ import annotations

from collections.abc import Sequence

from vaxtanalys.model import Box, Word
from vaxtanalys.read.marks import Shape

# How large a bullet is and how far before its words it stands, in sizes of those words.
_LEAST, _MOST = 0.15, 0.6
_REACH = 2.2


def drawn_bullets(shapes: Sequence[Shape], words: Sequence[Word]) -> list[Word]:
    """A word ``•`` for each small filled shape of a page that hangs before the first word of a line.

    ``drawn_bullet``: as wide as it is high, at mid height of a word, with nothing but white between them and no word on
    the line close before it. A square in a legend or a chart has its words elsewhere.
    """
    found: list[Word] = []
    for shape in shapes:
        box = shape.box
        if shape.kind == "line" or not shape.filled or not 1 <= box.height <= 9:
            continue
        if not 0.75 <= box.width / box.height <= 1.34:
            continue
        box = Box(round(box.x0, 2), round(box.top, 2), round(box.x1, 2), round(box.bottom, 2))
        word = _owner(box, words)
        if word is not None and not any(bullet.box == box for bullet in found):
            found.append(Word("•", box, word.size, word.font, False, False, word.color))
    return sorted(found, key=lambda bullet: (bullet.box.top, bullet.box.x0))


def _owner(box: Box, words: Sequence[Word]) -> Word | None:
    """The word before which a shape hangs as a bullet; None where it hangs before none."""
    middle = (box.top + box.bottom) / 2
    beside = [word for word in words if word.upright and word.box.top < middle < word.box.bottom]
    after = min((word for word in beside if word.box.x0 >= box.x1), key=lambda word: word.box.x0, default=None)
    if after is None or after.box.x0 - box.x1 > _REACH * after.size:
        return None
    if not _LEAST * after.size <= box.height <= _MOST * after.size:
        return None
    if any(word.box.x0 < box.x1 and word.box.x1 > box.x0 - after.size for word in beside):
        return None
    off = abs(middle - (after.box.top + after.box.bottom) / 2)
    return after if off <= 0.3 * after.size else None
