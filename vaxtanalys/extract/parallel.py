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
from vaxtanalys.extract.table_cells import cell_blocks, cell_text
from vaxtanalys.extract.table_columns import Columns
from vaxtanalys.extract.vocabulary import BODIES
from vaxtanalys.model import Block, Document, Table

_IN_STEP = frozenset(("body", "co_body", "timeline", "indicator", "follow_up", "resources", "level", "target_group"))
_LEVEL = 3.0


@dataclass(frozen=True, slots=True)
class Steps:
    """Which columns go in step with the measures' column, and whether its paragraphs or items are measures each."""

    columns: frozenset[int] = frozenset()
    paragraphs: bool = False

    def read(self, document: Document, blocks: Sequence[Block], settings: ExtractSettings) -> CellReading:
        """The commitments of a measures' cell."""
        said = read_cell(document, blocks, settings)
        if self.paragraphs and len(said.commitments) < len(blocks) and _are_alike(blocks):
            parts = [read_cell(document, [block], settings).commitments for block in blocks]
            return CellReading(said.title, tuple(commitment for part in parts for commitment in part))
        return said

    def of(self, col: int, blocks: list[Block], number: int, count: int) -> list[Block]:
        """Of a cell's blocks those of the commitment ``number`` of ``count``; all where they do not go in step."""
        return [blocks[number]] if col in self.columns and count > 1 and len(blocks) == count else blocks


# The rows of a table whose measures' cell holds several blocks: the table, the row, the blocks, and those of them in
# which its commitments begin.
_Rows = list[tuple[Table, int, list[Block], list[Block]]]


def find_steps(document: Document, table: Table, columns: Columns, settings: ExtractSettings) -> Steps:
    """What goes in step in a table with a measures' column; other tables with the same headings tell too."""
    rows = _rows_of_several(document, table, columns, settings)
    owned = frozenset(col for col, role in enumerate(columns.roles) if role in _IN_STEP and col != columns.measure)
    if not owned or not rows:
        return Steps()
    for other in document.tables:
        if other is not table and other.cols == table.cols and _headings(document, other) == columns.headings:
            rows += _rows_of_several(document, other, columns, settings)
    for each in (True, False):
        told = [(t, row, blocks if each and _are_alike(blocks) else firsts) for t, row, blocks, firsts in rows]
        found = frozenset(col for col in owned if _goes_in_step(document, col, told))
        if not each or any(columns.roles[col] in BODIES for col in found):
            return Steps(found, each)
    return Steps()


def _headings(document: Document, table: Table) -> tuple[str | None, ...]:
    row = max(table.header_rows, default=0)
    return tuple(cell_text(document, table.at(row, col)) or None for col in range(table.cols))


def _rows_of_several(document: Document, table: Table, columns: Columns, settings: ExtractSettings) -> _Rows:
    """The rows whose measures' cell holds several paragraphs or items, and where each of its commitments begins."""
    rows: _Rows = []
    for row in range(table.rows):
        cell = table.at(row, columns.measure)
        if row in table.header_rows or cell is None or cell.row != row or not cell.blocks:
            continue
        blocks = cell_blocks(document, table, row, columns.measure)
        if len(blocks) > 1:
            said = read_cell(document, blocks, settings).commitments
            rows.append((table, row, blocks, _first_blocks(said, blocks)))
    return rows


def _first_blocks(said: Sequence[Commitment], blocks: Sequence[Block]) -> list[Block]:
    """The block in which each commitment begins."""
    starts = [commitment.text[0][0] for commitment in said]
    return [next(b for b in reversed(blocks) if b.start <= start) for start in starts]


def _are_alike(blocks: Sequence[Block]) -> bool:
    """Whether a cell holds nothing but plain paragraphs, or nothing but items."""
    items = {block.role == "item" for block in blocks}
    return len(items) == 1 and not blocks[0].style.bold


def _goes_in_step(document: Document, col: int, rows: Sequence[tuple[Table, int, list[Block]]]) -> bool:
    """Whether the cells of a column that hold several blocks hold as many as the measures' cells beside them."""
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
