"""What the rules hand over: a commitment found in a document, as spans of its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from vaxtanalys.extract.vocabulary import is_a, line_role, prefix_length
from vaxtanalys.model import Block, Document, Field

Span = tuple[int, int]
"""Start and end of some words in the document's text."""

RUNNING = ("heading", "paragraph", "item")
"""Roles of the blocks that make up the running text outside tables."""

_NUMBER = r"\d{1,3}(?:[.:]\d{1,3})+[a-z]?"
_LETTERED = r"(?:\d{1,2}[a-z]|[A-H]\.?\d{1,2}(?:\.\d{1,2})?)[.:)]?\s+(?=[A-ZÅÄÖ])"
_LABEL = re.compile(
    rf"^\(?({_NUMBER})\)?(?:[.:)]|\s*[–—-])?(?:\s+|$)|^\(?(\d{{1,2}}[a-z]?)[.)](?:\s+|$)|^({_LETTERED})"
)
_BARE_LABEL = re.compile(rf"^(?:nr\.?\s*)?({_NUMBER}|\d{{1,3}}[a-z]?|[A-H]\.?\d{{1,2}})[.:)]?$", re.IGNORECASE)
_LABEL_TAIL = re.compile(r"^\s*(?:[.:)–—-]+\s*|(?=\s)\s*|$)")
# "Mål: ..." and "Åtgärd: ..." may be headings; a line that says who, when or how it is followed up is none.
_OF_A_MEASURE = (
    "body",
    "co_body",
    "level",
    "target_group",
    "timeline",
    "follow_up",
    "indicator",
    "resources",
    "status",
)
_OPENS = re.compile(r"^([A-ZÅÄÖ][^:.!?;()\d]{1,48}?)\s?:\s+(?=\S)")
# How many points a list within a list is set in at least.
_SET_IN = 4.0
_CODE = re.compile(r"(?:[A-ZÅÄÖ]{1,2}\.?)?\d{1,2}(?:[.:]\d{1,2})*[a-z]?[.:)]?")
_LETTER = re.compile(r"\(?([a-z])[.)]")
_DIGITS = re.compile(r"\d[\d.:]*[a-z]?")


@dataclass(frozen=True, slots=True)
class Found:
    """One commitment as a rule found it. ``anchor`` is the block that tells under which heading it stands.

    ``area`` is set where the table itself names the area (a band or a column); ``blocks`` are the blocks it used up.
    """

    text: tuple[Span, ...]
    anchor: int
    method: str
    blocks: frozenset[int]
    label: str | None = None
    heading: tuple[Span, ...] = ()
    remark: tuple[Span, ...] = ()
    status: str | None = None
    fields: tuple[Field, ...] = ()
    area: tuple[Span, ...] = ()
    title_block: int | None = None

    @property
    def in_table(self) -> bool:
        """Whether a rule for tables, or for what was one before it was flattened, found it."""
        return self.method.startswith(("table", "state", "named", "card", "flattened"))


def flow(document: Document) -> list[Block]:
    """The blocks of the running text outside tables, in reading order.

    ``box_of_text``: a table of one cell with words (and the coloured bar beside it) is a box drawn around text: its
    words are read as running text too.
    """
    boxes = {t.table_id for t in document.tables if t.rows == 1 and sum(bool(cell.blocks) for cell in t.cells) == 1}
    return [
        replace(block, role="paragraph", table=None) if block.role == "cell" else block
        for block in document.blocks
        if (block.table is None and block.role in RUNNING) or block.table in boxes
    ]


def label_lines_as_text(document: Document) -> Document:
    """The document with headings that are a measure's label lines as paragraphs.

    ``label_line_is_no_heading``: a line that says who or when ("Ansvarig: Parknämnden") is text, though its colour or
    weight make it look like a heading.
    """
    blocks = tuple(
        replace(block, role="paragraph", level=None) if _says_who_or_when(document, block) else block
        for block in document.blocks
    )
    return replace(document, blocks=blocks)


def _says_who_or_when(document: Document, block: Block) -> bool:
    opening = _OPENS.match(document.block_text(block)) if block.role == "heading" else None
    return opening is not None and line_role(opening[1]) in _OF_A_MEASURE


