"""Words on a scan that someone wrote in the margin or stamped over the print: kept apart from what the plan says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vaxtanalys.geometry import overlap
from vaxtanalys.lexicon import knows
from vaxtanalys.model import Word

# Engines are less sure than this of what is no print.
_SURE = 0.6
# Under this an engine has but guessed, and a short guess is often a word.
_GUESSED = 0.3
# Writing and stamps are so many times larger or smaller than most of the print, or stand outside it.
_LARGER, _SMALLER = 1.3, 0.7
_LEAST, _MOST = 12, 0.1


def mark_by_hand(words: Sequence[Word]) -> tuple[list[Word], str | None]:
    """The words of a page with those that are no print marked as hidden, and what to tell of them; None where none is.

    ``no_print``: the engine is not sure of the word, the dictionary does not know it, no sure word stands beside it on
    its line, and it is set in another size than most of the page or stands outside the print. A misread word within
    the print is left where it is: it is the plan's.
    """
    sure = [word for word in words if word.confidence >= _SURE]
    if len(sure) < _LEAST:
        return list(words), None
    sizes = sorted(word.size for word in sure for _ in word.text)
    usual = sizes[len(sizes) // 2]
    left, right = _sides(sure)
    odd = {
        id(word)
        for word in words
        if word.confidence < _SURE
        and any(map(str.isalpha, word.text))
        and not any(map(str.isdigit, word.text))
        and not (word.confidence >= _GUESSED and _is_word(word))
        and (not _SMALLER * usual < word.size < _LARGER * usual or word.box.x0 > right or word.box.x1 < left)
        and not any(_beside(word, other) for other in sure)
    }
    # Of a page on which many words are in doubt the print itself is read badly.
    if not odd or len(odd) > _MOST * len(sure):
        return list(words), None
    shown = ", ".join(word.text for word in words if id(word) in odd)
    told = f"ord som ser ut som handskrift eller stämpel hålls utanför texten: {shown}"
    return [replace(word, hidden=True) if id(word) in odd else word for word in words], told


def _sides(sure: Sequence[Word]) -> tuple[float, float]:
    """Where the print begins and ends across the page, but for a word in fifty that may stand outside it."""
    starts, ends = sorted(word.box.x0 for word in sure), sorted(word.box.x1 for word in sure)
    few = len(sure) // 50
    return starts[few], ends[-1 - few]


def _beside(word: Word, other: Word) -> bool:
    shared = overlap(word.box.top, word.box.bottom, other.box.top, other.box.bottom)
    if 2 * shared < min(word.box.height, other.box.height) or not _is_word(other):
        return False
    return max(word.box.x0 - other.box.x1, other.box.x0 - word.box.x1) < other.size


def _is_word(word: Word) -> bool:
    """Whether the dictionary has a word; a mark that stands alone is none."""
    text = word.text.strip("-.,:;").lower()
    return bool(text) and knows(text)
