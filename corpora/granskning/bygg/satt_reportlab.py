"""Strömsala: numrerade stycken med rubrik i texten, satt med ReportLab."""

from __future__ import annotations

from pathlib import Path

from planer import Plan, responsible
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import BaseDocTemplate, Frame, NextPageTemplate, PageBreak, PageTemplate, Paragraph, Spacer

FONTS = Path("/usr/share/fonts/truetype/dejavu")
PLUM = HexColor("#5b2a6e")


def font(name: str, file: str) -> None:
    found = next(Path("/usr/share/fonts").rglob(file))
    pdfmetrics.registerFont(TTFont(name, str(found)))


def safe(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def paragraphs(plan: Plan, out: Path) -> None:
    font("Brod", "DejaVuSerif.ttf")
    font("Brod-Bold", "DejaVuSerif-Bold.ttf")
    font("Rubrik", "DejaVuSans-Bold.ttf")
    font("Liten", "DejaVuSans.ttf")
    body = ParagraphStyle("body", fontName="Brod", fontSize=9.6, leading=14.2, spaceAfter=7, alignment=4)
    numbered = ParagraphStyle("numbered", parent=body, leftIndent=1.1 * cm, firstLineIndent=-1.1 * cm, spaceAfter=9)
    h1 = ParagraphStyle(
        "h1", fontName="Rubrik", fontSize=16, leading=20, textColor=PLUM, spaceBefore=14, spaceAfter=8, keepWithNext=1
    )
    cover = ParagraphStyle("cover", fontName="Rubrik", fontSize=30, leading=37, textColor=PLUM)
    small = ParagraphStyle("small", fontName="Liten", fontSize=9.5, leading=14)

    def frame_page(canvas, doc):
        canvas.setFont("Liten", 8)
        canvas.drawString(2.6 * cm, 28.3 * cm, "Strömsala kommun")
        canvas.drawRightString(18.4 * cm, 28.3 * cm, "Trygg hemma 2025–2029")
        canvas.setStrokeColor(PLUM)
        canvas.line(2.6 * cm, 28.1 * cm, 18.4 * cm, 28.1 * cm)
        canvas.drawCentredString(10.5 * cm, 1.3 * cm, str(doc.page))

    def frame_cover(canvas, doc):
        canvas.setFillColor(PLUM)
        canvas.rect(0, 0, 1.4 * cm, A4[1], stroke=0, fill=1)

    doc = BaseDocTemplate(str(out), pagesize=A4, title=plan.title, author="Strömsala kommun", invariant=1, lang="sv-SE")
    area = Frame(2.6 * cm, 2 * cm, 15.8 * cm, 25.7 * cm, 0, 0, 0, 0)
    doc.addPageTemplates(
        [PageTemplate("cover", [area], onPage=frame_cover), PageTemplate("text", [area], onPage=frame_page)]
    )
    story = [
        Spacer(1, 5 * cm),
        Paragraph("Trygg hemma", cover),
        Spacer(1, 8),
        Paragraph("Program för ett Strömsala utan våld och förtryck", ParagraphStyle("sub", parent=h1, fontSize=15)),
        Spacer(1, 9 * cm),
        Paragraph(
            "Antaget av kommunfullmäktige den 16 juni 2025, § 88<br/>Diarienummer KS/2024:611<br/>Programmet gäller 2025–2029<br/>Strömsala kommun, kommunstaben",
            small,
        ),
        NextPageTemplate("text"),
        PageBreak(),
    ]
    styles = {"h1": h1, "h2": h1, "p": body, "li": body}
    story += [Paragraph(safe(text), styles[kind]) for kind, text in plan.before]
    story.append(PageBreak())
    for part in plan.parts:
        story.append(Paragraph(f"{part.number} {safe(part.heading)}", h1))
        for deed in part.deeds:
            who = responsible(plan, part, deed)
            tail = f" <i>{safe(who)}</i>" if who else ""
            tail = tail.replace("<i>", '<font name="Liten" size="8.6" color="#5b2a6e">').replace("</i>", "</font>")
            story.append(
                Paragraph(
                    f'{deed.label}&nbsp;&nbsp;<font name="Brod-Bold">{safe(deed.h)}</font> {safe(deed.t)}{tail}',
                    numbered,
                )
            )
    story += [Paragraph(safe(text), styles[kind]) for kind, text in plan.after]
    doc.build(story)
