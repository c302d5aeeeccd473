"""What stands around the measures of an ordinary plan and is none: its particulars, its contents, an earlier plan."""

import pytest

from tests.made_documents import C, H, I, P, T, make, texts
from vaxtanalys.extract import extract
from vaxtanalys.extract.earlier import has_earlier_years
from vaxtanalys.extract.vocabulary import classify_column
from vaxtanalys.model import Facts

HEAD = ["Åtgärd", "Ansvarig", "Tidplan"]


def test_a_table_of_particulars_holds_no_measures() -> None:
    particulars = T(
        [
            ["Antagen av", "Parknämnden 2031-02-11, § 19", "Diarienr", "PN 2030.512"],
            ["Giltig från", "2031-03-01", "Giltig till", "2033-12-31"],
            ["Ansvarig", "Parkchefen", "Version", "Den andra"],
        ],
        header_rows=(),
    )
    plan = extract(
        make(H("Plan för torg", 1), particulars, H("Torg"), T([HEAD, ["Måla bänkar", "Parknämnden", "2031"]]))
    )
    assert texts(plan) == ["Måla bänkar"]


@pytest.mark.parametrize(
    ("text", "earlier"),
    [
        ("4. Avstämning av planen för 2025–2030", True),
        ("Aktiviteter 2026-29", True),
        ("Aktiviteter 2027 till 2031", True),
        ("Etapp 1 2030–2031", False),
        ("Åtgärder 2031–2034", False),
        ("Läget 2030", False),
        ("Från 2025–2030 till 2031–2034", False),
    ],
)
def test_years_before_the_plan(text: str, earlier: bool) -> None:
    assert has_earlier_years(text, Facts(period_start=2031, period_end=2034)) is earlier
    assert not has_earlier_years(text, Facts()), "a plan whose own years are unknown says nothing of others"


def test_what_a_plan_of_earlier_years_held_is_no_measure() -> None:
    earlier = T([["Nr", "Åtgärd", "Ansvarig", "Läge"], ["3", "Byta lampor", "Parknämnden", "Klart"]])
    document = make(
        H("Handlingsplan för torg 2031–2034", 1),
        H("Avstämning av planen för 2025–2030"),
        earlier,
        H("Åtgärder"),
        T([HEAD, ["Måla bänkar", "Parknämnden", "2031"]]),
    )
    plan = extract(document)
    assert texts(plan) == ["Måla bänkar"]
    assert any("gäller en tidigare plan" in note for note in plan.notes)


def test_nothing_stands_under_the_contents() -> None:
    rows = T([HEAD, ["Måla bänkar", "Parknämnden", "2031"], ["Så ängar", "Parknämnden", "2032"]])
    plan = extract(make(H("Plan för torg", 1), H("Innehåll", 2), P("Torg 2"), H("Åtgärder", 3), rows))
    assert [area.heading.text for area in plan.focus_areas] == ["Åtgärder"]


def test_headings_that_are_marked_go_before_a_row_that_sounds_like_some() -> None:
    rows = [
        ["Forum", "Deltagare", "Uppgift", "Möten"],
        ["Rådet", "Ordförande, chefer", "Besluta lägesbild", "Fyra"],
        ["Arbetsgrupp", "Säkerhetschef, samordnare, fältare, områdespolis", "Samordna åtgärder", "Varje månad"],
        ["Platsmöte", "Väktare, parkvakter", "Dela händelser", "Varje vecka"],
    ]
    assert texts(extract(make(H("Organisation"), T(rows)))) == []


@pytest.mark.parametrize(
    ("heading", "role"),
    [("Vad vet vi om det?", None), ("Vad", "measure"), ("Vad och var", "measure"), ("Vem äger", "body")],
)
def test_a_longer_question_says_nothing(heading: str, role: str | None) -> None:
    column = classify_column(heading)
    assert (column.role if column else None) == role


def test_a_band_goes_on_where_the_headings_are_printed_again() -> None:
    first = T([HEAD, [C("Gamla torg", col_span=3), None, None], ["Måla bänkar", "Parknämnden", "2031"]])
    again = T([HEAD, ["Laga lampor", "Parknämnden", "2032"]], page=2)
    plan = extract(make(H("Åtgärder"), first, P("Del av sidan", page=2), again))
    assert [area.heading.text for area in plan.focus_areas] == ["Gamla torg"]
    assert len({measure.focus_area_id for measure in plan.measures}) == 1


