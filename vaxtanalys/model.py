"""The records that the stages hand to each other, in the order the stages make them.

Standard library only. All records are frozen: a later stage adds records that point back by id, it never edits an
earlier one. Pages count from 1, boxes are in PDF points with the origin at the top left, offsets count characters of
``Document.text`` (or, where a docstring says so, of a quotation's own text).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from vaxtanalys.comparison import (
    Alignment as Alignment,
)
from vaxtanalys.comparison import (
    CoverageCell as CoverageCell,
)
from vaxtanalys.comparison import (
    Gap as Gap,
)
from vaxtanalys.comparison import (
    MeasureGroup as MeasureGroup,
)
from vaxtanalys.comparison import (
    MeasureType as MeasureType,
)
from vaxtanalys.comparison import (
    Share as Share,
)
from vaxtanalys.raw_structure import RawPart
from vaxtanalys.raw_tags import RawBookmark, TagTree

# ------------------------------------------------------------------------------------------------------------- places


@dataclass(frozen=True, slots=True, order=True)
class Box:
    """A rectangle on a page in PDF points, origin at the top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """The width in points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """The height in points."""
        return self.bottom - self.top

    def union(self, other: Box) -> Box:
        """The smallest box that holds both."""
        # Written out: this is done for every word several times over.
        return Box(
            self.x0 if self.x0 < other.x0 else other.x0,
            self.top if self.top < other.top else other.top,
            self.x1 if self.x1 > other.x1 else other.x1,
            self.bottom if self.bottom > other.bottom else other.bottom,
        )

    def holds(self, other: Box, slack: float = 1.0) -> bool:
        """Whether ``other`` lies inside this box, give or take ``slack`` points."""
        return (
            self.x0 - slack <= other.x0
            and self.top - slack <= other.top
            and other.x1 <= self.x1 + slack
            and other.bottom <= self.bottom + slack
        )


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where words stand: a page and a box on it, or a line of a text file (then there is no box)."""

    page: int
    box: Box | None = None
    line: int | None = None


# --------------------------------------------------------------------------------------------------- read: raw pages


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without a space, as the file gives it, with how it is set.

    ``hidden`` words can not be seen on the page (white on white, or outside it). ``mcid`` is the number of the marked
    content that its first character belongs to (ISO 32000-1, 14.6): by it a tag tree points at the word.
    ``confidence`` is how sure OCR was of it, 0 to 1; 1 where the file itself has the text.
    """

    text: str
    box: Box
    size: float
    font: str = ""
    bold: bool = False
    italic: bool = False
    color: str | None = None
    upright: bool = True
    hidden: bool = False
    mcid: int | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Fill:
    """A filled rectangle: a table's shading, a heading's band, a card."""

    box: Box
    color: str | None


@dataclass(frozen=True, slots=True)
class RawTable:
    """A grid found on one page: its box, and each cell's row, column, spans and box."""

    box: Box
    kind: str
    cells: tuple[RawCell, ...]


@dataclass(frozen=True, slots=True)
class RawCell:
    """One cell of a grid; rows and columns count from 0."""

    row: int
    col: int
    row_span: int
    col_span: int
    box: Box


