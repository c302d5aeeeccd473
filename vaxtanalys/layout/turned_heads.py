"""Matrices without rules whose column headings are turned: the heads tell the columns of the rows below them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from vaxtanalys.geometry import overlap, union
from vaxtanalys.layout.anchored_rows import group_lines
from vaxtanalys.layout.lines import white_between
from vaxtanalys.layout.made_grids import even_grid, row_edges
from vaxtanalys.layout.rows import group_rows
from vaxtanalys.model import Box, RawPage, RawTable, Word

_LEAST_HEADS = 2
_LEAST_ROWS = 2
_TICK = 3
# Heads of one row begin, end or have their middles at one height, give or take so much of their size.
_LEVEL = 0.8
# Lines of one head stand closer than this share of their size.
_ONE_HEAD = 0.5
# So much white, in sizes, ends the matrix.
_APART = 3.0


def find_under_turned(upright: Sequence[Word], turned: Sequence[Word], page: RawPage) -> list[RawTable]:
    """The matrices among the words (in no grid of rules) that stand below turned headings, top to bottom.

    ``columns_of_turned_heads``: two turned headings or more, side by side and level at their ends, beginnings or
    middles, are the columns; every line below has its words left of them, or in one of them no wider than the heads
    stand apart.
    """
    found: list[RawTable] = []
    for heads in _rows_of_heads(turned):
        table = _matrix(heads, upright, page)
        if table is not None:
            found.append(table)
    return sorted(found, key=lambda table: (table.box.top, table.box.x0))


def _rows_of_heads(turned: Sequence[Word]) -> list[list[Box]]:
    """The boxes of turned headings, gathered where they end or begin at one height, each row from the left."""
    lines: list[list[Word]] = []
    for word in sorted(turned, key=lambda w: (w.box.x0, w.box.top)):
        for line in lines:
            here = union(each.box for each in line)
            beside = overlap(here.x0, here.x1, word.box.x0, word.box.x1) >= 0.5 * word.box.width
            apart = max(here.top, word.box.top) - min(here.bottom, word.box.bottom)
            if beside and apart < 1.5 * word.box.width:
                line.append(word)
                break
        else:
            lines.append([word])
    rows: list[list[Box]] = []
    for box in sorted(union(word.box for word in line) for line in lines):
        for row in rows:
            last = row[-1]
            slack = _LEVEL * box.width
            if any(abs(a - b) < slack for a, b in zip(_heights(last), _heights(box), strict=True)):
                if box.x0 - last.x1 < _ONE_HEAD * min(box.width, last.width):
                    row[-1] = last.union(box)
                else:
                    row.append(box)
                break
        else:
            rows.append([box])
    return [row for row in rows if len(row) >= _LEAST_HEADS]


def _heights(box: Box) -> tuple[float, float, float]:
    return box.top, box.bottom, (box.top + box.bottom) / 2


def _matrix(heads: Sequence[Box], upright: Sequence[Word], page: RawPage) -> RawTable | None:
    """The grid below a row of heads; None where the lines below do not keep to it."""
    top, foot = min(box.top for box in heads), max(box.bottom for box in heads)
    middles = [(box.x0 + box.x1) / 2 for box in heads]
    pitch = min(b - a for a, b in pairwise(middles))
    edges = [middles[0] - pitch / 2, *((a + b) / 2 for a, b in pairwise(middles)), middles[-1] + pitch / 2]
    lines = group_rows([word for word in upright if word.box.top > foot - 2])
    # Words may run on past half the way from a first heading to where one more would stand, but not below it.
    first = heads[0].x0 - 2
    if any(edges[0] + 2 < word.box.x1 <= first and word.box.x0 < edges[0] for line in lines for word in line):
        edges[0] = first
    end = 0
    for number, line in enumerate(lines):
        above = white_between(lines[number - 1], line) if number else min(word.box.top for word in line) - foot
        if above > _APART * line[0].size or not _keeps_to(line, edges, pitch):
            break
        end = number + 1
    lines = lines[:end]
    while lines and not any(word.box.x0 > edges[0] for word in lines[-1]) and _stands_apart(lines):
        lines.pop()
    marks = [[word for word in line if word.box.x0 > edges[0]] for line in lines]
    # Ticks below three heads or more need no second row.
    ticks = len(heads) > _LEAST_HEADS and all(len(word.text) <= _TICK for line in marks for word in line)
    least = 1 if ticks else _LEAST_ROWS
    groups, _ = group_lines(lines, edges[:-1], page, header=False) if any(marks) else ([], None)
    if sum(map(bool, marks)) < least or len(groups) < least:
        return None
    beside = [word for word in upright if top < word.box.bottom <= foot + 2 and word.box.x1 < edges[0]]
    left = min(word.box.x0 for word in (*beside, *(word for line in lines for word in line))) - 2
    return even_grid([left, *edges], [top - 1, *row_edges(groups)])


def _keeps_to(line: Sequence[Word], edges: Sequence[float], pitch: float) -> bool:
    for word in line:
        if word.box.x1 <= edges[0] + 2:
            continue
        if word.box.x0 < edges[0] - 2 or word.box.x1 > edges[-1] + 2 or word.box.width > pitch:
            return False
    return True


def _stands_apart(lines: Sequence[Sequence[Word]]) -> bool:
    """Whether the last line stands further from the one above than lines of a cell do."""
    return len(lines) < 2 or white_between(lines[-2], lines[-1]) > 0.6 * lines[-1][0].size
