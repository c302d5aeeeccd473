"""Fits the weights of target groups on coded measures: ``python -m tests.fit_groups --write`` writes them.

Logistic regression with a ridge over all groups that a measure mentions: was it coded as reached or not. A group that
only one of two careful coders would give is left out. Authors count as in ``fit_levels``. A test holds that the written
weights are those that a fit gives.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from tests.coded_measures import Coded, load_coded, make_plans
from tests.fit_weights import F1, GOLD, Codes, Practice, as_csv, common, f1, narrow, notes_of, put
from vaxtanalys.codebook import load_codebook
from vaxtanalys.tag import TagSettings
from vaxtanalys.tag.group_weighing import ADDED_FROM, FILE, group_features, may_be_reached, mentions_of
from vaxtanalys.tag.targets import find_target_groups
from vaxtanalys.tag.weight_files import INTERCEPT

# The ridge (lower holds tighter), and from what weight a feature stands.
RIDGE, WEIGHT = 0.15, 0.05
EXPLAINED = [
    "What speaks for a group that is mentioned to be reached; its probability is",
    "1 / (1 + exp(-(intercept + sum of the weights))). A feature with & holds for that group alone.",
    "by_rules: the rules give it; mention, row: codebook rows; beside: other groups that the rules give.",
]
GroupPractice = Practice[dict[str, list[str]]]
"""Coded measures with the features of the groups that each mentions."""


@dataclass(frozen=True)
class Fit:
    """A vectorizer and its fitted model."""

    vectorizer: DictVectorizer
    model: LogisticRegression

    def likely(self, features: dict[str, list[str]]) -> dict[str, float]:
        """How likely each mentioned group is to be reached."""
        if not features:
            return {}
        rows = [dict.fromkeys(names, 1.0) for names in features.values()]
        found = self.model.predict_proba(narrow(self.vectorizer.transform(rows)))[:, 1]
        return dict(zip(features, found, strict=True))

    def weights(self) -> dict[str, float]:
        """The weights by feature, rounded."""
        names = [INTERCEPT, *self.vectorizer.get_feature_names_out()]
        numbers = [self.model.intercept_[0], *self.model.coef_[0]]
        return {name: round(float(number), 3) + 0.0 for name, number in zip(names, numbers, strict=True)}


def load_practice(real: Path = GOLD) -> GroupPractice:
    """The coded measures, read as the tagging stage reads them."""
    coded = load_coded(real)
    codebook, settings = load_codebook(), TagSettings(weigh_groups=False)
    features: list[dict[str, list[str]]] = [{}] * len(coded)
    by_rules: list[set[str]] = [set()] * len(coded)
    for _, plan, numbers in make_plans(coded):
        areas = {area.focus_area_id: area for area in plan.focus_areas}
        for number, measure in zip(numbers, plan.measures, strict=True):
            area = areas.get(measure.focus_area_id or "")
            parts = [(measure.text, "text")] + ([(measure.heading, "heading")] if measure.heading else [])
            found = [piece for piece, _ in find_target_groups(measure, area, codebook, settings)]
            mentions = mentions_of(parts, area, codebook)
            features[number] = dict(group_features(found, mentions, parts, codebook, mentions))
            by_rules[number] = {piece.code for piece in found}
    return Practice(coded, features, by_rules)


def fit(practice: GroupPractice, numbers: list[int]) -> Fit:
    """The model had from the measures ``numbers``: once with all features, then with those that weigh something."""
    rows, reached, counts = _mentions(practice, numbers)
    kept = common(rows)
    first = _fit([names for _, names in rows], reached, counts, kept)
    named = zip(first.vectorizer.get_feature_names_out(), np.abs(first.model.coef_[0]), strict=True)
    return _fit([names for _, names in rows], reached, counts, {name for name, weight in named if weight >= WEIGHT})


def _mentions(
    practice: GroupPractice, numbers: list[int]
) -> tuple[list[tuple[str, list[str]]], list[bool], list[float]]:
    """Each group mentioned in ``numbers``: its author and features, whether it is reached, and how much it counts."""
    counts_for = practice.counts_for(numbers)
    rows, reached, counts = [], [], []
    for number in numbers:
        one = practice.coded[number]
        for code, names in practice.features[number].items():
            if code in one.groups or code not in one.groups_allowed:
                rows.append((one.author, names))
                reached.append(code in one.groups)
                counts.append(counts_for[one.author])
    return rows, reached, counts


def _fit(rows: list[list[str]], reached: list[bool], counts: list[float], kept: set[str]) -> Fit:
    vectorizer = DictVectorizer()
    matrix = narrow(vectorizer.fit_transform([{name: 1.0 for name in names if name in kept} for names in rows]))
    model = LogisticRegression(C=RIDGE, solver="liblinear", max_iter=300)
    return Fit(vectorizer, model.fit(matrix, reached, sample_weight=counts))


def held_out(practice: GroupPractice, key: Callable[[Coded], str]) -> tuple[list[set[str]], list[dict[str, float]]]:
    """The groups of every measure, and how likely each was, by weights fitted without those of the same ``key``.

    The real plans are always part of the fit, and have no groups here.
    """
    groups: list[set[str]] = [set()] * len(practice.coded)
    likely: list[dict[str, float]] = [{}] * len(practice.coded)
    for inside, outside in practice.left_out(key):
        fitted = fit(practice, outside)
        for number in inside:
            likely[number] = fitted.likely(practice.features[number])
            features = practice.features[number]
            reached = {c for c, how in likely[number].items() if how >= ADDED_FROM and may_be_reached(features[c])}
            groups[number] = practice.by_rules[number] | reached
    return groups, likely


def score(practice: GroupPractice) -> F1:
    """What gives F1 over measures."""

    def scored(groups: Codes, numbers: list[int]) -> float:
        rows = ((groups[number], practice.coded[number]) for number in numbers)
        return f1((found, one.groups, one.groups_allowed) for found, one in rows)

    return scored


def main() -> None:
    practice = load_practice()
    notes = notes_of(practice, lambda key: held_out(practice, key)[0], score(practice))
    weights = {name: (weight,) for name, weight in fit(practice, list(range(len(practice.coded)))).weights().items()}
    put(as_csv(EXPLAINED, "fit_groups", notes, "feature;weight", weights), notes, FILE)


if __name__ == "__main__":
    main()
