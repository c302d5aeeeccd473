"""Workbooks (.xlsx): a sheet is a page, its used range a table (or several); the place is the row.

Values are those that Excel last worked out and stored. Hidden sheets, rows and columns are kept apart as hidden text.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from vaxtanalys.model import RawDocument, RawPage
from vaxtanalys.raw_structure import RawBlock, RawGrid, RawGridCell, RawPart, RawRun
from vaxtanalys.read.characters import clean_characters
from vaxtanalys.read.settings import ReadSettings
from vaxtanalys.read.sheet_tables import SheetCell, SheetTable, split_tables

# Names that Excel and others give a sheet when nobody does: they say nothing.
_NO_NAME = re.compile(r"(?:blad|sheet|ark|tabell|taul|feuille|tabelle)\s*\d*", re.IGNORECASE)
_UNWORKED = "{count} celler har formler utan sparat värde: öppna och spara filen i Excel, annars saknas de"
_MOST_CELLS = 400_000


def read_workbook(path: Path, settings: ReadSettings) -> RawDocument:
    """Read a .xlsx file. Raises ImportError where openpyxl is missing, its errors where the file is broken."""
    import openpyxl

    values = openpyxl.load_workbook(str(path), data_only=True, rich_text=True)
    formulas = openpyxl.load_workbook(str(path), data_only=False)
    parts: list[RawPart] = []
    pages: list[RawPage] = []
    for number, sheet in enumerate(values.worksheets, start=1):
        unworked = _unworked(formulas[sheet.title], sheet)
        warnings = (*((_UNWORKED.format(count=unworked),) if unworked else ()), *_told_hidden(sheet))
        pages.append(RawPage(number, 0.0, 0.0, 0, (), method="tags", warnings=warnings))
        parts.extend(_sheet(sheet, number))
    return RawDocument(
        file=path.name,
        sha256="",
        pages=tuple(pages),
        meta_title=values.properties.title or None,
        meta_language=values.properties.language or None,
        structure=tuple(parts),
    )


def _told_hidden(sheet: Any) -> Iterator[str]:
    """What of a sheet is hidden, named as Excel names it."""
    from openpyxl.utils import get_column_letter

    if sheet.sheet_state != "visible":
        yield f"bladet {sheet.title} är dolt; det hålls utanför texten"
        return
    filled = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    rows = sorted(_hidden_rows(sheet) & {cell.row for cell in filled})
    columns = sorted(_hidden_columns(sheet) & {cell.column for cell in filled})
    if rows:
        yield f"dolda rader hålls utanför texten: {_named(rows)}"
    if columns:
        yield f"dolda kolumner hålls utanför texten: {', '.join(map(get_column_letter, columns))}"


def _named(numbers: Sequence[int]) -> str:
    """Numbers in a row as a span: 3, 5–9."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in spans)


def _unworked(formulas: Any, values: Any) -> int:
    return sum(
        1
        for row in formulas.iter_rows()
        for cell in row
        if cell.data_type == "f" and values.cell(cell.row, cell.column).value is None
    )


def _sheet(sheet: Any, page: int) -> Iterator[RawPart]:
    shown = sheet.sheet_state == "visible"
    if shown and not _NO_NAME.fullmatch(sheet.title.strip()):
        yield RawBlock("heading", (RawRun(clean_characters(sheet.title)),), page, 1, 1)
    cells = _cells(sheet, page, shown)
    for unit in split_tables([cell for cell in cells if not cell.hidden]):
        if isinstance(unit, SheetTable):
            yield _grid(unit, page)
        else:
            yield from (replace(block, role="paragraph") for block in unit.blocks)
    for cell in cells:
        if cell.hidden:
            yield from (replace(block, role="hidden") for block in cell.blocks)


def _cells(sheet: Any, page: int, shown: bool) -> list[SheetCell]:
    merged = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    rows, columns = _hidden_rows(sheet), _hidden_columns(sheet)
    found: list[SheetCell] = []
    for row in sheet.iter_rows():
        for cell in row:
            blocks = _blocks(cell, page) if cell.value is not None else ()
            area = merged.get((cell.row, cell.column))
            if not blocks and area is None:
                continue
            tall, wide = (area.max_row - area.min_row + 1, area.max_col - area.min_col + 1) if area else (1, 1)
            hidden = not shown or cell.row in rows or cell.column in columns
            found.append(SheetCell(cell.row, cell.column, blocks, tall, wide, hidden))
            if len(found) > _MOST_CELLS:
                raise ValueError(f"bladet {sheet.title} har fler än {_MOST_CELLS} ifyllda celler")
    return found


def _hidden_rows(sheet: Any) -> set[int]:
    return {number for number, row in sheet.row_dimensions.items() if row.hidden}


def _hidden_columns(sheet: Any) -> set[int]:
    found: set[int] = set()
    for column in sheet.column_dimensions.values():
        if column.hidden and column.min and column.max:
            found.update(range(column.min, column.max + 1))
    return found


def _grid(table: SheetTable, page: int) -> RawGrid:
    cells = tuple(
        RawGridCell(
            row=cell.row - table.top,
            col=cell.col,
            parts=cell.blocks,
            row_span=cell.tall,
            col_span=cell.wide,
            page=page,
            line=cell.row,
        )
        for cell in table.cells
    )
    return RawGrid(cells)


def _blocks(cell: Any, page: int) -> tuple[RawBlock, ...]:
    font = cell.font
    bold, italic, size = bool(font and font.b), bool(font and font.i), float(font.sz or 0) if font else 0.0
    runs = tuple(_runs(cell, bold, italic))
    if not any(run.text.strip() for run in runs):
        return ()
    return (RawBlock("paragraph", runs, page, cell.row, size=size),)


def _runs(cell: Any, bold: bool, italic: bool) -> Iterator[RawRun]:
    from openpyxl.cell.rich_text import CellRichText, TextBlock

    if isinstance(cell.value, CellRichText):
        for part in cell.value:
            if isinstance(part, TextBlock):
                raised = part.font.vertAlign == "superscript"
                yield RawRun(_clean(part.text), bool(part.font.b), bool(part.font.i), raised)
            else:
                yield RawRun(_clean(str(part)), bold, italic)
        return
    yield RawRun(_clean(show_value(cell.value, cell.number_format or "")), bold, italic)


def _clean(text: str) -> str:
    return "\n".join(clean_characters(line).replace("\u00ad", "") for line in text.splitlines())


def show_value(value: object, form: str) -> str:
    """A cell's value as words: dates as ÅÅÅÅ-MM-DD (or as the year or month that the cell's format shows)."""
    if isinstance(value, bool):
        return "Ja" if value else "Nej"
    if isinstance(value, datetime.datetime | datetime.date):
        return _date(value, form.lower())
    if isinstance(value, int | float):
        if form.endswith("%"):
            return f"{_number(round(100 * value, 1))} %"
        return _number(value)
    return str(value)


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else f"{round(value, 10):.10g}".replace(".", ",")


def _date(value: datetime.datetime | datetime.date, form: str) -> str:
    if "d" not in form and "y" in form:
        return f"{value:%Y-%m}" if "m" in form else f"{value:%Y}"
    return f"{value:%Y-%m-%d}"


__all__: Sequence[str] = ("read_workbook", "show_value")
