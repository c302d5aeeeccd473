"""Prose that commits: sentences by their own "ska", what explains them, and what only argues."""

import pytest

from tests.made_documents import H, P, make, texts
from vaxtanalys.extract import extract
from vaxtanalys.extract.shall_clauses import explains, says_what_shall
from vaxtanalys.extract.vocabulary import infinitive_rows


@pytest.mark.parametrize("text", infinitive_rows()["shall_yes"])
def test_the_main_clause_says_what_shall_be_done(text: str) -> None:
    assert says_what_shall(text)


@pytest.mark.parametrize("text", infinitive_rows()["shall_no"])
def test_the_main_clause_says_something_else(text: str) -> None:
    assert not says_what_shall(text)


@pytest.mark.parametrize("opener", infinitive_rows()["clause_openers"])
def test_a_clause_before_the_main_one(opener: str) -> None:
    assert says_what_shall(f"{opener.capitalize()} bänkarna målas ska grindarna stängas.")


@pytest.mark.parametrize(
    ("text", "before", "same"),
    [
        ("Stödet ska ges i grupp.", "Barn ska erbjudas stöd.", True),
        ("Undersökningen görs i nämnd ordning.", "Marken ska undersökas.", True),
        ("Förklaringen ges av en vakt.", "Beslut ska förklaras muntligt.", True),
        ("Den ska gälla alla torg.", "Nämnden ska ta fram en plan.", True),
        ("Innan insatsen inleds ska risken bedömas.", "Nämnden ska erbjuda hjälp.", True),
        ("Information ska finnas på torget.", "Många saknar information.", False),
        ("Grindarna ska målas.", "Bänkarna ska målas.", False),
        ("Den som klagar ska få svar.", "Nämnden ska ta emot klagomål.", False),
    ],
)
def test_a_sentence_that_goes_on_about_the_one_before(text: str, before: str, same: bool) -> None:
    assert explains(text, before) is same


AREAS = [
    H("Område 1: Torg"),
    P("Torgen är slitna. Parknämnden ska måla alla bänkar. Arbetet görs på våren."),
    P("Många går hem i mörker. Torgnämnden ska sätta upp lampor. Polisen ansvarar för vägarna."),
    H("Område 2: Parker"),
    P("Träden är gamla. Parknämnden ska plantera nya träd. Innan arbetet börjar ska marken undersökas."),
    P("Barn som har hittat skräp ska erbjudas handskar. Handskarna ska vara hela."),
    P("Reglerna säger att parker ska städas. Alla parkvakter ska därför fortbildas om skräp."),
]


def test_all_that_shall_where_three_say_so() -> None:
    assert texts(extract(make(*AREAS))) == [
        "Parknämnden ska måla alla bänkar. Arbetet görs på våren.",
        "Torgnämnden ska sätta upp lampor.",
        "Parknämnden ska plantera nya träd. Innan arbetet börjar ska marken undersökas.",
        "Barn som har hittat skräp ska erbjudas handskar. Handskarna ska vara hela.",
        "Alla parkvakter ska därför fortbildas om skräp.",
    ]


def test_a_text_that_only_says_how_things_shall_be_commits_to_nothing() -> None:
    plan = extract(
        make(H("Område 1: Torg"), P("Torgen är slitna. Bänkarna ska vara hela. Barn ska erbjudas handskar."))
    )
    assert plan.measures == ()


@pytest.mark.parametrize("verb", infinitive_rows()["short_present"])
def test_short_verbs_end_the_clause_within_the_subject(verb: str) -> None:
    assert says_what_shall(f"Barn som {verb} ska erbjudas stöd.")


def test_areas_beside_those_where_someone_is_named_commit_too() -> None:
    third = [H("Kunskap"), P("Kunskapen är ojämn. Samtliga parkvakter ska genomgå en kurs. Bra så.")]
    first = [H("Torg"), P("Torgen är slitna. Parknämnden ska måla alla bänkar.")]
    second = [H("Parker"), P("Träden är gamla. Parknämnden ska plantera nya träd. Parknämnden ska öppna grindarna.")]
    plan = extract(make(H("Program", 1), *first, *second, *third))
    assert texts(plan)[-1] == "Samtliga parkvakter ska genomgå en kurs."
    assert len(plan.focus_areas) == 3
