"""Whether the table at the top of a page is the rest of the one that the page before ends with."""

from __future__ import annotations

from collections.abc import Sequence

from vaxtanalys.layout.tables import Part

_EDGE = 5.0
_LOOSE_EDGE = 30.0


def continues(before: Part, after: Part) -> bool:
    """Whether ``after``, the first thing on its page, is the rest of ``before``, the last thing on the page before it.

    ``same_frame``: the outer edges agree, and every inner edge of the one with fewer columns is an edge of the other.
    """
    if before.tags and after.tags and before.tags.element == after.tags.element:
        return True
    a, b = before.edges, after.edges
    if "ruled" not in (before.kind, after.kind) and len(a) == len(b):
        # Columns without rules are known by the words' edges alone, and these differ from page to page.
        return all(abs(x - y) <= _LOOSE_EDGE for x, y in zip(a, b, strict=True)) or _keeps_to(after, a)
    if abs(a[-1] - b[-1]) > 2 * _EDGE:
        return False
    if abs(a[0] - b[0]) > 2 * _EDGE:
        # ``first_column_not_drawn``: of a cell merged over the break some producers draw nothing on the second page.
        return 3 < len(b) < len(a) and all(min(abs(edge - other) for other in a) <= _EDGE for edge in b)
    few, many = sorted((a, b), key=len)
    return all(min(abs(edge - other) for other in many) <= _EDGE for edge in few)


def _keeps_to(part: Part, edges: Sequence[float]) -> bool:
    """``words_in_the_same_columns``: whether every word stands in its own column of another part's ``edges``.

    Where a column holds short words on one page and long ones on the next, the white between columns lies elsewhere.
    """
    if abs(part.edges[0] - edges[0]) > _LOOSE_EDGE:
        return False
    for cell in part.cells:
        if cell.raw.col_span == 1 and cell.lines:
            left, right = edges[cell.raw.col], edges[cell.raw.col + 1]
            last = cell.raw.col + 2 == len(edges)
            words = [word.box for line in cell.lines for word in line.words]
            if any(box.x0 < left - 2 or (box.x1 > right + 2 and not last) for box in words):
                return False
    return True
