"""Workbooks: sheets as pages, used ranges as tables, merged cells, titles, values as they are shown."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from office_files import fields, grid, laid_out, plan_of, said, shown
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from vaxtanalys.read.workbook import show_value

HEADS = ("Nr", "Aktivitet", "Ansvarig", "Klart", "Andel")


def add_plan(sheet: Any, top: int = 1) -> None:
    for col, head in enumerate(HEADS, start=1):
        sheet.cell(top, col, head).font = Font(bold=True)
    rows = (
        ("1.1", "Anställa en samordnare för arbetet mot våld", "Kommunstyrelsen", 2025, None),
        ("1.2", "Ordna samtal för barn i skyddat boende", "Socialnämnden", datetime.date(2026, 6, 30), 0.5),
        ("1.3", "Följa upp hur många som får stöd varje år", None, "Löpande", 1),
    )
    for row, values in enumerate(rows, start=top + 1):
        for col, value in enumerate(values, start=1):
            sheet.cell(row, col, value)
    sheet.cell(top + 2, 5).number_format = "0%"


def save(book: Any, tmp_path: Path) -> Path:
    path = tmp_path / "plan.xlsx"
    book.save(path)
    return path


def test_plan_in_a_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Trygga hem"
    sheet["A1"] = "Handlingsplan mot våld i Granvik kommun 2025–2027"
    sheet["A1"].font = Font(bold=True, size=18)
    sheet.merge_cells("A1:E1")
    sheet["A2"] = "Antagen av kommunfullmäktige 2024-12-09"
    add_plan(sheet, top=4)
    sheet.merge_cells("C6:C7")
    document, plan = plan_of(save(book, tmp_path))
    assert shown(document, "heading") == ["Trygga hem", "Handlingsplan mot våld i Granvik kommun 2025–2027"]
    assert [text for _, _, text in said(document, plan)] == [
        "Anställa en samordnare för arbetet mot våld",
        "Ordna samtal för barn i skyddat boende",
        "Följa upp hur många som får stöd varje år",
    ]
    assert [measure.label for measure in plan.measures] == ["1.1", "1.2", "1.3"]
    assert [measure.timeline for measure in plan.measures] == ["2025", "2026-06-30", "Löpande"]
    assert fields(plan, 2)["body"] == "Socialnämnden"
    assert [(m.text.page, m.text.places[0].line, m.text.places[0].box) for m in plan.measures] == [
        (1, 5, None),
        (1, 6, None),
        (1, 7, None),
    ]
    assert grid(document)[2][4] == "50 %"


def test_rows_spaced_out_are_one_table_and_new_heads_open_another(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    add_plan(sheet, top=2)
    sheet["A7"] = "Fokusområde 2: Skydda"
    sheet["A9"], sheet["B9"], sheet["C9"] = "2.1", "Hyra fler lägenheter för skyddat boende", "Socialnämnden"
    for col, head in enumerate(("Förkortning", "Betydelse"), start=2):
        sheet.cell(12, col, head).font = Font(bold=True)
    sheet["B13"], sheet["C13"] = "SN", "Socialnämnden"
    document, plan = plan_of(save(book, tmp_path))
    assert [(table.rows, table.cols) for table in document.tables] == [(6, 5), (2, 2)]
    assert said(document, plan)[-1] == ("Skydda", "2.1", "Hyra fler lägenheter för skyddat boende")
    assert shown(document, "heading") == []


def test_lines_and_bold_titles_in_a_cell(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    add_plan(sheet)
    sheet["B2"] = CellRichText([TextBlock(InlineFont(b=True), "Samordnare"), "\nAnställa en samordnare på heltid"])
    sheet["C2"] = "Kommunstyrelsen\n- Socialnämnden\n- Skolnämnden"
    document, plan = plan_of(save(book, tmp_path))
    assert grid(document)[1][1:3] == [
        "Samordnare|Anställa en samordnare på heltid",
        "Kommunstyrelsen|Socialnämnden|Skolnämnden",
    ]
    assert plan.measures[0].heading is not None and plan.measures[0].heading.text == "Samordnare"
    assert [block.marker for block in document.blocks if block.role == "item"] == ["-", "-"]


def test_hidden_rows_and_sheets_are_kept_apart(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    add_plan(book.active)
    book.active.row_dimensions[3].hidden = True
    secret = book.create_sheet("Arbetsblad")
    secret["A1"] = "Utkast till nästa plan"
    secret.sheet_state = "hidden"
    document, plan = plan_of(save(book, tmp_path))
    assert len(plan.measures) == 2
    hidden = shown(document, "hidden")
    assert "Ordna samtal för barn i skyddat boende" in hidden and "Utkast till nästa plan" in hidden
    assert [page.warnings[0] for page in document.pages] == [
        "dolda rader hålls utanför texten: 3",
        "bladet Arbetsblad är dolt; det hålls utanför texten",
    ]


def test_hidden_columns_are_named_as_excel_names_them(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    add_plan(book.active)
    for name in ("D", "E"):
        book.active.column_dimensions[name].hidden = True
    document = laid_out(save(book, tmp_path))
    assert document.pages[0].warnings[0] == "dolda kolumner hålls utanför texten: D, E"


def test_formulas_show_what_excel_stored_and_tell_where_it_stored_nothing(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    add_plan(book.active)
    book.active["D2"] = "=2000+25"
    path = save(book, tmp_path)
    document = laid_out(path)
    assert any("1 celler har formler utan sparat värde" in warning for warning in document.pages[0].warnings)
    data = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(data, "w") as new:
        for name in old.namelist():
            part = old.read(name).replace(b"<f>2000+25</f><v></v>", b"<f>2000+25</f><v>2025</v>")
            new.writestr(name, part.replace(b"<f>2000+25</f><v/>", b"<f>2000+25</f><v>2025</v>"))
    path.write_bytes(data.getvalue())
    document = laid_out(path)
    assert grid(document)[1][3] == "2025"
    assert not document.pages[0].warnings


@pytest.mark.parametrize(
    ("value", "form", "wanted"),
    [
        (2026.0, "General", "2026"),
        (2.5, "General", "2,5"),
        (0.255, "0.0%", "25,5 %"),
        (datetime.datetime(2026, 3, 1), "yyyy-mm-dd", "2026-03-01"),
        (datetime.datetime(2026, 3, 1), "yyyy", "2026"),
        (datetime.datetime(2026, 3, 1), "mmm-yy", "2026-03"),
        (True, "General", "Ja"),
        ("KS", "@", "KS"),
    ],
)
def test_values_as_words(value: object, form: str, wanted: str) -> None:
    assert show_value(value, form) == wanted
