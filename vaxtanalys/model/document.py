"""What layout makes: one document, its text and where every word of it stands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from vaxtanalys.model.places import Place, join_places


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the document's text: its offsets and where it stands. ``unsure`` where OCR doubted what it read."""

    start: int
    end: int
    place: Place
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """How a block is set; 0 and False where unknown (transcripts).

    ``bold_until`` counts the characters that open the block in bold where the rest is not: a run-in title or label.
    ``closing_from`` counts those before the words that end it in bold or italics, where these begin within it; else 0.
    ``italic_until`` counts those that open it in italics where the rest is not.
    """

    size: float = 0.0
    bold: bool = False
    italic: bool = False
    indent: float = 0.0
    color: str | None = None
    bold_until: int = 0
    closing_from: int = 0
    italic_until: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or list item: one run of the document's text without line breaks.

    ``role`` is heading, paragraph, item, cell, footnote, header, footer, caption, watermark, hidden or toc. ``level``
    is 1 for the topmost heading (and the depth of an item), else None. ``marker`` is the bullet or number that was
    printed before the words; it is not part of the text. A block inside a table has the role ``cell`` (or ``item``
    where it is a bulleted line of a cell) and ``table``, ``row`` and ``col`` set. Blocks outside the running text
    (header, footer, watermark, hidden) hold text too, but after the running text, so that offsets never mix them into a
    sentence.
    """

    index: int
    role: str
    start: int
    end: int
    page: int
    places: tuple[Place, ...]
    level: int | None = None
    marker: str | None = None
    style: Style = Style()
    table: str | None = None
    row: int | None = None
    col: int | None = None
    signal: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: which blocks it holds, in which rows and columns (from 0) it stands, and where.

    ``places`` has one place for each page the cell touches. ``filled_from`` names the cell (row, col) whose meaning it
    shares: it is the empty rest of a cell merged over a page break. ``start`` and ``end`` bound the text of its blocks
    (equal when empty).
    """

    row: int
    col: int
    row_span: int
    col_span: int
    blocks: tuple[int, ...]
    start: int
    end: int
    places: tuple[Place, ...]
    header: bool = False
    filled_from: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a reader sees it: parts on following pages are one table.

    ``kind`` is ruled, partly_ruled, borderless or tagged; transcripts give borderless. ``header_rows`` are the rows
    that hold column headings, repeated ones included. ``row_pages`` has the page on which each row begins.
    """

    table_id: str
    kind: str
    rows: int
    cols: int
    cells: tuple[Cell, ...]
    header_rows: tuple[int, ...]
    row_pages: tuple[int, ...]
    places: tuple[Place, ...]

    def at(self, row: int, col: int) -> Cell | None:
        """The cell that covers ``row`` and ``col``, spans counted; None where there is none."""
        for cell in self.cells:
            if cell.row <= row < cell.row + cell.row_span and cell.col <= col < cell.col + cell.col_span:
                return cell
        return None


@dataclass(frozen=True, slots=True)
class Join:
    """What was done at a line's end inside a word: ``left`` and ``right`` as printed, and the ``rule`` that decided.

    The rules are those of ``hyphens.LineEnd`` and ``broken_word`` (divided with no hyphen). ``start`` is the offset of
    the left half in the text, ``places`` the boxes of both halves.
    """

    start: int
    left: str
    right: str
    rule: str
    places: tuple[Place, ...]

    @property
    def doubtful(self) -> bool:
        """Whether neither the lexicon nor the document knows the joined word."""
        return self.rule == "unknown"


@dataclass(frozen=True, slots=True)
class Shade:
    """A coloured surface of a page: where it lies, and its colour as ``#rrggbb``."""

    place: Place
    color: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page as laid out: its size, how its text was had, and how far it can be trusted (good, fair, poor).

    ``lost`` says that the page, or a part of it, could not be read. ``agreement`` is the share (0 to 1) of its
    characters on which two engines agree; None where only one was asked. ``order`` names what put it in reading order:
    "layout" (where things stand) or "tags"; empty where the file has an order of its own.
    """

    number: int
    width: float
    height: float
    rotation: int
    chars: int
    method: str
    grade: str
    warnings: tuple[str, ...] = ()
    lost: bool = False
    agreement: float | None = None
    order: str = ""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a document with where they stand. Made by ``Document.quote`` alone.

    ``text`` is the document's text at each of ``spans``, joined by a space; ``places`` has one box for each page (and
    each span) touched.
    """

    text: str
    spans: tuple[tuple[int, int], ...]
    places: tuple[Place, ...]

    @property
    def page(self) -> int:
        """The page on which the words begin."""
        return self.places[0].page if self.places else 1

    def offset(self, index: int) -> int:
        """The offset in the document of character ``index`` of this quotation's text."""
        for start, end in self.spans:
            length = end - start
            if index < length:
                return start + index
            index -= length + 1
            if index < 0:
                return end
        return self.spans[-1][1]


@dataclass(frozen=True, slots=True)
class Document:
    """One document: its text (made once, in layout), the words' places, blocks in reading order, tables and pages.

    ``damage`` and ``notes`` are those of the file as read. ``joins`` tells of every word that a line, column, cell or
    page divided, whether its hyphen stayed or went. ``shades`` are the coloured surfaces of its pages, page by page.
    """

    document_id: str
    file: str
    sha256: str
    text: str
    tokens: tuple[Token, ...]
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...]
    pages: tuple[Page, ...]
    meta_title: str | None = None
    running_end: int = field(default=-1)
    damage: str = ""
    notes: tuple[str, ...] = ()
    joins: tuple[Join, ...] = ()
    shades: tuple[Shade, ...] = ()

    def block_text(self, block: Block) -> str:
        """The words of a block."""
        return self.text[block.start : block.end]

    def table(self, table_id: str) -> Table:
        """The table of that id; KeyError where there is none."""
        for table in self.tables:
            if table.table_id == table_id:
                return table
        raise KeyError(table_id)

    def page(self, number: int) -> Page:
        """The page of that number; KeyError where there is none."""
        for page in self.pages:
            if page.number == number:
                return page
        raise KeyError(number)

    def quote(self, *spans: tuple[int, int]) -> Quotation:
        """A quotation of the text at ``spans`` (start, end); white space at a span's ends is left out.

        Raises ValueError where a span is empty or lies outside the text.
        """
        trimmed = tuple(self._trim(start, end) for start, end in spans)
        places: list[Place] = []
        for start, end in trimmed:
            places.extend(self._places(start, end))
        return Quotation(" ".join(self.text[s:e] for s, e in trimmed), trimmed, tuple(places))

    def quote_within(self, quotation: Quotation, start: int, end: int) -> Quotation:
        """A quotation of characters ``start`` to ``end`` of another quotation's own text."""
        spans: list[tuple[int, int]] = []
        base = 0
        for s, e in quotation.spans:
            lo, hi = max(start, base), min(end, base + e - s)
            if lo < hi:
                spans.append((s + lo - base, s + hi - base))
            base += e - s + 1
        return self.quote(*spans)

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"span {start}-{end} lies outside the text of {self.document_id} (0-{len(self.text)})")
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if start == end:
            raise ValueError(f"the span of {self.document_id} at {start} holds no words")
        return start, end

    def _places(self, start: int, end: int) -> list[Place]:
        first = bisect_right(self.tokens, start, key=lambda token: token.end)
        last = bisect_left(self.tokens, end, key=lambda token: token.start)
        return join_places(token.place for token in self.tokens[first:last])
