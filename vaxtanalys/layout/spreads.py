"""Spreads: sheets that hold two pages side by side are laid out page by page, and every place is told on the sheet."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from vaxtanalys.geometry import overlap
from vaxtanalys.model import (
    Box,
    Cell,
    Document,
    Page,
    Place,
    RawCell,
    RawDocument,
    RawPage,
    RawTable,
    Token,
    join_places,
)
from vaxtanalys.raw_tags import TagTree

# A sheet is at least so many times as wide as it is high; the white over its fold is this share of its width.
_WIDE = 1.15
_FOLD = 0.03
# Page numbers stand in this share of the height at the top and the foot.
_MARGIN = 0.12
# Half of a sheet without page numbers is as large as a page of A4, a little cut (points).
_PAGE_WIDTH, _PAGE_HEIGHT = 520.0, 740.0
# So few of a page's rules may run over the fold: lines under running heads.
_RULES_OVER = 2
_FIGURES = re.compile(r"\d{1,3}")


@dataclass(frozen=True, slots=True)
class _Half:
    """A page of a spread: the sheet it stands on (a page of the file), and how far in on it the page begins."""

    sheet: int
    shift: float


@dataclass(frozen=True, slots=True)
class Spreads:
    """A document parted at the folds of its sheets: ``raw`` has a page for each half, numbered anew from 1."""

    raw: RawDocument
    halves: tuple[_Half, ...]

    def numbered(self, pages: Sequence[Page]) -> list[Page]:
        """The file's pages as those of ``raw``: each sheet told once for each of its halves."""
        by_number = {page.number: page for page in pages}
        return [replace(by_number[half.sheet], number=at) for at, half in enumerate(self.halves, start=1)]

    def whole(self, document: Document) -> Document:
        """The document of ``raw`` with its pages and places told on the sheets of the file."""
        return replace(
            document,
            tokens=tuple(Token(t.start, t.end, self._place(t.place), t.unsure) for t in document.tokens),
            blocks=tuple(
                replace(block, page=self._sheet(block.page), places=self._places(block.places))
                for block in document.blocks
            ),
            tables=tuple(
                replace(
                    table,
                    row_pages=tuple(map(self._sheet, table.row_pages)),
                    places=self._places(table.places),
                    cells=tuple(map(self._cell, table.cells)),
                )
                for table in document.tables
            ),
            joins=tuple(replace(join, places=tuple(map(self._place, join.places))) for join in document.joins),
            pages=self._pages(document.pages),
        )

    def _sheet(self, page: int) -> int:
        return self.halves[page - 1].sheet

    def _place(self, place: Place) -> Place:
        half = self.halves[place.page - 1]
        return Place(half.sheet, None if place.box is None else _moved(place.box, half.shift), place.line)

    def _places(self, places: Iterable[Place]) -> tuple[Place, ...]:
        return tuple(join_places(map(self._place, places)))

    def _cell(self, cell: Cell) -> Cell:
        return replace(cell, places=self._places(cell.places))

    def _pages(self, pages: Sequence[Page]) -> tuple[Page, ...]:
        """The sheets, each with what is said of its halves."""
        sheets: dict[int, Page] = {}
        for page in pages:
            number = self._sheet(page.number)
            known = sheets.get(number)
            warnings = page.warnings if known is None else (*known.warnings, *page.warnings)
            sheets[number] = replace(known or page, number=number, warnings=tuple(dict.fromkeys(warnings)))
        return tuple(sheets.values())


def find_spreads(raw: RawDocument) -> Spreads | None:
    """A document parted at the folds of its sheets; None where it has no sheet of two pages.

    ``white_over_the_fold``: a sheet is wider than high, and neither words, tables nor more than two rules stand in or
    across the strip in its middle. ``numbers_of_both_pages``: what tells it from a page in two columns is a page number
    in the margin of each half that goes in step with the sheets, or (on all sheets of a size) that its halves are as
    large as pages of A4.
    """
    open_sheets = [page for page in raw.pages if _is_open(page)]
    if not open_sheets:
        return None
    numbered = _numbered_sizes(open_sheets)
    kept = {page.number for page in open_sheets if _size(page) in numbered or _are_pages(page, raw.pages)}
    if not any(_sides(page) == {0, 1} for page in open_sheets if page.number in kept):
        return None
    halves: list[_Half] = []
    pages: list[RawPage] = []
    for page in raw.pages:
        for half, shown in _halves(page) if page.number in kept else [(_Half(page.number, 0.0), page)]:
            halves.append(half)
            pages.append(replace(shown, number=len(halves)))
    return Spreads(_renumbered(raw, pages, halves), tuple(halves))


