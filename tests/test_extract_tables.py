"""Measures in tables: what is a table of measures, and what a row of one says."""

import pytest

from tests.made_documents import C, Content, H, I, P, T, make, roles, texts
from vaxtanalys.extract import extract

HEAD = ["Åtgärd", "Ansvarig", "Tidplan"]


def test_rows_with_their_cells() -> None:
    plan = extract(
        make(
            H("Trygga skolvägar"),
            T(
                [
                    ["Nr", *HEAD, "Indikator"],
                    ["1.1", "Måla nya övergångsställen", [I("Tekniska nämnden"), I("Skolnämnden")], "2031", "Antal"],
                    ["1.2", "Bjuda in till vandringar", "Skolnämnden", "", "-"],
                ]
            ),
        )
    )
    assert texts(plan) == ["Måla nya övergångsställen", "Bjuda in till vandringar"]
    first, second = plan.measures
    assert (first.label, first.timeline, second.timeline) == ("1.1", "2031", None)
    assert roles(first) == [
        ("body", "Ansvarig", "Tekniska nämnden Skolnämnden"),
        ("timeline", "Tidplan", "2031"),
        ("indicator", "Indikator", "Antal"),
    ]
    assert len(first.fields[0].quote.spans) == 2, "items of a list are separate spans"
    assert roles(second) == [("body", "Ansvarig", "Skolnämnden")], "a dash is no value"
    assert [area.heading.text for area in plan.focus_areas] == ["Trygga skolvägar"]


def test_band_row_gives_the_label_of_the_next_row_and_gaps_are_told() -> None:
    plan = extract(
        make(
            H("Fokusområde 1: Trygga torg"),
            T(
                [
                    ["Åtgärd", "Ansvarig nämnd", "Preventionsnivå"],
                    [C("Åtgärd 1:1", col_span=3), None, None],
                    ["Måla bänkarna", "Parknämnden", "Universell"],
                    ["Åtgärd 1:3", "", ""],
                    ["Laga lamporna", "Parknämnden", "Universell"],
                ]
            ),
        )
    )
    assert [(m.label, m.text.text) for m in plan.measures] == [("1:1", "Måla bänkarna"), ("1:3", "Laga lamporna")]
    assert [(a.number, a.heading.text) for a in plan.focus_areas] == [("1", "Trygga torg")]
    assert any("hoppar från 1:1 till 1:3" in note for note in plan.notes)


def test_label_in_a_column_heading_is_no_measures_label() -> None:
    plan = extract(make(H("Torg"), T([["Åtgärd 4:1", "Ansvarig nämnd"], ["Måla bänkarna", "Parknämnden"]])))
    assert [(m.label, m.text.text) for m in plan.measures] == [(None, "Måla bänkarna")]


def test_band_row_with_words_heads_the_rows_below() -> None:
    plan = extract(
        make(
            H("Handlingsplan"),
            T(
                [
                    HEAD,
                    [C("Mål 1: Trygga torg", col_span=3), None, None],
                    ["Måla bänkarna", "Parknämnden", "2030"],
                    [C("Mål 2: Rena parker", col_span=3), None, None],
                    ["Tömma korgarna", "Parknämnden", "2031"],
                ]
            ),
        )
    )
    assert [(a.number, a.heading.text) for a in plan.focus_areas] == [("1", "Trygga torg"), ("2", "Rena parker")]
    assert [m.focus_area_id for m in plan.measures] == ["prov-f01", "prov-f02"]


def test_area_column_heads_its_rows() -> None:
    plan = extract(
        make(
            H("Åtgärder"),
            T(
                [
                    ["Område", *HEAD],
                    [C("Torg", row_span=2), "Måla bänkarna", "Parknämnden", "2030"],
                    [None, "Laga lamporna", "Parknämnden", "2030"],
                    ["Parker", "Tömma korgarna", "Parknämnden", "2031"],
                ]
            ),
        )
    )
    assert [a.heading.text for a in plan.focus_areas] == ["Torg", "Parker"]
    assert [m.focus_area_id for m in plan.measures] == ["prov-f01", "prov-f01", "prov-f02"]


