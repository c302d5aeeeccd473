import pytest

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
