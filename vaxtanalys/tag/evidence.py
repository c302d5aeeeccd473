"""Where in a measure evidence can stand, and the one constructor of tags."""

from __future__ import annotations

from dataclasses import dataclass

from vaxtanalys.codebook import Codebook, Hit
from vaxtanalys.model import Document, Measure, Quotation, Tag

# Themes of what all who live in a place share. Who is not named there is everybody.
COMMON_GOODS = frozenset(
    {"crime_safety", "public_health", "climate_energy", "climate_adaptation", "transport", "nature_environment",
     "waste_circular", "safety_preparedness", "participation_culture", "norms", "mental_health", "housing"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words in a quotation that speak for a code: where they stand and how much they weigh."""

    code: str
    rule: str
    weight: float
    source: str
    quotation: Quotation
    start: int
    end: int


def evidence_of(hit: Hit, quotation: Quotation, source: str, share: float = 1.0) -> Evidence:
    """The evidence a codebook hit gives; ``share`` lowers its weight where the words stand further away."""
    return Evidence(hit.code, hit.row.id, hit.row.weight * share, source, quotation, hit.start, hit.end)


def common_good(quotation: Quotation, source: str, codebook: Codebook, code: str, weight: float) -> list[Evidence]:
    """Evidence for ``code`` (everybody) where a measure that names nobody is about what all share: air, streets."""
    return [
        Evidence(code, f"{code}.theme_{hit.code}", weight, source, quotation, hit.start, hit.end)
        for hit in codebook.find("theme", quotation.text)
        if hit.code in COMMON_GOODS
    ]


def strongest(found: list[Evidence]) -> list[Evidence]:
    """One piece of evidence for each code: the heaviest, the earliest in the text; sorted by code."""
    best: dict[str, Evidence] = {}
    for piece in sorted(found, key=lambda e: (e.code, -e.weight, e.source != "text", e.start, e.rule)):
        best.setdefault(piece.code, piece)
    return [best[code] for code in sorted(best)]


def make_tag(document: Document, measure: Measure, facet: str, piece: Evidence, basis: str = "inferred") -> Tag:
    """A tag with its words quoted; offsets are kept only where the words stand in the measure's text."""
    in_text = piece.source == "text"
    return Tag(
        measure_id=measure.measure_id,
        facet=facet,
        code=piece.code,
        basis=basis,
        score=round(piece.weight, 3),
        evidence=piece.quotation.text[piece.start : piece.end],
        start=piece.start if in_text else None,
        end=piece.end if in_text else None,
        source=piece.source,
        rule=piece.rule,
        quote=document.quote_within(piece.quotation, piece.start, piece.end),
    )


def default_evidence(code: str, measure: Measure, score: float) -> Evidence:
    """A code for a measure whose words speak for none: its first few words are shown as evidence."""
    start, end = _opening_words(measure.text)
    return Evidence(code, f"default_{code}", score, "text", measure.text, start, end)


def _opening_words(quotation: Quotation, words: int = 4) -> tuple[int, int]:
    """Start and end of the first few words."""
    end = -1
    for _ in range(words):
        following = quotation.text.find(" ", end + 1)
        if following < 0:
            return 0, len(quotation.text)
        end = following
    return 0, end
