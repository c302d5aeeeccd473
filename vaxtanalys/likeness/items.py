"""A measure (or a strategy's goal) as the scorer sees it: its words and its codes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from vaxtanalys.measure_types import assign, load_types
from vaxtanalys.model import FocusArea, Measure, MeasureType, Reading

FACETS = ("action", "target_group", "theme")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to compare. ``codes`` holds for each of action, target_group and theme the (code, score) pairs, sorted.

    ``owner`` is the municipality's code, or the document's id where the municipality is not known; ``place_names`` are
    casefolded names that prove nothing about the measure (the municipality's own). ``types`` are the measure types
    that its words say, with their scores, sorted by code.
    """

    id: str
    document_id: str
    owner: str
    text: str
    codes: tuple[tuple[tuple[str, float], ...], ...] = ((), (), ())
    place_names: frozenset[str] = frozenset()
    types: tuple[tuple[str, float], ...] = ()

    def codes_of(self, facet: str) -> dict[str, float]:
        """The codes of one facet with their scores."""
        return dict(self.codes[FACETS.index(facet)])


def owner_of(reading: Reading) -> str:
    """The municipality's code; where it is not known, the document stands for itself."""
    return reading.facts.municipality_code or f"?{reading.document_id}"


def is_regional(reading: Reading) -> bool:
    """Whether a document speaks for a county or region rather than a municipality."""
    return reading.facts.municipality_code is None and reading.facts.county_code is not None


def items_of(readings: Iterable[Reading], measure_types: Iterable[MeasureType] = ()) -> list[Item]:
    """One item a measure of every readable plan, sorted by measure_id; ``measure_types`` of other plans are ignored."""
    types: dict[str, list[tuple[str, float]]] = {}
    for kind in measure_types:
        if not kind.sure:
            continue
        types.setdefault(kind.measure_id, []).append((kind.type, kind.score))
    items: list[Item] = []
    for reading in readings:
        if reading.plan is None:
            continue
        codes = codes_by_measure(reading)
        names = frozenset([reading.facts.municipality.casefold()]) if reading.facts.municipality else frozenset[str]()
        items += [
            Item(
                id=measure.measure_id,
                document_id=reading.document_id,
                owner=owner_of(reading),
                text=said_of(measure),
                codes=codes.get(measure.measure_id, ((), (), ())),
                place_names=names,
                types=tuple(sorted(types.get(measure.measure_id, ()))),
            )
            for measure in reading.plan.measures
        ]
    return sorted(items, key=lambda item: item.id)


def said_of(measure: Measure) -> str:
    """A measure's run-in heading and its text as one: a colon, not a full stop, so that the text is no afterthought."""
    return f"{measure.heading.text}: {measure.text.text}" if measure.heading else measure.text.text


def codes_by_measure(reading: Reading) -> dict[str, tuple[tuple[tuple[str, float], ...], ...]]:
    """For every tagged measure its codes in the order of ``FACETS``, the highest score of each code."""
    best: dict[str, dict[str, dict[str, float]]] = {}
    for tag in reading.tagging.tags if reading.tagging else ():
        if tag.facet in FACETS:
            scores = best.setdefault(tag.measure_id, {facet: {} for facet in FACETS})[tag.facet]
            scores[tag.code] = max(tag.score, scores.get(tag.code, 0.0))
    return {
        measure_id: tuple(tuple(sorted(facets[facet].items())) for facet in FACETS)
        for measure_id, facets in sorted(best.items())
    }


def item_of_goal(area: FocusArea, objective: str | None = None, areas: frozenset[str] = frozenset()) -> Item:
    """A strategy's focus area (or one of its objectives) as something to compare; it has words but no codes."""
    text = objective if objective else area.heading.text
    types = tuple(sorted((hit.code, hit.score) for hit in assign(text, load_types(), (), areas)))
    return Item(area.focus_area_id, area.document_id, f"?{area.document_id}", text, types=types)
