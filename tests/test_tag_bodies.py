"""Responsible bodies: lists taken apart, roles, kinds, canonical names, agreement within a document."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.made_measures import tag_measures
from vaxtanalys.body_kinds import body_kind, body_knowledge
from vaxtanalys.tag import TagSettings
from vaxtanalys.tag.body_names import singular_name

KIND_ROWS = body_knowledge()["kind"]
_TABLE = Path(__file__).with_name("tag") / "body_mentions.csv"
MENTIONS = list(csv.DictReader(_TABLE.read_text(encoding="utf-8").splitlines(), delimiter=";"))

CASES = [
    ("Kommunstyrelsen", ["kommunstyrelsen lead"]),
    ("Ansvarig: Socialnämnden", ["socialnämnden lead"]),
    ("Kultur- och fritidsnämnderna", ["kultur- och fritidsnämnden lead"]),
    ("Kultur-och fritidsnämnden", ["kultur- och fritidsnämnden lead"]),
    ("Arbets- och näringslivsnämnden", ["arbets- och näringslivsnämnden lead"]),
    ("Barn-, ungdoms- och utbildningsnämnden", ["barn-, ungdoms- och utbildningsnämnden lead"]),
    ("Socialnämnden och omsorgsnämnden", ["socialnämnden lead", "omsorgsnämnden lead"]),
    ("Socialnämnden/Tekniska nämnden", ["socialnämnden lead", "tekniska nämnden lead"]),
    ("Miljönämnden samt Byggnadsnämnden", ["miljönämnden lead", "byggnadsnämnden lead"]),
    (
        "Stadskontoret i samverkan med polisen, Region Nordkusten och föreningslivet",
        ["stadskontoret lead", "polisen co", "region nordkusten co", "föreningslivet co"],
    ),
    ("Socialförvaltningen tillsammans med tjejjouren Vinden", ["socialförvaltningen lead", "tjejjouren vinden co"]),
    ("Kulturkontoret med stöd av HR", ["kulturkontoret lead", "hr co"]),
    ("Huvudansvar: Socialnämnden Medansvar: Kommunstyrelsen", ["socialnämnden lead", "kommunstyrelsen co"]),
    ("alla verksamheter som vänder sig till äldre", ["alla verksamheter som vänder sig till äldre lead"]),
    ("alla förvaltningar och bolag", ["alla förvaltningar och bolag lead"]),
    ("verksamheter som möter barn och unga", ["verksamheter som möter barn och unga lead"]),
    ("nätverket ”Trygg hamn och stad”", ["nätverket ”trygg hamn och stad” lead"]),
    (
        "Gemensamt för alla verksamheter i hamnen, stadskontoret",
        ["alla verksamheter i hamnen lead", "stadskontoret lead"],
    ),
    (
        "Enheten för vård och stöd, socialtjänsten ansvarar för uppstart och uppbyggnad, "
        "sedan övergår ansvaret till Sjöbrå.",
        ["enheten för vård och stöd lead", "socialtjänsten lead", "sjöbrå lead"],
    ),
    ("Ansvariga aktörer: Kommunerna och Region Sjömark", ["kommunerna lead", "region sjömark lead"]),
    ("Ansvarig nämnd eller bolag: Hamnbolaget AB", ["hamnbolaget ab lead"]),
    ("Medansvariga aktörer: polisen", ["polisen co"]),
    ("Sektorn för bildning, kultur och fritid", ["sektorn för bildning, kultur och fritid lead"]),
    ("Socialchef Anna Ekström", ["socialchef lead"]),
    ("Anna Ekström", []),
    ("Erik Lund, folkhälsostrateg", ["folkhälsostrateg lead"]),
    ("Vård- och omsorgsnämnden 2025", ["vård- och omsorgsnämnden lead"]),
    ("Näringslivsenheten m.fl.", ["näringslivsenheten lead"]),
    ("Kommunstyrelsen (samordning), övriga nämnder", ["kommunstyrelsen lead", "övriga nämnder lead"]),
    ("Skola och förskola", ["skola och förskola lead"]),
    ("Skolan och förskolan, polisen", ["skolan lead", "förskolan lead", "polisen lead"]),
    ("VOF och KFF", ["vård- och omsorgsförvaltningen lead", "kultur- och fritidsförvaltningen lead"]),
    ("KS, BUN och SN", ["kommunstyrelsen lead", "barn- och utbildningsnämnden lead", "socialnämnden lead"]),
    ("Länsstyrelsen Nordkusten", ["länsstyrelsen nordkusten lead"]),
    ("2025–2026", []),
    ("-", []),
]


@pytest.mark.parametrize(("printed", "expected"), CASES)
def test_a_printed_list(printed: str, expected: list[str]) -> None:
    _, _, tagging = tag_measures(["Göra något"], [[("body", printed)]])
    assert [f"{body.body} {body.role}" for body in tagging.bodies] == expected


def test_items_of_a_cell_are_bodies_of_their_own() -> None:
    items = ["Socialnämnden", "Medansvarig:", "Omsorgsnämnden", "Sjöstads Hamn AB"]
    _, _, tagging = tag_measures(["Göra något"], [[("body", items)]])
    assert [(body.body, body.role) for body in tagging.bodies] == [
        ("socialnämnden", "lead"),
        ("omsorgsnämnden", "co"),
        ("sjöstads hamn ab", "co"),
    ]


def test_a_flattened_cell_is_split_before_the_next_name() -> None:
    _, _, tagging = tag_measures(["Göra något"], [[("body", "Kommunstyrelsen Alla nämnder Äldrenämnden")]])
    assert [body.body for body in tagging.bodies] == ["kommunstyrelsen", "alla nämnder", "äldrenämnden"]


def test_a_column_for_those_who_take_part() -> None:
    _, _, tagging = tag_measures(["Göra något"], [[("body", "Socialnämnden"), ("co_body", "Polisen, Byalaget")]])
    assert [body.role for body in tagging.bodies] == ["lead", "co", "co"]


def test_the_quote_is_what_is_printed() -> None:
    document, _, tagging = tag_measures(["Göra något"], [[("body", "Gemensamt för Kultur- och fritidsnämnderna")]])
    (body,) = tagging.bodies
    assert body.raw == body.quote.text == "Kultur- och fritidsnämnderna"
    start, end = body.quote.spans[0]
    assert document.text[start:end] == body.raw


def test_misspelt_names_agree_within_the_document() -> None:
    printed = ["Sjöholmens kommunaldelsförvaltning", "Sjöholmens kommunalförvaltning", "Kommunala pensionärrådet"]
    _, _, tagging = tag_measures(["A", "B", "C"], [[("body", name)] for name in printed])
    assert [body.body for body in tagging.bodies] == [
        "sjöholmens kommundelsförvaltning",
        "sjöholmens kommundelsförvaltning",
        "kommunala pensionärsrådet",
    ]
    assert [body.raw for body in tagging.bodies] == printed


def test_like_names_that_are_well_spelt_stay_apart() -> None:
    _, _, tagging = tag_measures(["A", "B"], [[("body", "Omsorgsnämnden")], [("body", "Äldreomsorgsnämnden")]])
    assert [body.body for body in tagging.bodies] == ["omsorgsnämnden", "äldreomsorgsnämnden"]


def test_a_cut_name_is_completed_by_the_documents_own() -> None:
    _, _, tagging = tag_measures(
        ["A", "B"], [[("body", "Kultur- och fritid")], [("body", "Kultur och fritidsförvaltningen")]]
    )
    assert {body.body for body in tagging.bodies} == {"kultur- och fritidsförvaltningen"}


def test_the_documents_own_abbreviations_go_first() -> None:
    also = "Ansvaret delas av sjönämnden (SN) och hamnen."
    _, _, tagging = tag_measures(["A"], [[("body", "SN")]], also=also)
    assert [(body.raw, body.body) for body in tagging.bodies] == [("SN", "sjönämnden")]


def test_a_heading_that_is_a_body_names_it_for_its_measures() -> None:
    _, _, tagging = tag_measures(["Göra något"], area="Socialnämnden")
    assert [(body.body, body.basis) for body in tagging.bodies] == [("socialnämnden", "heading")]
    _, _, tagging = tag_measures(["Göra något"], area="Samarbete i nämnden och styrelsen")
    assert tagging.bodies == ()
    _, _, tagging = tag_measures(["Öva brand tillsammans med polisen"], area="Socialnämnden")
    assert [(body.body, body.role) for body in tagging.bodies] == [("socialnämnden", "lead"), ("polisen", "co")]
    _, _, tagging = tag_measures(["Göra något"], [[("co_body", "Polisen")]], area="Socialnämnden")
    assert [(body.body, body.role) for body in tagging.bodies] == [("polisen", "co"), ("socialnämnden", "lead")]


def test_a_body_named_in_the_measure_counts_only_without_a_printed_one() -> None:
    _, _, tagging = tag_measures(["Stärka samarbetet med polisen och Region Nordkusten", "Beskriva polisens arbete"])
    assert [(body.body, body.role) for body in tagging.bodies] == [("polisen", "co"), ("region nordkusten", "co")]
    text = "Socialförvaltningen ska följa upp arbetet i samarbete med kulturförvaltningen"
    _, _, tagging = tag_measures([text])
    assert [(body.body, body.role) for body in tagging.bodies] == [
        ("socialförvaltningen", "lead"),
        ("kulturförvaltningen", "co"),
    ]
    _, _, tagging = tag_measures([text], [[("body", "Kommunstyrelsen")]])
    assert [body.body for body in tagging.bodies] == ["kommunstyrelsen"]
    _, _, tagging = tag_measures([text], settings=TagSettings(bodies_from_text=False))
    assert tagging.bodies == ()


@pytest.mark.parametrize("row", KIND_ROWS, ids=[row["kind"] for row in KIND_ROWS])
def test_every_kind_row_keeps_its_yes_and_no(row: dict[str, list[str]]) -> None:
    assert {name: body_kind(name) for name in row["yes"]} == dict.fromkeys(row["yes"], row["kind"])
    assert all(body_kind(name) != row["kind"] for name in row["no"])


def test_known_names_are_canonical_already() -> None:
    known = body_knowledge()["known"]
    bare = {"kommundelsförvaltning", "stadsdelsförvaltning", "kommundelsnämnd", "stadsdelsnämnd"}
    for name in {*known["boards"], *known["administrations"]} - bare:
        assert singular_name(name) == name


def test_markers_with_a_colon_are_markers() -> None:
    markers = body_knowledge()["markers"]
    assert set(markers["colon_only"]) <= {*markers["co"], *markers["lead"]}
    assert not set(markers["co"]) & set(markers["lead"])


@pytest.mark.parametrize("row", MENTIONS, ids=[row["text"] for row in MENTIONS])
def test_bodies_that_a_measure_names_as_acting(row: dict[str, str]) -> None:
    _, _, tagging = tag_measures([row["text"]])
    wanted = set(row["bodies"].split(", ")) if row["bodies"] else set()
    assert {f"{body.body} {body.role}" for body in tagging.bodies} == wanted
