"""The rows of measure types and of the concepts that their rules are made of."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from vaxtanalys.errors import SettingsError
from vaxtanalys.forms import FormIndex, compile_form

CONCEPT_KINDS = ("act", "who", "what")
CONCEPTS = "concepts.toml"
_CHOICE = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class Concept:
    """Words that say one thing: what is done (``act``), for or with whom (``who``), or about what (``what``).

    ``codes`` ("target_group:staff") are tags that say it where the measure's own words do not.
    """

    id: str
    kind: str
    forms: tuple[str, ...]
    cancels: tuple[str, ...]
    codes: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """Concepts that together say a type: each of ``needs`` (any of its alternatives), none of ``bars``."""

    text: str
    needs: tuple[tuple[str, ...], ...]
    bars: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeasureKind:
    """A type of measure: labels, what it means, who expects it, and how a text says it.

    ``expected`` tells whether ``source`` (a law, a regulation, the national strategy) asks municipalities for it.
    ``beats`` are more general types that give way where this one is found; a ``general`` type gives way to
    every other that is not.
    """

    code: str
    area: str
    label_sv: str
    label_en: str
    definition: str
    source: str
    expected: bool
    forms: tuple[str, ...]
    cancels: tuple[str, ...]
    rules: tuple[Rule, ...]
    beats: tuple[str, ...]
    general: bool
    yes: tuple[str, ...]
    no: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """A policy area: its label, and the words that show that a document or measure belongs to it."""

    id: str
    label_sv: str
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TypeHit:
    """A type that a text says: how surely (0 to 1), the words, where they stand in the text, and the rule."""

    code: str
    score: float
    evidence: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True)
class TypeBook:
    """All areas, concepts and types, with their forms compiled once. Equal books find the same."""

    areas: tuple[Area, ...]
    concepts: tuple[Concept, ...]
    kinds: tuple[MeasureKind, ...]
    index: Mapping[str, FormIndex] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        built = {
            "concept": _index([concept.forms for concept in self.concepts]),
            "not_concept": _index([concept.cancels for concept in self.concepts]),
            "kind": _index([kind.forms for kind in self.kinds]),
            "not_kind": _index([kind.cancels for kind in self.kinds]),
            "area": _index([area.topics for area in self.areas]),
        }
        object.__setattr__(self, "index", built)

    def kind(self, code: str) -> MeasureKind | None:
        """The type of that code, None where there is none."""
        return next((kind for kind in self.kinds if kind.code == code), None)


def _index(rows: Sequence[Sequence[str]]) -> FormIndex:
    return FormIndex(
        (compile_form(spread), number) for number, forms in enumerate(rows) for form in forms for spread in expand(form)
    )


def expand(form: str) -> list[str]:
    """``form`` written out where a choice is of several words: "(lämna|ta sig ur) våld" gives two forms."""
    for match in _CHOICE.finditer(form):
        choices = match.group(1).split("|")
        several = [choice for choice in choices if " " in choice]
        if several:
            rest = (
                [f"({'|'.join(choice for choice in choices if ' ' not in choice)})"]
                if len(several) < len(choices)
                else []
            )
            before, after = form[: match.start()], form[match.end() :]
            return [whole for choice in (*rest, *several) for whole in expand(before + choice + after)]
    return [form]


def read_rule(text: str) -> Rule:
    """ "train staff|managers -elected": train, and staff or managers, and nobody elected."""
    parts = text.split()
    needs = tuple(tuple(part.split("|")) for part in parts if not part.startswith("-"))
    return Rule(text, needs, tuple(part[1:] for part in parts if part.startswith("-")))


def _concept(row: Mapping[str, Any]) -> Concept:
    lists = (tuple(row.get(key, ())) for key in ("forms", "not", "codes", "yes", "no"))
    return Concept(row["id"], row.get("kind", ""), *lists)


def _kind(area: str, row: Mapping[str, Any]) -> MeasureKind:
    return MeasureKind(
        code=row["code"],
        area=area,
        label_sv=row["label_sv"],
        label_en=row["label_en"],
        definition=row["definition"],
        source=row["source"],
        expected=bool(row.get("expected", False)),
        forms=tuple(row.get("forms", ())),
        cancels=tuple(row.get("not", ())),
        rules=tuple(read_rule(text) for text in row.get("rules", ())),
        beats=tuple(row.get("beats", ())),
        general=bool(row.get("general", False)),
        yes=tuple(row["yes"]),
        no=tuple(row["no"]),
    )


@cache
def load_types() -> TypeBook:
    """The measure types that come with the package. Raises SettingsError, with every fault, where a row is faulty."""
    folder = resources.files("vaxtanalys.data").joinpath("measure_types")
    files = sorted((item.name, item) for item in folder.iterdir() if item.name.endswith(".toml"))
    concepts: list[Concept] = []
    areas: list[Area] = []
    kinds: list[MeasureKind] = []
    faults: list[str] = []
    for name, path in files:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        try:
            concepts += [_concept(row) for row in content.get("concept", ())]
            if name != CONCEPTS:
                area = content["area"]
                areas.append(Area(area["id"], area["label_sv"], tuple(area["topics"])))
                kinds += [_kind(area["id"], row) for row in content["type"]]
        except (KeyError, ValueError) as error:
            faults.append(f"measure_types/{name}: {error} saknas eller är fel; varje typ behöver alla nycklar")
    if faults:
        raise SettingsError(faults)
    return TypeBook(tuple(areas), tuple(concepts), tuple(kinds))
