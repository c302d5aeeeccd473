"""Tables of contents that were typed: paragraphs that end with a tab, or dots, and a page number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from vaxtanalys.raw_structure import RawBlock, RawPart

_ENTRY = re.compile(r"\w.*(?:\t|[.…·_]{3,})\s*(?:\d{1,3}|[ivxl]{1,5})\s*$", re.DOTALL)
_LEAST_ENTRIES = 4


def mark_contents(parts: Sequence[RawPart]) -> list[RawPart]:
    """The parts with the role ``toc`` where four or more paragraphs in a row are entries of a table of contents."""
    marked = list(parts)
    start = 0
    while start < len(parts):
        end = start
        while end < len(parts) and _is_entry(parts[end]):
            end += 1
        if end - start >= _LEAST_ENTRIES:
            for index in range(start, end):
                part = parts[index]
                if isinstance(part, RawBlock):
                    marked[index] = replace(part, role="toc", level=None)
        start = max(end, start + 1)
    return marked


def _is_entry(part: RawPart) -> bool:
    return isinstance(part, RawBlock) and bool(_ENTRY.search(part.text))
