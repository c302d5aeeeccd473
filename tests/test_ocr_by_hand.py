"""What is written or stamped on a scan: kept out of the text and said; what is misread within the print stays."""

from __future__ import annotations

import pytest

from vaxtanalys.model import Box, Word
from vaxtanalys.read.ocr_by_hand import mark_by_hand


def at(text: str, x0: float, top: float, size: float = 10, confidence: float = 0.95) -> Word:
    return Word(text, Box(x0, top, x0 + 5 * len(text), top + size), size, confidence=confidence)


PRINT = [
    at(text, 60 + 80 * number, 100 + 14 * row)
    for row in range(4)
    for number, text in enumerate(("skolan", "ska", "öppna"))
]


@pytest.mark.parametrize(
    ("word", "by_hand"),
    [
        (at("MYMW", 400, 114, confidence=0.4), True),
        (at("NNDSKANSLIET", 60, 60, size=24, confidence=0.1), True),
        (at("tum", 400, 114, size=14, confidence=0.0), True),
        (at("MYMW", 400, 114, confidence=0.9), False),
        (at("kouumnunstyrelsen", 60, 156, confidence=0.3), False),
        (at("2025", 400, 114, confidence=0.4), False),
        (at("nya", 400, 114, confidence=0.45), False),
    ],
    ids=["in the margin", "large", "guessed", "sure", "within the print", "figures", "a word"],
)
def test_what_is_no_print(word: Word, by_hand: bool) -> None:
    words, told = mark_by_hand([*PRINT, word])
    assert [each.text for each in words if each.hidden] == [word.text] * by_hand
    assert (told is not None and word.text in told) is by_hand


def test_a_word_misread_in_a_heading_is_no_stamp() -> None:
    heading = [at("öppna", 60, 60, 16), at("skolxn", 92, 60, 16, confidence=0.4)]
    assert mark_by_hand([*PRINT, *heading])[1] is None


def test_of_a_page_that_is_read_badly_nothing_is_left_out() -> None:
    unsure = [at("vrxen", 400, 100 + 14 * row, confidence=0.2) for row in range(4)]
    assert mark_by_hand([*PRINT, *unsure])[1] is None


def test_a_page_of_a_few_words_tells_nothing() -> None:
    assert mark_by_hand([at("MYMW", 400, 114, confidence=0.4)])[1] is None


def test_a_mark_beside_what_is_no_print() -> None:
    """A dash that stands alone is a sure word of no letters."""
    words, _ = mark_by_hand([*PRINT, at("–", 390, 114), at("-", 395, 114), at("MYMW", 401, 114, confidence=0.4)])
    assert [word.text for word in words if word.hidden] == ["MYMW"]
