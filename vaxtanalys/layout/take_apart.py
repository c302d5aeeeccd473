"""A page taken apart: which words stand in tables and which in lines, and which of two readings of a table is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from vaxtanalys.geometry import centre_in, overlap
from vaxtanalys.layout.anchored import find_anchored
from vaxtanalys.layout.card_frames import card_frames
from vaxtanalys.layout.card_rows import card_headings, find_cards
from vaxtanalys.layout.column_tables import find_in_columns
from vaxtanalys.layout.contents import take_contents
from vaxtanalys.layout.figure_edges import complete_figures
from vaxtanalys.layout.figures import find_figure_tables
from vaxtanalys.layout.fill import fill_part
from vaxtanalys.layout.heading_rules import span_over_rules
from vaxtanalys.layout.label_runs import find_label_runs
from vaxtanalys.layout.level_rows import part_level_lines
from vaxtanalys.layout.lines import Line, make_lines
from vaxtanalys.layout.merged_heads import part_merged_head
from vaxtanalys.layout.paired_lines import find_paired_lines
from vaxtanalys.layout.rival_tables import in_no_columns, least_torn, outside_grids
from vaxtanalys.layout.running_heads import running_heads
from vaxtanalys.layout.settings import LayoutSettings
from vaxtanalys.layout.stacks import align_columns, extend_head, extend_over, split_rows
from vaxtanalys.layout.tables import Part, leading_header_rows
from vaxtanalys.layout.tagged_parts import (
    TaggedPart,
    TaggedTable,
    heading_words,
    tagged_part,
    with_repeated_heading,
)
from vaxtanalys.layout.tagged_tables import find_tagged_tables
from vaxtanalys.layout.tags import Tags
from vaxtanalys.layout.turned_heads import find_under_turned
from vaxtanalys.layout.weigh_tables import CellLetters, Verdict, count_letters, fill_tagged, weigh_table, with_tags
from vaxtanalys.model import Box, Fill, RawDocument, RawPage, RawTable, Word

# The columns that the page before ends with, the heading rows of the document's tables, the parts built from tags.
_Known = tuple[list[float] | None, Set[str], Sequence[TaggedPart]]


@dataclass(frozen=True, slots=True)
class PageParts:
    """A page taken apart: its lines, its table of contents, its tables, and the turned words of no table.

    ``doubts`` say which tables of its tag tree were not believed, and why.
    """

    page: RawPage
    lines: tuple[Line, ...]
    contents: tuple[Line, ...]
    tables: tuple[Part, ...]
    turned: tuple[Word, ...]
    doubts: tuple[str, ...] = ()


def take_pages_apart(raw: RawDocument, settings: LayoutSettings, tags: Tags | None = None) -> list[PageParts]:
    """The lines and tables of every page.

    Tables are looked for twice where a heading row of one stands loose on another page: its last row may stand alone.
    What a tag tree says of tables is weighed against what was found; where a table is to be built from its tags the
    rest of its pages is looked at again without its words.
    """
    rounds = _Rounds(raw, settings)
    pages = rounds.take(frozenset(), {})
    known = frozenset(text for parts in pages for part in parts.tables if (text := _heading_text(part)))
    if known and any(_stands_loose(text, parts) for parts in pages for text in known):
        pages = rounds.take(known, {})
    tables = find_tagged_tables(raw.pages, tags) if tags is not None else []
    if tags is None or not tables:
        return pages
    found = {parts.page.number: parts.tables for parts in pages}
    counted = _counted(pages, tables, tags)
    by_number = {page.number: page for page in raw.pages}
    verdicts = [(table, weigh_table(table, found, counted)) for table in tables]
    built: defaultdict[int, list[TaggedPart]] = defaultdict(list)
    for table, verdict in verdicts:
        for number in table.pages if verdict.kind == "build" else ():
            if (shown := tagged_part(table, number)) is not None:
                loose = [word for word in by_number[number].words if tags.of(number, word) is None]
                built[number].append(with_repeated_heading(shown, heading_words(table), loose))
    if built:
        pages = rounds.take(known, built)
        counted = _counted(pages, tables, tags)
    return _told(pages, verdicts, counted)


def _counted(pages: Sequence[PageParts], tables: Sequence[TaggedTable], tags: Tags) -> dict[int, list[CellLetters]]:
    """For each page with a tagged table what tagged cells its tables' cells hold."""
    wanted = {number for table in tables for number in table.pages}
    numbered = {parts.page.number: parts.tables for parts in pages if parts.page.number in wanted}
    return {number: count_letters(number, parts, tags) for number, parts in numbered.items()}


