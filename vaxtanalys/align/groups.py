"""Pairs of alike measures -> groups, so that a reader sees one row a kind of measure."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Mapping, Sequence

from vaxtanalys.align.pairs import ScoredPair
from vaxtanalys.align.settings import AlignSettings
from vaxtanalys.likeness import Labels, Scorer
from vaxtanalys.model import MeasureGroup

MOST_LABEL_WORDS = 3
TELLING = 0.55


def group_measures(
    scorer: Scorer, pairs: Sequence[ScoredPair], codebook: Labels, settings: AlignSettings
) -> tuple[MeasureGroup, ...]:
    """Groups that span at least two municipalities, sorted by id.

    Average linkage on the graph of all scored pairs (a pair that is not scored counts as 0), so that a chain of
    neighbours does not become one group; a group is kept only where at least one of its pairs is "same".
    """
    scores = {(pair.row, pair.col): pair.score for pair in pairs}
    groups: list[MeasureGroup] = []
    for members in link_by_average(scores, settings.group):
        owners = {scorer.items[member].owner for member in members}
        codes = tuple(sorted(owner for owner in owners if not owner.startswith("?")))
        crossing = [
            scores.get((a, b), 0.0)
            for a in members
            for b in members
            if a < b and scorer.items[a].owner != scorer.items[b].owner
        ]
        if len(codes) < 2 or max(crossing) < settings.same:
            continue
        groups.append(
            MeasureGroup(
                group_id=f"g-{scorer.items[members[0]].id}",
                label=label_group(scorer, members, codebook),
                members=tuple(
                    (scorer.items[member].id, member_score(scorer, scores, member, members)) for member in members
                ),
                municipalities=codes,
            )
        )
    return tuple(sorted(groups, key=lambda group: group.group_id))


def link_by_average(scores: Mapping[tuple[int, int], float], least: float) -> list[list[int]]:
    """Clusters of two or more positions: the two with the highest average score are joined while it is ``least``.

    Sparse agglomerative clustering (UPGMA); ties go to the smaller positions, so the result is one and the same.
    """
    sums: dict[int, dict[int, float]] = {}
    for (a, b), score in sorted(scores.items()):
        sums.setdefault(a, {})[b] = score
        sums.setdefault(b, {})[a] = score
    members = {node: [node] for node in sums}
    heap = [(-score, a, b) for (a, b), score in scores.items() if score >= least]
    heapq.heapify(heap)
    while heap:
        negative, a, b = heapq.heappop(heap)
        if a not in members or b not in members or b not in sums[a]:
            continue
        if -negative != average(sums, members, a, b):
            continue
        join(sums, members, a, b)
        for other in sorted(sums[a]):
            mean = average(sums, members, a, other)
            if mean >= least:
                heapq.heappush(heap, (-mean, min(a, other), max(a, other)))
    return [sorted(found) for found in members.values() if len(found) > 1]


def average(sums: dict[int, dict[int, float]], members: dict[int, list[int]], a: int, b: int) -> float:
    """The average score between two clusters."""
    return sums[a][b] / (len(members[a]) * len(members[b]))


def join(sums: dict[int, dict[int, float]], members: dict[int, list[int]], a: int, b: int) -> None:
    """Moves cluster ``b`` into ``a``."""
    members[a] += members.pop(b)
    for other, total in sums.pop(b).items():
        del sums[other][b]
        if other != a:
            sums[a][other] = sums[other][a] = sums[a].get(other, 0.0) + total


def member_score(scorer: Scorer, scores: Mapping[tuple[int, int], float], member: int, members: Sequence[int]) -> float:
    """How well a member fits: its average score with the members of other municipalities."""
    owner = scorer.items[member].owner
    others = [other for other in members if scorer.items[other].owner != owner]
    total = sum(scores.get((min(member, other), max(member, other)), 0.0) for other in others)
    return round(total / len(others), 4) if others else 0.0


def label_group(scorer: Scorer, members: Sequence[int], codebook: Labels) -> str:
    """A Swedish label out of what most members share: "Utbildning: heder, unga – medarbetare"."""
    items = [scorer.items[member] for member in members]
    acts = common_to_most([list(item.codes_of("action")) for item in items])
    people = common_to_most([list(item.codes_of("target_group")) for item in items])
    kinds = {term.id: (term.kind, term.weight) for term in scorer.terms.terms}
    ideas = common_to_most([list(scorer.ideas[member]) for member in members])
    act = [codebook.label("action", code) for code in acts[:1]] or [idea for idea in ideas if kinds[idea][0] == "act"][
        :1
    ]
    about = sorted((idea for idea in ideas if kinds[idea][0] == "what"), key=lambda idea: (-kinds[idea][1], idea))
    # Words that nearly every plan has name a group only where nothing else does.
    about = [idea for idea in about if kinds[idea][1] >= TELLING] or about
    about = about or common_to_most([telling_words(scorer.words[member]) for member in members])
    who = [codebook.label("target_group", code) for code in people[:2]]
    who = who or [idea for idea in ideas if kinds[idea][0] == "who"][:2]
    label = ": ".join(part for part in ("".join(act), ", ".join(about[:MOST_LABEL_WORDS])) if part)
    label = " – ".join(part for part in (label, ", ".join(who)) if part)
    if not label:
        label = items[0].text[:60].rsplit(" ", 1)[0]
    return label[:1].upper() + label[1:]


def telling_words(words: Mapping[str, float]) -> list[str]:
    """The words of a measure that are not common to nearly all plans."""
    return [word for word, weight in words.items() if weight >= 0.3 and len(word) > 3]


def common_to_most(lists: Sequence[Sequence[str]]) -> list[str]:
    """What at least half of the lists hold, the most common first."""
    counts = Counter(entry for entries in lists for entry in set(entries))
    most = [entry for entry, count in counts.items() if 2 * count >= len(lists) and (count > 1 or len(lists) == 1)]
    return sorted(most, key=lambda entry: (-counts[entry], entry))
