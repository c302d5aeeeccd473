"""Fits the weights of target groups on coded measures: ``python -m tests.fit_groups --write`` writes them.

Logistic regression with a ridge over all groups that a measure mentions: was it coded as reached or not. A group that
only one of two careful coders would give is left out. Authors count as in ``fit_levels``. A test holds that the written
weights are those that a fit gives.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from tests.coded_measures import REAL, Coded, load_coded, make_plans
from tests.fit_levels import DATA, GOLD, REAL_COUNTS, narrow
from vaxtanalys.codebook import load_codebook
from vaxtanalys.tag import TagSettings
from vaxtanalys.tag.group_weighing import ADDED_FROM, FILE, INTERCEPT, group_features, may_be_reached, mentions_of
from vaxtanalys.tag.targets import find_target_groups

# The ridge (lower holds tighter), and from how many mentions and authors, and from what weight, a feature stands.
RIDGE, MENTIONS, AUTHORS, WEIGHT = 0.15, 4, 2, 0.05


@dataclass(frozen=True)
class Practice:
    """Coded measures with the features of the groups that each mentions and the groups that rules alone give."""

    coded: list[Coded]
    features: list[dict[str, list[str]]]
    by_rules: list[set[str]]

    def where(self, wanted: Callable[[Coded], bool]) -> list[int]:
        """The numbers of the measures that ``wanted`` holds of."""
        return [number for number, one in enumerate(self.coded) if wanted(one)]


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


def load_practice(real: Path = GOLD) -> Practice:
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


def fit(practice: Practice, numbers: list[int]) -> Fit:
    """The model had from the measures ``numbers``: once with all features, then with those that weigh something."""
    rows, reached, counts = _mentions(practice, numbers)
    authors: dict[str, set[str]] = defaultdict(set)
    seen: Counter[str] = Counter()
    for author, names in rows:
        for name in names:
            seen[name] += 1
            authors[name].add(author)
    kept = {name for name, count in seen.items() if count >= MENTIONS and len(authors[name]) >= AUTHORS}
    first = _fit([names for _, names in rows], reached, counts, kept)
    named = zip(first.vectorizer.get_feature_names_out(), np.abs(first.model.coef_[0]), strict=True)
    return _fit([names for _, names in rows], reached, counts, {name for name, weight in named if weight >= WEIGHT})


def _mentions(practice: Practice, numbers: list[int]) -> tuple[list[tuple[str, list[str]]], list[bool], list[float]]:
    """Each group mentioned in ``numbers``: its author and features, whether it is reached, and how much it counts."""
    written = Counter(practice.coded[number].author for number in numbers)
    mean = sum(written.values()) / len(written)
    counts_for = {author: (mean / count) ** 0.5 for author, count in written.items()} | {REAL: REAL_COUNTS}
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


def held_out(practice: Practice, key: Callable[[Coded], str]) -> tuple[list[set[str]], list[dict[str, float]]]:
    """The groups of every measure, and how likely each was, by weights fitted without those of the same ``key``.

    The real plans are always part of the fit, and have no groups here.
    """
    groups: list[set[str]] = [set()] * len(practice.coded)
    likely: list[dict[str, float]] = [{}] * len(practice.coded)
    for left_out in sorted({key(one) for one in practice.coded if one.author != REAL}):
        outside = practice.where(lambda one, name=left_out: key(one) != name or one.author == REAL)
        fitted = fit(practice, outside)
        for number in practice.where(lambda one, name=left_out: key(one) == name and one.author != REAL):
            likely[number] = fitted.likely(practice.features[number])
            features = practice.features[number]
            reached = {c for c, how in likely[number].items() if how >= ADDED_FROM and may_be_reached(features[c])}
            groups[number] = practice.by_rules[number] | reached
    return groups, likely


def f1(practice: Practice, groups: list[set[str]], numbers: list[int]) -> float:
    """F1; what only one of two coders would give is no fault."""
    right = found = wanted = 0
    for number in numbers:
        one = practice.coded[number]
        hits = len(groups[number] & one.groups)
        right, wanted = right + hits, wanted + len(one.groups)
        found += hits + len(groups[number] - one.groups - one.groups_allowed)
    return 2 * right / (found + wanted)


def by_author(practice: Practice, groups: list[set[str]]) -> dict[str, float]:
    """F1 for each author but the real plans."""
    names = dict.fromkeys(one.author for one in practice.coded if one.author != REAL)
    return {name: f1(practice, groups, practice.where(lambda one, name=name: one.author == name)) for name in names}


def as_csv(weights: dict[str, float], notes: list[str]) -> str:
    lines = [
        "# What speaks for a group that is mentioned to be reached; its probability is",
        "# 1 / (1 + exp(-(intercept + sum of the weights))). A feature with & holds for that group alone.",
        "# by_rules: the rules give it; mention, row: codebook rows; beside: other groups that the rules give.",
        "# Written by `python -m tests.fit_groups --write`; do not edit by hand.",
        *(f"# {note}" for note in notes),
        "feature;weight",
        *(f"{name};{weight:g}" for name, weight in weights.items()),
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    practice = load_practice()
    found, _ = held_out(practice, lambda one: one.author)
    areas, _ = held_out(practice, lambda one: one.area)
    rules, author = by_author(practice, practice.by_rules), by_author(practice, found)
    all_but_real = practice.where(lambda one: one.author != REAL)
    figures = ", ".join(f"{name} {rules[name]:.2f} -> {author[name]:.2f}" for name in rules)
    notes = [
        f"{len(practice.coded)} coded measures of made-up plans by six authors, the example corpus and two real plans.",
        f"F1 by rules alone and with weights fitted without the author: {figures}; all "
        f"{f1(practice, practice.by_rules, all_but_real):.2f} -> {f1(practice, found, all_but_real):.2f},",
        f"without the policy area {f1(practice, areas, all_but_real):.2f}.",
    ]
    text = as_csv(fit(practice, list(range(len(practice.coded)))).weights(), notes)
    sys.stdout.write("\n".join(notes) + f"\n{len(text.splitlines())} lines\n")
    if "--write" in sys.argv:
        (DATA / FILE).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
