"""The coefficients of the scorer, from ``data/likeness_weights.toml``, which also says how they were had."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
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
    "near",
    "nearest",
    "meaning",
    "meaning_nearest",
)
COLUMN = {name: index for index, name in enumerate(FEATURES)}
# Weights for scores with a language model that no metric was learnt with.
MEANING = "meaning"
# What needs a type of both measures.
TYPED = ("type", "type_clash")
# A clash can only lower the score; that neither says anything of a kind of idea can do either.
LOWERING = frozenset(name for name in FEATURES if name.endswith("_clash"))
EITHER = frozenset(name for name in FEATURES if name.endswith("_silent"))


@dataclass(frozen=True, slots=True)
class Weights:
    """``score = 1 / (1 + exp(-(intercept + sum(weight * feature))))``, the features in the order of ``FEATURES``.

    ``plain_intercept`` and ``plain`` hold where one of the two has no measure type (another policy area, words that no
    row knows): there words and codes alone must tell.
    """

    intercept: float
    features: tuple[float, ...]
    plain_intercept: float
    plain: tuple[float, ...]


@cache
def load_weights(model: str = "") -> Weights:
    """The coefficients that come with the package; with the language model ``model`` those for scores that use it.

    ``MEANING`` stands for any model that no metric was learnt with. Raises SettingsError where one is missing or has
    the wrong sign.
    """
    name = file_of(model)
    raw = tomllib.loads(resources.files("vaxtanalys.data").joinpath(name).read_text(encoding="utf-8"))
    faults = [fault for section in ("features", "plain") for fault in _faults(name, section, raw[section])]
    if faults:
        raise SettingsError(faults)
    return Weights(
        intercept=float(raw["intercept"]),
        features=tuple(float(raw["features"][name]) for name in FEATURES),
        plain_intercept=float(raw["plain_intercept"]),
        plain=tuple(float(raw["plain"][name]) for name in FEATURES),
    )


def file_of(model: str) -> str:
    """The name of the file with the weights for a language model, "" for none."""
    return f"likeness_weights{'_' if model else ''}{model}.toml"


def _faults(file: str, section: str, given: Mapping[str, float]) -> list[str]:
    where = f"{file}, [{section}]"
    faults = [f"{where}: vikten för {name!r} saknas" for name in FEATURES if name not in given]
    faults += [f"{where}: okänd vikt {name!r}" for name in sorted(given) if name not in FEATURES]
    faults += [
        f"{where}: {name} = {value} har fel tecken (det som slutar på _clash sänker, resten höjer)"
        for name, value in given.items()
        if name not in EITHER and (value > 0 if name in LOWERING else value < 0)
    ]
    return faults
