"""The codebook: facets, codes and the rows of Swedish that lead to them, read from TOML that a civil servant can edit.

A file holds one facet. A code has labels, a definition with its source, and rows; a row has forms (see ``forms.py``),
forms that cancel (``not``), and sentences it must (``yes``) and must not (``no``) match, which are tested.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from vaxtanalys.codebook_check import FACETS, check_codes, check_tables
from vaxtanalys.errors import SettingsError, UsageError
from vaxtanalys.forms import Form, FormIndex, Match, compile_form
from vaxtanalys.swedish import SwedishWord, read_words


@dataclass(frozen=True, slots=True)
class Row:
    """One way a text can say a code.

    ``kind`` says what a match means to the stage that tags: ``named`` (the words name it), ``topic`` (the words name it
    as what something is about), ``always`` (the kind of action implies it, beside others), ``implied`` (the action
    implies it where no other is named), ``access`` (a wish for reach, such as many languages), ``fallback`` (a last
    resort), ``heading`` (the words name it in a focus area's heading
    only). ``shared`` allows its forms to lead to other codes too. ``weight`` is the score of a match, 0 to 1.
    ``why`` defends a row that few measures need.
    """

    id: str
    forms: tuple[str, ...]
    cancels: tuple[str, ...] = ()
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    kind: str = "named"
    weight: float = 0.8
    shared: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """A code of a facet with its labels, its definition and where that comes from, and its rows.

    ``broader`` are codes of the same facet that hold this one: who is exposed to honour-based violence is a victim.
    """

    facet: str
    code: str
    label_sv: str
    label_en: str
    definition: str
    source: str
    rows: tuple[Row, ...]
    broader: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A match: the code and row, and the offsets of the words in the text that was searched."""

    code: str
    row: Row
    form: str
    start: int
    end: int
    gapped: bool = False


@dataclass(frozen=True)
class Codebook:
    """All codes in their order. Equal codebooks find the same things."""

    codes: tuple[Code, ...]
    _indexes: list[_Index] = field(default_factory=list, compare=False, repr=False)

    def facet(self, name: str) -> tuple[Code, ...]:
        """The codes of a facet in their order. Raises UsageError where there is no such facet."""
        found = tuple(code for code in self.codes if code.facet == name)
        if not found:
            known = ", ".join(sorted({code.facet for code in self.codes}))
            raise UsageError(f"Kodboken har ingen facett {name!r}; den har {known}.")
        return found

    def code(self, facet: str, code: str) -> Code:
        """One code. Raises UsageError where the facet does not have it."""
        for found in self.facet(facet):
            if found.code == code:
                return found
        raise UsageError(f"Facetten {facet!r} har ingen kod {code!r}.")

    def label(self, facet: str, code: str, language: str = "sv") -> str:
        """What people see for a code, in Swedish or ("en") English; the code itself where it is unknown."""
        for found in self.codes:
            if found.facet == facet and found.code == code:
                return found.label_en if language == "en" else found.label_sv
        return code

    def narrower(self, facet: str, code: str) -> tuple[Code, ...]:
        """The codes that ``code`` holds, those that these hold included, in the codebook's order."""
        found = {code}
        while True:
            more = {c.code for c in self.codes if c.facet == facet and found & set(c.broader)} - found
            if not more:
                return tuple(c for c in self.codes if c.facet == facet and c.code in found - {code})
            found |= more

    def without(self, row_id: str) -> Codebook:
        """This codebook as if the row were not there; shares the compiled forms with it."""
        left = tuple(replace(c, rows=tuple(row for row in c.rows if row.id != row_id)) for c in self.codes)
        return Codebook(left, [self._index().without(row_id)])

    def _index(self) -> _Index:
        if not self._indexes:
            self._indexes.append(_Index(self.codes))
        return self._indexes[0]

    def find(self, facet: str, text: str) -> tuple[Hit, ...]:
        """All that the facet's rows find in ``text``, without cancelled matches, the longest first at each word."""
        return self._index().find(text).get(facet, ())


