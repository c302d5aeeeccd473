"""Plans that tell their measures: sentences turned round, in the present tense, in cards and slides, and told twice."""

from __future__ import annotations

import pytest
from made_documents import C, H, I, P, T, areas, make, texts

from vaxtanalys.extract import extract
from vaxtanalys.extract.deeds import opens_dated, opens_inverted, tells_deed


@pytest.mark.parametrize(
    "sentence",
    [
        "Under perioden ska kommunen måla alla bänkar i parken.",
        "För att nå målet kommer staden att bygga två torg.",
        "Från och med hösten 2031 ska kursen erbjudas på kvällstid.",
        "Tillsammans med parkföreningen ska kommunen utveckla två dungar.",
    ],
)
def test_a_commitment_behind_when_how_or_what_for(sentence: str) -> None:
    assert opens_inverted(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Under perioden ska programmet utvärderas.",
        "Under perioden ska fler må bra.",
        "Senast 2031 ska länsstyrelsen lämna en rapport.",
        "Enligt parklagen ska kommunen måla bänkarna.",
        "Varje kommun ska ta fram en plan.",
        "Under våren startar ett arbete som ska utveckla parken.",
        "Genom planen kommer parken att vara trygg.",
    ],
)
def test_no_commitment_though_it_opens_so(sentence: str) -> None:
    assert not opens_inverted(sentence)


@pytest.mark.parametrize(
    ("sentence", "dated"),
    [
        ("Senast 2031 ska alla torg ha en bänk.", True),
        ("Från och med 2031 ska alla anmälningar kunna göras på webben.", True),
        ("Vid utgången av 2031 ska bänkarna ha målats.", True),
        ("Före 2031 ska kommunen ha tagit fram en bänkplan.", True),
        ("Senast 2031 ska kommunen vara bänkfri.", False),
        ("Senast 2031 ska buller ha minskat med hälften.", False),
        ("Senast 2031 ska länsstyrelsen ha tagit fram en plan.", False),
        ("Därför ska alla torg ha en bänk.", False),
    ],
)
def test_what_shall_be_there_or_done_by_a_time(sentence: str, dated: bool) -> None:
    assert opens_dated(sentence) is dated


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Vi startar ett kafé i parken.", True),
        ("Varje sommar ordnar vi en fest i parken.", True),
        ("Reservbänkar läggs in i förrådet.", True),
        ("Alla gårdar går igenom sina bänkar och målas vid behov.", True),
        ("Krisplanen reviderad 2031", False),
        ("Goda relationer och ekonomi skyddar.", False),
        ("Parken är en mötesplats för alla.", False),
    ],
)
def test_what_tells_a_deed(sentence: str, told: bool) -> None:
    assert tells_deed(sentence) is told


def test_inverted_sentences_under_headings_alike() -> None:
    plan = extract(
        make(
            H("Program för parkerna", 1),
            H("Ansvar", 2),
            P("Under perioden ska styrelsen samordna arbetet med parkerna."),
            H("Bänkar", 2),
            P("Bänkarna är slitna."),
            P("Under perioden ska kommunen måla alla bänkar. Senast 2031 ska tio nya bänkar byggas."),
            H("Träd", 2),
            P("Årligen ska kommunen plantera hundra träd i parken."),
        )
    )
    assert texts(plan) == [
        "Under perioden ska kommunen måla alla bänkar.",
        "Senast 2031 ska tio nya bänkar byggas.",
        "Årligen ska kommunen plantera hundra träd i parken.",
    ]
    assert areas(plan) == ["Bänkar", "Träd"]


def test_what_shall_be_so_by_a_time_is_a_sentence_of_its_own() -> None:
    """Behind another commitment it explains nothing; a paragraph may open with it where those beside it do not."""
    plan = extract(
        make(
            H("Program för parkerna", 1),
            H("Bänkar", 2),
            P("Bänkarna är slitna. Parknämnden ska måla alla bänkar. Senast 2031 ska alla torg ha en bänk."),
            H("Skyltar", 2),
            P("Från och med 2031 ska alla skyltar kunna läsas i mörker. Parknämnden ska laga lamporna."),
            H("Träd", 2),
            P("Träden är gamla. Till 2031 ska varje park få tio nya träd. Vi ska plantera dem. Senast 2031 ska träden"),
        )
    )
    assert texts(plan) == [
        "Parknämnden ska måla alla bänkar.",
        "Senast 2031 ska alla torg ha en bänk.",
        "Från och med 2031 ska alla skyltar kunna läsas i mörker.",
        "Parknämnden ska laga lamporna.",
        "Vi ska plantera dem.",
    ]
    assert areas(plan) == ["Bänkar", "Skyltar", "Träd"]


