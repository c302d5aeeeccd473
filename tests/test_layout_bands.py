"""Bands, headings of several lines and tables that lie beside each other, each by the case that breaks without it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas
from set_pages import document, page, set_line

from vaxtanalys.extract import extract
from vaxtanalys.layout import lay_out
from vaxtanalys.layout.beside import put_beside, stand_beside
from vaxtanalys.layout.lines import make_line
from vaxtanalys.layout.tables import Part, PartCell, join_parts
from vaxtanalys.model import Box, Document, Fill, RawCell, RawPage, RawTable, Word
from vaxtanalys.read import read
from vaxtanalys.strips import rows_to_table

ROWS = [
    ("Rusta upp lekplatsen vid Björkbacken.", "Parknämnden", "2031"),
    ("Anlägga en damm i Norra parken.", "Tekniska nämnden", "2032"),
]
LATER = [("Ordna odlingslotter vid skolan.", "Skolnämnden", "2033"), ("Plantera fruktträd.", "Parknämnden", "2034")]
XS = (70.0, 300.0, 450.0)


def row(words: Sequence[str], top: float, *, bold: bool = False, color: str = "#000000") -> list[Word]:
    return [w for text, x in zip(words, XS, strict=True) for w in set_line(text, x, top, bold=bold, color=color)]


def sheet(bands: Sequence[str], *, shade: bool, bold: bool, goal: str = "", number: int = 1, foot: str = "") -> RawPage:
    """A page with a table without rules: its headings, and under each band two measures."""
    words = row(("Åtgärd", "Ansvarig", "Klart"), 80, bold=True)
    fills: list[Fill] = []
    top = 104.0

    def band(text: str) -> None:
        nonlocal top
        words.extend(set_line(text, 70, top, bold=bold))
        if shade:
            fills.append(Fill(Box(64, top - 5, 530, top + 15), "#dce9d5"))
        top += 24

    for text, measures in zip(bands, (ROWS, LATER), strict=False):
        band(text)
        if goal:
            words.extend(set_line(goal, 70, top, italic=True))
            top += 24
        for measure in measures:
            words.extend(row(measure, top))
            top += 24
    if foot:
        band(foot)
    return page(words, number, fills)


def areas(laid_out: Document) -> list[tuple[str, str, str | None]]:
    plan = extract(laid_out)
    named = {area.focus_area_id: area.heading.text for area in plan.focus_areas}
    return [(named.get(m.focus_area_id or "", ""), m.text.text, m.timeline) for m in plan.measures]


BANDS = ("Parker", "Odling och grönska")
WANTED = [(band, text, time) for band, rows in zip(BANDS, (ROWS, LATER), strict=True) for text, _, time in rows]


def test_shaded_bands_name_the_rows_below_them() -> None:
    assert areas(lay_out(document(sheet(BANDS, shade=True, bold=False)), "sida")) == WANTED


def test_bold_bands_without_a_shade_name_the_rows_below_them() -> None:
    assert areas(lay_out(document(sheet(BANDS, shade=False, bold=True)), "sida")) == WANTED


def test_a_goal_below_a_band_is_no_measure_and_no_area() -> None:
    laid_out = lay_out(document(sheet(BANDS, shade=True, bold=True, goal="Mål: Alla når en park.")), "sida")
    assert areas(laid_out) == WANTED
    goals = [[f.quote.text for f in m.fields if f.role == "goal"] for m in extract(laid_out).measures]
    assert goals == [["Alla når en park."]] * 4


def test_a_band_at_the_foot_of_a_page_names_the_next_pages_rows() -> None:
    first = sheet(BANDS[:1], shade=False, bold=True, foot=BANDS[1])
    words = [*row(("Åtgärd", "Ansvarig", "Klart"), 80, bold=True), *row(LATER[0], 104), *row(LATER[1], 128)]
    laid_out = lay_out(document(first, page(words, 2)), "sida")
    assert areas(laid_out) == WANTED
    assert [table.rows for table in laid_out.tables] == [8], "one table over both pages"


def test_a_bold_line_that_goes_on_in_a_cell_is_no_band() -> None:
    words = row(("Åtgärd", "Ansvarig", "Klart"), 80, bold=True)
    top = 104.0
    for title, measure in (("Lekplats", ROWS[0]), ("Damm", ROWS[1])):
        words += [*set_line(title, 70, top, bold=True), *row(measure, top + 12)]
        top += 40
    table = lay_out(document(page(words)), "sida").tables[0]
    assert (table.rows, {cell.col_span for cell in table.cells}) == (3, {1})


def test_headings_set_in_the_middle_are_one_row() -> None:
    head = [
        *set_line("Åtgärd", 70, 86, bold=True),
        *set_line("Ansvarig", 300, 80, bold=True),
        *set_line("nämnd", 300, 92, bold=True),
        *set_line("Klart", 450, 86, bold=True),
    ]
    fills = [Fill(Box(64, 74, 530, 106), "#dddddd")]
    words = [*head, *row(ROWS[0], 120), *row(ROWS[1], 144)]
    table = lay_out(document(page(words, fills=fills)), "sida").tables[0]
    assert (table.rows, table.cols, table.header_rows) == (3, 3, (0,))


def part(number: int, rows: Sequence[Sequence[str]], left: float, heights: Sequence[float]) -> Part:
    """A part of a ruled table, 100 points a column, whose rows stand at ``heights``."""
    cells = []
    for r, texts in enumerate(rows):
        for c, text in enumerate(texts):
            line = make_line(number, set_line(text, left + 100 * c + 4, heights[r] + 4))
            box = Box(left + 100 * c, heights[r], left + 100 * (c + 1), heights[r + 1])
            cells.append(PartCell(RawCell(r, c, 1, 1, box), (line,) if line else ()))
    return Part(number, Box(left, heights[0], left + 100 * len(rows[0]), heights[-1]), "ruled", tuple(cells))


HEIGHTS = (60.0, 80.0, 120.0, 145.0, 170.0)


def test_a_table_printed_over_two_pages_width_is_one() -> None:
    left = part(1, [["Åtgärd"], ["Rusta lekplatsen"], ["Anlägga en damm"], ["Plantera träd"]], 60, HEIGHTS)
    right = part(2, [["Ansvarig"], ["Parknämnden"], ["Tekniska nämnden"], ["Parknämnden"]], 60, HEIGHTS)
    assert stand_beside([left], [right])
    whole = put_beside(join_parts([left]), join_parts([right]))
    assert whole is not None
    assert (whole.cols, len(whole.row_pages), len(whole.boxes)) == (2, 4, 2)
    assert [cell.lines[0].text for cell in whole.cells if cell.row == 2] == ["Anlägga en damm", "Tekniska nämnden"]


def test_tables_under_the_same_headings_or_with_other_rows_are_not_put_beside() -> None:
    left = part(1, [["Åtgärd"], ["Rusta lekplatsen"], ["Anlägga en damm"], ["Plantera träd"]], 60, HEIGHTS)
    again = part(2, [["Åtgärd"], ["Måla bänkar"], ["Laga staket"], ["Så ängar"]], 60, HEIGHTS)
    other = part(2, [["Ansvarig"], ["A"], ["B"], ["C"]], 60, (60.0, 90.0, 110.0, 150.0, 170.0))
    assert not stand_beside([left], [again])
    assert not stand_beside([left], [other])


def test_a_full_cell_beside_the_next_is_a_cell_of_its_own() -> None:
    long, short = "Erbjuda alla hjälp med", "Rusta parken"
    width = set_line(long, 60, 0)[-1].box.x1
    words = []
    for number, text in enumerate((short, long, short, short)):
        words += [*set_line(text, 60, 64 + 20 * number), *set_line("Parknämnden", width + 2, 64 + 20 * number)]
    ys = [60.0, 80.0, 100.0, 120.0, 140.0]
    table = rows_to_table(ys, Box(55, 60, 400, 140), words, (55, width - 4, 400))
    assert table is not None
    assert {cell.col_span for cell in table.cells} == {1}


def test_a_shade_off_the_page_ends_where_all_else_does(tmp_path: Path) -> None:
    path = tmp_path / "bred.pdf"
    sheet = Canvas(str(path), pagesize=(600, 400))
    sheet.setFillColorRGB(0.8, 0.9, 0.8)
    sheet.rect(50, 300, 700, 20, stroke=0, fill=1)
    sheet.setFillColorRGB(0, 0, 0)
    for x in (50, 300, 550):
        sheet.line(x, 240, x, 300)
        sheet.line(x, 320, x, 340)
    for y in (240, 260, 280, 300, 320, 340):
        sheet.line(50, y, 550, y)
    for y, texts in ((326, ("Insats", "Ansvarig")), (306, ("Parker", "")), (286, ("Rusta", "Parknamnden"))):
        for x, text in zip((54, 304), texts, strict=True):
            sheet.drawString(x, y, text)
    for y, text in ((266, "Odla"), (246, "Klippa")):
        sheet.drawString(54, y, text)
    sheet.save()
    (grid,) = read(path).pages[0].tables
    assert [cell.col_span for cell in grid.cells if cell.col == 0] == [1, 2, 1, 1, 1]
    assert abs(grid.box.x1 - 550) < 1


def test_a_dash_before_och_is_no_bullet() -> None:
    line = make_line(1, set_line("– och fritidsverksamheter", 70, 100))
    assert line is not None
    assert (line.marker, line.text) == (None, "– och fritidsverksamheter")


def test_a_hyphen_set_in_another_font_divides_a_word_too() -> None:
    first = set_line("Dela ut böcker vid kon", 70, 80)
    hyphen = replace(first[-1], text="-", box=Box(first[-1].box.x1, 80, first[-1].box.x1 + 4, 90), font="Reserv")
    laid_out = lay_out(document(page([*first, hyphen, *set_line("troll av barnets hälsa.", 70, 92)])), "sida")
    assert laid_out.text == "Dela ut böcker vid kontroll av barnets hälsa."


def test_words_of_a_merged_cell_may_stand_behind_the_page_break() -> None:
    def area(number: int, rows: Sequence[tuple[str, int, str]]) -> Part:
        cells = []
        for r, (name, span, text) in enumerate(rows):
            for c, words, down in ((0, name, span), (1, text, 1)):
                line = make_line(number, set_line(words, 64 + 100 * c, 64 + 20 * r)) if words else None
                box = Box(60 + 100 * c, 60 + 20 * r, 160 + 100 * c, 60 + 20 * (r + down))
                if down:
                    cells.append(PartCell(RawCell(r, c, down, 1, box), (line,) if line else ()))
        return Part(number, Box(60, 60, 260, 60 + 20 * len(rows)), "ruled", tuple(cells))

    first = [("Område", 1, "Åtgärd"), ("Parker", 2, "Rusta."), ("", 0, "Odla."), ("", 1, "Bygga.")]
    table = join_parts([area(1, first), area(2, [("Vatten", 2, "Gräva."), ("", 0, "Fylla.")])])
    assert [(c.row, c.filled_from) for c in table.cells if c.col == 0 and c.filled_from] == [(3, (4, 0))]


def test_tables_abreast_are_read_across() -> None:
    words: list[Word] = []
    grids: list[RawTable] = []
    for number, (top, heading) in enumerate(((80, "Parker"), (200, "Odling"))):
        words += set_line(heading, 60, top, 14, bold=True)
        for x in (60.0, 320.0):
            cells = []
            text = f"Plantera träd nummer {2 * number + (1 if x < 100 else 2)}."
            for r, (label, value) in enumerate((("Åtgärd", text), ("Ansvarig", "Parknämnden"), ("Klart", "2031"))):
                y = top + 24 + 20 * r
                words += [*set_line(label, x + 4, y + 4), *set_line(value, x + 74, y + 4)]
                cells += [RawCell(r, c, 1, 1, Box(x + 70 * c, y, x + 70 + 140 * c, y + 20)) for c in (0, 1)]
            grids.append(RawTable(Box(x, top + 24, x + 210, top + 84), "ruled", tuple(cells)))
    laid_out = lay_out(document(replace(page(words), tables=tuple(grids))), "sida")
    wanted = [(heading, n) for n, heading in enumerate(("Parker", "Parker", "Odling", "Odling"), start=1)]
    assert areas(laid_out) == [(heading, f"Plantera träd nummer {n}.", "2031") for heading, n in wanted]
