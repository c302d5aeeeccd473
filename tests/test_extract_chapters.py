"""Which chapters hold measures, and what groups them: plans of several policy areas, in a few words."""

from __future__ import annotations

from made_documents import C, H, I, P, T, areas, make, texts

from vaxtanalys.extract import extract


def test_areas_listed_under_a_heading_are_no_measures_but_those_below_it_hold_them() -> None:
    plan = extract(
        make(
            H("Plan", 1),
            H("Målområden", 2),
            I("Göra torgen gröna"),
            I("Hålla gatorna rena"),
            H("Gröna torg", 3),
            P("Parknämnden ska måla bänkarna."),
            H("Rena gator", 3),
            P("Gatunämnden ska som väghållare sopa gatorna."),
        )
    )
    assert texts(plan) == ["Parknämnden ska måla bänkarna.", "Gatunämnden ska som väghållare sopa gatorna."]
    assert areas(plan) == ["Gröna torg", "Rena gator"]


def test_links_at_the_end_of_a_web_page_are_no_measures() -> None:
    plan = extract(
        make(
            H("Plan", 1),
            H("Gröna torg", 2),
            I("Måla bänkarna"),
            H("Rena gator", 2),
            I("Sopa gatorna"),
            H("Relaterad information", 2),
            I("Ansöka om torgplats"),
            I("Hitta till torget"),
        )
    )
    assert texts(plan) == ["Måla bänkarna", "Sopa gatorna"]


def test_a_promise_opens_a_list_and_names_who_gives_it() -> None:
    plan = extract(
        make(
            H("Plan", 1),
            H("4. Åtgärdsplan", 2),
            H("Gröna torg", 3),
            T([["Åtgärd", "Ansvarig"], ["Måla bänkarna", "Parknämnden"]]),
            H("Rena gator", 3),
            T([["Åtgärd", "Ansvarig"], ["Sopa gatorna", "Gatunämnden"]]),
            H("5. Löften till invånarna", 2),
            P("Polisen lovar att:"),
            I("Gå över torget varje kväll"),
        )
    )
    assert texts(plan) == ["Måla bänkarna", "Sopa gatorna", "Gå över torget varje kväll"]
    assert [field.quote.text for field in plan.measures[2].fields] == ["Polisen"]
    # A chapter "Åtgärdsplan" beside another chapter with measures is no area: the headings under it are.
    assert areas(plan) == ["Gröna torg", "Rena gator", "Löften till invånarna"]


def test_sub_headings_over_what_someone_does_are_titles_in_a_chapter_of_measures() -> None:
    parts = (
        H("Strategi 1: Gröna torg", 3),
        H("Bänkar", 4),
        P("Alla bänkar på torgen ska målas före sommaren."),
        H("Lampor", 4),
        P("Parkförvaltningen tar fram en plan för ljuset på torgen."),
        H("Strategi 2: Rena gator", 3),
        H("Sopning", 4),
        P("Minst två maskiner ska finnas i varje ort. De delas av orterna."),
        H("Skyltar", 4),
        P("Nya skyltar ska sättas upp vid varje park."),
    )
    plan = extract(make(H("Plan", 1), H("Strategier och åtgärder", 2), *parts))
    assert [m.heading and m.heading.text for m in plan.measures] == ["Bänkar", "Lampor", "Sopning", "Skyltar"]
    assert areas(plan) == ["Gröna torg", "Rena gator"]
    assert texts(extract(make(H("Plan", 1), H("Så ser det ut", 2), *parts[1:5], *parts[6:]))) == []


def test_a_goal_in_a_box_is_kept_with_the_measures_below_it() -> None:
    for box in (T([["Mål 2031: Torgen är gröna."]], ()), T([["", "Mål 2031: Torgen är gröna."]], ())):
        plan = extract(
            make(
                H("Plan", 1),
                H("Gröna torg", 2),
                box,
                T([["Åtgärd", "Ansvarig"], ["Måla bänkarna", "Parknämnden"]]),
            )
        )
        assert [goal.text.text for goal in plan.goals] == ["Torgen är gröna."]
        assert plan.goals[0].measures == (plan.measures[0].measure_id,)


