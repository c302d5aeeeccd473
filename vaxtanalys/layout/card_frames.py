"""Cards drawn as frames side by side: their lines cross out to a grid that is no table."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from vaxtanalys.geometry import words_in
from vaxtanalys.layout.rows import group_rows
from vaxtanalys.model import Box, RawCell, RawTable, Word

# The white between two cards is narrower than this share of them all.
_BETWEEN = 0.08
# The sides of a grid's cells lie in line but for so many points.
_SLACK = 6.0


def card_frames(grid: RawTable, words: Sequence[Word]) -> list[Box]:
    """The frames of the cards that ``grid`` is made of; empty where it is a table.

    ``frames_side_by_side``: the cells of a table share their edges. Frames that stand apart leave a narrow column in
    which no word stands between every two columns of words, and each holds two lines or more, as a card does.
    """
    narrow = _BETWEEN * grid.box.width
    # Most grids have no column so narrow, and then no one need know where their words stand.
    if not any(cell.box.width <= narrow + _SLACK for cell in grid.cells):
        return []
    held = _held(grid, words)
    # A line right across ("Mål: ...") stands over the cards and is none of them.
    width = 1 + max(cell.col for cell in grid.cells)
    filled = [cell for cell, inside in held.items() if inside and cell.col_span < width]
    columns = sorted({cell.col for cell in filled})
    if len(columns) < 2 or any(cell.col_span > 1 or len(group_rows(held[cell])) < 2 for cell in filled):
        return []
    for left, right in pairwise(columns):
        gap = min(c.box.x0 for c in filled if c.col == right) - max(c.box.x1 for c in filled if c.col == left)
        if right - left < 2 or gap > narrow:
            return []
    return [cell.box for cell in filled]


def _held(grid: RawTable, words: Sequence[Word]) -> dict[RawCell, list[Word]]:
    """The words whose middles stand in each cell."""
    ordered = sorted(words, key=_middle)
    heights = [_middle(word) for word in ordered]
    return {
        cell: words_in(
            ordered[bisect_left(heights, cell.box.top - 1) : bisect_right(heights, cell.box.bottom + 1)], cell.box
        )
        for cell in grid.cells
    }


def _middle(word: Word) -> float:
    return (word.box.top + word.box.bottom) / 2
