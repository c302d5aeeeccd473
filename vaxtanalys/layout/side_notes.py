"""What stands beside the text of a column: headings and labels in the margin, notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeVar

from vaxtanalys.geometry import same_row
from vaxtanalys.model import Box

T = TypeVar("T")

# A label in the margin is at most this part as wide as its text, which has this many line heights of white above.
_LABEL_WIDTH = 0.5
_APART = 0.6
# How far below a box's upper edge the text beside it may begin, and how far from the text above, in line heights.
_FIRST_LINE = 1.6
_WELL_APART = 1.0
# So many labels at least stand beside their values, line by line.
_LEAST_LABELS = 2


def width_of(boxes: Sequence[Box]) -> float:
    """How wide boxes are together."""
    return max(b.x1 for b in boxes) - min(b.x0 for b in boxes)


def side_headings(left: Sequence[T], right: Sequence[T], box: Callable[[T], Box]) -> list[tuple[list[T], list[T]]]:
    """The zone parted where a heading stands in the margin beside its text: (the heading, its text), top to bottom.

    ``side_headings``: the left column is short groups of lines with wide white between them, a third of the right one's
    lines at most, and two or more begin level with a line on the right (or the only one, below the first lines). What
    stands above the first heading on the right comes before it. Empty where that is not so.
    """
    groups: list[list[T]] = []
    for item in left:
        height = min(box(item).height, 20.0)
        if groups and box(item).top - box(groups[-1][-1]).bottom < 2 * height:
            groups[-1].append(item)
        else:
            groups.append([item])
    tops = [box(group[0]).top for group in groups]
    level = [_begins_beside(box(group[0]), [box(item) for item in right]) for group in groups]
    if 3 * len(left) > len(right) and not (all(level) and _label_their_text(groups, right, box)):
        return []
    above = [item for item in right if box(item).top < tops[0] - 6]
    # A single group is a side heading only where it stands well below the first line on the right.
    least = 1 if len(above) > 1 and 6 * len(left) <= len(right) else 2
    if sum(level) < max(least, 0.5 * len(level)):
        return []
    return [*([([], above)] if above else []), *_parts(groups, right, box)]


def _begins_beside(heading: Box, beside: Sequence[Box]) -> bool:
    """Whether a line stands level with a heading, or the text beside it begins anew right below the heading's top.

    ``text_a_little_lower``: a heading in larger type, or over a rule of its own, stands somewhat above its text's line.
    """
    if any(same_row(heading, line) for line in beside):
        return True
    below = min((line.top for line in beside if line.top >= heading.top), default=None)
    if below is None or below - heading.top > _FIRST_LINE * heading.height:
        return False
    above = max((line.bottom for line in beside if line.top < heading.top), default=None)
    return above is None or below - above > _WELL_APART * heading.height


def _label_their_text(groups: Sequence[Sequence[T]], right: Sequence[T], box: Callable[[T], Box]) -> bool:
    """``labels_beside_short_texts``: two groups or more in a column at most half as wide, each level with lines on the
    right that stand apart from those above.
    """
    sides = [box(item) for group in groups for item in group]
    beside = [box(item) for item in right]
    if len(groups) < 2 or width_of(sides) > _LABEL_WIDTH * width_of(beside) or max(map(len, groups)) > 3:
        return False
    for group in groups[1:]:
        here = box(group[0])
        first = next(b for b in beside if same_row(here, b))
        above = [b.bottom for b in beside if b.top < first.top - 1.0]
        if above and first.top - max(above) < _APART * first.height:
            return False
    return True


def are_margin_notes(left: Sequence[T], right: Sequence[T], box: Callable[[T], Box]) -> bool:
    """``margin_notes``: the right column holds a third of the left one's lines at most, and lower ones.

    They are read first, so that the text they stand beside runs on over the page break.
    """
    if 3 * len(right) > len(left):
        return False
    lower = sorted(box(item).height for item in right)[len(right) // 2]
    return lower < 0.92 * sorted(box(item).height for item in left)[len(left) // 2]


def labels_and_values(
    left: Sequence[T], right: Sequence[T], box: Callable[[T], Box], labels: Callable[[T, T], bool]
) -> list[tuple[list[T], list[T]]]:
    """Each label with its value, top to bottom; empty where the left column is no column of labels.

    ``labels_line_by_line``: each line of a narrow left column is the label of a line level with it ("Vad   Måla
    bänkarna", "Vem   Parknämnden"); a value may go on below its first line. Where each value is one line the labels
    may be as wide. ``heading_of_the_next_list``: what stands between two such lists with nothing beside it is the
    heading of the second.
    """
    level = [item for item in left if any(same_row(box(item), box(value)) for value in right)]
    if len(level) < _LEAST_LABELS or 2 * len(level) < len(left):
        return []
    sides = [box(item) for item in level], [box(item) for item in right]
    single = all(any(same_row(label, value) for label in sides[0]) for value in sides[1])
    if width_of(sides[0]) > _LABEL_WIDTH * width_of(sides[1]) and not single:
        return []
    for item in level:
        if not any(same_row(box(item), box(value)) and labels(item, value) for value in right):
            return []
    return _parts([[item] for item in left], right, box)


def boxes_beside_texts(left: Sequence[T], right: Sequence[T], box: Callable[[T], Box]) -> list[tuple[list[T], list[T]]]:
    """Each text with the box on its right, top to bottom; empty where the boxes do not go with the texts.

    ``box_for_each_text``: two boxes or more, each beginning level with lines that stand well apart from those above: a
    measure and the box that says who does it and when. A heading below a box comes after it.
    """
    boxes = sorted(right, key=lambda item: box(item).top)
    if len(boxes) < 2:
        return []
    usual = sorted(box(item).height for item in left)[len(left) // 2]
    parts: list[tuple[list[T], list[T]]] = [([item for item in left if box(item).bottom <= box(boxes[0]).top], [])]
    for index, beside in enumerate(boxes):
        here = box(beside)
        low = box(boxes[index + 1]).top if index + 1 < len(boxes) else float("inf")
        own = [item for item in left if here.top < box(item).bottom and box(item).bottom <= low]
        above = [box(item).bottom for item in left if box(item).bottom <= here.top]
        if not own or box(own[0]).top > here.top + _FIRST_LINE * usual:
            return []
        if above and box(own[0]).top - max(above) < _WELL_APART * usual:
            return []
        after = [n for n, item in enumerate(own) if box(item).top >= here.bottom and box(item).height > 1.12 * usual]
        cut = after[0] if after else len(own)
        parts += [(own[:cut], [beside]), (own[cut:], [])]
    return [part for part in parts if part[0] or part[1]]


def labels_beside_texts(
    left: Sequence[T], right: Sequence[T], box: Callable[[T], Box], label: Callable[[T], str]
) -> list[tuple[list[T], list[T]]]:
    """Each text with the labelled lines in the margin on its right, top to bottom; empty where they do not go together.

    ``labels_in_the_margin``: a column at most half as wide as the text, in groups that all open with the same label
    ("Ansvar: ..."), two groups or more, each beginning level with a line of the text. A group goes with that line and
    those that follow it closely, down to white, a heading, or the line beside the next group.
    """
    first = label(right[0])
    starts = [index for index, item in enumerate(right) if label(item) == first]
    if not first or len(starts) < _LEAST_LABELS:
        return []
    if width_of([box(item) for item in right]) > _LABEL_WIDTH * width_of([box(item) for item in left]):
        return []
    groups = [list(right[a:b]) for a, b in pairwise([*starts, len(right)])]
    usual = sorted(box(item).height for item in left)[len(left) // 2]
    level = [
        next((n for n, item in enumerate(left) if box(item).bottom > box(group[0]).top + 1), None) for group in groups
    ]
    begins = [n for n in level if n is not None]
    if len(begins) < len(groups) or len(set(begins)) < len(begins):
        return []
    if any(abs(box(left[n]).top - box(g[0]).top) > _FIRST_LINE * usual for n, g in zip(begins, groups, strict=True)):
        return []
    parts: list[tuple[list[T], list[T]]] = [(list(left[: begins[0]]), [])]
    for group, start, stop in zip(groups, begins, [*begins[1:], len(left)], strict=True):
        end = start + 1
        while end < stop and _follows(box(left[end - 1]), box(left[end]), usual):
            end += 1
        parts += [(list(left[start:end]), group), (list(left[end:stop]), [])]
    return [part for part in parts if part[0] or part[1]]


def _follows(above: Box, here: Box, usual: float) -> bool:
    return here.top - above.bottom < usual and here.height <= 1.12 * max(usual, above.height)


def _parts(groups: Sequence[list[T]], right: Sequence[T], box: Callable[[T], Box]) -> list[tuple[list[T], list[T]]]:
    """Each group of the left column with what stands level with it or below on the right, to the next group."""
    parts: list[tuple[list[T], list[T]]] = []
    tops = [box(group[0]).top for group in groups]
    for index, group in enumerate(groups):
        low = tops[index] - 6
        high = tops[index + 1] - 6 if index + 1 < len(tops) else float("inf")
        parts.append((group, [item for item in right if low <= box(item).top < high]))
    return parts
