"""The Swedish words of the comparison: what a code is called, and how it is said in a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from vaxtanalys.body_types import body_type_label
from vaxtanalys.likeness import Labels
from vaxtanalys.measure_types import load_types
from vaxtanalys.model import MeasureGroup

CROSSED = "target_group*prevention_level"
ROUTES = {
    "prevention_level": "på preventionsnivån {label}",
    "target_group": "för målgruppen {label}",
    "theme": "om ämnet {label}",
    "measure_group": "av slaget ”{label}”",
    "measure_type": "av slaget ”{label}”",
    "body_type": "med ansvarig av slaget ”{label}”",
    "strategy_goal": "som svarar mot målet ”{label}”",
}


class Wording:
    """Says cells in Swedish. ``goals`` holds the words of each strategy goal by its code."""

    def __init__(self, codebook: Labels, groups: Mapping[str, MeasureGroup], goals: Mapping[str, str]) -> None:
        self.codebook = codebook
        self.groups = groups
        self.goals = goals

    def label(self, facet: str, code: str) -> str:
        """What people call a code."""
        if facet == "measure_group":
            return self.groups[code].label
        if facet == "body_type":
            return body_type_label(code)
        if facet == "measure_type":
            kind = load_types().kind(code)
            return kind.label_sv if kind else code
        if facet == "strategy_goal":
            return shorten(self.goals.get(code, code))
        return self.codebook.label(facet, code)

    def measures(self, facet: str, code: str) -> str:
        """A phrase for the measures of a cell: "åtgärder för målgruppen äldre"."""
        if facet == CROSSED:
            group, level = code.split("*")
            return f"åtgärder {self._route('target_group', group)} {self._route('prevention_level', level)}"
        return f"åtgärder {self._route(facet, code)}"

    def _route(self, facet: str, code: str) -> str:
        return ROUTES[facet].format(label=self.label(facet, code))


def shorten(text: str, most: int = 90) -> str:
    """The beginning of ``text``, cut at a word."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


def counted(number: int, one: str, many: str) -> str:
    """ "1 åtgärd", "3 åtgärder"."""
    return f"{number} {one if number == 1 else many}"


def decimal(number: float) -> str:
    """A likeness as it is written in Swedish: "0,42"."""
    return f"{number:.2f}".replace(".", ",")
