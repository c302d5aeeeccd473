"""Plans without tables: what is a measure in lists, under sub-headings and in sentences, and what is none."""

from __future__ import annotations

import pytest
from made_documents import H, I, P, make, texts

from vaxtanalys.extract import extract
from vaxtanalys.extract.vocabulary import opens_as_deed, title_length
from vaxtanalys.model import Plan


def fields(plan: Plan, index: int = 0) -> list[tuple[str, str]]:
    return [(field.role, field.quote.text) for field in plan.measures[index].fields]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Skolvägar. Kartlägga elevernas vägar", "Skolvägar. "),
        ("Skolvägar: Vi ska måla dem", "Skolvägar: "),
        ("Torget är stort. Vi ska se över det.", ""),
        ("Ansvar: Parknämnden", ""),
        ("Måla bänkarna. Laga lamporna.", ""),
    ],
)
def test_run_in_titles(text: str, title: str) -> None:
    assert text[: title_length(text)] == title


def test_a_deed_behind_its_number() -> None:
    assert opens_as_deed("1a Anlägga en damm")
    assert opens_as_deed("2:3 Vi ska måla bänkarna")
    assert not opens_as_deed("1.1 Damm i parken")


def test_owners_in_brackets_at_the_end() -> None:
    plan = extract(
        make(
            H("Plan", 1),
            H("Åtgärder", 2),
            I("Måla bänkarna (Parknämnden, 2031)"),
            I("Laga lamporna (Tekniska nämnden, klart 2032)"),
            I("Städa torget (Ekeby Renhållning, årligen)"),
            I("Se över skötseln av parken (SIP)"),
        )
    )
    assert texts(plan) == ["Måla bänkarna", "Laga lamporna", "Städa torget", "Se över skötseln av parken (SIP)"]
    assert fields(plan, 0) == [("body", "Parknämnden"), ("timeline", "2031")]
    assert fields(plan, 2) == [("body", "Ekeby Renhållning"), ("timeline", "årligen")]
    assert fields(plan, 3) == []


def test_lists_by_body() -> None:
    plan = extract(
        make(
            H("Plan", 1),
            H("Gröna torg", 2),
            P("Parknämnden ska:"),
            I("måla bänkarna"),
            P("Samtliga nämnder ska:"),
            I("spara vatten i sina hus"),
        )
    )
    assert texts(plan) == ["måla bänkarna", "spara vatten i sina hus"]
    assert [fields(plan, index) for index in (0, 1)] == [[("body", "Parknämnden")], [("body", "Samtliga nämnder")]]


def test_sub_headings_over_deeds_are_titles() -> None:
    plan = extract(
        make(
            H("Plan", 1),
            H("Gröna torg", 2),
            H("Bänkarna", 3),
            P("Måla bänkarna i granens färg."),
            H("Dammen", 3),
            P("Anlägga en damm vid lekplatsen. Barnen väljer växterna."),
        )
    )
    assert [(m.heading and m.heading.text, m.text.text) for m in plan.measures] == [
        ("Bänkarna", "Måla bänkarna i granens färg."),
        ("Dammen", "Anlägga en damm vid lekplatsen. Barnen väljer växterna."),
    ]
    assert [area.heading.text for area in plan.focus_areas] == ["Gröna torg"]


def test_areas_of_one_form_hold_measures_without_a_lead_in() -> None:
    plan = extract(
        make(
            H("Plan", 1),
            H("Gröna torg", 2),
            I("Måla bänkarna"),
            I("Laga lamporna"),
            H("Rena gator", 2),
            I("Sopa gatorna"),
            H("Så följer vi upp planen", 2),
            I("Räkna bänkarna"),
            I("Redovisa till fullmäktige"),
        )
    )
    assert texts(plan) == ["Måla bänkarna", "Laga lamporna", "Sopa gatorna"]


@pytest.mark.parametrize(
    ("chapter", "lead"),
    [
        ("Organisation", "Styrgruppen ska:"),
        ("Så organiseras arbetet", "Samordnaren ska:"),
        ("Syfte", "Planens syfte är att:"),
        ("Planen", "Planen ska:"),
        ("Arbetet", "Varje år ska styrgruppen:"),
    ],
)
def test_duties_and_purposes_are_no_measures(chapter: str, lead: str) -> None:
    plan = extract(
        make(H("Plan", 1), H(chapter, 2), P(lead), I("samla nämnderna"), I("följa arbetet"), H("Slut", 2), P("Tack."))
    )
    assert texts(plan) == []


