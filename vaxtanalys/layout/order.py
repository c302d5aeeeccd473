"""Reading order: which lines and tables belong to one column, and which column comes first.

Columns are found from the lines themselves. A gutter is an upright strip that line after line leaves free, with text on
both sides; the lines that respect it form a zone, which is read left part first; a line that crosses the strip (a
heading over both columns) ends the zone. The lines of two columns need not stand at the same heights.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

from vaxtanalys.geometry import cluster, overlap, same_row
from vaxtanalys.layout.side_notes import (
    are_margin_notes,
    boxes_beside_texts,
    labels_and_values,
    labels_beside_texts,
    side_headings,
    width_of,
)
from vaxtanalys.model import Box

T = TypeVar("T")
Asked = TypeVar("Asked", contravariant=True)

_LEAST_GUTTER = 7.0
# A gutter narrower than this many line heights must show a common left edge.
_WIDE = 1.7
# ``justified_in_a_narrow_column``: text narrower than this many line heights has wide gaps between its words, but line
# after line none as wide as this (a letter's head, "Datum     Ärendebeteckning", has).
_NARROW = 26.0
_JUSTIFIED = 2.5
# A column of a few lines is told from justified words only where it is this many line heights wide.
_FEW_LINES_WIDE = 12.0
# Columns are of one width or nearly, notes in the margin are not.
_EVEN = 0.6
# Columns stand beside each other for this many line heights: a heading and one item are 1.87 in tight print.
_SHARED = 1.8
# A title is set this many times as high as the lines of the columns below it.
_TITLE = 1.6
# How far apart, in line heights, two columns begin below a heading of their own, and how much white it stands in.
_ANEW = 2.0
_WHITE = 0.8


class Beside(NamedTuple, Generic[Asked]):
    """What may be said of an item and the one to its right.

    ``across``: they are read together, a label that ends with a colon, or one of a row of cards. ``labels``: the first
    may be the label of the second. ``boxed``: an item is a box with words of its own. ``listed``: both are items of
    lists, behind a bullet each. ``label``: the words before the colon that an item opens with, empty where it does not.
    """

    across: Callable[[Asked, Asked], bool]
    labels: Callable[[Asked, Asked], bool]
    boxed: Callable[[Asked], bool]
    listed: Callable[[Asked, Asked], bool]
    label: Callable[[Asked], str]


def reading_order(items: Sequence[T], box: Callable[[T], Box], beside: Beside[T]) -> list[list[T]]:
    """``items`` in the order in which they are read, in groups that stand in the same column."""
    return _order(sorted(items, key=lambda item: (box(item).top, box(item).x0)), box, beside, 0)


def _order(
    items: list[T], box: Callable[[T], Box], beside: Beside[T], depth: int, across: float = 0.0
) -> list[list[T]]:
    """``across``: how high the headings are that are known to stand over columns of their own; 0 where none is."""
    if len(items) < 2 or depth > 6:
        return [items] if items else []
    zone = _zone(items, box, beside.listed)
    if zone is None or _reads_across(_rows(items[zone[0] : zone[1]], box), beside.across):
        return [[item for row in _rows(items, box) for item in row]]

    first, last, gutter = zone
    boxes = all(beside.boxed(item) for item in items[first:last] if not _is_left(box(item), gutter))
    if not boxes and (at := _heading_between(items, box, zone, across)):
        across = box(items[at]).height
        return [part for half in (items[:at], items[at:]) for part in _order(half, box, beside, depth + 1, across)]

    def order(part: list[T]) -> list[list[T]]:
        return _order(part, box, beside, depth + 1, across)

    last -= _headings_below(items, box, zone)
    inside = items[first:last]
    left = [item for item in inside if _is_left(box(item), gutter)]
    right = [item for item in inside if not _is_left(box(item), gutter)]
    pairs = side_headings(left, right, box)
    if not pairs:
        # The heading above labels and the one below their last value keep to the first column by their length alone.
        top, foot = min(box(item).top for item in right), max(box(item).bottom for item in right)
        level = [item for item in left if box(item).bottom > top and box(item).top < foot]
        if pairs := labels_and_values(level, right, box, beside.labels):
            first += sum(box(item).bottom <= top for item in left)
            last -= sum(box(item).top >= foot for item in left)
    if not pairs:
        pairs = labels_beside_texts(left, right, box, beside.label)
    if not pairs and boxes:
        pairs = boxes_beside_texts(left, right, box)
    if pairs:
        sides = [group for part in pairs for side in part for group in order(side)]
        return [*order(items[:first]), *sides, *order(items[last:])]
    if are_margin_notes(left, right, box):
        left, right = right, left
    return [*order(items[:first]), *order(left), *order(right), *order(items[last:])]


def _headings_below(items: Sequence[T], box: Callable[[T], Box], zone: tuple[int, int, tuple[float, float]]) -> int:
    """How many of a zone's last items are the heading of what stands below it over its whole width.

    ``heading_below_columns``: a short heading keeps to the first column by its length alone. It stands below all the
    other column, is set higher than the lines below it, and about as near to them as to what stands above, or nearer.
    """
    first, last, gutter = zone
    if last >= len(items):
        return 0
    below = box(items[last])
    if not below.x0 < gutter[0] < gutter[1] < below.x1:
        return 0
    count, top = 0, below.top
    for index in range(last - 1, first, -1):
        here, rest = box(items[index]), [box(item) for item in items[first:index]]
        foot = max(b.bottom for b in rest)
        if not _is_left(here, gutter) or here.height < 1.12 * below.height or here.top < foot:
            break
        count, nearer = count + 1, top - here.bottom <= 1.25 * (here.top - foot)
        if nearer:
            return count
        top = here.top
    return 0


def _heading_between(
    items: Sequence[T], box: Callable[[T], Box], zone: tuple[int, int, tuple[float, float]], known: float
) -> int:
    """The index of the first item in a zone that is the heading of columns of its own; 0 where none is.

    ``heading_between_columns``: columns that end at one height are followed by a heading and columns of its own. A
    short heading keeps to the first column by its length alone. It is set higher than the lines, the second column,
    about as wide, is white beside it, with lines above and below, and both columns begin anew at about one height.
    Where one heading is so, those as high (``known``) are too, also where nothing stands in the second column below.
    """
    first, last, gutter = zone
    left = [index for index in range(first, last) if _is_left(box(items[index]), gutter)]
    right = [box(items[index]) for index in range(first, last) if not _is_left(box(items[index]), gutter)]
    usual = sorted(box(items[index]).height for index in left)[len(left) // 2]
    widths = [width_of([box(items[index]) for index in left]), width_of(right)]
    if min(widths) < _EVEN * max(widths):
        return 0
    for index, under in pairwise([*left[1:], None]):
        if index is None:
            break
        here, below = box(items[index]), None if under is None else box(items[under])
        above = max((b.bottom for b in right if b.top < here.top), default=here.bottom)
        after = min((b.top for b in right if b.top >= here.top), default=0.0)
        if not 1.12 * usual <= here.height <= 4 * usual or above > here.top or 0.0 < after < here.bottom:
            continue
        white = after - above > here.height + _WHITE * usual
        anew = white and below is not None and abs(after - below.top) < _ANEW * usual
        if anew or abs(here.height - known) < 0.5:
            return index
    return 0


def _is_left(box: Box, gutter: tuple[float, float]) -> bool:
    return box.x0 + box.x1 < gutter[0] + gutter[1]


def _rows(items: list[T], box: Callable[[T], Box]) -> list[list[T]]:
    rows: list[list[T]] = []
    # The box of the first of each row.
    firsts: list[Box] = []
    for item in items:
        here = box(item)
        for number in range(len(rows) - 1, max(len(rows) - 9, -1), -1):
            if same_row(firsts[number], here) and firsts[number].height < 3 * here.height:
                rows[number].append(item)
                break
        else:
            rows.append([item])
            firsts.append(here)
    return [sorted(row, key=lambda item: box(item).x0) if len(row) > 1 else row for row in rows]


def _zone(
    items: list[T], box: Callable[[T], Box], listed: Callable[[T, T], bool]
) -> tuple[int, int, tuple[float, float]] | None:
    """The longest run of items that leave one strip free: (first, one after the last, strip); None where none does."""
    best: tuple[int, int, tuple[float, float]] | None = None
    best_support = 0.0
    tried: set[tuple[int, int]] = set()
    boxes = list(map(box, items))
    for start, one in enumerate(boxes):
        for other in boxes[start + 1 : start + 7]:
            low, high = (one, other) if one.x0 <= other.x0 else (other, one)
            if high.x0 - low.x1 < _LEAST_GUTTER or overlap(low.top, low.bottom, high.top, high.bottom) <= 0:
                continue
            key = (round(low.x1), round(high.x0))
            if key in tried:
                continue
            found = _grow(items, boxes, box, start, (low.x1, high.x0), listed)
            if found is None:
                continue
            tried.add(key)
            if found[3] > best_support:
                best, best_support = found[:3], found[3]
    return best


def _grow(
    items: list[T],
    boxes: Sequence[Box],
    box: Callable[[T], Box],
    start: int,
    gutter: tuple[float, float],
    listed: Callable[[T, T], bool],
) -> tuple[int, int, tuple[float, float], float] | None:
    """How far a strip that begins at item ``start`` reaches down, narrowed on the way, and how much text bears it out.

    ``boxes`` are those of all items. None where the text beside it is too little to be columns.
    ``bullets_side_by_side``: a bullet in the middle of a row opens the item of another column, be the strip narrow or
    the columns short.
    """
    low, high = gutter
    left: list[Box] = []
    right: list[Box] = []
    reach = boxes[start].bottom
    last = start
    for index in range(start, len(items)):
        here = boxes[index]
        x0, x1, bottom = here.x0, here.x1, here.bottom
        # Written out: this is asked of the lines of a page from each of them on.
        white = here.top - reach
        if white > 0 and white > 4.0 * min(here.height, 20.0):
            break
        if x0 + x1 < low + high:
            if x1 > low:
                if high - x1 < _LEAST_GUTTER:
                    break
                low = x1
            left.append(here)
        else:
            if x0 < high:
                if x0 - low < _LEAST_GUTTER:
                    break
                high = x0
            right.append(here)
        last = index + 1
        if bottom > reach:
            reach = bottom
    if len(left) < 2 or len(right) < 2:
        return None
    shared = overlap(left[0].top, max(b.bottom for b in left), right[0].top, max(b.bottom for b in right))
    height = sorted(b.height for b in (*left, *right))[len(left + right) // 2]
    first = start
    # A column may begin higher than its neighbour: what stands close above, on one side of the strip, belongs to it.
    # ``title_over_columns``: not so large type above them all: a short title in the middle keeps to one side by chance.
    top = starts = min(left[0].top, right[0].top)
    while first and _beside(boxes[first - 1], (low, high)) and top - boxes[first - 1].bottom < 2 * height:
        here = boxes[first - 1]
        if here.height > _TITLE * height and here.bottom <= starts:
            break
        first -= 1
        top = min(top, here.top)
        low, high = (max(low, here.x1), high) if _is_left(here, (low, high)) else (low, min(high, here.x0))
    whole = max(b.x1 for b in (*left, *right)) - min(b.x0 for b in (*left, *right))
    if shared < _SHARED * height:
        return None
    tight = high - low < _WIDE * height or (whole < _NARROW * height and high - low < _JUSTIFIED * height)
    if tight and not (_column_edge(left, right) or _bullets_meet(items[start:last], box, low, listed)):
        return None
    return first, last, (low, high), len(left) + len(right) + shared / height


def _bullets_meet(items: Sequence[T], box: Callable[[T], Box], low: float, listed: Callable[[T, T], bool]) -> bool:
    bullets = [item for item in items if listed(item, item)]
    left = [item for item in bullets if box(item).x1 <= low]
    right = [item for item in bullets if box(item).x1 > low]
    return any(same_row(box(one), box(other)) and listed(one, other) for one in left for other in right)


def _beside(box: Box, gutter: tuple[float, float]) -> bool:
    return box.x1 <= gutter[1] - _LEAST_GUTTER if _is_left(box, gutter) else box.x0 >= gutter[0] + _LEAST_GUTTER


def _column_edge(left: Sequence[Box], right: Sequence[Box]) -> bool:
    """``common_left_edge``: whether lines beside a narrow gutter begin in line with each other.

    The spaces of justified prose may open a strip over some lines too, but the words behind it begin anywhere.
    """
    starts = [b.x0 for b in right]
    fewest = min(len(left), len(right))
    if fewest >= 4:
        # A heading, the bullets below it and the words behind them begin at three places.
        return len(cluster(starts, 2.0)) <= max(2 if len(starts) < 5 else 3, 0.4 * len(starts))
    # ``few_lines_over_the_foot``: columns that end after a few lines show no more than that all begin in line.
    height = min(b.height for b in (*left, *right))
    return (
        fewest >= 2
        and max(starts) - min(starts) < 0.1 * height
        and min(width_of(left), width_of(right)) > _FEW_LINES_WIDE * height
    )


def _reads_across(rows: list[list[T]], across: Callable[[T, T], bool]) -> bool:
    """``label_list`` and ``card_grid``: rows of labels with values ("Diarienummer:   KS 2024/1") or of cards."""
    several = [row for row in rows if len(row) > 1]
    return bool(several) and sum(1 for row in several if across(row[0], row[1])) >= 0.6 * len(several)
