"""Where a text names a municipality, and where an everyday word only looks like one."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaxtanalys.municipalities import (
    Municipality,
    all_counties,
    all_municipalities,
    by_code,
    by_name,
    find_municipality,
    fold,
)

ROWS = tomllib.loads((files("vaxtanalys.data") / "municipality_words.toml").read_text(encoding="utf-8"))["row"]


def seen(text: str) -> list[tuple[str, str, str]]:
    return [
        (text[m.start : m.end], m.kind, m.municipality.name if m.municipality else m.county_code)
        for m in find_municipality(text)
    ]


def names(text: str) -> list[str]:
    return [m.municipality.name if m.municipality else m.county_code for m in find_municipality(text)]


def test_all_of_sweden_is_there() -> None:
    assert len(all_municipalities()) == 290
    assert len(all_counties()) == 21
    assert len({m.code for m in all_municipalities()}) == 290
    assert len({m.name for m in all_municipalities()}) == 290


def test_the_code_begins_with_the_county() -> None:
    counties = {county.code: county.name for county in all_counties()}
    for municipality in all_municipalities():
        assert len(municipality.code) == 4
        assert municipality.code.isdigit()
        assert municipality.code[:2] == municipality.county_code
        assert counties[municipality.county_code] == municipality.county


@pytest.mark.parametrize(
    ("code", "name", "county"),
    [
        ("0181", "Södertälje", "Stockholms län"),
        ("0880", "Kalmar", "Kalmar län"),
        ("1280", "Malmö", "Skåne län"),
        ("1489", "Alingsås", "Västra Götalands län"),
        ("2480", "Umeå", "Västerbottens län"),
        ("0980", "Gotland", "Gotlands län"),
    ],
)
def test_codes_of_scb(code: str, name: str, county: str) -> None:
    found = by_code(code)
    assert (found.name, found.county) == (name, county)
    assert by_name(f"{name} kommun") == found


def test_an_unknown_code_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        by_code("9999")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nora kommun", ["Nora"]),
        ("TIERPS KOMMUN", ["Tierp"]),
        ("Handlingsplan för Lunds kommun", ["Lund"]),
        ("Göteborgs Stads riktlinje", ["Göteborg"]),
        ("Sundbybergs stad", ["Sundbyberg"]),
        ("Region Gotland", ["Gotland"]),
        ("REGION GOTLANDS strategi", ["Gotland"]),
        ("Upplands Bro kommun", ["Upplands-Bro"]),
        ("UPPLANDS-BRO KOMMUN", ["Upplands-Bro"]),
        ("Upplands Väsby kommuns plan", ["Upplands Väsby"]),
        ("Dals-Eds kommun", ["Dals-Ed"]),
        ("Malung-Sälens kommun", ["Malung-Sälen"]),
        ("Lilla Edets kommun", ["Lilla Edet"]),
        ("Sodertälje kommun", ["Södertälje"]),
        ("Vasteras stad", ["Västerås"]),
        ("Malmo stad", ["Malmö"]),
        ("Hudikvalls kommun", ["Hudiksvall"]),
        ("Habo kommun är inte Håbo kommun", ["Habo", "Håbo"]),
        ("Ale, Kungälvs och Stenungsunds kommuner", ["Ale", "Kungälv", "Stenungsund"]),
        ("kommunfullmäktige i Åre", ["Åre"]),
        ("Omsorgsnämnden i Vara", ["Vara"]),
        ("www.ostragoinge.se", ["Östra Göinge"]),
        ("kommun@upplands-bro.se", ["Upplands-Bro"]),
        ("Fråga på www.habo.se", ["Håbo"]),
        ("Fråga på www.habokommun.se", ["Habo"]),
        ("Alingsåshem hyr ut", ["Alingsås"]),
        ("Kumlahem hyr ut", ["Kumla"]),
        ("I Trelleborg ska ingen vara rädd", ["Trelleborg"]),
        ("Länsstyrelsen i Kalmar län", ["08"]),
        ("Länsstyrelsen Skåne", ["12"]),
        ("LÄNSSTYRELSEN SKÅNE", ["12"]),
        ("Landstinget Västmanland", ["19"]),
        ("Landstinget i Kalmar län", ["08"]),
        ("Länsstyrelsen i Västra Götalands län", ["14"]),
        ("Region Jämtland Härjedalen", ["23"]),
        ("Västra Götalandsregionen", ["14"]),
        ("Region Örebro län och Örebro kommun", ["18", "Örebro"]),
        ("strategi för Uppsala län", ["03"]),
    ],
)
def test_mentions(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Vara trygg hemma",
        "Alla ska vara med. Vara redo",
        "Mora kniv",
        "En kommun fri från våld",
        "Trygg kommun är ett nätverk",
        "Vår kommun växer",
        "Samma stad som förut",
        "Lund och Berg utredde frågan",
        "Nora Salem, utredare",
        "Klippan i soffan",
        "Köping av varor",
        "Mark och exploatering",
        "Polisregion Stockholm",
        "Umeå universitet",
        "malmöbor och göteborgare",
        "Norra stad och Södra kommun",
        "Skånes kommuner",
        "alekommun och varastad",
    ],
)
def test_words_that_are_no_municipality(text: str) -> None:
    assert [name for name in names(text) if not name.isdigit()] == []


def test_kinds_and_offsets() -> None:
    text = "Ansvar: Kumla kommun, info@kumla.se, https://orebro.se/rapport och Karlstad"
    assert seen(text) == [
        ("Kumla kommun", "named", "Kumla"),
        ("kumla.se", "domain", "Kumla"),
        ("orebro.se", "link", "Örebro"),
        ("Karlstad", "bare", "Karlstad"),
    ]


def test_the_evidence_of_an_address_holds_no_person() -> None:
    assert seen("Frågor: karin.ek@edu.tierp.se") == [("tierp.se", "domain", "Tierp")]


def _acts(kind: str, text: str) -> bool:
    kinds = {m.kind for m in find_municipality(text)}
    if kind == "owned":
        return "owned" in kinds
    if kind == "not_named":
        return not kinds
    return "bare" not in kinds


@pytest.mark.parametrize("row", ROWS, ids=[row["kind"] for row in ROWS])
def test_every_row_of_the_surrounding_words(row: dict[str, list[str] | str]) -> None:
    kind, forms, yes, no = str(row["kind"]), row["forms"], row["yes"], row["no"]
    assert isinstance(forms, list)
    for text in yes:
        assert _acts(kind, text), text
    for text in no:
        assert not _acts(kind, text), text
    for form in forms:
        assert any(form.casefold() in text.casefold() for text in yes), f"no sentence needs {form}"


@given(st.sampled_from(all_municipalities()), st.sampled_from(["kommun", "kommuns", "stad", "Kommun"]))
def test_every_name_is_found_with_kommun_or_stad(municipality: Municipality, word: str) -> None:
    name = municipality.name
    for form in (name, name if name.endswith("s") else f"{name}s"):
        found = find_municipality(f"Plan för {form} {word} gäller.")
        assert [m.municipality for m in found] == [municipality]
        assert found[0].start == 9


@given(st.sampled_from([m for m in all_municipalities() if m.name not in ("Habo", "Håbo")]))
def test_every_name_is_found_without_its_dots(municipality: Municipality) -> None:
    plain = fold(municipality.name).title()
    found = find_municipality(f"{plain} kommun")
    assert [m.municipality for m in found] == [municipality]


@given(st.text(max_size=200))
def test_mentions_never_overlap_and_lie_in_the_text(text: str) -> None:
    end = 0
    for mention in find_municipality(text):
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end
