"""What every rule is given, and the tables' rules."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise

from vaxtanalys.extract.aims import FoundAim, used_by
from vaxtanalys.extract.areas import Outline
from vaxtanalys.extract.cards import card_roles, read_cards
from vaxtanalys.extract.earlier import about_earlier_plan
from vaxtanalys.extract.field_cells import find_field_cells, read_field_cells
from vaxtanalys.extract.field_grids import FieldGrid
from vaxtanalys.extract.found import Found, Span
from vaxtanalys.extract.named_cells import find_named_columns, read_named_cells
from vaxtanalys.extract.named_rows import find_named_rows, read_named_rows
from vaxtanalys.extract.record_boxes import read_record_boxes
from vaxtanalys.extract.settings import ExtractSettings
from vaxtanalys.extract.state_cells import read_states
from vaxtanalys.extract.table_columns import Columns, read_columns
from vaxtanalys.extract.table_rows import read_rows
from vaxtanalys.extract.timed_rows import read_timed_rows
from vaxtanalys.extract.transposed import find_transposed, read_transposed
from vaxtanalys.extract.vocabulary import BODIES, is_a
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
    aims: list[FoundAim] = field(default_factory=list)
    grids: list[FieldGrid] = field(default_factory=list)

    @property
    def used(self) -> frozenset[int]:
        """The blocks that a rule has used up, and those that hold goals and indicators."""
        return used_by(self.aims).union(*(entry.blocks for entry in self.found))


_Shaped = tuple[tuple[str | None, ...], list[Found]]


@dataclass(frozen=True, slots=True)
class _Read:
    """A table that was read: its measures, its columns' roles, and whether its chapter is about something else."""

    table: Table
    heading: int | None
    roles: tuple[str | None, ...]
    found: list[Found]
    aside: bool
    columns: Columns | None = None


def find_in_tables(search: Search) -> list[Found]:
    """Rows under a measures' column, cells under states, and cards. Tables about something else are left alone."""
    read: list[_Read] = []
    before: Columns | None = None
    last_heading: int | None = None
    fields = {grid.table for grid in search.grids}
    for table in search.document.tables:
        if table.table_id in fields:
            continue
        heading = _heading_above(search, table)
        if heading != last_heading:
            before = None
        before, last_heading = (
            None if _about_earlier_plan(search, table) else _read_table(search, table, heading, before, read),
            heading,
        )
    return _without_other_chapters(search, read)


def _read_table(
    search: Search, table: Table, heading: int | None, before: Columns | None, read: list[_Read]
) -> Columns | None:
    """One table, added to ``read`` where it holds measures; its columns, for a table that goes on below it."""
    document, aside = search.document, _is_aside(search, heading)
    if shaped := _read_shape(search, table, heading, aside):
        read.append(_Read(table, heading, *shaped, aside))
        return None
    columns = _as_told_before(read_columns(document, table, before), read)
    if columns is None or (aside and columns.method not in ("table_row", "state_cell")):
        return None
    if about_earlier_plan(columns.headings[columns.measure] or "", search.facts):
        # ``earlier_plan_in_the_column``: "Åtgärd i förra planen" tells what was, wherever the table stands.
        _note_earlier(search, table, columns.headings[columns.measure] or "")
        return None
    if aside and set(columns.roles) - {None} <= {"measure", "timeline", "year"}:
        # ``steps_of_the_work_itself``: under "Tidplan" a table of what and when that names no one is about the plan.
        _note_chapter(search, table, heading, "nämner ingen ansvarig")
        return None
    if aside and set(columns.roles) - {None} <= {"measure", *BODIES} and _is_duties(columns):
        # ``duties_of_each``: under "Ansvar" a table of who and "Uppgift" tells what each is there for.
        _note_chapter(search, table, heading, "säger vilka uppgifter var och en har")
        return None
    if columns.kind == "rows":
        found = read_rows(document, table, columns, search.settings, _band_before(table, heading, columns, read))
        read.append(_Read(table, heading, columns.roles, found, aside, columns))
        _note_goal_column(search, table, columns)
    elif columns.kind == "states":
        found = read_states(document, table, columns, search.settings)
        read.append(_Read(table, heading, columns.roles, found, aside))
    else:
        search.notes.append(
            f"Tabellen på sidan {_page(table)} ser ut att handla om åtgärder "
            f"({', '.join(heading for heading in columns.headings if heading)}), men ingen kolumn går att känna "
            "igen som åtgärdernas: dess rader togs inte med."
        )
    return columns


def _as_told_before(columns: Columns | None, read: list[_Read]) -> Columns | None:
    """``same_headings_same_columns``: a table whose own words do not tell the column of measures is read as the one
    before it with the same headings, whose words did.
    """
    if columns is None or columns.kind != "note":
        return columns
    told = (entry.columns for entry in read if entry.columns is not None and entry.columns.kind == "rows")
    like = next((known for known in told if known.headings == columns.headings), None)
    if like is None:
        return columns
    return replace(columns, kind=like.kind, roles=like.roles, measure=like.measure, method=like.method)


