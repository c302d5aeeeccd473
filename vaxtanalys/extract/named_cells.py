"""Tables whose columns or rows are levels, groups of people, bodies or years: each cell holds measures of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vaxtanalys.extract.cells import found_in_cell, with_label_lines
from vaxtanalys.extract.found import Found, Span, is_blank
from vaxtanalys.extract.owners import read_owners
from vaxtanalys.extract.pledges import Pledge, read_pledges
from vaxtanalys.extract.settings import ExtractSettings
from vaxtanalys.extract.table_cells import blocks_of, cell_text, header_rows_of
from vaxtanalys.extract.vocabulary import classify_column, is_a, opens_as_deed, whole_role
from vaxtanalys.model import Cell, Document, Field, Table

# Two words at least, one of three letters: a figure with its unit is no measure.
_WORDS = re.compile(r"[^\W\d_]{3}[^\n]*\s[^\W\d_]|[^\W\d_]\s[^\n]*[^\W\d_]{3}")

_LEAST_LISTS = 3
_LEAST_NAMES = 2
# Rows of data/headings.toml, and the role of a field that such a heading is.
NAMES = (
    ("level_name", "level"),
    ("group_name", "target_group"),
    ("body_name", "body"),
    ("year_name", "timeline"),
)


@dataclass(frozen=True, slots=True)
class NamedColumns:
    """The columns headed by names of one kind, that kind as a field's role, the row of the headings, and all rows that
    hold no measures.
    """

    role: str
    columns: tuple[int, ...]
    header: int
    header_rows: frozenset[int]


def find_named_columns(document: Document, table: Table) -> NamedColumns | None:
    """The columns headed by levels, groups or bodies with measures below them; None where they are not.

    ``matrix_of_names``: two columns at least are headed by names of one kind and none as the measures', and half or
    more of what stands in them opens as a deed does, or is set as lists in rows that have a heading of their own
    (``lists_in_a_matrix``): a table that explains the levels does not.
    """
    for header in range(min(3, table.rows)):
        headings = [cell_text(document, table.at(header, col)) for col in range(table.cols)]
        roles = [classify_column(text) for text in headings]
        if any(role is not None and role.role == "measure" for role in roles):
            return None
        if pledges := _pledge_columns(document, table, headings, header):
            return pledges
        for code, role in NAMES:
            columns = tuple(col for col, text in enumerate(headings) if len(text) > 1 and is_a(code, text))
            if len(columns) < 2:
                continue
            found = NamedColumns(role, columns, header, header_rows_of(document, table, header))
            holds = _hold_deeds(document, table, found) or _hold_lists(document, table, found)
            return found if holds else None
    return None


def _pledge_columns(document: Document, table: Table, headings: Sequence[str], header: int) -> NamedColumns | None:
    """``names_beside_names``: what stands over pledges beside two known bodies is the name of one, known or not."""
    columns = tuple(col for col, text in enumerate(headings) if len(text) > 1)
    if sum(read_owners(headings[col], 0, len(headings[col])).known for col in columns) < _LEAST_NAMES:
        return None
    named = NamedColumns("body", columns, header, frozenset({*range(header + 1), *table.header_rows}))
    return named if _pledged(document, table, named) else None


def _pledged(document: Document, table: Table, named: NamedColumns) -> dict[int, list[Pledge]]:
    """The pledges of the cells, by the first block of each; none where the cells hold no pledges."""
    cells = [blocks_of(document, cell) for cell in _cells(table, named) if not is_blank(cell_text(document, cell))]
    pledges = read_pledges(document, cells) if named.role == "body" else []
    return {blocks[0].index: own for blocks, own in zip(cells, pledges, strict=False)}


def _hold_deeds(document: Document, table: Table, named: NamedColumns) -> bool:
    cells = [cell for cell in _cells(table, named) if not is_blank(cell_text(document, cell))]
    blocks = [document.blocks[index] for cell in cells for index in cell.blocks]
    deeds = sum(opens_as_deed(document.block_text(block)) for block in blocks)
    return len(cells) >= 2 and 2 * deeds >= len(blocks)


def _hold_lists(document: Document, table: Table, named: NamedColumns) -> bool:
    """Whether the cells hold lists, two rows or more of them, each row with words of its own before them.

    ``areas_by_levels``: words without signs will do where the heading of those words says that they are areas;
    figures will not: under years they are statistics.
    """
    areas = whole_role(cell_text(document, table.at(named.header, 0))) == "area"
    cells = [cell for cell in _cells(table, named) if not is_blank(cell_text(document, cell))]
    listed = [
        cell
        for cell in cells
        if (areas and _WORDS.search(cell_text(document, cell))) or document.blocks[cell.blocks[0]].role == "item"
    ]
    heads = [cell_text(document, table.at(row, 0)) for row in {cell.row for cell in listed}]
    headed = len(heads) > 1 and all(heads) and len(set(heads)) == len(heads)
    return 0 not in named.columns and headed and len(listed) >= _LEAST_LISTS and 5 * len(listed) >= 4 * len(cells)


def read_named_cells(document: Document, table: Table, named: NamedColumns, settings: ExtractSettings) -> list[Found]:
    """The measures of such a table, row by row: the name is the column's heading, the first other column the area, or
    what its own heading says ("Målgrupp", "Ansvarig").
    """
    found: list[Found] = []
    area: tuple[Span, ...] = ()
    corner = classify_column(cell_text(document, table.at(named.header, 0)))
    role = corner.role if corner and corner.role in ("body", "target_group") and named.role != corner.role else None
    pledged = _pledged(document, table, named)
    for cell in _cells(table, named):
        first = table.at(cell.row, 0) if 0 not in named.columns else None
        if first is not None and not is_blank(cell_text(document, first)):
            own = blocks_of(document, first)
            area = ((own[0].start, own[-1].end),)
        if is_blank(cell_text(document, cell)):
            continue
        head = blocks_of(document, table.at(named.header, cell.col))
        fields: tuple[Field, ...] = (Field(named.role, None, document.quote((head[0].start, head[-1].end))),)
        if role and area:
            fields = (*fields, Field(role, cell_text(document, table.at(named.header, 0)), document.quote(*area)))
        over = () if role else area
        blocks = blocks_of(document, cell)
        if pledges := pledged.get(blocks[0].index):
            for pledge in pledges:
                told = (*fields, *_time(document, pledge))
                found += found_in_cell(document, pledge.words, settings, "named_cell", fields=told, area=over)
            continue
        entries = found_in_cell(document, blocks, settings, "named_cell", fields=fields, area=over)
        found += [with_label_lines(document, entry) for entry in entries]
    return found


def _time(document: Document, pledge: Pledge) -> tuple[Field, ...]:
    time = pledge.time
    return () if time is None else (Field("timeline", None, document.quote((time.start, time.end))),)


def _cells(table: Table, named: NamedColumns) -> list[Cell]:
    own = [c for c in table.cells if c.col in named.columns and c.row not in named.header_rows and c.blocks]
    return sorted(own, key=lambda cell: (cell.row, cell.col))
