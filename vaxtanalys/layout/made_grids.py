"""Grids made where a page draws none: rows of lines parted halfway between their words, cells between the edges."""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import pairwise

from vaxtanalys.geometry import union
from vaxtanalys.model import Box, RawCell, RawTable, Word

_Lines = Sequence[Sequence[Word]]


def row_edges(rows: Sequence[_Lines], top: float | None = None, bottom: float | None = None) -> list[float]:
    """The upper edges of rows of lines, top to bottom, and the lower edge of the last, in points.

    ``top`` and ``bottom`` are the outer ones; by default they stand a point off the words of the first and last row.
    """
    between = [(_foot(above) + _head(below)) / 2 for above, below in pairwise(rows)]
    first = _head(rows[0]) - 1 if top is None else top
    return [first, *between, _foot(rows[-1]) + 1 if bottom is None else bottom]


def _head(lines: _Lines) -> float:
    return min([word.box.top for line in lines for word in line])


def _foot(lines: _Lines) -> float:
    return max([word.box.bottom for line in lines for word in line])


def even_grid(
    xs: Sequence[float], ys: Sequence[float], kind: str = "borderless", over: Set[int] = frozenset()
) -> RawTable:
    """The grid of columns between ``xs`` and rows between ``ys``; the rows with numbers in ``over`` are one cell."""
    cells = tuple(
        RawCell(r, c, 1, len(xs) - 1 if r in over else 1, Box(x0, top, xs[-1] if r in over else x1, bottom))
        for r, (top, bottom) in enumerate(pairwise(ys))
        for c, (x0, x1) in enumerate(pairwise(xs))
        if c == 0 or r not in over
    )
    return RawTable(Box(xs[0], ys[0], xs[-1], ys[-1]), kind, cells)


def pair_grid(rows: Sequence[tuple[Sequence[Word], Sequence[Word]]]) -> RawTable:
    """The grid of two columns with a row for each pair of words on the left and words on the right.

    The columns meet halfway between the words on the left and the first word on the right.
    """
    box = union(word.box for sides in rows for words in sides for word in words)
    middle = (max(word.box.x1 for left, _ in rows for word in left) + rows[0][1][0].box.x0) / 2
    return even_grid([box.x0 - 2, middle, box.x1 + 2], row_edges(rows, box.top - 1, box.bottom + 1))
