"""Planer som LibreOffice Writer sätter: punkter med ansvarsrad, och en liggande tabell till varje mål."""

from __future__ import annotations

import tempfile
from pathlib import Path
from types import SimpleNamespace

import grannar  # noqa: F401 - lägger exempelsamlingens sättare på sökvägen
from avsluta import convert
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt
from docx.table import Table
from planer import Deed, Part, Plan, joined
from writer import Letter

WIDTHS = (11, 82, 38, 38, 22, 32, 30, 18)
HEADS = ("Nr", "Insats", "Ansvarig", "Samverkan", "Nivå", "Tidplan", "Indikator", "Kostnad")


def letter(plan: Plan, body: str, display: str, color: str) -> Letter:
    """Ett tomt dokument i exempelsamlingens ordbehandlarstil; planen har inga fotnoter."""
    made = Letter(SimpleNamespace(footnotes={}), body, display, color, {})
    made.header(plan.title, footer=plan.owner)
    return made


def save(made: Letter, plan: Plan, path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{plan.stem}.docx"
        made.save(source)
        convert(source, path)


def facts(plan: Plan) -> str:
    of = plan.document
    return f"Antagen av {of['adopted_by']} {of['adopted_date']} · Dnr {of['diary_number']}"


def bullets(plan: Plan, path: Path) -> None:
    made = letter(plan, "Liberation Serif", "Liberation Sans", "5B2333")
    made.text(plan.owner, "Small").paragraph_format.space_after = Pt(150)
    made.text(plan.title, "Title")
    made.text(facts(plan))
    made.page_break()
    made.markup(plan.before)
    made.text("Områden och åtgärder", "Heading 1")
    for part in plan.parts:
        made.text(part.heading, "Heading 2")
        if part.intro:
            made.text(part.intro)
        made.text(part.lead_in).paragraph_format.keep_with_next = True
        for deed in part.deeds:
            item = made.text(deed.t, "List Bullet").paragraph_format
            item.space_after, item.keep_with_next = Pt(0), True
            made.text(owner(deed), italic=True).paragraph_format.left_indent = Mm(6.4)
    made.markup(plan.after)
    save(made, plan, path)


def owner(deed: Deed) -> str:
    co = f" i samverkan med {joined(deed.co)}" if deed.co else ""
    return f"Ansvar: {joined(deed.lead)}{co}. Tid: {deed.tid}."


def tables(plan: Plan, path: Path) -> None:
    made = letter(plan, "Carlito", "Carlito", "1F4E79")
    section = made.docx.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(13)
    section.top_margin = section.bottom_margin = Mm(18)
    made.text(plan.title, "Title")
    made.text(facts(plan))
    made.markup(plan.before)
    for part in plan.parts:
        made.text(f"Mål {part.number}: {part.heading}", "Heading 2")
        fill(made, part)
    made.markup(plan.after)
    save(made, plan, path)


def fill(made: Letter, part: Part) -> None:
    grid: Table = made.docx.add_table(rows=1, cols=len(HEADS), style="Table Grid")
    grid.autofit = False
    line(made, grid, 0, [[name] for name in HEADS], bold=True)
    for cell in grid.rows[0].cells:
        cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="D9E6F2"/>'))
    grid.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    for index, deed in enumerate(part.deeds, 1):
        grid.add_row()._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        line(made, grid, index, [[deed.label], [deed.t], deed.lead, deed.co, [deed.n], [deed.tid], [deed.m], [deed.k]])
    for column, width in zip(grid.columns, WIDTHS, strict=True):
        column.width = Mm(width)
    made.text("", "Cell")


def line(made: Letter, grid: Table, row: int, cells: list[list[str]], *, bold: bool = False) -> None:
    for cell, texts, width in zip(grid.rows[row].cells, cells, WIDTHS, strict=True):
        cell.width = Mm(width)
        for i, text in enumerate(texts):
            paragraph = cell.paragraphs[0] if i == 0 else cell.add_paragraph()
            paragraph.style = made.docx.styles["Cell"]
            made.runs(paragraph, text, bold=bold)
