"""Readings -> the types of measure that each measure's words say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from vaxtanalys.classify.settings import ClassifySettings
from vaxtanalys.likeness import FACETS, codes_by_measure, said_of
from vaxtanalys.measure_types import assign, find_areas, load_types
from vaxtanalys.model import Measure, MeasureType, Reading

# A plan of which a quarter of the measures name an area is about it: its other measures need not say so each time.
LEAST_ABOUT = 0.25


def classify(readings: Sequence[Reading], settings: ClassifySettings) -> tuple[MeasureType, ...]:
    """The types of every measure of every readable plan, sorted by measure and code; a measure may have none.

    What a measure is given depends on its own plan alone, never on which other plans are in the corpus.
    """
    if not settings.measure_types:
        return ()
    found = [kind for reading in readings for kind in classify_reading(reading, settings)]
    return tuple(sorted(found, key=lambda kind: (kind.measure_id, -kind.score, kind.type)))


def classify_reading(reading: Reading, settings: ClassifySettings) -> list[MeasureType]:
    """The types of one plan's measures."""
    if reading.plan is None:
        return []
    book, areas, codes = load_types(), areas_of(reading), codes_by_measure(reading)
    found: list[MeasureType] = []
    for measure in reading.plan.measures:
        by_facet = zip(FACETS, codes.get(measure.measure_id, ()), strict=False)
        said = [f"{facet}:{code}" for facet, scored in by_facet for code, _ in scored]
        for hit in assign(said_of(measure), book, said, areas, settings.in_passing):
            kind = book.kind(hit.code)
            label = kind.label_sv if kind else hit.code
            start, end = within_text(measure, hit.start, hit.end)
            found.append(
                MeasureType(
                    measure.measure_id,
                    hit.code,
                    label,
                    hit.score,
                    hit.evidence,
                    start,
                    end,
                    hit.rule,
                    sure=hit.score >= settings.least,
                )
            )
    return found


def areas_of(reading: Reading) -> frozenset[str]:
    """The policy areas that a document is about: named in its title, or by at least a quarter of its measures."""
    if reading.plan is None:
        return frozenset()
    book = load_types()
    named = Counter(area for measure in reading.plan.measures for area in find_areas(said_of(measure), book))
    least = max(1.0, LEAST_ABOUT * len(reading.plan.measures))
    return find_areas(reading.facts.title or "", book) | {area for area, count in named.items() if count >= least}


def within_text(measure: Measure, start: int, end: int) -> tuple[int | None, int | None]:
    """Offsets in heading and text -> offsets in the text alone; None where they begin in the heading."""
    before = len(said_of(measure)) - len(measure.text.text)
    return (start - before, end - before) if start >= before else (None, None)
