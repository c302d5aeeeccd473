"""Who shall do it where no label in a table says so: lines without a label, signs, grids and labels over values."""

from __future__ import annotations

import pytest

from tests.made_documents import H, I, P, T, fields, make, texts
from vaxtanalys.extract import extract
from vaxtanalys.extract.owners import read_owners
from vaxtanalys.model import Plan


def test_a_line_of_nothing_but_bodies_says_who() -> None:
    plan = extract(
        make(
            H("Trygga torg"),
            P("1.1 Bänkarna vid torget ska målas om."),
            P("Parknämnden, med stöd av Kommunstyrelsen", italic=True),
            P("1.2 Lamporna i parken ska lagas."),
            P("Elnämnden, 2031", italic=True),
            H("Trygga hem"),
            P("2.1 Hissarna i husen ska besiktas."),
            P("Bostadsnämnden", italic=True),
            P("2.2 Trapporna ska få räcken."),
            P("Torpet Nära", italic=True),
        )
    )
    assert [measure.label for measure in plan.measures] == ["1.1", "1.2", "2.1", "2.2"]
    assert fields(plan.measures[0]) == [("body", "Parknämnden, med stöd av Kommunstyrelsen")]
    assert fields(plan.measures[1]) == [("body", "Elnämnden"), ("timeline", "2031")]
    # A name of no known kind counts where the others of its type name bodies.
    assert fields(plan.measures[3]) == [("body", "Torpet Nära")]


def test_a_line_of_bodies_that_breaks_off_at_a_comma_goes_on() -> None:
    parts: list[H | P | I | T] = [H("Trygga torg")]
    for what in ("Bänkarna ska målas", "Lamporna ska lagas", "Gatorna ska sopas"):
        parts += [P(what), P("Parknämnden, Elnämnden,", italic=True), P("Gatunämnden", italic=True)]
    plan = extract(make(*parts))
    assert texts(plan) == ["Bänkarna ska målas", "Lamporna ska lagas", "Gatorna ska sopas"]
    assert [field.quote.spans for field in plan.measures[0].fields] == [((31, 54), (55, 66))]


@pytest.mark.parametrize(
    "line",
    ["Trygga skolor", "Parknämnden beslutar om bänkarna", "Måla skolan", "Parknämnden ska måla", "Chefer, lärare"],
)
def test_short_lines_that_say_something_else(line: str) -> None:
    parts: list[H | P | I | T] = [H("Trygga torg")]
    for number in range(4):
        parts += [P(f"Bänk {number} vid torget är gammal och sliten."), P(line, italic=True)]
    assert all(not measure.fields for measure in extract(make(*parts)).measures)


def test_lines_behind_a_pictograph_say_who() -> None:
    """``emblem_of_the_owners``: one known body is enough where all lines behind the sign are names."""

    def plan(*lines: str) -> Plan:
        parts: list[H | P | I | T] = [H("Trygga torg")]
        for number, line in enumerate(lines):
            parts += [I(f"Bänk {number} vid torget lagas", marker="➤"), I(line, marker="♟")]
        return extract(make(*parts))

    named = plan("Parknämnden", "Fritid + Byalaget", "Fritid")
    assert texts(named) == [f"Bänk {number} vid torget lagas" for number in range(3)]
    assert fields(named.measures[1]) == [("body", "Fritid + Byalaget")]
    assert not any(fields(measure) for measure in plan("Parknämnden", "Fritid", "Barn och unga, gamla").measures)


def test_two_lines_of_bodies_are_too_few() -> None:
    parts: list[H | P | I | T] = [H("Trygga torg")]
    for what in ("Bänkarna är gamla.", "Lamporna är trasiga."):
        parts += [P(what), P("Parknämnden", italic=True)]
    assert not extract(make(*parts)).measures


def test_parts_of_a_line_of_owners() -> None:
    text = "Parknämnden, Elevhälsan i samverkan med alla skolor, Torpet, under 2031, på torget"
    owners = read_owners(text, 0, len(text))
    said = {
        key: [text[a:b] for a, b in getattr(owners, key)] for key in ("bodies", "likely", "times", "unknown", "other")
    }
    assert said == {
        "bodies": ["Parknämnden"],
        "likely": ["Elevhälsan", "alla skolor"],
        "times": ["under 2031"],
        "unknown": ["Torpet"],
        "other": ["på torget"],
    }


