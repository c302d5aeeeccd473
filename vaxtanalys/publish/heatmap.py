"""The coverage matrix as a picture: one SVG for each facet, every cell a link, states told apart without colour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap

from vaxtanalys.publish.findings import Findings, Row

CELL_WIDTH, CELL_HEIGHT = 34, 30
LABEL_CHARACTERS = 46
CHARACTER_WIDTH = 6.9
HEAD_CHARACTERS = 20

# So many columns fit across a page; with more municipalities the picture continues in parts.
MOST_COLUMNS = 30

# A group of alike measures is a row; hundreds of rows are no picture any more. The workbook has them all.
MOST_ROWS = 60

SYMBOLS = {"gap": "–", "undecided": "?"}


@dataclass(frozen=True)
class Mark:
    """A cell of the picture: where it stands, its state and symbol, what it says and where it leads."""

    x: int
    y: int
    state: str
    symbol: str
    title: str
    target: str
    number: int


@dataclass(frozen=True)
class Line:
    """A row of the picture: its label broken into lines, and the whole label."""

    y: int
    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """One SVG: some municipalities against all codes of a facet."""

    id: str
    title: str
    description: str
    width: int
    height: int
    left: int
    top: int
    heads: tuple[tuple[int, str], ...]
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Heatmap:
    """The picture of one facet, in one or more parts; ``left_off`` is how many codes it does not show."""

    facet: str
    label: str
    parts: tuple[Part, ...]
    shown: int
    total: int


def draw_heatmap(found: Findings, facet: str, targets: Mapping[tuple[str, str, str], str]) -> Heatmap:
    """The picture of ``facet``. ``targets`` gives the id of the element that a cell without measures leads to."""
    codes = found.codes(facet)
    shown = codes[:MOST_ROWS]
    numbered = [(n, c) for n, c in enumerate(found.tables["coverage"]) if c["facet"] == facet]
    cells = {(c["municipality_code"], c["code"]): (n, c) for n, c in numbered}
    compared = [m for m in found.compared() if any((m, code) in cells for code in shown)]
    chunks = [compared[i : i + MOST_COLUMNS] for i in range(0, len(compared), MOST_COLUMNS)]
    parts = tuple(
        _draw_part(found, facet, shown, chunk, cells, targets, f"{facet.replace('*', '-')}-{number}", len(chunks) > 1)
        for number, chunk in enumerate(chunks, start=1)
    )
    return Heatmap(facet, found.facet_label(facet), parts, len(shown), len(codes))


def _draw_part(
    found: Findings,
    facet: str,
    codes: Sequence[str],
    municipalities: Sequence[str],
    cells: Mapping[tuple[str, str], tuple[int, Row]],
    targets: Mapping[tuple[str, str, str], str],
    name: str,
    partial: bool,
) -> Part:
    labels = [found.code_label(facet, code) for code in codes]
    names = [found.municipality(code) for code in municipalities]
    left = 16 + round(CHARACTER_WIDTH * min(LABEL_CHARACTERS, max(map(len, labels), default=0)))
    # Heads stand aslant: 0.71 of their length reaches up, and as much to the right of the last column.
    slant = round(0.71 * CHARACTER_WIDTH * min(HEAD_CHARACTERS, max(map(len, names), default=0)))
    top = slant + 18
    marks = [
        _mark(found, *cells[municipality, code], left + column * CELL_WIDTH, top + row * CELL_HEIGHT, targets)
        for row, code in enumerate(codes)
        for column, municipality in enumerate(municipalities)
        if (municipality, code) in cells
    ]
    title, description = _describe(found, facet, codes, names, marks, partial)
    return Part(
        id=f"karta-{name}",
        title=title,
        description=description,
        width=left + len(municipalities) * CELL_WIDTH + slant + 8,
        height=top + len(codes) * CELL_HEIGHT + 6,
        left=left,
        top=top,
        heads=tuple((left + n * CELL_WIDTH + CELL_WIDTH // 2, name) for n, name in enumerate(names)),
        lines=tuple(_line(top + row * CELL_HEIGHT, label) for row, label in enumerate(labels)),
        marks=tuple(marks),
    )


def _mark(found: Findings, number: int, cell: Row, x: int, y: int, targets: Mapping[tuple[str, str, str], str]) -> Mark:
    state, measures = cell["state"], cell["measures"]
    symbol = SYMBOLS.get(state) or str(len(measures))
    target = measures[0] if measures else targets[cell["municipality_code"], cell["facet"], cell["code"]]
    place = f"{found.municipality(cell['municipality_code'])}, {found.code_label(cell['facet'], cell['code'])}"
    return Mark(
        x, y, state, symbol, f"{place}: {found.texts.label('state', state)}. {sentence(cell['reason'])}", target, number
    )


def sentence(words: str) -> str:
    """Words that another stage wrote as part of a sentence, as a sentence of their own."""
    if not words:
        return ""
    return words[0].upper() + words[1:] + ("" if words[-1] in ".!?”" else ".")


def _line(y: int, label: str) -> Line:
    lines = wrap(label, LABEL_CHARACTERS, max_lines=2, placeholder=" …")
    return Line(y, label, tuple(lines))


def _describe(
    found: Findings, facet: str, codes: Sequence[str], names: Sequence[str], marks: Sequence[Mark], partial: bool
) -> tuple[str, str]:
    texts, states = found.texts, Counter(mark.state for mark in marks)
    title = texts.say("report.matrix_title", facet=found.facet_label(facet))
    if partial:
        title += f" ({texts.say('report.matrix_part', first=names[0], last=names[-1])})"
    description = texts.say(
        "report.matrix_desc",
        covered=states["covered"],
        gap=texts.count("gaps", states["gap"]),
        undecided=states["undecided"],
        codes=len(codes),
        municipalities=texts.count("municipalities", len(names)),
    )
    return title, description
