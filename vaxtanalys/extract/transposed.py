"""Tables on their side: labels ("Åtgärd", "Ansvar", "Tidplan") in the first column, a measure in each other column."""

from __future__ import annotations

from dataclasses import dataclass, replace

from vaxtanalys.extract.cells import as_found, read_cell
from vaxtanalys.extract.found import Found, Span, bare_label, is_blank, spans_of
from vaxtanalys.extract.settings import ExtractSettings
from vaxtanalys.extract.states import state_of
from vaxtanalys.extract.table_cells import cell_blocks, cell_text
from vaxtanalys.extract.vocabulary import BODIES, STATES, classify_column, is_a, whole_role
from vaxtanalys.model import Block, Document, Field, Table

_NO_FIELD = frozenset(("area", "number", "title", "other", "measure", *STATES))
_LEAST_WORDS = 2
_LABEL_WORDS = 4
# At most one label in so many may be of no known kind.
_UNKNOWN = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A line of such a table: its label, the label's role, and its rows (more than one where a page cut it)."""

    label: str
    role: str
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Transposed:
    """How such a table is read: its lines, that of the measures, and the columns that hold one each."""

    lines: tuple[Line, ...]
    measures: Line
    columns: tuple[int, ...]

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles of the lines."""
        return tuple(line.role for line in self.lines)


def find_transposed(document: Document, table: Table) -> Transposed | None:
    """``fields_as_rows``: how a table on its side is read; None where it is not one.

    Every row opens with a label; one label is a measure's and one a body's, and in the measures' row two cells or more
    hold words of their own. Where no label is a measure's, the cells of the first row are the measures, whatever few
    words or none stand before them. A row without a label of its own is the rest of the one above, cut by a page.
    """
    lines = _lines(document, table) if table.cols > 2 else []
    measures = [line for line in lines if line.role == "measure"]
    if len(measures) != 1 or not BODIES & {line.role for line in lines} or _labels_inside(document, table):
        return None
    if _tells_particulars(document, table):
        return None
    columns = tuple(col for col in range(1, table.cols) if _is_measure(document, table, measures[0].rows[0], col))
    return Transposed(tuple(lines), measures[0], columns) if len(columns) > 1 else None


def _lines(document: Document, table: Table) -> list[Line]:
    """The lines of a table by their first cells; empty where one opens with other words than a label."""
    lines: list[Line] = []
    for row in range(table.rows):
        cell = table.at(row, 0)
        text = cell_text(document, cell)
        column = classify_column(text) if cell is not None and cell.col_span == 1 else None
        if not text and lines:
            lines[-1] = replace(lines[-1], rows=(*lines[-1].rows, row))
        elif column is not None and (column.exact or len(text.split()) <= _LABEL_WORDS):
            lines.append(Line(text, "comment" if column.role == "description" else column.role, (row,)))
        elif len(text.split()) <= _LABEL_WORDS and not text.endswith("."):
            lines.append(Line(text, "" if row else "title", (row,)))
        else:
            return []
    unknown = [line for line in lines if not line.role]
    if _UNKNOWN * len(unknown) > len(lines) or any(bare_label(line.label) for line in unknown):
        return []
    if lines[0].role == "title" and all(line.role != "measure" for line in lines):
        lines[0] = replace(lines[0], role="measure")
    return [line if line.role else replace(line, role="comment") for line in lines]


def _is_measure(document: Document, table: Table, row: int, col: int) -> bool:
    cell = table.at(row, col)
    text = cell_text(document, cell)
    own = cell is not None and cell.col == col and cell.col_span == 1
    return own and len(text.split()) >= _LEAST_WORDS and not bare_label(text) and not _is_label(text)


def _is_label(text: str) -> bool:
    return whole_role(text) not in (None, *STATES)


def _tells_particulars(document: Document, table: Table) -> bool:
    """``particulars_of_the_document``: two cells or more that say what the document is ("Antagen av", "Diarienr")."""
    texts = [cell_text(document, cell) for cell in table.cells if cell.blocks]
    return sum(len(text.split()) <= _LABEL_WORDS and is_a("particulars", text) for text in texts) >= 2


def _labels_inside(document: Document, table: Table) -> bool:
    """Whether cells behind the first column are labels too: then two columns of labels stand beside each other."""
    cells = [cell for cell in table.cells if cell.col > 0 and cell.blocks]
    return sum(_is_label(cell_text(document, cell)) for cell in cells) >= 2


def read_transposed(document: Document, table: Table, layout: Transposed, settings: ExtractSettings) -> list[Found]:
    """The measures of a table on its side, column by column, each with what the other lines say of its column."""
    found: list[Found] = []
    for col in layout.columns:
        blocks = _blocks(document, table, layout.measures, col)
        fields = _fields(document, table, layout, col)
        number, title = _number_and_title(document, table, layout, col)
        said = read_cell(document, blocks, settings)
        found += as_found(
            said.commitments,
            blocks,
            "table_column",
            label=number,
            heading=said.title or title,
            status=state_of(document, fields),
            fields=fields,
            area=_area(document, table, layout, col),
        )
    return found


def _blocks(document: Document, table: Table, line: Line, col: int) -> list[Block]:
    blocks = [block for row in line.rows for block in cell_blocks(document, table, row, col)]
    return list({block.index: block for block in blocks}.values())


def _fields(document: Document, table: Table, layout: Transposed, col: int) -> tuple[Field, ...]:
    fields: list[Field] = []
    for line in layout.lines:
        blocks = _blocks(document, table, line, col)
        words = " ".join(document.block_text(block) for block in blocks)
        if line.role not in _NO_FIELD and not is_blank(words):
            fields.append(Field(line.role, line.label, document.quote(*spans_of(blocks))))
    return tuple(fields)


def _number_and_title(
    document: Document, table: Table, layout: Transposed, col: int
) -> tuple[str | None, tuple[Span, ...]]:
    """What stands over a measure in a line of numbers, or of titles over a corner without words."""
    for line in layout.lines:
        blocks = _blocks(document, table, line, col) if line.role in ("number", "title") else []
        if blocks and (label := bare_label(" ".join(document.block_text(block) for block in blocks))):
            return label, ()
        if blocks and line.role == "title":
            return None, spans_of(blocks)
    return None, ()


def _area(document: Document, table: Table, layout: Transposed, col: int) -> tuple[Span, ...]:
    lines = [line for line in layout.lines if line.role == "area"]
    blocks = _blocks(document, table, lines[0], col) if lines else []
    return ((blocks[0].start, blocks[-1].end),) if blocks else ()
