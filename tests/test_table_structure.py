"""Rows, columns and spans of tables of any kind, against cells that are known; nothing in a table is lost."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent / "layouts"))
sys.path.insert(0, str(Path(__file__).parent / "benchmarks"))

from slump import Box, Grid, Sheet, Style
from slump_reportlab import set_reportlab
from table_structure import KINDS, Truth, relations, run, score

from vaxtanalys.extract import extract
from vaxtanalys.hyphens import is_broken
from vaxtanalys.inspection import describe_document, read_layout
from vaxtanalys.layout import lay_out
from vaxtanalys.layout.lines import make_line
from vaxtanalys.layout.tables import Part, PartCell, join_parts
from vaxtanalys.model import Box as BBox
from vaxtanalys.model import Document, Plan, RawCell, Word
from vaxtanalys.read import read
from vaxtanalys.strips import heading_spans


def test_relations_skip_blank_cells_and_count_spans_once() -> None:
    cells = [Truth(0, 0, 1, 2, "a"), Truth(1, 0, 1, 1, "b"), Truth(1, 1, 1, 1, ""), Truth(1, 2, 1, 1, "c")]
    assert relations(cells) == Counter({("a", "b", "down"): 1, ("b", "c", "right"): 1})


def test_a_shifted_cell_costs_both_scores() -> None:
    wanted = [Truth(0, 0, 1, 1, "a"), Truth(0, 1, 1, 1, "b"), Truth(1, 0, 1, 1, "c")]
    found = [Truth(0, 0, 1, 1, "a"), Truth(0, 1, 1, 1, "b"), Truth(1, 1, 1, 1, "c")]
    adjacent, cells = score(found, wanted)
    assert (adjacent.right, adjacent.wanted) == (1, 2)
    assert (cells.right, cells.found, cells.wanted) == (2, 3, 3)


@pytest.fixture(scope="module")
def results() -> dict[str, dict[str, float]]:
    return {
        kind: {name: adjacent.f1 for name, (adjacent, _) in by_name.items()} for kind, by_name in run(100, 5).items()
    }


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_table_is_read_at_least_as_well_as_by_pdfplumber(
    kind: str, results: dict[str, dict[str, float]]
) -> None:
    mine = results[kind]["vaxtanalys"]
    assert mine >= max(results[kind].values())
    assert mine >= 0.9


def test_headings_of_an_upper_line_stand_over_their_columns() -> None:
    xs = [0.0, 100.0, 150.0, 200.0, 250.0, 300.0]
    assert heading_spans([(130.0, 170.0), (230.0, 270.0)], xs) == [(1, 3), (3, 5)]
    assert heading_spans([(105.0, 140.0), (155.0, 210.0)], xs) == [(1, 2), (2, 5)]


WORDS = st.sampled_from(["socialnämnden", "2026", "stöd till barn", "alla skolor ska ha en plan mot våld", "–", "12 %"])


@st.composite
def grids(draw: st.DrawFn) -> Sheet:
    rows, cols = draw(st.integers(2, 6)), draw(st.integers(2, 5))
    lines: list[tuple[Box | None, ...]] = [tuple(Box((f"Kolumn {c}",), head=True, bold=True) for c in range(cols))]
    for _ in range(rows):
        line: list[Box | None] = []
        while len(line) < cols:
            span = draw(st.integers(1, min(2, cols - len(line))))
            line += [Box((draw(WORDS),) if draw(st.booleans()) else (), cols=span), *[None] * (span - 1)]
        lines.append(tuple(line))
    style = Style(
        rules=draw(st.sampled_from(["grid", "rows", "cols", "frame_rows", "head", "none"])),
        shade=draw(st.sampled_from(["none", "head", "dark_head", "zebra", "first"])),
        pad=draw(st.sampled_from([1.5, 4.0, 9.0])),
        size=draw(st.sampled_from([7.0, 10.0, 12.0])),
        align=draw(st.sampled_from(["left", "center", "right"])),
        valign=draw(st.sampled_from(["top", "middle", "bottom"])),
    )
    grid = Grid(tuple(lines), tuple([1 / cols] * cols), 1)
    return Sheet((("h2", "Tabell"), grid, ("p", "Så följs planen upp varje år.")), style, False, 50, "prov", {})


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(sheet=grids())
def test_the_words_of_a_table_are_the_words_of_its_area(sheet: Sheet, tmp_path: Path) -> None:
    path = tmp_path / "prov.pdf"
    set_reportlab(sheet, path)
    document = lay_out(read(path), "prov")
    pdf = pypdfium2.PdfDocument(path)
    printed = "".join(page.get_textpage().get_text_range() for page in pdf)
    signs = [block.marker or "" for block in document.blocks]
    assert letters("".join(signs) + document.text) == letters(printed)
    for table in document.tables:
        inside = [b for b in document.blocks if b.table == table.table_id]
        held = {index for cell in table.cells for index in cell.blocks}
        assert {block.index for block in inside} == held


def letters(text: str) -> Counter[str]:
    return Counter(char for char in text if char.isalnum() or char == "%")


MERGED = [
    (Box(("Åtgärd",), head=True, bold=True), Box(("Ansvarig",), head=True, bold=True)),
    (Box(("Ordna trygghetsvandringar i alla byar.",)), Box(("Kommunstyrelsen",), rows=3)),
    *[(Box((f"Byta belysningen längs väg {n} före vintern.",)), None) for n in range(2)],
]


def test_a_cell_merged_down_is_one_cell_with_its_span(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    sheet = Sheet((Grid(tuple(MERGED), (0.6, 0.4), 1),), Style(), False, 50, "prov", {})
    set_reportlab(sheet, path)
    (table,) = describe_document(lay_out(read(path), "plan"))["pages"][0]["tables"]
    cells = {(cell["row"], cell["col"]): (cell["row_span"], cell["text"]) for cell in table["cells"]}
    assert cells[1, 1] == (3, "Kommunstyrelsen")
    assert table["header_rows"] == [0] and len(cells) == 6


def test_inspect_takes_any_language_and_a_table_of_figures(tmp_path: Path) -> None:
    text = "The board of the school has answered all of the questions in time and will go on. "
    rows = (
        tuple(Box((name,), head=True, bold=True) for name in ("Year", "n", "Mean")),
        *(tuple(Box((value,)) for value in (str(2020 + n), str(31 * n + 7), f"{n}.5")) for n in range(4)),
    )
    for name, blocks in (
        ("english", (("p", text * 12), Grid(rows, (0.4, 0.3, 0.3), 1))),
        ("figures", (Grid(rows, (0.4, 0.3, 0.3), 1),)),
    ):
        path = tmp_path / f"{name}.pdf"
        set_reportlab(Sheet(blocks, Style(), False, 50, "prov", {}), path)
        document = read_layout(path)
        assert [(table.rows, table.cols) for table in document.tables] == [(5, 3)]


def described(blocks: tuple[object, ...], path: Path, style: Style = Style()) -> tuple[Document, Plan]:  # noqa: B008
    set_reportlab(Sheet(blocks, style, False, 50, "prov", {}), path)
    document = lay_out(read(path), path.stem)
    return document, extract(document)


def test_headings_of_two_levels_are_both_header_rows(tmp_path: Path) -> None:
    head = [
        (Box(("Åtgärd",), rows=2, head=True, bold=True), Box(("Ansvar",), cols=2, head=True, bold=True), None),
        (None, Box(("Ansvarig",), head=True, bold=True), Box(("Samverkan",), head=True, bold=True)),
    ]
    body = [tuple(Box((text,)) for text in ("Rusta parken med bänkar.", "Parknämnden", "Byalaget")) for _ in range(3)]
    document, plan = described((Grid((*head, *body), (0.5, 0.25, 0.25), 2),), tmp_path / "plan.pdf")
    assert document.tables[0].header_rows == (0, 1)
    assert [field.role for field in plan.measures[0].fields] == ["body", "co_body"]


@pytest.mark.parametrize("same", ["Se ovan", "D:o"])
def test_a_cell_that_says_same_as_above_means_the_cell_above(same: str, tmp_path: Path) -> None:
    rows = [("Åtgärd", "Ansvarig"), ("Rusta parken med bänkar.", "Parknämnden"), ("Måla alla plank i byn.", same)]
    grid = Grid(
        tuple(tuple(Box((text,), head=n == 0, bold=n == 0) for text in row) for n, row in enumerate(rows)),
        (0.6, 0.4),
        1,
    )
    _, plan = described((("h2", "Gröna byar"), grid), tmp_path / "plan.pdf")
    assert [measure.fields[0].quote.text for measure in plan.measures] == ["Parknämnden", "Parknämnden"]


def test_a_row_over_the_headings_names_the_area(tmp_path: Path) -> None:
    top = (Box(("Gröna byar",), cols=2, head=True, bold=True), None)
    rows = [("Åtgärd", "Ansvarig"), ("Rusta parken med bänkar.", "Parknämnden"), ("Måla alla plank.", "Byalaget")]
    grid = Grid(
        (top, *(tuple(Box((text,), head=n == 0, bold=n == 0) for text in row) for n, row in enumerate(rows))),
        (0.6, 0.4),
        2,
    )
    _, plan = described((("h2", "Åtgärder"), grid), tmp_path / "plan.pdf")
    assert [area.heading.text for area in plan.focus_areas] == ["Gröna byar"]
    assert len(plan.measures) == 2


def part(page: int, rows: list[list[tuple[str, int]]]) -> Part:
    """A ruled part of a table on a page; each cell is its words and how many rows it spans (0: covered)."""
    cells = []
    for r, row in enumerate(rows):
        for c, (text, span) in enumerate(row):
            if span:
                box = BBox(100.0 * c, 20.0 * r, 100.0 * (c + 1), 20.0 * (r + span))
                words = [Word(text, BBox(box.x0 + 4, box.top + 4, box.x0 + 60, box.top + 14), 10.0)] if text else []
                lines = tuple(line for line in [make_line(page, words)] if line is not None) if words else ()
                cells.append(PartCell(RawCell(r, c, span, 1, box), lines))
    return Part(page, BBox(0, 0, 200, 20.0 * len(rows)), "ruled", tuple(cells))


def test_a_cell_merged_over_the_page_break_goes_on_below_it() -> None:
    before = part(1, [[("Nämnd", 1), ("Vad", 1)], [("Parknämnden", 2), ("Rusta.", 1)], [("", 0), ("Måla.", 1)]])
    table = join_parts([before, part(2, [[("", 2), ("Plantera.", 1)], [("", 0), ("Klippa.", 1)]])])
    assert table.row_pages == (1, 1, 1, 2, 2)
    assert [(cell.row, cell.row_span, cell.filled_from) for cell in table.cells if cell.col == 0][-1] == (3, 2, (1, 0))


def test_a_cell_left_empty_at_the_top_of_a_page_stays_empty() -> None:
    before = part(1, [[("Nämnd", 1), ("Vad", 1)], [("Parknämnden", 1), ("Rusta.", 1)], [("", 1), ("Måla.", 1)]])
    table = join_parts([before, part(2, [[("", 1), ("Plantera.", 1)], [("Byalaget", 1), ("Klippa.", 1)]])])
    assert all(cell.filled_from is None for cell in table.cells)


@pytest.mark.parametrize(
    ("left", "right", "alone", "broken"),
    [
        ("Kommun", "styrelsen", True, True),
        ("Utbildnings", "nämnden", True, True),
        ("utbildni", "ngsnämnden", False, True),
        ("1.", "1", True, True),
        ("Tekniska", "nämnden", True, False),
        ("tekniska", "nämnden", False, False),
        ("Ekeby", "idrottsråd", True, False),
        ("Räddningsnämnde", "n", True, True),
        ("Samhällsbyggnadsnämn", "den", True, True),
        ("Kommundelar", "men", True, False),
        ("Ekebybostäd", "er", True, True),
        ("omsorgsförvaltning", "en", True, True),
        ("Kommunledningskonto", "ret", True, True),
        ("ungdomar", "en", True, False),
        ("Tillsammans", "med", True, False),
        ("andra", "preventionsområden", True, False),
        ("företagshälso", "vården", True, True),
        ("Kommunikationsen", "heten", True, True),
        ("fritidsledare", "utbildas", True, False),
        ("Samordningsförbund", "kommunerna", True, False),
        ("Ekebyø", "kommundelsförvaltning", True, False),
        ("2", "2026", True, False),
        ("2", "2026", False, False),
        ("202", "6–", True, True),
    ],
)
def test_a_word_broken_where_its_line_is_full(left: str, right: str, alone: bool, broken: bool) -> None:
    assert is_broken(left, right, frozenset({"fritidsnämnden"}), full=True, alone=alone) is broken
