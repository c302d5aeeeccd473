"""Small grids inside cards: a row of labels that recurs through the document, each time over one row of values.

``card_heading_row``: a plan that gives each measure a card of its own prints "Ansvarig   Medverkande" in every card,
with the values below and the next card's title after them. One such pair of rows is too little to be a table; that
the same row of two or more short parts, set apart from what stands below it, recurs three times or more, and is
followed by a title or by words right across the page, tells what it is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from itertools import pairwise

from vaxtanalys.geometry import union
from vaxtanalys.layout.labelled_lists import are_labelled_lists
from vaxtanalys.layout.lines import join_words, white_between
from vaxtanalys.layout.made_grids import even_grid, row_edges
from vaxtanalys.layout.rows import PART_GAP, cut_at_gaps, group_rows
from vaxtanalys.model import RawTable, Word

Row = Sequence[Word]

_LONGEST = 45
# Sizes of type that differ by more (points) are of two kinds.
_OTHER_SIZE = 0.6
_LEAST_TIMES = 3
# How far below each other, in sizes of the type, lines of one card's values stand.
_NEXT_LINE = 0.9
_FIRST_LINE = 1.3
# The share of such rows after which something else must follow.
_MOSTLY = 0.6
# White over the width that is more than the least of its card by this share of the size parts two rows of a table.
_ROW_WHITE = 0.25
# So many lines that all fill every column are rows.
_LEAST_FULL = 3


def card_headings(pages: Iterable[Sequence[Word]]) -> frozenset[str]:
    """The words of the rows that are a card's labels, from the upright words of every page."""
    places: defaultdict[str, list[tuple[Sequence[Row], int, Sequence[Row]]]] = defaultdict(list)
    for words in pages:
        rows = group_rows(words)
        for index, (row, below) in enumerate(pairwise(rows)):
            if _may_be_heading(row, below) and _is_heading(row, below, parts := cut_at_gaps(row, PART_GAP)):
                places[join_words(row)].append((rows, index, parts))
    return frozenset(text for text, found in places.items() if len(found) >= _LEAST_TIMES and _are_cards(found))


def _are_cards(places: Sequence[tuple[Sequence[Row], int, Sequence[Row]]]) -> bool:
    """Whether after most of the rows with the same labels (the rows of its page, which, its parts) something new comes.

    Asked only of rows that recur: where a card ends takes longer to tell than all the rest. ``several_records``: a
    table under each focus area, with the same headings and the next area's title after it, holds several rows of
    values in most places; a card holds one.
    """
    told = ended = held = tables = 0
    for rows, index, parts in places:
        end = _card_end(rows, index, parts)
        if index + 1 < end:
            held += 1
            tables += _holds_records(rows[index + 1 : end], _edges(parts))
        if index + 1 < end < len(rows):
            told += 1
            ended += _is_new(rows[end], rows[index], parts)
    return ended >= max(2, _MOSTLY * told) and 2 * tables < held


def _holds_records(lines: Sequence[Row], edges: Sequence[float]) -> bool:
    """Whether the lines below a row of labels are several rows: parted by white over the width, or each line whole.

    Every row fills the first column and another. Two lists beside each other in a card have no such white.
    """
    if len(lines) < 2:
        return False
    filled = [{bisect_right(edges, word.box.x0) for word in line} for line in lines]
    if len(lines) >= _LEAST_FULL and all(len(columns) == len(edges) + 1 for columns in filled):
        return True
    whites = [white_between(above, below) for above, below in pairwise(lines)]
    limit = min(whites) + _ROW_WHITE * lines[0][0].size
    parts = [filled[0]]
    for white, columns in zip(whites, filled[1:], strict=True):
        if white > limit:
            parts.append(columns)
        else:
            parts[-1] = parts[-1] | columns
    # What is written on a scan by hand may stand between.
    whole = sum(0 in columns and len(columns) > 1 for columns in parts)
    return whole > 1 and whole > _MOSTLY * len(parts)


def find_cards(words: Sequence[Word], headings: Set[str]) -> list[RawTable]:
    """The grids of a page's cards: each a heading row and one row of values."""
    if not headings:
        return []
    rows = group_rows(words)
    found: list[RawTable] = []
    for index, row in enumerate(rows):
        if join_words(row) not in headings:
            continue
        parts = cut_at_gaps(row, PART_GAP)
        end = _card_end(rows, index, parts)
        if end > index + 1 and not are_labelled_lists(rows[index:end], _edges(parts)):
            found.append(_grid(row, rows[index + 1 : end], parts))
    return found


def _may_be_heading(row: Row, below: Row) -> bool:
    """Whether the first words of two rows are set apart: where they are not, as in all running text, neither is more of
    the rows.
    """
    first, other = row[0], below[0]
    return len(row) > 1 and (
        (first.bold and not other.bold) or first.color != other.color or abs(first.size - other.size) > _OTHER_SIZE
    )


def _is_heading(row: Row, below: Row, parts: Sequence[Row]) -> bool:
    """Whether a row is two or more short parts that bold type, colour or size sets apart from the row below."""
    if len(parts) < 2:
        return False
    texts = [join_words(part) for part in parts]
    if any(len(text) > _LONGEST or text.endswith((".", ",", ";")) or not text[:1].isalpha() for text in texts):
        return False
    bold = all(word.bold for word in row) and not any(word.bold for word in below)
    colours = {word.color for word in row}
    coloured = len(colours) == 1 and not any(word.color in colours for word in below)
    sized = all(abs(word.size - row[0].size) < 0.3 for word in row) and all(
        abs(word.size - row[0].size) > _OTHER_SIZE for word in below
    )
    return bold or coloured or sized


def _edges(parts: Sequence[Row]) -> list[float]:
    """Where each column but the first begins."""
    return [part[0].box.x0 - 0.15 * part[0].size for part in parts[1:]]


def _card_end(rows: Sequence[Row], heading: int, parts: Sequence[Row]) -> int:
    """The row after the last one that holds the values below a card's labels."""
    end = heading + 1
    edges = _edges(parts)
    for number in range(heading + 1, len(rows)):
        row, above = rows[number], rows[number - 1]
        gap = white_between(above, row)
        room = _FIRST_LINE if number == heading + 1 else _NEXT_LINE
        if gap > room * row[0].size or _is_new(row, rows[heading], parts):
            break
        if number > heading + 1 and abs(row[0].size - rows[heading + 1][0].size) > _OTHER_SIZE:
            break
        if min(word.box.x0 for word in row) < parts[0][0].box.x0 - row[0].size:
            break
        end = number + 1
    return end if edges else heading


def _is_new(row: Row, heading: Row, parts: Sequence[Row]) -> bool:
    """Whether a row is no line of values: a title in bold, the labels again, larger type, or words right across."""
    if join_words(row) == join_words(heading) or all(word.bold for word in row):
        return True
    if min(word.size for word in row) > 1.15 * max(word.size for word in heading):
        return True
    edges = _edges(parts)
    return any(word.box.x0 < edge < word.box.x1 for word in row for edge in edges) or any(
        left.box.x0 < edge <= right.box.x0 and right.box.x0 - left.box.x1 < 0.45 * right.size
        for left, right in pairwise(row)
        for edge in edges
    )


def _grid(heading: Row, values: Sequence[Row], parts: Sequence[Row]) -> RawTable:
    box = union(word.box for row in (heading, *values) for word in row)
    xs = [box.x0 - 2, *_edges(parts), box.x1 + 2]
    return even_grid(xs, row_edges([[heading], values[:1]], box.top - 1, box.bottom + 1))
