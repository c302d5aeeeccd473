"""Words that no reader sees: invisible, printed white on white, outside the page, or under an image drawn later."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from vaxtanalys.geometry import centre_in
from vaxtanalys.model import Box
from vaxtanalys.read.marks import PageMarks, Picture, Shape
from vaxtanalys.read.words import PlacedWords

# From this lightness (0 to 1) a colour can not be told from white paper.
_WHITE = 0.96
# Less high or wide than this (points) nothing covers a word.
_LEAST_LID = 4.0

INVISIBLE, WHITE, OUTSIDE, COVERED = "osynlig text", "vit text på vitt", "utanför sidan", "under en bild eller en yta"


def why_hidden(words: PlacedWords, page: PageMarks) -> list[str]:
    """For each word why it can not be seen on its page; empty where it can.

    ``invisible``: painted with nothing. ``off_page``: the middle of the word lies outside the page. ``covered``: all of
    it lies under an image, or a filled rectangle, that lets nothing through and was painted after it.
    ``white_on_white``: white letters with nothing darker painted below them before; white letters on a band, a card or
    a picture are meant to be read.
    """
    grounds: list[tuple[Box, int]] | None = None
    covered = _covered(words, page)
    colours = {word.color for word in words.words}
    white = {color for color in colours if color is not None and lightness(color) >= _WHITE}
    if not (covered or white or any(words.unseen)):
        width, height = 2 * page.width, 2 * page.height
        # Written out: on most pages this is all that is asked of each word.
        return [
            "" if 0 <= (box := word.box).x0 + box.x1 <= width and 0 <= box.top + box.bottom <= height else OUTSIDE
            for word in words.words
        ]
    found = []
    for i, word in enumerate(words.words):
        box = word.box
        why = ""
        if words.unseen[i]:
            why = INVISIBLE
        elif not _is_on(page, box):
            why = OUTSIDE
        elif i in covered:
            why = COVERED
        elif word.color in white:
            grounds = _dark_grounds(page) if grounds is None else grounds
            seen = any(centre_in(box, ground) for ground, order in grounds if order <= words.order[i])
            why = "" if seen else WHITE
        found.append(why)
    return found


def _is_on(page: PageMarks, box: Box) -> bool:
    """Whether the middle of a box lies on the page."""
    return 0 <= box.x0 + box.x1 <= 2 * page.width and 0 <= box.top + box.bottom <= 2 * page.height


@lru_cache(maxsize=1024)
def lightness(value: str) -> float:
    """How light a colour ``#rrggbb`` is, from 0 (black) to 1 (white), by the weights of ITU-R BT.601."""
    red, green, blue = (int(value[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def _dark_grounds(page: PageMarks) -> list[tuple[Box, int]]:
    """The filled shapes that are darker than paper (patterns count), and the images, each with when it was painted."""
    shapes = [
        (shape.box, shape.order)
        for shape in page.shapes
        if shape.kind != "line" and shape.filled and (shape.color is None or lightness(shape.color) < _WHITE)
    ]
    return [*shapes, *((picture.box, picture.order) for picture in page.pictures)]


def _covered(words: PlacedWords, page: PageMarks) -> set[int]:
    """The words that lie under something painted later. An engine that does not tell the order tells of none."""
    lids: list[Picture | Shape] = [picture for picture in page.pictures if picture.covers is not None]
    lids.extend(shape for shape in page.shapes if shape.solid and shape.kind == "rect" and page.part is not None)
    lids = [lid for lid in lids if min(lid.box.width, lid.box.height) >= _LEAST_LID]
    if not lids or not words.words:
        return set()
    orders = np.array(words.order)
    boxes = np.array([(box.x0, box.top, box.x1, box.bottom) for box in (word.box for word in words.words)])
    found: set[int] = set()
    for lid in lids:
        if lid.order <= orders.min():
            continue
        box = lid.box
        inside = (boxes[:, :2] >= (box.x0 - 0.5, box.top - 0.5)) & (boxes[:, 2:] <= (box.x1 + 0.5, box.bottom + 0.5))
        for i in np.flatnonzero(inside.all(axis=1) & (orders < lid.order)).tolist():
            if i not in found and _hides(lid, words.words[i].box, page):
                found.add(i)
    return found


def _hides(lid: Picture | Shape, box: Box, page: PageMarks) -> bool:
    if isinstance(lid, Picture):
        return lid.covers is not None and lid.covers(box)
    return page.part is not None and page.part(lid.order, lid.box).holds(box, 0.5)
