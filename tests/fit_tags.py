"""Fits the weights of prevention levels and target groups on coded measures: ``python -m tests.fit_tags --write``.

Logistic regression for each code with a ridge, once with all features and then with those that weigh something. A code
that only one of two careful coders would give says nothing of it and is left out there; a printed level counts half,
for the plan and not the coder chose it. Every author counts by the root of how much he has written, so that the habits
of none rule; the real plans, coded by two, count three times. A feature stands where two authors have it. A test holds
that the written weights are those that a fit gives.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from tests.coded_measures import REAL, Coded, load_coded, make_plans
from vaxtanalys.codebook import load_codebook
from vaxtanalys.model import LEVELS
from vaxtanalys.tag import TagSettings
from vaxtanalys.tag.levels import LIMITS as LEVEL_LIMITS
from vaxtanalys.tag.levels import tag_prevention_levels
from vaxtanalys.tag.signs import parts_of, signs_of, words_of
from vaxtanalys.tag.targets import find_target_groups
from vaxtanalys.tag.weighed_groups import LIMITS as GROUP_LIMITS
from vaxtanalys.tag.weighed_groups import barred_groups
from vaxtanalys.tag.weighing import Limits, choose
from vaxtanalys.tag.weights import FILE, INTERCEPT, Weights

DATA = Path(__file__).parents[1] / "vaxtanalys" / "data"
GOLD = Path(__file__).resolve().parents[2] / "shared" / "plans" / "gold" / "gold.json"
GROUPS = tuple(code.code for code in load_codebook().facet("target_group"))
CODES = (*LEVELS, *GROUPS)
# The ridge (lower holds tighter), from what weight a feature stands, and how much a printed level and the real plans
# count.
RIDGE, WEIGHT, PRINTED, REAL_COUNTS = 0.5, 0.1, 0.5, 3.0
# From how many measures and authors a feature stands, and a code is fitted.
SEEN, AUTHORS = 4, 2
# The intercept of a code that too few measures have.
NEVER = -9.0
EXPLAINED = [
    "What each sign weighs for each prevention level and target group (empty: nothing); the probability of a code is",
    "1 / (1 + exp(-(intercept + sum of the weights))). A word counts as often as it stands, all else once.",
    "word: a dictionary form, or the first or last letters of a long word; row, code: of the codebook;",
    "group: a target group that rules find; area: what the focus area's heading is about.",
]
Key = Callable[[Coded], str]


@dataclass(frozen=True)
class Practice:
    """Coded measures with their features, the codes that rules alone give them, and groups that may not be added."""

    coded: list[Coded]
    features: list[dict[str, float]]
    levels_by_rules: list[set[str]]
    groups_by_rules: list[set[str]]
    barred: list[set[str]]

    def where(self, wanted: Callable[[Coded], bool]) -> list[int]:
        """The numbers of the measures that ``wanted`` holds of."""
        return [number for number, one in enumerate(self.coded) if wanted(one)]

    def by(self, author: str) -> list[int]:
        """The numbers of an author's measures."""
        return self.where(lambda one: one.author == author)

    @cached_property
    def authors(self) -> tuple[str, ...]:
        """All authors but that of the real plans."""
        return tuple(dict.fromkeys(one.author for one in self.coded if one.author != REAL))

    @cached_property
    def matrix(self) -> tuple[np.ndarray, np.ndarray]:
        """The features that several measures and authors have, a row for each measure, and their names."""
        authors: dict[str, set[str]] = defaultdict(set)
        seen: Counter[str] = Counter()
        for one, features in zip(self.coded, self.features, strict=True):
            for name in features:
                seen[name] += 1
                authors[name].add(one.author)
        kept = {name for name, count in seen.items() if count >= SEEN and len(authors[name]) >= AUTHORS}
        vectorizer = DictVectorizer()
        rows = [{name: value for name, value in row.items() if name in kept} for row in self.features]
        return narrow(vectorizer.fit_transform(rows).tocsr()), vectorizer.get_feature_names_out()

    def left_out(self, key: Key) -> Iterator[tuple[list[int], list[int]]]:
        """The numbers of the measures of each ``key`` in turn, and those of all others with the real plans."""
        for name in sorted({key(one) for one in self.coded if one.author != REAL}):
            inside = self.where(lambda one, name=name: key(one) == name and one.author != REAL)
            outside = self.where(lambda one, name=name: key(one) != name or one.author == REAL)
            yield inside, outside

    def counts(self, numbers: Sequence[int]) -> np.ndarray:
        """How much each measure counts: by the root of how much its author has written, so that none rules."""
        written = Counter(self.coded[number].author for number in numbers)
        mean = sum(written.values()) / len(written)
        of_author = {author: (mean / count) ** 0.5 for author, count in written.items()} | {REAL: REAL_COUNTS}
        return np.array([of_author[self.coded[number].author] for number in numbers])


