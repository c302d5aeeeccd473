"""Office files and web pages laid out as the same Document that a PDF gives: the text is made here, once.

Places have a page and a line (in Word files the paragraph, in sheets the row) and no box.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from vaxtanalys.errors import UnreadableError
from vaxtanalys.layout.settings import LayoutSettings
from vaxtanalys.layout.structured_contents import mark_contents
from vaxtanalys.layout.structured_grid import cell_pieces, even_grid, header_rows, open_layout_tables
from vaxtanalys.layout.structured_headings import mark_headings
from vaxtanalys.layout.structured_pieces import Piece, make_pieces
from vaxtanalys.lexicon import known_share
from vaxtanalys.model import Block, Cell, Document, Page, Place, RawDocument, Style, Table, Token, join_places
from vaxtanalys.raw_structure import RawGrid, RawGridCell

_APART = ("footnote", "header", "footer", "watermark", "hidden")
_LEAST_CHARS = 40
_HIDDEN_WARNING = "Dold text hölls utanför den löpande texten."


def lay_out_structured(raw: RawDocument, document_id: str, settings: LayoutSettings | None = None) -> Document:
    """A document of ``raw.structure``: running text first, then notes, headers, footers, watermarks and hidden text.

    Raises UnreadableError where the file holds (almost) no text, ValueError where ``raw`` has no structure.
    """
    if raw.structure is None:
        raise ValueError(f"{raw.file} har ingen struktur att lägga ut")
    running: list[Piece | RawGrid] = []
    apart: list[Piece] = []
    for part in mark_contents(list(open_layout_tables(raw.structure))):
        if isinstance(part, RawGrid):
            running.append(even_grid(part))
            continue
        for piece in make_pieces(part):
            (apart if piece.role in _APART else running).append(piece)
    # Facts are read from the sizes of the first pages; without pages every size in the file would count as the cover's.
    writer = _Writer(sized=len(raw.pages) > 1)
    for unit in _settled(running, settings or LayoutSettings()):
        if isinstance(unit, RawGrid):
            writer.table(unit)
        else:
            writer.block(unit)
    running_end = writer.length
    for piece in _once([*apart, *writer.hidden]):
        writer.block(piece)
    if sum(char.isalpha() for piece in writer.pieces for char in piece) < _LEAST_CHARS:
        raise UnreadableError(
            "filen har nästan ingen text; kontrollera att det är rätt fil och att texten inte är bilder"
        )
    return Document(
        document_id=document_id,
        file=raw.file,
        sha256=raw.sha256,
        text="".join(writer.pieces),
        tokens=tuple(writer.tokens),
        blocks=tuple(writer.blocks),
        tables=tuple(writer.tables),
        pages=_pages(raw, writer),
        meta_title=raw.meta_title,
        running_end=running_end,
    )


def _settled(running: Sequence[Piece | RawGrid], settings: LayoutSettings) -> Iterator[Piece | RawGrid]:
    """The running text with its headings marked; they are judged by each other, so all at once."""
    marked = iter(mark_headings([unit for unit in running if isinstance(unit, Piece)], settings))
    for unit in running:
        yield next(marked) if isinstance(unit, Piece) else unit


def _once(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces by their roles; a header or footer that says the same in several parts of the file stands once."""
    seen: set[tuple[str, str]] = set()
    found: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: _APART.index(piece.role)):
        key = (piece.role, piece.text)
        if piece.role in ("header", "footer", "watermark") and key in seen:
            continue
        seen.add(key)
        found.append(piece)
    return found


