"""Kinds of action and themes: what a measure commits to do, and what it is about."""

from __future__ import annotations

from vaxtanalys.codebook import Codebook
from vaxtanalys.model import Document, FocusArea, Measure, Tag
from vaxtanalys.tag.evidence import evidence_of, make_tag, strongest
from vaxtanalys.tag.settings import TagSettings
from vaxtanalys.tag.topics import without_excluded

FACETS = ("action", "theme")
# Themes that say where something is done rather than what it is about: beside them the area's subject still holds.
_ARENAS = frozenset({"school_education", "work_economy", "housing", "participation_culture"})


def tag_facet(
    document: Document,
    measure: Measure,
    area: FocusArea | None,
    facet: str,
    codebook: Codebook,
    settings: TagSettings,
) -> list[Tag]:
    """The codes of one facet by the measure's words and run-in heading; a silent measure takes its focus area's theme,
    and so does one that only names an arena, such as the school.

    Rows of the kind ``fallback`` count only where no other row of the facet does.
    """
    parts = [(measure.text, "text")] + ([(measure.heading, "heading")] if measure.heading else [])
    hits = [
        (hit, quotation, source)
        for quotation, source in parts
        for hit in without_excluded(quotation.text, codebook.find(facet, quotation.text))
    ]
    firm = [item for item in hits if item[0].row.kind != "fallback"] or hits
    pieces = [evidence_of(hit, quotation, source) for hit, quotation, source in firm]
    if area is not None and facet == "theme" and all(piece.code in _ARENAS for piece in pieces):
        inherited = without_excluded(area.heading.text, codebook.find(facet, area.heading.text))
        pieces += [evidence_of(hit, area.heading, "focus_area", settings.focus_area_share) for hit in inherited]
    return [make_tag(document, measure, facet, piece) for piece in strongest(pieces)]
