"""Cells under a body's name that hold what it pledges, each pledge with its time on a line below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from vaxtanalys.extract.time_words import is_time
from vaxtanalys.model import Block, Document

_LEAST_TIMES = 2
# "lovar att", "Vi åtar oss att:" on a line of its own opens them all.
_OPENING_WORDS = 5


@dataclass(slots=True)
class Pledge:
    """The words of one pledge, and the block that says when."""

    words: list[Block] = field(default_factory=list)
    time: Block | None = None


def read_pledges(document: Document, cells: Sequence[Sequence[Block]]) -> list[list[Pledge]]:
    """The pledges of each of some cells; empty where they are none.

    ``time_below_each_pledge``: in every cell a line that holds nothing but a time stands below words, twice or more in
    all of them, and the words of each pledge are followed by one. A line of a few words that ends with "att" or a colon
    opens a cell, and what is set smaller than the pledges below the last time ("Undertecknat") closes it: neither is
    pledged.
    """
    read = [_pledges(document, blocks) for blocks in cells]
    times = sum(pledge.time is not None for pledges in read for pledge in pledges)
    if times < _LEAST_TIMES or not all(pledges and all(p.time and p.words for p in pledges) for pledges in read):
        return []
    return read


def _pledges(document: Document, blocks: Sequence[Block]) -> list[Pledge]:
    found: list[Pledge] = [Pledge()]
    rest = list(blocks)
    if rest and _opens(document.block_text(rest[0])):
        rest = rest[1:]
    for block in rest:
        if is_time(document.block_text(block)) and found[-1].words:
            found[-1].time = block
            found.append(Pledge())
        else:
            found[-1].words.append(block)
    last = found.pop()
    if last.words and not (found and all(block.style.size < found[0].words[0].style.size for block in last.words)):
        found.append(last)
    return found


def _opens(words: str) -> bool:
    return len(words.split()) <= _OPENING_WORDS and words.casefold().rstrip(" :…").endswith(("att", "ska", "vi"))
