"""Tagged tables weighed against the grids that the page itself shows.

Where both make the same cells the page's own grid is kept, with what the tags know of heading rows and of rows that a
page break divides. Where the page shows no such grid a sound tagged table is built from its words; where rules and tags
disagree the rules win, and the page says so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

from vaxtanalys.layout.tables import Part, fill_part
from vaxtanalys.layout.tagged_parts import PartTags, TaggedPart, TaggedTable
from vaxtanalys.layout.tags import Tags
from vaxtanalys.model import Box, RawCell, Word

_SAME = 0.95
_FINER = 0.98
_ELSEWHERE = 0.2


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is done with a tagged table: ``keep`` the page's grids, ``build`` it from its tags, or ``doubt`` it."""

    kind: str
    reason: str = ""


def weigh_table(table: TaggedTable, parts: Mapping[int, Sequence[Part]], tags: Tags) -> Verdict:
    """What to do with a tagged table, given the tables that the geometry of each page makes (none where it makes none).

    ``same_cells``: each tagged cell's letters stand in one cell of the page's and the other way round, but for a
    twentieth, and so do those of its rows and columns. ``finer_tags``: a ruled grid yields only where every tagged cell
    lies within one of its cells. A grid that holds much else besides the table is not taken apart for its sake.
    """
    met = {page: _meet(table, page, parts.get(page, ()), tags) for page in table.pages}
    if all(meeting.same >= _SAME for meeting in met.values()):
        return Verdict("keep")
    if table.doubt:
        return Verdict("doubt", table.doubt)
    for meeting in met.values():
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


def _meet(table: TaggedTable, page: int, parts: Sequence[Part], tags: Tags) -> _Meeting:
    owner: dict[Box, tuple[int, RawCell]] = {}
    held: Counter[int] = Counter()
    for number, part in enumerate(parts):
        for cell in part.cells:
            for word in (word for line in cell.lines for word in line.words):
                owner[word.box] = (number, cell.raw)
                # A heading row that is repeated on the next page is often left untagged.
                held[number] += len(word.text) if tags.of(page, word) is not None else 0
    cells, rows, columns = _Pairs(), _Pairs(), _Pairs()
    touched: set[int] = set()
    for index, tagged in enumerate(table.on(page)):
        for word in tagged.words[page]:
            number, raw = owner.get(word.box, (-1, None))
            weight = len(word.text)
            cells.add(index, (number, raw), weight, raw is not None)
            rows.add(tagged.row, (number, raw.row if raw else -1), weight, raw is not None)
            columns.add(tagged.col, raw.col if raw else -1, weight, raw is not None)
            touched |= {number} if raw is not None else set()
    if not touched:
        return _Meeting(0.0, 0.0, 0.0, False)
    # Bullets are no words of a line, so a grid may hold a few letters less than the table.
    covered = max(sum(held[number] for number in touched), cells.inside)
    same = min(cells.inside / covered, cells.one_to_one, rows.one_to_one, columns.one_to_one)
    ruled = any(parts[number].kind == "ruled" for number in touched)
    return _Meeting(same, cells.forth, 1 - cells.inside / covered, ruled)


class _Pairs:
    """How many letters each pair of things shares, of two ways to divide the same letters."""

    def __init__(self) -> None:
        self._shared: Counter[tuple[Hashable, Hashable]] = Counter()
        self.total = 0
        self.inside = 0

    def add(self, one: Hashable, other: Hashable, weight: int, known: bool) -> None:
        """Count letters that stand in ``one``, and in ``other`` if that is ``known``."""
        self.total += weight
        if known:
            self.inside += weight
            self._shared[one, other] += weight

    @property
    def forth(self) -> float:
        """The share of all letters that each of the first things has in common with its best counterpart."""
        return self._best(0)

    @property
    def one_to_one(self) -> float:
        """The least of that share both ways."""
        return min(self._best(0), self._best(1))

    def _best(self, side: int) -> float:
        best: defaultdict[Hashable, int] = defaultdict(int)
        for pair, weight in self._shared.items():
            best[pair[side]] = max(best[pair[side]], weight)
        return sum(best.values()) / self.total if self.total else 0.0


def with_tags(table: TaggedTable, page: int, parts: Sequence[Part]) -> list[Part]:
    """The page's parts, those that show the table with what its tags know of their rows."""
    row_of: dict[Box, int] = {word.box: cell.row for cell in table.on(page) for word in cell.words[page]}
    found = []
    for part in parts:
        votes: defaultdict[int, Counter[int]] = defaultdict(Counter)
        for cell in part.cells:
            for line in cell.lines:
                for word in line.words:
                    # A merged cell tells of its first row, which may stand on another page.
                    if word.box in row_of and cell.raw.row_span == 1:
                        votes[cell.raw.row][row_of[word.box]] += len(word.text)
        if votes and part.tags is None:
            rows = tuple(_most(votes[row]) if row in votes else None for row in range(part.rows))
            part = replace(part, tags=PartTags(table.element, rows, table.header_rows))
        found.append(part)
    return found


def _most(votes: Counter[int]) -> int:
    return max(votes.items(), key=lambda item: (item[1], -item[0]))[0]


def fill_tagged(page: int, shown: TaggedPart, words: Sequence[Word]) -> tuple[Part, list[Word]]:
    """The part of a tagged table on a page, and the words that do not stand in it.

    A word stands in the cell its tag says; one that no tag claims but that stands in the table goes by its place.
    """
    claimed = {word: index for index, own in enumerate(shown.words) for word in own}
    part, outside = fill_part(page, shown.grid, words, claimed)
    return replace(part, tags=PartTags(shown.element, shown.rows, shown.header_rows)), outside
