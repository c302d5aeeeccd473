"""Columns that hold two things, columns that group the rows, and times that are told from names."""

import pytest

from tests.made_documents import C, H, I, P, T, fields, make
from vaxtanalys.extract import extract
from vaxtanalys.extract.double_columns import double_role
from vaxtanalys.extract.time_words import is_time, part_time


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Ansvarig/tidplan", "body+timeline"),
        ("Vem och när", "body+timeline"),
        ("Klart, ansvarig nämnd", "body+timeline"),
        ("Med vem / till när", "co_body+timeline"),
        ("Drivs av (partner)", "body+co_body"),
        ("Ansvarig (medverkande)", "body+co_body"),
        ("Ansvarig", None),
        ("Ansvarig och samverkan", None),
        ("Mål och åtgärder", None),
        ("Ansvarig (nämnd)", None),
        ("Start/slut", None),
    ],
)
def test_headings_that_name_two_things(heading: str, role: str | None) -> None:
    assert double_role(heading) == role


@pytest.mark.parametrize(
    "text",
    [
        "2031",
        "2031–2033",
        "Hösten 2031",
        "Varje kvartal",
        "Läsåren 2031/32 och 2032/33",
        "Varje sommar",
        "Senast mars 2031",
        "31 maj 2031",
        "2031-12-31",
        "Q1–Q2 2031",
        "K2 2031",
        "Höstlovet 2031",
        "Våren 2031 och framåt",
        "under hela planperioden",
        "Löpande",
        "vid behov",
    ],
)
def test_words_that_say_when(text: str) -> None:
    assert is_time(text)


@pytest.mark.parametrize(
    "text", ["Parknämnden", "Vårdboendet", "till", "och", "100", "Marsgården", "vid behov av stöd", "Juniorlaget", ""]
)
def test_words_that_do_not(text: str) -> None:
    assert not is_time(text)


@pytest.mark.parametrize(
    ("text", "names", "times"),
    [
        ("Parknämnden 2031", ["Parknämnden"], ["2031"]),
        ("Parknämnden, hösten 2031", ["Parknämnden"], ["hösten 2031"]),
        ("2031 Parknämnden", ["Parknämnden"], ["2031"]),
        ("Varje vår", [], ["Varje vår"]),
        ("Parknämnden", ["Parknämnden"], []),
    ],
)
def test_times_beside_names(text: str, names: list[str], times: list[str]) -> None:
    found = part_time(text, (0, len(text)))
    assert [[text[slice(*span)] for span in spans] for spans in found] == [names, times]


def test_a_column_of_who_and_when() -> None:
    rows = [
        ["Åtgärd", "Ansvarig och tid"],
        ["Måla bänkarna", [P("Parknämnden"), P("2031")]],
        ["Laga lamporna", "Elnämnden, varje vår"],
        ["Tömma korgarna", "Löpande"],
    ]
    plan = extract(make(H("Trygga torg"), T(rows)))
    assert [fields(m) for m in plan.measures] == [
        [("body", "Parknämnden"), ("timeline", "2031")],
        [("body", "Elnämnden"), ("timeline", "varje vår")],
        [("timeline", "Löpande")],
    ]
    assert [m.timeline for m in plan.measures] == ["2031", "varje vår", "Löpande"]


def test_brackets_name_who_helps_where_the_heading_says_so() -> None:
    rows = [["Åtgärd", "Drivs av (partner)"], ["Måla bänkarna", "Parkchefen (Byalaget, Skolan)"], ["Laga", "Elchefen"]]
    plan = extract(make(H("Trygga torg"), T(rows)))
    assert fields(plan.measures[0]) == [("body", "Parkchefen"), ("co_body", "Byalaget, Skolan")]
    assert fields(plan.measures[1]) == [("body", "Elchefen")]


