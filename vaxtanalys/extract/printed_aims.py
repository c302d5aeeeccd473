"""Goals and indicators that are printed with their measures: columns, bands and label lines."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from vaxtanalys.extract.aim_words import aim_heading, aim_label, is_goal_header
from vaxtanalys.extract.aims import FoundAim
from vaxtanalys.extract.found import Found, Span, split_label
from vaxtanalys.extract.table_cells import cell_blocks, cell_text
from vaxtanalys.extract.table_columns import find_header
from vaxtanalys.extract.vocabulary import classify_column
from vaxtanalys.model import Document, Field, Table

_FIGURE = re.compile(r"(?:\w{2,6} )?[<>≤≥~]?\s?\d[\d\s,.–-]*(?:%|[^\W\d]+)?(?: [^\W\d]+)?|[–-]")
_VALUE = re.compile(r"^(?:målvärde|målnivå)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PrintedAim:
    """An aim with the positions (in the list of found measures) of those it is printed with, and its target's words.

    ``row`` tells aims of one table row, so that an indicator finds its goal.
    """

    aim: FoundAim
    members: tuple[int, ...]
    target: Span | None = None
    row: tuple[str, int] | None = None


def lift_area_indicators(found: Sequence[Found], owners: Sequence[str | None]) -> tuple[list[Found], list[PrintedAim]]:
    """Measures without the indicators that are their area's, and those indicators.

    ``indicator_below_the_last``: where label lines of indicators stand under the last measure of each area and under no
    other, they close the area; they do not follow up that measure alone.
    """
    areas: defaultdict[str | None, list[int]] = defaultdict(list)
    for index, owner in enumerate(owners):
        areas[owner].append(index)
    marked = [i for i, entry in enumerate(found) if _lines(entry)]
    last = {members[-1] for members in areas.values() if len(members) > 1}
    if not marked or any(index not in last for index in marked):
        return list(found), []
    kept = list(found)
    lifted: list[PrintedAim] = []
    for index in marked:
        members = tuple(areas[owners[index]])
        entry = found[index]
        lifted += [PrintedAim(_aim(entry, each, "indicator"), members) for each in _lines(entry)]
        kept[index] = replace(entry, fields=tuple(each for each in entry.fields if each.role != "indicator"))
    return kept, lifted


def _lines(entry: Found) -> list[Field]:
    if entry.in_table:
        return []
    return [each for each in entry.fields if each.role == "indicator"]


def printed_aims(document: Document, found: Sequence[Found]) -> list[PrintedAim]:
    """The goals and indicators in the measures' own fields and in the bands above them.

    What is merged over several rows, or printed again on each, is one, with all their measures. A cell of list items
    holds one each. A column "Målvärde" beside an indicator's gives its target.
    """
    made: dict[tuple[str, str], PrintedAim] = {}
    for index, entry in enumerate(found):
        targets = [each for each in entry.fields if each.role == "indicator" and _VALUE.match(each.header or "")]
        named = [each for each in entry.fields if each.role == "indicator" and each not in targets]
        for each in entry.fields:
            kind = _kind(each)
            if kind is None or (each in targets and named):
                continue
            target = targets[0].quote.spans[0] if each in named and len(named) == len(targets) == 1 else None
            if each in targets:
                target = each.quote.spans[0]
            for aim in _split(document, entry, each, kind):
                _join(document, made, PrintedAim(aim, (index,), target))
        if entry.area and (label := aim_label(document.text[slice(*entry.area[0])])) and label.kind != "indicator":
            span = (entry.area[0][0] + label.length, entry.area[0][1])
            aim = FoundAim(label.kind, label.term, label.number, (span,), entry.anchor, frozenset(), None)
            _join(document, made, PrintedAim(aim, (index,)))
    return list(made.values())


def _kind(each: Field) -> str | None:
    if each.role == "indicator":
        return "indicator"
    if each.role != "goal" or not is_goal_header(each.header):
        return None
    label = aim_heading(each.header or "")
    return label.kind if label else None


def _split(document: Document, entry: Found, each: Field, kind: str) -> list[FoundAim]:
    whole = _aim(entry, each, kind)
    items = {block.start for block in document.blocks if block.role == "item"}
    if len(whole.text) > 1 and all(start in items for start, _ in whole.text):
        return [replace(whole, text=(span,)) for span in whole.text]
    return [whole]


def _aim(entry: Found, each: Field, kind: str) -> FoundAim:
    return FoundAim(kind, each.header, None, each.quote.spans, entry.anchor, frozenset(), None)


def _join(document: Document, made: dict[tuple[str, str], PrintedAim], new: PrintedAim) -> None:
    number, first = split_label(document, new.aim.text[0])
    if number and first[1] > first[0]:
        new = replace(new, aim=replace(new.aim, number=number, text=(first, *new.aim.text[1:])))
    words = " ".join(document.text[slice(*span)] for span in new.aim.text).strip()
    if not words:
        return
    key = (new.aim.kind, re.sub(r"\W+", " ", words).casefold())
    known = made.get(key)
    made[key] = replace(known, members=(*known.members, *new.members)) if known else new


def aims_of_tables(document: Document, used: Iterable[int]) -> list[PrintedAim]:
    """The goals and indicators of tables that hold no measures: "Mål | Indikator | Målvärde"."""
    taken = set(used)
    found: list[PrintedAim] = []
    for table in document.tables:
        blocks = {index for cell in table.cells for index in cell.blocks}
        header = find_header(document, table)
        if header is not None and not blocks & taken:
            found.extend(_aims_of_table(document, table, header))
    return found


def _holds_figures(document: Document, table: Table, header: int, col: int) -> bool:
    """``targets_beside_indicators``: a column "Mål 2030" of nothing but figures holds the indicators' targets."""
    texts = [cell_text(document, table.at(row, col)) for row in range(header + 1, table.rows)]
    filled = [text for text in texts if text.strip()]
    return bool(filled) and all(_FIGURE.fullmatch(text.strip()) for text in filled)


def _aims_of_table(document: Document, table: Table, header: int) -> list[PrintedAim]:
    heads = [cell_text(document, table.at(header, col)) for col in range(table.cols)]
    kinds: dict[int, str] = {}
    values: list[int] = []
    for col, head in enumerate(heads):
        label = aim_heading(head)
        column = classify_column(head)
        if _VALUE.match(head):
            values.append(col)
        elif label is not None:
            kinds[col] = label.kind
        elif column is not None and column.role == "indicator":
            kinds[col] = "indicator"
    if "indicator" in kinds.values():
        targets = [
            col for col, kind in kinds.items() if kind == "goal" and _holds_figures(document, table, header, col)
        ]
        values = [*targets, *values]
        kinds = {col: kind for col, kind in kinds.items() if col not in targets}
    if not kinds or (len(kinds) == 1 and not values):
        return []
    made: list[PrintedAim] = []
    for row in range(header + 1, table.rows):
        target = next((cell_blocks(document, table, row, col) for col in values), [])
        for col, kind in kinds.items():
            cell = table.at(row, col)
            blocks = cell_blocks(document, table, row, col)
            if not blocks or cell is None or cell.row != row or row in table.header_rows:
                continue
            spans = tuple((block.start, block.end) for block in blocks)
            aim = FoundAim(kind, heads[col], None, spans, blocks[0].index, frozenset(), None)
            value = (target[0].start, target[-1].end) if target and kind == "indicator" else None
            made.append(PrintedAim(aim, (), value, (table.table_id, row)))
    return made
