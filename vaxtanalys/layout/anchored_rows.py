"""Lines that keep to columns, gathered into the rows of a table."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from vaxtanalys.geometry import cluster, overlap
from vaxtanalys.layout.paragraphs import SENTENCE_END
from vaxtanalys.model import RawPage, Word

Row = Sequence[Word]
# The white between lines of running text is at most this share of their size; white over the whole width that is more
# than the usual by the other share parts two rows.
_LEADING = 0.45
_ROW_WHITE = 0.25
# White over the whole width that is higher than any leading by this share of the size is of another kind.
_OTHER_WHITE = 0.6


def columns_of(word: Word, bounds: Sequence[float]) -> int:
    """The number of the column in which a word stands; ``bounds`` rise."""
    return bisect_left(bounds, (word.box.x0 + word.box.x1) / 2)


def group_lines(lines: Sequence[Row], bounds: Sequence[float], page: RawPage, header: bool) -> list[list[Row]]:
    """The lines gathered into rows, the heading row (one or more bold lines) first.

    ``rows_by_rules_and_shades``: where rules or shaded bands run between the lines they say where rows end.
    ``rows_by_distance_and_sense``: else a line opens a row when it stands further down than lines within a row do, or
    when every column it fills begins anew: a capital behind a finished sentence or a line that was left unfilled.
    ``white_over_the_width`` parts rows however their cells are set: it is higher than between the lines of a cell.
    ``two_kinds_of_white``: where every white over the width is either a leading or far higher, the high ones alone
    part the rows (cells set in the middle of their row show lines of one column above the others and below).
    """
    head: list[Row] = []
    body = list(lines)
    if header:
        head = [body.pop(0)]
        while body and len(body) > 2 and all(word.bold for word in body[0]) and all(word.bold for word in head[0]):
            head.append(body.pop(0))
    borders = _borders(body, page)
    rows = _split(body, borders) if borders else _by_white(body, bounds) or _by_distance(body, bounds)
    return [head, *rows] if head else rows


def _borders(body: Sequence[Row], page: RawPage) -> list[float]:
    """The heights at which a rule or the edge of a shaded band divides the lines; none where nothing divides them."""
    x0 = min(word.box.x0 for line in body for word in line)
    x1 = max(word.box.x1 for line in body for word in line)
    top = min(word.box.top for word in body[0])
    bottom = max(word.box.bottom for word in body[-1])
    reach: dict[int, float] = {}
    marks = [(rule.top, rule) for rule in page.rules]
    marks += [
        (y, fill.box)
        for fill in page.fills
        for y in (fill.box.top, fill.box.bottom)
        if fill.box.height < 0.7 * page.height
    ]
    heights = cluster((y for y, _ in marks if top < y < bottom), 2.0)
    for y, box in marks:
        near = next((i for i, height in enumerate(heights) if abs(height - y) <= 2.5), None)
        if near is not None:
            reach[near] = reach.get(near, 0.0) + overlap(box.x0, box.x1, x0, x1)
    found = [heights[i] for i in sorted(reach) if reach[i] >= 0.6 * (x1 - x0)]
    # A rule through the middle of a line is an underline or a strike, not a border.
    return [y for y in found if not any(word.box.top + 2 < y < word.box.bottom - 2 for line in body for word in line)]


def _split(body: Sequence[Row], borders: Sequence[float]) -> list[list[Row]]:
    rows: list[list[Row]] = []
    last = -1
    for line in body:
        middle = (line[0].box.top + line[0].box.bottom) / 2
        band = sum(1 for border in borders if border < middle)
        if band != last:
            rows.append([])
            last = band
        rows[-1].append(line)
    return rows


def _by_white(body: Sequence[Row], bounds: Sequence[float]) -> list[list[Row]]:
    """The rows that white of another kind than a leading parts; none where the whites are not of two kinds.

    Between paragraphs of one cell there is such white too: every row but the first and the last, which a page break
    may have cut, must fill more than one column.
    """
    whites = _whites(body)
    size = _middle_size(body)
    low = [white for white in whites.values() if white <= _LEADING * size]
    high = {number for number, white in whites.items() if white > _LEADING * size}
    if not low or not high or min(whites[number] for number in high) - max(low) < _OTHER_WHITE * size:
        return []
    rows: list[list[Row]] = [[]]
    for number, line in enumerate(body):
        if number in high:
            rows.append([])
        rows[-1].append(line)
    whole = all(len({c for line in row for c in _columns(line, bounds)}) > 1 for row in rows[1:-1])
    run_on = any(_runs_on(a, [word for line in b for word in line], bounds) for a, b in pairwise(rows))
    return rows if whole and not run_on else []


def _middle_size(body: Sequence[Row]) -> float:
    return sorted(word.size for line in body for word in line)[sum(map(len, body)) // 2]


def _by_distance(body: Sequence[Row], bounds: Sequence[float]) -> list[list[Row]]:
    distances = sorted(_foot(b) - _foot(a) for a, b in pairwise(body)) or [0.0]
    within = distances[len(distances) // 4]
    whites = _whites(body)
    size = _middle_size(body)
    least = min(sorted(whites.values())[len(whites) // 4], _LEADING * size) if whites else 0.0
    counts: dict[int, int] = {}
    for line in body:
        for column in _columns(line, bounds):
            counts[column] = counts.get(column, 0) + 1
    dense = max(counts, key=lambda column: (counts[column], -column))
    edges = _right_edges(body, bounds)
    rows: list[list[Row]] = []
    for number, line in enumerate(body):
        columns = _columns(line, bounds)
        if not rows:
            rows.append([line])
            continue
        distance = _foot(line) - _foot(rows[-1][-1])
        apart = distance > 1.25 * within and (len(columns) > 1 or distance > 1.6 * within)
        begins = dense in columns and _anew(rows[-1], line, dense, bounds, edges)
        in_others = all(not _first(line, c, bounds).text[:1].islower() for c in columns)
        white = whites.get(number, 0.0) - least
        several = len(columns) > 1 or _opens_again(body, number, bounds)
        parted = white > _ROW_WHITE * size and several and not _runs_on(rows[-1], line, bounds)
        if parted or (begins and (apart or (len(columns) > 1 and in_others))):
            rows.append([line])
        else:
            rows[-1].append(line)
    return rows


def _whites(body: Sequence[Row]) -> dict[int, float]:
    """How high the white over the whole width is above each line but the first: rows of a table stand apart by it."""
    whites = {}
    reach = max(word.box.bottom for word in body[0])
    for number, line in enumerate(body[1:], start=1):
        whites[number] = min(word.box.top for word in line) - reach
        reach = max(reach, *(word.box.bottom for word in line))
    return whites


def _opens_again(body: Sequence[Row], number: int, bounds: Sequence[float]) -> bool:
    """Whether a line of one column is the top of a row whose other cells stand lower (set in the middle or below)."""
    return number + 1 < len(body) and len(_columns(body[number], bounds) | _columns(body[number + 1], bounds)) > 1


def _runs_on(row: Sequence[Row], line: Row, bounds: Sequence[float]) -> bool:
    """Whether every column of a line goes on in small letters with what stands open above it."""
    for column in _columns(line, bounds):
        before = [word for above in row for word in above if columns_of(word, bounds) == column]
        small = _first(line, column, bounds).text[:1].islower()
        if not before or not small or SENTENCE_END.search(before[-1].text):
            return False
    return True


def _columns(line: Row, bounds: Sequence[float]) -> set[int]:
    return {columns_of(word, bounds) for word in line}


def _first(line: Row, column: int, bounds: Sequence[float]) -> Word:
    return next(word for word in line if columns_of(word, bounds) == column)


def _foot(line: Row) -> float:
    return max(word.box.bottom for word in line)


def _right_edges(body: Sequence[Row], bounds: Sequence[float]) -> dict[int, float]:
    """How far the words of each column reach to the right."""
    edges: dict[int, float] = {}
    for line in body:
        for word in line:
            column = columns_of(word, bounds)
            edges[column] = max(edges.get(column, 0.0), word.box.x1)
    return edges


def _anew(row: Sequence[Row], line: Row, column: int, bounds: Sequence[float], edges: dict[int, float]) -> bool:
    """Whether a column's words on this line begin something new, seen from its words so far in the open row."""
    before = [word for above in row for word in above if columns_of(word, bounds) == column]
    if not before:
        return True
    first, last = _first(line, column, bounds), before[-1]
    if first.text[:1].islower() or last.text.endswith("-"):
        return False
    room = edges[column] - last.box.x1 > first.box.width + 0.3 * first.size + 2
    return bool(SENTENCE_END.search(last.text)) or room