@dataclass(frozen=True, slots=True)
class RawPage:
    """One page as read: words in the order of the file, grids, fills; nothing is interpreted yet.

    ``image_kind`` tells of a page that is one image whether it looks like a page of text or like a picture. ``lost``
    says that the page, or a part of it, could not be read; a warning says why.
    """

    number: int
    width: float
    height: float
    rotation: int
    words: tuple[Word, ...]
    tables: tuple[RawTable, ...] = ()
    fills: tuple[Fill, ...] = ()
    rules: tuple[Box, ...] = ()
    image_share: float = 0.0
    image_kind: str = ""
    unmapped: int = 0
    method: str = "layout"
    warnings: tuple[str, ...] = ()
    lost: bool = False


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A file as read. ``text`` is set instead of ``pages`` where the file is a plain-text transcript, and ``structure``
    where it says itself what its paragraphs and tables are (office files, web pages); its pages then hold no words.

    ``damage`` is empty where the file is sound, "mended" where it was damaged and read from a mended copy, "cut" where
    its end is missing; ``notes`` are sentences for people.
    ``tags`` is the tag tree of a tagged PDF, ``bookmarks`` its outline.
    """

    file: str
    sha256: str
    pages: tuple[RawPage, ...] = ()
    text: str | None = None
    meta_title: str | None = None
    meta_language: str | None = None
    structure: tuple[RawPart, ...] | None = None
    damage: str = ""
    notes: tuple[str, ...] = ()
    tags: TagTree | None = None
    bookmarks: tuple[RawBookmark, ...] = ()


# ------------------------------------------------------------------------------------------------- layout: a document


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
    """

    size: float = 0.0
    bold: bool = False
    italic: bool = False
    indent: float = 0.0
    color: str | None = None
    bold_until: int = 0


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
class Page:
    """A page as laid out: its size, how its text was had, and how far it can be trusted (good, fair, poor).

    ``lost`` says that the page, or a part of it, could not be read.
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
    page divided, whether its hyphen stayed or went.
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


def join_places(places: Iterable[Place]) -> list[Place]:
    """Places that follow each other on one page as one place with the box round all of theirs."""
    joined: list[Place] = []
    for _, group in groupby(places, key=lambda place: place.page):
        items = list(group)
        boxes = [place.box for place in items if place.box is not None]
        if not boxes:
            joined.append(items[0])
            continue
        box = Box(
            min(box.x0 for box in boxes),
            min(box.top for box in boxes),
            max(box.x1 for box in boxes),
            max(box.bottom for box in boxes),
        )
        joined.append(Place(items[0].page, box, items[0].line))
    return joined


# --------------------------------------------------------------------------------------------------- extract: a plan


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document says of itself. Each value is None where the document does not say."""

    municipality: str | None = None
    municipality_code: str | None = None
    county_code: str | None = None
    title: str | None = None
    document_type: str | None = None
    period_start: int | None = None
    period_end: int | None = None
    adopted_date: str | None = None
    adopted_by: str | None = None
    diary_number: str | None = None
    status: str = "unknown"


@dataclass(frozen=True, slots=True)
class FocusArea:
    """A heading under which measures stand, with the objectives that belong to the area as a whole."""

    focus_area_id: str
    document_id: str
    position: int
    number: str | None
    heading: Quotation
    objectives: tuple[Quotation, ...] = ()
    lead_in: Quotation | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """What a plan prints about a measure beside its words: a table cell, or an "Ansvar:" line.

    ``role`` is body, co_body, level, target_group, timeline, follow_up, indicator, resources, status, goal or comment.
    ``header`` is the column's heading (or the line's label) as printed. A body field is quoted whole, "Medansvarig:"
    and "i samverkan med" included: the tag stage reads the roles out of it. Items of a list are separate spans.
    """

    role: str
    header: str | None
    quote: Quotation


@dataclass(frozen=True, slots=True)
class Measure:
    """One commitment of a plan, in the plan's own words.

    ``method`` names the rule that found it (for example ``table_row`` or ``item_with_responsible_line``).
    """

    measure_id: str
    document_id: str
    focus_area_id: str | None
    position: int
    text: Quotation
    label: str | None = None
    heading: Quotation | None = None
    remark: Quotation | None = None
    status: str | None = None
    timeline: str | None = None
    fields: tuple[Field, ...] = ()
    grade: str = "good"
    method: str = ""


