"""Which pairs of measures score enough to be looked at."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vaxtanalys.align.neighbours import find_neighbours
from vaxtanalys.likeness import Scorer

# Rows of the pair table worked on at once: bounds the memory at some hundred bytes times rows times measures.
CHUNK = 64
PAIRS_AT_ONCE = 50_000


@dataclass(frozen=True, slots=True)
class ScoredPair:
    """Two items by position (row < col) and their score."""

    row: int
    col: int
    score: float


def score_near_pairs(scorer: Scorer, least: float, most: int) -> list[ScoredPair]:
    """The pairs that score ``least`` or more among each item's ``most`` nearest, sorted.

    Where there are too many items for all pairs. What is near is told by the learnt metric, which sees words, codes,
    types and, where one is used, what the language model makes of the text; the score itself is the exact one, the same
    as ``score_pairs`` gives.
    """
    first, second = find_neighbours(scorer.vectors(), most)
    both = np.unique(np.stack([np.minimum(first, second), np.maximum(first, second)], axis=1), axis=0)
    pairs: list[ScoredPair] = []
    for start in range(0, len(both), PAIRS_AT_ONCE):
        rows, cols = both[start : start + PAIRS_AT_ONCE].T
        scores = scorer.scores(rows, cols)
        pairs += [
            ScoredPair(int(row), int(col), float(score))
            for row, col, score in zip(rows, cols, scores, strict=True)
            if score >= least
        ]
    return pairs


def score_pairs(scorer: Scorer, least: float) -> list[ScoredPair]:
    """All pairs that score ``least`` or more, sorted; pairs of one municipality too (groups need them).

    First a cheap bound for all, then the exact score where the bound allows it: nothing is lost, and no pair depends
    on how many others there are.
    """
    pairs: list[ScoredPair] = []
    for start in range(0, len(scorer.items), CHUNK):
        rows = np.arange(start, min(start + CHUNK, len(scorer.items)))
        # The exact score is rounded to four places, the bound is not.
        near, cols = np.nonzero(scorer.bounds(rows) >= least - 1e-4)
        later = cols > rows[near]
        firsts, seconds = rows[near][later], cols[later]
        scores = scorer.scores(firsts, seconds)
        pairs += [
            ScoredPair(int(row), int(col), float(score))
            for row, col, score in zip(firsts, seconds, scores, strict=True)
            if score >= least
        ]
    return sorted(pairs, key=lambda pair: (pair.row, pair.col))
