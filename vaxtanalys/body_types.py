"""What sort of body a name stands for, whatever it is called locally: the registry in ``data/body_types.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from vaxtanalys.swedish import fold


@dataclass(frozen=True, slots=True)
class BodyType:
    """A row of the registry: code, labels, the group of organisations it belongs to, forms and their sentences."""

    code: str
    label_sv: str
    label_en: str
    group: str
    forms: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]


# Where a name says that all of some bodies are meant, what follows is no name of one.
_ALL = "all_bodies"


@cache
def all_body_types() -> tuple[BodyType, ...]:
    """The rows of the registry in their order, which is the order in which they are tried."""
    table = tomllib.loads(resources.files("vaxtanalys.data").joinpath("body_types.toml").read_text(encoding="utf-8"))
    return tuple(
        BodyType(
            row["code"], row["label_sv"], row["label_en"], row["group"],
            tuple(row["forms"]), tuple(row["yes"]), tuple(row["no"]),
        )
        for row in table["type"]
    )  # fmt: skip


@lru_cache(maxsize=10_000)
def body_type(name: str) -> str | None:
    """The code of the sort of body that ``name`` says; None where the registry does not know it."""
    folded = " " + re.sub(r"\s+", " ", fold(name).replace("”", " ").replace("(", " ").replace(")", " ")).strip() + " "
    patterns = _patterns()
    if patterns[_ALL].match(folded):
        return _ALL
    return next((code for code, pattern in patterns.items() if pattern.search(folded)), None)


def body_type_label(code: str | None, language: str = "sv") -> str:
    """What people see for a code, in Swedish or ("en") English; empty for None."""
    for row in all_body_types():
        if row.code == code:
            return row.label_en if language == "en" else row.label_sv
    return code or ""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        row.code: re.compile("(?<= )(?:" + "|".join(map(_pattern, row.forms)) + ")(?= )")
        if row.code != _ALL
        else re.compile(" (?:" + "|".join(map(_pattern, row.forms)) + ")(?= )")
        for row in all_body_types()
    }


def _pattern(form: str) -> str:
    return r"\S*".join(re.escape(part) for part in form.split("*"))
