"""Word files built for tests, what python-docx has no functions for written as XML; and how documents are shown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from vaxtanalys.extract import extract
from vaxtanalys.layout import lay_out
from vaxtanalys.model import Document, Plan
from vaxtanalys.read import read
from vaxtanalys.read.sniff import require_readable_kind

W = nsdecls("w")
FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def laid_out(path: Path) -> Document:
    """The document of a file, its kind checked first as in a run."""
    require_readable_kind(path)
    return lay_out(read(path), path.stem)


def plan_of(path: Path) -> tuple[Document, Plan]:
    document = laid_out(path)
    return document, extract(document)


def shown(document: Document, *roles: str) -> list[str]:
    """The texts of the blocks outside tables that have one of ``roles`` (all roles where none is given)."""
    return [
        document.block_text(block)
        for block in document.blocks
        if block.table is None and (not roles or block.role in roles)
    ]


def grid(document: Document, index: int = 0) -> list[list[str]]:
    """A table's words by row and column; a merged cell stands in each place that it covers."""
    table = document.tables[index]
    rows = []
    for row in range(table.rows):
        cells = [table.at(row, col) for col in range(table.cols)]
        rows.append(
            ["" if c is None else "|".join(document.block_text(document.blocks[i]) for i in c.blocks) for c in cells]
        )
    return rows


def said(document: Document, plan: Plan) -> list[tuple[str | None, str | None, str]]:
    """Each measure's area, label and words."""
    areas = {area.focus_area_id: area.heading.text for area in plan.focus_areas}
    return [(areas.get(m.focus_area_id or ""), m.label, m.text.text) for m in plan.measures]


def fields(plan: Plan, index: int) -> dict[str, str]:
    return {field.role: field.quote.text for field in plan.measures[index].fields}


def add_xml(document: Any, xml: str) -> Any:
    """An element before the closing section properties of a Word file's body."""
    element = parse_xml(xml)
    body = document.element.body
    body.insert(len(body) - 1, element)
    return element


def add_numbering(document: Any, levels: Sequence[tuple[str, str]], num_id: int = 77) -> None:
    """A list of levels (number format, text) under the id ``num_id``."""
    root = document.part.numbering_part.element
    made = "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for index, (kind, text) in enumerate(levels)
    )
    abstract = parse_xml(f'<w:abstractNum {W} w:abstractNumId="{num_id}">{made}</w:abstractNum>')
    root.insert(0, abstract)
    root.append(parse_xml(f'<w:num {W} w:numId="{num_id}"><w:abstractNumId w:val="{num_id}"/></w:num>'))


def number(paragraph: Any, level: int, num_id: int = 77) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>'))


def add_footnote(document: Any, paragraph: Any, text: str) -> None:
    xml = (
        f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        f'<w:footnote w:id="2"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES, xml.encode(), document.part.package)
    document.part.relate_to(part, RT.FOOTNOTES)
    run = paragraph.add_run()
    run.font.superscript = True
    run._r.append(parse_xml(f'<w:footnoteReference {W} w:id="2"/>'))


def break_page(paragraph: Any) -> None:
    """The mark that Word leaves where it last broke the page, before the paragraph's words."""
    paragraph.runs[0]._r.insert(0, parse_xml(f"<w:lastRenderedPageBreak {W}/>"))


def table_plan(path: Path) -> Path:
    """A plan as a Word table: merged cells, heads, several paragraphs in a cell, a band over the rows."""
    document = docx.Document()
    document.add_heading("Handlingsplan för trygga hem i Kullsta kommun 2025–2028", 0)
    document.add_heading("Åtgärder", 1)
    table = document.add_table(rows=6, cols=4, style="Table Grid")
    for col, head in enumerate(("Nr", "Åtgärd", "Ansvarig", "Tidplan")):
        run = table.cell(0, col).paragraphs[0].add_run(head)
        run.bold = True
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {W}/>"))
    band = table.cell(1, 0).merge(table.cell(1, 3))
    band.paragraphs[0].add_run("Fokusområde 1: Upptäcka i tid").bold = True
    rows = (
        ("1.1", "Ställa frågor om våld vid varje nybesök på familjerådgivningen", "2025"),
        ("1.2", "Utbilda all personal i hemtjänsten i att se tecken på våld", "2025–2026"),
        ("1.3", "Ta fram en rutin för hur oro för en granne tas emot", "2026"),
    )
    for row, (label, text, time) in enumerate(rows, start=2):
        table.cell(row, 0).text, table.cell(row, 1).text, table.cell(row, 3).text = label, text, time
    merged = table.cell(2, 2).merge(table.cell(3, 2))
    merged.paragraphs[0].text = "Socialnämnden"
    for line in ("Medansvarig:", "Omsorgsnämnden", "Kullstabostäder AB"):
        merged.add_paragraph(line)
    table.cell(4, 2).text = "Kommunstyrelsen"
    last = table.cell(5, 1)
    title = last.paragraphs[0].add_run("Jourtelefon")
    title.bold = True
    title.add_break()
    last.paragraphs[0].add_run("Inrätta en telefonlinje som är öppen dygnet runt för den som är rädd hemma.")
    table.cell(5, 0).text, table.cell(5, 2).text, table.cell(5, 3).text = "1.4", "Socialnämnden", "Löpande"
    for cell in (band,):
        for paragraph in cell.paragraphs[1:]:
            paragraph._p.getparent().remove(paragraph._p)
    for paragraph in [p for p in merged.paragraphs if not p.text]:
        paragraph._p.getparent().remove(paragraph._p)
    document.save(str(path))
    return path


def without(document: Any, tag: str) -> None:
    """Remove all elements of that tag (``w:sectPr``)."""
    for element in list(document.element.body.iter(qn(tag))):
        element.getparent().remove(element)
