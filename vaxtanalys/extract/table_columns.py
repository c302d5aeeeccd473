"""What a table's columns hold, and whether its rows are measures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from vaxtanalys.body_kinds import body_kind
from vaxtanalys.extract.double_columns import double_role
from vaxtanalys.extract.found import bare_label, is_blank
from vaxtanalys.extract.group_columns import group_column
from vaxtanalys.extract.legend import letter_roles
from vaxtanalys.extract.table_cells import cell_blocks, cell_text, distinct_cells, header_rows_of
from vaxtanalys.extract.vocabulary import (
    BODIES,
    STATES,
    Column,
    classify_column,
    holds_word_of,
    is_a,
    line_role,
    normal,
)
from vaxtanalys.model import Document, Table

# ``what_others_do``: rows by municipality, of which nothing says who or when, tell what others have done.
_ELSEWHERE = ("kommun", "kommuner", "stad", "region", "land", "ort")
_SUPPORT = {"timeline", "follow_up", "resources", "status"}
_HEADER_CHARS = 70
_LEVELS_APART = re.compile(r"\s*(?:[,;/]|\n|\boch\b)\s*")
_YEAR = re.compile(r"(?:20\d\d|(?:vt|ht)\s?\d{2,4}|kvartal \d|q[1-4])(?:\s?[–/-]\s?\d{2,4})?", re.IGNORECASE)
_FIGURE = re.compile(r"[<>~+−–-]?\s?\d[\d\s.,]*\s?%?|[–—-]|\.\.")


@dataclass(frozen=True, slots=True)
class Columns:
    """The roles and headings of a table's columns. ``kind`` is rows (a measure a row), states (a measure a cell) or
    note (it looks like measures, but no column can be told to hold them). ``measure`` is the measures' column.
    ``headed`` are the blocks of each column's heading where it stands in the table before, with which this one goes on;
    ``letters`` the roles that a legend gives the letters of its cells.
    """

    kind: str
    roles: tuple[str | None, ...]
    headings: tuple[str | None, ...]
    header_rows: frozenset[int]
    measure: int = -1
    method: str = "table_row"
    headed: tuple[tuple[int, ...], ...] = ()
    letters: tuple[tuple[str, str], ...] = ()

    def role_of(self, letter: str) -> str | None:
        """The role (body, co_body) that a legend gives a letter in a cell."""
        return next((role for sign, role in self.letters if sign == letter), None)


def read_columns(document: Document, table: Table, before: Columns | None) -> Columns | None:
    """The columns of ``table``, or None where its rows are not measures.

    ``before`` are the columns of the table just above, when no heading stands between: a table that goes on without
    headings of its own has the same.
    """
    header = find_header(document, table)
    if header is None:
        if before is not None and before.kind == "rows" and _same_columns(before, table):
            return replace(_cut(before, table.cols), header_rows=frozenset())
        return None
    columns = [classify_column(cell_text(document, table.at(header, col))) for col in range(table.cols)]
    roles = tuple(column.role if column else None for column in columns)
    roles = tuple(
        "year" if _YEAR.fullmatch(cell_text(document, table.at(header, col))) else role
        for col, role in enumerate(roles)
    )
    headings = tuple(cell_text(document, table.at(header, col)) or None for col in range(table.cols))
    rows = header_rows_of(document, table, header)
    roles = tuple(double_role(text or "") or role for text, role in zip(headings, roles, strict=True))
    roles = _partners(document, table, rows, _lone_state(roles, headings), headings)
    roles = _number_column(document, table, rows, roles, headings)
    letters = letter_roles(document) if _holds_letters(document, table, rows) else {}
    roles = _ticked_names(document, table, rows, roles, headings, letters)
    roles = _level_column(document, table, rows, roles)
    roles = group_column(document, table, rows, roles)
    kind, measure, method = _kind(document, table, rows, columns, roles, headings)
    headed = tuple(tuple(b.index for b in cell_blocks(document, table, header, col)) for col in range(table.cols))
    return Columns(kind, roles, headings, rows, measure, method, headed, tuple(letters.items())) if kind else None


def _same_columns(before: Columns, table: Table) -> bool:
    """Whether a table has the columns of the one before, but for last ones of it that had no heading."""
    more = before.headings[table.cols :]
    return table.cols <= len(before.roles) and before.measure < table.cols and not any(more)


def _cut(columns: Columns, count: int) -> Columns:
    return replace(columns, roles=columns.roles[:count], headings=columns.headings[:count])


def _lone_state(roles: tuple[str | None, ...], headings: tuple[str | None, ...]) -> tuple[str | None, ...]:
    """``one_state_column``: where only one column names a state and none the measures, "Planerade insatser" does.

    A state tells measures apart only beside another.
    """
    states = [col for col, role in enumerate(roles) if role in STATES]
    if "measure" in roles or len(states) != 1 or not holds_word_of("measure", headings[states[0]] or ""):
        return roles
    return (*roles[: states[0]], "measure", *roles[states[0] + 1 :])


def _partners(
    document: Document,
    table: Table,
    header_rows: frozenset[int],
    roles: tuple[str | None, ...],
    headings: tuple[str | None, ...],
) -> tuple[str | None, ...]:
    """``partners_beside_owners``: beside a column of those responsible "Stöd" and "Med" head one of those who help.

    Alone they do where most of its cells open with a body's name: "Stöd" may also head what help there is.
    """

    def helps(col: int) -> bool:
        heading = headings[col]
        if not heading or roles[col] not in (None, "resources") or line_role(heading, inner=True) != "co_body":
            return False
        return ("body" in roles and roles[col] is None) or _names_bodies(document, table, header_rows, col)

    return tuple("co_body" if helps(col) else role for col, role in enumerate(roles))


def _names_bodies(document: Document, table: Table, header_rows: frozenset[int], col: int) -> bool:
    cells = [cell_text(document, table.at(row, col)) for row in range(table.rows) if row not in header_rows]
    filled = [text for text in cells if text.strip(" -–")]
    named = [text for text in filled if body_kind(re.split(r"[,;/\n]", text)[0]) != "unknown"]
    return bool(filled) and len(named) > len(filled) / 2


def find_header(document: Document, table: Table) -> int | None:
    """The row that holds the column headings: of the first three (and the rows that layout marked) the one with most
    cells that can be told, two at least, or one that is a measure's heading where the table has but one column.

    ``marked_before_likely``: a row that layout marked and of which two cells can be told goes before one that it did
    not mark: "Arbetsgrupp", "Samordnare", "Samordna åtgärder" sound like headings and are a row.
    """
    best: tuple[bool, int] | None = None
    at: int | None = None
    for row in sorted({*table.header_rows, *range(min(3, table.rows))}):
        cells = distinct_cells(table, row)
        texts = [cell_text(document, cell) for cell in cells]
        if any(len(text) > _HEADER_CHARS for text in texts) or len(cells) < min(2, table.cols):
            continue
        told = [column for column in map(classify_column, texts) if column]
        if any(column.role == "measure" for column in told):
            # ``names_beside_the_measures``: in a matrix the other headings are the names of those who may be ticked.
            told += [Column("ticked_body", text, False) for text in texts if is_a("body_name", text)]
        needed = 2 if table.cols > 1 and row not in table.header_rows else 1
        marked = row in table.header_rows and any(c.exact or c.role == "measure" for c in told)
        rank = (row in table.header_rows and len(told) >= 2, len(told))
        if len(told) >= needed and (len(told) >= 2 or marked) and (best is None or rank > best):
            best, at = rank, row
    return at


def _number_column(
    document: Document,
    table: Table,
    header_rows: frozenset[int],
    roles: tuple[str | None, ...],
    headings: tuple[str | None, ...],
) -> tuple[str | None, ...]:
    """A column without a heading whose cells are all printed numbers holds the measures' numbers."""
    if roles and roles[0] is None and headings[0] is None:
        texts = [cell_text(document, table.at(row, 0)) for row in range(table.rows) if row not in header_rows]
        filled = [text for text in texts if text]
        if filled and all(bare_label(text) for text in filled):
            return ("number", *roles[1:])
    return roles


