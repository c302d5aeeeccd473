"""What an engine read, as the words of a page: boxes in points, sizes from the height of the letters, plain bullets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from vaxtanalys.model import Box, Word
from vaxtanalys.read.characters import clean_characters
from vaxtanalys.read.ocr_bullets import LineStart, find_bullets
from vaxtanalys.read.ocr_engines import OcrLine, OcrWord
from vaxtanalys.read.ocr_image import Grey
from vaxtanalys.read.ocr_print import BULLET_SLIPS, Print, evened, ink_edge, measure, weighted_median

_GLUED_BULLET = re.compile(r"^[«»•·*](?=[^\W\d_])")
_LABEL = re.compile(r"^[^\W\d_]{3,}:(?=[A-ZÅÄÖ0-9/])")
# Rules that are taken for letters.
_RULE_SLIPS = re.compile(r"^[|_¦\[\]{}\\=—'’‘`´.,:;~^<>-]*[|_¦\[\]{}\\=][|_¦\[\]{}\\=—'’‘`´.,:;~^<>-]*$")
_DASHES = frozenset("-–—=~_.,'")
# A list behind dashes is another than the one behind bullets above or below it.
_DASH_BULLETS = frozenset("-")
_SURE_OF_DASH = 0.6
# A bullet stands no further before its line than so many times the height of a word.
_BEHIND = 2.0

# How much wider than the page's usual strokes those of bold print are at least (regular 0.06 of the size, bold 0.09).
_BOLDER = 1.28
# Beside bold print on one baseline less is enough: of three letters the strokes are measured badly.
_BOLDER_BESIDE = 1.14
_ONE_BASELINE = 0.15
_FEW_LETTERS = 5


class _Piece(NamedTuple):
    """A word as it goes to the page: where it begins and ends, in pixels, and how sure the engine is (0 to 1)."""

    text: str
    x0: float
    x1: float
    confidence: float


@dataclass(frozen=True, slots=True)
class _Part:
    """Words side by side with no wide gap between them; ``goes_on`` where more stands after the gap."""

    words: tuple[OcrWord, ...]
    goes_on: bool


def make_words(lines: Sequence[OcrLine], clear: Grey, scale: float) -> tuple[list[Word], float]:
    """The words of a page and the mean confidence (0 to 1, each word by its length).

    ``clear`` is the page as the engine was given it: dark letters on white, ``scale`` pixels to a point.
    """
    parts = _with_bullets([part for line in lines for part in _parts([word for word in line if not _is_rule(word)])])
    letters = [sum(len(word.text) for word in part.words) for part in parts]
    if not sum(letters):
        return [], 0.0
    prints = evened([measure(part.words, clear) for part in parts], letters)
    usual = weighted_median([each.stroke / each.size for each in prints], letters)
    texts = [_to_the_ink(list(_texts(part)), each, clear) for part, each in zip(parts, prints, strict=True)]
    unread = find_bullets([_start(each, size) for each, size in zip(texts, prints, strict=True)], clear)
    words: list[Word] = []
    for part_texts, size, bullet in zip(texts, prints, unread, strict=True):
        top, bottom = (size.baseline - 0.79 * size.size) / scale, (size.baseline + 0.21 * size.size) / scale
        bold = is_bold(size, prints, usual, sum(text.isalpha() * len(text) for text, *_ in part_texts) or _FEW_LETTERS)
        for text, x0, x1, confidence in part_texts if bullet is None else _behind(bullet, part_texts, size, clear):
            box = Box(round(x0 / scale, 2), round(top, 2), round(x1 / scale, 2), round(bottom, 2))
            words.append(Word(text, box, round(size.size / scale, 2), bold=bold, confidence=round(confidence, 3)))
    return words, sum(word.confidence * len(word.text) for part in parts for word in part.words) / sum(letters)


def is_bold(line: Print, prints: Sequence[Print], usual: float, letters: int) -> bool:
    """Whether a part of a line, of so many letters, is bold.

    ``bold_beside_bold``: the short words of a heading row are as its long ones; beside two bold parts a word of a few
    letters is bold whatever its strokes say, for they are too few to measure.
    """
    heavier = line.stroke / (usual * line.size) if usual and line.size else 0.0
    if heavier > _BOLDER or (heavier <= _BOLDER_BESIDE and letters >= _FEW_LETTERS):
        return heavier > _BOLDER
    beside = sum(
        abs(other.baseline - line.baseline) <= _ONE_BASELINE * line.size
        and abs(other.size - line.size) < _ONE_BASELINE * line.size
        and other.stroke > _BOLDER * usual * other.size
        for other in prints
    )
    return beside > (0 if heavier > _BOLDER_BESIDE else 1)


def _to_the_ink(texts: list[_Piece], line: Print, clear: Grey) -> list[_Piece]:
    """The words of a part of a line with its two ends where the ink is."""
    if texts:
        first = texts[0]
        texts[0] = first._replace(x0=min(ink_edge(clear, line, first.x0, 1), first.x1 - 1))
        last = texts[-1]
        texts[-1] = last._replace(x1=max(ink_edge(clear, line, last.x1, -1), last.x0 + 1))
    return texts


def _start(texts: Sequence[_Piece], size: Print) -> LineStart:
    first = texts[0] if texts else _Piece("•", 0.0, 0.0, 1.0)
    marked = Box(first.x0, size.baseline - size.size, first.x1, size.baseline) if first.text == "•" else None
    return LineStart(first.x0, size.baseline, size.size, marked)


def _behind(bullet: Box, texts: Sequence[_Piece], line: Print, clear: Grey) -> list[_Piece]:
    """The words of a line with a bullet before them that is in the picture, in place of the letter it was taken for."""
    first, rest = texts[0], texts[1:]
    if bullet.x1 <= first.x0:
        rest = texts
    elif len(first.text) > 1:
        rest = [first._replace(x0=min(ink_edge(clear, line, bullet.x1 + 1, 1), first.x1 - 1)), *rest]
    return [_Piece("•", bullet.x0, bullet.x1, 1.0), *rest]


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


def _with_bullets(parts: Sequence[_Part]) -> list[_Part]:
    """``bullet_line``: the parts, a bullet that the engine read as a line of its own put before the text behind it.

    As a line of its own it would have a size, and a place on the page, that no other word has.
    """
    made = list(parts)
    for mark in parts:
        if _is_bullet(mark) and (behind := [at for at, part in enumerate(made) if _follows(mark, part)]):
            at = min(behind, key=lambda index: made[index].words[0].box.x0)
            made[at] = _Part((*mark.words, *made[at].words), made[at].goes_on)
            made.remove(mark)
    return made


def _is_bullet(part: _Part) -> bool:
    return len(part.words) == 1 and (part.words[0].text in BULLET_SLIPS or part.words[0].text == "•")


def _follows(part: _Part, other: _Part) -> bool:
    """Whether a line of text begins right behind a bullet, the bullet's middle within its height."""
    mark, first = part.words[0].box, other.words[0].box
    middle = (mark.top + mark.bottom) / 2
    near = 0 <= first.x0 - mark.x1 < _BEHIND * first.height
    return near and first.top < middle < first.bottom and not _is_bullet(other)


