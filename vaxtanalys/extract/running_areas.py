"""Areas that only the heads of the pages name: on each card's page stands the area above, in the margin."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vaxtanalys.extract.found import Found, Span
from vaxtanalys.extract.vocabulary import normal
from vaxtanalys.model import Block, Document

_LEAST_PAGES = 3
_NEAR = 12.0
_LONGEST = 80


def running_areas(document: Document, found: Sequence[Found]) -> list[Span] | None:
    """The words at the head of each measure's page, where they tell areas apart; None where they do not.

    ``heads_that_vary``: the page heads of all measures' pages, at one height, say two things or more (figures left
    out), and one of them on several pages: a title or a date says the same everywhere, a page number never.
    """
    pages = [document.blocks[entry.anchor].page for entry in found]
    heads: dict[int, list[Block]] = {}
    for block in document.blocks:
        if block.role == "header" and block.page in pages and len(document.block_text(block)) <= _LONGEST:
            heads.setdefault(block.page, []).append(block)
    if len(set(pages)) < _LEAST_PAGES or set(heads) != set(pages):
        return None
    for model in heads[pages[0]]:
        same = {page: next((b for b in blocks if _level(b, model)), None) for page, blocks in heads.items()}
        words = [_words(document, block) for block in same.values() if block is not None]
        if len(words) == len(same) and 1 < len(set(words)) < len(words) and all(words):
            return [(head.start, head.end) for page in pages if (head := same[page]) is not None]
    return None


def _level(block: Block, model: Block) -> bool:
    """Whether two heads stand at one height of their pages; heads without a place count as such."""
    tops = [box.top for each in (block, model) if each.places and (box := each.places[0].box) is not None]
    return len(tops) < 2 or abs(tops[0] - tops[1]) <= _NEAR


def _words(document: Document, block: Block) -> str:
    return re.sub(r"[\W\d_]+", " ", normal(document.block_text(block))).strip()
