"""Fits the weights of prevention levels on coded measures: ``python -m tests.fit_levels --write`` writes them.

Logistic regression for each level with a ridge. A level that only one of two careful coders would give says nothing of
the level and is left out there; a printed level counts half, for the plan and not the coder chose it. Every author
counts by the root of how much he has written, so that the habits of none rule; the real plans, coded by two, count
three times. A feature stands where two authors have it and it weighs something. A test holds that the written weights
are those that a fit gives.
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
from vaxtanalys.codebook import load_codebook
from vaxtanalys.tag import TagSettings
from vaxtanalys.tag.level_weights import FILE, INTERCEPT, LEVELS, Weights
from vaxtanalys.tag.levels import tag_prevention_levels, teaches_staff
from vaxtanalys.tag.targets import find_target_groups
from vaxtanalys.tag.weighing import choose, signs_of, words_of

DATA = Path(__file__).parents[1] / "vaxtanalys" / "data"
GOLD = Path(__file__).resolve().parents[2] / "shared" / "plans" / "gold" / "gold.json"
# The ridge (lower holds tighter), and from how many measures and authors, and from what weight, a feature stands.
RIDGE, MEASURES, AUTHORS, WEIGHT = 0.3, 4, 2, 0.1
PRINTED, REAL_COUNTS = 0.5, 3.0


@dataclass(frozen=True)
class Practice:
    """Coded measures with their features, the levels that rules alone give them, and whether these are settled."""

    coded: list[Coded]
    features: list[dict[str, float]]
    by_rules: list[set[str]]
    settled: list[bool]

    def where(self, wanted: Callable[[Coded], bool]) -> list[int]:
        """The numbers of the measures that ``wanted`` holds of."""
        return [number for number, one in enumerate(self.coded) if wanted(one)]


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


def load_practice(real: Path = GOLD) -> Practice:
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
    return Practice(coded, features, by_rules, settled)


def fit(practice: Practice, numbers: list[int]) -> Fit:
    """The models had from the measures ``numbers``: once with all features, then with those that weigh something."""
    authors: dict[str, set[str]] = defaultdict(set)
    seen: Counter[str] = Counter()
    for number in numbers:
        for name in practice.features[number]:
            seen[name] += 1
            authors[name].add(practice.coded[number].author)
    kept = {name for name, count in seen.items() if count >= MEASURES and len(authors[name]) >= AUTHORS}
    first = _fit(practice, numbers, kept)
    strongest = np.abs(np.stack([first.models[level].coef_[0] for level in LEVELS])).max(axis=0)
    names = first.vectorizer.get_feature_names_out()
    return _fit(practice, numbers, {name for name, weight in zip(names, strongest, strict=True) if weight >= WEIGHT})


def _fit(practice: Practice, numbers: list[int], kept: set[str]) -> Fit:
    written = Counter(practice.coded[number].author for number in numbers)
    mean = sum(written.values()) / len(written)
    counts_for = {author: (mean / count) ** 0.5 for author, count in written.items()} | {REAL: REAL_COUNTS}
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


def narrow(matrix: object) -> object:
    """The matrix with the narrow indexes that the solver asks for."""
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)  # type: ignore[attr-defined]
    return matrix


def held_out(practice: Practice, key: Callable[[Coded], str]) -> tuple[list[set[str]], np.ndarray]:
    """The levels and probabilities of every measure by weights fitted without those of the same ``key``.

    The real plans are always part of the fit, and have no levels here.
    """
    levels: list[set[str]] = [set()] * len(practice.coded)
    likely = np.zeros((len(practice.coded), len(LEVELS)))
    for left_out in sorted({key(one) for one in practice.coded if one.author != REAL}):
        inside = practice.where(lambda one, name=left_out: key(one) == name and one.author != REAL)
        outside = practice.where(lambda one, name=left_out: key(one) != name or one.author == REAL)
        likely[inside] = fit(practice, outside).likely([practice.features[number] for number in inside])
        for number in inside:
            found = dict(zip(LEVELS, likely[number], strict=True))
            rules = practice.by_rules[number]
            levels[number] = rules if practice.settled[number] else choose(rules, found)
    return levels, likely


def f1(practice: Practice, levels: list[set[str]], numbers: list[int]) -> float:
    """F1 over measures without a printed level; what only one of two coders would give is no fault."""
    right = found = wanted = 0
    for number in numbers:
        one = practice.coded[number]
        if not one.printed:
            hits = len(levels[number] & one.levels)
            right, wanted = right + hits, wanted + len(one.levels)
            found += hits + len(levels[number] - one.levels - one.levels_allowed)
    return 2 * right / (found + wanted)


def by_author(practice: Practice, levels: list[set[str]]) -> dict[str, float]:
    """F1 for each author but the real plans."""
    names = dict.fromkeys(one.author for one in practice.coded if one.author != REAL)
    return {name: f1(practice, levels, practice.where(lambda one, name=name: one.author == name)) for name in names}


def as_csv(weights: dict[str, Weights], notes: list[str]) -> str:
    lines = [
        "# What each sign weighs for each prevention level; the probability of a level is",
        "# 1 / (1 + exp(-(intercept + sum of the weights))). A word counts as often as it stands, all else once.",
        "# word: a dictionary form, or the first or last letters of a long word; row, code: of the codebook;",
        "# group: a target group found; area: what the focus area's heading is about.",
        "# Written by `python -m tests.fit_levels --write`; do not edit by hand.",
        *(f"# {note}" for note in notes),
        "feature;universal;selective;indicated",
        *(f"{name};{u:g};{s:g};{i:g}" for name, (u, s, i) in weights.items()),
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
