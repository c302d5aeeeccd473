"""Rings and dots that an engine lost or made up: å, ä and ö put right where a word is none as it was read."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache
from itertools import product

from simplemma import is_known

# What an engine makes of the Swedish letters; the letter itself comes first, so that nothing is changed without need.
_READ_AS = {
    "a": "aåä",
    "ā": "åä",
    "ă": "åä",
    "ō": "ö",
    "ı": "i",
    "o": "oö",
    "à": "åä",
    "á": "åä",
    "â": "åä",
    "ã": "åä",
    "ò": "ö",
    "ó": "ö",
    "ô": "ö",
    "õ": "ö",
}
# Grain over a letter is taken for a ring or dots, on any but the first letter of a name.
_GRAIN = {"å": "a", "ä": "a", "ö": "o"}
_LEAST_GRAINED = 5
_WORD = re.compile(r"[^\W\d_]+")
_MOST_VARIANTS = 200
_LEAST_LETTERS = 3


def restore_letters(text: str, seen: Set[str] = frozenset()) -> str:
    """``text`` with å, ä and ö in the words that ask for them; the same text where none does.

    ``lost_rings``: a word that is not in the dictionary, and of which exactly one spelling with (more) rings and dots
    is in it or in ``seen`` (words of the same document, lower case), has lost them. Where there are two such spellings
    it is left as it was read. ``gained_rings``: so is a word of five letters or more that is in the dictionary without
    one of its rings, where grain was taken for it ("sämordna").
    """
    return _WORD.sub(lambda match: _restored(match.group(), frozenset(seen)), text)


def has_rings(word: str) -> bool:
    """Whether a word holds å, ä or ö, so that it can tell how another reading of it should be spelled."""
    return any(letter in "åäö" for letter in word.casefold())


@lru_cache(maxsize=20_000)
def _restored(word: str, seen: frozenset[str]) -> str:
    low = word.lower()
    if len(low) < _LEAST_LETTERS or len(low) != len(word) or _known(low) or _is_english(low):
        return word
    found = _lost(low, seen) or _gained(low)
    if len(found) != 1:
        return word
    return "".join(new.upper() if old.isupper() else new for old, new in zip(word, found[0], strict=True))


def _gained(low: str) -> list[str]:
    """The words that a word is without one of the rings or dots behind its first letter."""
    if len(low) < _LEAST_GRAINED:
        return []
    made = {low[:at] + _GRAIN[letter] + low[at + 1 :] for at, letter in enumerate(low) if at and letter in _GRAIN}
    return sorted(word for word in made if _known(word))


def _lost(low: str, seen: frozenset[str]) -> list[str]:
    """The words that a word is with more rings and dots."""
    choices = [_READ_AS.get(letter, letter) for letter in low]
    variants = 1
    for letters in choices:
        variants *= len(letters)
    # Long words with many a and o: only their first letters are tried, which is where rings are lost most (Åtgärd).
    if variants > _MOST_VARIANTS:
        choices = [letters if index == 0 else low[index] for index, letters in enumerate(choices)]
    return sorted({made for parts in product(*choices) if (made := "".join(parts)) != low and _is_word(made, seen)})


def _is_word(word: str, seen: frozenset[str]) -> bool:
    return word in seen or _known(word)


def _is_english(word: str) -> bool:
    """Names of programmes and courses are often English; an English word has lost nothing."""
    return bool(is_known(word, lang="en"))


@lru_cache(maxsize=50_000)
def _known(word: str) -> bool:
    return bool(is_known(word, lang="sv"))
