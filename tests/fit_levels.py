"""Fits the weights of prevention levels on coded measures: ``python -m tests.fit_levels --write`` writes them.

Logistic regression for each level with a ridge. A level that only one of two careful coders would give says nothing of
the level and is left out there; a printed level counts half, for the plan and not the coder chose it. Every author
counts by the root of how much he has written, so that the habits of none rule; the real plans, coded by two, count
three times. A feature stands where two authors have it and it weighs something. A test holds that the written weights
are those that a fit gives.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from tests.coded_measures import Coded, load_coded, make_plans
from tests.fit_weights import F1, GOLD, Codes, Practice, as_csv, common, f1, narrow, notes_of, put
from vaxtanalys.codebook import load_codebook
from vaxtanalys.model import LEVELS
from vaxtanalys.tag import TagSettings
from vaxtanalys.tag.level_weights import FILE, Weights
from vaxtanalys.tag.levels import tag_prevention_levels, teaches_staff
from vaxtanalys.tag.targets import find_target_groups
from vaxtanalys.tag.weighing import choose, signs_of, words_of
from vaxtanalys.tag.weight_files import INTERCEPT

# The ridge (lower holds tighter), from what weight a feature stands, and how much a printed level counts.
RIDGE, WEIGHT, PRINTED = 0.3, 0.1, 0.5


EXPLAINED = [
    "What each sign weighs for each prevention level; the probability of a level is",
    "1 / (1 + exp(-(intercept + sum of the weights))). A word counts as often as it stands, all else once.",
    "word: a dictionary form, or the first or last letters of a long word; row, code: of the codebook;",
    "group: a target group found; area: what the focus area's heading is about.",
]


@dataclass(frozen=True)
class LevelPractice(Practice[dict[str, float]]):
    """Coded measures as the fit of levels reads them; what is ``settled`` is not weighed."""

    settled: list[bool]


@dataclass(frozen=True)
class Fit:
    """A vectorizer and, for each level, its fitted model."""

    vectorizer: DictVectorizer
    models: dict[str, LogisticRegression]

    def likely(self, features: list[dict[str, float]]) -> np.ndarray:
        """How likely each level is, a row for each measure."""
        matrix = narrow(self.vectorizer.transform(features))
        return np.stack([self.models[level].predict_proba(matrix)[:, 1] for level in LEVELS], axis=1)

    def weights(self) -> dict[str, Weights]:
        """The weights by feature, rounded."""
        names = [INTERCEPT, *self.vectorizer.get_feature_names_out()]
        columns = [[self.models[level].intercept_[0], *self.models[level].coef_[0]] for level in LEVELS]
        rows = zip(names, *columns, strict=True)
        return {name: (round(u + 0.0, 3), round(s + 0.0, 3), round(i + 0.0, 3)) for name, u, s, i in rows}


def load_practice(real: Path = GOLD) -> LevelPractice:
    """The coded measures, read as the tagging stage reads them."""
    coded = load_coded(real)
    codebook, settings = load_codebook(), TagSettings(weigh_levels=False)
    features: list[dict[str, float]] = [{}] * len(coded)
    by_rules: list[set[str]] = [set()] * len(coded)
    settled = [False] * len(coded)
    for document, plan, numbers in make_plans(coded):
        areas = {area.focus_area_id: area for area in plan.focus_areas}
        for number, measure in zip(numbers, plan.measures, strict=True):
            area = areas.get(measure.focus_area_id or "")
            groups = [piece for piece, _ in find_target_groups(measure, area, codebook, settings)]
            tags = tag_prevention_levels(document, measure, area, groups, codebook, settings)
            parts = [(measure.text, "text")] + ([(measure.heading, "heading")] if measure.heading else [])
            counts = Counter(words_of(parts))
            counts.update({sign.feature: 1 for sign in signs_of(parts, area, groups, codebook)})
            features[number] = dict(counts)
            by_rules[number] = {tag.code for tag in tags}
            settled[number] = bool(teaches_staff(parts, groups, codebook))
    return LevelPractice(coded, features, by_rules, settled)


def fit(practice: LevelPractice, numbers: list[int]) -> Fit:
    """The models had from the measures ``numbers``: once with all features, then with those that weigh something."""
    kept = common((practice.coded[number].author, practice.features[number]) for number in numbers)
    first = _fit(practice, numbers, kept)
    strongest = np.abs(np.stack([first.models[level].coef_[0] for level in LEVELS])).max(axis=0)
    names = first.vectorizer.get_feature_names_out()
    return _fit(practice, numbers, {name for name, weight in zip(names, strongest, strict=True) if weight >= WEIGHT})


def _fit(practice: LevelPractice, numbers: list[int], kept: set[str]) -> Fit:
    counts_for = practice.counts_for(numbers)
    vectorizer = DictVectorizer()
    rows = [{name: v for name, v in practice.features[number].items() if name in kept} for number in numbers]
    matrix = narrow(vectorizer.fit_transform(rows))
    models = {}
    for level in LEVELS:
        clear = [at for at, number in enumerate(numbers) if level not in practice.coded[number].levels_allowed]
        coded = [practice.coded[numbers[at]] for at in clear]
        counts = [counts_for[one.author] * (PRINTED if one.printed else 1.0) for one in coded]
        model = LogisticRegression(C=RIDGE, solver="liblinear", max_iter=300)
        models[level] = model.fit(matrix[clear], [level in one.levels for one in coded], sample_weight=counts)
    return Fit(vectorizer, models)


def held_out(practice: LevelPractice, key: Callable[[Coded], str]) -> tuple[list[set[str]], np.ndarray]:
    """The levels and probabilities of every measure by weights fitted without those of the same ``key``.

    The real plans are always part of the fit, and have no levels here.
    """
    levels: list[set[str]] = [set()] * len(practice.coded)
    likely = np.zeros((len(practice.coded), len(LEVELS)))
    for inside, outside in practice.left_out(key):
        likely[inside] = fit(practice, outside).likely([practice.features[number] for number in inside])
        for number in inside:
            found = dict(zip(LEVELS, likely[number], strict=True))
            rules = practice.by_rules[number]
            levels[number] = rules if practice.settled[number] else choose(rules, found)
    return levels, likely


def score(practice: LevelPractice) -> F1:
    """What gives F1 over measures without a printed level."""

    def scored(levels: Codes, numbers: list[int]) -> float:
        rows = ((levels[number], practice.coded[number]) for number in numbers)
        return f1((found, one.levels, one.levels_allowed) for found, one in rows if not one.printed)

    return scored


def main() -> None:
    practice = load_practice()
    notes = notes_of(practice, lambda key: held_out(practice, key)[0], score(practice))
    weights = fit(practice, list(range(len(practice.coded)))).weights()
    put(as_csv(EXPLAINED, "fit_levels", notes, f"feature;{';'.join(LEVELS)}", weights), notes, FILE)


if __name__ == "__main__":
    main()
