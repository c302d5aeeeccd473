"""Words that say the same thing: the rows of ``data/likeness_terms.toml`` and how they are found in a text."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from vaxtanalys.clauses import clause_shares, share_at
from vaxtanalys.errors import SettingsError
from vaxtanalys.swedish import fold

KINDS = ("act", "who", "what")


@dataclass(frozen=True, slots=True)
class Term:
    """One idea: its id (also the Swedish label), kind (act, who, what), weight, patterns and test phrases."""

    id: str
    kind: str
    weight: float
    pattern: re.Pattern[str]
    forms: tuple[str, ...]
    cancels: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where the idea stands in a casefolded ``text``; a match that a ``not`` form covers is left out."""
        return [match.span("hit") for match in self.pattern.finditer(text) if match.group("hit")]


@dataclass(frozen=True, slots=True)
class Terms:
    """All rows: ideas, the weight of each common word, names that prove nothing.

    ``anyone`` are ideas of people so wide that naming others beside them is no disagreement.
    """

    terms: tuple[Term, ...]
    common: dict[str, float]
    not_names: frozenset[str]
    code_weights: dict[tuple[str, str], float]
    anyone: frozenset[str] = frozenset()

    def find(self, text: str) -> dict[str, float]:
        """The ideas of ``text``: id -> weight, less where it stands in a purpose clause or a later sentence."""
        folded = fold(text)
        shares = clause_shares(folded)
        found: dict[str, float] = {}
        for term in self.terms:
            best = max((share_at(shares, start) for start, _ in term.spans(folded)), default=0.0)
            if best:
                found[term.id] = best * term.weight
        return found

    def weigh_codes(self, facet: str, codes: dict[str, float]) -> dict[str, float]:
        """The codes of one facet, each with its score times what the code tells."""
        return {code: score * self.code_weights.get((facet, code), 1.0) for code, score in codes.items()}

    def by_id(self) -> dict[str, Term]:
        """The ideas by id."""
        return {term.id: term for term in self.terms}


def form_pattern(form: str) -> str:
    """A form as a regular expression: a star is any letters, a space any white space or hyphen between two words."""
    words = [r"\w*".join(re.escape(part) for part in word.split("*")) for word in fold(form).split()]
    return r"(?<!\w)" + r"[\s\-]+".join(words) + r"(?!\w)"


def compile_term(forms: list[str], cancels: list[str]) -> re.Pattern[str]:
    """One pattern for a row: what a ``not`` form covers is consumed without becoming a hit."""
    hits = "|".join(form_pattern(form) for form in sorted(forms, key=lambda form: (-len(form), form)))
    parts = [form_pattern(form) for form in sorted(cancels, key=lambda form: (-len(form), form))]
    return re.compile("|".join([*parts, f"(?P<hit>{hits})"]))


@cache
def load_terms() -> Terms:
    """The rows that come with the package. Raises SettingsError where a row is faulty."""
    text = resources.files("vaxtanalys.data").joinpath("likeness_terms.toml").read_text(encoding="utf-8")
    raw = tomllib.loads(text)
    faults: list[str] = []
    terms: list[Term] = []
    for row in raw["term"]:
        if row.get("kind") not in KINDS:
            faults.append(
                f"likeness_terms.toml: raden {row.get('id')!r} har kind {row.get('kind')!r}; välj ett av {KINDS}"
            )
            continue
        cancels = row.get("not", [])
        terms.append(
            Term(
                id=row["id"],
                kind=row["kind"],
                weight=float(row.get("weight", 1.0)),
                pattern=compile_term(row["forms"], cancels),
                forms=tuple(row["forms"]),
                cancels=tuple(cancels),
                yes=tuple(row["yes"]),
                no=tuple(row["no"]),
            )
        )
    if faults:
        raise SettingsError(faults)
    common = {word: float(row["weight"]) for row in raw["common"] for word in row["words"]}
    names = frozenset(name for row in raw["not_name"] for name in row["names"])
    codes = {(row["facet"], code): float(row["weight"]) for row in raw["code"] for code in row["codes"]}
    return Terms(tuple(terms), common, names, codes, frozenset(raw["anyone"]))
