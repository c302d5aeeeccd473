"""Tables within the cells of tables: their cells become cells of the table around them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from vaxtanalys.geometry import words_in
from vaxtanalys.model import Box, Word

_SNAP = 3.0
# A lone cell with words around its grid, or a grid as large as all of it, is another thing than a table in a cell.
_LEAST_INNER = 2


def with_inner_grids(groups: Sequence[Sequence[Box]]) -> list[list[Box]]:
    """Groups of cells, those that stand within one cell of another group's put together with it.

    ``grid_within_a_cell``: the group around has three cells or more: a frame around tables is no table of its own.
    """
    joined = [list(group) for group in groups]
    for at, group in enumerate(groups):
        if len(group) < _LEAST_INNER:
            continue
        outer = next(
            (
                other
                for other, cells in enumerate(groups)
                if other != at and len(cells) > _LEAST_INNER and any(_holds(cell, group) for cell in cells)
            ),
            None,
        )
        if outer is not None:
            joined[outer] += joined[at]
            joined[at] = []
    return [group for group in joined if group]


def _holds(cell: Box, group: Sequence[Box]) -> bool:
    return all(_within(inner, cell) for inner in group)


def without_outer(cells: Sequence[Box], words: Sequence[Word]) -> list[Box]:
    """``table_within_a_cell``: cells without those that hold a table of their own: the cells of that stand in their
    stead. Of a cell with words over or under its table what is beside the table stays.
    """
    # What a cell holds begins within its height: each is compared with the cells of a row or two, not with all.
    falling = sorted(cells, key=lambda cell: cell.top)
    tops = [cell.top for cell in falling]
    kept: list[Box] = []
    for cell in cells:
        begun = falling[bisect_left(tops, cell.top - _SNAP) : bisect_right(tops, cell.bottom + _SNAP)]
        inner = [other for other in begun if other is not cell and _within(other, cell)]
        if len(inner) < _LEAST_INNER:
            kept.append(cell)
            continue
        top, bottom = min(box.top for box in inner), max(box.bottom for box in inner)
        rest = (Box(cell.x0, cell.top, cell.x1, top), Box(cell.x0, bottom, cell.x1, cell.bottom))
        kept += [box for box in rest if box.height > _SNAP and words_in(words, box)]
    return kept


def _within(inner: Box, outer: Box) -> bool:
    """Whether a box lies in another, and is smaller both ways or clearly one way."""
    smaller = inner.width < outer.width - _SNAP or inner.height < outer.height - _SNAP
    return smaller and outer.holds(inner, _SNAP)
