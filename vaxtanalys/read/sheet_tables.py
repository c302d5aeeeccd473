"""The filled cells of a sheet parted into titles and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vaxtanalys.raw_structure import RawBlock

_LONGEST_HEAD = 45


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A filled or merged cell; rows and columns as in the sheet, from 1."""

    row: int
    col: int
    blocks: tuple[RawBlock, ...]
    tall: int = 1
    wide: int = 1
    hidden: bool = False

    @property
    def text(self) -> str:
        """The words of the cell."""
        return " ".join(" ".join(block.text for block in self.blocks).split())


@dataclass(frozen=True, slots=True)
class SheetTable:
    """Cells that make one table; ``top`` is its first row."""

    top: int
    cells: tuple[SheetCell, ...]


def split_tables(cells: Sequence[SheetCell]) -> Iterator[SheetCell | SheetTable]:
    """The titles and tables of a sheet from the top.

    ``title_rows``: rows with one filled cell above the first row with several are titles. ``new_head``: after empty
    rows a new table begins where a row of column heads stands (short parts, all bold or as the first table's heads);
    else the rows go on with the table above, as sheets are often spaced out for the eye.
    """
    filled = [cell for cell in cells if cell.blocks]
    merged = {(cell.row, cell.col): cell for cell in cells}
    rows = sorted({cell.row for cell in filled})
    by_row = {row: [cell for cell in filled if cell.row == row] for row in rows}
    open_: list[int] = []
    head: tuple[str, ...] = ()
    waiting: list[int] = []
    before = 0
    for row in rows:
        several = len(by_row[row]) > 1
        apart = row > _end(before, by_row, merged) + 1
        heads = _heads(by_row[row])
        begins = several and (not open_ or ((apart or bool(waiting)) and (heads is not None or heads == head)))
        if begins:
            if open_:
                yield _table(open_, by_row)
            yield from (cell for title in waiting for cell in by_row[title])
            open_, waiting, head = [row], [], heads or ()
        elif not open_ or (apart and not several):
            waiting.append(row)
        else:
            open_, waiting = [*open_, *waiting, row], []
        before = row
    if open_:
        yield _table(open_, by_row)
    yield from (cell for title in waiting for cell in by_row[title])


def _end(row: int, by_row: dict[int, list[SheetCell]], merged: dict[tuple[int, int], SheetCell]) -> int:
    return max((cell.row + cell.tall - 1 for cell in by_row.get(row, ())), default=row)


def _heads(cells: Sequence[SheetCell]) -> tuple[str, ...] | None:
    """The words of a row of column heads; None where the row is none."""
    texts = tuple(cell.text for cell in cells)
    short = all(len(text) <= _LONGEST_HEAD and any(char.isalpha() for char in text) for text in texts)
    bold = all(run.bold for cell in cells for block in cell.blocks for run in block.runs if run.text.strip())
    return texts if short and bold else None


def _table(rows: Sequence[int], by_row: dict[int, list[SheetCell]]) -> SheetTable:
    return SheetTable(rows[0], tuple(cell for row in rows for cell in by_row[row]))
