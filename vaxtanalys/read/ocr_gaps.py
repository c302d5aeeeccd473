"""What an engine ran together or passed over inside words, put right by the white and the ink in the picture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from vaxtanalys.lexicon import knows, makes_sense
from vaxtanalys.model import Box
from vaxtanalys.read.ocr_engines import OcrLine, OcrWord
from vaxtanalys.read.ocr_image import INK, Grey, Run, runs_of

# All lengths are shares of the height of the word's box. The white between letters is a fifth at most, a space more;
# before a capital behind a small letter less tells.
_SPACE, _BEFORE_CAPITAL, _COLUMN = 0.22, 0.18, 0.8
# A change of word is looked for so many letters' widths from the white.
_NEAR = 1.8
_LEAST_PART, _SHORT, _WHOLE = 2, 3, 5
# A point is no wider than this share of the figures' height, stands in this lowest part of it, and is no single pixel.
_POINT_WIDE, _POINT_LOW, _POINT_HIGH = 0.32, 0.4, 0.06
_NUMBER = re.compile(r"\d{2,4}|\d{1,2}:\d{1,2}")


def mend_words(lines: Sequence[OcrLine], clear: Grey) -> list[OcrLine]:
    """The lines (boxes in pixels of ``clear``, dark letters on white) with words cut at their spaces, numbers pointed.

    ``lost_space_in_ink``: where the white inside a word is as wide as a space, and a new word may begin there, two were
    run together, often those of two columns. A capital behind a small letter begins one, a letter behind a mark, and
    what the dictionary knows where it does not know the whole. ``seen_point``: the number that opens a line ("2.1") is
    often read without its point, which is in the picture.
    """
    mended = []
    for line in (part for whole in lines for part in _columns(whole, clear)):
        words = [part for word in line for part in _cut(word, clear)]
        if words and _NUMBER.fullmatch(words[0].text):
            words[0] = _pointed(words[0], clear)
        mended.append(tuple(words))
    return mended


def _columns(line: OcrLine, clear: Grey) -> Iterator[OcrLine]:
    """``names_that_touch``: a line cut within a word that is two long ones, the second with a capital.

    They stand in two columns with hardly any white between them; where their ink ends is found later.
    """
    part: list[OcrWord] = []
    for word in line:
        names = list(_names(word, clear))
        for name in names[:-1]:
            yield (*part, name)
            part = []
        part.append(names[-1])
    yield tuple(part)


def _names(word: OcrWord, clear: Grey) -> Iterator[OcrWord]:
    text = word.text
    at = next((i for i in range(1, len(text)) if text[i - 1].islower() and text[i].isupper() and _are_long(text, i)), 0)
    if not at:
        yield word
        return
    end = start = word.places[at]
    white = [(a, b) for (_, a), (b, _) in pairwise(_runs(word.box, clear)) if abs(b - end) <= _reach(word)]
    if white:
        widest = max(white, key=lambda gap: (gap[1] - gap[0], -gap[0]))
        end, start = float(widest[0]), float(widest[1])
    first, rest = word.cut(at, end, start)
    yield first
    yield from _names(rest, clear)


def _reach(word: OcrWord) -> float:
    return _NEAR * word.box.width / len(word.text)


def _cut(word: OcrWord, clear: Grey) -> Iterator[OcrWord]:
    rest = word
    for (_, end), (start, _) in pairwise(_runs(word.box, clear)) if len(word.text) >= 2 * _LEAST_PART else ():
        at = _new_word(rest, start, (start - end) / word.box.height)
        if at:
            first, rest = rest.cut(at, float(end), float(start))
            yield first
    yield rest


def _new_word(word: OcrWord, x: float, white: float) -> int:
    """The number of the letter at which a new word begins near ``x``, with so much white; 0 where none may begin."""
    text, places = word.text, word.places
    reach = _reach(word)
    near = sorted(
        (index for index in range(1, len(text)) if abs(places[index] - x) <= reach),
        key=lambda index: (abs(places[index] - x), index),
    )
    for index in near:
        before, behind = text[index - 1], text[index]
        opens = (before.islower() and behind.isupper()) or (before in ".,:;)" and behind.isalpha())
        if opens and white >= _BEFORE_CAPITAL:
            return index
    if white >= _COLUMN and near:
        return near[0]
    if white < _SPACE or not text.isalpha() or makes_sense(text):
        return 0
    return next((index for index in near if _are_words(text, index)), 0)


def _are_words(text: str, index: int) -> bool:
    return all(len(part) >= _LEAST_PART and _is_word(part) for part in (text[:index], text[index:]))


def _are_long(text: str, index: int) -> bool:
    """Whether a text cut at ``index`` is two long words, of which the dictionary knows one: the names of two bodies."""
    parts = (re.split(r"[\W\d_]", text[:index])[-1], re.split(r"[\W\d_]", text[index:])[0])
    return all(len(part) >= _WHOLE for part in parts) and any(map(_is_word, parts))


def _is_word(text: str) -> bool:
    return knows(text.lower()) or (len(text) > _SHORT and makes_sense(text.lower()))


def _pointed(word: OcrWord, clear: Grey) -> OcrWord:
    ink = _ink(word.box, clear)
    rows = np.flatnonzero(ink.sum(axis=1) >= 2)
    if not len(rows):
        return word
    top, height = int(rows[0]), int(rows[-1] - rows[0] + 1)
    figures, points = 0, []
    for start, end in _runs(word.box, clear):
        part = np.flatnonzero(ink[:, start - round(word.box.x0) : end - round(word.box.x0)].any(axis=1))
        low = part[0] >= top + (1 - _POINT_LOW) * height
        if low and end - start <= _POINT_WIDE * height and part[-1] - part[0] + 1 >= _POINT_HIGH * height:
            points.append(figures)
        elif not low:
            figures += 1
    told = word.text.replace(":", "")
    if figures != len(told) or len(points) != 1 or not 0 < points[0] < figures:
        return word
    return OcrWord(f"{told[: points[0]]}.{told[points[0] :]}", word.box, word.confidence)


def _ink(box: Box, clear: Grey) -> np.ndarray:
    return clear[max(0, round(box.top)) : round(box.bottom) + 1, max(0, round(box.x0)) : round(box.x1) + 1] < INK


def _runs(box: Box, clear: Grey) -> list[Run]:
    """The stretches of columns with ink in a box, in pixels of the page."""
    left = max(0, round(box.x0))
    return [(left + start, left + end) for start, end in runs_of(np.any(_ink(box, clear), axis=0))]
