"""Utseenden som ReportLab sätter, på platypus eller för hand på duken."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

from plantext import Area, Deed, Plan
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)
from utseende import layout

FONTS = Path("/usr/share/fonts/truetype")
BODY = ParagraphStyle("b", fontName="Helvetica", fontSize=9.5, leading=12)
HEAD = ParagraphStyle("h", fontName="Helvetica-Bold", fontSize=14, leading=18, spaceBefore=12, spaceAfter=5)
TITLE = ParagraphStyle("t", fontName="Helvetica-Bold", fontSize=20, leading=26, spaceAfter=10)
BOLD = ParagraphStyle("f", parent=BODY, fontName="Helvetica-Bold")
GRID = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]


class Turned(Flowable):
    """En rad text som står på högkant."""

    def __init__(self, text: str, height: float = 120) -> None:
        super().__init__()
        self.text, self.height, self.width = text, height, 11

    def wrap(self, *_: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        self.canv.saveState()
        self.canv.rotate(90)
        self.canv.setFont("Helvetica-Bold", 8.5)
        self.canv.drawString(2, -9, self.text)
        self.canv.restoreState()


def build(path: Path, story: list[Flowable], start: str = "hog") -> None:
    document = BaseDocTemplate(str(path), pagesize=A4, invariant=1)
    wide = landscape(A4)
    tall = PageTemplate("hog", [Frame(55, 55, A4[0] - 110, A4[1] - 110)], pagesize=A4)
    broad = PageTemplate("bred", [Frame(50, 50, wide[0] - 100, wide[1] - 100)], pagesize=wide)
    document.addPageTemplates([tall, broad] if start == "hog" else [broad, tall])
    document.build(story)


def opening(plan: Plan) -> list[Flowable]:
    return [Paragraph(f"{plan.title} {plan.years}", TITLE), Paragraph("Bakgrund", HEAD), Paragraph(plan.intro, BODY)]


def closing(plan: Plan) -> list[Flowable]:
    return [Paragraph("Uppföljning", HEAD), Paragraph(plan.end, BODY)]


def grid(deeds: Sequence[Deed], widths: Sequence[float], with_time: bool = True) -> Table:
    names = ["Åtgärd", "Ansvarig", "Samverkan", "Tidplan"][: 4 if with_time else 3]
    lines = [[Paragraph(name, BOLD) for name in names]]
    lines += [[Paragraph(v, BODY) for v in (d.text, d.leads, d.partners, d.time)[: len(names)]] for d in deeds]
    return Table(lines, colWidths=widths, style=GRID, repeatRows=1)


@layout("lodrata-rubriker", "ReportLab", "halsa", level=True)
def _(plan: Plan, path: Path) -> None:
    story = opening(plan)
    for area in plan.areas:
        names = ["Åtgärd", "Ansvarig nämnd", "Samverkan", "Preventionsnivå", "Tidplan"]
        lines: list[list[Flowable]] = [[Paragraph(names[0], BOLD), *(Turned(name, 90) for name in names[1:])]]
        lines += [[Paragraph(v, BODY) for v in (d.text, d.leads, d.partners, d.level, d.time)] for d in area.deeds]
        story += [Paragraph(area.heading, HEAD), Table(lines, colWidths=[165, 106, 96, 61, 60], style=GRID)]
    build(path, story + closing(plan))


@layout("matris-med-kryss", "ReportLab", "trygghet", co=False, time=False)
def _(plan: Plan, path: Path) -> None:
    bodies = sorted({body for area in plan.areas for deed in area.deeds for body in deed.lead})
    story = opening(plan)
    for area in plan.areas:
        lines: list[list[Flowable]] = [[Paragraph("Åtgärd", BOLD), *(Turned(body, 130) for body in bodies)]]
        lines += [
            [Paragraph(d.text, BODY), *(Paragraph("X" if body in d.lead else "", BODY) for body in bodies)]
            for d in area.deeds
        ]
        story += [Paragraph(area.heading, HEAD), Table(lines, colWidths=[240, *[24] * len(bodies)], style=GRID)]
    build(path, story + closing(plan))


@layout("liggande-bland-staende", "ReportLab", "vald")
def _(plan: Plan, path: Path) -> None:
    story = opening(plan)
    for area in plan.areas:
        story += [NextPageTemplate("bred"), PageBreak(), Paragraph(area.heading, HEAD), Spacer(1, 4)]
        story += [grid(area.deeds, [330, 160, 150, 80]), NextPageTemplate("hog"), PageBreak()]
        story += [Paragraph("Om målet", HEAD), Paragraph(f"{area.goal}. Det är vad området ska leda till.", BODY)]
    build(path, story + closing(plan))


@layout("uppdelat-ord", "ReportLab", "vald", co=False)
def _(plan: Plan, path: Path) -> None:
    """En tabell satt för hand: rader bryts mitt i, också mitt i ett ord, när sidan tar slut."""
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    canvas.setFont("Helvetica-Bold", 18)
    canvas.drawString(60, 780, f"Plan mot våld {plan.years}")
    y = 740.0
    xs = (60, 300, 440, 535)
    for area in plan.areas:
        if y < 300:
            canvas.showPage()
            y = 780
        canvas.setFont("Helvetica-Bold", 14)
        canvas.drawString(60, y, area.heading)
        y -= 14
        y = _hand_row(canvas, xs, y, ("Åtgärd", "Ansvarig", "Tidplan"), "Helvetica-Bold")
        for deed in area.deeds:
            y = _hand_row(canvas, xs, y, (deed.text, deed.leads, deed.time), "Helvetica")
        y -= 40
    canvas.save()


def _hand_row(canvas: Canvas, xs: Sequence[float], y: float, cells: Sequence[str], font: str) -> float:
    lines = [simpleSplit(text, font, 14, b - a - 10) for text, a, b in zip(cells, xs, xs[1:], strict=False)]
    count = max(map(len, lines))
    fits = int((y - 70) // 17)
    if fits < count:
        # Sista raden som får plats tar med början av nästa rads första ord.
        first = lines[0][fits] if 0 < fits < len(lines[0]) else ""
        word, _, _rest = first.partition(" ")
        if len(word) > 8:
            lines[0][fits - 1] = lines[0][fits - 1].rsplit(" ", 1)[0] + " " + word[:3] + "-"
            carried = simpleSplit(cells[0], font, 14, xs[1] - xs[0] - 10)[fits - 1].rsplit(" ", 1)[1]
            lines[0][fits - 1] = lines[0][fits - 1].rsplit(" ", 1)[0] + " " + carried[: len(carried) // 2] + "-"
            lines[0][fits] = carried[len(carried) // 2 :] + " " + first
        _draw_part(canvas, xs, y, [part[:fits] for part in lines], fits, font)
        canvas.showPage()
        y, lines, count = 780, [part[fits:] for part in lines], count - fits
    return _draw_part(canvas, xs, y, lines, count, font)


def _draw_part(
    canvas: Canvas, xs: Sequence[float], y: float, lines: Sequence[Sequence[str]], count: int, font: str
) -> float:
    if count <= 0:
        return y
    low = y - 17 * count - 6
    canvas.setFont(font, 14)
    for part, x in zip(lines, xs, strict=False):
        for index, text in enumerate(part):
            canvas.drawString(x + 5, y - 14 - 17 * index, text)
    for x in xs:
        canvas.line(x, y, x, low)
    canvas.line(xs[0], y, xs[-1], y)
    canvas.line(xs[0], low, xs[-1], low)
    return low


def drawn(
    canvas: Canvas, plan: Plan, width: float, height: float, put: Callable[[float, float, str, str, float], None]
) -> None:
    """En sida per område: rubrik och tabell med fyra kolumner, linjer emellan."""
    xs = (60.0, width * 0.5, width * 0.68, width * 0.86, width - 50)
    for area in plan.areas:
        put(60, height - 70, area.heading, "Bold", 15)
        y = height - 95
        for cells, face in _lines_of(area):
            parts = [simpleSplit(t, face, 9.5, b - a - 12) for t, a, b in zip(cells, xs, xs[1:], strict=False)]
            low = y - 12.5 * max(map(len, parts)) - 6
            for part, x in zip(parts, xs, strict=False):
                for index, text in enumerate(part):
                    put(x + 4, y - 11 - 12.5 * index, text, face, 9.5)
            canvas.line(xs[0], y, xs[-1], y)
            y = low
        canvas.line(xs[0], y, xs[-1], y)
        canvas.showPage()


def _lines_of(area: Area) -> list[tuple[tuple[str, ...], str]]:
    heads = ("Åtgärd", "Ansvarig", "Samverkan", "Tidplan")
    return [(heads, "Bold"), *(((d.text, d.leads, d.partners, d.time), "Regular") for d in area.deeds)]


def fonts() -> None:
    for name, file in (("Regular", "DejaVuSans.ttf"), ("Bold", "DejaVuSans-Bold.ttf")):
        pdfmetrics.registerFont(TTFont(name, FONTS / "dejavu" / file))


@layout("vridna-sidor", "ReportLab", "klimat")
def _(plan: Plan, path: Path) -> None:
    """Stående ark vars innehåll är ritat på tvären, med /Rotate 90 så att det läses rätt."""
    fonts()
    # ReportLab vänder själv på arket när sidan vrids: det blir stående.
    canvas = Canvas(str(path), pagesize=landscape(A4), invariant=1)
    show = canvas.showPage

    def turn() -> None:
        canvas.setPageRotation(90)
        canvas.translate(A4[0], 0)
        canvas.rotate(90)

    def next_page() -> None:
        show()
        turn()

    def put(x: float, y: float, text: str, face: str, size: float) -> None:
        canvas.setFont(face, size)
        canvas.drawString(x, y, text)

    turn()
    canvas.showPage = next_page
    drawn(canvas, plan, A4[1], A4[0], put)
    canvas.showPage = show
    canvas.save()


@layout("delade-bokstaver", "ReportLab", "klimat")
def _(plan: Plan, path: Path) -> None:
    """å, ä och ö som bokstav och löst tecken (NFD)."""
    fonts()
    canvas = Canvas(str(path), pagesize=landscape(A4), invariant=1)

    def put(x: float, y: float, text: str, face: str, size: float) -> None:
        canvas.setFont(face, size)
        canvas.drawString(x, y, unicodedata.normalize("NFD", text))

    drawn(canvas, plan, A4[1], A4[0], put)
    canvas.save()


@layout("dubblerad-fetstil", "ReportLab", "halsa")
def _(plan: Plan, path: Path) -> None:
    """Fet stil gjord av samma bokstav två gånger, en knapp halv punkt isär."""
    fonts()
    canvas = Canvas(str(path), pagesize=landscape(A4), invariant=1)

    def put(x: float, y: float, text: str, face: str, size: float) -> None:
        canvas.setFont("Regular", size)
        canvas.drawString(x, y, text)
        if face == "Bold":
            canvas.drawString(x + 0.4, y, text)

    drawn(canvas, plan, A4[1], A4[0], put)
    canvas.save()
