"""The codebook in a spreadsheet: one sheet of codes, one of rows, one of notes; out and in again without loss.

Lists stand one entry a line in a cell. What is read back is written as the TOML files that the codebook is made of.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from vaxtanalys.codebook import Code, Row, check_codebook, codebook_notes, read_codebook_folder
from vaxtanalys.errors import SettingsError, UsageError

CODES = ("facet", "code", "label_sv", "label_en", "definition", "source", "broader")
ROWS = ("facet", "code", "id", "kind", "weight", "shared", "forms", "not", "yes", "no", "why")
NOTES = ("facet", "note")
_LISTS = ("broader", "forms", "not", "yes", "no")
_WIDTHS = {"facet": 18, "code": 22, "id": 20, "kind": 10, "weight": 8, "shared": 8, "note": 120, "definition": 60}
_SHEETS = {"koder": CODES, "rader": ROWS, "anteckningar": NOTES}


def export_codebook(path: Path, extra: Path | None = None) -> None:
    """Write the codebook (or the rows of the folder ``extra``) to ``path`` (.xlsx).

    Raises UsageError where the folder is missing or the file can not be written.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    codebook, notes = read_codebook_folder(extra), codebook_notes(extra)
    file = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    head, cell = file.add_format({"bold": True}), file.add_format({"text_wrap": True, "valign": "top"})
    for name, rows in (
        ("koder", [_code_row(code) for code in codebook.codes]),
        ("rader", [_row_row(code, row) for code in codebook.codes for row in code.rows]),
        ("anteckningar", [(facet, note) for facet, note in notes.items()]),
    ):
        sheet = file.add_worksheet(name)
        for column, title in enumerate(_SHEETS[name]):
            sheet.write_string(0, column, title, head)
            sheet.set_column(column, column, _WIDTHS.get(title, 40))
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                (sheet.write_number if isinstance(value, float) else sheet.write_string)(number, column, value, cell)
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, max(len(rows), 1), len(_SHEETS[name]) - 1)
    try:
        file.close()
    except FileCreateError as error:
        raise UsageError(
            f"{path} går inte att skriva ({error}); stäng filen i andra program, eller ge ett annat namn."
        ) from error


def _code_row(code: Code) -> tuple[str, ...]:
    return (code.facet, code.code, code.label_sv, code.label_en, code.definition, code.source, "\n".join(code.broader))


def _row_row(code: Code, row: Row) -> tuple[str | float, ...]:
    lists = ("\n".join(items) for items in (row.forms, row.cancels, row.yes, row.no))
    shared = "ja" if row.shared else ""
    return (code.facet, code.code, row.id.removeprefix(f"{code.code}."), row.kind, row.weight, shared, *lists, row.why)


def import_codebook(path: Path, folder: Path) -> list[Path]:
    """Write the codebook in the spreadsheet ``path`` as TOML files in ``folder``, which is made where it is missing.

    Returns the files. Raises UsageError where the spreadsheet can not be read and SettingsError, with every fault,
    where what it holds is no sound codebook; then nothing is written.
    """
    sheets = _read_sheets(path)
    texts = _as_toml(path, sheets)
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        trial = Path(name)
        for facet, text in texts.items():
            trial.joinpath(f"{facet}.toml").write_text(text, encoding="utf-8")
        faults = [fault.replace(f"{trial}/", "") for fault in check_codebook(trial, alone=True)]
    if faults:
        raise SettingsError([f"{path.name}: {fault}" for fault in faults])
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for facet, text in texts.items():
        target = folder / f"{facet}.toml"
        target.write_text(text, encoding="utf-8")
        files.append(target)
    return files


Sheet = list[dict[str, Any]]


def _read_sheets(path: Path) -> dict[str, Sheet]:
    try:
        import openpyxl
    except ImportError as error:
        raise UsageError('Att läsa kalkylblad kräver openpyxl: pip install "vaxtanalys[office]".') from error
    if not path.is_file():
        raise UsageError(f"{path} finns inte; ge en .xlsx som codebook export har skrivit.")
    try:
        book = openpyxl.load_workbook(str(path), data_only=True)
    except Exception as error:
        raise UsageError(f"{path} går inte att läsa som kalkylblad ({error}).") from error
    found: dict[str, Sheet] = {}
    for name, columns in _SHEETS.items():
        if name not in book.sheetnames:
            raise UsageError(f"{path} saknar bladet {name!r}; den har {', '.join(book.sheetnames)}.")
        head, *rows = [list(row) for row in book[name].iter_rows(values_only=True)] or [[]]
        missing = [column for column in columns if column not in head]
        if missing:
            raise UsageError(f"{path}, bladet {name!r}: kolumnen {missing[0]!r} saknas.")
        found[name] = [dict(zip(head, row, strict=True)) for row in rows if any(v not in (None, "") for v in row)]
    return found


def _as_toml(path: Path, sheets: Mapping[str, Sheet]) -> dict[str, str]:
    notes = {str(row["facet"]): str(row["note"] or "") for row in sheets["anteckningar"]}
    known = {(row["facet"], row["code"]) for row in sheets["koder"]}
    for number, row in enumerate(sheets["rader"], start=2):
        facet, code = row["facet"], row["code"]
        if (facet, code) not in known:
            raise UsageError(
                f"{path}, bladet 'rader', rad {number}: koden {code!r} i {facet!r} finns inte i bladet 'koder'."
            )
    texts: dict[str, list[str]] = {}
    for entry in sheets["koder"]:
        facet = str(entry["facet"])
        lines = texts.setdefault(facet, notes.get(facet, "").splitlines())
        lines += ["", "[[code]]", *_lines(entry, CODES[1:])]
        for row in sheets["rader"]:
            if (row["facet"], row["code"]) == (entry["facet"], entry["code"]):
                lines += ["", "[[code.row]]", *_lines(row, ROWS[2:])]
    return {facet: "\n".join(lines).lstrip("\n") + "\n" for facet, lines in texts.items()}


def _lines(row: Mapping[str, Any], keys: Sequence[str]) -> list[str]:
    lines = []
    for key in keys:
        value = row.get(key)
        if key == "shared":
            lines += ["shared = true"] if str(value or "").strip().casefold() in ("ja", "true", "x", "1") else []
        elif key in _LISTS:
            items = [line.strip() for line in str(value or "").splitlines() if line.strip()]
            if items or key in ("forms", "yes", "no"):
                lines.append(f"{key} = {json.dumps(items, ensure_ascii=False)}")
        elif key == "weight":
            lines.append(f"weight = {float(value) if value not in (None, '') else 0.8}")
        elif value not in (None, ""):
            lines.append(f"{key} = {json.dumps(str(value), ensure_ascii=False)}")
    return [line for line in lines if line not in ('kind = "named"', "weight = 0.8")]
