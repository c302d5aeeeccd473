"""Cards: a table for each measure, labels ("Åtgärd", "Ansvar", "Tidplan") in its first column, words in its second."""

from __future__ import annotations

import re

from vaxtanalys.extract.cells import as_found, read_cell
from vaxtanalys.extract.found import Found, Span, bare_label, is_blank, spans_of, split_label
from vaxtanalys.extract.settings import ExtractSettings
from vaxtanalys.extract.states import state_of
from vaxtanalys.extract.table_cells import cell_blocks, cell_text
from vaxtanalys.extract.vocabulary import BODIES, STATES, classify_column, is_a, whole_role
from vaxtanalys.model import Document, Field, Table

_OWNED = {"body", "co_body", "timeline", "follow_up", "indicator", "status", "resources"}


# A label of a card may be followed by the measure's number: "Planerad åtgärd 1.2".
_LABEL_NUMBER = re.compile(r"\s+(?:nr\.?\s*)?(\d{1,3}(?:[.:]\d{1,3})*[a-z]?)[.:]?$", re.IGNORECASE)
_LABEL_WORDS = 4
_NO_FIELD = ("area", "number", "other", "title")


def _label(text: str) -> str | None:
    number = _LABEL_NUMBER.search(text)
    return bare_label(text) or (number[1] if number else None)


def card_roles(document: Document, table: Table) -> list[str | None] | None:
    """The roles of the rows of a card table; None where the table is not one.

    Most cells of the first column are labels, one of them a measure's and one that of a body, a time or the like.
    """
    if table.cols < 2 or table.rows < 2 or _is_headed(document, table):
        return None
    roles: list[str | None] = []
    for row in range(table.rows):
        cell = table.at(row, 0)
        text = cell_text(document, cell)
        if cell is not None and cell.col_span >= table.cols:
            # ``title_over_the_card``: "Åtgärd 1.3" right across, and the measure's words right across below it; or
            # "Åtgärd 1.3 Gröna torg", and a row labelled as the measure's below it.
            if is_a("measure_label", text) and (len(text.split()) <= _LABEL_WORDS or _said_below(document, table, row)):
                roles.append("title")
                continue
            if roles and roles[-1] == "title":
                roles.append("measure")
                continue
        column = classify_column(_LABEL_NUMBER.sub("", text))
        told = column is not None and (column.exact or column.role == "measure" or len(text.split()) <= _LABEL_WORDS)
        roles.append(column.role if column is not None and told else None)
    roles = _titles_as_measures(document, table, roles)
    told_roles = [role for role in roles if role]
    second = [whole_role(cell_text(document, table.at(row, 1))) for row in range(table.rows)]
    # "Pågår" beside "Tid" is a value, though it may head a column elsewhere.
    if sum(1 for role in second if role and role not in STATES) >= 2:
        return None
    enough = len(told_roles) >= 2 and len(told_roles) >= 0.6 * table.rows
    distinct = len(set(told_roles)) >= 2 and "measure" in told_roles and bool(_OWNED & set(told_roles))
    return roles if enough and distinct else None


def _said_below(document: Document, table: Table, row: int) -> bool:
    """Whether the row below is labelled as the measure's ("Vad ska göras?"), with words beside the label."""
    cell = table.at(row + 1, 0) if row + 1 < table.rows else None
    if cell is None or cell.col_span >= table.cols:
        return False
    return whole_role(cell_text(document, cell)) == "measure" and not is_blank(
        cell_text(document, table.at(row + 1, 1))
    )


def _titles_as_measures(document: Document, table: Table, roles: list[str | None]) -> list[str | None]:
    """``words_over_the_labels``: where no row is labelled as the measure's, words right across the card above its
    labels are it; every other row must have a label.
    """
    across = [
        row
        for row, role in enumerate(roles)
        if role is None and (cell := table.at(row, 0)) is not None and cell.col_span >= table.cols and cell.blocks
    ]
    over = bool(across) and across[0] == 0 and all(row + 1 < table.rows and roles[row + 1] for row in across)
    labels = [cell_text(document, table.at(row, 0)) for row in range(table.rows) if row not in across]
    exact = all(map(whole_role, labels))
    if "measure" in roles or not over or not exact or not BODIES & set(roles):
        return roles
    return ["measure" if row in across else role for row, role in enumerate(roles)]


def _is_headed(document: Document, table: Table) -> bool:
    """``row_of_headings``: whether the first row, of three columns or more, is headings all ("Aktivitet", "Ägare",
    "Klart senast"): what stands below them is rows, be their first words a role's name.
    """
    texts = [cell_text(document, table.at(0, col)) for col in range(table.cols)]
    return table.cols > 2 and len(set(texts)) > 2 and all(map(whole_role, texts))


def read_cards(document: Document, table: Table, roles: list[str | None], settings: ExtractSettings) -> list[Found]:
    """The measures of a card table: each row labelled as a measure opens one, the rows below are its fields."""
    found: list[Found] = []
    starts = [row for row, role in enumerate(roles) if role == "measure"]
    for start, end in zip(starts, [*starts[1:], len(roles)], strict=True):
        blocks = [block for col in range(1, table.cols) for block in cell_blocks(document, table, start, col)]
        blocks = list({block.index: block for block in blocks}.values())
        if not blocks:
            continue
        fields: list[Field] = []
        goal_before = range(start) if start == starts[0] else range(0)
        for row in (*goal_before, *range(start + 1, end)):
            spans: tuple[Span, ...] = spans_of(cell_blocks(document, table, row, 1))
            role = roles[row]
            if role and role not in _NO_FIELD and spans and not is_blank(cell_text(document, table.at(row, 1))):
                kind = "comment" if role == "description" else role
                fields.append(Field(kind, cell_text(document, table.at(row, 0)), document.quote(*spans)))
        titled = start > 0 and roles[start - 1] == "title"
        label, heading = _title(document, table, start - 1) if titled else (None, ())
        label = label or _label(cell_text(document, table.at(start, 0)))
        said = read_cell(document, blocks, settings)
        status = state_of(document, fields)
        found += as_found(
            said.commitments, blocks, "card", label=label, heading=heading, status=status, fields=tuple(fields)
        )
    return found


def _title(document: Document, table: Table, row: int) -> tuple[str | None, tuple[Span, ...]]:
    """The number in a card's title, and the words behind it: "Åtgärd 1.3 Gröna torg" is 1.3 and "Gröna torg"."""
    text = cell_text(document, table.at(row, 0))
    if bare := _label(text):
        return bare, ()
    blocks = cell_blocks(document, table, row, 0)
    label, (start, end) = split_label(document, (blocks[0].start, blocks[-1].end))
    return label, ((start, end),) if label and start < end else ()
