"""Tables of which rules or shades show the columns but not the rows, or the rows but not the columns.

``head_over_columns``: a heading row shaded cell by cell shows the columns of the lines that follow it.
``rows_within_a_grid``: a grid of one or two rows (upright rules alone; rules above, under the headings and below the
last row) is parted where its lines make rows.
``same_width_same_columns``: of tables ruled between their rows, those of one width and page after page have the same
columns; the one that shows most tells for the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from vaxtanalys.geometry import centre_in, cluster, overlap
from vaxtanalys.layout.anchored import body_under, heading_rows
from vaxtanalys.layout.anchored_rows import columns_of, group_lines
from vaxtanalys.layout.figures import are_figures, has_upper_headings, row_heights, upper_cells
from vaxtanalys.layout.lines import group_rows
from vaxtanalys.model import Box, RawCell, RawPage, RawTable, Word
from vaxtanalys.strips import row_cells, rows_to_table

_SNAP = 3.0
_MOST_HEAD_ROWS = 3
_MOST_LINES = 6


def rows_of(grid: RawTable) -> int:
    """The number of rows of a grid."""
    return max(cell.row + cell.row_span for cell in grid.cells)


def edges_of(grid: RawTable) -> list[float]:
    """The left and right edges of a grid's cells, rising."""
    return cluster([edge for cell in grid.cells for edge in (cell.box.x0, cell.box.x1)], _SNAP)


def extend_head(grid: RawTable, words: Sequence[Word], page: RawPage, others: Sequence[RawTable]) -> RawTable:
    """A grid that is a heading row, with the rows of words below it that keep to its columns; else the grid itself."""
    edges = edges_of(grid)
    if grid.kind != "ruled" or rows_of(grid) > _MOST_HEAD_ROWS or len(edges) < 3 or _stand_apart(grid, words):
        return grid
    limit = min((g.box.top for g in others if g.box.top > grid.box.bottom - 1), default=page.height)
    below = [
        word for word in words if word.upright and word.box.top > grid.box.bottom - 2 and word.box.bottom < limit + 2
    ]
    rows = group_rows(below)
    if not rows or rows[0][0].box.top - grid.box.bottom > 3 * rows[0][0].size:
        return grid
    every = [*rows, *group_rows([word for word in words if word.upright])]
    end, bands = body_under(rows, edges, heading_rows(every), page.fills)
    rows = rows[:end]
    if not rows or any(
        word.box.x0 < edges[0] - _SNAP or word.box.x1 > edges[-1] + _SNAP for row in rows for word in row
    ):
        return grid
    bounds = edges[1:-1]
    groups, over = group_lines(rows, bounds, page, header=False, bands=bands)
    first = rows_of(grid)
    cells = _grouped_cells(groups, edges, grid.box.bottom, first, over=over)
    bottom = max(cell.box.bottom for cell in cells)
    box = Box(grid.box.x0, grid.box.top, grid.box.x1, bottom)
    return RawTable(box, "partly_ruled", (*grid.cells, *cells))


def extend_up(grid: RawTable, words: Sequence[Word], page: RawPage) -> RawTable:
    """A shaded grid with the rows above it that keep to its columns: headings, and a row that no shade marks."""
    edges = edges_of(grid)
    above = [w for w in words if w.upright and w.box.bottom < grid.box.top + 2 and _between(w, edges)]
    lines: list[list[Word]] = []
    foot = grid.box.top
    for line in reversed(group_rows(above)):
        gap = foot - max(word.box.bottom for word in line)
        columns = {columns_of(word, edges[1:-1]) for word in line}
        torn = any(b - a > 1 for a, b in row_cells(line, edges))
        if gap > 1.3 * line[0].size or torn or (len(columns) < 2 and not lines) or len(lines) > _MOST_LINES:
            break
        lines.insert(0, line)
        foot = min(word.box.top for word in line)
    while lines and len({columns_of(word, edges[1:-1]) for word in lines[0]}) < 2:
        lines.pop(0)
    if not lines or len(edges) < 4:
        return grid
    bold = all(word.bold for word in lines[0])
    if all(word.bold for line in lines for word in line):
        groups: list[list[Sequence[Word]]] = [list(lines)]  # headings of several lines: one row
    else:
        groups, _ = group_lines(lines, edges[1:-1], page, header=bold and len(lines) > 1)
    top = min(word.box.top for word in lines[0]) - 1
    cells = _grouped_cells(groups, edges, top, 0, grid.box.top)
    moved = tuple(replace(cell, row=cell.row + len(groups)) for cell in grid.cells)
    return RawTable(Box(grid.box.x0, top, grid.box.x1, grid.box.bottom), "partly_ruled", (*cells, *moved))


def _between(word: Word, edges: Sequence[float]) -> bool:
    return edges[0] - _SNAP <= word.box.x0 and word.box.x1 <= edges[-1] + _SNAP


def _stand_apart(grid: RawTable, words: Sequence[Word]) -> bool:
    """Whether the shaded rectangles stand apart, with narrow strips of nothing between: cards, not a heading."""
    width = max(cell.box.width for cell in grid.cells)
    blank = [c for c in grid.cells if not any(centre_in(word.box, c.box) for word in words)]
    return any(cell.box.width < 0.3 * width and cell.col > 0 for cell in blank)


