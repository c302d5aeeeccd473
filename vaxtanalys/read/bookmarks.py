"""The bookmarks of a PDF (its outline), with pypdfium2, which follows named destinations and survives circles."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pypdfium2
import pypdfium2.raw as raw

from vaxtanalys.raw_tags import RawBookmark
from vaxtanalys.read.characters import clean_characters

_MOST_BOOKMARKS = 5_000
_DEEPEST = 8
# The views (ISO 32000-1, table 151) that say at which height of the page, and which of their numbers says it.
_HEIGHT_AT = {1: 1, 3: 0, 7: 0}  # XYZ: left, top, zoom; FitH: top; FitBH: top


def read_bookmarks(
    source: Path | bytes | pypdfium2.PdfDocument, password: str | None = None
) -> tuple[RawBookmark, ...]:
    """The bookmarks of a PDF (a file, its bytes, an open one) that lead to a page; empty where none can be followed."""
    try:
        if isinstance(source, pypdfium2.PdfDocument):
            return _follow(source)
        pdf = pypdfium2.PdfDocument(source, password=password)
        try:
            return _follow(pdf)
        finally:
            pdf.close()
    except (MemoryError, RecursionError):
        raise
    except Exception:  # broken bookmarks must not take the file with them
        return ()


def _follow(pdf: pypdfium2.PdfDocument) -> tuple[RawBookmark, ...]:
    if not raw.FPDFBookmark_GetFirstChild(pdf, None):
        return ()
    heights = _Heights(pdf)
    found = []
    for mark in islice(pdf.get_toc(max_depth=_DEEPEST), _MOST_BOOKMARKS):
        title = " ".join(clean_characters(mark.get_title()).split())
        target = mark.get_dest()
        page = target.get_index() if target is not None else None
        if target is None or page is None or page < 0 or not title:
            continue
        mode, view = target.get_view()
        at = _HEIGHT_AT.get(int(mode))
        up = view[at] if at is not None and at < len(view) else None
        top = None if up is None else round(heights.of(page) - up, 1)
        found.append(RawBookmark(title, mark.level + 1, page + 1, top))
    return tuple(found)


class _Heights:
    """The heights of a file's pages, each asked for once."""

    def __init__(self, pdf: pypdfium2.PdfDocument) -> None:
        self._pdf = pdf
        self._known: dict[int, float] = {}

    def of(self, page: int) -> float:
        """The height in points of the page of that index."""
        if page not in self._known:
            self._known[page] = float(self._pdf.get_page_size(page)[1])
        return self._known[page]
