"""A paragraph as sentences: those that commit to something, each with those that explain it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from vaxtanalys.extract.commitments import (
    commits,
    commits_here,
    explains,
    goes_on,
    opens_the_measures,
    says_shall,
    tells_what_is,
)
from vaxtanalys.extract.deeds import words_behind_time
from vaxtanalys.extract.found import Found, Span, split_label
from vaxtanalys.model import Block, Document

_SENTENCE = re.compile(r"(?<=[.!:])\s+(?=[A-ZÅÄÖ])")


def sentence_cuts(document: Document, block: Block) -> list[int]:
    """Where the sentences of a paragraph begin in its words, behind its number, and where the last of them ends."""
    words = document.block_text(block)
    shift = split_label(document, (block.start, block.end))[1][0] - block.start
    return [shift, *(m.end() for m in _SENTENCE.finditer(words) if m.end() > shift), len(words)]


def sentences_that(
    document: Document, block: Block, says: Callable[[str], bool], first: int = 0, method: str = "commitment_sentence"
) -> list[Found]:
    """The sentences of a paragraph from its letter ``first`` on that ``says`` holds for, each with those that explain
    it (``explains``). Other sentences before, between and behind them are background and belong to none.
    """
    words = document.block_text(block)
    label, _ = split_label(document, (block.start, block.end))
    cuts = sentence_cuts(document, block)
    found: list[Found] = []
    start: int | None = None
    for a, b in pairwise(cuts):
        sentence = words[a:b].rstrip()
        if a < first:
            continue
        # ``told_of_before``: what goes on about a thing the commitment brings is no other one.
        if start is not None and goes_on(sentence, words[start:a]):
            found[-1] = replace(found[-1], text=(_span(block, start, b, words),))
        elif says(sentence):
            made = Found((_span(block, a, b, words),), block.index, method, frozenset({block.index}))
            found.append(replace(made, label=label if a == cuts[0] else None))
            start = a
        # ``sentence_of_its_own``: what else shall be so by a time explains no commitment before it.
        elif start is not None and not words_behind_time(sentence) and explains(sentence, words[start:a]):
            found[-1] = replace(found[-1], text=(_span(block, start, b, words),))
        else:
            start = None
    return found


def behind_lead_in(document: Document, block: Block) -> list[Found]:
    """``list_in_prose``: what stands in a paragraph behind "Vi kommer att göra följande." or "Åtgärder.".

    Where sentences there say "ska" those are the measures, else all that do not tell how things are.
    """
    words = document.block_text(block)
    cuts = sentence_cuts(document, block)
    opened = next((b for a, b in pairwise(cuts) if b < len(words) and opens_the_measures(words[a:b].strip())), None)
    if opened is None:
        return []
    shall = any(says_shall(words[a:b]) for a, b in pairwise(cuts) if a >= opened)
    says = commits_here if shall else lambda sentence: commits(sentence) or not tells_what_is(sentence)
    return sentences_that(document, block, says, opened)


def _span(block: Block, a: int, b: int, words: str) -> Span:
    return block.start + a, block.start + len(words[:b].rstrip())
