"""Words that an engine ran together, and points that it passed over, put right by what the picture shows."""

from __future__ import annotations

import numpy as np
import pytest
from test_scans import drawn

from vaxtanalys.model import Box
from vaxtanalys.read.ocr_engines import OcrWord
from vaxtanalys.read.ocr_gaps import mend_words


def mended(printed: str, read_as: str, starts: tuple[float, ...] = (), size: float = 11) -> list[list[str]]:
    """What becomes of a line that an engine read as one word, ``printed`` being what the picture shows."""
    picture, words = drawn(printed, size)
    box = Box(words[0].box.x0, words[0].box.top, words[-1].box.x1, words[-1].box.bottom)
    lines = mend_words([(OcrWord(read_as, box, 0.9, starts),)], picture)
    return [[word.text for word in line] for line in lines]


@pytest.mark.parametrize(
    ("printed", "read_as", "expected"),
    [
        ("i samverkan med", "isamverkanmed", [["isamverkanmed"]]),
        ("samverkan med", "samverkanmed", [["samverkan", "med"]]),
        ("vägen. Nämnden", "vägen.Nämnden", [["vägen.", "Nämnden"]]),
        ("ån Skolan", "ånSkolan", [["ån", "Skolan"]]),
        ("kontrollköp", "kontrollköp", [["kontrollköp"]]),
        ("YouTube", "YouTube", [["YouTube"]]),
        ("BankID", "BankID", [["BankID"]]),
        ("kl.9", "kl.9", [["kl.9"]]),
    ],
)
def test_words_that_were_run_together(printed: str, read_as: str, expected: list[list[str]]) -> None:
    assert mended(printed, read_as) == expected


def test_white_behind_a_letter_is_wide_where_a_column_ends() -> None:
    """The letters' places are told by the engine; the new word begins where the white ends, however wide that is."""
    picture, words = drawn("ån Skolnämnden", 11)
    apart = np.full((picture.shape[0], picture.shape[1] + 150), 255, dtype=np.uint8)
    cut = round(words[1].box.x0 + 2)
    apart[:, :cut] = picture[:, :cut]
    apart[:, cut + 150 :] = picture[:, cut:]
    starts = (*words[0].starts, *(start + 150 for start in words[1].starts))
    box = Box(words[0].box.x0, words[0].box.top, words[1].box.x1 + 150, words[0].box.bottom)
    (line,) = mend_words([(OcrWord("ånSkolnämnden", box, 0.9, starts),)], apart)
    assert [word.text for word in line] == ["ån", "Skolnämnden"]
    assert line[1].box.x0 - line[0].box.x1 > 140


def test_names_that_touch_are_of_two_columns() -> None:
    """``names_that_touch``: each is a line of its own, so that its size and place are its own."""
    assert mended("ungdomsnämndenSamhällsnämnden", "ungdomsnämndenSamhällsnämnden") == [
        ["ungdomsnämnden"],
        ["Samhällsnämnden"],
    ]


@pytest.mark.parametrize(
    ("printed", "read_as", "expected"),
    [
        ("2.1", "21", "2.1"),
        ("2.1", "2:1", "2.1"),
        ("3.12", "312", "3.12"),
        ("2:1", "2:1", "2:1"),
        ("21", "21", "21"),
        ("2027", "2027", "2027"),
    ],
)
def test_the_point_of_a_number_is_seen(printed: str, read_as: str, expected: str) -> None:
    """``seen_point``: engines pass over the point of "2.1"; what has none in the picture gets none."""
    assert mended(printed, read_as) == [[expected]]
