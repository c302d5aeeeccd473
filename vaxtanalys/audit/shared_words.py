"""How far the words of one measure are found again in another of the same municipality's plans."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from vaxtanalys.lexicon import knows
from vaxtanalys.likeness import load_terms
from vaxtanalys.likeness.words import weighted_lemmas
from vaxtanalys.swedish import is_infinitive

Floats = npt.NDArray[np.float64]
Words = Sequence[Mapping[str, float]]
# What two words count for that share a stem or a part of a compound, where the same word counts 1.
SHARED_PART = 0.7
# The shortest word that is looked for at either end of a compound, and the shortest tail that two compounds share.
SHORTEST_PART, SHORTEST_TAIL = 4, 5
# ``one_stem``: as many letters alike, and no more than this left of either ("rådgivare", "rådgivning").
STEM, ENDING = 6, 4
LITTLE = 0.3
# Two everyday words that nothing else has are all that ``only_here`` can say.
ENOUGH = 1.2
# A compound that holds the word makes it less rare, but not as much as the word itself: 0.7 ** 4 is about a quarter.
RARER = 4


def telling_words(texts: Sequence[str]) -> list[dict[str, float]]:
    """The lemmas of each text that say anything, with their weights.

    ``what_is_done_changes``: a verb weighs less, for the same thing is first tried, then done, then kept ("Prova MVP",
    "Behålla jourtransporten"), and it is the thing that tells.
    """
    terms = load_terms()
    found = []
    for text in texts:
        words = weighted_lemmas(text, terms)
        found.append({w: v * (LITTLE if says_little(w) else 1.0) for w, v in words.items() if v > 0})
    return found


@lru_cache(maxsize=50_000)
def says_little(word: str) -> bool:
    """Whether a word says only what is done or for whom, as the likeness terms tell, or is a verb."""
    terms = load_terms()
    kinds = {terms.terms[row].kind for row, _, _ in terms.index.find(word)}
    return is_infinitive(word) or (bool(kinds) and "what" not in kinds)


def find_again(mine: Words, theirs: Words) -> tuple[Floats, Floats]:
    """Two tables, mine by theirs: the share (0 to 1) of the words of each that each other holds, and the reverse.

    A word weighs less the more of all the measures say it: what every measure of a plan against violence says tells no
    two of them apart. A compound holds its parts ("jourtransport" holds "transport").
    """
    counts = Counter(word for words in (*mine, *theirs) for word in words)
    rarity = {word: 1.0 - math.log(count) / math.log(len(mine) + len(theirs) + 1) for word, count in counts.items()}
    first, second = ([{w: v * rarity[w] for w, v in words.items()} for words in side] for side in (mine, theirs))
    held = np.array([[_share(words, other) for other in second] for words in first])
    holds = np.array([[_share(other, words) for other in second] for words in first])
    return held.reshape(len(mine), len(theirs)), holds.reshape(len(mine), len(theirs))


def only_here(mine: Words, theirs: Words) -> Floats:
    """For each of mine and each of theirs how much (0 to 1) both say that no other measure of either plan does.

    A word that one older and one newer measure alone have ("badplats") says more than any share: a town seldom has two.
    """
    result = np.zeros((len(mine), len(theirs)))
    for word in sorted({word for words in mine for word in words}):
        here, there = (np.array([_best(word, words) for words in side]) for side in (mine, theirs))
        if len(there) and there.any():
            weights = np.array([words.get(word, 0.0) for words in mine])
            result += np.outer(weights, there) / ((here**RARER).sum() * max(1.0, (there**RARER).sum())) / ENOUGH
    clipped: Floats = result.clip(0.0, 1.0)
    return clipped


def adds_to(whole: Mapping[str, float], part: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The share (0 to 1) of the words of ``whole`` that ``part`` has and ``other`` has not."""
    total = sum(whole.values())
    more = sum(weight * max(0.0, _best(word, part) - _best(word, other)) for word, weight in whole.items())
    return more / total if total else 0.0


def _share(words: Mapping[str, float], other: Mapping[str, float]) -> float:
    total = sum(words.values())
    return sum(weight * _best(word, other) for word, weight in words.items()) / total if total else 0.0


def _best(word: str, words: Mapping[str, float]) -> float:
    return max((alike(word, one) for one in words), default=0.0)


@lru_cache(maxsize=200_000)
def alike(word: str, other: str) -> float:
    """1 for the same word, ``SHARED_PART`` where they share a stem or one known part of a compound, else 0."""
    if word == other:
        return 1.0
    if "-" in word or "-" in other:
        return SHARED_PART if set(word.split("-")) & set(other.split("-")) else 0.0
    short, long = sorted((word, other), key=len)
    if len(short) >= SHORTEST_PART and (long.endswith(short) or long.startswith(short)):
        return SHARED_PART
    same = _alike_from_start(short, long)
    if same >= STEM and len(long) - same <= ENDING:
        return SHARED_PART
    tail = _alike_from_start(short[::-1], long[::-1])
    return SHARED_PART if any(knows(word[-size:]) for size in range(SHORTEST_TAIL, tail + 1)) else 0.0


def _alike_from_start(short: str, long: str) -> int:
    return next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
