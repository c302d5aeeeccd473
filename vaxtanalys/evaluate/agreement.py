"""Figures for each facet and code: precision, recall, F1 with a bootstrap interval, alpha, what is taken for what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise

import numpy as np

from vaxtanalys.evaluate.codes import Judgement
from vaxtanalys.evaluate.scores import Score

# The interval is that of 1,000 draws of the measures with replacement (Efron 1979), always the same draws.
DRAWS = 1000
SEED = 20260101
LEVEL = 0.95
BINS = (0.0, 0.3, 0.45, 0.6, 0.75, 0.85, 1.0)


@dataclass(frozen=True, slots=True)
class CodeFigures:
    """The figures of a code, or of a whole facet (``code`` is then empty).

    ``low`` and ``high`` bound F1 (95 %). ``alpha`` is Krippendorff's, coding against run, each measure a unit and
    having the code or not the two values; None where it can not be worked out (the code is everywhere or nowhere,
    or the package krippendorff is not installed).
    """

    facet: str
    code: str
    score: Score
    low: float
    high: float
    alpha: float | None


@dataclass(frozen=True, slots=True)
class Bin:
    """Inferred codes whose score lies in a bin: how many, their mean score, and the share of them that is right."""

    low: float
    high: float
    count: int
    mean: float
    right: float


def figures(judged: Sequence[Judgement]) -> list[CodeFigures]:
    """The figures of every facet, and under each those of its codes, in alphabetical order."""
    made: list[CodeFigures] = []
    for facet in sorted({j.facet for j in judged}):
        of_facet = [j for j in judged if j.facet == facet]
        units = sorted({j.measure for j in judged})
        made.append(_figures(facet, "", of_facet, units))
        codes = sorted({j.code for j in of_facet})
        made += [_figures(facet, code, [j for j in of_facet if j.code == code], units) for code in codes]
    return made


def _figures(facet: str, code: str, judged: Sequence[Judgement], units: Sequence[str]) -> CodeFigures:
    counts = {unit: np.zeros(3) for unit in units}
    for j in judged:
        if j.allowed and not j.wanted:
            continue
        counts[j.measure] += (j.wanted and j.found, j.found, j.wanted)
    table = np.array([counts[unit] for unit in units])
    right, found, wanted = (float(value) for value in table.sum(axis=0))
    low, high = _interval(table)
    alpha = _alpha(judged, units)
    return CodeFigures(facet, code, Score(right, found, wanted), low, high, alpha)


def _interval(table: np.ndarray) -> tuple[float, float]:
    """The bounds of F1 over draws of the rows (right, found, wanted) with replacement."""
    draws = np.random.default_rng(SEED).integers(0, len(table), size=(DRAWS, len(table)))
    sums = table[draws].sum(axis=1)
    below = sums[:, 1] + sums[:, 2]
    f1 = np.where(below > 0, 2 * sums[:, 0] / np.where(below > 0, below, 1), 1.0)
    tail = 100 * (1 - LEVEL) / 2
    return float(np.percentile(f1, tail)), float(np.percentile(f1, 100 - tail))


def _alpha(judged: Sequence[Judgement], units: Sequence[str]) -> float | None:
    """Krippendorff's alpha of coding and run; what only one coder has is left out."""
    if find_spec("krippendorff") is None:
        return None
    import krippendorff

    items = sorted({(j.code, j.item) for j in judged if j.facet == "body"}) or sorted(
        {(j.code, j.code) for j in judged}
    )
    at = {(j.measure, j.code, j.item): j for j in judged}
    coding: list[float] = []
    run: list[float] = []
    for unit in units:
        for code, item in items:
            j = at.get((unit, code, item))
            coding.append(float("nan") if j and j.allowed and not j.wanted else float(bool(j and j.wanted)))
            run.append(float(bool(j and j.found)))
    values = [c for c in coding if c == c] + [r for c, r in zip(coding, run, strict=True) if c == c]
    if len(set(values)) < 2:
        return None
    return float(krippendorff.alpha(np.array([coding, run]), level_of_measurement="nominal"))


def confusions(judged: Sequence[Judgement]) -> list[tuple[str, str, str, int]]:
    """(facet, wanted and not found, found and not wanted, measures) on the same measure, the most frequent first."""
    counts: Counter[tuple[str, str, str]] = Counter()
    by_measure: dict[tuple[str, str], list[Judgement]] = {}
    for j in judged:
        by_measure.setdefault((j.facet, j.measure), []).append(j)
    for (facet, _), some in sorted(by_measure.items()):
        lost = {j.code if facet != "body" else f"{j.item} ({j.code})" for j in some if j.wanted and not j.found}
        extra = {j.code if facet != "body" else f"{j.item} ({j.code})" for j in some if j.found and not j.right}
        counts.update((facet, a, b) for a in lost or {""} for b in extra or {""} if a or b)
    return [(*key, count) for key, count in sorted(counts.items(), key=lambda item: (item[0][0], -item[1], item[0]))]


def reliability(judged: Sequence[Judgement], facet: str) -> list[Bin]:
    """How often inferred codes of a facet are right, by their score; empty bins are left out."""
    scored = [(j.score, j.right) for j in judged if j.facet == facet and j.found and j.score is not None]
    scored = [(score, right) for score, right in scored if score < 1.0]
    bins: list[Bin] = []
    for low, high in pairwise(BINS):
        inside = [(score, right) for score, right in scored if low < score <= high]
        if inside:
            mean = sum(score for score, _ in inside) / len(inside)
            bins.append(Bin(low, high, len(inside), mean, sum(right for _, right in inside) / len(inside)))
    return bins
