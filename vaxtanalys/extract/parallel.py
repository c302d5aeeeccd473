"""Cells that hold several measures, and cells beside them that hold as many bodies, times or the like.

``cells_in_step``: where in two rows or more the paragraphs of a column number as many as those of the measures' column,
they belong together one by one. A single such row is believed where the paragraphs have the same printed numbers or
begin at the same heights: two bodies beside two measures may also both answer for both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vaxtanalys.extract.cells import CellReading, Commitment, read_cell
from vaxtanalys.extract.found import is_blank
from vaxtanalys.extract.settings import ExtractSettings
from vaxtanalys.extract.table_columns import Columns, cell_blocks, cell_text
from vaxtanalys.model import Block, Document, Table

_IN_STEP = frozenset(("body", "co_body", "timeline", "indicator", "follow_up", "resources", "level", "target_group"))
_LEVEL = 3.0


@dataclass(frozen=True, slots=True)
class Steps:
    """Which columns go in step with the measures' column, and whether its plain paragraphs are measures each."""

    columns: frozenset[int] = frozenset()
    paragraphs: bool = False

    def read(self, document: Document, blocks: Sequence[Block], settings: ExtractSettings) -> CellReading:
        """The commitments of a measures' cell."""
        said = read_cell(document, blocks, settings)
        if self.paragraphs and len(said.commitments) == 1 and _are_plain(blocks):
            parts = [read_cell(document, [block], settings).commitments for block in blocks]
            return CellReading(said.title, tuple(commitment for part in parts for commitment in part))
        return said

    def of(self, col: int, blocks: list[Block], number: int, count: int) -> list[Block]:
        """Of a cell's blocks those of the commitment ``number`` of ``count``; all where they do not go in step."""
        return [blocks[number]] if col in self.columns and count > 1 and len(blocks) == count else blocks


# The rows of a table whose measures' cell holds several: the table, the row and the blocks each of them begins in.
_Rows = list[tuple[Table, int, list[Block]]]


def find_steps(document: Document, table: Table, columns: Columns, settings: ExtractSettings) -> Steps:
    """What goes in step in a table with a measures' column; other tables with the same headings tell too."""
    listed, plain = _rows_of_several(document, table, columns, settings)
    owned = frozenset(col for col, role in enumerate(columns.roles) if role in _IN_STEP and col != columns.measure)
    if not owned or not (listed or plain):
        return Steps()
    for other in document.tables:
        if other is not table and other.cols == table.cols and _headings(document, other) == columns.headings:
            more = _rows_of_several(document, other, columns, settings)
            listed, plain = listed + more[0], plain + more[1]
    in_step = frozenset(col for col in owned if _goes_in_step(document, col, listed))
    by_paragraph = frozenset(col for col in owned if _goes_in_step(document, col, plain))
    body = any(columns.roles[col] in ("body", "co_body") for col in by_paragraph)
    return Steps(in_step | by_paragraph if body else in_step, body)


def _headings(document: Document, table: Table) -> tuple[str | None, ...]:
    row = max(table.header_rows, default=0)
    return tuple(cell_text(document, table.at(row, col)) or None for col in range(table.cols))


def _rows_of_several(
    document: Document, table: Table, columns: Columns, settings: ExtractSettings
) -> tuple[_Rows, _Rows]:
    """The rows whose measures' cell holds several commitments, and those where it holds several plain paragraphs."""
    listed: _Rows = []
    plain: _Rows = []
    for row in range(table.rows):
        cell = table.at(row, columns.measure)
        if row in table.header_rows or cell is None or cell.row != row or not cell.blocks:
            continue
        blocks = cell_blocks(document, table, row, columns.measure)
        if len(blocks) < 2:
            continue
        said = read_cell(document, blocks, settings).commitments
        if len(said) > 1:
            listed.append((table, row, _first_blocks(said, blocks)))
        elif said and not said[0].remark and _are_plain(blocks):
            plain.append((table, row, blocks))
    return listed, plain


def _first_blocks(said: Sequence[Commitment], blocks: Sequence[Block]) -> list[Block]:
    """The block in which each commitment begins."""
    starts = [commitment.text[0][0] for commitment in said]
    return [next(b for b in reversed(blocks) if b.start <= start) for start in starts]


def _are_plain(blocks: Sequence[Block]) -> bool:
    return all(block.role != "item" for block in blocks) and not blocks[0].style.bold


def _goes_in_step(document: Document, col: int, rows: _Rows) -> bool:
    pairs = []
    for table, row, blocks in rows:
        beside = cell_blocks(document, table, row, col)
        if len(beside) > 1 and not is_blank(cell_text(document, table.at(row, col))):
            pairs.append((blocks, beside))
    if not pairs or any(len(blocks) != len(beside) for blocks, beside in pairs):
        return False
    return len(pairs) > 1 or _are_level(*pairs[0]) or _have_same_numbers(*pairs[0])


def _are_level(blocks: Sequence[Block], beside: Sequence[Block]) -> bool:
    boxes = [(a.places[0].box, b.places[0].box) for a, b in zip(blocks, beside, strict=True) if a.places and b.places]
    level = all(a is not None and b is not None and abs(a.top - b.top) <= _LEVEL for a, b in boxes)
    return len(boxes) == len(blocks) and level


def _have_same_numbers(blocks: Sequence[Block], beside: Sequence[Block]) -> bool:
    return all(a.marker == b.marker and (a.marker or "")[:1].isdigit() for a, b in zip(blocks, beside, strict=True))
