"""What each page shows of a table that is known by its tags: a grid, drawn between the words of its cells."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from vaxtanalys.model import Box, RawCell, RawTable, Word
from vaxtanalys.model.many import maker

# How far from its words a cell's edge is drawn at most, in points.
_PADDING = 3.0
# How many lines above a part its repeated heading row is looked for.
_NEAR = 8.0
_box, _raw_cell = maker(Box), maker(RawCell)


@dataclass(frozen=True, slots=True)
class TaggedCell:
    """A cell of a tagged table: its element, its place in the grid (from 0), if it is a heading, its words by page."""

    element: int
    row: int
    col: int
    row_span: int
    col_span: int
    header: bool
    words: Mapping[int, tuple[Word, ...]]

    @property
    def text(self) -> str:
        """Its words, page by page: for recognising, not for quoting."""
        return " ".join(word.text for page in sorted(self.words) for word in self.words[page])


@dataclass(frozen=True, slots=True)
class TaggedTable:
    """A table element with words. ``header_rows`` rows at its top hold column headings (0: the tags do not say).

    ``merged`` are its cells with words that cover several rows. ``doubt`` says, in Swedish, why the tags alone would
    not make it a table; empty where they would.
    """

    element: int
    rows: int
    cols: int
    cells: tuple[TaggedCell, ...]
    header_rows: int
    by_page: Mapping[int, tuple[TaggedCell, ...]]
    merged: tuple[TaggedCell, ...] = ()
    doubt: str = ""

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages on which it has words."""
        return tuple(self.by_page)

    def on(self, page: int) -> tuple[TaggedCell, ...]:
        """Its cells with words on a page."""
        return self.by_page.get(page, ())

    def empty(self, first: int, last: int) -> list[TaggedCell]:
        """Its cells without words that begin in the rows ``first`` to ``last``."""
        low, high = (bisect_left(self.cells, row, key=lambda cell: cell.row) for row in (first, last + 1))
        return [cell for cell in self.cells[low:high] if not cell.words]


@dataclass(frozen=True, slots=True)
class PartTags:
    """What the tag tree knows of a table's part on a page: its element, and which of its rows each row of the part is.

    ``header_rows`` rows at the top of the whole table hold column headings (0: the tags do not say).
    """

    element: int
    rows: tuple[int | None, ...]
    header_rows: int

    def headings(self, rows: int) -> int:
        """``tagged_headings``: how many of the part's rows, from the top, are column headings by their tags."""
        count = 0
        for row in self.rows[: max(0, rows - 1)]:
            if row is None or row >= self.header_rows:
                break
            count += 1
        return count

    def goes_on(self, after: PartTags, heads: int) -> bool | None:
        """Whether the first row of matter of the part ``after``, below ``heads`` heading rows, is this part's last row.

        None where they are of two tables, or no tag tells.
        """
        last = self.rows[-1] if self.rows else None
        first = after.rows[heads] if heads < len(after.rows) else None
        return None if self.element != after.element or last is None or first is None else last == first


@dataclass(frozen=True, slots=True)
class TaggedPart:
    """What one page shows of a tagged table: a grid, each cell's words, and which rows of the table it shows."""

    element: int
    grid: RawTable
    words: tuple[tuple[Word, ...], ...]
    rows: tuple[int, ...]
    columns: tuple[tuple[float, float], ...]
    header_rows: int


def tagged_part(table: TaggedTable, page: int) -> TaggedPart | None:
    """The grid of a tagged table on one page, its cells drawn between its words.

    None where the rows or columns do not follow each other on the page.
    """
    here = table.on(page)
    rows = sorted({cell.row for cell in here})
    ys = _row_edges(here, rows, page)
    columns = _columns(table, page)
    if ys is None or columns is None:
        return None
    cells, words = [], []
    rest = [cell for cell in table.merged if page not in cell.words]
    for cell in sorted((*here, *table.empty(rows[0], rows[-1]), *rest), key=lambda cell: (cell.row, cell.col)):
        first, last = bisect_left(rows, cell.row), bisect_left(rows, cell.row + cell.row_span)
        # ``rest_of_a_merged_cell``: one that began on the page before stands empty beside the rows it still covers.
        if first == last:
            continue
        box = _box(columns[cell.col][0], ys[first], columns[cell.col + cell.col_span - 1][1], ys[last])
        cells.append(_raw_cell(first, cell.col, last - first, cell.col_span, box))
        words.append(cell.words.get(page, ()))
    grid = RawTable(Box(columns[0][0], ys[0], columns[-1][1], ys[-1]), "tagged", tuple(cells))
    return TaggedPart(table.element, grid, tuple(words), tuple(rows), tuple(columns), table.header_rows)


