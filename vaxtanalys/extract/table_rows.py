"""Tables of measures, a measure a row."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from vaxtanalys.extract.aim_words import aim_label
from vaxtanalys.extract.double_columns import part_double
from vaxtanalys.extract.found import Found, Span, bare_label, is_blank, spans_of, split_label
from vaxtanalys.extract.parallel import Steps, find_steps
from vaxtanalys.extract.settings import ExtractSettings
from vaxtanalys.extract.states import read_state
from vaxtanalys.extract.table_cells import blocks_of, cell_blocks, cell_text
from vaxtanalys.extract.table_columns import Columns
from vaxtanalys.extract.vocabulary import STATES, classify_column, classify_state, is_a
from vaxtanalys.model import Block, Cell, Document, Field, Table

_AS_COMMENT = {"description", "measure", "comment", "number", *STATES}
# A dash in a cell says that there is nothing; any other sign is a tick.
_TICK = re.compile(r"[^\s–—-]")
_KINDS = {"year": "timeline", "ticked_body": "body", "ticked_level": "level", "ticked_group": "target_group"}
_YEAR = re.compile(r"(?:år\s)?20\d\d", re.IGNORECASE)
_BAND_CHARS = 160
_NOTE = re.compile(r"(?:\d{1,2}\)?|\*+)\s*[A-ZÅÄÖ]")
_LABEL = re.compile(r"([^:.]{2,40}):\s+(?=\S)")


@dataclass(slots=True)
class _Reading:
    """Where the reading of a table's rows stands."""

    found: list[Found] = field(default_factory=list)
    label: str | None = None
    title: tuple[Span, ...] = ()
    area: tuple[Span, ...] = ()
    band: int = -2
    shared: tuple[Field, ...] = ()
    last: list[int] = field(default_factory=list)
    steps: Steps = field(default_factory=Steps)


def read_rows(
    document: Document, table: Table, columns: Columns, settings: ExtractSettings, area: tuple[Span, ...] = ()
) -> list[Found]:
    """The measures of a table with a measures' column, row by row. ``area`` is the band that its first rows stand
    under where it goes on with another table.
    """
    reading = _Reading(steps=find_steps(document, table, columns, settings), area=area)
    for row in range(table.rows):
        own = [cell for cell in table.cells if cell.row == row and cell.blocks]
        if row in columns.header_rows:
            _read_title(document, table, columns, own, reading)
            continue
        if not own or _read_line_below(document, table, row, own, reading):
            continue
        if _read_band(document, table, columns, row, own, reading):
            continue
        _read_area(document, table, columns, row, reading)
        cell = table.at(row, columns.measure)
        blocks = blocks_of(document, cell)
        if cell is not None and cell.row == row and not is_blank(cell_text(document, cell)):
            if _goes_on(document, table, columns, row, blocks, reading):
                _extend(document, table, columns, row, own, reading, blocks)
            else:
                _open(document, table, columns, cell, blocks, reading, settings)
        elif reading.last:
            _extend(document, table, columns, row, own, reading, [])
    return reading.found


def _read_title(document: Document, table: Table, columns: Columns, own: list[Cell], reading: _Reading) -> None:
    """``title_row``: a row over the column headings that is one cell over all columns names the area of the table.

    A table's own number or "Åtgärder" does not; where a column names the areas, that one tells.
    """
    if "area" in columns.roles or len(own) != 1 or own[0].col_span < table.cols or table.cols < 2:
        return
    text = cell_text(document, own[0])
    before = " ".join(document.text[start:end] for start, end in reading.area)
    if len(text) <= _BAND_CHARS and not is_a("transparent", text) and text != before:
        first, last = document.blocks[own[0].blocks[0]], document.blocks[own[0].blocks[-1]]
        reading.area = ((first.start, last.end),)
        reading.last = []


def _is_set_apart(document: Document, table: Table, columns: Columns, cell: Cell) -> bool:
    """``bold_cell_alone``: the only cell of its row is bold and the measures are not: a band that no one merged."""
    measures = [table.at(row, columns.measure) for row in range(table.rows) if row not in columns.header_rows]
    others = [c for c in measures if c is not None and c.blocks and c.row != cell.row]
    bold = [all(document.blocks[index].style.bold for index in c.blocks) for c in (cell, *others)]
    return bold[0] and 2 * sum(bold[1:]) < len(bold[1:])


def _is_word_among_numbers(columns: Columns, cell: Cell) -> bool:
    """``short_band``: a word alone in its row, in the column of the numbers: a band so short that it fits there."""
    return cell.col < len(columns.roles) and columns.roles[cell.col] == "number" != columns.roles[columns.measure]


