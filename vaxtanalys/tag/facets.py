"""Kinds of action and themes: what a measure commits to do, and what it is about."""

from __future__ import annotations

from vaxtanalys.codebook import Codebook
from vaxtanalys.model import Document, FocusArea, Measure, Tag
from vaxtanalys.tag.evidence import evidence_of, make_tag, strongest
from vaxtanalys.tag.settings import TagSettings
from vaxtanalys.tag.topics import without_excluded

FACETS = ("action", "theme")


def tag_facet(
    document: Document,
    measure: Measure,
    area: FocusArea | None,
    facet: str,
    codebook: Codebook,
    settings: TagSettings,
) -> list[Tag]:
    """The codes of one facet by the measure's words and run-in heading; a silent measure takes its focus area's theme.

    Rows of the kind ``fallback`` count only where no other row of the facet does.
    """
    parts = [(measure.text, "text")] + ([(measure.heading, "heading")] if measure.heading else [])
    hits = [
        (hit, quotation, source)
        for quotation, source in parts
        for hit in without_excluded(quotation.text, codebook.find(facet, quotation.text))
    ]
    share = 1.0
    if not hits and area is not None and facet == "theme":
        hits = [(hit, area.heading, "focus_area") for hit in codebook.find(facet, area.heading.text)]
        share = settings.focus_area_share
    firm = [item for item in hits if item[0].row.kind != "fallback"]
    pieces = [evidence_of(hit, quotation, source, share) for hit, quotation, source in firm or hits]
    return [make_tag(document, measure, facet, piece) for piece in strongest(pieces)]
