"""Plain-text transcripts laid out as the same Document that a PDF gives.

Source of the marks read here: the transcripts that municipalities' own converters and document sites leave (tags inside
cells, tab-separated rows, markdown, teasers); see ``transcript_marks`` and ``transcript_lines``.
"""

from __future__ import annotations

import re
from collections import Counter

from vaxtanalys.layout.transcript_flat import part_flat_pages
from vaxtanalys.layout.transcript_lines import Line, read_lines
from vaxtanalys.layout.transcript_marks import Piece, join_hyphens, read_marks
from vaxtanalys.layout.transcript_units import Unit, read_units
from vaxtanalys.model import Block, Cell, Document, Page, Place, RawDocument, Style, Table, Token

_SITE_WARNING = "Text från webbplatsen runt dokumentet hölls utanför den löpande texten."
_FLAT_WARNING = "Sidan står på en enda rad i transkriptet: stycken och tabeller går inte att skilja säkert."


def lay_out_transcript(raw: RawDocument, document_id: str) -> Document:
    """A document of ``raw.text`` (a plain-text transcript).

    Places have a page (from 1) and a line (from 1) and no box; pages have no size. Tables are ``borderless``. Lines of
    the web site around the document become blocks with the role ``hidden``, after the running text, with a warning on
    their page. Raises ValueError where ``raw`` has no text.
    """
    if raw.text is None:
        raise ValueError(f"{raw.file} är inget transkript: den har ingen text att lägga ut")
    lines = read_lines(raw.text)
    units = part_flat_pages(read_units([line for line in lines if not line.noise]))
    seen = _words_seen(units)
    builder = _Builder(seen)
    for unit in units:
        builder.add(unit)
    running_end = len(builder.text)
    for line in lines:
        if line.noise:
            builder.add(Unit("hidden", line.page, pieces=tuple(_plain(line))))
    return Document(
        document_id=document_id,
        file=raw.file,
        sha256=raw.sha256,
        text=builder.text,
        tokens=tuple(builder.tokens),
        blocks=tuple(builder.blocks),
        tables=tuple(builder.tables),
        pages=_pages(lines, builder),
        meta_title=raw.meta_title,
        running_end=running_end,
    )


def _plain(line: Line) -> list[Piece]:
    return read_marks(line.text, line.number)


def _words_seen(units: list[Unit]) -> frozenset[str]:
    counts: Counter[str] = Counter()
    for unit in units:
        for piece in unit.all_pieces():
            counts.update(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", piece.text.lower()))
    return frozenset(counts)


def _pages(lines: list[Line], builder: _Builder) -> tuple[Page, ...]:
    chars: Counter[int] = Counter()
    for token in builder.tokens:
        chars[token.place.page] += token.end - token.start
    noisy = {line.page for line in lines if line.noise}
    flat = {line.page for line in lines if line.flat and len(line.text) > 200}
    pages: list[Page] = []
    for number in range(1, max((line.page for line in lines), default=1) + 1):
        warnings = (_SITE_WARNING,) * (number in noisy) + (_FLAT_WARNING,) * (number in flat)
        pages.append(Page(number, 0.0, 0.0, 0, chars[number], "text", "fair" if number in flat else "good", warnings))
    return tuple(pages)


class _Builder:
    """Writes the document's text once, while tokens and blocks get their offsets."""

    def __init__(self, seen: frozenset[str]) -> None:
        self.text = ""
        self.tokens: list[Token] = []
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self._seen = seen

    def add(self, unit: Unit) -> None:
        """One more unit of the transcript: a table, or the blocks of a paragraph, heading or item."""
        if unit.rows:
            self._add_table(unit)
            return
        for piece in unit.pieces:
            self._add_block(piece, unit.role, unit.page, level=unit.level, marker=unit.marker or piece.marker)

    def _add_block(
        self,
        piece: Piece,
        role: str,
        page: int,
        *,
        level: int | None = None,
        marker: str | None = None,
        where: tuple[str, int, int] | None = None,
    ) -> int:
        mended = join_hyphens(piece, self._seen)
        if self.text:
            self.text += "\n"
        start = len(self.text)
        places: list[Place] = []
        for index, word in enumerate(mended.words):
            if index:
                self.text += " "
            place = Place(page, None, word.line)
            self.tokens.append(Token(len(self.text), len(self.text) + len(word.text), place))
            self.text += word.text
            if not places:
                places.append(place)
        table, row, col = where or (None, None, None)
        self.blocks.append(
            Block(
                index=len(self.blocks),
                role=role,
                start=start,
                end=len(self.text),
                page=page,
                places=tuple(places),
                level=level,
                marker=marker,
                style=Style(bold=piece.bold, italic=piece.italic),
                table=table,
                row=row,
                col=col,
                signal="transcript",
            )
        )
        return len(self.blocks) - 1

    def _add_table(self, unit: Unit) -> None:
        table_id = f"t{len(self.tables) + 1:02d}"
        width = max(len(row.cells) for row in unit.rows)
        cells: list[Cell] = []
        for index, row in enumerate(unit.rows):
            span = _open_end(row.cells, width) if index == 0 else width
            for col, pieces in enumerate(row.cells[:span]):
                blocks = tuple(
                    self._add_block(
                        piece,
                        "item" if piece.marker else "cell",
                        unit.page,
                        marker=piece.marker,
                        where=(table_id, index, col),
                    )
                    for piece in pieces
                )
                start = self.blocks[blocks[0]].start if blocks else len(self.text)
                end = self.blocks[blocks[-1]].end if blocks else start
                wide = width - col if col == span - 1 and index == 0 else 1
                place = Place(unit.page, None, row.line)
                cells.append(Cell(index, col, 1, wide, blocks, start, end, (place,), header=index == 0 and unit.header))
        self.tables.append(
            Table(
                table_id=table_id,
                kind="borderless",
                rows=len(unit.rows),
                cols=width,
                cells=tuple(cells),
                header_rows=(0,) if unit.header else (),
                row_pages=(unit.page,) * len(unit.rows),
                places=(Place(unit.page, None, unit.rows[0].line),),
            )
        )


def _open_end(cells: tuple[tuple[Piece, ...], ...], width: int) -> int:
    """How many cells of a heading row are printed: empty ones last belong to the heading before them."""
    count = len(cells)
    while count > 1 and not cells[count - 1]:
        count -= 1
    return count if count < len(cells) else min(count, width)
