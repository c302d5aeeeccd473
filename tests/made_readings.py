"""Builds small made-up readings for the tests of alignment and comparison."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from vaxtanalys.likeness import Item
from vaxtanalys.model import (
    Box,
    Document,
    Facts,
    FocusArea,
    Measure,
    Page,
    Place,
    Plan,
    Reading,
    Tag,
    Tagging,
    Token,
)


class PlainLabels:
    """Labels for tests: the code itself in brackets."""

    def label(self, facet: str, code: str) -> str:
        return f"[{code}]"


@dataclass(frozen=True)
class Said:
    """A measure to be built: its words, its codes ("facet:code", a score after @ for inferred ones), its page.

    ``extra`` may hold its label and the heading of its area, one of those that the reading is given.
    """

    text: str
    codes: tuple[str, ...] = ()
    page: int = 1
    extra: dict[str, str] = field(default_factory=dict)


def make_document(
    document_id: str, texts: list[tuple[str, int]], pages: int = 1, poor: tuple[int, ...] = ()
) -> Document:
    """A document with one line a text."""
    whole, tokens, offset = [], [], 0
    for row, (text, page) in enumerate(texts):
        for match in re.finditer(r"\S+", text):
            box = Box(50.0 + match.start(), 50.0 + 12 * row, 50.0 + match.end(), 60.0 + 12 * row)
            tokens.append(Token(offset + match.start(), offset + match.end(), Place(page, box)))
        whole.append(text)
        offset += len(text) + 1
    last = max([pages, *(page for _, page in texts)])
    made = tuple(
        Page(number, 595.0, 842.0, 0, 100, "layout", "poor" if number in poor else "good")
        for number in range(1, last + 1)
    )
    return Document(document_id, f"{document_id}.pdf", "0" * 64, "\n".join(whole), tuple(tokens), (), (), made)


def make_reading(
    document_id: str,
    said: list[Said] | list[str],
    *,
    code: str | None = "9901",
    name: str | None = None,
    county: str | None = "99",
    period: tuple[int | None, int | None] = (2024, 2027),
    grade: str = "good",
    title: str | None = None,
    areas: tuple[str, ...] = (),
    poor_pages: tuple[int, ...] = (),
) -> Reading:
    """A document that was read, with the measures ``said``; without any its outcome is no_measures."""
    told = [Said(one) if isinstance(one, str) else one for one in said]
    texts = [(one.text, one.page) for one in told] + [(area, 1) for area in areas]
    document = make_document(document_id, texts, poor=poor_pages)
    starts = [0]
    for text, _ in texts:
        starts.append(starts[-1] + len(text) + 1)
    measures, tags = [], []
    for position, one in enumerate(told, 1):
        measure_id = f"{document_id}-m{position:03d}"
        quote = document.quote((starts[position - 1], starts[position - 1] + len(one.text)))
        area = one.extra.get("area")
        area_id = f"{document_id}-f{areas.index(area) + 1:02d}" if area else None
        measures.append(Measure(measure_id, document_id, area_id, position, quote, label=one.extra.get("label")))
        tags += [make_tag(measure_id, coded) for coded in one.codes]
    made_areas = tuple(
        FocusArea(
            f"{document_id}-f{n:02d}",
            document_id,
            n,
            None,
            document.quote((starts[len(told) + n - 1], starts[len(told) + n - 1] + len(area))),
        )
        for n, area in enumerate(areas, 1)
    )
    facts = Facts(
        municipality=(name or f"Ort{code}") if code else None,
        municipality_code=code,
        county_code=county,
        title=title,
        document_type="action_plan",
        period_start=period[0],
        period_end=period[1],
    )
    outcome = "ok" if told else "no_measures"
    plan = Plan(document_id, facts, made_areas, tuple(measures), outcome, grade=grade)
    tagging = Tagging(document_id, (), tuple(tags))
    return Reading(document_id, f"{document_id}.pdf", "0" * 64, outcome, "", facts, grade, document, plan, tagging)


def make_tag(measure_id: str, coded: str) -> Tag:
    """ "target_group:older_people" is stated, "target_group:older_people@0.4" is inferred with that score."""
    facet, code = coded.split(":")
    code, _, score = code.partition("@")
    basis = "inferred" if score else "stated"
    return Tag(measure_id, facet, code, basis, float(score or 1.0), code, None, None, "text", "test")


def make_unread(document_id: str, *, code: str = "9901", name: str | None = None, outcome: str = "password") -> Reading:
    """A document that could not be read."""
    facts = Facts(municipality=name or f"Ort{code}", municipality_code=code, county_code="99")
    return Reading(document_id, f"{document_id}.pdf", "0" * 64, outcome, "lås upp filen", facts)


def with_grade(reading: Reading, grade: str) -> Reading:
    """The same reading with another grade."""
    return replace(reading, grade=grade)


def make_item(text: str, id_: str = "a-m001", owner: str = "9901") -> Item:
    """Words alone, to be scored."""
    return Item(id=id_, document_id=id_.split("-")[0], owner=owner, text=text)
