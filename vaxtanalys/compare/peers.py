"""The other municipalities of a cell: who covers its code, who can be judged on it, whose plans are about the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vaxtanalys.compare.towns import Town
from vaxtanalys.model import CoverageCell
from vaxtanalys.policy_areas import policy_areas, united_areas


@dataclass(frozen=True)
class Subjects:
    """What plans are about: the policy areas of each municipality, and those of the plans that cover each code.

    ``near`` are the municipalities with a plan of an area that a municipality has one for, or of one not known.
    """

    own: Mapping[str, frozenset[str]]
    near: Mapping[str, frozenset[str]]
    covering: Mapping[tuple[str, str, str], frozenset[str]]

    def alike(self, cell: CoverageCell, peer: str) -> bool:
        """Whether ``peer`` covers the cell's code in a plan of an area that the cell's municipality has a plan for.

        So it is also where the area of either plan is not known: nothing is set aside on a guess.
        """
        own, covering = self.own[cell.municipality_code], self.covering[peer, cell.facet, cell.code]
        return not own or not covering or bool(own & covering)


@dataclass(frozen=True)
class Peers:
    """Which municipalities cover each code, and which of them can be judged on it."""

    covering: Mapping[tuple[str, str], tuple[str, ...]]
    judged: Mapping[tuple[str, str], tuple[str, ...]]
    subjects: Subjects

    def of(self, cell: CoverageCell) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The other municipalities that cover the cell's code, and those of them that can be judged; sorted."""
        key, own = (cell.facet, cell.code), cell.municipality_code
        covering = tuple(code for code in self.covering.get(key, ()) if code != own)
        return covering, tuple(code for code in self.judged.get(key, ()) if code != own)

    def in_same_area(self, cell: CoverageCell) -> tuple[str, ...]:
        """Those that cover the cell's code in a plan of the same policy area as one of the municipality's own."""
        return tuple(code for code in self.of(cell)[0] if self.subjects.alike(cell, code))

    def with_plans_alike(self, cell: CoverageCell) -> tuple[str, ...]:
        """Those that can be judged and have a plan of one of the municipality's own policy areas, or one unknown."""
        near = self.subjects.near[cell.municipality_code]
        return tuple(code for code in self.of(cell)[1] if code in near)

    def counts(self, cell: CoverageCell) -> tuple[int, int]:
        """How many they are."""
        covering, judged = self.of(cell)
        return len(covering), len(judged)


def subjects_of(cells: Sequence[CoverageCell], towns: Sequence[Town]) -> Subjects:
    """The policy areas behind the cells."""
    of_measure: dict[str, frozenset[str]] = {}
    own: dict[str, frozenset[str]] = {}
    for town in towns:
        areas = [frozenset(policy_areas(reading)) for reading in town.current]
        own[town.code] = united_areas(areas)
        for reading, found in zip(town.current, areas, strict=True):
            of_measure |= {m.measure_id: found for m in (reading.plan.measures if reading.plan else ())}
    covering = {
        (cell.municipality_code, cell.facet, cell.code): united_areas(
            of_measure.get(m, frozenset()) for m in cell.measures
        )
        for cell in cells
        if cell.measures
    }
    near = {
        code: frozenset(other for other, areas in own.items() if not mine or not areas or areas & mine)
        for code, mine in own.items()
    }
    return Subjects(own, near, covering)


def peers_of(cells: Sequence[CoverageCell], towns: Sequence[Town]) -> Peers:
    """The peers of every code."""
    assessable = {town.code for town in towns if town.assessable}
    covering: dict[tuple[str, str], set[str]] = {}
    judged: dict[tuple[str, str], set[str]] = {}
    for cell in cells:
        key = (cell.facet, cell.code)
        if cell.state == "covered":
            covering.setdefault(key, set()).add(cell.municipality_code)
        if cell.state == "covered" or cell.municipality_code in assessable:
            judged.setdefault(key, set()).add(cell.municipality_code)
    return Peers(_sorted(covering), _sorted(judged), subjects_of(cells, towns))


def _sorted(found: Mapping[tuple[str, str], set[str]]) -> dict[tuple[str, str], tuple[str, ...]]:
    return {key: tuple(sorted(codes)) for key, codes in found.items()}
