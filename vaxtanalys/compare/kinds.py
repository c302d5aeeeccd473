"""Types of measure -> cells: those of groups, and those that no group holds because one municipality alone has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vaxtanalys.compare.certainty import covered_certainty
from vaxtanalys.compare.nearest import Near, NearestFinder
from vaxtanalys.compare.settings import CompareSettings
from vaxtanalys.compare.towns import Town, why_not_assessable
from vaxtanalys.compare.words import counted, decimal
from vaxtanalys.model import CoverageCell, MeasureGroup, MeasureType


class Kinds:
    """The types that measures are of, surely or in passing."""

    def __init__(self, measure_types: Sequence[MeasureType]) -> None:
        self.sure: dict[str, list[MeasureType]] = {}
        self.passing: dict[str, list[MeasureType]] = {}
        for kind in measure_types:
            (self.sure if kind.sure else self.passing).setdefault(kind.measure_id, []).append(kind)

    def of(self, code: str, measures: Sequence[str]) -> list[MeasureType]:
        """The sure types ``code`` among ``measures``."""
        return [kind for id_ in measures for kind in self.sure.get(id_, ()) if kind.type == code]

    def in_passing(self, code: str, measures: Sequence[str]) -> MeasureType | None:
        """The measure among ``measures`` that names the type most surely in passing."""
        named = [kind for id_ in measures for kind in self.passing.get(id_, ()) if kind.type == code]
        return max(named, key=lambda kind: (kind.score, kind.measure_id), default=None)

    def codes(self, measures: Sequence[str]) -> set[str]:
        """The types that any of ``measures`` surely is of."""
        return {kind.type for id_ in measures for kind in self.sure.get(id_, ())}


def cover_groups(
    towns: Sequence[Town],
    groups: Sequence[MeasureGroup],
    kinds: Kinds,
    finder: NearestFinder,
    settings: CompareSettings,
) -> list[CoverageCell]:
    """Cells of the groups of alike measures."""
    found: list[CoverageCell] = []
    scores = {group.group_id: dict(group.members) for group in groups}
    for town in towns:
        own = [measure.measure_id for measure in town.measures]
        before = {m.measure_id for reading in town.replaced if reading.plan for m in reading.plan.measures}
        inside = {group.group_id: tuple(id_ for id_, _ in group.members if id_ in set(own)) for group in groups}
        empty = [group for group in groups if not inside[group.group_id]]
        members = [[id_ for id_, _ in group.members if id_ not in before] for group in empty]
        near = dict(zip([group.group_id for group in empty], finder.nearest(sorted(own), members), strict=True))
        for group in groups:
            cell = ("measure_group", group.group_id)
            measures = inside[group.group_id]
            others = [id_ for id_, _ in group.members if id_ not in measures and id_ not in before]
            likest = finder.likest(measures, others)
            if measures and likest and likest[1] < settings.least_support:
                found.append(weakly_held(town, cell, likest))
            elif measures:
                sure = [kind.score for kind in kinds.of(group.type or "", measures)]
                sure = sure or [scores[group.group_id][id_] for id_ in measures]
                found.append(covered(town, cell, measures, covered_certainty(sure)))
            else:
                older = tuple(id_ for id_, _ in group.members if id_ in before)
                passing = kinds.in_passing(group.type, own) if group.type else None
                line = settings.near if group.type else settings.near_by_words
                found.append(empty_group(town, cell, near[group.group_id], older, passing, settings, line))
    return found


def cover_lone_types(
    towns: Sequence[Town],
    groups: Sequence[MeasureGroup],
    kinds: Kinds,
    finder: NearestFinder,
    settings: CompareSettings,
) -> list[CoverageCell]:
    """Cells of the types that only one municipality has, so that they are no group."""
    own = {town.code: [measure.measure_id for measure in town.measures] for town in towns}
    grouped = {group.type for group in groups}
    codes = sorted({code for ids in own.values() for code in kinds.codes(ids)} - grouped)
    found: list[CoverageCell] = []
    for town in towns:
        mine: Mapping[str, list[MeasureType]] = {code: kinds.of(code, own[town.code]) for code in codes}
        empty = [code for code in codes if not mine[code]]
        wanted = [[k.measure_id for ids in own.values() for k in kinds.of(code, ids)] for code in empty]
        near = dict(zip(empty, finder.nearest(sorted(own[town.code]), wanted), strict=True))
        for code in codes:
            cell = ("measure_type", code)
            if mine[code]:
                ids = tuple(sorted(kind.measure_id for kind in mine[code]))
                found.append(covered(town, cell, ids, covered_certainty([kind.score for kind in mine[code]])))
            else:
                passing = kinds.in_passing(code, own[town.code])
                found.append(empty_group(town, cell, near[code], (), passing, settings))
    return found


def covered(town: Town, cell: tuple[str, str], measures: tuple[str, ...], certainty: float) -> CoverageCell:
    """A covered cell; undecided where all its measures stand on pages that were read too poorly to build on."""
    reason = f"{counted(len(measures), 'åtgärd', 'åtgärder')} i {town.possessive} plan"
    poor = {measure.measure_id for measure in town.measures if measure.grade == "poor"}
    if measures and all(measure in poor for measure in measures):
        reason += ", men bara på sidor som är för dåligt lästa för att avgöra"
        return CoverageCell(town.code, *cell, "undecided", measures, None, None, reason)
    return CoverageCell(town.code, *cell, "covered", measures, None, None, reason, certainty)


def weakly_held(town: Town, cell: tuple[str, str], likest: Near) -> CoverageCell:
    """A group of which a municipality has a member by its type or by a chain, though none is much like the others'."""
    reason = (
        f"osäkert: {town.told(likest[0])} hör till gruppen men liknar inte de andras åtgärder mycket "
        f"(likhet {decimal(likest[1])})"
    )
    return CoverageCell(town.code, *cell, "undecided", (), *likest, reason)


def empty_group(
    town: Town,
    cell: tuple[str, str],
    near: Near | None,
    older: tuple[str, ...],
    passing: MeasureType | None,
    settings: CompareSettings,
    near_from: float | None = None,
) -> CoverageCell:
    """A group or type of which a municipality's current plans have no member."""
    doubt = why_not_assessable(town)
    if not doubt and passing:
        doubt = f"{town.told(passing.measure_id)} nämner det i förbigående (”{passing.evidence}”)"
        near = passing.measure_id, passing.score
    line = settings.near if near_from is None else near_from
    if not doubt and near and near[1] >= line:
        doubt = f"för nära att avgöra: {town.told(near[0])} liknar dem (likhet {decimal(near[1])})"
    reason = doubt or f"ingen sådan åtgärd hittades i {town.possessive} plan"
    if older:
        reason += f"; fanns i den äldre planen: {', '.join(town.told(id_) for id_ in older)}"
    nearest, score = near or (None, None)
    return CoverageCell(town.code, *cell, "undecided" if doubt else "gap", (), nearest, score, reason)
