"""Words to lines: what stands side by side, cut where a column's gutter may run, without note marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from vaxtanalys.emblems import is_emblem
from vaxtanalys.geometry import union
from vaxtanalys.layout.rows import group_rows
from vaxtanalys.model import Box, Word
from vaxtanalys.model.many import maker

BULLETS = frozenset("•●○◦▪■□◆◇►▶▸▹▫‣⁃∙·–—-*⌘»›✓✔☐☑❑❖➔➜➢➤→⦿")
# Those that may touch the word they hang before.
_HUNG_BULLETS = BULLETS - set("-–—*·→")
_DASHES = frozenset("–—-")
_COORDINATION = frozenset({"och", "eller", "samt", "respektive"})
# A sign whose letter the file does not tell, alone before the words, is a bullet.
_UNMAPPED = re.compile(r"^\(cid:\d+\)$")
SENTENCE_END = re.compile(r"[.!?:;][\"”»)]*$")
_NUMBER_MARKER = re.compile(r"^(?:\(?\d{1,2}[.)]|\(?[a-zåäö][.)])$", re.I)
_PARTED_NUMBER = re.compile(r"^(?:\d{1,2}(?:[.:]\d{1,2}){1,3}[a-z]?|\d{1,2}[a-z]|[A-H]\.?\d{1,2}(?:\.\d{1,2})?)[.:)]?$")
# Spaces of a justified line differ by less than this (points), and are no wider than so many times the size.
_ALIKE = 0.5
_LEAST_SPACES = 3
_WIDEST_SPACE = 5.0
# The white between two lines of a cell or a paragraph is at most this share of their size.
LEADING = 0.45
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_SUPERSCRIPT = re.compile(f"[{_SUPERSCRIPTS}]")
_NOTE_AT_END = re.compile(
    rf"(?<=[^\W\d_.,;:)\"”»%\]])[{_SUPERSCRIPTS}]+(?=$|[.,;:)])|(?<=[.,;:)\"”»%\]])[{_SUPERSCRIPTS}]+$"
)


@dataclass(frozen=True, slots=True)
class Line:
    """Words side by side on one page, left to right, with the marker that was printed before them.

    ``text`` is the words joined by spaces; words that touch (a change of font inside a word) are joined without.
    """

    page: int
    words: tuple[Word, ...]
    box: Box
    size: float
    bold: bool
    italic: bool
    color: str | None
    marker: str | None = None
    notes: tuple[str, ...] = ()
    text: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", join_words(self.words))

    @property
    def start(self) -> float:
        """Where the words begin, the marker left out."""
        return self.words[0].box.x0 if self.words else self.box.x0


_line = maker(Line)


def touching(left: Word, right: Word) -> bool:
    """Whether two words are pieces of one: the font changed inside it, and nothing stands between."""
    if left.font == right.font:
        return False
    gap = right.box.x0 - left.box.x1
    return -1.0 <= gap < 0.06 * max(left.size, right.size)


def join_words(words: Sequence[Word]) -> str:
    """The text of words side by side."""
    if len(words) < 2:
        return words[0].text if words else ""
    if len({word.font for word in words}) == 1:
        # Most lines are of one font, and then nothing more need be asked.
        return " ".join([word.text for word in words])
    pieces = [words[0].text]
    for left, right in pairwise(words):
        if not touching(left, right):
            pieces.append(" ")
        pieces.append(right.text)
    return "".join(pieces)


def white_between(above: Sequence[Word], below: Sequence[Word]) -> float:
    """How high the white is between the words of two lines; under 0 where they overlap in height."""
    return min([word.box.top for word in below]) - max([word.box.bottom for word in above])


def make_line(page: int, words: Sequence[Word]) -> Line | None:
    """One line of words; note marks are kept out of the words, a marker out of the text. None where no word is left."""
    kept, notes, size = _without_note_marks(words)
    if not kept:
        return None
    marker, kept = _split_marker(kept)
    body = kept or list(words)
    styles = {(word.bold, word.italic, word.color) for word in body}
    # Most lines are set in one style.
    bold, italic, colour = next(iter(styles)) if len(styles) == 1 else _main_style(body)
    return _line(
        page=page,
        words=tuple(kept),
        box=union([word.box for word in words]),
        size=size if marker is None and not notes else _common_size(body),
        bold=bold,
        italic=italic,
        color=colour,
        marker=marker,
        notes=tuple(notes),
    )


def _main_style(words: Sequence[Word]) -> tuple[bool, bool, str | None]:
    """Whether all words are bold and italic, those left out that hold no letter or figure, and most words' colour."""
    letters = [word for word in words if any(map(str.isalnum, word.text))] or words
    colours = Counter(word.color for word in words)
    return (
        all(word.bold for word in letters),
        all(word.italic for word in letters),
        colours.most_common(1)[0][0],
    )


def make_lines(page: int, words: Sequence[Word], column_gap: float) -> list[Line]:
    """All lines of a page's words, cut at gaps wider than ``column_gap`` times the size (never behind a marker)."""
    lines: list[Line] = []
    for row in group_rows(words):
        segment: list[Word] = []
        end = 0.0
        even = _evenly_spread(row, column_gap) if len(row) > _LEAST_SPACES else frozenset()
        for at, word in enumerate(row):
            box = word.box
            # Most words stand closer than the white that may be a gutter.
            wide = segment and box.x0 - end > column_gap * word.size and at not in even
            if wide and _cut_before(segment, word, box.x0 - end, column_gap):
                lines.extend(filter(None, [make_line(page, segment)]))
                segment = []
            end = box.x1 if not segment or box.x1 > end else end
            segment.append(word)
        lines.extend(filter(None, [make_line(page, segment)]))
    return lines


