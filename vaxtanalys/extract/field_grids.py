"""Small tables under a measure's words that hold nothing but who, when and how: its fields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vaxtanalys.extract.found import RUNNING, Found, is_blank, spans_of
from vaxtanalys.extract.label_blocks import FIELDS, Labelled, fields_of, names_somebody, read_labels, usual_labels
from vaxtanalys.extract.states import state_of
from vaxtanalys.extract.table_cells import blocks_of, cell_blocks, cell_text
from vaxtanalys.extract.vocabulary import whole_role
from vaxtanalys.model import Block, Document, Field, Table

_FIELDS = FIELDS - {"description"}
_LEAST_TABLES = 2
_LEAST_LABELS = 2


@dataclass(frozen=True, slots=True)
class FieldGrid:
    """A table of fields. ``after`` is the block of the running text right above it; ``table`` its id."""

    after: int
    table: str
    fields: tuple[Field, ...]


def field_grids(document: Document) -> list[FieldGrid]:
    """The tables that are fields of the words right above them.

    ``grid_of_fields``: one row of values under headings that all are fields, two columns with such labels in the first,
    or columns in which labels stand over their values (``labels_over_values``), one of them naming a body; and the
    document has two or more with the same headings. A lone one may tell who answers for the plan.
    """
    columns = [[_column(document, table, col) for col in range(table.cols)] for table in document.tables]
    usual = usual_labels(document, [column for each in columns for column in each])
    read = [
        (table, labels)
        for table, blocks in zip(document.tables, columns, strict=True)
        if (labels := _labels(document, table) or _over_values(document, blocks, usual))
    ]
    titled = [_below_title(document, table) for table in document.tables]
    times = Counter(tuple(entry.label for entry in labels) for labels in (*(labels for _, labels in read), *titled))
    grids: list[FieldGrid] = []
    for table, labels in read:
        first = min(block for cell in table.cells for block in cell.blocks)
        before = document.blocks[first - 1] if first else None
        if times[tuple(entry.label for entry in labels)] < _LEAST_TABLES or before is None:
            continue
        if before.table is None and before.role in RUNNING:
            grids.append(FieldGrid(before.index, table.table_id, fields_of(document, labels)))
    return grids


def _column(document: Document, table: Table, col: int) -> list[Block]:
    cells = sorted((c for c in table.cells if c.col == col and c.blocks), key=lambda cell: cell.row)
    return [block for cell in cells for block in blocks_of(document, cell)]


def _over_values(document: Document, columns: Sequence[Sequence[Block]], usual: frozenset[str]) -> list[Labelled]:
    """What the columns of a grid say, where labels open each of them; empty where they do not."""
    read = [read_labels(document, column, usual) for column in columns if column]
    labels = [entry for each in read for entry in each]
    if len(labels) < _LEAST_LABELS or not all(read) or not names_somebody(labels):
        return []
    return labels if len({entry.label for entry in labels}) == len(labels) else []


def with_grids(document: Document, found: Sequence[Found], grids: Sequence[FieldGrid]) -> list[Found]:
    """The measures, each with the fields of the grid right below its words where they are not among its own yet."""
    below = {grid.after: grid.fields for grid in grids}
    done: list[Found] = []
    for entry in found:
        new = tuple(f for index in sorted(entry.blocks & set(below)) for f in below[index] if f not in entry.fields)
        status = entry.status or state_of(document, new)
        done.append(replace(entry, fields=(*entry.fields, *new), status=status) if new else entry)
    return done


def _labels(document: Document, table: Table) -> list[Labelled]:
    """What a table of fields says under its labels; empty where it is none."""
    if table.rows == 2:
        upright = _told(document, table, [(0, col, 1, col) for col in range(table.cols)])
        if upright:
            return upright
    if table.cols == 2:
        return _told(document, table, [(row, 0, row, 1) for row in range(table.rows)])
    return []


def _below_title(document: Document, table: Table) -> list[Labelled]:
    """``grid_cut_from_its_title``: what a card says below words right across it: where a page ends between the two,
    the rest of it is a grid like those.
    """
    title = table.at(0, 0)
    if table.cols != 2 or title is None or title.col_span < 2:
        return []
    return _told(document, table, [(row, 0, row, 1) for row in range(1, table.rows)])


def _told(document: Document, table: Table, places: Sequence[tuple[int, int, int, int]]) -> list[Labelled]:
    labels: list[Labelled] = []
    for label_row, label_col, row, col in places:
        label = cell_text(document, table.at(label_row, label_col))
        role = whole_role(label)
        if role not in _FIELDS:
            return []
        filled = not is_blank(cell_text(document, table.at(row, col)))
        spans = spans_of(cell_blocks(document, table, row, col)) if filled else ()
        labels.append(Labelled(label, role, spans))
    return labels if names_somebody(labels) else []
