"""Letters to words: a word ends at a space, a gap, another line, another font, size or colour."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import repeat

import numpy as np

from vaxtanalys.model import Box, Word
from vaxtanalys.model.many import maker
from vaxtanalys.read.characters import clean_characters, is_bold, is_clean, is_italic
from vaxtanalys.read.marks import UPRIGHT, Floats, Ints, Letters

# Letters whose tops differ by no more than this stand on one line.
_LEVEL = 2.0
# Turned letters are apart where the gap is wider than this, however small they are.
_TURNED_GAP = 2.0

_word, _box = maker(Word), maker(Box)


@dataclass(frozen=True, slots=True)
class PlacedWords:
    """Words, each one's place in the order of painting, and whether its letters are painted with nothing."""

    words: list[Word] = field(default_factory=list)
    order: list[int] = field(default_factory=list)
    unseen: list[bool] = field(default_factory=list)


def make_words(letters: Letters, x_tolerance: float) -> PlacedWords:
    """The words that letters form: upright ones, then those turned upwards, downwards, else; as the content has them.

    The rule is that of pdfplumber's ``extract_words`` with font, size and colour as further attributes: letters of one
    style that follow each other in the content are sorted to lines and along each line; a word ends at white space and
    at a gap wider than ``x_tolerance`` font sizes.
    """
    found = PlacedWords()
    turns = np.array([style.turn for style in letters.styles], dtype=np.int64)[letters.style]
    for turn in np.flatnonzero(np.bincount(turns)).tolist():
        _add_words(found, letters, np.flatnonzero(turns == turn), x_tolerance, turn)
    return found


def _add_words(found: PlacedWords, letters: Letters, index: Ints, x_tolerance: float, turn: int) -> None:
    order, starts, ends = _split(letters, index, x_tolerance, turn)
    if not len(starts):
        return
    # A word and the blanks behind it, in turn; the box is that of the word.
    bounds = np.column_stack((starts, ends)).ravel()
    # Whole rows are had by ``take`` in a third of the time.
    boxes = letters.boxes.take(order, axis=0)
    boxes = np.vstack((boxes, boxes[-1:]))
    low = np.minimum.reduceat(boxes[:, :2], bounds)[::2]
    high = np.maximum.reduceat(boxes[:, 2:], bounds)[::2]
    corners = np.round(np.hstack((low, high)), 2)
    first = order[starts]
    line = letters.text(order)
    expanded = str.maketrans(dict(letters.more)) if letters.more else None
    spans = zip(starts.tolist(), ends.tolist(), strict=True)
    if expanded is None:
        texts = [line[start:end] for start, end in spans]
        if not is_clean(line):
            texts = list(map(_cleaned, texts))
    else:
        texts = [_cleaned(line[start:end].translate(expanded)) for start, end in spans]
    if not all(texts):
        kept = [i for i, text in enumerate(texts) if text]
        texts, first, corners = [texts[i] for i in kept], first[kept], corners[kept]
    style = letters.style[first].tolist()
    faces = [(s.size, s.font, is_bold(s.font), is_italic(s.font), s.color) for s in letters.styles]
    # For each thing that a style tells, what it is of each word.
    set_in = [map(told.__getitem__, style) for told in zip(*faces, strict=True)]
    found.words.extend(
        map(
            _word,
            texts,
            map(_box, *corners.T.tolist()),
            *set_in,
            repeat(turn == UPRIGHT),
            repeat(False),
            [None if mcid < 0 else mcid for mcid in letters.mcid[first].tolist()],
            repeat(1.0),
        )
    )
    found.order.extend(letters.order[first].tolist())
    found.unseen.extend(letters.unseen[first].tolist())


def _cleaned(text: str) -> str:
    # Most words are plain, and blanks are in none.
    return text if text.isascii() and text.isalnum() else clean_characters(text).strip()


def _split(letters: Letters, index: Ints, x_tolerance: float, turn: int) -> tuple[Ints, Ints, Ints]:
    """The letters along their lines, and where in that order each word begins and ends; blanks are in none."""
    runs = letters.runs if len(index) == len(letters.codes) else letters.runs.take(index, axis=0)
    line = _lines(runs[:, 1], letters.style[index])
    order = index
    if (way := _sorting(line, runs[:, 0])) is not None:
        order, runs, line = index[way], runs.take(way, axis=0), line[way]
    sizes = np.array([one.size for one in letters.styles])[letters.style[order]]
    blank = letters.blank()[order]
    gap = x_tolerance * sizes[:-1]
    if turn != UPRIGHT:
        gap = np.maximum(gap, _TURNED_GAP)
    breaks = (
        (line[1:] != line[:-1])
        | (blank[1:] != blank[:-1])
        | (runs[1:, 0] > runs[:-1, 2] + gap)
        | (np.abs(runs[1:, 1] - runs[:-1, 1]) > _LEVEL)
    )
    bounds = np.concatenate(((0,), np.flatnonzero(breaks) + 1, (len(order),)))
    words = np.flatnonzero(~blank[bounds[:-1]])
    return order, bounds[words], bounds[words + 1]


def _sorting(first: Ints, then: Floats) -> Ints | None:
    """The order of rows by their ``first`` numbers, and where these are the same by those ``then``; stable.

    None where they stand in that order.
    """
    # Most pages are written in the order in which they are read, and that is told in a tenth of the time of sorting.
    if ((first[1:] > first[:-1]) | ((first[1:] == first[:-1]) & (then[1:] >= then[:-1]))).all():
        return None
    return np.lexsort((then, first))


def _lines(tops: Floats, style: Ints) -> Ints:
    """For each letter the number of its line: letters of one style that follow each other, their tops level."""
    group = np.zeros(len(style), dtype=np.int64)
    group[1:] = np.cumsum(style[1:] != style[:-1])
    way = _sorting(group, tops)
    if way is not None:
        tops, group = tops[way], group[way]
    new = np.zeros(len(style), dtype=np.int64)
    new[1:] = (group[1:] != group[:-1]) | (tops[1:] - tops[:-1] > _LEVEL)
    number = np.cumsum(new)
    if way is None:
        return number
    line = np.empty(len(style), dtype=np.int64)
    line[way] = number
    return line
