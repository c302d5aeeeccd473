"""Noderna ur ``floden`` satta med ReportLab."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from floden import Composed, Node, Run
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, A5, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepInFrame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

PAGES = {"a4": A4, "wide": landscape(A4), "a5": A5, "turned": A4}
FACES = {
    "sans": ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique"),
    "serif": ("Times-Roman", "Times-Bold", "Times-Italic"),
}


def typeset(made: Composed, path: Path) -> None:
    _Setter(made).write(path)


def markup(runs: Sequence[Run]) -> str:
    out = ""
    for text, style in runs:
        words = escape(text)
        for flag, tag in (("b", "b"), ("i", "i"), ("s", "super")):
            if flag in style:
                words = f"<{tag}>{words}</{tag}>"
        out += words
    return out


class _Picture(Flowable):
    def __init__(self, width: float) -> None:
        super().__init__()
        self.width, self.height = width, 60.0

    def wrap(self, *_: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setFillColor(colors.lightgrey)
        self.canv.rect(0, 0, self.width, self.height, stroke=0, fill=1)
        self.canv.setFillColor(colors.grey)
        self.canv.circle(self.width / 2, 30, 20, stroke=0, fill=1)


class _Setter:
    def __init__(self, made: Composed) -> None:
        self.made, self.spec = made, made.spec
        self.roman, self.bold, self.italic = FACES[self.spec["font"]]
        self.size = float(self.spec["size"])
        self.page = PAGES[self.spec["page"]]
        self.edge = 62.0 if self.spec["page"] != "a5" else 44.0
        self.left = 150.0 if self.spec["side"] else self.edge
        self.right = 150.0 if self.spec["margin"] else self.edge
        self.body = ParagraphStyle(
            "b", fontName=self.roman, fontSize=self.size, leading=self.size * 1.26,
            spaceAfter=self.spec["gap"], alignment=4 if self.spec["justify"] else 0,
        )  # fmt: skip
        self.running = ""

    def head(self, level: int) -> ParagraphStyle:
        how, size = self.spec["heading"], self.size
        sizes = {
            "large": (1.7, 1.35, 1.15),
            "bold": (1.0, 1.0, 1.0),
            "caps": (1.2, 1.1, 1.0),
            "colour": (1.5, 1.2, 1.0),
        }
        at = sizes[how][min(level, 3) - 1] * size
        at = min(at, 1.25 * size) if self.spec["columns"] == 3 else at
        blue = colors.HexColor("#1f4e79") if how == "colour" else colors.black
        face = self.italic if how == "bold" and level == 3 else self.bold
        return ParagraphStyle("h", fontName=face, fontSize=at, leading=at * 1.2, textColor=blue,
                              spaceBefore=size, spaceAfter=size * 0.4, keepWithNext=1, splitLongWords=0)  # fmt: skip

    def write(self, path: Path) -> None:
        width, height = self.page
        document = BaseDocTemplate(str(path), pagesize=self.page, invariant=1)
        inner = width - self.left - self.right
        templates = []
        for count in (1, 2, 3):
            gap = 20.0
            each = (inner - gap * (count - 1)) / count
            frames = [
                Frame(self.left + i * (each + gap), 60, each, height - 125, 0, 0, 0, 0, id=f"f{count}{i}")
                for i in range(count)
            ]
            templates.append(PageTemplate(f"c{count}", frames, onPage=self.furniture))
        document.addPageTemplates(templates)
        document.build(self.story())

    def furniture(self, canvas: Canvas, document: Any) -> None:
        width, height = self.page
        if self.spec["page"] == "turned":
            canvas.setPageRotation(0)
        number, plan = canvas.getPageNumber(), self.made.spec["plan"]
        canvas.setFont(self.roman, 8)
        texts = {"none": "", "title": plan, "town": "Kommunledningskontoret", "chapter": self.running or plan,
                 "both": f"{plan}    {self.running}"}  # fmt: skip
        if number > 1 or not self.spec["cover"]:
            canvas.drawString(self.left, height - 40, texts[self.spec["header"]])
            foot = {"none": "", "n": str(number), "sida": f"Sida {number}", "av": f"{number} (12)",
                    "streck": f"– {number} –", "titel": f"{number} | {plan}"}[self.spec["footer"]]  # fmt: skip
            canvas.drawRightString(width - self.right, 34, foot)

    def story(self) -> list[Flowable]:
        story: list[Flowable] = []
        for node in self.made.nodes:
            story += self.flowables(node)
        return story

    def flowables(self, node: Node) -> list[Flowable]:
        if node.kind == "title":
            style = ParagraphStyle("t", parent=self.head(1), fontSize=self.size * 2.2, leading=self.size * 2.7)
            return [Paragraph(markup(node.runs), style)]
        if node.kind == "h":
            return self.heading(node)
        if node.kind == "p":
            style = ParagraphStyle("p", parent=self.body, alignment=2) if node.align == "right" else self.body
            if node.depth:
                style = ParagraphStyle("o", parent=style, leftIndent=0 if self.spec["gap"] < 5 else 12)
            return [Paragraph(self.with_lines(node), style)]
        if node.kind == "item":
            return [self.item(node)]
        return self.special(node)

    def with_lines(self, node: Node) -> str:
        return "<br/>".join([markup(node.runs), *(markup(line) for line in node.lines)])

    def heading(self, node: Node) -> list[Flowable]:
        text = markup(node.runs)
        upper = self.spec["heading"] == "caps" and node.level == 1
        style = self.head(node.level)
        if self.spec["side"] and node.level == 2:
            beside = ParagraphStyle("s", parent=style, fontSize=self.size, leading=self.size * 1.2, spaceBefore=0)
            return [_Beside(Paragraph(text, beside), 95, -105)]
        return [Paragraph(text.upper() if upper else text, style)]

    def item(self, node: Node) -> Flowable:
        # Helvetica and Times hold no other bullets than these.
        marker = {"▪": "•", "►": "•"}.get(node.marker, node.marker)
        inset = 14 if len(marker) < 2 else 14 + 5 * len(marker)
        style = ParagraphStyle(
            "i", parent=self.body, leftIndent=inset, bulletIndent=2, bulletFontName=self.roman, bulletFontSize=self.size
        )
        return Paragraph(self.with_lines(node), style, bulletText=marker)

    def special(self, node: Node) -> list[Flowable]:
        width = (self.page[0] - self.left - self.right) / (self.spec["columns"] if self.spec["columns"] > 1 else 1) - 24
        if node.kind == "break":
            return [PageBreak()]
        if node.kind == "columns":
            return [NextPageTemplate(f"c{node.level}"), PageBreak()]
        if node.kind == "toc":
            return self.contents()
        if node.kind == "box":
            inside: list[Any] = [
                Paragraph(markup(node.runs), ParagraphStyle("x", parent=self.body, fontName=self.bold))
            ]
            inside += [self.item(child) for child in node.inside]
            box = Table(
                [[inside]], colWidths=[width], style=[("BACKGROUND", (0, 0), (-1, -1), colors.HexColor("#e8eef4"))]
            )
            return [Spacer(1, 6), box, Spacer(1, 6)]
        if node.kind == "quote":
            style = ParagraphStyle("q", parent=self.body, fontName=self.italic, fontSize=self.size * 1.25,
                                   leading=self.size * 1.6, leftIndent=20, rightIndent=20, spaceBefore=6)  # fmt: skip
            return [Paragraph(markup(node.runs), style)]
        if node.kind == "figure":
            small = ParagraphStyle("c", parent=self.body, fontSize=self.size * 0.85)
            return [Spacer(1, 6), _Picture(min(180.0, width)), Paragraph(markup(node.runs), small)]
        if node.kind == "margin":
            note = ParagraphStyle("m", parent=self.body, fontSize=self.size * 0.8, leading=self.size, alignment=0)
            return [_Beside(Paragraph(markup(node.runs), note), 90, self.page[0] - self.left - self.right + 12)]
        if node.kind == "note":
            return [_Footnote(markup(node.runs), self.body, width)]
        raise ValueError(node.kind)

    def contents(self) -> list[Flowable]:
        heads = [node for node in self.made.nodes if node.kind == "h" and node.level < 3 and node.text != "Förord"]
        lines: list[Flowable] = [Paragraph("Innehåll", self.head(1))]
        inner = self.page[0] - self.left - self.right
        for index, node in enumerate(heads):
            text = escape(node.text) if len(node.text) < 70 else escape(node.text[:66])
            dots = "." * max(4, int((inner - 40) / (self.size * 0.278)) - int(len(text) * 1.95))
            line = f"{text} {dots} {3 + index // 3}"
            row = Table([[Paragraph(re.sub(r" \.+ \d+$", " " + dots[: max(4, len(dots) - 12)], line), self.body),
                          Paragraph(str(3 + index // 3), ParagraphStyle("r", parent=self.body, alignment=2))]],
                        colWidths=[inner - 40, 40], style=[("VALIGN", (0, 0), (-1, -1), "BOTTOM"), ("LEFTPADDING", (0, 0), (-1, -1), 0)])  # fmt: skip  # noqa: E501
            lines.append(row)
        return [*lines, PageBreak()]


class _Beside(Flowable):
    """Text i marginalen, i höjd med det som följer."""

    def __init__(self, paragraph: Paragraph, width: float, shift: float) -> None:
        super().__init__()
        self.paragraph, self.wide, self.shift = paragraph, width, shift
        self.keepWithNext = 1

    def wrap(self, *_: float) -> tuple[float, float]:
        self.tall = self.paragraph.wrap(self.wide, 400)[1]
        return 0, 0

    def draw(self) -> None:
        self.paragraph.drawOn(self.canv, self.shift, -self.tall)


class _Footnote(Flowable):
    """En fotnot längst ned på sidan där den står."""

    def __init__(self, text: str, body: ParagraphStyle, width: float) -> None:
        super().__init__()
        small = ParagraphStyle("n", parent=body, fontSize=body.fontSize * 0.75, leading=body.fontSize, alignment=0)
        self.paragraph, self.wide = Paragraph(text, small), width

    def wrap(self, *_: float) -> tuple[float, float]:
        self.paragraph.wrap(self.wide, 100)
        return 0, 0

    def draw(self) -> None:
        _, y = self.canv.absolutePosition(0, 0)
        self.paragraph.drawOn(self.canv, 0, 48 - y)


__all__ = ["KeepInFrame", "typeset"]
