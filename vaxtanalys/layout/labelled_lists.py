"""Two boxes of lists side by side, each under its label, told from a table of two columns."""

from __future__ import annotations

from collections.abc import Sequence

from vaxtanalys.layout.anchored_rows import columns_of
from vaxtanalys.layout.lines import BULLETS
from vaxtanalys.model import Word


def are_labelled_lists(rows: Sequence[Sequence[Word]], bounds: Sequence[float]) -> bool:
    """Whether rows of words under a bold row of labels, divided at ``bounds``, are lists and no table.

    ``label_over_a_list_below``: below the labels stands another, alone on its line in one of the two columns, in the
    same bold type, with bullets under it; the rest of its column is not bold.
    """
    if len(bounds) != 1 or not all(word.bold for word in rows[0]):
        return False
    size = rows[0][0].size
    for column in (0, 1):
        lines = [own for row in rows[1:] if (own := [word for word in row if columns_of(word, bounds) == column])]
        labels = [n for n, own in enumerate(lines) if all(w.bold for w in own) and abs(own[0].size - size) < 0.3]
        if not labels or 2 * len(labels) > len(lines) or labels[0] == 0:
            continue
        if all(n + 1 < len(lines) and lines[n + 1][0].text[:1] in BULLETS for n in labels):
            return True
    return False
