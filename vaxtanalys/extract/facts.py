"""What a document says of itself: whose it is, its title and kind, the years it holds for, who adopted it and when.

General rules only: where a word stands (title page, running foot, label, running text) and how it is set decide, never
which plan it is. Names, telephone numbers and addresses of officials enter no field. A value that the document does not
give, or gives in two ways, is None.
"""

from __future__ import annotations

from vaxtanalys.extract.facts_decision import find_adoption
from vaxtanalys.extract.facts_diary import find_diary
from vaxtanalys.extract.facts_issuer import find_issuer
from vaxtanalys.extract.facts_kind import find_enclosed, is_letter, read_type
from vaxtanalys.extract.facts_lines import Front
from vaxtanalys.extract.facts_period import find_period
from vaxtanalys.extract.facts_status import read_status
from vaxtanalys.extract.facts_title import find_title
from vaxtanalys.extract.facts_words import first_code
from vaxtanalys.model import Document, Facts, Quotation

Spans = dict[str, tuple[tuple[int, int], ...]]


def read_facts(document: Document) -> Facts:
    """The facts of a document, from its layout or from a transcript; each is None where the document does not say."""
    return _gather(document)[0]


def fact_evidence(document: Document) -> dict[str, Quotation]:
    """For each fact the words that gave it (field name of ``Facts`` to quotation); facts that are None are left out."""
    facts, spans = _gather(document)
    return {name: document.quote(*spans[name]) for name in sorted(spans) if getattr(facts, name) not in (None, "")}


def _gather(document: Document) -> tuple[Facts, Spans]:
    front = Front(document)
    title = find_title(front)
    enclosed = find_enclosed(front, title) if is_letter(front, title) else None
    kind = read_type(front, title, enclosed)
    own = enclosed or title
    issuer = find_issuer(front, title, enclosed)
    answer = kind == "motion_response" or (kind == "other" and is_letter(front, title))
    period = find_period(front, own, only_title=answer or enclosed is not None)
    since = len(document.text) if answer else (enclosed.lines[0].start if enclosed else 0)
    adoption = find_adoption(front, since)
    diary = find_diary(front)
    status = read_status(front, kind, own, adoption)
    facts = Facts(
        municipality=issuer.municipality.name if issuer and issuer.municipality else None,
        municipality_code=issuer.municipality.code if issuer and issuer.municipality else None,
        county_code=issuer.county_code if issuer else None,
        title=own.text if own else None,
        document_type=kind,
        period_start=period.start if period else None,
        period_end=period.end if period else None,
        adopted_date=adoption.on,
        adopted_by=adoption.by,
        diary_number=diary[0] if diary else None,
        status=status.code,
    )
    spans: Spans = {}
    if issuer:
        spans |= dict.fromkeys(("municipality", "municipality_code", "county_code"), (issuer.span,))
    if own:
        spans["title"] = own.spans
    if title and kind == first_code("document_type", title.text):
        spans["document_type"] = title.spans
    if period:
        spans |= {"period_start": (period.span,), "period_end": (period.end_span or period.span,)}
    if adoption.by_span:
        spans["adopted_by"] = (adoption.by_span,)
    if adoption.on_span:
        spans["adopted_date"] = (adoption.on_span,)
    if diary:
        spans["diary_number"] = (diary[1],)
    if status.span:
        spans["status"] = (status.span,)
    return facts, spans
