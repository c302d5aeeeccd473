import pytest

from vaxtanalys.extract.commitments import begins_now, commits_here, explains, goes_on
from vaxtanalys.extract.deeds import opens_dated
from vaxtanalys.extract.vocabulary import (
    STATES,
    classify_column,
    classify_state,
    column_rows,
    heading_rows,
    infinitive_rows,
    is_a,
    opens_with_commitment,
    opens_with_infinitive,
    says_deed,
)

COLUMNS = column_rows()
HEADINGS = heading_rows()


@pytest.mark.parametrize(("role", "text"), [(r, t) for r, row in COLUMNS.items() for t in row["yes"]])
def test_column_heading_is_told(role: str, text: str) -> None:
    column = classify_column(text)
    assert column is not None and column.role == role, column


@pytest.mark.parametrize(("role", "text"), [(r, t) for r, row in COLUMNS.items() for t in row["no"]])
def test_column_heading_is_not_mistaken(role: str, text: str) -> None:
    column = classify_column(text)
    assert column is None or column.role != role, column


@pytest.mark.parametrize("role", COLUMNS)
def test_each_form_is_used_by_one_of_its_own_headings(role: str) -> None:
    from vaxtanalys.extract.vocabulary import _wildcard, normal

    row = COLUMNS[role]
    unused = [form for form in row["forms"] if not any(_wildcard(form).search(normal(text)) for text in row["yes"])]
    assert unused == []


@pytest.mark.parametrize(("code", "text"), [(c, t) for c, row in HEADINGS.items() for t in row["yes"]])
def test_heading_row_matches(code: str, text: str) -> None:
    assert is_a(code, text)


@pytest.mark.parametrize(("code", "text"), [(c, t) for c, row in HEADINGS.items() for t in row["no"]])
def test_heading_row_does_not_match(code: str, text: str) -> None:
    assert not is_a(code, text)


@pytest.mark.parametrize("text", infinitive_rows()["yes"])
def test_infinitive_opens(text: str) -> None:
    assert opens_with_infinitive(text)


@pytest.mark.parametrize("text", infinitive_rows()["no"])
def test_no_infinitive_opens(text: str) -> None:
    assert not opens_with_infinitive(text)


@pytest.mark.parametrize("text", infinitive_rows()["says_yes"])
def test_a_sentence_says_a_deed(text: str) -> None:
    assert says_deed(text)


@pytest.mark.parametrize("text", infinitive_rows()["says_no"])
def test_a_sentence_says_no_deed(text: str) -> None:
    assert not says_deed(text)


@pytest.mark.parametrize("text", infinitive_rows()["dated_yes"])
def test_a_sentence_says_what_shall_be_there_by_a_time(text: str) -> None:
    assert opens_dated(text)


@pytest.mark.parametrize("text", infinitive_rows()["dated_no"])
def test_a_sentence_with_a_time_says_a_target(text: str) -> None:
    assert not opens_dated(text)


@pytest.mark.parametrize("text", infinitive_rows()["here_yes"])
def test_a_sentence_commits_beside_others_that_do(text: str) -> None:
    assert commits_here(text)


@pytest.mark.parametrize("text", infinitive_rows()["here_no"])
def test_a_sentence_beside_commitments_is_none(text: str) -> None:
    assert not commits_here(text)


@pytest.mark.parametrize("text", infinitive_rows()["begins_yes"])
def test_a_sentence_in_the_present_says_what_begins(text: str) -> None:
    assert begins_now(text)


@pytest.mark.parametrize("text", infinitive_rows()["begins_no"])
def test_a_sentence_in_the_present_says_how_things_are(text: str) -> None:
    assert not begins_now(text)


@pytest.mark.parametrize(
    ("text", "commitment", "does"),
    [
        ("Mallen ska vara enkel.", "Vi ska ta fram en mall.", True),
        ("Rådet ska träffas ofta.", "Ett näringslivsråd ska bildas.", True),
        ("Innan insatsen inleds ska parken ha bedömts.", "Vi ska ge stöd.", True),
        ("Utredningen ska redovisas.", "Vi ska utreda en bro.", True),
        ("Mallen Bänken ska spridas.", "Vi ska ta fram en mall.", False),
        ("Bänkarna ska lagas.", "Vi ska bygga tio bänkar.", False),
        ("Biblioteket ska låna ut spel.", "Biblioteket ska ha öppet.", False),
        ("När en park är sliten ska den målas.", "Vi ska ge stöd.", False),
    ],
)
def test_a_sentence_goes_on_about_what_the_one_before_brings(text: str, commitment: str, does: bool) -> None:
    assert goes_on(text, commitment) is does


def test_goals_that_stand_apart_make_commitments_of_what_people_shall_have() -> None:
    words = "Barn med hund ska ha tillgång till en park."
    assert commits_here(words, goals_apart=True) and not commits_here(words)
    assert not commits_here("Alla barn ska ha en vuxen att lita på.", goals_apart=True)


@pytest.mark.parametrize(
    ("text", "commitment", "does"),
    [
        ("Det gör parken vacker.", "Vi ska måla bänkarna.", True),
        ("Med bänkar avses även soffor.", "Vi ska måla bänkarna.", True),
        ("Antalet bestäms varje år.", "Vi ska måla bänkarna.", True),
        ("Programmet tar ett år.", "Vi ska införa ett program.", True),
        ("Färgen väljs av barnen.", "Vi ska måla bänkarna.", True),
        ("Programmet har visat god effekt.", "Vi ska införa ett program.", False),
        ("Grupperna har funnits länge.", "Vi ska bilda fler grupper.", False),
        ("Många bänkar är slitna.", "Vi ska måla bänkarna.", False),
        ("Forskning visar att färg lyfter.", "Vi ska måla bänkarna.", False),
        ("Det finns många bänkar.", "Vi ska måla lamporna.", False),
    ],
)
def test_a_sentence_explains_the_one_before(text: str, commitment: str, does: bool) -> None:
    assert explains(text, commitment) is does


@pytest.mark.parametrize(
    ("text", "commits"),
    [
        ("Kommunen ska som arbetsgivare erbjuda praktik.", True),
        ("Vi ska tillsammans med polisen öva krisledningen.", True),
        ("Kommunen ska enligt skollagen erbjuda elevhälsa.", False),
        ("Vi ska i alla lägen vara en trygg kommun.", False),
    ],
)
def test_words_between_ska_and_the_verb(text: str, commits: bool) -> None:
    assert opens_with_commitment(text) == commits


@pytest.mark.parametrize(
    ("text", "state"),
    [(word, state) for state in STATES for word in COLUMNS[state]["cells"]]
    + [("Pågår, väntar på medel", "ongoing"), ("Ej påbörjad", "need"), ("Planerad till hösten", "in_development")]
    + [("Genomförd 2030", "done"), ("Nämnden", None), ("", None)],
)
def test_status_cells(text: str, state: str | None) -> None:
    assert classify_state(text) == state


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Målgrupps- och verksamhetsspecifika aktiviteter", "measure"),
        ("Verksamhetsövergripande aktiviteter", "measure"),
        ("Åtgärd 4:1", "measure"),
        ("Ansvarig för uppföljning", "follow_up"),
        ("Mål och åtgärder", "measure"),
        ("Huvudansvarig och samverkan", "body"),
        ("Ansvarig/medansvarig", "body"),
        ("Medverkande nämnder och aktörer", "co_body"),
        ("", None),
        ("Skolskjuts", None),
    ],
)
def test_compound_headings(text: str, role: str | None) -> None:
    column = classify_column(text)
    assert (column.role if column else None) == role
