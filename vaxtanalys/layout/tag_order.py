"""The tag tree's reading order: where it can be believed a page is read as its writer wrote it, not as it looks.

Two columns with a thin gutter, rows of a heading and its text, cards and boxes beside a text: how such are to be read
is often not to be seen, but a program that made the page from a text knew it. A tree's order is a claim as all of it
is. Where it goes up where the page goes down (boxes tagged in the order in which they were drawn) geometry tells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from vaxtanalys.geometry import same_row
from vaxtanalys.layout.lines import Line, make_line
from vaxtanalys.layout.side_notes import width_of
from vaxtanalys.layout.tables import Part
from vaxtanalys.layout.tags import Tags
from vaxtanalys.model import Word

# So much of the letters of a page must stand in its tree.
_COVERED = 0.95
# In so many of the pairs of items that stand over each other the upper one must come first.
_DOWNWARDS = 0.985
# In so many of the pairs that stand beside each other the left one must.
_LEFT_FIRST = 0.5
_EVEN = 0.75
# Items share this much of the narrower one's width where they stand over each other.
_OVER = 0.5
# Words of two blocks this far apart (character sizes) are of two columns, not of one line.
_APART = 0.4
# A paragraph has so many words or more; headings and short items have fewer.
_SEVERAL = 4

Item = Line | Part


def split_at_blocks(lines: Sequence[Line], tags: Tags) -> list[Line]:
    """``blocks_side_by_side``: the lines, each cut where white stands between words of two blocks of the tag tree.

    A gutter thinner than the spaces of justified prose can not be seen on any one line.
    """
    return [piece for line in lines for piece in _pieces(line, tags)]


def _pieces(line: Line, tags: Tags) -> list[Line]:
    cuts = [
        at
        for at, (a, b) in enumerate(pairwise(line.words), start=1)
        if b.box.x0 - a.box.x1 > _APART * max(a.size, b.size)
        and (left := _block(line.page, a, tags)) is not None
        and (right := _block(line.page, b, tags)) is not None
        and left != right
        and tags.item[left] in (None, left)
    ]
    if not cuts or line.marker is not None or line.notes:
        return [line]
    runs = [line.words[start:end] for start, end in pairwise((0, *cuts, len(line.words)))]
    return [made for run in runs if (made := make_line(line.page, run)) is not None]


def _block(page: int, word: Word, tags: Tags) -> int | None:
    return _block_of(page, word.mcid, tags)


def _block_of(page: int, mcid: int | None, tags: Tags) -> int | None:
    index = None if mcid is None else tags.owners(page).get(mcid)
    return None if index is None or tags.label[index] else tags.block[index]


def in_tag_order(columns: Sequence[Sequence[Item]], tags: Tags, cut: bool = False) -> list[list[Item]] | None:
    """A page's items in the order of its tag tree, in groups that stand in one column; None where geometry is to tell.

    ``columns`` are the same items as geometry reads them, ``cut`` whether lines among them were cut at blocks of the
    tree. ``covered``: nearly all letters stand in the tree. ``downwards``: of items over each other the tree has the
    upper ones first. ``left_first``: of those beside each other in columns of about one width mostly the left ones; a
    narrower box may come before the text that it stands beside. What stands in no block keeps to what geometry has
    before it.
    """
    items = [item for column in columns for item in column]
    places = [_place(item, tags) for item in items]
    letters = [_letters(item) for item in items]
    held = sum(count for count, place in zip(letters, places, strict=True) if place is not None)
    if len(items) < 2 or held < _COVERED * sum(letters) or not _are_paragraphs(items, tags):
        return None
    known = [place for place in places if place is not None]
    filled, last = [], known[0]
    for place in places:
        last = last if place is None else place
        filled.append(last)
    order = sorted(range(len(items)), key=lambda at: filled[at])
    if order == list(range(len(items))) and not cut:
        return None
    column = [number for number, one in enumerate(columns) for _ in one]
    groups = _grouped([items[at] for at in order], [(column[at], filled[at]) for at in order])
    return groups if _goes_down(groups) else None


def _are_paragraphs(items: Sequence[Item], tags: Tags) -> bool:
    """``blocks_of_words``: whether most words of a page's lines stand in blocks of several, as those of a text do."""
    marks = Counter((item.page, word.mcid) for item in items if isinstance(item, Line) for word in item.words)
    words: Counter[int | None] = Counter()
    # Many words bear one mark, and the tree is asked once for each.
    for (page, mcid), count in marks.items():
        words[_block_of(page, mcid, tags)] += count
    return 2 * sum(count for count in words.values() if count >= _SEVERAL) >= words.total()


def _place(item: Item, tags: Tags) -> int | None:
    """Where in the tree's order an item begins; None where it stands in no block of it."""
    if isinstance(item, Line):
        block = tags.line_block(item)
        return None if block is None else tags.order(block)
    words = [word for cell in item.cells for line in cell.lines for word in line.words]
    found = Counter(tags.order(block) for word in words if (block := _block(item.page, word, tags)) is not None)
    return min(found) if 2 * found.total() > len(words) else None


def _letters(item: Item) -> int:
    lines = [item] if isinstance(item, Line) else [line for cell in item.cells for line in cell.lines]
    return sum(len(word.text) for line in lines for word in line.words) or 1


def _goes_down(groups: Sequence[Sequence[Item]]) -> bool:
    boxes = np.array([(item.box.x0, item.box.top, item.box.x1, item.box.bottom) for group in groups for item in group])
    x0, top, x1, bottom = boxes.T
    wide = np.array([width for group in groups for width in [width_of([item.box for item in group])] * len(group)])
    width, height = x1 - x0, bottom - top
    shared = np.minimum(x1[:, None], x1) - np.maximum(x0[:, None], x0)
    later = np.triu(np.ones((len(boxes), len(boxes)), dtype=np.bool_), 1)
    over = later & (shared > _OVER * np.minimum(width[:, None], width))
    down = (top + bottom)[None, :] >= (top + bottom)[:, None] - 0.5 * np.minimum(height[:, None], height)
    level = np.minimum(bottom[:, None], bottom) - np.maximum(top[:, None], top)
    beside = later & (shared <= 0) & (level > 0.5 * np.minimum(height[:, None], height))
    beside &= np.minimum(wide[:, None], wide) > _EVEN * np.maximum(wide[:, None], wide)
    left = x0[:, None] < x0[None, :]
    return bool((over & down).sum() >= _DOWNWARDS * over.sum() and (beside & left).sum() >= _LEFT_FIRST * beside.sum())


def _grouped(items: Sequence[Item], stands: Sequence[tuple[int, int]]) -> list[list[Item]]:
    """Items one after another, parted where the order leaps up or aside, and where geometry sees another column.

    ``stands`` is each item's column by geometry, and where its block stands in the tree: a block is not parted for a
    box beside some of its lines.
    """
    groups: list[list[Item]] = [[items[0]]]
    for (above, item), (one, other) in zip(pairwise(items), pairwise(stands), strict=True):
        level = same_row(above.box, item.box)
        leaps = not level and (item.box.top < above.box.top or item.box.x0 > above.box.x1 or item.box.x1 < above.box.x0)
        if leaps or (one[0] != other[0] and one[1] != other[1]):
            groups.append([])
        groups[-1].append(item)
    return groups
