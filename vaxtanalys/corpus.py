"""A corpus: the folder with plans, what is known of them beforehand, and how loose files become one.

``corpora/<name>/`` holds ``corpus.toml`` (what it is, rights, expected counts), ``documents.csv`` (one row a plan;
every column but ``file`` may be empty or left out) and ``documents/`` (the files). Files that lie there without a row
are read too, and a row without its file becomes a document with the outcome ``failed``: nothing is dropped in silence.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any

from vaxtanalys.corpus_choices import Decision, peer_groups_of, read_decision_rows
from vaxtanalys.csv_rows import read_csv_rows
from vaxtanalys.errors import SettingsError, UsageError
from vaxtanalys.faults import nearest
from vaxtanalys.model import Facts
from vaxtanalys.municipalities import all_municipalities, by_name
from vaxtanalys.policy_areas import all_policy_areas, written_areas
from vaxtanalys.read.sniff import READABLE_ENDINGS

# What a folder says of itself is no plan.
_NOT_A_PLAN = re.compile(r"(?:readme|läs ?mig|license|licence|changelog|contributing)\.(?:md|html?)", re.IGNORECASE)
# What people have written of the files, beside them.
_LISTS = ("documents.csv", "decisions.csv")
OUTCOMES = ("ok", "no_measures", "unreadable", "password", "timeout", "too_large", "failed")
DOCUMENT_TYPES = ("action_plan", "strategy", "cover_letter_with_strategy", "motion_response", "presentation", "other")
STATUSES = ("adopted", "draft", "unknown")
FACT_COLUMNS = tuple(item.name for item in fields(Facts))
FACT_LABELS: Mapping[str, str] = {
    "municipality": "kommun",
    "municipality_code": "kommunkod",
    "county_code": "länskod",
    "title": "titel",
    "document_type": "dokumenttyp",
    "period_start": "periodens första år",
    "period_end": "periodens sista år",
    "adopted_date": "beslutsdatum",
    "adopted_by": "beslutad av",
    "diary_number": "diarienummer",
    "status": "status",
    "policy_areas": "politikområden",
}
COLUMNS = ("document_id", "file", *FACT_COLUMNS, "county", "peer_group", "expected_outcome", "source", "rights", "note")
TOML_KEYS = ("name", "title", "about", "rights", "source", "expected")

_CODES: Mapping[str, tuple[str, ...]] = {
    "document_type": DOCUMENT_TYPES,
    "status": STATUSES,
    "expected_outcome": OUTCOMES,
}
_SHAPES: Mapping[str, tuple[str, str]] = {
    "municipality_code": (r"\d{4}", "fyra siffror, till exempel 0880"),
    "county_code": (r"\d{2}", "två siffror, till exempel 08"),
    "period_start": (r"(19|20)\d\d", "ett årtal"),
    "period_end": (r"(19|20)\d\d", "ett årtal"),
    "adopted_date": (r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", "ett datum, ÅÅÅÅ-MM-DD"),
}


@dataclass(frozen=True, slots=True)
class GivenDocument:
    """A file to read: its id, where it lies, its name as shown, its hash, and what is known beforehand.

    ``sha256`` is empty where the file is missing. ``facts`` holds only what was given (fields of ``Facts``).
    """

    document_id: str
    path: Path
    file: str
    sha256: str
    facts: tuple[tuple[str, str | int], ...] = ()
    expected_outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Corpus:
    """The documents of a run, sorted by id, and what the corpus says of itself.

    ``expected`` are counts by table name; ``skipped`` are files in the folder of a kind that is not read. ``decisions``
    are what people have decided of pairs of measures, ``peer_groups`` (name, municipality code) pairs.
    """

    documents: tuple[GivenDocument, ...]
    title: str = ""
    about: str = ""
    rights: str = ""
    expected: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    skipped: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()
    peer_groups: tuple[tuple[str, str], ...] = ()


def load_corpus(folder: Path) -> Corpus:
    """The corpus in ``folder``. Raises SettingsError with every fault of ``corpus.toml`` and ``documents.csv``."""
    toml, faults = _read_toml(folder)
    rows, decisions = _read_lists(folder, faults)
    files, skipped = _readable_files(folder / "documents")
    return Corpus(
        documents=_listed_documents(rows, files, folder / "documents"),
        title=toml.get("title") or toml.get("name") or folder.name,
        about=toml.get("about", ""),
        rights=toml.get("rights", ""),
        expected=MappingProxyType(dict(sorted(toml.get("expected", {}).items()))),
        skipped=skipped,
        decisions=decisions,
        peer_groups=peer_groups_of(rows),
    )


def check_corpus(folder: Path) -> list[str]:
    """Every fault of the corpus files in ``folder``, in Swedish; empty where there is none."""
    return _read_toml(folder)[1] + _read_rows(folder)[1] + read_decision_rows(folder)[1]


def _read_lists(folder: Path, faults: Sequence[str] = ()) -> tuple[list[dict[str, str]], tuple[Decision, ...]]:
    """The rows of ``documents.csv`` and ``decisions.csv`` in ``folder``. Raises SettingsError with all faults."""
    rows, row_faults = _read_rows(folder)
    decisions, decision_faults = read_decision_rows(folder)
    if found := [*faults, *row_faults, *decision_faults]:
        raise SettingsError(found)
    return rows, decisions


def _listed_documents(
    rows: Iterable[Mapping[str, str]], files: Mapping[str, Path], folder: Path
) -> tuple[GivenDocument, ...]:
    """The documents of the rows and of the files without one, by id."""
    listed = {unicodedata.normalize("NFC", row["file"]): row for row in rows}
    names = sorted({*listed, *files})
    ids = _document_ids(names, {name: row["document_id"] for name, row in listed.items() if row.get("document_id")})
    documents = [_given(ids[name], files.get(name, folder / name), name, listed.get(name, {})) for name in names]
    return tuple(sorted(documents, key=lambda document: document.document_id))


def collect_documents(folder: Path) -> Corpus:
    """A folder of loose files (and its subfolders) as a corpus; what they are is read from the files themselves.

    Where the folder holds a ``documents.csv`` or ``decisions.csv``, they say what they would in a corpus.

    Raises UsageError where ``folder`` is no folder or holds no file that can be read, SettingsError with every fault of
    the two files.
    """
    if not folder.is_dir():
        hint = "ge mappen som filen ligger i, eller använd vaxtanalys read" if folder.exists() else "mappen finns inte"
        raise UsageError(f"{folder} är ingen mapp; {hint}.")
    files, skipped = _readable_files(folder)
    if not files:
        raise UsageError(
            f"Mappen {folder} innehåller inga filer som slutar på {' eller '.join(READABLE_ENDINGS)}; "
            "lägg planerna där eller ge en annan mapp."
        )
    if not any((folder / name).is_file() for name in _LISTS):
        return collect_files(files.values(), folder, skipped)
    rows, decisions = _read_lists(folder)
    return Corpus(
        documents=_listed_documents(rows, files, folder),
        skipped=tuple(name for name in skipped if name not in _LISTS),
        decisions=decisions,
        peer_groups=peer_groups_of(rows),
    )


def collect_files(paths: Iterable[Path], base: Path | None = None, skipped: tuple[str, ...] = ()) -> Corpus:
    """Loose files as a corpus; names are shown relative to ``base`` (else as bare file names)."""
    names: dict[str, Path] = {}
    for path in paths:
        name = path.relative_to(base).as_posix() if base else path.name
        while name in names and names[name] != path:  # the same name in two folders: show the folder too
            name = f"{path.parent.name}/{name}" if "/" not in name else str(path)
        names[unicodedata.normalize("NFC", name)] = path
    ids = _document_ids(sorted(names), {})
    documents = [_given(ids[name], path, name, {}) for name, path in names.items()]
    return Corpus(tuple(sorted(documents, key=lambda document: document.document_id)), skipped=skipped)


def safe_id(stem: str) -> str:
    """A file's stem as an id: lower-case ASCII letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "dokument"


