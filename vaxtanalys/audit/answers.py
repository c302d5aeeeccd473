"""Which measures of which municipalities answer each goal of a strategy, with quotations and pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from vaxtanalys.audit.strategy import Goal, Strategy
from vaxtanalys.likeness import FACETS, Item, Labels, Scorer, give_reasons
from vaxtanalys.measure_types import assign, find_areas, load_types

Row = Mapping[str, Any]
SAME, NEAR = 0.45, 0.3
STATES = ("answered", "gap", "undecided", "not_concerned")


@dataclass(frozen=True, slots=True)
class Answer:
    """One goal and one municipality, and one of the measures that answer it (or the nearest, where none does).

    ``state`` is answered, gap, undecided or not_concerned; ``quotation`` are the plan's words on ``page`` (from 1) of
    ``file``; ``how`` says why the measure answers, or why there is no answer.
    """

    goal_id: str
    municipality_code: str
    municipality: str
    state: str
    measure_id: str | None
    quotation: str | None
    file: str | None
    page: int | None
    score: float | None
    how: str


@dataclass(frozen=True, slots=True)
class Audit:
    """A strategy against a run: its goals, the answers by goal and municipality, and remarks for people."""

    strategy: Strategy
    answers: tuple[Answer, ...]
    notes: tuple[str, ...]

    def of(self, goal: Goal) -> list[Answer]:
        """The answers to one goal."""
        return [answer for answer in self.answers if answer.goal_id == goal.goal_id]

    def towns(self, goal: Goal, state: str) -> list[str]:
        """The names of the municipalities in that state for a goal, each once, in order."""
        return list(dict.fromkeys(answer.municipality for answer in self.of(goal) if answer.state == state))

    @property
    def unanswered(self) -> tuple[Goal, ...]:
        """The goals that no municipality answers."""
        return tuple(goal for goal in self.strategy.goals if not self.towns(goal, "answered"))

    def as_dict(self) -> dict[str, Any]:
        """The whole as plain JSON values."""
        goals = [
            {**asdict(goal), **{state: self.towns(goal, state) for state in STATES}} for goal in self.strategy.goals
        ]
        return {
            "strategy": {"file": self.strategy.file, "title": self.strategy.title},
            "goals": goals,
            "answers": [asdict(answer) for answer in self.answers],
            "unanswered": [goal.goal_id for goal in self.unanswered],
            "notes": list(self.notes),
        }


@dataclass(frozen=True, slots=True)
class _Town:
    code: str
    name: str
    county: str
    measures: tuple[str, ...]
    doubt: str


def audit_run(tables: Mapping[str, Sequence[Row]], strategy: Strategy, labels: Labels) -> Audit:
    """The answers to each goal in the rows of a run's tables, sorted by goal and municipality.

    A measure answers where it is of a type that the goal is of, or alike enough to one of the goal's wordings. A
    municipality without a readable plan has no gap, it has no answer (undecided). A strategy of a county concerns the
    municipalities of that county.
    """
    items = {item.id: item for item in _items(tables)}
    towns = _towns(tables, items)
    areas = _areas(strategy)
    wordings = [
        (goal, _item(goal, number, text, areas)) for goal in strategy.goals for number, text in enumerate(goal.wordings)
    ]
    order = sorted(items)
    scorer = Scorer([*(items[id_] for id_ in order), *(item for _, item in wordings)])
    place = {id_: index for index, id_ in enumerate(order)}
    matcher = _Matcher(scorer, place, wordings, len(order), labels, tables)
    answers: list[Answer] = []
    for goal in strategy.goals:
        for town in towns:
            answers += matcher.answer(goal, town, strategy.county_code)
    return Audit(strategy, tuple(answers), _notes(strategy, towns))


def _items(tables: Mapping[str, Sequence[Row]]) -> list[Item]:
    codes: dict[str, dict[str, dict[str, float]]] = {}
    for tag in tables["tags"]:
        if tag["facet"] in FACETS:
            scores = codes.setdefault(tag["measure_id"], {facet: {} for facet in FACETS})[tag["facet"]]
            scores[tag["code"]] = max(float(tag["score"]), scores.get(tag["code"], 0.0))
    types: dict[str, list[tuple[str, float]]] = {}
    for row in tables["measure_types"]:
        if row["sure"]:
            types.setdefault(row["measure_id"], []).append((row["type"], float(row["score"])))
    owners = {row["document_id"]: row["municipality_code"] or f"?{row['document_id']}" for row in tables["documents"]}
    found = []
    for row in tables["measures"]:
        said = f"{row['heading']}: {row['text']}" if row["heading"] else str(row["text"])
        own = codes.get(row["measure_id"], {facet: {} for facet in FACETS})
        scored = tuple(tuple(sorted(own[facet].items())) for facet in FACETS)
        typed = tuple(sorted(types.get(row["measure_id"], ())))
        owner = str(owners[row["document_id"]])
        found.append(Item(row["measure_id"], row["document_id"], owner, said, scored, types=typed))
    return found


def _towns(tables: Mapping[str, Sequence[Row]], items: Mapping[str, Item]) -> list[_Town]:
    """The municipalities of the run with the measures that count: those of plans that no newer one has replaced."""
    counted = {id_ for cell in tables["coverage"] for id_ in cell["measures"]}
    holds = {items[id_].document_id for id_ in counted if id_ in items}
    documents: dict[str, list[Row]] = {}
    for row in tables["documents"]:
        if row["municipality_code"]:
            documents.setdefault(row["municipality_code"], []).append(row)
    towns = []
    for code, rows in sorted(documents.items()):
        ids = {row["document_id"] for row in rows if row["document_id"] in holds}
        own = tuple(sorted(id_ for id_, item in items.items() if item.document_id in ids))
        doubt = "" if any(row["assessable"] and row["document_id"] in ids for row in rows) else _why(rows, bool(own))
        name = next((str(row["municipality"]) for row in rows if row["municipality"]), code)
        county = next((str(row["county_code"]) for row in rows if row["county_code"]), code[:2])
        towns.append(_Town(code, name, county, own, doubt))
    return towns


def _why(rows: Sequence[Row], measured: bool) -> str:
    if measured:
        return "planen är för dåligt läst för att bedömas"
    told = "; ".join(f"{row['file']}: {row['message'] or row['outcome']}" for row in rows)
    return f"ingen plan med åtgärder har lästs ({told})"


def _areas(strategy: Strategy) -> frozenset[str]:
    """The policy areas that the strategy's title or any of its goals names: its other goals need not name them."""
    said = ". ".join([strategy.title, *(text for goal in strategy.goals for text in goal.wordings)])
    return find_areas(said, load_types())


