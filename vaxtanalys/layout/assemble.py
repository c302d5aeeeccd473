"""The flow to a document: the text is made here, once, and offsets and places are born together."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace

from vaxtanalys.hyphens import SOFT_HYPHEN, is_broken, line_end
from vaxtanalys.layout.cell_text import cell_paragraphs, full_line_ends
from vaxtanalys.layout.flow import Flow
from vaxtanalys.layout.lines import touching
from vaxtanalys.layout.paragraphs import Paragraph
from vaxtanalys.layout.roles import OpenItems
from vaxtanalys.layout.tables import LogicalCell, LogicalTable
from vaxtanalys.model import (
    Block,
    Box,
    Cell,
    Document,
    Join,
    Page,
    Place,
    RawDocument,
    Style,
    Table,
    Token,
    Word,
    join_places,
)

# Under this an engine doubts its own reading of a word.
_SURE = 0.6

# A span of years or dates that the line's end divides ("2026–" + "2028") has no space in it.
_YEARS = re.compile(r"\d[–-]$")
# Nor have words with a stroke between them ("nämnd/" + "bolag").
_SLASHED = re.compile(r"\w/$")


class _Writer:
    """Collects text, tokens, blocks and tables while the flow is written out from start to end."""

    def __init__(self, seen: Set[str]) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.tokens: list[Token] = []
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self.joins: list[Join] = []
        self.seen = seen

    def _put(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def paragraph(
        self, paragraph: Paragraph, cell: tuple[str, int, int] | None = None, full: Set[Word] = frozenset()
    ) -> Block | None:
        """Write one paragraph and return its block; None where it holds no words.

        ``full`` are words that end a line of a cell where not one letter more had room.
        """
        if self.length:
            self._put("\n")
        start, first_token = self.length, len(self.tokens)
        words = [(word, line.page, last) for line in paragraph.lines for word, last in _with_ends(line.words)]
        lines = paragraph.lines if cell is not None else ()
        alone = {id(line.words[0]) for line in lines if len(line.words) == 1}
        bold_until, opens_bold = 0, True
        part = ""
        for index, (word, page, ends_line) in enumerate(words):
            text, glue = word.text, " "
            part += text
            if index + 1 < len(words):
                following, next_page, _ = words[index + 1]
                if ends_line and len(text) > 1 and text[-1] in ("-", SOFT_HYPHEN):
                    joined = line_end(text, following.text, self.seen)
                    text, glue = joined.text, joined.glue
                    self._record(joined.rule, (word, page), (following, next_page))
                elif ends_line and self._is_broken(part, following.text, word in full, id(word) in alone):
                    glue = ""
                    self._record("broken_word", (word, page), (following, next_page))
                elif ends_line:
                    spanned = _YEARS.search(text) and following.text[:1].isdigit()
                    glue = "" if spanned or _SLASHED.search(text) else " "
                elif page == next_page and touching(word, following):
                    glue = ""
            else:
                glue = ""
            part = part if glue == "" else ""
            text = text.replace(SOFT_HYPHEN, "")
            if text:
                self.tokens.append(
                    Token(self.length, self.length + len(text), Place(page, word.box), word.confidence < _SURE)
                )
            self._put(text + glue)
            opens_bold = opens_bold and word.bold
            if opens_bold:
                bold_until = self.length - len(glue) - start
        if self.length == start:
            return None
        places = join_places(token.place for token in self.tokens[first_token:])
        table, row, col = cell or (None, None, None)
        role = paragraph.role if cell is None or paragraph.role == "item" else "cell"
        block = Block(
            index=len(self.blocks),
            role=role,
            start=start,
            end=self.length,
            page=paragraph.page,
            places=tuple(places),
            level=paragraph.level,
            marker=paragraph.marker,
            style=Style(
                paragraph.size,
                paragraph.bold,
                paragraph.italic,
                paragraph.indent,
                paragraph.color,
                0 if bold_until == self.length - start else bold_until,
            ),
            table=table,
            row=row,
            col=col,
            signal=paragraph.signal,
        )
        self.blocks.append(block)
        return block

    def _is_broken(self, part: str, following: str, full: bool, alone: bool) -> bool:
        return (full or alone) and is_broken(part, following, self.seen, full=full, alone=alone)

    def _record(self, rule: str, left: tuple[Word, int], right: tuple[Word, int]) -> None:
        places = (Place(left[1], left[0].box), Place(right[1], right[0].box))
        self.joins.append(Join(self.length, left[0].text, right[0].text, rule, places))

    def table(self, table: LogicalTable, flow: Flow, gap: float) -> None:
        """Write a table row by row, cell by cell."""
        table_id = f"t{len(self.tables) + 1}"
        cells = [self._cell(cell, table_id, flow, gap) for cell in table.cells]
        self.tables.append(
            Table(
                table_id=table_id,
                kind=table.kind,
                rows=len(table.row_pages),
                cols=table.cols,
                cells=tuple(cells),
                header_rows=table.header_rows,
                row_pages=table.row_pages,
                places=tuple(Place(page, box) for page, box in table.boxes),
            )
        )

    def _cell(self, cell: LogicalCell, table_id: str, flow: Flow, gap: float) -> Cell:
        written = []
        apart = flow.view.apart if flow.view is not None else None
        items = OpenItems(flow.view)
        for paragraph in cell_paragraphs(cell, flow.leading, gap, apart):
            block = self.paragraph(items.item_or_text(paragraph), (table_id, cell.row, cell.col), full_line_ends(cell))
            if block is not None:
                written.append(block)
        start = written[0].start if written else self.length
        end = written[-1].end if written else self.length
        places: dict[int, Box] = {}
        for part in cell.parts:
            places[part.page] = places[part.page].union(part.box) if part.page in places else part.box
        return Cell(
            row=cell.row,
            col=cell.col,
            row_span=cell.row_span,
            col_span=cell.col_span,
            blocks=tuple(block.index for block in written),
            start=start,
            end=end,
            places=tuple(Place(page, box) for page, box in sorted(places.items())),
            header=cell.header,
            filled_from=cell.filled_from,
        )


def assemble(raw: RawDocument, document_id: str, flow: Flow, pages: tuple[Page, ...], gap: float) -> Document:
    """The document of a flow: running text first, then footnotes, headers, footers and watermarks."""
    writer = _Writer(_seen(flow))
    for unit in flow.running:
        if isinstance(unit, LogicalTable):
            writer.table(unit, flow, gap)
        else:
            writer.paragraph(unit)
    running_end = writer.length
    for paragraph in flow.apart:
        writer.paragraph(paragraph)
    return Document(
        document_id=document_id,
        file=raw.file,
        sha256=raw.sha256,
        text="".join(writer.pieces),
        tokens=tuple(writer.tokens),
        blocks=tuple(writer.blocks),
        tables=tuple(writer.tables),
        pages=tuple(_with_doubts(page, writer.joins) for page in pages),
        meta_title=raw.meta_title,
        running_end=running_end,
        joins=tuple(writer.joins),
        damage=raw.damage,
        notes=raw.notes,
    )


def _with_doubts(page: Page, joins: Sequence[Join]) -> Page:
    """The page with a warning where words were joined that neither the lexicon nor the document knows."""
    doubtful = [join for join in joins if join.doubtful and join.places[0].page == page.number]
    if not doubtful:
        return page
    words = ", ".join(f"”{join.left} {join.right}”" for join in doubtful[:3])
    text = f"avstavade ord sattes ihop som varken ordlistan eller dokumentet känner ({len(doubtful)}): {words}"
    return replace(page, warnings=(*page.warnings, text))


def _with_ends(words: tuple[Word, ...]) -> list[tuple[Word, bool]]:
    return [(word, index == len(words) - 1) for index, word in enumerate(words)]


def _seen(flow: Flow) -> frozenset[str]:
    """The casefolded words of the document that no line end divides."""
    seen: set[str] = set()
    for unit in flow.running:
        paragraphs = [unit] if isinstance(unit, Paragraph) else []
        lines = [line for p in paragraphs for line in p.lines]
        if isinstance(unit, LogicalTable):
            lines = [line for cell in unit.cells for line in cell.lines]
        for line in lines:
            for word in line.words:
                bare = word.text.strip('.,;:!?()"”»«').casefold()
                if bare and not bare.endswith("-"):
                    seen.add(bare)
    return frozenset(seen)