def test_long_brackets_and_groups_of_verksamheter_end_measures() -> None:
    many = ", ".join(f"{name}nämnden" for name in ("Park", "El", "Gatu", "Bostads", "Vatten", "Skogs") * 4)
    plan = extract(
        make(
            H("Åtgärder"),
            H("Trygga torg", 3),
            P("Vi ska:"),
            I(f"Måla bänkarna ({many})"),
            I("Laga lamporna (Elnämnden)"),
            I("Sopa gatorna (Gatunämnden)"),
            I("Städa parken (alla verksamheter som vänder sig till unga)"),
        )
    )
    assert texts(plan) == ["Måla bänkarna", "Laga lamporna", "Sopa gatorna", "Städa parken"]


def test_a_lead_in_run_into_each_measure_is_no_title() -> None:
    plan = extract(
        make(
            H("Åtgärder"),
            I("Kommunen åtar sig att: Måla bänkarna vid torget", "1.1"),
            I("Kommunen åtar sig att: Personalen har kunskap om bänkar", "1.2"),
            I("Vi ska: Laga lamporna i parken", "1.3"),
        )
    )
    assert texts(plan) == [
        "Måla bänkarna vid torget",
        "Personalen har kunskap om bänkar",
        "Laga lamporna i parken",
    ]
    assert not any(measure.heading for measure in plan.measures)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("Ansvar: Parknämnden · Med: skolan", [("body", "Ansvar: Parknämnden"), ("co_body", "skolan")]),
        ("Ansvar: Parknämnden | Stöd: Elnämnden", [("body", "Ansvar: Parknämnden"), ("co_body", "Elnämnden")]),
        (
            "Ansvar: Parknämnden / I samverkan: skolan / Tid: 2031",
            [("body", "Ansvar: Parknämnden"), ("co_body", "I samverkan: skolan"), ("timeline", "2031")],
        ),
        (
            "Nivå: Universell; tid: 2031; ansvar: Parknämnden",
            [("level", "Universell"), ("timeline", "2031"), ("body", "ansvar: Parknämnden")],
        ),
    ],
)
def test_several_labels_on_one_line(line: str, wanted: list[tuple[str, str]]) -> None:
    plan = extract(make(H("Trygga torg"), I("Måla bänkarna vid torget"), P(line), I("Laga lamporna"), P(line)))
    assert texts(plan) == ["Måla bänkarna vid torget", "Laga lamporna"]
    assert fields(plan.measures[0]) == wanted


def test_short_words_are_labels_only_behind_the_responsible_body() -> None:
    plan = extract(
        make(
            H("Trygga torg"),
            I("Måla bänkarna vid torget"),
            P("Ansvar: Parknämnden"),
            P("Med: skolan"),
            I("Laga lamporna. Stöd: lampor till alla"),
            P("Ansvar: Elnämnden"),
        )
    )
    assert texts(plan) == ["Måla bänkarna vid torget", "Laga lamporna. Stöd: lampor till alla"]
    assert fields(plan.measures[0]) == [("body", "Ansvar: Parknämnden"), ("co_body", "skolan")]


def _cards(*grids: T, words: tuple[str, ...] = ("Måla bänkarna vid torget", "Laga lamporna i parken")) -> Plan:
    parts: list[H | P | I | T] = [H("Trygga torg")]
    for text, grid in zip(words, grids, strict=True):
        parts += [P(text), grid]
    return extract(make(*parts))


def test_a_grid_of_fields_belongs_to_the_words_above_it() -> None:
    plan = _cards(
        T([["Ansvarig", "Medverkande"], ["Parknämnden", "skolan"]]),
        T([["Ansvarig", "Medverkande"], ["Elnämnden", "–"]]),
    )
    assert texts(plan) == ["Måla bänkarna vid torget", "Laga lamporna i parken"]
    assert [fields(measure) for measure in plan.measures] == [
        [("body", "Parknämnden"), ("co_body", "skolan")],
        [("body", "Elnämnden")],
    ]


def test_a_grid_with_labels_at_the_left_belongs_to_the_words_above_it() -> None:
    plan = _cards(
        T([["Ansvarig", "Parknämnden"], ["Tidplan", "2031"]], header_rows=()),
        T([["Ansvarig", "Elnämnden"], ["Tidplan", "2032"]], header_rows=()),
    )
    assert [fields(measure) for measure in plan.measures] == [
        [("body", "Parknämnden"), ("timeline", "2031")],
        [("body", "Elnämnden"), ("timeline", "2032")],
    ]
    assert [measure.timeline for measure in plan.measures] == ["2031", "2032"]


