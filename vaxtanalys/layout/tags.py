"""A tag tree made ready to be asked of words: which heading, list item, cell or note a word or a line belongs to."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from vaxtanalys.layout.lines import Line
from vaxtanalys.model import RawDocument, RawPage, Word
from vaxtanalys.raw_tags import RawTag, TagTree

_HEADING = re.compile(r"^H([1-6]?)$")
_BLOCKS = frozenset(
    {
        *("P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "Title", "BlockQuote", "Caption", "Code"),
        *("LI", "LBody", "TD", "TH", "TOCI", "Index", "BibEntry", "Note", "FENote"),
    }
)
_SECTIONS = frozenset({"Sect", "Part", "Art"})
_NOTES = frozenset({"Note", "FENote"})
_NOBODY: Mapping[int, int] = MappingProxyType({})
# From this share of a page's letters that stand in an element with a type, the page counts as tagged.
TAGGED_SHARE = 0.8


class Tags:
    """The elements of a tag tree by what they are, and the words of each page by their element.

    ``pages`` are those of which most letters stand in the tree, ``headed_tables`` the tables with headings in them. All
    answers are indexes of elements (None where there is none). An element's *block* is the innermost paragraph,
    heading, list body or cell around it.
    """

    def __init__(self, tree: TagTree, pages: Sequence[RawPage]) -> None:
        self.tags: Sequence[RawTag] = tree.tags
        count = len(tree.tags)
        self.block: list[int | None] = [None] * count
        self.cell: list[int | None] = [None] * count
        self.row: list[int | None] = [None] * count
        self.table: list[int | None] = [None] * count
        self.item: list[int | None] = [None] * count
        self.label: list[bool] = [False] * count
        self.heading: list[int | None] = [None] * count
        self.note: list[bool] = [False] * count
        self.caption: list[bool] = [False] * count
        self.contents: list[bool] = [False] * count
        self.lists: list[int] = [0] * count
        self._sections: list[int] = [0] * count
        self.headed_tables: set[int] = set()
        self._items: Counter[int] = Counter()
        self._lines: dict[tuple[int, float, float, float, float], int | None] = {}
        self._asked: dict[int, tuple[Line, int | None]] = {}
        for index, tag in enumerate(tree.tags):
            self._place(index, tag)
        self._owners: defaultdict[int, dict[int, int]] = defaultdict(dict)
        for page, number, index in reversed(tree.marks):
            self._owners[page][number] = index
        self._first: dict[int, int] = {}
        self._opens: dict[int, int] = {}
        for at, (_, _, index) in enumerate(tree.marks):
            block, item = self.block[index], self.item[index]
            if block is not None:
                self._first.setdefault(block, at)
                if item is not None and not self.label[index]:
                    self._opens.setdefault(item, block)
        self.pages = frozenset(page.number for page in pages if tagged_share(page, self) >= TAGGED_SHARE)

    def _place(self, index: int, tag: RawTag) -> None:
        up, role = tag.parent, tag.role
        if up >= 0:
            for kept in (self.block, self.cell, self.row, self.table, self.item, self.heading):
                kept[index] = kept[up]
            for flag in (self.label, self.note, self.caption, self.contents):
                flag[index] = flag[up]
            self.lists[index], self._sections[index] = self.lists[up], self._sections[up]
        if role in _BLOCKS:
            self.block[index] = index
        if role in ("TD", "TH"):
            # What stands in a cell is told apart from what the table stands in.
            self.cell[index], self.item[index], self.lists[index], self.heading[index] = index, None, 0, None
        elif role == "Table":
            self.table[index], self.cell[index], self.row[index] = index, None, None
        elif role == "TR":
            self.row[index] = index
        elif role == "L":
            self.lists[index] += 1
        elif role == "LI":
            self.item[index] = index
            self._items[up] += 1
        elif role in _SECTIONS:
            self._sections[index] += 1
        elif role == "Title" or _HEADING.match(role):
            self.heading[index] = index
            if (table := self.table[index]) is not None:
                self.headed_tables.add(table)
        self.label[index] = self.label[index] or role == "Lbl"
        self.note[index] = self.note[index] or role in _NOTES
        self.caption[index] = self.caption[index] or role == "Caption"
        self.contents[index] = self.contents[index] or role == "TOCI"

    def of(self, page: int, word: Word) -> int | None:
        """The element a word stands in."""
        return None if word.mcid is None else self._owners.get(page, _NOBODY).get(word.mcid)

    def owners(self, page: int) -> Mapping[int, int]:
        """The element of each number of marked content on a page."""
        return self._owners.get(page, _NOBODY)

    def level(self, heading: int) -> int:
        """The level of a heading element: 0 for a title, else from 1; one without a number goes by its section."""
        role = self.tags[heading].role
        if role == "Title":
            return 0
        return int(role[1]) if len(role) > 1 else max(1, self._sections[heading])

    def line_element(self, line: Line) -> int | None:
        """The element in whose block most of a line's letters stand, labels left out where there is more."""
        # A line is asked about three times and more; to look up its box takes longer than to look up which it is. The
        # line is held, so that no other comes to have its identity.
        held = self._asked.get(id(line))
        if held is not None:
            return held[1]
        box = line.box
        key = (line.page, box.x0, box.top, box.x1, box.bottom)
        if key not in self._lines:
            self._lines[key] = self._line_element(line)
        self._asked[id(line)] = line, self._lines[key]
        return self._lines[key]

    def _line_element(self, line: Line) -> int | None:
        ends = [self.of(line.page, word) for word in (line.words[0], line.words[-1])] if line.words else []
        if len(set(ends)) == 1 and (ends[0] is None or not self.label[ends[0]]):
            return None if ends[0] is None or self.block[ends[0]] is None else ends[0]
        weights: Counter[int | None] = Counter()
        some: dict[int | None, int] = {}
        for word in line.words:
            index = self.of(line.page, word)
            block = None if index is None else self.block[index]
            if index is not None and self.label[index] and len(line.words) > 1:
                continue
            weights[block] += len(word.text)
            if index is not None:
                some.setdefault(block, index)
        if not weights:
            return None
        block = max(weights.items(), key=lambda item: item[1])[0]
        return None if block is None else some[block]

    def line_block(self, line: Line) -> int | None:
        """The block in which most of a line's letters stand."""
        held = self._asked.get(id(line))
        index = self.line_element(line) if held is None else held[1]
        return None if index is None else self.block[index]

    def outside(self, line: Line) -> bool:
        """Whether no word of a line stands in the tree, though most of its page's do: an artifact."""
        return line.page in self.pages and all(self.of(line.page, word) is None for word in line.words)

    def first_block(self, item: int) -> int | None:
        """The block with which a list item opens, its label left out."""
        return self._opens.get(item)

    def listed(self, item: int) -> bool:
        """Whether a list item stands in a list, and with others."""
        return self.lists[item] > 0 and self._items[self.tags[item].parent] > 1

    def order(self, block: int) -> int:
        """Where in the tree's order the first mark of a block stands."""
        return self._first.get(block, -1)


def make_tags(raw: RawDocument) -> Tags | None:
    """The document's tags; None where it has none, or where no page's words stand in them."""
    if raw.tags is None:
        return None
    tags = Tags(raw.tags, raw.pages)
    return tags if tags.pages else None


def tagged_share(page: RawPage, tags: Tags) -> float:
    """The share of a page's visible letters that stand in a block of the tag tree (0 on an empty page)."""
    owners, block = tags.owners(page.number), tags.block
    total = held = 0
    for word in page.words:
        if word.hidden:
            continue
        letters = len(word.text)
        total += letters
        index = None if word.mcid is None else owners.get(word.mcid)
        if index is not None and block[index] is not None:
            held += letters
    return held / total if total else 0.0


def words_by_element(pages: Sequence[RawPage], tags: Tags) -> dict[int, list[tuple[int, Word]]]:
    """The visible words of each cell element, with the page they stand on."""
    held: defaultdict[int, list[tuple[int, Word]]] = defaultdict(list)
    for page in pages:
        owners = tags.owners(page.number)
        for word in page.words:
            index = None if word.hidden or word.mcid is None else owners.get(word.mcid)
            cell = None if index is None else tags.cell[index]
            if cell is not None:
                held[cell].append((page.number, word))
    return dict(held)
