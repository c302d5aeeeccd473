"""Grids and words to tables: what stands in each cell, and which grids are parts of one table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vaxtanalys.geometry import cluster, nearest_in_order
from vaxtanalys.layout.lines import Line
from vaxtanalys.layout.tagged_parts import PartTags
from vaxtanalys.model import Box, RawCell
from vaxtanalys.model.many import maker

_EDGE = 5.0


@dataclass(frozen=True, slots=True)
class PartCell:
    """A cell of one page's part of a table, with the lines that stand in it."""

    raw: RawCell
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The cell's words."""
        return " ".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a table that stands on one page."""

    page: int
    box: Box
    kind: str
    cells: tuple[PartCell, ...]
    tags: PartTags | None = None

    @property
    def rows(self) -> int:
        """The number of rows."""
        return max([cell.raw.row + cell.raw.row_span for cell in self.cells])

    @property
    def edges(self) -> list[float]:
        """The left and right edges of its cells, rising; the left ones alone where white stands between the columns."""
        if self.kind == "tagged":
            return cluster([*(c.raw.box.x0 for c in self.cells), max(c.raw.box.x1 for c in self.cells)], _EDGE)
        return cluster([e for cell in self.cells for e in (cell.raw.box.x0, cell.raw.box.x1)], _EDGE)

    def row(self, number: int) -> list[PartCell]:
        """The cells that begin in a row, left to right."""
        return [cell for cell in self.cells if cell.raw.row == number]


@dataclass(frozen=True, slots=True)
class CellPart:
    """What one page shows of a cell."""

    page: int
    box: Box
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class LogicalCell:
    """A cell of the whole table: its place in the joined grid, and what each page shows of it.

    ``filled_from`` is the merged cell of the page before whose rest this is: empty, and meaning the same.
    """

    row: int
    col: int
    row_span: int
    col_span: int
    parts: tuple[CellPart, ...]
    header: bool = False
    filled_from: tuple[int, int] | None = None

    @property
    def lines(self) -> tuple[Line, ...]:
        """All its lines, page by page."""
        if len(self.parts) == 1:
            return self.parts[0].lines
        return tuple([line for part in self.parts for line in part.lines])


_logical_cell, _cell_part = maker(LogicalCell), maker(CellPart)


@dataclass(frozen=True, slots=True)
class LogicalTable:
    """A table over all its pages."""

    kind: str
    cells: tuple[LogicalCell, ...]
    header_rows: tuple[int, ...]
    row_pages: tuple[int, ...]
    boxes: tuple[tuple[int, Box], ...]
    cols: int


class _Columns:
    """Which columns of the whole table a cell of one part covers.

    Where rules make the columns, their edges tell, over all parts; else the parts have the same columns in number.
    """

    def __init__(self, parts: Sequence[Part]) -> None:
        loose = all(part.kind != "ruled" for part in parts)
        self._edges = None if loose else cluster([edge for part in parts for edge in part.edges], _EDGE)
        self.count = (
            max(cell.raw.col + cell.raw.col_span for part in parts for cell in part.cells)
            if self._edges is None
            else len(self._edges) - 1
        )

    def of(self, cell: PartCell) -> tuple[int, int]:
        """The first column of a cell, and the one after its last."""
        if self._edges is None:
            return cell.raw.col, cell.raw.col + cell.raw.col_span
        col = nearest_in_order(self._edges, cell.raw.box.x0)
        return col, max(col + 1, nearest_in_order(self._edges, cell.raw.box.x1))


def join_parts(parts: Sequence[Part]) -> LogicalTable:
    """One table of its parts: columns from all parts' edges, rows counted on, a row divided by the break made whole."""
    columns = _Columns(parts)
    header_count = (parts[0].tags and parts[0].tags.headings(parts[0].rows)) or leading_header_rows(parts[0])
    header_texts = [[cell.text.casefold() for cell in parts[0].row(r)] for r in range(header_count)]
    cells: list[LogicalCell] = []
    row_pages: list[int] = []
    header_rows: list[int] = []
    for index, part in enumerate(parts):
        repeated = _repeated(part, header_texts)
        heads = header_count if index == 0 else repeated
        base = len(row_pages)
        merged = index > 0 and _row_goes_on(cells, base - 1, parts[index - 1], part, heads, columns)
        first_body = heads
        by_row: defaultdict[int, list[PartCell]] = defaultdict(list)
        for cell in part.cells:
            by_row[cell.raw.row].append(cell)
        for row in range(part.rows):
            if merged and row == first_body:
                cells = _merge_row(cells, base + heads - 1, part, row, columns)
                continue
            shift = -1 if merged and row > first_body else 0
            number = base + row + shift
            if row < heads:
                header_rows.append(number)
            row_pages.append(part.page)
            made = [_logical(cell, number, part.page, columns, row < heads) for cell in by_row[row]]
            goes_on = index > 0 and row == heads and not merged
            if goes_on and part.kind == "ruled":
                cells = _filled_back(cells, made, base - 1)
            cells.extend(_filled(cell, cells, base - 1) if goes_on else cell for cell in made)
    return LogicalTable(
        kind=parts[0].kind,
        cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))),
        header_rows=tuple(header_rows),
        row_pages=tuple(row_pages),
        boxes=tuple((part.page, part.box) for part in parts),
        cols=columns.count,
    )


