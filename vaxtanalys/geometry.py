"""Small geometry shared by the stages: clustering of coordinates, overlap of intervals and boxes.

All coordinates are PDF points with the origin at the top left.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from vaxtanalys.model import Box, Word
from vaxtanalys.model.many import maker

_box = maker(Box)


def cluster(values: Iterable[float], tolerance: float) -> list[float]:
    """The means of groups of values that lie within ``tolerance`` of their neighbour, in rising order."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= tolerance:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def nearest_index(values: Sequence[float], value: float) -> int:
    """The index of the value that lies nearest; the first of two equally near. Raises ValueError on no values."""
    return min(range(len(values)), key=lambda index: (abs(values[index] - value), index))


def nearest_in_order(values: Sequence[float], value: float) -> int:
    """``nearest_index`` for values in rising order."""
    after = bisect_left(values, value)
    if after == len(values) or (after and value - values[after - 1] <= values[after] - value):
        return max(0, after - 1)
    return after


def overlap(a0: float, a1: float, b0: float, b1: float) -> float:
    """The length that two intervals share (0 where they do not meet)."""
    shared = (a1 if a1 < b1 else b1) - (a0 if a0 > b0 else b0)
    return shared if shared > 0.0 else 0.0


def shared_area(a: Box, b: Box) -> float:
    """The area that two boxes share (0 where they do not meet)."""
    return overlap(a.x0, a.x1, b.x0, b.x1) * overlap(a.top, a.bottom, b.top, b.bottom)


def same_row(a: Box, b: Box) -> bool:
    """Whether two boxes stand on the same line: they share at least half of the lower one's height."""
    # Written out: this is asked of every word of a page, several times.
    a_top, a_bottom, b_top, b_bottom = a.top, a.bottom, b.top, b.bottom
    shared = (a_bottom if a_bottom < b_bottom else b_bottom) - (a_top if a_top > b_top else b_top)
    a_height, b_height = a_bottom - a_top, b_bottom - b_top
    return (shared if shared > 0.0 else 0.0) >= 0.5 * (a_height if a_height < b_height else b_height)


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all. Raises ValueError on no boxes."""
    left = iter(boxes)
    first = next(left, None)
    if first is None:
        raise ValueError("no boxes to join")
    x0, top, x1, bottom = first.x0, first.top, first.x1, first.bottom
    alone = True
    # Written out: this is done for every line, paragraph and row.
    for box in left:
        alone = False
        if box.x0 < x0:
            x0 = box.x0
        if box.top < top:
            top = box.top
        if box.x1 > x1:
            x1 = box.x1
        if box.bottom > bottom:
            bottom = box.bottom
    return first if alone else _box(x0, top, x1, bottom)


def centre_in(inner: Box, outer: Box, slack: float = 0.5) -> bool:
    """Whether the middle of ``inner`` lies in ``outer``."""
    x, y = (inner.x0 + inner.x1) / 2, (inner.top + inner.bottom) / 2
    return outer.x0 - slack <= x <= outer.x1 + slack and outer.top - slack <= y <= outer.bottom + slack


def words_in(words: Iterable[Word], outer: Box) -> list[Word]:
    """The upright words whose middle lies in ``outer`` (as ``centre_in``)."""
    # Written out: this is asked of every word of a page and grid.
    x0, top, x1, bottom = outer.x0 - 0.5, outer.top - 0.5, outer.x1 + 0.5, outer.bottom + 0.5
    return [
        word
        for word in words
        if word.upright
        and x0 <= ((box := word.box).x0 + box.x1) / 2 <= x1
        and top <= (box.top + box.bottom) / 2 <= bottom
    ]


class Holders:
    """Boxes to be asked which of them holds the middle of others."""

    def __init__(self, boxes: Iterable[Box]) -> None:
        self._edges = [(box.top - 0.5, box.bottom + 0.5, box.x0 - 0.5, box.x1 + 0.5, i) for i, box in enumerate(boxes)]

    def first(self, inner: Box) -> int | None:
        """The index of the first box with the middle of ``inner`` in it (as ``centre_in``); None where none has."""
        x, y = (inner.x0 + inner.x1) / 2, (inner.top + inner.bottom) / 2
        for top, bottom, x0, x1, index in self._edges:
            if top <= y <= bottom and x0 <= x <= x1:
                return index
        return None


def gutters(boxes: Sequence[Box], x0: float, x1: float, least: float) -> list[tuple[float, float]]:
    """The vertical strips between ``x0`` and ``x1``, at least ``least`` wide, that no box touches.

    Outer margins left out.
    """
    spans = sorted((box.x0, box.x1) for box in boxes if box.x1 > x0 and box.x0 < x1)
    found: list[tuple[float, float]] = []
    reach: float | None = None
    for start, end in spans:
        if reach is not None and start - reach >= least:
            found.append((reach, start))
        reach = end if reach is None else max(reach, end)
    return found
