"""Average linkage: which positions belong together, by the scores of their pairs."""

from __future__ import annotations

import heapq
from collections.abc import Mapping


def link_by_average(
    scores: Mapping[tuple[int, int], float], least: float, apart: frozenset[tuple[int, int]] = frozenset()
) -> list[list[int]]:
    """Clusters of two or more positions: the two with the highest average score are joined while it is ``least``.

    Sparse agglomerative clustering (UPGMA); ties go to the smaller positions, so the result is one and the same. Two
    clusters that hold a pair of ``apart`` are never joined.
    """
    sums: dict[int, dict[int, float]] = {}
    for (a, b), score in sorted(scores.items()):
        sums.setdefault(a, {})[b] = score
        sums.setdefault(b, {})[a] = score
    members = {node: [node] for node in sums}
    heap = [(-score, a, b) for (a, b), score in scores.items() if score >= least]
    heapq.heapify(heap)
    while heap:
        negative, a, b = heapq.heappop(heap)
        if a not in members or b not in members or b not in sums[a]:
            continue
        if -negative != average(sums, members, a, b):
            continue
        if any((min(x, y), max(x, y)) in apart for x in members[a] for y in members[b]) if apart else False:
            continue
        join(sums, members, a, b)
        for other in sorted(sums[a]):
            mean = average(sums, members, a, other)
            if mean >= least:
                heapq.heappush(heap, (-mean, min(a, other), max(a, other)))
    return [sorted(found) for found in members.values() if len(found) > 1]


def average(sums: dict[int, dict[int, float]], members: dict[int, list[int]], a: int, b: int) -> float:
    """The average score between two clusters."""
    return sums[a][b] / (len(members[a]) * len(members[b]))


def join(sums: dict[int, dict[int, float]], members: dict[int, list[int]], a: int, b: int) -> None:
    """Moves cluster ``b`` into ``a``."""
    members[a] += members.pop(b)
    for other, total in sums.pop(b).items():
        del sums[other][b]
        if other != a:
            sums[a][other] = sums[other][a] = sums[a].get(other, 0.0) + total
