"""Columns of a stack of rows: cut at known edges, or at the strips that no word touches; those a grid has."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, pairwise

from vaxtanalys.geometry import cluster, overlap
from vaxtanalys.model import Box, RawCell, RawTable, Word
from vaxtanalys.word_runs import SPACE, Strip, lines_of, runs_of_words, words_by_height

_SNAP = 3.0
# Words that begin in line differ by no more than this (points).
_IN_LINE = 1.0

# A run of figures: a number with its sign, unit and note marks, or a dash for none. A sign of money may stand before it
# or alone; a number may have spaces between its thousands.
FIGURE = re.compile(
    r"^[(\[<>±~≈–−+$€£¥-]*[\d.,:\s]*\d[\d.,:\s]*[%)\]*†‡a-c]{0,3}$|^(?:[–—-]|[$€£¥]\(?|n/?a|\.\.\.?|…|:|\(x\))$",
    re.IGNORECASE,
)
# Fewer runs of figures make no table of figures.
LEAST_FIGURES = 3
_YEAR = re.compile(r"^(?:19|20)\d\d$")

Rule = tuple[float, float, float]  # y, x0, x1


def rows_of(grid: RawTable) -> int:
    """The number of rows of a grid."""
    return max([cell.row + cell.row_span for cell in grid.cells])


def edges_of(grid: RawTable) -> list[float]:
    """The left and right edges of a grid's cells, rising."""
    return cluster([edge for cell in grid.cells for edge in (cell.box.x0, cell.box.x1)], _SNAP)


def rows_to_table(
    ys: Sequence[float],
    box: Box,
    words: Sequence[Word],
    edges: Sequence[float] = (),
    least: int = 2,
    rules: Sequence[Rule] = (),
) -> RawTable | None:
    """A stack of rows (``ys`` divide them) cut into columns at ``edges`` (outer ones included), or at free strips.

    ``rules`` are (y, x0, x1): where they are given, a cell over which none runs is one with the cell above it. None
    where there are fewer than two columns, or where fewer than ``least`` rows have words in several of them.
    """
    rows = words_by_height([w for w in words if _within(w, box.x0, box.x1)], ys)
    if sum(1 for row in rows if row) < least:
        return None
    filled = [row for row in rows if row]
    upper = not edges and has_upper_headings(filled) and are_figures(filled[2:])
    inner = edges[1:-1] if edges else column_edges(filled[1:] if upper else filled, box)
    xs = [box.x0, *(inner if edges else _at_rule_ends(inner, box, rules, filled)), box.x1]
    if len(xs) < 3:
        return None
    cells: list[RawCell] = []
    # Which cell ends above a row, by that row's number and by the cell's columns.
    ends: dict[tuple[int, int, int], int] = {}
    several = 0
    starts = column_starts(rows, xs)
    for number, (row, (top, bottom)) in enumerate(zip(rows, pairwise(ys), strict=True)):
        first = upper and row is filled[0]
        over = [(c.col, c.col + c.col_span) for c in upper_cells(row, filled[1], xs, 0, 0, 1)] if first else None
        columns = over or row_cells(row, xs, starts)
        several += sum(1 for a, b in columns if any(_within(word, xs[a], xs[b]) for word in row)) > 1
        for a, b in columns:
            cell = RawCell(number, a, 1, b - a, Box(xs[a], top, xs[b], bottom))
            above = ends.pop((number, a, b), None)
            if above is None or not rules or _ruled(cell.box, rules):
                ends[number + 1, a, b] = len(cells)
                cells.append(cell)
            else:
                held = cells[above]
                cells[above] = replace(held, row_span=held.row_span + 1, box=held.box.union(cell.box))
                ends[number + 1, a, b] = above
    return RawTable(box, "partly_ruled", tuple(cells)) if several >= least else None


