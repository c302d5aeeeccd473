"""Running heads told before tables are looked for: a head in several parts looks like a row of the table below it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from vaxtanalys.layout.furniture import least_repeats
from vaxtanalys.layout.lines import join_words, white_between
from vaxtanalys.layout.rows import group_rows
from vaxtanalys.model import RawPage, Word

# Below a running head stands so much white, in shares of its size; below a table's heading row less.
_WHITE = 1.5
_NEAR = 4.0


def running_heads(pages: Sequence[RawPage], margin_share: float) -> list[frozenset[int]]:
    """For each page the words (by their ``id``) of the rows at its top that are a running head.

    ``head_in_several_parts``: the same words stand at the same height on three pages (on both of two), at the top, with
    white below them. Where a table goes on from the page before, "EKEBY KOMMUN   Styrdokument   KS 2031/7" over it
    would be its next row.
    """
    tops = [_top_rows(page, margin_share) for page in pages]
    seen: defaultdict[str, list[float]] = defaultdict(list)
    for rows in tops:
        for row in rows:
            seen[join_words(row)].append(row[0].box.top)
    needed = least_repeats(len(pages))

    def runs(row: Sequence[Word]) -> bool:
        return sum(abs(top - row[0].box.top) < _NEAR for top in seen[join_words(row)]) >= needed

    return [frozenset(id(word) for row in rows if runs(row) for word in row) for rows in tops]


def _top_rows(page: RawPage, margin_share: float) -> list[Sequence[Word]]:
    """The rows in a page's upper margin, in no drawn grid, down to the last with white below it.

    Turned words beside a row (the headings of narrow columns) are no white.
    """
    shown = [word for word in page.words if not word.hidden]
    rows = group_rows([word for word in shown if word.upright])[:4]
    last = 0
    for number, (row, below) in enumerate(pairwise(rows), start=1):
        foot = max(word.box.bottom for word in row)
        if foot > margin_share * page.height or any(grid.box.top < foot for grid in page.tables):
            break
        if white_between(row, below) > _WHITE * max(word.size for word in row):
            last = number
    if not last:
        return []
    foot = max(word.box.bottom for word in rows[last - 1])
    beside = any(not word.upright and word.box.top < foot < word.box.bottom for word in shown)
    return [] if beside else rows[:last]