class _Index:
    """The forms of all facets, compiled once and looked for in one go: a text's words are walked through once."""

    def __init__(self, codes: Iterable[Code]) -> None:
        self._rows = [(code.facet, code.code, row) for code in codes for row in code.rows]
        forms: list[tuple[Form, int]] = []
        for number, (_, _, row) in enumerate(self._rows):
            forms.extend((compile_form(text), number) for text in row.forms)
            forms.extend((compile_form(text), -1 - number) for text in row.cancels)
        self._forms = FormIndex(forms)
        self._left_out: frozenset[int] = frozenset()
        self._matches = lru_cache(maxsize=20_000)(self._match)
        self.find = lru_cache(maxsize=20_000)(self._find)

    def without(self, row_id: str) -> _Index:
        """An index over the same forms in which one row finds nothing."""
        other = copy(self)
        other._left_out = frozenset(n for n, (_, _, row) in enumerate(self._rows) if row.id == row_id)
        other.find = lru_cache(maxsize=20_000)(other._find)
        return other

    def _match(self, text: str) -> list[Match]:
        return self._forms.find(read_words(text))

    def _find(self, text: str) -> dict[str, tuple[Hit, ...]]:
        words = read_words(text)
        matches = self._matches(text) if self._left_out else self._match(text)
        cancelled: dict[int, list[tuple[int, int]]] = {}
        for first, last, _, number in matches:
            if number < 0:
                cancelled.setdefault(-1 - number, []).append((first, last))
        found: dict[str, dict[tuple[int, int, int], Match]] = {}
        for first, last, form, number in matches:
            if (
                number < 0
                or number in self._left_out
                or any(a < last and first < b for a, b in cancelled.get(number, ()))
            ):
                continue
            of_facet = found.setdefault(self._rows[number][0], {})
            of_facet.setdefault((first, last, number), (first, last, form, number))
        return {facet: self._hits(list(of_facet.values()), words) for facet, of_facet in found.items()}

    def _hits(self, matches: list[Match], words: Sequence[SwedishWord]) -> tuple[Hit, ...]:
        hits: list[Hit] = []
        for first, last, form, number in sorted(_longest(matches, self._rows), key=lambda m: (m[0], -m[1], m[3])):
            _, code, row = self._rows[number]
            hits.append(Hit(code, row, form.text, words[first].start, words[last - 1].end, form.gapped))
        return tuple(hits)


def _longest(matches: list[Match], rows: list[tuple[str, str, Row]]) -> list[Match]:
    """``matches`` without those that lie inside a longer one of another code; a form with a gap swallows nothing."""
    longer = [
        (first, last, rows[number][1])
        for first, last, form, number in matches
        if last - first > 1 and not form.gapped and not rows[number][2].shared
    ]

    def swallowed(match: Match) -> bool:
        first, last, _, number = match
        return any(
            a <= first and last <= b and b - a > last - first and code != rows[number][1] for a, b, code in longer
        )

    if not longer:
        return matches
    return [match for match in matches if not swallowed(match)]


def _rows(table: Mapping[str, Any]) -> tuple[Row, ...]:
    return tuple(
        Row(
            id=f"{table['code']}.{row['id']}",
            forms=tuple(row["forms"]),
            cancels=tuple(row.get("not", ())),
            yes=tuple(row.get("yes", ())),
            no=tuple(row.get("no", ())),
            kind=row.get("kind", "named"),
            weight=float(row.get("weight", 0.8)),
            shared=bool(row.get("shared", False)),
            why=str(row.get("why", "")),
        )
        for row in table.get("row", ())
    )


def _read_tables(folder: Any, where: str) -> dict[str, dict[str, Any]]:
    """The TOML tables of a folder by facet. Raises SettingsError where a file can not be read as TOML."""
    tables: dict[str, dict[str, Any]] = {}
    for facet in FACETS:
        path = folder.joinpath(f"{facet}.toml")
        if path.is_file():
            try:
                tables[facet] = tomllib.loads(path.read_text(encoding="utf-8"))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
                raise SettingsError([f"{where}/{facet}.toml går inte att läsa som TOML: {error}"]) from error
    return tables