def _level_column(
    document: Document, table: Table, header_rows: frozenset[int], roles: tuple[str | None, ...]
) -> tuple[str | None, ...]:
    """``levels_in_every_cell``: a column that nothing but prevention levels stand in says the level.

    Whatever its heading ("Typ av insats", "Inriktning"). Three filled cells at least, none with other words.
    """
    if "level" in roles:
        return roles
    for col, role in enumerate(roles):
        if role not in (None, "comment", "other"):
            continue
        cells = (cell_text(document, table.at(row, col)) for row in range(table.rows) if row not in header_rows)
        filled = [text for text in cells if text]
        names = [name for text in filled for name in _LEVELS_APART.split(text)]
        if len(filled) >= 3 and all(len(name) > 1 and is_a("level_name", name) for name in names):
            return (*roles[:col], "level", *roles[col + 1 :])
    return roles


def _holds_letters(document: Document, table: Table, header_rows: frozenset[int]) -> bool:
    """Whether cells below the headings hold single letters or signs: a legend may say what they mean."""
    below = (cell for cell in table.cells if cell.row not in header_rows and cell.blocks)
    return any(len(text := cell_text(document, cell)) == 1 and not text.isdigit() for cell in below)


def _ticked_names(
    document: Document,
    table: Table,
    header_rows: frozenset[int],
    roles: tuple[str | None, ...],
    headings: tuple[str | None, ...],
    letters: Mapping[str, str],
) -> tuple[str | None, ...]:
    """``matrix_of_names``: columns with nothing but ticks below, whose headings are bodies, prevention levels or groups
    of people, say by a tick who does the row, at which level it stands or whom it reaches.

    Two such columns at least of a kind, and for bodies most of their headings: what else is ticked says nothing.
    """
    ticked = []
    for col, heading in enumerate(headings):
        below = (table.at(row, col) for row in range(table.rows) if row not in header_rows)
        cells = (cell_text(document, cell) for cell in below if cell is None or cell.col_span < table.cols)
        ticks = all(is_blank(text) or text in letters for text in cells)
        if heading and roles[col] in (None, "body", "co_body", "level", "target_group") and ticks:
            ticked.append(col)
    made = dict(enumerate(roles))
    for name, role in (("level_name", "ticked_level"), ("group_name", "ticked_group")):
        named = [col for col in ticked if is_a(name, headings[col] or "")]
        if len(named) >= 2:
            made.update(dict.fromkeys(named, role))
            ticked = [col for col in ticked if col not in named]
    named = [col for col in ticked if is_a("body_name", headings[col] or "")]
    if len(ticked) >= 2 and 2 * len(named) > len(ticked):
        made.update(dict.fromkeys(ticked, "ticked_body"))
    return tuple(made[col] for col in range(len(roles)))


