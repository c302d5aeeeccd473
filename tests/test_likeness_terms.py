"""Every row of the word list does what it says, and says nothing it does not need."""

import pytest

from vaxtanalys.clauses import clause_shares, share_at
from vaxtanalys.likeness.terms import Term, TermIndex, fits, load_terms
from vaxtanalys.swedish import fold

TERMS = load_terms().terms


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.id)
def test_yes_phrases_match_and_no_phrases_do_not(term: Term) -> None:
    index = TermIndex([(term.forms, term.cancels)])
    missed = [phrase for phrase in term.yes if not index.find(fold(phrase))]
    wrong = [phrase for phrase in term.no if index.find(fold(phrase))]
    assert not missed and not wrong


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.id)
def test_each_form_is_needed_by_a_yes_phrase(term: Term) -> None:
    idle = []
    for form in term.forms:
        rest = TermIndex([([other for other in term.forms if other != form], term.cancels)])
        if all(rest.find(fold(phrase)) for phrase in term.yes):
            idle.append(form)
    assert idle == []


@pytest.mark.parametrize("term", [term for term in TERMS if term.cancels], ids=lambda term: term.id)
def test_each_cancelling_form_is_needed_by_a_no_phrase(term: Term) -> None:
    idle = []
    for form in term.cancels:
        rest = TermIndex([(term.forms, [other for other in term.cancels if other != form])])
        if not any(rest.find(fold(phrase)) for phrase in term.no):
            idle.append(form)
    assert idle == []


def test_ids_are_unique_and_weights_positive() -> None:
    assert len({term.id for term in TERMS}) == len(TERMS)
    assert all(0 < term.weight <= 2 for term in TERMS)


def test_all_kinds_have_many_rows() -> None:
    counts = {kind: sum(term.kind == kind for term in TERMS) for kind in ("act", "who", "where", "what")}
    assert all(count >= 25 for count in counts.values()), counts


@pytest.mark.parametrize(
    ("pattern", "word", "expected"),
    [
        ("utbild*", "utbildning", True),
        ("*kurs", "grundkurs", True),
        ("*kurs", "kursen", False),
        ("*drog*", "antidroger", True),
        ("unga", "ungas", False),
        ("*", "vad", True),
    ],
)
def test_patterns(pattern: str, word: str, expected: bool) -> None:
    assert fits(pattern, word) is expected


def test_a_wider_idea_counts_half() -> None:
    terms = load_terms()
    found = terms.of_kind(terms.find("Tillsyn av tobak"), "what")
    assert found["droger"] == pytest.approx(0.5 * found["tobak"])


def test_the_first_act_is_the_one_promised() -> None:
    heads = load_terms().read("Följa upp behandlingen av dem som utövat våld").heads
    assert heads["uppföljning"] > heads["behandling"]


def test_a_part_of_a_hyphenated_word_counts_as_a_word() -> None:
    assert "utbildning" in load_terms().find("AAS-utbildning för krögare")


def test_a_purpose_counts_half_and_a_doer_little() -> None:
    text = fold("Utbilda personal i syfte att stärka stödet")
    assert share_at(clause_shares(text), 0) == 1.0
    assert share_at(clause_shares(text), text.index("stärka")) == 0.5
    text = fold("Rådet mot heder ansvarar för att ta fram en rutin")
    assert share_at(clause_shares(text), text.index("heder")) == 0.3
    assert share_at(clause_shares(text), text.index("rutin")) == 1.0


def test_later_sentences_count_less() -> None:
    text = fold("Ordna en kurs. Kursen ges för att stärka barn.")
    assert share_at(clause_shares(text), text.index("kursen")) == 0.6
    assert share_at(clause_shares(text), text.index("barn")) == 0.3


def test_a_not_form_takes_the_match_it_covers_and_no_other() -> None:
    found = load_terms().find("Kunskapsbaserat arbete")
    assert "utbildning" not in found
    assert "utbildning" in load_terms().find("Kunskapsbaserat arbete och en kurs för lärare")
