"""Which measures of which municipalities answer each goal of a strategy, with quotations and pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from vaxtanalys.audit.strategy import Goal, Strategy
from vaxtanalys.audit.subjects import Subjects
from vaxtanalys.goal_match import Candidate, judge_goal, own_types, sure_types
from vaxtanalys.likeness import FACETS, Item, Labels, Scorer, give_reasons
from vaxtanalys.meaning import Meaning
from vaxtanalys.measure_types import assign, find_areas, load_types
from vaxtanalys.policy_areas import united_areas
from vaxtanalys.publish.findings import alphabet_key

Row = Mapping[str, Any]
NO_MEASURE = "ingen åtgärd i kommunens plan svarar mot målet"
STATES = ("answered", "gap", "undecided", "not_concerned")
# As shown to people: a gap of a municipality none of whose plans is about what the strategy is about, told apart.
SHOWN_STATES = ("answered", "gap", "outside", "undecided", "not_concerned")


@dataclass(frozen=True, slots=True)
class Answer:
    """One goal and one municipality, and one of the measures that answer it (or the nearest, where none does).

    ``state`` is answered, gap, undecided or not_concerned; ``quotation`` are the plan's words on ``page`` (from 1) of
    ``file``; ``how`` says why the measure answers, or why there is no answer. ``outside_area`` tells that none of the
    municipality's plans is about what the strategy is about: a gap then says little of the municipality.
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
    outside_area: bool = False

    @property
    def shown(self) -> str:
        """The state as shown: one of ``SHOWN_STATES``."""
        return "outside" if self.state == "gap" and self.outside_area else self.state


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
        """The names of the municipalities of which ``state`` is the state or the state as shown, each once, by name."""
        names = {answer.municipality for answer in self.of(goal) if state in (answer.state, answer.shown)}
        return sorted(names, key=alphabet_key)

    def listed(self, goal: Goal) -> dict[str, list[str]]:
        """The names of the municipalities by the state as shown, each in one list alone."""
        towns = {state: self.towns(goal, state) for state in SHOWN_STATES}
        return {**towns, "gap": [name for name in towns["gap"] if name not in towns["outside"]]}

    @property
    def unanswered(self) -> tuple[Goal, ...]:
        """The goals that no municipality answers for sure; of some of them that may be undecided."""
        return tuple(goal for goal in self.strategy.goals if not self.towns(goal, "answered"))

    def as_dict(self) -> dict[str, Any]:
        """The whole as plain JSON values."""
        goals = [
            {**asdict(goal), **{state: self.towns(goal, state) for state in SHOWN_STATES}}
            for goal in self.strategy.goals
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
    areas: frozenset[str]


def audit_run(
    tables: Mapping[str, Sequence[Row]], strategy: Strategy, labels: Labels, meaning: Meaning | None = None
) -> Audit:
    """The answers to each goal in the rows of a run's tables, sorted by goal and municipality.

    A measure answers where it is of a type that the goal is of, or alike enough to one of the goal's wordings. A
    municipality without a readable plan has no gap, it has no answer (undecided). A strategy of a county concerns the
    municipalities of that county. ``meaning`` is the language model that the run was made with, if any.
    """
    items = {item.id: item for item in _items(tables)}
    towns = _towns(tables, items)
    areas = _areas(strategy)
    wordings = [
        (goal, _item(goal, number, text, areas)) for goal in strategy.goals for number, text in enumerate(goal.wordings)
    ]
    order = sorted(items)
    scorer = Scorer([*(items[id_] for id_ in order), *(item for _, item in wordings)], meaning=meaning)
    place = {item.id: index for index, item in enumerate(scorer.items)}
    measures = {row["measure_id"]: row for row in tables["measures"]}
    files = {row["document_id"]: str(row["file"]) for row in tables["documents"]}
    matcher = _Matcher(scorer, place, wordings, len(order), labels, measures, files, Subjects(tables, strategy))
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
        # A plan none of whose measures has a code or a type stands in no cell, but it has been read all the same.
        read = {row["document_id"] for row in rows}
        ids = read & holds or read
        own = tuple(sorted(id_ for id_, item in items.items() if item.document_id in ids))
        doubt = "" if any(row["assessable"] and row["document_id"] in ids for row in rows) else _why(rows, bool(own))
        name = next((str(row["municipality"]) for row in rows if row["municipality"]), code)
        county = next((str(row["county_code"]) for row in rows if row["county_code"]), code[:2])
        subjects = [frozenset(row["policy_areas"]) for row in rows if row["document_id"] in ids and row["assessable"]]
        towns.append(_Town(code, name, county, own, doubt, united_areas(subjects)))
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
    measures: Mapping[str, Row]
    files: Mapping[str, str]
    subjects: Subjects

    def answer(self, goal: Goal, town: _Town, county: str | None) -> list[Answer]:
        """The rows of one goal and one municipality."""
        base = (goal.goal_id, town.code, town.name)
        if (county and town.county != county) or not goal.concerns(town.code, town.name):
            return [Answer(*base, "not_concerned", None, None, None, None, None, "målet rör inte kommunen")]
        verdict = self.subjects.judged(goal, judge_goal(goal.text, self._rank(goal, town)))
        state, why = verdict.state, verdict.why
        if verdict.near and town.doubt:
            state, why = "undecided", (town.doubt,)
        outside = self.subjects.outside(goal, town.areas)
        none = f"{NO_MEASURE}{outside}"
        if not verdict.found:
            state = "undecided" if town.doubt else "gap"
            return [Answer(*base, state, None, None, None, None, None, town.doubt or none, bool(outside))]
        rows = [self._row(base, state, found) for found in verdict.found]
        if verdict.near:
            likeness = f"{verdict.found[0].score:.2f}".replace(".", ",")
            how = f"{why[0] if why else none}; närmast, likhet {likeness}"
            return [replace(rows[0], how=how, outside_area=bool(outside))]
        return [replace(row, how=f"{doubt}; {row.how}") for row, doubt in zip(rows, why, strict=True)] if why else rows

    def _rank(self, goal: Goal, town: _Town) -> list[Candidate]:
        """The measures of a municipality against a goal, the surest first."""
        wanted = [self.first + number for number, (owner, _) in enumerate(self.wordings) if owner is goal]
        own = [self.place[id_] for id_ in town.measures]
        if not own:
            return []
        rows, cols = np.repeat(np.array(own), len(wanted)), np.tile(np.array(wanted), len(own))
        scores = self.scorer.scores(rows, cols).reshape(len(own), len(wanted))
        kinds = sure_types(self.scorer.items[index] for index in wanted)
        found = []
        for index, row in zip(own, scores, strict=True):
            item = self.scorer.items[index]
            shared = tuple(code for code in own_types(item) if code in kinds)
            wording, asked = self.scorer.items[wanted[int(row.argmax())]], bool({*shared} & {*goal.measure_types})
            found.append(Candidate(item, wording, float(row.max()), shared, asked_for=asked))
        return sorted(found, key=lambda one: (not one.types, -one.score, one.measure.id))

    def _row(self, base: tuple[str, str, str], state: str, one: Candidate) -> Answer:
        row = self.measures[one.measure.id]
        kinds = [kind.label_sv for code in one.types if (kind := load_types().kind(code))]
        reasons = give_reasons(self.scorer, self.place[one.measure.id], self.place[one.wording.id], self.labels)
        how = "; ".join([*(f"samma slag av åtgärd: {label}" for label in kinds), *reasons])
        file = self.files[row["document_id"]]
        return Answer(*base, state, one.measure.id, row["text"], file, row["page"], round(one.score, 4), how)


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