def _kind(
    document: Document,
    table: Table,
    header_rows: frozenset[int],
    columns: list[Column | None],
    roles: tuple[str | None, ...],
    headings: tuple[str | None, ...],
) -> tuple[str, int, str]:
    """The kind of the table, the measures' column and the rule that told it."""
    present = {part for role in roles if role for part in role.split("+")}
    measures = [col for col, role in enumerate(roles) if role == "measure"]
    if measures:
        if headings[0] and normal(headings[0]) in _ELSEWHERE and not present & {"body", "co_body", "timeline"}:
            return "", -1, ""
        certain = all(column is not None and column.exact for column in (columns[col] for col in measures))
        if not present - {"measure", "year"} and _tells_figures(document, table, header_rows, measures, headings):
            return "", -1, ""
        if "other" in present and len(present) == 2 and not (certain and _is_deed(headings, measures)):
            return "", -1, ""
        return "rows", _finest(document, table, header_rows, measures), "table_row"
    if len(present & set(STATES)) >= 2:
        return "states", -1, "state_cell"
    if "other" in present:
        return "", -1, ""
    support = present & _SUPPORT
    owned = bool(present & BODIES)
    if "description" in present and (owned or support):
        return "rows", roles.index("description"), "table_row_by_description"
    unknown = [col for col, role in enumerate(roles) if role is None and headings[col]]
    first = roles.index("area") + 1 if "area" in roles else 0
    if owned and support and unknown == [first]:
        return "rows", first, "table_row_by_elimination"
    if owned and support and "goal" in present:
        return "rows", roles.index("goal"), "table_row_by_goal"
    if owned and support:
        return "note", -1, ""
    return "", -1, ""


def _tells_figures(
    document: Document,
    table: Table,
    header_rows: frozenset[int],
    measures: list[int],
    headings: tuple[str | None, ...],
) -> bool:
    """``figures_under_years``: under "Uppgift" beside years with nothing but figures below them stand statistics."""
    others = [cell for cell in table.cells if cell.row not in header_rows and cell.col not in measures and cell.blocks]
    figures = sum(bool(_FIGURE.fullmatch(cell_text(document, cell))) for cell in others)
    return not _is_deed(headings, measures) and bool(others) and figures > 0.8 * len(others)


def _is_deed(headings: tuple[str | None, ...], measures: list[int]) -> bool:
    """``task_of_a_role``: beside names and roles alone ("Funktion", "Uppgift") a task is what someone is there for."""
    return not any(is_a("standing_task", (headings[col] or "").partition("(")[0]) for col in measures)


def _finest(document: Document, table: Table, header_rows: frozenset[int], measures: list[int]) -> int:
    """Of several measure columns the one with a cell a row: a broader one is merged over rows or left blank."""
    rows = [row for row in range(table.rows) if row not in header_rows]

    def filled(col: int) -> int:
        own = (table.at(row, col) for row in rows)
        return sum(
            1
            for row, cell in zip(rows, own, strict=True)
            if cell and cell.row == row and not is_blank(cell_text(document, cell))
        )

    return max(measures, key=lambda col: (filled(col), -col))
