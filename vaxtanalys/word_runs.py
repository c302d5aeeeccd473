"""Words of a row: its lines, and the runs of words that the spaces of a sentence hold together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from operator import attrgetter

from vaxtanalys.geometry import same_row
from vaxtanalys.model import Word
from vaxtanalys.same_words import SameWords

# Words of one line closer than this share of their size are a sentence's; a strip between columns is as wide at least.
SPACE = 0.42
# Behind a stop some producers set a wider space.
_STOPS, _AFTER_STOP = frozenset(".:"), 0.5
# How wide, in shares of its size, the space behind these may be: a bullet hangs in front of its words.
WIDEST_SPACE = 2.5
_SPACES = dict.fromkeys("•●○◦▪■‣", WIDEST_SPACE) | dict.fromkeys("–—-", 1.3)
# ``sign_of_money_before_its_figure``: accounts set it at the left edge of a column of figures set to the right.
_SPACES |= dict.fromkeys("$€£¥", 20.0)
# The runs of so many rows are kept: those of a few pages.
_MOST_KNOWN = 512

Strip = tuple[float, float]


def words_by_height(words: Sequence[Word], ys: Sequence[float]) -> list[list[Word]]:
    """The words whose middles stand between each height of ``ys`` (which rise) and the next, that itself left out."""
    rows: list[list[Word]] = [[] for _ in ys[1:]]
    for word in words:
        at = bisect_right(ys, (word.box.top + word.box.bottom) / 2)
        if 0 < at < len(ys):
            rows[at - 1].append(word)
    return rows


def lines_of(row: Sequence[Word]) -> list[list[Word]]:
    """The words of a row line by line, from the top."""
    lines: list[list[Word]] = []
    for word in sorted(row, key=_from_top):
        box = word.box
        for line in lines[-3:]:
            if same_row(line[0].box, box):
                line.append(word)
                break
        else:
            lines.append([word])
    return lines


def runs_of_words(row: Sequence[Word]) -> Sequence[Strip]:
    """The stretches from left to right that the words of a row cover, spaces between words of a line included."""
    if len(row) == 1:
        return [(row[0].box.x0, row[0].box.x1)]
    return _known_runs(row) if row else []


def _runs_of_words(row: Sequence[Word]) -> list[Strip]:
    spans: list[Strip] = []
    # The last word of each line so far.
    lasts: list[Word] = []
    for word in sorted(row, key=_from_left):
        box = word.box
        start = box.x0
        for number, last in enumerate(lasts):
            if same_row(last.box, box):
                reach = last.box.x1
                if start > reach:
                    size = last.size if last.size > word.size else word.size
                    white = start - reach
                    if white < _SPACES.get(last.text, SPACE) * size or (
                        white < _AFTER_STOP * size and last.text[-1:] in _STOPS
                    ):
                        start = reach
                lasts[number] = word
                break
        else:
            lasts.append(word)
        spans.append((start, box.x1))
    joined: list[Strip] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


_known_runs = SameWords(_runs_of_words, _MOST_KNOWN)
_from_left, _from_top = attrgetter("box.x0", "box.top"), attrgetter("box.top", "box.x0")
