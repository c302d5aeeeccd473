"""How well the structure of tables is read: random tables with known cells, ours against pdfplumber's in one run.

``python tests/benchmarks/table_structure.py [FIRST_SEED COUNT]`` prints F1 for each kind of table: adjacency relations
as in the table competition of ICDAR 2013 (each cell with words and its nearest such neighbour to the right and below),
and cells that are right in row, column, spans and words.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pdfplumber

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "layouts"))

from report_tables import REPORTS, TEXT, set_report
from slump import Box, Grid, Sheet, Style
from slump_reportlab import set_reportlab

from vaxtanalys.evaluate.scores import Score
from vaxtanalys.geometry import cluster, nearest_index
from vaxtanalys.layout import lay_out
from vaxtanalys.read import read

RANDOM = ("ruled", "booktabs", "row_ruled", "column_ruled", "zebra", "borderless", "dense")
KINDS = (*RANDOM, *REPORTS)
_LABELS = (
    "Net sales", "Cost of goods sold", "Operating income", "Elever i årskurs 9", "Antal ärenden", "Sjukfrånvaro",
    "Precision", "Recall", "Baseline model", "Our method with pretraining", "Norrköping", "Region Västmanland",
    "Share of women on the board", "Total", "Temperature (°C)", "Öppna insatser för barn och unga",
)  # fmt: skip
_HEADS = ("2021", "2022", "2023", "2024", "Change, %", "n", "Mean", "SD", "p", "Antal", "Andel", "Kvinnor", "Män", "F1")
_GROUPS = ("Year ended 31 December", "Test set", "Kommunala skolor", "Treatment")
_SENTENCE = "the plan is read by every board and the work goes on until all of them have answered in their own words"
_WORDS = tuple(re.findall(r"\w+", _SENTENCE))


@dataclass(frozen=True)
class Truth:
    """A cell of a table as it is: row, column, spans and words."""

    row: int
    col: int
    row_span: int
    col_span: int
    text: str


def random_table(kind: str, seed: int) -> tuple[Sheet, list[Truth]]:
    """A page with one table of a kind between two paragraphs, and the table's cells."""
    chance = random.Random(f"{kind}-{seed}")
    cols = chance.randint(7, 10) if kind == "dense" else chance.randint(3, 6)
    grid = _grid(kind, chance, cols)
    style = Style(
        rules={"ruled": "grid", "booktabs": "head", "row_ruled": "rows", "column_ruled": "cols"}.get(kind, "none"),
        shade="zebra" if kind == "zebra" else "none",
        pad=1.5 if kind == "dense" else chance.choice((3, 4, 6)),
        size=7 if kind == "dense" else chance.choice((8, 9, 10)),
        align=chance.choice(("left", "right", "center")),
        head_align=chance.choice(("left", "center")),
        bold_head=kind in ("borderless", "dense") or chance.random() < 0.6,
    )
    if kind == "dense":
        style = Style(rules=chance.choice(("head", "rows", "grid")), pad=1.5, size=7, align="right")
    blocks = (("h2", "Results"), ("p", TEXT), grid, ("p", TEXT))
    cells = [
        Truth(r, c, box.rows, box.cols, " ".join(box.lines))
        for r, row in enumerate(grid.rows)
        for c, box in enumerate(row)
        if box is not None and box.lines
    ]
    return Sheet(blocks, style, kind == "dense", 50, kind, {}), cells


def _grid(kind: str, chance: random.Random, cols: int) -> Grid:
    heads = [Box((chance.choice(("", "Variable", "Område")),), head=True, bold=True)]
    heads += [Box((name,), head=True, bold=True) for name in chance.sample(_HEADS, cols - 1)]
    rows: list[tuple[Box | None, ...]] = []
    if cols >= 5 and chance.random() < 0.5 and kind in ("ruled", "booktabs", "dense"):
        split = chance.randint(2, cols - 2)
        spans = [(1, split - 1), (split, cols - split)]
        top: list[Box | None] = [Box(())] + [None] * (cols - 1)
        for (start, count), name in zip(spans, chance.sample(_GROUPS, 2), strict=True):
            top[start] = Box((name,), cols=count, head=True, bold=True)
        rows.append(tuple(top))
    head_rows = len(rows) + 1
    rows.append(tuple(heads))
    labels = chance.sample(_LABELS, chance.randint(4, 9))
    wordy = kind in ("ruled", "row_ruled", "column_ruled", "zebra", "borderless") and chance.random() < 0.5
    for label in labels:
        line = [Box((label,)), *(Box((_figure(chance),)) for _ in range(cols - 1))]
        if wordy:
            line[-1] = Box((" ".join(chance.choices(_WORDS, k=chance.randint(4, 16))).capitalize() + ".",))
        if chance.random() < 0.15:
            line[chance.randint(1, cols - 1)] = Box(())
        rows.append(tuple(line))
    first = 0.3 if cols < 8 else 0.2
    widths = [first, *[(1 - first) / (cols - 1)] * (cols - 1)]
    if wordy:
        widths = [0.24, *[0.4 / max(1, cols - 2)] * (cols - 2), 0.36] if cols > 2 else [0.4, 0.6]
    return Grid(tuple(rows), tuple(widths), head_rows)


def _figure(chance: random.Random) -> str:
    value = chance.choice(("{:,.0f}", "{:.1f}", "{:.2f}", "{:.0f} %", "({:.1f})"))
    return value.format(chance.uniform(1, 99 if "%" in value else 9999))


