"""Tables of an office file or web page: those that only arrange the page are opened, the others made even."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from vaxtanalys.layout.structured_pieces import Piece, make_pieces
from vaxtanalys.raw_structure import RawBlock, RawGrid, RawGridCell, RawPart

_LONGEST_HEAD = 40
_SHORTEST_MATTER = 45


def open_layout_tables(parts: Sequence[RawPart]) -> Iterator[RawPart]:
    """The parts with tables that only arrange the page replaced by what stands in them.

    ``lone_frame``: one cell is a box, not a table. ``table_of_tables``: where most words stand in tables inside its
    cells, the inner ones are the tables.
    """
    for part in parts:
        if isinstance(part, RawBlock):
            yield part
        elif part.cells and _arranges(part):
            for cell in sorted(part.cells, key=lambda cell: (cell.row, cell.col)):
                yield from open_layout_tables(cell.parts)
        elif part.cells:
            yield part


def _arranges(grid: RawGrid) -> bool:
    if len([cell for cell in grid.cells if cell.parts]) <= 1 and len(grid.cells) <= 2:
        return True
    inner = sum(
        _letters(part)
        for cell in grid.cells
        for part in cell.parts
        if isinstance(part, RawGrid) and len(part.cells) >= 4
    )
    return inner > 0.5 * _letters(grid)


def _letters(part: RawPart) -> int:
    if isinstance(part, RawBlock):
        return len(part.text)
    return sum(_letters(inner) for cell in part.cells for inner in cell.parts)


def even_grid(grid: RawGrid) -> RawGrid:
    """The grid with only the columns and rows at which some cell begins: Word keeps traces of columns long gone."""
    cols = sorted({cell.col for cell in grid.cells})
    rows = sorted({cell.row for cell in grid.cells})
    cells = tuple(
        replace(
            cell,
            row=(row := bisect_left(rows, cell.row)),
            col=(col := bisect_left(cols, cell.col)),
            row_span=max(1, bisect_left(rows, cell.row + cell.row_span) - row),
            col_span=max(1, bisect_left(cols, cell.col + cell.col_span) - col),
        )
        for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.col))
    )
    kept = set(rows)
    return RawGrid(cells, tuple(bisect_left(rows, row) for row in grid.header_rows if row in kept))


def cell_pieces(cell: RawGridCell) -> list[Piece]:
    """The pieces of a cell, those of tables inside it row by row; a heading in a cell is a paragraph in bold."""
    pieces: list[Piece] = []
    for part in cell.parts:
        if isinstance(part, RawGrid):
            for inner in sorted(part.cells, key=lambda c: (c.row, c.col)):
                pieces.extend(cell_pieces(inner))
        elif part.role == "heading":
            bold = tuple(replace(run, bold=True) for run in part.runs)
            numbered = make_pieces(replace(part, runs=bold), in_cell=True)
            pieces.extend(p if p.role == "hidden" else replace(p, role="paragraph", level=None) for p in numbered)
        else:
            pieces.extend(make_pieces(part, in_cell=True))
    return pieces


def header_rows(grid: RawGrid, words: Sequence[Sequence[Piece]]) -> tuple[int, ...]:
    """The rows that hold column headings: those that the file marks, else a first row that is set so.

    ``words`` are the pieces of each cell. ``header_by_type`` and ``header_by_length`` as for tables of pages: bold over
    text that is not, or short parts without an end mark over longer text.
    """
    if grid.header_rows:
        return grid.header_rows
    first = [pieces for cell, pieces in zip(grid.cells, words, strict=True) if cell.row == 0 and pieces]
    below = [pieces for cell, pieces in zip(grid.cells, words, strict=True) if cell.row > 0 and pieces]
    if len(first) < 2 or not below:
        return ()
    bold = [all(piece.bold for piece in pieces) for pieces in below]
    if all(piece.bold for pieces in first for piece in pieces) and sum(bold) < 0.7 * len(bold):
        return (0,)
    texts = [" ".join(piece.text for piece in pieces) for pieces in first]
    short = all(len(text) <= _LONGEST_HEAD and not text.endswith(".") for text in texts)
    whole = len(first) == len([cell for cell in grid.cells if cell.row == 0])
    longest = max(len(" ".join(piece.text for piece in pieces)) for pieces in below)
    return (0,) if short and whole and longest > _SHORTEST_MATTER else ()
