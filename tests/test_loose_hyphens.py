"""Hyphens in a font of their own belong to the word they touch."""

from __future__ import annotations

import pytest

from vaxtanalys.model import Box, Word
from vaxtanalys.read.loose_hyphens import join_loose_hyphens


def word(text: str, x0: float, x1: float, font: str = "Carlito") -> Word:
    return Word(text, Box(x0, 100, x1, 110), 10.0, font)


@pytest.mark.parametrize(
    ("words", "texts"),
    [
        ([word("sam", 10, 25), word("-", 25, 28, "DejaVu"), word("spel", 10, 25)], ["sam-", "spel"]),
        ([word("EU", 10, 20), word("-", 20.2, 23, "DejaVu"), word("stöd", 23, 40)], ["EU-stöd"]),
        ([word("våld", 10, 25), word("-", 30, 33), word("stöd", 38, 50)], ["våld", "-", "stöd"]),
        ([word("2024", 10, 25), word("-", 25, 28), word("2026", 28, 45)], ["2024", "-", "2026"]),
        ([word("-", 10, 13), word("stöd", 16, 30)], ["-", "stöd"]),
    ],
)
def test_a_lone_hyphen_goes_to_the_word_it_touches(words: list[Word], texts: list[str]) -> None:
    joined = join_loose_hyphens(words)
    assert [one.text for one in joined] == texts
    assert joined[0].box.x0 == words[0].box.x0


def test_the_joined_word_covers_both() -> None:
    (joined,) = join_loose_hyphens([word("sam", 10, 25), word("-", 25, 28)])
    assert joined.box == Box(10, 100, 28, 110)
