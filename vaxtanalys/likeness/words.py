"""The words of a measure as lemmas with a fixed weight each."""

from __future__ import annotations

import re

from vaxtanalys.clauses import clause_shares, share_at
from vaxtanalys.likeness.terms import Terms
from vaxtanalys.swedish import fold, lemma

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
USUAL = 0.6


def weighted_lemmas(text: str, terms: Terms) -> dict[str, float]:
    """The lemmas of ``text`` in their order, each with its weight: little for words that nearly every plan has."""
    folded = fold(text)
    shares = clause_shares(folded)
    found: dict[str, float] = {}
    for match in WORD.finditer(folded):
        word = lemma(match.group())
        weight = terms.common.get(word, terms.common.get(match.group(), USUAL))
        found[word] = max(found.get(word, 0.0), weight * share_at(shares, match.start()))
    return found


def as_written(text: str) -> dict[str, str]:
    """Each lemma of ``text`` with the word that it first stands for, as written but for capitals.

    A reader who looks for a shared word finds it so: the lemma of "lov" may be "lova".
    """
    found: dict[str, str] = {}
    for match in WORD.finditer(fold(text)):
        found.setdefault(lemma(match.group()), match.group())
    return found