def test_a_sentence_that_commits_to_nothing_goes_on_with_the_one_before() -> None:
    plan = extract(
        make(
            H("Plan", 1),
            H("Fokusområde 1: Gröna torg", 2),
            P("Parknämnden ska måla bänkarna. Färgen väljs av barnen."),
            P("Ekeby Bostäder AB ska laga lamporna."),
        )
    )
    assert texts(plan) == [
        "Parknämnden ska måla bänkarna. Färgen väljs av barnen.",
        "Ekeby Bostäder AB ska laga lamporna.",
    ]


def test_a_coloured_line_that_says_who_is_no_heading() -> None:
    plan = extract(
        make(
            H("Plan", 1),
            H("Gröna byar"),
            *(
                part
                for text in ("1.1 Måla bänkarna i parken.", "1.2 Laga lamporna på torget.", "1.3 Städa dammen.")
                for part in (P(text), H("Ansvarig: Parknämnden | Tidplan: 2031", 4))
            ),
        )
    )
    assert texts(plan) == ["Måla bänkarna i parken.", "Laga lamporna på torget.", "Städa dammen."]
    assert [area.heading.text for area in plan.focus_areas] == ["Gröna byar"]
    assert fields(plan) == [("body", "Ansvarig: Parknämnden"), ("timeline", "2031")]


def test_a_bracket_behind_every_measure_says_who_though_names_are_unknown() -> None:
    plan = extract(
        make(
            H("Plan", 1),
            H("Åtgärder", 2),
            I("Måla bänkarna (Parknämnden. Medverkar: byalaget Ekan)"),
            I("Laga lamporna (Tekniska nämnden (gatuenheten))"),
            I("Städa torget (byalaget + scouterna)"),
            I("Plantera träd vid dammen (Trädgårdsmästaren)"),
        )
    )
    assert texts(plan) == ["Måla bänkarna", "Laga lamporna", "Städa torget", "Plantera träd vid dammen"]
    assert fields(plan, 0) == [("body", "Parknämnden. Medverkar: byalaget Ekan")]
    assert fields(plan, 2) == [("body", "byalaget + scouterna")]


def test_what_the_law_asks_is_no_commitment_of_the_plan() -> None:
    plan = extract(
        make(
            H("Plan", 1),
            H("Fokusområde 1: Trygga torg", 2),
            P("Det säger lagen. Parknämnden ska ge alla en bänk. Vi ska måla bänkarna vid torget."),
            P("Vi ska laga lamporna i parken."),
            P("Elnämnden ska dra nya kablar till torget."),
        )
    )
    assert texts(plan) == [
        "Vi ska måla bänkarna vid torget.",
        "Vi ska laga lamporna i parken.",
        "Elnämnden ska dra nya kablar till torget.",
    ]


def test_a_status_line_under_a_labelled_measure_is_its_state() -> None:
    parts: list[H | P | I] = [H("Uppföljning av planen 2023", 1), H("Trygga torg", 2)]
    for number, state in enumerate(("Genomförd", "Pågår", "Ej påbörjad"), 1):
        parts += [
            P(f"Åtgärd {number}: Måla bänk {number} vid torget."),
            P(f"Status: {state}"),
            P("Resultat: Det gick."),
        ]
    assert [measure.status for measure in extract(make(*parts)).measures] == ["done", "ongoing", "need"]


def test_names_in_bold_behind_a_measure_say_who() -> None:
    lines = [
        ("Måla bänkarna i parken", "Parknämnden (ansvarig), polisen (medverkar)"),
        ("Laga lamporna på torget", "Tekniska nämnden (ansvarig)"),
        ("Städa dammen före maj", "Trädgårdsmästaren (ansvarig)"),
    ]
    items = [I(f"{deed} {who}", closing_from=len(deed) + 1) for deed, who in lines]
    plan = extract(make(H("Plan", 1), H("Åtgärder", 2), *items))
    assert texts(plan) == [deed for deed, _ in lines]
    assert [fields(plan, n)[0][0] for n in range(3)] == ["body"] * 3
    assert fields(plan, 0)[0][1].startswith("Parknämnden (ansvarig), polisen")
