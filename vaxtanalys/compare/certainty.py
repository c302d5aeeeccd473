"""How sure a cell is: what the tool is measured to miss and to make up, and what that means for one cell.

The rows of ``data/measured_error.csv`` are counts of cells (a municipality and a code) against human codings: found and
right (``tp``), missed (``fn``), made up (``fp``), rightly empty (``tn``). ``tests/measure_error.py`` writes them.
"""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from functools import cache
from importlib import resources

# A plan that was read only fairly well hides more: the share missed is taken to be this much larger.
FAIR_FACTOR = 1.5


@dataclass(frozen=True, slots=True)
class Error:
    """Counts of cells against a coding, and what follows: each share with one added to either side (Laplace)."""

    tp: int
    fn: int
    fp: int
    tn: int

    @property
    def sensitivity(self) -> float:
        """The share of truly covered cells that are found."""
        return (self.tp + 1) / (self.tp + self.fn + 2)

    @property
    def specificity(self) -> float:
        """The share of truly empty cells that are left empty."""
        return (self.tn + 1) / (self.tn + self.fp + 2)


@cache
def measured_errors() -> dict[str, Error]:
    """The counts by facet. Raises KeyError where a column is missing."""
    text = resources.files("vaxtanalys.data").joinpath("measured_error.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {row["facet"]: Error(*(int(row[key]) for key in ("tp", "fn", "fp", "tn"))) for row in rows}


def error_of(facet: str) -> Error:
    """The counts of a facet; a crossed facet takes those of its first part, an unmeasured one those of all together."""
    errors = measured_errors()
    found = errors.get(facet) or errors.get(facet.split("*")[0])
    if found:
        return found
    parts = list(errors.values())
    return Error(*(sum(getattr(part, key) for part in parts) for key in ("tp", "fn", "fp", "tn")))


def missed_probability(
    facet: str, covering: int, assessable: int, nearest: float | None, poorly_read: bool = False
) -> float:
    """The probability that an empty cell is covered in truth, rounded to four places.

    By Bayes from how common the thing is among the other municipalities that can be judged (``covering`` of
    ``assessable``, Laplace) and how much of what is there the tool is measured to miss; at least as high as the score
    of the ``nearest`` measure, which is itself a probability.
    """
    error = error_of(facet)
    common = (covering + 1) / (assessable + 2)
    miss = min(1.0, (1 - error.sensitivity) * (FAIR_FACTOR if poorly_read else 1.0))
    empty = common * miss + (1 - common) * error.specificity
    return round(max(common * miss / empty if empty else 0.0, nearest or 0.0), 4)


def covered_certainty(scores: list[float]) -> float:
    """The probability that at least one of the measures covers the cell, each by its own score; rounded to four."""
    return round(1.0 - math.prod(1.0 - min(max(score, 0.0), 0.995) for score in scores), 4) if scores else 0.0
