"""Tables with rules between their rows only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import replace

from vaxtanalys.geometry import centre_in, cluster, overlap
from vaxtanalys.model import Box, RawTable, Word
from vaxtanalys.strips import edges_of, rows_of, rows_to_table
from vaxtanalys.word_runs import lines_of, runs_of_words, words_by_height

_SNAP = 3.0
# Between two rules, type this many times as large as the rows' is a heading between two tables.
_LARGER = 1.15
# A grid of more rows than a heading has is a table of its own.
_HEADING_ROWS = 3
# A shorter rule than this (points) underlines a word.
_SHORTEST = 30.0

Edge = tuple[float, float, float]  # position, start, end


def find_row_ruled(across: Sequence[Edge], words: Sequence[Word], grids: Sequence[RawTable]) -> list[RawTable]:
    """The tables that rules of the same extent, one above the other, divide into rows.

    ``across`` are (y, x0, x1). Three heights are asked for: two rules are the head and foot rule of a page; shorter
    rules between them (under a heading over two columns, beside a merged cell) count. Where a heading shaded cell by
    cell (a grid of few rows) stands at the top of the rules, its edges are the columns of all rows. Nothing is made of
    the rules of a grid that has them all.
    """
    found: list[RawTable] = []
    whole = [grid for grid in grids if _has_all(grid, across) and not _is_heading(grid, across, grids)]
    free = [edge for edge in across if not any(_runs_in(edge, grid.box) for grid in whole)]
    for x0, x1, rules in _stacks(free, words):
        ys = cluster([y for y, _, _ in rules], _SNAP)
        wide = Box(x0 - 2, ys[0], x1 + 2, ys[-1])
        held = [g for g in grids if g not in whole and (centre_in(g.box, wide) or centre_in(wide, g.box))]
        for run in _runs(ys, Box(x0, ys[0], x1, ys[-1]), words):
            box = Box(x0 - 2, run[0], x1 + 2, run[-1])
            heads = [grid for grid in held if centre_in(grid.box, box) or centre_in(box, grid.box)]
            head = max(heads, key=lambda grid: len(edges_of(grid)), default=None)
            table = (
                _under_heading(head, run, box, words, rules) if head else rows_to_table(run, box, words, rules=rules)
            )
            if table is not None:
                found.append(table)
    return [table for table in found if not any(_holds(other, table) for other in found)]


def _holds(outer: RawTable, inner: RawTable) -> bool:
    """``part_beside_a_merged_cell``: whether a table is but some columns of another, whose other rules end at a cell
    over several rows.
    """
    fewer = inner.box.width < 0.9 * outer.box.width
    return (
        fewer
        and centre_in(inner.box, outer.box)
        and overlap(inner.box.x0, inner.box.x1, outer.box.x0, outer.box.x1) > 0.95 * inner.box.width
        and outer.box.top - _SNAP <= inner.box.top
        and inner.box.bottom <= outer.box.bottom + _SNAP
    )


def _under_heading(
    head: RawTable, ys: Sequence[float], box: Box, words: Sequence[Word], rules: Sequence[Edge]
) -> RawTable | None:
    """A heading's grid with the rows that are ruled below it; all rows cut at its edges where it is more than that."""
    edges = edges_of(head)
    below = [head.box.bottom, *(y for y in ys if y > head.box.bottom + _SNAP)]
    if len(edges) < 3 or head.box.top > ys[0] + _SNAP or len(below) < 2 or rows_of(head) > _HEADING_ROWS:
        return rows_to_table(ys, box, words, edges if len(edges) > 2 else (), rules=rules)
    rest = Box(box.x0, below[0], box.x1, below[-1])
    table = rows_to_table(below, rest, words, edges, least=1, rules=rules)
    if table is None:
        return None
    first = rows_of(head)
    moved = tuple(replace(cell, row=cell.row + first) for cell in table.cells)
    return RawTable(head.box.union(rest), "partly_ruled", (*head.cells, *moved))


