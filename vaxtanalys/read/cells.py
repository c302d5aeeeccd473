"""Edges to cells and tables: where rules cross, which rectangles they close in, and which of those hang together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import groupby

from vaxtanalys.geometry import cluster
from vaxtanalys.model import Box
from vaxtanalys.model.many import maker

Edge = tuple[float, float, float]  # position, start, end
# Edges nearer to each other than this are one, and edges that miss each other by less meet.
_NEAR = 3.0

Point = tuple[float, float]
_box = maker(Box)


def find_cells(across: Sequence[Edge], down: Sequence[Edge]) -> list[list[Box]]:
    """The cells that edges make, table by table, top to bottom; a lone cell is no table.

    ``across`` are (y, x0, x1), ``down`` (x, top, bottom). A cell is the smallest rectangle that begins in a crossing
    and has a crossing in each corner with edges between them (as in pdfplumber, after Nurminen, 2013: Algorithmic
    extraction of data in tables in PDF documents). Cells that share a corner are of one table.
    """
    across, down = _merged(across), _merged(down)
    rows, columns = _crossings(across, down)
    beside = {y: sorted(row) for y, row in rows.items()}
    cells = []
    for x in sorted(columns):
        ys = sorted(columns[x])
        for number, y in enumerate(ys, start=1):
            cell = _smallest(x, y, ys[number:], beside[y], rows, columns)
            if cell is not None:
                cells.append(cell)
    return _tables(cells)


def _merged(edges: Sequence[Edge]) -> list[Edge]:
    """Edges that all but lie in one line put there, and those of one line that touch joined."""
    snapped: list[Edge] = []
    ordered = sorted(edges)
    place = 0
    means = cluster((edge[0] for edge in ordered), _NEAR)
    for i, (position, start, end) in enumerate(ordered):
        if i and position - ordered[i - 1][0] > _NEAR:
            place += 1
        snapped.append((means[place], start, end))
    joined: list[Edge] = []
    for _, line in groupby(sorted(snapped), key=lambda edge: edge[0]):
        last: Edge | None = None
        for edge in line:
            if last is not None and edge[1] <= last[2] + _NEAR:
                last = (last[0], last[1], max(last[2], edge[2]))
                continue
            if last is not None:
                joined.append(last)
            last = edge
        if last is not None:
            joined.append(last)
    return [edge for edge in joined if edge[2] - edge[1] >= _NEAR]


# For each level the edge numbers that pass each of its crossings: rows[y][x] and columns[x][y].
_Lines = dict[float, dict[float, set[int]]]


def _crossings(across: Sequence[Edge], down: Sequence[Edge]) -> tuple[_Lines, _Lines]:
    """Where edges cross: by row the edges across that pass each crossing, by column the edges down."""
    rows: _Lines = {}
    columns: _Lines = {}
    for i, (x, top, bottom) in enumerate(down):
        for j, (y, x0, x1) in enumerate(across):
            if top <= y + _NEAR and bottom >= y - _NEAR and x0 - _NEAR <= x <= x1 + _NEAR:
                rows.setdefault(y, {}).setdefault(x, set()).add(j)
                columns.setdefault(x, {}).setdefault(y, set()).add(i)
    return rows, columns


def _smallest(
    x: float, y: float, below: Sequence[float], beside: Sequence[float], rows: _Lines, columns: _Lines
) -> Box | None:
    """The smallest cell whose top left corner is the crossing (x, y).

    ``below`` are the crossings further down its column, ``beside`` all of its row, both in rising order.
    """
    column, row = columns[x], rows[y]
    own, level = column[y], row[x]
    right = beside[bisect_right(beside, x) :]
    for bottom in below:
        if own.isdisjoint(column[bottom]):
            continue
        foot = rows[bottom]
        for end in right:
            side = columns[end]
            if (
                bottom in side
                and not level.isdisjoint(row[end])
                and not side[bottom].isdisjoint(side[y])
                and not foot[end].isdisjoint(foot[x])
            ):
                return _box(x, y, end, bottom)
    return None


def _tables(cells: Sequence[Box]) -> list[list[Box]]:
    """Cells that share a corner, directly or through others, as one table."""
    table: dict[Point, int] = {}
    groups: dict[int, list[Box]] = {}
    for number, cell in enumerate(cells):
        corners = [(cell.x0, cell.top), (cell.x0, cell.bottom), (cell.x1, cell.top), (cell.x1, cell.bottom)]
        touched = {table[corner] for corner in corners if corner in table}
        own = min(touched, default=number)
        groups.setdefault(own, []).append(cell)
        for other in touched - {own}:
            moved = groups.pop(other)
            groups[own].extend(moved)
            for one in moved:
                for corner in ((one.x0, one.top), (one.x0, one.bottom), (one.x1, one.top), (one.x1, one.bottom)):
                    table[corner] = own
        for corner in corners:
            table[corner] = own
    found = [group for group in groups.values() if len(group) > 1]
    return sorted(found, key=lambda group: min((cell.top, cell.x0) for cell in group))
