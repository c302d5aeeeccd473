"""Tables without rules: a row of column headings, and rows whose parts begin where the headings do.

``header_over_aligned_columns``: the heading row is set apart (bold, or in another colour than the text below), holds at
least two short parts with wide gaps, and at least two rows below keep to its columns. Without such a heading two
columns of prose look the same, so none is guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from vaxtanalys.geometry import union
from vaxtanalys.layout.lines import group_rows, is_number_marker, join_words
from vaxtanalys.layout.paragraphs import SENTENCE_END
from vaxtanalys.model import Box, Fill, RawCell, RawTable, Word

_GAP = 1.4
_SLACK = 4.0
_LONGEST_HEADING = 45


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the page cut into parts at wide gaps."""

    parts: tuple[tuple[Word, ...], ...]

    @property
    def box(self) -> Box:
        return union(word.box for part in self.parts for word in part)

    @property
    def starts(self) -> list[float]:
        return [part[0].box.x0 for part in self.parts]


def find_borderless(words: Sequence[Word], fills: Sequence[Fill] = ()) -> list[RawTable]:
    """The tables without rules among the upright words of a page, top to bottom.

    Columns that each stand on a shaded rectangle of their own (``fills``) are cards side by side, not a table.
    """
    rows = [_cut(row) for row in group_rows([word for word in words if word.upright])]
    tables: list[RawTable] = []
    index = 0
    while index < len(rows):
        end = _body_end(rows, index) if _is_header(rows, index) else index
        if end - index >= 3:
            table = _table(rows[index:end])
            if table is not None and not _are_cards(rows[index:end], fills):
                tables.append(table)
                index = end
                continue
        index += 1
    return tables


def _are_cards(rows: Sequence[_Row], fills: Sequence[Fill]) -> bool:
    first, other = rows[0].parts[0][0].box, rows[0].parts[1][0].box
    below = next((part[0].box for row in rows[1:] for part in row.parts if abs(part[0].box.x0 - first.x0) < 30), first)
    return any(f.box.holds(first, 3) and f.box.holds(below, 3) and not f.box.holds(other, 3) for f in fills)


def _cut(row: Sequence[Word]) -> _Row:
    parts: list[list[Word]] = [[row[0]]]
    for left, right in pairwise(row):
        gap = right.box.x0 - left.box.x1
        marker = len(parts[-1]) == 1 and (not left.text[:1].isalnum() or is_number_marker(left.text))
        if gap > _GAP * max(left.size, right.size) and not marker:
            parts.append([right])
        else:
            parts[-1].append(right)
    return _Row(tuple(tuple(part) for part in parts))


def _is_header(rows: Sequence[_Row], index: int) -> bool:
    row = rows[index]
    if len(row.parts) < 2 or index + 2 >= len(rows):
        return False
    texts = [join_words(part) for part in row.parts]
    if any(len(text) > _LONGEST_HEADING or text.endswith((".", ",", ";", ":")) for text in texts):
        return False
    if not all(any(char.isalpha() for char in text) for text in texts[-2:]):
        return False
    below = [word for r in rows[index + 1 : index + 4] for part in r.parts for word in part]
    inside = [word for part in row.parts for word in part]
    bold = all(word.bold for word in inside) and sum(word.bold for word in below) < 0.6 * len(below)
    colours = {word.color for word in inside}
    coloured = len(colours) == 1 and not any(word.color in colours for word in below)
    return bold or coloured


def _body_end(rows: Sequence[_Row], index: int) -> int:
    """The row after the last one that keeps to the columns of the heading row ``index``."""
    starts = rows[index].starts
    end = index + 1
    several = 0
    size = rows[index].parts[0][0].size
    for row in rows[index + 1 :]:
        if row.box.top - rows[end - 1].box.bottom > 3.5 * size or _columns(row, starts) is None:
            break
        if end > index + 1 and row.parts[0][0].size > 1.15 * rows[end - 1].parts[0][0].size:
            break
        several += len(row.parts) > 1
        end += 1
    return end if several >= 2 else index


def _columns(row: _Row, starts: Sequence[float]) -> list[int] | None:
    """The column of each part of a row; None where a part begins left of its column or runs into the next."""
    columns: list[int] = []
    for part in row.parts:
        x0, x1 = part[0].box.x0, max(word.box.x1 for word in part)
        column = max((i for i, start in enumerate(starts) if x0 >= start - _SLACK), default=None)
        if column is None or (column + 1 < len(starts) and x1 > starts[column + 1] - 1) or column in columns:
            return None
        columns.append(column)
    return columns


def _table(rows: Sequence[_Row]) -> RawTable | None:
    starts = rows[0].starts
    groups = _group(rows, starts)
    if len(groups) < 3:
        return None
    box = union(row.box for row in rows)
    edges = [starts[0] - 2, *[start - 2 for start in starts[1:]], box.x1 + 2]
    tops = [min(row.box.top for row in group) for group in groups]
    bottoms = [max(row.box.bottom for row in group) for group in groups]
    lines = [
        tops[0] - 1,
        *[(bottom + top) / 2 for bottom, top in zip(bottoms, tops[1:], strict=False)],
        bottoms[-1] + 1,
    ]
    cells = tuple(
        RawCell(r, c, 1, 1, Box(x0, top, x1, bottom))
        for r, (top, bottom) in enumerate(pairwise(lines))
        for c, (x0, x1) in enumerate(pairwise(edges))
    )
    return RawTable(Box(edges[0], lines[0], edges[-1], lines[-1]), "borderless", cells)


def _group(rows: Sequence[_Row], starts: Sequence[float]) -> list[list[_Row]]:
    """The lines gathered into rows of the table.

    ``row_by_first_column``: a line opens a row when it has words in the first column, and either stands further from
    the line above than lines within a row do, or begins several columns at once behind a finished sentence.
    """
    distances = sorted(b.box.bottom - a.box.bottom for a, b in pairwise(rows[1:])) or [0.0]
    within = distances[len(distances) // 4]
    groups: list[list[_Row]] = [[rows[0]]]
    for above, row in pairwise(rows):
        columns = _columns(row, starts) or []
        opens = 0 in columns and (
            above is rows[0]
            or row.box.bottom - above.box.bottom > 1.25 * within
            or (len(columns) > 1 and _finished(groups[-1], starts) and row.parts[0][0].text[:1].isupper())
        )
        if opens or above is rows[0]:
            groups.append([row])
        else:
            groups[-1].append(row)
    return groups


def _finished(group: Sequence[_Row], starts: Sequence[float]) -> bool:
    """Whether the first column of the open row ends as a sentence does, or leaves off well before the next column."""
    last = [part for row in group for part in row.parts if part[0].box.x0 < starts[1] - _SLACK]
    if not last:
        return False
    width = starts[1] - starts[0]
    return bool(SENTENCE_END.search(last[-1][-1].text)) or last[-1][-1].box.x1 < starts[0] + 0.6 * width
