"""Words to the cells of a grid, so that none is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from vaxtanalys.geometry import Holders, overlap
from vaxtanalys.layout.lines import Line, make_line
from vaxtanalys.layout.rows import group_rows
from vaxtanalys.layout.tables import Part, PartCell
from vaxtanalys.model import Box, RawTable, Word
from vaxtanalys.model.many import maker

_part_cell = maker(PartCell)


def fill_part(
    page: int, table: RawTable, words: Sequence[Word], claimed: Mapping[int, int] = MappingProxyType({})
) -> tuple[Part, list[Word]]:
    """The part of a table on a page, and the words that do not stand in it.

    A word belongs to the cell that holds its middle; one that stands in the table but in no cell goes to the nearest,
    so that nothing is lost. ``claimed`` words (by identity) stand in the cell of that index, wherever they are.
    """
    inside: list[Word] = []
    outside: list[Word] = []
    x0, top, x1, bottom = table.box.x0 - 0.5, table.box.top - 0.5, table.box.x1 + 0.5, table.box.bottom + 0.5
    for word in words:
        # ``centre_in`` written out, for this is asked of every word of a page and table.
        box = word.box
        within = x0 <= (box.x0 + box.x1) / 2 <= x1 and top <= (box.top + box.bottom) / 2 <= bottom
        (inside if within or (claimed and id(word) in claimed) else outside).append(word)
    held: dict[int, list[Word]] = {index: [] for index in range(len(table.cells))}
    holders = Holders([cell.box for cell in table.cells])
    for word in inside:
        owner = claimed.get(id(word)) if claimed else None
        if owner is None:
            owner = holders.first(word.box)
        if owner is None:
            owner = min(range(len(table.cells)), key=lambda i: (_distance(word.box, table.cells[i].box), i))
        held[owner].append(word)
    cells = tuple([_part_cell(cell, tuple(_cell_lines(page, held[i]))) for i, cell in enumerate(table.cells)])
    return Part(page, table.box, table.kind, cells), outside


def _cell_lines(page: int, words: Sequence[Word]) -> list[Line]:
    upright = [word for word in words if word.upright]
    turned: list[list[Word]] = []
    # Turned words come in the order of reading; a line of them is what stands in one upright strip.
    for word in (word for word in words if not word.upright):
        last = turned[-1][-1].box if turned else word.box
        if turned and overlap(last.x0, last.x1, word.box.x0, word.box.x1) >= 0.5 * min(last.width, word.box.width):
            turned[-1].append(word)
        else:
            turned.append([word])
    return [line for row in (*group_rows(upright), *turned) if (line := make_line(page, row)) is not None]


def _distance(inner: Box, outer: Box) -> float:
    x, y = (inner.x0 + inner.x1) / 2, (inner.top + inner.bottom) / 2
    return max(outer.x0 - x, 0, x - outer.x1) + max(outer.top - y, 0, y - outer.bottom)
