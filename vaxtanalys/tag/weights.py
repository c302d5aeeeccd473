"""What signs weigh for each prevention level and target group: ``data/tag_weights.csv``, had by a fit.

``tests/fit_tags.py`` writes the file; its first lines say on what it was fitted. A line is a sign and its weight for
each code, empty where it weighs nothing; the probability of a code is ``1 / (1 + exp(-(intercept + sum)))``.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib import resources

import numpy as np

from vaxtanalys.errors import SettingsError
from vaxtanalys.model import LEVELS
from vaxtanalys.swedish import SwedishWord
from vaxtanalys.tag.signs import features_of

FILE = "tag_weights.csv"
INTERCEPT = "intercept"


@dataclass(frozen=True, eq=False)
class Weights:
    """The codes weighed for, the number of each sign's row, and the weights: a row a sign, a column a code."""

    codes: tuple[str, ...]
    rows: dict[str, int]
    matrix: np.ndarray

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The codes that are target groups."""
        return tuple(code for code in self.codes if code not in LEVELS)


@cache
def load_weights() -> Weights:
    """The weights that come with the package.

    Raises SettingsError, with every fault, where a line of the file can not be read or the intercept is missing.
    """
    return read_weights(resources.files("vaxtanalys.data").joinpath(FILE).read_text(encoding="utf-8"))


def read_weights(text: str) -> Weights:
    """The weights of a file's ``text``; lines that open with # say how they were had. Raises as ``load_weights``."""
    head, *lines = csv.reader((line for line in text.splitlines() if not line.startswith("#")), delimiter=";")
    codes = tuple(head[1:])
    faults: list[str] = []
    weights: dict[str, list[float]] = {}
    for name, *numbers in lines:
        try:
            weights[name] = [float(number or 0) for number in numbers]
        except ValueError:
            weights[name] = []
        if len(weights[name]) != len(codes):
            faults.append(f"{FILE}: raden {name!r} ska ha {len(codes)} tal eller tomma fält efter namnet")
    if INTERCEPT not in weights:
        faults.append(f"{FILE}: raden {INTERCEPT!r} saknas")
    if faults:
        raise SettingsError(faults)
    return Weights(codes, {name: number for number, name in enumerate(weights)}, np.array(list(weights.values())))


def rows_of_word(word: SwedishWord) -> tuple[int, ...]:
    """The numbers of the rows that a word has in ``load_weights().matrix``."""
    return _rows(word.folded, word.whole or word.lemma, word.parts)


@lru_cache(maxsize=50_000)
def _rows(folded: str, form: str, parts: tuple[str, ...]) -> tuple[int, ...]:
    known = load_weights().rows
    return tuple(known[feature] for feature in features_of(folded, form, parts) if feature in known)
