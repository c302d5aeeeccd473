"""Planer som ReportLab sätter: stycken med rubrik i stycket, och numrerade rader."""

from __future__ import annotations

from html import escape as e
from pathlib import Path

import grannar  # noqa: F401 - lägger exempelsamlingens sättare på sökvägen
from innehall import blocks
from planer import Deed, Plan, joined
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, PageBreak, Paragraph, SimpleDocTemplate, Spacer

FONTS = Path("/usr/share/fonts/truetype")
FACES = {"Serif": "liberation/LiberationSerif", "Sans": "dejavu/DejaVuSans"}
VARIANTS = {
    "liberation/LiberationSerif": ("-Regular", "-Bold", "-Italic"),
    "dejavu/DejaVuSans": ("", "-Bold", "-Oblique"),
}


def register(face: str) -> None:
    """Typsnittet med sina tre snitt, så att fet och kursiv går att märka i texten."""
    names = (face, f"{face}-Bold", f"{face}-Italic")
    for name, variant in zip(names, VARIANTS[FACES[face]], strict=True):
        pdfmetrics.registerFont(TTFont(name, FONTS / f"{FACES[face]}{variant}.ttf"))
    pdfmetrics.registerFontFamily(face, names[0], names[1], names[2], names[1])


def styles(face: str, size: float) -> dict[str, ParagraphStyle]:
    body = ParagraphStyle("p", fontName=face, bulletFontName=face, fontSize=size, leading=size * 1.35, spaceAfter=6)
    heading = ParagraphStyle("h1", parent=body, fontName=f"{face}-Bold", fontSize=size + 5, leading=size * 1.8)
    heading.spaceBefore, heading.keepWithNext = 14, 1
    title = ParagraphStyle("title", parent=heading, fontSize=size + 13, leading=size + 19, spaceAfter=10)
    owner = ParagraphStyle("owner", parent=body, leftIndent=10 * mm, spaceAfter=9)
    number = ParagraphStyle("number", parent=body, leftIndent=10 * mm, spaceAfter=1, bulletIndent=0)
    return {"p": body, "h1": heading, "title": title, "owner": owner, "number": number}


def prose(markup: str, look: dict[str, ParagraphStyle]) -> list[Flowable]:
    return [Paragraph(e(text), look[kind]) for kind, text in blocks(markup)]


def write(plan: Plan, path: Path, story: list[Flowable], face: str) -> None:
    def foot(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setFont(face, 8)
        canvas.drawString(28 * mm, 14 * mm, plan.owner)
        canvas.drawRightString(A4[0] - 28 * mm, 14 * mm, str(document.page))

    template = SimpleDocTemplate(str(path), pagesize=A4, invariant=1, title=plan.title, initialFontName=face)
    template.leftMargin = template.rightMargin = 28 * mm
    template.topMargin = template.bottomMargin = 26 * mm
    template.build(story, onFirstPage=foot, onLaterPages=foot)


def facts(plan: Plan) -> str:
    of = plan.document
    start, end = of["period"]
    return f"Antagen av {of['adopted_by']} {of['adopted_date']}, {of['diary_number']}. Gäller {start}–{end}."


def paragraphs(plan: Plan, path: Path) -> None:
    register("Serif")
    look = styles("Serif", 11)
    story: list[Flowable] = [
        Spacer(1, 70 * mm),
        Paragraph(e(plan.title), look["title"]),
        Paragraph(facts(plan), look["p"]),
    ]
    story += [PageBreak(), *prose(plan.before, look)]
    for part in plan.parts:
        story.append(Paragraph(e(part.heading), look["h1"]))
        for deed in part.deeds:
            text = Paragraph(f"<b>{e(deed.h)}</b> {e(deed.t)}", ParagraphStyle("d", parent=look["p"], spaceAfter=1))
            story.append(KeepTogether([text, Paragraph(f"<i>{e(owner(deed))}</i>", look["owner"])]))
    write(plan, path, [*story, *prose(plan.after, look)], "Serif")


def owner(deed: Deed) -> str:
    """Raden "Ansvarig: ..., tillsammans med .... Tid: ..." under ett stycke."""
    word = "Ansvarig" if len(deed.lead) == 1 else "Ansvariga"
    lead = [deed.lead[0], *(name[0].lower() + name[1:] for name in deed.lead[1:])]
    co = f", tillsammans med {joined(deed.co)}" if deed.co else ""
    return f"{word}: {joined(lead)}{co}. Tid: {deed.tid}."


def numbered(plan: Plan, path: Path) -> None:
    register("Sans")
    look = styles("Sans", 9.5)
    story: list[Flowable] = [Paragraph(e(plan.title), look["title"]), Paragraph(facts(plan), look["p"])]
    story += prose(plan.before, look)
    for part in plan.parts:
        story.append(Paragraph(f"{part.number}. {e(part.heading)}", look["h1"]))
        for deed in part.deeds:
            who = f"Ansvarig: {joined(deed.lead)}." + (f" Medverkar: {joined(deed.co)}." if deed.co else "")
            text = Paragraph(e(deed.t), look["number"], bulletText=deed.label)
            story.append(KeepTogether([text, Paragraph(f"{e(who)} Tidplan: {e(deed.tid)}.", look["owner"])]))
    write(plan, path, [*story, *prose(plan.after, look)], "Sans")
