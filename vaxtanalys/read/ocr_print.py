"""How the lines of a scanned page are set: size, baseline and stroke, measured on the ink itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from vaxtanalys.geometry import overlap, union
from vaxtanalys.model import Box
from vaxtanalys.read.ocr_engines import OcrWord
from vaxtanalys.read.ocr_image import INK, Grey

# Heights over and under the baseline as shares of the size, typical of book and office fonts. Capitals and figures are
# somewhat lower than b, d and l.
_SMALL, _CAPITAL, _TALL, _RINGED, _TAIL = 0.52, 0.69, 0.72, 0.93, 0.21
_CAPITALS = re.compile(r"[A-Z0-9]")
_TALL_LETTERS = re.compile(r"[ÅÄÖÉbdfhiklßtåäöé!?()\"”/%&]")
_RINGED_LETTERS = re.compile(r"[ÅÄÖÉ]")
_TAILED_LETTERS = re.compile(r"[gjpqy(),;/Q]")
# The ring of å reaches higher than an l; the dots of ä and ö do not.
_PLAIN = re.compile(r"[A-Za-z0-9äöé]")
# What the engines make of a round or square bullet. A letter is none of them: "o" and "e" may be words.
_ONE_MARK = "»«*·°¢¤®©■□▪-+~"
BULLET_SLIPS = frozenset(_ONE_MARK) | {
    "«»»",
    *(pair for mark in "»«*·°+~•e" for quote in "»«" for pair in (mark + quote, quote + mark)),
}
# Lines under each other of sizes no further apart than this are of one size; a measured size is some 4 % off.
_ONE_SIZE = 0.13
# One measured on letters of a single height may be off by twice that: fonts differ most in these.
_ONE_SIZE_UNSURE = 0.22
# The baseline is looked for in this lower part of the ink, as the step of so many pixels' depth.
_LOWER, _STEP, _LEAST_FOR_FOOT = 0.45, 2, 3
# How wide letters are beside an a, typical of book and office fonts.
_NARROW, _SLENDER, _WIDE = frozenset("ijlI.,:;!|'’()[]"), frozenset('frt-–J/"”'), frozenset("mwMW%&@—")
_NEXT_LINE = (0.85, 1.75)
# How much wider the strokes of bold print are at least than those beside or under it.
_BOLDER = 1.28


@dataclass(frozen=True, slots=True)
class Print:
    """How a line is set, in pixels: its size, baseline, the mean width of its strokes, and its box.

    ``unsure`` where its letters are all of one height, so that little tells how large the font is.
    """

    size: float
    baseline: float
    stroke: float
    box: Box
    unsure: bool = False


def evened(prints: Sequence[Print], letters: Sequence[int]) -> list[Print]:
    """The lines of a page with one size for lines that stand together; ``letters`` counts those of each line.

    ``one_size_a_stack``: the lines of a paragraph and the cells of a row are of one size, so the middle one of their
    letters' measures is taken for all lines under and beside each other whose own measures lie near.
    """
    stacks = list(range(len(prints)))
    order = sorted(range(len(prints)), key=lambda index: prints[index].baseline)
    for place, index in enumerate(order):
        for other in order[place + 1 :]:
            step = prints[other].baseline - prints[index].baseline
            if step > _NEXT_LINE[1] * prints[index].size:
                break
            if _is_beside(prints[index], prints[other], step) or _is_next(prints[index], prints[other], step):
                old, new = stacks[other], stacks[index]
                stacks = [new if stack == old else stack for stack in stacks]
    made = list(prints)
    for stack in set(stacks):
        inside = [index for index, number in enumerate(stacks) if number == stack]
        size = weighted_median([prints[index].size for index in inside], [letters[index] for index in inside])
        for index in inside:
            made[index] = replace(prints[index], size=size)
    return made


def _is_beside(left: Print, right: Print, step: float) -> bool:
    return abs(step) <= 0.3 * left.size and _near(left, right)


def _near(a: Print, b: Print) -> bool:
    reach = _ONE_SIZE_UNSURE if a.unsure or b.unsure else _ONE_SIZE
    return abs(a.size - b.size) <= reach * min(a.size, b.size)


def _is_next(above: Print, below: Print, step: float) -> bool:
    near = step >= _NEXT_LINE[0] * above.size and _near(above, below) and not _is_bolder(above, below)
    shared = overlap(above.box.x0, above.box.x1, below.box.x0, below.box.x1)
    return near and shared >= 0.5 * min(above.box.width, below.box.width)


def _is_bolder(a: Print, b: Print) -> bool:
    """``heading_over_text``: a bold line over others is a heading, and may be a little larger than they are."""
    light, heavy = sorted(each.stroke / each.size if each.size else 0.0 for each in (a, b))
    return light > 0 and heavy > _BOLDER * light


def weighted_median(values: Sequence[float], weights: Sequence[int]) -> float:
    """The value at which half of the weight is passed; 0 where there is none."""
    half, passed = sum(weights) / 2, 0
    for value, weight in sorted(zip(values, weights, strict=True)):
        passed += weight
        if passed >= half:
            return value
    return 0.0


def measure(line: Sequence[OcrWord], clear: Grey) -> Print:
    """How a line is set.

    The height of the ink says little by itself ("som" is lower than "Åtgärdslista"), so it is shared out by which kinds
    of letters stand in the line. ``plain_letters``: what reaches higher or lower than most (the rings of Å, commas,
    brackets) is left out where other letters stand beside it; engines draw their boxes through rings. The stroke is how
    wide the ink of a letter is across: bold print has a third more than the rest of the page.
    """
    box = union(word.box for word in line)
    start, left = max(0, round(box.top)), max(0, round(box.x0))
    part = clear[start : round(box.bottom) + 1, left : round(box.x1) + 1].astype(np.float32)
    spans = [span for word in line if word.text not in BULLET_SLIPS for span in _letter_spans(word)]
    plain = [(letter, a, b) for letter, a, b in spans if _PLAIN.match(letter)]
    text = "".join(letter for letter, _, _ in plain or spans) or line[0].text
    over, under = _heights(text)
    unsure = over in (_SMALL, _CAPITAL) and not under
    if part.shape[0] < 4 or part.shape[1] < 4:
        size = box.height / (over + under)
        return Print(size, box.bottom - under * size, 0.0, box, unsure)
    darkest, lightest = np.percentile(part, (2, 98))
    ink = np.clip((lightest - part) / max(lightest - darkest, 1.0), 0.0, 1.0)
    odd = [span for span in spans if not _PLAIN.match(span[0])] if plain else []
    inked = _without_columns(ink, odd, left) > 0.5
    first, last = _rows(inked)
    foot = (
        _foot(inked, first, last)
        if len(text) >= _LEAST_FOR_FOOT
        else round(last - under * (last - first) / (over + under))
    )
    size = (foot - first) / over
    return Print(size, start + foot, _stroke(ink), box, unsure)


def _heights(text: str) -> tuple[float, float]:
    """How high over and deep under the baseline the letters of a text reach, as shares of its size."""
    over = next(
        (
            height
            for letters, height in ((_RINGED_LETTERS, _RINGED), (_TALL_LETTERS, _TALL), (_CAPITALS, _CAPITAL))
            if letters.search(text)
        ),
        _SMALL,
    )
    return over, _TAIL if _TAILED_LETTERS.search(text) else 0.0


def _foot(inked: NDArray[np.bool_], first: int, last: int) -> int:
    """The row after the last that letters stand on, between the ``first`` row with ink and the one after the ``last``.

    ``step_of_ink``: nearly all letters stand on the baseline, so the ink of the rows falls most there. How far down the
    ink reaches tells less: an f has a tail where it is set in italics, and that of a single y may be too thin to see.
    """
    ink = np.pad(inked[first:last].sum(axis=1).astype(np.float64), (0, _STEP))
    steps = [
        (ink[max(0, row - _STEP) : row].mean() - ink[row : row + _STEP].mean(), row)
        for row in range(max(1, round((1 - _LOWER) * (last - first))), last - first + 1)
    ]
    return first + max(steps)[1] if steps else last


def _letter_spans(word: OcrWord) -> Iterator[tuple[str, float, float]]:
    """The letters of a word with where each begins and ends, in pixels; by typical widths where no engine tells."""
    starts: Sequence[float] = word.starts
    if len(starts) != len(word.text):
        widths = np.array([_width(letter) for letter in word.text])
        starts = (word.box.x0 + word.box.width * (np.cumsum(widths) - widths) / widths.sum()).tolist()
    yield from zip(word.text, starts, (*starts[1:], word.box.x1), strict=True)


def _width(letter: str) -> float:
    """How wide a letter is beside an a, more or less."""
    if letter in _NARROW:
        return 0.5
    if letter in _SLENDER:
        return 0.7
    return 1.5 if letter in _WIDE else 1.2 if letter.isupper() else 1.0


def _without_columns(
    ink: NDArray[np.float32], letters: Sequence[tuple[str, float, float]], left: float
) -> NDArray[np.float32]:
    """The ink without the columns of some letters; all of it where too little would be left to measure."""
    keep = np.ones(ink.shape[1], dtype=np.bool_)
    for _, a, b in letters:
        # Where letters begin is the engine's guess.
        slack = 0.1 * (b - a)
        keep[max(0, round(a - left - slack)) : max(0, round(b - left + slack))] = False
    return ink[:, keep] if keep.sum() >= 8 else ink


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


def ink_edge(clear: Grey, line: Print, x: float, step: int) -> float:
    """Where the ink of a line begins (``step`` 1) or ends (-1) near ``x``, in pixels; ``x`` where none is near.

    Engines draw their boxes some way outside the letters, each line by as much as it likes; columns are told by where
    their lines begin.
    """
    reach = round(0.5 * line.size)
    top, bottom = max(0, round(line.baseline - 0.72 * line.size)), round(line.baseline) + 1
    first, last = max(0, round(x) - reach), min(clear.shape[1], round(x) + reach + 1)
    inked = (clear[top:bottom, first:last] < INK).sum(axis=0) >= 2
    at = min(max(0, round(x) - first), len(inked) - 1)
    if not len(inked) or not inked.any():
        return x
    if inked[at]:
        while 0 <= at - step < len(inked) and inked[at - step]:
            at -= step
        return x if at in (0, len(inked) - 1) else float(first + at + (step < 0))
    while 0 <= at + step < len(inked) and not inked[at + step]:
        at += step
    at += step
    return float(first + at + (step < 0)) if 0 <= at < len(inked) else x
