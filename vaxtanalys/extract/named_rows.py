"""Tables whose rows are levels, groups, bodies or years and whose columns are areas: a matrix on its side."""

from __future__ import annotations

from dataclasses import dataclass

from vaxtanalys.extract.cells import found_in_cell, with_label_lines
from vaxtanalys.extract.found import Found, is_blank, spans_of
from vaxtanalys.extract.named_cells import NAMES
from vaxtanalys.extract.settings import ExtractSettings
from vaxtanalys.extract.table_cells import blocks_of, cell_blocks, cell_text
from vaxtanalys.extract.vocabulary import is_a, opens_as_deed, whole_role
from vaxtanalys.model import Cell, Document, Field, Table

_LEAST = 2
_MOST = 0.8


@dataclass(frozen=True, slots=True)
class NamedRows:
    """The kind of the names in the first column, as a field's role, and the cells that hold measures."""

    role: str
    cells: tuple[Cell, ...]


def find_named_rows(document: Document, table: Table) -> NamedRows | None:
    """``names_before_the_rows``: all rows below the first open with names of one kind, and the headings over the other
    columns are labels of nothing: they name areas. Nearly all cells are lists or open as deeds do: a table that tells
    what the levels are is none.
    """
    heads = [cell_text(document, table.at(row, 0)) for row in range(1, table.rows)]
    over = [cell_text(document, table.at(0, col)) for col in range(1, table.cols)]
    role = next((role for code, role in NAMES if all(len(text) > 1 and is_a(code, text) for text in heads)), None)
    named = len(set(heads)) == len(heads) >= _LEAST and len(set(over)) == len(over) >= _LEAST and all(over)
    if role is None or not named or any(map(whole_role, over)) or any(is_a("example", f"{text}:") for text in over):
        return None
    inner = (cell for cell in table.cells if cell.row and cell.col and not is_blank(cell_text(document, cell)))
    cells = tuple(sorted(inner, key=lambda cell: (cell.row, cell.col)))
    first = [document.blocks[cell.blocks[0]] for cell in cells]
    told = sum(block.role == "item" or opens_as_deed(document.block_text(block)) for block in first)
    return NamedRows(role, cells) if len(cells) > _LEAST and told >= _MOST * len(cells) else None


def read_named_rows(document: Document, table: Table, named: NamedRows, settings: ExtractSettings) -> list[Found]:
    """The measures of such a table, each with the name before its row; the heading over it is the area."""
    found: list[Found] = []
    for cell in named.cells:
        field = Field(named.role, None, document.quote(*spans_of(cell_blocks(document, table, cell.row, 0))))
        heads = cell_blocks(document, table, 0, cell.col)
        area = ((heads[0].start, heads[-1].end),)
        blocks = blocks_of(document, cell)
        entries = found_in_cell(document, blocks, settings, "named_cell", fields=(field,), area=area)
        found += [with_label_lines(document, entry) for entry in entries]
    return found