def _evenly_spread(row: Sequence[Word], column_gap: float) -> frozenset[int]:
    """The places in a row of the words before which stands the white of a line drawn out to the full width.

    ``spaces_drawn_out``: three spaces or more in a row that are wide and all alike, between words of different
    lengths, are those of a justified line with few words; gaps between columns differ, and marks in the columns of a
    matrix are of one width.
    """
    gaps = [right.box.x0 - left.box.x1 for left, right in pairwise(row)]
    # Most rows have no white that is wide.
    if max(gaps) < 0.99 * column_gap * min([word.size for word in row]):
        return frozenset()
    found: set[int] = set()
    start = 0
    for end in range(1, len(gaps) + 1):
        if end < len(gaps) and abs(gaps[end] - gaps[start]) <= _ALIKE:
            continue
        if end - start >= _LEAST_SPACES and column_gap < gaps[start] / row[start].size < _WIDEST_SPACE:
            widths = [word.box.width for word in row[start : end + 1]]
            if max(widths) - min(widths) > row[start].size:
                found |= set(range(start + 1, end + 1))
        start = end
    return frozenset(found)


def is_number_marker(text: str) -> bool:
    """Whether a word is the number or letter of a list item: ``1.``, ``2)``, ``a)``."""
    return bool(_NUMBER_MARKER.match(text))


def opens_numbered(first: str, second: str) -> bool:
    """``number_in_parts``: whether a line's first word is the number of a paragraph ("1.1", "2:3", "1a", "A1").

    Such a number stays in the text, as it holds letters or names the paragraph; a capital must follow it ("1.5 kronor"
    is a sum).
    """
    return bool(_PARTED_NUMBER.match(first)) and second[:1].isupper()


def _cut_before(segment: Sequence[Word], word: Word, gap: float, column_gap: float) -> bool:
    if gap <= column_gap * max(segment[-1].size, word.size):
        return False
    only = segment[0].text if len(segment) == 1 else ""
    if (
        only in BULLETS
        or _UNMAPPED.match(only)
        or _NUMBER_MARKER.match(only)
        or _PARTED_NUMBER.match(only)
        or re.fullmatch(r"\d+(?:[.:]\d+)*\.?", only)
    ):
        return gap > 4.5 * word.size
    return True


def _common_size(words: Sequence[Word]) -> float:
    if len({word.size for word in words}) == 1:
        return round(words[0].size * 2) / 2
    sizes: dict[float, int] = {}
    for word in words:
        size = round(word.size * 2) / 2
        sizes[size] = sizes.get(size, 0) + len(word.text)
    return max(sizes.items(), key=lambda item: (item[1], item[0]))[0]


def _without_note_marks(words: Sequence[Word]) -> tuple[list[Word], list[str], float]:
    """The words without the raised figures that point to notes, these figures, and the size of most of all letters.

    ``raised_figure``: a figure of at most 0.88 times the line's size whose foot stands above the line's foot, behind a
    word; ``superscript_character``: a superscript character behind a word.
    """
    sizes = {word.size for word in words}
    size = round(words[0].size * 2) / 2 if len(sizes) == 1 else _common_size(words)
    text = "".join([word.text for word in words])
    raised = not text.isascii() and _SUPERSCRIPT.search(text)
    if not raised and min(sizes) > 0.88 * size:
        return list(words), [], size
    feet = [word.box.bottom for word in words if abs(word.size - size) < 0.6]
    foot = sorted(feet)[len(feet) // 2] if feet else 0.0
    kept: list[Word] = []
    notes: list[str] = []
    for index, word in enumerate(words):
        if index and word.size <= 0.88 * size and word.box.bottom < foot - 0.15 * size:
            bare = word.text.strip('.,;:)”"')
            if bare.isdigit() or bare in ("*", "†"):
                notes.append(bare)
                continue
        if word.text.isascii():
            kept.append(word)
            continue
        if index and word.text and all(char in _SUPERSCRIPTS for char in word.text):
            notes.append(word.text)
            continue
        shorter = _NOTE_AT_END.sub("", word.text)
        if shorter != word.text and shorter:
            notes.append(word.text)
            kept.append(replace(word, text=shorter))
        else:
            kept.append(word)
    return kept, notes, size


def _split_marker(words: list[Word]) -> tuple[str | None, list[Word]]:
    """A bullet in front of the words, and the words without it. A lone ``o`` is one too: it is no Swedish word.

    ``emblem_before_words``: so is a pictograph.
    """
    if len(words) < 2:
        return None, words
    first, second = words[0], words[1]
    if first.text in _DASHES and second.text in _COORDINATION:
        return None, words  # "kultur" / "– och fritid": the dash stands for what is left out
    if first.text in BULLETS or (first.text.startswith("(") and _UNMAPPED.match(first.text)):
        return first.text, words[1:]
    if is_emblem(first.text):
        return first.text, words[1:]
    if first.text == "o" and second.box.x0 - first.box.x1 > 0.15 * second.size:
        return first.text, words[1:]
    # Some producers set the bullet and the first word as one run: "•Utveckla", "⌘Med planen".
    if len(first.text) > 1 and first.text[0] in _HUNG_BULLETS and first.text[1].isalnum():
        return first.text[0], [replace(first, text=first.text[1:]), *words[1:]]
    return None, words
