"""Grids of a page: where rules and shading make cells.

To the edges that are drawn come those that a reader sees but no one drew (the closing edge of a table that goes on over
the page, the sides of a table with rules between its rows only); the cells between them become rows, columns and spans.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice, pairwise
from operator import attrgetter

from vaxtanalys.geometry import centre_in, cluster, nearest_in_order, same_row, words_in
from vaxtanalys.model import Box, RawCell, RawTable, Word
from vaxtanalys.model.many import maker
from vaxtanalys.read.cells import Edge, find_cells
from vaxtanalys.read.column_ruled import find_column_ruled
from vaxtanalys.read.marks import PageMarks
from vaxtanalys.read.nested_grids import with_inner_grids, without_outer
from vaxtanalys.read.row_ruled import find_row_ruled
from vaxtanalys.strips import rows_to_table

_SNAP = 3.0
# Under this size a rectangle or rule is ornament (a bullet, an underline of a word), not part of a table.
_LEAST_EDGE = 8.0
# Rules drawn cell by cell come in pieces, as low as the rows of a table in small type; shorter ones are parts of signs.
_LEAST_PIECE = 3.0
# Above this height (points) a table may be the rest of the page before's.
_TOP_OF_PAGE = 110.0
# ``strip_beside_a_box``: an empty cell so narrow (points) is the coloured edge of a box, no column.
_STRIP = 12.0
# A side that rises or leans by more than this (points) is aslant, and no edge.
_LEVEL = 0.5
_raw_cell = maker(RawCell)

__all__ = ["Edge", "find_grids", "grids_of_edges"]


def find_grids(page: PageMarks, words: Sequence[Word]) -> tuple[RawTable, ...]:
    """The grids of a page, top to bottom. A lone frame (one cell) is a box, not a table, and is left out."""
    across, down = _edges(page)
    return grids_of_edges(across, down, words)


def grids_of_edges(across: Sequence[Edge], down: Sequence[Edge], words: Sequence[Word]) -> tuple[RawTable, ...]:
    """The grids that given edges make, whatever is drawn on the page (a scan has edges in its picture).

    ``across`` are (y, x0, x1) and ``down`` (x, top, bottom).
    """
    drawn = _joined(across)
    across, down = _close_open_ends(drawn, _joined(down))
    cells = find_cells(across, down) if across and down else []
    groups = with_inner_grids(cells)
    tables = [_open_below(table, drawn) for group in groups if (table := _table(group, words)) is not None]
    tables += find_column_ruled(down, words, tables)
    stacks = find_row_ruled(across, words, tables)
    # A heading row shaded cell by cell is the first row of the table whose rows are ruled below it.
    tables = [t for t in tables if not any(centre_in(t.box, stack.box) for stack in stacks)]
    return tuple(sorted([*tables, *stacks], key=lambda table: (table.box.top, table.box.x0)))


def _edges(page: PageMarks) -> tuple[list[Edge], list[Edge]]:
    """Horizontal and vertical edges: drawn lines and the sides of rectangles that are not the whole page."""
    across: list[Edge] = []
    down: list[Edge] = []
    width, height = page.width, page.height
    # How far what stands on the page reaches to the right; nothing where there is none.
    farthest = max((shape.box.x1 for shape in page.shapes if shape.box.x1 < width - 1), default=None)
    for shape in page.shapes:
        box = shape.box
        if shape.kind == "rect" and farthest is not None and box.x0 < farthest < width < box.x1 - 1:
            # ``off_the_page``: a spreadsheet wider than its page shades a merged cell past the edge of the paper; on
            # this page it ends where all else does.
            box = replace(box, x1=farthest)
        if shape.kind == "line":
            sides = [((box.x0, box.top), (box.x1, box.bottom))]
        elif shape.kind == "rect":
            corners = ((box.x0, box.top), (box.x1, box.top), (box.x1, box.bottom), (box.x0, box.bottom))
            sides = list(pairwise((*corners, corners[0])))
        else:
            sides = list(pairwise(shape.points))
        for (xa, ya), (xb, yb) in sides:
            # Written out: this is done for every side that is drawn.
            x0, x1 = (xa, xb) if xa < xb else (xb, xa)
            top, bottom = (ya, yb) if ya < yb else (yb, ya)
            if bottom - top <= _LEVEL and x1 - x0 >= _LEAST_PIECE:
                # An edge along (or outside) the page's own border is that of a coloured page, not of a table.
                if shape.kind != "rect" or 1 < top < height - 1:
                    across.append((top, max(0.0, x0), min(width, x1)))
            elif x1 - x0 <= _LEVEL and bottom - top >= _LEAST_PIECE and (shape.kind != "rect" or 1 < x0 < width - 1):
                down.append((x0, max(0.0, top), min(height, bottom)))
    return across, down


def _joined(edges: Sequence[Edge]) -> list[Edge]:
    """Edges in the same line that touch or overlap, as one; what is short then too is ornament and left out."""
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
    return [edge for edge in joined if edge[2] - edge[1] >= _LEAST_EDGE]


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
            for run in _runs(ys, down):
                top, bottom = run[0], run[-1]
                beside = [
                    d for d, s, e in down if s >= top - _SNAP and e <= bottom + _SNAP and e - s > 0.5 * (bottom - top)
                ]
                # Within the frame of a table a rule ends beside a cell that is merged down, not at a side.
                if beside and not min(beside) < x < max(beside):
                    added_down.append((x, top, bottom))
    return added_across, added_down


def _runs(ys: Sequence[float], down: Sequence[Edge]) -> list[list[float]]:
    """``tables_below_each_other``: heights parted where no upright rule runs from one to the next."""
    runs: list[list[float]] = []
    for y in sorted(ys):
        if runs and any(s <= runs[-1][-1] + _SNAP and e >= y - _SNAP for _, s, e in down):
            runs[-1].append(y)
        else:
            runs.append([y])
    return [run for run in runs if len(run) > 1]


def _open_below(table: RawTable, drawn: Sequence[Edge]) -> RawTable:
    """A grid of few rows whose lower edge no one drew is ruled in part: its last row may be several."""
    if max(cell.row for cell in table.cells) > 1:
        return table
    foot = table.box.bottom
    closed = any(abs(y - foot) <= _SNAP and b - a > 0.5 * table.box.width for y, a, b in drawn)
    return table if closed else replace(table, kind="partly_ruled")


def _table(cells: list[Box], words: Sequence[Word]) -> RawTable | None:
    """A grid of cells with its rows and columns; None where it is a lone frame or holds words in one cell only."""
    if len(cells) < 2:
        return None
    cells = without_outer(cells, words)
    xs = cluster([cell.x0 for cell in cells] + [cell.x1 for cell in cells], _SNAP)
    ys = cluster([cell.top for cell in cells] + [cell.bottom for cell in cells], _SNAP)
    box = Box(xs[0], ys[0], xs[-1], ys[-1])
    inside = words_in(words, box)
    if len(xs) == 2:
        return rows_to_table(ys, box, inside)
    # At the top of a page one filled cell may be the rest of a row that the page break divided.
    least = 1 if box.top < _TOP_OF_PAGE else 2
    filled = (cell for cell in cells if any(centre_in(word.box, cell) for word in inside))
    held = list(islice(filled, 2))
    if len(held) < least or (len(held) == 1 and all(cell in held or cell.width < _STRIP for cell in cells)):
        return None
    raw = []
    cells = _at_free_edges(cells, xs, inside)
    for cell in sorted(set(cells), key=lambda c: (c.top, c.x0)):
        row, col = nearest_in_order(ys, cell.top), nearest_in_order(xs, cell.x0)
        row_span = max(1, nearest_in_order(ys, cell.bottom) - row)
        col_span = max(1, nearest_in_order(xs, cell.x1) - col)
        raw.append(_raw_cell(row, col, row_span, col_span, cell))
    return RawTable(box, "ruled", _without_idle_lines(raw))


def _at_free_edges(cells: Sequence[Box], xs: Sequence[float], words: Sequence[Word]) -> list[Box]:
    """``columns_of_other_rows``: cells cut at the columns that shades make in other rows of their table.

    Where every other row is shaded cell by cell, the rows between have no upright edges; their words keep to the
    columns all the same. A first row alone without an edge is merged there; a heading over several columns has words in
    one place, or crosses the edges, and stays whole.
    """
    cuts: dict[Box, list[float]] = {}
    for cell in cells:
        inner = [x for x in xs if cell.x0 + _SNAP < x < cell.x1 - _SNAP]
        if not inner:
            continue
        held = words_in(words, cell)
        free = [x for x in inner if not any(w.box.x0 < x - 1 and w.box.x1 > x + 1 for w in held)]
        if any(_parts_words(x, held) for x in free):
            cuts[cell] = free
    if not cuts:
        return list(cells)
    if len(cuts) < 2 and any(cell.top <= min(c.top for c in cells) + _SNAP for cell in cuts):
        return list(cells)
    return [
        Box(a, cell.top, b, cell.bottom) for cell in cells for a, b in pairwise([cell.x0, *cuts.get(cell, ()), cell.x1])
    ]


def _parts_words(x: float, words: Sequence[Word]) -> bool:
    """Whether words stand on both sides of an edge, further apart on every line than the words of a sentence."""
    left = [word for word in words if (word.box.x0 + word.box.x1) / 2 < x]
    right = [word for word in words if (word.box.x0 + word.box.x1) / 2 >= x]
    beside = [(a, b) for a in left for b in right if same_row(a.box, b.box)]
    return bool(left and right) and all(b.box.x0 - a.box.x1 > 0.55 * max(a.size, b.size) for a, b in beside)


def _without_idle_lines(cells: list[RawCell]) -> tuple[RawCell, ...]:
    """The cells with rows and columns renumbered so that none stands empty (hair-thin double rules leave such)."""
    rows = sorted({cell.row for cell in cells})
    cols = sorted({cell.col for cell in cells})
    kept = []
    for cell in cells:
        row, row_end = bisect_left(rows, cell.row), bisect_left(rows, cell.row + cell.row_span)
        col, col_end = bisect_left(cols, cell.col), bisect_left(cols, cell.col + cell.col_span)
        kept.append(_raw_cell(row, col, row_end - row, col_end - col, cell.box))
    return tuple(sorted(kept, key=attrgetter("row", "col")))