def test_grids_under_headings_and_under_labelled_measures() -> None:
    grid = T([["Ansvarig", "Medverkande"], ["Parknämnden", "skolan"]])
    plan = extract(
        make(
            H("Trygga torg"),
            H("Åtgärd 1.1", 4),
            P("Måla bänkarna vid torget"),
            grid,
            H("Åtgärd 1.2", 4),
            P("Laga lamporna i parken"),
            grid,
            H("Trygga hem"),
            H("Besikta hissarna i husen", 4),
            grid,
        )
    )
    assert texts(plan) == ["Måla bänkarna vid torget", "Laga lamporna i parken", "Besikta hissarna i husen"]
    assert all(fields(m) == [("body", "Parknämnden"), ("co_body", "skolan")] for m in plan.measures)


def test_a_lone_grid_of_fields_may_be_about_the_plan() -> None:
    assert not extract(
        make(H("Trygga torg"), P("Planen gäller alla torg."), T([["Ansvarig", "Status"], ["Parknämnden", "Antagen"]]))
    ).measures


def test_labels_that_stand_over_their_values() -> None:
    parts: list[H | P | I | T] = [H("Trygga torg")]
    for what, who, also in (
        ("Måla bänkarna vid torget", "Parknämnden", "skolan"),
        ("Laga lamporna i parken", "Elnämnden", "–"),
        ("Sopa gatorna varje natt", "Gatunämnden", "alla"),
    ):
        parts += [P(what), P("Ansvarig", bold=True), P(who), P("Medverkande", bold=True), P(also)]
    plan = extract(make(*parts))
    assert texts(plan) == ["Måla bänkarna vid torget", "Laga lamporna i parken", "Sopa gatorna varje natt"]
    assert fields(plan.measures[0]) == [("body", "Parknämnden"), ("co_body", "skolan")]
    assert fields(plan.measures[1]) == [("body", "Elnämnden")]


def test_labels_over_values_under_labelled_measures() -> None:
    parts: list[H | P | I | T] = [H("Trygga torg")]
    for number, who in enumerate(("Parknämnden", "Elnämnden", "Gatunämnden"), 1):
        parts += [H(f"Åtgärd {number}", 4), P(f"Måla bänk {number} vid torget"), H("Ansvarig", 4), P(who)]
    plan = extract(make(*parts))
    assert texts(plan) == [f"Måla bänk {number} vid torget" for number in (1, 2, 3)]
    assert [fields(measure) for measure in plan.measures] == [
        [("body", "Parknämnden")],
        [("body", "Elnämnden")],
        [("body", "Gatunämnden")],
    ]


def test_items_with_a_sign_of_their_own_and_brackets_say_who() -> None:
    plan = extract(
        make(
            H("Trygga torg"),
            I("Bänkarna ska målas", "1."),
            I("Parknämnden | Stöd: skolan | 2031", "→"),
            I("Lamporna ska lagas", "2."),
            I("Elnämnden | Stöd: polisen | 2031", "→"),
            H("Trygga hem"),
            I("Hissarna ska besiktas", "1."),
            I("Bostadsnämnden | 2032", "→"),
        )
    )
    assert texts(plan) == ["Bänkarna ska målas", "Lamporna ska lagas", "Hissarna ska besiktas"]
    assert [measure.timeline for measure in plan.measures] == ["2031", "2031", "2032"]
    parts: list[H | P | I | T] = [H("Trygga torg")]
    for what in ("Bänkarna ska målas", "Lamporna ska lagas", "Gatorna ska sopas"):
        parts += [P(what), P("(Parknämnden tillsammans med skolan)", italic=True)]
    assert texts(extract(make(*parts))) == ["Bänkarna ska målas", "Lamporna ska lagas", "Gatorna ska sopas"]


def test_fields_may_stand_in_the_head_of_a_card_before_its_words() -> None:
    plan = extract(
        make(
            H("Trygga torg"),
            P("Åtgärd 1.1 | Ansvarig: Parknämnden | Medansvarig: skolan"),
            P("Måla bänkarna vid torget"),
            P("Åtgärd 1.2 | Ansvarig: Elnämnden"),
            P("Laga lamporna i parken"),
        )
    )
    assert texts(plan) == ["Måla bänkarna vid torget", "Laga lamporna i parken"]
    assert fields(plan.measures[0]) == [("body", "Ansvarig: Parknämnden"), ("co_body", "Medansvarig: skolan")]


