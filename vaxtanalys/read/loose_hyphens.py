"""Hyphens that stand apart from their word because their font has none, and another lends it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vaxtanalys.model import Word

_HYPHENS = frozenset({"-", "\u2010", "\u00ad"})
# Letters of one word touch: they stand no further apart than this share of their size.
_TOUCH = 0.12


def join_loose_hyphens(words: Sequence[Word]) -> list[Word]:
    """The words, in the order of the content, with a lone hyphen put to the word it touches.

    ``hyphen_of_another_font``: where a font lacks the hyphen that a typesetter divides words with, another font's is
    drawn, and style ends a word there: "sam" + "-" is "sam-", and a word that begins where the hyphen ends goes on.
    """
    joined: list[Word] = []
    goes_on = False
    for word in words:
        lone = word.text in _HYPHENS
        belongs = (lone and joined and joined[-1].text[-1].isalpha()) or (goes_on and word.text[0].isalpha())
        if belongs and _touches(joined[-1], word):
            joined[-1] = replace(joined[-1], text=joined[-1].text + word.text, box=joined[-1].box.union(word.box))
            goes_on = lone
        else:
            joined.append(word)
            goes_on = False
    return joined


def _touches(left: Word, right: Word) -> bool:
    size = max(left.size, right.size)
    level = left.upright and right.upright and abs(left.box.bottom - right.box.bottom) < 0.4 * size
    return level and left.hidden == right.hidden and abs(right.box.x0 - left.box.x1) <= _TOUCH * size
