"""The workbook: what stands in its sheets, text that stays text, the same bytes for the same tables."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import publish_sample as sample
import pytest

from vaxtanalys.errors import UsageError
from vaxtanalys.model import Quotation
from vaxtanalys.publish import make_tables, write_workbook
from vaxtanalys.publish.findings import alphabet_key
from vaxtanalys.publish.sheet_writer import CELL_LIMIT, count_lines

SHEETS = [
    "Översikt",
    "Dokument",
    "Åtgärder",
    "Ansvariga",
    "Taggar",
    "Mål och indikatorer",
    "Kedja",
    "Täckning",
    "Luckor",
    "Lika åtgärder",
    "Lika par",
    "Definitioner",
]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("bok") / "arbetsbok.xlsx"
    tables = make_tables(sample.readings(), sample.alignments(), sample.groups(), *sample.comparison())
    write_workbook(tables, sample.codebook(), path)
    return openpyxl.load_workbook(path)


def _rows(sheet: Any) -> list[dict[str, Any]]:
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_sheets_in_order_with_frozen_and_filtered_headings(book: Any) -> None:
    assert book.sheetnames == SHEETS
    for name in (
        "Dokument",
        "Åtgärder",
        "Ansvariga",
        "Taggar",
        "Kedja",
        "Luckor",
        "Lika åtgärder",
        "Lika par",
        "Definitioner",
    ):
        assert book[name].freeze_panes == "B2", name
        assert book[name].auto_filter.ref.startswith("A1:"), name
        assert book[name].print_title_rows == "$1:$1"


def test_a_measure_leads_back_to_its_file_and_page(book: Any) -> None:
    row = next(row for row in _rows(book["Åtgärder"]) if row["Id"] == "granvik-m002")
    assert row["Kommun"] == "Granvik"
    assert row["Nr"] == "1:2"
    assert row["Åtgärd (planens ord)"].startswith("Erbjuda föräldrar")
    assert (row["Ansvariga"], row["Medansvariga"]) == ("socialnämnden", "familjecentralen")
    assert (row["Preventionsnivå"], row["Nivå tryckt/härledd"]) == ("Selektiv", "tryckt")
    assert row["Målgrupper"] == "Barn; Föräldrar"
    assert "Föräldrar: ”föräldrar” (härledd)" in row["Belägg för målgrupp"]
    assert (row["Fil"], row["Sida"], row["Läskvalitet"]) == ("granvik.pdf", 1, "god")
    assert row["Övrigt tryckt"] == "Nivå: Selektiv"


def test_one_row_for_every_row_of_the_tables(book: Any) -> None:
    tables = make_tables(sample.readings(), sample.alignments(), sample.groups(), *sample.comparison())
    pairs = {
        "Dokument": "documents",
        "Åtgärder": "measures",
        "Ansvariga": "bodies",
        "Taggar": "tags",
        "Mål och indikatorer": "goals",
        "Kedja": "chain",
        "Luckor": "gaps",
        "Lika åtgärder": "group_members",
        "Lika par": "alignments",
    }
    for sheet, table in pairs.items():
        assert len(_rows(book[sheet])) == len(tables[table]), sheet


def test_text_never_becomes_a_formula_a_link_or_a_number(book: Any) -> None:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    texts = [cell for cell in cells if str(cell.value).startswith("=SUMMA")]
    assert texts
    assert all(cell.data_type == "s" for cell in texts)
    assert not [cell for cell in cells if cell.hyperlink and cell.parent.title != "Översikt"]
    codes = [row["Kommunkod"] for row in _rows(book["Dokument"])]
    assert "0991" in codes


def test_coverage_tells_the_states_apart(book: Any) -> None:
    rows = list(book["Täckning"].iter_rows(min_row=3, values_only=True))
    head, towns = rows[0], {row[0]: row for row in rows[1:7]}
    assert head[:5] == ("Kommun", "Kommunkod", "Universell", "Selektiv", "Indikerad")
    assert towns["Granvik"][2:5] == (1, 1, 2)
    assert towns["Ekköping"][4] == "–"
    assert set(towns["Vikboda"][2:]) == {"?"}
    assert towns["Ekköping"][head.index("Barn")] == "·"
    assert [row[0] for row in rows[9:13]] == ["Täckt", "Lucka", "Bara i planer om annat", "Går inte att avgöra"]
    ranges = book["Täckning"].conditional_formatting
    assert len([rule for part in ranges for rule in part.rules]) == 4


def test_what_could_not_be_read_stands_first(book: Any) -> None:
    words = [row[0] for row in book["Översikt"].iter_rows(max_col=1, max_row=9, values_only=True) if row[0]]
    assert any("2 dokument kunde inte läsas" in text and "vikboda.pdf" in text for text in words)
    messages = [row for row in book["Översikt"].iter_rows(values_only=True) if row[3] == "Låst med lösenord"]
    assert "utan lösenord" in messages[0][6]


def test_english_by_option(tmp_path: Path) -> None:
    tables = make_tables(sample.readings(), sample.alignments(), sample.groups(), *sample.comparison())
    write_workbook(tables, sample.codebook(), tmp_path / "b.xlsx", language="en")
    names = openpyxl.load_workbook(tmp_path / "b.xlsx").sheetnames
    assert names[:3] == ["Overview", "Documents", "Measures"]
    with pytest.raises(UsageError):
        write_workbook(tables, sample.codebook(), tmp_path / "c.xlsx", language="no")


def test_two_writes_give_the_same_bytes(tmp_path: Path) -> None:
    for name, turned in (("a.xlsx", False), ("b.xlsx", True)):
        readings = sample.readings()[::-1] if turned else sample.readings()
        tables = make_tables(readings, sample.alignments(), sample.groups(), *sample.comparison())
        write_workbook(tables, sample.codebook(), tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_run_without_documents_gives_a_workbook_too(tmp_path: Path) -> None:
    write_workbook(make_tables([], [], [], [], []), sample.codebook(), tmp_path / "tom.xlsx")
    book = openpyxl.load_workbook(tmp_path / "tom.xlsx")
    assert book["Åtgärder"]["A2"].value == "Inga rader."
    assert book["Översikt"]["A2"].value == "Inga dokument har lästs in."


def test_a_text_too_long_for_a_cell_is_cut_and_says_so(tmp_path: Path) -> None:
    reading = sample.readings()[0]
    assert reading.plan
    first = reading.plan.measures[0]
    long = replace(first, text=Quotation("å😀" * 20_000, first.text.spans, first.text.places))
    plan = replace(reading.plan, measures=(long,))
    tables = make_tables([replace(reading, plan=plan, tagging=None)], [], [], [], [])
    write_workbook(tables, sample.codebook(), tmp_path / "l.xlsx")
    text = openpyxl.load_workbook(tmp_path / "l.xlsx")["Åtgärder"]["F2"].value
    assert text.startswith("å😀å😀")
    assert text.endswith("tables/measures.csv.")
    assert len(text.encode("utf-16-le")) // 2 <= CELL_LIMIT


def test_a_workbook_that_can_not_be_written_is_an_os_error(tmp_path: Path) -> None:
    (tmp_path / "arbetsbok.xlsx").mkdir()
    with pytest.raises(OSError, match="arbetsbok"):
        write_workbook(make_tables([], [], [], [], []), sample.codebook(), tmp_path / "arbetsbok.xlsx")


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, 1),
        ("kort", 10, 1),
        ("två ord till här", 10, 2),
        ("en\ntvå", 10, 2),
        ("a\n\nb", 10, 3),
        ("x" * 20, 10, 3),
    ],
)
def test_lines_of_a_wrapped_cell(text: str, width: int, lines: int) -> None:
    assert count_lines(text, width) == lines


def test_gaps_are_listed_by_municipality_and_what_tells_most_first(book: Any) -> None:
    """A reader of the sheet meets her own gaps before what is undecided and what only other plans are about."""
    order = {"Lucka": 0, "Går inte att avgöra": 1, "Bara i planer om annat": 2}
    rows = [(row["Kommun"], order[row["Läge"]]) for row in _rows(book["Luckor"])]
    assert rows == sorted(rows, key=lambda row: (alphabet_key(row[0]), row[1]))
    assert len({state for _, state in rows}) == 3


def test_the_coverage_is_printed_over_so_many_pages_that_it_can_be_read(tmp_path: Path) -> None:
    """Two hundred codes on one page across would each be a dot."""
    tables = make_tables(sample.readings(), sample.alignments(), sample.groups(), *sample.comparison())
    cells = tables["coverage"]
    more = [cells.assign(facet="theme", code=f"t{number:03d}") for number in range(60)]
    tables["coverage"] = pd.concat([cells, *more]).drop_duplicates(["municipality_code", "facet", "code"])
    write_workbook(tables, sample.codebook(), tmp_path / "bok.xlsx")
    setup = openpyxl.load_workbook(tmp_path / "bok.xlsx")["Täckning"].page_setup
    assert (setup.fitToWidth, setup.fitToHeight) == (3, 0)
