"""Focus areas, their objectives, ids and grades."""

import pytest

from tests.made_documents import H, I, P, T, make, texts
from vaxtanalys.extract import extract


def test_objectives_belong_to_the_area() -> None:
    plan = extract(
        make(
            H("Fokusområde 1: Trygga torg"),
            P("För att nå fokusområdet behöver följande finnas på plats:"),
            I("Kunskap om torgens ljus."),
            I("Rutiner för skötsel."),
            T([["Åtgärd", "Ansvarig"], ["Måla bänkarna", "Parknämnden"]]),
        )
    )
    assert texts(plan) == ["Måla bänkarna"]
    assert [o.text for o in plan.focus_areas[0].objectives] == ["Kunskap om torgens ljus.", "Rutiner för skötsel."]


@pytest.mark.parametrize(
    ("heading", "number", "words"),
    [
        ("Fokusområde 1: Trygga torg", "1", "Trygga torg"),
        ("Inriktningsmål: Trygga torg", None, "Trygga torg"),
        ("Inriktningssmål: Trygga torg", None, "Trygga torg"),
        ("Prioriterat område 3 – Trygga torg", "3", "Trygga torg"),
        ("2.4 Trygga torg", "2.4", "Trygga torg"),
        ("Del 2, trygga torg", None, "Del 2, trygga torg"),
        ("B. Trygga torg", "B", "Trygga torg"),
        ("Del 2: Trygga torg", "2", "Trygga torg"),
        ("Trygga torg (forts.)", None, "Trygga torg"),
        ("Trygga torg", None, "Trygga torg"),
        ("Fokusområde 1", "1", "Fokusområde 1"),
    ],
)
def test_area_number_and_heading(heading: str, number: str | None, words: str) -> None:
    (area,) = extract(make(H(heading), T([["Åtgärd", "Ansvarig"], ["Måla", "Parknämnden"]]))).focus_areas
    assert (area.number, area.heading.text) == (number, words)


def test_areas_are_the_outermost_headings_that_group_the_measures() -> None:
    table = T([["Åtgärd", "Ansvarig"], ["Måla", "Parknämnden"]])
    plan = extract(
        make(
            H("Aktivitetsplan för stadens torg", 1),
            H("Del ett", 2),
            H("Norr", 3),
            table,
            H("Söder", 3),
            table,
            H("Del två", 2),
            H("Öster", 3),
            table,
        )
    )
    assert [a.heading.text for a in plan.focus_areas] == ["Del ett", "Del två"]


def test_same_goal_with_two_endings_is_two_areas_and_a_repeated_heading_one() -> None:
    table = T([["Pågående", "Behov"], ["Kurser", ""]])
    plan = extract(
        make(H("Mål: Torg, för barn"), table, H("Mål: Torg, för äldre"), table, H("Mål: Torg, för äldre"), table)
    )
    assert [a.heading.text for a in plan.focus_areas] == ["Torg, för barn", "Torg, för äldre"]
    assert [m.focus_area_id for m in plan.measures] == ["prov-f01", "prov-f02", "prov-f02"]


def test_ids_positions_and_outcome() -> None:
    plan = extract(make(H("Mål 1: Torg"), T([["Åtgärd", "Ansvar"], ["Måla", "Parknämnden"], ["Laga", "Elnämnden"]])))
    assert [(m.measure_id, m.position, m.focus_area_id) for m in plan.measures] == [
        ("prov-m001", 1, "prov-f01"),
        ("prov-m002", 2, "prov-f01"),
    ]
    assert (plan.outcome, plan.message, plan.grade) == ("ok", "", "good")


@pytest.mark.parametrize(
    ("grades", "expected"),
    [({}, "good"), ({2: "fair"}, "fair"), ({1: "poor", 2: "poor"}, "poor"), ({4: "poor"}, "fair")],
)
def test_grade_of_the_document(grades: dict[int, str], expected: str) -> None:
    document = make(*(P(f"Sida {page}", page=page) for page in range(1, 5)), grades=grades)
    assert extract(document).grade == expected


def test_measures_heading_after_a_chapter_of_its_level_is_not_under_it() -> None:
    plan = extract(
        make(
            H("Bakgrund"),
            P("Torgen är många."),
            H("Aktiviteter"),
            H("Förebyggande insatser", 3),
            I("Måla bänkarna"),
            P("Ansvar: Parknämnden"),
            H("Skötsel", 3),
            I("Laga lamporna"),
            P("Ansvar: Elnämnden"),
        )
    )
    assert [a.heading.text for a in plan.focus_areas] == ["Förebyggande insatser", "Skötsel"]


def test_vi_ska_as_a_heading_of_the_areas_own_level() -> None:
    plan = extract(
        make(
            H("Våra mål", 1),
            H("Mål 1: Trygga torg", 4),
            P("Torgen är många."),
            H("Vi ska", 4),
            I("varje år tvätta bänkarna"),
            I("måla bänkarna"),
            H("Mål 2: Rena parker", 4),
            H("Vi ska", 4),
            I("så gräs"),
        )
    )
    assert texts(plan) == ["varje år tvätta bänkarna", "måla bänkarna", "så gräs"]
    assert [(a.number, a.heading.text) for a in plan.focus_areas] == [("1", "Trygga torg"), ("2", "Rena parker")]
