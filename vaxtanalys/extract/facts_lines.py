"""The lines of a document's first pages, and the labels with values that stand there ("Diarienummer: ...")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from vaxtanalys.extract.facts_words import words_of
from vaxtanalys.model import Block, Box, Document

# A cover, an empty back, a page of document facts and a second title page: what a plan says of itself stands there.
FRONT_PAGES = 4
# A transcript has no pages to go by: its head is the first lines.
FRONT_LINES = 45
# Longer blocks are running text; a flattened transcript may hold a whole title page in one block.
FRONT_WORDS = 70

# Subtitles that list every form of violence have thirty words; a longer line is a paragraph.
TITLE_WORDS = 45
# A block with this many words is running text, and what stands over it is its heading.
PARAGRAPH_WORDS = 22

# A diary number: letters of a board, a year and a running number, in any of the ways registries print them.
CODE = r"[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{0,5}"
DIARY = re.compile(
    rf"(?:{CODE}[\s/.-]?)?(?:\d{{1,6}}[/:.\-–](?:{CODE}[/:.\-–\s]?)?)+\d{{1,6}}(?:-\d{{1,4}})?(?:\s+\d{{3}})?(?:\s+\(?[A-ZÅÄÖ]{{2,5}}\)?(?![\w-]))?"
    rf"|{CODE}[\s/-]?\d{{2,4}}\s?[/:]\s?\d{{1,6}}|\d{{2,4}}{CODE}\d{{2,6}}"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A block seen as a line of a title page: its words, offsets in the document, and how it is set."""

    text: str
    start: int
    end: int
    block: Block

    @property
    def size(self) -> float:
        """Type size in points, 0 where unknown."""
        return self.block.style.size

    @property
    def dashed(self) -> bool:
        """Whether a dash was printed before the words ("– mot våld ..." under a title reads as a list item)."""
        return (self.block.marker or "").strip() in ("–", "—", "-") and bool(self.block.marker)

    @property
    def printed(self) -> str:
        """The words with the dash that was printed before them."""
        return f"– {self.text}" if self.dashed else self.text

    @property
    def page(self) -> int:
        """The page, from 1."""
        return self.block.page

    @property
    def words(self) -> int:
        """How many words stand on the line."""
        return len(self.text.split())

    @property
    def box(self) -> Box | None:
        """The line's box on its page, None in transcripts."""
        return self.block.places[0].box if self.block.places else None


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label and the words after it on the line; ``start`` and ``end`` are the value's offsets in the line's text."""

    code: str
    line: Line
    label_start: int
    start: int
    end: int

    @property
    def value(self) -> str:
        """The words after the label."""
        return self.line.text[self.start : self.end]


@dataclass(frozen=True)
class Front:
    """A document's lines, sorted for reading facts."""

    document: Document

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All blocks as lines, those of the site around a transcript left out."""
        text = self.document.text
        return tuple(
            Line(text[block.start : block.end], block.start, block.end, block)
            for block in self.document.blocks
            if block.role != "hidden" and block.end > block.start
        )

    @cached_property
    def running(self) -> tuple[Line, ...]:
        """The lines of the running text, contents lists left out."""
        return tuple(line for line in self.lines if line.block.role not in ("header", "footer", "watermark", "toc"))

    @cached_property
    def furniture(self) -> tuple[Line, ...]:
        """Headers, footers and watermarks."""
        return tuple(line for line in self.lines if line.block.role in ("header", "footer", "watermark"))

    @cached_property
    def sized(self) -> bool:
        """Whether type sizes are known (a PDF, not a transcript)."""
        return any(line.size > 0 for line in self.running)

    @cached_property
    def front(self) -> tuple[Line, ...]:
        """The short lines of the first pages in reading order, headers and footers of those pages included."""
        if self.sized:
            found = [line for line in self.lines if line.page <= FRONT_PAGES]
            found = [line for line in found if line.block.role not in ("toc", "footnote")]
        else:
            found = [*self.running[:FRONT_LINES], *self.furniture]
        return tuple(line for line in found if line.words <= FRONT_WORDS)

    @cached_property
    def back(self) -> tuple[Line, ...]:
        """The short lines of the last page (a colophon may stand there), or a transcript's last ten."""
        if self.sized:
            last = max((line.page for line in self.running), default=0)
            found = [line for line in self.running if line.page == last and last > FRONT_PAGES]
        else:
            found = list(self.running[max(FRONT_LINES, len(self.running) - 10) :])
        return tuple(line for line in found if line.words <= FRONT_WORDS)

    @cached_property
    def head_end(self) -> int:
        """The offset where the title page ends: at the first paragraph of running text, or the end of page 1."""
        for line in self.running:
            if is_paragraph(line) or (self.sized and line.page > 1):
                return line.start
        return len(self.document.text)

    @cached_property
    def body_size(self) -> float:
        """The size most of the running text is set in, 0 where unknown."""
        weight: dict[float, int] = {}
        for line in self.running:
            if line.size > 0:
                weight[round(line.size, 1)] = weight.get(round(line.size, 1), 0) + len(line.text)
        return max(sorted(weight), key=lambda size: weight[size], default=0.0)

    @cached_property
    def slides(self) -> bool:
        """Whether the pages are slides: landscape, and not a sheet of A4 turned for a table (1.41 with small type)."""
        pages = [page for page in self.document.pages if page.width > 0 and page.height > 0]
        wide = [page for page in pages if page.width > 1.2 * page.height]
        if not pages or len(wide) <= len(pages) / 2:
            return False
        sheets = [page for page in wide if abs(page.width / page.height - 1.414) < 0.03]
        return len(sheets) < len(wide) / 2 or self.body_size >= 14

    @cached_property
    def labels(self) -> tuple[Labelled, ...]:
        """Every label on the first and the last page with the words after it."""
        return tuple(label for line in (*self.front, *self.back) for label in read_labels(line))

    def after(self, label: Labelled) -> Iterator[Line]:
        """Lines that may hold the value of a label that stands alone, the likeliest first.

        In a table that is the cell beside or below; on a page with boxes the line right of it or under it; else the
        next lines.
        """
        lines = self.front if label.line in self.front else self.back
        here = lines.index(label.line)
        block = label.line.block
        if block.table is not None:
            same = [line for line in lines if line.block.table == block.table and line is not label.line]
            row, col = block.row or 0, block.col or 0
            yield from (
                line for line in same if line.block.row == row and line.block.col == col and line.start > block.end
            )
            yield from (line for line in same if line.block.row == row and line.block.col == col + 1)
            yield from (line for line in same if line.block.row == row + 1 and line.block.col == col)
            return
        box = label.line.box
        if box:
            near = [line for line in lines if line.box and line.page == label.line.page and line is not label.line]
            yield from sorted((li for li in near if _right_of(box, li.box)), key=lambda li: li.box.x0 if li.box else 0)
            yield from sorted((li for li in near if _below(box, li.box)), key=lambda li: li.box.top if li.box else 0)
        yield from lines[here + 1 : here + 4]