def test_merged_words_group_the_rows() -> None:
    rows = [
        ["Vi vill ha torg som är", "Handgrepp", "Vem", "När"],
        [C("Vackra", row_span=2), "Måla bänkarna", "Parknämnden", "2031"],
        [None, "Laga lamporna", "Elnämnden", "2031"],
        [C("Rena", row_span=2), "Tömma korgarna", "Parknämnden", "2032"],
        [None, "Sopa torget", "Parknämnden", "2032"],
    ]
    plan = extract(make(H("Vad vi gör"), T(rows)))
    assert [a.heading.text for a in plan.focus_areas] == ["Vackra", "Rena"]
    assert [m.text.text for m in plan.measures] == ["Måla bänkarna", "Laga lamporna", "Tömma korgarna", "Sopa torget"]
    apart = [[cell.content if isinstance(cell, C) else cell for cell in row] for row in rows]
    plan = extract(make(H("Vad vi gör"), T([[c or "Torg" for c in row] for row in apart])))
    assert [a.heading.text for a in plan.focus_areas] != ["Vackra", "Rena"], "nothing is merged: no groups"


def test_quarters_under_years_say_the_year() -> None:
    rows = [
        ["Åtgärd", "Ansvarig", C("2031", col_span=2), None, C("2032", col_span=2), None],
        ["", "", "K1", "K2", "K1", "K2"],
        ["Måla bänkarna", "Parknämnden", "", "x", "x", ""],
    ]
    plan = extract(make(H("Trygga torg"), T(rows, header_rows=(0, 1))))
    assert [m.timeline for m in plan.measures] == ["2031 K2; 2032 K1"]


def test_lists_in_a_matrix_of_levels() -> None:
    rows = [
        ["Plats", "Universell", "Selektiv"],
        ["Skolan", [I("Lektioner om vänskap"), P("(Skolchefen)"), I("Vuxna ute (Skolan; med Byalaget)")], [I("Grupp")]],
        ["Torget", [I("Fältare på torget (Parkchefen)")], [I("Samtal med unga (HR; med Skolan)")]],
    ]
    plan = extract(make(H("Insatser"), T(rows)))
    first, second, _, fourth, fifth = plan.measures
    assert [m.text.text for m in (first, second, fourth)] == [
        "Lektioner om vänskap",
        "Vuxna ute",
        "Fältare på torget",
    ]
    assert fields(first) == [("level", "Universell"), ("body", "Skolchefen")]
    assert fields(second) == [("level", "Universell"), ("body", "Skolan; med Byalaget")]
    assert fields(fifth) == [("level", "Selektiv"), ("body", "HR; med Skolan")]
    assert [a.heading.text for a in plan.focus_areas] == ["Skolan", "Torget"]


def test_a_matrix_without_signs_needs_areas() -> None:
    rows = [
        ["Arena", "Universell", "Selektiv"],
        ["Skolan", "Lektioner om vänskap", "Samtalsgrupp för elever"],
        ["Torget", "Fältare på torget", "–"],
    ]
    assert len(extract(make(H("Insatser"), T(rows))).measures) == 3
    explained = [["Nivå", "Universell", "Selektiv"], ["Innebär", "Når alla barn", "Når några"], ["Vem", "Alla", "Få"]]
    assert not extract(make(H("Nivåer"), T(explained))).measures


def test_the_corner_says_what_the_rows_are() -> None:
    rows = [
        ["Ansvarig", "Universell", "Selektiv"],
        ["Skolnämnden", [I("Lektioner om vänskap")], [I("Samtalsgrupp för elever")]],
        ["Parknämnden", [I("Fältare på torget")], [I("Kväll för unga")]],
    ]
    plan = extract(make(H("Insatser"), T(rows)))
    assert fields(plan.measures[0]) == [("level", "Universell"), ("body", "Skolnämnden")]
    assert [a.heading.text for a in plan.focus_areas] == ["Insatser"]


def test_a_matrix_on_its_side() -> None:
    rows = [
        ["Nivå", "Skolan", "Torget"],
        ["Universell", [I("Lektioner om vänskap (Skolchefen)")], [I("Fältare på torget (Parkchefen)")]],
        ["Selektiv", [I("Samtalsgrupp för elever (Skolchefen)")], [I("Kväll för unga (Parkchefen)")]],
    ]
    plan = extract(make(H("Insatser"), T(rows)))
    assert [a.heading.text for a in plan.focus_areas] == ["Skolan", "Torget"]
    assert [m.text.text for m in plan.measures][2] == "Samtalsgrupp för elever"
    assert fields(plan.measures[2]) == [("level", "Selektiv"), ("body", "Skolchefen")]
    explained = [
        ["Nivå", "Innebär", "Räckvidd"],
        ["Universell", "Når alla barn", [I("Alla klasser")]],
        ["Selektiv", "Når några", [I("Några klasser")]],
    ]
    assert not extract(make(H("Nivåer"), T(explained))).measures


