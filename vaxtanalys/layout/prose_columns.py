"""Columns of prose told from the columns of a table."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from vaxtanalys.geometry import union
from vaxtanalys.model import Box, Word

_LEAST_LINES = 6
# At most this share of a column's lines may open paragraphs, and this where headings stand among them.
_FEW_BREAKS = 0.27
_MANY_BREAKS = 0.6
# Columns of prose are of one width; the type of most tables is not.
_SAME_PITCH = 0.04
_SAME_WIDTH = 0.2
# At most this many times the type of the headings over columns stands between them.
_WIDEST_GUTTER = 3.0


def are_prose_columns(rows: Sequence[Sequence[Word]], bounds: Sequence[float]) -> bool:
    """Whether rows of words, divided at ``bounds``, are columns of running text and no table.

    ``columns_of_prose``: two columns or more of one width and an even distance, each filled line after line, whose
    paragraphs do not begin side by side. In a table the cells of a row begin at one height, and most columns have
    white below their words.
    """
    if bounds and len(rows) < _LEAST_LINES:
        return False
    columns = _columns(rows, bounds)
    if any(len(column) < _LEAST_LINES for column in columns[:-1]) or len(columns[-1]) < 2 or not _even(columns):
        return False
    breaks = [_breaks(column) for column in columns]
    most = _MANY_BREAKS if _has_headings(rows, bounds) else _FEW_BREAKS
    if any(len(b) > most * len(c) + 1 for b, c in zip(breaks, columns, strict=True) if len(c) >= _LEAST_LINES):
        return False
    every = [at for column in breaks for at in column]
    shared = sum(1 for at in every if all(any(abs(at - other) < 2.0 for other in column) for column in breaks))
    return 2 * shared <= len(every)


def _has_headings(rows: Sequence[Sequence[Word]], bounds: Sequence[float]) -> bool:
    """Whether two lines or more, each alone in its row, are set bold or larger among lines that are not."""
    sizes = Counter(round(word.size) for row in rows for word in row)
    body = sizes.most_common(1)[0][0]
    found = 0
    for row in rows[1:]:
        out = [(bisect_left(bounds, (w.box.x0 + w.box.x1) / 2), _stands_out(w, body)) for w in row]
        places = {at for at, stands in out if stands}
        # All that stands out is in one column, and nothing in that column does not.
        found += len(places) == 1 and all(stands for at, stands in out if at in places)
    return found >= 2


def _stands_out(word: Word, body: int) -> bool:
    return word.bold or word.size >= 1.12 * body


def _columns(rows: Sequence[Sequence[Word]], bounds: Sequence[float]) -> list[list[tuple[float, float, float, float]]]:
    """For each column its lines: left, top, right, bottom."""
    columns: list[list[tuple[float, float, float, float]]] = [[] for _ in range(len(bounds) + 1)]
    for row in rows:
        parts: dict[int, list[Box]] = {}
        for word in row:
            box = word.box
            at = bisect_left(bounds, (box.x0 + box.x1) / 2)
            if at in parts:
                parts[at].append(box)
            else:
                parts[at] = [box]
        for at, boxes in parts.items():
            box = union(boxes)
            columns[at].append((box.x0, box.top, box.x1, box.bottom))
    return [sorted(column, key=lambda line: line[1]) for column in columns]


def _even(columns: Sequence[Sequence[tuple[float, float, float, float]]]) -> bool:
    """Whether the columns begin at even distances and are about as wide."""
    starts = [min(line[0] for line in column) for column in columns]
    widths = [max(line[2] for line in column) - start for column, start in zip(columns, starts, strict=True)]
    pitches = [b - a for a, b in pairwise(starts)]
    if max(pitches) - min(pitches) > _SAME_PITCH * max(pitches):
        return False
    full = widths[:-1] if len(columns[-1]) < _LEAST_LINES else widths
    return max(full) - min(full) <= _SAME_WIDTH * max(full) and max(full) > 0.75 * min(pitches)


def _breaks(column: Sequence[tuple[float, float, float, float]]) -> list[float]:
    """The tops of the lines with more white above them than most lines of the column have."""
    steps = [round(below[3] - above[3], 1) for above, below in pairwise(column)]
    if not steps:
        return []
    usual = Counter(steps).most_common(1)[0][0]
    return [below[1] for step, (_, below) in zip(steps, pairwise(column), strict=True) if step > 1.25 * usual]


def heads_even_columns(parts: Sequence[Sequence[Word]], rows: Sequence[Sequence[Word]]) -> bool:
    """``headings_over_columns``: whether the parts of a row in larger type are the headings of columns of text.

    Those are all of one width and together as wide as the page's words. A table's heading row is set no larger than it.
    """
    starts = [part[0].box.x0 for part in parts]
    pitches = [b - a for a, b in pairwise(starts)]
    if not pitches or max(pitches) - min(pitches) > _SAME_PITCH * max(pitches):
        return False
    left, right = min(w.box.x0 for r in rows for w in r), max(w.box.x1 for r in rows for w in r)
    gutter = len(starts) * pitches[0] - (right - left)
    return abs(starts[0] - left) < parts[0][0].size and 0 < gutter < _WIDEST_GUTTER * parts[0][0].size


def prose_gutters(rows: Sequence[Sequence[Word]]) -> list[tuple[float, float]]:
    """The white strips between the columns of a page set in two or three columns of prose; empty where it is not.

    The columns are told by the lefts at which many lines begin, an even distance apart.
    """
    spans = [(part[0].box.x0, part[-1].box.x1) for row in rows for part in _parts(row)]
    starts = Counter(round(start) for start, _ in spans)
    common = sorted(x for x, count in starts.items() if count >= _LEAST_LINES)
    refused: set[tuple[tuple[float, float], ...]] = set()
    for count in (3, 2):
        for lefts in _even_lefts(common, count):
            gutters = _gutters(spans, lefts)
            # Several lefts lead to the same strips.
            if not gutters or tuple(gutters) in refused:
                continue
            if are_prose_columns(rows, [(low + high) / 2 for low, high in gutters]):
                return gutters
            refused.add(tuple(gutters))
    return []


def _parts(row: Sequence[Word]) -> list[list[Word]]:
    """A row's words cut where a gutter may run."""
    cuts = [
        at for at, (left, right) in enumerate(pairwise(row), start=1) if right.box.x0 - left.box.x1 > 0.7 * right.size
    ]
    return [list(row[start:end]) for start, end in pairwise((0, *cuts, len(row)))]


def _even_lefts(common: Sequence[int], count: int) -> list[tuple[int, ...]]:
    found: list[tuple[int, ...]] = []
    near = {x + off for x in common for off in (-2, -1, 0, 1, 2)}
    for first in common:
        for second in common:
            pitch = second - first
            if pitch > 60 and near.issuperset(lefts := tuple([first + step * pitch for step in range(count)])):
                found.append(lefts)
    return found


def _gutters(spans: Sequence[tuple[float, float]], lefts: Sequence[int]) -> list[tuple[float, float]]:
    """The strip before each left but the first, which nearly all lines leave free; empty where they do not.

    ``spans`` are where each line begins and ends.
    """
    gutters: list[tuple[float, float]] = []
    for before, left in pairwise(lefts):
        near = [end for start, end in spans if before - 2 <= start < left - 2]
        ends = [end for end in near if end < left]
        if len(ends) < 0.9 * len(near) or not ends or left - max(ends) < 4:
            return []
        gutters.append((max(ends), float(left)))
    return gutters
