"""Handlingsplan med numrerade åtgärder i löpande text, satt med ReportLab."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from avsluta import settle
from innehall import Content, Measure, blocks, split_notes
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageBreak, PageTemplate, Paragraph, Spacer
from reportlab.platypus.tableofcontents import TableOfContents

FONTS = {"Serif": "Liberation Serif", "Sans": "Liberation Sans"}
CHAPTER = "Mål och åtgärder"


def register_fonts() -> None:
    """Hittar Liberation-typsnitten med fontconfig och bäddar in dem."""
    for name, family in FONTS.items():
        for suffix, style in (("", "Regular"), ("-Bold", "Bold"), ("-Italic", "Italic")):
            query = ["fc-match", "-f", "%{file}", f"{family}:style={style}"]
            file = subprocess.run(query, check=True, capture_output=True, text=True).stdout
            pdfmetrics.registerFont(TTFont(name + suffix, file))
        pdfmetrics.registerFontFamily(name, normal=name, bold=f"{name}-Bold", italic=f"{name}-Italic")


def styles() -> dict[str, ParagraphStyle]:
    def style(name: str, font: str, size: float, **more: Any) -> ParagraphStyle:
        return ParagraphStyle(name, fontName=font, fontSize=size, leading=size * 1.35, bulletFontName="Serif", **more)

    return {
        "p": style("p", "Serif", 11, spaceAfter=7),
        "li": style("li", "Serif", 11, spaceAfter=3, leftIndent=14, bulletIndent=4),
        "h1": style("h1", "Sans-Bold", 16, spaceBefore=16, spaceAfter=7, keepWithNext=1),
        "h2": style("h2", "Sans-Bold", 12, spaceBefore=10, spaceAfter=4, keepWithNext=1),
        "title": style("title", "Sans-Bold", 24, spaceAfter=14),
        "place": style("place", "Sans-Bold", 12),
        "lead": style("lead", "Serif", 11, spaceAfter=4, keepWithNext=1),
        "small": style("small", "Sans", 9, spaceAfter=2),
        "who": style("who", "Serif-Italic", 11, spaceAfter=8),
    }


class Report(BaseDocTemplate):  # type: ignore[misc]
    """Dokument med sidhuvud och sidfot, som samlar rubrikerna till innehållsförteckningen."""

    def __init__(self, target: Path, content: Content, total: int) -> None:
        super().__init__(str(target), pagesize=A4, title=content.title, invariant=1, initialFontName="Serif")
        self.content, self.total = content, total
        frame = Frame(28 * mm, 25 * mm, 154 * mm, 242 * mm, 0, 0, 0, 0)
        plain = PageTemplate("plain", [frame], onPage=self.furniture)
        self.addPageTemplates([PageTemplate("cover", [frame], autoNextPageTemplate="plain"), plain])

    def furniture(self, canvas: Any, document: Any) -> None:
        canvas.setFont("Sans", 8)
        canvas.drawString(28 * mm, 282 * mm, self.content.document["header"])
        canvas.drawRightString(182 * mm, 282 * mm, f"Dnr {self.content.document['diary_number']}")
        canvas.line(28 * mm, 280 * mm, 182 * mm, 280 * mm)
        canvas.drawCentredString(105 * mm, 14 * mm, f"{document.page} ({self.total})")

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 (ReportLabs namn)
        name = getattr(getattr(flowable, "style", None), "name", "")
        if name in ("h1", "h2"):
            self.notify("TOCEntry", (0 if name == "h1" else 1, flowable.getPlainText(), self.page))


def html(text: str) -> str:
    """Text för ReportLab; notmärken som upphöjda siffror."""
    return "".join(escape(part) + (f"<super>{note}</super>" if note else "") for part, note in split_notes(text))


def flow(markup: str, kinds: dict[str, ParagraphStyle]) -> list[Flowable]:
    return [
        Paragraph(html(text), kinds[kind], bulletText="–" if kind == "li" else None) for kind, text in blocks(markup)
    ]


def responsible(measure: Measure) -> str:
    line = f"Ansvarig: {', '.join(measure.lead)}."
    return line + (f" Medverkar: {', '.join(measure.co)}." if measure.co else "")


def measures(content: Content, kinds: dict[str, ParagraphStyle]) -> list[Flowable]:
    found: list[Flowable] = []
    for area in content.areas:
        found.append(Paragraph(html(f"Målområde {area.number}: {area.heading}"), kinds["h2"]))
        found += [
            Paragraph(html(text), kinds[kind]) for kind, text in (("p", area.intro), ("lead", area.lead_in)) if text
        ]
        found += [Paragraph(html(text), kinds["li"], bulletText="–") for text in area.objectives]
        found.append(Spacer(1, 6))
        for measure in area.measures:
            text = f"<b>Åtgärd {measure.label}</b> {html(measure.text)}"
            if measure.remark:
                text += f" <i>{html(measure.remark)}</i>"
            tight = ParagraphStyle("tight", parent=kinds["p"], spaceAfter=0, keepWithNext=1)
            found += [Paragraph(text, tight), Paragraph(html(responsible(measure)), kinds["who"])]
    return found


def cover(content: Content, kinds: dict[str, ParagraphStyle]) -> list[Flowable]:
    facts = content.document
    rows = (
        f"Antagen av {facts['adopted_by']} {facts['adopted_date']}",
        f"Diarienummer: {facts['diary_number']}",
        f"Giltighetstid: {facts['period'][0]}–{facts['period'][1]}",
        f"Dokumentansvarig: {facts['document_owner']}",
    )
    name = content.municipality + ("s" if content.municipality.endswith(("r", "n")) else "") + " kommun"
    head = [Paragraph(name, kinds["place"]), Spacer(1, 70 * mm), Paragraph(content.title, kinds["title"])]
    return [*head, Spacer(1, 60 * mm), *(Paragraph(row, kinds["small"]) for row in rows), PageBreak()]


def story(content: Content, kinds: dict[str, ParagraphStyle], *, contents_table: bool) -> list[Flowable]:
    """Hela dokumentet som ReportLabs flöde; ett flöde kan bara sättas en gång."""
    found = cover(content, kinds)
    if contents_table:
        levels = [ParagraphStyle(f"toc{i}", parent=kinds["p"], leftIndent=14 * i, spaceAfter=2) for i in range(2)]
        title = ParagraphStyle("contents", parent=kinds["h1"])
        found += [Paragraph("Innehåll", title), TableOfContents(levelStyles=levels, dotsMinLevel=0), PageBreak()]
    found += flow(content.before, kinds)
    number = "3 " if contents_table else ""
    found += [Paragraph(number + CHAPTER, kinds["h1"]), *measures(content, kinds)]
    found += flow(content.after, kinds)
    if content.footnotes:
        notes = (f"<super>{number}</super> {html(text)}" for number, text in content.footnotes.items())
        found += [Paragraph("Noter", kinds["h1"]), *(Paragraph(note, kinds["small"]) for note in notes)]
    return found


def build(content: Content, target: Path, *, contents_table: bool = True) -> None:
    """Sätter dokumentet två gånger: den andra gången med antalet sidor i sidfoten."""
    register_fonts()
    total = 0
    for _ in range(2):
        report = Report(target, content, total)
        report.multiBuild(story(content, styles(), contents_table=contents_table))
        total = report.page
    settle(target, content.title)
