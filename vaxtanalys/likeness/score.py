"""The scorer: features of pairs of items, and the probability that the two are the same kind of measure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz
from scipy import sparse
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.preprocessing import normalize

from vaxtanalys.likeness.axis import Axis, Floats, Ints
from vaxtanalys.likeness.items import FACETS, Item
from vaxtanalys.likeness.names import find_names
from vaxtanalys.likeness.terms import KINDS, Terms, load_terms
from vaxtanalys.likeness.weights import CHEAP, COLUMN, FEATURES, Weights, load_weights
from vaxtanalys.likeness.words import weighted_lemmas

N_CHEAP = len(CHEAP)
# From this weight on an idea is a subject of its own (honour, fire safety), not the field of a whole plan (violence).
SPECIFIC = 0.9
# A part of a vector (of length 1) under this adds next to nothing to a likeness.
LEAST_PART = 0.12
# How much each part of a measure counts when its nearest are looked for; the exact score does not know these.
TYPE_WEIGHT, WORD_WEIGHT, CODE_WEIGHT, IDEA_WEIGHT = 2.5, 0.5, 0.6, (0.8, 0.8, 1.0)
RANK_WEIGHT = (1.0, 0.6, 0.4)


class Scorer:
    """Scores pairs of ``items`` by their positions. The score of a pair depends on those two items alone.

    ``terms`` and ``weights`` are the shipped rows where not given. Building costs time linear in the items; ``bounds``
    compares some items with all at once, ``scores`` works out listed pairs exactly.
    """

    def __init__(self, items: Sequence[Item], terms: Terms | None = None, weights: Weights | None = None) -> None:
        self.items = tuple(items)
        self.terms = terms or load_terms()
        self.weights = weights or load_weights()
        kinds = {term.id: term.kind for term in self.terms.terms}
        self.ideas = tuple(self.terms.find(item.text) for item in self.items)
        self.words = tuple(weighted_lemmas(item.text, self.terms) for item in self.items)
        self.names = tuple(find_names(item.text, self.terms.not_names | item.place_names) for item in self.items)
        shape = (self.weights.lean, self.weights.damp)
        self._ideas = [
            Axis([{i: w for i, w in idea.items() if kinds[i] == kind} for idea in self.ideas], *shape) for kind in KINDS
        ]
        self._codes = [
            Axis([self.terms.weigh_codes(facet, item.codes_of(facet)) for item in self.items], *shape)
            for facet in FACETS
        ]
        self._subjects = Axis(
            [{i: 1.0 for i, w in idea.items() if kinds[i] == "what" and w >= SPECIFIC} for idea in self.ideas]
        )
        self._people = Axis(
            [{i: 1.0 for i in idea if kinds[i] == "who" and i not in self.terms.anyone} for idea in self.ideas]
        )
        self._types = Axis([weigh_types(item.types) for item in self.items])
        self._names = Axis([dict.fromkeys(names, 1.0) for names in self.names])
        self._plain = [" ".join(word for word, weight in words.items() if weight > 0) for words in self.words]
        vectorizer = HashingVectorizer(
            analyzer="char_wb", ngram_range=(3, 4), norm="l2", alternate_sign=False, n_features=2**18
        )
        self._chars = vectorizer.transform(self._plain).tocsr() if self.items else sparse.csr_matrix((0, 1))

    def features(self, rows: Ints, cols: Ints) -> Floats:
        """The features of the pairs (rows[k], cols[k]), one row a pair, in the order of ``FEATURES``."""
        out = np.zeros((len(rows), len(FEATURES)))
        axes = [
            self._blend(ideas.paired(rows, cols), codes.paired(rows, cols), *self._said(index, rows, cols))
            for index, (ideas, codes) in enumerate(zip(self._ideas, self._codes, strict=True))
        ]
        fill_axes(out, axes, self._names.paired(rows, cols))
        subjects = self._subjects.said()
        out[:, COLUMN["clash"]] = subjects[rows] & subjects[cols] & (self._subjects.paired(rows, cols) == 0)
        people = self._people.said()
        out[:, COLUMN["who_clash"]] = people[rows] & people[cols] & (self._people.paired(rows, cols) == 0)
        self._fill_types(out, self._types.dots(rows, cols), rows, cols)
        out[:, COLUMN["chars"]] = np.asarray(self._chars[rows].multiply(self._chars[cols]).sum(axis=1)).ravel()
        out[:, COLUMN["tokens"]] = [
            fuzz.token_set_ratio(self._plain[i], self._plain[j]) / 100 for i, j in zip(rows, cols, strict=True)
        ]
        return out.clip(0.0, 1.0)

    def scores(self, rows: Ints, cols: Ints) -> Floats:
        """The probability that each pair (rows[k], cols[k]) is the same kind of measure, rounded to four places."""
        if len(rows) == 0:
            return np.zeros(0)
        # Sorted within the pair: the score of (a, b) and (b, a) is the same to the last bit.
        low, high = np.minimum(rows, cols), np.maximum(rows, cols)
        logits = self._logits(self.features(low, high), slice(None), self._both_typed(low, high))
        result: Floats = np.round(logistic(logits), 4)
        return result

    def bounds(self, rows: Ints) -> Floats:
        """For each of ``rows`` against all items, a score that the exact one never exceeds.

        The costly features are taken at their most.
        """
        out = np.zeros((len(rows) * len(self.items), N_CHEAP))
        cols = np.arange(len(self.items))
        axes = []
        for index, (ideas, codes) in enumerate(zip(self._ideas, self._codes, strict=True)):
            said = self._said(index, np.repeat(rows, len(cols)), np.tile(cols, len(rows)))
            axes.append(self._blend(ideas.crossed(rows), codes.crossed(rows), *said))
        fill_axes(out, axes, self._names.crossed(rows))
        subjects = self._subjects.said()
        clash = (subjects[rows][:, None] & subjects[None, :]).ravel() & (self._subjects.crossed(rows) == 0)
        out[:, COLUMN["clash"]] = clash
        people = self._people.said()
        apart = (people[rows][:, None] & people[None, :]).ravel() & (self._people.crossed(rows) == 0)
        out[:, COLUMN["who_clash"]] = apart
        every = np.repeat(rows, len(cols)), np.tile(cols, len(rows))
        self._fill_types(out, self._types.crossed_dots(rows), *every)
        logits = self._logits(out.clip(0.0, 1.0), slice(0, N_CHEAP), self._both_typed(*every))
        most = max(sum(self.weights.features[N_CHEAP:]), sum(self.weights.plain[N_CHEAP:]))
        result: Floats = logistic(logits + most).reshape(len(rows), len(cols))
        return result

    def vectors(self) -> sparse.csr_matrix:
        """Each item as one vector of length 1: its types, ideas, codes and lemmas."""
        words = Axis(self.words)
        names = dict(zip(KINDS, IDEA_WEIGHT, strict=True))
        blocks = [self._types.matrix * TYPE_WEIGHT, words.matrix * WORD_WEIGHT]
        blocks += [axis.matrix * names[kind] for kind, axis in zip(KINDS, self._ideas, strict=True)]
        blocks += [axis.matrix * CODE_WEIGHT for axis in self._codes]
        whole = normalize(sparse.hstack(blocks).tocsr())
        # What nearly every plan says tells no two measures apart, and costs the most to compare.
        whole.data[whole.data < LEAST_PART] = 0.0
        whole.eliminate_zeros()
        pruned: sparse.csr_matrix = normalize(whole)
        return pruned

    def typed(self, row: int, col: int) -> bool:
        """Whether both items have a measure type."""
        return bool(self.items[row].types and self.items[col].types)

    def _both_typed(self, rows: Ints, cols: Ints) -> npt.NDArray[np.bool_]:
        typed = self._types.said()
        result: npt.NDArray[np.bool_] = typed[rows] & typed[cols]
        return result

    def _logits(self, features: Floats, which: slice, typed: npt.NDArray[np.bool_]) -> Floats:
        """The weighted sums: by the weights that know types where both items have one, else by the plain ones."""
        knowing = features @ np.array(self.weights.features[which]) + self.weights.intercept
        plain = features @ np.array(self.weights.plain[which]) + self.weights.plain_intercept
        result: Floats = np.where(typed, knowing, plain)
        return result

    def _fill_types(self, out: Floats, shared: Floats, rows: Ints, cols: Ints) -> None:
        """Writes how far two items are of one type, and whether both are of a type but not of one."""
        typed = self._types.said()
        out[:, COLUMN["type"]] = shared
        out[:, COLUMN["type_clash"]] = typed[rows] & typed[cols] & (shared == 0)

    def _said(self, axis: int, rows: Ints, cols: Ints) -> tuple[Ints, Ints]:
        """How many of the two items say something of the axis: in ideas, and in codes (0, 1 or 2)."""
        ideas, codes = self._ideas[axis].said(), self._codes[axis].said()
        return ideas[rows].astype(np.int64) + ideas[cols], codes[rows].astype(np.int64) + codes[cols]

    def _blend(self, ideas: Floats, codes: Floats, ideas_said: Ints, codes_said: Ints) -> Floats:
        """One likeness of an axis out of its ideas and its codes: the mean of those on which both items speak."""
        both_ideas, both_codes = ideas_said == 2, codes_said == 2
        count = both_ideas.astype(np.float64) + both_codes
        mean = (ideas * both_ideas + codes * both_codes) / np.maximum(count, 1)
        silent = np.where((ideas_said == 0) & (codes_said == 0), self.weights.unknown_both, self.weights.unknown_one)
        result: Floats = np.where(count > 0, mean, silent)
        return result


def weigh_types(types: Sequence[tuple[str, float]]) -> dict[str, float]:
    """The types of a measure with their weights: full for the surest, less for what it says beside it."""
    ranked = sorted(types, key=lambda pair: (-pair[1], pair[0]))
    return {code: score * RANK_WEIGHT[rank] for rank, (code, score) in enumerate(ranked[: len(RANK_WEIGHT)])}


def fill_axes(out: Floats, axes: list[Floats], names: Floats) -> None:
    """Writes the cheap features into ``out``: the three axes, how far they agree together, names."""
    act, who, what = axes
    values = {
        "act": act,
        "who": who,
        "what": what,
        "act_who": act * who,
        "act_what": act * what,
        "who_what": who * what,
        "all_three": np.cbrt(act * who * what),
        "names": names > 0,
    }
    for name, value in values.items():
        out[:, COLUMN[name]] = value


def logistic(logits: Floats) -> Floats:
    """1 / (1 + exp(-logits))."""
    result: Floats = 1.0 / (1.0 + np.exp(-logits))
    return result
