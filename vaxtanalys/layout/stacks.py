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
from vaxtanalys.layout.figures import figure_rows, row_heights
from vaxtanalys.layout.lines import LEADING, white_between
from vaxtanalys.layout.made_grids import row_edges
from vaxtanalys.layout.rows import group_rows
from vaxtanalys.model import Box, RawCell, RawPage, RawTable, Word
from vaxtanalys.strips import (
    FIGURE,
    are_figures,
    column_edges,
    edges_of,
    has_upper_headings,
    row_cells,
    rows_of,
    rows_to_table,
    upper_cells,
)
from vaxtanalys.word_runs import runs_of_words

_SNAP = 3.0
_MOST_HEAD_ROWS = 3
_MOST_LINES = 6
_LEAST_WHITE = 0.25


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
    if not bands and are_figures(rows):
        groups, over = figure_rows(rows), frozenset[int]()
    else:
        groups, over = group_lines(rows, bounds, page, header=False, bands=bands)
    first = rows_of(grid)
    cells = _grouped_cells(groups, edges, grid.box.bottom, first, over=over)
    bottom = max(cell.box.bottom for cell in cells)
    box = Box(grid.box.x0, grid.box.top, grid.box.x1, bottom)
    return RawTable(box, "partly_ruled", (*grid.cells, *cells))


def extend_over(grid: RawTable, words: Sequence[Word], page: RawPage) -> RawTable:
    """A shaded grid with the rows beside it that keep to its columns: headings above, and rows that no shade marks.

    ``unshaded_rows_at_the_ends``: where every other row is shaded, the shades tell nothing of a first or last row that
    has none. ``first_row_over_the_first_rule``: nor do rules below each row. In two columns each line must begin where
    the grid's own lines do: two columns of prose are no rows.
    """
    grid = _cut_with_headings(grid, words, page)
    edges = edges_of(grid)
    if len(edges) < 3:
        return grid
    free = [word for word in words if word.upright and _between(word, edges)]
    if len(edges) == 3:
        free = _in_line_with(grid, free, words, edges[1])
    above = _adjoining(grid, [word for word in free if word.box.bottom < grid.box.top + 2], edges, upwards=True)
    below: list[Sequence[Word]] = []
    if grid.kind != "ruled" and rows_of(grid) > 1:
        below = _adjoining(grid, [word for word in free if word.box.top > grid.box.bottom - 2], edges, upwards=False)
        if _closed_by_rule(grid, page) and not _is_open_row(grid, below, words, edges):
            below = []
    box, cells = grid.box, grid.cells
    if above:
        # Headings of several lines are one row.
        heading = all(word.bold for line in above for word in line)
        margin = grid.box.top - max(word.box.bottom for word in above[-1])
        groups = [[*above]] if heading else _rows_apart(above, margin)
        top = min(word.box.top for word in above[0]) - 1
        moved = (replace(cell, row=cell.row + len(groups)) for cell in cells)
        cells = (*_grouped_cells(groups, edges, top, 0, grid.box.top), *moved)
        box = replace(box, top=top)
    if below:
        groups = _rows_apart(below, min(word.box.top for word in below[0]) - grid.box.bottom)
        rows = max(cell.row + cell.row_span for cell in cells)
        cells = (*cells, *_grouped_cells(groups, edges, grid.box.bottom, rows))
        box = replace(box, bottom=max(cell.box.bottom for cell in cells))
    return grid if cells == grid.cells else RawTable(box, "partly_ruled", cells)


def _in_line_with(grid: RawTable, free: Sequence[Word], words: Sequence[Word], edge: float) -> list[Word]:
    """The words of lines above a grid of two columns that begin where its own do; none where these begin anywhere."""
    if grid.kind != "partly_ruled" or rows_of(grid) < 2:
        return []
    own = group_rows([word for word in words if word.upright and centre_in(word.box, grid.box)])
    starts = [
        [run[0] for line in own for run in runs_of_words(line) if (run[0] < edge) == left] for left in (True, False)
    ]
    if not all(starts) or any(max(column) - min(column) > _SNAP for column in starts):
        return []
    firsts = [min(column) for column in starts]
    kept: list[Word] = []
    for line in reversed(group_rows([word for word in free if word.box.bottom < grid.box.top + 2])):
        begin = [a for a, _ in runs_of_words(line)]
        if any(min(abs(x - first) for first in firsts) > _SNAP for x in begin):
            break
        kept += line
    return kept