@dataclass(frozen=True, slots=True)
class Goal:
    """What a plan calls a goal, in its own words: it is no measure, but governs some.

    ``kind`` is goal, subgoal, strategy or objective (a prerequisite of an area); ``term`` the word as printed
    ("Inriktningsmål"). ``parent`` is the goal above it, ``measures`` the ids of those that stand under it; a goal of
    the whole plan, with no measures under it, has none.
    """

    goal_id: str
    document_id: str
    position: int
    kind: str
    text: Quotation
    term: str | None = None
    number: str | None = None
    focus_area_id: str | None = None
    parent: str | None = None
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """What a plan says it will measure. ``goal_id`` is the goal it measures where only one can be meant.

    ``target_value`` are the words that give the value to reach, None where none is printed.
    """

    indicator_id: str
    document_id: str
    position: int
    text: Quotation
    term: str | None = None
    focus_area_id: str | None = None
    goal_id: str | None = None
    target_value: Quotation | None = None
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What was found in one document: its facts, focus areas and measures, and what a reader should know of it.

    ``outcome`` is ok or no_measures; ``notes`` are sentences for people (a gap in the numbering, say).
    """

    document_id: str
    facts: Facts
    focus_areas: tuple[FocusArea, ...]
    measures: tuple[Measure, ...]
    outcome: str
    message: str = ""
    grade: str = "good"
    notes: tuple[str, ...] = ()
    goals: tuple[Goal, ...] = ()
    indicators: tuple[Indicator, ...] = ()


# ------------------------------------------------------------------------------------------------------------ tagging


@dataclass(frozen=True, slots=True)
class Body:
    """A body named for a measure.

    ``basis`` is stated, or heading where the focus area names it for all its measures. ``body_type`` is the sort of
    body, the same whatever it is called locally (``data/body_types.toml``); None where the registry does not know it.
    """

    measure_id: str
    raw: str
    body: str
    kind: str
    role: str
    basis: str
    quote: Quotation
    body_type: str | None = None


@dataclass(frozen=True, slots=True)
class Tag:
    """One code on a measure, with the words that gave it and the rule that fired.

    ``start`` and ``end`` are offsets in the measure's text, None when the evidence stands in its heading, in a column
    or in the focus area; ``quote`` holds the evidence with its places (None only where nothing was printed).
    """

    measure_id: str
    facet: str
    code: str
    basis: str
    score: float
    evidence: str
    start: int | None
    end: int | None
    source: str
    rule: str
    quote: Quotation | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """What must hang together for a measure to be done: who owns it, until when, how it is followed up, what it costs.

    Dates are ISO (2026-05-31). ``precision`` is how exact the coarsest of them is; ``recurrence`` a code such as
    yearly or ongoing; ``time`` the words that say so, ``time_basis`` column (a field of its own) or text. ``owners``
    are the leading bodies. ``cost_amount`` is in kronor. ``missing`` names the links that the plan does not print:
    owner, time, indicator, follow_up, cost.
    """

    measure_id: str
    owners: tuple[str, ...] = ()
    deadline: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    recurrence: str | None = None
    precision: str | None = None
    time: Quotation | None = None
    time_basis: str | None = None
    indicators: tuple[Quotation, ...] = ()
    follow_up: tuple[Quotation, ...] = ()
    cost: Quotation | None = None
    cost_amount: float | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tagging:
    """All bodies and tags of one plan, and the chain of each of its measures."""

    document_id: str
    bodies: tuple[Body, ...]
    tags: tuple[Tag, ...]
    chains: tuple[Chain, ...] = ()


# --------------------------------------------------------------------------------------------- one document, read whole


@dataclass(frozen=True, slots=True)
class Reading:
    """All that came of one file. ``document``, ``plan`` and ``tagging`` are None where the file could not be read.

    ``outcome`` is ok, no_measures, unreadable, password, timeout, too_large or failed; ``message`` says what to do.
    """

    document_id: str
    file: str
    sha256: str
    outcome: str
    message: str
    facts: Facts
    grade: str = "poor"
    document: Document | None = None
    plan: Plan | None = None
    tagging: Tagging | None = None

    @property
    def assessable(self) -> bool:
        """Whether an empty cell of this document may be called a gap: it was read, and read well enough."""
        return self.plan is not None and self.outcome in ("ok", "no_measures") and self.grade != "poor"
