"""Grids and words to tables: what stands in each cell, and which grids are parts of one table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from vaxtanalys.geometry import centre_in, cluster, first_holder, nearest_index
from vaxtanalys.layout.lines import Line, group_rows, make_line
from vaxtanalys.layout.paragraphs import Apart, Leading, Paragraph, make_paragraphs
from vaxtanalys.layout.tagged_parts import PartTags
from vaxtanalys.model import Box, RawCell, RawTable, Word

_EDGE = 5.0
_LOOSE_EDGE = 30.0


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
        return max(cell.raw.row + cell.raw.row_span for cell in self.cells)

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
    """A cell of the whole table: its place in the joined grid, and what each page shows of it."""

    row: int
    col: int
    row_span: int
    col_span: int
    parts: tuple[CellPart, ...]
    header: bool = False

    @property
    def lines(self) -> tuple[Line, ...]:
        """All its lines, page by page."""
        return tuple(line for part in self.parts for line in part.lines)


@dataclass(frozen=True, slots=True)
class LogicalTable:
    """A table over all its pages."""

    kind: str
    cells: tuple[LogicalCell, ...]
    header_rows: tuple[int, ...]
    row_pages: tuple[int, ...]
    boxes: tuple[tuple[int, Box], ...]
    cols: int


def fill_part(
    page: int, table: RawTable, words: Sequence[Word], claimed: Mapping[Word, int] = MappingProxyType({})
) -> tuple[Part, list[Word]]:
    """The part of a table on a page, and the words that do not stand in it.

    A word belongs to the cell that holds its middle; one that stands in the table but in no cell goes to the nearest,
    so that nothing is lost. ``claimed`` words stand in the cell of that index, wherever they are.
    """
    inside = [word for word in words if word in claimed or centre_in(word.box, table.box)]
    outside = [word for word in words if word not in claimed and not centre_in(word.box, table.box)]
    held: dict[int, list[Word]] = {index: [] for index in range(len(table.cells))}
    boxes = [cell.box for cell in table.cells]
    for word in inside:
        owner = claimed.get(word, first_holder(word.box, boxes))
        if owner is None:
            owner = min(range(len(table.cells)), key=lambda i: (_distance(word.box, table.cells[i].box), i))
        held[owner].append(word)
    cells = tuple(PartCell(cell, tuple(_cell_lines(page, held[i]))) for i, cell in enumerate(table.cells))
    return Part(page, table.box, table.kind, cells), outside


def _cell_lines(page: int, words: Sequence[Word]) -> list[Line]:
    upright = [word for word in words if word.upright]
    turned = sorted((word for word in words if not word.upright), key=lambda w: (round(w.box.x0), -w.box.bottom))
    lines = [line for row in group_rows(upright) if (line := make_line(page, row)) is not None]
    if turned and (line := make_line(page, turned)) is not None:
        lines.append(line)
    return lines


def _distance(inner: Box, outer: Box) -> float:
    x, y = (inner.x0 + inner.x1) / 2, (inner.top + inner.bottom) / 2
    return max(outer.x0 - x, 0, x - outer.x1) + max(outer.top - y, 0, y - outer.bottom)


def continues(before: Part, after: Part) -> bool:
    """Whether ``after``, the first thing on its page, is the rest of ``before``, the last thing on the page before it.

    ``same_frame``: the outer edges agree, and every inner edge of the one with fewer columns is an edge of the other.
    """
    if before.tags and after.tags and before.tags.element == after.tags.element:
        return True
    a, b = before.edges, after.edges
    if "ruled" not in (before.kind, after.kind) and len(a) == len(b):
        # Columns without rules are known by the words' edges alone, and these differ from page to page.
        return all(abs(x - y) <= _LOOSE_EDGE for x, y in zip(a, b, strict=True))
    if abs(a[0] - b[0]) > 2 * _EDGE or abs(a[-1] - b[-1]) > 2 * _EDGE:
        return False
    few, many = sorted((a, b), key=len)
    return all(min(abs(edge - other) for other in many) <= _EDGE for edge in few)


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
        col = nearest_index(self._edges, cell.raw.box.x0)
        return col, max(col + 1, nearest_index(self._edges, cell.raw.box.x1))


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
        for row in range(part.rows):
            if merged and row == first_body:
                cells = _merge_row(cells, base + heads - 1, part, row, columns)
                continue
            shift = -1 if merged and row > first_body else 0
            number = base + row + shift
            if row < heads:
                header_rows.append(number)
            row_pages.append(part.page)
            cells.extend(_logical(cell, number, part.page, columns, row < heads) for cell in part.row(row))
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
    mark over rows of longer text.
    """
    if part.rows < 2:
        return 0
    first = [cell for cell in part.row(0) if cell.lines]
    if len(first) < 2:
        return 0
    below = [cell for cell in part.cells if cell.raw.row > 0 and cell.lines]
    bold = all(line.bold for cell in first for line in cell.lines)
    below_bold = [all(line.bold for line in cell.lines) for cell in below]
    if bold and below_bold and sum(below_bold) < 0.7 * len(below_bold):
        return 1
    colours = {line.color for cell in first for line in cell.lines}
    if below and len(colours) == 1 and not any(line.color in colours for cell in below for line in cell.lines):
        return 1
    short = all(len(cell.text) <= 40 and not cell.text.rstrip().endswith(".") for cell in first)
    longest = max((len(cell.text) for cell in below), default=0)
    return 1 if short and len(first) == _columns_used(part) and longest > 45 else 0


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
    return LogicalCell(
        row=row,
        col=col,
        row_span=cell.raw.row_span,
        col_span=end - col,
        parts=(CellPart(page, cell.raw.box, cell.lines),),
        header=header,
    )


