"""What an engine read, as the words of a page: boxes in points, sizes from the height of the letters, plain bullets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vaxtanalys.geometry import union
from vaxtanalys.model import Box, Word
from vaxtanalys.read.characters import clean_characters
from vaxtanalys.read.ocr_engines import OcrLine, OcrWord
from vaxtanalys.read.ocr_image import Grey

# Heights over and under the baseline as shares of the size, typical of book and office fonts.
_SMALL, _TALL, _RINGED, _TAIL = 0.5, 0.72, 0.93, 0.21
_TALL_LETTERS = re.compile(r"[A-ZÅÄÖÉbdfhiklßtåäöé0-9!?()\"”/%&]")
_RINGED_LETTERS = re.compile(r"[ÅÄÖÉ]")
_TAILED_LETTERS = re.compile(r"[gjpqy(),;/Q]")
# What the engines make of a round or square bullet. A letter is none of them: "o" and "e" may be words.
_BULLET_SLIPS = frozenset("»«*·°¢¤®©■□▪-+~") | {"»«", "«»", "»»", "«»»", "e«", "«e", "•«", "»•"}
_GLUED_BULLET = re.compile(r"^[«»•·*](?=[^\W\d_])")
# Rules that are taken for letters.
_RULE_SLIPS = re.compile(r"^[|_¦\[\]{}\\=—'’‘`´.,:;~^<>-]*[|_¦\[\]{}\\=][|_¦\[\]{}\\=—'’‘`´.,:;~^<>-]*$")
_DASHES = frozenset("-–—=~_.,'")
_SURE_OF_DASH = 0.6

# How much wider than the page's usual strokes those of bold print are at least (regular 0.06 of the size, bold 0.09).
_BOLDER = 1.28


@dataclass(frozen=True, slots=True)
class _Print:
    """How a line is set, in pixels; ``stroke`` is a share of the size."""

    size: float
    baseline: float
    stroke: float


@dataclass(frozen=True, slots=True)
class _Part:
    """Words side by side with no wide gap between them; ``goes_on`` where more stands after the gap."""

    words: tuple[OcrWord, ...]
    goes_on: bool


def make_words(lines: Sequence[OcrLine], clear: Grey, scale: float) -> tuple[list[Word], float]:
    """The words of a page and the mean confidence (0 to 1, each word by its length).

    ``clear`` is the page as the engine was given it: dark letters on white, ``scale`` pixels to a point.
    """
    parts = [part for line in lines for part in _parts([word for word in line if not _is_rule(word)])]
    letters = [sum(len(word.text) for word in part.words) for part in parts]
    if not sum(letters):
        return [], 0.0
    measured = [_measure(part.words, clear) for part in parts]
    usual = _median([size.stroke for size in measured], letters)
    words: list[Word] = []
    for part, size in zip(parts, measured, strict=True):
        top, bottom = (size.baseline - 0.79 * size.size) / scale, (size.baseline + 0.21 * size.size) / scale
        bold = size.stroke > _BOLDER * usual
        for text, x0, x1 in _texts(part):
            box = Box(round(x0 / scale, 2), round(top, 2), round(x1 / scale, 2), round(bottom, 2))
            words.append(Word(text, box, round(size.size / scale, 2), bold=bold))
    return words, sum(word.confidence * len(word.text) for part in parts for word in part.words) / sum(letters)


def _parts(line: Sequence[OcrWord]) -> Iterator[_Part]:
    """A line cut where a gap as wide as the line is high stands: the cells of two columns are not set alike."""
    start = 0
    for index in range(1, len(line) + 1):
        if index == len(line):
            if line:
                yield _Part(tuple(line[start:]), False)
        elif line[index].box.x0 - line[index - 1].box.x1 > max(line[index].box.height, line[index - 1].box.height):
            yield _Part(tuple(line[start:index]), True)
            start = index


def _median(values: Sequence[float], weights: Sequence[int]) -> float:
    half, passed = sum(weights) / 2, 0
    for value, weight in sorted(zip(values, weights, strict=True)):
        passed += weight
        if passed >= half:
            return value
    return 0.0


def _is_rule(word: OcrWord) -> bool:
    """``rule_slip``: upright strokes, underscores, and dashes that the engine itself doubts, are rules of a table."""
    return bool(_RULE_SLIPS.match(word.text)) or (word.text in _DASHES and word.confidence < _SURE_OF_DASH)


def _texts(part: _Part) -> Iterator[tuple[str, float, float]]:
    """The texts of a part of a line with where they begin and end, in pixels; misread bullets made bullets.

    ``bullet_slip``: a mark before the first word of a line or of a column that no Swedish sentence opens with is the
    list's bullet.
    """
    quoted = sum(word.text.count("»") + word.text.count("«") for word in part.words) > 1
    for index, word in enumerate(part.words):
        text, x0 = clean_characters(word.text).strip(), word.box.x0
        glued = _GLUED_BULLET.match(text) if index == 0 and not quoted else None
        if index == 0 and text in _BULLET_SLIPS and (part.goes_on or len(part.words) > 1):
            text = "•"
        elif glued:
            width = word.box.width / len(text)
            yield "•", x0, x0 + 0.8 * width
            text, x0 = text[1:], x0 + width
        if text:
            yield text, x0, word.box.x1


def _measure(line: Sequence[OcrWord], clear: Grey) -> _Print:
    """How a line is set.

    The height of the ink says little by itself ("som" is lower than "Åtgärdslista"), so it is shared out by which kinds
    of letters stand in the line. The stroke is how wide the ink of a letter is across, as a share of the size: bold
    print has a third more than the rest of the page.
    """
    text = " ".join(word.text for word in line if word.text not in _BULLET_SLIPS) or line[0].text
    over = _RINGED if _RINGED_LETTERS.search(text) else _TALL if _TALL_LETTERS.search(text) else _SMALL
    under = _TAIL if _TAILED_LETTERS.search(text) else 0.0
    box = union(word.box for word in line)
    start = max(0, round(box.top))
    part = clear[start : round(box.bottom) + 1, max(0, round(box.x0)) : round(box.x1) + 1].astype(np.float32)
    if part.shape[0] < 4 or part.shape[1] < 4:
        size = box.height / (over + under)
        return _Print(size, box.bottom - under * size, 0.0)
    darkest, lightest = np.percentile(part, (2, 98))
    ink = np.clip((lightest - part) / max(lightest - darkest, 1.0), 0.0, 1.0)
    first, last = _rows(ink > 0.5)
    size = (last - first) / (over + under)
    return _Print(size, start + last - under * size, _stroke(ink) / size)


def _rows(ink: NDArray[np.bool_]) -> tuple[int, int]:
    """The first row with ink and the first without after it, looked for from the middle outwards."""
    # A single stem under the line (the p of a long line) is three pixels wide.
    rows = ink.sum(axis=1) >= 2
    first = last = len(rows) // 2
    # The dots of Ä and Ö stand free above their letter; the line above stands further off.
    leap = max(2, round(0.12 * len(rows)))
    while first > 0 and rows[max(0, first - leap) : first].any():
        first -= 1
    while last < len(rows) - 1 and rows[last + 1 : last + 3].any():
        last += 1
    return first, last + 1


def _stroke(ink: NDArray[np.float32]) -> float:
    """The mean width of the narrower three quarters of the runs of ink across (the rest are bars, not stems)."""
    steps = np.diff(np.pad(ink > 0.5, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(steps == 1)
    _, ends = np.nonzero(steps == -1)
    if not len(rows):
        return 0.0
    sums = np.cumsum(np.pad(ink, ((0, 0), (1, 0))), axis=1, dtype=np.float64)
    widths = np.sort(sums[rows, ends] - sums[rows, starts])
    return float(widths[: max(1, 3 * len(widths) // 4)].mean())