@dataclass(frozen=True)
class Fit:
    """The names of features, and their weights: a row for each, a column for each of ``CODES``; the last row holds the
    intercepts."""

    names: np.ndarray
    weights: np.ndarray

    def likely(self, matrix: np.ndarray) -> np.ndarray:
        """How likely each code is, a row for each row of features."""
        return 1 / (1 + np.exp(-(matrix @ self.weights[:-1] + self.weights[-1])))

    def rows(self) -> dict[str, list[float]]:
        """The rounded weights of the intercept and of each feature that weighs something."""
        rounded = np.round(self.weights, 3) + 0.0
        named = zip(self.names, rounded[:-1], strict=True)
        return {INTERCEPT: rounded[-1].tolist()} | {str(name): row.tolist() for name, row in named if row.any()}


def load_practice(real: Path = GOLD) -> Practice:
    """The coded measures, read as the tagging stage reads them."""
    coded = load_coded(real)
    codebook, settings = load_codebook(), TagSettings()
    features: list[dict[str, float]] = [{}] * len(coded)
    levels: list[set[str]] = [set()] * len(coded)
    by_rules: list[set[str]] = [set()] * len(coded)
    barred: list[set[str]] = [set()] * len(coded)
    for document, plan, numbers in make_plans(coded):
        areas = {area.focus_area_id: area for area in plan.focus_areas}
        for number, measure in zip(numbers, plan.measures, strict=True):
            area, parts = areas.get(measure.focus_area_id or ""), parts_of(measure)
            groups = [piece for piece, _ in find_target_groups(measure, area, codebook, settings)]
            counts = Counter(words_of(parts))
            counts.update({sign.feature: 1 for sign in signs_of(parts, area, groups, codebook)})
            features[number] = dict(counts)
            tags = tag_prevention_levels(document, measure, area, groups, codebook, settings)
            levels[number], by_rules[number] = {tag.code for tag in tags}, {piece.code for piece in groups}
            barred[number] = barred_groups(by_rules[number], parts, codebook)
    return Practice(coded, features, levels, by_rules, barred)


def narrow(matrix: np.ndarray) -> np.ndarray:
    """The matrix with the narrow indexes that the solver asks for."""
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)  # type: ignore[attr-defined]
    return matrix


def fit(practice: Practice, numbers: Sequence[int]) -> Fit:
    """The weights had from the measures ``numbers``."""
    matrix, names = practice.matrix
    weights = np.zeros((len(names) + 1, len(CODES)))
    weights[-1] = NEVER
    counts = practice.counts(numbers)
    for column, code in enumerate(CODES):
        inside, has, much = [], [], []
        for number, count in zip(numbers, counts, strict=True):
            one = practice.coded[number]
            wanted = code in one.levels or code in one.groups
            if wanted or not (code in one.levels_allowed or code in one.groups_allowed):
                inside.append(number)
                has.append(wanted)
                much.append(count * (PRINTED if one.printed and code in LEVELS else 1.0))
        if sum(has) >= SEEN:
            standing, found = _fit_code(matrix[inside], has, much)
            weights[standing, column], weights[-1, column] = found.coef_[0], found.intercept_[0]
    return Fit(names, weights)


def _fit_code(matrix: np.ndarray, has: list[bool], much: list[float]) -> tuple[np.ndarray, LogisticRegression]:
    """The numbers of the features that stand, and the model of them."""
    first = LogisticRegression(C=RIDGE, solver="liblinear", max_iter=300).fit(matrix, has, sample_weight=much)
    standing = np.flatnonzero(np.abs(first.coef_[0]) >= WEIGHT)
    model = LogisticRegression(C=RIDGE, solver="liblinear", max_iter=300)
    return standing, model.fit(narrow(matrix[:, standing]), has, sample_weight=much)


@dataclass(frozen=True)
class HeldOut:
    """The codes and probabilities of measures by weights fitted without those they are kept apart from."""

    levels: list[set[str]]
    groups: list[set[str]]
    likely: np.ndarray


