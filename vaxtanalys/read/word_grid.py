"""Rows of a Word table to a grid: cells that go on from the row above become spans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from vaxtanalys.raw_structure import RawGrid, RawGridCell, RawPart


@dataclass(frozen=True, slots=True)
class RowCell:
    """A cell as its row has it: its columns, and whether it only goes on from the cell above."""

    parts: tuple[RawPart, ...]
    columns: int = 1
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its cells, the columns that are skipped before the first, and where it ends."""

    cells: tuple[RowCell, ...]
    skipped: int = 0
    header: bool = False
    page: int = 1
    line: int = 1


def make_grid(rows: Sequence[Row]) -> RawGrid:
    """The grid of ``rows``.

    A cell that goes on is part of the one above in the same column; what is written in it all the same is kept there.
    Column heads are the rows marked so from the top.
    """
    cells: list[RawGridCell] = []
    open_: dict[int, int] = {}
    for number, row in enumerate(rows):
        col = row.skipped
        for cell in row.cells:
            above = open_.get(col)
            if cell.goes_on and above is not None and cells[above].row + cells[above].row_span == number:
                old = cells[above]
                cells[above] = replace(old, row_span=old.row_span + 1, parts=(*old.parts, *cell.parts))
            else:
                open_[col] = len(cells)
                page, line = _place(row, cell)
                cells.append(RawGridCell(number, col, cell.parts, 1, cell.columns, page, line, row.header))
            col += cell.columns
    heads: list[int] = []
    for number, row in enumerate(rows):
        if not row.header:
            break
        heads.append(number)
    return RawGrid(tuple(cells), tuple(heads))


def _place(row: Row, cell: RowCell) -> tuple[int, int]:
    for part in cell.parts:
        if isinstance(part, RawGrid):
            if part.cells:
                return part.cells[0].page, part.cells[0].line
        else:
            return part.page, part.line
    return row.page, row.line
