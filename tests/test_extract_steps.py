"""Cells in step, letters with a legend, and a lone state column: each by the case that breaks without it."""

from __future__ import annotations

from tests.made_documents import C, H, I, P, T, make
from vaxtanalys.extract import extract
from vaxtanalys.model import Plan


def owned(plan: Plan) -> list[tuple[str, list[str], str | None]]:
    return [
        (m.text.text, [f.quote.text for f in m.fields if f.role in ("body", "co_body")], m.timeline)
        for m in plan.measures
    ]


HEAD = ["Mål", "Åtgärd", "Ansvarig", "Klart"]
WANTED = [
    ("Måla bänkarna", ["Parknämnden"], "2031"),
    ("Laga lamporna", ["Tekniska nämnden"], "2032"),
    ("Bygga en brygga", ["Tekniska nämnden"], "2033"),
    ("Hyra ut kanoter", ["Fritidsnämnden"], "2034"),
]


def test_bullets_have_the_body_and_time_beside_them() -> None:
    rows = [
        [
            goal,
            [I(text) for text, _, _ in part],
            [P(body[0]) for _, body, _ in part],
            [P(time or "") for _, _, time in part],
        ]
        for goal, part in (("Trygga torg", WANTED[:2]), ("Liv vid ån", WANTED[2:]))
    ]
    assert owned(extract(make(H("Torg och vatten"), T([HEAD, *rows])))) == WANTED


def test_paragraphs_as_many_as_the_bodies_are_measures_each() -> None:
    rows = [
        [goal, [P(text) for text, _, _ in part], [P(body[0]) for _, body, _ in part], "2031"]
        for goal, part in (("Trygga torg", WANTED[:2]), ("Liv vid ån", WANTED[2:]))
    ]
    plan = extract(make(H("Torg och vatten"), T([HEAD, *rows])))
    assert [entry[:2] for entry in owned(plan)] == [entry[:2] for entry in WANTED]


def test_other_numbers_of_bodies_answer_for_all() -> None:
    two, three = ["Måla bänkarna", "Laga lamporna"], ["Bygga en brygga", "Hyra ut kanoter", "Rensa stranden"]
    bodies = ("Parknämnden", "Tekniska nämnden")
    rows = [["Liv", [I(text) for text in texts], [P(body) for body in bodies], "2031"] for texts in (two, three)]
    plan = extract(make(H("Torg och vatten"), T([HEAD, *rows])))
    assert owned(plan) == [(text, ["Parknämnden Tekniska nämnden"], "2031") for text in (*two, *three)]


def test_numbered_items_of_a_cell_are_commitments_each() -> None:
    cell = [I("Alla lekplatser får nya gungor.", "4."), I("Gräset klipps varje vecka.", "5.")]
    plan = extract(make(H("Parker"), T([["Åtgärd", "Ansvarig"], [cell, "Parknämnden"]])))
    assert [m.text.text for m in plan.measures] == ["Alla lekplatser får nya gungor.", "Gräset klipps varje vecka."]


def test_letters_of_a_matrix_mean_what_the_legend_says() -> None:
    plan = extract(
        make(
            H("Parker"),
            P("H = huvudansvarig, M = medverkar."),
            T(
                [
                    ["Åtgärd", "Parknämnden", "Skolnämnden", "Socialnämnden"],
                    ["Måla bänkarna", "H", "", "M"],
                    ["Laga lamporna", "M", "H", ""],
                ]
            ),
        )
    )
    assert [[(f.role, f.quote.text) for f in m.fields] for m in plan.measures] == [
        [("body", "Parknämnden"), ("co_body", "Socialnämnden")],
        [("co_body", "Parknämnden"), ("body", "Skolnämnden")],
    ]


def test_a_lone_column_of_planned_measures_holds_the_measures() -> None:
    plan = extract(make(H("Parker"), T([["Planerade insatser", "Ansvarig"], ["Måla bänkarna", "Parknämnden"]])))
    assert owned(plan) == [("Måla bänkarna", ["Parknämnden"], None)]


def test_the_goal_below_a_band_goes_with_its_measures() -> None:
    plan = extract(
        make(
            H("Handlingsplan"),
            T(
                [
                    ["Åtgärd", "Ansvarig", "Klart"],
                    [C("Parker", col_span=3), None, None],
                    [C("Mål: Alla har nära till en park.", col_span=3), None, None],
                    ["Måla bänkarna", "Parknämnden", "2031"],
                ]
            ),
        )
    )
    assert [area.heading.text for area in plan.focus_areas] == ["Parker"]
    assert [f.quote.text for f in plan.measures[0].fields if f.role == "goal"] == ["Alla har nära till en park."]


def test_a_card_may_have_its_title_and_words_right_across() -> None:
    card = [[C("Åtgärd 1.3", col_span=2), None], [C("Måla bänkarna", col_span=2), None]]
    plan = extract(make(H("Parker"), T([*card, ["Ansvarig", "Parknämnden"], ["Klart", "2031"]])))
    assert owned(plan) == [("Måla bänkarna", ["Parknämnden"], "2031")]
    assert plan.measures[0].label == "1.3"
