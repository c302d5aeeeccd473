"""Lists whose items have their owners below them, and lists of what others said."""

import pytest

from tests.made_documents import H, I, P, make
from vaxtanalys.extract import extract
from vaxtanalys.model import Plan


def bodies(plan: Plan) -> list[str]:
    return [" + ".join(f.quote.text for f in m.fields if f.role == "body") for m in plan.measures]


@pytest.mark.parametrize(
    ("markers", "line", "expected"),
    [
        ("abc", "För a och b ansvarar Parknämnden. För c ansvarar Elnämnden.", "Parknämnden Parknämnden Elnämnden"),
        ("abc", "Parknämnden ansvarar för a–c.", "Parknämnden Parknämnden Parknämnden"),
        ("123", "Ansvarig för punkt 1 och 3: Elnämnden. Ansvarig för 2: Skolan.", "Elnämnden Skolan Elnämnden"),
    ],
)
def test_owners_by_label(markers: str, line: str, expected: str) -> None:
    words = ["Vi ska måla bänkarna.", "Vi ska laga lamporna.", "Vi ska tömma korgarna."]
    items = [I(text, f"{marker})") for text, marker in zip(words, markers, strict=True)]
    plan = extract(make(H("Handlingsplan", 1), H("Trygga torg"), *items, P(line)))
    assert [m.text.text for m in plan.measures] == words
    assert bodies(plan) == expected.split()


def test_a_line_about_other_labels_gives_nobody() -> None:
    items = [I("Vi ska måla bänkarna.", "a)"), I("Vi ska laga lamporna.", "b)")]
    plan = extract(
        make(H("Handlingsplan", 1), H("Åtgärder"), *items, P("För a och f ansvarar Parknämnden. Planen gäller länge."))
    )
    assert bodies(plan) == ["", ""]


def test_words_in_quotation_marks_are_what_others_said() -> None:
    wishes = [I("”Måla bänkarna på torget.”"), I("”Laga lamporna i parken.”")]
    deeds = [I("Tömma korgarna på torget"), I("Sopa gångarna i parken")]
    plan = extract(make(H("Handlingsplan", 1), H("Handgrepp A"), *wishes, H("Handgrepp B"), *deeds, H("C"), *deeds))
    assert not any(m.text.text.startswith("”") for m in plan.measures)
    assert len(plan.measures) == 4


def under_bodies(chapter: str, lead_in: str = "") -> Plan:
    lead = [P(lead_in)] if lead_in else []
    parks = [I("Bänkarna ska målas varje vår.", "1."), I("Alla lampor ska bytas. Samverkan: Byalaget.", "2.")]
    schools = [I("Varje elev ska få hjälp i parken.", "1."), I("Vägen ska belysas. (tillsammans med Polisen)", "2.")]
    title, name = H("Handlingsplan 2031–2033", 1), H("Parknämnden", 3)
    return extract(make(title, H(chapter), name, *lead, *parks, H("Skolnämnden", 3), *schools))


def test_lists_under_the_names_of_bodies() -> None:
    """What each shall do, in whatever words, in an appendix that says so; in a chapter on roles it is no measure."""
    plan = under_bodies("Bilaga 1. Nämndernas åtaganden")
    assert [m.text.text for m in plan.measures] == [
        "Bänkarna ska målas varje vår.",
        "Alla lampor ska bytas.",
        "Varje elev ska få hjälp i parken.",
        "Vägen ska belysas.",
    ]
    assert bodies(plan) == ["Parknämnden", "Parknämnden", "Skolnämnden", "Skolnämnden + tillsammans med Polisen"]
    assert [f.quote.text for f in plan.measures[1].fields] == ["Parknämnden", "Samverkan: Byalaget"]
    assert not under_bodies("Roller och ansvar").measures


def test_a_lead_in_that_names_its_heading_again() -> None:
    plan = under_bodies("Åtgärder", "Parknämnden har stort ansvar. Nämnden ska göra följande:")
    assert bodies(plan)[:2] == ["Parknämnden", "Parknämnden"]
    plan = under_bodies("Åtgärder", "Parken är stor. Elnämnden ska göra följande:")
    assert bodies(plan)[:2] == ["Elnämnden", "Elnämnden"]


def test_a_bracket_that_says_who_takes_part() -> None:
    """``role_in_the_bracket``: a body told by its kind alone is one behind "i samverkan med"."""
    items = [I("Måla bänkarna i parken (i samverkan med Elevhälsan)"), I("Laga lamporna i parken (se bilaga)")]
    plan = extract(make(H("Handlingsplan", 1), H("Åtgärder"), *items))
    assert bodies(plan) == ["i samverkan med Elevhälsan", ""]
    assert plan.measures[0].text.text == "Måla bänkarna i parken"