def test_a_word_that_counts_the_areas_is_no_part_of_their_headings() -> None:
    rows = T([HEAD, ["Måla bänkar", "Parknämnden", "2031"]])
    plan = extract(make(H("Plan", 1), H("Artikel 2. Torg"), rows, H("Artikel 6. Parker"), rows))
    assert [(area.number, area.heading.text) for area in plan.focus_areas] == [("2", "Torg"), ("6", "Parker")]


def test_a_goal_alone_under_each_heading_is_no_area() -> None:
    rows = T([HEAD, ["Måla bänkar", "Parknämnden", "2031"]])
    parts = [H("1. Torg", 2), H("Mål: Alla trivs", 3), rows, H("2. Parker", 2), H("Mål: Alla vågar gå", 3), rows]
    plan = extract(make(H("Plan", 1), *parts))
    assert [(area.number, area.heading.text) for area in plan.focus_areas] == [("1", "Torg"), ("2", "Parker")]


@pytest.mark.parametrize(("heading", "remark"), [("Kommentar", "Görs av lag"), ("Varför?", None)])
def test_what_a_column_of_comments_says_is_a_remark(heading: str, remark: str | None) -> None:
    rows = [["Åtgärd", "Ansvarig", heading], ["Måla bänkar", "Parknämnden", "Görs av lag"]]
    (measure,) = extract(make(H("Torg"), T(rows))).measures
    assert (measure.remark.text if measure.remark else None) == remark


def test_whom_to_call_is_no_measure() -> None:
    items = [I("Stödlinjen för alla: 020-50 50 50"), P("Ansvarig chef: Parkchefen")]
    owned = [I("Måla alla bänkar på torget"), P("Ansvar: Parknämnden")]
    assert texts(extract(make(H("Torg"), *owned, H("Frågor"), *items))) == ["Måla alla bänkar på torget"]


@pytest.mark.parametrize(("areas", "taken"), [(2, False), (1, True)])
def test_a_table_of_reports_beside_lists_that_call_themselves_the_measures(areas: int, taken: bool) -> None:
    """``lists_are_the_measures``: with one such list alone the table may be the plan's."""
    lists: list[H | I] = []
    for name in ("Torg", "Parker")[:areas]:
        lists += [H(name, 2), H("Det här ska vi göra", 3), I("Måla alla bänkar"), I("Laga alla lampor")]
    reports = T([["När", "Vad", "Vem"], ["Juni", "Rapport till nämnden", "Parkchefen"]])
    plan = extract(make(H("Plan", 1), *lists, H("Uppföljning", 2), reports))
    assert ("Rapport till nämnden" in texts(plan)) is taken
    assert any("Uppföljning" in note for note in plan.notes) is not taken


def test_tables_of_the_same_headings_are_read_alike() -> None:
    """``same_headings_same_columns``: no cell over several rows tells the column of questions in the second."""
    head = ["Fråga", "Så blir det", "Vem", "När"]
    told = [head, [C("Är torgen mörka?", row_span=2), "Måla alla bänkar", "Parknämnden", "2031"]]
    told += [[None, "Laga alla lampor", "Elnämnden", "2031"], ["Är parken tom?", "Så gräs", "Parknämnden", "2031"]]
    other = [head, ["Är bron hal?", "Varje bro har ett räcke", "Vägnämnden", "2032"]]
    plan = extract(make(H("Plan", 1), H("Torg", 2), T(told), H("Broar", 2), T(other)))
    assert texts(plan) == ["Måla alla bänkar", "Laga alla lampor", "Så gräs", "Varje bro har ett räcke"]


def test_a_number_and_a_title_over_a_card_are_the_measures_label_and_heading() -> None:
    """``title_over_the_card``: its words are no measure of their own beside what the row below says shall be done."""
    rows: list[list[str | C | None]] = []
    for number, title, what in (("1.1", "Gröna torg", "Måla alla bänkar"), ("1.2", "Ljusa parker", "Laga alla lampor")):
        rows += [[C(f"Åtgärd {number} {title}", col_span=2), None], ["Vad ska göras?", what]]
        rows += [["Syfte", "Fler trivs"], ["Ansvarig", "Parknämnden"], ["Tidplan", "2031"]]
    plan = extract(make(H("Plan", 1), H("Torg", 2), T(rows)))
    told = [(m.label, m.heading.text if m.heading else None, m.text.text) for m in plan.measures]
    assert told == [("1.1", "Gröna torg", "Måla alla bänkar"), ("1.2", "Ljusa parker", "Laga alla lampor")]