def leading_header_rows(part: Part) -> int:
    """How many rows at the top of a table hold column headings.

    ``header_by_type``: a top row of at least two filled cells whose letters are all bold, or coloured otherwise than
    the rows below, while the rows below are not. ``header_by_length``: else a top row of short cells without an end
    mark over rows of longer text. ``levels_by_span``: where a cell of the top row is merged down (a heading over two
    columns stands beside it), the rows it covers are headings too.
    """
    levels = max((cell.raw.row_span for cell in part.row(0)), default=1)
    first = [cell for cell in part.row(0) if cell.lines]
    if part.rows <= levels or len(first) < 2:
        return 0
    return levels if _is_header(part, first, levels) else 0


def _is_header(part: Part, first: Sequence[PartCell], levels: int) -> bool:
    below = [cell for cell in part.cells if cell.raw.row >= levels and cell.lines]
    bold = all(line.bold for cell in first for line in cell.lines)
    below_bold = [all(line.bold for line in cell.lines) for cell in below]
    if bold and below_bold and sum(below_bold) < 0.7 * len(below_bold):
        return True
    colours = {line.color for cell in first for line in cell.lines}
    if below and len(colours) == 1 and not any(line.color in colours for cell in below for line in cell.lines):
        return True
    short = all(len(cell.text) <= 40 and not cell.text.rstrip().endswith(".") for cell in first)
    longest = max((len(cell.text) for cell in below), default=0)
    return short and len(first) == _columns_used(part) and longest > 45


def _columns_used(part: Part) -> int:
    return len({cell.raw.col for cell in part.cells if cell.raw.row == 0})


def _repeated(part: Part, header_texts: list[list[str]]) -> int:
    if part.tags is not None and (told := part.tags.headings(part.rows)):
        return told
    count = 0
    for row, texts in enumerate(header_texts):
        if row < part.rows and [cell.text.casefold() for cell in part.row(row)] == texts:
            count += 1
        else:
            filled = {cell.text.casefold() for cell in part.row(row) if cell.text}
            if not filled or filled != {text for text in texts if text}:
                break
            count += 1
    return count


def _logical(cell: PartCell, row: int, page: int, columns: _Columns, header: bool) -> LogicalCell:
    col, end = columns.of(cell)
    return _logical_cell(
        row=row,
        col=col,
        row_span=cell.raw.row_span,
        col_span=end - col,
        parts=(_cell_part(page, cell.raw.box, cell.lines),),
        header=header,
    )


def _filled(cell: LogicalCell, before: Sequence[LogicalCell], last: int) -> LogicalCell:
    """``merged_over_the_break``: an empty cell at the top of a page that goes on with a merged cell of the page before.

    One of the two is merged over rows, or other cells of the column are and none of it is left empty.
    """
    if cell.lines or cell.header:
        return cell
    column = [c for c in before if c.col == cell.col and not c.header]
    above = next((c for c in column if c.row <= last < c.row + c.row_span), None)
    if above is None or not (above.lines or above.filled_from):
        return cell
    habit = any(c.row_span > 1 for c in column) and all(c.lines or c.filled_from for c in column)
    if cell.row_span == 1 and above.row_span == 1 and not habit:
        return cell
    return replace(cell, filled_from=above.filled_from or (above.row, above.col))


