"""What the report shows of groups of alike measures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from vaxtanalys.publish.findings import Findings, Row

# Pairs of one group shown with their reasons; a group of a hundred measures has thousands.
MOST_PAIRS = 40


@dataclass(frozen=True)
class Likeness:
    """A group with its measures and the pairs among them."""

    row: Row
    members: tuple[tuple[Row, Row], ...]
    pairs: tuple[Row, ...]
    left_off: int


def make_likenesses(found: Findings) -> list[Likeness]:
    """The groups, those of most municipalities first, each with its likest pairs and how many were left off."""
    members: defaultdict[str, list[Row]] = defaultdict(list)
    for member in found.tables["group_members"]:
        members[member["group_id"]].append(member)
    inside: defaultdict[str, set[str]] = defaultdict(set)
    for group, rows in members.items():
        for row in rows:
            inside[row["measure_id"]].add(group)
    pairs: defaultdict[str, list[Row]] = defaultdict(list)
    for pair in likest(found.tables["alignments"]):
        for group in inside[pair["measure_a"]] & inside[pair["measure_b"]]:
            pairs[group].append(pair)
    rows = sorted(found.groups.values(), key=lambda g: (-len(g["municipalities"]), -g["size"], g["group_id"]))
    return [
        Likeness(
            row,
            tuple((member, found.measures[member["measure_id"]]) for member in members[row["group_id"]]),
            tuple(pairs[row["group_id"]][:MOST_PAIRS]),
            max(0, len(pairs[row["group_id"]]) - MOST_PAIRS),
        )
        for row in rows
    ]


def likest(pairs: Iterable[Row]) -> list[Row]:
    """Pairs, the likest first."""
    return sorted(pairs, key=lambda p: (-p["score"], p["measure_a"], p["measure_b"]))
