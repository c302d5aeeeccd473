"""What share of a text's words the Swedish dictionary knows: how text that a reader can read is told from garble."""

from __future__ import annotations

import re
from functools import lru_cache

from simplemma import is_known

_WORD = re.compile(r"[a-zåäöé]{4,}")
_LETTERS = re.compile(r"[^\W\d_]+")
_SAMPLE = 120
# Parts of a compound: no shorter than this, and joined by nothing or an s.
_LEAST_PART = 3
_LEAST_LAST = 4


# A page is asked about when it is read and again when it is graded.
@lru_cache(maxsize=1_000)
def known_share(text: str, least: int = 25) -> float | None:
    """The share (0 to 1) of a text's different words of four letters and more that the Swedish dictionary knows.

    None where there are under ``least`` words to judge by. Clean text of real plans has 0.77 to 0.98 (compounds are
    often in no dictionary).
    """
    words = sorted(set(_WORD.findall(text.casefold())))
    words = words[:: max(1, len(words) // _SAMPLE)]
    if len(words) < least:
        return None
    return sum(1 for word in words if knows(word)) / len(words)


def known_words(text: str) -> int:
    """How many different words of four letters and more in a text the Swedish dictionary knows."""
    return sum(map(knows, set(_WORD.findall(text.casefold()))))


@lru_cache(maxsize=50_000)
def knows(word: str) -> bool:
    """Whether the dictionary has a word (lower case) in any of its forms."""
    return bool(is_known(word, lang="sv"))


@lru_cache(maxsize=20_000)
def makes_sense(text: str) -> bool:
    """Whether every word of a run of characters (no spaces) can be Swedish.

    Known, a compound of two known words, short, or not only small letters: names and abbreviations are in no
    dictionary.
    """
    return all(
        len(word) <= _LEAST_PART or word != word.lower() or knows(word) or _is_compound(word)
        for word in _LETTERS.findall(text)
    )


def _is_compound(word: str) -> bool:
    for cut in range(_LEAST_PART, len(word) - _LEAST_LAST + 1):
        first, last = word[:cut], word[cut:]
        if knows(last) and (knows(first) or (first.endswith("s") and len(first) > _LEAST_PART and knows(first[:-1]))):
            return True
    return False
