"""Columns before the measures whose words group the rows, though their heading does not say that they are areas."""

from __future__ import annotations

from collections.abc import Collection

from vaxtanalys.extract.found import is_blank
from vaxtanalys.extract.table_cells import cell_text
from vaxtanalys.model import Document, Table

_LEAST_GROUPS = 2
_LONGEST = 80


def group_column(
    document: Document, table: Table, header_rows: Collection[int], roles: tuple[str | None, ...]
) -> tuple[str | None, ...]:
    """The roles, with "area" for the column that groups the rows.

    ``merged_words_group_the_rows``: where no column names areas and the first one (numbers left out) has a heading of
    no known kind, its cells are areas where each is short, two or more have words, and most of them are merged over
    several rows, or stand blank beside half of the rows (the first has words): what stands beside many measures is no
    measure. ``names_before_goals``: a column of goals groups the rows itself, but where names stand before it, none a
    sentence and none again.
    """
    col = next((col for col, role in enumerate(roles) if role != "number"), 0)
    if "area" in roles or roles[col] is not None or len(roles) < _LEAST_GROUPS + 1:
        return roles
    cells = [cell for cell in table.cells if cell.col == col and cell.col_span == 1 and cell.row not in header_rows]
    filled = [cell for cell in cells if cell.blocks and not is_blank(cell_text(document, cell))]
    merged = [cell for cell in filled if cell.row_span > 1]
    short = all(len(cell_text(document, cell)) <= _LONGEST for cell in filled)
    rows = table.rows - len(header_rows)
    blank = 2 * len(filled) <= rows and bool(filled) and filled[0].row == min(cell.row for cell in cells)
    if len(filled) < _LEAST_GROUPS or not short or not (2 * len(merged) >= len(filled) or blank):
        return roles
    texts = [cell_text(document, cell) for cell in filled]
    named = len(set(texts)) == len(texts) and not any(text.endswith(".") for text in texts)
    if "goal" in roles and not named:
        return roles
    return (*roles[:col], "area", *roles[col + 1 :])
