"""Every row of the word list does what it says, and says nothing it does not need."""

import re

import pytest

from vaxtanalys.clauses import clause_shares, share_at
from vaxtanalys.likeness.terms import Term, compile_term, load_terms
from vaxtanalys.swedish import fold

TERMS = load_terms().terms


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.id)
def test_yes_phrases_match_and_no_phrases_do_not(term: Term) -> None:
    missed = [phrase for phrase in term.yes if not term.spans(fold(phrase))]
    wrong = [phrase for phrase in term.no if term.spans(fold(phrase))]
    assert not missed and not wrong


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.id)
def test_each_form_is_needed_by_a_yes_phrase(term: Term) -> None:
    idle = []
    for form in term.forms:
        rest = [other for other in term.forms if other != form]
        pattern = compile_term(rest, list(term.cancels)) if rest else re.compile("(?P<hit>(?!))")
        if all(any(m.group("hit") for m in pattern.finditer(fold(phrase))) for phrase in term.yes):
            idle.append(form)
    assert idle == []


def test_ids_are_unique_and_weights_positive() -> None:
    assert len({term.id for term in TERMS}) == len(TERMS)
    assert all(0 < term.weight <= 2 for term in TERMS)


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