def test_a_column_of_figures_beside_indicators_is_their_target() -> None:
    plan = extract(
        make(
            H("Plan", 1),
            H("Bilaga", 2),
            T([["Indikator", "Läge 2030", "Mål 2034"], ["Gröna torg", "3", "12"], ["Rena gator", "40 %", C("60 %")]]),
        )
    )
    assert [goal.text.text for goal in plan.goals] == []
    assert [(entry.text.text, entry.target_value and entry.target_value.text) for entry in plan.indicators] == [
        ("Gröna torg", "12"),
        ("Rena gator", "60 %"),
    ]


def test_who_is_named_below_the_last_of_each_list_has_all_of_it() -> None:
    parts = (
        H("Gröna torg", 2),
        I("Måla bänkarna"),
        I("Laga lamporna"),
        P("Ansvarig: Parknämnden"),
        H("Rena gator", 2),
        I("Sopa gatorna"),
        I("Tömma papperskorgarna"),
    )
    plan = extract(make(H("Plan", 1), *parts, P("Ansvarig: Gatunämnden i samverkan med skolan")))
    assert texts(plan) == ["Måla bänkarna", "Laga lamporna", "Sopa gatorna", "Tömma papperskorgarna"]
    assert [[field.quote.text for field in measure.fields] for measure in plan.measures] == [
        ["Ansvarig: Parknämnden"],
        ["Ansvarig: Parknämnden"],
        ["Ansvarig: Gatunämnden i samverkan med skolan"],
        ["Ansvarig: Gatunämnden i samverkan med skolan"],
    ]
    # Where the first of a list has someone of its own the last one's owner is its own too.
    some = extract(make(H("Plan", 1), *parts[:2], P("Ansvarig: Lampnämnden"), *parts[2:], P("Ansvarig: Gatunämnden")))
    assert [len(measure.fields) for measure in some.measures] == [1, 1, 1]


def test_who_stands_behind_the_full_stop() -> None:
    plan = extract(
        make(
            H("Plan", 1),
            H("Åtgärder", 2),
            I("Måla bänkarna. Parknämnden"),
            I("Laga lamporna vid torget. Tekniska nämnden, Ekeby Energi AB"),
            I("Sopa gatorna – Gatunämnden"),
            I("Städa parken. Den är stor."),
        )
    )
    assert texts(plan) == [
        "Måla bänkarna.",
        "Laga lamporna vid torget.",
        "Sopa gatorna",
        "Städa parken. Den är stor.",
    ]
    assert [[field.quote.text for field in measure.fields] for measure in plan.measures] == [
        ["Parknämnden"],
        ["Tekniska nämnden, Ekeby Energi AB"],
        ["Gatunämnden"],
        [],
    ]


def test_sentences_within_paragraphs_commit_under_areas() -> None:
    plan = extract(
        make(
            H("Plan", 1),
            H("Strategiska områden", 2),
            H("Gröna torg", 3),
            P("Torgen är grå. Kommunen ska måla bänkarna. De blir gröna."),
            H("Rena gator", 3),
            P("Gatorna är fulla av löv. Gatuenheten ska sopa gatorna. Kommunen ska också tömma papperskorgarna."),
            H("Uppföljning", 2),
            P("Arbetet tar tid. Kommunen ska redovisa planen varje år."),
        )
    )
    assert texts(plan) == [
        "Kommunen ska måla bänkarna. De blir gröna.",
        "Gatuenheten ska sopa gatorna.",
        "Kommunen ska också tömma papperskorgarna.",
    ]


def test_a_sentence_about_numbered_measures_is_none() -> None:
    plan = extract(
        make(
            H("Plan", 1),
            P("Åtgärd 1. Måla bänkarna."),
            P("Åtgärd 2. Laga lamporna."),
            H("Uppföljning", 2),
            P("Åtgärd 1–2 följs upp varje år."),
            P("Åtgärd 2 kostar mest."),
        )
    )
    assert texts(plan) == ["Måla bänkarna.", "Laga lamporna."]


