"""The words of a measure as lemmas with a fixed weight each."""

from __future__ import annotations

import re
from functools import lru_cache

import simplemma

from vaxtanalys.likeness.terms import Terms, clause_shares, share_at

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
USUAL = 0.6


@lru_cache(maxsize=50_000)
def lemma(word: str) -> str:
    """The dictionary form of a Swedish word, casefolded."""
    return simplemma.lemmatize(word, lang="sv", greedy=True).casefold()


def weighted_lemmas(text: str, terms: Terms) -> dict[str, float]:
    """The lemmas of ``text`` in their order, each with its weight: little for words that nearly every plan has."""
    folded = text.casefold()
    shares = clause_shares(folded)
    found: dict[str, float] = {}
    for match in WORD.finditer(folded):
        word = lemma(match.group())
        weight = terms.common.get(word, terms.common.get(match.group(), USUAL))
        found[word] = max(found.get(word, 0.0), weight * share_at(shares, match.start()))
    return found
