"""Utseenden vars märkning (taggar eller bokmärken) säger mer än sidan visar: rubriker, listor, tabeller."""

from __future__ import annotations

from html import escape as e
from pathlib import Path
from typing import Any

import docx
import weasyprint
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt
from plantext import Deed, Plan
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer
from satt_html import CO, DEED, LEAD, NR, TIME, chromium, tabled, whole
from satt_typst import closed, compiled, opened
from utseende import layout

WRITER = "LibreOffice Writer"
PLAIN = "th { font-weight: normal } td, th { padding: 3pt 8pt }"


@layout("markt-tabell-i-brodstil", "Chromium", "klimat", label=True)
def _(plan: Plan, path: Path) -> None:
    chromium(whole(plan, PLAIN, tabled(plan, [NR, DEED, LEAD, CO, TIME])), path)


@layout("markt-rubriker-i-brodstil", "Chromium", "halsa", time=False)
def _(plan: Plan, path: Path) -> None:
    css = "h1, h2 { font: inherit; margin: 6pt 0 } p, ul { margin: 6pt 0 }"
    body = "".join(
        f"<h2>{e(area.heading)}</h2><p>{e(area.goal)}. Kommunen ska därför:</p><ul>"
        + "".join(f"<li>{e(deed.text)}<br>{e(deed.owner_line)}</li>" for deed in area.deeds)
        + "</ul>"
        for area in plan.areas
    )
    chromium(whole(plan, css, body), path)


@layout("markt-lista-utan-punkter", "Chromium", "trygghet", lead=False, co=False, time=False)
def _(plan: Plan, path: Path) -> None:
    css = "ul { list-style: none; padding: 0; margin: 4pt 0 } h2 { font-size: 12pt }"
    body = "".join(
        f"<h2>{e(area.heading)}</h2><p>Kommunen ska:</p><ul>"
        + "".join(f"<li>{e(deed.text)}</li>" for deed in area.deeds)
        + "</ul>"
        for area in plan.areas
    )
    chromium(whole(plan, css, body), path)


@layout("markt-sammanslagna-celler", "Typst", "vald")
def _(plan: Plan, path: Path) -> None:
    source = opened(plan)
    for area in plan.areas:
        source += f"== {area.heading}\n#table(columns: (26mm, 1fr, 32mm, 30mm, 20mm), inset: 4pt, stroke: none,\n"
        source += "table.header([Delmål], [Åtgärd], [Ansvarig], [Samverkan], [Tid]),\n"
        source += f"table.cell(rowspan: {len(area.deeds)})[{area.goal}],\n"
        source += "".join(f"[{d.text}], [{d.leads}], [{d.partners}], [{d.time}],\n" for d in area.deeds)
        source += ")\n"
    compiled(source + closed(plan), path)


@layout("markt-tva-huvudrader", "WeasyPrint", "trygghet")
def _(plan: Plan, path: Path) -> None:
    top = "<thead><tr><th rowspan=2>Åtgärd<th colspan=2>Vem gör vad<th rowspan=2>Tidplan</tr>"
    top += "<tr><th>Ansvarig<th>Samverkan</tr></thead>"
    body = "".join(
        f"<h2>{e(area.heading)}</h2><table>{top}"
        + "".join(f"<tr><td>{e(d.text)}<td>{e(d.leads)}<td>{e(d.partners)}<td>{e(d.time)}</tr>" for d in area.deeds)
        + "</table>"
        for area in plan.areas
    )
    weasyprint.HTML(string=whole(plan, PLAIN, body)).write_pdf(path, pdf_tags=True)


@layout("markt-word", WRITER, "klimat", suffix="docx", tagged=True)
def _(plan: Plan, path: Path) -> None:
    document = docx.Document()
    for name in ("Normal", "Heading 1", "Title"):
        set_plain(document.styles[name])
    document.add_heading(f"{plan.title} {plan.years}", 0)
    document.add_heading("Bakgrund", 1)
    document.add_paragraph(plan.intro)
    for area in plan.areas:
        document.add_heading(area.heading, 1)
        lines = [["Åtgärd", "Ansvarig", "Samverkan", "Tidplan"], *map(cells, area.deeds)]
        table = document.add_table(len(lines), 4)
        table.autofit = False
        for r, line in enumerate(lines):
            for c, (text, width) in enumerate(zip(line, (6.5, 3.7, 3.7, 2.2), strict=True)):
                table.cell(r, c).width = Cm(width)
                table.cell(r, c).text = text
        repeated = OxmlElement("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(repeated)
    document.add_heading("Uppföljning", 1)
    document.add_paragraph(plan.end)
    document.save(path)


def set_plain(style: Any) -> None:
    style.font.name, style.font.size = "Liberation Sans", Pt(10.5)
    style.font.bold, style.font.color.rgb = False, None
    fonts = style.element.rPr.rFonts
    for theme in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[theme]
    for colour in style.element.rPr.findall(f"{{{fonts.nsmap['w']}}}color"):
        style.element.rPr.remove(colour)


def cells(deed: Deed) -> list[str]:
    return [deed.text, deed.leads, deed.partners, deed.time]


class Bookmark(Flowable):  # type: ignore[misc]
    """Ett bokmärke till platsen där det står; syns inte på sidan."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title

    def draw(self) -> None:
        self.canv.bookmarkHorizontal(self.title, 0, 12)
        self.canv.addOutlineEntry(self.title, self.title, 0)


@layout("bokmarken-utan-taggar", "ReportLab", "halsa", time=False)
def _(plan: Plan, path: Path) -> None:
    body = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=13, spaceAfter=6)
    story: list[Flowable] = []

    def headed(title: str, *texts: str) -> None:
        story.extend([Bookmark(title), Paragraph(e(title), body), *(Paragraph(text, body) for text in texts)])

    headed(f"{plan.title} {plan.years}")
    headed("Bakgrund", e(plan.intro))
    for area in plan.areas:
        headed(area.heading, f"{e(area.goal)}. Kommunen ska därför:")
        story.extend(Paragraph(f"– {e(d.text)}<br/>{e(d.owner_line)}", body) for d in area.deeds)
        story.append(Spacer(1, 4))
    headed("Uppföljning", e(plan.end))
    SimpleDocTemplate(str(path), pagesize=A4, invariant=1).build(story)
