"""One thing to compare two measures by: weighted features of each, and how alike two sets of them are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


class Axis:
    """Weighted features of each item, and the likeness of two items by them.

    The likeness is the dot product over ``shorter ** lean * longer ** (1 - lean) + damp``, with the squared lengths of
    the two. ``lean`` is 0.5 (the cosine: a long list hides the one thing that both name) to 1 (it is enough that the
    longer holds the shorter). ``damp`` keeps one everyday word in common from counting as full agreement.
    """

    def __init__(self, rows: Sequence[Mapping[str, float]], lean: float = 0.5, damp: float = 0.0) -> None:
        columns = {key: index for index, key in enumerate(sorted({key for row in rows for key in row}))}
        data: list[float] = []
        indices: list[int] = []
        starts = [0]
        for row in rows:
            kept = [key for key in sorted(row) if row[key] > 0]
            data += [row[key] for key in kept]
            indices += [columns[key] for key in kept]
            starts.append(len(data))
        self.matrix = sparse.csr_matrix((data, indices, starts), shape=(len(rows), max(1, len(columns))))
        self.lengths: Floats = np.array([sum(row[key] ** 2 for key in sorted(row)) for row in rows])
        self.damp = damp
        self._leaning, self._resting = self.lengths**lean, self.lengths ** (1 - lean)

    def paired(self, rows: Ints, cols: Ints) -> Floats:
        """The likeness of rows[k] and cols[k] for each k."""
        dots = np.asarray(self.matrix[rows].multiply(self.matrix[cols]).sum(axis=1)).ravel()
        return self._likeness(dots, rows, cols)

    def crossed(self, rows: Ints) -> Floats:
        """The likeness of each of ``rows`` with every item, flat, row by row."""
        dots = np.asarray((self.matrix[rows] @ self.matrix.T).todense(), dtype=np.float64)
        return self._likeness(dots, rows[:, None], np.arange(len(self.lengths))[None, :]).ravel()

    def dots(self, rows: Ints, cols: Ints) -> Floats:
        """The plain dot products of rows[k] and cols[k]."""
        return np.asarray(self.matrix[rows].multiply(self.matrix[cols]).sum(axis=1)).ravel()

    def crossed_dots(self, rows: Ints) -> Floats:
        """The plain dot products of each of ``rows`` with every item, flat, row by row."""
        return np.asarray((self.matrix[rows] @ self.matrix.T).todense(), dtype=np.float64).ravel()

    def said(self) -> npt.NDArray[np.bool_]:
        """For each item whether it says anything on this axis."""
        result: npt.NDArray[np.bool_] = self.lengths > 0
        return result

    def _likeness(self, dots: Floats, first: Ints, second: Ints) -> Floats:
        # With lean at least 0.5 the smaller of the two products is the one with the shorter length leaned on.
        below = self.damp + np.minimum(
            self._leaning[first] * self._resting[second], self._resting[first] * self._leaning[second]
        )
        result: Floats = (dots / np.where(below > 0, below, 1.0)).clip(0.0, 1.0)
        return result
