"""Which chapters hold measures, and what groups them: plans of several policy areas, in a few words."""

from __future__ import annotations

from made_documents import C, H, I, P, T, make

from vaxtanalys.extract import extract
from vaxtanalys.model import Plan


def texts(plan: Plan) -> list[str]:
    return [measure.text.text for measure in plan.measures]


def areas(plan: Plan) -> list[str]:
    return [area.heading.text for area in plan.focus_areas]


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
    for row in ([["Mål 2031: Torgen är gröna."]], [["", "Mål 2031: Torgen är gröna."]]):
        plan = extract(
            make(
                H("Plan", 1),
                H("Gröna torg", 2),
                T(row, header_rows=()),
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
