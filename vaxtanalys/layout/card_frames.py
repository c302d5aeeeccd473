"""Cards drawn as frames side by side: their lines cross out to a grid that is no table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from vaxtanalys.geometry import centre_in
from vaxtanalys.layout.lines import group_rows
from vaxtanalys.model import Box, RawTable, Word

# The white between two cards is narrower than this share of them all.
_BETWEEN = 0.08


def card_frames(grid: RawTable, words: Sequence[Word]) -> list[Box]:
    """The frames of the cards that ``grid`` is made of; empty where it is a table.

    ``frames_side_by_side``: the cells of a table share their edges. Frames that stand apart leave a narrow column in
    which no word stands between every two columns of words, and each holds two lines or more, as a card does.
    """
    held = {cell: [word for word in words if centre_in(word.box, cell.box)] for cell in grid.cells}
    filled = [cell for cell, inside in held.items() if inside]
    columns = sorted({cell.col for cell in filled})
    if len(columns) < 2 or any(cell.col_span > 1 or len(group_rows(held[cell])) < 2 for cell in filled):
        return []
    for left, right in pairwise(columns):
        gap = min(c.box.x0 for c in filled if c.col == right) - max(c.box.x1 for c in filled if c.col == left)
        if right - left < 2 or gap > _BETWEEN * grid.box.width:
            return []
    return [cell.box for cell in filled]
