"""Goals, strategies and indicators: told by what the plan calls them, no measures, kept with those they govern."""

from __future__ import annotations

import pytest
from made_documents import H, I, P, T, make

from vaxtanalys.extract import extract
from vaxtanalys.extract.aim_words import aim_heading, aim_label, aim_rows, target_value
from vaxtanalys.model import Plan

ROWS = aim_rows()


def numbers(plan: Plan, ids: tuple[str, ...]) -> list[int]:
    return [int(key.rsplit("-m", 1)[1]) for key in ids]


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, row in ROWS.items() for text in row["yes"]])
def test_words_that_are_a_label(kind: str, text: str) -> None:
    label = aim_heading(text if kind != "strategy" else f"{text}:")
    assert label is not None
    assert label.kind == kind


@pytest.mark.parametrize("text", [text for row in ROWS.values() for text in row["no"]])
def test_words_that_are_none(text: str) -> None:
    assert aim_heading(text) is None


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("Mål 1: Fler cyklar", "goal", "1"),
        ("Inriktningsmål: En grön stad", "goal", None),
        ("Mål 2 Levande vatten", "goal", "2"),
        ("Delmål 1.2 – Färre olyckor", "subgoal", "1.2"),
        ("Strategi 1.1: Tillsammans", "strategy", "1.1"),
        ("Indikator: Antal cyklar", "indicator", None),
    ],
)
def test_labels_that_open_an_aim(text: str, kind: str, number: str | None) -> None:
    label = aim_label(text)
    assert label is not None
    assert (label.kind, label.number) == (kind, number)


@pytest.mark.parametrize(
    "text", ["Målet är att fler cyklar", "Mål 1 är bra", "Målgrupp: barn", "Mål och medel: mer", "Mål:"]
)
def test_sentences_are_no_labels(text: str) -> None:
    assert aim_label(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("Andel elever, målvärde 80 procent", "80 procent"), ("Dagar (målvärde: 14)", "14"), ("Antal (mål: 60)", "60")],
)
def test_target_values(text: str, value: str) -> None:
    span = target_value(text)
    assert span is not None
    assert text[slice(*span)] == value


def test_lists_under_labels_are_kept_with_the_measures_of_their_area() -> None:
    plan = extract(
        make(
            H("Plan för torgen 2031", 1),
            H("Fokusområde 1: Gröna torg", 2),
            P("Mål:"),
            I("Fler trivs på torgen"),
            I("Torgen är svala på sommaren"),
            P("Åtgärder:"),
            I("Plantera lindar på torgen"),
            I("Anlägga en damm"),
            P("Indikatorer:"),
            I("Antal träd, målvärde 40"),
            H("Fokusområde 2: Ljusa torg", 2),
            P("Delmål 2.1: Ingen är rädd på torget."),
            P("Åtgärder:"),
            I("Byta lamporna på torgen"),
        )
    )
    assert [m.text.text for m in plan.measures] == [
        "Plantera lindar på torgen",
        "Anlägga en damm",
        "Byta lamporna på torgen",
    ]
    assert [(g.kind, g.text.text, numbers(plan, g.measures)) for g in plan.goals] == [
        ("goal", "Fler trivs på torgen", [1, 2]),
        ("goal", "Torgen är svala på sommaren", [1, 2]),
        ("subgoal", "Ingen är rädd på torget.", [3]),
    ]
    assert [(g.number, g.focus_area_id) for g in plan.goals] == [
        (None, "prov-f01"),
        (None, "prov-f01"),
        ("2.1", "prov-f02"),
    ]
    (indicator,) = plan.indicators
    assert indicator.target_value is not None
    assert (indicator.target_value.text, numbers(plan, indicator.measures)) == ("40", [1, 2])
    assert indicator.goal_id is None, "two goals may be meant"


