"""What a document says of itself: made-up title pages of many municipalities, and the real plans."""

from __future__ import annotations

import json
import os
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from facts_pages import document
from hypothesis import given
from hypothesis import strategies as st

from vaxtanalys.extract.facts import fact_evidence, read_facts
from vaxtanalys.extract.facts_decision import definite, read_body, read_date
from vaxtanalys.extract.facts_period import read_years
from vaxtanalys.extract.facts_title import join_title
from vaxtanalys.extract.facts_words import compile_forms, read_words

SHARED = Path(__file__).resolve().parents[2] / "shared"

# Each case: a name, the lines of a document, and the facts it must give. A fact that is not named is not looked at.
CASES: list[tuple[str, list[str], dict[str, Any]]] = [
    (
        "cover_and_colophon",
        ["P15 Tierps kommun", "H30 Handlingsplan mot våld 2023–2026", "---", "P Antagen av kommunfullmäktige den 12 december 2022, § 145", "P Dnr: KS 2022/0815", "LONG"],
        {"municipality": "Tierp", "municipality_code": "0360", "county_code": "03", "title": "Handlingsplan mot våld 2023–2026", "document_type": "action_plan", "period_start": 2023, "period_end": 2026, "adopted_by": "kommunfullmäktige", "adopted_date": "2022-12-12", "diary_number": "KS 2022/0815", "status": "adopted"},
    ),
    (
        "subtitle_under_the_title",
        ["H36 Ett Kumla fritt från våld", "P18 Strategi för kvinnofrid", "P14 2021–2025", "F Kumla kommun", "---", "LONG"],
        {"municipality": "Kumla", "title": "Ett Kumla fritt från våld – Strategi för kvinnofrid 2021–2025", "document_type": "strategy", "period_start": 2021, "period_end": 2025, "status": "unknown"},
    ),
    (
        "subtitle_read_as_an_item",
        ["H28 Handlingsplan Trygg hemma 2024–2028", "I– mot våld i nära relation och heder", "P Nora kommun", "---", "LONG"],
        {"municipality": "Nora", "title": "Handlingsplan Trygg hemma 2024–2028 – mot våld i nära relation och heder", "period_end": 2028},
    ),
    (
        "kind_over_a_slogan",
        ["P16 Handlingsplan", "H40 Ingen ska vara rädd", "P12 Grästorps kommun", "---", "LONG"],
        {"municipality": "Grästorp", "title": "Handlingsplan – Ingen ska vara rädd", "document_type": "action_plan"},
    ),
    (
        "title_broken_over_two_blocks",
        ["H30 Strategi för arbetet", "H30 mot hedersrelaterat våld", "P12 Gäller åren 2022-2024", "P12 Uppvidinge kommun", "---", "LONG"],
        {"municipality": "Uppvidinge", "title": "Strategi för arbetet mot hedersrelaterat våld", "document_type": "strategy", "period_start": 2022, "period_end": 2024},
    ),
    (
        "table_of_document_facts_beside",
        ["H24 Plan för kvinnofrid", "C0,0 Dokumenttyp", "C0,1 Plan", "C1,0 Beslutad av", "C1,1 Kommunfullmäktige", "C2,0 Beslutsdatum", "C2,1 2021-06-14", "C3,0 Diarienummer", "C3,1 KS/2021:310", "C4,0 Giltighetstid", "C4,1 2021-2024", "C5,0 Kontaktperson", "C5,1 Karin Ek", "F Vara kommun", "LONG"],
        {"municipality": "Vara", "title": "Plan för kvinnofrid", "document_type": "action_plan", "adopted_by": "kommunfullmäktige", "adopted_date": "2021-06-14", "diary_number": "KS/2021:310", "period_start": 2021, "period_end": 2024, "status": "adopted"},
    ),
    (
        "table_of_document_facts_below",
        ["H24 Program mot våld", "C0,0 Beslutsinstans", "C0,1 Beslutsdatum", "C0,2 Diarienummer", "C1,0 Socialnämnden", "C1,1 2020-03-17", "C1,2 SN 2019/44", "T Ale kommun", "LONG"],
        {"municipality": "Ale", "adopted_by": "socialnämnden", "adopted_date": "2020-03-17", "diary_number": "SN 2019/44", "status": "adopted"},
    ),
    (
        "labels_in_one_flattened_block",
        ["H26 Plan mot våld i Åmåls kommun", "P Dokumentnamn: Plan mot våld Dokumentansvarig: Säkerhetschefen Godkänd av: Kommunfullmäktige Version: 2 Dokumentdatum: 2020-XX-XX", "LONG"],
        {"municipality": "Åmål", "adopted_by": "kommunfullmäktige", "adopted_date": None, "status": "draft"},
    ),
    (
        "template_of_a_large_city",
        ["T Göteborgs Stad", "H30 Göteborgs Stads plan mot våld i nära relationer 2021–2024", "P Dokumentnamn: Plan mot våld i nära relationer", "P Beslutad av: Kommunfullmäktige", "P Gäller för: Alla nämnder och styrelser", "P Diarienummer: 0745/18", "P Datum och paragraf för beslutet: 2020-09-24 § 12", "P Giltighetstid: 2021–2024", "P Dokumentansvarig: Enhetschef", "---", "LONG"],
        {"municipality": "Göteborg", "municipality_code": "1480", "title": "Göteborgs Stads plan mot våld i nära relationer 2021–2024", "adopted_by": "kommunfullmäktige", "adopted_date": "2020-09-24", "diary_number": "0745/18", "period_start": 2021, "status": "adopted"},
    ),
    (
        "abbreviated_decision",
        ["H22 Handlingsplan för jämställdhet", "P Fastställd: KS 2023-05-03 § 87", "P Bräcke kommun", "LONG"],
        {"municipality": "Bräcke", "adopted_by": "kommunstyrelsen", "adopted_date": "2023-05-03", "diary_number": None, "status": "adopted"},
    ),
    (
        "decision_without_a_verb",
        ["H22 Strategi mot våld", "P Kommunfullmäktige 2019-11-25, § 189", "P Hylte kommun", "LONG"],
        {"adopted_by": "kommunfullmäktige", "adopted_date": "2019-11-25", "status": "adopted"},
    ),
    (
        "long_board_name",
        ["H22 Handlingsplan mot våld", "P Beslutad av barn- och utbildningsnämnden 2022-02-22", "P Ånge kommun", "LONG"],
        {"municipality": "Ånge", "adopted_by": "barn- och utbildningsnämnden", "adopted_date": "2022-02-22"},
    ),
    (
        "a_committee_of_the_board",
        ["H22 Handlingsplan mot våld", "P Godkänd av kommunstyrelsens arbetsutskott 14 mars 2023", "P Torsby kommun", "LONG"],
        {"adopted_by": "kommunstyrelsens arbetsutskott", "adopted_date": "2023-03-14"},
    ),
    (
        "a_director_without_the_name",
        ["H22 Handlingsplan mot våld", "P Fastställd av: Kommundirektör Anna Svensson, 2024-01-15", "P Eksjö kommun", "LONG"],
        {"adopted_by": "kommundirektören", "adopted_date": "2024-01-15", "status": "adopted"},
    ),
    (
        "the_plan_that_is_replaced",
        ["H22 Handlingsplan mot våld 2024–2027", "P Ersätter handlingsplan antagen av kommunfullmäktige 2019-05-06, dnr KS 2018/77", "P Diarienummer: KS 2023/301", "P Lerums kommun", "LONG"],
        {"adopted_by": None, "adopted_date": None, "diary_number": "KS 2023/301", "period_start": 2024, "status": "unknown"},
    ),
    (
        "only_the_replaced_plans_number",
        ["H22 Handlingsplan mot våld", "P Ersätter plan mot våld, dnr: KS 20/154", "P Lerums kommun", "LONG"],
        {"diary_number": None},
    ),
    (
        "revised_later",
        ["H22 Handlingsplan mot våld", "P Antagen av kommunfullmäktige 2020-01-27. Reviderad av kommunstyrelsen 2022-05-05.", "P Lessebo kommun", "LONG"],
        {"adopted_by": "kommunfullmäktige", "adopted_date": "2020-01-27"},
    ),
    (
        "unfilled_decision",
        ["H22 Handlingsplan mot våld", "P Antagen av kommunfullmäktige 20XX-XX-XX, § XX", "P Orust kommun", "LONG"],
        {"municipality": "Orust", "adopted_date": None, "status": "draft"},
    ),
    (
        "watermark",
        ["H22 Handlingsplan mot våld 2025–2028", "W UTKAST", "P Strängnäs kommun", "LONG"],
        {"status": "draft", "title": "Handlingsplan mot våld 2025–2028", "adopted_date": None},
    ),
    (
        "consultation_version",
        ["H22 Strategi mot våld", "P Remissversion 2024-02-01", "P Knivsta kommun", "LONG"],
        {"status": "draft", "adopted_date": None, "title": "Strategi mot våld"},
    ),
    (
        "a_title_that_is_a_proposal",
        ["H22 Förslag till handlingsplan mot våld 2025–2027", "P Svedala kommun", "LONG"],
        {"status": "draft", "title": "Förslag till handlingsplan mot våld 2025–2027"},
    ),
    (
        "draft_mark_and_a_date_contradict",
        ["T UTKAST", "H22 Handlingsplan mot våld", "P Antagen av kommunfullmäktige 2022-01-31", "P Svedala kommun", "LONG"],
        {"status": "unknown", "adopted_date": "2022-01-31"},
    ),
    (
        "mentions_others",
        ["T Herrljunga kommun", "H22 Handlingsplan mot våld", "LONG", "P Arbetssättet har prövats i Borås stad, Umeå kommun och Borås stad.", "P Också Umeå kommun, Kalmar kommun och Umeå kommun deltar."],
        {"municipality": "Herrljunga"},
    ),
    (
        "a_joint_plan_has_no_single_owner",
        ["H26 Handlingsplan mot våld för Ale, Kungälvs och Tjörns kommuner", "LONG"],
        {"municipality": None, "municipality_code": None, "county_code": None},
    ),
    (
        "a_web_address_alone",
        ["H26 Handlingsplan mot våld", "LONG", "F www.ostragoinge.se"],
        {"municipality": "Östra Göinge", "county_code": "12"},
    ),
    (
        "an_address_in_a_reference_is_no_owner",
        ["H26 Handlingsplan mot våld", "LONG", "P Läs rapporten på https://www.orebro.se/rapporter/12.html"],
        {"municipality": None},
    ),
    (
        "a_scanned_name",
        ["P SODERTALJE KOMMUN", "H26 Handlingsplan mot våld", "LONG"],
        {"municipality": "Södertälje"},
    ),
    (
        "a_logotype_on_two_lines",
        ["P14 Hjo", "P14 kommun", "H26 Handlingsplan mot våld", "LONG"],
        {"municipality": "Hjo", "title": "Handlingsplan mot våld"},
    ),
    (
        "an_island_that_is_region_and_municipality",
        ["H26 Handlingsplan mot våld 2022–2025", "P14 Region Gotland", "LONG"],
        {"municipality": "Gotland", "municipality_code": "0980", "county_code": "09"},
    ),
    (
        "a_county_strategy",
        ["P14 Länsstyrelsen i Kalmar län", "H26 Regional strategi mot våld 2021–2027", "LONG", "P I Kalmar kommun och Nybro kommun pågår arbetet."],
        {"municipality": None, "municipality_code": None, "county_code": "08", "document_type": "strategy", "period_start": 2021},
    ),
    (
        "a_region",
        ["H26 Region Örebro läns handlingsplan för jämställdhet", "LONG", "P Örebro kommun är en part."],
        {"municipality": None, "county_code": "18"},
    ),
    (
        "a_plan_in_a_county_of_the_same_name",
        ["P14 Uppsala kommun", "H26 Handlingsplan mot våld", "LONG", "P Länsstyrelsen i Uppsala län och Region Uppsala medverkar."],
        {"municipality": "Uppsala", "county_code": "03"},
    ),
    (
        "a_referenced_regional_strategy_has_other_years",
        ["H26 Handlingsplan mot våld", "P12 Mjölby kommun", "LONG", "P Den regionala strategin gäller 2017–2027. Länsstyrelsens plan sträcker sig över 2021–2023.", "P Handlingsplanen gäller 2023–2026 och följs upp varje år."],
        {"period_start": 2023, "period_end": 2026},
    ),
    (
        "only_other_plans_years",
        ["H26 Handlingsplan mot våld", "P12 Mjölby kommun", "LONG", "P Den nationella strategin löper 2017–2026. Enligt lagen (2001:453) ska nämnden ge stöd. Agenda 2030 styr."],
        {"period_start": None, "period_end": None},
    ),
    (
        "agenda_in_the_title",
        ["H26 Strategi för Agenda 2030", "P12 Falkenbergs kommun", "LONG"],
        {"period_start": None, "period_end": None, "municipality": "Falkenberg"},
    ),
    (
        "spaced_years",
        ["H26 Program mot våld 2022 - 2026", "P12 Solna stad", "LONG"],
        {"period_start": 2022, "period_end": 2026, "municipality": "Solna", "title": "Program mot våld 2022 - 2026"},
    ),
    (
        "short_second_year",
        ["H26 Handlingsplan mot våld 2023–25", "P12 Säters kommun", "LONG"],
        {"period_start": 2023, "period_end": 2025},
    ),
    (
        "a_year_plan",
        ["H26 Handlingsplan mot våld 2024", "P12 Gnesta kommun", "LONG"],
        {"period_start": 2024, "period_end": 2024},
    ),
    (
        "valid_from_day_to_day",
        ["H26 Handlingsplan mot våld", "P Gäller från 2024-01-01 till och med 2027-12-31", "P12 Trosa kommun", "LONG"],
        {"period_start": 2024, "period_end": 2027, "adopted_date": None},
    ),
    (
        "valid_until_only",
        ["H26 Handlingsplan mot våld", "P Giltig till och med: 2026-12-31", "P12 Trosa kommun", "LONG"],
        {"period_start": None, "period_end": 2026},
    ),
    (
        "valid_until_further_notice",
        ["H26 Riktlinjer mot våld", "P Giltighetstid: Tillsvidare", "P12 Trosa kommun", "LONG"],
        {"period_start": None, "period_end": None, "document_type": "other"},
    ),
    (
        "motion_answer",
        ["P Datum: 2023-04-04", "P Handläggare: Eva Lind", "P Diarienr: 2023.15 KS", "P Kommunstyrelsen", "H15 Svar på motion om en plan mot våld 2024–2026", "H12 Ärendet", "LONG", "P Kommunfullmäktige antog 2020-02-02 en policy. Planen antogs av kommunfullmäktige 2019-01-01.", "H12 Förslag till beslut", "P Motionen anses besvarad.", "F Tidaholms kommun | www.tidaholm.se"],
        {"municipality": "Tidaholm", "title": "Svar på motion om en plan mot våld 2024–2026", "document_type": "motion_response", "diary_number": "2023.15 KS", "adopted_by": None, "adopted_date": None, "status": "draft"},
    ),
    (
        "minutes_of_a_motion",
        ["T SAMMANTRÄDESPROTOKOLL", "H15 Svar på motion om gatubelysning", "LONG", "P Kommunfullmäktige beslutar att avslå motionen.", "F Tranås kommun"],
        {"document_type": "motion_response", "status": "adopted", "municipality": "Tranås"},
    ),
    (
        "letter_with_a_plan_behind_it",
        ["P VÄRNAMO KOMMUN", "P Handläggare", "P Lisa Holm", "H12 TJÄNSTESKRIVELSE", "P Datum 2023-02-02", "P Dnr KS.2023.41", "H16 Remiss av strategi mot våld i nära relation 2023–2026", "H12 Förslag till beslut", "LONG", "---", "H18 Strategi mot våld i nära relation 2023–2026", "LONG"],
        {"municipality": "Värnamo", "document_type": "cover_letter_with_strategy", "title": "Strategi mot våld i nära relation 2023–2026", "period_start": 2023, "period_end": 2026, "status": "draft", "adopted_date": None, "diary_number": "KS.2023.41"},
    ),
    (
        "letter_alone",
        ["P Sala kommun", "H12 Tjänsteskrivelse", "P Vår beteckning: KS 2022/9", "P Er beteckning: S2022/0111", "H16 Yttrande över förslag till länsplan", "LONG", "P Förvaltningen föreslår att nämnden yttrar sig."],
        {"municipality": "Sala", "document_type": "other", "diary_number": "KS 2022/9", "status": "draft"},
    ),
    (
        "letter_number_under_its_label",
        ["P Haninge kommun", "H12 TJÄNSTEUTLÅTANDE", "P Datum", "P 2024-05-05", "P Ärendebeteckning", "P SOCN 2024/0077", "H16 Svar på remiss om skolskjuts", "LONG"],
        {"diary_number": "SOCN 2024/0077", "municipality": "Haninge", "title": "Svar på remiss om skolskjuts"},
    ),
    (
        "the_other_partys_number",
        ["P Mora kommun", "H20 Handlingsplan mot våld", "P Ert dnr: 55-1234-2023", "P Vårt dnr: MK KS 2023/00456", "LONG"],
        {"municipality": "Mora", "diary_number": "KS 2023/00456"},
    ),
    (
        "self_statement_of_the_decision",
        ["H26 Handlingsplan mot våld", "P12 Rättviks kommun", "LONG", "P Den tidigare handlingsplanen antogs av socialnämnden den 3 maj 2016.", "P Handlingsplanen antogs av kommunfullmäktige den 14 juni 2021."],
        {"adopted_by": "kommunfullmäktige", "adopted_date": "2021-06-14", "status": "adopted"},
    ),
    (
        "colophon_on_the_last_page",
        ["H26 Handlingsplan mot våld", "P12 Flens kommun", "---", "LONG", "---", "LONG", "---", "LONG", "---", "LONG", "---", "P Antagen av kommunfullmäktige 2022-10-31 § 99"],
        {"municipality": "Flen", "adopted_date": "2022-10-31"},
    ),
    (
        "kind_from_how_it_speaks",
        ["H26 Fri från våld", "P12 Älmhults kommun", "---", "LONG", "P Strategin ska läsas av alla. Strategin följs upp. Med strategin vill kommunen mer. Handlingsplanen kommer sedan."],
        {"title": "Fri från våld", "document_type": "strategy"},
    ),
    (
        "first_section_is_no_title",
        ["P12 Krokoms kommun", "H18 Innehållsförteckning", "---", "H18 Inledning", "LONG", "T Handlingsplan mot våld 2022–2024"],
        {"title": "Handlingsplan mot våld 2022–2024", "period_start": 2022, "municipality": "Krokom"},
    ),
    (
        "contact_lines_enter_no_field",
        ["H26 Handlingsplan mot våld", "P12 Boxholms kommun", "P Kontakt: Per Ek, 0142-890 00, per.ek@boxholm.se", "P Per Ek", "P Storgatan 1, 595 30 Boxholm", "LONG"],
        {"municipality": "Boxholm", "title": "Handlingsplan mot våld", "diary_number": None, "adopted_by": None},
    ),
    (
        "a_person_is_no_board",
        ["H26 Handlingsplan mot våld", "P Godkänd av: Maria Berg", "P12 Sunne kommun", "LONG"],
        {"adopted_by": None, "municipality": "Sunne", "status": "unknown"},
    ),
    (
        "number_without_a_label",
        ["P KS 2023/112", "H26 Handlingsplan mot våld", "P12 Ydre kommun", "LONG"],
        {"diary_number": "KS 2023/112", "title": "Handlingsplan mot våld", "municipality": "Ydre"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_facts_of_made_up_documents(lines: list[str], expected: dict[str, Any]) -> None:
    facts = asdict(read_facts(document(*lines)))
    assert {name: facts[name] for name in expected} == expected


# The same without sizes and pages, as a transcript gives them.
TRANSCRIPTS: list[tuple[str, list[str], dict[str, Any]]] = [
    (
        "plan",
        ["P Tierps kommun", "H Handlingsplan mot våld 2023–2026", "P – för dig som arbetar i kommunen", "P Antagen av kommunfullmäktige 2022-12-12", "H Innehåll", "H Inledning", "LONG"],
        {"municipality": "Tierp", "title": "Handlingsplan mot våld 2023–2026 – för dig som arbetar i kommunen", "adopted_date": "2022-12-12", "status": "adopted", "document_type": "action_plan"},
    ),
    (
        "slogan_first",
        ["H Trygg hela livet", "H En fråga för alla", "P Strategi för kvinnofrid 2020–2024", "P I Trelleborg ska ingen vara rädd hemma och ingen ska behöva gömma sig.", "LONG"],
        {"municipality": "Trelleborg", "title": "Trygg hela livet – En fråga för alla – Strategi för kvinnofrid 2020–2024", "document_type": "strategy"},
    ),
    (
        "letter",
        ["P Handläggare", "P Lisa Holm", "P 52903", "H TJÄNSTESKRIVELSE", "P Datum", "P 2023-02-02", "P Ärendebeteckning", "P SN 2023/0041", "H Socialnämnden", "P Svar på remiss - Förslag till strategi mot våld i nära relation 2023-2026", "H Förslag till beslut", "LONG", "P Lisa Holm", "H Bilagor: en", "P Strategi mot våld i nära relation 2023–2026.", "LONG", "P Avesta kommun arbetar vidare. I Avesta kommun finns en jour. Avesta kommun samverkar."],
        {"municipality": "Avesta", "title": "Strategi mot våld i nära relation 2023–2026", "document_type": "cover_letter_with_strategy", "diary_number": "SN 2023/0041", "status": "draft", "period_end": 2026},
    ),
    (
        "answer_without_a_footer",
        ["P Diariernr: 2022.90 KS", "H Kommunstyrelsen", "H Svar på motion om trygghet", "H Ärendet", "LONG", "P Kontoret har med Karlskronahem tagit upp frågan, som även prövats i Borås stad.", "H Förslag till beslut", "P Motionen bifalls."],
        {"municipality": "Karlskrona", "document_type": "motion_response", "title": "Svar på motion om trygghet", "status": "draft"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), [c[1:] for c in TRANSCRIPTS], ids=[c[0] for c in TRANSCRIPTS])
def test_facts_of_transcripts(lines: list[str], expected: dict[str, Any]) -> None:
    facts = asdict(read_facts(document(*lines, sized=False)))
    assert {name: facts[name] for name in expected} == expected


def test_slides_are_a_presentation_and_a_turned_sheet_is_not() -> None:
    slides = document(
        "H48 Trygg stad", "P20 Plan för kvinnofrid 2022–2026", "F Malmö stad", "---", "P16 Nuläge", wide=True
    )
    assert read_facts(slides).document_type == "presentation"
    turned = document("H20 Handlingsplan mot våld", "LONG", "---", "LONG", sheet=(842.0, 595.0))
    assert read_facts(turned).document_type == "action_plan"


@pytest.mark.parametrize(("lines"), [case[1] for case in CASES], ids=[case[0] for case in CASES])
def test_nothing_about_persons_enters_a_field(lines: list[str]) -> None:
    facts = [str(value) for value in asdict(read_facts(document(*lines))).values()]
    for secret in (
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
    ):
        assert not any(secret in value for value in facts), secret


@pytest.mark.parametrize(("lines"), [case[1] for case in CASES], ids=[case[0] for case in CASES])
def test_every_fact_has_its_words(lines: list[str]) -> None:
    made = document(*lines)
    facts, evidence = asdict(read_facts(made)), fact_evidence(made)
    traced = {name for name, value in facts.items() if value is not None and name not in ("document_type", "status")}
    assert traced <= set(evidence)
    for name, quote in evidence.items():
        assert quote.places, name
        assert quote.text == " ".join(made.text[start:end] for start, end in quote.spans)
    if facts["diary_number"]:
        assert evidence["diary_number"].text == facts["diary_number"]


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


@given(st.dates(min_value=__import__("datetime").date(1990, 1, 1), max_value=__import__("datetime").date(2060, 1, 1)))
def test_every_day_is_read_back(day: Any) -> None:
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


def _real(name: str) -> Any:
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
