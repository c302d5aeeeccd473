"""What every rule is given, and the tables' rules."""

from __future__ import annotations

from dataclasses import dataclass, field

from vaxtanalys.extract.areas import Outline
from vaxtanalys.extract.cards import card_roles, read_cards
from vaxtanalys.extract.found import Found
from vaxtanalys.extract.settings import ExtractSettings
from vaxtanalys.extract.table_columns import Columns, read_columns
from vaxtanalys.extract.table_rows import read_rows, read_states
from vaxtanalys.extract.vocabulary import is_a
from vaxtanalys.model import Document, Facts, Table


@dataclass(slots=True)
class Search:
    """A document being searched: what is known of it, what the rules before found, and what a reader should know."""

    document: Document
    outline: Outline
    facts: Facts
    settings: ExtractSettings
    found: list[Found] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def used(self) -> frozenset[int]:
        """The blocks that a rule has used up."""
        return frozenset[int]().union(*(entry.blocks for entry in self.found))


def find_in_tables(search: Search) -> list[Found]:
    """Rows under a measures' column, cells under states, and cards. Tables about something else are left alone."""
    found: list[Found] = []
    before: Columns | None = None
    last_heading: int | None = None
    for table in search.document.tables:
        heading = _heading_above(search, table)
        columns, roles = None, None
        if heading != last_heading:
            before = None
        if not _about_earlier_plan(search, table):
            roles = card_roles(search.document, table)
            columns = None if roles else read_columns(search.document, table, before)
        if roles:
            found.extend(read_cards(search.document, table, roles, search.settings))
        elif columns and columns.kind == "rows":
            found.extend(read_rows(search.document, table, columns, search.settings))
            _note_goal_column(search, table, columns)
        elif columns and columns.kind == "states":
            found.extend(read_states(search.document, table, columns, search.settings))
        elif columns:
            search.notes.append(
                f"Tabellen på sidan {_page(table)} ser ut att handla om åtgärder "
                f"({', '.join(heading for heading in columns.headings if heading)}), men ingen kolumn går att känna "
                "igen som åtgärdernas: dess rader togs inte med."
            )
        before, last_heading = columns, heading
    return found


def _page(table: Table) -> int:
    return table.places[0].page if table.places else 1


def _first_block(search: Search, table: Table) -> int | None:
    indexes = [index for cell in table.cells for index in cell.blocks]
    return min(indexes) if indexes else None


def _heading_above(search: Search, table: Table) -> int | None:
    first = _first_block(search, table)
    nearest = search.outline.nearest(first) if first is not None else None
    return nearest.index if nearest else None


def _about_earlier_plan(search: Search, table: Table) -> bool:
    """A table under a heading about an earlier plan shows what was done then, not what this plan commits to."""
    first = _first_block(search, table)
    if first is None:
        return True
    chain = search.outline.above(first)
    about = any(is_a("earlier_plan", search.document.block_text(heading)) for heading in chain[-2:])
    if about:
        search.notes.append(
            f"Tabellen på sidan {_page(table)} står under rubriken "
            f"”{search.document.block_text(chain[-1])}” och gäller en tidigare plan: dess rader togs inte med."
        )
    return about


def _note_goal_column(search: Search, table: Table, columns: Columns) -> None:
    if columns.method == "table_row":
        return
    search.notes.append(
        f"Tabellen på sidan {_page(table)} har ingen kolumn för åtgärder; "
        f"kolumnen ”{columns.headings[columns.measure]}” lästes som åtgärder."
    )
