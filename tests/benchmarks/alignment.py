"""How fast the nearest measures are found, beside scikit-learn's brute force on the same vectors.

``python -m tests.benchmarks.alignment`` finds the 10 nearest of 15,000 made-up measures both ways and says how many of
the exact ones are found; ``--large`` does 200,000 with ours alone; ``--align N`` the whole alignment of N made-up
measures. Each made-up measure is a mix of two of the practice measures and some words of its own. Both work on one
thread, and the ratio is that of processor time, for other work on the machine must not count; the memory is the
process's peak (the peer's comes last, for the peak never falls).
"""

from __future__ import annotations

import resource
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from sklearn.neighbors import NearestNeighbors
from sklearn.preprocessing import normalize

sys.path.insert(0, str(Path(__file__).parents[1]))

from made_readings import PlainLabels
from practice import load_practice

from vaxtanalys.align import AlignSettings
from vaxtanalys.align.align import align_items
from vaxtanalys.align.decisions import read_decisions
from vaxtanalys.align.neighbours import find_neighbours
from vaxtanalys.likeness import Scorer
from vaxtanalys.meaning import STEP

SMALL, LARGE, MOST = 15_000, 200_000, 10
SAMPLE = 1000
# How much of a made-up measure is its own, beside the practice measure that it is made of.
OWN = 0.25


def make_vectors(count: int, seed: int = 7) -> np.ndarray:
    """``count`` vectors of length about 1: a practice measure's point, a share of another's, and a turn of its own."""
    base = Scorer(load_practice().items).vectors()
    random = np.random.default_rng(seed)
    first, second = random.integers(0, len(base), count), random.integers(0, len(base), count)
    share = random.uniform(0.2, 0.8, (count, 1))
    own = random.normal(0.0, OWN / base.shape[1] ** 0.5, (count, base.shape[1]))
    mixed = normalize(base[first] + share * base[second] + own)
    vectors: np.ndarray = (np.round(mixed / STEP) * STEP).astype(np.float32)
    return vectors


def peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def exact_tenth(vectors: np.ndarray, sample: np.ndarray) -> np.ndarray:
    """For each row of the sample the dot product with the tenth nearest of the others."""
    product = vectors[sample] @ vectors.T
    product[np.arange(len(sample)), sample] = 0.0
    tenth: np.ndarray = -np.partition(-product, MOST - 1, axis=1)[:, MOST - 1]
    return tenth


def recall(vectors: np.ndarray, found: tuple[np.ndarray, np.ndarray], sample: np.ndarray) -> float:
    """The share of the sample's found neighbours as near as the exact tenth (ties count whichever is taken)."""
    rows, cols = found
    hits = 0
    starts = np.searchsorted(rows, np.arange(len(vectors) + 1))
    for row, least in zip(sample, exact_tenth(vectors, sample), strict=True):
        hits += int((vectors[cols[starts[row] : starts[row + 1]]] @ vectors[row] >= least).sum())
    return hits / (MOST * len(sample))


def measure(count: int) -> dict[str, float]:
    """Ours alone: seconds, peak memory, and recall on a sample of ``SAMPLE`` rows."""
    vectors = make_vectors(count)
    began, ticks = time.perf_counter(), time.process_time()
    found = find_neighbours(vectors, MOST)
    result = {
        "measures": count,
        "pairs": len(found[0]),
        "seconds_processor": time.process_time() - ticks,
        "seconds_clock": time.perf_counter() - began,
        "peak_mb": peak_megabytes(),
    }
    return result | {"recall": recall(vectors, found, np.arange(0, count, count // SAMPLE))}


def measure_peer(count: int) -> dict[str, float]:
    """scikit-learn's exhaustive search on the same vectors."""
    vectors = make_vectors(count)
    began, ticks = time.perf_counter(), time.process_time()
    NearestNeighbors(n_neighbors=MOST + 1, algorithm="brute", metric="cosine", n_jobs=1).fit(vectors).kneighbors(
        vectors
    )
    return {
        "sklearn_seconds_processor": time.process_time() - ticks,
        "sklearn_seconds_clock": time.perf_counter() - began,
        "sklearn_peak_mb": peak_megabytes(),
    }


def measure_whole(count: int) -> dict[str, float]:
    """The whole alignment, from items to groups, of ``count`` made-up measures of 290 municipalities."""
    base, random = load_practice().items, np.random.default_rng(7)
    items = []
    for number, (first, second) in enumerate(random.integers(0, len(base), (count, 2))):
        head, tail = base[first], base[second].text.split()
        words = " ".join(tail[: int(random.integers(2, 8))])
        items.append(replace(head, id=f"m{number:06d}", owner=f"{number % 290:04d}", text=f"{head.text} {words}"))
    began, ticks = time.perf_counter(), time.process_time()
    pairs, groups = align_items(items, read_decisions((), [item.id for item in items]), PlainLabels(), AlignSettings())
    return {
        "measures": count,
        "seconds_processor": time.process_time() - ticks,
        "seconds_clock": time.perf_counter() - began,
        "pairs": len(pairs),
        "groups": len(groups),
        "peak_mb": peak_megabytes(),
    }


def main() -> None:
    if "--align" in sys.argv:
        figures = measure_whole(int(sys.argv[sys.argv.index("--align") + 1]))
    elif "--large" in sys.argv:
        figures = measure(LARGE)
    else:
        figures = measure(SMALL)
        figures |= measure_peer(SMALL)
        figures["times_as_fast"] = figures["sklearn_seconds_processor"] / figures["seconds_processor"]
    for name, value in figures.items():
        print(f"{name}: {value:,.3f}".replace(",", " "))


if __name__ == "__main__":
    main()