def _item(goal: Goal, number: int, text: str, areas: frozenset[str]) -> Item:
    hits = assign(text, load_types(), (), areas)
    own = {hit.code: hit.score for hit in hits} | dict.fromkeys(goal.measure_types, 1.0)
    return Item(f"{goal.goal_id}#{number}", "strategi", "?strategi", text, types=tuple(sorted(own.items())))


@dataclass(frozen=True)
class _Matcher:
    scorer: Scorer
    place: Mapping[str, int]
    wordings: Sequence[tuple[Goal, Item]]
    first: int
    labels: Labels
    tables: Mapping[str, Sequence[Row]]

    def answer(self, goal: Goal, town: _Town, county: str | None) -> list[Answer]:
        """The rows of one goal and one municipality."""
        base = (goal.goal_id, town.code, town.name)
        if (county and town.county != county) or not goal.concerns(town.code, town.name):
            return [Answer(*base, "not_concerned", None, None, None, None, None, "målet rör inte kommunen")]
        ranked = self._rank(goal, town)
        meeting = [entry for entry in ranked if entry[2] or entry[1] >= SAME]
        if meeting:
            return [self._row(base, "answered", *entry) for entry in meeting]
        near = ranked[0] if ranked else None
        doubt = town.doubt
        if not doubt and near and near[1] >= NEAR:
            doubt = f"för nära att avgöra: likhet {near[1]:.2f}".replace(".", ",")
        state = "undecided" if doubt else "gap"
        how = doubt or "ingen åtgärd i kommunens plan svarar mot målet"
        if near is None:
            return [Answer(*base, state, None, None, None, None, None, how)]
        row = self._row(base, state, *near)
        likeness = f"{near[1]:.2f}".replace(".", ",")
        return [replace(row, how=f"{how}; närmast, likhet {likeness}")]

    def _rank(self, goal: Goal, town: _Town) -> list[tuple[str, float, tuple[str, ...], int]]:
        """(measure, best score, types shared with the goal, the wording it is most like), the surest first."""
        wanted = [self.first + number for number, (owner, _) in enumerate(self.wordings) if owner is goal]
        own = [self.place[id_] for id_ in town.measures]
        if not own:
            return []
        rows, cols = np.repeat(np.array(own), len(wanted)), np.tile(np.array(wanted), len(own))
        scores = self.scorer.scores(rows, cols).reshape(len(own), len(wanted))
        kinds = self._kinds(wanted)
        found = []
        for index, row in zip(own, scores, strict=True):
            item = self.scorer.items[index]
            best = max((score for _, score in item.types), default=0.0)
            shared = tuple(code for code, score in item.types if code in kinds and score >= 0.8 * best)
            found.append((item.id, float(row.max()), shared, wanted[int(row.argmax())]))
        return sorted(found, key=lambda entry: (not entry[2], -entry[1], entry[0]))

    def _kinds(self, wanted: Sequence[int]) -> set[str]:
        """The types that the wordings are surely of."""
        kinds: set[str] = set()
        for index in wanted:
            types = dict(self.scorer.items[index].types)
            best = max(types.values(), default=0.0)
            kinds |= {code for code, score in types.items() if score >= 0.8 * best}
        return kinds

    def _row(
        self, base: tuple[str, str, str], state: str, measure: str, score: float, shared: tuple[str, ...], wording: int
    ) -> Answer:
        row = next(row for row in self.tables["measures"] if row["measure_id"] == measure)
        file = next(d["file"] for d in self.tables["documents"] if d["document_id"] == row["document_id"])
        kinds = [kind.label_sv for code in shared if (kind := load_types().kind(code))]
        reasons = give_reasons(self.scorer, self.place[measure], wording, self.labels)
        how = "; ".join([*(f"samma slag av åtgärd: {label}" for label in kinds), *reasons])
        return Answer(*base, state, measure, row["text"], file, row["page"], round(score, 4), how)


def _notes(strategy: Strategy, towns: Sequence[_Town]) -> tuple[str, ...]:
    notes = []
    if not towns:
        notes.append("Körningen har ingen kommun; inget mål kan prövas.")
    elif strategy.county_code and all(town.county != strategy.county_code for town in towns):
        notes.append(f"Strategin gäller län {strategy.county_code}, men ingen kommun i körningen hör dit.")
    known = {value for town in towns for value in (town.code, town.name.casefold())}
    notes += [
        f"Mål {goal.goal_id} nämner {value}, som inte finns i körningen."
        for goal in strategy.goals
        for value in (*goal.applies_to, *goal.not_for)
        if value.casefold() not in known
    ]
    return tuple(notes)