def test_labels_alone_over_what_and_who_under_a_title() -> None:
    def card(title: str, what: str, who: str) -> list[H | P]:
        return [
            H(title, 3),
            H("Vad", 4),
            P(what),
            H("Varför", 4),
            P("Det blir fint."),
            H("Vem", 4),
            P(who),
        ]

    plan = extract(
        make(
            H("Plan", 1),
            H("Gröna torg", 2),
            *card("1. Bänkar", "Måla bänkarna i parken.", "Parknämnden"),
            *card("2. Lampor", "Laga lamporna vid torget.", "Lampnämnden"),
            H("Rena gator", 2),
            *card("3. Löv", "Sopa gatorna varje höst.", "Gatunämnden"),
        )
    )
    assert [(m.label, m.heading and m.heading.text, m.text.text) for m in plan.measures] == [
        ("1", "Bänkar", "Måla bänkarna i parken."),
        ("2", "Lampor", "Laga lamporna vid torget."),
        ("3", "Löv", "Sopa gatorna varje höst."),
    ]
    assert [(field.role, field.quote.text) for field in plan.measures[2].fields] == [
        ("comment", "Det blir fint."),
        ("body", "Gatunämnden"),
    ]
    assert areas(plan) == ["Gröna torg", "Rena gator"]


def test_a_column_of_those_who_help_beside_one_of_owners() -> None:
    rows: list[list[str]] = [["Åtgärd", "Ansvar", "Stöd"], ["Måla bänkarna", "Parknämnden", "Skolan"]]
    plan = extract(make(H("Plan", 1), T([list(row) for row in rows])))
    assert [(field.role, field.quote.text) for field in plan.measures[0].fields] == [
        ("body", "Parknämnden"),
        ("co_body", "Skolan"),
    ]


def test_goals_may_be_opened_by_the_last_sentence_of_a_paragraph() -> None:
    plan = extract(
        make(
            H("Plan", 1),
            H("Syfte och mål", 2),
            P("Planen gäller torgen. Den har två långsiktiga mål:"),
            I("Torgen är gröna."),
            I("Alla kan sitta."),
            H("Åtgärder", 2),
            I("Måla bänkarna"),
        )
    )
    assert [goal.text.text for goal in plan.goals] == ["Torgen är gröna.", "Alla kan sitta."]
    assert texts(plan) == ["Måla bänkarna"]


def test_a_body_or_a_year_over_a_list_holds_for_all_of_it() -> None:
    plan = extract(
        make(
            H("Plan", 1),
            H("Åtgärder per nämnd", 2),
            H("Parknämnden ska", 3),
            I("måla bänkarna"),
            I("laga lamporna"),
            H("Gatunämnden", 3),
            P("2031", bold=True),
            I("sopa gatorna"),
            P("2032–2033", bold=True),
            I("tömma papperskorgarna"),
        )
    )
    assert [[(f.role, f.quote.text) for f in measure.fields] for measure in plan.measures] == [
        [("body", "Parknämnden")],
        [("body", "Parknämnden")],
        [("body", "Gatunämnden"), ("timeline", "2031")],
        [("body", "Gatunämnden"), ("timeline", "2032–2033")],
    ]


def test_sub_goals_after_a_chapter_without_measures_are_the_areas() -> None:
    plan = extract(
        make(
            H("Plan", 1),
            H("Inledning", 2),
            P("Torgen är grå."),
            H("Delmål 1: Gröna torg", 2),
            H("Åtgärder", 3),
            I("Måla bänkarna"),
            H("Delmål 2: Rena gator", 2),
            H("Åtgärder", 3),
            I("Sopa gatorna"),
        )
    )
    assert [(area.number, area.heading.text) for area in plan.focus_areas] == [("1", "Gröna torg"), ("2", "Rena gator")]


def test_what_other_municipalities_do_is_no_measure() -> None:
    plan = extract(
        make(H("Underlag", 1), H("Exempel", 2), T([["Kommun", "Insats", "Resultat"], ["Ekeby", "Torg", "Bra"]]))
    )
    assert texts(plan) == []


def test_a_chapters_number_before_that_of_the_goal() -> None:
    plan = extract(
        make(
            H("Plan", 1),
            H("3.1 Mål 1: Gröna torg", 2),
            T([["Åtgärd", "Slutår"], ["Måla bänkarna", "2031"]]),
            H("3.2 Mål 2: Rena gator", 2),
            T([["Åtgärd", "Slutår"], ["Sopa gatorna", "2032"]]),
        )
    )
    assert [(area.number, area.heading.text) for area in plan.focus_areas] == [("1", "Gröna torg"), ("2", "Rena gator")]
    assert [(goal.text.text, goal.measures) for goal in plan.goals] == [
        ("Gröna torg", (plan.measures[0].measure_id,)),
        ("Rena gator", (plan.measures[1].measure_id,)),
    ]
    assert [measure.timeline for measure in plan.measures] == ["2031", "2032"]
