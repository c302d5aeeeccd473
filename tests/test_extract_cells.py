"""What a measure cell says: titles, bullets, remarks."""

import pytest

from tests.made_documents import H, I, P, T, make, texts
from vaxtanalys.extract import extract

HEAD = ["Åtgärd", "Ansvarig", "Tidplan"]


def test_run_in_title_and_bullets() -> None:
    title = P("Bättre belysning", bold=True)
    cell = [
        title,
        I("Nämnden kartlägger mörka platser."),
        I("Byta lampor längs skolvägen"),
        I("Medel avsätts årligen."),
    ]
    plan = extract(make(H("Torg"), T([HEAD, [cell, "Elnämnden", ""]])))
    assert texts(plan) == ["Nämnden kartlägger mörka platser.", "Byta lampor längs skolvägen Medel avsätts årligen."]
    assert {m.heading.text for m in plan.measures if m.heading} == {"Bättre belysning"}
    assert all(len(m.fields) == 1 for m in plan.measures)


def test_title_alone_is_the_text() -> None:
    plan = extract(make(H("Torg"), T([HEAD, [P("En ny webbplats om torgen", bold=True), "Parknämnden", ""]])))
    assert [(m.text.text, m.heading) for m in plan.measures] == [("En ny webbplats om torgen", None)]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ([I("Måla bänkarna"), I("Laga lamporna")], ["Måla bänkarna", "Laga lamporna"]),
        ([I("Bänkar på torget"), I("Lampor på torget")], ["Bänkar på torget", "Lampor på torget"]),
        (
            [P("Workshoppar om trafik"), I("för barn", "-"), I("för äldre", "-")],
            ["Workshoppar om trafik för barn för äldre"],
        ),
        ([P("Förvaltningen ska:"), I("Måla bänkar"), I("Laga lampor")], ["Måla bänkar", "Laga lampor"]),
        ([P("Måla bänkarna."), P("Bänkarna är slitna.")], ["Måla bänkarna. Bänkarna är slitna."]),
        ([I("Måla bänkarna"), I("Arbetet görs av sommarjobbare.")], ["Måla bänkarna Arbetet görs av sommarjobbare."]),
    ],
)
def test_bullets_in_a_cell_without_a_title(cell: list[P | I], expected: list[str]) -> None:
    assert texts(extract(make(H("Torg"), T([HEAD, [cell, "Parknämnden", ""]])))) == expected


@pytest.mark.parametrize(
    ("cell", "text", "remark"),
    [
        (
            [P("Måla bänkarna."), P("Exempelvis: blå och röda", italic=True)],
            "Måla bänkarna.",
            "Exempelvis: blå och röda",
        ),
        ([P("Måla bänkarna."), P("Blå och röda", italic=True)], "Måla bänkarna.", "Blå och röda"),
        ([P("Måla bänkarna. Exempelvis i rött.")], "Måla bänkarna.", "Exempelvis i rött."),
        (
            [P("Måla bänkar."), P("Förslag på färger:"), I("blå"), I("röd")],
            "Måla bänkar.",
            "Förslag på färger: blå röd",
        ),
        ([P("Måla exempelvis bänkarna.")], "Måla exempelvis bänkarna.", None),
        ([P("Måla bänkarna.", italic=True)], "Måla bänkarna.", None),
    ],
)
def test_examples_are_remarks(cell: list[P | I], text: str, remark: str | None) -> None:
    (measure,) = extract(make(H("Torg"), T([HEAD, [cell, "Parknämnden", ""]]))).measures
    assert measure.text.text == text
    assert (measure.remark.text if measure.remark else None) == remark
