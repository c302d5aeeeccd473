"""Tables on their side: labels in the first column, a measure in each other column."""

from tests.made_documents import C, Content, H, T, fields, make
from vaxtanalys.extract import extract
from vaxtanalys.model import Plan

Rows = list[list[Content | C | None]]


def read(rows: Rows, pages: tuple[int, ...] = ()) -> Plan:
    return extract(make(H("Trygga torg"), T(rows, header_rows=(), pages=pages)))


def test_fields_as_rows() -> None:
    plan = read(
        [
            ["Insats", "Måla bänkarna på torget", "Laga lamporna i parken", "Plantera träd vid skolan"],
            ["Ansvarig", "Parknämnden", "Elnämnden", "Parknämnden"],
            ["Medverkande", "Byalaget", "–", C("Skolnämnden")],
            ["När", "2031", "2032", ""],
        ]
    )
    assert [m.text.text for m in plan.measures] == [
        "Måla bänkarna på torget",
        "Laga lamporna i parken",
        "Plantera träd vid skolan",
    ]
    assert fields(plan.measures[0]) == [("body", "Parknämnden"), ("co_body", "Byalaget"), ("timeline", "2031")]
    assert fields(plan.measures[1]) == [("body", "Elnämnden"), ("timeline", "2032")], "a dash says nothing"
    assert [a.heading.text for a in plan.focus_areas] == ["Trygga torg"]


def test_a_cell_over_all_columns_belongs_to_all() -> None:
    plan = read(
        [
            ["Ansvarig nämnd", C("Parknämnden", col_span=2), None],
            ["Åtgärd", "Måla bänkarna på torget", "Laga lamporna i parken"],
        ]
    )
    assert [fields(m) for m in plan.measures] == [[("body", "Parknämnden")]] * 2


def test_a_row_without_a_label_is_the_rest_of_the_one_a_page_cut() -> None:
    plan = read(
        [
            ["Åtgärd", "Måla bänkarna och", "Laga lamporna i parken"],
            ["", "staketen på torget", ""],
            ["Ansvarig", "Park- och", "Elnämnden"],
            ["", "torgnämnden", ""],
        ],
        pages=(1, 2, 2, 3),
    )
    assert [m.text.text for m in plan.measures] == ["Måla bänkarna och staketen på torget", "Laga lamporna i parken"]
    assert [fields(m) for m in plan.measures] == [[("body", "Park- och torgnämnden")], [("body", "Elnämnden")]]


def test_a_corner_without_words_has_measures_numbers_or_titles_beside_it() -> None:
    bare = read([["", "Måla bänkarna på torget", "Laga lamporna"], ["Ansvar", "Parknämnden", "Elnämnden"]])
    assert [m.text.text for m in bare.measures] == ["Måla bänkarna på torget", "Laga lamporna"]
    rows: Rows = [["Vad", "Måla bänkarna", "Laga lamporna"], ["Ansvar", "Parknämnden", "Elnämnden"]]
    numbered = read([["", "Åtgärd 1", "Åtgärd 2"], *rows])
    assert [(m.label, m.text.text) for m in numbered.measures] == [("1", "Måla bänkarna"), ("2", "Laga lamporna")]
    titled = read([["", "Vackra torg", "Ljusa parker"], *rows])
    assert [m.heading.text if m.heading else None for m in titled.measures] == ["Vackra torg", "Ljusa parker"]


def test_a_card_with_two_columns_of_labels_is_none() -> None:
    plan = read(
        [
            ["Åtgärd", "Måla bänkarna på torget", "Mål", "Ett vackert torg"],
            ["Ansvarig", "Parknämnden", "Klart", "2031"],
            ["Status", "Pågår", "Budget", "20 tkr"],
        ]
    )
    assert "Ett vackert torg" not in [m.text.text for m in plan.measures]


def test_rows_without_labels_make_no_table_on_its_side() -> None:
    plan = read(
        [
            ["Nämnd", "Antal ärenden 2029", "Antal ärenden 2030"],
            ["Parknämnden", "Tolv stycken", "Tretton stycken"],
        ]
    )
    assert not plan.measures
