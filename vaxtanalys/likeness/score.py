"""The scorer: features of pairs of items, and the probability that the two are the same kind of measure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.preprocessing import normalize

from vaxtanalys.likeness.axis import Axis, Bools, DenseAxis, Floats, Ints, Pairs
from vaxtanalys.likeness.items import FACETS, Item
from vaxtanalys.likeness.names import find_names
from vaxtanalys.likeness.terms import KINDS, Terms, load_terms
from vaxtanalys.likeness.weights import Weights, load_weights
from vaxtanalys.likeness.words import weighted_lemmas
from vaxtanalys.meaning import Meaning, Vectors

# How far one idea or code in common is from full agreement; see ``Agreement``.
DAMP, HEAD_DAMP = 0.3, 0.1
# A part of a vector (of length 1) under this adds next to nothing to a likeness.
LEAST_PART = 0.12
# How much each part of a measure counts when its nearest are looked for; the exact score does not know these.
TYPE_WEIGHT, WORD_WEIGHT, CODE_WEIGHT = 2.0, 0.7, 0.5
IDEA_WEIGHT = {"act": 0.8, "who": 0.7, "where": 0.5, "what": 1.1}
RANK_WEIGHT = (1.0, 0.6, 0.4)


class Scorer:
    """Scores pairs of ``items`` by their positions. The score of a pair depends on those two items alone.

    ``terms`` and ``weights`` are the shipped rows where not given; ``meaning`` is a language model where one is used.
    Building costs time linear in the items; ``bounds``
    compares some items with all at once, ``scores`` works out listed pairs.
    """

    def __init__(
        self,
        items: Sequence[Item],
        terms: Terms | None = None,
        weights: Weights | None = None,
        meaning: Meaning | None = None,
    ) -> None:
        self.items = tuple(items)
        self.terms = terms or load_terms()
        self.weights = weights or load_weights(meaning is not None)
        self.meaning = meaning
        self._meanings = DenseAxis(meaning.vectors([item.text for item in self.items])) if meaning else None
        said = [self.terms.read(item.text) for item in self.items]
        self.ideas = tuple(one.ideas for one in said)
        self.words = tuple(weighted_lemmas(item.text, self.terms) for item in self.items)
        self.names = tuple(find_names(item.text, self.terms.not_names | item.place_names) for item in self.items)
        self._ideas = {kind: Axis([self.terms.of_kind(ideas, kind) for ideas in self.ideas]) for kind in KINDS}
        self._heads = Axis([one.heads for one in said])
        self._codes = {
            facet: Axis([self.terms.weigh_codes(facet, item.codes_of(facet)) for item in self.items])
            for facet in FACETS
        }
        self._words = Axis.of(normalize(Axis(self.words).matrix) if self.items else sparse.csr_matrix((0, 1)))
        self._names = Axis([dict.fromkeys(names, 1.0) for names in self.names])
        self._types = Axis([weigh_types(item.types) for item in self.items])
        self._letters = Axis.of(self._count_letters())

    def features(self, rows: Ints, cols: Ints) -> Floats:
        """The features of the pairs (rows[k], cols[k]), one row a pair, in the order of ``FEATURES``."""
        columns = [np.asarray(column, dtype=np.float64) for column in self._columns(Pairs.listed(rows, cols))]
        return np.stack(columns, axis=1)

    def scores(self, rows: Ints, cols: Ints) -> Floats:
        """The probability that each pair (rows[k], cols[k]) is the same kind of measure, rounded to four places."""
        if len(rows) == 0:
            return np.zeros(0)
        # Sorted within the pair: the score of (a, b) and (b, a) is the same to the last bit.
        pairs = Pairs.listed(np.minimum(rows, cols), np.maximum(rows, cols))
        result: Floats = np.round(self._weigh(pairs), 4)
        return result

    def bounds(self, rows: Ints) -> Floats:
        """The scores of each of ``rows`` against all items, exact but for the rounding of the last places."""
        found = self._weigh(Pairs.crossed(rows, len(self.items)))
        result: Floats = found.reshape(len(rows), len(self.items))
        return result

    def vectors(self) -> sparse.csr_matrix:
        """Each item as one vector of length 1: its types, ideas, codes and lemmas."""
        blocks = [self._types.matrix * TYPE_WEIGHT, self._words.matrix * WORD_WEIGHT]
        blocks += [axis.matrix * IDEA_WEIGHT[kind] for kind, axis in self._ideas.items()]
        blocks += [axis.matrix * CODE_WEIGHT for axis in self._codes.values()]
        whole = normalize(sparse.hstack(blocks).tocsr())
        # What nearly every plan says tells no two measures apart, and costs the most to compare.
        whole.data[whole.data < LEAST_PART] = 0.0
        whole.eliminate_zeros()
        pruned: sparse.csr_matrix = normalize(whole)
        return pruned

    def meanings(self) -> Vectors | None:
        """Each item as the language model's vector; None where none is used."""
        return self._meanings.matrix if self._meanings else None

    def same_meaning(self, row: int, col: int) -> float | None:
        """How alike two items are by the language model: 0 as two measures, 1 as two wordings of one; or None."""
        if not self.meaning or not self._meanings:
            return None
        return float(self.meaning.likeness(self._meanings.dots(np.array([row]), np.array([col])))[0])

    def typed(self, row: int, col: int) -> bool:
        """Whether both items have a measure type."""
        return bool(self.items[row].types and self.items[col].types)

    def _weigh(self, pairs: Pairs) -> Floats:
        """The probabilities of the pairs, column by column: no table of all features is built."""
        both = self._types.lengths > 0
        typed = both[pairs.first] & both[pairs.second]
        logits = np.where(typed, self.weights.intercept, self.weights.plain_intercept)
        given = zip(self.weights.features, self.weights.plain, self._columns(pairs), strict=True)
        for knowing, plain, column in given:
            if knowing or plain:
                logits += np.where(typed, knowing, plain) * column
        return logistic(logits)

    def _columns(self, pairs: Pairs) -> Iterator[Floats | Bools]:
        """The features one by one, in the order of ``FEATURES``."""
        for axis in self._ideas.values():
            agreed = pairs.compare(axis, DAMP)
            yield from (agreed.whole, agreed.part, agreed.clash, agreed.silent)
        yield pairs.compare(self._heads, HEAD_DAMP).whole
        for axis in self._codes.values():
            agreed = pairs.compare(axis, DAMP)
            yield from (agreed.whole, agreed.clash)
        yield pairs.dots(self._words).clip(0.0, 1.0)
        yield pairs.dots(self._letters).clip(0.0, 1.0)
        yield pairs.dots(self._names) > 0
        agreed = pairs.compare(self._types, 0.0)
        yield from (pairs.dots(self._types).clip(0.0, 1.0), agreed.clash)
        yield self._same_meanings(pairs)

    def _same_meanings(self, pairs: Pairs) -> Floats:
        """The likeness by the language model: half where two are as alike as two wordings of one measure; 0 without."""
        if not self.meaning or not self._meanings:
            return np.zeros(len(pairs.first))
        return (self.meaning.likeness(pairs.dots(self._meanings)) / 2).clip(0.0, 1.0)

    def _count_letters(self) -> sparse.csr_matrix:
        """Runs of three and four letters of each item's lemmas; vectors of length 1."""
        if not self.items:
            return sparse.csr_matrix((0, 1))
        plain = [" ".join(word for word, weight in words.items() if weight > 0) for words in self.words]
        vectorizer = HashingVectorizer(
            analyzer="char_wb", ngram_range=(3, 4), norm="l2", alternate_sign=False, n_features=2**18
        )
        return vectorizer.transform(plain).tocsr()


def weigh_types(types: Sequence[tuple[str, float]]) -> dict[str, float]:
    """The types of a measure with their weights: full for the surest, less for what it says beside it."""
    ranked = sorted(types, key=lambda pair: (-pair[1], pair[0]))
    return {code: score * RANK_WEIGHT[rank] for rank, (code, score) in enumerate(ranked[: len(RANK_WEIGHT)])}


def logistic(logits: Floats) -> Floats:
    """1 / (1 + exp(-logits))."""
    result: Floats = 1.0 / (1.0 + np.exp(-logits))
    return result
