"""Letters to words: a word ends at a space, a gap, another line, another font, size or colour."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vaxtanalys.model import Box, Word
from vaxtanalys.read.characters import clean_characters, is_bold, is_italic
from vaxtanalys.read.marks import UPRIGHT, Flags, Floats, Ints, Letters

# Letters whose tops differ by no more than this stand on one line.
_LEVEL = 2.0
# Turned letters are apart where the gap is wider than this, however small they are.
_TURNED_GAP = 2.0


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word, its place in the order of painting, and whether its letters are painted with nothing."""

    word: Word
    order: int
    unseen: bool


def make_words(letters: Letters, x_tolerance: float) -> list[PlacedWord]:
    """The words that letters form: upright ones, then those turned upwards, downwards, else; as the content has them.

    The rule is that of pdfplumber's ``extract_words`` with font, size and colour as further attributes: letters of one
    style that follow each other in the content are sorted to lines and along each line; a word ends at white space and
    at a gap wider than ``x_tolerance`` font sizes.
    """
    if not letters.text:
        return []
    turns = np.array([style.turn for style in letters.styles], dtype=np.int64)[letters.style]
    found: list[PlacedWord] = []
    for turn in np.unique(turns):
        index = np.flatnonzero(turns == turn)
        found.extend(_words(letters, index, x_tolerance, int(turn)))
    return found


def _words(letters: Letters, index: Ints, x_tolerance: float, turn: int) -> list[PlacedWord]:
    order, breaks, blank = _split(letters, index, x_tolerance, turn)
    starts = np.flatnonzero(breaks)
    boxes = letters.boxes[order]
    low = np.minimum.reduceat(boxes[:, :2], starts)
    high = np.maximum.reduceat(boxes[:, 2:], starts)
    corners = np.round(np.hstack((low, high)), 2).tolist()
    first = order[starts]
    styles = letters.style[first].tolist()
    marks = letters.mcid[first].tolist()
    painted = letters.order[first].tolist()
    unseen = letters.unseen[first].tolist()
    ends = [*starts[1:].tolist(), len(order)]
    empty = blank[starts].tolist()
    line = _text(letters, order)
    expanded = str.maketrans(dict(letters.more)) if letters.more else None
    found = []
    faces = [(style, is_bold(style.font), is_italic(style.font)) for style in letters.styles]
    for i, start in enumerate(starts.tolist()):
        if empty[i]:
            continue
        text = line[start : ends[i]]
        text = clean_characters(text if expanded is None else text.translate(expanded)).strip()
        if not text:
            continue
        style, bold, italic = faces[styles[i]]
        mcid = marks[i]
        word = Word(
            text,
            Box(*corners[i]),
            style.size,
            style.font,
            bold,
            italic,
            style.color,
            turn == UPRIGHT,
            False,
            mcid if mcid >= 0 else None,
        )
        found.append(PlacedWord(word, painted[i], unseen[i]))
    return found


def _split(letters: Letters, index: Ints, x_tolerance: float, turn: int) -> tuple[Ints, Flags, Flags]:
    """The letters along their lines, whether each begins a word (or a run of blanks), and whether it is a blank."""
    runs = letters.runs[index]
    style = letters.style[index]
    line = _lines(runs[:, 1], style)
    way = np.lexsort((runs[:, 0], line))
    order = index[way]
    runs, line = runs[way], line[way]
    sizes = np.array([one.size for one in letters.styles])[letters.style[order]]
    blank = np.array([char.isspace() for char in _text(letters, order)], dtype=np.bool_)
    gap = x_tolerance * sizes[:-1]
    if turn != UPRIGHT:
        gap = np.maximum(gap, _TURNED_GAP)
    breaks = np.ones(len(order), dtype=np.bool_)
    breaks[1:] = (
        (line[1:] != line[:-1])
        | (blank[1:] != blank[:-1])
        | (runs[1:, 0] > runs[:-1, 2] + gap)
        | (np.abs(runs[1:, 1] - runs[:-1, 1]) > _LEVEL)
    )
    return order, breaks, blank


def _text(letters: Letters, order: Ints) -> str:
    """The letters in another order."""
    codes = np.frombuffer(letters.text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return codes[order].tobytes().decode("utf-32-le", "surrogatepass")


def _lines(tops: Floats, style: Ints) -> Ints:
    """For each letter the number of its line: letters of one style that follow each other, their tops level."""
    group = np.zeros(len(style), dtype=np.int64)
    group[1:] = np.cumsum(style[1:] != style[:-1])
    way = np.lexsort((tops, group))
    sorted_tops, sorted_group = tops[way], group[way]
    new = np.zeros(len(style), dtype=np.int64)
    new[1:] = (sorted_group[1:] != sorted_group[:-1]) | (sorted_tops[1:] - sorted_tops[:-1] > _LEVEL)
    line = np.empty(len(style), dtype=np.int64)
    line[way] = np.cumsum(new)
    return line
