"""Bookmarks set against the text: which paragraph each of them names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from vaxtanalys.layout.paragraphs import Paragraph
from vaxtanalys.raw_tags import RawBookmark

_NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[.):]?|[IVX]{1,5}\.)\s+")
_LEAST_SHARE = 0.5
_MOST_LINES = 5


class Bookmarks:
    """The depth of the bookmark that names a paragraph."""

    def __init__(self, levels: Mapping[int, int]) -> None:
        self._levels = levels

    def level(self, paragraph: Paragraph) -> int | None:
        """The depth, from 1, of the bookmark that names the paragraph; None where none does."""
        return self._levels.get(id(paragraph.lines[0]))


def match_bookmarks(bookmarks: Sequence[RawBookmark], paragraphs: Sequence[Paragraph]) -> Bookmarks | None:
    """The bookmarks, where they name paragraphs; None where fewer than half do.

    A bookmark names the paragraph of its page that has its words, numbers left out; of several (a title and a running
    head) the one nearest to where the bookmark leads. "Bild 1", "Bild 2" are no headings, and bookmarks of another
    version of the text are no help.
    """
    if not bookmarks:
        return None
    spoken: defaultdict[tuple[int, str], list[Paragraph]] = defaultdict(list)
    for paragraph in paragraphs:
        if paragraph.role in ("paragraph", "heading") and len(paragraph.lines) <= _MOST_LINES:
            spoken[paragraph.page, _plain(paragraph.text)].append(paragraph)
    levels: dict[int, int] = {}
    named = 0
    for mark in bookmarks:
        found = spoken.get((mark.page, _plain(mark.title)))
        if found:
            named += 1
            near = min(found, key=lambda p: (abs(p.box.top - mark.top) if mark.top is not None else -p.size, p.box.top))
            levels.setdefault(id(near.lines[0]), mark.level)
    return Bookmarks(levels) if named and named >= _LEAST_SHARE * len(bookmarks) else None


def _plain(text: str) -> str:
    """The words without the number before them, in small letters without spaces: line ends and hyphens differ."""
    return re.sub(r"[\s\u00ad-]+", "", _NUMBER.sub("", text.strip())).casefold()
