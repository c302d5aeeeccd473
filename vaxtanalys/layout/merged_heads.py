"""Drawn tables whose heading row has no upright rules in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from vaxtanalys.geometry import words_in
from vaxtanalys.layout.made_grids import even_grid
from vaxtanalys.layout.rows import cut_at_gaps, group_rows
from vaxtanalys.model import RawTable, Word
from vaxtanalys.strips import edges_of

_GAP = 0.8


def part_merged_head(grid: RawTable, words: Sequence[Word]) -> RawTable:
    """The grid with its first row cut at the columns below it, where that is what its words say; else the grid.

    ``headings_without_rules_between``: the first row is one cell over all columns, and in it stand parts with white
    between, each over a column of its own, for all columns or all but one. A title over the table is one part.
    """
    top = [cell for cell in grid.cells if cell.row == 0]
    columns = max(cell.col + cell.col_span for cell in grid.cells)
    if len(top) != 1 or columns < 2 or top[0].col_span != columns or top[0].row_span > 1:
        return grid
    edges = edges_of(grid)
    if len(edges) != columns + 1:
        return grid
    lines = group_rows(words_in(words, top[0].box))
    parts = [part for line in lines for part in cut_at_gaps(line, _GAP)]
    owners = {_column(part, edges) for part in parts}
    if None in owners or len(owners) < max(2, columns - 1):
        return grid
    head = even_grid(edges, [top[0].box.top, top[0].box.bottom])
    return replace(grid, cells=(*head.cells, *(cell for cell in grid.cells if cell.row > 0)))


def _column(part: Sequence[Word], edges: Sequence[float]) -> int | None:
    """The column that holds a part of the row; None where it crosses an edge."""
    column = bisect_left(edges, (part[0].box.x0 + part[-1].box.x1) / 2) - 1
    if not 0 <= column < len(edges) - 1:
        return None
    inside = part[0].box.x0 >= edges[column] - 1 and part[-1].box.x1 <= edges[column + 1] + 1
    return column if inside else None