def _at_rule_ends(
    edges: Sequence[float], box: Box, rules: Sequence[Rule], rows: Sequence[Sequence[Word]]
) -> list[float]:
    """``edge_where_rules_end``: the edges between columns moved, through white alone, to where rules beside a merged
    cell end.
    """
    ends = {x for _, a, b in rules for x in (a, b) if box.x0 + _SNAP < x < box.x1 - _SNAP}
    words = [word for row in rows for word in row]
    moved: list[float] = []
    for edge in edges:
        near = sorted(ends, key=lambda x: (abs(x - edge), x))
        free = (x for x in near if not any(w.box.x1 > min(x, edge) and w.box.x0 < max(x, edge) for w in words))
        moved.append(next(free, edge))
    return moved if moved == sorted(set(moved)) else list(edges)


def _ruled(box: Box, rules: Sequence[Rule]) -> bool:
    """Whether a rule runs along the top of a box, over most of its width."""
    covered = sum(overlap(box.x0, box.x1, a, b) for y, a, b in rules if abs(y - box.top) <= _SNAP)
    return covered >= 0.6 * box.width


def column_starts(rows: Sequence[Sequence[Word]], xs: Sequence[float]) -> list[float | None]:
    """Where the words of each column but the first begin; None where they do so at no common place.

    At least three lines and half of all that have words in the column begin within half a point of it.
    """
    found: list[float | None] = []
    lines = [line for row in rows for line in lines_of(row)]
    for left, right in pairwise(xs[1:]):
        firsts = [min((w.box.x0 for w in line if left - 1 <= w.box.x0 < right), default=None) for line in lines]
        begins = sorted(x for x in firsts if x is not None)
        most = max(begins, key=lambda x: (sum(1 for b in begins if abs(b - x) <= 0.5), -x), default=None)
        alike = sum(1 for b in begins if most is not None and abs(b - most) <= 0.5)
        found.append(most if alike >= 3 and 2 * alike >= len(begins) else None)
    return found


def row_cells(row: Sequence[Word], xs: Sequence[float], starts: Sequence[float | None] = ()) -> list[tuple[int, int]]:
    """The cells of a row as (first column, one after the last): columns between which a word crosses are one cell.

    ``band_over_the_width``: a row of one run of words that crosses an edge is one cell over all columns.
    ``full_cell_beside_the_next``: words that reach all but to the next column are no part of it where a word begins at
    the very place its other rows do (``starts``); a spreadsheet leaves no white between its cells.
    """
    spans = runs_of_words(row)
    crossed = [any(overlap(a, b, x - 1, x + 1) > 1.5 for a, b in spans) for x in xs[1:-1]]
    for number, start in enumerate(starts if any(crossed) else ()):
        if crossed[number] and start is not None and _begins_at(row, start):
            crossed[number] = False
    if len(spans) == 1 and any(crossed):
        return [(0, len(xs) - 1)]
    cells = [(0, 1)]
    for col, joined in enumerate(crossed, start=1):
        if joined:
            cells[-1] = (cells[-1][0], col + 1)
        else:
            cells.append((col, col + 1))
    return cells


def _begins_at(row: Sequence[Word], x: float) -> bool:
    """Whether every line of a row that runs past ``x`` has a word that begins there, behind a space."""
    passing = [
        line for line in lines_of(row) if min(w.box.x0 for w in line) < x - 1 and max(w.box.x1 for w in line) > x
    ]
    return bool(passing) and all(
        any(abs(w.box.x0 - x) <= 0.7 for w in line)
        and not any(w.box.x0 < x - 0.7 and w.box.x1 > x - 0.1 * w.size for w in line)
        for line in passing
    )


def _within(word: Word, x0: float, x1: float) -> bool:
    return x0 <= (word.box.x0 + word.box.x1) / 2 < x1


