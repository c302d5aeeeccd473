"""Reading order: which lines and tables belong to one column, and which column comes first.

Columns are found from the lines themselves. A gutter is a strip that several rows leave free; the rows that respect it
form a zone, which is read left part first; a line that crosses the strip (a heading over both columns) ends the zone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeVar

from vaxtanalys.geometry import same_row
from vaxtanalys.model import Box

T = TypeVar("T")

_LEAST_GUTTER = 7.0
_LEAST_ROWS = 3


def reading_order(items: Sequence[T], box: Callable[[T], Box], across: Callable[[T], bool]) -> list[list[T]]:
    """``items`` in the order in which they are read, in groups that stand in the same column.

    ``across`` tells whether an item is read together with what stands to its right: a label that ends with a colon, or
    one of a row of cards.
    """
    return _order(sorted(items, key=lambda item: (box(item).top, box(item).x0)), box, across, 0)


def _order(items: list[T], box: Callable[[T], Box], across: Callable[[T], bool], depth: int) -> list[list[T]]:
    if len(items) < 2 or depth > 6:
        return [items] if items else []
    rows = _rows(items, box)
    zone = _zone(rows, box)
    if zone is None or _reads_across(rows[zone[0] : zone[1]], across):
        return [[item for row in rows for item in row]]
    first, last, gutter = zone
    before = [item for row in rows[:first] for item in row]
    after = [item for row in rows[last:] for item in row]
    inside = [item for row in rows[first:last] for item in row]
    left = [item for item in inside if box(item).x1 <= gutter[1] and box(item).x0 < gutter[0]]
    right = [item for item in inside if item not in left]
    return [
        *_order(before, box, across, depth + 1),
        *_order(left, box, across, depth + 1),
        *_order(right, box, across, depth + 1),
        *_order(after, box, across, depth + 1),
    ]


def _rows(items: list[T], box: Callable[[T], Box]) -> list[list[T]]:
    rows: list[list[T]] = []
    for item in items:
        for row in reversed(rows[-8:]):
            if same_row(box(row[0]), box(item)) and box(row[0]).height < 3 * box(item).height:
                row.append(item)
                break
        else:
            rows.append([item])
    return [sorted(row, key=lambda item: box(item).x0) for row in rows]


def _zone(rows: list[list[T]], box: Callable[[T], Box]) -> tuple[int, int, tuple[float, float]] | None:
    """The longest run of rows that respect one gutter: (first row, row after the last, gutter).

    None where none is found.
    """
    best: tuple[int, int, tuple[float, float]] | None = None
    best_support = 0
    for start, row in enumerate(rows):
        for left, right in pairwise(row):
            found = _grow(rows, box, start, (box(left).x1, box(right).x0))
            if found is None:
                continue
            first, last, gutter, support = found
            if support > best_support:
                best, best_support = (first, last, gutter), support
    return best


def _grow(
    rows: list[list[T]], box: Callable[[T], Box], start: int, gutter: tuple[float, float]
) -> tuple[int, int, tuple[float, float], int] | None:
    """How far a gutter that begins in row ``start`` reaches down, narrowed on the way.

    And how many rows bear it out.
    """
    low, high = gutter
    left_rows = right_rows = both = 0
    last = start
    previous_bottom = max(box(item).bottom for item in rows[start])
    for index in range(start, len(rows)):
        row = rows[index]
        top = min(box(item).top for item in row)
        height = max(box(item).height for item in row)
        if index > start and top - previous_bottom > 4.0 * min(height, 20.0):
            break
        lows = [box(item).x1 for item in row if box(item).x0 < low]
        highs = [box(item).x0 for item in row if box(item).x1 > high]
        new_low, new_high = max([low, *lows]), min([high, *highs])
        if new_high - new_low < _LEAST_GUTTER or any(
            box(item).x0 < new_high and box(item).x1 > new_low for item in row
        ):
            break
        low, high = new_low, new_high
        has_left, has_right = bool(lows), bool(highs)
        left_rows += has_left
        right_rows += has_right
        both += has_left and has_right
        last = index + 1
        previous_bottom = max(previous_bottom, *(box(item).bottom for item in row))
    short_but_even = both >= 2 and left_rows >= 2 and right_rows >= 2
    if not short_but_even and (both < 1 or left_rows < _LEAST_ROWS or right_rows < _LEAST_ROWS):
        return None
    first = start
    return first, last, (low, high), left_rows + right_rows + both


def _reads_across(rows: list[list[T]], across: Callable[[T], bool]) -> bool:
    """``label_list`` and ``card_grid``: rows of labels with values ("Diarienummer:   KS 2024/1") or of cards."""
    several = [row for row in rows if len(row) > 1]
    return bool(several) and sum(1 for row in several if across(row[0])) >= 0.6 * len(several)