def test_bold_labels_without_a_colon() -> None:
    def bold(text: str) -> P:
        return P(text, bold_until=len("Ansvarig"))

    plan = extract(
        make(
            H("Trygga torg"),
            P("Måla bänkarna vid torget"),
            bold("Ansvarig Parknämnden Medverkande skolan Tid 2031"),
            P("Laga lamporna i parken"),
            bold("Ansvarig Elnämnden, Samverkan Nord"),
        )
    )
    assert texts(plan) == ["Måla bänkarna vid torget", "Laga lamporna i parken"]
    assert fields(plan.measures[0]) == [("body", "Parknämnden"), ("co_body", "skolan"), ("timeline", "2031")]
    assert [f.role for f in plan.measures[1].fields] == ["body"]


def test_a_label_and_its_value_may_touch() -> None:
    plan = extract(make(H("Trygga torg"), I("Måla bänkarna"), P("Ansvarig:Parknämnden"), I("Laga"), P("Ansvar:Elen")))
    assert fields(plan.measures[0]) == [("body", "Ansvarig:Parknämnden")]


def test_values_under_lone_labels_are_no_lines_of_owners() -> None:
    parts: list[H | P | I | T] = [H("Trygga torg")]
    for what, who in (("Bänkarna ska målas", "Parknämnden"), ("Lamporna ska lagas", "Elnämnden")) * 2:
        parts += [P(what), P("Ansvarig nämnd", bold=True), P(who), P("I samverkan med", bold=True), P("skolan")]
    plan = extract(make(*parts))
    assert texts(plan) == ["Bänkarna ska målas", "Lamporna ska lagas"] * 2
    assert fields(plan.measures[0]) == [("body", "Parknämnden"), ("co_body", "skolan")]


def test_the_owner_below_a_list_is_everybodys_of_the_list() -> None:
    parts: list[H | P | I | T] = []
    for number, who in enumerate(("Parknämnden", "Elnämnden", "Gatunämnden"), 1):
        parts += [H(f"Trygga torg {number}"), H("Det här gör vi", 4)]
        parts += [I(f"Målar bänk {number} vid torget"), I(f"Lagar lampa {number} i parken")]
        parts += [H("Ansvarig", 4), P(who)]
    plan = extract(make(*parts))
    assert len(plan.measures) == 6
    assert [fields(measure) for measure in plan.measures] == [
        [("body", who)] for who in ("Parknämnden", "Elnämnden", "Gatunämnden") for _ in range(2)
    ]


def test_a_line_with_the_owner_that_each_item_may_have_is_its_own() -> None:
    plan = extract(
        make(
            H("Trygga torg"),
            P("Vi ska:"),
            I("Måla bänkarna vid torget"),
            I("Laga lamporna i parken"),
            P("Ansvarig: Elnämnden"),
        )
    )
    assert {measure.text.text: fields(measure) for measure in plan.measures}["Laga lamporna i parken"]
    assert not any(measure.fields for measure in plan.measures if measure.text.text.startswith("Måla"))


def test_a_bracket_with_the_owner_on_the_last_line_of_an_item() -> None:
    plan = extract(
        make(
            H("Trygga torg"),
            H("Åtgärder", 3),
            I("Måla bänkarna vid torget."),
            P("(Parknämnden)", italic=True),
            I("Laga lamporna i parken."),
            P("(Elnämnden)", italic=True),
            I("Sopa gatorna varje natt."),
            P("(Gatunämnden)", italic=True),
            I("Klippa häckarna vid skolan. (Ekstads Bostäder)"),
            I("Fråga eleverna (och deras föräldrar)"),
        )
    )
    assert texts(plan)[:4] == [
        "Måla bänkarna vid torget.",
        "Laga lamporna i parken.",
        "Sopa gatorna varje natt.",
        "Klippa häckarna vid skolan.",
    ]
    assert fields(plan.measures[3]) == [("body", "(Ekstads Bostäder)")]
    assert not any(measure.fields for measure in plan.measures[4:])


def test_a_heading_that_is_only_a_number_is_a_label_and_no_title() -> None:
    parts: list[H | P | I | T] = [H("Trygga torg", 1), H("Åtgärderna i korthet", 2)]
    for number, who in enumerate(("Parknämnden", "Elnämnden", "Gatunämnden"), 1):
        parts += [H(f"Åtgärd {number}", 3), P(f"Måla bänk {number} vid torget.", bold=False), P(f"Ansvar: {who}")]
    plan = extract(make(*parts))
    assert [(measure.label, measure.heading) for measure in plan.measures] == [("1", None), ("2", None), ("3", None)]


