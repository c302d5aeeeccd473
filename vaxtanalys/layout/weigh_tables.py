"""Tagged tables weighed against the grids that the page itself shows.

Where both make the same cells the page's own grid is kept, with what the tags know of heading rows and of rows that a
page break divides. Where the page shows no such grid a sound tagged table is built from its words; where rules and tags
disagree the rules win, and the page says so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from vaxtanalys.layout.fill import fill_part
from vaxtanalys.layout.tables import Part
from vaxtanalys.layout.tagged_parts import PartTags, TaggedPart, TaggedTable
from vaxtanalys.layout.tags import Tags
from vaxtanalys.model import RawCell, Word
from vaxtanalys.model.many import maker

_SAME = 0.95
_FINER = 0.98
_ELSEWHERE = 0.2
_NO_CELL = -1


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is done with a tagged table: ``keep`` the page's grids, ``build`` it from its tags, or ``doubt`` it."""

    kind: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CellLetters:
    """How many letters of each tagged cell a cell of the page's holds: part and cell, letters by cell element.

    Letters of other elements count under -1; a heading row that is repeated on the next page is often left untagged,
    and its letters do not count.
    """

    part: int
    raw: RawCell
    letters: Mapping[int, int]


_cell_letters = maker(CellLetters)


def count_letters(page: int, parts: Sequence[Part], tags: Tags) -> list[CellLetters]:
    """The cells of a page's tables with what tagged cells their letters stand in."""
    found = []
    owners = tags.owners(page)
    for number, part in enumerate(parts):
        for cell in part.cells:
            letters: dict[int, int] = {}
            for word in [word for line in cell.lines for word in line.words]:
                if word.mcid is not None and (index := owners.get(word.mcid)) is not None:
                    own = tags.cell[index]
                    element = _NO_CELL if own is None else own
                    letters[element] = letters.get(element, 0) + len(word.text)
            found.append(_cell_letters(number, cell.raw, letters))
    return found


def weigh_table(
    table: TaggedTable, parts: Mapping[int, Sequence[Part]], counted: Mapping[int, Sequence[CellLetters]]
) -> Verdict:
    """What to do with a tagged table, given the tables that the geometry of each page makes and the letters in them.

    ``same_cells``: each tagged cell's letters stand in one cell of the page's and the other way round, but for a
    twentieth, and so do those of its rows and columns. ``finer_tags``: a ruled grid yields only where every tagged cell
    lies within one of its cells. A grid that holds much else besides the table is not taken apart for its sake, but for
    other tagged tables (``tables_run_together``: tables without rules that stand close below each other).
    """
    met = [_meet(table, page, parts[page], counted[page]) for page in table.pages]
    if all(meeting.same >= _SAME for meeting in met):
        return Verdict("keep")
    if table.doubt:
        return Verdict("doubt", table.doubt)
    for meeting in met:
        if meeting.ruled and meeting.within < _FINER:
            return Verdict("doubt", "den delas upp på annat sätt av sidans linjer")
        if meeting.besides > _ELSEWHERE:
            return Verdict("doubt", "den är bara en del av en större tabell på sidan")
    return Verdict("build")


@dataclass(frozen=True, slots=True)
class _Meeting:
    """How a tagged table's cells and a page's grids meet, as shares of letters."""

    same: float
    within: float
    besides: float
    ruled: bool


def _meet(table: TaggedTable, page: int, parts: Sequence[Part], counted: Iterable[CellLetters]) -> _Meeting:
    own = {cell.element: cell for cell in table.on(page)}
    total = sum(len(word.text) for cell in own.values() for word in cell.words[page])
    cells, rows, columns = _Pairs(total), _Pairs(total), _Pairs(total)
    held: Counter[int] = Counter()
    touched: set[int] = set()
    others: Counter[int] = Counter()
    for entry in counted:
        held[entry.part] += sum(entry.letters.values())
        for element, weight in entry.letters.items():
            if (cell := own.get(element)) is not None:
                cells.add(element, id(entry.raw), weight)
                rows.add(cell.row, (entry.part, entry.raw.row), weight)
                columns.add(cell.col, entry.raw.col, weight)
                touched.add(entry.part)
            elif element != _NO_CELL:
                others[entry.part] += weight
    if not touched:
        return _Meeting(0.0, 0.0, 0.0, False)
    inside = sum(cells.shared.values())
    # Bullets are no words of a line, so a grid may hold a few letters less than the table.
    covered = max(sum(held[number] for number in touched), inside)
    same = min(inside / covered, *(min(pairs.best(0), pairs.best(1)) for pairs in (cells, rows, columns)))
    ruled = any(parts[number].kind == "ruled" for number in touched)
    besides = covered - inside - sum(others[number] for number in touched)
    return _Meeting(same, cells.best(0), besides / covered, ruled)


class _Pairs:
    """How many letters each pair of things shares, of two ways to divide the same letters."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.shared: Counter[tuple[Hashable, Hashable]] = Counter()

    def add(self, one: Hashable, other: Hashable, weight: int) -> None:
        """Count letters that stand in both."""
        self.shared[one, other] += weight

    def best(self, side: int) -> float:
        """The share of all letters that the things of a side have in common with their best counterparts."""
        best: defaultdict[Hashable, int] = defaultdict(int)
        for pair, weight in self.shared.items():
            best[pair[side]] = max(best[pair[side]], weight)
        return sum(best.values()) / self.total if self.total else 0.0


def with_tags(table: TaggedTable, page: int, parts: Sequence[Part], counted: Sequence[CellLetters]) -> list[Part]:
    """The page's parts, those that show the table with what its tags know of their rows."""
    row_of = {cell.element: cell.row for cell in table.on(page)}
    votes: defaultdict[tuple[int, int], Counter[int]] = defaultdict(Counter)
    for entry in counted:
        # A merged cell tells of its first row, which may stand on another page.
        if entry.raw.row_span == 1:
            for element, weight in entry.letters.items():
                if element in row_of:
                    votes[entry.part, entry.raw.row][row_of[element]] += weight
    told = list(parts)
    for number in {part for part, _ in votes}:
        part = parts[number]
        if part.tags is None:
            rows = tuple(_most(votes.get((number, row))) for row in range(part.rows))
            told[number] = replace(part, tags=PartTags(table.element, rows, table.header_rows))
    return told


def _most(votes: Counter[int] | None) -> int | None:
    return max(votes.items(), key=lambda item: (item[1], -item[0]))[0] if votes else None


def fill_tagged(page: int, shown: TaggedPart, words: Sequence[Word]) -> tuple[Part, list[Word]]:
    """The part of a tagged table on a page, and the words that do not stand in it.

    A word stands in the cell its tag says; one that no tag claims but that stands in the table goes by its place.
    """
    claimed = {id(word): index for index, own in enumerate(shown.words) for word in own}
    part, outside = fill_part(page, shown.grid, words, claimed)
    return replace(part, tags=PartTags(shown.element, shown.rows, shown.header_rows)), outside
