"""What the fits of levels and of target groups share: who counts how much, who is left out, and how good it is."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import numpy as np
import pytest

from tests.coded_measures import REAL, Coded

DATA = Path(__file__).parents[1] / "vaxtanalys" / "data"
GOLD = Path(__file__).resolve().parents[2] / "shared" / "plans" / "gold" / "gold.json"
REAL_COUNTS = 3.0
# From how many measures (or mentions) and authors a feature stands.
SEEN, AUTHORS = 4, 2
Features = TypeVar("Features")
Codes = list[set[str]]
"""The codes of every measure."""
HeldOut = Callable[[Callable[[Coded], str]], Codes]
"""The codes by weights fitted without the measures that have a key in common."""
F1 = Callable[[Codes, list[int]], float]


@dataclass(frozen=True)
class Practice(Generic[Features]):
    """Coded measures with their features and the codes that rules alone give them."""

    coded: list[Coded]
    features: list[Features]
    by_rules: Codes

    def where(self, wanted: Callable[[Coded], bool]) -> list[int]:
        """The numbers of the measures that ``wanted`` holds of."""
        return [number for number, one in enumerate(self.coded) if wanted(one)]

    def all_but_real(self) -> list[int]:
        """The numbers of the measures of made-up plans."""
        return self.where(lambda one: one.author != REAL)

    def left_out(self, key: Callable[[Coded], str]) -> Iterator[tuple[list[int], list[int]]]:
        """The numbers of the measures of each ``key`` in turn, and those of all others with the real plans."""
        for name in sorted({key(self.coded[number]) for number in self.all_but_real()}):
            inside = self.where(lambda one, name=name: key(one) == name and one.author != REAL)
            outside = self.where(lambda one, name=name: key(one) != name or one.author == REAL)
            yield inside, outside

    def counts_for(self, numbers: list[int]) -> dict[str, float]:
        """How much a measure of each author counts: by the root of how much he has written, so that none rules."""
        written = Counter(self.coded[number].author for number in numbers)
        mean = sum(written.values()) / len(written)
        return {author: (mean / count) ** 0.5 for author, count in written.items()} | {REAL: REAL_COUNTS}


def narrow(matrix: object) -> object:
    """The matrix with the narrow indexes that the solver asks for."""
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)  # type: ignore[attr-defined]
    return matrix


def common(rows: Iterable[tuple[str, Iterable[str]]]) -> set[str]:
    """The features that several rows (author, features) and several authors have."""
    authors: dict[str, set[str]] = defaultdict(set)
    seen: Counter[str] = Counter()
    for author, names in rows:
        for name in names:
            seen[name] += 1
            authors[name].add(author)
    return {name for name, count in seen.items() if count >= SEEN and len(authors[name]) >= AUTHORS}


def f1(judged: Iterable[tuple[set[str], frozenset[str], frozenset[str]]]) -> float:
    """F1 of (found, wanted, allowed) codes; what only one of two coders would give is no fault."""
    right = found = wanted = 0
    for have, codes, allowed in judged:
        hits = len(have & codes)
        right, wanted = right + hits, wanted + len(codes)
        found += hits + len(have - codes - allowed)
    return 2 * right / (found + wanted)


def by_author(practice: Practice[Features], codes: Codes, score: F1) -> dict[str, float]:
    """F1 for each author but the real plans."""
    names = dict.fromkeys(practice.coded[number].author for number in practice.all_but_real())
    return {name: score(codes, practice.where(lambda one, name=name: one.author == name)) for name in names}


def notes_of(practice: Practice[Features], held_out: HeldOut, score: F1) -> list[str]:
    """What the weights were fitted on and how good they are on authors and policy areas left out."""
    found, areas, own = held_out(lambda one: one.author), held_out(lambda one: one.area), practice.all_but_real()
    rules, author = (by_author(practice, codes, score) for codes in (practice.by_rules, found))
    figures = ", ".join(f"{name} {rules[name]:.2f} -> {author[name]:.2f}" for name in rules)
    return [
        f"{len(practice.coded)} coded measures of made-up plans by six authors, the example corpus and two real plans.",
        f"F1 by rules alone and with weights fitted without the author: {figures}; all "
        f"{score(practice.by_rules, own):.2f} -> {score(found, own):.2f},",
        f"without the policy area {score(areas, own):.2f}.",
    ]


def as_csv(
    explained: list[str], script: str, notes: list[str], columns: str, weights: Mapping[str, Iterable[float]]
) -> str:
    """The file of weights: what a line means, how the file was had, and the weights."""
    lines = [f"# {line}" for line in explained]
    lines += [
        f"# Written by `python -m tests.{script} --write`; do not edit by hand.",
        *(f"# {note}" for note in notes),
    ]
    lines += [columns, *(";".join([name, *(f"{n:g}" for n in numbers)]) for name, numbers in weights.items())]
    return "\n".join(lines) + "\n"


def put(text: str, notes: list[str], file: str) -> None:
    """Print how good the weights are, and write them where the command line says ``--write``."""
    sys.stdout.write("\n".join(notes) + f"\n{len(text.splitlines())} lines\n")
    if "--write" in sys.argv:
        (DATA / file).write_text(text, encoding="utf-8")


def assert_fitted(written: Mapping[str, object], fitted: Mapping[str, object], script: str) -> None:
    """That the written weights are those of a fit, but for features at the edge of standing."""
    both = set(written) & set(fitted)
    assert len(both) >= 0.98 * max(len(written), len(fitted)), f"kör python -m tests.{script} --write"
    for name in both:
        assert written[name] == pytest.approx(fitted[name], abs=0.1), name