def split_rows(grid: RawTable, words: Sequence[Word], page: RawPage) -> RawTable:
    """A grid of one or two rows parted into the rows its lines make; the grid itself where they make none."""
    edges = edges_of(grid)
    if grid.kind == "ruled" or rows_of(grid) > 2 or len(edges) < 3 or _stand_apart(grid, words):
        return grid
    cells: list[RawCell] = []
    number = 0
    for row in range(rows_of(grid)):
        own = [cell for cell in grid.cells if cell.row == row]
        box = Box(edges[0], own[0].box.top, edges[-1], own[0].box.bottom)
        lines = group_rows([word for word in words if word.upright and centre_in(word.box, box)])
        if row == 0 and has_upper_headings(lines):
            ys = [box.top, (max(w.box.bottom for w in lines[0]) + min(w.box.top for w in lines[1])) / 2, box.bottom]
            cells += upper_cells(lines[0], edges, number, ys[0], ys[1])
            cells += [RawCell(number + 1, c, 1, 1, Box(a, ys[1], b, ys[2])) for c, (a, b) in enumerate(pairwise(edges))]
            number += 2
            continue
        if len(lines) < 3 or any(cell.col_span > 1 for cell in own):
            cells += [RawCell(number, c.col, 1, c.col_span, c.box) for c in own]
            number += 1
            continue
        if are_figures(lines):
            ys = row_heights(lines, box)
            table = rows_to_table(ys, box, [word for line in lines for word in line], edges, least=1)
            made = [replace(cell, row=cell.row + number) for cell in table.cells] if table else []
            cells += made
            number += len(ys) - 1
            continue
        bold = row == 0 and all(word.bold for word in lines[0])
        groups, _ = group_lines(lines, edges[1:-1], page, header=bold)
        whole = sum(1 for group in groups if len({columns_of(w, edges[1:-1]) for ln in group for w in ln}) > 1)
        if len(groups) < 2 or 2 * whole < len(groups):
            one_row: list[Sequence[Word]] = [*lines]
            groups = [one_row]
        made = _grouped_cells(groups, edges, box.top, number, box.bottom)
        cells += made
        number += len(groups)
    return RawTable(grid.box, grid.kind, tuple(cells))


def _grouped_cells(
    groups: Sequence[Sequence[Sequence[Word]]],
    edges: Sequence[float],
    top: float,
    first: int,
    bottom: float | None = None,
    over: frozenset[int] = frozenset(),
) -> list[RawCell]:
    tops = [min(word.box.top for line in group for word in line) for group in groups]
    ends = [max(word.box.bottom for line in group for word in line) for group in groups]
    last = ends[-1] + 1 if bottom is None else bottom
    ys = [top, *((a + b) / 2 for a, b in zip(ends, tops[1:], strict=False)), last]
    cells = []
    for number, (group, (y0, y1)) in enumerate(zip(groups, pairwise(ys), strict=True)):
        whole = [(0, len(edges) - 1)] if number in over else row_cells([w for line in group for w in line], edges)
        for a, b in whole:
            cells.append(RawCell(first + number, a, 1, b - a, Box(edges[a], y0, edges[b], y1)))
    return cells


def align_columns(pages: Sequence[RawPage]) -> list[tuple[RawTable, ...]]:
    """The grids of every page, those ruled between their rows cut at the columns of the widest of their kind."""
    stacks = [(index, grid) for index, page in enumerate(pages) for grid in page.tables if grid.kind == "partly_ruled"]
    models: dict[int, list[float]] = {}
    for position, (_, grid) in enumerate(stacks):
        alike = [edges_of(other) for _, other in stacks if _same_extent(grid.box, other.box)]
        models[position] = max(alike, key=len)
    made: dict[tuple[int, RawTable], RawTable] = {}
    for position, (index, grid) in enumerate(stacks):
        if len(models[position]) > len(edges_of(grid)):
            made[(index, grid)] = _recut(grid, models[position], pages[index])
    return [tuple(made.get((index, grid), grid) for grid in page.tables) for index, page in enumerate(pages)]


def _same_extent(a: Box, b: Box) -> bool:
    return abs(a.x0 - b.x0) <= _SNAP and abs(a.x1 - b.x1) <= _SNAP


def _recut(grid: RawTable, edges: Sequence[float], page: RawPage) -> RawTable:
    """A grid cut at other columns, where its words keep to them at least as well as most rows do."""
    words = [word for word in page.words if word.upright and not word.hidden and centre_in(word.box, grid.box)]
    torn = [word for word in words if any(overlap(word.box.x0, word.box.x1, x - 1, x + 1) > 1.5 for x in edges[1:-1])]
    ys = cluster([y for cell in grid.cells for y in (cell.box.top, cell.box.bottom)], _SNAP)
    table = rows_to_table(ys, grid.box, words, edges)
    return grid if table is None or len(torn) > 0.05 * len(words) else table
