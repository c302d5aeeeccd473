"""Bullets that an engine passed over or took for a letter: looked for in the picture, where the lines of text begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vaxtanalys.model import Box
from vaxtanalys.read.ocr_image import INK, Grey, runs_of

# All lengths are shares of the size of the line's letters.
_FURTHEST = 3.2
_LEAST_GAP, _FREE_BEFORE = 0.12, 0.45
_LEAST, _MOST = 0.13, 0.7
_HIGHEST, _LOWEST = 0.62, 0.08
_ALIGNED = 0.35
_FILLED = 0.55
# Of a disc 0.78 is ink, of a square all, of an e or o in bold print at most 0.6.
_SOLID = 0.68
_MOST_INSIDE, _FREE_BEHIND = 0.6, 0.17


@dataclass(frozen=True, slots=True)
class LineStart:
    """Where a line of text begins, in pixels: its left edge, baseline and size; ``marked`` where a bullet was read."""

    x0: float
    baseline: float
    size: float
    marked: Box | None = None


def find_bullets(starts: Sequence[LineStart], clear: Grey) -> list[Box | None]:
    """For each line the box (in pixels) of its bullet that is in the picture and was not read as one, else None.

    ``seen_bullet``: a compact dark spot at the middle of the small letters, free on both sides. A list has at least two
    of them under each other, read or seen; a spot that stands alone is dirt. ``bullet_read_as_letter``: so is what the
    line itself opens with, where it is one solid spot: the engine took it for a letter (an e or an o is hollow), or
    left it in the box of the first word.
    """
    seen = [None if start.marked else _solid(start, clear) or _spot(start, clear) for start in starts]
    known = [(box, start.size) for box, start in zip(seen, starts, strict=True) if box is not None]
    known += [(start.marked, start.size) for start in starts if start.marked is not None]
    return [
        box if box is not None and _has_company(box, start.size, known) else None
        for box, start in zip(seen, starts, strict=True)
    ]


def _has_company(box: Box, size: float, known: Sequence[tuple[Box, float]]) -> bool:
    middle = (box.x0 + box.x1) / 2
    return sum(abs((other.x0 + other.x1) / 2 - middle) <= _ALIGNED * size for other, _ in known) >= 2


def _solid(start: LineStart, clear: Grey) -> Box | None:
    """The box of the first ink of a line where that is a bullet with white behind it."""
    size = start.size
    left, top = max(0, round(start.x0 - 0.1 * size)), max(0, round(start.baseline - 0.95 * size))
    ink = clear[top : max(0, round(start.baseline + 0.2 * size)), left : round(start.x0 + size)] < INK
    runs = runs_of(ink.sum(axis=0) >= 2, closed=1)
    if not runs or (runs[1][0] if len(runs) > 1 else ink.shape[1]) - runs[0][1] < _FREE_BEHIND * size:
        return None
    rows = np.flatnonzero(ink[:, slice(*runs[0])].sum(axis=1) >= 2)
    if not len(rows):
        return None
    box = Box(left + runs[0][0], top + int(rows[0]), left + runs[0][1], top + int(rows[-1]) + 1)
    spot = ink[rows[0] : rows[-1] + 1, slice(*runs[0])]
    small = box.height <= _MOST_INSIDE * size
    return box if small and _is_bullet(box, spot, start) and float(spot.mean()) >= _SOLID else None


def _spot(start: LineStart, clear: Grey) -> Box | None:
    size = start.size
    left, right = max(0, round(start.x0 - _FURTHEST * size)), round(start.x0 + 0.1 * size)
    top, bottom = max(0, round(start.baseline - 0.95 * size)), round(start.baseline + 0.2 * size)
    ink = clear[top:bottom, left:right] < INK
    if ink.shape[0] < 4 or ink.shape[1] < 4:
        return None
    # One pixel may be grain.
    runs = runs_of(ink.sum(axis=0) >= 2, closed=1)
    # The line's first letter may reach into the strip.
    runs = [run for run in runs if run[1] < ink.shape[1] - 0.12 * size]
    if not runs:
        return None
    first, last = runs[-1]
    before = runs[-2][1] if len(runs) > 1 else None
    if right - left - last < _LEAST_GAP * size or (before is not None and first - before < _FREE_BEFORE * size):
        return None
    rows = np.flatnonzero(ink[:, first:last].sum(axis=1) >= 2)
    if not len(rows):
        return None
    box = Box(left + first, top + int(rows[0]), left + last, top + int(rows[-1]) + 1)
    return box if _is_bullet(box, ink[rows[0] : rows[-1] + 1, first:last], start) else None


def _is_bullet(box: Box, ink: np.ndarray, start: LineStart) -> bool:
    width, height = box.width / start.size, box.height / start.size
    middle = (start.baseline - (box.top + box.bottom) / 2) / start.size
    round_or_square = _LEAST <= width <= _MOST and _LEAST <= height <= _MOST and 0.5 <= width / height <= 2.0
    return round_or_square and _LOWEST <= middle <= _HIGHEST and float(ink.mean()) >= _FILLED
