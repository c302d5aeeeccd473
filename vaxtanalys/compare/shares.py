"""Cells -> how many municipalities cover each thing: in all, by county and in a chosen group, with honest intervals."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vaxtanalys.compare.certainty import Error, error_of
from vaxtanalys.compare.settings import CompareSettings
from vaxtanalys.compare.towns import Town
from vaxtanalys.model import CoverageCell, Share
from vaxtanalys.policy_areas import policy_areas

Z = 1.959964  # the normal quantile of a 95 % interval


def find_shares(cells: Sequence[CoverageCell], towns: Sequence[Town], settings: CompareSettings) -> list[Share]:
    """A row for each scope (all, a county, a chosen group, those with a plan of a policy area) and code, sorted.

    The share is of the municipalities that can be judged; the adjusted share and its 95 % interval carry both that few
    municipalities were looked at and that the tool misses some cells and makes some up.
    """
    found: list[Share] = []
    for scope, name, codes in scopes(towns, settings):
        inside = frozenset(codes)
        states: dict[tuple[str, str], list[str]] = {}
        for cell in cells:
            if cell.municipality_code in inside:
                states.setdefault((cell.facet, cell.code), []).append(cell.state)
        found += [make_share(scope, name, facet, code, listed) for (facet, code), listed in states.items()]
    return sorted(found, key=lambda share: (share.scope, share.name, share.facet, share.code))


def scopes(towns: Sequence[Town], settings: CompareSettings) -> list[tuple[str, str, list[str]]]:
    """(kind, name, municipality codes) of every scope that holds a municipality."""
    counties: dict[str, list[str]] = {}
    for town in towns:
        counties.setdefault(town.county_code or town.code[:2], []).append(town.code)
    known = {town.code for town in towns}
    groups: dict[str, list[str]] = {}
    for name, code in settings.peer_groups:
        if code in known:
            groups.setdefault(name, []).append(code)
    listed = [("all", "", [town.code for town in towns])] if towns else []
    listed += [("county", county, codes) for county, codes in sorted(counties.items())]
    listed += [("peer_group", name, codes) for name, codes in sorted(groups.items())]
    return listed + [("policy_area", area, codes) for area, codes in sorted(_by_area(towns).items())]


def _by_area(towns: Sequence[Town]) -> dict[str, list[str]]:
    """The municipalities with a plan about each policy area, where the plans are not all about the same.

    That a climate plan shelters no one is no share of anything: a share is read among plans about its subject.
    """
    found: dict[str, list[str]] = {}
    for town in towns:
        for area in sorted({area for reading in town.current for area in policy_areas(reading)}):
            found.setdefault(area, []).append(town.code)
    return found if len(found) > 1 else {}


def make_share(scope: str, name: str, facet: str, code: str, states: Iterable[str]) -> Share:
    """One row out of the states of the cells in a scope."""
    listed = list(states)
    counts = {state: listed.count(state) for state in ("covered", "gap", "undecided")}
    judged = counts["covered"] + counts["gap"]
    share = round(counts["covered"] / judged, 4) if judged else None
    interval = adjusted(counts["covered"], judged, error_of(facet)) if judged else None
    bounds = (interval.middle, interval.low, interval.high) if interval else (None, None, None)
    return Share(scope, name, facet, code, counts["covered"], counts["gap"], counts["undecided"], share, *bounds)


@dataclass(frozen=True, slots=True)
class Interval:
    """A share with the ends of its 95 % interval, all between 0 and 1."""

    middle: float
    low: float
    high: float


def adjusted(positive: int, judged: int, error: Error) -> Interval:
    """The true share behind ``positive`` of ``judged``, given the measured error, with a 95 % interval.

    Method: Z. Lang and J. Reiczigel, "Confidence limits for prevalence of disease adjusted for estimated sensitivity
    and specificity", Preventive Veterinary Medicine 113 (2014). Where the measured error is so large that the tool says
    nothing (sensitivity and specificity sum to 1 or less) the interval is 0 to 1.
    """
    ill, well = error.tp + error.fn, error.tn + error.fp
    power = error.sensitivity + error.specificity - 1
    if power <= 0:
        return Interval(round(positive / judged, 4), 0.0, 1.0)
    count = judged + Z * Z
    apparent = (positive + Z * Z / 2) / count
    true = (apparent + error.specificity - 1) / power
    spread_ill = error.sensitivity * (1 - error.sensitivity) / (ill + 2)
    spread_well = error.specificity * (1 - error.specificity) / (well + 2)
    shift = 2 * Z * Z * (true * spread_ill - (1 - true) * spread_well)
    width = (
        Z
        / power
        * math.sqrt(
            apparent * (1 - apparent) / count + true * true * spread_ill + (1 - true) * (1 - true) * spread_well
        )
    )
    middle = (positive / judged + error.specificity - 1) / power
    ends = (true + shift - width, true + shift + width)
    middle, low, high = (round(min(1.0, max(0.0, value)), 4) for value in (middle, *ends))
    return Interval(middle, min(low, middle), max(high, middle))
