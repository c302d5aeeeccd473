"""The coverage matrix as a picture: one SVG for each facet, every cell a link, states told apart without colour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap

from vaxtanalys.publish.findings import Findings, Row, sentence

CELL_WIDTH, CELL_HEIGHT = 34, 30
LABEL_CHARACTERS = 46
CHARACTER_WIDTH = 6.9
HEAD_CHARACTERS = 20

# What the page holds beside its margins, in pixels; with more municipalities the picture continues in parts.
PAGE_WIDTH = 1170

# A group of alike measures is a row; hundreds of rows are no picture any more. The workbook has them all.
MOST_ROWS = 60


@dataclass(frozen=True)
class Mark:
    """A cell of the picture: where it stands, its state and count, what it says, where it leads, its number."""

    x: int
    y: int
    state: str
    count: str
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
    numbered = [(n, c) for n, c in enumerate(found.tables["coverage"]) if c["facet"] == facet]
    cells = {(c["municipality_code"], c["code"]): (n, c) for n, c in numbered}
    compared = [m for m in found.compared() if any((m, code) in cells for code in codes)]
    label = max((len(found.code_label(facet, code)) for code in codes[:MOST_ROWS]), default=0)
    name = max((len(found.municipality(code)) for code in compared), default=0)
    left = 16 + round(CHARACTER_WIDTH * min(LABEL_CHARACTERS, label))
    # At 45 degrees 0.71 of a name's length reaches up, and as much beyond the last column.
    slant = round(0.71 * CHARACTER_WIDTH * min(HEAD_CHARACTERS, name))
    drawing = _Drawing(found, facet, codes[:MOST_ROWS], cells, targets, left, slant)
    most = max(1, (PAGE_WIDTH - left - slant) // CELL_WIDTH)
    chunks = [compared[i : i + most] for i in range(0, len(compared), most)]
    parts = tuple(drawing.part(number, chunk, len(chunks) > 1) for number, chunk in enumerate(chunks, start=1))
    return Heatmap(facet, found.facet_label(facet), parts, len(drawing.codes), len(codes))


@dataclass(frozen=True)
class _Drawing:
    """What the parts of a picture share; ``left`` and ``slant`` are the room for labels and for aslant names."""

    found: Findings
    facet: str
    codes: Sequence[str]
    cells: Mapping[tuple[str, str], tuple[int, Row]]
    targets: Mapping[tuple[str, str, str], str]
    left: int
    slant: int

    def part(self, number: int, municipalities: Sequence[str], partial: bool) -> Part:
        """The SVG of some municipalities."""
        names = [self.found.municipality(code) for code in municipalities]
        top = self.slant + 26
        marks = tuple(
            self._mark(*self.cells[municipality, code], self.left + column * CELL_WIDTH, top + row * CELL_HEIGHT)
            for row, code in enumerate(self.codes)
            for column, municipality in enumerate(municipalities)
            if (municipality, code) in self.cells
        )
        title, description = self._describe(names, marks, partial)
        return Part(
            id=f"karta-{self.facet.replace('*', '-')}-{number}",
            title=title,
            description=description,
            width=self.left + len(municipalities) * CELL_WIDTH + self.slant + 8,
            height=top + len(self.codes) * CELL_HEIGHT + 6,
            left=self.left,
            top=top,
            heads=tuple((self.left + n * CELL_WIDTH + CELL_WIDTH // 2, name) for n, name in enumerate(names)),
            lines=tuple(self._line(top + row * CELL_HEIGHT, code) for row, code in enumerate(self.codes)),
            marks=marks,
        )

    def _mark(self, number: int, cell: Row, x: int, y: int) -> Mark:
        texts, key = self.found.texts, (cell["municipality_code"], cell["facet"], cell["code"])
        state, measures = self.found.state(cell), cell["measures"]
        place = f"{self.found.municipality(key[0])}, {self.found.code_label(*key[1:])}"
        title = f"{place}: {texts.label('state', state)}. {sentence(cell['reason'])}"
        target = measures[0] if measures else self.targets[key]
        return Mark(x, y, state, str(len(measures)), title, target, number)

    def _line(self, y: int, code: str) -> Line:
        label = self.found.code_label(self.facet, code)
        return Line(y, label, tuple(wrap(label, LABEL_CHARACTERS, max_lines=2, placeholder=" …")))

    def _describe(self, names: Sequence[str], marks: Sequence[Mark], partial: bool) -> tuple[str, str]:
        texts, states = self.found.texts, Counter(mark.state for mark in marks)
        title = texts.say("report.matrix_title", facet=self.found.facet_label(self.facet))
        if partial:
            title += f" ({texts.say('report.matrix_part', first=names[0], last=names[-1])})"
        description = texts.say(
            "report.matrix_desc",
            covered=states["covered"],
            gap=texts.count("gaps", states["gap"]),
            outside=states["outside"],
            undecided=states["undecided"],
            codes=len(self.codes),
            municipalities=texts.count("municipalities", len(names)),
        )
        return title, description
