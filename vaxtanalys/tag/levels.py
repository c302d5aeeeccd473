"""Prevention levels: what the plan prints, else what the measure's words say by the public-health definitions."""

from __future__ import annotations

import re

from vaxtanalys.codebook import Codebook, Hit
from vaxtanalys.model import Document, Field, FocusArea, Measure, Quotation, Tag
from vaxtanalys.tag.evidence import Evidence, evidence_of, make_tag, opening_words, strongest
from vaxtanalys.tag.settings import TagSettings
from vaxtanalys.tag.topics import reaches, topic_spans

FACET = "prevention_level"
DEFAULT_CODE = "universal"
_LETTERS = re.compile(r"[USI](?:[\s,/+&;-]+[USI])*")
_LETTER_CODES = {"U": "universal", "S": "selective", "I": "indicated"}


def tag_prevention_levels(
    document: Document, measure: Measure, area: FocusArea | None, codebook: Codebook, settings: TagSettings
) -> list[Tag]:
    """The prevention levels of a measure, at least one.

    Printed levels are copied (basis stated, score 1.0). Else they are inferred from the measure's words and run-in
    heading, then from the focus area's heading; where neither holds a sign the level is universal by default, with a
    low score and the measure's opening words as evidence.
    """
    stated = [piece for field in measure.fields if field.role == "level" for piece in _stated(field, codebook)]
    if stated:
        return [make_tag(document, measure, FACET, piece, "stated") for piece in strongest(stated)]
    parts = [(measure.text, "text")] + ([(measure.heading, "heading")] if measure.heading else [])
    found = _inferred(parts, codebook, 1.0)
    general = _general(parts, codebook)
    if not found and not general and area is not None:
        found = _inferred([(area.heading, "focus_area")], codebook, settings.focus_area_share)
    if not found:
        found = general
    if not found:
        start, end = opening_words(measure.text)
        rule = f"default_{DEFAULT_CODE}"
        found = [Evidence(DEFAULT_CODE, rule, settings.default_score, "text", measure.text, start, end)]
    return [make_tag(document, measure, FACET, piece) for piece in strongest(found)]


def _stated(field: Field, codebook: Codebook) -> list[Evidence]:
    text = field.quote.text
    if _LETTERS.fullmatch(text.strip()):
        return [
            Evidence(_LETTER_CODES[match.group()], "letter", 1.0, "column", field.quote, match.start(), match.end())
            for match in re.finditer("[USI]", text)
        ]
    return [
        Evidence(hit.code, hit.row.id, 1.0, "column", field.quote, hit.start, hit.end)
        for hit in codebook.find(FACET, text)
        if hit.row.kind == "topic"
    ]


def _inferred(parts: list[tuple[Quotation, str]], codebook: Codebook, share: float) -> list[Evidence]:
    """The levels that words speak for; a strong sign of the whole population outweighs signs of risk beside it."""
    signs: list[Evidence] = []
    strong: list[Evidence] = []
    for quotation, source in parts:
        for hit in _outside_topics(quotation.text, codebook.find(FACET, quotation.text)):
            if hit.row.kind == "always":
                strong.append(evidence_of(hit, quotation, source, share))
            elif hit.row.kind == "named":
                signs.append(evidence_of(hit, quotation, source, share))
    if strong and not any(piece.code == "indicated" for piece in signs):
        return strong
    return signs or strong


def _general(parts: list[tuple[Quotation, str]], codebook: Codebook) -> list[Evidence]:
    """Universal by the general words of organising and knowledge, where nothing else speaks."""
    return [
        evidence_of(hit, quotation, source)
        for quotation, source in parts
        for hit in codebook.find(FACET, quotation.text)
        if hit.row.kind == "fallback"
    ]


def _outside_topics(text: str, hits: tuple[Hit, ...]) -> list[Hit]:
    """``hits`` without those in what knowledge is about: training staff about victims is not support for victims."""
    spans = topic_spans(text)
    return [
        hit
        for hit in hits
        if not any(start <= hit.start < end for start, end in spans)
        or (hit.row.kind == "named" and reaches(text, hit.start))
    ]
