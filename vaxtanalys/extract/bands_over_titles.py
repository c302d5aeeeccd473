"""Small headings over larger ones: on each card stands the area's name, and below it, larger, the card's own title."""

from __future__ import annotations

from collections.abc import Sequence

from vaxtanalys.extract.vocabulary import normal
from vaxtanalys.model import Block, Document

_ASIDE = ("header", "footer", "watermark", "hidden", "toc", "footnote")
_LEAST_BANDS = 3
_ABOVE = 0.5


def bands_over_titles(document: Document) -> dict[int, float]:
    """The levels of the headings that stand right over the titles they group, by their blocks' indexes.

    ``area_over_each_title``: most headings of a level stand right above a larger one on their page, some of them with
    the same words above several, and there are two or more of these words: they name what the larger ones belong to,
    however small they are set.
    """
    levels: dict[int, list[tuple[Block, int | None]]] = {}
    headings = [block for block in document.blocks if block.table is None and block.role not in _ASIDE]
    for at, block in enumerate(headings):
        if block.role == "heading":
            levels.setdefault(block.level or 2, []).append((block, _larger_below(headings, at)))
    found: dict[int, float] = {}
    for same in levels.values():
        over = [(block, level) for block, level in same if level is not None]
        words = [normal(document.block_text(block)) for block, _ in over]
        repeated = len(words) > len(set(words)) > 1
        alike = len({level for _, level in over}) == 1 and 2 * len(over) > len(same)
        if repeated and alike and len(over) >= _LEAST_BANDS:
            found |= {block.index: level - _ABOVE for block, level in over}
    return found


def _larger_below(blocks: Sequence[Block], at: int) -> int | None:
    """The level of the larger heading that follows on the page with nothing but headings between; None without one."""
    own = blocks[at]
    for block in blocks[at + 1 :]:
        if block.role != "heading" or block.page != own.page:
            return None
        if (block.level or 2) < (own.level or 2):
            return block.level or 2
    return None
