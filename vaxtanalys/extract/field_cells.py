"""Tables without headings whose rows are a measure and, beside it, labels with who, when and how."""

from __future__ import annotations

from dataclasses import dataclass

from vaxtanalys.extract.cells import as_found, read_cell
from vaxtanalys.extract.found import Found, bare_label, is_blank
from vaxtanalys.extract.label_blocks import Labelled, fields_of, names_somebody, read_labels, usual_labels
from vaxtanalys.extract.settings import ExtractSettings
from vaxtanalys.extract.states import state_of
from vaxtanalys.extract.table_cells import blocks_of, cell_text
from vaxtanalys.model import Block, Cell, Document, Table

_LEAST_ROWS = 2


@dataclass(frozen=True, slots=True)
class FieldCells:
    """How such a table is read: for each measure the cell of its words, the cell of its number if any, and what the
    labels beside it say.
    """

    rows: tuple[tuple[Cell, Cell | None, list[Labelled]], ...]

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles of the labels: tables with the same ones are alike."""
        return tuple(dict.fromkeys(entry.role for _, _, labels in self.rows for entry in labels))


def find_field_cells(document: Document, table: Table) -> FieldCells | None:
    """``fields_in_a_cell``: how such a table is read; None where it is not one.

    Beside the first words of each row stand labels with their values: a table within a cell, or paragraphs. Two rows
    must be so, all of them but for a row of headings, and most must name somebody.
    """
    measure = _measure_column(document, table)
    if measure is None:
        return None
    beside = [(cell, _beside(document, table, cell)) for cell in table.cells if cell.col == measure and cell.blocks]
    beside = [(cell, blocks) for cell, blocks in beside if blocks]
    usual = usual_labels(document, [blocks for _, blocks in beside])
    read = [(cell, read_labels(document, blocks, usual)) for cell, blocks in beside]
    rows = [(cell, labels) for cell, labels in read if labels]
    plain = [cell for cell, labels in read if not labels]
    if len(rows) < _LEAST_ROWS or any(cell.row or rows[0][0].row == 0 for cell in plain):
        return None
    named = sum(names_somebody(labels) for _, labels in rows)
    several = sum(len(labels) > 1 for _, labels in rows)
    if 2 * min(named, several) <= len(rows):
        return None
    numbers = {cell.row: table.at(cell.row, 0) if measure else None for cell, _ in rows}
    return FieldCells(tuple((cell, numbers[cell.row], labels) for cell, labels in rows))


def _measure_column(document: Document, table: Table) -> int | None:
    """The first column with words, behind one of numbers; None where labels cannot stand beside it."""
    for col in range(min(2, table.cols - 1)):
        own = [cell for cell in table.cells if cell.col == col and cell.blocks]
        texts = [cell_text(document, cell) for cell in own if cell.row not in table.header_rows]
        if texts and not all(bare_label(text) for text in texts):
            return col
    return None


def _beside(document: Document, table: Table, cell: Cell) -> list[Block]:
    """The paragraphs in the rows of a cell behind it, row by row."""
    end = cell.row + cell.row_span
    others = [other for other in table.cells if cell.row <= other.row < end and other.col > cell.col and other.blocks]
    others.sort(key=lambda other: (other.row, other.col))
    return [block for other in others for block in blocks_of(document, other)]


def read_field_cells(document: Document, rows: FieldCells, settings: ExtractSettings) -> list[Found]:
    """The measures of such a table, each with the fields beside it."""
    found: list[Found] = []
    for cell, number, labels in rows.rows:
        blocks = blocks_of(document, cell)
        if is_blank(cell_text(document, cell)):
            continue
        fields = fields_of(document, labels)
        said = read_cell(document, blocks, settings)
        label = bare_label(cell_text(document, number)) if number is not None else None
        found += as_found(
            said.commitments,
            blocks,
            "table_row_of_labels",
            label=label,
            heading=said.title,
            status=state_of(document, fields),
            fields=fields,
        )
    return found
