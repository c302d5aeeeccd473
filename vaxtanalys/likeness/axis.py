"""One thing to compare two measures by: weighted features of each, and how alike two sets of them are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
# Pairs of dense vectors multiplied at once: bounds the memory.
AT_ONCE = 20_000


class Axis:
    """Weighted features of each item, as rows of a sparse matrix, with their squared lengths."""

    def __init__(self, rows: Sequence[Mapping[str, float]]) -> None:
        # One column at least: scikit-learn normalises no matrix without any.
        self.matrix = table(rows, sorted({key for row in rows for key in row}) or [""])
        self.lengths: Floats = np.array([sum(row[key] ** 2 for key in sorted(row)) for row in rows])

    @classmethod
    def of(cls, matrix: sparse.csr_matrix) -> Axis:
        """An axis of ready vectors."""
        axis = cls.__new__(cls)
        axis.matrix = matrix
        axis.lengths = np.asarray(matrix.multiply(matrix).sum(axis=1), dtype=np.float64).ravel()
        return axis

    def dots(self, rows: Ints, cols: Ints) -> Floats:
        """The dot products of rows[k] and cols[k]."""
        return np.asarray(self.matrix[rows].multiply(self.matrix[cols]).sum(axis=1), dtype=np.float64).ravel()

    def crossed_dots(self, rows: Ints) -> Floats:
        """The dot products of each of ``rows`` with every item, flat, row by row."""
        return np.asarray((self.matrix[rows] @ self.matrix.T).todense(), dtype=np.float64).ravel()


class DenseAxis:
    """A vector of length about 1 for each item, all parts given (a language model's)."""

    def __init__(self, matrix: npt.NDArray[np.float32]) -> None:
        self.matrix = matrix

    def dots(self, rows: Ints, cols: Ints) -> Floats:
        """The dot products of rows[k] and cols[k]."""
        parts = [
            np.einsum(
                "ij,ij->i", self.matrix[rows[start : start + AT_ONCE]], self.matrix[cols[start : start + AT_ONCE]]
            )
            for start in range(0, len(rows), AT_ONCE)
        ]
        return np.concatenate(parts).astype(np.float64) if parts else np.zeros(0)

    def crossed_dots(self, rows: Ints) -> Floats:
        """The dot products of each of ``rows`` with every item, flat, row by row."""
        return (self.matrix[rows] @ self.matrix.T).astype(np.float64).ravel()


def table(rows: Sequence[Mapping[str, float]], names: Sequence[str]) -> sparse.csr_matrix:
    """A row for each item and a column for each name (in rising order); weights of other names are left out."""
    columns = {name: index for index, name in enumerate(names)}
    data: list[float] = []
    indices: list[int] = []
    starts = [0]
    for row in rows:
        kept = [name for name in sorted(row) if row[name] > 0 and name in columns]
        data += [row[name] for name in kept]
        indices += [columns[name] for name in kept]
        starts.append(len(data))
    return sparse.csr_matrix((data, indices, starts), shape=(len(rows), len(columns)), dtype=np.float64)


@dataclass(frozen=True)
class Pairs:
    """Pairs of items by position, and how the dot products of an axis are had for them."""

    first: Ints
    second: Ints
    dots: Callable[[Axis | DenseAxis], Floats]

    @classmethod
    def listed(cls, rows: Ints, cols: Ints) -> Pairs:
        """The pairs (rows[k], cols[k])."""
        return cls(rows, cols, lambda axis: axis.dots(rows, cols))

    @classmethod
    def crossed(cls, rows: Ints, count: int) -> Pairs:
        """Each of ``rows`` with each of ``count`` items, row by row."""
        cols = np.arange(count)
        return cls(np.repeat(rows, count), np.tile(cols, len(rows)), lambda axis: axis.crossed_dots(rows))

    def compare(self, axis: Axis, damp: float) -> Agreement:
        """How the pairs agree on an axis; see ``Agreement``."""
        dots = self.dots(axis)
        one, two = axis.lengths[self.first], axis.lengths[self.second]
        return Agreement(
            whole=share_of(dots, np.sqrt(one * two) + damp),
            part=share_of(dots, np.minimum(one, two) + damp),
            clash=(one > 0) & (two > 0) & (dots == 0),
            silent=(one == 0) & (two == 0),
        )


@dataclass(frozen=True)
class Agreement:
    """How pairs agree on an axis.

    whole: the cosine; everything that only one of the two says tells against it.
    part: the same over the shorter of the two; it is enough that the longer holds the shorter.
    clash: both say something and nothing in common. silent: neither says anything.

    A constant is added below the line of both fractions, so that one everyday word in common is no full agreement.
    """

    whole: Floats
    part: Floats
    clash: Bools
    silent: Bools


def share_of(dots: Floats, whole: Floats) -> Floats:
    """The quotient, 0 where there is nothing to divide by, at most 1."""
    result: Floats = np.divide(dots, whole, out=np.zeros_like(dots), where=whole > 0).clip(0.0, 1.0)
    return result
