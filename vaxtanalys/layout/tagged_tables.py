"""Tables of the tag tree: their grid, and whether they look like tables on the page."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace

from vaxtanalys.layout.lines import SENTENCE_END
from vaxtanalys.layout.tagged_parts import TaggedCell, TaggedTable, tagged_part
from vaxtanalys.layout.tags import Tags, words_by_element
from vaxtanalys.model import RawPage, Word
from vaxtanalys.model.many import maker

_MOST_COLUMNS = 60
_MOST_ROWS = 5_000
_IN_THEIR_CELLS = 0.97
_RUN_ON = 0.3
# Without heading cells a table must have so many rows, and so large a share of its cells filled.
_LEAST_ROWS = 4
_FILLED = 0.7
_cell = maker(TaggedCell)


def find_tagged_tables(pages: Sequence[RawPage], tags: Tags) -> list[TaggedTable]:
    """The tables of a tag tree that hold words, in the order of the tree. A table of tables is left out."""
    if not any(tag.role == "Table" for tag in tags.tags):
        return []
    held = words_by_element(pages, tags)
    rows: dict[int, dict[int, list[int]]] = {}
    outer: set[int] = set()
    for index, tag in enumerate(tags.tags):
        table, row = tags.table[index], tags.row[index]
        if tag.role in ("TD", "TH") and table is not None and row is not None:
            rows.setdefault(table, {}).setdefault(row, []).append(index)
        elif tag.role == "Table" and tag.parent >= 0 and (around := tags.table[tag.parent]) is not None:
            outer.add(around)
    found = []
    for element, lines in rows.items():
        if element in outer or len(lines) > _MOST_ROWS:
            continue
        cells = _grid(list(lines.values()), tags, held)
        if cells:
            found.append(_judged(element, _without_idle(cells), tags))
    return found


def _grid(
    rows: Sequence[Sequence[int]], tags: Tags, held: Mapping[int, Sequence[tuple[int, Word]]]
) -> list[TaggedCell]:
    """The cells in rows and columns, spans counted as in HTML: a cell takes the first column that none above covers."""
    cells: list[TaggedCell] = []
    covered: dict[int, int] = {}
    for row, elements in enumerate(rows):
        col = 0
        for element in elements:
            while covered.get(col, 0) > row:
                col += 1
            tag = tags.tags[element]
            if col + tag.col_span > _MOST_COLUMNS:
                break
            row_span = min(tag.row_span, len(rows) - row)
            words: dict[int, list[Word]] = {}
            for page, word in held.get(element, ()):
                words.setdefault(page, []).append(word)
            cells.append(
                _cell(
                    element,
                    row,
                    col,
                    row_span,
                    tag.col_span,
                    tag.role == "TH" and tag.scope != "Row",
                    {page: tuple(found) for page, found in words.items()},
                )
            )
            for taken in range(col, col + tag.col_span):
                covered[taken] = row + row_span
            col += tag.col_span
    return cells


def _without_idle(cells: Sequence[TaggedCell]) -> list[TaggedCell]:
    """The cells renumbered so that no row and no column stands without words: such have no place on the page."""
    rows = sorted({cell.row for cell in cells if cell.words})
    cols = sorted({cell.col for cell in cells if cell.words})
    kept = []
    for cell in cells:
        row, row_end = bisect_left(rows, cell.row), bisect_left(rows, cell.row + cell.row_span)
        col, col_end = bisect_left(cols, cell.col), bisect_left(cols, cell.col + cell.col_span)
        if row < len(rows) and rows[row] == cell.row and col < len(cols) and cols[col] == cell.col:
            span = row_end - row, col_end - col
            kept.append(_cell(cell.element, row, col, *span, cell.header, cell.words))
    return kept


def _judged(element: int, cells: Sequence[TaggedCell], tags: Tags) -> TaggedTable:
    rows = max((cell.row + cell.row_span for cell in cells), default=0)
    cols = max((cell.col + cell.col_span for cell in cells), default=0)
    by_page: dict[int, list[TaggedCell]] = {}
    for cell in cells:
        for page in cell.words:
            by_page.setdefault(page, []).append(cell)
    merged = tuple(cell for cell in cells if cell.row_span > 1 and cell.words)
    shown = {page: tuple(by_page[page]) for page in sorted(by_page)}
    table = TaggedTable(element, rows, cols, tuple(cells), _header_rows(cells, rows), shown, merged)
    return replace(table, doubt=_doubt(table, tags))


def _header_rows(cells: Sequence[TaggedCell], rows: int) -> int:
    """How many rows at the top hold nothing but heading cells; 0 where all rows, or more than three, do."""
    count = 0
    for row in range(min(rows, 5)):
        here = [cell for cell in cells if cell.row == row and cell.words]
        if not here or not all(cell.header for cell in here):
            break
        count += 1
    return count if count <= min(3, rows - 1) else 0


def _doubt(table: TaggedTable, tags: Tags) -> str:
    """Why the tags alone would not make a table; empty where they would.

    ``words_in_their_cells``: the cells, drawn around their words, must lie in rows and columns on every page.
    ``layout_table``: without heading cells, cells that hold headings, few rows or many empty cells put a page in order
    (a letterhead), no matter. ``row_for_each_line``: rows that break off within sentences are lines of text.
    ``contents``: rows that end with rising page numbers are a table of contents.
    """
    several = {cell.row for cell in table.cells if cell.words and cell.col > 0}
    if table.rows < 2 or table.cols < 2 or len(several) < 2:
        return "den har bara en rad eller en kolumn"
    if not table.header_rows and (_is_sparse(table) or table.element in tags.headed_tables):
        return "den ordnar sidans delar och saknar kolumnrubriker"
    if _is_contents(table):
        return "den är en innehållsförteckning"
    total = inside = 0
    for page in table.pages:
        part = tagged_part(table, page)
        if part is None:
            return "dess rader och kolumner följer inte sidan"
        for cell, words in zip(part.grid.cells, part.words, strict=True):
            for word in words:
                total += 1
                x, y = (word.box.x0 + word.box.x1) / 2, (word.box.top + word.box.bottom) / 2
                inside += cell.box.x0 <= x <= cell.box.x1 and cell.box.top <= y <= cell.box.bottom
    if inside < _IN_THEIR_CELLS * total:
        return "dess rader och kolumner följer inte sidan"
    if _runs_on(table) > max(1, _RUN_ON * table.rows):
        return "dess rader bryter av meningar"
    return ""


def _is_sparse(table: TaggedTable) -> bool:
    filled = sum(cell.row_span * cell.col_span for cell in table.cells if cell.words)
    return table.rows < _LEAST_ROWS or filled < _FILLED * table.rows * table.cols


def _is_contents(table: TaggedTable) -> bool:
    ends = [cell.text for cell in table.cells if cell.col == table.cols - 1 and cell.words]
    numbers = [int(text) for text in ends if text.isdigit() and len(text) <= 3]
    return len(numbers) >= _LEAST_ROWS and len(numbers) >= _FILLED * len(ends) and numbers == sorted(numbers)


def _runs_on(table: TaggedTable) -> int:
    """How many rows open with a small letter where the row above, in the same column, has no end mark."""
    texts = {(cell.row, cell.col): cell.text for cell in table.cells if cell.words}
    broken = set()
    for (row, col), text in texts.items():
        above = texts.get((row - 1, col))
        if row > table.header_rows and above and text[:1].islower() and not SENTENCE_END.search(above):
            broken.add(row)
    return len(broken)
