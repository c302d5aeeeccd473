"""Words to rows: what stands side by side, and where a row is cut at wide gaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter, itemgetter

from vaxtanalys.model import Word
from vaxtanalys.same_words import SameWords

# The rows of so many words are worth keeping for the next who asks.
_MANY_WORDS = 30
# White that is wider, in shares of the size beside it, parts a row.
PART_GAP = 0.8
# Type so many times as high as that beside it is of another kind.
_TALL = 1.6
# So many of the latest rows may still hold the next word.
_NEAR_ROWS = 12
# The rule for cards asks first, of all pages: those of a plan of so many are kept until the others come to them.
_MOST_KNOWN = 64
# Of their parts the rules ask one after another, page by page.
_FEW_KNOWN = 4


def cut_at_gaps(row: Sequence[Word], gap: float) -> list[list[Word]]:
    """A row's words from left to right, cut where the white is wider than ``gap`` times the larger size beside it."""
    cuts = [
        at
        for at, (left, right) in enumerate(pairwise(row), start=1)
        if (white := right.box.x0 - left.box.x1) > gap * left.size and white > gap * right.size
    ]
    return [list(row[start:end]) for start, end in pairwise((0, *cuts, len(row)))]


def parted_rows(words: Sequence[Word]) -> Sequence[Sequence[Sequence[Word]]]:
    """The rows of words (as ``group_rows``), each cut where the white is wider than ``PART_GAP``.

    They are kept for the next who asks of the same words: no one may change one.
    """
    return _known_parts(words) if words else []


def group_rows(words: Sequence[Word]) -> list[Sequence[Word]]:
    """Words that stand side by side, row by row from the top, each row from the left.

    The rows are kept for the next who asks of the same words: no one may change one.
    """
    if len(words) < _MANY_WORDS:
        return list(_group_rows(words))
    return list(_known_rows(words))


def _group_rows(words: Sequence[Word]) -> list[list[Word]]:
    if len(words) < 2:
        return [[word] for word in words]
    level: defaultdict[tuple[float, float], list[Word]] = defaultdict(list)
    for word in words:
        box = word.box
        level[box.top, box.bottom].append(word)
    # Words of one top and foot belong to one row: most lines are set in one size, and are asked for their row once.
    if len(level) == 1 and box.bottom > box.top:
        return [sorted(words, key=_by_left)]
    stretches = sorted([(top, foot, held) for (top, foot), held in level.items()], key=_by_height)
    tops = {top for top, _ in level}
    if len(tops) < len(stretches) or any(top >= foot for top, foot, _ in stretches):
        stretches = [(word.box.top, word.box.bottom, [word]) for word in sorted(words, key=_by_top)]
    rows: list[list[Word]] = []
    count = 0
    mixed: set[int] = set()
    # The rows that may hold the next words, the latest last: where the first word ends, its height, which row it is.
    live: list[tuple[float, float, int]] = []
    for top, bottom, held in stretches:
        best = -1
        beside = 0.0
        share = 0.5
        tall = bottom - top
        passed = False
        oldest = count - _NEAR_ROWS
        # They come by their tops, so no row begins below these, and a row that ends above them holds none of those to
        # come; written out, for this is done for every line.
        for foot, height, number in reversed(live):
            if foot <= top or number < oldest:
                passed = True
                continue
            lower = height if height < tall else tall
            part = ((foot if foot < bottom else bottom) - top) / (lower or 1.0)
            if part > share:
                share, best, beside = part, number, height
        if passed:
            live = [row for row in live if row[0] > top and row[2] >= oldest]
        if best < 0:
            live.append((bottom, tall, count))
            rows.append(held)
            count += 1
        else:
            rows[best].extend(held)
            if beside > _TALL * tall:
                mixed.add(best)
    if mixed:
        rows = [part for at, row in enumerate(rows) for part in (_part_tall(row) if at in mixed else [row])]
    if len(rows) == 1:
        return [sorted(rows[0], key=_by_left)]
    # The first word of a row is its highest.
    ordered = [(row[0].box.top, sorted(row, key=_by_left) if len(row) > 1 else row) for row in rows]
    return [row for _, row in sorted(ordered, key=lambda held: (held[0], held[1][0].box.x0))]


def _part_tall(row: list[Word]) -> list[list[Word]]:
    """``title_beside_two_lines``: large type beside several lines of small type (a title in the next column, a figure,
    an initial) is a row of its own, and each of those lines is one.

    Two lines with words must stand there, one of two words at least: what is raised or sunk beside large type is part
    of its row.
    """
    tallest = max(word.box.bottom - word.box.top for word in row)
    small = [word for word in row if _TALL * (word.box.bottom - word.box.top) < tallest]
    lines = _group_rows(small)
    told = [count for line in lines if (count := sum(any(map(str.isalpha, word.text)) for word in line))]
    if len(told) < 2 or max(told) < 2:
        return [row]
    known = set(map(id, small))
    return [[word for word in row if id(word) not in known], *lines]


_by_top = attrgetter("box.top", "box.x0", "text")
_by_left = attrgetter("box.x0")
_by_height = itemgetter(0, 1)
_known_rows = SameWords(_group_rows, _MOST_KNOWN)
_known_parts = SameWords(lambda words: [cut_at_gaps(row, PART_GAP) for row in group_rows(words)], _FEW_KNOWN)
