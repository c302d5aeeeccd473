"""What a tagged PDF says of its own structure, and its bookmarks, as the file says it: nothing is judged yet.

Part of the model; standard library only. The reader fills these records, the layout stage weighs them against what
stands on the page.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RawTag:
    """An element of the tag tree (ISO 32000-1, 14.7).

    ``role`` is the standard type the file's role map leads to ("H1", "P", "TD"), empty where it leads to none.
    ``parent`` is the index of the element it stands in, -1 at the top. ``row_span``, ``col_span`` and ``scope``
    ("Column", "Row", "Both" or empty) are those of a table's cell; ``actual_text`` is what the file says that the
    element's marks are to be read as.
    """

    role: str
    parent: int
    row_span: int = 1
    col_span: int = 1
    scope: str = ""
    actual_text: str | None = None


@dataclass(frozen=True, slots=True)
class TagTree:
    """A document's tag tree, flat: every element comes after the one it stands in, in the order of the tree.

    ``marks`` are (page from 1, number of the marked content, index of its element), in the order of the tree.
    """

    tags: tuple[RawTag, ...]
    marks: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class RawBookmark:
    """An entry of the document's outline: its words, its depth (1 is the outermost) and the page it leads to (from 1).

    ``top`` is the distance from the page's upper edge in points, None where the entry leads to the page as a whole.
    """

    title: str
    level: int
    page: int
    top: float | None = None
