"""Measures in running text: responsible lines, labels, lists; and what is none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.made_documents import H, I, P, T, fields, make, texts
from vaxtanalys.extract import extract


def test_items_with_responsible_lines_also_on_the_next_page() -> None:
    plan = extract(
        make(
            H("Insatser", 1),
            H("Trygga torg"),
            P("Under perioden ska Ekeby kommun:"),
            I("Måla bänkarna"),
            P("Ansvar: Parknämnden i samverkan med skolan"),
            I("Laga lamporna"),
            P("Sida 4", role="footer"),
            P("Ansvaret: Elnämnden", page=2),
        )
    )
    assert texts(plan) == ["Måla bänkarna", "Laga lamporna"]
    assert fields(plan.measures[0]) == [("body", "Ansvar: Parknämnden i samverkan med skolan")]
    assert fields(plan.measures[1]) == [("body", "Ansvaret: Elnämnden")]
    assert [(a.heading.text, a.lead_in and a.lead_in.text) for a in plan.focus_areas] == [
        ("Trygga torg", "Under perioden ska Ekeby kommun:")
    ]


def test_responsible_line_inside_the_item() -> None:
    plan = extract(
        make(
            H("Mål 2: Trygga torg"),
            I("Måla bänkarna. Ansvarig: Parknämnden. Tidplan: 2031"),
            I("Laga lamporna (Ansvarig: Elnämnden)"),
        )
    )
    assert texts(plan) == ["Måla bänkarna.", "Laga lamporna"]
    assert plan.measures[0].timeline == "2031"
    assert [field.role for field in plan.measures[0].fields] == ["body", "timeline"]


def test_bodies_listed_under_their_label() -> None:
    plan = extract(
        make(
            H("Trygga torg"),
            I("Måla bänkarna", "1."),
            P("Ansvarig nämnd:"),
            I("Parknämnden"),
            I("Kulturnämnden"),
            P("Tidplan: 2031"),
            I("Laga lamporna", "2."),
            P("Ansvarig nämnd:"),
            I("Elnämnden"),
        )
    )
    assert [(m.label, m.text.text) for m in plan.measures] == [("1", "Måla bänkarna"), ("2", "Laga lamporna")]
    assert fields(plan.measures[0]) == [("body", "Parknämnden Kulturnämnden"), ("timeline", "2031")]


def test_heading_over_one_paragraph_and_its_lines_is_the_title() -> None:
    plan = extract(
        make(
            H("Nämndernas uppdrag", 1),
            H("1.1 Bättre bänkar"),
            P("Parkernas bänkar ses över."),
            P("De målas vart tredje år."),
            P("Ansvar: Parknämnden"),
            H("1.2 Bättre ljus"),
            P("Torgens lampor ses över."),
            P("Ansvar: Elnämnden"),
        )
    )
    assert [(m.label, m.heading.text if m.heading else None, m.text.text) for m in plan.measures] == [
        ("1.1", "Bättre bänkar", "Parkernas bänkar ses över. De målas vart tredje år."),
        ("1.2", "Bättre ljus", "Torgens lampor ses över."),
    ]
    assert [a.heading.text for a in plan.focus_areas] == ["Nämndernas uppdrag"]


def test_labelled_lines_of_a_measure() -> None:
    plan = extract(
        make(
            H("Trygga torg"),
            P("Åtgärd: Måla bänkarna"),
            P("Ansvar: Parknämnden"),
            P("Åtgärd: Laga lamporna"),
            P("Ansvar: Elnämnden"),
        )
    )
    assert texts(plan) == ["Måla bänkarna", "Laga lamporna"]


@pytest.mark.parametrize(
    "front", ["Fastställd av fullmäktige 2030", "Giltighetstid 2030–2033", "Dokumentnamn: Torgplan"]
)
def test_particulars_of_the_document_are_no_measures(front: str) -> None:
    assert extract(make(H("Torgplan", 1), P(front), P("Ansvarig: Parknämnden"))).measures == ()


def test_paragraph_about_the_organisation_is_no_measure() -> None:
    plan = extract(make(H("Organisation"), P("Arbetet leds av en styrgrupp. Ansvarig: Kommundirektören")))
    assert plan.measures == ()


def test_responsible_line_that_only_mentions_cooperation_in_its_label_is_none() -> None:
    plan = extract(make(H("Torg"), P("Det finns en kontaktperson i varje park. Former för samverkan: fyra möten")))
    assert plan.measures == ()


def test_labelled_headings_and_paragraphs() -> None:
    plan = extract(
        make(
            H("Fokusområde 2 – Torg", 1),
            H("Åtgärd 2.1: Bättre bänkar"),
            P("Bänkarna målas om."),
            P("Ansvar: Parknämnden"),
            H("Åtgärd 2.2: Bättre ljus på torgen"),
            P("Åtgärd 2.3 Så gräs i parken"),
        )
    )
    assert [(m.label, m.heading.text if m.heading else None, m.text.text) for m in plan.measures] == [
        ("2.1", "Bättre bänkar", "Bänkarna målas om."),
        ("2.2", None, "Bättre ljus på torgen"),
        ("2.3", None, "Så gräs i parken"),
    ]
    assert [(a.number, a.heading.text) for a in plan.focus_areas] == [("2", "Torg")]


def test_a_sentence_that_mentions_a_measure_is_no_label() -> None:
    assert extract(make(H("Torg"), P("Åtgärd 3 i den nationella planen handlar om torg."))).measures == ()


def test_list_under_a_lead_in_without_bodies() -> None:
    plan = extract(
        make(
            H("Trygga torg"),
            P("Under perioden ska Ekeby kommun arbeta för trygga torg genom att:"),
            I("Måla bänkarna"),
            I("Laga lamporna. Exempelvis längs skolvägen."),
        )
    )
    assert texts(plan) == ["Måla bänkarna", "Laga lamporna."]
    assert plan.measures[1].remark is not None
    assert all(measure.fields == () for measure in plan.measures)


def test_list_under_a_heading_that_says_measures_follow() -> None:
    plan = extract(
        make(
            H("Trygga torg"),
            P("Torgen är många."),
            H("Åtgärder"),
            I("Fler bänkar på torget"),
            H("Rena parker"),
            H("Åtgärder"),
            I("Fler papperskorgar i parken"),
        )
    )
    assert texts(plan) == ["Fler bänkar på torget", "Fler papperskorgar i parken"]
    assert [a.heading.text for a in plan.focus_areas] == ["Trygga torg", "Rena parker"]


def test_infinitives_under_an_area() -> None:
    plan = extract(make(H("Målområde 1: Torg"), P("Torgen är många."), I("Måla bänkarna"), I("Laga lamporna")))
    assert texts(plan) == ["Måla bänkarna", "Laga lamporna"]


@pytest.mark.parametrize(
    "parts",
    [
        (H("Syfte"), P("Syftet är att:"), I("Minska bullret"), I("Öka tryggheten")),
        (H("Uppföljning"), P("Uppföljning ska ske genom att:"), I("Mäta bullret"), I("Fråga de boende")),
        (H("Fokusområden"), I("Trygga torg"), I("Rena parker")),
        (H("Organisation"), P("Styrgruppen ska:"), I("Leda arbetet"), I("Följa upp planen")),
        (H("Bakgrund"), P("Kommunen ska enligt lagen:"), I("Hålla torgen rena"), I("Sköta parkerna")),
        (H("Torg"), P("Förslaget skickas till följande nämnder:"), I("Parknämnden"), I("Elnämnden")),
        (H("Mål 1: Torg"), P("Mål:"), I("Alla torg är trygga")),
        (H("Vad är ett torg?"), P("Ett torg kan:"), I("Samla människor"), I("Ge utrymme för handel")),
        (H("Åtgärder"), P("Innehåll 1", role="toc"), P("Sida 3", role="footer"), P("1 Torglagen", role="footnote")),
    ],
)
def test_lists_that_commit_to_nothing(parts: tuple[H | P | I, ...]) -> None:
    plan = extract(make(*parts))
    assert (plan.measures, plan.outcome) == ((), "no_measures")
    assert plan.message.startswith("Inga åtgärder hittades")


def test_a_surer_rule_silences_weaker_ones() -> None:
    plan = extract(
        make(
            H("Mål 1: Torg"),
            P("Vi ska:"),
            I("Bygga trygghet"),
            I("Skapa ljus"),
            T([["Åtgärd", "Ansvarig"], ["Måla bänkarna", "Parknämnden"]]),
        )
    )
    assert texts(plan) == ["Måla bänkarna"]


def test_example_after_a_measure_is_its_remark() -> None:
    plan = extract(
        make(
            H("Trygga torg"),
            P("Åtgärd 1.1 Måla bänkarna."),
            P("Exempelvis i rött.", italic=True),
            P("Ansvar: Parknämnden"),
            P("Åtgärd 1.2 Laga lamporna. Exempelvis längs skolvägen."),
            P("Ansvar: Elnämnden"),
            H("Rena parker"),
            I("Så gräs i parken."),
            P("Exempelvis hundäxing."),
            P("Ansvar: Parknämnden"),
        )
    )
    assert [(m.text.text, m.remark.text if m.remark else None) for m in plan.measures] == [
        ("Måla bänkarna.", "Exempelvis i rött."),
        ("Laga lamporna.", "Exempelvis längs skolvägen."),
        ("Så gräs i parken.", "Exempelvis hundäxing."),
    ]
    assert all(measure.fields for measure in plan.measures)


def test_flattened_table_gives_its_commitments_without_bodies_and_a_note() -> None:
    plan = extract(
        make(
            H("Del 1, gemensamma aktiviteter"),
            P(
                "Här står det gemensamma. Gemensamma aktiviteter Ansvar Tidplan Ljus Byta alla lampor på torgen. "
                "Skyltar (se sid. 4) Skyltarna ses över varje år. De tvättas också. Parknämnden Alla nämnder 2031"
            ),
            P("Torgplan Kulturnämnden Antas under 2031 Bänkar Måla alla bänkar. Laga de trasiga. Bilaga 1: Karta."),
            H("Uppföljning"),
            P("Planen följs upp."),
        )
    )
    assert [(m.heading.text if m.heading else None, m.text.text) for m in plan.measures] == [
        ("Ljus", "Byta alla lampor på torgen."),
        ("Skyltar (se sid. 4)", "Skyltarna ses över varje år. De tvättas också."),
        ("Torgplan", "Antas under 2031"),
        ("Bänkar", "Måla alla bänkar."),
        (None, "Laga de trasiga."),
    ]
    assert all(measure.fields == () and measure.method == "flattened_table" for measure in plan.measures)
    assert any("utplattad" in note for note in plan.notes)


def test_column_words_in_a_sentence_are_no_flattened_table() -> None:
    plan = extract(make(H("Om planen"), P("Planen anger åtgärder, Ansvar och Tidplan för varje nämnd.")))
    assert (plan.measures, plan.notes) == ((), ())


def test_paragraphs_in_the_infinitive_under_measures() -> None:
    plan = extract(
        make(
            H("Trygga torg"),
            P("Torgen är många."),
            H("Insatser"),
            P("Kommunen är stor."),
            P("Måla bänkarna på torget."),
        )
    )
    assert texts(plan) == ["Måla bänkarna på torget."]


WORDS = st.sampled_from(
    [
        *(
            "Åtgärd",
            "Åtgärd 1:1",
            "Åtgärder",
            "Ansvar:",
            "Ansvar: Parknämnden",
            "Tidplan: 2031",
            "Måla bänkar.",
            "Vi ska:",
        ),
        *(
            "Mål 1: Torg",
            "Exempelvis rött",
            "Åtgärd: Måla",
            "1.1",
            "Pågående",
            "Behov",
            "Uppföljning",
            "Insats 2",
            "x",
            "",
        ),
    ]
)
PARTS = st.one_of(
    st.builds(H, WORDS, st.integers(1, 4)),
    st.builds(P, WORDS, st.integers(1, 2), st.booleans(), st.booleans()),
    st.builds(I, WORDS, st.sampled_from(("•", "–", "1."))),
    st.builds(T, st.lists(st.lists(WORDS, min_size=3, max_size=3), min_size=1, max_size=5)),
)


@given(st.lists(PARTS.filter(lambda part: isinstance(part, T) or bool(part.text)), max_size=12))
@settings(max_examples=150, deadline=None)
def test_any_document_gives_a_plan_of_its_own_words(parts: list[H | P | I | T]) -> None:
    document = make(*parts)
    plan = extract(document)
    areas = {area.focus_area_id for area in plan.focus_areas}
    for measure in plan.measures:
        assert measure.text.text and all(document.text[s:e].strip() for s, e in measure.text.spans)
        assert measure.focus_area_id is None or measure.focus_area_id in areas
    assert areas == {measure.focus_area_id for measure in plan.measures} - {None}
    assert extract(document) == plan


def test_sentences_that_say_what_we_shall_do() -> None:
    plan = extract(
        make(
            H("Trygga torg", 1),
            H("Det här ska vi göra", 2),
            P("Vi ska måla bänkarna. Vi ska laga lamporna."),
            P("Parknämnden kommer att städa parken."),
            P("Torget är stort. Vi ska se över det."),
        )
    )
    assert texts(plan) == [
        "Vi ska måla bänkarna.",
        "Vi ska laga lamporna.",
        "Parknämnden kommer att städa parken.",
        "Vi ska se över det.",
    ]


def test_items_that_say_what_we_shall_do() -> None:
    plan = extract(make(H("Målområde 1: Trygga torg"), I("Vi ska måla bänkarna"), I("Vi ska laga lamporna")))
    assert texts(plan) == ["Vi ska måla bänkarna", "Vi ska laga lamporna"]
