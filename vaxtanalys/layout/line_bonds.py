"""What binds a line to those above it or parts it from them: brackets still open, numbers that count on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from vaxtanalys.layout.lines import Line

SENTENCE_END = re.compile(r"[.!?:;][\"”»)]*$")
ENTRY = re.compile(r"^(\d{1,2}|[a-z])([.)])$")


def wraps_below_bullets(lines: Sequence[Line]) -> bool:
    """``text_below_the_bullet``: whether the items of a column go on below their bullets and not below their words: a
    bullet typed before the words, as on many slides. A line that goes on in a small letter shows it, and none that is
    set in under an item's words speaks against it.
    """
    flush = False
    for above, line in pairwise(lines):
        if above.marker is None or line.marker is not None or above.page != line.page or above.start - above.box.x0 < 4:
            continue
        if abs(line.start - above.start) < 1.5:
            return False
        open_ = line.text.startswith("(") or (line.text[:1].islower() and not SENTENCE_END.search(above.text))
        flush = flush or (open_ and abs(line.box.x0 - above.box.x0) < 1.5)
    return flush


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


def is_bracket_below(run: Sequence[Line], line: Line, farthest: float) -> bool:
    """``bracket_below_the_bullet``: a bracket below an item's bullet that found no room behind the item."""
    near = 0 < line.box.bottom - run[-1].box.bottom <= farthest
    return near and run[0].marker is not None and line.marker is None and line.text.startswith("(")


def counts_on(run: Sequence[Line], line: Line) -> bool:
    """``next_number``: a line opens with the number or letter after the one that opens the paragraph ("3." and "4.",
    "a)" and "b)"), set below it: however full the line above is and however it ends, it is the next entry of the list.
    """
    first, last = (ENTRY.match(each.words[0].text) if len(each.words) > 1 else None for each in (run[0], line))
    if first is None or last is None or first[2] != last[2] or abs(run[0].start - line.start) > 0.4 * line.size:
        return False
    if first[1].isdigit() and last[1].isdigit():
        return int(last[1]) == int(first[1]) + 1
    return not first[1].isdigit() and not last[1].isdigit() and ord(last[1]) == ord(first[1]) + 1
