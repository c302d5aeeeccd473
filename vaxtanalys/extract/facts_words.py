"""The words of ``data/facts.toml``: compiled once, matched whole, the surest row first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from vaxtanalys.extract.vocabulary import data_file


@dataclass(frozen=True, slots=True)
class WordRow:
    """One row: what it means (``kind``, ``code``), its pattern, and the sentences that hold it to its word."""

    kind: str
    code: str
    label: str
    forms: tuple[str, ...]
    cancels: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    pattern: re.Pattern[str]
    cancelling: re.Pattern[str] | None

    def find(self, text: str) -> list[re.Match[str]]:
        """Where a form stands in ``text``, forms inside a cancelling form left out."""
        cancelled = [match.span() for match in self.cancelling.finditer(text)] if self.cancelling else []
        return [
            match
            for match in self.pattern.finditer(text)
            if not any(start <= match.start() and match.end() <= end for start, end in cancelled)
        ]

    def is_whole(self, text: str) -> bool:
        """Whether ``text`` is a form and nothing more than numbers and marks beside it."""
        return any(not re.search(r"[^\W\d_]", text[: m.start()] + text[m.end() :]) for m in self.find(text))


def compile_forms(forms: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern of all forms, longest first; ``*`` is any letters, a space any white space, ``^`` the beginning."""
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    return re.compile("|".join(_pattern(form) for form in ordered))


def _pattern(form: str) -> str:
    if form.startswith("^"):
        return r"\A\W*" + _pattern(form[1:])
    body = re.escape(form).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
    bounded = (
        (r"(?<!\w)" if re.match(r"[\w*]", form) else "") + body + (r"(?!\w)" if re.search(r"[\w*]$", form) else "")
    )
    # A short form in capitals is an abbreviation: read as printed, or "Ks" would be found in any word's beginning.
    return f"(?:{bounded})" if len(form) <= 4 and form[0].isupper() else f"(?i:{bounded})"


@cache
def read_words() -> tuple[WordRow, ...]:
    """All rows of ``data/facts.toml`` in the order they stand."""
    rows = data_file("facts.toml")["row"]
    return tuple(
        WordRow(
            row["kind"],
            row["code"],
            row["label"],
            tuple(row["forms"]),
            tuple(row.get("not", ())),
            tuple(row["yes"]),
            tuple(row["no"]),
            compile_forms(tuple(row["forms"])),
            compile_forms(tuple(row["not"])) if row.get("not") else None,
        )
        for row in rows
    )


@cache
def words_of(kind: str) -> tuple[WordRow, ...]:
    """The rows of one kind."""
    return tuple(row for row in read_words() if row.kind == kind)


def matches(kind: str, text: str) -> Iterator[tuple[WordRow, re.Match[str]]]:
    """Each row of that kind that stands in ``text``, with its places, rows in their order."""
    for row in words_of(kind):
        for match in row.find(text):
            yield row, match


def speaks(kind: str, text: str) -> bool:
    """Whether a row of that kind stands in ``text``."""
    return next(matches(kind, text), None) is not None


def is_only(kind: str, text: str) -> bool:
    """Whether ``text`` is a form of that kind and no more words."""
    return any(row.is_whole(text) for row in words_of(kind))


def first_code(kind: str, text: str) -> str | None:
    """The code of the first row of that kind that stands in ``text``; None where none does."""
    found = next(matches(kind, text), None)
    return found[0].code if found else None
