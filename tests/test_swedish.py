"""Swedish words: folding, lemmas, compounds, shared heads, sentences, infinitives."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from vaxtanalys.errors import UsageError
from vaxtanalys.swedish import compound_parts, fold, lemma, plug_in, read_words, starts_with_infinitive


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Södermøre", "södermöre"),
        ("kultur– och", "kultur- och"),
        ("A\u0308ldre", "äldre"),
        ("KÆRNA", "kärna"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("nämnderna", "nämnd"),
        ("utbildningsnämnderna", "utbildningsnämnd"),
        ("utsatta", "utsatt"),
        ("våldsutsattas", "våldsutsatt"),
        ("äldre", "äldre"),
        ("mäns", "män"),
        ("man", "man_pronomen"),
        ("riskbedömningar", "riskbedömning"),
        ("ungas", "ung"),
    ],
)
def test_lemma(word: str, expected: str) -> None:
    assert lemma(word) == expected


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("våldsutövarprogram", ("våldsutövare",)),
        ("föräldrautbildning", ("förälder",)),
        ("förskola", ()),
        ("skolenkät", ()),
    ],
)
def test_compound_parts_open_only_listed_words(word: str, parts: tuple[str, ...]) -> None:
    assert compound_parts(word) == parts


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("hjälp- och stödinsatser", "hjälpinsats"),
        ("kultur- och fritidsnämnden", "kulturnämnd"),
        ("ungdoms-, fritids- och kulturnämnden", "ungdomsnämnd"),
        ("ett - och ett", None),
    ],
)
def test_a_shared_head_completes_the_first_word(text: str, whole: str | None) -> None:
    assert read_words(text)[0].whole == whole


def test_sentences_end_at_a_full_stop_before_a_capital() -> None:
    words = read_words("Ge stöd, t.ex. samtal. Följ upp varje år.")
    assert {word.folded: word.sentence for word in words}["samtal"] == 0
    assert {word.folded: word.sentence for word in words}["följ"] == 1


@given(st.text(alphabet="abcåäö ABC-–.,()/\n\t1é", max_size=60))
def test_words_stand_where_they_say(text: str) -> None:
    words = read_words(text)
    assert all(text[word.start : word.end] == word.text for word in words)
    assert "".join(word.text for word in words) == "".join(text.split())


INFINITIVES = [
    "Utveckla stödet", "Säkerställa bemanningen", "Ta fram en rutin", "Se över lokalerna", "Hitta vägar framåt",
    "Öka takten", "Minska avfallet", "Ge stöd", "Genomföra mätningar", "Träna ledare", "Tillgodose behov",
    "Delta i nätverk", "– Erbjuda samtal", "Implementera metoden",
]  # fmt: skip
OTHERS = [
    "Samverkan med föreningar", "Alla verksamheter", "Samma sak", "Skola och hem", "Kommunens personal",
    "Berörd nämnd", "Förskolorna", "Sociala insatser", "Norra området", "Personer i kö", "Hemsida", "", "2024",
]  # fmt: skip


@pytest.mark.parametrize("text", INFINITIVES)
def test_starts_with_infinitive(text: str) -> None:
    assert starts_with_infinitive(text)


@pytest.mark.parametrize("text", OTHERS)
def test_does_not_start_with_infinitive(text: str) -> None:
    assert not starts_with_infinitive(text)


def test_a_trained_pipeline_can_be_plugged_in_by_name(tmp_path: Path) -> None:
    nlp = spacy.blank("sv")
    ruler = nlp.add_pipe("attribute_ruler")
    ruler.add([[{"LOWER": "qvarnflickorna"}]], {"LEMMA": "qvarnbarn"})
    ruler.add([[{"LOWER": "nämnderna"}]], {"LEMMA": "fel"})
    nlp.to_disk(tmp_path / "modell")
    text = "Qvarnflickorna och nämnderna"
    assert read_words(text)[0].lemma != "qvarnbarn"
    try:
        plug_in(str(tmp_path / "modell"))
        words = read_words(text)
        assert (words[0].lemma, words[2].lemma) == ("qvarnbarn", "nämnd")
    finally:
        plug_in("")
    assert read_words(text)[0].lemma != "qvarnbarn"
    with pytest.raises(UsageError, match="ingen_modell"):
        plug_in("ingen_modell")
