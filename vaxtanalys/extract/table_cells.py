"""The words and blocks of a table's cells, merged ones and "Se ovan" followed to where they are said."""

from __future__ import annotations

from vaxtanalys.extract.vocabulary import is_a
from vaxtanalys.model import Block, Cell, Document, Table


def blocks_of(document: Document, cell: Cell | None) -> list[Block]:
    """The blocks of a cell; none where there is none."""
    return [] if cell is None else [document.blocks[index] for index in cell.blocks]


def cell_text(document: Document, cell: Cell | None) -> str:
    """The words of a cell; empty where there is none."""
    return " ".join(document.block_text(block) for block in blocks_of(document, cell)).strip()


def cell_blocks(document: Document, table: Table, row: int, col: int) -> list[Block]:
    """The blocks of the cell at ``row`` and ``col``.

    Those of the merged cell it shares where it is empty itself, those of the cell above where it says "Se ovan".
    """
    cell = table.at(row, col)
    if cell is not None and not cell.blocks and cell.filled_from is not None:
        cell = table.at(*cell.filled_from)
    if cell is not None and cell.row > 0 and is_a("same_as_above", cell_text(document, cell)):
        return cell_blocks(document, table, _row_above(table, cell.row), col) or blocks_of(document, cell)
    return blocks_of(document, cell)


def _row_above(table: Table, row: int) -> int:
    """The row before ``row``, headings that are repeated on a new page and bands left out."""
    above = row - 1
    while above > 0 and (above in table.header_rows or len(distinct_cells(table, above)) < 2):
        above -= 1
    return above


def distinct_cells(table: Table, row: int) -> list[Cell]:
    """The cells of a row, a merged one once."""
    cells: list[Cell] = []
    for col in range(table.cols):
        cell = table.at(row, col)
        if cell is not None and cell not in cells:
            cells.append(cell)
    return cells


def header_rows_of(document: Document, table: Table, header: int) -> frozenset[int]:
    """The heading row, its repetitions on later pages, and whatever stands above it."""
    wanted = [cell_text(document, table.at(header, col)) for col in range(table.cols)]
    repeated = {
        row
        for row in range(header + 1, table.rows)
        if [cell_text(document, table.at(row, col)) for col in range(table.cols)] == wanted
    }
    return frozenset({*range(header + 1), *repeated, *table.header_rows})
