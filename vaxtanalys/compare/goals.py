"""A county's or region's strategy: which of its goals the plans of its municipalities meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vaxtanalys.compare.settings import CompareSettings
from vaxtanalys.compare.towns import Town, why_not_assessable
from vaxtanalys.goal_match import Candidate, judge_goal, own_types, sure_types
from vaxtanalys.likeness import FACETS, Item, Scorer, is_regional, item_of_goal, items_of
from vaxtanalys.meaning import Meaning
from vaxtanalys.model import CoverageCell, MeasureType, Reading


@dataclass(frozen=True, slots=True)
class Goal:
    """One thing a strategy asks for: a measure of it, or a focus area without measures. ``items`` are its wordings."""

    code: str
    county_code: str
    text: str
    items: tuple[Item, ...]


def goals_of(readings: Sequence[Reading], measure_types: Sequence[MeasureType]) -> list[Goal]:
    """The goals of all regional documents that were read, by code."""
    goals: list[Goal] = []
    for reading in readings:
        if not is_regional(reading) or reading.plan is None:
            continue
        county = str(reading.facts.county_code)
        own = {item.id: item for item in items_of([reading], measure_types)}
        goals += [
            Goal(measure.measure_id, county, measure.text.text, (own[measure.measure_id],))
            for measure in reading.plan.measures
        ]
        filled = {measure.focus_area_id for measure in reading.plan.measures}
        for area in reading.plan.focus_areas:
            if area.focus_area_id not in filled:
                wordings = (item_of_goal(area), *(item_of_goal(area, quote.text) for quote in area.objectives))
                goals.append(Goal(area.focus_area_id, county, area.heading.text, wordings))
    return sorted(goals, key=lambda goal: goal.code)


def cover_goals(
    towns: Sequence[Town],
    goals: Sequence[Goal],
    items: Sequence[Item],
    settings: CompareSettings,
    meaning: Meaning | None = None,
) -> list[CoverageCell]:
    """A cell for each goal and each municipality of the same county; ``items`` are the municipalities' measures."""
    if not goals:
        return []
    matcher = GoalMatcher(goals, items, meaning)
    return [
        cover_goal(town, goal, matcher, settings)
        for town in towns
        for goal in goals
        if goal.county_code == town.county_code
    ]


class GoalMatcher:
    """Ranks measures against goals with one scorer for all."""

    def __init__(self, goals: Sequence[Goal], items: Sequence[Item], meaning: Meaning | None = None) -> None:
        wordings = [(goal.code, item) for goal in goals for item in goal.items]
        self.scorer = Scorer([*items, *(item for _, item in wordings)], meaning=meaning)
        self.measures = {item.id: index for index, item in enumerate(items)}
        self.wordings: dict[str, list[int]] = {}
        for index, (code, _) in enumerate(wordings, len(items)):
            self.wordings.setdefault(code, []).append(index)

    def rank(self, measure_ids: Sequence[str], goal: Goal) -> list[Candidate]:
        """The measures with their best score against any wording of the goal, the nearest first."""
        own, wanted = [self.measures[id_] for id_ in measure_ids], self.wordings[goal.code]
        if not own:
            return []
        rows, cols = np.repeat(np.array(own, dtype=np.int64), len(wanted)), np.tile(np.array(wanted), len(own))
        scores = self.scorer.scores(rows, cols).reshape(len(own), len(wanted))
        kinds = sure_types(goal.items)
        found = []
        for index, row in zip(own, scores, strict=True):
            item = self.scorer.items[index]
            shared = tuple(code for code in own_types(item) if code in kinds)
            nearest = self.scorer.items[wanted[int(row.argmax())]]
            codes = any(agrees(item, wording) for wording in goal.items)
            found.append(Candidate(item, nearest, float(row.max()), shared, codes))
        return sorted(found, key=lambda one: (-one.score, one.measure.id))


def cover_goal(town: Town, goal: Goal, matcher: GoalMatcher, settings: CompareSettings) -> CoverageCell:
    """Whether any measure of a municipality meets a goal: of its type, alike enough, or of equal codes.

    The rule is ``judge_goal``'s, the same as the audit's.
    """
    ranked = matcher.rank([measure.measure_id for measure in town.measures], goal)
    verdict = judge_goal(goal.text, ranked, settings.same)
    cell = (town.code, "strategy_goal", goal.code)
    if verdict.state == "answered":
        met = tuple(sorted(one.measure.id for one in verdict.found))
        return CoverageCell(*cell, "covered", met, None, None, f"strategins mål möts i {town.possessive} plan")
    near = (verdict.found[0].measure.id, verdict.found[0].score) if verdict.found else (None, None)
    doubt = why_not_assessable(town) or (f"{town.told(near[0])}: {verdict.why[0]}" if near[0] and verdict.why else "")
    reason = doubt or f"ingen sådan åtgärd hittades i {town.possessive} plan"
    return CoverageCell(*cell, "undecided" if doubt else "gap", (), near[0], near[1], reason)


def agrees(measure: Item, goal: Item) -> bool:
    """Whether the two share a code of each facet: action, target group and theme."""
    return all(set(measure.codes_of(facet)) & set(goal.codes_of(facet)) for facet in FACETS)
