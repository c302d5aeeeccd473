"""Which measure of an older plan is which of the newer plan of the same municipality."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Indel
from scipy.optimize import linear_sum_assignment

from vaxtanalys.audit.shared_words import Words, adds_to, find_again, only_here, telling_words
from vaxtanalys.likeness import Item, Scorer
from vaxtanalys.meaning import Meaning

Floats = npt.NDArray[np.float64]
# The log odds that an older and a newer measure of one town are one and the same: logistic regression on the pairs of
# tests/audit/generations.toml, rounded. Heading and number were given by hand and little, for their order is a habit.
INTERCEPT = -5.2
LETTERS, MOST_HELD, LEAST_HELD, SAME_KIND, ONLY_HERE, CLASH, HEADING, LABEL = 1.1, 2.8, 1.5, 3.9, 3.8, -1.5, 1.0, 0.2
# ``same_town``: that two measures are the same is so many times likelier of two plans of one town than of any two
# towns, which is what the scorer's probability is of.
SAME_TOWN = 6.0
# Any two Swedish sentences are about this alike by their letters.
CHANCE = 0.4
# Two kinds of measure are two things where both are as sure as this.
SURE_KIND = 0.8
# From these odds on two are held to be one: below even, for the same town has planned both, and what is not one is
# called dropped and new, which is as bold a thing to say.
LEAST_ODDS = -1.5
# A measure is merged into (or split from) one that is taken where the two would have been one, had the other not been a
# better one: from even odds, or from the least where so much of its words lies within that one's.
EVEN, WITHIN = 0.0, 0.6
# ``other_part``: or where the odds are not far below even and it has this share of that one's words that the better one
# lacks: what is split in two shares little with either half.
NOT_FAR, OTHER_PART = -2.0, 0.12


@dataclass(frozen=True)
class Fit:
    """How older measures (rows) fit newer ones (columns): log odds, likeness of the letters (0 to 1), and the share of
    the words of the older that the newer holds (``held``) and of the newer that the older holds (``holds``);
    ``before`` and ``after`` are their telling words with weights.
    """

    odds: Floats
    letters: Floats
    held: Floats
    holds: Floats
    before: Words = ()
    after: Words = ()

    def pairs(self) -> dict[int, int]:
        """Newer position -> older position, one to one, so that the odds above the least are greatest in all.

        ``good_before_many``: taken to the third power, so that no good match is broken up to make two poor ones.
        """
        gain = (self.odds - LEAST_ODDS).clip(0.0) ** 3 * ~self._lies_elsewhere()
        rows, cols = linear_sum_assignment(gain, maximize=True)
        return {int(new): int(old) for old, new in zip(rows, cols, strict=True) if gain[old, new] > 0}

    def _lies_elsewhere(self) -> npt.NDArray[np.bool_]:
        """``words_of_another``: pairs below even odds of which the newer's words, or the older's, lie within another
        measure that fits far better: they are a part of that one, not the other's heir.
        """
        far = self.odds < EVEN
        within_older = np.where(self.holds >= WITHIN, self.odds, -np.inf).max(axis=0, initial=-np.inf)[None, :]
        within_newer = np.where(self.held >= WITHIN, self.odds, -np.inf).max(axis=1, initial=-np.inf)[:, None]
        best = np.maximum(within_older, within_newer)
        parts: npt.NDArray[np.bool_] = far & (best > self.odds - NOT_FAR)
        return parts

    def source(self, new: int, pairs: Mapping[int, int]) -> int | None:
        """The older measure, among those that live on, that a newer one is split from; None where there is none."""
        adds = {old: adds_to(self.before[old], self.after[new], self.after[other]) for other, old in pairs.items()}
        return _holder(self.odds[:, new], self.holds[:, new], adds)

    def target(self, old: int, pairs: Mapping[int, int]) -> int | None:
        """The newer measure, among those that an older one became, that another older one is merged into, or None."""
        adds = {new: adds_to(self.after[new], self.before[old], self.before[other]) for new, other in pairs.items()}
        return _holder(self.odds[old], self.held[old], adds)


def fit_measures(
    older: Sequence[Item], newer: Sequence[Item], heads: Floats, labels: Floats, meaning: Meaning | None = None
) -> Fit:
    """How each older measure fits each newer; ``heads`` and ``labels``: how alike (0 to 1) heading and number are."""
    shape = (len(older), len(newer))
    if 0 in shape:
        return Fit(np.zeros(shape), np.zeros(shape), np.zeros(shape), np.zeros(shape))
    rows, cols = np.repeat(np.arange(shape[0]), shape[1]), np.tile(np.arange(shape[0], sum(shape)), shape[0])
    same = Scorer([*older, *newer], meaning=meaning).scores(rows, cols).reshape(shape)
    same = SAME_TOWN * same / (1.0 + (SAME_TOWN - 1.0) * same)
    before, after = [item.text.casefold() for item in older], [item.text.casefold() for item in newer]
    letters = np.array([[Indel.normalized_similarity(a, b) for b in after] for a in before])
    mine, theirs = telling_words(before), telling_words(after)
    held, holds = find_again(mine, theirs)
    odds = INTERCEPT + MOST_HELD * np.maximum(held, holds) + LEAST_HELD * np.minimum(held, holds)
    odds += LETTERS * ((letters - CHANCE) / (1 - CHANCE)).clip(0.0, 1.0)
    odds += SAME_KIND * same + ONLY_HERE * only_here(mine, theirs) + HEADING * heads + LABEL * labels
    odds += CLASH * np.array([[_clash(a, b) for b in newer] for a in older])
    return Fit(odds, letters, held, holds, mine, theirs)


def _clash(older: Item, newer: Item) -> bool:
    """Whether both are surely of a kind, and of no kind in common."""
    kinds = [dict(item.types) for item in (older, newer)]
    return all(max(kind.values(), default=0.0) >= SURE_KIND for kind in kinds) and not kinds[0].keys() & kinds[1].keys()


def _holder(odds: Floats, share: Floats, adds: Mapping[int, float]) -> int | None:
    """The position, of those in ``adds``, with the greatest odds, where they are enough; the first of equals."""
    enough = (odds >= EVEN) | ((share >= WITHIN) & (odds >= LEAST_ODDS))
    fits = [
        (-odds[i], i) for i, added in sorted(adds.items()) if enough[i] or (odds[i] >= NOT_FAR and added >= OTHER_PART)
    ]
    return min(fits)[1] if fits else None