@pytest.mark.parametrize("over", ["Det här gör vi", "Så arbetar vi"])
def test_sentences_in_the_present_under_what_we_do(over: str) -> None:
    plan = extract(
        make(
            H("Parkplan", 1),
            H("Bänkar", 2),
            P("Bänkarna är slitna sedan länge."),
            H(over, 3),
            P("Vi målar alla bänkar i parken. Varje vår lagar vi de trasiga."),
            H("Träd", 2),
            P("Träden är gamla."),
            H(over, 3),
            P("Vi planterar hundra träd i parken."),
        )
    )
    assert texts(plan) == [
        "Vi målar alla bänkar i parken.",
        "Varje vår lagar vi de trasiga.",
        "Vi planterar hundra träd i parken.",
    ]
    assert areas(plan) == ["Bänkar", "Träd"]


def test_how_we_work_once_is_a_chapter_about_the_work() -> None:
    plan = extract(
        make(
            H("Parkplan", 1),
            H("Bakgrund", 2),
            P("Bänkarna är slitna."),
            H("Så arbetar vi", 2),
            P("Vi målar alla bänkar i parken. Varje vår lagar vi de trasiga."),
            P("Vi planterar hundra träd i parken."),
        )
    )
    assert texts(plan) == []


def cards(*titles: tuple[str, str]) -> list[H | P]:
    return [part for title, words in titles for part in (H(title, 3), P(words))]


def test_cards_of_a_title_and_a_sentence_that_name_nobody() -> None:
    plan = extract(
        make(
            H("Plan för parkerna", 1),
            H("Bänkar", 2),
            P("Bänkarna är slitna."),
            *cards(
                ("Ny färg", "Alla bänkar målas varje vår."),
                ("Bänkfadder", "Varje förening går igenom sin bänk."),
                ("Fler bänkar", "Tio bänkar byggs i parken."),
            ),
            H("Träd", 2),
            P("Träden är gamla."),
            *cards(
                ("Plantering", "Hundra träd planteras i parken."), ("Skötsel", "En skötselplan tas fram för träden.")
            ),
        )
    )
    assert [measure.heading.text for measure in plan.measures if measure.heading] == [
        "Ny färg",
        "Bänkfadder",
        "Fler bänkar",
        "Plantering",
        "Skötsel",
    ]
    assert areas(plan) == ["Bänkar", "Träd"]


def test_cards_under_one_heading_or_of_facts_are_none() -> None:
    facts = cards(("Gran", "Granen är vår vanligaste trädart."), ("Tall", "Tallen har djupa rötter i marken."))
    more = cards(("Björk", "Björken behöver mycket ljus."), ("Al", "Alen finns vid alla våra sjöar."))
    plan = extract(make(H("Plan för parkerna", 1), H("Barrträd", 2), *facts, H("Lövträd", 2), *more))
    assert texts(plan) == []


def test_slides_of_bullets_that_tell_deeds() -> None:
    plan = extract(
        make(
            H("Beredskapsplan för parken", 1),
            H("Det har hänt", 1),
            I("Krisplanen reviderad 2030"),
            I("Förråd byggt i parken"),
            H("Förråd", 1),
            I("Reservbänkar läggs in i förrådet"),
            I("Alla parker tar fram en plan för vatten"),
            H("Övning", 1),
            I("Alla parkvakter genomgår en kurs i brand"),
            I("Informera grannarna under parkveckan"),
            H("Roller", 1),
            I("Parkchefen leder gruppen"),
            I("Parkvakten samordnar arbetet"),
            I("Geografiskt områdesansvar: Parknämnden"),
        )
    )
    assert texts(plan) == [
        "Reservbänkar läggs in i förrådet",
        "Alla parker tar fram en plan för vatten",
        "Alla parkvakter genomgår en kurs i brand",
        "Informera grannarna under parkveckan",
    ]


LISTS = (
    H("Ljusare stråk", 2),
    I("Ny belysning längs gången mellan parken och torget"),
    I("Buskarna klipps vid bänkarna"),
    I("Bänkarna målas varje vår"),
    H("Fler ute", 2),
    I("Parkvandring startar på torget varje fredag"),
    I("Parkvakter arbetar på kvällar och helger"),
    H("Stöd", 2),
    I("Stödsamtal erbjuds inom tre dagar"),
    I("Parkföreningen får ett eget rum vid torget"),
)


@pytest.mark.parametrize(
    ("title", "front", "count"),
    [
        ("Så blir parken tryggare", "Ekeby kommun 2031–2033", 7),
        ("Så blir parken tryggare", "Ekeby kommun", 0),
        ("Rapport om parken", "Ekeby kommun 2031–2033", 0),
    ],
)
def test_a_title_of_no_kind_with_years_is_a_plan(title: str, front: str, count: int) -> None:
    """``plan_by_its_years``, and a list where half is told stands among its like."""
    assert len(texts(extract(make(H(title, 1), P(front), *LISTS)))) == count


def test_headings_that_are_the_deeds_themselves() -> None:
    """``heading_is_the_deed``: nothing stands under them; under a single area they may be anything."""
    first = (H("Bänkar"), P("Bänkarna är gamla."), H("Måla alla bänkar vid torget", 3), H("Laga de trasiga först", 3))
    second = (H("Träd"), H("Plantera hundra träd i parken", 3), H("Sköta dem varje sommar", 3))
    plan = extract(make(H("Parkplan 2031", 1), *first, *second))
    assert texts(plan) == [part.text for part in (*first, *second) if isinstance(part, H) and part.level == 3]
    assert areas(plan) == ["Bänkar", "Träd"]
    assert texts(extract(make(H("Parkplan 2031", 1), *first))) == []