def _document_ids(names: Iterable[str], fixed: Mapping[str, str]) -> dict[str, str]:
    """An id for each name; where two would be alike the later (by name) gets a number."""
    taken = set(fixed.values())
    ids = dict(fixed)
    for name in names:
        if name in ids:
            continue
        stem = safe_id(Path(name).stem)
        candidate, number = stem, 1
        while candidate in taken:
            number += 1
            candidate = f"{stem}-{number}"
        taken.add(candidate)
        ids[name] = candidate
    return ids


def _given(document_id: str, path: Path, name: str, row: Mapping[str, str]) -> GivenDocument:
    row = _with_municipality(row)
    facts: list[tuple[str, str | int]] = [
        (column, int(row[column]) if column.startswith("period_") else row[column])
        for column in FACT_COLUMNS
        if row.get(column)
    ]
    digest = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    return GivenDocument(document_id, path, name, digest, tuple(facts), row.get("expected_outcome") or None)


def _with_municipality(row: Mapping[str, str]) -> Mapping[str, str]:
    """The row with name, code and county of a municipality in SCB's list, where one of the first two is given.

    A name alone would leave the document with the code of whatever municipality its own text speaks of.
    """
    name, code = row.get("municipality", ""), row.get("municipality_code", "")
    known = by_name(name) if name and not code else None
    if code and not name:
        known = next((each for each in all_municipalities() if each.code == code), None)
    if known is None:
        return row
    own = {"municipality": known.name, "municipality_code": known.code}
    return {**row, **own, "county_code": row.get("county_code") or known.county_code}


