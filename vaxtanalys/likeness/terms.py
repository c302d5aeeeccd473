"""Words that say the same thing: the rows of ``data/likeness_terms/*.toml`` and how they are found in a text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from vaxtanalys.clauses import clause_shares, share_at
from vaxtanalys.errors import SettingsError
from vaxtanalys.swedish import fold

KINDS = ("act", "who", "where", "what")
_WORD = re.compile(r"[^\W_]+(?:[-:+][^\W_]+)*")
# What a measure names first it is about most: this many characters in, an idea counts less by this share.
_LATE, _LATE_LOSS = 150, 0.3
# The first act said is the one promised ("följa upp behandlingen" is following up): the rest fade with this length.
_HEAD_FADE = 40.0
# How much the wider idea that a row lies within counts beside the row's own.
_WIDER = 0.5


@dataclass(frozen=True, slots=True)
class Term:
    """One idea: its id (also the Swedish label), kind (act, who, where, what), weight, patterns and test phrases."""

    id: str
    kind: str
    weight: float
    within: tuple[str, ...]
    forms: tuple[str, ...]
    cancels: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """The ideas that a text says: id -> weight, and of its acts how much each is the one that is promised first."""

    ideas: Mapping[str, float]
    heads: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A form of row ``row`` whose first word is filed; ``rest`` are the words that must follow."""

    row: int
    cancels: bool
    rest: tuple[str, ...]


class TermIndex:
    """Finds the forms of many rows at once: filed by their first word, so that a word opens few of them."""

    def __init__(self, rows: Sequence[tuple[Sequence[str], Sequence[str]]]) -> None:
        self._exact: dict[str, list[_Pattern]] = {}
        self._start: dict[str, list[_Pattern]] = {}
        self._end: dict[str, list[_Pattern]] = {}
        self._inside: dict[str, list[_Pattern]] = {}
        for number, (forms, cancels) in enumerate(rows):
            for cancelling, given in ((False, forms), (True, cancels)):
                for form in given:
                    first, *rest = fold(form).split()
                    self._file(first).setdefault(first.strip("*"), []).append(_Pattern(number, cancelling, tuple(rest)))
        self._opened = lru_cache(maxsize=50_000)(self._open)

    def find(self, folded: str) -> list[tuple[int, int, int]]:
        """(row, start, end) of every match in a casefolded text that no cancelling form covers."""
        words = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(folded)]
        hits: list[tuple[int, int, int]] = []
        cancels: list[tuple[int, int, int]] = []
        for at, (word, start, _) in enumerate(words):
            for pattern in self._opened(word):
                last = at + len(pattern.rest)
                if last < len(words) and all(fits(part, words[at + 1 + n][0]) for n, part in enumerate(pattern.rest)):
                    (cancels if pattern.cancels else hits).append((pattern.row, start, words[last][2]))
        return [
            (row, start, end)
            for row, start, end in hits
            if not any(other == row and first <= start and end <= last for other, first, last in cancels)
        ]

    def _file(self, first: str) -> dict[str, list[_Pattern]]:
        if first.startswith("*") and first.endswith("*"):
            return self._inside
        if first.startswith("*"):
            return self._end
        return self._start if first.endswith("*") else self._exact

    def _open(self, word: str) -> tuple[_Pattern, ...]:
        """The patterns whose first word ``word`` fits, whole or as a part between hyphens; each once."""
        parts = [word, *(part for part in word.split("-") if len(part) > 2)] if "-" in word else [word]
        return tuple(dict.fromkeys(pattern for part in parts for pattern in self._open_part(part)))

    def _open_part(self, word: str) -> Iterator[_Pattern]:
        yield from self._exact.get(word, ())
        for cut in range(1, len(word) + 1):
            yield from self._start.get(word[:cut], ())
            yield from self._end.get(word[len(word) - cut :], ())
            for start in range(len(word) - cut + 1):
                yield from self._inside.get(word[start : start + cut], ())


def fits(pattern: str, word: str) -> bool:
    """Whether a word pattern ("utbild*", "*kurs", "*drog*", "*") fits ``word``."""
    bare = pattern.strip("*")
    if pattern.startswith("*"):
        return bare in word if pattern.endswith("*") else word.endswith(bare)
    return word.startswith(bare) if pattern.endswith("*") else word == bare