def _stacks(across: Sequence[Edge], words: Sequence[Word]) -> list[tuple[float, float, list[Edge]]]:
    """Where rules begin and end, with all rules of that extent and the shorter ones that run between them.

    ``table_of_its_own``: three rules or more of one shorter extent, with no word beside them between the first and the
    last, are a table; wider rules or shades above and below it are other things.
    """
    groups: list[tuple[float, float, list[Edge]]] = []
    for edge in sorted(across, key=lambda e: (e[1], e[2], e[0])):
        group = next((g for g in groups if abs(g[0] - edge[1]) <= _SNAP and abs(g[1] - edge[2]) <= _SNAP), None)
        if group is None:
            groups.append((edge[1], edge[2], [edge]))
        else:
            group[2].append(edge)
    stacks = []
    for x0, x1, rules in groups:
        own = [g for g in groups if _within(g, (x0, x1, rules)) and _stands_alone(g, words)]
        for part in _between(rules, own):
            top, bottom = min(y for y, _, _ in part), max(y for y, _, _ in part)
            inner = [
                e
                for e in across
                if e not in rules and top < e[0] < bottom and x0 - _SNAP <= e[1] and e[2] <= x1 + _SNAP
            ]
            long = [e for e in inner if e[2] - e[1] >= max(_SHORTEST, 0.1 * (x1 - x0))]
            # ``rule_beside_a_merged_cell``: however short, a rule level with a long one goes on with it.
            level = [e for e in inner if e not in long and any(abs(e[0] - other[0]) <= _SNAP for other in long)]
            every = [*part, *long, *level]
            if len(cluster([y for y, _, _ in part], _SNAP)) >= 2 and len(cluster([y for y, _, _ in every], _SNAP)) >= 3:
                stacks.append((x0, x1, every))
    return stacks


def _within(inner: tuple[float, float, list[Edge]], outer: tuple[float, float, list[Edge]]) -> bool:
    """Whether rules run between others that reach further, by a tenth of their width at least."""
    if inner[1] - inner[0] > 0.9 * (outer[1] - outer[0]) or inner[0] < outer[0] - _SNAP or inner[1] > outer[1] + _SNAP:
        return False
    ys = [y for y, _, _ in outer[2]]
    return len(inner[2]) > 2 and any(min(ys) < y < max(ys) for y, _, _ in inner[2])


def _stands_alone(group: tuple[float, float, list[Edge]], words: Sequence[Word]) -> bool:
    """Whether rules of one extent are at three heights, and no word beside them between the first and the last."""
    x0, x1, rules = group
    ys = cluster([y for y, _, _ in rules], _SNAP)
    if len(ys) < 3:
        return False
    level = [word for word in words if ys[0] < (word.box.top + word.box.bottom) / 2 < ys[-1]]
    return bool(level) and all(x0 - _SNAP <= word.box.x0 and word.box.x1 <= x1 + _SNAP for word in level)


def _between(rules: list[Edge], own: Sequence[tuple[float, float, list[Edge]]]) -> list[list[Edge]]:
    """Rules of one extent parted where a table of its own stands between them."""
    spans = [(min(y for y, _, _ in g[2]), max(y for y, _, _ in g[2])) for g in own]
    parts: dict[int, list[Edge]] = {}
    for edge in rules:
        parts.setdefault(sum(1 for _, bottom in spans if edge[0] > bottom), []).append(edge)
    return [parts[number] for number in sorted(parts)]


def _runs_in(edge: Edge, box: Box) -> bool:
    """Whether a rule belongs to what stands in a box."""
    y, x0, x1 = edge
    return box.top - _SNAP <= y <= box.bottom + _SNAP and overlap(x0, x1, box.x0, box.x1) > 0.5 * (x1 - x0)


def _has_all(grid: RawTable, across: Sequence[Edge]) -> bool:
    """Whether a grid of several rows has every long rule that runs in it for an edge: then it is the table."""
    ys = [edge[0] for edge in across if _runs_in(edge, grid.box) and edge[2] - edge[1] >= _SHORTEST]
    edges = {edge for cell in grid.cells for edge in (cell.box.top, cell.box.bottom)}
    return rows_of(grid) > 1 and all(min(abs(edge - y) for edge in edges) <= _SNAP + 1 for y in ys)


def _is_heading(grid: RawTable, across: Sequence[Edge], grids: Sequence[RawTable]) -> bool:
    """Whether the next rule as wide as a grid of few rows, below it, belongs to no other grid: its rows follow."""
    box = grid.box
    below = [
        y for y, a, b in across if y > box.bottom + _SNAP and abs(a - box.x0) <= _SNAP and abs(b - box.x1) <= _SNAP
    ]
    if rows_of(grid) > _HEADING_ROWS or not below:
        return False
    return not any(other.box.top - _SNAP <= min(below) <= other.box.bottom + _SNAP for other in grids)