def _told(
    pages: Sequence[PageParts],
    verdicts: Sequence[tuple[TaggedTable, Verdict]],
    counted: Mapping[int, Sequence[CellLetters]],
) -> list[PageParts]:
    """The pages with what the tags know of their own grids, and why a tagged table was not believed."""
    told = {parts.page.number: parts for parts in pages}
    for table, verdict in verdicts:
        for number in table.pages:
            parts = told[number]
            if verdict.kind == "keep":
                told[number] = replace(parts, tables=tuple(with_tags(table, number, parts.tables, counted[number])))
            elif verdict.kind == "doubt":
                doubt = f"en tabell i filens märkning (taggar) används inte: {verdict.reason}"
                told[number] = replace(parts, doubts=tuple(dict.fromkeys((*parts.doubts, doubt))))
    return [told[parts.page.number] for parts in pages]


class _Rounds:
    """The pages of a document, taken apart as often as more is known; a page of which no more is known only once."""

    def __init__(self, raw: RawDocument, settings: LayoutSettings) -> None:
        self._settings = settings
        grids = align_columns(raw.pages)
        self._pages = [replace(page, tables=own) for page, own in zip(raw.pages, grids, strict=True)]
        self._cards = card_headings(
            [word for word in page.words if word.upright and not word.hidden] for page in raw.pages
        )
        self._heads = running_heads(raw.pages, settings.margin_share)
        # For each page what its parts were found from and the parts: built parts, headings known, columns carried.
        self._taken: dict[int, tuple[_Known, PageParts]] = {}

    def take(self, known: Set[str], built: Mapping[int, Sequence[TaggedPart]]) -> list[PageParts]:
        """The parts of every page, given the heading rows known and the parts built from tags."""
        pages: list[PageParts] = []
        carry: list[float] | None = None
        for index, page in enumerate(self._pages):
            from_what: _Known = (carry, _may_stand(known, page.words), built.get(page.number, ()))
            held = self._taken.get(index)
            if held is None or held[0] != from_what:
                held = from_what, _take_apart(page, self._settings, *from_what, self._cards, self._heads[index])
                self._taken[index] = held
            pages.append(held[1])
            carry = _carried_columns(held[1])
        return pages


def _is_shown_by(grid: RawTable, part: Part) -> bool:
    """Whether a part built from tags stands where a grid does, or is one of several tables that its shades join."""
    return centre_in(grid.box, part.box) or (grid.kind != "ruled" and centre_in(part.box, grid.box))


def _may_stand(headings: Set[str], words: Sequence[Word]) -> Set[str]:
    """The headings that begin and end with a word of a page: no other can be one of its rows."""
    texts = {word.text for word in words} if headings else set()
    return {h for h in headings if any(map(h.startswith, texts)) and any(map(h.endswith, texts))}


def _heading_text(part: Part) -> str:
    """The words of a table's heading row; empty where it has none."""
    if part.kind == "ruled" or not leading_header_rows(part):
        return ""
    return " ".join(cell.text for cell in part.row(0) if cell.text)


def _stands_loose(heading: str, parts: PageParts) -> bool:
    """Whether the words of a heading row stand outside the tables of a page, or alone in one (a shaded band)."""
    if any(part.rows == 1 and " ".join(cell.text for cell in part.cells) == heading for part in parts.tables):
        return True
    rest = heading
    for line in parts.lines:
        rest = rest[len(line.text) :].lstrip() if rest.startswith(line.text) else heading
        if not rest:
            return True
    return False


def _take_apart(
    page: RawPage,
    settings: LayoutSettings,
    carry: list[float] | None,
    known: Set[str],
    built: Sequence[TaggedPart],
    cards: Set[str],
    heads: Set[int],
) -> PageParts:
    shown = [word for word in page.words if not word.hidden]
    upright = [word for word in shown if word.upright and id(word) not in heads]
    turned = [word for word in shown if not word.upright]
    stamp = _stamp(turned, upright)
    loose = _Loose(page.number, upright, [word for word in turned if word not in stamp])
    for tagged in built:
        loose.take(*fill_tagged(page.number, tagged, loose.words))
    grids = [grid for grid in page.tables if not any(_is_shown_by(grid, part) for part in loose.parts)]
    page, ruled, lone = _drawn_grids(page, grids, loose.upright)
    loose.fill(part_level_lines(part_merged_head(grid, loose.upright), loose.upright) for grid in ruled)
    contents, loose.upright = take_contents(page.number, loose.upright)
    loose.fill(outside_grids(find_cards(loose.upright, cards), lone))
    if loose.turned:
        loose.fill(in_no_columns(find_under_turned(loose.upright, loose.turned, page), lone))
    loose.fill_completed(outside_grids(find_in_columns(loose.upright, page, known), lone), page.rules)
    loose.fill_completed(least_torn(find_anchored(loose.upright, page, carry, known), lone), page.rules)
    loose.fill(find_label_runs(loose.upright, page.fills))
    loose.fill(find_paired_lines(loose.upright))
    loose.fill_completed(find_figure_tables(loose.upright), page.rules)
    lines = make_lines(
        page.number, [*(word for word in page.words if id(word) in heads), *loose.upright], settings.narrow_gap
    )
    return PageParts(page, tuple(lines), tuple(contents), tuple(loose.parts), (*loose.turned, *stamp))