def _read_band(
    document: Document, table: Table, columns: Columns, row: int, own: list[Cell], reading: _Reading
) -> bool:
    """A row that is one cell: a number for the next row ("Åtgärd 1:1"), or the heading of the rows below it."""
    if len(own) != 1 or own[0].col > max(columns.measure, 0):
        return False
    cell = own[0]
    text = cell_text(document, cell)
    if label := bare_label(text):
        reading.label, reading.title = label, ()
        return True
    if _is_note(document, table, columns, cell):
        reading.last = []
        return True
    if is_a("sub_area_prefix", text) and (aim := aim_label(text)):
        start = document.blocks[cell.blocks[0]].start + aim.length
        goal = Field("goal", aim.term, document.quote((start, document.blocks[cell.blocks[-1]].end)))
        reading.shared = (*(each for each in reading.shared if each.role != "goal"), goal)
        reading.last = []
        return True
    over_heading = row + 1 in columns.header_rows and row > min(columns.header_rows)
    spanning = cell.col_span >= table.cols > 1 or (over_heading and table.cols > 1)
    apart = _is_set_apart(document, table, columns, cell) or _is_word_among_numbers(columns, cell)
    alone = cell.col_span == 1 and (is_a("area_prefix", text) or apart)
    if not (spanning or alone) or len(text) > _BAND_CHARS:
        return False
    start, end = document.blocks[cell.blocks[0]].start, document.blocks[cell.blocks[-1]].end
    if is_a("measure_label", text):
        reading.label, span = split_label(document, (start, end))
        reading.title = (span,)
        return True
    if text.endswith(".") and not is_a("area_prefix", text) and not over_heading:
        return False
    reading.area, reading.shared, reading.band = ((start, end),), (), row
    reading.last = []
    return True


def _read_line_below(document: Document, table: Table, row: int, own: list[Cell], reading: _Reading) -> bool:
    """``goal_below_the_band``: words over all columns right below a band that say the area's goal or tell of the area.

    They name no area of their own and are no measure: each measure below has them, as a goal where a label says so,
    else as a comment.
    """
    if reading.band != row - 1 or len(own) != 1 or table.cols < 3:
        return False
    text = cell_text(document, own[0])
    label = _LABEL.match(text)
    column = classify_column(label[1]) if label else None
    goal = column is not None and column.role == "goal"
    if not goal and (own[0].col_span < table.cols or not text.endswith(".")):
        return False
    start, end = document.blocks[own[0].blocks[0]].start, document.blocks[own[0].blocks[-1]].end
    begins = start + (label.end() if label and goal else 0)
    heading = label[1] if label and goal else None
    entry = Field("goal" if goal else "comment", heading, document.quote((begins, end)))
    reading.shared, reading.band = (*reading.shared, entry), row
    return True


def _is_note(document: Document, table: Table, columns: Columns, cell: Cell) -> bool:
    """``note_below_the_rows``: the last row, alone in it, smaller than the measures, behind a figure or a star."""
    if cell.row < table.rows - 1 or not _NOTE.match(cell_text(document, cell)):
        return False
    own = document.blocks[cell.blocks[0]].style.size
    above = (table.at(row, columns.measure) for row in range(table.rows - 1) if row not in columns.header_rows)
    sizes = [document.blocks[c.blocks[0]].style.size for c in above if c is not None and c.blocks]
    return bool(sizes) and 0 < own < 0.95 * min(sizes)


def _read_area(document: Document, table: Table, columns: Columns, row: int, reading: _Reading) -> None:
    """A column that names the area of its row; a blank cell goes on with the one above.

    ``goals_group_the_rows``: where no column does, a goal merged over the rows of several measures groups them.
    """
    column = _grouping_column(table, columns)
    if column is None:
        return
    cell = table.at(row, column)
    if cell is not None and not cell.blocks and cell.filled_from is not None:
        cell = table.at(*cell.filled_from)
    if cell is not None and cell.blocks and not is_blank(cell_text(document, cell)):
        first, last = document.blocks[cell.blocks[0]], document.blocks[cell.blocks[-1]]
        reading.area = ((first.start, last.end),)


def _grouping_column(table: Table, columns: Columns) -> int | None:
    if "area" in columns.roles:
        return columns.roles.index("area")
    goal = columns.roles.index("goal") if "goal" in columns.roles else columns.measure
    merged = any(cell.col == goal and cell.row_span > 1 and cell.blocks for cell in table.cells)
    return goal if goal < columns.measure and merged else None


def _goes_on(
    document: Document, table: Table, columns: Columns, row: int, blocks: list[Block], reading: _Reading
) -> bool:
    """Whether the row is the rest of the one before, cut by a page: it begins in lower case, the other ended open."""
    if not reading.last or reading.label or row == 0 or table.row_pages[row] == table.row_pages[row - 1]:
        return False
    words = document.block_text(blocks[0])
    before = reading.found[reading.last[-1]].text[-1]
    return words[:1].islower() and not document.text[before[0] : before[1]].endswith((".", "!", "?", ":"))


