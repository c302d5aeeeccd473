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


def test_background_between_commitments_belongs_to_none() -> None:
    """Beside sentences that open as commitments others commit in whatever words; goals and what is are none."""
    plan = extract(
        make(
            H("Plan", 1),
            H("Gröna torg", 2),
            P(
                "Torgen är slitna. Parknämnden ska måla bänkarna. Många sitter där varje dag. Skolorna ska plantera "
                "träd på torgen. Alla barn ska klara skolan."
            ),
            H("Trygga gator", 2),
            P("Ljuset är svagt. Elnämnden ska byta lamporna. Det ger säkra gator. Lamporna ska tändas varje kväll."),
        )
    )
    assert texts(plan) == [
        "Parknämnden ska måla bänkarna.",
        "Skolorna ska plantera träd på torgen.",
        "Elnämnden ska byta lamporna. Det ger säkra gator.",
        "Lamporna ska tändas varje kväll.",
    ]


def test_beside_surer_measures_a_chapter_name_is_not_enough() -> None:
    owned = [I("Måla bänkarna vid torget"), P("Ansvar: Parknämnden")]
    plan = extract(
        make(
            H("Plan", 1),
            H("Trygga torg"),
            *owned,
            H("Kartläggning av insatser"),
            P("Det här görs redan. En kartläggning ska skickas till alla. Alla nämnder ska lämna svar till kontoret."),
        )
    )
    assert texts(plan) == ["Måla bänkarna vid torget"]


@pytest.mark.parametrize("opening", ["Vi kommer att göra följande.", "Åtgärder.", "Det här gör vi:"])
def test_a_list_written_as_prose(opening: str) -> None:
    """``list_in_prose``: behind a sentence that says that measures follow all that tells a deed is one."""
    plan = extract(
        make(
            H("Plan", 1),
            H("Trygga torg"),
            P(f"Torgen är mörka. {opening} Gatuenheten byter alla lampor. Värdar går ronder. Polisen har lovat stöd."),
            H("Gröna parker"),
            P(f"Parkerna växer igen. {opening} Parkenheten röjer sly varje vår. Gräset är högt."),
        )
    )
    assert texts(plan) == [
        "Gatuenheten byter alla lampor.",
        "Värdar går ronder.",
        "Parkenheten röjer sly varje vår.",
    ]


def test_the_title_is_no_area_beside_the_others() -> None:
    """``title_over_them_all``: some measures stand under an area, others under "Åtgärder" right below the title."""
    items = [I("Måla bänkarna vid torget"), P("Ansvar: Parknämnden")]
    plan = extract(
        make(
            H("Plan för torg", 1),
            H("Trygga torg"),
            *items,
            H("Gröna torg"),
            *items,
            H("Aktivitetsplan 2031"),
            *items,
        )
    )
    assert [area.heading.text for area in plan.focus_areas] == ["Trygga torg", "Gröna torg", "Aktivitetsplan 2031"]


def test_an_area_whose_sentences_are_of_another_form_stands_beside_the_others() -> None:
    """``areas_beside``: under the heading that the others stand under; one of the same level elsewhere is none."""
    plan = extract(
        make(
            H("Parkplan", 1),
            H("Parken i dag", 2),
            H("Läget", 3),
            P("Bänkarna ska målas när råd finns."),
            H("Våra områden", 2),
            H("Bänkar", 3),
            P("Många sitter här. Parknämnden ska måla bänkarna."),
            H("Ljus", 3),
            P("Det är mörkt. Elnämnden ska byta lamporna."),
            H("Kunskap", 3),
            P("Få vet vad träden heter. Skyltar ska sättas upp. Två värdar anställs."),
        )
    )
    assert texts(plan) == [
        "Parknämnden ska måla bänkarna.",
        "Elnämnden ska byta lamporna.",
        "Skyltar ska sättas upp.",
        "Två värdar anställs.",
    ]


def test_paragraphs_with_a_title_in_a_type_of_its_own() -> None:
    """``title_in_its_own_type``: bold or italics; why stands before the deed, and what explains it behind it."""

    def titled(title: str, words: str, italic: bool) -> P:
        return P(f"{title} {words}", **{"italic_until" if italic else "bold_until": len(title)})  # type: ignore[arg-type]

    for italic in (True, False):
        plan = extract(
            make(
                H("Parkplan", 1),
                H("Bänkar", 2),
                P("Bänkarna är många."),
                titled("Fråga om färg.", "Parkvärdar ska fråga barnen om färgen. Svaren sparas.", italic),
                titled("Soffor.", "De är slitna. Sofforna lagas av en snickare.", italic),
                H("Ljus", 2),
                titled("Lampor.", "Lampor ska sättas upp vid bron.", italic),
                titled("Ekonomi:", "Elnämnden tar fram en budget för lamporna.", italic),
                titled("Samverkan.", "En grupp ska träffas varje vår.", italic),
            )
        )
        assert [(m.heading.text if m.heading else None, m.text.text) for m in plan.measures] == [
            ("Fråga om färg", "Parkvärdar ska fråga barnen om färgen. Svaren sparas."),
            ("Soffor", "Sofforna lagas av en snickare."),
            ("Lampor", "Lampor ska sättas upp vid bron."),
            ("Samverkan", "En grupp ska träffas varje vår."),
        ]
