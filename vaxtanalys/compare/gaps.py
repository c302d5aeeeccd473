"""Coverage -> the gaps and undecided cells that matter, each with who covers it and where it was looked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vaxtanalys.compare.coverage import BODY_TYPE
from vaxtanalys.compare.kinds import Kinds
from vaxtanalys.compare.peers import Peers
from vaxtanalys.compare.settings import CompareSettings
from vaxtanalys.compare.towns import UNREAD, Town
from vaxtanalys.compare.words import Wording, decimal
from vaxtanalys.model import CoverageCell, Gap, Measure, Reading
from vaxtanalys.policy_areas import all_policy_areas

# Below this likeness the nearest measure stands in its column, but a sentence about it would only mislead.
WORTH_NAMING = 0.1


def find_gaps(
    cells: Sequence[CoverageCell],
    towns: Sequence[Town],
    peers: Peers,
    kinds: Kinds,
    wording: Wording,
    settings: CompareSettings,
) -> list[Gap]:
    """A row for each gap or undecided cell that at least ``min_peers`` other municipalities cover.

    A strategy's goals are listed whoever covers them: the strategy asks for them.
    """
    by_code = {town.code: town for town in towns}
    looked = {town.code: looked_in(town) for town in towns}
    maker = GapMaker(by_code, looked, peers, kinds, wording, settings)
    return [
        maker.make(cell)
        for cell in cells
        if cell.state != "covered" and (cell.facet == "strategy_goal" or peers.counts(cell)[0] >= settings.min_peers)
    ]


@dataclass(frozen=True)
class GapMaker:
    """Makes the rows; the reasons are Swedish sentences with the figures."""

    towns: Mapping[str, Town]
    looked: Mapping[str, tuple[str, ...]]
    peers: Peers
    kinds: Kinds
    wording: Wording
    settings: CompareSettings

    def make(self, cell: CoverageCell) -> Gap:
        """The certificate of one empty cell."""
        town = self.towns[cell.municipality_code]
        covering, judged = self.peers.of(cell)
        alike = covering if cell.facet == "strategy_goal" else self.peers.in_same_area(cell)
        near = {measure.measure_id: measure for measure in town.measures}.get(cell.nearest_measure or "")
        searched, poor = town.pages
        missed = None if cell.state != "gap" or cell.certainty is None else round(1.0 - cell.certainty, 4)
        return Gap(
            municipality_code=cell.municipality_code,
            facet=cell.facet,
            code=cell.code,
            state=cell.state,
            peers_covering=covering,
            peers_assessable=judged,
            reason=self.reason(cell, near) + self.outside(cell, covering, alike),
            looked_in=self.looked[town.code],
            nearest_measure=cell.nearest_measure,
            nearest_text=near.text.text if near else None,
            nearest_page=near.text.page if near else None,
            nearest_score=cell.nearest_score,
            nearest_why=self.why_not(cell, near) if near else None,
            missed_probability=missed,
            pages_searched=searched,
            pages_poor=poor,
            peers_same_area=alike,
        )

    def outside(self, cell: CoverageCell, covering: tuple[str, ...], alike: tuple[str, ...]) -> str:
        """``gap_outside_area``: that no one has it in a plan about what this municipality's plans are about.

        Such a gap is true of the plan, but says nothing of the municipality: what it does may stand in another plan.
        """
        if alike or not covering:
            return ""
        own = self.peers.subjects.own[cell.municipality_code]
        labels = "; ".join(row.label_sv.lower() for row in all_policy_areas() if row.code in own)
        whose = self.towns[cell.municipality_code].possessive
        if not self.peers.with_plans_alike(cell):
            return f" Ingen annan kommun har en plan om samma område som {whose} ({labels}) att jämföra med."
        return f" Ingen av dem har det i en plan om samma område som {whose} ({labels})."

    def reason(self, cell: CoverageCell, near: Measure | None) -> str:
        """Who else has it (and how many of those with a plan about the same), what was found here, what is nearest."""
        (covering, judged), what = self.peers.counts(cell), self.wording.measures(cell.facet, cell.code)
        reason = f"{covering} av {judged} andra bedömbara kommuner har {what}"
        alike, comparable = self.peers.in_same_area(cell), self.peers.with_plans_alike(cell)
        if cell.facet != "strategy_goal" and alike and len(comparable) < judged:
            reason += f" ({len(alike)} av {len(comparable)} med en plan om samma område)"
        reason += f"; {cell.reason}." if cell.reason else "."
        # An undecided cell's own reason names its measure already.
        if near and cell.state == "gap" and (cell.nearest_score or 0.0) >= WORTH_NAMING:
            told = self.towns[cell.municipality_code].told(near.measure_id)
            reason += f" Närmast: {told}, likhet {decimal(cell.nearest_score or 0.0)}; {self.why_not(cell, near)}."
        return reason

    def why_not(self, cell: CoverageCell, near: Measure) -> str:
        """Why the nearest measure does not count as covering the cell."""
        if cell.state == "undecided":
            return cell.reason
        likeness = f"likheten är under gränsen {decimal(self.settings.same)}"
        if cell.facet in ("measure_group", "measure_type"):
            own = [kind.label for kind in self.kinds.sure.get(near.measure_id, ())]
            kind = f"den är av slaget {' och '.join(f'”{label}”' for label in own)}" if own else "inget slag passar den"
            return f"{kind}; {likeness}"
        if cell.facet == "strategy_goal":
            return likeness
        if cell.facet == BODY_TYPE:
            types = [code for id_, code in self.towns[cell.municipality_code].body_types if id_ == near.measure_id]
            labels = ", ".join(self.wording.label(BODY_TYPE, code) for code in types)
            return f"dess ansvariga är av slaget {labels}" if labels else "den har ingen ansvarig i planen"
        return self.coded_otherwise(cell, near)

    def coded_otherwise(self, cell: CoverageCell, near: Measure) -> str:
        """What the nearest measure is coded as, in each facet of the cell."""
        tags = [tag for tag in self.towns[cell.municipality_code].tags if tag.measure_id == near.measure_id]
        parts = []
        for facet in cell.facet.split("*"):
            codes = sorted({tag.code for tag in tags if tag.facet == facet})
            parts.append(", ".join(self.wording.label(facet, code) for code in codes))
        if not any(parts):
            return "den saknar kod i den indelningen"
        return f"den är kodad {' × '.join(part or 'utan kod' for part in parts)} i stället"


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
