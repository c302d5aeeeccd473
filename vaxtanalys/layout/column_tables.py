"""Tables without rules that stand within one column of a page set in two: each column is searched by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from itertools import pairwise

from vaxtanalys.geometry import overlap
from vaxtanalys.layout.anchored import find_anchored
from vaxtanalys.layout.rows import group_rows, parted_rows
from vaxtanalys.model import RawPage, RawTable, Word

# At so many lines' beginnings a column of prose is told, and so many of its lines run over most of its width.
_LEAST_LINES = 6
_LEAST_FULL = 3
_FULL = 0.75
_LEAST_GUTTER = 7.0
# The columns are of one width, give or take, and stand beside each other over so many lines.
_SAME_WIDTH = 0.2
_LEAST_WIDTH = 120.0


def find_in_columns(words: Sequence[Word], page: RawPage, known: Set[str]) -> list[RawTable]:
    """The tables among ``words`` (upright, in no grid) that keep within one of two columns of running text.

    ``table_within_a_column``: the strip between the columns is free where both have lines of prose over their whole
    width, and beside the table's heading row, which has all its columns on one side of the strip, stands no other such
    row. Searched over the whole page the rows of such a table hold words of the other column.
    """
    found: list[RawTable] = []
    for left, right in _columns(words):
        sides = [find_anchored(side, page, None, known) for side in (left, right)]
        for own, others in (sides, sides[::-1]):
            found += [table for table in own if not any(_level(table, other) for other in others)]
    return sorted(found, key=lambda table: (table.box.top, table.box.x0))


def _level(table: RawTable, other: RawTable) -> bool:
    """Whether the heading rows of two tables stand side by side: they are the halves of one."""
    heads = [next(cell.box for cell in grid.cells if cell.row == 0) for grid in (table, other)]
    return overlap(heads[0].top, heads[0].bottom, heads[1].top, heads[1].bottom) > 0


def _columns(words: Sequence[Word]) -> list[tuple[list[Word], list[Word]]]:
    """The words of both columns, for each stretch of the page that is set in two."""
    rows = group_rows(words)
    parts = parted_rows(words)
    starts = Counter(round(part[0].box.x0) for row in parts for part in row)
    least = min((word.box.x0 for word in words), default=0.0) + _LEAST_WIDTH
    lefts = sorted(x for x, count in starts.items() if count >= _LEAST_LINES and x > least)
    for left in lefts:
        zones = [zone for zone in _zones(rows, left) if _is_prose(*zone)]
        if zones:
            return zones
    return []


def _zones(rows: Sequence[Sequence[Word]], left: int) -> list[tuple[list[Word], list[Word]]]:
    """The words before and behind a strip that ends at ``left``, for each run of rows that leave it free."""
    zones: list[tuple[list[Word], list[Word]]] = []
    open_zone: tuple[list[Word], list[Word]] | None = None
    for row in rows:
        before = [word for word in row if word.box.x0 < left - 1]
        if before and max([word.box.x1 for word in before]) > left - _LEAST_GUTTER:
            open_zone = None
            continue
        if open_zone is None:
            open_zone = ([], [])
            zones.append(open_zone)
        open_zone[0].extend(before)
        if len(before) < len(row):
            open_zone[1].extend([word for word in row if word.box.x0 >= left - 1])
    return zones


def _is_prose(left: Sequence[Word], right: Sequence[Word]) -> bool:
    """Whether two columns are about as wide and both have lines of running text over most of their width."""
    if not left or not right:
        return False
    widths = [max(w.box.x1 for w in side) - min(w.box.x0 for w in side) for side in (left, right)]
    if min(widths) < _LEAST_WIDTH or max(widths) - min(widths) > _SAME_WIDTH * max(widths):
        return False
    full = [_full_lines(side, width) for side, width in zip((left, right), widths, strict=True)]
    return min(full) > 0 and sum(full) >= _LEAST_FULL


def _full_lines(words: Sequence[Word], width: float) -> int:
    """How many lines follow another in one piece over most of a column's width: running text."""
    full = [len(row) == 1 and row[0][-1].box.x1 - row[0][0].box.x0 > _FULL * width for row in parted_rows(words)]
    return sum(1 for above, below in pairwise(full) if above and below)