def bold(title: str, words: str) -> P:
    return P(f"{title} {words}", bold_until=len(title))


def test_paragraphs_with_a_title_in_bold_that_tell_deeds() -> None:
    """Not those whose sentences tell how it is, nor under a single heading."""
    risks = (bold("Slitage.", "Bänkarna är gamla."), bold("Mörker.", "Lamporna lyser svagt på kvällen."))
    benches = (
        bold("Fler bänkar.", "Bänkar ställs ut vid torget varje vår."),
        bold("Målade bänkar.", "Många sitter där. Parknämnden målar dem i juni."),
    )
    lamps = (
        bold("Nya lampor.", "Elnämnden byter alla lampor i parken."),
        bold("Ljus längs gången.", "Lyktor sätts upp vid bron."),
    )
    start = (H("Parkplan", 1), H("Hur är det i dag?"), *risks, H("Hur får vi fler att sitta ned?"), *benches)
    plan = extract(make(*start, H("Hur blir det ljusare?"), *lamps))
    assert [(m.heading.text if m.heading else None, m.text.text) for m in plan.measures] == [
        ("Fler bänkar", "Bänkar ställs ut vid torget varje vår."),
        ("Målade bänkar", "Många sitter där. Parknämnden målar dem i juni."),
        ("Nya lampor", "Elnämnden byter alla lampor i parken."),
        ("Ljus längs gången", "Lyktor sätts upp vid bron."),
    ]
    assert areas(plan) == ["Hur får vi fler att sitta ned?", "Hur blir det ljusare?"]
    assert texts(extract(make(*start))) == []


def test_a_title_without_a_heading_above_it_is_of_no_group() -> None:
    """It may say that measures follow and stand over a sentence as the titles of measures do."""
    plan = extract(make(H("Så gör vi parken tryggare", 1), P("Vi målar bänkarna. Gäller 2031–2033."), *LISTS))
    assert len(texts(plan)) == 7


TOLD = ("måla alla slitna bänkar", "plantera hundra gamla träd", "bygga två gröna broar")


def test_measures_told_in_prose_and_once_more_in_a_table() -> None:
    rows = [[word.capitalize(), "Parknämnden"] for word in (*TOLD, "öppna en ny lekplats")]
    plan = extract(
        make(
            H("Parkplan", 1),
            H("Bänkar och träd", 2),
            P(f"Kommunen ska {TOLD[0]}. Kommunen ska {TOLD[1]}."),
            H("Broar", 2),
            P(f"Kommunen ska {TOLD[2]}."),
            H("Bilaga", 2, page=2),
            T([["Åtgärd", "Ansvarig"], *rows], page=2),
        )
    )
    assert texts(plan) == [row[0] for row in rows]
    assert any("står två gånger" in note for note in plan.notes)


def test_one_measure_under_two_areas_of_a_table_stands_twice() -> None:
    rows = [[word.capitalize(), "Parknämnden"] for word in TOLD]
    bands = [C("Norra parken", col_span=2), None], [C("Södra parken", col_span=2), None]
    plan = extract(make(H("Åtgärder", 2), T([["Åtgärd", "Ansvarig"], bands[0], *rows, bands[1], *rows])))
    assert len(plan.measures) == 6


def test_a_word_alone_among_the_numbers_is_a_band() -> None:
    rows = [["1", "Måla bänkarna", "Parknämnden"], ["2", "Laga lamporna", "Parknämnden"]]
    plan = extract(
        make(
            H("Åtgärder", 2),
            T(
                [
                    ["Nr", "Åtgärd", "Ansvarig"],
                    [C("Norra parken och dammen", col_span=3), None, None],
                    rows[0],
                    ["Träd", "", ""],
                    rows[1],
                ]
            ),
        )
    )
    assert areas(plan) == ["Norra parken och dammen", "Träd"]


def test_sentences_under_what_we_shall_do_with_those_that_explain() -> None:
    plan = extract(
        make(
            H("Parkplan", 1),
            H("Bänkar", 2),
            P("Bänkarna är slitna."),
            H("Vad vi ska göra", 3),
            P("Parkerna ska bygga tio bänkar. De målas varje vår. Bänkarna ska lagas av en snickare."),
            P("Vi ska laga lamporna."),
            H("Träd", 2),
            P("Träden är gamla."),
            H("Vad vi ska göra", 3),
            P("Vi ska plantera hundra träd."),
        )
    )
    assert texts(plan) == [
        "Parkerna ska bygga tio bänkar. De målas varje vår.",
        "Bänkarna ska lagas av en snickare.",
        "Vi ska laga lamporna.",
        "Vi ska plantera hundra träd.",
    ]
    assert areas(plan) == ["Bänkar", "Träd"]
