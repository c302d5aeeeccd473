"""Column headings: those of several lines as one row, and the strips between the parts of one.

``headings_set_in_the_middle``: where a heading of two lines stands beside one of a single line, set in the middle of
their row, no line shows them all. Lines of one type, other than that of the lines below, that overlap in height or
stand on one shade are one row, but for headings of two levels: there an upper one stands over several lower ones.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from vaxtanalys.geometry import overlap, union
from vaxtanalys.layout.lines import join_words
from vaxtanalys.model import Box, Fill, Word
from vaxtanalys.strips import FIGURE
from vaxtanalys.word_runs import runs_of_words

Row = Sequence[Word]
Strips = list[list[tuple[float, float]]]

# White wider than this share of the size parts the headings of a row.
HEADER_GAP = 0.8
_LONGEST_HEADING = 45
# Thousands or decimals, brackets for less than nothing, a share, a sign of money, or more figures than a year has.
_AMOUNT = re.compile(r"\d[.,\s]\d|\(\d|\d\s?%|[$€£¥]|\d{5}")
_DATE = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2}")
_CODE = re.compile(r"(?:[A-ZÅÄÖ]{1,2}\.?)?\d{1,2}(?:[.:]\d{1,2})*[a-z]?[.:)]?")

# Lines that share this part of their size in height stand side by side.
_BESIDE = 0.15
_MOST_LINES = 4


def join_heading_lines(rows: Sequence[Row], fills: Sequence[Fill]) -> list[Row]:
    """The rows, those that are lines of one heading row as one."""
    made: list[Row] = []
    number = 0
    beside = _beside(rows)
    while number < len(rows):
        end = _heading_end(rows, number, fills, beside)
        made.append(
            rows[number]
            if end == number + 1
            else sorted((w for row in rows[number:end] for w in row), key=lambda w: (w.box.x0, w.box.top))
        )
        number = end
    return made


def _heading_end(rows: Sequence[Row], start: int, fills: Sequence[Fill], beside: Sequence[bool]) -> int:
    end = start + 1
    while (
        end < len(rows)
        and end - start < _MOST_LINES
        and (beside[end] or fills)
        and _same_type(rows[start], rows[end])
        and (beside[end] or _on_one_shade([*rows[start], *rows[end]], fills))
        and not _stands_over_several(rows[end - 1], rows[end])
    ):
        end += 1
    if end == start + 1:
        return end
    several = len(runs_of_words([word for row in rows[start:end] for word in row])) > 1
    return end if end < len(rows) and several and _set_apart(rows[start], rows[end]) else start + 1


def _same_type(a: Row, b: Row) -> bool:
    first, other = a[0], b[0]
    if first.bold != other.bold or first.color != other.color:
        return False
    if abs(first.size - other.size) >= 0.6:
        return False
    return all(w.bold == first.bold and w.color == first.color and abs(w.size - first.size) < 0.6 for w in (*a, *b))


def _set_apart(row: Row, below: Row) -> bool:
    bold = all(word.bold for word in row) and not any(word.bold for word in below)
    return bold or not {word.color for word in row} & {word.color for word in below}


def _beside(rows: Sequence[Row]) -> list[bool]:
    """For each row whether it overlaps the one above it in height."""
    tops = [min([word.box.top for word in row]) for row in rows]
    feet = [max([word.box.bottom for word in row]) for row in rows]
    return [
        False,
        *(foot - top > _BESIDE * row[0].size for foot, top, row in zip(feet, tops[1:], rows[1:], strict=False)),
    ]


def _on_one_shade(words: Sequence[Word], fills: Sequence[Fill]) -> bool:
    """Whether shades of one height, a cell each or one for all, hold all words."""
    box = union(word.box for word in words)
    level = [f.box for f in fills if f.box.top <= box.top + 2 and f.box.bottom >= box.bottom - 2]
    heights = {(round(b.top), round(b.bottom)) for b in level if b.height < 8 * box.height}
    return any(
        all(any(_holds(b, word) for b in level if (round(b.top), round(b.bottom)) == height) for word in words)
        for height in heights
    )


def _holds(shade: Box, word: Word) -> bool:
    return shade.x0 - 1 <= (word.box.x0 + word.box.x1) / 2 <= shade.x1 + 1


def _stands_over_several(above: Row, row: Row) -> bool:
    runs = runs_of_words(row)
    return any(sum(1 for c, d in runs if overlap(a, b, c, d) > 0) > 1 for a, b in runs_of_words(above))


def header_strips(rows: Sequence[Sequence[Word]], index: int, least: int) -> Strips | None:
    """The free strips between the parts of a heading row; None where the row is none."""
    row = rows[index]
    if len(row) < 2 or index + least >= len(rows):
        return None
    parts: list[list[Word]] = [[row[0]]]
    reach = row[0].box.x1
    for left, right in pairwise(row):
        white, end = right.box.x0 - reach, right.box.x1
        # Words of several lines stand below each other in a part.
        if white > HEADER_GAP * left.size and white > HEADER_GAP * right.size:
            parts.append([right])
            reach = end
        else:
            parts[-1].append(right)
            reach = end if end > reach else reach
    if len(parts) < 2:
        return None
    below = rows[index + 1]
    if all(word.bold for word in (*row, *below)) and len(runs_of_words(below)) > len(parts):
        return None  # headings of two levels: the lower line shows all columns
    texts = [join_words(part) for part in parts]
    if _opens_an_entry(rows, index, texts) or _are_sums(texts[1:]):
        return None
    if any(len(text) > _LONGEST_HEADING or text.endswith((".", ",", ";")) for text in texts):
        return None
    # ``label_beside_a_title``: what some parts only end with a colon is no row of column headings.
    if 0 < sum(text.endswith(":") for text in texts) < len(texts):
        return None
    below = [word for r in rows[index + 1 : index + 5] for word in r]
    bold = all(word.bold for word in row) and sum(word.bold for word in below) < 0.6 * len(below)
    colours = {word.color for word in row}
    if not all(any(char.isalnum() if bold else char.isalpha() for char in text) for text in texts[1:]):
        return None
    if not bold and (len(colours) > 1 or any(word.color in colours for word in below)):
        return None
    return [[(max(word.box.x1 for word in left), right[0].box.x0)] for left, right in pairwise(parts)]


def _are_sums(texts: Sequence[str]) -> bool:
    """``sums_in_bold``: whether the parts of a row behind its first are figures, and some of them no years or numbers
    of columns but amounts: "Total revenues   36,816   (1,488)" is the sum of the rows above it, and heads none.
    """
    figures = all(FIGURE.match(text) or all(map(FIGURE.match, text.split())) for text in texts)
    return figures and any(_AMOUNT.search(text) and not _DATE.search(text) for text in texts)


def _opens_an_entry(rows: Sequence[Sequence[Word]], index: int, texts: Sequence[str]) -> bool:
    """``code_before_a_title``: whether the row is a printed code and a title ("R1   Laddplatser") over words that
    stand under the title alone: an entry of a list, which the next code set so shows, and no row of headings.
    """
    if len(texts) != 2 or not _CODE.fullmatch(texts[0]):
        return False
    first = rows[index][0]
    alike = [row[0] for row in rows[index + 1 :] if abs(row[0].box.x0 - first.box.x0) < 1 and row[0].bold == first.bold]
    hanging = rows[index + 1][0].box.x0 > first.box.x1
    return hanging and bool(alike) and _CODE.fullmatch(alike[0].text) is not None
