"""What the report shows of cells without measures: gaps, undecided cells, and where their links lead."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from vaxtanalys.publish.findings import Findings, Row, alphabet_key, cell_key, facet_order, sentence

# Fewer cells with the same reason are told of one by one.
LEAST_TOGETHER = 3


@dataclass(frozen=True)
class Hole:
    """A cell without measures, or several cells of one municipality that share state and reason."""

    id: str
    facet: str
    facet_label: str
    labels: tuple[str, ...]
    state: str
    reason: str
    peers: str
    looked_in: str
    nearest: str
    nearest_where: str


@dataclass(frozen=True)
class Holes:
    """All cells without measures of one municipality: those in the table of gaps first.

    ``looked_in`` says where it was looked for, where that is the same for all of ``listed``; else each says it itself.
    """

    code: str
    municipality: str
    gaps: int
    outside: int
    undecided: int
    looked_in: str
    listed: tuple[Hole, ...]
    others: tuple[Hole, ...]


def make_holes(found: Findings) -> tuple[list[Holes], dict[tuple[str, str, str], str]]:
    """The gaps and other empty cells by municipality, and for each such cell the id of what tells of it."""
    targets: dict[tuple[str, str, str], str] = {}
    listed: defaultdict[str, list[Hole]] = defaultdict(list)
    order = {(facet, code): n for facet in found.facets() for n, code in enumerate(found.codes(facet))}

    def place(row: Row) -> tuple[Any, ...]:
        return (row["state"] != "gap", facet_order(row["facet"]), row["facet"], order.get(cell_key(row)[1:], 0))

    rows = sorted(found.tables["gaps"], key=place)
    reasons = {cell_key(cell): str(cell["reason"]) for cell in found.tables["coverage"]}
    repeated = Counter((*cell_key(gap)[:2], reasons.get(cell_key(gap))) for gap in rows if gap["state"] == "undecided")
    for gap in rows:
        cell = cell_key(gap)
        # What the municipality's plans are not about is told of together, code after code.
        if found.state(gap) == "outside":
            continue
        # Where nothing of a municipality could be read, the same sentence holds for every code: it is said once.
        if gap["state"] == "undecided" and repeated[(*cell[:2], reasons.get(cell))] >= LEAST_TOGETHER:
            continue
        targets[cell] = element_id("lucka", *cell)
        listed[cell[0]].append(_hole(found, gap, targets[cell]))
    others = _other_holes(found, sorted(found.tables["coverage"], key=place), targets)
    holes = []
    for code in sorted({*found.compared(), *listed}, key=lambda code: (alphabet_key(found.municipality(code)), code)):
        states = [found.state(cell) for cell in found.tables["coverage"] if cell["municipality_code"] == code]
        counts = (states.count("gap"), states.count("outside"), states.count("undecided"))
        if listed[code] or others[code]:
            looked = {"; ".join(gap["looked_in"]) for gap in rows if gap["municipality_code"] == code}
            where = looked.pop() if len(looked) == 1 else ""
            holes.append(
                Holes(code, found.municipality(code), *counts, where, tuple(listed[code]), tuple(others[code]))
            )
    return holes, targets


def _hole(found: Findings, gap: Row, target: str) -> Hole:
    nearest = found.measures.get(gap["nearest_measure"] or "")
    return Hole(
        id=target,
        facet=gap["facet"],
        facet_label=found.facet_label(gap["facet"]),
        labels=(found.code_label(gap["facet"], gap["code"]),),
        state=gap["state"],
        reason=sentence(gap["reason"]),
        peers=found.texts.listing(found.municipalities(gap["peers_covering"]), most=30),
        looked_in="; ".join(gap["looked_in"]),
        nearest=nearest["measure_id"] if nearest else "",
        nearest_where=found.where(nearest) if nearest else "",
    )


def _other_holes(
    found: Findings, cells: list[Row], targets: dict[tuple[str, str, str], str]
) -> defaultdict[str, list[Hole]]:
    """Empty cells that are not listed one by one, put together where state and reason are the same."""
    gaps = {cell_key(gap): gap for gap in found.tables["gaps"]}
    alike: dict[tuple[Any, ...], list[Row]] = {}
    for cell in cells:
        key = cell_key(cell)
        if cell["state"] != "covered" and key not in targets:
            alike.setdefault((key[0], key[1], found.state(cell), _without_code(found, cell)), []).append(cell)
    others: defaultdict[str, list[Hole]] = defaultdict(list)
    for (municipality, facet, state, _), together in alike.items():
        target = element_id("rutor", municipality, facet, together[0]["code"])
        labels = tuple(_label(found, cell, gaps.get(cell_key(cell))) for cell in together)
        reason = sentence(together[0]["reason"] if _same(together) else _without_code(found, together[0]))
        hole = Hole(target, facet, found.facet_label(facet), labels, state, reason, "", "", "", "")
        others[municipality].append(hole)
        targets.update({cell_key(cell): target for cell in together})
    return others


def _label(found: Findings, cell: Row, gap: Row | None) -> str:
    """A code's label, and how many other municipalities have a measure of it."""
    label = found.code_label(cell["facet"], cell["code"])
    if not gap or not gap["peers_covering"]:
        return label
    covering, assessable = len(gap["peers_covering"]), len(gap["peers_assessable"])
    return f"{label} ({found.texts.say('report.peers', n=covering, all=assessable)})"


def _without_code(found: Findings, cell: Row) -> str:
    """The reason with the code's label left out, so that cells that differ in it alone come together."""
    reason = str(cell["reason"])
    for label in found.code_label(cell["facet"], cell["code"]).split(" × "):
        reason = reason.replace(label, "…")
    return reason


def _same(cells: list[Row]) -> bool:
    return len({cell["reason"] for cell in cells}) == 1


def element_id(*parts: str) -> str:
    """An id for an element of the page, made of codes."""
    return "-".join(re.sub(r"[^a-z0-9_]+", "-", part.lower()) for part in parts)