def test_merged_time_belongs_to_all_its_rows() -> None:
    plan = extract(
        make(
            H("Torg"),
            T([HEAD, ["Måla bänkarna", "Parknämnden", C("2030", row_span=2)], ["Laga lamporna", "Elnämnden", None]]),
        )
    )
    assert [m.timeline for m in plan.measures] == ["2030", "2030"]


def test_row_without_a_measure_belongs_to_the_row_before() -> None:
    plan = extract(make(H("Torg"), T([HEAD, ["Måla bänkarna", "Parknämnden", "2030"], ["", "Elnämnden", ""]])))
    assert texts(plan) == ["Måla bänkarna"]
    assert [field.quote.text for field in plan.measures[0].fields if field.role == "body"] == [
        "Parknämnden",
        "Elnämnden",
    ]


def test_row_cut_by_a_page_goes_on() -> None:
    table = T(
        [
            HEAD,
            ["Måla alla bänkar som står på", "Parknämnden", "2030"],
            ["stadens öppna torg", "", ""],
            ["Laga lampor", "Elnämnden", ""],
        ],
        pages=(1, 1, 2, 2),
    )
    plan = extract(make(H("Torg"), table, grades={2: "fair"}))
    assert texts(plan) == ["Måla alla bänkar som står på stadens öppna torg", "Laga lampor"]
    assert len(plan.measures[0].text.spans) == 2
    assert {place.page for place in plan.measures[0].text.places} == {1, 2}
    assert plan.measures[0].grade == "fair", "the worst grade of its pages"


def test_repeated_heading_row_is_no_measure() -> None:
    plan = extract(
        make(H("Torg"), T([HEAD, ["Måla bänkarna", "Parknämnden", ""], HEAD, ["Laga lampor", "Elnämnden", ""]]))
    )
    assert texts(plan) == ["Måla bänkarna", "Laga lampor"]


def test_table_that_goes_on_without_headings_has_those_before() -> None:
    plan = extract(
        make(
            H("Torg"),
            T([HEAD, ["Måla bänkarna", "Parknämnden", "2030"]]),
            T([["Laga lampor", "Elnämnden", "2031"]], header_rows=(), page=2),
        )
    )
    assert texts(plan) == ["Måla bänkarna", "Laga lampor"]
    assert plan.measures[1].timeline == "2031"


def test_state_columns_make_a_measure_of_each_cell() -> None:
    plan = extract(
        make(
            H("Inriktningsmål: Trygga torg", 1),
            T(
                [
                    ["Pågående arbete", "Aktiviteter under utveckling", "Behov av insatser"],
                    [[P("Kurser"), I("för unga", "-"), I("för äldre", "-")], "", "Fler ledare"],
                    ["", "Ny webbplats", ""],
                ]
            ),
        )
    )
    assert [(m.text.text, m.status) for m in plan.measures] == [
        ("Kurser för unga för äldre", "ongoing"),
        ("Fler ledare", "need"),
        ("Ny webbplats", "in_development"),
    ]
    assert [(a.number, a.heading.text) for a in plan.focus_areas] == [(None, "Trygga torg")]


def test_status_column_and_ticked_state() -> None:
    plan = extract(
        make(
            H("Torg"),
            T(
                [
                    ["Åtgärd", "Ansvar", "Status"],
                    ["Måla bänkar", "Parknämnden", "Pågår"],
                    ["Laga lampor", "Elnämnden", "Klar"],
                ]
            ),
            H("Park"),
            T([["Åtgärd", "Pågående", "Planerat"], ["Tömma korgar", "x", ""], ["Så gräs", "", "x"]]),
        )
    )
    assert [m.status for m in plan.measures] == ["ongoing", "done", "ongoing", "in_development"]


def test_card_tables() -> None:
    card = [
        ["Åtgärd", "Rusta upp badplatsen"],
        ["Syfte", "Fler badar"],
        ["Ansvarig", "Parknämnden"],
        ["Tidplan", "2033"],
    ]
    plan = extract(
        make(
            H("Bad"),
            T(card, header_rows=()),
            T([["Insats 2", "Starta simskola"], ["Ansvar", "Badnämnden"]], header_rows=()),
        )
    )
    assert texts(plan) == ["Rusta upp badplatsen", "Starta simskola"]
    assert roles(plan.measures[0]) == [
        ("goal", "Syfte", "Fler badar"),
        ("body", "Ansvarig", "Parknämnden"),
        ("timeline", "Tidplan", "2033"),
    ]
    assert plan.measures[1].label == "2"