def _build(tables: Mapping[str, Mapping[str, Any]]) -> tuple[Code, ...]:
    return tuple(
        Code(
            facet,
            table["code"],
            table.get("label_sv", table["code"]),
            table.get("label_en", table["code"]),
            table.get("definition", ""),
            table.get("source", ""),
            _rows(table),
            tuple(table.get("broader", ())),
        )
        for facet, content in tables.items()
        for table in content.get("code", ())
    )


def _merge(base: tuple[Code, ...], extra: tuple[Code, ...]) -> tuple[Code, ...]:
    """``base`` with the rows of ``extra`` added to codes it has, and its new codes last in their facet."""
    added = {(code.facet, code.code): code for code in extra}
    merged: list[Code] = []
    for code in base:
        more = added.pop((code.facet, code.code), None)
        rows = code.rows if more is None else (*code.rows, *more.rows)
        broader = code.broader if more is None else tuple(dict.fromkeys((*code.broader, *more.broader)))
        merged.append(replace(code, rows=rows, broader=broader))
    return tuple(sorted([*merged, *added.values()], key=lambda code: FACETS.index(code.facet)))


@cache
def _own_codebook() -> Codebook:
    folder = resources.files("vaxtanalys.data").joinpath("codebook")
    return Codebook(_build(_read_tables(folder, "vaxtanalys/data/codebook")))


def load_codebook(extra: Path | None = None) -> Codebook:
    """The project's codebook, with the rows and codes of the folder ``extra`` added where it is given.

    Raises UsageError where the folder is missing and SettingsError, with every fault, where its files are faulty.
    """
    if extra is None:
        return _own_codebook()
    if not extra.is_dir():
        raise UsageError(f"Mappen med egna kodboksrader finns inte: {extra}. Ange en mapp med t.ex. target_group.toml.")
    faults = check_codebook(extra)
    if faults:
        raise SettingsError(faults)
    return Codebook(_merge(_own_codebook().codes, _build(_read_tables(extra, str(extra)))))


def read_codebook_folder(folder: Path | None = None) -> Codebook:
    """The codes in a folder alone, unchecked; the project's own where none is given.

    Raises UsageError where the folder is missing, SettingsError where a file is no TOML.
    """
    if folder is None:
        return _own_codebook()
    if not folder.is_dir():
        raise UsageError(f"Mappen med kodboksrader finns inte: {folder}. Ange en mapp med t.ex. target_group.toml.")
    return Codebook(_build(_read_tables(folder, str(folder))))


def codebook_notes(folder: Path | None = None) -> dict[str, str]:
    """What each facet's file says of itself before its first code, by facet."""
    base: Any = resources.files("vaxtanalys.data").joinpath("codebook") if folder is None else folder
    notes: dict[str, str] = {}
    for facet in FACETS:
        path = base.joinpath(f"{facet}.toml")
        if path.is_file():
            lines = path.read_text(encoding="utf-8").split("[[code]]")[0].strip().splitlines()
            notes[facet] = "\n".join(line for line in lines if line.startswith("#"))
    return notes


def check_codebook(codebook: Codebook | Path | None = None, alone: bool = False) -> list[str]:
    """Every fault of a codebook, or of a folder with rows, as Swedish sentences; an empty list where it is sound.

    A folder is checked together with the project's own codes, so that a code it adds rows to is known; ``alone`` where
    it is a whole codebook.
    """
    if codebook is None:
        codebook = _own_codebook()
    if isinstance(codebook, Codebook):
        return check_codes(codebook)
    tables = _read_tables(codebook, str(codebook))
    known = set() if alone else {(code.facet, code.code) for code in _own_codebook().codes}
    faults = check_tables(tables, known, sorted(path.name for path in codebook.glob("*.toml")))
    if faults:
        return faults
    if alone:
        return check_codes(Codebook(_build(tables)))
    own = set(check_codes(_own_codebook()))
    merged = Codebook(_merge(_own_codebook().codes, _build(tables)))
    return [fault for fault in check_codes(merged) if fault not in own]
