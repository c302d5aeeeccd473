"""Tables that several rules find in one place: which of them are kept beside the grids that the page draws."""

from __future__ import annotations

from collections.abc import Sequence

from vaxtanalys.geometry import overlap
from vaxtanalys.model import Box, RawTable
from vaxtanalys.strips import rows_of


def outside_grids(cards: Sequence[RawTable], grids: Sequence[RawTable]) -> list[RawTable]:
    """``card_in_no_grid``: the cards beside no grid of three rows or more, and in none drawn with their columns.

    A table's column headings recur under each focus area as a card's labels do; the rules below tell them apart. A
    table that a page's end cuts after its first row shows two rows, and its drawn edges join it to the next page's.
    """
    large = [grid for grid in grids if max(cell.row for cell in grid.cells) > 1]
    return [
        card
        for card in cards
        if not any(_level(card, grid) for grid in large) and not any(_is_drawn(card, grid) for grid in grids)
    ]


def _is_drawn(card: RawTable, grid: RawTable) -> bool:
    same = max(cell.col for cell in grid.cells) == max(cell.col for cell in card.cells)
    return grid.kind == "ruled" and same and _within(card.box, grid.box)


def in_no_columns(matrices: Sequence[RawTable], grids: Sequence[RawTable]) -> list[RawTable]:
    """The matrices under turned heads, but for those beside a drawn grid that shows more columns.

    One that shows as many is kept where it shows as many rows too.
    """

    def extent(grid: RawTable) -> tuple[int, int]:
        return max(cell.col for cell in grid.cells), max(cell.row for cell in grid.cells)

    def drawn(matrix: RawTable, grid: RawTable) -> bool:
        return _level(matrix, grid) and extent(grid) >= extent(matrix)

    return [matrix for matrix in matrices if not any(drawn(matrix, grid) for grid in grids)]


def least_torn(anchored: Sequence[RawTable], lone: Sequence[RawTable]) -> list[RawTable]:
    """The tables found by their heading row, and the incomplete grids that none of them explains better.

    A grid of one row (a shaded heading) or with rules between rows only is kept where no table with more rows covers
    it.
    """
    kept = list(anchored)
    for grid in lone:
        over = [table for table in anchored if _level(table, grid)]
        if not over:
            kept.append(grid)
        elif all(_explains_less(table, grid) for table in over):
            kept = [t for t in kept if t not in over] + [grid]
    return sorted(kept, key=lambda table: (table.box.top, table.box.x0))


def _explains_less(anchored: RawTable, grid: RawTable) -> bool:
    """Whether a table found by its heading row tells no more than the grid: fewer rows and no more columns.

    Or as many of both (drawn edges tell more of where cells end than words do), or nothing outside a ruled one.
    """
    rows, columns = rows_of(grid), max(cell.col + cell.col_span for cell in grid.cells)
    own = max(cell.col + cell.col_span for cell in anchored.cells)
    found = max(cell.row for cell in anchored.cells) + 1 - _lines_below(anchored, grid, own)
    return (
        (found < rows and (own <= columns or grid.kind == "ruled"))
        or (found == rows > 2 and own == columns)
        or (own < columns and rows > 2 and found <= rows + 1)
        or (grid.kind == "ruled" and _within(anchored.box, grid.box))
    )


def _lines_below(anchored: RawTable, grid: RawTable, columns: int) -> int:
    """``heading_below_the_last_rule``: how many rows below a grid are one cell over all columns: no rows but text."""
    below = {cell.row for cell in anchored.cells if cell.box.top > grid.box.bottom - 3}
    wide = {cell.row for cell in anchored.cells if cell.col_span == columns > 1}
    return len(below) if below <= wide else 0


def _level(table: RawTable, other: RawTable) -> bool:
    return overlap(table.box.top, table.box.bottom, other.box.top, other.box.bottom) > 0


def _within(inner: Box, outer: Box) -> bool:
    return inner.top > outer.top - 6 and inner.bottom < outer.bottom + 6
