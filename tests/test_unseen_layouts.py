"""Layouts that were met in plans nobody had seen: boxes, pledges, times and names behind items, names beside rows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_documents import C, Content, H, I, P, T, areas, make
from set_pages import document, page, set_line

from vaxtanalys.extract import extract
from vaxtanalys.extract.time_words import is_time
from vaxtanalys.layout import lay_out
from vaxtanalys.model import Box, Document, Fill, Place, Plan, Quotation
from vaxtanalys.tag.body_list import named_bodies


def told(plan: Plan) -> list[tuple[str, str | None]]:
    return [(measure.text.text, measure.timeline) for measure in plan.measures]


def fields(plan: Plan, index: int = 0) -> list[tuple[str, str]]:
    return [(field.role, field.quote.text) for field in plan.measures[index].fields]


def running(laid_out: Document) -> list[str]:
    return [laid_out.block_text(block) for block in laid_out.blocks if block.table is None]


def box(words: str, who: str, when: str) -> T:
    labels: list[str | C | None] = [f"Ansvar: {who}", "Samverkan: –", f"Tid: {when}"]
    return T([["", "", ""], [C(I(words, "1."), col_span=3), None, None], labels], header_rows=())  # type: ignore[list-item]


def test_a_box_of_words_over_a_row_of_labels() -> None:
    plan = extract(make(H("Trygga torg"), box("Bänkarna målas om.", "Parknämnden", "2031"), H("Ljusa gator")))
    assert told(plan) == [("Bänkarna målas om.", "2031")]
    assert fields(plan) == [("body", "Ansvar: Parknämnden"), ("timeline", "2031")]
    assert (plan.measures[0].label, plan.measures[0].method) == ("1", "card_box")


def test_a_row_of_labels_alone_is_no_box() -> None:
    assert not extract(make(H("Planen"), T([["Ansvar: Parknämnden", "Tid: 2031"]], header_rows=()))).measures


def pledges(*cells: list[P | I]) -> T:
    names: list[str] = ["Parknämnden", "Gatukontoret", "Lilla Torgets vänner"]
    return T([list(names), list(cells)], header_rows=())


def test_pledges_with_their_times_under_the_names_of_who_gives_them() -> None:
    cells = [
        [P("lovar att"), P("Måla bänkarna vid torget"), P("2031"), P("Plantera träd i parken"), P("Årligen")],
        [P("lovar att"), P("Laga lamporna vid gångvägen"), P("2032")],
        [P("lovar att"), P("Ordna en städdag på våren"), P("2031")],
    ]
    plan = extract(make(H("Trygga torg"), pledges(*cells), H("Ljusa gator"), pledges(*cells)))  # type: ignore[arg-type]
    assert told(plan)[:4] == [
        ("Måla bänkarna vid torget", "2031"),
        ("Plantera träd i parken", "Årligen"),
        ("Laga lamporna vid gångvägen", "2032"),
        ("Ordna en städdag på våren", "2031"),
    ]
    assert [fields(plan, at)[0] for at in (0, 2, 3)] == [
        ("body", "Parknämnden"),
        ("body", "Gatukontoret"),
        ("body", "Lilla Torgets vänner"),
    ]


def timed(*items: str, heading: str = "Parknämnden", lead: str = "Nämndens åtaganden är följande.") -> Plan:
    front = (H("Grön plan 2031–2033", level=1), P("Handlingsplanen gäller 2031–2033."))
    return extract(make(*front, H(heading), P(lead), *(I(text, f"{n}.") for n, text in enumerate(items, start=1))))


def test_items_with_a_time_in_brackets_behind_them() -> None:
    plan = timed("Alla torg har bänkar [2031]", "Lamporna vid gångvägen lagas [Läsår 31/32]")
    assert told(plan) == [
        ("Alla torg har bänkar", "2031"),
        ("Lamporna vid gångvägen lagas", "Läsår 31/32"),
    ]
    assert fields(plan)[0] == ("body", "Parknämnden")


@pytest.mark.parametrize(
    ("items", "heading"),
    [
        (("Alla torg har bänkar (2019)", "Lamporna vid gångvägen lagades (2020)"), "Parken"),
        (("Alla torg har bänkar (2031)", "Lamporna vid gångvägen lagas (2032)"), "Uppföljning"),
        (("Alla torg har bänkar", "Lamporna vid gångvägen lagas (2032)"), "Parken"),
    ],
)
def test_what_was_done_before_the_plan_is_no_commitment(items: tuple[str, ...], heading: str) -> None:
    assert not timed(*items, heading=heading, lead="Så här ser det ut.").measures


def test_items_with_names_and_times_behind_them() -> None:
    plan = timed(
        "Bänkar vid alla torg (Parknämnden med Byalaget, 2031)",
        "Lampor vid gångvägen (Gatukontoret, två per år)",
        "Träd i parken (Parknämnden, 2032)",
        heading="Så gör vi det",
        lead="Torgen är till för alla.",
    )
    assert told(plan)[:2] == [("Bänkar vid alla torg", "2031"), ("Lampor vid gångvägen", "två per år")]
    sources = (
        "Få går ut på kvällen (Byalaget, 2021)",
        "Torgen är mörka (Gatukontoret, 2022)",
        "Träd saknas (PN, 2020)",
    )
    assert not timed(*sources, heading="Så ser det ut", lead="Vi vet detta.").measures


@pytest.mark.parametrize(("words", "is_one"), [("två per år", True), ("3 ggr per termin", True), ("två bänkar", False)])
def test_how_often_is_a_time(words: str, is_one: bool) -> None:
    assert is_time(words) is is_one


def test_a_table_of_the_plan_before() -> None:
    rows = [["Åtgärd i förra planen", "Ansvarig", "Utfall"], ["Måla bänkarna", "Parknämnden", "Gjort."]]
    plan = extract(make(H("Bilaga 1"), T([list(row) for row in rows])))
    assert not plan.measures
    assert "gäller en tidigare plan" in plan.notes[0]


@pytest.mark.parametrize(
    ("lead", "body"),
    [
        ("Under perioden ska parknämnden:", "parknämnden"),
        ("Dessutom ska parknämnden själv:", "parknämnden"),
        ("Parknämnden ska i samverkan med Gatukontoret:", "Parknämnden ska i samverkan med Gatukontoret"),
        ("För att fler ska gå ut ska parknämnden tillsammans med polisen:", "parknämnden tillsammans med polisen"),
    ],
)
def test_the_body_of_a_lead_in_stands_before_or_behind_its_verb(lead: str, body: str) -> None:
    plan = extract(make(H("Åtgärder"), P(lead), I("måla bänkarna vid torget"), I("laga lamporna i parken")))
    assert [fields(plan, at)[0] for at in (0, 1)] == [("body", body)] * 2


def test_a_time_behind_the_name_in_a_line_that_says_who() -> None:
    plan = extract(
        make(
            H("Trygga torg"),
            P("Bänkarna ska målas om. Ansvar: Parknämnden, mars 2031."),
            P("Lamporna ska lagas varje kväll. Ansvar: Gatukontoret."),
        )
    )
    assert told(plan) == [("Bänkarna ska målas om.", "mars 2031"), ("Lamporna ska lagas varje kväll.", None)]
    assert fields(plan)[0] == ("body", "Ansvar: Parknämnden")


def test_a_code_beside_the_title_is_the_label() -> None:
    laid_out = make(
        H("Trygga torg"),
        *(P("R1"), H("Bänkar", level=3), P("Bänkarna målas om i vår."), P("Ägare: Parknämnden | Klart senast: 2031")),
        *(P("R2"), H("Lampor", level=3), P("Lamporna lagas i höst."), P("Ägare: Gatukontoret | Klart senast: 2032")),
    )
    level = {1: (50, 62), 2: (80, 120), 5: (50, 62), 6: (80, 120)}
    blocks = []
    for block in laid_out.blocks:
        x0, x1 = level.get(block.index, (80, 300))
        top = 20.0 * (block.index - (block.index in (2, 6)))
        boxed = replace(laid_out.tokens[0].place.box, x0=x0, top=top, x1=x1, bottom=top + 9)  # type: ignore[type-var]
        blocks.append(replace(block, places=(Place(1, boxed),)))
    plan = extract(replace(laid_out, blocks=tuple(blocks)))
    assert [(m.label, m.heading.text if m.heading else None) for m in plan.measures] == [
        ("R1", "Bänkar"),
        ("R2", "Lampor"),
    ]


def test_names_before_goals_group_the_rows_and_goals_do_where_no_names_stand() -> None:
    rows: list[list[Content | C | None]] = [
        ["", "Mål", "Åtgärd", "Huvudman", "Tid"],
        [C("TORG", row_span=2), C("Alla går ut.", row_span=2), "Måla bänkarna", "Parknämnden", "2031"],
        [None, None, "Laga lamporna", "Gatukontoret", "2031"],
        [C("PARK", row_span=2), C("Fler träffas.", row_span=2), "Plantera träd", "Parknämnden", "2032"],
        [None, None, "Ordna en städdag", "Parknämnden", "2032"],
    ]
    assert areas(extract(make(H("Planen"), T(rows)))) == ["TORG", "PARK"]
    goals = [row[1:] for row in rows]
    assert areas(extract(make(H("Planen"), T(goals)))) == ["Alla går ut.", "Fler träffas."]


def test_words_set_large_beside_the_text_are_no_areas() -> None:
    who = P("Ansvar: Parknämnden")
    plan = extract(
        make(
            *(H("Trygga torg"), H("”Det är mörkt om kvällen”"), I("Måla bänkarna vid torget"), who),
            *(H("Ljusa gator"), H("88 lampor"), I("Laga lamporna vid vägen"), who),
        )
    )
    assert areas(plan) == ["Trygga torg", "Ljusa gator"]


def test_a_heading_that_counts_the_areas_is_no_area() -> None:
    table = [["Aktivitet", "Ägare", "Klart senast"], ["Måla bänkarna", "Parknämnden", "2031"]]
    other = [["Aktivitet", "Ägare", "Klart senast"], ["Samordnare på heltid anställs", "Gatukontoret", "2031"]]
    plan = extract(
        make(
            *(H("Fem delmål"), I("Alla går ut")),
            *(H("Delmål 1: Trygga torg"), T([list(row) for row in table])),
            *(H("Delmål 2: Ljusa gator"), T([list(row) for row in other])),
        )
    )
    assert areas(plan) == ["Trygga torg", "Ljusa gator"]
    # A measure may open with a role's name ("Samordnare ..."): under a row of headings it is no label of a card.
    assert told(plan)[1] == ("Samordnare på heltid anställs", "2031")


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("PN med Byalaget", [("PN", "lead"), ("Byalaget", "co")]),
        ("Parknämnden (med Byalaget)", [("Parknämnden", "lead"), ("Byalaget", "co")]),
        ("Enheten för barn med funktionsnedsättning", [("Enheten för barn med funktionsnedsättning", "lead")]),
    ],
)
def test_a_bare_med_behind_an_abbreviation_or_a_bracket(words: str, names: list[tuple[str, str]]) -> None:
    quotation = Quotation(words, ((0, len(words)),), ())
    found = [(words[named.start : named.end], named.role) for named in named_bodies(quotation)]
    assert found == names


def test_a_code_before_a_title_opens_no_table() -> None:
    words = set_line("Trygga torg", 70, 60, 16, bold=True)
    for number, title in enumerate(("Bänkar", "Lampor", "Träd"), start=1):
        top = 40 + 60 * number
        words += set_line(f"R{number}", 70, top, bold=True) + set_line(title, 110, top, bold=True)
        words += set_line("De gamla ska bytas ut mot nya så att fler vill gå ut om kvällen.", 110, top + 14)
        words += set_line("Ägare: Parknämnden | Klart senast: 2031", 110, top + 28, 8, color="#666666")
    laid_out = lay_out(document(page(words)), "sida")
    assert not laid_out.tables
    assert [measure.label for measure in extract(laid_out).measures] == ["R1", "R2", "R3"]


def test_labels_in_common_type_stand_beside_values_in_bold() -> None:
    words = set_line("Trygga torg", 70, 60, 16, bold=True)
    for number, (title, who, when) in enumerate(
        (("Bänkar", "Parknämnden", "mars 2031"), ("Lampor", "Gatukontoret", "2032"), ("Träd", "Parknämnden", "2033"))
    ):
        top = 100 + 90 * number
        words += set_line(title, 70, top, 12, bold=True)
        words += set_line("De gamla byts ut mot nya så att fler vill gå ut om kvällen.", 70, top + 18)
        words += set_line("Utförare", 70, top + 38, 9) + set_line(who, 140, top + 38, 9, bold=True)
        words += set_line("På plats", 70, top + 51, 9) + set_line(when, 140, top + 51, 9, bold=True)
    plan = extract(lay_out(document(page(words)), "sida"))
    assert [measure.timeline for measure in plan.measures] == ["mars 2031", "2032", "2033"]
    assert [field.quote.text for measure in plan.measures for field in measure.fields if field.role == "body"] == [
        "Parknämnden",
        "Gatukontoret",
        "Parknämnden",
    ]


def test_labels_with_values_on_cards_abreast_are_read_with_their_cards() -> None:
    words = set_line("Trygga torg", 70, 60, 16, bold=True)
    fills = []
    for number, title in enumerate(("Bänkar", "Lampor", "Träd", "Stigar", "Fontäner")):
        left, top = 70 + 240 * (number % 2), 100 + 130 * (number // 2)
        fills.append(Fill(Box(left - 8, top - 8, left + 220, top + 110), "#eeeeee"))
        words += set_line(title, left, top, 12, bold=True)
        words += set_line("De gamla byts mot nya så att fler går ut.", left, top + 18)
        # The second card of each row has one line less: its labels stand level with no others.
        low = top + 38 + 20 * (1 - number % 2)
        words += set_line("Utförare", left, low, 9) + set_line("Parknämnden", left + 70, low, 9, bold=True)
        words += set_line("På plats", left, low + 13, 9) + set_line(f"203{number}", left + 70, low + 13, 9, bold=True)
    plan = extract(lay_out(document(page(words, fills=fills)), "sida"))
    assert [measure.timeline for measure in plan.measures] == ["2030", "2031", "2032", "2033", "2034"]


def test_items_that_go_on_below_their_bullets() -> None:
    words = set_line("Åtgärder", 70, 60, 16, bold=True)
    lines = (
        ("•", "Utrikes födda får en egen handledare i arbetet med torgen i hela staden."),
        ("", "Handledaren följer med. (PN med Byalaget, 2031)"),
        ("•", "Språkkafé på biblioteket varje vecka för alla som vill öva mer på"),
        ("", "svenska (PN, 2032)"),
        ("•", "Lampor vid alla gångvägar och torg i hela staden så att fler går ut mer"),
        ("", "(Gatukontoret, 2033)"),
    )
    for number, (sign, text) in enumerate(lines):
        top = 100 + 14 * number
        words += set_line(f"{sign} {text}" if sign else text, 70, top)
    laid_out = lay_out(document(page(words)), "sida")
    items = [text for text in running(laid_out) if "(" in text]
    assert [text.split()[0] for text in items] == ["Utrikes", "Språkkafé", "Lampor"]


def test_the_foot_of_a_sheet_shrunk_to_its_paper() -> None:
    pages = [
        page(
            [
                *set_line(f"Kapitel {number}", 70, 60, 12, bold=True),
                *set_line("Torgen är till för alla som bor i staden och i byarna runt den.", 70, 90, 7),
                *set_line("Där ska alla kunna mötas.", 70, 100, 7),
                *set_line(f"Grön stad sida {number} av 3", 250, 800, 9),
            ],
            number,
        )
        for number in (1, 2, 3)
    ]
    laid_out = lay_out(document(*pages), "sida")
    assert {block.role for block in laid_out.blocks if "sida" in laid_out.block_text(block)} == {"footer"}


def test_a_week_is_no_letter_of_a_list() -> None:
    laid_out = lay_out(document(page(set_line("v. 48 varje år målas bänkarna om", 70, 90))), "sida")
    assert running(laid_out) == ["v. 48 varje år målas bänkarna om"]
