"""How right a run is: counts of what was right, found and wanted, and the figures that follow from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from vaxtanalys.evaluate.cells import CellCounts

if TYPE_CHECKING:
    from vaxtanalys.evaluate.codes import Judgement


@dataclass(frozen=True, slots=True)
class Score:
    """``right`` of ``found`` that are right, of ``wanted`` that should be there."""

    right: float = 0
    found: float = 0
    wanted: float = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.found + other.found, self.wanted + other.wanted)

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of what was wanted that was found; 1 where nothing was wanted."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both; 1 where nothing was wanted and nothing found."""
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else 1.0


@dataclass(frozen=True, slots=True)
class Metric:
    """A row of the result: its machine name, its Swedish label, and whether it is a share or precision/recall/F1."""

    name: str
    label: str
    share: bool = False

    def show(self, score: Score | None) -> str:
        """The score for people: ``0.97/0.98/0.97 (33 av 34 mot 34)``; "inga" where none were coded and none found."""
        if score is None:
            return "–"
        if not score.found and not score.wanted:
            return "inga"
        if self.share:
            return f"{score.recall:.2f} ({score.right:g} av {score.wanted:g})"
        return (
            f"{score.precision:.2f}/{score.recall:.2f}/{score.f1:.2f} "
            f"({score.right:g} av {score.found:g} mot {score.wanted:g})"
        )


METRICS = (
    Metric("documents", "Dokumentets uppgifter", share=True),
    Metric("focus_areas", "Fokusområden"),
    Metric("objectives", "Mål för fokusområdet"),
    Metric("measures", "Åtgärder"),
    Metric("focus_area", "Åtgärdens fokusområde", share=True),
    Metric("label", "Åtgärdens nummer", share=True),
    Metric("heading", "Åtgärdens rubrik", share=True),
    Metric("remark", "Åtgärdens anmärkning", share=True),
    Metric("status", "Åtgärdens läge", share=True),
    Metric("timeline", "Åtgärdens tid", share=True),
    Metric("bodies", "Ansvariga med roll"),
    Metric("levels_stated", "Utskriven preventionsnivå"),
    Metric("levels_inferred", "Härledd preventionsnivå"),
    Metric("target_groups", "Målgrupper"),
    Metric("pairs", "Lika åtgärder (par)"),
)


@dataclass(frozen=True, slots=True)
class Miss:
    """One thing that is not as coded: in which document, which metric, and words for people (wanted against found)."""

    document: str
    what: str
    words: str


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of one document (or of all), by metric name."""

    name: str
    scores: Mapping[str, Score]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A run against a coding: each document, the total, and every miss.

    ``average_precision`` is that of the alignment's scores over the coded pairs of different municipalities; None where
    the coding has none. ``judged`` holds every code of every coded measure, ``cells`` counts the cells of the
    comparison by facet.
    """

    documents: tuple[Scores, ...]
    total: Scores
    misses: tuple[Miss, ...]
    average_precision: float | None = None
    judged: tuple[Judgement, ...] = field(default=(), repr=False)
    cells: Mapping[str, CellCounts] = field(default_factory=dict)
    metrics: tuple[Metric, ...] = field(default=METRICS, repr=False)

    def as_dict(self) -> dict[str, object]:
        """The whole as plain JSON values; figures have four decimals."""
        return {
            "documents": {item.name: _figures(item) for item in self.documents},
            "total": _figures(self.total),
            "average_precision": None if self.average_precision is None else round(self.average_precision, 4),
            "cells": {facet: _cell_figures(counts) for facet, counts in self.cells.items()},
            "misses": [{"document": m.document, "what": m.what, "words": m.words} for m in self.misses],
        }


def _cell_figures(counts: CellCounts) -> dict[str, float]:
    shares = ("false_gaps", "missed_gaps", "undecided_share")
    return {**asdict(counts), **{name: round(getattr(counts, name), 4) for name in shares}}


def _figures(item: Scores) -> dict[str, dict[str, float]]:
    return {
        name: {
            "precision": round(score.precision, 4),
            "recall": round(score.recall, 4),
            "f1": round(score.f1, 4),
            "right": score.right,
            "found": score.found,
            "wanted": score.wanted,
        }
        for name, score in item.scores.items()
    }
