"""Grids of a page: where rules and shading make cells.

To the edges that are drawn come those that a reader sees but no one drew (the closing edge of a table that goes on over
the page, the sides of a table with rules between its rows only); the cells between them become rows, columns and spans.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, pairwise

from vaxtanalys.geometry import centre_in, cluster, gutters, nearest_in_order
from vaxtanalys.model import Box, RawCell, RawTable, Word
from vaxtanalys.read.cells import Edge, find_cells
from vaxtanalys.read.marks import PageMarks

_SNAP = 3.0
# Under this size a rectangle or rule is ornament (a bullet, an underline of a word), not part of a table.
_LEAST_EDGE = 8.0
# Above this height (points) a table may be the rest of the page before's.
_TOP_OF_PAGE = 110.0
# A side that rises or leans by more than this (points) is aslant, and no edge.
_LEVEL = 0.5

__all__ = ["Edge", "find_grids", "grids_of_edges"]


def find_grids(page: PageMarks, words: Sequence[Word]) -> tuple[RawTable, ...]:
    """The grids of a page, top to bottom. A lone frame (one cell) is a box, not a table, and is left out."""
    across, down = _edges(page)
    return grids_of_edges(across, down, words)


def grids_of_edges(across: Sequence[Edge], down: Sequence[Edge], words: Sequence[Word]) -> tuple[RawTable, ...]:
    """The grids that given edges make, whatever is drawn on the page (a scan has edges in its picture).

    ``across`` are (y, x0, x1) and ``down`` (x, top, bottom).
    """
    across, down = _close_open_ends(_joined(across), _joined(down))
    cells = find_cells(across, down) if across and down else []
    tables = [table for group in cells if (table := _table(group, words)) is not None]
    tables.extend(_row_ruled(across, words, [table.box for table in tables]))
    return tuple(sorted(tables, key=lambda table: (table.box.top, table.box.x0)))


def _edges(page: PageMarks) -> tuple[list[Edge], list[Edge]]:
    """Horizontal and vertical edges: drawn lines and the sides of rectangles that are not the whole page."""
    across: list[Edge] = []
    down: list[Edge] = []
    width, height = page.width, page.height
    for shape in page.shapes:
        box = shape.box
        if shape.kind == "line":
            sides = [((box.x0, box.top), (box.x1, box.bottom))]
        elif shape.kind == "rect":
            corners = ((box.x0, box.top), (box.x1, box.top), (box.x1, box.bottom), (box.x0, box.bottom))
            sides = list(pairwise((*corners, corners[0])))
        else:
            sides = list(pairwise(shape.points))
        for (xa, ya), (xb, yb) in sides:
            x0, x1, top, bottom = min(xa, xb), max(xa, xb), min(ya, yb), max(ya, yb)
            if bottom - top <= _LEVEL and x1 - x0 >= _LEAST_EDGE:
                # An edge along (or outside) the page's own border is that of a coloured page, not of a table.
                if shape.kind != "rect" or 1 < top < height - 1:
                    across.append((top, max(0.0, x0), min(width, x1)))
            elif x1 - x0 <= _LEVEL and bottom - top >= _LEAST_EDGE and (shape.kind != "rect" or 1 < x0 < width - 1):
                down.append((x0, max(0.0, top), min(height, bottom)))
    return across, down


def _joined(edges: Sequence[Edge]) -> list[Edge]:
    """Edges in the same line that touch or overlap, as one."""
    positions = cluster((edge[0] for edge in edges), 1.5)
    lines: dict[int, list[tuple[float, float]]] = {}
    for position, start, end in edges:
        lines.setdefault(nearest_in_order(positions, position), []).append((start, end))
    joined: list[Edge] = []
    for index in sorted(lines):
        reach: tuple[float, float] | None = None
        for start, end in sorted(lines[index]):
            if reach is None:
                reach = (start, end)
            elif start <= reach[1] + _SNAP:
                reach = (reach[0], max(reach[1], end))
            else:
                joined.append((positions[index], *reach))
                reach = (start, end)
        if reach is not None:
            joined.append((positions[index], *reach))
    return joined


def _close_open_ends(across: list[Edge], down: list[Edge]) -> tuple[list[Edge], list[Edge]]:
    """Edges with the missing ones added where a table is open.

    ``closing_edge``: two or more upright rules that end at the same height with nothing across them are a table that
    goes on over the page break; without the edge its last row is lost. ``open_sides``: rules across that reach past the
    outermost upright rule belong to a table without side borders.
    """
    added_across = list(across)
    for end in (1, 2):
        for y in cluster((edge[end] for edge in down), _SNAP):
            xs = [edge[0] for edge in down if abs(edge[end] - y) <= _SNAP]
            if len(xs) < 2 or any(
                abs(a - y) <= _SNAP and s <= min(xs) + _SNAP and e >= max(xs) - _SNAP for a, s, e in across
            ):
                continue
            crossing = [edge for edge in across if edge[1] <= min(xs) + _SNAP and edge[2] >= max(xs) - _SNAP]
            if crossing:
                added_across.append((y, min(xs), max(xs)))
    added_down = list(down)
    for side in (1, 2):
        for x in cluster((edge[side] for edge in across), _SNAP):
            ys = [edge[0] for edge in across if abs(edge[side] - x) <= _SNAP]
            if len(ys) < 2 or any(abs(d - x) <= _SNAP for d, _, _ in down):
                continue
            top, bottom = min(ys), max(ys)
            if any(s >= top - _SNAP and e <= bottom + _SNAP and e - s > 0.5 * (bottom - top) for _, s, e in down):
                added_down.append((x, top, bottom))
    return added_across, added_down


def _table(cells: list[Box], words: Sequence[Word]) -> RawTable | None:
    """A grid of cells with its rows and columns; None where it is a lone frame or holds words in one cell only."""
    if len(cells) < 2:
        return None
    xs = cluster([cell.x0 for cell in cells] + [cell.x1 for cell in cells], _SNAP)
    ys = cluster([cell.top for cell in cells] + [cell.bottom for cell in cells], _SNAP)
    box = Box(xs[0], ys[0], xs[-1], ys[-1])
    inside = [word for word in words if word.upright and centre_in(word.box, box)]
    if len(xs) == 2:
        return _split_single_column(ys, box, inside)
    # At the top of a page one filled cell may be the rest of a row that the page break divided.
    least = 1 if len(xs) > 3 and box.top < _TOP_OF_PAGE else 2
    filled = (cell for cell in cells if any(centre_in(word.box, cell) for word in inside))
    if len(list(islice(filled, least))) < least:
        return None
    raw = []
    for cell in sorted(set(cells), key=lambda c: (c.top, c.x0)):
        row, col = nearest_in_order(ys, cell.top), nearest_in_order(xs, cell.x0)
        row_span = max(1, nearest_in_order(ys, cell.bottom) - row)
        col_span = max(1, nearest_in_order(xs, cell.x1) - col)
        raw.append(RawCell(row, col, row_span, col_span, cell))
    return RawTable(box, "ruled", _without_idle_lines(raw))


def _without_idle_lines(cells: list[RawCell]) -> tuple[RawCell, ...]:
    """The cells with rows and columns renumbered so that none stands empty (hair-thin double rules leave such)."""
    rows = sorted({cell.row for cell in cells})
    cols = sorted({cell.col for cell in cells})
    kept = []
    for cell in cells:
        row_span = sum(1 for row in rows if cell.row <= row < cell.row + cell.row_span)
        col_span = sum(1 for col in cols if cell.col <= col < cell.col + cell.col_span)
        kept.append(RawCell(rows.index(cell.row), cols.index(cell.col), row_span, col_span, cell.box))
    return tuple(sorted(kept, key=lambda c: (c.row, c.col)))


def _row_ruled(across: list[Edge], words: Sequence[Word], taken: list[Box]) -> list[RawTable]:
    """``row_ruled``: tables with rules between the rows only; the columns are the strips no word touches.

    At least three rules of the same extent are asked for: two are the head and foot rule of a page.
    """
    found = []
    extents: dict[tuple[int, int], list[float]] = {}
    for y, a, b in across:
        extents.setdefault((round(a / 4), round(b / 4)), []).append(y)
    for (a4, b4), ys in sorted(extents.items()):
        ys = cluster(ys, _SNAP)
        if len(ys) < 3:
            continue
        box = Box(a4 * 4.0 - 2, ys[0], b4 * 4.0 + 2, ys[-1])
        if any(centre_in(other, box) or centre_in(box, other) for other in taken):
            continue
        inside = [word for word in words if word.upright and centre_in(word.box, box)]
        table = _split_single_column(ys, box, inside)
        if table is not None:
            found.append(table)
    return found


def _split_single_column(ys: list[float], box: Box, inside: Sequence[Word]) -> RawTable | None:
    """A stack of rows cut into columns at the strips that no word touches; None where there is no such strip."""
    if len(ys) < 3 or not inside:
        return None
    size = sorted(word.size for word in inside)[len(inside) // 2]
    rows = [[word for word in inside if a <= (word.box.top + word.box.bottom) / 2 <= b] for a, b in pairwise(ys)]
    # A row with words in one strip only (a band over a group of rows) may cross the gutters.
    free = [row for row in rows if gutters([word.box for word in row], box.x0, box.x1, 1.2 * size)]
    if len(free) < 2 or len(free) < 0.6 * sum(1 for row in rows if row):
        return None
    strips = gutters([word.box for row in free for word in row], box.x0, box.x1, 0.8 * size)
    if not strips:
        return None
    xs = [box.x0, *[(b - 0.3 * size) for _, b in strips], box.x1]
    cells = []
    for r, (top, bottom) in enumerate(pairwise(ys)):
        if rows[r] and rows[r] not in free and _crosses(rows[r], strips):
            cells.append(RawCell(r, 0, 1, len(xs) - 1, Box(box.x0, top, box.x1, bottom)))
            continue
        for c, (x0, x1) in enumerate(pairwise(xs)):
            cells.append(RawCell(r, c, 1, 1, Box(x0, top, x1, bottom)))
    return RawTable(box, "partly_ruled", tuple(cells))


def _crosses(row: Sequence[Word], strips: list[tuple[float, float]]) -> bool:
    return any(word.box.x0 < b and word.box.x1 > a for word in row for a, b in strips)
