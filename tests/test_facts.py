"""What a document says of itself: made-up title pages of many municipalities, and the real plans."""

from __future__ import annotations

import json
import os
import re
import tomllib
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from facts_pages import document
from hypothesis import given, settings
from hypothesis import strategies as st

from vaxtanalys.extract.facts import fact_evidence, read_facts
from vaxtanalys.extract.facts_decision import definite, read_body, read_date
from vaxtanalys.extract.facts_period import read_years
from vaxtanalys.extract.facts_title import join_title
from vaxtanalys.extract.facts_words import compile_forms, read_words
from vaxtanalys.model import Document
from vaxtanalys.municipalities import all_municipalities

SHARED = Path(__file__).resolve().parents[2] / "shared"

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "facts_cases.toml").read_text(encoding="utf-8"))[
    "case"
]
NAMES = [case["name"] for case in CASES]
# What the made-up pages say of persons; none of it may enter a field.
SECRETS = (
    "Karin Ek",
    "Anna",
    "Svensson",
    "Eva Lind",
    "Lisa Holm",
    "Per Ek",
    "Maria Berg",
    "@",
    "890 00",
    "52903",
    "Storgatan",
)


def made(case: dict[str, Any]) -> Document:
    return document(*case["lines"], sized=not case.get("transcript", False))


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_facts_of_made_up_documents(case: dict[str, Any]) -> None:
    facts = asdict(read_facts(made(case)))
    expected = {**case.get("facts", {}), **dict.fromkeys(case.get("none", []))}
    assert expected
    assert {name: facts[name] for name in expected} == expected


def test_slides_are_a_presentation_and_a_turned_sheet_is_not() -> None:
    slides = document(
        "H48 Trygg stad", "P20 Plan för kvinnofrid 2022–2026", "F Malmö stad", "---", "P16 Nuläge", wide=True
    )
    assert read_facts(slides).document_type == "presentation"
    turned = document("H20 Handlingsplan mot våld", "LONG", "---", "LONG", sheet=(842.0, 595.0))
    assert read_facts(turned).document_type == "action_plan"


def test_the_title_of_slides_is_the_first_slides() -> None:
    slides = document(
        "H40 Fri uppväxt i vår stad", "---", "H44 Varför en plan?", "LONG", "---", "H44 Nästa steg", wide=True
    )
    assert read_facts(slides).title == "Fri uppväxt i vår stad"


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_nothing_about_persons_enters_a_field(case: dict[str, Any]) -> None:
    facts = [str(value) for value in asdict(read_facts(made(case))).values()]
    for secret in SECRETS:
        assert not any(secret in value for value in facts), secret


def test_the_secrets_stand_in_the_made_up_pages() -> None:
    text = " ".join(line for case in CASES for line in case["lines"])
    assert [secret for secret in SECRETS if secret not in text] == []


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_every_fact_has_its_words(case: dict[str, Any]) -> None:
    source = made(case)
    facts, evidence = asdict(read_facts(source)), fact_evidence(source)
    traced = {name for name, value in facts.items() if value is not None and name not in ("document_type", "status")}
    assert traced <= set(evidence)
    for name, quote in evidence.items():
        assert quote.places, name
        assert quote.text == " ".join(source.text[start:end] for start, end in quote.spans)
    if facts["diary_number"]:
        assert evidence["diary_number"].text == facts["diary_number"]


WORDS = ("Handlingsplan", "mot våld", "Kalmar kommun", "Antagen av", "KF", "2022-02-30", "dnr:", "KS 1/2", "2024–2027")
MADE_LINES = st.tuples(
    st.sampled_from(["H20 ", "P ", "I– ", "T ", "F ", "W ", "C0,0 ", "C0,1 ", "N "]),
    st.lists(st.one_of(st.sampled_from(WORDS), st.from_regex(r"[\\w§().:/@ -]{1,12}", fullmatch=True)), min_size=1),
).map(lambda parts: parts[0] + " ".join(parts[1]))


@given(st.lists(MADE_LINES, min_size=1, max_size=12), st.booleans())
@settings(deadline=None, max_examples=60)
def test_any_lines_give_facts_that_hold(lines: list[str], sized: bool) -> None:
    source = document(*lines, sized=sized)
    facts = read_facts(source)
    fact_evidence(source)
    assert facts.municipality in {None, *(municipality.name for municipality in all_municipalities())}
    assert facts.adopted_date is None or date.fromisoformat(facts.adopted_date)
    assert facts.status in ("adopted", "draft", "unknown")
    if facts.period_start and facts.period_end:
        assert facts.period_start <= facts.period_end


