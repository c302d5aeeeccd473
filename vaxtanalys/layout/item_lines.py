"""Lines that go on with the words above whatever they look like: below an item's bullet, inside an open bracket."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from vaxtanalys.layout.lines import SENTENCE_END, Line

# Lines whose left ends are nearer than this, in points, begin at the same edge.
SAME_EDGE = 1.5


def wraps_below_bullets(lines: Sequence[Line]) -> bool:
    """``text_below_the_bullet``: whether the items of a column go on below their bullets and not below their words: a
    bullet typed before the words, as on many slides. A line that goes on in a small letter shows it, and none that is
    set in under an item's words speaks against it.
    """
    flush = False
    for above, line in pairwise(lines):
        if above.marker is None or line.marker is not None or above.page != line.page or above.start - above.box.x0 < 4:
            continue
        if abs(line.start - above.start) < SAME_EDGE:
            return False
        open_ = line.text.startswith("(") or (line.text[:1].islower() and not SENTENCE_END.search(above.text))
        flush = flush or (open_ and abs(line.box.x0 - above.box.x0) < SAME_EDGE)
    return flush


def is_bracket_below(run: Sequence[Line], line: Line, farthest: float, flush: bool) -> bool:
    """``bracket_below_the_bullet``: a line below an item that is a bracket: it had no room behind the item.

    It stands below the item's words, or where lines go on below the bullets (``flush``) there; its colour says nothing.
    """
    if not 0 < line.box.bottom - run[-1].box.bottom <= farthest or run[0].marker is None or line.marker is not None:
        return False
    return line.text.startswith("(") and (flush or abs(line.start - run[0].start) < SAME_EDGE)


def inside_bracket(run: Sequence[Line], line: Line, farthest: float) -> bool:
    """``bracket_still_open``: a line close below one whose bracket is not closed goes on with it, however it is set.

    The bracket may be in smaller type than the words before it: its own last word tells.
    """
    above = run[-1]
    size = above.words[-1].size if above.words else above.size
    if line.marker is not None or min(abs(line.size - above.size), abs(line.size - size)) > 0.7:
        return False
    if not 0 < line.box.bottom - above.box.bottom <= farthest:
        return False
    text = " ".join([each.text for each in run[-3:]])
    opened = text.rfind("(")
    return opened >= 0 and ")" not in text[opened:] and text.count("(") > text.count(")")
