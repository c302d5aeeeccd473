"""Tables that rules do not make: a row of column headings, and rows below that keep to its columns.

``header_over_columns``: the heading row is set apart (bold, or in another colour than the text below) and holds at
least two short parts with gaps between; below, the strips between the columns stay free of words, row after row.
Without such a heading two columns of prose look the same, so none is guessed, except at the top of a page where the
table of the page before goes on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence, Set

from vaxtanalys.geometry import union
from vaxtanalys.layout.anchored_rows import columns_of, group_lines
from vaxtanalys.layout.bands import Bands, band_below
from vaxtanalys.layout.figures import figure_rows
from vaxtanalys.layout.heading_lines import HEADER_GAP, Strips, header_strips, join_heading_lines
from vaxtanalys.layout.lines import SENTENCE_END, join_words, white_between
from vaxtanalys.layout.look_alikes import is_look_alike
from vaxtanalys.layout.made_grids import even_grid, row_edges
from vaxtanalys.layout.prose_columns import heads_even_columns, prose_gutters
from vaxtanalys.layout.rows import cut_at_gaps, group_rows
from vaxtanalys.model import Box, Fill, RawPage, RawTable, Word
from vaxtanalys.strips import are_figures, column_edges

_LEAST_STRIP = 0.45
# Where the words behind a strip begin in line with their heading (columns of a spreadsheet), less white is enough.
_LEAST_ALIGNED = 0.15
# Lines of two columns that share this part of their size in height stand side by side.
_BESIDE = 0.25
# From this many times the size of most of the page's words a row of its own is a heading.
_LARGER = 1.2
_HALF_POINT = 0.5
# A line within a cell stands less than this many sizes below the one above, and one that goes on in its sentence this.
_NEXT, _NEXT_OPEN = 1.45, 1.7
_WORD = re.compile(r"[^\W\d_]{3}")


def find_anchored(
    words: Sequence[Word], page: RawPage, carry: Sequence[float] | None = None, known: Set[str] = frozenset()
) -> list[RawTable]:
    """The tables among ``words`` (upright, in no grid of rules), top to bottom.

    ``carry`` holds the column edges of the table with which the page before ended; rows at the top of this page that
    keep to them are its continuation. Columns that each stand on a shaded rectangle of their own are cards, not a
    table. ``known`` holds the heading rows of the document's other tables: under one of these a single row is enough
    (``repeated_heading_row``: the last row of a table that goes on over a page break).
    """
    rows = join_heading_lines(group_rows(words), page.fills)
    headings = heading_rows(rows)
    gutters: list[tuple[float, float]] | None = None
    tables: list[RawTable] = []
    index = 0
    if carry is not None and rows:
        index = _carried(rows, page, carry, headings, tables)
    while index < len(rows):
        least = 1 if known and join_words(rows[index]) in known else 2
        over_prose = index in headings and heads_even_columns(cut_at_gaps(rows[index], HEADER_GAP), rows)
        strips = None if over_prose else header_strips(rows, index, least)
        if strips is not None:
            box = union(word.box for word in rows[index])
            # What reaches past the beginning of the next heading lies over a strip, however wide that turns out to be.
            starts = [strip[-1][1] - 1 for strip in strips]
            bands = Bands(rows, index + 1, starts, box, page.fills)
            end, strips = _body_end(rows, index, strips, headings, least, bands)
            end, over = _with_band(rows, index, end, bands, _bounds(strips), page)
            held = frozenset(number - index for number in over)
            table = _table(rows[index:end], strips, page, least, held) if end - index > least else None
            if table is not None:
                # Most pages have no such table, and then no one need know of their columns of prose.
                gutters = prose_gutters(rows) if gutters is None else gutters
                if not is_look_alike(rows[index:end], held, _bounds(strips), gutters, page.fills):
                    tables.append(table)
                    index = end
                    continue
        index += 1
    return tables


def _with_band(
    rows: Sequence[Sequence[Word]], first: int, end: int, bands: Bands, bounds: Sequence[float], page: RawPage
) -> tuple[int, frozenset[int]]:
    """The end of a table and its bands, with the one that stands below its last row where one does."""
    while first < end and end in bands and white_between(rows[end - 1], rows[end]) < 2 * rows[end][0].size:
        end += 1
    found = bands.before(end)
    if end - first < 2:
        return end, found
    box = union(word.box for row in rows[first:end] for word in row)
    if not band_below(rows, end, found, bounds, box, page.fills):
        return end, found
    return end + 1, found | {end}


def body_under(
    rows: Sequence[Sequence[Word]], edges: Sequence[float], headings: frozenset[int], fills: Sequence[Fill]
) -> tuple[int, frozenset[int]]:
    """How many of the rows below a heading whose columns are known (``edges``) belong to its table; which are bands."""
    size = rows[0][0].size
    strips: Strips = [[(edge - 0.6 * size, edge + 0.6 * size)] for edge in edges[1:-1]]
    width = Box(edges[0], rows[0][0].box.top, edges[-1], rows[0][0].box.bottom)
    bands = Bands(rows, 0, edges[1:-1], width, fills)
    end, _ = _body_end(rows, -1, strips, frozenset(i for i in headings if i < len(rows)), 1, bands)
    return end, bands.before(end)


def heading_rows(rows: Sequence[Sequence[Word]]) -> frozenset[int]:
    """``larger_type_ends_a_table``: the rows set in type clearly larger than most of the page's.

    A chapter heading under a table begins in its first column and leaves every strip free, but it is none of its rows.
    """
    sizes = {word.size for row in rows for word in row}
    # Most of the words are set in a size of these, to the half point; on most pages none is clearly larger.
    if not sizes or max(sizes) < _LARGER * (min(sizes) - _HALF_POINT):
        return frozenset()
    letters: dict[float, int] = {}
    for row in rows:
        for word in row:
            size = word.size
            if size in letters:
                letters[size] += len(word.text)
            else:
                letters[size] = len(word.text)
    counts: Counter[float] = Counter()
    for size, count in letters.items():
        counts[round(size * 2) / 2] += count
    body = max(counts.items(), key=lambda item: (item[1], -item[0]))[0]
    if max(letters) < _LARGER * body:
        return frozenset()
    return frozenset(i for i, row in enumerate(rows) if all(word.size >= _LARGER * body for word in row))


def _carried(
    rows: Sequence[Sequence[Word]],
    page: RawPage,
    carry: Sequence[float],
    headings: frozenset[int],
    tables: list[RawTable],
) -> int:
    size = rows[0][0].size
    start: Strips = [[(edge - 0.6 * size, edge + 0.6 * size)] for edge in carry[1:-1]]
    if not start or 0 in headings or rows[0][0].box.x0 < carry[0] - size or header_strips(rows, 0, 2) is not None:
        return 0
    width = Box(carry[0] + 2, rows[0][0].box.top, carry[-1] - 2, rows[0][0].box.bottom)
    bands = Bands(rows, 0, carry[1:-1], width, page.fills)
    end, strips = _body_end(rows, -1, start, headings, 1, bands)
    if not end:
        return 0
    end, held = _with_band(rows, 0, end, bands, _bounds(strips), page)
    table = _table(rows[:end], strips, page, 0, held)
    if table is None:
        return 0
    tables.append(table)
    return end


def _body_end(
    rows: Sequence[Sequence[Word]],
    header: int,
    strips: Strips,
    headings: frozenset[int],
    least: int,
    bands: Container[int],
) -> tuple[int, Strips]:
    """The row after the last one that leaves every strip free, and what is left of the strips; ``bands`` may lie over.

    The answer is the heading row's own number where fewer than ``least`` rows fill more than one column.
    """
    end = header + 1
    several = 0
    starts = [strip[-1][1] for strip in strips]
    kept: tuple[int, Strips] = (max(header, 0), strips)
    bounds = _bounds(strips)
    for number in range(header + 1, len(rows)):
        row = rows[number]
        size = max(word.size for word in row)
        if number in bands:
            continue
        if number in headings and header not in headings:
            break
        if number > header + 1:
            gap = white_between(rows[number - 1], rows[number])
            columns = {columns_of(word, bounds) for word in row}
            if gap > (3.5 if len(columns) < max(3, 0.5 * len(strips)) else 8) * size:
                break
        narrowed = [_subtract(strip, row, _LEAST_STRIP * size) for strip in strips]
        narrowed = [
            kept or [part for part in _subtract(strip, row, _LEAST_ALIGNED * size) if abs(part[1] - edge) < 0.5]
            for kept, strip, edge in zip(narrowed, strips, starts, strict=True)
        ]
        if not all(narrowed):
            break
        strips, bounds = narrowed, _bounds(narrowed)
        end = number + 1
        if len({columns_of(word, bounds) for word in row}) > 1 or _beside(rows, number, header, bounds):
            several += 1
            kept = (end, strips)
    if several < least:
        return max(header, 0), strips
    # Lines below the last row with several columns belong to the table only while they go on from it closely.
    while 0 < kept[0] < end and _goes_on(rows, kept[0]):
        kept = (kept[0] + 1, strips)
    return kept


def _beside(rows: Sequence[Sequence[Word]], number: int, header: int, bounds: Sequence[float]) -> bool:
    """``lines_side_by_side``: whether a line overlaps in height the one above it, and they fill different columns.

    Cells set in the middle of their row may have no two lines on one height.
    """
    if number <= header + 1:
        return False
    above, row = rows[number - 1], rows[number]
    if -white_between(above, row) <= _BESIDE * max(word.size for word in row):
        return False
    return {columns_of(word, bounds) for word in row}.isdisjoint(columns_of(word, bounds) for word in above)


def _goes_on(rows: Sequence[Sequence[Word]], number: int) -> bool:
    """Whether a line of one column, set as the row above, stands as near to it as a line within a cell.

    ``open_sentence``: one that goes on in small letters with what is left open above may stand somewhat further off;
    sizes measured in a scan are a tenth too small or large.
    """
    above, row = rows[number - 1], rows[number]
    distance = max(w.box.bottom for w in row) - max(w.box.bottom for w in above)
    if abs(row[0].size - above[0].size) >= 0.6 or row[0].bold != above[0].bold:
        return False
    return distance < (_NEXT_OPEN if _is_open(above, row) else _NEXT) * above[0].size


def _is_open(above: Sequence[Word], row: Sequence[Word]) -> bool:
    """Whether a line goes on in small letters with the words right above it, which end no sentence."""
    start = next((at for at, word in enumerate(above) if word.box.x1 > row[0].box.x0), None)
    if start is None or not row[0].text[:1].islower():
        return False
    cell = cut_at_gaps(above[start:], 1.0)[0]
    return not SENTENCE_END.search(cell[-1].text)


def _subtract(strip: list[tuple[float, float]], row: Sequence[Word], least: float) -> list[tuple[float, float]]:
    free = strip
    for word in row:
        start, end = word.box.x0, word.box.x1
        # Most words stand outside the strip, whose parts are in rising order.
        if not free or end <= free[0][0] or start >= free[-1][1]:
            continue
        cut: list[tuple[float, float]] = []
        for low, high in free:
            if end <= low or start >= high:
                cut.append((low, high))
                continue
            cut.extend(part for part in ((low, start), (end, high)) if part[1] - part[0] > 0)
        free = cut
    return [part for part in free if part[1] - part[0] >= least]


def _bounds(strips: Strips) -> list[float]:
    """One x for each strip: the middle of its widest free part."""
    widest = [max(strip, key=lambda part: (part[1] - part[0], part[0])) for strip in strips]
    return [(low + high) / 2 for low, high in widest]


def _table(
    rows: Sequence[Sequence[Word]], strips: Strips, page: RawPage, least: int, bands: frozenset[int]
) -> RawTable | None:
    """The lines as a table; ``least`` rows are asked for below its heading row, 0 where it has none.

    ``bands`` are the lines that lie over all columns.
    """
    box = union(word.box for row in rows for word in row)
    bounds = _bounds(strips)
    matter = [row for number, row in enumerate(rows) if number not in bands]
    # Over figures set to the right a heading stands off its column; all lines together tell the columns better.
    inner = column_edges(matter, box) if least > 0 else []
    if len(inner) == len(bounds) or _labels_without_heading(matter, inner, bounds):
        bounds = inner
    if least > 0 and not bands and are_figures(rows[1:]):
        groups, over = figure_rows(rows), frozenset[int]()
    else:
        groups, over = group_lines(rows, bounds, page, least > 0, bands)
    if len(groups) <= least:
        return None
    edges = [box.x0 - 2, *bounds, box.x1 + 2]
    kind = "partly_ruled" if any(box.top < rule.top < box.bottom for rule in page.rules) else "borderless"
    return even_grid(edges, row_edges(groups), kind, over)


def _labels_without_heading(rows: Sequence[Sequence[Word]], inner: Sequence[float], bounds: Sequence[float]) -> bool:
    """``nothing_over_the_labels``: one more column than headings, the first, with words in most rows below.

    A number in front of a measure stands in a strip of its own too, and is yet a part of the measure's cell.
    """
    if len(inner) != len(bounds) + 1 or any(columns_of(word, inner) == 0 for word in rows[0]):
        return False
    labels = [any(columns_of(w, inner) == 0 and _WORD.search(w.text) for w in row) for row in rows[1:]]
    return sum(labels) > 0.5 * len(labels)