def _rows_apart(lines: Sequence[Sequence[Word]], margin: float) -> list[list[Sequence[Word]]]:
    """``white_of_two_margins``: lines parted into rows where the white between them is two margins high.

    ``margin`` is the white between a shade's edge and the words beside it: each row has as much above and below.
    """
    rows: list[list[Sequence[Word]]] = []
    for line in lines:
        if rows and white_between(rows[-1][-1], line) < max(1.6 * margin, _LEAST_WHITE * line[0].size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _cut_with_headings(grid: RawTable, words: Sequence[Word], page: RawPage) -> RawTable:
    """The grid cut anew where the headings above it reach over its edges, one in order for each column.

    ``headings_off_their_columns``: over figures set to the right a heading set to the left stands off its column, and
    an edge drawn halfway between the figures runs through it.
    """
    edges = edges_of(grid)
    if grid.kind == "ruled" or len(edges) < 4:
        return grid
    free = [word for word in words if _between(word, edges) and word.box.bottom < grid.box.top + 2]
    above = _adjoining(grid, free, edges, upwards=True)
    reach = min(word.box.top for word in above[0]) if above else grid.box.top
    next_up = [ln for ln in group_rows(free) if max(word.box.bottom for word in ln) < reach + 2][-1:]
    close = [ln for ln in next_up if reach - max(word.box.bottom for word in ln) < 1.3 * ln[0].size]
    rows = [*close, *above]
    top = next((n for n in reversed(range(len(rows))) if _may_stand_off(rows[n], edges)), None)
    if top is None or len(runs_of_words(rows[top])) not in (len(edges) - 2, len(edges) - 1):
        return grid
    inside = [word for word in words if centre_in(word.box, grid.box)]
    inner = column_edges([*rows[top:], *group_rows(inside)], grid.box)
    return _recut(grid, [edges[0], *inner, edges[-1]], page) if len(inner) == len(edges) - 2 else grid


def _may_stand_off(line: Sequence[Word], edges: Sequence[float]) -> bool:
    """Whether a line's runs of words are not each in a column of its own, or are headings with none for the labels."""
    middles = [columns_of(word, edges[1:-1]) for word in line]
    runs = [{c for word, c in zip(line, middles, strict=True) if a <= word.box.x0 <= b} for a, b in runs_of_words(line)]
    torn = any(b - a > 1 for a, b in row_cells(line, edges))
    shared = torn or any(len(run) != 1 for run in runs) or len(set.union(*runs)) < len(runs)
    return shared or (len(runs) == len(edges) - 2 and not any(FIGURE.match(word.text) for word in line))


def _adjoining(grid: RawTable, words: Sequence[Word], edges: Sequence[float], upwards: bool) -> list[Sequence[Word]]:
    """The lines next to a grid, top to bottom, that keep to its columns; the outermost fills several of them.

    Below, what follows that one as closely as lines of one cell do is the rest of its cells.
    """
    lines: list[Sequence[Word]] = []
    reach = grid.box.top if upwards else grid.box.bottom
    ordered = group_rows(words)
    for line in reversed(ordered) if upwards else ordered:
        top, bottom = min(word.box.top for word in line), max(word.box.bottom for word in line)
        gap = reach - bottom if upwards else top - reach
        torn = any(b - a > 1 for a, b in row_cells(line, edges))
        if gap > 1.3 * line[0].size or torn or len(lines) > _MOST_LINES:
            break
        lines.append(line)
        reach = top if upwards else bottom
    several = [n for n, line in enumerate(lines, 1) if len({columns_of(word, edges[1:-1]) for word in line}) > 1]
    end = max(several, default=0)
    while not upwards and end > 0 and end < len(lines) and _close(lines[end - 1], lines[end]):
        end += 1
    return lines[:end][::-1] if upwards else lines[:end]


def _close(above: Sequence[Word], line: Sequence[Word]) -> bool:
    return white_between(above, line) < LEADING * line[0].size


def _closed_by_rule(grid: RawTable, page: RawPage) -> bool:
    """Whether a rule runs along the foot of a grid, over most of its width: nothing below it is a row."""
    foot = [rule for rule in page.rules if abs(rule.top - grid.box.bottom) <= _SNAP]
    return sum(overlap(rule.x0, rule.x1, grid.box.x0, grid.box.x1) for rule in foot) > 0.6 * grid.box.width


def _is_open_row(
    grid: RawTable, below: Sequence[Sequence[Word]], words: Sequence[Word], edges: Sequence[float]
) -> bool:
    """``rules_between_rows_alone``: no rule stands below the last row where rules only part the rows.

    Its words fill all of three columns or more, and begin where the grid's own do, line for line.
    """
    inner = edges[1:-1]
    begin: dict[int, list[float]] = {}
    for line in group_rows([word for word in words if word.upright and centre_in(word.box, grid.box)]):
        for start, _ in runs_of_words(line):
            begin.setdefault(sum(start > edge for edge in inner), []).append(start)
    found = [(sum(start > edge for edge in inner), start) for line in below for start, _ in runs_of_words(line)]
    if len(inner) < 2 or {column for column, _ in found} != set(range(len(inner) + 1)):
        return False
    return all(min(abs(start - own) for own in begin.get(column, [-9.0])) <= _SNAP for column, start in found)


def _between(word: Word, edges: Sequence[float]) -> bool:
    return edges[0] - _SNAP <= word.box.x0 and word.box.x1 <= edges[-1] + _SNAP


def _stand_apart(grid: RawTable, words: Sequence[Word]) -> bool:
    """Whether the shaded rectangles stand apart, with narrow strips of nothing between: cards, not a heading."""
    width = max(cell.box.width for cell in grid.cells)
    narrow = [cell.box for cell in grid.cells if cell.box.width < 0.3 * width and cell.col > 0]
    return any(not any(centre_in(word.box, box) for word in words) for box in narrow)


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
            ys = row_edges([lines[:1], lines[1:2]], box.top, box.bottom)
            cells += upper_cells(lines[0], lines[1], edges, number, ys[0], ys[1])
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
    cells = []
    for number, (group, (y0, y1)) in enumerate(zip(groups, pairwise(row_edges(groups, top, bottom)), strict=True)):
        whole = [(0, len(edges) - 1)] if number in over else row_cells([w for line in group for w in line], edges)
        for a, b in whole:
            cells.append(RawCell(first + number, a, 1, b - a, Box(edges[a], y0, edges[b], y1)))
    return cells


def align_columns(pages: Sequence[RawPage]) -> list[tuple[RawTable, ...]]:
    """The grids of every page, those ruled between their rows cut at the columns of the widest of their kind."""
    stacks = [(index, grid) for index, page in enumerate(pages) for grid in page.tables if grid.kind == "partly_ruled"]
    edges = [edges_of(grid) for _, grid in stacks]
    # By which grid it is: to look one up by what it holds is to go through all its cells.
    made: dict[int, RawTable] = {}
    for (index, grid), own in zip(stacks, edges, strict=True):
        alike = [other for (_, held), other in zip(stacks, edges, strict=True) if _same_extent(grid.box, held.box)]
        model = max(alike, key=len)
        if len(model) > len(own):
            made[id(grid)] = _recut(grid, model, pages[index])
    return [tuple([made.get(id(grid), grid) for grid in page.tables]) for page in pages]


def _same_extent(a: Box, b: Box) -> bool:
    return abs(a.x0 - b.x0) <= _SNAP and abs(a.x1 - b.x1) <= _SNAP


def _recut(grid: RawTable, edges: Sequence[float], page: RawPage) -> RawTable:
    """A grid cut at other columns, where its words keep to them at least as well as most rows do."""
    words = [word for word in page.words if word.upright and not word.hidden and centre_in(word.box, grid.box)]
    torn = [word for word in words if any(overlap(word.box.x0, word.box.x1, x - 1, x + 1) > 1.5 for x in edges[1:-1])]
    ys = cluster([y for cell in grid.cells for y in (cell.box.top, cell.box.bottom)], _SNAP)
    table = rows_to_table(ys, grid.box, words, edges)
    return grid if table is None or len(torn) > 0.05 * len(words) else table
