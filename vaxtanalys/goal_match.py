"""Whether a municipality's measures answer a goal: one rule for the audit of a strategy and for the coverage of goals.

A shared module: it knows a goal's wordings and the measures as ``Item`` and the scores that a scorer has given them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise

from vaxtanalys.likeness import Item, load_terms
from vaxtanalys.swedish import fold

# From this weight on an idea is a subject of its own (honour, fire safety), not the field of a whole plan (violence).
SPECIFIC = 1.0
# From the first likeness on a measure answers a goal, from the second it is too near to call. Lower than between
# measures: a goal is written to be answered, so that one of them is likelier to.
SAME, NEAR = 0.35, 0.2
# A measure of the goal's kind answers it from this likeness on: under it they have little but the kind in common.
LEAST_BY_KIND = 0.15
_AND = re.compile(r"[,;:]|\b(?:och|samt|liksom)\b")
PARTLY = "svarar kanske på en del av målet"
IN_PART = "svarar delvis på målet"
# A type counts where it is as sure as this share of the surest.
SIDE_TYPE = 0.8


@dataclass(frozen=True, slots=True)
class Candidate:
    """A measure against a goal: its best score against any of the wordings, that wording, and the types they share.

    ``asked_for`` where it is of a type that the goal itself says answers it, whatever the words; ``codes_agree`` where
    action, people and theme are coded alike.
    """

    measure: Item
    wording: Item
    score: float
    types: tuple[str, ...] = ()
    codes_agree: bool = False
    asked_for: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """``state`` is answered, undecided or gap; ``found`` are the measures that answer or may, or the nearest one.

    ``why`` says, for undecided, what stands against each, and ``near`` whether it is only the nearest.
    """

    state: str
    found: tuple[Candidate, ...]
    why: tuple[str, ...] = ()
    near: bool = False


def judge_goal(text: str, ranked: Sequence[Candidate], same: float = SAME, near: float = NEAR) -> Verdict:
    """Whether measures answer the goal that ``text`` states; ``ranked`` the nearest first."""
    meeting = [one for one in ranked if one.types or one.score >= same or one.codes_agree]
    sure = [one for one in meeting if not why_unsure(one, same)]
    if asked := tuple(one for one in meeting if one.asked_for):
        return Verdict("answered", (*asked, *(one for one in sure if not one.asked_for)))
    missing = left_out([one.measure.text for one in sure], text)
    if sure and not missing:
        return Verdict("answered", tuple(sure))
    if meeting:
        if sure:
            return Verdict("undecided", tuple(sure), (f"{IN_PART}: {missing}",) * len(sure))
        return Verdict("undecided", tuple(meeting), tuple(f"{PARTLY}: {why_unsure(one, same)}" for one in meeting))
    for one in ranked[:1]:
        if one.score >= near:
            return Verdict(
                "undecided", (one,), (f"för nära att avgöra: likhet {one.score:.2f}".replace(".", ","),), True
            )
    for one in ranked:
        if part := shared_part(aim_of(one.measure.text), aim_of(one.wording.text)):
            return Verdict("undecided", (one,), (f"{PARTLY}: båda {part}",), True)
    return Verdict("gap", tuple(ranked[:1]), (), True)


def why_unsure(one: Candidate, same: float = SAME) -> str:
    """Why a measure that is alike or of the goal's kind may yet not answer it; empty where nothing is against it."""
    if one.types and one.score < LEAST_BY_KIND:
        return "samma slag av åtgärd, men inte mycket mer"
    return other_people(aim_of(one.measure.text), aim_of(one.wording.text))


def sure_types(items: Iterable[Item]) -> frozenset[str]:
    """The types that any of the items is surely of."""
    return frozenset(code for item in items for code in own_types(item))


def own_types(item: Item) -> tuple[str, ...]:
    """The types that an item is about as surely of as of its surest."""
    best = max((score for _, score in item.types), default=0.0)
    return tuple(code for code, score in item.types if score >= SIDE_TYPE * best)