def _is_rule(word: OcrWord) -> bool:
    """``rule_slip``: upright strokes, underscores, and dashes that the engine itself doubts, are rules of a table."""
    return bool(_RULE_SLIPS.match(word.text)) or (word.text in _DASHES and word.confidence < _SURE_OF_DASH)


def _texts(part: _Part) -> Iterator[_Piece]:
    """The texts of a part of a line with where they begin and end, in pixels; misread bullets made bullets.

    ``bullet_slip``: a mark before the first word of a line or of a column that no Swedish sentence opens with is the
    list's bullet.
    """
    quoted = sum(word.text.count("»") + word.text.count("«") for word in part.words) > 1
    for index, word in enumerate(part.words):
        text, x0 = clean_characters(word.text).strip(), word.box.x0
        glued = _GLUED_BULLET.match(text) if index == 0 and not quoted else None
        if index == 0 and text in BULLET_SLIPS - _DASH_BULLETS and (part.goes_on or len(part.words) > 1):
            text = "•"
        elif glued:
            width = word.box.width / len(text)
            yield _Piece("•", x0, x0 + 0.8 * width, word.confidence)
            text, x0 = text[1:], x0 + width
        yield from _with_spaces(_Piece(text, x0, word.box.x1, word.confidence))


def _with_spaces(piece: _Piece) -> Iterator[_Piece]:
    """``lost_space``: a label and what follows its colon are two words, though engines drop the space: "Tidplan:2027".

    Figures ("1:3"), times and addresses of web pages are left as they are.
    """
    label = _LABEL.match(piece.text)
    if label and not piece.text[label.end() :].startswith("//"):
        cut = piece.x0 + (piece.x1 - piece.x0) * label.end() / len(piece.text)
        yield piece._replace(text=piece.text[: label.end()], x1=cut)
        piece = piece._replace(text=piece.text[label.end() :], x0=cut)
    if piece.text:
        yield piece