def _readable_files(folder: Path) -> tuple[dict[str, Path], tuple[str, ...]]:
    """The readable files under ``folder`` by name, and the names of the others; hidden files are not looked at."""
    files: dict[str, Path] = {}
    skipped: list[str] = []
    for path in sorted(folder.rglob("*")) if folder.is_dir() else []:
        relative = path.relative_to(folder)
        if not path.is_file() or any(part.startswith(".") for part in relative.parts):
            continue
        name = unicodedata.normalize("NFC", relative.as_posix())
        if path.suffix.lower() in READABLE_ENDINGS and not _NOT_A_PLAN.fullmatch(path.name):
            files[name] = path
        else:
            skipped.append(name)
    return files, tuple(sorted(skipped))


def _read_toml(folder: Path) -> tuple[dict[str, Any], list[str]]:
    path = folder / "corpus.toml"
    if not path.is_file():
        return {}, [f"{path}: filen saknas; korpusen beskrivs där (nycklar: {', '.join(TOML_KEYS)})"]
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return {}, [f"{path}: går inte att läsa som TOML ({error})"]
    faults = [f"{path}: okänd nyckel {key}{nearest(key, TOML_KEYS)}" for key in data if key not in TOML_KEYS]
    faults += [
        f"{path}: {key} är {data[key]!r} men ska vara text"
        for key in TOML_KEYS[:-1]
        if key in data and not isinstance(data[key], str)
    ]
    expected = data.get("expected", {})
    if not isinstance(expected, dict):
        return {}, [*faults, f"{path}: expected är {expected!r} men ska vara en tabell: [expected]"]
    for key, value in expected.items():
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            faults.append(f"{path}: [expected] {key} är {value!r} men ska vara ett antal")
    return data, faults


def _read_rows(folder: Path) -> tuple[list[dict[str, str]], list[str]]:
    path = folder / "documents.csv"
    if not path.is_file():
        return [], []
    header, rows, faults = read_csv_rows(path)
    if faults:
        return [], faults
    faults = [f"{path}: okänd kolumn {name!r}{nearest(name, COLUMNS)}" for name in header if name not in COLUMNS]
    if "file" not in header:
        return [], [*faults, f"{path}: kolumnen file saknas; den säger vilken fil i documents/ raden gäller"]
    seen: dict[tuple[str, str], int] = {}
    for number, row in enumerate(rows, start=2):
        faults += [f"{path} rad {number}: {fault}" for fault in _row_faults(row, number, seen)]
    return rows, faults


def _row_faults(row: Mapping[str, str], number: int, seen: dict[tuple[str, str], int]) -> list[str]:
    faults = []
    if "" in row:
        faults.append("fler fält än rubriker; sätt text som innehåller komma inom citattecken")
    if not row["file"]:
        faults.append("file är tomt; ange filens namn i documents/")
    for column in ("file", "document_id"):
        value = row.get(column)
        if value and seen.setdefault((column, value), number) != number:
            faults.append(f"{column} {value} står också på rad {seen[column, value]}; varje plan har en rad")
    if row.get("document_id") and safe_id(row["document_id"]) != row["document_id"]:
        faults.append(f"document_id är {row['document_id']!r}; skriv {safe_id(row['document_id'])!r}")
    for column, codes in _CODES.items():
        value = row.get(column)
        if value and value not in codes:
            faults.append(f"{column} är {value!r} men ska vara något av {', '.join(codes)}{nearest(value, codes)}")
    for column, (shape, meaning) in _SHAPES.items():
        value = row.get(column)
        if value and not re.fullmatch(shape, value):
            faults.append(f"{column} är {value!r} men ska vara {meaning}")
    known = [area.code for area in all_policy_areas()]
    faults += [
        f"policy_areas är {code!r} men ska vara något av {', '.join(known)}{nearest(code, known)}"
        for code in written_areas(row.get("policy_areas", ""))
        if code not in known
    ]
    if row.get("peer_group") and not row.get("municipality_code"):
        faults.append(f"peer_group är {row['peer_group']!r} men municipality_code är tomt; ange kommunens kod")
    start, end = row.get("period_start", ""), row.get("period_end", "")
    if start.isdigit() and end.isdigit() and int(start) > int(end):
        faults.append(f"period_start är {start} men period_end är {end}; perioden slutar före sin början")
    return faults
