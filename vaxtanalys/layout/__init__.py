"""Raw pages to one document: columns, lines, blocks, tables, headings, furniture. The text is made here, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vaxtanalys.collector import no_collection
from vaxtanalys.errors import UnreadableError
from vaxtanalys.layout.assemble import assemble
from vaxtanalys.layout.flow import Flow, make_flow
from vaxtanalys.layout.grades import grade_page
from vaxtanalys.layout.settings import LayoutSettings
from vaxtanalys.layout.spreads import find_spreads
from vaxtanalys.layout.structured import lay_out_structured
from vaxtanalys.layout.transcript import lay_out_transcript
from vaxtanalys.model import Document, Page, RawDocument

__all__ = ["LayoutSettings", "lay_out"]


def lay_out(raw: RawDocument, document_id: str, settings: LayoutSettings | None = None) -> Document:
    """Lay out a file that was read: its text in reading order, every word with its place.

    Raises UnreadableError where no page holds any text.
    """
    if raw.text is not None:
        return lay_out_transcript(raw, document_id)
    settings = settings or LayoutSettings()
    if raw.structure is not None:
        return lay_out_structured(raw, document_id, settings)
    with no_collection():
        pages = tuple(grade_page(page) for page in raw.pages)
    if not any(page.chars for page in pages):
        raise UnreadableError(
            f"ingen av filens {len(pages)} sidor har text att läsa (inskannade bilder?); låt dem texttolkas "
            '(pip install "vaxtanalys[ocr]", och ocr = "auto" under [read]), eller gör om filen (OCR) till en sökbar '
            "PDF och lägg den i stället för filen"
        )
    with no_collection():
        spreads = find_spreads(raw)
        if spreads is None:
            return _laid_out(raw, document_id, pages, settings)
        return spreads.whole(_laid_out(spreads.raw, document_id, spreads.numbered(pages), settings))


def _laid_out(raw: RawDocument, document_id: str, pages: Sequence[Page], settings: LayoutSettings) -> Document:
    flow = make_flow(raw, settings)
    return assemble(raw, document_id, flow, tuple(_told(page, flow) for page in pages), settings.paragraph_gap)


def _told(page: Page, flow: Flow) -> Page:
    """The page with how far its tags carried it, and which of them were not believed."""
    view = flow.view
    tagged = view is not None and page.number in view.pages
    doubts = (*(view.doubts if view is not None and tagged else ()), *flow.doubts.get(page.number, ()))
    carried = view is not None and tagged and view.paragraphs and view.headings
    method = "tags" if carried and page.method == "layout" else page.method
    order = "tags" if page.number in flow.tag_ordered else "layout"
    return replace(page, method=method, order=order, warnings=(*page.warnings, *doubts))