def test_goals_as_headings_and_the_goal_above() -> None:
    plan = extract(
        make(
            H("Plan för torgen 2031", 1),
            H("Mål 1: Gröna torg", 2),
            H("Delmål 1.1: Fler träd", 3),
            P("Åtgärder:"),
            I("Plantera lindar på torgen"),
            H("Delmål 1.2: Mer vatten", 3),
            P("Åtgärder:"),
            I("Anlägga en damm"),
        )
    )
    assert [(g.goal_id, g.parent, numbers(plan, g.measures)) for g in plan.goals] == [
        ("prov-g01", None, [1, 2]),
        ("prov-g02", "prov-g01", [1]),
        ("prov-g03", "prov-g01", [2]),
    ]
    assert [area.heading.text for area in plan.focus_areas] == ["Gröna torg"]


def test_deeds_behind_goals_in_one_list_are_measures() -> None:
    plan = extract(
        make(
            H("Plan", 1),
            H("Fokusområde 1: Gröna torg", 2),
            H("Mål", 3),
            I("Fler trivs på torgen"),
            I("Plantera lindar på torgen"),
            I("Anlägga en damm"),
        )
    )
    assert [m.text.text for m in plan.measures] == ["Plantera lindar på torgen", "Anlägga en damm"]
    assert [g.text.text for g in plan.goals] == ["Fler trivs på torgen"]


def test_an_indicator_below_the_last_measure_is_the_areas() -> None:
    plan = extract(
        make(
            H("Plan", 1),
            H("Fokusområde 1: Gröna torg", 2),
            I("Plantera lindar på torgen"),
            P("Ansvar: Parknämnden"),
            I("Anlägga en damm"),
            P("Ansvar: Parknämnden"),
            P("Indikator: Antal träd"),
        )
    )
    (indicator,) = plan.indicators
    assert numbers(plan, indicator.measures) == [1, 2]
    assert all(field.role != "indicator" for measure in plan.measures for field in measure.fields)


def test_an_indicator_with_each_measure_is_that_measures() -> None:
    plan = extract(
        make(
            H("Plan", 1),
            H("Fokusområde 1: Gröna torg", 2),
            I("Plantera lindar på torgen"),
            P("Ansvar: Parknämnden"),
            P("Indikator: Antal träd"),
            I("Anlägga en damm"),
            P("Ansvar: Parknämnden"),
            P("Indikator: Antal dammar"),
        )
    )
    assert [(i.text.text, numbers(plan, i.measures)) for i in plan.indicators] == [
        ("Antal träd", [1]),
        ("Antal dammar", [2]),
    ]


def test_columns_of_goals_and_indicators() -> None:
    plan = extract(
        make(
            H("Plan", 1),
            H("Gröna torg", 2),
            T(
                [
                    ["Mål", "Åtgärd", "Ansvarig", "Indikator", "Målvärde"],
                    ["Fler trivs", "Plantera lindar på torgen", "Parknämnden", "Antal träd", "40"],
                    ["Fler trivs", "Anlägga en damm", "Parknämnden", "Antal dammar", "2"],
                ]
            ),
        )
    )
    assert [(g.text.text, numbers(plan, g.measures)) for g in plan.goals] == [("Fler trivs", [1, 2])]
    assert [(i.text.text, i.target_value and i.target_value.text, i.goal_id) for i in plan.indicators] == [
        ("Antal träd", "40", "prov-g01"),
        ("Antal dammar", "2", "prov-g01"),
    ]


def test_a_table_of_goals_without_measures() -> None:
    plan = extract(
        make(
            H("Plan", 1),
            H("Uppföljning", 2),
            T([["Mål", "Indikator", "Målvärde"], ["Fler trivs", "Andel som trivs", "80 procent"]]),
        )
    )
    assert not plan.measures
    assert "1 mål" in plan.message and "audit" in plan.message
    assert [g.text.text for g in plan.goals] == ["Fler trivs"]
    (indicator,) = plan.indicators
    assert (indicator.goal_id, indicator.target_value and indicator.target_value.text) == ("prov-g01", "80 procent")


def test_every_aim_is_the_documents_own_words() -> None:
    document = make(H("Plan", 1), H("Mål", 2), I("Fler trivs"), H("Indikatorer", 2), I("Andel som trivs (mål: 80)"))
    plan = extract(document)
    for quote in [*(g.text for g in plan.goals), *(i.text for i in plan.indicators)]:
        assert quote.text == " ".join(document.text[start:end] for start, end in quote.spans)
        assert quote.places
