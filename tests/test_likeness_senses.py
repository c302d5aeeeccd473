"""Words that mean the same lie near in the table of senses, and a compound is had from its parts."""

from itertools import pairwise

import numpy as np
import pytest

from vaxtanalys.likeness import Scorer
from vaxtanalys.likeness.items import Item
from vaxtanalys.likeness.senses import Senses, load_senses


def cosine(one: np.ndarray, two: np.ndarray) -> float:
    return float(one @ two / np.linalg.norm(one) / np.linalg.norm(two))


@pytest.mark.parametrize(
    ("word", "like", "unlike"),
    [
        ("fortbildning", "utbildning", "bostad"),
        ("skola", "elev", "hyresvärd"),
        ("cykla", "cykelbana", "alkohol"),
        ("våldsutsatt", "våldsutövare", "bibliotek"),
    ],
)
def test_words_of_one_subject_lie_near(word: str, like: str, unlike: str) -> None:
    vectors = [load_senses().place([{each: 1.0}])[0] for each in (word, like, unlike)]
    assert cosine(vectors[0], vectors[1]) > cosine(vectors[0], vectors[2])


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("trygghetsbänk", ["trygghet", "bänk"]),
        ("skolgård", ["skola", "gård"]),
        ("it-bänk", ["bänk"]),
        ("zzzbänk", ["bänk"]),
        ("zzzz", []),
        ("xskola", ["skola"]),
    ],
)
def test_a_compound_is_had_from_its_known_parts(word: str, parts: list[str]) -> None:
    """``known_parts``: new compounds are made in every plan."""
    words = ["bänk", "gård", "skola", "trygghet"]
    senses = Senses(
        {each: row for row, each in enumerate(words)}, np.eye(4, dtype=np.int8), np.array([0.2, 0.4, 0.6, 0.8])
    )
    assert [words[row] for row in senses.parts(word)] == parts
    found = senses.sense(word)
    if not parts:
        assert found is None and not senses.place([{word: 1.0}]).any()
        return
    assert found is not None
    assert np.count_nonzero(found) == len(parts)
    assert found.sum() == pytest.approx(max(senses.weights[words.index(part)] for part in parts))


def test_common_words_weigh_less() -> None:
    senses = load_senses()
    weights = [float(senses.weights[senses.words[word]]) for word in ("våld", "skola", "husdjur")]
    assert all(less < more for less, more in pairwise(weights))


def test_wordings_without_a_word_in_common_are_near_by_their_senses() -> None:
    """No row of ideas knows these words; the table of senses does."""
    texts = ("Hönshus åt pensionärer", "Kycklingar hos seniorer", "Kopiator i källaren")
    scorer = Scorer([Item(f"m{n}", f"d{n}", f"{n}", text) for n, text in enumerate(texts)])
    senses = scorer.views.senses
    assert cosine(senses[0], senses[1]) > cosine(senses[0], senses[2]) + 0.1


def test_a_text_of_unknown_words_has_no_sense() -> None:
    assert not load_senses().place([{}, {"våld": 0.0}, {"§§": 1.0}]).any()
    assert load_senses().place([]).shape == (0, load_senses().vectors.shape[1])
