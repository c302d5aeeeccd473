"""Readings, alignments and groups -> coverage and gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vaxtanalys.compare.certainty import missed_probability
from vaxtanalys.compare.coverage import cover_codes, likeness_tells
from vaxtanalys.compare.gaps import find_gaps
from vaxtanalys.compare.goals import cover_goals, goals_of
from vaxtanalys.compare.kinds import Kinds, cover_groups, cover_lone_types
from vaxtanalys.compare.nearest import NearestFinder
from vaxtanalys.compare.peers import Peers, peers_of
from vaxtanalys.compare.settings import CompareSettings
from vaxtanalys.compare.shares import find_shares
from vaxtanalys.compare.towns import Town, towns_of
from vaxtanalys.compare.words import Wording
from vaxtanalys.likeness import Labels, is_regional, items_of
from vaxtanalys.meaning import load_meaning
from vaxtanalys.model import LEVELS, Alignment, CoverageCell, Gap, MeasureGroup, MeasureType, Reading, Share


def compare(
    readings: Sequence[Reading],
    alignments: Sequence[Alignment],
    groups: Sequence[MeasureGroup],
    measure_types: Sequence[MeasureType],
    codebook: Labels,
    settings: CompareSettings,
) -> tuple[tuple[CoverageCell, ...], tuple[Gap, ...], tuple[Share, ...]]:
    """A cell for every municipality and code, the gaps among them, and how many municipalities cover each code.

    All sorted. A cell is covered exactly where measures are listed. It is a gap only where a plan with measures was
    read well enough and nothing comes near; in all other cases it is undecided, and the reason says why. Where a
    municipality has several generations of a plan, the newest counts. A county's or region's document is a strategy:
    its goals are the facet ``strategy_goal`` for the municipalities of the county.
    """
    towns = towns_of(readings, settings)
    goals = goals_of(readings, measure_types)
    items = items_of((reading for reading in readings if not is_regional(reading)), measure_types)
    meaning = load_meaning(settings.semantics)
    finder, kinds = NearestFinder(items, alignments, meaning), Kinds(measure_types)
    wording = Wording(codebook, {group.group_id: group for group in groups}, {goal.code: goal.text for goal in goals})
    cells = cover_groups(towns, groups, kinds, finder, settings)
    cells += cover_lone_types(towns, groups, kinds, finder, settings)
    # The levels are few and known: a level that no plan works on is worth a row of its own.
    cells += cover_codes(towns, [("prevention_level", code) for code in LEVELS], finder, wording, settings)
    cells += cover_goals(towns, goals, items, settings, meaning)
    cells.sort(key=lambda cell: (cell.municipality_code, cell.facet, cell.code))
    peers = peers_of(cells, towns)
    cells = [with_certainty(cell, towns, peers) for cell in cells]
    gaps = find_gaps(cells, towns, peers, kinds, wording, settings)
    return tuple(cells), tuple(gaps), tuple(find_shares(cells, towns, settings))


def with_certainty(cell: CoverageCell, towns: Sequence[Town], peers: Peers) -> CoverageCell:
    """The cell with how sure a gap is; other cells as they are."""
    if cell.state != "gap":
        return cell
    town = next(town for town in towns if town.code == cell.municipality_code)
    nearest = cell.nearest_score if likeness_tells(cell.facet) else None
    missed = missed_probability(cell.facet, *peers.counts(cell), nearest, town.fairly_read)
    return replace(cell, certainty=round(1.0 - missed, 4))
