"""The flow to a document: the text is made here, once, and offsets and places are born together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import replace
from functools import cached_property
from itertools import accumulate, chain, pairwise
from operator import add

from vaxtanalys.geometry import union
from vaxtanalys.hyphens import SOFT_HYPHEN, is_broken, line_end
from vaxtanalys.layout.cell_text import cell_paragraphs, full_line_ends
from vaxtanalys.layout.flow import Flow
from vaxtanalys.layout.lines import Line, touching
from vaxtanalys.layout.paragraphs import Paragraph
from vaxtanalys.layout.roles import OpenItems
from vaxtanalys.layout.shades import coloured_surfaces
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
from vaxtanalys.model.many import maker

# Under this an engine doubts its own reading of a word.
_SURE = 0.6

# A span of years or dates that the line's end divides ("2026–" + "2028") has no space in it.
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*[.)]?")
_YEARS = re.compile(r"\d[–-]$")
# Nor have words with a stroke between them ("nämnd/" + "bolag").
_SLASHED = re.compile(r"\w/$")
_OPEN_ENDS = frozenset("/–-")

_block, _cell, _place, _style, _token = maker(Block), maker(Cell), maker(Place), maker(Style), maker(Token)


class _Writer:
    """Collects text, tokens, blocks and tables while the flow is written out from start to end."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self.pieces: list[str] = []
        self.length = 0
        # Of each word: where it begins, its text there, its page, and the word itself.
        self._starts: list[int] = []
        self._texts: list[str] = []
        self._pages: list[int] = []
        self._words: list[Word] = []
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self.joins: list[Join] = []

    @cached_property
    def seen(self) -> frozenset[str]:
        """The document's words that no line end divides; where no word is divided no one asks."""
        return _seen(self._flow)

    def _put(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def paragraph(
        self, paragraph: Paragraph, cell: tuple[str, int, int] | None = None, full: Set[int] = frozenset()
    ) -> Block | None:
        """Write one paragraph and return its block; None where it holds no words.

        ``full`` are the identities of words that end a line of a cell where not one letter more had room.
        """
        if self.length:
            self._put("\n")
        start = self.length
        lines = paragraph.lines
        words = [word for line in lines for word in line.words]
        pages = [line.page for line in lines for _ in line.words]
        texts, glues, joined = self._joined(lines, words, full if cell is not None else None)
        starts = list(accumulate(map(add, map(len, texts), map(len, glues)), initial=start))
        self._put("".join(chain.from_iterable(zip(texts, glues, strict=True))))
        if self.length == start:
            return None
        for index, rule in joined:
            halves = tuple(Place(pages[i], words[i].box) for i in (index, index + 1))
            self.joins.append(Join(starts[index], words[index].text, words[index + 1].text, rule, halves))
        places = self._add_tokens(starts, texts, pages, words, lines)
        bold = _bold_words(words)
        bold_until = starts[bold - 1] + len(texts[bold - 1]) - start if bold else 0
        table, row, col = cell or (None, None, None)
        role = paragraph.role if cell is None or paragraph.role == "item" else "cell"
        block = _block(
            index=len(self.blocks),
            role=role,
            start=start,
            end=self.length,
            page=paragraph.page,
            places=tuple(places),
            level=paragraph.level,
            marker=paragraph.marker,
            style=_style(
                paragraph.size,
                paragraph.bold,
                paragraph.italic,
                paragraph.indent,
                paragraph.color,
                0 if bold_until == self.length - start else bold_until,
                starts[closing] - start if (closing := _closing(words)) else 0,
                starts[italic - 1] + len(texts[italic - 1]) - start if (italic := _italic_words(words)) else 0,
            ),
            table=table,
            row=row,
            col=col,
            signal=paragraph.signal,
        )
        self.blocks.append(block)
        return block

    def _joined(
        self, lines: Sequence[Line], words: Sequence[Word], full: Set[int] | None
    ) -> tuple[list[str], list[str], list[tuple[int, str]]]:
        """The text of each word, what stands between it and the next, and after which a word goes on by which rule.

        ``full`` are the (identities of) words that end a full line of a cell; None outside cells.
        """
        texts = [word.text for word in words]
        glues = [" "] * len(words)
        joined: list[tuple[int, str]] = []
        several_fonts = len({word.font for word in words}) > 1
        at = -1
        for line in lines:
            start, at = at + 1, at + len(line.words)
            if several_fonts and at > start and len({word.font for word in line.words}) > 1:
                glues[start:at] = ["" if touching(*pair) else " " for pair in pairwise(line.words)]
            if at < start or at + 1 == len(words):
                continue
            text, following = words[at].text, words[at + 1].text
            # A hyphen that the font lacks is set in another, as a word of its own that touches the one before.
            before = words[at - 1].text if len(text) == 1 and at > start and not glues[at - 1] else ""
            if len(before + text) > 1 and text[-1] in ("-", SOFT_HYPHEN):
                end = line_end(before + text, following, self.seen)
                texts[at], glues[at] = end.text[len(before) :], end.glue
                joined.append((at, end.rule))
            elif full is not None and self._is_broken(words, glues, at, id(words[at]) in full, len(line.words) == 1):
                glues[at] = ""
                joined.append((at, "broken_word"))
            elif text[-1:] in _OPEN_ENDS and (
                _SLASHED.search(text) or (_YEARS.search(text) and following[:1].isdigit())
            ):
                glues[at] = ""
        if words:
            glues[-1] = ""
        if SOFT_HYPHEN in "".join(texts):
            texts = [text.replace(SOFT_HYPHEN, "") for text in texts]
        return texts, glues, joined

    def _is_broken(self, words: Sequence[Word], glues: Sequence[str], at: int, full: bool, alone: bool) -> bool:
        """Whether the word that ends with ``words[at]`` goes on on the next line without a hyphen."""
        if not (full or alone):
            return False
        first = at
        while first and not glues[first - 1]:
            first -= 1
        part = "".join([word.text for word in words[first : at + 1]])
        return is_broken(part, words[at + 1].text, self.seen, full=full, alone=alone)

    def _add_tokens(
        self,
        starts: Sequence[int],
        texts: Sequence[str],
        pages: Sequence[int],
        words: Sequence[Word],
        lines: Sequence[Line],
    ) -> list[Place]:
        """Take in the words of a block; where they stand, one place for each page touched."""
        # A line's box is that of its words where neither a marker nor a note was taken from them.
        whole = "" not in texts and all(line.marker is None and not line.notes for line in lines)
        if "" in texts:
            said = [index for index, text in enumerate(texts) if text]
            starts, texts = [starts[index] for index in said], [texts[index] for index in said]
            pages, words = [pages[index] for index in said], [words[index] for index in said]
        self._starts += starts[: len(texts)]
        self._texts += texts
        self._pages += pages
        self._words += words
        if len(set(pages)) == 1:
            return [_place(pages[0], union([line.box for line in lines] if whole else [word.box for word in words]))]
        return join_places(map(_place, pages, [word.box for word in words]))

    def tokens(self) -> list[Token]:
        """The words written so far."""
        places = map(_place, self._pages, [word.box for word in self._words])
        unsure = [word.confidence < _SURE for word in self._words]
        return list(map(_token, self._starts, map(add, self._starts, map(len, self._texts)), places, unsure))

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
        full = full_line_ends(cell)
        for paragraph in cell_paragraphs(cell, flow.leading, gap, apart):
            block = self.paragraph(items.item_or_text(paragraph), (table_id, cell.row, cell.col), full)
            if block is not None:
                written.append(block)
        start = written[0].start if written else self.length
        end = written[-1].end if written else self.length
        places: dict[int, Box] = {}
        for part in cell.parts:
            places[part.page] = places[part.page].union(part.box) if part.page in places else part.box
        return _cell(
            row=cell.row,
            col=cell.col,
            row_span=cell.row_span,
            col_span=cell.col_span,
            blocks=tuple(block.index for block in written),
            start=start,
            end=end,
            places=tuple([_place(page, box) for page, box in sorted(places.items())]),
            header=cell.header,
            filled_from=cell.filled_from,
        )


def assemble(raw: RawDocument, document_id: str, flow: Flow, pages: tuple[Page, ...], gap: float) -> Document:
    """The document of a flow: running text first, then footnotes, headers, footers and watermarks."""
    writer = _Writer(flow)
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
        tokens=tuple(writer.tokens()),
        blocks=tuple(writer.blocks),
        tables=tuple(writer.tables),
        pages=_with_doubts(pages, writer.joins),
        meta_title=raw.meta_title,
        running_end=running_end,
        joins=tuple(writer.joins),
        damage=raw.damage,
        notes=raw.notes,
        shades=coloured_surfaces(raw),
    )