@pytest.mark.parametrize(
    "rows",
    [
        [["Version", "Datum", "Ändring"], ["1.0", "2030", "Ny plan"]],
        [["Begrepp", "Förklaring"], ["Torg", "En öppen plats"]],
        [["Namn", "Roll"], ["Bo Ek", "Ansvarig för lampor"]],
        [["Roll", "Ansvar"], ["Nämnden", "Beslutar om planen"]],
        [["År", "Antal"], ["2030", "12"]],
    ],
)
def test_other_tables_are_left_alone(rows: list[list[str]]) -> None:
    plan = extract(make(H("Om planen"), T(rows)))
    assert plan.measures == ()
    assert plan.notes == ()


def test_tables_about_an_earlier_plan_are_left_out_with_a_note() -> None:
    plan = extract(make(H("Åtgärder i föregående plan"), T([HEAD, ["Måla bänkar", "Parknämnden", "2020"]])))
    assert plan.measures == ()
    assert any("tidigare plan" in note for note in plan.notes)


def test_measures_column_told_by_what_the_others_hold() -> None:
    plan = extract(make(H("Torg"), T([["Bänkar", "Ansvarig", "Tidplan"], ["Målas om", "Parknämnden", "2030"]])))
    assert texts(plan) == ["Målas om"]
    assert any("”Bänkar” lästes som åtgärder" in note for note in plan.notes)


def test_table_that_looks_like_measures_without_their_column_is_told() -> None:
    plan = extract(make(H("Torg"), T([["Ansvarig", "Tidplan"], ["Parknämnden", "2030"]])))
    assert plan.measures == ()
    assert any("togs inte med" in note for note in plan.notes)


def test_ticked_years_are_the_time() -> None:
    plan = extract(
        make(
            H("Torgplan", 1),
            H("Åtgärder"),
            T([["Aktivitet", "Ansvar", "2031", "2032"], ["Måla", "Parknämnden", "x", "x"]]),
        )
    )
    assert plan.measures[0].timeline == "2031; 2032"
    assert [a.heading.text for a in plan.focus_areas] == ["Åtgärder"], "better than the document's title"


def test_ticks_under_levels_and_groups_are_what_the_headings_say() -> None:
    plan = extract(
        make(
            H("Trygga torg"),
            T(
                [
                    ["Åtgärd", "Ansvarig", "Universell", "Selektiv", "Indikerad", "Barn", "Äldre"],
                    ["Måla bänkar", "Parknämnden", "x", "", "", "x", "x"],
                    ["Tända lampor", "Elnämnden", "", "x", "x", "", "–"],
                ]
            ),
        )
    )
    assert [[(f.role, f.quote.text) for f in measure.fields] for measure in plan.measures] == [
        [("body", "Parknämnden"), ("level", "Universell"), ("target_group", "Barn"), ("target_group", "Äldre")],
        [("body", "Elnämnden"), ("level", "Selektiv"), ("level", "Indikerad")],
    ]


def test_table_of_follow_up_beside_the_measures_is_left_out_with_a_note() -> None:
    plan = extract(
        make(
            H("Trygga torg"),
            T([HEAD, ["Måla bänkar", "Parknämnden", "2031"]]),
            H("Uppföljning av planen"),
            T([["Aktivitet", "Ansvarig"], ["Insamling av underlag", "Staben"]]),
            T([["Indikator", "Ansvarig", "Frekvens", "Tidpunkt"], ["Ljus", "Staben", "Årligen", "Mars"]]),
        )
    )
    assert texts(plan) == ["Måla bänkar"]
    assert any("Uppföljning av planen" in note for note in plan.notes)