def _row_goes_on(
    cells: Sequence[LogicalCell], last: int, before: Part, part: Part, heads: int, columns: _Columns
) -> bool:
    """``divided_row``: whether the part's first row of matter is the rest of the row before the page break.

    Where both parts show the same tagged table its rows tell. Else a cell that opens with a small letter, while the
    text above it in the same column has no end mark, can only be the rest of that text.
    """
    if heads >= part.rows:
        return False
    if before.tags and part.tags and (told := before.tags.goes_on(part.tags, heads)) is not None:
        return told
    if _lacks_main_cell(cells, part, heads, columns):
        return True
    for cell in part.row(heads):
        if not cell.lines or cell.lines[0].marker:
            continue
        col = columns.of(cell)[0]
        above = next((c for c in cells if c.col == col and c.row <= last < c.row + c.row_span and c.lines), None)
        if above is None:
            continue
        end = above.lines[-1].text.rstrip()
        if cell.text[:1].islower() and not end.endswith((".", "!", "?", ":")):
            return True
    return False


def _lacks_main_cell(cells: Sequence[LogicalCell], part: Part, heads: int, columns: _Columns) -> bool:
    """``row_without_its_main_cell``: the row is empty in a column that every row of matter before it fills.

    Rows of one cell over the whole width (bands) are no measure of what a row fills.
    """
    matter = {c.row for c in cells if not c.header and c.col_span < columns.count}
    if len(matter) < 4:
        return False
    here = {columns.of(cell)[0] for cell in part.row(heads) if cell.lines}
    if not here or any(cell.raw.col_span > 1 for cell in part.row(heads)):
        return False
    for col in range(columns.count):
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


def cell_paragraphs(cell: LogicalCell, leading: Leading, gap: float, apart: Apart | None = None) -> list[Paragraph]:
    """The paragraphs of a cell, those of its later pages joined on where a sentence runs over.

    ``apart`` is what a tag tree says of lines (see ``make_paragraphs``).
    """
    found: list[Paragraph] = []
    for shown in cell.parts:
        left = min((line.box.x0 for line in shown.lines), default=shown.box.x0)
        padding = min(max(left - shown.box.x0, 1.0), 12.0)
        part = make_paragraphs(shown.lines, leading, gap, right=shown.box.x1 - padding, in_cell=True, apart=apart)
        if found and part and _same_sentence(found[-1], part[0]):
            first = found.pop()
            part[0] = replace(first, lines=(*first.lines, *part[0].lines))
        found.extend(part)
    return found


def _same_sentence(before: Paragraph, after: Paragraph) -> bool:
    end = before.text.rstrip()
    return after.marker is None and after.text[:1].islower() and not end.endswith((".", "!", "?", ":"))
