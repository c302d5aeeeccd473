"""Tables as annual reports, statistics and papers set them, with known cells: for ``table_structure.py``.

Rules stand above and below heads and over sums only; headings stand over several columns, labels beside several rows.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

TEXT = "The figures were taken from the register in March and are shown as they were reported."
_PLACES = ("Belgium", "Denmark", "Estonia", "Ireland", "Croatia", "Latvia", "Austria", "Portugal", "Finland", "Malta")
_SIZE = 8.5

# A cell: words, columns and rows that it spans, whether bold, how far set in (steps).
Piece = tuple[str, int, int, bool, int]
# A rule above a row: row, first column, one after the last.
Rule = tuple[int, int, int]


@dataclass(frozen=True)
class Report:
    """A table: its cells by row and column, its rules, how each column is set, and its share of the width."""

    cells: dict[tuple[int, int], Piece]
    rules: Sequence[Rule]
    align: str
    widths: Sequence[float] | None


def _cell(text: str, cols: int = 1, rows: int = 1, bold: bool = False, step: int = 0) -> Piece:
    return text, cols, rows, bold, step


def _amount(chance: random.Random) -> str:
    value = f"{chance.randint(12, 98765):,}"
    return f"({value})" if chance.random() < 0.25 else value


def accounts(chance: random.Random) -> Report:
    """An income statement: labels set in under groups, sums under short rules, signs of money, brackets."""
    cells = {(0, 1): _cell("Year ended December 31,", cols=3, bold=True), (1, 0): _cell("(in millions)")}
    cells |= {(1, c): _cell(str(2024 - c), bold=True) for c in (1, 2, 3)}
    rules: list[Rule] = [(1, 1, 4), (2, 0, 4)]
    row = 2
    for group, labels, total in (
        ("Revenues:", ("Products", "Services and other"), "Total revenues"),
        ("Costs and expenses:", ("Cost of revenues", "Research and development", "Selling"), "Operating income"),
        ("", ("Interest expense", "Income taxes"), "Net income"),
    ):
        lines = [(group, False, 0)] if group else []
        lines += [(label, False, 1) for label in labels] + [(total, True, 0)]
        for label, is_sum, step in lines:
            cells[row, 0] = _cell(label, bold=is_sum, step=step)
            if is_sum:
                rules.append((row, 1, 4))
            if not label.endswith(":"):
                sign = "$ " if row == 3 or label == "Net income" else ""
                cells |= {(row, c): _cell(sign + _amount(chance), bold=is_sum) for c in (1, 2, 3)}
            row += 1
    return Report(cells, [*rules, (row, 1, 4)], "lrrr", (0.52, 0.16, 0.16, 0.16))


def levels(chance: random.Random) -> Report:
    """Statistics under headings of three levels, with a rule under each heading that stands over several columns."""
    cells = {(0, 0): _cell("Country or region", rows=3), (0, 1): _cell("Employed persons, thousands", cols=6)}
    cells |= {(1, 1): _cell("2021", cols=3), (1, 4): _cell("2022", cols=3)}
    cells |= {(2, 1 + c): _cell(("Women", "Men", "Total")[c % 3]) for c in range(6)}
    for row, place in enumerate(chance.sample(_PLACES, 7), start=3):
        cells[row, 0] = _cell(place)
        figures = ["…" if chance.random() < 0.06 else f"{chance.uniform(100, 20000):,.1f}" for _ in range(6)]
        cells |= {(row, c): _cell(figure) for c, figure in enumerate(figures, start=1)}
    return Report(cells, [(0, 0, 7), (1, 1, 7), (2, 1, 4), (2, 4, 7), (3, 0, 7), (10, 0, 7)], "lrrrrrr", None)


def beside(chance: random.Random) -> Report:
    """Rows in groups: a label beside the rows of each, rules between the groups alone."""
    cells = {(0, c): _cell(name) for c, name in enumerate(("Region", "District", "Schools", "Pupils", "Teachers"))}
    rules, row = [(0, 0, 5), (1, 0, 5)], 1
    for group, count in zip(("North", "Centre", "South"), chance.sample((2, 3, 4), 3), strict=True):
        cells[row, 0] = _cell(group, rows=count)
        for place in chance.sample(_PLACES, count):
            figures = (chance.randint(3, 90), chance.randint(300, 9000), chance.randint(30, 900))
            cells |= {(row, c): _cell(text) for c, text in enumerate((place, *map(str, figures)), start=1)}
            row += 1
        rules.append((row, 0, 5))
    return Report(cells, rules, "llrrr", (0.2, 0.3, 0.16, 0.17, 0.17))


REPORTS: dict[str, Callable[[random.Random], Report]] = {"accounts": accounts, "levels": levels, "beside": beside}


def set_report(report: Report, path: Path) -> None:
    """Write a page with the table between two paragraphs."""
    rows, cols = max(row for row, _ in report.cells) + 1, len(report.align)
    page = SimpleDocTemplate(str(path), pagesize=A4)
    data: list[list[object]] = [[""] * cols for _ in range(rows)]
    widest = [0.0] * cols
    commands: list[tuple[object, ...]] = [("TOPPADDING", (0, 0), (-1, -1), 2), ("BOTTOMPADDING", (0, 0), (-1, -1), 2)]
    commands.append(("VALIGN", (0, 0), (-1, -1), "TOP"))
    for (row, col), (text, over, down, bold, step) in report.cells.items():
        font = "Helvetica-Bold" if bold else "Helvetica"
        way = {"l": 0, "r": 2}[report.align[col]] if over == 1 else 1
        style = ParagraphStyle("cell", fontName=font, fontSize=_SIZE, leading=10, alignment=way, leftIndent=10 * step)
        data[row][col] = Paragraph(text, style)
        commands.append(("SPAN", (col, row), (col + over - 1, row + down - 1)))
        if over == 1:
            widest[col] = max(widest[col], stringWidth(text, font, _SIZE) + 14 + 10 * step)
    for row, first, last in report.rules:
        kind, at = ("LINEABOVE", row) if row < rows else ("LINEBELOW", rows - 1)
        commands.append((kind, (first, at), (last - 1, at), 0.6, "black"))
    widths = [share * page.width for share in report.widths] if report.widths else widest
    body = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=13)
    table = Table(data, colWidths=widths, style=TableStyle(commands))
    page.build([Paragraph(TEXT, body), Spacer(1, 10), table, Spacer(1, 10), Paragraph(TEXT, body)])
