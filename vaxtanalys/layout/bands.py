"""Bands: lines right across a table without rules that name what stands below them.

``band_on_a_shade``: a line of one run of words on a shade of its own that reaches over the whole table.
``band_by_type``: a line of one run that begins in the first column and is bold, or of another colour or size, where the
row below it is not. It runs on over the strips between the columns, or stands alone with white above it.
``line_under_a_band``: words right across the table below a band, before the next row of several columns (the area's
goal): a band too.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter

from vaxtanalys.geometry import overlap, union
from vaxtanalys.layout.lines import white_between
from vaxtanalys.model import Box, Fill, Word
from vaxtanalys.word_runs import WIDEST_SPACE, runs_of_words

Row = Sequence[Word]

# A shade's height, in lines, that is still a band's.
_BAND_LINES = 4.0
# How far a shade may stand from the table's sides.
_SIDE = 4.0
# White above and below a line, in sizes, that is more than a leading.
_WHITE = 0.4
# How many lines a band may take before the first row of several columns.
_MOST_LINES = 6
# A number or a letter before a band's words stands further from them than words from each other.
_AFTER_NUMBER = 2.5


def shade_of(row: Row, box: Box, fills: Sequence[Fill]) -> Box | None:
    """The shade that a line stands on where it reaches over the whole width of ``box`` and is no higher than a band's.

    A band that no one merged is shaded cell by cell: shades of one height side by side are one.
    """
    line = union(word.box for word in row)
    held = [
        fill.box
        for fill in fills
        if fill.box.top <= line.top + 2
        and fill.box.bottom >= line.bottom - 2
        and fill.box.height < _BAND_LINES * line.height
        and overlap(fill.box.x0, fill.box.x1, box.x0, box.x1) > 0
    ]
    for shade in sorted(held, key=lambda b: (b.height, b.top, b.x0)):
        level = sorted(
            (b for b in held if abs(b.top - shade.top) < 1.5 and abs(b.bottom - shade.bottom) < 1.5), key=lambda b: b.x0
        )
        reach = level[0].x0
        for one in level:
            reach = max(reach, one.x1) if one.x0 <= reach + _SIDE else reach
        if level[0].x0 <= box.x0 + _SIDE and reach >= box.x1 - _SIDE:
            return Box(level[0].x0, shade.top, reach, shade.bottom)
    return None


class Bands:
    """Which rows from ``start`` are bands of a table with columns at ``bounds`` that is at least as wide as ``box``.

    A band that no shade shows is followed, after the lines it goes on in, by a row of several columns. They are found
    as far down as is asked: most tables end long before their page does.
    """

    def __init__(
        self, rows: Sequence[Row], start: int, bounds: Sequence[float], box: Box, fills: Sequence[Fill]
    ) -> None:
        self._rows, self._start = rows, start
        self._columns = bounds, box, fills
        self._found: set[int] = set()
        self._next = start

    def __contains__(self, number: object) -> bool:
        """Whether a row is one."""
        while isinstance(number, int) and self._next <= number and self._next < len(self._rows):
            end = _band_end(self._rows, self._next, self._start, *self._columns)
            self._found.update(range(self._next, end))
            self._next = max(end, self._next + 1)
        return number in self._found

    def before(self, end: int) -> frozenset[int]:
        """Those above the row ``end``."""
        return frozenset(number for number in range(self._start, end) if number in self)


def _band_end(
    rows: Sequence[Row], number: int, start: int, bounds: Sequence[float], box: Box, fills: Sequence[Fill]
) -> int:
    """The row after the last line of the band that begins at ``number``; that number itself where none does."""
    end = number
    while end < len(rows) and end - number < _MOST_LINES and _is_one_run(rows[end]):
        end += 1
    lines = rows[number:end]
    if not lines or lines[0][0].text[:1].islower():
        return number  # the rest of a row that a page break divided
    below = rows[end] if end < len(rows) and white_between(lines[-1], rows[end]) <= 2.5 * rows[end][0].size else None
    if below is not None and all(word.bold for word in below) and len(_columns(below, bounds)) > 1:
        return number  # the headings of another table: what stands above them is its title
    shade = shade_of(lines[0], box, fills)
    beside = [*rows[max(0, number - 1) : number], *([below] if below is not None else [])]
    if shade is not None and not any(_holds(shade, row) for row in beside):
        held = sum(1 for line in lines if _holds(shade, line))
        return number + held + (_under(lines[held:], bounds) if below is not None or end == len(rows) else 0)
    if below is None or len(_columns(below, bounds)) < 2:
        return number
    first = lines[0]
    if min(word.box.x0 for word in first) > bounds[0] or not _set_apart(first, below):
        return number
    typed = 1
    while typed < len(lines) and _same_type(lines[typed], first):
        typed += 1
    across = any(_crosses(line, bounds) for line in lines[:typed])
    least = _WHITE * first[0].size
    above = white_between(rows[number - 1], first) if number > start else 2 * least
    under = white_between(lines[typed - 1], rows[number + typed])
    if above <= least or (under <= least and not across):
        return number
    return number + typed + _under(lines[typed:], bounds)


def band_below(
    rows: Sequence[Row], end: int, bands: frozenset[int], bounds: Sequence[float], box: Box, fills: Sequence[Fill]
) -> bool:
    """``band_below_the_last_row``: whether the line right below a table's last row names the rows of the next page.

    It stands on a shade of its own over the whole table; or it is the last line of its page (but for the page's foot)
    and set in the type of a band above it.
    """
    if end >= len(rows) or not _is_one_run(rows[end]) or rows[end][0].text[:1].islower():
        return False
    line, above = rows[end], rows[end - 1]
    if white_between(above, line) > 2 * line[0].size:
        return False
    shade = shade_of(line, box, fills)
    if shade is not None and not _holds(shade, above):
        return True
    last = end + 1 == len(rows) or white_between(line, rows[end + 1]) > 2 * line[0].size
    known = [rows[number] for number in bands if number < end]
    same = any(_same_type(line, band) and abs(line[0].box.x0 - band[0].box.x0) < 3 for band in known)
    first = min(word.box.x0 for word in line) < bounds[0] and white_between(above, line) > _WHITE * line[0].size
    return last and same and first and _set_apart(line, above)


def _under(lines: Sequence[Row], bounds: Sequence[float]) -> int:
    """How many of the lines below a band lie over the table too: the first, and those that it goes on in."""
    if not lines or not _lies_over(lines[0], bounds):
        return 0
    count = 1
    while (
        count < len(lines)
        and white_between(lines[count - 1], lines[count]) <= _WHITE * lines[count][0].size
        and abs(lines[count][0].box.x0 - lines[0][0].box.x0) < 3
    ):
        count += 1
    return count


def _is_one_run(row: Row) -> bool:
    """Whether the words of a line follow each other; a number or letter of few signs may stand before them."""
    if len(row) == 1:
        return True
    ordered = sorted(row, key=attrgetter("box.x0"))
    widest = WIDEST_SPACE * max([word.size for word in row])
    reach = ordered[0].box.x1
    # White that no two words of a run have between them, but behind a first word, settles it.
    for place, word in enumerate(ordered[1:]):
        box = word.box
        if place and box.x0 - reach > widest:
            return False
        if box.x1 > reach:
            reach = box.x1
    if len(runs_of_words(ordered)) == 1:
        return True
    rest = ordered[1:]
    if not rest or len(ordered[0].text) > 4 or len(runs_of_words(rest)) > 1:
        return False
    return rest[0].box.x0 - ordered[0].box.x1 < _AFTER_NUMBER * rest[0].size and ordered[0].bold == rest[0].bold


def _columns(row: Row, bounds: Sequence[float]) -> set[int]:
    return {sum(1 for x in bounds if x < (word.box.x0 + word.box.x1) / 2) for word in row}


def _crosses(row: Row, bounds: Sequence[float]) -> bool:
    """Whether words, or the spaces of a run of words, lie over a strip between columns."""
    left, right = min(word.box.x0 for word in row), max(word.box.x1 for word in row)
    return any(left < x - 1 and right > x + 1 for x in bounds)


def _lies_over(row: Row, bounds: Sequence[float]) -> bool:
    """Whether a line begins in the first column and runs on over a strip."""
    return min(word.box.x0 for word in row) < bounds[0] and _crosses(row, bounds)


def _holds(shade: Box, row: Row) -> bool:
    middle = (row[0].box.top + row[0].box.bottom) / 2
    return shade.top - 1 <= middle <= shade.bottom + 1


def _set_apart(row: Row, below: Row) -> bool:
    """Whether a line's type is another than that of the first column's words below it."""
    if all(word.bold for word in row):
        return not any(word.bold for word in below[:1]) and not all(word.bold for word in below)
    colours = {word.color for word in row}
    if len(colours) == 1 and not any(word.color in colours for word in below):
        return True
    return min(word.size for word in row) > 1.08 * max(word.size for word in below)


def _same_type(row: Row, first: Row) -> bool:
    return row[0].bold == first[0].bold and abs(row[0].size - first[0].size) < 0.6 and row[0].color == first[0].color


def band_rows(lines: Sequence[Row]) -> list[list[Row]]:
    """The lines of a band as rows: one that stands further down than a leading, or in other type, opens another."""
    rows: list[list[Row]] = []
    for above, line in pairwise([None, *lines]):
        assert line is not None  # only the first of a pair is none
        if above is None or white_between(above, line) > _WHITE * line[0].size or not _same_type(line, above):
            rows.append([line])
        else:
            rows[-1].append(line)
    return rows