def column_edges(rows: Sequence[Sequence[Word]], box: Box) -> list[float]:
    """The inner edges of the columns of a stack of rows, the first of which holds the headings.

    ``bands_left_out``: a line of one run of words that reaches over a strip says nothing of the columns.
    ``headings_in_order``: as many headings as columns (or one fewer, nothing over the labels) belong to them in order,
    wherever they stand over figures set to the right; else a heading may divide a strip, over a column with nothing in
    it, or stand over two columns.
    """
    sizes = sorted(word.size for row in rows for word in row)
    least = SPACE * sizes[len(sizes) // 2]
    head, *rest = [[runs_of_words(line) for line in lines_of(row)] for row in rows]
    runs = [line for row in rest for line in row]
    matter = [span for line in runs if len(line) > 1 for span in line]
    if not matter:
        return []
    strips = _strips(matter, least)
    alone = [line[0] for line in runs if len(line) == 1]
    matter += [span for span in alone if not any(span[0] < low and span[1] > high for low, high in strips)]
    strips = _strips(matter, least)
    heads = max(head, key=len)
    ordered = _with_headings(matter, strips, _widened(heads, head)) or _with_headings(matter, strips, heads)
    if ordered is not None:
        strips = ordered
    else:
        right = max(end for _, end in matter)
        strips = [part for strip in strips for part in _divided(strip, heads, least)]
        strips += [(right, start) for start, _ in heads[-1:] if start > right + least]
    return [(low + high) / 2 for low, high in strips if box.x0 < low]


def _widened(heads: Sequence[Strip], lines: Sequence[Sequence[Strip]]) -> list[Strip]:
    """Headings as wide as the widest of their lines; a line over two of them is a heading over both."""
    found = list(heads)
    for line in lines:
        for start, end in line:
            under = [n for n, (a, b) in enumerate(heads) if start < b and end > a]
            if len(under) == 1:
                a, b = found[under[0]]
                found[under[0]] = (min(a, start), max(b, end))
    return found


def _with_headings(matter: Sequence[Strip], strips: Sequence[Strip], heads: Sequence[Strip]) -> list[Strip] | None:
    """The strips between columns and their headings taken together; None where these do not pair off in order."""
    bounds = [min(a for a, _ in matter), *(x for strip in strips for x in strip), max(b for _, b in matter)]
    columns = list(zip(bounds[::2], bounds[1::2], strict=True))
    first = len(columns) - len(heads)
    if first not in (0, 1) or len(columns) < 2:
        return None
    pairs = zip(columns[first:], heads, strict=True)
    whole = [*columns[:first], *((min(c[0], h[0]), max(c[1], h[1])) for c, h in pairs)]
    between = [(a[1], b[0]) for a, b in pairwise(whole)]
    return between if all(high - low > 0.5 for low, high in between) else None


def heading_spans(runs: Sequence[Strip], xs: Sequence[float], whole: bool = False) -> list[tuple[int, int]]:
    """The columns (first, one after the last) over which each heading of an upper line stands; ``xs`` are all edges.

    ``whole``: together they stand over all columns.

    ``centred_over_its_columns``: of all ways to give each heading a row of neighbouring columns, the first columns left
    out or not, the one in which the headings stand nearest the middle of theirs (or where these begin).
    """
    count = len(xs) - 1
    best: tuple[float, list[tuple[int, int]]] | None = None
    for bounds in combinations(range(count + 1), len(runs) + 1):
        if bounds[-1] != count and (whole or runs[-1][1] > xs[bounds[-1]]):
            continue
        if whole and bounds[0]:
            continue
        groups = list(pairwise(bounds))
        cost = 0.0
        for (start, end), (a, b) in zip(runs, groups, strict=True):
            middle = abs((start + end) / 2 - (xs[a] + xs[b]) / 2)
            cost += min(middle, abs(start - xs[a])) + (1000.0 if start < xs[a] - 3 or end > xs[b] + 3 else 0.0)
        cost += 0.5 * sum(1 for column in range(1, count) if not any(a <= column < b for a, b in groups))
        if best is None or cost < best[0]:
            best = (cost, groups)
    return best[1] if best else []


def are_figures(lines: Sequence[Sequence[Word]]) -> bool:
    """Whether most runs of words behind the first of their line are figures."""
    return mostly_figures([count_figures(line, runs_of_words(line)) for line in lines])


def count_figures(line: Sequence[Word], runs: Sequence[Strip]) -> tuple[int, int]:
    """How many runs of words behind the first of a line are figures, and how many are not."""
    figures = others = 0
    for start, end in runs[1:]:
        run = [w for w in line if start <= (w.box.x0 + w.box.x1) / 2 <= end]
        whole = all(FIGURE.match(word.text) for word in run)
        figures, others = figures + whole, others + (not whole)
    return figures, others


def mostly_figures(counts: Sequence[tuple[int, int]]) -> bool:
    """Whether most of what was counted line by line (``count_figures``) are figures."""
    figures, others = (sum(count[place] for count in counts) for place in (0, 1))
    return figures >= LEAST_FIGURES and figures >= 1.5 * others


def has_upper_headings(lines: Sequence[Sequence[Word]]) -> bool:
    """``headings_of_two_levels``: the first line has fewer runs of words than the second, and neither holds figures."""
    if len(lines) < 2:
        return False
    first, second = (runs_of_words(line) for line in lines[:2])
    figures = _figures_of(lines[0], first) > 0 or _figures_of(lines[1], second) > 0
    return 0 < len(first) < len(second) and len(second) > 2 and not figures


def _figures_of(line: Sequence[Word], runs: Sequence[Strip]) -> int:
    """How many runs of a line are figures and no years: these are headings too."""
    held = [[w.text for w in line if a <= (w.box.x0 + w.box.x1) / 2 <= b] for a, b in runs]
    return sum(1 for run in held if all(map(FIGURE.match, run)) and not all(map(_YEAR.match, run)))


def _begun_spans(runs: Sequence[Strip], below: Sequence[Strip], xs: Sequence[float]) -> list[tuple[int, int]]:
    """``headings_set_to_the_left``: the columns over which several upper headings stand that all begin where the
    heading of a column below does: each goes on to the next. Nothing where one of them begins elsewhere.
    """
    begin = {start: bisect_right(xs, (start + end) / 2) - 1 for start, end in below}
    firsts = [next((c for x, c in begin.items() if abs(x - start) <= _IN_LINE), None) for start, _ in runs]
    known = [first for first in firsts if first is not None]
    if len(runs) < 2 or len(known) < len(runs) or any(a >= b for a, b in pairwise(known)):
        return []
    spans = list(pairwise([*known, len(xs) - 1]))
    return spans if all(end <= xs[last] for (_, end), (_, last) in zip(runs, spans, strict=True)) else []


def are_headings(words: Sequence[Word]) -> bool:
    """Whether no run of a row's words is a figure but a year."""
    return not any(_figures_of(line, runs_of_words(line)) for line in lines_of(words))


def upper_cells(
    line: Sequence[Word], below: Sequence[Word], edges: Sequence[float], row: int, top: float, bottom: float
) -> list[RawCell]:
    """The cells of an upper line of headings, with an empty one over each column that none of them covers.

    ``below`` are the headings of the columns.
    """
    runs = runs_of_words(line)
    spans = _begun_spans(runs, runs_of_words(below), edges) or heading_spans(runs, edges)
    free = [(c, c + 1) for c in range(len(edges) - 1) if not any(a <= c < b for a, b in spans)]
    return [RawCell(row, a, 1, b - a, Box(edges[a], top, edges[b], bottom)) for a, b in sorted([*spans, *free])]


def _strips(spans: Sequence[Strip], least: float) -> list[Strip]:
    found: list[Strip] = []
    reach: float | None = None
    for start, end in sorted(spans):
        if reach is not None and start - reach >= least:
            found.append((reach, start))
        reach = end if reach is None else max(reach, end)
    return found


def _divided(strip: Strip, headings: Sequence[Strip], least: float) -> list[Strip]:
    """A strip without what headings cover of it: parted where one stands free in it, narrowed where one reaches in.

    A heading over the whole strip stands over both its columns and takes nothing away.
    """
    free = [strip]
    for start, end in headings:
        free = [
            part
            for low, high in free
            for part in ((low, min(high, start)), (max(low, end), high))
            if part[1] - part[0] >= 0.5 * least
        ]
    return free or [strip]