def _is_open(page: RawPage) -> bool:
    """Whether a page is wide and its fold white."""
    low, high = page.width * (1 - _FOLD) / 2, page.width * (1 + _FOLD) / 2

    def over(box: Box) -> bool:
        return overlap(box.x0, box.x1, low, high) > 0

    return (
        page.width >= _WIDE * page.height
        and any(not word.hidden for word in page.words)
        and not any(over(word.box) for word in page.words if not word.hidden)
        and not any(over(table.box) for table in page.tables)
        and sum(over(rule) for rule in page.rules) <= _RULES_OVER
    )


def _numbered_sizes(pages: Sequence[RawPage]) -> set[tuple[int, int]]:
    """The sizes of the sheets whose halves have page numbers of their own, in step with the sheets."""
    found: set[tuple[int, int]] = set()
    for size in {_size(page) for page in pages}:
        own = [page for page in pages if _size(page) == size]
        steps = Counter(step for page in own for step in _steps(page))
        both = [page for page in own if _sides(page) == {0, 1}]
        if steps and max(steps.values()) >= max(2, (len(both) + 1) // 2):
            found.add(size)
    return found


def _steps(page: RawPage) -> set[int]:
    """How far each pair of figures in the margins, n at the left and n + 1 at the right, is from the sheets' count."""
    figures: tuple[set[int], set[int]] = (set(), set())
    for word in page.words:
        at_edge = word.box.bottom <= _MARGIN * page.height or word.box.top >= (1 - _MARGIN) * page.height
        if at_edge and not word.hidden and _FIGURES.fullmatch(word.text):
            figures[_side(page, word.box)].add(int(word.text))
    return {number - 2 * page.number for number in figures[0] if number + 1 in figures[1]}


def _are_pages(page: RawPage, pages: Sequence[RawPage]) -> bool:
    """Whether the halves of a sheet are as large as pages, and the folds of all sheets of its size are white."""
    alike = [other for other in pages if _size(other) == _size(page) and other.words]
    return page.width >= 2 * _PAGE_WIDTH and page.height >= _PAGE_HEIGHT and all(map(_is_open, alike))


def _size(page: RawPage) -> tuple[int, int]:
    return round(page.width), round(page.height)


def _side(page: RawPage, box: Box) -> int:
    """0 for what stands on a sheet's left half, 1 for the right."""
    return int(box.x0 + box.x1 > page.width)


def _sides(page: RawPage) -> set[int]:
    return {_side(page, word.box) for word in page.words if not word.hidden}


def _halves(page: RawPage) -> list[tuple[_Half, RawPage]]:
    """The halves of a sheet that hold words, each as a page with its left edge at 0."""
    middle = page.width / 2
    made = []
    for side in sorted({_side(page, word.box) for word in page.words}):
        shift = side * middle
        move = _mover(shift, middle)
        shown = replace(
            page,
            width=middle,
            words=tuple(replace(w, box=_moved(w.box, -shift)) for w in page.words if _side(page, w.box) == side),
            tables=tuple(_moved_table(t, -shift) for t in page.tables if _side(page, t.box) == side),
            fills=tuple(replace(f, box=box) for f in page.fills if (box := move(f.box)) is not None),
            rules=tuple(box for rule in page.rules if (box := move(rule)) is not None),
        )
        made.append((_Half(page.number, shift), shown))
    return made


def _mover(shift: float, width: float) -> Callable[[Box], Box | None]:
    """What gives the part of a sheet's box that lies on one half, as it lies there; None where none does."""

    def move(box: Box) -> Box | None:
        x0, x1 = max(box.x0 - shift, 0.0), min(box.x1 - shift, width)
        return Box(x0, box.top, x1, box.bottom) if x1 > x0 or (x1 == x0 and box.x0 == box.x1) else None

    return move


def _moved(box: Box, by: float) -> Box:
    return Box(box.x0 + by, box.top, box.x1 + by, box.bottom) if by else box


def _moved_table(table: RawTable, by: float) -> RawTable:
    cells = tuple(RawCell(c.row, c.col, c.row_span, c.col_span, _moved(c.box, by)) for c in table.cells)
    return replace(table, box=_moved(table.box, by), cells=cells)


def _renumbered(raw: RawDocument, pages: Sequence[RawPage], halves: Sequence[_Half]) -> RawDocument:
    """The document with the halves as its pages; what its tags and bookmarks say of a sheet is said of both halves."""
    numbers: defaultdict[int, list[int]] = defaultdict(list)
    for number, half in enumerate(halves, start=1):
        numbers[half.sheet].append(number)
    tags = raw.tags
    if tags is not None:
        tags = TagTree(tags.tags, tuple((at, mark, index) for page, mark, index in tags.marks for at in numbers[page]))
    bookmarks = tuple(replace(mark, page=at) for mark in raw.bookmarks for at in numbers[mark.page])
    return replace(raw, pages=tuple(pages), tags=tags, bookmarks=bookmarks)
