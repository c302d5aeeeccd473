"""Types and pairs of alike measures -> groups, so that a reader sees one row a kind of measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vaxtanalys.align.decisions import Decided, bind
from vaxtanalys.align.group_labels import label_group
from vaxtanalys.align.linkage import link_by_average
from vaxtanalys.align.pairs import ScoredPair
from vaxtanalys.align.settings import AlignSettings
from vaxtanalys.likeness import Labels, Scorer
from vaxtanalys.measure_types import load_types
from vaxtanalys.model import MeasureGroup

Scores = Mapping[tuple[int, int], float]
# A measure belongs to the group of its surest type, and to that of another where it is about as sure of it.
SIDE_TYPE = 0.8
# A member whose likeness to the others is under this share of the group's is the odd one out; of three or more.
ODD_SHARE = 0.6


def group_measures(
    scorer: Scorer, pairs: Sequence[ScoredPair], decided: Decided, codebook: Labels, settings: AlignSettings
) -> tuple[MeasureGroup, ...]:
    """Groups that span at least two municipalities, sorted by id.

    Measures of one type of the codebook are a group, whatever words they use, so that a new plan never moves another's
    measures; a measure without a type joins them where it is on average the same. Measures that are in no such group
    are joined by average linkage on the graph of scored pairs (a pair that is not scored counts as 0; a chain of
    neighbours does not become one group), kept only where at least one of the pairs is too near to call or more.
    Decisions split and merge both.
    """
    scores = {(pair.row, pair.col): pair.score for pair in pairs}
    groups: list[MeasureGroup] = []
    taken: set[int] = set()
    typed = members_by_type(scorer, decided)
    for code, members in sorted(take_in(scorer, typed, scores, settings.same).items()):
        for number, part in enumerate(split(members, scores, decided)):
            first = f"t-{code}" if number == 0 else f"t-{code}~{scorer.items[part[0]].id}"
            group = make_group(scorer, part, scores, codebook, code, first)
            if len(group.municipalities) >= 2:
                groups.append(group)
                taken.update(part)
    rest = {pair: score for pair, score in scores.items() if pair[0] not in taken and pair[1] not in taken}
    for part in link_by_average(rest, settings.group, decided.apart()):
        group = make_group(scorer, part, scores, codebook, None, f"g-{scorer.items[part[0]].id}")
        if len(group.municipalities) >= 2 and max(crossing(scorer, part, scores)) >= settings.undecided_by_words:
            groups.append(group)
    return tuple(sorted(groups, key=lambda group: group.group_id))


def members_by_type(scorer: Scorer, decided: Decided) -> dict[str, list[int]]:
    """The positions of each type; what is decided to be same as a member is a member too."""
    members: dict[str, set[int]] = {}
    for position, item in enumerate(scorer.items):
        best = max((score for _, score in item.types), default=0.0)
        for code, score in item.types:
            if score >= SIDE_TYPE * best:
                members.setdefault(code, set()).add(position)
    bound: dict[int, list[int]] = {}
    for node, top in bind(decided.together()).items():
        bound.setdefault(top, []).append(node)
    for cluster in bound.values():
        shared = [code for code, inside in members.items() if inside >= set(cluster)]
        first = next((code for node in cluster for code in first_types(scorer, node)), None)
        if not shared and first:
            members[first].update(cluster)
    return {code: sorted(inside) for code, inside in members.items()}


def take_in(scorer: Scorer, typed: Mapping[str, Sequence[int]], scores: Scores, same: float) -> dict[str, list[int]]:
    """``of_the_group``: the types with the measures that no row knows but that are as the members are.

    A measure without a type joins the type whose members of other municipalities it is most like on average, where
    that is enough to be called the same. One likeness to one member is not: what a type's rows leave out they often
    leave out for a reason.
    """
    taken = {code: list(members) for code, members in typed.items()}
    placed = {position for members in typed.values() for position in members}
    for position, item in enumerate(scorer.items):
        if item.types or position in placed:
            continue
        fits = [
            (-member_score(scorer, scores, position, members), code)
            for code, members in typed.items()
            if len(members) > 1
        ]
        if fits and -min(fits)[0] >= same:
            taken[min(fits)[1]].append(position)
    return {code: sorted(members) for code, members in taken.items()}


def first_types(scorer: Scorer, position: int) -> list[str]:
    """The types of an item, the surest first."""
    return [code for code, _ in sorted(scorer.items[position].types, key=lambda pair: (-pair[1], pair[0]))]


def split(members: Sequence[int], scores: Scores, decided: Decided) -> list[list[int]]:
    """``members`` in parts, so that no part holds two that are decided not to be the same.

    The measures that decisions keep apart open the parts; every other joins the part it is most alike, else the first.
    """
    apart = decided.apart()
    barred = {member for pair in apart for member in pair}
    parts: list[list[int]] = []
    for member in (member for member in members if member in barred):
        free = [part for part in parts if not any((min(o, member), max(o, member)) in apart for o in part)]
        nearest(free, member, scores).append(member) if free else parts.append([member])
    parts = parts or [[]]
    opened = [list(part) for part in parts]
    for member in (member for member in members if member not in barred):
        parts[opened.index(nearest(opened, member, scores))].append(member)
    return [sorted(part) for part in parts]


def nearest(parts: Sequence[list[int]], member: int, scores: Scores) -> list[int]:
    """The part whose members are on average most like ``member``; the first where several are."""
    return max(parts, key=lambda part: sum(likeness(scores, other, member) for other in part) / max(1, len(part)))


def likeness(scores: Scores, first: int, second: int) -> float:
    """The score of a pair, 0 where it is not scored."""
    return scores.get((min(first, second), max(first, second)), 0.0)


def crossing(scorer: Scorer, members: Sequence[int], scores: Scores) -> list[float]:
    """The scores of the pairs of different municipalities."""
    items = scorer.items
    return [likeness(scores, a, b) for a in members for b in members if a < b and items[a].owner != items[b].owner]


def make_group(
    scorer: Scorer, members: Sequence[int], scores: Scores, codebook: Labels, code: str | None, group_id: str
) -> MeasureGroup:
    """One group; of a type where ``code`` is given."""
    items = scorer.items
    kind = load_types().kind(code) if code else None
    fits = [(items[member].id, member_score(scorer, scores, member, members)) for member in members]
    across = crossing(scorer, members, scores)
    tightness = round(sum(across) / len(across), 4) if across else 0.0
    return MeasureGroup(
        group_id=group_id,
        label=kind.label_sv if kind else label_group(scorer, members, codebook),
        members=tuple(fits),
        municipalities=tuple(sorted({items[member].owner for member in members if known(items[member].owner)})),
        basis="measure_type" if code else "likeness",
        type=code,
        tightness=tightness,
        odd_one_out=odd_one(fits, tightness),
    )


def known(owner: str) -> bool:
    """Whether the municipality is known."""
    return not owner.startswith("?")


def odd_one(fits: Sequence[tuple[str, float]], tightness: float) -> str | None:
    """The member that fits clearly worse than the group holds together; None where there is none, or under three."""
    if len(fits) < 3:
        return None
    worst = min(fits, key=lambda pair: (pair[1], pair[0]))
    return worst[0] if worst[1] < ODD_SHARE * tightness else None


def member_score(scorer: Scorer, scores: Mapping[tuple[int, int], float], member: int, members: Sequence[int]) -> float:
    """How well a member fits: its average score with the members of other municipalities."""
    owner = scorer.items[member].owner
    others = [other for other in members if scorer.items[other].owner != owner]
    total = sum(scores.get((min(member, other), max(member, other)), 0.0) for other in others)
    return round(total / len(others), 4) if others else 0.0