def test_years_over_lists_say_when() -> None:
    rows = [
        ["Plats", "2031", "2032"],
        ["Skolan", [I("Lektioner om vänskap")], [I("Nya cykelställ")]],
        ["Torget", [I("Fältare på torget")], [I("Fler bänkar i skugga")]],
    ]
    plan = extract(make(H("Insatser"), T(rows)))
    assert [m.timeline for m in plan.measures] == ["2031", "2032", "2031", "2032"]
    counted = [["Plats", "2031", "2032"], ["Skolan", "44 elever", "45 elever"], ["Torget", "3 bänkar", "4 bänkar"]]
    assert not extract(make(H("Insatser"), T(counted))).measures


def test_names_behind_a_dash_where_all_cells_have_them() -> None:
    rows = [
        ["Arena", "Främjande", "Förebyggande"],
        ["Skolan", "Lektioner om vänskap – Skolchefen", "Samtal med elever – Elevhälsan"],
        ["Torget", "Fältare på torget – Parkchefen", "Kväll för unga – Fritidsenheten"],
    ]
    plan = extract(make(H("Insatser"), T(rows)))
    assert plan.measures[0].text.text == "Lektioner om vänskap"
    assert fields(plan.measures[0])[1] == ("body", "Skolchefen")


def test_labels_inside_the_cells_of_a_matrix() -> None:
    rows = [
        ["Målgrupp", "Primär prevention", "Sekundär prevention"],
        ["Barn", [I("Lektioner om vänskap Ansvarig: Skolnämnden")], [I("Samtal med elever"), P("Ansvarig: Skolan")]],
        ["Unga", [I("Fältare på torget Ansvarig: Parknämnden")], [I("Butiker tar ansvar: personalen ser unga")]],
    ]
    plan = extract(make(H("Insatser"), T(rows)))
    assert [m.text.text for m in plan.measures] == [
        "Lektioner om vänskap",
        "Samtal med elever",
        "Fältare på torget",
        "Butiker tar ansvar: personalen ser unga",
    ]
    assert fields(plan.measures[1]) == [
        ("level", "Sekundär prevention"),
        ("target_group", "Barn"),
        ("body", "Skolan"),
    ]


def test_words_beside_blank_cells_group_the_rows() -> None:
    rows = [
        ["Del", "Åtgärd", "Ansvarig"],
        ["Torg", "Måla bänkarna", "Parknämnden"],
        ["", "Laga lamporna", "Elnämnden"],
        ["Gator", "Tömma korgarna", "Parknämnden"],
        ["", "Sopa gatan", "Parknämnden"],
    ]
    plan = extract(make(H("Planen"), T(rows)))
    assert [a.heading.text for a in plan.focus_areas] == ["Torg", "Gator"]
    full = [[rows[at - at % 2 - 1][0] if at and not row[0] else row[0], *row[1:]] for at, row in enumerate(rows)]
    assert [a.heading.text for a in extract(make(H("Planen"), T(full))).focus_areas] == ["Planen"]


def test_page_heads_that_vary_are_areas() -> None:
    parts: list[H | P] = []
    for page, (head, title) in enumerate(
        [("Ljus", "Laga lamporna på torget"), ("Ljus", "Byta ljus i parken"), ("Ordning", "Tömma korgarna varje dag")],
        2,
    ):
        parts += [P(head, page, role="header"), H(title, 2, page), P("Ansvarig: Parknämnden", page)]
    plan = extract(make(H("Trygg kommun", 1), *parts))
    assert [a.heading.text for a in plan.focus_areas] == ["Ljus", "Ordning"]
    same = [
        P("Trygg kommun", part.page, role="header") if getattr(part, "role", "") == "header" else part for part in parts
    ]
    assert "Ljus" not in [a.heading.text for a in extract(make(H("Trygg kommun", 1), *same)).focus_areas]