def held_out(practice: Practice, key: Key, only: Sequence[str] = ()) -> HeldOut:
    """The codes of every measure by weights fitted without those of the same ``key`` (of the keys ``only``, if given).

    The real plans are always part of the fit, and have no codes here.
    """
    size = len(practice.coded)
    found = HeldOut([set() for _ in range(size)], [set() for _ in range(size)], np.zeros((size, len(CODES))))
    for inside, outside in practice.left_out(key):
        if not only or key(practice.coded[inside[0]]) in only:
            found.likely[inside] = fit(practice, outside).likely(practice.matrix[0][inside])
            for number in inside:
                likely = dict(zip(CODES, found.likely[number].tolist(), strict=True))
                found.levels[number] = _of_facet(practice.levels_by_rules[number], LEVELS, likely, LEVEL_LIMITS)
                groups = [code for code in GROUPS if code not in practice.barred[number]]
                found.groups[number] = _of_facet(practice.groups_by_rules[number], groups, likely, GROUP_LIMITS)
    return found


def _of_facet(by_rules: set[str], codes: Iterable[str], likely: dict[str, float], limits: Limits) -> set[str]:
    return choose(by_rules, {code: likely[code] for code in codes}, limits)


def level_f1(practice: Practice, levels: list[set[str]], numbers: Iterable[int]) -> float:
    """F1 of levels over those of the measures ``numbers`` that have none printed."""
    unprinted = [number for number in numbers if not practice.coded[number].printed]
    coded = [practice.coded[number] for number in unprinted]
    return f1((levels[n], one.levels, one.levels_allowed) for n, one in zip(unprinted, coded, strict=True))


def group_f1(practice: Practice, groups: list[set[str]], numbers: Iterable[int]) -> float:
    """F1 of target groups over the measures ``numbers``."""
    coded = [(groups[number], practice.coded[number]) for number in numbers]
    return f1((found, one.groups, one.groups_allowed) for found, one in coded)


def f1(judged: Iterable[tuple[set[str], frozenset[str], frozenset[str]]]) -> float:
    """F1 of (found, wanted, allowed) codes; what only one of two coders would give is no fault."""
    right = found = wanted = 0
    for have, codes, allowed in judged:
        hits = len(have & codes)
        right, wanted = right + hits, wanted + len(codes)
        found += hits + len(have - codes - allowed)
    return 2 * right / (found + wanted)


def notes_of(practice: Practice) -> list[str]:
    """What the weights were fitted on and how good they are on authors and policy areas left out."""
    found, areas = held_out(practice, lambda one: one.author), held_out(practice, lambda one: one.area)
    notes = [
        f"{len(practice.coded)} coded measures: made-up plans by {len(practice.authors)} authors, and two real plans.",
        "F1 by rules alone and with weights fitted without the author (all: without the policy area):",
    ]
    for name, score, rules, after, without_area in (
        ("levels", level_f1, practice.levels_by_rules, found.levels, areas.levels),
        ("groups", group_f1, practice.groups_by_rules, found.groups, areas.groups),
    ):
        numbers = {author: practice.by(author) for author in practice.authors}
        own = [number for of_author in numbers.values() for number in of_author]
        figures = [
            f"{a} {score(practice, rules, n):.2f} -> {score(practice, after, n):.2f}" for a, n in numbers.items()
        ]
        every = [f"{score(practice, codes, own):.2f}" for codes in (rules, after, without_area)]
        notes.append(f"{name}: {', '.join(figures)}; all {every[0]} -> {every[1]} ({every[2]}).")
    return notes


def as_csv(notes: list[str], rows: dict[str, list[float]]) -> str:
    """The file of weights: what a line means, how the file was had, and the weights."""
    head = [*EXPLAINED, "Written by `python -m tests.fit_tags --write`; do not edit by hand.", *notes]
    lines = [f"# {line}" for line in head]
    lines.append(";".join(["sign", *CODES]))
    lines += [";".join([name, *(f"{number:g}" if number else "" for number in row)]) for name, row in rows.items()]
    return "\n".join(lines) + "\n"


def assert_fitted(written: Weights, fitted: dict[str, list[float]]) -> None:
    """That the written weights are those of a fit, but for features at the edge of standing."""
    both = set(written.rows) & set(fitted)
    assert written.codes == CODES
    assert len(both) >= 0.98 * max(len(written.rows), len(fitted)), "kör python -m tests.fit_tags --write"
    apart = np.array([np.abs(written.matrix[written.rows[name]] - fitted[name]) for name in both])
    assert np.quantile(apart, 0.999) <= 0.1, "kör python -m tests.fit_tags --write"


def main() -> None:
    practice = load_practice()
    notes = notes_of(practice)
    rows = fit(practice, range(len(practice.coded))).rows()
    sys.stdout.write("\n".join(notes) + f"\n{len(rows)} signs\n")
    if "--write" in sys.argv:
        (DATA / FILE).write_text(as_csv(notes, rows), encoding="utf-8")


if __name__ == "__main__":
    main()