def test_area_called_follow_up_with_the_plans_own_columns_is_kept() -> None:
    rows = [["Måla bänkar", "Parknämnden", "2031"]]
    plan = extract(make(H("Trygga torg"), T([HEAD, *rows]), H("Uppföljning"), T([HEAD, ["Mäta buller", "Staben", ""]])))
    assert texts(plan) == ["Måla bänkar", "Mäta buller"]


def test_a_time_cell_that_says_done_is_a_state() -> None:
    rows = [HEAD, ["Anta en ny policy mot hot", "Ks", "Klart!"], ["Bygga en ny skolgård", "Ks", "Klart 2031"]]
    first, second = extract(make(H("Trygghet"), T(rows))).measures
    assert (first.status, first.timeline) == ("done", None)
    assert (second.status, second.timeline) == (None, "Klart 2031")


def test_a_time_cell_that_repeats_its_heading_says_no_time() -> None:
    rows = [HEAD, ["Anta en ny policy mot hot", "Ks", "Genomförs under"], ["Bygga en skolgård", "Ks", "Våren 2031"]]
    assert [measure.timeline for measure in extract(make(H("Trygghet"), T(rows))).measures] == [None, "Våren 2031"]


@pytest.mark.parametrize(
    ("legend", "signs", "states"),
    [
        ("Status: P = pågår, K = klar, E = ej påbörjad.", "PKE", ["ongoing", "done", "need"]),
        ("Grön: genomförd. Gul: pågår. Röd: ej startad.", ["Grön", "gul", "Röd"], ["done", "ongoing", "need"]),
        ("P = pågår.", "PKE", [None, None, None]),
        ("P = parknämnden, K = kulturnämnden", "PKE", [None, None, None]),
    ],
)
def test_a_legend_says_what_the_signs_of_a_status_column_mean(
    legend: str, signs: list[str], states: list[str | None]
) -> None:
    what = ["Måla bänkar vid torget", "Bygga en ny skolgård", "Laga lampor i parken"]
    rows = [["Åtgärd", "Ansvarig", "Status"], *([w, "Ks", sign] for w, sign in zip(what, signs, strict=True))]
    assert [m.status for m in extract(make(H("Trygghet"), P(legend), T(rows))).measures] == states


def test_what_somebody_in_a_group_is_there_for_is_no_measure() -> None:
    group = T([["Namn på funktion", "Uppgift"], ["Skolchef", "Bevakar skolans frågor"]])
    measures = T([["Namn", "Åtgärd"], ["Bänkarna", "Måla bänkarna vid torget"]])
    assert texts(extract(make(H("De som leder arbetet"), group))) == []
    assert texts(extract(make(H("Trygga torg"), measures))) == ["Måla bänkarna vid torget"]


def test_a_sub_goal_and_a_note_between_rows_are_no_measures() -> None:
    rows = [
        [*HEAD],
        ["Måla bänkarna vid torget", "Ks", "2031"],
        ["Delmål 1.2: Torget är rent.", "", ""],
        [*HEAD],
        ["Sopa gatorna varje natt", "Ks", "2031"],
    ]
    assert texts(extract(make(H("Trygga torg"), T(rows, header_rows=(0, 3))))) == [
        "Måla bänkarna vid torget",
        "Sopa gatorna varje natt",
    ]
    rows[2] = ["Torget om natten", "", ""]
    plan = extract(make(H("Trygga torg"), T(rows, header_rows=(0, 3))))
    assert [area.heading.text for area in plan.focus_areas][-1] == "Torget om natten"


def test_what_and_when_under_a_time_plan_is_about_the_work_on_the_plan() -> None:
    steps = T([["När", "Vad"], ["April", "Arbetsgruppen utses"], ["Maj", "Remiss till nämnderna"]])
    plan = extract(make(H("Tidplan"), steps))
    assert plan.measures == ()
    assert any("Tidplan" in note for note in plan.notes)
    assert len(extract(make(H("Trygga torg"), steps)).measures) == 2


