"""Älvhammar (Word-tabell per område), Norrvattna (punkter med Ansvar:) och Kvarnshult (bilder), via LibreOffice."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from planer import Plan, responsible
from pptx import Presentation
from pptx.dml.color import RGBColor as Rgb
from pptx.util import Cm as PCm
from pptx.util import Pt as PPt


def convert(source: Path, out: Path) -> None:
    subprocess.run(
        [
            "soffice",
            "--headless",
            "-env:UserInstallation=file:///tmp/lo-gold5",
            "--convert-to",
            "pdf",
            "--outdir",
            str(source.parent),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    out.write_bytes(source.with_suffix(".pdf").read_bytes())


def save(document: object, stem: str, ext: str, out: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{stem}.{ext}"
        document.save(str(path))
        convert(path, out)


def field(paragraph, code: str) -> None:
    run = paragraph.add_run()
    for kind, text in (("begin", None), (None, code), ("end", None)):
        if kind:
            node = OxmlElement("w:fldChar")
            node.set(qn("w:fldCharType"), kind)
        else:
            node = OxmlElement("w:instrText")
            node.text = text
        run._r.append(node)


def shade(cell, colour: str) -> None:
    node = OxmlElement("w:shd")
    node.set(qn("w:val"), "clear")
    node.set(qn("w:fill"), colour)
    cell._tc.get_or_add_tcPr().append(node)


def base(plan: Plan, font: str, size: float, colour: str, foot: str) -> Document:
    doc = Document()
    section = doc.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.3)
    section.top_margin = section.bottom_margin = Cm(2.3)
    section.different_first_page_header_footer = True
    doc.core_properties.title = plan.title
    doc.core_properties.author = f"{plan.town} kommun"
    doc.styles["Normal"].font.name = font
    doc.styles["Normal"].font.size = Pt(size)
    doc.styles["Normal"].paragraph_format.space_after = Pt(6)
    lang = OxmlElement("w:lang")
    lang.set(qn("w:val"), "sv-SE")
    doc.styles["Normal"].element.get_or_add_rPr().append(lang)
    for name, points in (("Heading 1", size + 6), ("Heading 2", size + 2.5)):
        style = doc.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = font, Pt(points), RGBColor.from_string(colour)
        fonts = style.element.rPr.rFonts
        for key in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{key}"), None)
        fonts.set(qn("w:ascii"), font)
        fonts.set(qn("w:hAnsi"), font)
    paragraph = section.footer.paragraphs[0]
    paragraph.add_run(foot + "    ")
    field(paragraph, "PAGE")
    paragraph.add_run(" (")
    field(paragraph, "NUMPAGES")
    paragraph.add_run(")")
    for run in paragraph.runs:
        run.font.size = Pt(8.5)
    return doc


def prose(doc, rows: list[tuple[str, str]]) -> None:
    for kind, text in rows:
        if kind in ("h1", "h2"):
            doc.add_heading(text, int(kind[1]))
        else:
            doc.add_paragraph(text, style="List Bullet" if kind == "li" else None)


def word_tables(plan: Plan, out: Path) -> None:
    doc = base(plan, "Liberation Serif", 11, "1F4E79", "Älvhammars kommun · Våld är aldrig privat · KSF 2024-00377")
    for text, size, gap in (
        ("ÄLVHAMMARS KOMMUN", 13, 150),
        ("Våld är aldrig privat", 32, 12),
        ("Handlingsplan för Älvhammars kommun 2025–2028", 16, 240),
    ):
        paragraph = doc.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(gap)
        run = paragraph.add_run(text)
        run.font.size, run.bold, run.font.color.rgb = Pt(size), size > 20, RGBColor.from_string("1F4E79")
    facts = doc.add_table(rows=0, cols=2)
    facts.style = "Table Grid"
    for row in (
        ("Beslutad av", "Kommunstyrelsen"),
        ("Beslutsdatum", "2025-02-12, § 18"),
        ("Diarienummer", "KSF 2024-00377"),
        ("Giltig till", "2028-12-31"),
        ("Handläggare", "Samordnare mot våld, KLF"),
    ):
        cells = facts.add_row().cells
        cells[0].text, cells[1].text = row
    doc.add_page_break()
    prose(doc, plan.before)
    doc.add_heading("Vad vi gör 2025–2028", 1)
    for part in plan.parts:
        doc.add_heading(f"{part.prefix}{part.number}. {part.heading}", 2)
        table = doc.add_table(rows=1, cols=4)
        table.style = "Table Grid"
        table.autofit = False
        widths = (Cm(7.6), Cm(2.5), Cm(3.2), Cm(3.1))
        for cell, name in zip(
            table.rows[0].cells, ("Aktivitet", "Ansvarig", "Tillsammans med", "Så följer vi upp"), strict=False
        ):
            cell.text = ""
            cell.paragraphs[0].add_run(name).bold = True
            shade(cell, "DCE6F1")
        mark = OxmlElement("w:tblHeader")
        mark.set(qn("w:val"), "true")
        table.rows[0]._tr.get_or_add_trPr().append(mark)
        for deed in part.deeds:
            cells = table.add_row().cells
            for cell, text in zip(cells, (deed.t, ", ".join(deed.lead), ", ".join(deed.co), deed.m), strict=False):
                cell.text = text
            if deed.anm:
                cells[0].add_paragraph().add_run(deed.anm).italic = True
        for column, width in zip(table.columns, widths, strict=False):
            column.width = width
        for row in table.rows:
            for cell, width in zip(row.cells, widths, strict=False):
                cell.width = width
                for paragraph in cell.paragraphs:
                    paragraph.paragraph_format.space_after = Pt(2)
                    for run in paragraph.runs:
                        run.font.size = Pt(10)
        doc.add_paragraph()
    prose(doc, plan.after)
    save(doc, plan.stem, "docx", out)


def word_bullets(plan: Plan, out: Path) -> None:
    doc = base(plan, "Liberation Sans", 10.5, "2E6B4F", "Norrvattna kommun, Box 14, 970 10 Norrvattna")
    head = doc.add_paragraph()
    head.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    head.add_run(
        "FÖRFATTNINGSSAMLING\nDnr 2024/89-009\nAntagen av kommunfullmäktige 2024-05-28 § 47\nGäller till och med 2027-12-31"
    ).font.size = Pt(9)
    gap = doc.add_paragraph()
    gap.paragraph_format.space_before = Pt(190)
    run = gap.add_run("Plan för arbetet mot våld i nära relationer i Norrvattna")
    run.font.size, run.bold, run.font.color.rgb = Pt(27), True, RGBColor.from_string("2E6B4F")
    years = doc.add_paragraph().add_run("2024–2027")
    years.font.size = Pt(20)
    doc.add_page_break()
    prose(doc, plan.before)
    doc.add_heading("Åtgärder", 1)
    for part in plan.parts:
        doc.add_heading(part.heading, 2)
        doc.add_paragraph(part.intro).paragraph_format.keep_with_next = True
        for index, deed in enumerate(part.deeds, 1):
            end = "." if index == len(part.deeds) else ","
            item = doc.add_paragraph(deed.t + end, style="List Bullet")
            item.paragraph_format.space_after = Pt(1)
            item.paragraph_format.keep_with_next = True
            who = doc.add_paragraph()
            who.paragraph_format.left_indent = Cm(0.63)
            who.paragraph_format.space_after = Pt(7)
            label, rest = responsible(plan, part, deed).split(": ", 1)
            who.add_run(label + ": ").bold = True
            who.add_run(rest)
    prose(doc, plan.after)
    save(doc, plan.stem, "docx", out)


def slides(plan: Plan, out: Path) -> None:
    deck = Presentation()
    deck.slide_width, deck.slide_height = PCm(33.87), PCm(19.05)
    deck.core_properties.title = plan.title
    deck.core_properties.author = "Kvarnshults kommun"
    blank = deck.slide_layouts[6]
    dark, warm = Rgb(0x2B, 0x2D, 0x42), Rgb(0xD9, 0x4F, 0x30)

    def box(slide, left, top, width, height):
        frame = slide.shapes.add_textbox(PCm(left), PCm(top), PCm(width), PCm(height)).text_frame
        frame.word_wrap = True
        return frame

    def write(frame, text, size, colour=dark, bold=False, first=False, gap=10):
        paragraph = frame.paragraphs[0] if first else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = text
        run.font.size, run.font.bold, run.font.name, run.font.color.rgb = PPt(size), bold, "Carlito", colour
        paragraph.space_after = PPt(gap)
        return paragraph

    def slide(title: str, number: int):
        page = deck.slides.add_slide(blank)
        bar = page.shapes.add_shape(1, 0, 0, PCm(0.9), deck.slide_height)
        bar.fill.solid()
        bar.fill.fore_color.rgb = warm
        bar.line.fill.background()
        write(box(page, 2, 1, 29, 2), title, 32, warm, True, True)
        write(
            box(page, 2, 17.6, 25, 1),
            "Kvarnshults kommun · Stopp! Åtgärder mot våld 2026–2028 · UTKAST",
            10,
            first=True,
        )
        write(box(page, 31, 17.6, 2, 1), str(number), 10, first=True)
        return page

    cover = deck.slides.add_slide(blank)
    cover.background.fill.solid()
    cover.background.fill.fore_color.rgb = warm
    white = Rgb(255, 255, 255)
    frame = box(cover, 3, 5, 28, 9)
    write(frame, "Stopp!", 66, white, True, True)
    write(frame, "Kvarnshults kommuns åtgärder mot våld 2026–2028", 30, white)
    write(frame, "Remissutgåva 2025-09-12 · Dnr KK 2025:204", 16, white)
    number = 1

    def section(rows) -> None:
        nonlocal number
        frame = None
        for kind, text in rows:
            if kind == "h1":
                number += 1
                frame, start = box(slide(text, number), 2, 3.6, 29, 13), True
                continue
            write(frame, ("•  " if kind == "li" else "") + text, 20, first=start, gap=12)
            start = False

    section(plan.before)
    for part in plan.parts:
        for at in range(0, len(part.deeds), 3 if len(part.deeds) == 5 else 4):
            step = 3 if len(part.deeds) == 5 else 4
            number += 1
            page = slide(part.heading + (", forts." if at else ""), number)
            frame = box(page, 2, 3.6, 29, 12)
            for index, deed in enumerate(part.deeds[at : at + step]):
                who = "" if part.whole else " " + responsible(plan, part, deed)
                paragraph = write(frame, "•  " + deed.t, 20, first=index == 0, gap=14)
                if who:
                    run = paragraph.add_run()
                    run.text = who
                    run.font.size, run.font.italic, run.font.name, run.font.color.rgb = PPt(17), True, "Carlito", warm
            if part.whole:
                note = page.shapes.add_shape(1, PCm(20), PCm(15.6), PCm(12), PCm(1.4))
                note.fill.solid()
                note.fill.fore_color.rgb = Rgb(0xF6, 0xE3, 0xDD)
                note.line.fill.background()
                write(note.text_frame, f"Gäller hela bilden: {part.whole}", 16, dark, True, True, 0)
    section(plan.after)
    save(deck, plan.stem, "pptx", out)
