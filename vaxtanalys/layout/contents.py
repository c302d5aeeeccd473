"""Tables of contents: rows that end with a page number at a common right edge."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from vaxtanalys.layout.lines import Line, make_line
from vaxtanalys.layout.rows import group_rows
from vaxtanalys.model import Word

_LEADER = re.compile(r"[.…·_]{3,}")
_NUMBER = re.compile(r"^(?:.*[.…·_]{3,})?(\d{1,3}|[ivxl]{1,5})$")
_LEAST_ROWS = 4


def take_contents(page: int, words: Sequence[Word]) -> tuple[list[Line], list[Word]]:
    """The lines of a table of contents on a page, and the words that are not part of one.

    ``aligned_page_numbers``: at least four rows whose last word is a page number at the same right edge, behind dot
    leaders or a gap. A row between two of them (the first half of a long entry) belongs too. ``page_numbers_rise``:
    figures of a table stand at a common edge too, but only page numbers grow from row to row.
    """
    rows = group_rows([word for word in words if word.upright])
    hits = [index for index, row in enumerate(rows) if _is_entry(row)]
    edges = {index: rows[index][-1].box.x1 for index in hits}
    aligned = [i for i in hits if sum(1 for j in hits if abs(edges[i] - edges[j]) <= 4) >= _LEAST_ROWS]
    if len(aligned) < _LEAST_ROWS or not _numbers_rise([rows[index] for index in aligned]):
        return [], list(words)
    taken = set(aligned)
    for index in range(min(aligned), max(aligned)):
        near = [rows[i][0].box.bottom - rows[index][0].box.bottom for i in (index - 1, index + 1)]
        if min(abs(distance) for distance in near) < 1.9 * rows[index][0].size:
            taken.add(index)
    lines = [line for index in sorted(taken) if (line := make_line(page, rows[index])) is not None]
    gone = {id(word) for index in taken for word in rows[index]}
    return lines, [word for word in words if id(word) not in gone]


def _numbers_rise(rows: Sequence[Sequence[Word]]) -> bool:
    """Whether the numbers that end rows grow; what has dot leaders, or Roman numerals, is taken as it is."""
    if any(_LEADER.search(word.text) for row in rows for word in row):
        return True
    numbers = [int(row[-1].text) for row in rows if row[-1].text.isdecimal()]
    return sum(a > b for a, b in pairwise(numbers)) <= len(numbers) // 10


def _is_entry(row: Sequence[Word]) -> bool:
    if len(row) == 1:
        return bool(_LEADER.search(row[0].text)) and bool(_NUMBER.match(row[0].text))
    if len(row) < 2 or not _NUMBER.match(row[-1].text) or not any(char.isalpha() for char in row[0].text + row[1].text):
        return False
    leader = bool(_LEADER.search("".join(word.text for word in row)))
    return leader or row[-1].box.x0 - row[-2].box.x1 > 1.9 * row[-1].size
