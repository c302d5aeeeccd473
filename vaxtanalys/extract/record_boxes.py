"""Boxes drawn as tables: the measure's words right across, and below them a row of labels with their values."""

from __future__ import annotations

from dataclasses import replace

from vaxtanalys.extract.cells import as_found, read_cell
from vaxtanalys.extract.found import Found
from vaxtanalys.extract.label_lines import LabelLine, field_of, split_labels
from vaxtanalys.extract.settings import ExtractSettings
from vaxtanalys.extract.table_cells import cell_blocks
from vaxtanalys.model import Block, Document, Table

_OWNS = ("body", "co_body", "timeline")
_LEAST_LABELS = 2

Row = list[list[Block]]


def read_record_boxes(document: Document, table: Table, settings: ExtractSettings) -> list[Found] | None:
    """The measures of such a table; None where it is none.

    ``labels_below_the_words``: a row of which one cell alone holds words, with no label, and right below it a row of
    two cells or more that all open with a label ("Ansvar: ...", "Tid: ..."), one of them that of a body or a time.
    All rows are such pairs, but for empty ones and words right across before the first.
    """
    rows = [_row(document, table, row) for row in range(table.rows)]
    filled = [row for row in rows if row]
    labels = [_labels(document, row) for row in filled]
    starts = [at for at in range(len(filled) - 1) if len(filled[at]) == 1 and not labels[at] and labels[at + 1]]
    if not starts or any(labels[at] for at in range(starts[0])) or not _all_taken(filled, labels, starts):
        return None
    found: list[Found] = []
    for start, stop in zip(starts, [*starts[1:], len(filled)], strict=True):
        lines = [line for row in labels[start + 1 : stop] for line in row]
        found += _read(document, filled[start][0], lines, settings)
    return found


def _row(document: Document, table: Table, row: int) -> Row:
    """The words of the cells that begin in a row, without the empty ones."""
    cells = sorted((cell for cell in table.cells if cell.row == row and cell.blocks), key=lambda cell: cell.col)
    held = (cell_blocks(document, table, row, cell.col) for cell in cells)
    return [blocks for blocks in held if any(document.block_text(block).strip() for block in blocks)]


def _labels(document: Document, row: Row) -> list[LabelLine]:
    """The label lines of a row all whose cells open with one; empty for any other row."""
    if len(row) < _LEAST_LABELS:
        return []
    found: list[LabelLine] = []
    for blocks in row:
        for block in blocks:
            own, lines = split_labels(document, block, owned=True)
            if lines and own is None:
                found += lines
            elif block is blocks[0] or not found:
                return []
            else:
                last = found[-1]
                found[-1] = replace(last, whole=(last.whole[0], block.end), value=(last.value[0], block.end))
    return found if any(line.role in _OWNS for line in found) else []


def _all_taken(filled: list[Row], labels: list[list[LabelLine]], starts: list[int]) -> bool:
    """Whether every row behind the first measure's is one's words or labels."""
    return all(labels[at] or at in starts for at in range(starts[0], len(filled)))


def _read(document: Document, blocks: list[Block], lines: list[LabelLine], settings: ExtractSettings) -> list[Found]:
    said = read_cell(document, blocks, settings)
    fields = tuple(field_of(document, line) for line in lines if document.text[slice(*line.value)].strip(" –-:"))
    return as_found(said.commitments, blocks, "card_box", heading=said.title, fields=fields)