def test_an_empty_document_says_nothing() -> None:
    facts = read_facts(document("P 1"))
    assert (facts.municipality, facts.title, facts.period_start, facts.status) == (None, None, None, "unknown")
    assert fact_evidence(document("P 1")) == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023-12-15", "2023-12-15"),
        ("den 12 december 2022", "2022-12-12"),
        ("3 maj 2021 § 4", "2021-05-03"),
        ("15/12 2023", "2023-12-15"),
        ("20231215", "2023-12-15"),
        ("2022-02-30", None),
        ("2019-XX-XX", None),
        ("2023-12", None),
        ("hösten 2023", None),
    ],
)
def test_dates(text: str, expected: str | None) -> None:
    found = read_date(text)
    assert (found[0] if found else None) == expected


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 1, 1)))
def test_every_day_is_read_back(day: date) -> None:
    found = read_date(f"Beslut {day.isoformat()} § 7")
    assert found is not None
    assert found[0] == day.isoformat()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024–2027", (2024, 2027)),
        ("2024-01-01 till och med 2027-12-31", (2024, 2027)),
        ("2018-2020", (2018, 2020)),
        ("2023–25", (2023, 2025)),
        ("åren 2022 till 2026", (2022, 2026)),
        ("SFS 2001:453", None),
        ("Skr 2016/17:10", None),
        ("2023-12-15", None),
        ("1900–2000", None),
        ("2027–2024", None),
    ],
)
def test_years(text: str, expected: tuple[int, int] | None) -> None:
    found = read_years(text)
    assert ((found.start, found.end) if found else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Socialnämnd", "socialnämnden"),
        ("av Vård- och omsorgsnämnden den 3 maj", "vård- och omsorgsnämnden"),
        ("KF § 12", "kommunfullmäktige"),
        ("Nämnden för kultur och fritid", "nämnden för kultur och fritid"),
        ("arbetsmarknads- och socialnämnden", "arbetsmarknads- och socialnämnden"),
        ("Maria Berg", None),
        ("kommunen", None),
    ],
)
def test_bodies(text: str, expected: str | None) -> None:
    found = read_body(text)
    assert (found[0] if found else None) == expected


def test_definite_form_is_stable() -> None:
    assert definite(definite("Miljö- och byggnämnd")) == "miljö- och byggnämnden"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (["Fri från våld", "En gemensam sak", "2022–2026"], "Fri från våld – En gemensam sak 2022–2026"),
        (["Handlingsplan", "mot våld."], "Handlingsplan mot våld"),
        (["Plan 2024", "– mot våld"], "Plan 2024 – mot våld"),
        (["Plan 2024", "- mot våld"], "Plan 2024 – mot våld"),
        (["Trygghet: ", "Plan"], "Trygghet: Plan"),
    ],
)
def test_joined_titles(parts: list[str], expected: str) -> None:
    assert join_title(parts) == expected


@pytest.mark.parametrize("row", read_words(), ids=[f"{row.kind}-{row.code}-{row.label}" for row in read_words()])
def test_every_row_of_words(row: Any) -> None:
    for text in row.yes:
        assert row.find(text), text
    for text in row.no:
        assert not row.find(text), text
    for form in row.forms:
        assert any(compile_forms((form,)).search(text) for text in row.yes), f"no sentence needs {form}"


# ------------------------------------------------------------------------------------------------------ the real plans


def _plain(text: str | None) -> str | None:
    return re.sub(r"\s*[-–—]\s*", "-", " ".join(text.split())).casefold() if text else None


def _real(name: str) -> Document:
    path = SHARED / "plans" / name
    if not path.is_file():
        assert os.environ.get("CI") != "true", f"{path} is missing"
        pytest.skip("the real plans are not beside the project")
    if path.suffix == ".txt":
        from vaxtanalys.layout.transcript import lay_out_transcript
        from vaxtanalys.model import RawDocument

        return lay_out_transcript(RawDocument(path.name, "0" * 64, text=path.read_text(encoding="utf-8")), path.stem)
    from vaxtanalys.layout import LayoutSettings, lay_out
    from vaxtanalys.read import ReadSettings, read

    return lay_out(read(path, ReadSettings()), path.stem, LayoutSettings())


@pytest.mark.parametrize("folder", ["pdf", "text"])
@pytest.mark.parametrize("name", ["kalmar", "sodertalje", "alingsas"])
def test_the_coded_plans(name: str, folder: str) -> None:
    facts = read_facts(_real(f"{folder}/{name}.{'pdf' if folder == 'pdf' else 'txt'}"))
    coded = json.loads((SHARED / "plans" / "gold" / "gold.json").read_text(encoding="utf-8"))["documents"]
    gold = next(row for row in coded if row["doc"] == name)
    assert facts.municipality == gold["municipality"].removesuffix(" kommun")
    assert facts.municipality_code == gold["kommunkod"]
    assert facts.document_type == gold["doc_type"]
    assert _plain(facts.title) == _plain(gold["title"])
    assert [facts.period_start, facts.period_end] == gold["period"]
    assert (facts.status, facts.adopted_by, facts.adopted_date) == (
        gold["status"],
        gold["adopted_by"],
        gold["adopted_date"],
    )
    assert facts.diary_number == gold["diarienummer"]


@pytest.mark.parametrize("name", ["pdf/umea.pdf", "text/umea.txt"])
def test_a_plan_with_unfilled_dates(name: str) -> None:
    facts = read_facts(_real(name))
    assert (facts.municipality, facts.municipality_code, facts.document_type) == ("Umeå", "2480", "action_plan")
    assert facts.title in ("Umeå kommuns handlingsplan mot våld", "Umeå kommuns gemensamma handlingsplan mot våld")
    assert facts.adopted_date is None
    assert facts.status == "draft"


def test_slides_of_a_city() -> None:
    facts = read_facts(_real("pdf/malmo.pdf"))
    assert (facts.municipality, facts.municipality_code, facts.document_type) == ("Malmö", "1280", "presentation")
    assert (facts.period_start, facts.period_end) == (2022, 2026)
    assert facts.title is not None
    assert facts.title.startswith("Fri från våld – En gemensam angelägenhet")
