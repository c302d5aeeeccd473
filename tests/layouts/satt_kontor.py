"""Utseenden som kontorsprogram sätter: LibreOffice Writer, Impress och Calc."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import openpyxl
from docx.enum.section import WD_SECTION
from odf import style as ostyle
from odf import text as otext
from odf.opendocument import OpenDocumentText
from openpyxl.styles import Alignment, Font
from plantext import Deed, Plan
from pptx import Presentation
from pptx.util import Cm, Pt
from utseende import STATES, layout

WRITER, IMPRESS, CALC = "LibreOffice Writer", "LibreOffice Impress", "LibreOffice Calc"


def opened(plan: Plan) -> Any:
    document = docx.Document()
    document.styles["Normal"].font.name = "Liberation Serif"
    document.add_heading(f"{plan.title} {plan.years}", 0)
    document.add_heading("Bakgrund", 1)
    document.add_paragraph(plan.intro)
    return document


def closed(document: Any, plan: Plan, path: Path) -> None:
    document.add_heading("Uppföljning", 1)
    document.add_paragraph(plan.end)
    document.save(path)


def fill(table: Any, lines: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for r, line in enumerate(lines):
        for c, (text, width) in enumerate(zip(line, widths, strict=True)):
            cell = table.cell(r, c)
            cell.width = Cm(width)
            cell.text = text
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(9.5)
                run.bold = r == 0


def cells(deed: Deed) -> list[str]:
    return [deed.text, deed.leads, deed.partners, deed.time]


@layout("blank-malcell", WRITER, "klimat", suffix="docx")
def _(plan: Plan, path: Path) -> None:
    document = opened(plan)
    for area in plan.areas:
        document.add_heading(area.heading, 1)
        lines = [["Delmål", "Åtgärd", "Ansvarig", "Samverkan", "Tidplan"]]
        lines += [[area.goal if i == 0 else "", *cells(deed)] for i, deed in enumerate(area.deeds)]
        table = document.add_table(len(lines), 5, style="Table Grid")
        fill(table, lines, (2.6, 5.0, 3.3, 3.3, 1.9))
    closed(document, plan, path)


@layout("kort", WRITER, "halsa", suffix="docx", level=True)
def _(plan: Plan, path: Path) -> None:
    document = opened(plan)
    for area in plan.areas:
        document.add_heading(area.heading, 1)
        for deed in area.deeds:
            pairs = [("Åtgärd", deed.text), ("Ansvarig", deed.leads), ("Samverkan", deed.partners)]
            pairs += [("Tidplan", deed.time), ("Preventionsnivå", deed.level), ("Uppföljning", deed.indicator)]
            table = document.add_table(len(pairs), 2, style="Table Grid")
            for r, (name, value) in enumerate(pairs):
                table.cell(r, 0).width, table.cell(r, 1).width = Cm(3.5), Cm(12)
                table.cell(r, 0).text, table.cell(r, 1).text = name, value
                table.cell(r, 0).paragraphs[0].runs[0].bold = True
            document.add_paragraph("")
    closed(document, plan, path)


@layout("rubrik-och-brodtext", WRITER, "vald", suffix="docx", title=True, time=False)
def _(plan: Plan, path: Path) -> None:
    document = opened(plan)
    for area in plan.areas:
        document.add_heading(area.heading, 1)
        document.add_paragraph(f"{area.goal}. Det kräver att alla drar åt samma håll och att stödet är lätt att hitta.")
        for deed in area.deeds:
            document.add_heading(deed.title, 2)
            document.add_paragraph(deed.text)
            document.add_paragraph(deed.owner_line)
    closed(document, plan, path)


@layout("omradesband", WRITER, "trygghet", suffix="docx", label=True, level=True)
def _(plan: Plan, path: Path) -> None:
    """En enda tabell; en rad tvärs över alla kolumner inleder varje område."""
    document = opened(plan)
    document.add_heading("Åtgärder", 1)
    lines = [["Nr", "Åtgärd", "Nivå", "Ansvarig", "Samverkan", "Tid"]]
    bands = []
    for area in plan.areas:
        bands.append(len(lines))
        lines.append([area.heading, "", "", "", "", ""])
        lines += [[d.label, d.text, d.level, d.leads, d.partners, d.time] for d in area.deeds]
    table = document.add_table(len(lines), 6, style="Table Grid")
    fill(table, lines, (1.1, 4.7, 2.1, 3.4, 3.3, 1.8))
    for band in bands:
        merged = table.cell(band, 0).merge(table.cell(band, 5))
        merged.text = lines[band][0]
        merged.paragraphs[0].runs[0].bold = True
    closed(document, plan, path)


@layout("sidhuvud-med-kapitel", WRITER, "halsa", suffix="docx", time=False)
def _(plan: Plan, path: Path) -> None:
    document = opened(plan)
    document.sections[0].header.paragraphs[0].text = f"{plan.town} kommun\tBakgrund"
    for area in plan.areas:
        section = document.add_section(WD_SECTION.NEW_PAGE)
        section.header.is_linked_to_previous = False
        section.header.paragraphs[0].text = f"{plan.town} kommun\t{area.heading}"
        section.footer.is_linked_to_previous = False
        section.footer.paragraphs[0].text = f"{plan.title}"
        document.add_heading(area.heading, 1)
        document.add_paragraph(f"{area.goal}. Därför ska kommunen:")
        for deed in area.deeds:
            document.add_paragraph(deed.text, style="List Bullet")
            document.add_paragraph(deed.owner_line)
    closed(document, plan, path)


@layout("vi-ska-lista", WRITER, "klimat", suffix="odt", text="we", lead=False, co=False, time=False)
def _(plan: Plan, path: Path) -> None:
    document = OpenDocumentText()
    sizes = {}
    for name, size in (("Rubrik", "20pt"), ("Kapitel", "15pt")):
        sizes[name] = ostyle.Style(name=name, family="paragraph")
        sizes[name].addElement(ostyle.TextProperties(fontsize=size, fontweight="bold", fontfamily="Liberation Sans"))
        sizes[name].addElement(ostyle.ParagraphProperties(margintop="0.5cm", marginbottom="0.25cm"))
        document.styles.addElement(sizes[name])

    def heading(text: str, level: int, name: str) -> None:
        document.text.addElement(otext.H(outlinelevel=level, stylename=sizes[name], text=text))

    heading(f"{plan.title} {plan.years}", 1, "Rubrik")
    heading("Bakgrund", 2, "Kapitel")
    document.text.addElement(otext.P(text=plan.intro))
    for number, area in enumerate(plan.areas, start=1):
        heading(f"Målområde {number}: {area.heading}", 2, "Kapitel")
        document.text.addElement(otext.P(text=f"{area.goal}."))
        listed = otext.List()
        for deed in area.deeds:
            item = otext.ListItem()
            item.addElement(otext.P(text=deed.we))
            listed.addElement(item)
        document.text.addElement(listed)
    heading("Uppföljning", 2, "Kapitel")
    document.text.addElement(otext.P(text=plan.end))
    document.save(str(path))


@layout("bilder-med-lagen", IMPRESS, "klimat", suffix="pptx", lead=False, co=False, time=False, status=True)
def _(plan: Plan, path: Path) -> None:
    show = Presentation()
    show.slides.add_slide(show.slide_layouts[0]).shapes.title.text = f"{plan.title} {plan.years}"
    for area in plan.areas:
        slide = show.slides.add_slide(show.slide_layouts[5])
        slide.shapes.title.text = f"Mål: {area.heading}"
        rows = -(-len(area.deeds) // len(STATES))
        shape = slide.shapes.add_table(rows + 1, len(STATES), Cm(1.2), Cm(4.5), Cm(23), Cm(10))
        for c, name in enumerate(STATES):
            shape.table.cell(0, c).text = name
        for index, deed in enumerate(area.deeds):
            cell = shape.table.cell(1 + index // len(STATES), index % len(STATES))
            cell.text = deed.text
            cell.text_frame.paragraphs[0].runs[0].font.size = Pt(12)
    show.save(path)


@layout("bilder-med-punkter", IMPRESS, "trygghet", suffix="pptx", lead=False, co=False, time=False)
def _(plan: Plan, path: Path) -> None:
    show = Presentation()
    show.slides.add_slide(show.slide_layouts[0]).shapes.title.text = f"{plan.title} {plan.years}"
    for area in plan.areas:
        slide = show.slides.add_slide(show.slide_layouts[1])
        slide.shapes.title.text = f"Fokusområde: {area.heading}"
        frame = slide.placeholders[1].text_frame
        frame.text = area.deeds[0].text
        for deed in area.deeds[1:]:
            frame.add_paragraph().text = deed.text
        for paragraph in frame.paragraphs:
            paragraph.runs[0].font.size = Pt(17)
    show.save(path)


@layout("kalkylblad", CALC, "trygghet", suffix="xlsx", level=True)
def _(plan: Plan, path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Åtgärder"
    names = ["Område", "Mål", "Aktivitet", "Ansvarig", "Samverkan", "Nivå", "Klart senast", "Uppföljning"]
    sheet.append(names)
    for area in plan.areas:
        for d in area.deeds:
            sheet.append([area.heading, area.goal, d.text, d.leads, d.partners, d.level, d.time, d.indicator])
    for letter, width in zip("ABCDEFGH", (16, 20, 44, 20, 18, 12, 12, 18), strict=True):
        sheet.column_dimensions[letter].width = width
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(name="Liberation Sans", size=9, bold=cell.row == 1)
    for number in range(2, sheet.max_row + 1):
        # LibreOffice räknar inte om radens höjd när det öppnar en fil; utan höjd klipps texten.
        sheet.row_dimensions[number].height = 12 * (2 + len(str(sheet.cell(number, 3).value)) // 42)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    book.save(path)
