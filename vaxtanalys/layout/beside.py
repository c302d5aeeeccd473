"""Tables too wide for their paper: the pages that show their right columns put beside those that show the left ones.

``printed_over_pages``: a spreadsheet prints its first columns page by page, then the next columns. The rows of the two
stand at the same heights, page for page, under other headings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vaxtanalys.layout.tables import LogicalCell, LogicalTable, Part

_SAME = 3.0
_LEAST_ROWS = 3


def stand_beside(left: Sequence[Part], right: Sequence[Part]) -> bool:
    """Whether the parts of a table show more columns of the one whose parts come just before."""
    if len(left) != len(right) or right[0].page != left[-1].page + 1 or left[0].rows < _LEAST_ROWS:
        return False
    if any(a.kind == "tagged" or b.kind == "tagged" or not _same_rows(a, b) for a, b in zip(left, right, strict=True)):
        return False
    heads = [{cell.text.casefold() for cell in parts[0].row(0) if cell.text} for parts in (left, right)]
    return bool(heads[0] and heads[1]) and not heads[0] & heads[1]


def _same_rows(a: Part, b: Part) -> bool:
    tops = [sorted({round(cell.raw.box.top, 1) for cell in part.cells}) for part in (a, b)]
    alike = len(tops[0]) == len(tops[1]) and a.rows == b.rows
    return alike and all(abs(x - y) <= _SAME for x, y in zip(*tops, strict=True))


def put_beside(left: LogicalTable, right: LogicalTable) -> LogicalTable | None:
    """One table of both; None where their rows do not pair off."""
    if len(left.row_pages) != len(right.row_pages):
        return None
    cols = left.cols + right.cols
    bands = {cell.row for cell in left.cells if cell.col_span == left.cols and cell.lines}
    filled = {cell.row for cell in right.cells if cell.lines}
    over = bands - filled
    moved = [replace(c, col=c.col + left.cols, filled_from=_moved(c, left.cols)) for c in right.cells]
    cells = [replace(c, col_span=cols) if c.row in over else c for c in left.cells]
    cells += [cell for cell in moved if cell.row not in over]
    return LogicalTable(
        kind=left.kind,
        cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))),
        header_rows=tuple(sorted({*left.header_rows, *right.header_rows})),
        row_pages=left.row_pages,
        boxes=(*left.boxes, *right.boxes),
        cols=cols,
    )


def _moved(cell: LogicalCell, by: int) -> tuple[int, int] | None:
    return None if cell.filled_from is None else (cell.filled_from[0], cell.filled_from[1] + by)
