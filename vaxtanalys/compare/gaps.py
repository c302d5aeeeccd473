"""Coverage -> the gaps and undecided cells that matter, each with who covers it and where it was looked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vaxtanalys.compare.settings import CompareSettings
from vaxtanalys.compare.towns import UNREAD, Town
from vaxtanalys.compare.words import Wording, decimal, shorten
from vaxtanalys.model import CoverageCell, Gap, Measure, Reading

# Below this likeness the nearest measure stands in its column, but a sentence about it would only mislead.
WORTH_NAMING = 0.1


def find_gaps(
    cells: Sequence[CoverageCell], towns: Sequence[Town], wording: Wording, settings: CompareSettings
) -> list[Gap]:
    """A row for each gap or undecided cell that at least ``min_peers`` other municipalities cover.

    A strategy's goals are listed whoever covers them: the strategy asks for them.
    """
    by_code = {town.code: town for town in towns}
    covering: dict[tuple[str, str], list[str]] = {}
    present: dict[tuple[str, str], list[str]] = {}
    for cell in cells:
        present.setdefault((cell.facet, cell.code), []).append(cell.municipality_code)
        if cell.state == "covered":
            covering.setdefault((cell.facet, cell.code), []).append(cell.municipality_code)
    measures = {measure.measure_id: measure for town in towns for measure in town.measures}
    looked = {town.code: looked_in(town) for town in towns}
    gaps: list[Gap] = []
    for cell in cells:
        key = (cell.facet, cell.code)
        peers = tuple(sorted(code for code in covering.get(key, ()) if code != cell.municipality_code))
        if cell.state == "covered" or (cell.facet != "strategy_goal" and len(peers) < settings.min_peers):
            continue
        assessable = tuple(
            sorted(
                code
                for code in present[key]
                if code != cell.municipality_code and (by_code[code].assessable or code in peers)
            )
        )
        town = by_code[cell.municipality_code]
        gaps.append(make_gap(cell, town, (peers, assessable), looked[town.code], measures, wording))
    return gaps


def make_gap(
    cell: CoverageCell,
    town: Town,
    peers: tuple[tuple[str, ...], tuple[str, ...]],
    looked: tuple[str, ...],
    measures: Mapping[str, Measure],
    wording: Wording,
) -> Gap:
    """One row; the reason is a Swedish sentence with the figures."""
    covering, assessable = peers
    nearest = measures.get(cell.nearest_measure or "")
    phrase = wording.measures(cell.facet, cell.code)
    reason = f"{len(covering)} av {len(assessable)} andra bedömbara kommuner har {phrase}"
    reason += f"; {cell.reason}." if cell.reason else "."
    if nearest and cell.nearest_score is not None and cell.nearest_score >= WORTH_NAMING:
        reason += (
            f" Närmast: ”{shorten(nearest.text.text)}” (s. {nearest.text.page}, likhet {decimal(cell.nearest_score)})."
        )
    return Gap(
        municipality_code=cell.municipality_code,
        facet=cell.facet,
        code=cell.code,
        state=cell.state,
        peers_covering=covering,
        peers_assessable=assessable,
        reason=reason,
        looked_in=looked,
        nearest_measure=cell.nearest_measure,
        nearest_text=nearest.text.text if nearest else None,
        nearest_page=nearest.text.page if nearest else None,
    )


def looked_in(town: Town) -> tuple[str, ...]:
    """Where a municipality's measures were looked for: each document with its pages, and what could not be read."""
    return tuple(looked_in_document(reading, reading in town.replaced) for reading in town.readings)


def looked_in_document(reading: Reading, replaced: bool) -> str:
    """ "kalmar s. 1-22 (svårlästa: s. 5, 7)"; a document that could not be read says why."""
    if reading.document is None or reading.plan is None:
        return f"{reading.document_id} ({UNREAD.get(reading.outcome, 'gick inte att läsa')})"
    pages = sorted(page.number for page in reading.document.pages)
    poor = [str(page.number) for page in reading.document.pages if page.grade == "poor"]
    span = f" s. {pages[0]}-{pages[-1]}" if len(pages) > 1 else " s. 1" if pages else ""
    notes = [f"svårlästa: s. {', '.join(poor)}"] if poor else []
    notes += ["äldre plan, ersatt av en nyare"] if replaced else []
    notes += ["inga åtgärder"] if not reading.plan.measures else []
    return f"{reading.document_id}{span}" + (f" ({'; '.join(notes)})" if notes else "")