def _filled_back(before: Sequence[LogicalCell], made: Sequence[LogicalCell], last: int) -> list[LogicalCell]:
    """``words_after_the_break``: the cells, an empty one at a page's foot filled from the next page's first.

    The words of a merged cell stand in its middle, which may be on its second page. Other cells of the column are
    merged, and none of it is left empty.
    """
    done = list(before)
    for cell in made:
        column = [c for c in before if c.col == cell.col and not c.header]
        foot = next((c for c in column if c.row <= last < c.row + c.row_span), None)
        rest = [c for c in column if c is not foot]
        merged = any(c.row_span > 1 for c in rest) and all(c.lines or c.filled_from for c in rest)
        if cell.lines and foot is not None and not foot.lines and foot.filled_from is None and merged:
            done[done.index(foot)] = replace(foot, filled_from=(cell.row, cell.col))
    return done


def _row_goes_on(
    cells: Sequence[LogicalCell], last: int, before: Part, part: Part, heads: int, columns: _Columns
) -> bool:
    """``divided_row``: whether the part's first row of matter is the rest of the row before the page break.

    Where both parts show the same tagged table its rows tell. Else a cell that opens with a small letter, while the
    text above it in the same column has no end mark, is the rest of that text; of a row that begins,
    most cells open otherwise (a capital, a figure).
    """
    if heads >= part.rows:
        return False
    if before.tags and part.tags and (told := before.tags.goes_on(part.tags, heads)) is not None:
        return told
    if _lacks_main_cell(cells, part, heads, columns):
        return True
    goes_on = anew = 0
    for cell in part.row(heads):
        if not cell.lines:
            continue
        col = columns.of(cell)[0]
        above = next((c for c in cells if c.col == col and c.row <= last < c.row + c.row_span and c.lines), None)
        if above is None:
            continue
        ended = above.lines[-1].text.rstrip().endswith((".", "!", "?", ":"))
        if cell.lines[0].marker is None and cell.text[:1].islower() and not ended:
            goes_on += 1
        elif cell.lines[0].marker is None:
            anew += 1
    return goes_on > anew


def _lacks_main_cell(cells: Sequence[LogicalCell], part: Part, heads: int, columns: _Columns) -> bool:
    """``row_without_its_main_cell``: the row is empty in a column that every row of matter before it fills.

    Rows of one cell over the whole width (bands) are no measure of what a row fills, nor is a column whose cells are
    merged over rows: after the break its cell is blank.
    """
    matter = {c.row for c in cells if not c.header and c.col_span < columns.count}
    if len(matter) < 4:
        return False
    here = {columns.of(cell)[0] for cell in part.row(heads) if cell.lines}
    if not here or any(cell.raw.col_span > 1 for cell in part.row(heads)):
        return False
    grouped = {c.col for c in cells if c.row_span > 1 and not c.header}
    for col in set(range(columns.count)) - grouped:
        filled = {c.row + k for c in cells if c.col == col and c.lines for k in range(c.row_span)}
        if col not in here and matter <= filled:
            return True
    return False


def _merge_row(cells: list[LogicalCell], row: int, part: Part, part_row: int, columns: _Columns) -> list[LogicalCell]:
    """The cells with the rest of a divided row added to the cells above."""
    # The divided row is the last row of matter before the repeated heading.
    target = max((c.row for c in cells if c.row <= row and not c.header), default=row)
    merged = list(cells)
    for cell in part.row(part_row):
        col = columns.of(cell)[0]
        index = next(
            (
                i
                for i, c in enumerate(merged)
                if c.row <= target < c.row + c.row_span and c.col <= col < c.col + c.col_span
            ),
            None,
        )
        if index is None:
            merged.append(_logical(cell, target, part.page, columns, False))
            continue
        old = merged[index]
        merged[index] = replace(old, parts=(*old.parts, CellPart(part.page, cell.raw.box, cell.lines)))
    return merged
