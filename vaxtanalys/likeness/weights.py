"""The coefficients of the scorer, from ``data/likeness_weights.toml``, which also says how they were had."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from vaxtanalys.errors import SettingsError
from vaxtanalys.likeness.items import FACETS
from vaxtanalys.likeness.terms import KINDS

# The order in which features stand in every array. Each lies between 0 and 1.
FEATURES = (
    *(f"{kind}{what}" for kind in KINDS for what in ("", "_part", "_clash", "_silent")),
    "head",
    *(f"{facet}{what}" for facet in FACETS for what in ("", "_clash")),
    "words",
    "letters",
    "names",
    "type",
    "type_clash",
    "untyped",
)
COLUMN = {name: index for index, name in enumerate(FEATURES)}
# A clash can only lower the score; that nothing is said (of a kind of idea, of the type) can do either.
LOWERING = frozenset(name for name in FEATURES if name.endswith("_clash"))
EITHER = frozenset(name for name in FEATURES if name.endswith("_silent") or name == "untyped")


@dataclass(frozen=True, slots=True)
class Weights:
    """``score = 1 / (1 + exp(-(intercept + sum(weight * feature))))``, the features in the order of ``FEATURES``."""

    intercept: float
    features: tuple[float, ...]


@cache
def load_weights() -> Weights:
    """The coefficients that come with the package. Raises SettingsError where one is missing or has the wrong sign."""
    text = resources.files("vaxtanalys.data").joinpath("likeness_weights.toml").read_text(encoding="utf-8")
    raw = tomllib.loads(text)
    given: dict[str, float] = raw["features"]
    where = "likeness_weights.toml"
    faults = [f"{where}: vikten för {name!r} saknas" for name in FEATURES if name not in given]
    faults += [f"{where}: okänd vikt {name!r}" for name in sorted(given) if name not in FEATURES]
    faults += [
        f"{where}: {name} = {value} har fel tecken (det som slutar på _clash sänker, resten höjer)"
        for name, value in given.items()
        if name not in EITHER and (value > 0 if name in LOWERING else value < 0)
    ]
    if faults:
        raise SettingsError(faults)
    return Weights(float(raw["intercept"]), tuple(float(given[name]) for name in FEATURES))
