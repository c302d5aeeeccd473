"""What has the form of a table without rules and is none: columns of prose, and lists or cards side by side."""

from __future__ import annotations

from collections.abc import Sequence

from vaxtanalys.layout.anchored_rows import columns_of
from vaxtanalys.layout.labelled_lists import are_labelled_lists
from vaxtanalys.layout.prose_columns import are_prose_columns
from vaxtanalys.model import Fill, Word


def is_look_alike(
    rows: Sequence[Sequence[Word]],
    bands: frozenset[int],
    bounds: Sequence[float],
    gutters: Sequence[tuple[float, float]],
    fills: Sequence[Fill],
) -> bool:
    """Whether rows, divided at ``bounds``, are columns of prose, or lists or cards abreast, and no table.

    ``bands`` are the rows that lie over all columns, ``gutters`` the white between the columns of prose of the page.
    """
    if all(any(low <= x <= high for low, high in gutters) for x in bounds) or are_labelled_lists(rows, bounds):
        return True
    apart = [row for number, row in enumerate(rows) if number not in bands]
    return are_prose_columns(apart, bounds) or _are_cards(rows, bounds, fills)


def _are_cards(rows: Sequence[Sequence[Word]], bounds: Sequence[float], fills: Sequence[Fill]) -> bool:
    """Whether the first two columns each stand on a shaded rectangle of their own."""
    heads = {columns_of(word, bounds): word.box for word in reversed(rows[0])}
    for column, beside in ((0, 1), (1, 0)):
        below = next((word.box for row in rows[1:] for word in row if columns_of(word, bounds) == column), None)
        if below is None or column not in heads or beside not in heads:
            continue
        inside = [f.box for f in fills if f.box.holds(heads[column], 3) and not f.box.holds(heads[beside], 3)]
        if any(box.holds(below, 3) for box in inside):
            return True
    return False
