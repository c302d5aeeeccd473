"""Rows of lines within a ruled cell: many tables rule their headings and groups, and leave the rows of one to the eye.

``level_lines``: where the lines of a ruled row stand level in all its columns, column for column as many, and none of
them runs on from the one above, each line is a row. Cells of running text do not: their lines fill their cell, and one
holds more of them than another.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from vaxtanalys.geometry import centre_in, nearest_in_order
from vaxtanalys.layout.figures import figure_rows
from vaxtanalys.layout.lines import BULLETS
from vaxtanalys.layout.made_grids import row_edges
from vaxtanalys.layout.rows import group_rows
from vaxtanalys.model import Box, RawCell, RawTable, Word
from vaxtanalys.strips import FIGURE, column_edges, edges_of, row_cells, rows_of

# So few lines may stand level by chance.
_FEW = 4
_MOST = 0.75
_FILLED = 0.6
# So many words a line (in the mean) are running text, or may be.
_SENTENCE = 2.5
# Feet of a line in its columns differ by less (points).
_LEVEL = 1.5
# A star marks a row for a note as well.
_LIST_MARKS = BULLETS - {"*"}
_Line = Sequence[Word]


@dataclass(frozen=True, slots=True)
class _Row:
    """A ruled row: its cells, and its words line by line."""

    cells: tuple[RawCell, ...]
    lines: tuple[_Line, ...]
    is_plain: bool

    @property
    def box(self) -> Box:
        first, last = self.cells[0].box, self.cells[-1].box
        return Box(first.x0, first.top, last.x1, first.bottom)


def part_level_lines(grid: RawTable, words: Sequence[Word]) -> RawTable:
    """The grid with every ruled row of level lines parted into these; the grid itself where one holds running text.

    ``words`` are upright. Where rows are parted, columns that no rule divides are cut at their strips of white.
    """
    inside = _inside(words, grid.box)
    if len(inside) <= len(grid.cells):
        return grid
    rows = _rows(grid, inside)
    if any(not row.cells for row in rows):
        return grid
    groups = [_groups(row) if row.is_plain else [] for row in rows]
    parted = [row for row, group in zip(rows, groups, strict=True) if len(group) > 1]
    whole = [row for row, group in zip(rows, groups, strict=True) if len(group) < 2 and row is not rows[0]]
    if not parted or any(_holds_more(row) for row in whole):
        return grid
    return _parted(grid, rows, groups)


def _inside(words: Sequence[Word], box: Box) -> list[Word]:
    x0, top, x1, bottom = 2 * box.x0, 2 * box.top, 2 * box.x1, 2 * box.bottom
    return [w for w in words if top <= w.box.top + w.box.bottom <= bottom and x0 <= w.box.x0 + w.box.x1 <= x1]


def _rows(grid: RawTable, words: Sequence[Word]) -> list[_Row]:
    """The ruled rows, each with the words whose middle is in it; a row is plain where no cell is merged."""
    middles = [(word.box.top + word.box.bottom) / 2 for word in words]
    order = sorted(range(len(words)), key=middles.__getitem__)
    heights = [middles[at] for at in order]
    own: list[list[RawCell]] = [[] for _ in range(rows_of(grid))]
    merged: set[int] = set()
    for cell in grid.cells:
        own[cell.row].append(cell)
        if cell.row_span > 1 or cell.col_span > 1:
            merged.update(range(cell.row, cell.row + cell.row_span))
    rows: list[_Row] = []
    for number, cells in enumerate(own):
        if not cells:
            rows.append(_Row((), (), False))
            continue
        cells.sort(key=lambda cell: cell.col)
        top, bottom = cells[0].box.top, min([cell.box.bottom for cell in cells])
        held = order[bisect_left(heights, top) : bisect_left(heights, bottom)]
        lines = group_rows([words[at] for at in sorted(held)])
        rows.append(_Row(tuple(cells), tuple(lines), number not in merged))
    return rows


def _holds_more(row: _Row) -> bool:
    """Whether a cell of a row that stays whole holds several lines: then lines of this table are no rows."""
    return row.is_plain and any(len(_column(row.lines, cell.box)) > 1 for cell in row.cells)


def _groups(row: _Row) -> list[list[_Line]]:
    """The lines of a ruled row, row by row; at most one group where they are none."""
    if len(row.lines) < 2 or len(row.cells) < 2:
        return []
    columns = [_column(row.lines, cell.box) for cell in row.cells]
    if _are_figures(columns):
        groups = figure_rows(row.lines)
        firsts = [min(group, key=lambda line: line[0].box.top) for group in groups]
        labels = _column(firsts, row.cells[0].box)
        capital = all(label[0].text[:1].isupper() for label in labels)
        runs_on = _opens_small(labels, ends=False) or (not capital and len(labels) < _FEW and _is_filled(labels))
        return [] if runs_on else groups
    if _is_label(columns):
        own = [line for line in row.lines if _column([line], _behind(row))]
        return _with_loose(own, [line for line in row.lines if line not in own])
    level = all(len(column) == len(row.lines) for column in columns)
    if len(row.lines) < _FEW - 1 or not level or any(map(_opens_small, columns)):
        return []
    if len(row.lines) <= _FEW and any(map(_is_filled, columns)):
        return []
    # Words one below the other may be one cell's as well; many of them, level in two columns, are not.
    sure = len(row.lines) > _FEW or any(len(line) > 1 for column in columns for line in column)
    return [[line] for line in row.lines] if sure else []


def _is_label(columns: Sequence[Sequence[_Line]]) -> bool:
    """``label_beside_its_rows``: whether the first column of a ruled row holds one line, and the others two or more,
    level with each other, which go on in none of them and are figures in most.
    """
    behind = columns[1:]
    if len(columns[0]) != 1 or len(behind) < 2 or len(behind[0]) < 2 or len({len(column) for column in behind}) > 1:
        return False
    level = all(
        max(line[0].box.bottom for line in lines) - min(line[0].box.bottom for line in lines) < _LEVEL
        for lines in zip(*behind, strict=True)
    )
    figures = sum(all(FIGURE.match(word.text) for line in column for word in line) for column in behind)
    return level and 2 * figures > len(behind) and not any(map(_opens_small, behind))


def _behind(row: _Row) -> Box:
    """What stands behind the first cell of a ruled row."""
    return replace(row.box, x0=row.cells[0].box.x1)


def _with_loose(lines: Sequence[_Line], loose: Sequence[_Line]) -> list[list[_Line]]:
    """A group for each line; a line of a label alone, set in the middle of its rows, goes with the nearest."""
    groups: list[list[_Line]] = [[line] for line in lines]
    for line in loose:
        min(groups, key=lambda group: abs(group[0][0].box.bottom - line[0].box.bottom)).append(line)
    return groups


def _are_figures(columns: Sequence[Sequence[_Line]]) -> bool:
    """Whether most columns behind the first hold nothing but a figure on nearly every line, none of them going on."""
    behind = [column for column in columns[1:] if column]
    if len(columns[0]) < 2 or all(len(column) < 2 for column in behind):
        return False
    shares = [sum(all(FIGURE.match(word.text) for word in line) for line in column) / len(column) for column in behind]
    going_on = any(line[-1].text.endswith((",", "-", "–")) and len(line[-1].text) > 1 for c in behind for line in c)
    return not going_on and sum(share > _MOST for share in shares) > 0.6 * len(behind)


def _opens_small(column: Sequence[_Line], ends: bool = True) -> bool:
    """Whether a line of a column goes on from the one above: in small letters, or (``ends``) behind a hyphen or comma.

    Nor is a line of a list in a cell a row.
    """
    if any(line[0].text in _LIST_MARKS and len(line) > 1 for line in column):
        return True
    small = [line[0].text[:1].islower() for line in column]
    if any(later and not earlier for earlier, later in pairwise(small)):
        return True
    return ends and any(line[-1].text.endswith((",", "-", "–", "/")) and len(line[-1].text) > 1 for line in column[:-1])


def _is_filled(column: Sequence[_Line]) -> bool:
    """Whether the lines of a column fill it: on most the next line's first word had no room.

    Lines of a word or two say nothing.
    """
    if sum(map(len, column)) < _SENTENCE * len(column):
        return False
    widths = [line[-1].box.x1 - line[0].box.x0 for line in column]
    full = [
        max(widths) - width < below[0].box.width + 0.25 * below[0].size
        for width, below in zip(widths, column[1:], strict=False)
    ]
    return sum(full) > _FILLED * len(full)


def _column(lines: Sequence[_Line], box: Box) -> list[list[Word]]:
    """What a cell holds of each line, the lines without any left out."""
    held = [[w for w in line if box.x0 <= (w.box.x0 + w.box.x1) / 2 < box.x1] for line in lines]
    return [words for words in held if words]


def _parted(grid: RawTable, rows: Sequence[_Row], groups: Sequence[Sequence[Sequence[_Line]]]) -> RawTable:
    """The grid with a row for each group, and its columns cut further where nothing stands between their words."""
    edges = edges_of(grid)
    first = next(number for number, row in enumerate(rows) if row.is_plain)
    # Headings under merged ones tell of the columns as well; those over several columns do not.
    told = [[word for line in row.lines for word in line] for row in rows[max(0, first - 1) : first]]
    told += [line for row, group in zip(rows, groups, strict=True) if row.is_plain for line in _whole(row, group)]
    xs = _all_edges(edges, told)
    cells: list[RawCell] = []
    count = 0
    for row, group in zip(rows, groups, strict=True):
        if not row.is_plain:
            words = [word for line in row.lines for word in line]
            cells += [held for cell in row.cells for held in _cut_heading(cell, count, words, xs)]
            count += 1
            continue
        own = _whole(row, group)
        heights = row_edges(group if len(group) > 1 else [row.lines], row.box.top, row.box.bottom)
        for words, (top, bottom) in zip(own, pairwise(heights), strict=True):
            cells += [RawCell(count, a, 1, b - a, Box(xs[a], top, xs[b], bottom)) for a, b in _cut(row, words, xs)]
            count += 1
        if len(group) > 1 and len(_column(row.lines, row.cells[0].box)) == 1:
            cells = _merged_label(cells, row, count - len(own), count)
    return RawTable(grid.box, grid.kind, tuple(cells))


def _merged_label(cells: Sequence[RawCell], row: _Row, first: int, end: int) -> list[RawCell]:
    """The cells, those below each other in the first column of the rows ``first`` to ``end`` as one."""
    label = row.cells[0].box
    beside = [cell for cell in cells if cell.row < first or cell.box.x0 > label.x0 + 1]
    wide = min(cell.col for cell in beside if cell.row >= first)
    box = Box(label.x0, row.box.top, label.x1, row.box.bottom)
    return [*beside, RawCell(first, 0, end - first, wide, box)]


def _whole(row: _Row, group: Sequence[Sequence[_Line]]) -> list[list[Word]]:
    """The words of a ruled row, row by row."""
    return [[word for line in held for word in line] for held in (group if len(group) > 1 else [row.lines])]


def _all_edges(edges: Sequence[float], rows: Sequence[Sequence[Word]]) -> list[float]:
    """The edges of a grid, and those between the words of columns that no rule divides."""
    found = list(edges)
    for x0, x1 in pairwise(edges):
        held = [own for row in rows if (own := [w for w in row if x0 <= (w.box.x0 + w.box.x1) / 2 < x1])]
        if len(held) >= _FEW:
            found += column_edges(held, Box(x0, 0, x1, 1))
    return sorted(found)


def _cut(row: _Row, words: Sequence[Word], xs: Sequence[float]) -> list[tuple[int, int]]:
    """The cells of a row as (first column, one after the last), none of them over an edge of the ruled row."""
    found: list[tuple[int, int]] = []
    for cell in row.cells:
        first, last = nearest_in_order(xs, cell.box.x0), nearest_in_order(xs, cell.box.x1)
        inside = [w for w in words if cell.box.x0 <= (w.box.x0 + w.box.x1) / 2 < cell.box.x1]
        spans = row_cells(inside, xs[first : last + 1]) if inside else [(c, c + 1) for c in range(last - first)]
        found += [(first + a, first + b) for a, b in spans]
    return found


def _cut_heading(cell: RawCell, row: int, words: Sequence[Word], xs: Sequence[float]) -> list[RawCell]:
    """A cell of a row with merged cells, cut at the new columns where its words stand in several of them."""
    first, last = nearest_in_order(xs, cell.box.x0), nearest_in_order(xs, cell.box.x1)
    held = [w for w in words if centre_in(w.box, cell.box)] if cell.row_span == 1 and last - first > 1 else []
    spans = row_cells(held, xs[first : last + 1]) if held else []
    filled = [s for s in spans if any(xs[first + s[0]] <= (w.box.x0 + w.box.x1) / 2 < xs[first + s[1]] for w in held)]
    if len(filled) < 2:
        return [RawCell(row, first, cell.row_span, max(1, last - first), cell.box)]
    return [RawCell(row, first + a, 1, b - a, replace(cell.box, x0=xs[first + a], x1=xs[first + b])) for a, b in spans]
