"""What a strategy and the plans it meets are about: answers out of plans about something else are told apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from vaxtanalys.audit.strategy import Goal, Strategy
from vaxtanalys.goal_match import Verdict
from vaxtanalys.policy_areas import area_of_theme, areas_of_title, policy_area_label

Row = Mapping[str, Any]


class Subjects:
    """The policy areas of a strategy's goals and of the measures of a run (rows of its tables)."""

    def __init__(self, tables: Mapping[str, Sequence[Row]], strategy: Strategy) -> None:
        titled = areas_of_title(strategy.title)
        self._asked = {
            goal.goal_id: frozenset([*titled, *(area for text in goal.wordings for area in areas_of_title(text))])
            for goal in strategy.goals
        }
        plans = {row["document_id"]: frozenset(row["policy_areas"]) for row in tables["documents"]}
        themes = area_of_theme()
        borne: dict[str, set[str]] = {}
        for tag in tables["tags"]:
            if tag["facet"] == "theme" and tag["code"] in themes:
                borne.setdefault(tag["measure_id"], set()).add(themes[tag["code"]])
        # Of a measure in a plan that tells of no area nothing is known, whatever its own words.
        self._measures = {
            row["measure_id"]: plans[row["document_id"]]
            | borne.get(row["measure_id"], frozenset())
            | {*areas_of_title(str(row["text"]))}
            for row in tables["measures"]
            if plans[row["document_id"]]
        }

    def judged(self, goal: Goal, verdict: Verdict) -> Verdict:
        """``answer_from_elsewhere``: the verdict without what is about something else than the goal, as its plan is.

        Advice in many languages on how to bear the heat hardly answers a goal that advice on violence be given so: that
        is left to the reader. A measure of another plan answers where it is itself about what the strategy is about
        ("fråga om våld" in a plan for equality). One that was only near does not count.
        """
        own = [n for n, one in enumerate(verdict.found) if not self._foreign(goal, one.measure.id)]
        if verdict.state == "gap" or len(own) == len(verdict.found):
            return verdict
        if own:
            why = tuple(verdict.why[n] for n in own) if verdict.why else ()
            return Verdict(verdict.state, tuple(verdict.found[n] for n in own), why, verdict.near)
        if verdict.state == "undecided":
            return Verdict("gap", verdict.found[:1], (), True)
        asked = _said(self._asked[goal.goal_id])
        doubt = f"åtgärden och dess plan handlar om annat än strategin ({asked})"
        return Verdict("undecided", verdict.found, (doubt,) * len(verdict.found))

    def outside(self, goal: Goal, plans: frozenset[str]) -> str:
        """What a municipality's ``plans`` are about, where that is nothing of what the goal is about; else empty.

        Nothing is told apart where the subject of either is not known.
        """
        asked = self._asked[goal.goal_id]
        if not plans or not asked or plans & asked:
            return ""
        return (
            f"; planen handlar om {_said(plans)}, strategin om {_said(asked)}: svaret kan stå i en plan som inte är med"
        )

    def _foreign(self, goal: Goal, measure_id: str) -> bool:
        asked, own = self._asked[goal.goal_id], self._measures.get(measure_id)
        return bool(asked and own and not asked & own)


def _said(areas: Iterable[str]) -> str:
    """Policy areas in words."""
    return "; ".join(policy_area_label(area).lower() for area in sorted(areas))
