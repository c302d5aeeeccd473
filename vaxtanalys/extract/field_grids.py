"""Small tables under a measure's words that hold nothing but who, when and how: its fields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vaxtanalys.extract.found import RUNNING, Found, is_blank, spans_of
from vaxtanalys.extract.states import read_state
from vaxtanalys.extract.table_columns import cell_blocks, cell_text
from vaxtanalys.extract.vocabulary import classify_column
from vaxtanalys.model import Document, Field, Table

_FIELDS = (
    "body", "co_body", "timeline", "level", "target_group", "follow_up", "indicator", "resources", "status", "goal",
    "comment",
)  # fmt: skip
_LEAST_TABLES = 2


@dataclass(frozen=True, slots=True)
class FieldGrid:
    """A table of fields. ``after`` is the block of the running text right above it; ``table`` its id."""

    after: int
    table: str
    fields: tuple[Field, ...]


def field_grids(document: Document) -> list[FieldGrid]:
    """The tables that are fields of the words right above them.

    ``grid_of_fields``: one row of values under headings that all are fields, or two columns with such labels in the
    first, one of them naming a body; and the document has two or more with the same headings. A lone one may tell who
    answers for the plan.
    """
    read = [(table, labels) for table in document.tables if (labels := _labels(document, table))]
    times = Counter(tuple(label for label, _, _, _ in labels) for _, labels in read)
    grids: list[FieldGrid] = []
    for table, labels in read:
        first = min(block for cell in table.cells for block in cell.blocks)
        before = document.blocks[first - 1] if first else None
        if times[tuple(label for label, _, _, _ in labels)] < _LEAST_TABLES or before is None:
            continue
        if before.table is None and before.role in RUNNING:
            fields = tuple(
                Field(role, label, document.quote(*spans_of(cell_blocks(document, table, row, col))))
                for label, role, row, col in labels
                if not is_blank(cell_text(document, table.at(row, col)))
            )
            grids.append(FieldGrid(before.index, table.table_id, fields))
    return grids


def with_grids(document: Document, found: Sequence[Found], grids: Sequence[FieldGrid]) -> list[Found]:
    """The measures, each with the fields of the grid right below its words where they are not among its own yet."""
    below = {grid.after: grid.fields for grid in grids}
    done: list[Found] = []
    for entry in found:
        new = tuple(f for index in sorted(entry.blocks & set(below)) for f in below[index] if f not in entry.fields)
        status = next((read_state(document, field.quote.text) for field in new if field.role == "status"), None)
        done.append(replace(entry, fields=(*entry.fields, *new), status=entry.status or status) if new else entry)
    return done


def _labels(document: Document, table: Table) -> list[tuple[str, str, int, int]]:
    """For each value of a table of fields: its label, its role, its row and column; empty where it is none."""
    if table.rows == 2:
        upright = _told(document, table, [(0, col, 1, col) for col in range(table.cols)])
        if upright:
            return upright
    if table.cols == 2:
        return _told(document, table, [(row, 0, row, 1) for row in range(table.rows)])
    return []


def _told(
    document: Document, table: Table, places: Sequence[tuple[int, int, int, int]]
) -> list[tuple[str, str, int, int]]:
    labels: list[tuple[str, str, int, int]] = []
    for label_row, label_col, row, col in places:
        label = cell_text(document, table.at(label_row, label_col))
        column = classify_column(label)
        if column is None or not column.exact or column.role not in _FIELDS:
            return []
        labels.append((label, column.role, row, col))
    return labels if any(role in ("body", "co_body") for _, role, _, _ in labels) else []
