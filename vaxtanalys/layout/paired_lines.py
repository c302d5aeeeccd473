"""Lists with a short word or two at one edge behind each line ("Måla bänkarna     2031"): a table without headings."""

from __future__ import annotations

from collections.abc import Sequence

from vaxtanalys.layout.lines import BULLETS, LEADING, white_between
from vaxtanalys.layout.made_grids import pair_grid
from vaxtanalys.layout.rows import group_rows, parted_rows
from vaxtanalys.model import RawTable, Word

_EDGE = 1.5
_LEAST_ROWS = 3
# What stands at the edge is so short, and what stands before it says something.
_MOST_WORDS, _LONGEST = 3, 24
_SAYS = 4
# So many sizes of white above it ends the list.
_APART = 2.2
# A line that opens with a small letter goes on with the text above it so far below.
_OPEN = 0.8

Row = Sequence[Word]


def find_paired_lines(words: Sequence[Word]) -> list[RawTable]:
    """The tables among ``words`` (upright, in no other table) whose rows are a text and something short behind it.

    ``short_words_at_one_edge``: three lines or more, one below the other, each with a text that begins at one place and
    a part of at most three words, over white, that begins at another; lines that stand close below go on with the text.
    Most texts have four words or more: labels with values have fewer.
    """
    rows = group_rows(words)
    parts = parted_rows(words)
    found: list[RawTable] = []
    index = 0
    while index < len(rows):
        end = _end(rows, parts, index)
        held = _held(parts, index, end)
        if len(held) >= _LEAST_ROWS and _say(held):
            found.append(pair_grid(held))
            index = end
        else:
            index += 1
    return found


def _is_pair(parts: Sequence[Row]) -> bool:
    if len(parts) != 2 or parts[0][0].text in BULLETS:
        return False
    text = " ".join(word.text for word in parts[1])
    alike = abs(parts[0][0].size - parts[1][0].size) < 1 and parts[0][0].bold == parts[1][0].bold
    return alike and len(parts[1]) <= _MOST_WORDS and len(text) <= _LONGEST and text[:1].isalnum()


def _end(rows: Sequence[Row], parts: Sequence[Sequence[Row]], start: int) -> int:
    """One after the last line of a list that begins at ``start``; ``start`` itself where none does."""
    if not _is_pair(parts[start]):
        return start
    left, right = parts[start][0][0].box.x0, parts[start][1][0].box.x0
    end = start + 1
    for number in range(start + 1, len(rows)):
        white = white_between(rows[number - 1], rows[number])
        first = parts[number][0][0]
        if white > _APART * first.size or abs(first.box.x0 - left) > _EDGE or first.size > rows[start][0].size + 1:
            break
        if _is_pair(parts[number]):
            if abs(parts[number][1][0].box.x0 - right) > _EDGE:
                break
        elif (
            len(parts[number]) > 1
            or rows[number][-1].box.x1 > right - first.size / 2
            or white > (_OPEN if first.text[:1].islower() else LEADING) * first.size
        ):
            break
        end = number + 1
    return end


def _held(parts: Sequence[Sequence[Row]], start: int, end: int) -> list[tuple[list[Word], Row]]:
    """The words of each row: its text, with the lines that go on with it, and what stands at the edge."""
    held: list[tuple[list[Word], Row]] = []
    for line in parts[start:end]:
        if len(line) == 2:
            held.append(([*line[0]], line[1]))
        else:
            held[-1][0].extend(line[0])
    return held


def _say(held: Sequence[tuple[Row, Row]]) -> bool:
    """Whether most texts have several words, and none is a label."""
    texts = [[word.text for word in text] for text, _ in held]
    said = sum(len(text) >= _SAYS for text in texts)
    return 2 * said > len(texts) and not any(text[-1].endswith(":") for text in texts)
