"""The scorer: features of pairs of items, and the probability that the two are the same kind of measure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.preprocessing import normalize

from vaxtanalys.likeness.axis import Axis, Bools, DenseAxis, Floats, Ints, Pairs
from vaxtanalys.likeness.items import FACETS, Item
from vaxtanalys.likeness.metric import Metric, Views, load_metrics
from vaxtanalys.likeness.names import find_names
from vaxtanalys.likeness.senses import load_senses
from vaxtanalys.likeness.terms import KINDS, Said, Terms, load_terms
from vaxtanalys.likeness.weights import MEANING, Weights, load_weights
from vaxtanalys.likeness.words import weighted_lemmas
from vaxtanalys.meaning import STEP, Meaning, Vectors

# How far one idea or code in common is from full agreement; see ``Agreement``.
DAMP, HEAD_DAMP = 0.3, 0.1
RANK_WEIGHT = (1.0, 0.6, 0.4)


class Scorer:
    """Scores pairs of ``items`` by their positions. The score of a pair depends on those two items alone.

    ``terms``, ``weights`` and ``metrics`` are the shipped ones where not given; ``meaning`` is a language model where
    one is used. ``views`` is what the metrics read of the items. Building costs time linear in the items; ``bounds``
    compares some items with all at once, ``scores`` works out listed pairs.
    """

    def __init__(
        self,
        items: Sequence[Item],
        terms: Terms | None = None,
        weights: Weights | None = None,
        meaning: Meaning | None = None,
        metrics: Sequence[Metric] | None = None,
    ) -> None:
        self.items = tuple(items)
        self.terms = terms or load_terms()
        learnt = load_metrics(meaning.name) if meaning else ()
        self.weights = weights or load_weights(meaning.name if learnt and meaning else MEANING if meaning else "")
        metrics = (learnt or load_metrics()) if metrics is None else metrics
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
        self.views = self._look(said)
        self._types = Axis(self.views.types)
        self._letters = Axis.of(_count_letters(self.views.lemmas))
        self._placed = [metric.place(self.views) for metric in metrics]

    def _look(self, said: Sequence[Said]) -> Views:
        """What the metrics read of each item."""
        return Views(
            ideas=[
                {f"{kind}:{id_}": w for kind in KINDS for id_, w in self.terms.of_kind(one.ideas, kind).items()}
                | {f"head:{id_}": weight for id_, weight in one.heads.items()}
                for one in said
            ],
            codes=[
                {
                    f"{facet}:{code}": weight
                    for facet in FACETS
                    for code, weight in self.terms.weigh_codes(facet, item.codes_of(facet)).items()
                }
                for item in self.items
            ],
            types=[weigh_types(item.types) for item in self.items],
            lemmas=[" ".join(word for word, weight in words.items() if weight > 0) for words in self.words],
            senses=load_senses().place(self.words),
            meanings=self.meanings(),
        )

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

    def vectors(self) -> Vectors:
        """Each item as one vector of length about 1: its point in the learnt metric, parts rounded to ``STEP``."""
        points = self._placed[0].points.matrix
        lengths = np.linalg.norm(points.astype(np.float64), axis=1, keepdims=True)
        result: Vectors = (np.round(points / np.where(lengths > 0, lengths, 1.0) / STEP) * STEP).astype(np.float32)
        return result

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
        yield from self._nearness(pairs, 0)
        # Where a metric was learnt with the model it says what the model's vectors alone say; else the cosine does.
        yield from self._nearness(pairs, 1) if len(self._placed) > 1 else self._same_meanings(pairs)

    def _nearness(self, pairs: Pairs, number: int) -> tuple[Floats, Floats]:
        """How near the pairs are by one of the metrics; 0 without it."""
        if number >= len(self._placed):
            return np.zeros(len(pairs.first)), np.zeros(len(pairs.first))
        return self._placed[number].nearness(pairs)

    def _same_meanings(self, pairs: Pairs) -> tuple[Floats, Floats]:
        """The likeness by the language model: half where two are as alike as two wordings of one measure; 0 without."""
        nothing = np.zeros(len(pairs.first))
        if not self.meaning or not self._meanings:
            return nothing, nothing
        return (self.meaning.likeness(pairs.dots(self._meanings)) / 2).clip(0.0, 1.0), nothing


def _count_letters(lemmas: Sequence[str]) -> sparse.csr_matrix:
    """Runs of three and four letters of each item's lemmas; vectors of length 1."""
    if not lemmas:
        return sparse.csr_matrix((0, 1))
    vectorizer = HashingVectorizer(
        analyzer="char_wb", ngram_range=(3, 4), norm="l2", alternate_sign=False, n_features=2**18
    )
    return vectorizer.transform(lemmas).tocsr()


def weigh_types(types: Sequence[tuple[str, float]]) -> dict[str, float]:
    """The types of a measure with their weights: full for the surest, less for what it says beside it."""
    ranked = sorted(types, key=lambda pair: (-pair[1], pair[0]))
    return {code: score * RANK_WEIGHT[rank] for rank, (code, score) in enumerate(ranked[: len(RANK_WEIGHT)])}


def logistic(logits: Floats) -> Floats:
    """1 / (1 + exp(-logits))."""
    result: Floats = 1.0 / (1.0 + np.exp(-logits))
    return result
