"""Sätter ett slumpat blad (slump.py) med ReportLab, som finns där proven körs."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table
from slump import Box, Grid, Sheet, Style

_ALIGN = {"left": 0, "center": 1, "right": 2}


class _Turned(Flowable):
    """En rad text som står på högkant."""

    def __init__(self, text: str, size: float) -> None:
        super().__init__()
        self.text, self.size = text, size
        self.width, self.height = size * 1.3, stringWidth(text, "Helvetica-Bold", size) + 4

    def wrap(self, *_: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        self.canv.saveState()
        self.canv.rotate(90)
        self.canv.setFont("Helvetica-Bold", self.size)
        self.canv.drawString(2, -self.size, self.text)
        self.canv.restoreState()


def set_reportlab(sheet: Sheet, path: Path) -> None:
    """Skriver bladet som PDF. Samma blad ger samma byte."""
    page = landscape(A4) if sheet.wide else A4
    margin = sheet.margin
    template = SimpleDocTemplate(
        str(path),
        pagesize=page,
        leftMargin=margin,
        rightMargin=margin,
        topMargin=margin,
        bottomMargin=margin,
        invariant=1,
    )
    room = page[0] - 2 * margin - 12
    story: list[Flowable] = []
    for block in sheet.blocks:
        if isinstance(block, Grid):
            if block.caption:
                story.append(Paragraph(f"<b>{escape(block.caption)}</b>", _style("p", 10.5)))
            story += [_table(block, sheet.style, room), Spacer(1, 8)]
        elif block[0] == "break":
            story.append(PageBreak())
        else:
            story.append(_paragraph(*block))
    template.build(story)


def _style(kind: str, size: float) -> ParagraphStyle:
    bold = kind in ("h1", "h2")
    return ParagraphStyle(
        kind,
        fontName="Helvetica-Bold" if bold else "Helvetica",
        fontSize=size,
        leading=size * 1.25,
        spaceBefore=6,
        spaceAfter=4,
    )


def _paragraph(kind: str, text: str) -> Flowable:
    if not text:
        return Spacer(1, 8)
    return Paragraph(escape(text), _style(kind, {"h1": 20, "h2": 14, "p": 10, "note": 7.5}[kind]))


def _table(grid: Grid, style: Style, room: float) -> Table:
    commands: list[Any] = [
        ("VALIGN", (0, 0), (-1, -1), style.valign.upper()),
        *((f"{side}PADDING", (0, 0), (-1, -1), style.pad) for side in ("LEFT", "RIGHT")),
        *((f"{side}PADDING", (0, 0), (-1, -1), max(1.5, style.pad * 0.7)) for side in ("TOP", "BOTTOM")),
    ]
    commands += _rules(grid, style) + _shades(grid, style)
    cells: list[list[Any]] = []
    for r, row in enumerate(grid.rows):
        line: list[Any] = []
        for c, box in enumerate(row):
            if box is None:
                line.append("")
                continue
            if box.rows > 1 or box.cols > 1:
                commands.append(("SPAN", (c, r), (c + box.cols - 1, r + box.rows - 1)))
            line.append(_content(box, style))
        cells.append(line)
    return Table(
        cells,
        colWidths=[share * room for share in grid.widths],
        style=commands,
        repeatRows=grid.heads if style.repeat else 0,
        splitInRow=1 if style.split and not any(box and box.rows > 1 for row in grid.rows for box in row) else 0,
    )


def _content(box: Box, style: Style) -> Any:
    if box.turned and box.lines:
        return _Turned(box.lines[0], style.size)
    if not box.lines:
        return ""
    bold = box.bold and (style.bold_head or not box.head)
    look = ParagraphStyle(
        "c",
        fontName="Helvetica-Bold" if bold else "Helvetica",
        fontSize=style.size,
        leading=style.size * 1.2,
        alignment=_ALIGN[style.head_align if box.head else style.align],
        textColor=colors.white if box.head and style.shade == "dark_head" else colors.black,
        leftIndent=9 if box.bullet else 0,
    )
    return [Paragraph(escape(line), look, bulletText=box.bullet or None) for line in box.lines]


def _rules(grid: Grid, style: Style) -> list[Any]:
    thin, ink = 0.6, colors.HexColor("#444444")
    rows, cols = len(grid.rows), len(grid.widths)
    if style.rules == "grid":
        return [("GRID", (0, 0), (-1, -1), thin, ink)]
    if style.rules == "rows":
        return [("LINEBELOW", (0, 0), (-1, -1), thin, ink), ("LINEABOVE", (0, 0), (-1, 0), thin, ink)]
    if style.rules == "cols":
        return [("LINEAFTER", (0, 0), (cols - 2, -1), thin, ink)]
    if style.rules == "frame_rows":
        return [("BOX", (0, 0), (-1, -1), thin, ink), ("LINEBELOW", (0, 0), (-1, -1), thin, ink)]
    if style.rules == "head":
        last = max(0, grid.heads - 1)
        marks = [("LINEABOVE", (0, 0), (-1, 0), 1, ink), ("LINEBELOW", (0, last), (-1, last), thin, ink)]
        return [*marks, ("LINEBELOW", (0, rows - 1), (-1, rows - 1), 1, ink)]
    return []


def _shades(grid: Grid, style: Style) -> list[Any]:
    if style.shade in ("head", "dark_head") and grid.heads:
        tone = colors.HexColor("#1f4e79" if style.shade == "dark_head" else "#dddddd")
        return [("BACKGROUND", (0, 0), (-1, grid.heads - 1), tone)]
    if style.shade == "dark_head":
        return []
    if style.shade == "zebra":
        tint = colors.HexColor("#e6edf5")
        return [("BACKGROUND", (0, row), (-1, row), tint) for row in range(grid.heads + 1, len(grid.rows), 2)]
    if style.shade == "first":
        return [("BACKGROUND", (0, grid.heads), (0, -1), colors.HexColor("#eeeeee"))]
    return []
