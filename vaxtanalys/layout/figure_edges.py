"""What stands at the edges of a table of figures, outside its rules: labels beside it, headings above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vaxtanalys.geometry import centre_in
from vaxtanalys.layout.figures import row_heights
from vaxtanalys.layout.lines import white_between
from vaxtanalys.layout.rows import group_rows
from vaxtanalys.model import Box, RawTable, Word
from vaxtanalys.strips import FIGURE, edges_of, has_upper_headings, heading_spans, rows_to_table, upper_cells
from vaxtanalys.word_runs import runs_of_words

_SNAP = 3.0
_Line = Sequence[Word]
# Labels hold at most so many words a line, in the mean; running text holds more.
_LABEL = 5
# A heading stands no further above than this share of its size.
_ABOVE = 1.0


def complete_figures(grid: RawTable, words: Sequence[Word]) -> RawTable:
    """A table of figures with its labels and upper headings; the grid itself where it is none or lacks nothing.

    ``words`` are upright. A grid that has all its rules is whole.
    """
    if grid.kind == "ruled":
        return grid
    inside = [word for word in words if centre_in(word.box, grid.box)]
    figures = sum(1 for word in inside if FIGURE.match(word.text))
    if figures < 6 or 3 * figures < len(inside):
        return grid
    grid = _with_labels(grid, inside, words)
    return _with_upper_headings(grid, words)


def _with_labels(grid: RawTable, inside: Sequence[Word], words: Sequence[Word]) -> RawTable:
    """``labels_beside_rules``: a grid of nothing but figures, with the labels that stand left of most of its lines.

    Accounts rule the figures that they add, and leave the labels free.
    """
    edges = edges_of(grid)
    own = group_rows(inside)
    first = [w for w in inside if (w.box.x0 + w.box.x1) / 2 < edges[1]]
    if not first or sum(1 for word in first if FIGURE.match(word.text)) < 0.8 * len(first):
        return grid
    top, bottom = grid.box.top, grid.box.bottom
    left = [w for w in words if w.box.x1 < grid.box.x0 + _SNAP and top <= (w.box.top + w.box.bottom) / 2 <= bottom]
    lines = group_rows(left)
    if not left or len(left) > _LABEL * len(lines) or len(lines) > 2.5 * len(own):
        return grid
    level = sum(1 for line in own if any(abs(line[-1].box.bottom - label[0].box.bottom) < 1.5 for label in lines))
    if level < 0.6 * len(own):
        return grid
    box = Box(min(w.box.x0 for w in left) - 2, top, grid.box.x1, bottom)
    xs = [box.x0, (max(w.box.x1 for w in left) + min(w.box.x0 for w in first)) / 2, *edges[1:]]
    every = group_rows([*left, *inside])
    made = rows_to_table(row_heights(every, box), box, [*left, *inside], xs)
    if made is None:
        return grid
    if not has_upper_headings(every):
        return made
    under = next(cell.box for cell in made.cells if cell.row == 0)
    upper = upper_cells(every[0], every[1], xs, 0, under.top, under.bottom)
    return replace(made, cells=(*upper, *(cell for cell in made.cells if cell.row > 0)))


def _with_upper_headings(grid: RawTable, words: Sequence[Word]) -> RawTable:
    """``heading_over_columns``: a grid with the line above it that is headed over several of its columns of figures.

    A caption stands at the left edge, or in the middle of the whole table.
    """
    edges = edges_of(grid)
    if len(edges) < 4:
        return grid
    near = [
        w
        for w in words
        if w.box.bottom < grid.box.top + 2
        and w.box.bottom > grid.box.top - 2 * w.size
        and not centre_in(w.box, grid.box)
    ]
    level = group_rows(near)[-1:]
    if not level:
        return grid
    line = [w for w in level[0] if edges[0] - _SNAP <= w.box.x0 and w.box.x1 <= edges[-1] + _SNAP]
    size = line[0].size if line else 0.0
    head = [w for w in words if centre_in(w.box, Box(edges[0], grid.box.top, edges[-1], grid.box.top + 2 * size))]
    if len(line) != len(level[0]) or not head or line[0].box.x0 < edges[1] - _SNAP:
        return grid
    runs = runs_of_words(line)
    white = white_between(line, group_rows(head)[0])
    if white > _ABOVE * line[0].size or len(runs) > (len(edges) - 2) / 2 or any(FIGURE.match(w.text) for w in line[:1]):
        return grid
    top = min(w.box.top for w in line) - 1
    below = runs_of_words(group_rows(head)[0])
    if all(_goes_on(run, below) for run in runs):
        return _with_taller_head(grid, top)
    spans = heading_spans(runs, edges)
    if not spans or any(b - a < 2 for a, b in spans) or spans[0][0] == 0:
        return grid
    for (start, end), (a, b) in zip(runs, spans, strict=True):
        middle = (start + end) / 2
        off = abs(middle - (edges[a] + edges[b]) / 2)
        if len(runs) == 1 and off > abs(middle - (edges[0] + edges[-1]) / 2):
            return grid
    cells = upper_cells(line, group_rows(head)[0], edges, 0, top, grid.box.top)
    moved = tuple(replace(cell, row=cell.row + 1) for cell in grid.cells)
    return RawTable(replace(grid.box, top=top), grid.kind, (*cells, *moved))


def _goes_on(run: tuple[float, float], below: Sequence[tuple[float, float]]) -> bool:
    """Whether a run of words stands over one run of the line below, in line with it: a heading of two lines."""
    start, end = run
    under = [(a, b) for a, b in below if a < end and b > start]
    return len(under) == 1 and any(
        abs(x - y) < 1.5
        for x, y in ((start, under[0][0]), (end, under[0][1]), ((start + end) / 2, (under[0][0] + under[0][1]) / 2))
    )


def _with_taller_head(grid: RawTable, top: float) -> RawTable:
    """The grid with its first row beginning at ``top``."""
    cells = tuple(replace(c, box=replace(c.box, top=top)) if c.row == 0 else c for c in grid.cells)
    return RawTable(replace(grid.box, top=top), grid.kind, cells)
