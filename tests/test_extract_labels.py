"""Labels and values in cells and cards: beside a measure, over one another, without a colon."""

from tests.made_documents import C, Content, H, P, T, fields, make
from vaxtanalys.extract import extract

Part = H | P | T


def test_fields_in_a_cell_beside_the_measure() -> None:
    rows: list[list[Content | C | None]] = [
        ["Måla bänkarna på torget", [P("Håller i Parknämnden"), P("Hjälper till Byalaget, Skolan"), P("Tid 2031")]],
        ["Laga lamporna i parken", [P("Håller i Elnämnden"), P("Hjälper till –"), P("Tid Varje vår")]],
        # No room for a paragraph of its own: the label stands inside the one before.
        ["Tömma korgarna", [P("Håller i Parknämnden Hjälper till Byalaget"), P("Tid 2032")]],
    ]
    plan = extract(make(H("Trygga torg"), T(rows, header_rows=())))
    assert [m.text.text for m in plan.measures] == [
        "Måla bänkarna på torget",
        "Laga lamporna i parken",
        "Tömma korgarna",
    ]
    assert [fields(m) for m in plan.measures] == [
        [("body", "Parknämnden"), ("co_body", "Byalaget, Skolan"), ("timeline", "2031")],
        [("body", "Elnämnden"), ("timeline", "Varje vår")],
        [("body", "Parknämnden"), ("co_body", "Byalaget"), ("timeline", "2032")],
    ]


def test_a_table_within_a_table() -> None:
    rows: list[list[Content | C | None]] = [
        [C("1.1", row_span=2), C("Måla bänkarna på torget", row_span=2), "Ansvarig:", "Parknämnden"],
        [None, None, "När:", "2031"],
        [C("1.2", row_span=2), C("Laga lamporna i parken", row_span=2), "Ansvarig:", "Elnämnden"],
        [None, None, "När:", "2032"],
    ]
    plan = extract(make(H("Trygga torg"), T(rows, header_rows=())))
    assert [(m.label, m.text.text) for m in plan.measures] == [
        ("1.1", "Måla bänkarna på torget"),
        ("1.2", "Laga lamporna i parken"),
    ]
    assert fields(plan.measures[1]) == [("body", "Elnämnden"), ("timeline", "2032")]


def test_rows_of_other_words_are_no_fields_in_a_cell() -> None:
    rows: list[list[Content | C | None]] = [
        ["Parknämnden", [P("Ansvarig för parker"), P("Möten varje vår")]],
        ["Elnämnden", [P("Lyser upp"), P("Möten varje höst")]],
    ]
    assert not extract(make(H("Trygga torg"), T(rows, header_rows=()))).measures


def _card(area: str, title: str, words: str, page: int, cells: list[list[Content | C | None]]) -> list[Part]:
    return [H(area, 4, page), H(title, 2, page), P(words, page), T(cells, header_rows=(), page=page)]


def _grid(who: str, when: str) -> list[list[Content | C | None]]:
    why: Content = [P("SÅ MÄRKS DET"), P("Stickprov")]
    return [["VARFÖR", "VEM GÖR DET"], ["Det är mörkt", who], [why, [P("NÄR"), P(when)]]]


def test_labels_over_values_below_a_cards_words() -> None:
    plan = extract(
        make(
            *_card("Ljus", "Lampan", "Torgets lampor lagas före vintern.", 1, _grid("Elchefen", "2031")),
            *_card("Ljus", "Bänken", "Bänkarna målas av eleverna.", 2, _grid("Parkchefen", "Varje vår")),
            *_card("Ordning", "Korgen", "Korgarna töms på morgonen.", 3, _grid("Parkchefen", "2032")),
        )
    )
    assert [(m.heading.text if m.heading else None, m.text.text) for m in plan.measures] == [
        ("Lampan", "Torgets lampor lagas före vintern."),
        ("Bänken", "Bänkarna målas av eleverna."),
        ("Korgen", "Korgarna töms på morgonen."),
    ]
    assert fields(plan.measures[1]) == [
        ("comment", "Det är mörkt"),
        ("indicator", "Stickprov"),
        ("body", "Parkchefen"),
        ("timeline", "Varje vår"),
    ]
    # ``area_over_each_title``: the small band over each card's title is the area.
    assert [a.heading.text for a in plan.focus_areas] == ["Ljus", "Ordning"]
    assert [m.focus_area_id for m in plan.measures] == ["prov-f01", "prov-f01", "prov-f02"]


def test_small_headings_that_do_not_come_again_are_no_areas() -> None:
    plan = extract(
        make(
            *_card("Ljus", "Lampan", "Torgets lampor lagas före vintern.", 1, _grid("Elchefen", "2031")),
            *_card("Ordning", "Bänken", "Bänkarna målas av eleverna.", 2, _grid("Parkchefen", "Varje vår")),
            *_card("Renhet", "Korgen", "Korgarna töms på morgonen.", 3, _grid("Parkchefen", "2032")),
        )
    )
    assert [a.heading.text for a in plan.focus_areas] != ["Ljus", "Ordning", "Renhet"]


def test_words_right_across_a_card_are_the_measure() -> None:
    def card(words: str, who: str) -> T:
        rows: list[list[Content | C | None]] = [
            [C(words, col_span=2), None],
            ["Vem gör det", who],
            ["Vem hjälper till", "–"],
            ["Till när", "2031"],
        ]
        return T(rows, header_rows=())

    cut: list[list[Content | C | None]] = [["Vem gör det", "Skolan"], ["Vem hjälper till", "–"], ["Till när", "2032"]]
    plan = extract(
        make(
            H("Torg"),
            card("Måla bänkarna på torget", "Parknämnden"),
            card("Laga lamporna i parken", "Elnämnden"),
            H("Tömma korgarna varje dag", 3),
            T(cut, header_rows=()),
        )
    )
    assert [m.text.text for m in plan.measures] == [
        "Måla bänkarna på torget",
        "Laga lamporna i parken",
        "Tömma korgarna varje dag",
    ]
    assert fields(plan.measures[0]) == [("body", "Parknämnden"), ("timeline", "2031")]


def test_bold_questions_are_labels() -> None:
    def line(label: str, value: str) -> P:
        return P(f"{label} {value}", bold_until=len(label))

    parts: list[Part] = []
    for title, who in (("Måla bänkarna på torget", "Parknämnden"), ("Laga lamporna i parken", "Elnämnden")):
        parts += [H(title), line("När händer det?", "2031"), line("Vem håller i det?", who), line("Varför?", "Mörkt.")]
    plan = extract(make(H("Handlingsplan", 1), *parts))
    assert [m.text.text for m in plan.measures] == ["Måla bänkarna på torget", "Laga lamporna i parken"]
    assert fields(plan.measures[1]) == [("timeline", "2031"), ("body", "Elnämnden"), ("comment", "Mörkt.")]


def test_words_that_name_partners_only_where_they_stand_alone() -> None:
    rows: list[list[Content | C | None]] = []
    for words, who in (("Måla bänkarna på torget", "Parknämnden"), ("Laga lamporna i parken", "Elnämnden")):
        rows += [[C(words, row_span=2), "Sköts av", who], [None, "Stöd", "Byalaget"]]
    plan = extract(make(H("Trygga torg"), T(rows, header_rows=())))
    assert fields(plan.measures[1]) == [("body", "Elnämnden"), ("co_body", "Byalaget")]
