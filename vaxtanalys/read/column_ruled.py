"""Tables with upright rules between their columns only."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from vaxtanalys.geometry import centre_in
from vaxtanalys.model import Box, RawCell, RawTable, Word

_SNAP = 3.0
_LEAST_HEIGHT = 40.0

Edge = tuple[float, float, float]  # position, start, end


def find_column_ruled(down: Sequence[Edge], words: Sequence[Word], taken: Sequence[RawTable]) -> list[RawTable]:
    """The tables that two or more upright rules of the same height divide, each as one row of columns.

    ``down`` are (x, top, bottom); one rule alone parts two columns of prose. The outer columns reach as far as the
    words that stand level with the rules. Which lines are rows the layout tells.
    """
    found: list[RawTable] = []
    groups: list[list[Edge]] = []
    for edge in sorted(down, key=lambda e: (e[1], e[2], e[0])):
        group = next((g for g in groups if abs(g[0][1] - edge[1]) <= _SNAP and abs(g[0][2] - edge[2]) <= _SNAP), None)
        if group is None:
            groups.append([edge])
        else:
            group.append(edge)
    for group in groups:
        xs = sorted(edge[0] for edge in group)
        top, bottom = group[0][1], group[0][2]
        if len(xs) < 2 or bottom - top < _LEAST_HEIGHT:
            continue
        # What is known of most rules is that they stand in a grid, which is sooner told than what stands beside them.
        inner = Box(xs[0], top, xs[-1], bottom)
        if any(centre_in(grid.box, inner) for grid in taken):
            continue
        level = [w for w in words if w.upright and top - _SNAP <= (w.box.top + w.box.bottom) / 2 <= bottom + _SNAP]
        if not level:
            continue
        left = min(xs[0], *(w.box.x0 - 2 for w in level))
        right = max(xs[-1], *(w.box.x1 + 2 for w in level))
        edges = [*([left] if left < xs[0] - _SNAP else []), *xs, *([right] if right > xs[-1] + _SNAP else [])]
        box = Box(edges[0], top, edges[-1], bottom)
        known = any(centre_in(grid.box, box) or centre_in(box, grid.box) for grid in taken)
        if known or any(_crosses(word.box, x) for word in level for x in xs):
            continue
        columns = list(pairwise(edges))
        filled = [any(a <= (w.box.x0 + w.box.x1) / 2 < b for w in level) for a, b in columns]
        # Narrow strips of nothing between frames: cards that stand apart.
        apart = any(not full and b - a < 30 for full, (a, b) in zip(filled, columns, strict=True))
        if sum(filled) < 3 or apart:
            continue
        cells = tuple(RawCell(0, col, 1, 1, Box(a, top, b, bottom)) for col, (a, b) in enumerate(columns))
        found.append(RawTable(box, "partly_ruled", cells))
    return found


def _crosses(box: Box, x: float) -> bool:
    """Whether more than a point and a half of the two points round ``x`` lies in a box."""
    return min(box.x1, x + 1) - max(box.x0, x - 1) > 1.5