def test_a_matrix_of_levels_holds_measures_in_its_cells() -> None:
    head = ["Arena", "Universell", "Selektiv", "Indikerad nivå"]
    rows: list[list[Content | C | None]] = [
        [*head],
        ["Torg", [I("Måla bänkarna"), I("Laga lamporna")], "Fråga dem som sitter där", ""],
        ["Park", "Klippa häckarna", "–", "Erbjuda stöd efter skada"],
    ]
    plan = extract(make(H("Plan mot skräp", 1), T(rows)))
    assert [(measure.text.text, measure.fields[0].quote.text) for measure in plan.measures] == [
        ("Måla bänkarna", "Universell"),
        ("Laga lamporna", "Universell"),
        ("Fråga dem som sitter där", "Selektiv"),
        ("Klippa häckarna", "Universell"),
        ("Erbjuda stöd efter skada", "Indikerad nivå"),
    ]
    assert [area.heading.text for area in plan.focus_areas] == ["Torg", "Park"]


def test_columns_headed_by_bodies_hold_what_each_shall_do() -> None:
    rows = [["Måla bänkarna vid torget", "Gå ronder om kvällen"], ["Laga lamporna", ""]]
    plan = extract(make(H("Medborgarlöfte", 1), H("Trygga torg"), T([["Kommunstyrelsen", "Polisen"], *rows])))
    assert [(measure.text.text, measure.fields[0].role, measure.fields[0].quote.text) for measure in plan.measures] == [
        ("Måla bänkarna vid torget", "body", "Kommunstyrelsen"),
        ("Gå ronder om kvällen", "body", "Polisen"),
        ("Laga lamporna", "body", "Kommunstyrelsen"),
    ]


def test_a_table_that_explains_the_levels_holds_no_measures() -> None:
    rows = [["", "Universell", "Selektiv"], ["Vem", "Alla invånare", "Grupper med risk"], ["Mål", "Trygghet", "Skydd"]]
    assert extract(make(H("Plan mot skräp", 1), T(rows))).measures == ()


def test_goals_merged_over_their_measures_group_them() -> None:
    head = ["Mål", "Åtgärd", "Ansvarig"]
    rows: list[list[Content | C | None]] = [
        [*head],
        [C("1. Förebygga", row_span=2), "Måla bänkarna vid torget", "Ks"],
        [None, "Laga lamporna i parken", "Ks"],
        [C("2. Upptäcka", row_span=2), "Fråga eleverna om torget", "Ks"],
        [None, "Mäta ljuset i parken", "Ks"],
    ]
    plan = extract(make(H("Plan mot skräp", 1), T(rows)))
    assert [area.heading.text for area in plan.focus_areas] == ["Förebygga", "Upptäcka"]
    single = [[*head], ["Trygga torg", "Måla bänkarna vid torget", "Ks"], ["Trygga hem", "Laga hissarna i husen", "Ks"]]
    plan = extract(make(H("Plan mot skräp", 1), T(single)))
    assert [area.heading.text for area in plan.focus_areas] == ["Plan mot skräp"]


def test_a_routine_is_no_plan_and_says_so() -> None:
    steps = T([["Steg", "Åtgärd", "Ansvarig"], ["1", "Larma och sätta sig i säkerhet", "Medarbetare"]])
    routine = extract(make(H("Rutin vid hot på arbetsplatsen", 1), P("Rutinen gäller alla."), steps))
    assert routine.measures == ()
    assert "rutin" in routine.message
    plan = extract(make(H("Handlingsplan mot hot, med rutiner", 1), P("Planen gäller alla."), steps))
    assert texts(plan) == ["Larma och sätta sig i säkerhet"]


def test_a_column_of_nothing_but_levels_says_the_level_whatever_its_heading() -> None:
    levels = ["Främjande", "Förebyggande, åtgärdande", "Universell och selektiv"]
    rows = [["Åtgärd", "Ansvarig", "Slag"], *(["Starta en ny kurs", "Staben", level] for level in levels)]
    plan = extract(make(H("Trygghet"), T(rows)))
    assert [[f.quote.text for f in m.fields if f.role == "level"] for m in plan.measures] == [[name] for name in levels]
    rows[-1][-1] = "Fritt val"
    plan = extract(make(H("Trygghet"), T(rows)))
    assert not any(f.role == "level" for m in plan.measures for f in m.fields)