@dataclass(frozen=True)
class Aim:
    """What a text is about, as ideas of the likeness terms: what is done, for which groups, about what.

    ``subjects`` are the specific ones, ``field`` the wide ones (violence); groups that everyone is in count for none.
    """

    acts: frozenset[str]
    groups: frozenset[str]
    subjects: frozenset[str]
    field: frozenset[str]


@cache
def aim_of(text: str) -> Aim:
    """The aim of a goal's wording or a measure; an idea that lies within a wider one is that one too."""
    terms = load_terms()
    rows, (anyone, same) = terms.by_id(), _groups()
    ideas = terms.find(text)
    acts, who, what = (terms.of_kind(ideas, kind) for kind in ("act", "who", "what"))
    subjects = frozenset(idea for idea in what if rows[idea].weight >= SPECIFIC)
    groups = frozenset(same.get(_widest(idea), _widest(idea)) for idea in who if idea not in anyone)
    return Aim(frozenset(acts), groups, subjects, frozenset(what) - subjects)


def _widest(idea: str) -> str:
    wider = load_terms().by_id()[idea].within
    return _widest(wider[0]) if wider else idea


@cache
def _groups() -> tuple[frozenset[str], dict[str, str]]:
    raw = tomllib.loads(resources.files("vaxtanalys.data").joinpath("goal_match.toml").read_text(encoding="utf-8"))
    return frozenset(raw["anyone"]), {name: names[0] for names in raw["together"] for name in names}


def shared_part(measure: Aim, goal: Aim) -> str:
    """``partial_answer``: what a measure that does not answer a goal still has of it, in Swedish; empty if too little.

    A specific subject and what is done or for whom, or all of what is done, for whom and the field. A goal that says
    only what it is about ("alla kan få plats i skyddat boende") is shared where all its subjects are.
    """
    acts, groups = measure.acts & goal.acts, measure.groups & goal.groups
    subjects, field = measure.subjects & goal.subjects, measure.field & goal.field
    # A goal that asks for no particular act or people asks for its subjects alone: for all of them.
    plain = not goal.acts and not goal.groups and goal.subjects <= measure.subjects
    enough = (subjects and (acts or groups or plain)) or (acts and groups and field)
    if not enough:
        return ""
    parts = (("gäller", acts), ("nämner", groups), ("handlar om", subjects or field))
    return ", ".join(f"{verb} {' och '.join(sorted(names))}" for verb, names in parts if names)


def other_people(measure: Aim, goal: Aim) -> str:
    """``whom_it_concerns``: a sentence where both name groups of people and none in common; empty else."""
    if measure.groups and goal.groups and not measure.groups & goal.groups:
        return f"målet gäller {_list(goal.groups)}, åtgärden {_list(measure.groups)}"
    return ""


def left_out(measures: Sequence[str], text: str) -> str:
    """``several_parts``: of two things that a goal names side by side, the one that no answering measure names.

    Side by side are the last idea before a comma, "och", "samt" or "liksom" and the first after it, where both are
    subjects or both are groups. Empty where the measures name both or neither.
    """
    terms = load_terms()
    said = {
        idea for measure in measures for kind in ("who", "what") for idea in terms.of_kind(terms.find(measure), kind)
    }
    pieces = [piece for piece in (_ideas_in_order(piece) for piece in _AND.split(fold(text))) if piece]
    for left, right in pairwise(pieces):
        before = next((idea for idea in reversed(left) if idea not in right), None)
        after = next((idea for idea in right if idea not in left), None)
        if not before or not after or terms.by_id()[before].kind != terms.by_id()[after].kind:
            continue
        if len(said & {before, after}) == 1:
            return f"åtgärderna nämner {_list(said & {before, after})} men inte {_list({before, after} - said)}"
    return ""


def _ideas_in_order(text: str) -> list[str]:
    """The subjects and groups of a folded text, in the order that they stand; everyone is no group."""
    terms, (anyone, same) = load_terms(), _groups()
    hits = sorted((start, row) for row, start, _ in terms.index.find(text))
    found = [terms.terms[row] for _, row in hits]
    return [same.get(term.id, term.id) for term in found if term.kind in ("who", "what") and term.id not in anyone]


def _list(names: Iterable[str]) -> str:
    return " och ".join(sorted(names))
