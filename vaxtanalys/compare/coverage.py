"""Tags and bodies -> one cell for every municipality and every level, target group, theme and kind of body."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vaxtanalys.compare.certainty import covered_certainty
from vaxtanalys.compare.kinds import covered
from vaxtanalys.compare.nearest import Near, NearestFinder
from vaxtanalys.compare.settings import CompareSettings
from vaxtanalys.compare.towns import Town, why_not_assessable
from vaxtanalys.compare.words import CROSSED, Wording, counted, decimal
from vaxtanalys.model import CoverageCell, Tag

CODED = ("prevention_level", "target_group", "theme")
BODY_TYPE = "body_type"


@dataclass(frozen=True, slots=True)
class TownCodes:
    """What a municipality's tags say: (facet, code) -> measures surely coded, and those only weakly coded.

    ``tagged_share`` is the share of its measures that have any sure code of a facet, ``certainty`` how sure the surest
    codes of a cell are together.
    """

    sure: Mapping[tuple[str, str], tuple[str, ...]]
    certainty: Mapping[tuple[str, str], float]
    weak: Mapping[tuple[str, str], tuple[tuple[str, float], ...]]
    tagged_share: Mapping[str, float]


def codes_of(town: Town, settings: CompareSettings) -> TownCodes:
    """The codes of a municipality's current plans, crossed ones included."""
    sure: dict[tuple[str, str], set[str]] = {}
    weak: dict[tuple[str, str], dict[str, float]] = {}
    by_measure: dict[str, dict[str, set[str]]] = {}
    scored: dict[tuple[str, str], dict[str, float]] = {}
    for tag in town.tags:
        if tag.facet not in CODED:
            continue
        if is_sure(tag, settings):
            best = scored.setdefault((tag.facet, tag.code), {})
            best[tag.measure_id] = max(tag.score, best.get(tag.measure_id, 0.0))
            sure.setdefault((tag.facet, tag.code), set()).add(tag.measure_id)
            by_measure.setdefault(tag.measure_id, {}).setdefault(tag.facet, set()).add(tag.code)
        else:
            scores = weak.setdefault((tag.facet, tag.code), {})
            scores[tag.measure_id] = max(tag.score, scores.get(tag.measure_id, 0.0))
    for measure_id, codes in by_measure.items():
        for group in codes.get("target_group", ()):
            for level in codes.get("prevention_level", ()):
                cell = (CROSSED, f"{group}*{level}")
                sure.setdefault(cell, set()).add(measure_id)
                both = scored["target_group", group][measure_id] * scored["prevention_level", level][measure_id]
                scored.setdefault(cell, {})[measure_id] = both
    for measure_id, body_type in town.body_types:
        sure.setdefault((BODY_TYPE, body_type), set()).add(measure_id)
        scored.setdefault((BODY_TYPE, body_type), {})[measure_id] = 1.0
    shares = tagged_shares(town, by_measure)
    return TownCodes(
        sure={cell: tuple(sorted(measures)) for cell, measures in sorted(sure.items())},
        certainty={cell: covered_certainty(list(scores.values())) for cell, scores in sorted(scored.items())},
        weak={cell: tuple(sorted(scores.items())) for cell, scores in sorted(weak.items())},
        tagged_share={**shares, BODY_TYPE: town.named_share},
    )


def is_sure(tag: Tag, settings: CompareSettings) -> bool:
    """Whether a tag counts as covering: printed in the plan, or inferred with enough confidence."""
    return tag.basis == "stated" or tag.score >= settings.least_tag_score


def tagged_shares(town: Town, by_measure: Mapping[str, Mapping[str, set[str]]]) -> dict[str, float]:
    """The share of a municipality's measures that have any code of each facet; a crossed facet needs both."""
    total = max(1, len(town.measures))
    shares = {facet: sum(facet in codes for codes in by_measure.values()) / total for facet in CODED}
    return {**shares, CROSSED: min(shares["target_group"], shares["prevention_level"])}


def cover_codes(
    towns: Sequence[Town],
    fixed: Sequence[tuple[str, str]],
    finder: NearestFinder,
    wording: Wording,
    settings: CompareSettings,
) -> list[CoverageCell]:
    """Cells of prevention levels, target groups, themes and crossed codes: ``fixed`` ones and all that occur."""
    coded = {town.code: codes_of(town, settings) for town in towns}
    cells = sorted({*fixed, *(cell for codes in coded.values() for cell in (*codes.sure, *codes.weak))})
    found: list[CoverageCell] = []
    for town in towns:
        own = coded[town.code]
        empty = [cell for cell in cells if cell not in own.sure]
        peers = [
            [m for other in towns if other.code != town.code for m in coded[other.code].sure.get(cell, ())]
            for cell in empty
        ]
        near = dict(zip(empty, finder.nearest([measure.measure_id for measure in town.measures], peers), strict=True))
        for cell in cells:
            if cell in own.sure:
                found.append(covered(town, cell, own.sure[cell], own.certainty[cell]))
            else:
                found.append(empty_code(town, cell, own, near[cell], wording, settings))
    return found


def likeness_tells(facet: str) -> bool:
    """``named_not_inferred``: whether a like measure elsewhere makes an empty cell of the facet doubtful.

    Whom a measure is for may be missed in its words. Who answers for it is named by the plan, and that another
    municipality lets some other body do a like thing says nothing of this one.
    """
    return facet != BODY_TYPE


def empty_code(
    town: Town, cell: tuple[str, str], own: TownCodes, near: Near | None, wording: Wording, settings: CompareSettings
) -> CoverageCell:
    """A cell without a surely coded measure: undecided where there is a doubt, else a gap."""
    phrase = wording.measures(*cell)
    weak = own.weak.get(cell, ())
    doubt = why_not_assessable(town)
    if not doubt and weak:
        best = max(weak, key=lambda pair: (pair[1], pair[0]))
        some = counted(len(weak), "åtgärd", "åtgärder")
        doubt = f"kodningen är osäker: {some} kan gälla {phrase}, säkrast {town.told(best[0])}"
        near = best
    if not doubt and own.tagged_share.get(cell[0], 0.0) < settings.least_tagged_share:
        coded = "har en ansvarig" if cell[0] == BODY_TYPE else "går att koda"
        doubt = f"för få av åtgärderna i {town.possessive} plan {coded} för att säga om det finns {phrase}"
    if not doubt and near and likeness_tells(cell[0]) and near[1] >= settings.near_code:
        doubt = f"{town.told(near[0])} liknar {phrase} hos andra (likhet {decimal(near[1])}) men är inte kodad så"
    state = "undecided" if doubt else "gap"
    reason = doubt or f"ingen sådan åtgärd hittades i {town.possessive} plan"
    nearest, score = near or (None, None)
    return CoverageCell(town.code, *cell, state, (), nearest, score, reason)