def _read_shape(search: Search, table: Table, heading: int | None, aside: bool) -> _Shaped | None:
    """The roles and measures of a table that is told by more than its columns' headings; None for any other.

    The roles are the same for tables that are alike: boxes whichever of the labels each of them holds, cards however
    many of them stand in one table.
    """
    document, settings = search.document, search.settings
    if across := find_transposed(document, table):
        return across.roles, read_transposed(document, table, across, settings)
    if boxes := read_record_boxes(document, table, settings):
        return ("measure", "body"), boxes
    if card := card_roles(document, table):
        return tuple(dict.fromkeys(card)), read_cards(document, table, card, settings)
    if beside := find_field_cells(document, table):
        return beside.roles, read_field_cells(document, beside, settings)
    if named := find_named_columns(document, table):
        return (named.role,), read_named_cells(document, table, named, settings)
    over = None if heading is None else document.blocks[heading]
    if not aside and (timed := read_timed_rows(document, table, over, settings)):
        return ("measure", "timeline"), timed
    if rows := find_named_rows(document, table):
        return (rows.role,), read_named_rows(document, table, rows, settings)
    return None


def _band_before(table: Table, heading: int | None, columns: Columns, read: list[_Read]) -> tuple[Span, ...]:
    """``band_goes_on``: the band over the last rows of the table before, where this one goes on with it on the next
    page: under the same heading of the text, with the same headings over its columns printed again.
    """
    last = read[-1] if read else None
    if last is None or last.columns is None or last.heading != heading or not last.found:
        return ()
    same = last.columns.headings == columns.headings and bool(columns.header_rows) and "area" not in columns.roles
    return last.found[-1].area if same and table.row_pages[0] == last.table.row_pages[-1] + 1 else ()


def _is_duties(columns: Columns) -> bool:
    return is_a("standing_task", columns.headings[columns.measure] or "")


def _without_other_chapters(search: Search, read: list[_Read]) -> list[Found]:
    """Tables of activities in a chapter about follow-up or organisation (who reports when) are left out, with a note,
    where tables of other columns outside such chapters hold the plan's measures.
    """
    kept = [entry for entry in read if not entry.aside and entry.found]
    elsewhere = not kept and _lists_elsewhere(search)
    found: list[Found] = []
    for entry in read:
        if entry.aside and entry.found and kept and entry.roles not in {other.roles for other in kept}:
            _note_chapter(search, entry.table, entry.heading, "har andra kolumner än planens åtgärder")
        elif entry.aside and entry.found and elsewhere:
            _note_chapter(search, entry.table, entry.heading, "planens åtgärder står i listor under sina egna rubriker")
        else:
            found.extend(entry.found)
    return found


def _lists_elsewhere(search: Search) -> bool:
    """``lists_are_the_measures``: whether two headings or more that only say that measures follow ("Det här gör vi")
    have a list right below them, so that a table of who reports when is none of the plan's measures.
    """
    document = search.document
    told = [
        block
        for block, below in pairwise(document.blocks)
        if block.role == "heading" and below.role == "item" and is_a("transparent", document.block_text(block))
    ]
    return len(told) > 1


def _is_aside(search: Search, heading: int | None) -> bool:
    """Whether the heading over a table is a chapter about follow-up, organisation and the like.

    What calls itself an area ("Område 3: Samverkan och uppföljning") is none.
    """
    text = "" if heading is None else search.document.block_text(search.document.blocks[heading])
    if is_a("area_prefix", text):
        return False
    return is_a("not_measures", text) or is_a("follow_up_chapter", text)


def _page(table: Table) -> int:
    return table.places[0].page if table.places else 1


def _first_block(table: Table) -> int | None:
    indexes = [index for cell in table.cells for index in cell.blocks]
    return min(indexes) if indexes else None


def _heading_above(search: Search, table: Table) -> int | None:
    first = _first_block(table)
    nearest = search.outline.nearest(first) if first is not None else None
    return nearest.index if nearest else None


def _about_earlier_plan(search: Search, table: Table) -> bool:
    """A table under a heading about an earlier plan shows what was done then, not what this plan commits to."""
    first = _first_block(table)
    if first is None:
        return True
    chain = search.outline.above(first)
    about = any(about_earlier_plan(search.document.block_text(heading), search.facts) for heading in chain[-2:])
    if about:
        _note_earlier(search, table, search.document.block_text(chain[-1]))
    return about


def _note_chapter(search: Search, table: Table, heading: int | None, why: str) -> None:
    chapter = search.document.block_text(search.document.blocks[heading or 0])
    search.notes.append(
        f"Tabellen på sidan {_page(table)} står i kapitlet ”{chapter}” och {why}: dess rader togs inte med."
    )


def _note_earlier(search: Search, table: Table, heading: str) -> None:
    search.notes.append(
        f"Tabellen på sidan {_page(table)} står under rubriken ”{heading}” och gäller en tidigare plan: "
        "dess rader togs inte med."
    )


def _note_goal_column(search: Search, table: Table, columns: Columns) -> None:
    if columns.method == "table_row":
        return
    search.notes.append(
        f"Tabellen på sidan {_page(table)} har ingen kolumn för åtgärder; "
        f"kolumnen ”{columns.headings[columns.measure]}” lästes som åtgärder."
    )
