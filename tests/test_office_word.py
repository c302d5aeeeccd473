"""Word files: what is read is what a reader sees, from the file's own lists, styles, tables and notes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from office_files import (
    W,
    add_footnote,
    add_numbering,
    add_xml,
    break_page,
    fields,
    grid,
    laid_out,
    number,
    plan_of,
    said,
    shown,
    table_plan,
)

from vaxtanalys.read.list_numbers import count_in

FILLER = "Kullsta kommun arbetar för att alla som bor här ska kunna känna sig trygga i sitt eget hem, varje dag."
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


@pytest.fixture
def word() -> Any:
    document = docx.Document()
    document.add_paragraph(FILLER)
    return document


def save(document: Any, tmp_path: Path) -> Path:
    path = tmp_path / "plan.docx"
    document.save(str(path))
    return path


def paragraph(document: Any, inside: str) -> None:
    add_xml(document, f"<w:p {W}>{inside}</w:p>")


def test_table_plan(tmp_path: Path) -> None:
    document, plan = plan_of(table_plan(tmp_path / "plan.docx"))
    assert [text for _, _, text in said(document, plan)] == [
        "Ställa frågor om våld vid varje nybesök på familjerådgivningen",
        "Utbilda all personal i hemtjänsten i att se tecken på våld",
        "Ta fram en rutin för hur oro för en granne tas emot",
        "Inrätta en telefonlinje som är öppen dygnet runt för den som är rädd hemma.",
    ]
    assert [measure.label for measure in plan.measures] == ["1.1", "1.2", "1.3", "1.4"]
    assert {area for area, _, _ in said(document, plan)} == {"Upptäcka i tid"}
    assert [area.number for area in plan.focus_areas] == ["1"]
    shared = "Socialnämnden Medansvarig: Omsorgsnämnden Kullstabostäder AB"
    assert [fields(plan, index)["body"] for index in range(3)] == [shared, shared, "Kommunstyrelsen"]
    assert plan.measures[3].heading is not None and plan.measures[3].heading.text == "Jourtelefon"
    assert [measure.timeline for measure in plan.measures] == ["2025", "2025–2026", "2026", "Löpande"]
    table = document.tables[0]
    assert (table.rows, table.cols, table.header_rows, table.kind) == (6, 4, (0,), "tagged")
    merged = table.at(3, 2)
    assert merged is not None and (merged.row, merged.row_span) == (2, 2)
    assert all(place.box is None and place.line for measure in plan.measures for place in measure.text.places)


def test_items_with_responsible_lines(word: Any, tmp_path: Path) -> None:
    word.add_heading("Tidigt stöd", 1)
    for text, body in (
        ("Erbjuda föräldrakurser på kvällstid i alla kommundelar", "Familjenämnden"),
        ("Starta en samtalsgrupp för barn som har sett våld", "Socialnämnden"),
    ):
        word.add_paragraph(text, style="List Bullet")
        word.add_paragraph(f"Ansvar: {body}")
    document, plan = plan_of(save(word, tmp_path))
    assert [text for _, _, text in said(document, plan)] == [
        "Erbjuda föräldrakurser på kvällstid i alla kommundelar",
        "Starta en samtalsgrupp för barn som har sett våld",
    ]
    assert fields(plan, 1)["body"] == "Ansvar: Socialnämnden"
    assert [block.marker for block in document.blocks if block.role == "item"] == ["•", "•"]


def test_line_break_parts_the_responsible_line(word: Any, tmp_path: Path) -> None:
    word.add_heading("Åtgärder", 1)
    for text in ("Utse ett ombud mot våld på varje skola", "Bjuda in till en öppen kväll om våld varje höst"):
        item = word.add_paragraph(style="List Bullet")
        item.add_run(text).add_break()
        item.add_run("Ansvar: Skolnämnden")
    wrapped = word.add_paragraph("Det som står här är en enda mening som någon har")
    wrapped.runs[0].add_break()
    wrapped.add_run("brutit för hand.")
    document, plan = plan_of(save(word, tmp_path))
    assert [measure.text.text for measure in plan.measures] == [
        "Utse ett ombud mot våld på varje skola",
        "Bjuda in till en öppen kväll om våld varje höst",
    ]
    assert "Det som står här är en enda mening som någon har brutit för hand." in shown(document)


def test_numbers_are_counted_from_the_lists(word: Any, tmp_path: Path) -> None:
    add_numbering(word, [("decimal", "%1"), ("decimal", "%1.%2"), ("lowerLetter", "%3)")])
    for level, text in ((0, "Förebygga"), (1, "Mål"), (1, "Metod"), (0, "Skydda"), (1, "Boende")):
        number(word.add_heading(text, level + 1), level)
    for level, text in ((2, "Öppna ett skyddat boende"), (2, "Rusta upp jourlägenheterna")):
        number(word.add_paragraph(text), level)
    add_numbering(word, [("decimal", "Åtgärd %1:")], num_id=78)
    number(word.add_paragraph("Kartlägga behovet av platser"), 0, num_id=78)
    document = laid_out(save(word, tmp_path))
    assert shown(document, "heading") == ["1 Förebygga", "1.1 Mål", "1.2 Metod", "2 Skydda", "2.1 Boende"]
    assert [b.level for b in document.blocks if b.role == "heading"] == [1, 2, 2, 1, 2]
    items = [block for block in document.blocks if block.role == "item"]
    assert [(b.marker, document.block_text(b), b.level) for b in items] == [
        ("a)", "Öppna ett skyddat boende", 3),
        ("b)", "Rusta upp jourlägenheterna", 3),
        (None, "Åtgärd 1: Kartlägga behovet av platser", 1),
    ]


@pytest.mark.parametrize(
    ("kind", "count", "wanted"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 4, "04"),
        ("lowerLetter", 28, "bb"),
        ("upperRoman", 1994, "MCMXCIV"),
        ("lowerRoman", 8, "viii"),
        ("none", 3, ""),
        ("chicago", 3, "3"),
    ],
)
def test_ways_to_count(kind: str, count: int, wanted: str) -> None:
    assert count_in(kind, count) == wanted


@pytest.mark.parametrize("name", ["Rubrik 2", "heading 2", "Rubrik 2 numrerad"])
def test_headings_by_localised_style_names(word: Any, tmp_path: Path, name: str) -> None:
    style = word.styles.add_style(name, docx.enum.style.WD_STYLE_TYPE.PARAGRAPH) if name != "heading 2" else "Heading 2"
    word.add_paragraph("Trygga vardagsrum", style=style)
    word.add_paragraph(FILLER)
    (heading,) = [block for block in laid_out(save(word, tmp_path)).blocks if block.role == "heading"]
    assert (heading.level, heading.signal) == (2, "style")


def test_bold_short_paragraph_is_a_heading_and_a_stressed_sentence_is_none(word: Any, tmp_path: Path) -> None:
    word.add_heading("Plan", 1)
    word.add_paragraph().add_run("Stöd till barn").bold = True
    word.add_paragraph(FILLER)
    word.add_paragraph().add_run("Planen gäller från och med årsskiftet.").bold = True
    document = laid_out(save(word, tmp_path))
    assert shown(document, "heading") == ["Plan", "Stöd till barn"]
    assert [block.level for block in document.blocks if block.role == "heading"] == [1, 2]


def test_tracked_changes_comments_hidden_text_and_soft_hyphens(word: Any, tmp_path: Path) -> None:
    author = 'w:id="1" w:author="A"'
    paragraph(
        word,
        f'<w:r><w:t xml:space="preserve">Nämnden ska </w:t></w:r><w:ins {author}><w:r><w:t>ordna</w:t></w:r></w:ins>'
        f"<w:del {author}><w:r><w:delText>utreda</w:delText></w:r></w:del>"
        f'<w:commentRangeStart w:id="0"/><w:r><w:t xml:space="preserve"> stöd\u00adgrupper</w:t></w:r>'
        '<w:r><w:softHyphen/><w:t xml:space="preserve"> på kväll</w:t><w:softHyphen/><w:t>stid.</w:t></w:r>'
        '<w:r><w:rPr><w:vanish/></w:rPr><w:t xml:space="preserve"> Mallens anvisning.</w:t></w:r>',
    )
    document = laid_out(save(word, tmp_path))
    assert "Nämnden ska ordna stödgrupper på kvällstid." in shown(document, "paragraph")
    assert shown(document, "hidden") == ["Mallens anvisning."]
    assert document.running_end <= next(block.start for block in document.blocks if block.role == "hidden")
    assert any("Dold text" in warning for warning in document.pages[0].warnings)
    assert "utreda" not in document.text
    told = "filen har ändringsmarkeringar: strykningar 1 (inte med), tillägg 1 (räknas som text)"
    assert told in document.pages[0].warnings


def test_notes_headers_and_watermarks_are_kept_apart(word: Any, tmp_path: Path) -> None:
    noted = word.add_paragraph("Våldet kostar samhället mycket")
    add_footnote(word, noted, "Beräknat av en påhittad myndighet.")
    noted.add_run(" varje år.")
    section = word.sections[0]
    section.header.paragraphs[0].text = "Kullsta kommun"
    foot = section.footer.paragraphs[0]
    foot.add_run("Sida ")
    for kind, code in (("begin", ""), ("", " PAGE "), ("separate", ""), ("shown", ""), ("end", "")):
        inner = f'<w:fldChar {W} w:fldCharType="{kind}"/>'
        if kind in ("", "shown"):
            inner = f"<w:instrText {W}>{code}</w:instrText>" if code else f"<w:t {W}>7</w:t>"
        foot.add_run()._r.append(parse_xml(inner))
    mark = '<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="UTKAST"/></v:shape>'
    section.header.paragraphs[0].add_run()._r.append(parse_xml(f"<w:pict {W}>{mark}</w:pict>"))
    document = laid_out(save(word, tmp_path))
    assert "Våldet kostar samhället mycket varje år." in shown(document, "paragraph")
    assert shown(document, "footnote") == ["Beräknat av en påhittad myndighet."]
    assert shown(document, "header") == ["Kullsta kommun"]
    assert shown(document, "footer") == ["Sida"]
    assert shown(document, "watermark") == ["UTKAST"]
    assert document.text[: document.running_end].endswith("varje år.")


def test_text_boxes_are_read_once(word: Any, tmp_path: Path) -> None:
    box = f"<w:txbxContent {W}><w:p><w:r><w:t>Ring jouren om du är rädd.</w:t></w:r></w:p></w:txbxContent>"
    paragraph(
        word,
        f"<w:r><mc:AlternateContent {MC}><mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
    )
    assert shown(laid_out(save(word, tmp_path))) == [FILLER, "Ring jouren om du är rädd."]


def test_pages_where_word_last_broke_them(word: Any, tmp_path: Path) -> None:
    break_page(word.add_paragraph("Andra sidan börjar med de här orden."))
    late = word.add_paragraph("Stycket börjar på sidan två")
    late.add_run(" och slutar på sidan tre.")._r.insert(0, parse_xml(f"<w:lastRenderedPageBreak {W}/>"))
    table = word.add_table(rows=1, cols=2)
    for cell in table.rows[0].cells:
        cell.text = "Överst"
        break_page(cell.add_paragraph("Nederst"))
    word.add_paragraph("Sist.")
    document = laid_out(save(word, tmp_path))
    by_text = {document.block_text(block): block for block in document.blocks if block.table is None}
    assert len(document.pages) == 4 and not document.pages[0].warnings
    assert by_text["Andra sidan börjar med de här orden."].page == 2
    assert [place.page for place in by_text["Stycket börjar på sidan två och slutar på sidan tre."].places] == [2, 3]
    assert [[p.page for p in cell.places] for cell in document.tables[0].cells] == [[3, 4], [3, 4]]
    assert by_text["Sist."].page == 4


def test_without_breaks_the_paragraph_is_the_place(word: Any, tmp_path: Path) -> None:
    document = laid_out(save(word, tmp_path))
    assert [page.number for page in document.pages] == [1]
    assert "styckets nummer" in document.pages[0].warnings[0]
    assert document.blocks[0].places[0].line == 1


def test_contents_table_is_told_from_the_headings(word: Any, tmp_path: Path) -> None:
    for text in ("Bakgrund\t2", "Syfte\t3", "Åtgärder\t4", "Uppföljning\t9"):
        word.add_paragraph().add_run(text).bold = True
    word.add_heading("Bakgrund", 1)
    document = laid_out(save(word, tmp_path))
    assert shown(document, "heading") == ["Bakgrund"]
    assert shown(document, "toc") == ["Bakgrund 2", "Syfte 3", "Åtgärder 4", "Uppföljning 9"]


def test_layout_tables_are_opened(word: Any, tmp_path: Path) -> None:
    frame = word.add_table(rows=1, cols=1)
    frame.cell(0, 0).text = "En ruta med en mening om tryggheten i kommunen."
    outer = word.add_table(rows=1, cols=2)
    inner = outer.cell(0, 1).add_table(rows=2, cols=2)
    for row, texts in enumerate((("Åtgärd", "Ansvar"), ("Öppna en mötesplats för unga kvinnor", "Fritidsnämnden"))):
        for col, text in enumerate(texts):
            inner.cell(row, col).text = text
    document, plan = plan_of(save(word, tmp_path))
    assert "En ruta med en mening om tryggheten i kommunen." in shown(document)
    assert grid(document) == [["Åtgärd", "Ansvar"], ["Öppna en mötesplats för unga kvinnor", "Fritidsnämnden"]]
    assert [measure.text.text for measure in plan.measures] == ["Öppna en mötesplats för unga kvinnor"]


def test_table_inside_a_cell_loses_nothing(word: Any, tmp_path: Path) -> None:
    table = word.add_table(rows=3, cols=2)
    texts = (
        ("Åtgärd", "Ansvar"),
        ("Bygga en lokal för rådgivning med egen ingång", ""),
        ("Städa den", "Tekniska nämnden"),
    )
    for row, pair in enumerate(texts):
        for col, text in enumerate(pair):
            table.cell(row, col).text = text
    inner = table.cell(1, 1).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "Byggnämnden", "Kullsta Lokaler AB"
    assert grid(laid_out(save(word, tmp_path)))[1][1] == "Byggnämnden|Kullsta Lokaler AB"


def test_deleted_rows_and_cells_before_the_grid(word: Any, tmp_path: Path) -> None:
    def row(cells: str, settings: str = "") -> str:
        return f"<w:tr><w:trPr>{settings}</w:trPr>{cells}</w:tr>"

    def cell(text: str, shape: str = "") -> str:
        return f"<w:tc><w:tcPr>{shape}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"

    add_xml(
        word,
        f"<w:tbl {W}><w:tblPr/><w:tblGrid/>"
        + row(cell("Åtgärd", '<w:gridSpan w:val="2"/>') + cell("Ansvar"))
        + row(cell("Struken") + cell("rad") + cell("!"), '<w:del w:id="4" w:author="A"/>')
        + row(cell("1") + cell("Tända fler lampor i parken") + cell("Nämnden"))
        + row(cell("Måla murarna") + cell("Nämnden"), '<w:gridBefore w:val="1"/>')
        + "</w:tbl>",
    )
    assert grid(laid_out(save(word, tmp_path))) == [
        ["Åtgärd", "Åtgärd", "Ansvar"],
        ["1", "Tända fler lampor i parken", "Nämnden"],
        ["", "Måla murarna", "Nämnden"],
    ]