def is_nested(block: Block, first: Block) -> bool:
    """Whether an item stands in a list within the item ``first``: deeper by its tag, or set in behind another sign."""
    if (block.level or 1) > (first.level or 1):
        return True
    signs = [(each.marker or "")[:1] for each in (block, first)]
    other = signs[0] != signs[1] and not (signs[0].isalnum() and signs[1].isalnum())
    set_in = block.style.indent - first.style.indent
    # With the same sign it must be clearly set in, and yet stand in the same column.
    return set_in > _SET_IN if other else block.page == first.page and _SET_IN * 2 < set_in < _SET_IN * 15


def spans_of(blocks: Iterable[Block]) -> tuple[Span, ...]:
    """One span a block."""
    return tuple((block.start, block.end) for block in blocks if block.end > block.start)


def split_label(document: Document, span: Span) -> tuple[str | None, Span]:
    """The printed number that opens ``span`` ("1:3", "2.1", "Åtgärd 4") and the span without it.

    A lone whole number counts only with a dot or a bracket, or after a word such as Åtgärd: "16 dagar mot våld" and
    "2 gånger per år" open with figures that are no labels.
    """
    text = document.text[span[0] : span[1]]
    if length := prefix_length("measure_label", text):
        number = _DIGITS.findall(text[:length])[-1]
        tail = _LABEL_TAIL.match(text[length:])
        return str(number).rstrip(".:"), (span[0] + length + (tail.end() if tail else 0), span[1])
    match = _LABEL.match(text)
    if match:
        number = match[1] or match[2] or match[3].strip(" .:)")
        return str(number), (span[0] + match.end(), span[1])
    return None, span


def bare_label(text: str) -> str | None:
    """The number where ``text`` is nothing but a printed number ("Åtgärd 1:1", "1.2", "Nr 3")."""
    words = text.strip()
    length = prefix_length("measure_label", words)
    if length and not words[length:].strip(" .:–-"):
        return str(_DIGITS.findall(words)[-1]).rstrip(".:")
    match = _BARE_LABEL.match(words)
    return str(match[1]) if match else None


def code_beside(document: Document, title: Block) -> Block | None:
    """``code_beside_the_title``: the block that holds nothing but a printed code ("R1") and stands before a title, on
    its line.
    """
    before = document.blocks[title.index - 1] if title.index else title
    code, own = before.places[0].box, title.places[0].box
    if code is None or own is None or before.page != title.page or not _CODE.fullmatch(document.block_text(before)):
        return None
    return before if code.bottom > own.top and code.top < own.bottom and code.x1 <= own.x0 else None


def marker_label(block: Block) -> str | None:
    """The number of a numbered item, or the letter of a lettered one ("a)")."""
    marker = block.marker or ""
    if lettered := _LETTER.fullmatch(marker):
        return str(lettered[1])
    return bare_label(marker) if marker[:1].isdigit() else None


def part_remarks(document: Document, blocks: Sequence[Block]) -> tuple[list[Span], list[Span]]:
    """The words of ``blocks`` parted into the text itself and the remarks printed with it.

    A remark opens with a cue ("Exempelvis", "Förslag på ...:") at the start of a block or of a sentence, or is a block
    in italics after text that is not. After a cue that ends with a colon, what follows in italics or as a list belongs
    to it, and so does everything after a cue in italics.
    """
    text: list[Span] = []
    remark: list[Span] = []
    in_remark = False
    upright = any(not block.style.italic for block in blocks)
    for block in blocks:
        words = document.block_text(block)
        cue = is_a("example", words)
        set_apart = upright and block.style.italic
        if text and (cue or set_apart or (in_remark and block.role == "item")):
            remark.append((block.start, block.end))
            in_remark = in_remark or (cue and (":" in words[:60] or block.style.italic))
            continue
        in_remark = False
        cut = _remark_within(words)
        if cut:
            text.append((block.start, block.start + cut))
            remark.append((block.start + cut, block.end))
        else:
            text.append((block.start, block.end))
    return [s for s in text if s[1] > s[0]], remark


def _remark_within(words: str) -> int:
    """Where the remark begins inside a block: at a sentence that opens with a cue; 0 where there is none."""
    for match in re.finditer(r"(?<=[.!?)])\s+(?=[A-ZÅÄÖ])", words):
        if is_a("example", words[match.end() :]):
            return match.end()
    return 0


def is_blank(text: str) -> bool:
    """Whether a cell holds nothing but dashes, dots or ticks."""
    return not re.search(r"[^\W_]", text) or text.strip().casefold() in ("x", "n/a", "-")
