"""Grids and words to tables: what stands in each cell, and which grids are parts of one table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from vaxtanalys.geometry import centre_in, cluster, nearest_index
from vaxtanalys.layout.lines import Line, group_rows, make_line
from vaxtanalys.layout.paragraphs import Leading, Paragraph, make_paragraphs
from vaxtanalys.model import Box, RawCell, RawTable, Word

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

    @property
    def rows(self) -> int:
        """The number of rows."""
        return max(cell.raw.row + cell.raw.row_span for cell in self.cells)

    @property
    def edges(self) -> list[float]:
        """The left and right edges of its cells, rising."""
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


def fill_part(page: int, table: RawTable, words: Sequence[Word]) -> tuple[Part, list[Word]]:
    """The part of a table on a page, and the words that do not stand in it.

    A word belongs to the cell that holds its middle; one that stands in the table but in no cell goes to the nearest,
    so that nothing is lost.
    """
    inside = [word for word in words if centre_in(word.box, table.box)]
    outside = [word for word in words if not centre_in(word.box, table.box)]
    held: dict[int, list[Word]] = {index: [] for index in range(len(table.cells))}
    for word in inside:
        owner = next((i for i, cell in enumerate(table.cells) if centre_in(word.box, cell.box)), None)
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
    a, b = before.edges, after.edges
    if abs(a[0] - b[0]) > 2 * _EDGE or abs(a[-1] - b[-1]) > 2 * _EDGE:
        return False
    few, many = sorted((a, b), key=len)
    return all(min(abs(edge - other) for other in many) <= _EDGE for edge in few)


def join_parts(parts: Sequence[Part]) -> LogicalTable:
    """One table of its parts: columns from all parts' edges, rows counted on, a row divided by the break made whole."""
    edges = cluster([edge for part in parts for edge in part.edges], _EDGE)
    header_count = leading_header_rows(parts[0])
    header_texts = [[cell.text.casefold() for cell in parts[0].row(r)] for r in range(header_count)]
    cells: list[LogicalCell] = []
    row_pages: list[int] = []
    header_rows: list[int] = []
    for index, part in enumerate(parts):
        repeated = _repeated(part, header_texts)
        heads = header_count if index == 0 else repeated
        base = len(row_pages)
        merged = index > 0 and _row_goes_on(cells, base - 1, part, heads, edges)
        first_body = heads
        for row in range(part.rows):
            if merged and row == first_body:
                cells = _merge_row(cells, base + heads - 1, part, row, edges)
                continue
            shift = -1 if merged and row > first_body else 0
            number = base + row + shift
            if row < heads:
                header_rows.append(number)
            row_pages.append(part.page)
            cells.extend(_logical(cell, number, part.page, edges, row < heads) for cell in part.row(row))
    return LogicalTable(
        kind=parts[0].kind,
        cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))),
        header_rows=tuple(header_rows),
        row_pages=tuple(row_pages),
        boxes=tuple((part.page, part.box) for part in parts),
        cols=len(edges) - 1,
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
    count = 0
    for row, texts in enumerate(header_texts):
        if row < part.rows and [cell.text.casefold() for cell in part.row(row)] == texts:
            count += 1
        else:
            filled = {cell.text.casefold() for cell in part.row(row) if cell.text}
            if filled and filled == {text for text in texts if text}:
                count += 1
            else:
                break
    return count


def _logical(cell: PartCell, row: int, page: int, edges: list[float], header: bool) -> LogicalCell:
    col = nearest_index(edges, cell.raw.box.x0)
    end = nearest_index(edges, cell.raw.box.x1)
    return LogicalCell(
        row=row,
        col=col,
        row_span=cell.raw.row_span,
        col_span=max(1, end - col),
        parts=(CellPart(page, cell.raw.box, cell.lines),),
        header=header,
    )


def _row_goes_on(cells: Sequence[LogicalCell], last: int, part: Part, heads: int, edges: list[float]) -> bool:
    """``divided_row``: whether the part's first row of matter is the rest of the row before the page break.

    A cell that opens with a small letter, while the text above it in the same column has no end mark, can only be the
    rest of that text.
    """
    if heads >= part.rows:
        return False
    for cell in part.row(heads):
        if not cell.lines or cell.lines[0].marker:
            continue
        col = nearest_index(edges, cell.raw.box.x0)
        above = next((c for c in cells if c.col == col and c.row <= last < c.row + c.row_span and c.lines), None)
        if above is None:
            continue
        end = above.lines[-1].text.rstrip()
        if cell.text[:1].islower() and not end.endswith((".", "!", "?", ":")):
            return True
    return False


def _merge_row(cells: list[LogicalCell], row: int, part: Part, part_row: int, edges: list[float]) -> list[LogicalCell]:
    """The cells with the rest of a divided row added to the cells above."""
    # The divided row is the last row of matter before the repeated heading.
    target = max((c.row for c in cells if c.row <= row and not c.header), default=row)
    merged = list(cells)
    for cell in part.row(part_row):
        col = nearest_index(edges, cell.raw.box.x0)
        index = next(
            (
                i
                for i, c in enumerate(merged)
                if c.row <= target < c.row + c.row_span and c.col <= col < c.col + c.col_span
            ),
            None,
        )
        if index is None:
            merged.append(_logical(cell, target, part.page, edges, False))
            continue
        old = merged[index]
        merged[index] = replace(old, parts=(*old.parts, CellPart(part.page, cell.raw.box, cell.lines)))
    return merged


def cell_paragraphs(cell: LogicalCell, leading: Leading, gap: float) -> list[Paragraph]:
    """The paragraphs of a cell, those of its later pages joined on where a sentence runs over."""
    found: list[Paragraph] = []
    for shown in cell.parts:
        left = min((line.box.x0 for line in shown.lines), default=shown.box.x0)
        padding = min(max(left - shown.box.x0, 1.0), 12.0)
        part = make_paragraphs(shown.lines, leading, gap, right=shown.box.x1 - padding, in_cell=True)
        if found and part and _same_sentence(found[-1], part[0]):
            first = found.pop()
            part[0] = replace(first, lines=(*first.lines, *part[0].lines))
        found.extend(part)
    return found


def _same_sentence(before: Paragraph, after: Paragraph) -> bool:
    end = before.text.rstrip()
    return after.marker is None and after.text[:1].islower() and not end.endswith((".", "!", "?", ":"))
