"""Nearest neighbours of dense vectors: which measures are worth scoring exactly, where all pairs would be too many.

Up to some ten thousands of rows every product is worked out, and only the groups of columns that can hold one of the
nearest are looked into. Above that the method is cluster pruning (Manning, Raghavan and Schütze, *Introduction to
Information Retrieval*, 2008, 7.1.6): some rows are leaders, every row belongs to the leader it is most like, and is
compared with the rows of its nearest leaders only. With the leaders growing as the square root of the rows the work
grows as their number to the power 1.5.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Vectors = npt.NDArray[Any]
# Up to so many rows each is compared with all, which takes two or three seconds.
COMPARE_ALL = 20_000
# Columns of a group whose greatest likeness is asked for first (see ``group_first``).
GROUP = 16
# Leaders per square root of the number of rows, and how many leaders' rows each row is compared with: so many and one
# more for each neighbour asked for. Measured in tests/benchmarks/alignment.py: with fewer the nearest are lost.
LEADERS, LOOKED_AT = 8.0, 60
# Rows and columns of a table of likenesses worked on at once: bounds the memory whatever the number of vectors.
ROWS, COLUMNS = 1024, 4096
# Of two rows that are as near the first is taken, whatever order a sort happens to leave equals in.
FIRST = 1e-12
SEED = 20_240_101


def find_neighbours(vectors: Vectors, most: int) -> tuple[Ints, Ints]:
    """For each row of ``vectors`` (lengths 1) the ``most`` others with the greatest dot product, as (row, col) pairs.

    Sorted by row and, within it, by likeness; rows that share nothing with another are not paired with it. Exact up to
    ``COMPARE_ALL`` rows; above that each row is compared with the rows of its nearest leaders, and now and then a near
    row is missed. The same rows in the same order give the same pairs.
    """
    if vectors.shape[0] <= COMPARE_ALL:
        return _compare_all(vectors, most)
    best = _Best.empty(vectors.shape[0], most)
    everyone = np.arange(vectors.shape[0])
    clusters = _cluster(vectors, LOOKED_AT + most)
    for members, lookers in clusters.each():
        best.compare(vectors, lookers, members)
    # ``alone``: rows that share nothing with any leader belong nowhere, so they are compared with all.
    best.compare(vectors, everyone, clusters.alone)
    best.compare(vectors, clusters.alone, np.setdiff1d(everyone, clusters.alone))
    return best.pairs()


def _compare_all(vectors: Vectors, most: int) -> tuple[Ints, Ints]:
    """``group_first``: every product, but only groups of columns that can hold one of the nearest are looked into.

    Each of the ``most`` groups with the greatest likenesses holds one as great as the least of these, so the nearest
    are all at least that near; a group is every so many columns, so that neighbours in the list do not crowd one.
    """
    count = vectors.shape[0]
    groups = max(1, -(-count // GROUP))
    turned = np.zeros((vectors.shape[1], groups * GROUP), dtype=vectors.dtype)
    turned[:, :count] = vectors.T
    parts: list[tuple[Ints, Ints]] = []
    for start in range(0, count, ROWS):
        rows = np.arange(start, min(start + ROWS, count))
        table = vectors[rows] @ turned
        table[np.arange(len(rows)), rows] = -1.0
        tables = table.reshape(len(rows), GROUP, groups)
        greatest = tables.max(axis=1)
        last = min(most, groups)
        least = np.maximum(-np.partition(-greatest, last - 1, axis=1)[:, last - 1], 0.0)
        if most > groups:
            least[:] = 0.0
        at, group = np.nonzero(greatest >= least[:, None])
        inside = tables[at, :, group]
        some, place = np.nonzero((inside >= least[at][:, None]) & (inside > 0))
        near, cols = at[some], place * groups + group[some]
        order = np.lexsort((cols, -inside[some, place], near))
        near, cols = near[order], cols[order]
        rank = np.arange(len(near)) - np.searchsorted(near, near)
        parts.append((rows[near[rank < most]], cols[rank < most]))
    return _joined([first for first, _ in parts]), _joined([second for _, second in parts])


def _joined(parts: list[Ints]) -> Ints:
    return np.concatenate(parts).astype(np.int64) if parts else np.zeros(0, dtype=np.int64)


@dataclass
class _Best:
    """The best found so far for each row: likeness (less a trifle for later columns, see ``FIRST``) and column."""

    keys: Floats
    cols: Ints

    @classmethod
    def empty(cls, count: int, most: int) -> _Best:
        return cls(np.full((count, most), -1.0), np.full((count, most), -1, dtype=np.int64))

    def compare(self, vectors: Vectors, rows: Ints, cols: Ints) -> None:
        """Compare each of ``rows`` with each of ``cols``, not met before, and keep the best."""
        for first in range(0, len(cols), COLUMNS):
            some = cols[first : first + COLUMNS]
            turned = vectors[some].T
            for start in range(0, len(rows), ROWS):
                self._take(
                    rows[start : start + ROWS], some, (vectors[rows[start : start + ROWS]] @ turned).astype(np.float64)
                )

    def _take(self, rows: Ints, cols: Ints, likeness: Floats) -> None:
        shared = (likeness > 0) & (rows[:, None] != cols[None, :])
        keys = np.hstack([self.keys[rows], np.where(shared, likeness - FIRST * cols, -1.0)])
        most = self.keys.shape[1]
        kept = np.argpartition(-keys, most - 1, axis=1)[:, :most]
        self.keys[rows] = np.take_along_axis(keys, kept, axis=1)
        found = np.take_along_axis(self.cols[rows], np.minimum(kept, most - 1), axis=1)
        self.cols[rows] = np.where(kept < most, found, cols[np.maximum(kept - most, 0)])

    def pairs(self) -> tuple[Ints, Ints]:
        """All that was found, by row and from the nearest on."""
        order = np.argsort(-self.keys, axis=1, kind="stable")
        found = np.take_along_axis(self.keys, order, axis=1) > -1.0
        rows, _ = np.nonzero(found)
        return rows.astype(np.int64), np.take_along_axis(self.cols, order, axis=1)[found]


@dataclass(frozen=True)
class _Clusters:
    """For each leader its rows and the rows that look at it; ``alone`` are the rows that share nothing with any."""

    owner: Ints
    looked_at: Ints
    alone: Ints
    count: int

    def each(self) -> Iterator[tuple[Ints, Ints]]:
        """The members and the lookers of one leader after the other."""
        members = np.argsort(self.owner, kind="stable")
        member_ends = np.searchsorted(self.owner[members], np.arange(self.count + 1))
        flat = self.looked_at.ravel()
        lookers = np.argsort(flat, kind="stable")
        looker_ends = np.searchsorted(flat[lookers], np.arange(self.count + 1))
        width = self.looked_at.shape[1]
        for leader in range(self.count):
            own = members[member_ends[leader] : member_ends[leader + 1]]
            yield own, lookers[looker_ends[leader] : looker_ends[leader + 1]] // width


def _cluster(vectors: Vectors, looks: int) -> _Clusters:
    """Leaders drawn with a fixed seed, and which of them each row belongs to and looks at (-1 for none)."""
    count = vectors.shape[0]
    leaders = np.sort(np.random.default_rng(SEED).choice(count, int(LEADERS * count**0.5), replace=False))
    turned = vectors[leaders].T
    looked_at = np.full((count, min(looks, len(leaders))), -1, dtype=np.int64)
    owner = np.full(count, -1, dtype=np.int64)
    trifle = FIRST * np.arange(len(leaders))
    for start in range(0, count, ROWS):
        likeness = (vectors[start : start + ROWS] @ turned).astype(np.float64)
        keys = np.where(likeness > 0, likeness - trifle, -1.0)
        near = np.argpartition(-keys, looked_at.shape[1] - 1, axis=1)[:, : looked_at.shape[1]]
        sure = np.take_along_axis(keys, near, axis=1) > -1.0
        looked_at[start : start + ROWS] = np.where(sure, near, -1)
        owner[start : start + ROWS] = np.where(sure.any(axis=1), keys.argmax(axis=1), -1)
    return _Clusters(owner, looked_at, np.flatnonzero(owner < 0), len(leaders))