def relations(cells: Iterable[Truth]) -> Counter[tuple[str, str, str]]:
    """The adjacency relations of a table's cells with words: (words, words of the neighbour, right or down)."""
    filled = [cell for cell in cells if cell.text]
    at = {
        (r, c): cell
        for cell in filled
        for r in range(cell.row, cell.row + cell.row_span)
        for c in range(cell.col, cell.col + cell.col_span)
    }
    rows = max((r for r, _ in at), default=-1) + 1
    cols = max((c for _, c in at), default=-1) + 1
    found: set[tuple[Truth, Truth, str]] = set()
    for cell in filled:
        for r in range(cell.row, cell.row + cell.row_span):
            right = next((at[r, c] for c in range(cell.col + cell.col_span, cols) if (r, c) in at), None)
            found |= {(cell, right, "right")} if right else set()
        for c in range(cell.col, cell.col + cell.col_span):
            below = next((at[r, c] for r in range(cell.row + cell.row_span, rows) if (r, c) in at), None)
            found |= {(cell, below, "down")} if below else set()
    return Counter((_plain(a.text), _plain(b.text), way) for a, b, way in found)


def _plain(text: str) -> str:
    return "".join(text.split())


def score(found: Sequence[Truth], wanted: Sequence[Truth]) -> tuple[Score, Score]:
    """Adjacency relations and whole cells of ``found`` against ``wanted``; cells without words count for nothing."""
    a, b = relations(found), relations(wanted)
    cells = [
        Counter((c.row, c.col, c.row_span, c.col_span, _plain(c.text)) for c in s if c.text) for s in (found, wanted)
    ]
    return (
        Score((a & b).total(), a.total(), b.total()),
        Score((cells[0] & cells[1]).total(), cells[0].total(), cells[1].total()),
    )


def ours(path: Path) -> list[Truth]:
    """The cells of a file's tables as vaxtanalys reads them; a second table's rows come after the first's."""
    document = lay_out(read(path), path.stem)
    cells: list[Truth] = []
    base = 0
    for table in document.tables:
        for cell in table.cells:
            text = " ".join(document.block_text(document.blocks[index]) for index in cell.blocks)
            # Bullets and dashes that open a line are kept beside the words; here they are figures' signs.
            marks = [document.blocks[index].marker or "" for index in cell.blocks]
            cells.append(Truth(base + cell.row, cell.col, cell.row_span, cell.col_span, "".join(marks) + text))
        base += table.rows
    return cells


def theirs(path: Path, strategy: str, area: tuple[float, float, float, float]) -> list[Truth]:
    """The cells pdfplumber finds within the table's area (which it is told; vaxtanalys is not)."""
    cells: list[Truth] = []
    base = 0
    with pdfplumber.open(path) as pdf:
        page: Any = pdf.pages[0].crop(area)
        settings = {"vertical_strategy": strategy, "horizontal_strategy": strategy}
        for table in page.find_tables(settings):
            xs = cluster([edge for cell in table.cells for edge in (cell[0], cell[2])], 1)
            ys = cluster([edge for cell in table.cells for edge in (cell[1], cell[3])], 1)
            for x0, top, x1, bottom in table.cells:
                row, col = nearest_index(ys, top), nearest_index(xs, x0)
                text = pdf.pages[0].crop((x0, top, x1, bottom)).extract_text() or ""
                spans = nearest_index(ys, bottom) - row, nearest_index(xs, x1) - col
                cells.append(Truth(base + row, col, *spans, text))
            base += len(ys) - 1
    return cells


def set_table(kind: str, seed: int, path: Path) -> list[Truth]:
    """Write a page with one table of a kind; the table's cells."""
    if kind in RANDOM:
        sheet, cells = random_table(kind, seed)
        set_reportlab(sheet, path)
        return cells
    report = REPORTS[kind](random.Random(f"{kind}-{seed}"))
    set_report(report, path)
    return [Truth(row, col, down, over, text) for (row, col), (text, over, down, _, _) in report.cells.items()]


def table_area(path: Path) -> tuple[float, float, float, float]:
    """The area between the paragraph above the table and the one below it, over the page's width."""
    with pdfplumber.open(path) as pdf:
        page = pdf.pages[0]
        marks = page.search("as they were reported")
        return (0, marks[0]["bottom"] + 2, float(page.width), marks[1]["top"] - 12)


def run(first: int, count: int) -> dict[str, dict[str, tuple[Score, Score]]]:
    """The scores by kind and reader over ``count`` tables of each kind, seeds from ``first``."""
    results: dict[str, dict[str, tuple[Score, Score]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for kind in KINDS:
            mine = results.setdefault(kind, {})
            for seed in range(first, first + count):
                path = Path(folder) / f"{kind}-{seed}.pdf"
                wanted = set_table(kind, seed, path)
                area = table_area(path)
                for name, found in (
                    ("vaxtanalys", ours(path)),
                    ("pdfplumber lines", theirs(path, "lines", area)),
                    ("pdfplumber text", theirs(path, "text", area)),
                ):
                    old = mine.get(name, (Score(), Score()))
                    new = score(found, wanted)
                    mine[name] = (old[0] + new[0], old[1] + new[1])
    return results


def main(first: int = 0, count: int = 12) -> None:
    for kind, by_name in run(first, count).items():
        for name, (adjacent, cells) in by_name.items():
            print(f"{kind:13} {name:17} adjacency {adjacent.f1:.3f}   cells {cells.f1:.3f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
