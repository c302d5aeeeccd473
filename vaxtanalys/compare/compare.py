"""Readings, alignments and groups -> coverage and gaps."""

from __future__ import annotations

from collections.abc import Sequence

from vaxtanalys.compare.coverage import cover_codes, cover_groups
from vaxtanalys.compare.gaps import find_gaps
from vaxtanalys.compare.goals import cover_goals, goals_of
from vaxtanalys.compare.nearest import NearestFinder
from vaxtanalys.compare.settings import CompareSettings
from vaxtanalys.compare.towns import towns_of
from vaxtanalys.compare.words import Wording
from vaxtanalys.likeness import Labels, is_regional, items_of
from vaxtanalys.model import Alignment, CoverageCell, Gap, MeasureGroup, MeasureType, Reading

# The levels are few and known: a level that no plan works on is worth a row of its own.
LEVELS = ("universal", "selective", "indicated")


def compare(
    readings: Sequence[Reading],
    alignments: Sequence[Alignment],
    groups: Sequence[MeasureGroup],
    measure_types: Sequence[MeasureType],
    codebook: Labels,
    settings: CompareSettings,
) -> tuple[tuple[CoverageCell, ...], tuple[Gap, ...]]:
    """A cell for every municipality and code, and the gaps among them; both sorted by municipality, facet and code.

    A cell is covered exactly where measures are listed. It is a gap only where a plan with measures was read well
    enough and nothing comes near; in all other cases it is undecided, and the reason says why. Where a municipality has
    several generations of a plan, the newest counts. A county's or region's document is a strategy: its goals are the
    facet ``strategy_goal`` for the municipalities of the county.
    """
    towns = towns_of(readings, settings)
    goals = goals_of(readings, measure_types)
    items = items_of((reading for reading in readings if not is_regional(reading)), measure_types)
    finder = NearestFinder(items, alignments)
    wording = Wording(codebook, {group.group_id: group for group in groups}, {goal.code: goal.text for goal in goals})
    cells = cover_groups(towns, groups, finder, settings)
    cells += cover_codes(towns, [("prevention_level", code) for code in LEVELS], finder, wording, settings)
    cells += cover_goals(towns, goals, items, settings)
    cells.sort(key=lambda cell: (cell.municipality_code, cell.facet, cell.code))
    return tuple(cells), tuple(find_gaps(cells, towns, wording, settings))
