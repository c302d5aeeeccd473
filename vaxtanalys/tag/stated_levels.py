"""Prevention levels as a plan prints them: in a column or line, as letters or signs with a legend, in a heading."""

from __future__ import annotations

import re
from functools import lru_cache

from vaxtanalys.codebook import Codebook
from vaxtanalys.model import Document, Field, FocusArea, Measure, Quotation
from vaxtanalys.swedish import fold
from vaxtanalys.tag.evidence import Evidence
from vaxtanalys.tag.level_words import level_of
from vaxtanalys.tag.shaded_levels import ColourLegend, shaded_levels

FACET = "prevention_level"
_LETTERS = {"U": "universal", "S": "selective", "I": "indicated"}
# A ladder of four: to promote and prevent is for all, to support is for some, to remedy for a few.
_FOUR_STEPS = {"förebyggande": "universal", "stödjande": "selective"}
_STEP = re.compile(r"^[ \t]*(främjande|förebyggande|stödjande|åtgärdande)[ \t]*$", re.IGNORECASE | re.MULTILINE)
_LETTER_LIST = re.compile(r"[USI](?:[\s,/+&;-]+[USI])*")
# "U = universell", "(S) selektiv", "● indikerad": a short sign, a mark or brackets, and a level's name.
_LEGEND = re.compile(
    r"(?<![\w(])\(?([A-ZÅÄÖ]{1,2}|\d|[●○◐■□▲△★☆])\)?\s*[=:–-]\s*"
    r"((?:universell|selektiv|indikerad|indikativ|främjande|förebyggande|åtgärdande|primär|sekundär|tertiär)\w*)",
    re.IGNORECASE,
)
# The words that only the theory of prevention uses; in a heading others ("allmän", "riktad") say something else.
_TERMS = re.compile(
    r"\b(?:(?:universell|selektiv|indikerad|indikativ)\w*|(?:primär|sekundär|tertiär)(?:preventi\w+|\s+preventi\w+))",
    re.IGNORECASE,
)
_ONLY_LEVELS = re.compile(
    rf"(?:preventions?)?(?:nivå)?:?\s*(?:(?:{_TERMS.pattern})(?:\s*(?:nivå|prevention|,|/|och|samt|&))*\s*)+",
    re.IGNORECASE,
)


def stated_levels(
    document: Document,
    measure: Measure,
    area: FocusArea | None,
    codebook: Codebook,
    colours: ColourLegend | None = None,
) -> list[Evidence]:
    """What the plan prints of the measure's level; empty where it prints none.

    A field for the level comes first, then the level in brackets or as a sign of the legend behind the measure's words,
    then a colour that the plan explains (``colours``), then a heading, or the sentence that opens the area's list, in
    the terms of prevention (``Universella insatser``).
    """
    legend = _legend(document.text)
    found = [
        piece
        for field in measure.fields
        if field.role == "level"
        for piece in _of_field(field, codebook, legend, document.text)
    ]
    if found:
        return found
    found = _in_brackets(measure.text, codebook)
    if legend and not found:
        found = _behind(measure.text, legend)
    if colours is not None and not found:
        found = shaded_levels(document, measure, colours)
    if not found:
        headings = [(measure.heading, "heading")]
        headings += [(area.heading, "focus_area"), (area.lead_in, "focus_area")] if area else []
        for quotation, source in headings:
            found = found or (_in_heading(quotation, source, codebook) if quotation else [])
    return found


def _of_field(field: Field, codebook: Codebook, legend: dict[str, str], document_text: str) -> list[Evidence]:
    text = field.quote.text
    signs = list(re.finditer(r"\w+|[^\w\s,/+&;()-]", text))
    if legend and signs and all(match.group() in legend for match in signs):
        return [_evidence(legend[m.group()], "legend", "column", field.quote, m.start(), m.end()) for m in signs]
    if _LETTER_LIST.fullmatch(text.strip()):
        letters = re.finditer("[USI]", text)
        return [_evidence(_LETTERS[m.group()], "letter", "column", field.quote, m.start(), m.end()) for m in letters]
    ladder = _FOUR_STEPS if _has_four_steps(document_text) else {}
    return [
        _evidence(
            ladder.get(fold(text[hit.start : hit.end]), hit.code), hit.row.id, "column", field.quote, hit.start, hit.end
        )
        for hit in codebook.find(FACET, text)
        if hit.row.kind == "topic"
    ]


@lru_cache(maxsize=64)
def _has_four_steps(text: str) -> bool:
    """``four_steps``: whether a plan tells support from remedy, as alone in a cell or line: then it has four steps."""
    found = {match.group(1).casefold() for match in _STEP.finditer(text)}
    return {"förebyggande", "stödjande", "åtgärdande"} <= found


def _behind(quotation: Quotation, legend: dict[str, str]) -> list[Evidence]:
    """Signs of the legend that end the measure's words: "... till alla elever (U)", "... i kommunen. S, I"."""
    signs = "|".join(map(re.escape, sorted(legend, key=lambda sign: (-len(sign), sign))))
    match = re.search(rf"[\s(\[]((?:{signs})(?:\s*[,/+&]\s*(?:{signs}))*)[)\]]?\s*\.?$", quotation.text)
    if match is None:
        return []
    at = match.start(1)
    return [
        _evidence(legend[sign.group()], "legend", "text", quotation, at + sign.start(), at + sign.end())
        for sign in re.finditer(signs, match.group(1))
    ]


def _in_brackets(quotation: Quotation, codebook: Codebook) -> list[Evidence]:
    """A level in the terms of prevention, alone in brackets or behind a dash at the end: "... (selektiv nivå)"."""
    match = re.search(r"(?:\(|\[|\s[–—-]\s)([^()\[\]]{5,60}?)[)\]]?\s*\.?$", quotation.text)
    if match is None or not _ONLY_LEVELS.fullmatch(match.group(1)):
        return []
    return [
        _evidence(hit.code, hit.row.id, "text", quotation, match.start(1) + hit.start, match.start(1) + hit.end)
        for hit in codebook.find(FACET, match.group(1))
        if hit.row.kind == "topic"
    ]


def _in_heading(quotation: Quotation, source: str, codebook: Codebook) -> list[Evidence]:
    return [
        _evidence(hit.code, hit.row.id, source, quotation, match.start(), match.end())
        for match in _TERMS.finditer(quotation.text)
        for hit in codebook.find(FACET, match.group())
        if hit.row.kind == "topic"
    ]


def _evidence(code: str, rule: str, source: str, quotation: Quotation, start: int, end: int) -> Evidence:
    return Evidence(code, rule, 1.0, source, quotation, start, end)


@lru_cache(maxsize=64)
def _legend(text: str) -> dict[str, str]:
    """What the document's legend says that signs mean; empty where fewer than two levels have one."""
    legend: dict[str, str] = {}
    for match in _LEGEND.finditer(text):
        if level := level_of(match.group(2)):
            legend.setdefault(match.group(1), level)
    return legend if len(set(legend.values())) > 1 else {}