def _runs(ys: Sequence[float], box: Box, words: Sequence[Word]) -> list[list[float]]:
    """The rules of one table each: tables of the same width stand below each other with a heading between.

    ``heading_between_rules``: what stands between two rules in clearly larger type than most is no row; the lines in
    columns below it are the first row of a table without a rule over it.
    ``heading_row_again``: the words of the first row come again where the next table begins. ``label_again``: a label
    that opens several rows stands below a line of its own ("Område 2" over "Åtgärd | Rusta parken").
    ``text_over_the_edge``: lines of text that begin or end outside the rules stand between tables of one width.
    """
    inside = [word for word in words if centre_in(word.box, box)]
    if not inside:
        return []
    size = sorted(word.size for word in inside)[len(inside) // 2]
    rows, level = words_by_height(inside, ys), words_by_height(words, ys)
    first = _words_of(next((row for row in rows if row), []))
    openings = Counter(_opening(lines_of(row)[0]) for row in rows if row)
    labels = {label for label, count in openings.items() if label and count > 1}
    runs: list[list[float]] = [[ys[0]]]
    for number, (row, bottom) in enumerate(zip(rows, ys[1:], strict=True)):
        following = rows[number + 1] if number + 1 < len(rows) else []
        if _crosses(level[number], box, size):
            runs.append([bottom])
            continue
        larger = _is_larger(row, size)
        again = number > 0 and len(first) > 1 and _words_of(following) == first and _one_column(row, box)
        start = _under_a_line(row, labels)
        if larger or again or start is not None:
            start = _under_larger(row, size) if start is None else start
            runs.append([bottom] if start is None else [start, bottom])
        else:
            runs[-1].append(bottom)
    return [run for run in runs if len(run) >= 3]


def _crosses(words: Sequence[Word], box: Box, size: float) -> bool:
    """Whether a line among words runs on over one of the sides of a box."""
    if all(word.box.x0 >= box.x0 - size and word.box.x1 <= box.x1 + size for word in words):
        return False
    return any(
        start < edge - size and end > edge + size
        for line in lines_of(words)
        for start, end in runs_of_words(line)
        for edge in (box.x0, box.x1)
    )


def _opening(line: Sequence[Word]) -> str:
    """The words before the first gap of a line."""
    runs = runs_of_words(line)
    return " ".join(word.text for word in line if word.box.x1 <= runs[0][1]) if len(runs) > 1 else ""


def _under_a_line(row: Sequence[Word], labels: Set[str]) -> float | None:
    """The height between a line of one run and the line below it, which opens with one of ``labels``; else None."""
    lines = lines_of(row) if labels else []
    if len(lines) < 2 or len(runs_of_words(lines[0])) > 1 or _opening(lines[1]) not in labels:
        return None
    return _between_lines(lines[0], lines[1])


def _under_larger(row: Sequence[Word], size: float) -> float | None:
    """The height between the larger lines that open a row and the smaller ones below them, the first of which stands in
    columns; None where no such lines follow.
    """
    lines = lines_of(row)
    large = [_is_larger(line, size) for line in lines]
    count = large.index(False) if False in large else len(lines)
    if not count or count == len(lines) or any(large[count:]) or len(runs_of_words(lines[count])) < 2:
        return None
    return _between_lines(lines[count - 1], lines[count])


def _is_larger(words: Sequence[Word], size: float) -> bool:
    """Whether there is clearly larger type than ``size`` among words."""
    return any(word.size > _LARGER * size and word.size > size + 1 for word in words)


def _between_lines(above: Sequence[Word], below: Sequence[Word]) -> float:
    return (max(word.box.bottom for word in above) + min(word.box.top for word in below)) / 2


def _words_of(row: Sequence[Word]) -> list[str]:
    return sorted(word.text for word in row)


def _one_column(row: Sequence[Word], box: Box) -> bool:
    """Whether what stands between two rules opens at the left edge and runs on over the width, as a paragraph does."""
    return bool(row) and rows_to_table((box.top, box.bottom), box, row) is None