def _right_of(box: Box, other: Box | None) -> bool:
    return other is not None and other.x0 >= box.x1 - 1 and other.top < box.bottom and box.top < other.bottom


def _below(box: Box, other: Box | None) -> bool:
    """Under the label, begun at its left edge, no more than two lines away."""
    return (
        other is not None and abs(other.x0 - box.x0) <= 6 and -1 <= other.top - box.bottom <= 2.2 * max(box.height, 8.0)
    )


def is_sentence(line: Line) -> bool:
    """Whether a line reads as running text: it ends with a full stop and has many words, or is too long for a title."""
    return (line.text.rstrip().endswith((".", "!", "?")) and line.words > 8) or line.words > TITLE_WORDS


def is_paragraph(line: Line) -> bool:
    """Whether a line is a paragraph of running text, so that what stands over it is its heading."""
    return line.words >= PARAGRAPH_WORDS and is_sentence(line)


def read_labels(line: Line) -> tuple[Labelled, ...]:
    """The labels of one line: before a colon or (with a capital) a number anywhere, without at the line's beginning."""
    text = line.text
    found: list[tuple[int, int, str]] = []
    for row in words_of("label"):
        for match in row.find(text):
            colon = re.match(r"\s*:", text[match.end() :])
            begins = not re.search(r"\w", text[: match.start()])
            within = match[0][0].isupper() and re.match(r"\s+\d", text[match.end() :])
            if colon or within or (begins and _stands_as_label(text[match.end() :])):
                found.append((match.start(), match.end() + (colon.end() if colon else 0), row.code))
    kept: list[tuple[int, int, str]] = []
    for start, end, code in sorted(found, key=lambda item: (item[0], -item[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, code))
    ends = [*(start for start, _, _ in kept[1:]), len(text)][: len(kept)]
    return tuple(Labelled(code, line, start, end, stop) for (start, end, code), stop in zip(kept, ends, strict=True))


def _stands_as_label(rest: str) -> bool:
    """A label without a colon: nothing after it, or a number, an abbreviation or a name."""
    return not rest.strip() or bool(re.match(r"\s+[\d\[§A-ZÅÄÖ]|\s+(?:av|i|den|från|till)\b|\s*[-–]\s*\d", rest))
