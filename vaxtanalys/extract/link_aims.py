"""Goals and indicators with the measures they govern, the area they belong to, and the goal above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from vaxtanalys.extract.aim_words import target_value
from vaxtanalys.extract.aims import FoundAim
from vaxtanalys.extract.areas import Outline
from vaxtanalys.extract.found import Found
from vaxtanalys.extract.printed_aims import PrintedAim
from vaxtanalys.model import Document, Goal, Indicator, Quotation

_RANK = {"goal": 0, "strategy": 1, "subgoal": 2, "objective": 3}


@dataclass(slots=True)
class _Linked:
    """An aim with the measures it governs (positions) while it is being linked."""

    aim: FoundAim
    members: tuple[int, ...]
    target: tuple[int, int] | None = None
    goal: int | None = None
    row: tuple[str, int] | None = None


@dataclass(slots=True)
class _Segment:
    """A stretch of a scope: the goals that open it, and the measures until goals come again."""

    goals: list[int] = field(default_factory=list)
    measures: list[int] = field(default_factory=list)


def link_aims(
    document: Document,
    outline: Outline,
    aims: Sequence[FoundAim],
    printed: Sequence[PrintedAim],
    found: Sequence[Found],
    owners: Sequence[str | None],
) -> tuple[tuple[Goal, ...], tuple[Indicator, ...]]:
    """The goals and indicators of a document, in its order, with ids ``<document_id>-g01`` and ``<document_id>-i01``.

    A goal that is a heading governs the measures under it; goals in the text govern the measures after them, to the
    next goals under the same heading. An indicator follows up the measures of its stretch, or the one it stands behind
    where others of the heading have their own.
    """
    chains = [_chain(outline, entry) for entry in found]
    linked = [_Linked(aim, ()) for aim in aims]
    for scope in dict.fromkeys(aim.scope for aim in aims):
        _link_scope(linked, scope, found, chains)
    linked += [_Linked(each.aim, each.members, each.target, row=each.row) for each in printed]
    linked.sort(key=lambda entry: (entry.aim.text[0], entry.aim.anchor))
    goals = [entry for entry in linked if entry.aim.kind != "indicator"]
    indicators = [entry for entry in linked if entry.aim.kind == "indicator"]
    ids = [f"{document.document_id}-g{position:02d}" for position in range(1, len(goals) + 1)]
    made = tuple(
        Goal(
            goal_id=ids[at],
            document_id=document.document_id,
            position=at + 1,
            kind=entry.aim.kind,
            text=document.quote(*entry.aim.text),
            term=entry.aim.term,
            number=entry.aim.number,
            focus_area_id=_area(entry, owners),
            parent=None if (above := _parent(goals, at)) is None else ids[above],
            measures=_ids(document, entry.members),
        )
        for at, entry in enumerate(goals)
    )
    followed = [_goal_of(entry, goals, chains, outline) for entry in indicators]
    return made, tuple(
        Indicator(
            indicator_id=f"{document.document_id}-i{at + 1:02d}",
            document_id=document.document_id,
            position=at + 1,
            text=document.quote(*entry.aim.text),
            term=entry.aim.term,
            focus_area_id=_area(entry, owners),
            goal_id=None if goal is None else ids[goal],
            target_value=_target(document, entry),
            measures=_ids(document, entry.members),
        )
        for at, (entry, goal) in enumerate(zip(indicators, followed, strict=True))
    )


def _chain(outline: Outline, entry: Found) -> frozenset[int]:
    own = outline.nearest(entry.anchor)
    return frozenset(h.index for h in (*outline.above(entry.anchor), *((own,) if own else ())))


def _ids(document: Document, members: Sequence[int]) -> tuple[str, ...]:
    return tuple(f"{document.document_id}-m{index + 1:03d}" for index in sorted(set(members)))


def _area(entry: _Linked, owners: Sequence[str | None]) -> str | None:
    """The area of the measures it governs, where they have one in common."""
    areas = {owners[index] for index in entry.members}
    return areas.pop() if len(areas) == 1 else None


def _link_scope(
    linked: Sequence[_Linked], scope: int | None, found: Sequence[Found], chains: Sequence[frozenset[int]]
) -> None:
    """Give the aims under one heading their measures."""
    if scope is None:
        return
    inside = [index for index, chain in enumerate(chains) if scope in chain]
    mine = [entry for entry in linked if entry.aim.scope == scope]
    segments = _segments(mine, inside, found)
    for entry in mine:
        if entry.aim.own_heading:
            entry.members = tuple(inside)
        elif entry.aim.kind != "indicator":
            own = next(s for s in segments if entry.aim.anchor in s.goals)
            entry.members = tuple(own.measures or inside)
    behind = _behind_each(mine, inside, found)
    for entry in mine:
        if entry.aim.kind == "indicator":
            segment = _segment_at(segments, entry.aim.anchor)
            entry.members = behind.get(entry.aim.anchor) or tuple(segment.measures if segment else inside)
            entry.members = entry.members or tuple(inside)


def _segments(mine: Sequence[_Linked], inside: Sequence[int], found: Sequence[Found]) -> list[_Segment]:
    """The goals of a scope in groups, each with the measures between it and the next group."""
    events = [
        (entry.aim.anchor, "goal") for entry in mine if entry.aim.kind != "indicator" and not entry.aim.own_heading
    ]
    events += [(found[index].anchor, index) for index in inside]  # type: ignore[misc]
    segments: list[_Segment] = []
    for anchor, what in sorted(events, key=lambda event: (event[0], str(event[1]))):
        if what == "goal":
            if not segments or segments[-1].measures:
                segments.append(_Segment())
            segments[-1].goals.append(anchor)
        elif segments:
            segments[-1].measures.append(int(what))
    return segments


def _segment_at(segments: Sequence[_Segment], anchor: int) -> _Segment | None:
    before = [segment for segment in segments if segment.goals[0] < anchor]
    return before[-1] if before else None


def _behind_each(mine: Sequence[_Linked], inside: Sequence[int], found: Sequence[Found]) -> dict[int, tuple[int, ...]]:
    """``indicator_behind_each``: the measure right before each indicator, where two or more measures have their own."""
    behind: dict[int, tuple[int, ...]] = {}
    for entry in mine:
        before = [index for index in inside if found[index].anchor < entry.aim.anchor]
        if entry.aim.kind == "indicator" and before:
            behind[entry.aim.anchor] = (max(before, key=lambda index: found[index].anchor),)
    return behind if len(set(behind.values())) > 1 else {}


def _parent(goals: Sequence[_Linked], at: int) -> int | None:
    """The goal above one: nearest before it, of a higher rank, whose measures hold all of its own.

    Where several goals share those measures its number tells ("1.2" is under "1"); else none is chosen.
    """
    own = goals[at]
    rank = _RANK[own.aim.kind]
    above = [
        index
        for index in range(at - 1, -1, -1)
        if _RANK[goals[index].aim.kind] < rank and set(own.members) <= set(goals[index].members) and own.members
    ]
    number = own.aim.number or ""
    by_number = [i for i in above if (n := goals[i].aim.number) and number.startswith((f"{n}.", f"{n}:"))]
    if by_number:
        return by_number[0]
    nearest = [
        i for i in above if goals[i].members == goals[above[0]].members and _same_level(goals[i], goals[above[0]])
    ]
    return nearest[0] if len(nearest) == 1 else None


def _same_level(a: _Linked, b: _Linked) -> bool:
    return a.aim.kind == b.aim.kind and a.aim.own_heading == b.aim.own_heading


def _goal_of(
    entry: _Linked, goals: Sequence[_Linked], chains: Sequence[frozenset[int]], outline: Outline
) -> int | None:
    """The goal that an indicator measures: the only one of its row, or the only lowest one with the same measures."""
    if entry.row is not None:
        mine = [at for at, goal in enumerate(goals) if goal.row == entry.row]
        return mine[0] if len(mine) == 1 else None
    around = [
        at
        for at, goal in enumerate(goals)
        if goal.aim.kind in ("goal", "subgoal") and goal.members and set(entry.members) <= set(goal.members)
    ]
    if not around or not entry.members:
        return None
    least = min(len(goals[at].members) for at in around)
    lowest = [at for at in around if len(goals[at].members) == least]
    return lowest[0] if len(lowest) == 1 else None


def _target(document: Document, entry: _Linked) -> Quotation | None:
    """The words that give the value to reach: a column's, or those in the indicator's own words."""
    if entry.target is not None:
        return document.quote(entry.target)
    for start, end in entry.aim.text:
        span = target_value(document.text[start:end])
        if span is not None:
            return document.quote((start + span[0], start + span[1]))
    return None