def _open(
    document: Document,
    table: Table,
    columns: Columns,
    cell: Cell,
    blocks: list[Block],
    reading: _Reading,
    settings: ExtractSettings,
) -> None:
    said = reading.steps.read(document, blocks, settings)
    rows = [row for row in range(cell.row, cell.row + cell.row_span) if row not in columns.header_rows]
    label = reading.label or _number(document, table, columns, cell.row)
    reading.last = []
    for index, commitment in enumerate(said.commitments):
        step = reading.steps, index, len(said.commitments)
        fields = (*_fields(document, table, columns, rows, step=step), *reading.shared)
        status = _status(document, table, columns, rows, fields)
        reading.last.append(len(reading.found))
        reading.found.append(
            Found(
                text=commitment.text,
                anchor=blocks[0].index,
                method=columns.method,
                blocks=frozenset(block.index for block in blocks),
                label=(label if index == 0 or not commitment.label else None) or commitment.label,
                heading=said.title or reading.title,
                remark=commitment.remark,
                status=status,
                fields=fields,
                area=reading.area,
            )
        )
    reading.label, reading.title = None, ()


def _extend(
    document: Document,
    table: Table,
    columns: Columns,
    row: int,
    own: list[Cell],
    reading: _Reading,
    blocks: list[Block],
) -> None:
    """What a row without a measure of its own holds belongs to the measures before it."""
    for position, index in enumerate(reading.last):
        found = reading.found[index]
        known = {span for entry in found.fields for span in entry.quote.spans}
        cells = {cell.col for cell in own}
        more = tuple(
            entry for entry in _fields(document, table, columns, [row], cells) if not set(entry.quote.spans) & known
        )
        text = (*found.text, *spans_of(blocks)) if position == len(reading.last) - 1 else found.text
        used = found.blocks | {block.index for block in blocks}
        reading.found[index] = replace(found, text=text, fields=(*found.fields, *more), blocks=used)


def _fields(
    document: Document,
    table: Table,
    columns: Columns,
    rows: list[int],
    only: set[int] | None = None,
    step: tuple[Steps, int, int] = (Steps(), 0, 1),
) -> tuple[Field, ...]:
    """The other cells of the measure's rows, each with its column's role and heading, merged ones once.

    ``step`` tells which columns hold a part for each of a cell's measures, and which of how many this one is.
    """
    fields: list[Field] = []
    seen: set[tuple[Span, ...]] = set()
    for col, role in enumerate(columns.roles):
        if col == columns.measure or role is None or role in ("area", "number", "other") or (only and col not in only):
            continue
        for row in rows:
            blocks = step[0].of(col, cell_blocks(document, table, row, col), *step[1:])
            letter = " ".join(document.block_text(block) for block in blocks) if role == "ticked_body" else ""
            if role in _KINDS:
                blocks = _ticked_heading(document, table, columns, col, blocks)
            spans = spans_of(blocks)
            text = " ".join(document.block_text(block) for block in blocks)
            if not spans or spans in seen or is_blank(text):
                continue
            seen.add(spans)
            if "+" in role:
                fields += part_double(document, role, columns.headings[col], blocks)
                continue
            kind = _KINDS.get(role, "comment" if role in _AS_COMMENT else role)
            kind = columns.role_of(letter) or kind
            fields.append(Field(kind, columns.headings[col], document.quote(*spans)))
    return tuple(fields)


def _ticked_heading(document: Document, table: Table, columns: Columns, col: int, blocks: list[Block]) -> list[Block]:
    """A tick under a year, body, level or group says that: the heading. Words under a year are the time themselves."""
    words = " ".join(document.block_text(block) for block in blocks)
    if not blocks or not (is_blank(words) or columns.role_of(words)):
        return blocks
    if not _TICK.search(words):
        return []
    above = [row for row in columns.header_rows if row <= (blocks[0].row or 0)]
    if not above:
        return [document.blocks[index] for index in columns.headed[col]]
    return [*_year_over(document, table, above, col), *cell_blocks(document, table, max(above), col)]


def _year_over(document: Document, table: Table, above: list[int], col: int) -> list[Block]:
    """``quarters_under_years``: the year over a heading that is a part of one ("K2"): alone that says no time."""
    cell = table.at(min(above), col)
    if len(above) < 2 or cell is None or cell.col_span < 2 or not _YEAR.fullmatch(cell_text(document, cell)):
        return []
    own = cell_text(document, table.at(max(above), col))
    return [] if _YEAR.search(own) else cell_blocks(document, table, min(above), col)


def _number(document: Document, table: Table, columns: Columns, row: int) -> str | None:
    if "number" not in columns.roles:
        return None
    text = cell_text(document, table.at(row, columns.roles.index("number")))
    return bare_label(text) or (text or None)


def _status(
    document: Document, table: Table, columns: Columns, rows: list[int], fields: tuple[Field, ...]
) -> str | None:
    """The state that a status cell names, or the state whose column is ticked.

    ``done_in_time_cell``: a time cell of one word that says the measure is finished ("Klart!") names a state, not a
    time.
    """
    for entry in fields:
        if entry.role == "status":
            return read_state(document, entry.quote.text)
        if entry.role == "timeline" and len(entry.quote.text.split()) == 1:
            state = classify_state(entry.quote.text.rstrip("!"))
            if state == "done":
                return state
    ticked = [
        role
        for col, role in enumerate(columns.roles)
        if role in STATES and any(cell_text(document, table.at(row, col)) for row in rows)
    ]
    return ticked[0] if len(ticked) == 1 else None
