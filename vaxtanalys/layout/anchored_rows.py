"""Lines that keep to columns, gathered into the rows of a table."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from vaxtanalys.geometry import cluster, overlap
from vaxtanalys.layout.bands import band_rows
from vaxtanalys.layout.lines import LEADING, SENTENCE_END
from vaxtanalys.model import RawPage, Word
from vaxtanalys.strips import FIGURE

Row = Sequence[Word]
# White over the whole width that is more than the usual by this share of the size parts two rows.
_ROW_WHITE = 0.25
# White over the whole width that is higher than any leading by this share of the size is of another kind.
_OTHER_WHITE = 0.6


def columns_of(word: Word, bounds: Sequence[float]) -> int:
    """The number of the column in which a word stands; ``bounds`` rise."""
    return bisect_left(bounds, (word.box.x0 + word.box.x1) / 2)


def group_lines(
    lines: Sequence[Row], bounds: Sequence[float], page: RawPage, header: bool, bands: frozenset[int] = frozenset()
) -> tuple[list[list[Row]], frozenset[int]]:
    """The lines gathered into rows, the heading row (one or more bold lines) first, and which rows are bands.

    ``bands`` are the lines right across the table; the rows above and below one are grouped as if it were not there.

    ``rows_by_rules_and_shades``: where rules or shaded bands run between the lines they say where rows end.
    ``rows_by_distance_and_sense``: else a line opens a row when it stands further down than lines within a row do, or
    when every column it fills begins anew: a capital behind a finished sentence or a line that was left unfilled.
    ``white_over_the_width`` parts rows however their cells are set: it is higher than between the lines of a cell.
    ``two_kinds_of_white``: where every white over the width is either a leading or far higher, the high ones alone
    part the rows (cells set in the middle of their row show lines of one column above the others and below).
    """
    first = 0
    if header:
        first = 1
        while (
            first not in bands
            and len(lines) - first > 2
            and all(word.bold for word in lines[first])
            and all(word.bold for word in lines[0])
        ):
            first += 1
    body = [line for number, line in enumerate(lines) if number >= first and number not in bands]
    breaks = frozenset(
        number - first - sum(1 for band in bands if first <= band < number)
        for number in range(first + 1, len(lines))
        if number - 1 in bands and number not in bands
    ) - {0}
    rows = [list(lines[:first])] if first else []
    if body:
        borders = _borders(body, page, breaks)
        rows += (
            _split(body, borders, breaks)
            if borders
            else _by_white(body, bounds, breaks) or _by_distance(body, bounds, breaks)
        )
    return _with_bands(rows, lines, bands) if bands else (rows, frozenset())


def _with_bands(
    rows: list[list[Row]], lines: Sequence[Row], bands: frozenset[int]
) -> tuple[list[list[Row]], frozenset[int]]:
    """The rows with those of the bands between them, and the numbers of these."""
    place = {id(line): number for number, line in enumerate(lines)}
    runs: list[list[Row]] = []
    for number in sorted(bands):
        if runs and number - 1 in bands:
            runs[-1].append(lines[number])
        else:
            runs.append([lines[number]])
    over = [row for run in runs for row in band_rows(run)]
    ordered = sorted([*rows, *over], key=lambda row: place[id(row[0])])
    kept = {id(row) for row in over}
    return ordered, frozenset(number for number, row in enumerate(ordered) if id(row) in kept)


def _borders(body: Sequence[Row], page: RawPage, breaks: frozenset[int]) -> list[float]:
    """The heights at which a rule or the edge of a shade divides the lines; none where nothing divides them.

    The edges of a band (which stands before a line of ``breaks``) part it from its neighbours and say nothing of rows.
    """
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
    beside = [(_foot(body[number - 1]), min(word.box.top for word in body[number])) for number in breaks]
    found = [y for y in found if not any(foot - 2 < y < head + 2 for foot, head in beside)]
    # A rule through the middle of a line is an underline or a strike, not a border.
    return [y for y in found if not any(word.box.top + 2 < y < word.box.bottom - 2 for line in body for word in line)]


def _split(body: Sequence[Row], borders: Sequence[float], breaks: frozenset[int]) -> list[list[Row]]:
    rows: list[list[Row]] = []
    last = -1
    for number, line in enumerate(body):
        middle = (line[0].box.top + line[0].box.bottom) / 2
        band = sum(1 for border in borders if border < middle)
        if band != last or number in breaks:
            rows.append([])
            last = band
        rows[-1].append(line)
    return rows


def _by_white(body: Sequence[Row], bounds: Sequence[float], breaks: frozenset[int]) -> list[list[Row]]:
    """The rows that white of another kind than a leading parts; none where the whites are not of two kinds.

    Between paragraphs of one cell there is such white too: every row but the first and the last, which a page break
    may have cut, must fill more than one column.
    """
    whites = {number: white for number, white in _whites(body).items() if number not in breaks}
    size = _middle_size(body)
    low = [white for white in whites.values() if white <= LEADING * size]
    high = {number for number, white in whites.items() if white > LEADING * size}
    if not low or not high or min(whites[number] for number in high) - max(low) < _OTHER_WHITE * size:
        return []
    rows: list[list[Row]] = [[]]
    for number, line in enumerate(body):
        if number in high or number in breaks:
            rows.append([])
        rows[-1].append(line)
    whole = all(len({c for line in row for c in _columns(line, bounds)}) > 1 for row in rows[1:-1])
    run_on = any(_runs_on(a, [word for line in b for word in line], bounds) for a, b in pairwise(rows))
    return rows if whole and not run_on else []


def _middle_size(body: Sequence[Row]) -> float:
    return sorted(word.size for line in body for word in line)[sum(map(len, body)) // 2]


def _by_distance(body: Sequence[Row], bounds: Sequence[float], breaks: frozenset[int]) -> list[list[Row]]:
    pairs = [(a, b) for number, (a, b) in enumerate(pairwise(body), start=1) if number not in breaks]
    distances = sorted(_foot(b) - _foot(a) for a, b in pairs) or [0.0]
    within = distances[len(distances) // 4]
    whites = {number: white for number, white in _whites(body).items() if number not in breaks}
    size = _middle_size(body)
    # Lines side by side overlap; what a leading is the lines below each other tell.
    below = [w for n, w in whites.items() if _columns(body[n], bounds) & _columns(body[n - 1], bounds)]
    least = min(sorted(below)[len(below) // 4], LEADING * size) if below else 0.0
    counts: dict[int, int] = {}
    for line in body:
        for column in _columns(line, bounds):
            counts[column] = counts.get(column, 0) + 1
    dense = max(counts, key=lambda column: (counts[column], -column))
    edges = _right_edges(body, bounds)

    def anew_in_all(line: Row, row: Sequence[Row]) -> bool:
        """``every_column_begins``: a line that fills all of three columns or more, none in small letters, one of them
        where the line above had room for its first word, or with a figure below a figure.
        """
        every = range(len(bounds) + 1)
        return (
            len(every) > 2
            and _columns(line, bounds) == set(every)
            and any(_anew(row, line, c, bounds, edges) or _counts(row, line, c, bounds) for c in every)
        )

    if _each_whole(body, bounds):
        return [[line] for line in body]
    rows: list[list[Row]] = []
    for number, line in enumerate(body):
        columns = _columns(line, bounds)
        if not rows or number in breaks:
            rows.append([line])
            continue
        distance = _foot(line) - _foot(rows[-1][-1])
        apart = distance > 1.25 * within and (len(columns) > 1 or distance > 1.6 * within)
        begins = dense in columns and _anew(rows[-1], line, dense, bounds, edges)
        in_others = all(not _first(line, c, bounds).text[:1].islower() for c in columns)
        white = whites.get(number, 0.0) - least
        several = len(columns) > 1 or _opens_again(body, number, bounds)
        parted = white > _ROW_WHITE * size and several and not _runs_on(rows[-1], line, bounds)
        if (
            parted
            or (begins and (apart or (len(columns) > 1 and in_others)))
            or (in_others and anew_in_all(line, rows[-1]))
        ):
            rows.append([line])
        else:
            rows[-1].append(line)
    return rows


def _counts(row: Sequence[Row], line: Row, column: int, bounds: Sequence[float]) -> bool:
    """Whether what a column holds on a line, and in the row above it, is nothing but figures."""
    above = [word for each in row for word in each if columns_of(word, bounds) == column]
    held = [*above, *(word for word in line if columns_of(word, bounds) == column)]
    return bool(above) and all(FIGURE.match(word.text) for word in held)


def _each_whole(body: Sequence[Row], bounds: Sequence[float]) -> bool:
    """``every_line_is_whole``: whether every line fills all of three columns or more, and nowhere opens with a small
    letter: cells of several lines seldom have as many of them in all columns.
    """
    every = set(range(len(bounds) + 1))
    return len(every) > 2 < len(body) and all(
        _columns(line, bounds) == every and not any(_first(line, c, bounds).text[:1].islower() for c in every)
        for line in body
    )


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