def _pages(raw: RawDocument, writer: _Writer) -> tuple[Page, ...]:
    text = "".join(writer.pieces)
    words: dict[int, list[str]] = {page.number: [] for page in raw.pages}
    chars: Counter[int] = Counter()
    for token in writer.tokens:
        words.setdefault(token.place.page, []).append(text[token.start : token.end])
        chars[token.place.page] += token.end - token.start
    hidden = {block.page for block in writer.blocks if block.role == "hidden"}
    pages: list[Page] = []
    for page in raw.pages:
        warnings = [*page.warnings, *[_HIDDEN_WARNING] * (page.number in hidden)]
        known = known_share(" ".join(words[page.number]))
        grade = "good" if known is None or known >= 0.5 else "fair" if known >= 0.3 else "poor"
        if known is not None and grade != "good":
            warnings.append(f"{known:.0%} av orden känns igen som svenska")
        pages.append(
            Page(page.number, page.width, page.height, 0, chars[page.number], page.method, grade, tuple(warnings))
        )
    return tuple(pages)


class _Writer:
    """Collects text, tokens, blocks and tables from start to end; ``hidden`` are words hidden inside tables."""

    def __init__(self, sized: bool) -> None:
        self._sized = sized
        self.pieces: list[str] = []
        self.length = 0
        self.tokens: list[Token] = []
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self.hidden: list[Piece] = []

    def _put(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def block(self, piece: Piece, where: tuple[str, int, int] | None = None) -> Block:
        """Write one piece and return its block."""
        if self.length:
            self._put("\n")
        start, first = self.length, len(self.tokens)
        for index, word in enumerate(piece.words):
            self._put(" " if index else "")
            place = Place(word.page, None, piece.line)
            self.tokens.append(Token(self.length, self.length + len(word.text), place))
            self._put(word.text)
        places = join_places(token.place for token in self.tokens[first:])
        table, row, col = where or (None, None, None)
        block = Block(
            index=len(self.blocks),
            role=piece.role if where is None or piece.role == "item" else "cell",
            start=start,
            end=self.length,
            page=places[0].page,
            places=tuple(places),
            level=piece.level,
            marker=piece.marker,
            style=Style(piece.size if self._sized else 0.0, piece.bold, piece.italic),
            table=table,
            row=row,
            col=col,
            signal=piece.signal,
        )
        self.blocks.append(block)
        return block

    def table(self, grid: RawGrid) -> None:
        """Write a table row by row, cell by cell."""
        table_id = f"t{len(self.tables) + 1}"
        shown: list[list[Piece]] = []
        for cell in grid.cells:
            pieces = cell_pieces(cell)
            self.hidden += [piece for piece in pieces if piece.role == "hidden"]
            shown.append([piece for piece in pieces if piece.role != "hidden"])
        heads = header_rows(grid, shown)
        cells = [self._cell(cell, pieces, table_id, heads) for cell, pieces in zip(grid.cells, shown, strict=True)]
        if not any(cell.blocks for cell in cells):
            return
        rows = max(cell.row + cell.row_span for cell in grid.cells)
        pages: list[int] = []
        for row in range(rows):
            pages.append(min((c.page for c in grid.cells if c.row == row), default=pages[-1] if pages else 1))
        places: list[Place] = []
        for written in cells:
            for place in written.places:
                if all(place.page != other.page for other in places):
                    places.append(place)
        self.tables.append(
            Table(
                table_id=table_id,
                kind="tagged",
                rows=rows,
                cols=max(cell.col + cell.col_span for cell in grid.cells),
                cells=tuple(cells),
                header_rows=heads,
                row_pages=tuple(pages),
                places=tuple(sorted(places, key=lambda place: place.page)),
            )
        )

    def _cell(self, cell: RawGridCell, pieces: Sequence[Piece], table_id: str, heads: tuple[int, ...]) -> Cell:
        written = [self.block(piece, (table_id, cell.row, cell.col)) for piece in pieces]
        start = written[0].start if written else self.length
        pages = sorted({place.page for block in written for place in block.places} or {cell.page})
        return Cell(
            row=cell.row,
            col=cell.col,
            row_span=cell.row_span,
            col_span=cell.col_span,
            blocks=tuple(block.index for block in written),
            start=start,
            end=written[-1].end if written else start,
            places=tuple(Place(page, None, cell.line) for page in pages),
            header=cell.row in heads or cell.header,
        )