def test_a_card_whose_times_say_that_the_work_goes_on() -> None:
    rows = [
        [label, value]
        for deed in ("Rusta parken med bänkar.", "Måla alla plank i byn.", "Laga lamporna på torget.")
        for label, value in (("Åtgärd", deed), ("Ansvarig", "Parknämnden"), ("Tidsram", "Pågår"))
    ]
    plan = extract(make(H("Plan", 1), H("Gröna byar"), T(rows, header_rows=())))
    assert len(plan.measures) == 3


@pytest.mark.parametrize("heading", ["Stöd", "Partner", "Samarbete", "Medverkande", "Resurspersoner"])
def test_a_column_of_those_who_help_needs_no_column_of_owners(heading: str) -> None:
    rows = [
        ["Åtgärd", heading, "När"],
        ["Bjuda in till vandringar", "Polisen, fritidsgården", "2031"],
        ["Måla nya övergångsställen", "Tekniska förvaltningen", "2032"],
    ]
    plan = extract(make(H("Trygga skolvägar"), T(rows)))
    assert roles(plan.measures[0]) == [("co_body", heading, "Polisen, fritidsgården"), ("timeline", "När", "2031")]


def test_a_column_of_what_help_there_is_names_nobody() -> None:
    rows = [["Åtgärd", "Stöd", "När"], ["Bjuda in till vandringar", "Broschyr och kaffe", "2031"]]
    plan = extract(make(H("Trygga skolvägar"), T(rows)))
    assert [role for role, *_ in roles(plan.measures[0])] == ["timeline"]


@pytest.mark.parametrize(
    ("heading", "rows", "count"),
    [
        ("Uppgift", [["Anmälda brott i parken", "61", "58"], ["Bänkar som lagats", "1 204", "–"]], 0),
        ("Uppgift", [["Måla bänkarna i parken", "x", ""], ["Laga lamporna vid torget", "", "x"]], 2),
        ("Åtgärd", [["Måla bänkarna i parken", "250", "100"], ["Laga lamporna vid torget", "75", "–"]], 2),
    ],
)
def test_figures_under_years_are_statistics(heading: str, rows: list[list[str]], count: int) -> None:
    assert len(texts(extract(make(H("Läget i parken"), T([[heading, "2031", "2032"], *rows]))))) == count


def test_what_each_is_there_for_is_no_measure() -> None:
    """``duties_of_each``: also where the plan's measures stand in no table."""
    duties = T([["Vem", "Uppgift"], ["Parkrådet", "Samordna arbetet i parken"], ["Chefer", "Ta upp planen på möten"]])
    plan = extract(make(H("Parkplan", 1), H("Åtgärder"), I("Måla bänkarna vid torget"), H("Ansvar"), duties))
    assert texts(plan) == ["Måla bänkarna vid torget"]
    assert any("säger vilka uppgifter" in note for note in plan.notes)


def test_deeds_with_their_times_under_a_name() -> None:
    """``deeds_with_their_times``: no headings stand over the columns; a figure is no time."""
    rows: list[list[Content | C | None]] = [
        ["Måla bänkarna vid torget", "2031"],
        ["Sopa gångarna i parken", "Varje vår"],
        ["Laga lamporna vid bron", "2031–2033"],
    ]
    plan = extract(make(H("Uppdrag", 1), H("Parknämnden"), T(rows, header_rows=())))
    assert texts(plan) == [str(row[0]) for row in rows]
    assert roles(plan.measures[1]) == [("body", None, "Parknämnden"), ("timeline", None, "Varje vår")]
    figures: list[list[Content | C | None]] = [[row[0], "14"] for row in rows]
    assert not texts(extract(make(H("Uppdrag", 1), H("Parknämnden"), T(figures, header_rows=()))))


def test_figures_by_area_and_year_are_no_measures() -> None:
    """``areas_by_levels``: words under years are measures, figures are statistics."""

    def count(*cells: str) -> int:
        rows = [["Område", "2031", "2032"], ["Parker", *cells[:2]], ["Torg", *cells[2:]]]
        return len(texts(extract(make(H("Läget"), T([list(row) for row in rows])))))

    assert count("3,1", "2,8", "14 %", "1 204 st") == 0
    assert count("Nya bänkar", "Nya lampor", "Fler träd", "Ny belysning vid bron") == 4
