"""Plan som bildspel: byggs som pptx, blir PDF med LibreOffice Impress."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pptx
from avsluta import convert, settle
from innehall import Area, Content
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Emu, Inches, Pt

FONT, DARK, LIGHT = "DejaVu Sans", RGBColor(0x23, 0x3A, 0x6B), RGBColor(0xE6, 0xEB, 0xF5)
WHITE, BLACK = RGBColor(0xFF, 0xFF, 0xFF), RGBColor(0x20, 0x20, 0x20)
COLUMN_NAMES = {"ongoing": "Pågår", "in_development": "Under utveckling", "need": "Behov"}


def put(frame: TextFrame, lines: list[str], size: float, color: RGBColor, *, bold: bool = False) -> None:
    """Raderna i en textruta; "- " först på en rad står kvar som tankstreck."""
    frame.word_wrap = True
    for i, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text, run.font.size, run.font.name, run.font.bold = line, Pt(size), FONT, bold
        run.font.color.rgb = color


class Deck:
    """Bildspelet medan det byggs."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.deck = pptx.Presentation()
        self.deck.slide_width, self.deck.slide_height = Inches(13.333), Inches(7.5)
        self.count = 0

    def slide(self, heading: str = "", *, fill: RGBColor | None = None) -> Slide:
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[6])
        self.count += 1
        if fill is not None:
            slide.background.fill.solid()
            slide.background.fill.fore_color.rgb = fill
            return slide
        self.box(slide, (0.6, 0.35, 12.1, 0.9), [heading], 24, DARK, bold=True)
        self.box(slide, (0.6, 7.0, 6.0, 0.35), [str(self.content.document["header"])], 9, DARK)
        self.box(slide, (12.0, 7.0, 0.9, 0.35), [str(self.count)], 9, DARK)
        return slide

    def box(
        self,
        slide: Slide,
        place: tuple[float, float, float, float],
        lines: list[str],
        size: float,
        color: RGBColor,
        *,
        bold: bool = False,
    ) -> None:
        x, y, width, height = (Inches(value) for value in place)
        put(slide.shapes.add_textbox(x, y, width, height).text_frame, lines, size, color, bold=bold)

    def card(self, slide: Slide, place: tuple[float, float, float, float], head: str, lines: list[str]) -> None:
        x, y, width, height = (Inches(value) for value in place)
        shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, x, y, width, height)
        shape.fill.solid()
        shape.fill.fore_color.rgb = LIGHT if lines else DARK
        shape.line.fill.background()
        shape.shadow.inherit = False
        if lines:
            shape.text_frame.vertical_anchor = MSO_ANCHOR.TOP
        put(shape.text_frame, [head], 16, DARK if lines else WHITE, bold=True)
        if lines:
            self.box(
                slide, (place[0], place[1] + 0.8, place[2], place[3] - 0.8), [f"• {line}" for line in lines], 14, BLACK
            )

    def table(self, area: Area) -> None:
        """En tabell med ett läge i varje kolumn; tomma celler lämnas tomma."""
        slide = self.slide(f"Mål {area.number}: {area.heading}")
        rows = max(measure.row for measure in area.measures) + 1
        shape = slide.shapes.add_table(
            rows, len(area.columns), Inches(0.6), Inches(1.5), Inches(12.1), Inches(0.5 * rows)
        )
        table = shape.table
        for col, name in enumerate(area.columns):
            self.cell(table.cell(0, col), COLUMN_NAMES[name], 13, DARK, WHITE)
            table.columns[col].width = Emu(Inches(12.1) // len(area.columns))
        for row in range(1, rows):
            for col, name in enumerate(area.columns):
                found = [m for m in area.measures if m.row == row and m.status == name]
                assert len(found) < 2, f"två åtgärder i samma cell: {[m.text for m in found]}"
                text = found[0].text if found else ""
                self.cell(table.cell(row, col), text, 12, LIGHT if row % 2 else WHITE, BLACK)

    def cell(self, cell: object, text: str, size: float, fill: RGBColor, color: RGBColor) -> None:
        cell.fill.solid()  # type: ignore[attr-defined]
        cell.fill.fore_color.rgb = fill  # type: ignore[attr-defined]
        put(cell.text_frame, text.split("\n"), size, color, bold=color is WHITE)  # type: ignore[attr-defined]


def build(content: Content, target: Path) -> None:
    deck, facts = Deck(content), content.document
    first = deck.slide(fill=DARK)
    deck.box(first, (0.9, 2.0, 11, 1.2), [content.title], 40, WHITE, bold=True)
    deck.box(first, (0.9, 3.2, 11, 1.0), [facts["subtitle"]], 20, WHITE)
    adopted = f"Antagen av {facts['adopted_by']} {facts['adopted_date']} · Dnr {facts['diary_number']}"
    deck.box(first, (0.9, 6.5, 11, 0.4), [f"{content.municipality} kommun", adopted], 12, WHITE)
    deck.box(deck.slide(fill=DARK), (1.5, 2.6, 10.3, 2), [facts["vision"]], 30, WHITE, bold=True)
    for plain in content.slides:
        slide = deck.slide(plain["heading"])
        if "bullets" in plain:
            deck.box(slide, (0.8, 1.6, 11.5, 4.5), [f"• {line}" for line in plain["bullets"]], 18, BLACK)
        for i, (head, lines) in enumerate(plain.get("cards", [])):
            deck.card(slide, (0.6 + 4.1 * i, 1.6, 3.9, 4.2), head, lines)
    overview = deck.slide("Planens mål")
    names = list(dict.fromkeys(f"{area.number}. {area.heading.split(',')[0]}" for area in content.areas))
    for i, name in enumerate(names):
        deck.card(overview, (0.6 + 6.2 * (i % 2), 1.7 + 2.4 * (i // 2), 5.9, 2.1), name, [])
    for area in content.areas:
        deck.table(area)
    last = deck.slide("Kontakt")
    deck.box(
        last, (0.8, 1.6, 11, 1), ["Samordnare mot våld, socialförvaltningen", "Norrforsa kommuns växel"], 18, BLACK
    )
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{content.stem}.pptx"
        deck.deck.save(str(source))
        convert(source, target)
    settle(target, content.title)