@dataclass(frozen=True)
class Terms:
    """All rows: ideas, the weight of each common word, names that prove nothing."""

    terms: tuple[Term, ...]
    common: Mapping[str, float]
    not_names: frozenset[str]
    code_weights: Mapping[tuple[str, str], float]
    index: TermIndex

    def read(self, text: str) -> Said:
        """The ideas of ``text``: less where one stands late, in a purpose clause or in a later sentence."""
        folded = fold(text)
        shares = clause_shares(folded)
        ideas: dict[str, float] = {}
        heads: dict[str, float] = {}
        for row, start, _ in self.index.find(folded):
            term, share = self.terms[row], share_at(shares, start)
            weight = term.weight * share * (1.0 - _LATE_LOSS * min(1.0, start / _LATE))
            ideas[term.id] = max(weight, ideas.get(term.id, 0.0))
            if term.kind == "act":
                head = term.weight * share * 2.0 ** (-start / _HEAD_FADE)
                heads[term.id] = max(head, heads.get(term.id, 0.0))
        return Said(ideas, heads)

    def find(self, text: str) -> Mapping[str, float]:
        """The ideas of ``text`` alone."""
        return self.read(text).ideas

    def of_kind(self, ideas: Mapping[str, float], kind: str) -> dict[str, float]:
        """The ideas of one kind, and the wider ideas that they lie within."""
        rows = self.by_id()
        found = {id_: weight for id_, weight in ideas.items() if rows[id_].kind == kind}
        for id_, weight in ideas.items():
            for wider in rows[id_].within:
                if rows[wider].kind == kind:
                    found[wider] = max(found.get(wider, 0.0), _WIDER * weight)
        return found

    def weigh_codes(self, facet: str, codes: Mapping[str, float]) -> dict[str, float]:
        """The codes of one facet, each with its score times what the code tells."""
        return {code: score * self.code_weights.get((facet, code), 1.0) for code, score in codes.items()}

    def by_id(self) -> Mapping[str, Term]:
        """The ideas by id."""
        return _by_id(self.terms)


@lru_cache(maxsize=4)
def _by_id(terms: tuple[Term, ...]) -> Mapping[str, Term]:
    return {term.id: term for term in terms}


def index_of(terms: Iterable[Term]) -> TermIndex:
    """The rows' forms, ready to be found."""
    return TermIndex([(term.forms, term.cancels) for term in terms])


@cache
def load_terms() -> Terms:
    """The rows that come with the package. Raises SettingsError, with every fault, where a row is faulty."""
    folder = resources.files("vaxtanalys.data").joinpath("likeness_terms")
    files = sorted((item.name, item) for item in folder.iterdir() if item.name.endswith(".toml"))
    raw = {name: tomllib.loads(path.read_text(encoding="utf-8")) for name, path in files}
    rows = [(name, row) for name, content in raw.items() for row in content.get("term", ())]
    known = {row["id"] for _, row in rows}
    faults = [
        f"likeness_terms/{name}: raden {row['id']!r} har kind {row.get('kind')!r}; välj ett av {KINDS}"
        for name, row in rows
        if row.get("kind") not in KINDS
    ]
    faults += [
        f"likeness_terms/{name}: raden {row['id']!r} ligger inom {wider!r}, som inte finns"
        for name, row in rows
        for wider in row.get("within", ())
        if wider not in known
    ]
    if faults:
        raise SettingsError(faults)
    terms = tuple(
        Term(
            id=row["id"],
            kind=row["kind"],
            weight=float(row.get("weight", 1.0)),
            within=tuple(row.get("within", ())),
            forms=tuple(row["forms"]),
            cancels=tuple(row.get("not", ())),
            yes=tuple(row["yes"]),
            no=tuple(row["no"]),
        )
        for _, row in rows
    )
    words = raw["words.toml"]
    return Terms(
        terms=terms,
        common={word: float(row["weight"]) for row in words["common"] for word in row["words"]},
        not_names=frozenset(name for row in words["not_name"] for name in row["names"]),
        code_weights={(row["facet"], code): float(row["weight"]) for row in words["code"] for code in row["codes"]},
        index=index_of(terms),
    )
