"""How fast the nearest measures are found, beside scikit-learn's brute force on the same vectors.

``python -m tests.benchmarks.alignment`` finds the 10 nearest of 15,000 made-up measures both ways and says how many of
the exact ones are found; ``--large`` does 200,000 with ours alone. Each made-up measure is a mix of two of the practice
measures and some words of its own. Seconds are the wall clock's on one thread; the memory is the process's peak.
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.neighbors import NearestNeighbors
from sklearn.preprocessing import normalize

sys.path.insert(0, str(Path(__file__).parents[1]))

from fit_likeness import load_training

from vaxtanalys.align.neighbours import find_neighbours
from vaxtanalys.likeness import Scorer

SMALL, LARGE, MOST = 15_000, 200_000, 10


def make_vectors(count: int, seed: int = 7) -> sparse.csr_matrix:
    """``count`` vectors of length 1: a practice measure, a share of another, and four words of its own."""
    base = Scorer(load_training().items).vectors()
    random = np.random.default_rng(seed)
    first, second = random.integers(0, base.shape[0], count), random.integers(0, base.shape[0], count)
    share = sparse.diags(random.uniform(0.2, 0.8, count))
    own = sparse.csr_matrix(
        (random.uniform(0.1, 0.4, 4 * count), (np.repeat(np.arange(count), 4), random.integers(0, 20_000, 4 * count))),
        shape=(count, 20_000),
    )
    mixed: sparse.csr_matrix = normalize(sparse.hstack([base[first] + share @ base[second], own]).tocsr())
    return mixed


def peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def recall(vectors: sparse.csr_matrix, rows: np.ndarray, cols: np.ndarray, exact: np.ndarray) -> float:
    """The share of found neighbours that are as near as the exact tenth (ties count whichever was taken)."""
    hits = 0
    starts = np.searchsorted(rows, np.arange(vectors.shape[0] + 1))
    for row in range(vectors.shape[0]):
        mine = cols[starts[row] : starts[row + 1]]
        likeness = np.asarray((vectors[mine] @ vectors[row].T).todense()).ravel()
        hits += int((likeness >= exact[row] - 1e-9).sum())
    return hits / (MOST * vectors.shape[0])


def small() -> dict[str, float]:
    vectors = make_vectors(SMALL)
    begin = time.perf_counter()
    rows, cols = find_neighbours(vectors, MOST)
    ours = time.perf_counter() - begin
    begin = time.perf_counter()
    peer = NearestNeighbors(n_neighbors=MOST + 1, algorithm="brute", metric="cosine", n_jobs=1).fit(vectors)
    distances, places = peer.kneighbors(vectors)
    theirs = time.perf_counter() - begin
    others = places != np.arange(SMALL)[:, None]
    # The row itself may lie anywhere among equals; the tenth of the others is the line.
    exact = np.array([1 - np.sort(d[o])[:MOST][-1] for d, o in zip(distances, others, strict=True)])
    return {
        "measures": SMALL,
        "seconds": ours,
        "sklearn_seconds": theirs,
        "times_as_fast": theirs / ours,
        "recall": recall(vectors, rows, cols, exact),
        "peak_mb": peak_megabytes(),
    }


def large() -> dict[str, float]:
    vectors = make_vectors(LARGE)
    begin = time.perf_counter()
    rows, _ = find_neighbours(vectors, MOST)
    return {
        "measures": LARGE,
        "seconds": time.perf_counter() - begin,
        "pairs": len(rows),
        "peak_mb": peak_megabytes(),
    }


def main() -> None:
    for name, value in (large() if "--large" in sys.argv else small()).items():
        print(f"{name}: {value:,.3f}".replace(",", " "))


if __name__ == "__main__":
    main()