class _Loose:
    """The words of a page that stand in no table yet, and the parts of the tables found so far."""

    def __init__(self, page: int, upright: list[Word], turned: list[Word]) -> None:
        self._page = page
        self.upright = upright
        self.turned = turned
        self.parts: list[Part] = []

    @property
    def words(self) -> list[Word]:
        return [*self.upright, *self.turned]

    def take(self, part: Part, rest: Sequence[Word]) -> None:
        """One more part, and the words that it leaves."""
        self.parts.append(part)
        self.upright = [word for word in rest if word.upright]
        self.turned = [word for word in rest if not word.upright]

    def fill(self, grids: Iterable[RawTable]) -> None:
        """A part for each grid, with the words that stand in it and in none before it."""
        for grid in grids:
            self.take(*fill_part(self._page, grid, self.words))

    def fill_completed(self, grids: Iterable[RawTable], rules: Sequence[Box]) -> None:
        """As ``fill``; tables of figures with the labels and upper headings that stand outside their grid, and upper
        headings over the columns that ``rules`` mark.
        """
        self.fill(span_over_rules(complete_figures(grid, self.upright), self.upright, rules) for grid in grids)


def _drawn_grids(
    page: RawPage, grids: Sequence[RawTable], upright: Sequence[Word]
) -> tuple[RawPage, list[RawTable], list[RawTable]]:
    """The page, with frames of cards for shades, its grids of rules that are whole, and the others, as far as they go.

    What rules or shades leave out of these, rows and headings, the words tell.
    """
    frames = {index: box for index, grid in enumerate(grids) if (box := card_frames(grid, upright))}
    if frames:
        grids = [grid for index, grid in enumerate(grids) if index not in frames]
        drawn = [Fill(box, "#ffffff") for boxes in frames.values() for box in boxes]
        page = replace(page, fills=(*page.fills, *drawn))
    ruled = [
        grid
        for grid in grids
        if grid.kind == "ruled" and max(cell.row for cell in grid.cells) > 1 and not _is_of_shades(grid, page)
    ]
    lone = [
        part_level_lines(
            split_rows(extend_over(extend_head(grid, upright, page, grids), upright, page), upright, page), upright
        )
        for grid in grids
        if grid not in ruled
    ]
    return page, ruled, lone


def _is_of_shades(grid: RawTable, page: RawPage) -> bool:
    """``grid_of_shades_alone``: whether shades, and no drawn rule, make the edges between a grid's rows.

    Of a table whose every other row is shaded they show a part: rows without a shade may stand above and below.
    """
    box = grid.box
    inner = [y for cell in grid.cells for y in (cell.box.top, cell.box.bottom)]
    drawn = [rule for rule in page.rules if overlap(rule.x0, rule.x1, box.x0, box.x1) > 0.5 * box.width]
    if any(abs(rule.top - y) < 3 or abs(rule.bottom - y) < 3 for rule in drawn for y in inner):
        return False
    return any(
        fill.box.height < 0.7 * page.height and overlap(fill.box.top, fill.box.bottom, box.top, box.bottom) > 0
        for fill in page.fills
    )


def _stamp(turned: Sequence[Word], upright: Sequence[Word]) -> list[Word]:
    """``stamp_across_the_page``: turned words at least twice the size of the page's words (UTKAST) are in no cell."""
    if not turned or not upright:
        return []
    body = sorted(word.size for word in upright)[len(upright) // 2]
    large = [word for word in turned if min(word.box.width, word.box.height) >= 2 * body]
    return sorted(large, key=lambda word: (word.box.x0, word.box.top))


def _carried_columns(parts: PageParts) -> list[float] | None:
    """The column edges of a page's last table, where no text stands below it but furniture."""
    tables = [part for part in parts.tables if part.kind != "ruled"]
    if not tables:
        return None
    last = max(tables, key=lambda part: part.box.bottom)
    below = [line for line in parts.lines if line.box.top > last.box.bottom]
    if len(below) > 3 or any(part.box.top > last.box.bottom for part in parts.tables):
        return None
    return last.edges