def heading_words(table: TaggedTable) -> tuple[str, ...]:
    """The words of a table's single heading row, from left to right; empty where it has none or several."""
    if table.header_rows != 1:
        return ()
    first = [cell for cell in table.cells if cell.row == 0 and cell.words]
    return tuple(word for cell in first for word in cell.text.split())


def with_repeated_heading(part: TaggedPart, heading: Sequence[str], words: Sequence[Word]) -> TaggedPart:
    """``untagged_repeated_heading``: the part with the heading row that the page repeats above it, if it does.

    Producers leave the repeated row out of the tag tree, so it is known by its words: those above the part's first row,
    within a few lines, are the words of the table's heading and no others.
    """
    grid = part.grid
    if not heading or 0 in part.rows:
        return part
    near = [w for w in words if w.box.bottom <= grid.box.top + 2 and w.box.top >= grid.box.top - _NEAR * w.size]
    for line in range(len(near)):
        top = sorted({word.box.top for word in near})[-line - 1 :][:1]
        chosen = [word for word in near if top and word.box.top >= top[0] - 1]
        if sorted(word.text for word in chosen) == sorted(heading):
            return _lifted(part, chosen)
        if len(chosen) > len(heading):
            break
    return part


def _lifted(part: TaggedPart, heading: Sequence[Word]) -> TaggedPart:
    """The part with one more row at its top."""
    grid = part.grid
    top, bottom = min(word.box.top for word in heading) - 1, grid.box.top
    added = [RawCell(0, col, 1, 1, Box(x0, top, x1, bottom)) for col, (x0, x1) in enumerate(part.columns)]
    own: list[list[Word]] = [[] for _ in added]
    for word in heading:
        middle = (word.box.x0 + word.box.x1) / 2
        own[min(range(len(added)), key=lambda c: abs(middle - (added[c].box.x0 + added[c].box.x1) / 2))].append(word)
    lowered = [RawCell(cell.row + 1, cell.col, cell.row_span, cell.col_span, cell.box) for cell in grid.cells]
    table = RawTable(Box(grid.box.x0, top, grid.box.x1, grid.box.bottom), grid.kind, (*added, *lowered))
    return replace(part, grid=table, words=(*map(tuple, own), *part.words), rows=(0, *part.rows))


def _row_edges(here: Sequence[TaggedCell], rows: Sequence[int], page: int) -> list[float] | None:
    """The upper edge of each row, and the lower edge of the last; None where the rows do not follow each other."""
    spans: list[tuple[float, float]] = []
    by_row: dict[int, list[TaggedCell]] = {row: [] for row in rows}
    for cell in here:
        by_row[cell.row].append(cell)
    for own in by_row.values():
        words = [word for cell in own if cell.row_span == 1 for word in cell.words[page]]
        words = words or [word for cell in own for word in cell.words[page]]
        spans.append((min([word.box.top for word in words]), max([word.box.bottom for word in words])))
    edges = [spans[0][0] - 1]
    edges += [(above[1] + below[0]) / 2 for above, below in pairwise(spans)]
    edges.append(max([word.box.bottom for cell in here for word in cell.words[page]]) + 1)
    return edges if all(a < b for a, b in pairwise(edges)) else None


def _columns(table: TaggedTable, page: int) -> list[tuple[float, float]] | None:
    """From where to where each column reaches, by the words of this page or else of all pages.

    A column ends where its longest line does: how much further it could reach no one drew, and a line that is shorter
    than that was broken on purpose only if the next word had fitted.
    """
    here = _extents(table, [page])
    spans = here if len(here) == table.cols else _extents(table, table.pages) | here
    if len(spans) != table.cols:
        return None
    columns = [spans[col] for col in range(table.cols)]
    gaps = [right[0] - left[1] for left, right in pairwise(columns)]
    if any(gap <= 0 for gap in gaps):
        return None
    slack = min(_PADDING, *(gap / 2 for gap in gaps))
    return [(x0 - slack, x1 + slack) for x0, x1 in columns]


def _extents(table: TaggedTable, pages: Sequence[int]) -> dict[int, tuple[float, float]]:
    """From where to where the words of each column reach, those of merged cells left out where there are others."""
    found: dict[int, tuple[float, float]] = {}
    for page in pages:
        for cell in table.on(page):
            if cell.col_span > 1:
                continue
            own = [word.box for word in cell.words[page]]
            low, high = min([box.x0 for box in own]), max([box.x1 for box in own])
            if cell.col in found:
                low, high = min(low, found[cell.col][0]), max(high, found[cell.col][1])
            found[cell.col] = low, high
    return found