def test_an_item_among_owned_ones_is_a_measure_that_nobody_is_named_for() -> None:
    owned = [I("Måla bänkarna vid torget", "1.1"), P("Ansvar: Parknämnden"), I("Byta lamporna i parken", "1.3")]
    plan = extract(make(H("Trygga torg"), owned[0], owned[1], I("Laga alla trasiga staket", "1.2"), owned[2], owned[1]))
    assert texts(plan) == ["Måla bänkarna vid torget", "Laga alla trasiga staket", "Byta lamporna i parken"]
    assert plan.measures[1].method == "item_among_owned"
    assert not plan.measures[1].fields
    one = extract(make(H("Trygga torg"), *owned[:2], I("Laga alla trasiga staket", "1.2"), I("Så här ser det ut")))
    assert texts(one) == ["Måla bänkarna vid torget"]


def test_a_title_among_titles_may_say_what_a_chapter_does() -> None:
    """``title_among_titles``: "Läs mer" over words and their owner, as the cards beside it."""
    titles = ["Målade bänkar", "Läs mer", "Ljusa stråk", "Tomma korgar"]
    cards = [[H(title, 3), P("Alla bänkar i parken målas."), P("Ansvar: Parknämnden")] for title in titles]
    plan = extract(make(H("Plan", 1), H("Trygga torg"), *(part for card in cards for part in card)))
    assert [m.heading and m.heading.text for m in plan.measures] == titles
    few = extract(make(H("Plan", 1), H("Trygga torg"), *cards[0], *cards[1]))
    assert len(few.measures) == 1


def test_a_line_between_two_lists_parts_them() -> None:
    owned = [I("Måla bänkarna vid torget"), P("Ansvar: Parknämnden")]
    plan = extract(
        make(H("Trygga torg"), I("Mörka stråk utan ljus"), I("Få människor på torget"), P("Åtgärder"), *owned, *owned)
    )
    assert texts(plan) == ["Måla bänkarna vid torget"] * 2


def test_an_owner_in_nearly_the_type_of_the_others() -> None:
    """Of scanned print each size is measured for itself, and some are a little off."""
    items = [I("Måla bänkarna vid torget"), I("Laga lamporna i parken"), I("Byta alla lås"), I("Sopa alla gångar")]
    sizes = [8.5, 8.5, 8.5, 9.5]
    lines = [P("Parknämnden", size=size) for size in sizes]
    plan = extract(make(H("Trygga torg"), *(each for pair in zip(items, lines, strict=True) for each in pair)))
    assert [fields(measure) for measure in plan.measures] == [[("body", "Parknämnden")]] * 4


def test_a_line_says_that_its_owner_is_everybodys() -> None:
    lists = [I("Måla bänkarna vid torget"), I("Laga lamporna i parken"), P("Gäller hela listan: Parknämnden")]
    plan = extract(make(H("Trygga torg"), *lists, H("Trygga hem"), I("Byta alla lås"), P("Ansvar: Bostadsnämnden")))
    assert [fields(measure)[0][1] for measure in plan.measures] == [
        "Gäller hela listan: Parknämnden",
        "Gäller hela listan: Parknämnden",
        "Ansvar: Bostadsnämnden",
    ]


def test_a_bracket_that_found_room_in_every_item_of_a_list() -> None:
    def below(area: str) -> list[H | I | P]:
        return [H(area), I("Måla bänkarna vid torget"), P("(Parknämnden)"), I("Laga lamporna i parken (Elnämnden)")]

    plan = extract(
        make(*below("Trygga torg"), *below("Trygga parker"), H("Trygga hem"), I("Byta alla lås (Bostadsnämnden)"))
    )
    assert texts(plan)[-1] == "Byta alla lås"
    assert fields(plan.measures[-1]) == [("body", "Bostadsnämnden")]


def test_items_in_small_letters_go_on_with_no_paragraph() -> None:
    plan = extract(
        make(
            H("Trygga torg"),
            P("Under perioden ska Ekeby kommun"),
            I("måla bänkarna vid torget,"),
            P("Ansvar: Parknämnden"),
            I("laga lamporna i parken."),
            P("Ansvar: Elnämnden"),
        )
    )
    assert texts(plan) == ["måla bänkarna vid torget,", "laga lamporna i parken."]
