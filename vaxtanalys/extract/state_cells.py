"""Tables whose columns are states: a measure a cell."""

from __future__ import annotations

from vaxtanalys.extract.cells import found_in_cell
from vaxtanalys.extract.found import Found, is_blank
from vaxtanalys.extract.settings import ExtractSettings
from vaxtanalys.extract.table_cells import blocks_of, cell_text
from vaxtanalys.extract.table_columns import Columns
from vaxtanalys.extract.vocabulary import STATES
from vaxtanalys.model import Document, Table


def read_states(document: Document, table: Table, columns: Columns, settings: ExtractSettings) -> list[Found]:
    """The measures of a table whose columns are states: each cell with words is one, with its column's state.

    A cell with opening words and dashed lines under them is one measure; a cell of nothing but bullets holds one each.
    """
    found: list[Found] = []
    for row in range(table.rows):
        if row in columns.header_rows:
            continue
        for cell in sorted((c for c in table.cells if c.row == row and c.blocks), key=lambda c: c.col):
            role = columns.roles[cell.col]
            if role not in STATES or is_blank(cell_text(document, cell)):
                continue
            found += found_in_cell(document, blocks_of(document, cell), settings, "state_cell", status=role)
    return found
