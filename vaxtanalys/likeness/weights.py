"""The coefficients of the scorer, from ``data/likeness_weights.toml``, which also says how they were had."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from vaxtanalys.errors import SettingsError

# The order in which features stand in every array. Each can only raise the score, but for the clash of two subjects,
# two groups of people or two types, which can only lower it.
FEATURES = (
    "act",
    "who",
    "what",
    "act_who",
    "act_what",
    "who_what",
    "all_three",
    "names",
    "clash",
    "who_clash",
    "type",
    "type_clash",
    "chars",
    "tokens",
)
# What all pairs are scored on at once; the last two are costly and worked out only where they can matter.
CHEAP = FEATURES[:12]
LOWERING = ("clash", "who_clash", "type_clash")
COLUMN = {name: index for index, name in enumerate(FEATURES)}


@dataclass(frozen=True, slots=True)
class Weights:
    """``score = 1 / (1 + exp(-(intercept + sum(weight * feature))))``; every feature lies between 0 and 1.

    ``unknown_one`` and ``unknown_both`` are what a likeness counts as where one or both measures say nothing of it
    (no people named, say): neither agreement nor disagreement. ``lean`` and ``damp`` shape the likeness, see ``Axis``.
    ``plain_intercept`` and ``plain`` hold where one of the two has no measure type (another policy area, words that no
    row knows): there the words alone must tell.
    """

    intercept: float
    features: tuple[float, ...]
    plain_intercept: float
    plain: tuple[float, ...]
    unknown_one: float
    unknown_both: float
    lean: float
    damp: float


@cache
def load_weights() -> Weights:
    """The coefficients that come with the package. Raises SettingsError where one is missing or below zero."""
    text = resources.files("vaxtanalys.data").joinpath("likeness_weights.toml").read_text(encoding="utf-8")
    raw = tomllib.loads(text)
    faults = [*_faults("features", raw["features"]), *_faults("plain", raw["plain"])]
    if faults:
        raise SettingsError(faults)
    return Weights(
        intercept=float(raw["intercept"]),
        features=tuple(float(raw["features"][name]) for name in FEATURES),
        plain_intercept=float(raw["plain_intercept"]),
        plain=tuple(float(raw["plain"][name]) for name in FEATURES),
        unknown_one=float(raw["unknown_one"]),
        unknown_both=float(raw["unknown_both"]),
        lean=float(raw["lean"]),
        damp=float(raw["damp"]),
    )


def _faults(section: str, given: Mapping[str, float]) -> list[str]:
    where = f"likeness_weights.toml, [{section}]"
    faults = [f"{where}: vikten för {name!r} saknas" for name in FEATURES if name not in given]
    faults += [f"{where}: okänd vikt {name!r}" for name in sorted(given) if name not in FEATURES]
    faults += [
        f"{where}: {name} = {value} har fel tecken ({' och '.join(LOWERING)} sänker, resten höjer)"
        for name, value in given.items()
        if (value > 0 if name in LOWERING else value < 0)
    ]
    return faults
