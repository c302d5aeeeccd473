"""Every measure, body and stated tag is found again at its page and box, on all corpora."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from vaxtanalys.codebook import load_codebook
from vaxtanalys.extract import extract
from vaxtanalys.layout import lay_out
from vaxtanalys.model import Document, Plan, Quotation, Tagging
from vaxtanalys.read import ReadSettings, read
from vaxtanalys.tag import tag

EXAMPLES = sorted((Path(__file__).parents[1] / "corpora" / "exempel" / "documents").glob("*.pdf"))
# A scan and a locked file hold nothing that could be found again.
UNREADABLE = {"alviken-handlingsplan-2021-2024", "alviken-handlingsplan-2025-2028"}
REAL = ("alingsas", "kalmar", "malmo", "sodertalje", "umea")


@cache
def taken_through(path: Path) -> tuple[Document, Plan, Tagging]:
    # As the example pipeline: what is found does not hang on which engines are installed.
    document = lay_out(read(path, ReadSettings(ocr="off")), path.stem)
    plan = extract(document)
    return document, plan, tag(document, plan, load_codebook())


@cache
def printed(path: Path) -> dict[int, list[dict[str, Any]]]:
    with pdfplumber.open(path) as pdf:
        return {page.page_number: page.chars for page in pdf.pages}


def letters(text: str) -> Counter[str]:
    return Counter(re.sub(r"[\W_]+", "", text).casefold())


def quotations(plan: Plan, tagging: Tagging) -> Iterator[tuple[str, Quotation]]:
    for area in plan.focus_areas:
        yield area.focus_area_id, area.heading
        yield from ((area.focus_area_id, objective) for objective in area.objectives)
    for measure in plan.measures:
        yield measure.measure_id, measure.text
        yield from ((measure.measure_id, q) for q in (measure.heading, measure.remark) if q is not None)
        yield from ((measure.measure_id, field.quote) for field in measure.fields)
    yield from ((body.measure_id, body.quote) for body in tagging.bodies)
    yield from ((t.measure_id, t.quote) for t in tagging.tags if t.quote is not None)


def check_places(path: Path) -> int:
    document, plan, tagging = taken_through(path)
    chars = printed(path)
    count = 0
    for owner, quotation in quotations(plan, tagging):
        assert quotation.text == " ".join(document.text[start:end] for start, end in quotation.spans), owner
        assert quotation.places, (owner, quotation.text)
        inside = "".join(
            char["text"]
            for place in quotation.places
            if place.box is not None
            for char in chars[place.page]
            if place.box.x0 - 0.5 <= (char["x0"] + char["x1"]) / 2 <= place.box.x1 + 0.5
            and place.box.top - 0.5 <= (char["top"] + char["bottom"]) / 2 <= place.box.bottom + 0.5
        )
        assert not letters(quotation.text) - letters(inside), (owner, quotation.text, inside)
        count += 1
    return count


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_example_corpus_is_found_again(path: Path) -> None:
    if path.stem in UNREADABLE:
        with pytest.raises(Exception, match=r"OCR|texttolka|lösenord"):
            taken_through(path)
        return
    _, plan, _ = taken_through(path)
    assert check_places(path) >= len(plan.measures)


@pytest.mark.parametrize("name", REAL)
def test_the_real_plans_are_found_again(plans_dir: Path, name: str) -> None:
    path = plans_dir / "pdf" / f"{name}.pdf"
    _, plan, _ = taken_through(path)
    assert check_places(path) >= len(plan.measures)


def all_readings(plans_dir: Path | None) -> Iterator[tuple[Document, Plan, Tagging]]:
    for path in EXAMPLES:
        if path.stem not in UNREADABLE:
            yield taken_through(path)
    if plans_dir is not None:
        for name in REAL:
            yield taken_through(plans_dir / "pdf" / f"{name}.pdf")


def test_stated_tags_and_bodies_are_quoted_and_inferred_ones_say_why(plans_dir: Path) -> None:
    for document, _, tagging in all_readings(plans_dir):
        for body in tagging.bodies:
            assert body.raw == body.quote.text, (document.document_id, body)
        for t in tagging.tags:
            assert t.basis in ("stated", "inferred")
            assert t.quote is not None or t.basis == "inferred", t
            assert t.evidence and t.rule, t
            assert 0.0 < t.score <= 1.0


def test_evidence_stands_where_the_offsets_say(plans_dir: Path) -> None:
    for _, plan, tagging in all_readings(plans_dir):
        texts = {measure.measure_id: measure.text.text for measure in plan.measures}
        for t in tagging.tags:
            if t.start is None or t.end is None:
                assert t.source != "text", t
                continue
            assert texts[t.measure_id][t.start : t.end] == t.evidence, t


def test_no_word_of_a_measure_is_used_twice_or_made_up(plans_dir: Path) -> None:
    for document, plan, _ in all_readings(plans_dir):
        taken: set[int] = set()
        for measure in plan.measures:
            for start, end in measure.text.spans:
                assert end <= document.running_end or document.running_end < 0
                span = set(range(start, end))
                assert not span & taken, (measure.measure_id, document.text[start:end])
                taken |= span