def _with_doubts(pages: Sequence[Page], joins: Sequence[Join]) -> tuple[Page, ...]:
    """The pages, with a warning where words were joined that neither the lexicon nor the document knows."""
    doubtful: defaultdict[int, list[Join]] = defaultdict(list)
    for join in joins:
        if join.doubtful:
            doubtful[join.places[0].page].append(join)
    return tuple(_with_doubt(page, doubtful[page.number]) if page.number in doubtful else page for page in pages)


def _with_doubt(page: Page, doubtful: Sequence[Join]) -> Page:
    words = ", ".join(f"”{join.left} {join.right}”" for join in doubtful[:3])
    text = f"avstavade ord sattes ihop som varken ordlistan eller dokumentet känner ({len(doubtful)}): {words}"
    return replace(page, warnings=(*page.warnings, text))


def _bold_words(words: Sequence[Word]) -> int:
    """How many words open a block in bold; ``number_before_bold``: a number in front of them may be set plain."""
    if not (words[0].bold or (len(words) > 1 and words[1].bold)):
        return 0
    first = 1 if len(words) > 1 and words[1].bold and _NUMBER.fullmatch(words[0].text) else 0
    return next((index for index, word in enumerate(words[first:], first) if not word.bold), len(words))


def _italic_words(words: Sequence[Word]) -> int:
    """How many words open a block in italics that are not bold; 0 where all do."""
    return next((index for index, word in enumerate(words) if not word.italic or word.bold), 0)


def _closing(words: Sequence[Word]) -> int:
    """The number of the first of the words that end a block in bold or italics; 0 where all or none do."""
    last = words[-1]
    if not (last.bold or last.italic):
        return 0
    at = len(words) - 1
    while at and words[at - 1].bold == last.bold and words[at - 1].italic == last.italic:
        at -= 1
    return at


def _seen(flow: Flow) -> frozenset[str]:
    """The casefolded words of the document that no line end divides."""
    seen: set[str] = set()
    for unit in flow.running:
        paragraphs = [unit] if isinstance(unit, Paragraph) else []
        lines = [line for p in paragraphs for line in p.lines]
        if isinstance(unit, LogicalTable):
            lines = [line for cell in unit.cells for line in cell.lines]
        seen.update([word.text for line in lines for word in line.words])
    bare = {text.strip('.,;:!?()"”»«').casefold() for text in seen}
    return frozenset(text for text in bare if text and not text.endswith("-"))
