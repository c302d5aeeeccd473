"""How near two measures lie to each other in a space learnt from groups of measures in different words.

The method is probabilistic linear discriminant analysis with two covariances (Ioffe, *Probabilistic Linear Discriminant
Analysis*, 2006; Brümmer and de Villiers, *The Speaker Partitioning Problem*, 2010, tell with it whether two recordings
are of one speaker): from how wordings of one measure vary, and how measures vary, follows the log-likelihood ratio of
"two wordings of one measure" to "two measures". For two vectors it is a dot product of the two and one number of each;
that number is low where a measure says what measures in general say, so that what is like everything is near nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.feature_extraction.text import HashingVectorizer

from vaxtanalys.likeness.axis import DenseAxis, Floats, Pairs, table
from vaxtanalys.meaning import STEP, Vectors

LETTERS = 512
# Items placed at once: bounds the memory.
ROWS = 2000


@dataclass(frozen=True)
class Views:
    """What is known of each item, as the metric reads it: ideas, codes and types by name, and the lemmas as one text.

    ``senses`` are what the words mean (see ``likeness/senses.py``), a row an item; ``meanings`` are the language
    model's vectors, where the metric was learnt with one.
    """

    ideas: Sequence[Mapping[str, float]]
    codes: Sequence[Mapping[str, float]]
    types: Sequence[Mapping[str, float]]
    lemmas: Sequence[str]
    senses: Floats
    meanings: Vectors | None = None


@dataclass(frozen=True)
class Metric:
    """A learnt space: the names of its features, how much each view counts, and the way from features to points.

    ``turn`` (features x dimensions) takes features less ``middle`` to points whose dot product, times ``scale``, is
    what two items have in common; ``own`` weighs the squared parts of a point into the number of the item alone.
    ``low``, ``bend`` and ``high`` are log-likelihood ratios: where nearness begins, begins to tell, and is full.
    """

    ideas: tuple[str, ...]
    codes: tuple[str, ...]
    types: tuple[str, ...]
    shares: Mapping[str, float]
    middle: Floats
    turn: Floats
    own: Floats
    scale: float
    low: float
    bend: float
    high: float

    def place(self, views: Views) -> Placed:
        """Each item as a point. Parts are rounded to ``STEP``, and points kept within length 1 (see ``exact_sums``)."""
        features = self.features(views)
        points = np.zeros((features.shape[0], self.turn.shape[1]), dtype=np.float32)
        alone = np.zeros(features.shape[0])
        for start in range(0, len(points), ROWS):
            found = (features[start : start + ROWS].toarray() - self.middle) @ self.turn
            found /= np.maximum(1.0, np.linalg.norm(found, axis=1, keepdims=True) / 0.99)
            points[start : start + ROWS] = np.round(found / STEP) * STEP
            alone[start : start + ROWS] = np.round((found**2) @ self.own, 3)
        return Placed(self, DenseAxis(points), alone)

    def features(self, views: Views) -> sparse.csr_matrix:
        """The views side by side, each of length 1 times its share; the types' scores stand, for they say how sure.

        What the metric has no name for is left out.
        """
        blocks = [
            sparse.csr_matrix(_unit(table(views.ideas, self.ideas)) * self.shares["ideas"]),
            sparse.csr_matrix(_unit(table(views.codes, self.codes)) * self.shares["codes"]),
            table(views.types, self.types) * self.shares["types"],
            letters_of(views.lemmas) * self.shares["letters"],
        ]
        if self.shares["senses"]:
            blocks.append(_unit(sparse.csr_matrix(views.senses)) * self.shares["senses"])
        if self.shares["meaning"]:
            if views.meanings is None:
                raise ValueError("the metric was learnt with a language model's vectors; give them")
            blocks.append(sparse.csr_matrix(views.meanings.astype(np.float64)) * self.shares["meaning"])
        return sparse.hstack([block for block in blocks if block.shape[1]]).tocsr()


@dataclass(frozen=True)
class Placed:
    """Items as points of a metric, with the number of each item alone."""

    metric: Metric
    points: DenseAxis
    alone: Floats

    def ratios(self, pairs: Pairs) -> Floats:
        """The log-likelihood ratio of each pair: above 0 two wordings of one measure, were both as common."""
        shared = pairs.dots(self.points) * self.metric.scale
        result: Floats = shared + self.alone[pairs.first] + self.alone[pairs.second]
        return result

    def nearness(self, pairs: Pairs) -> tuple[Floats, Floats]:
        """The ratios from ``low`` to ``high`` as 0 to 1, and those from ``bend`` to ``high``."""
        ratios, metric = self.ratios(pairs), self.metric
        whole = ((ratios - metric.low) / (metric.high - metric.low)).clip(0.0, 1.0)
        upper = ((ratios - metric.bend) / (metric.high - metric.bend)).clip(0.0, 1.0)
        return whole, upper


def letters_of(lemmas: Sequence[str]) -> sparse.csr_matrix:
    """Runs of three and four letters in ``LETTERS`` columns, each run with a sign of its own; vectors of length 1."""
    if not lemmas:
        return sparse.csr_matrix((0, LETTERS))
    vectorizer = HashingVectorizer(analyzer="char_wb", ngram_range=(3, 4), norm="l2", n_features=LETTERS)
    return vectorizer.transform(lemmas).tocsr()


@cache
def load_metrics(model: str = "") -> tuple[Metric, ...]:
    """The metrics that come with the package, learnt without a language model or with the one named.

    The first uses all that is known of a measure; the second, where there is one, the model's vectors alone. Empty
    where nothing was learnt with that model.
    """
    file = resources.files("vaxtanalys.data").joinpath(metric_file(model))
    if not file.is_file():
        return ()
    with file.open("rb") as opened, np.load(opened, allow_pickle=False) as raw:
        return tuple(_read(raw, number) for number in range(int(raw["count"])))


def metric_file(model: str) -> str:
    """The name of the file with the metrics learnt with a language model, "" for none."""
    return f"likeness_metric{'_' if model else ''}{model}.npz"


def _read(raw: Any, number: int) -> Metric:
    given = {name: raw[f"{name}{number}"] for name in ("middle", "turn", "own", "shares", "scales")}
    turn = given["turn"].astype(np.float64)
    scale, low, bend, high = (float(value) for value in given["scales"])
    names = {name: tuple(str(key) for key in raw[f"{name}{number}"]) for name in ("ideas", "codes", "types")}
    return Metric(
        **names,
        shares=dict(zip(SHARES, (float(share) for share in given["shares"]), strict=True)),
        middle=given["middle"].astype(np.float64),
        turn=turn,
        own=given["own"].astype(np.float64),
        scale=scale,
        low=low,
        bend=bend,
        high=high,
    )


SHARES = ("ideas", "codes", "types", "letters", "senses", "meaning")


def _unit(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    """The rows at length 1; scikit-learn's ``normalize`` refuses a matrix without rows or columns."""
    lengths: npt.NDArray[np.float64] = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return sparse.diags(np.divide(1.0, lengths, out=np.zeros_like(lengths), where=lengths > 0)) @ matrix
