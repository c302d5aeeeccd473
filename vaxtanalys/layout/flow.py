"""Pages to one flow: lines and tables in the order in which they are read, furniture and notes set apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from vaxtanalys.layout.beside import put_beside, stand_beside
from vaxtanalys.layout.bookmarks import match_bookmarks
from vaxtanalys.layout.furniture import find_furniture, watermark_text
from vaxtanalys.layout.lines import Line, make_line
from vaxtanalys.layout.page_breaks import continues
from vaxtanalys.layout.page_order import page_columns, page_order, rejoined, stands_on_card, surfaces
from vaxtanalys.layout.paragraphs import (
    Leading,
    Paragraph,
    joins_over_break,
    make_paragraph,
    make_paragraphs,
    measure_leading,
)
from vaxtanalys.layout.roles import assign_roles, body_style, find_footnotes
from vaxtanalys.layout.rows import group_rows
from vaxtanalys.layout.settings import LayoutSettings
from vaxtanalys.layout.tables import LogicalTable, Part, join_parts
from vaxtanalys.layout.tag_order import in_tag_order, split_at_blocks
from vaxtanalys.layout.tags import Tags, make_tags
from vaxtanalys.layout.take_apart import PageParts, take_pages_apart
from vaxtanalys.layout.weigh_tags import TagView, view_tags
from vaxtanalys.model import RawDocument, RawPage
from vaxtanalys.raw_tags import RawBookmark

Unit = Paragraph | LogicalTable


@dataclass(frozen=True, slots=True)
class Flow:
    """A document in reading order: its running text, and what stands outside it (footnotes, headers, watermarks).

    ``view`` is what is believed of its tags, ``doubts`` what is not and why, by page; ``tag_ordered`` are the pages
    that are read in the order of their tags.
    """

    running: tuple[Unit, ...]
    apart: tuple[Paragraph, ...]
    leading: Leading
    view: TagView | None = None
    doubts: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    tag_ordered: frozenset[int] = frozenset()


def make_flow(raw: RawDocument, settings: LayoutSettings) -> Flow:
    """The flow of a document that was read from a PDF."""
    tags = make_tags(raw) if settings.tags else None
    pages = take_pages_apart(raw, settings, tags)
    lines = {parts.page.number: parts.lines for parts in pages}
    furniture = find_furniture(lines, raw.pages, settings.margin_share)
    groups_by_page = [_kept(parts, furniture, settings) for parts in pages]
    loose, celled = _line_groups(groups_by_page)
    leading = measure_leading([*loose, *celled])
    ordered = _tag_ordered(pages, furniture, settings, tags)
    view = view_tags(tags, loose, celled)
    if ordered:
        # Lines that run over two columns bear no tree out: it is weighed by the page as it would have it read.
        read_so = [ordered.get(parts.page.number, groups_by_page[i]) for i, parts in enumerate(pages)]
        other = view_tags(tags, *_line_groups(read_so))
        if other is not None and other.paragraphs:
            view, groups_by_page = other, read_so
        else:
            ordered = {}
    if view is not None and view.paragraphs and view.headings and view.holds(raw.pages):
        known, furniture = furniture, find_furniture(lines, raw.pages, settings.margin_share, view.tags.outside)
        for index, parts in enumerate(pages):
            if furniture[parts.page.number] != known[parts.page.number]:
                groups_by_page[index] = _kept(parts, furniture, settings)
        if ordered:
            ordered = _tag_ordered(pages, furniture, settings, tags)
            groups_by_page = [ordered.get(parts.page.number, groups_by_page[i]) for i, parts in enumerate(pages)]
    apart = [paragraph for parts in pages for paragraph in _apart(parts, furniture[parts.page.number])]
    units_by_page = [_units(groups, pages[i], leading, settings, view) for i, groups in enumerate(groups_by_page)]
    body = body_style(_body_paragraphs(units_by_page))
    running: list[list[Paragraph | Part]] = []
    for units in units_by_page:
        inside, notes = _split_notes(units, body[0], settings, view)
        running.append(inside)
        apart.extend(notes)
    flow = _join_pages(running)
    assigned = _assign(flow, body, settings, view, raw.bookmarks)
    doubts = {p.page.number: p.doubts for p in pages if p.doubts}
    return Flow(tuple(assigned), tuple(apart), leading, view, doubts, frozenset(ordered))


def _tag_ordered(
    pages: Sequence[PageParts],
    furniture: Mapping[int, Mapping[int, str]],
    settings: LayoutSettings,
    tags: Tags | None,
) -> dict[int, list[list[Line | Part]]]:
    """The tagged pages whose tags have an order that the page bears out and that is another than geometry's."""
    found: dict[int, list[list[Line | Part]]] = {}
    for parts in pages if tags is not None else ():
        number = parts.page.number
        if tags is None or number not in tags.pages:
            continue
        kept = [line for index, line in enumerate(parts.lines) if index not in furniture[number]]
        pieces = split_at_blocks(kept, tags)
        groups = in_tag_order(page_columns(pieces, parts), tags, cut=len(pieces) > len(kept))
        if groups is not None:
            found[number] = rejoined(groups, settings.column_gap)
    return found


def _kept(
    parts: PageParts, furniture: Mapping[int, Mapping[int, str]], settings: LayoutSettings
) -> list[list[Line | Part]]:
    """A page in reading order, column by column, without its furniture."""
    roles = furniture[parts.page.number]
    lines = [line for index, line in enumerate(parts.lines) if index not in roles]
    return page_order(lines, parts, settings.column_gap)


def _apart(parts: PageParts, roles: Mapping[int, str]) -> list[Paragraph]:
    """What of a page stands outside the running text: its furniture, its watermark, what can not be seen."""
    lines = [(roles[index], line) for index, line in enumerate(parts.lines) if index in roles]
    furniture = [replace(make_paragraph([line]), role=role) for role, line in lines]
    return [*furniture, *_watermark(parts), *_hidden(parts.page)]


def _body_paragraphs(pages: Sequence[Sequence[Paragraph | Part]]) -> list[Paragraph]:
    """The paragraphs that tell the body's type.

    ``text_in_tables_only``: where what stands outside tables is but a tenth of what stands in them, as on slides, it is
    headings, and the cells tell.
    """
    loose = [unit for units in pages for unit in units if isinstance(unit, Paragraph)]
    parts = [unit for units in pages for unit in units if isinstance(unit, Part)]
    cells = [cell.lines for part in parts for cell in part.cells if cell.lines]
    outside, inside = sum([len(p.text) for p in loose]), sum([len(lines) - 1 for lines in cells])
    inside += sum([len(line.text) for lines in cells for line in lines])
    return [make_paragraph(lines) for lines in cells] if outside < 0.1 * inside else loose


def _hidden(page: RawPage) -> list[Paragraph]:
    rows = group_rows([word for word in page.words if word.hidden])
    lines = [line for row in rows if (line := make_line(page.number, row)) is not None]
    return [replace(make_paragraph([line]), role="hidden") for line in lines]


def _watermark(parts: PageParts) -> list[Paragraph]:
    if not parts.turned:
        return []
    line = make_line(parts.page.number, parts.turned)
    if line is None:
        return []
    text = watermark_text([word.text for word in parts.turned])
    if " " not in text and len(parts.turned) > 1:
        joined = replace(parts.turned[0], text=text, box=line.box)
        line = replace(line, words=(joined,))
    return [replace(make_paragraph([line]), role="watermark")]


def _line_groups(pages: Sequence[Sequence[Sequence[Line | Part]]]) -> tuple[list[list[Line]], list[list[Line]]]:
    """The lines outside tables column by column, and those of each cell."""
    groups = [group for page in pages for group in page]
    loose = [[item for item in group if isinstance(item, Line)] for group in groups]
    parts = [item for group in groups for item in group if isinstance(item, Part)]
    return loose, [list(cell.lines) for part in parts for cell in part.cells]


def _units(
    groups: Sequence[Sequence[Line | Part]],
    parts: PageParts,
    leading: Leading,
    settings: LayoutSettings,
    view: TagView | None,
) -> list[Paragraph | Part]:
    apart = view.apart if view is not None else None
    contents, shades = set(map(id, parts.contents)), surfaces(parts.page)
    units: list[Paragraph | Part] = []
    for group in groups:
        pending: list[Line] = []
        card = stands_on_card(group, shades)
        right = max((item.box.x1 for item in group), default=None)
        for item in [*group, None]:
            if isinstance(item, Line) and id(item) not in contents:
                pending.append(item)
                continue
            made = make_paragraphs(pending, leading, settings.paragraph_gap, right, apart=apart)
            units.extend(replace(paragraph, card=True) if card else paragraph for paragraph in made)
            pending = []
            if isinstance(item, Part):
                units.append(item)
            elif isinstance(item, Line):
                units.append(replace(make_paragraph([item]), role="toc"))
    return _joined_columns(units)


def _joined_columns(units: list[Paragraph | Part]) -> list[Paragraph | Part]:
    """Paragraphs that run on from one column to the next, or past a box set into them, made whole.

    ``box_in_the_text``: what stands on a shaded rectangle between the halves comes after the whole.
    """
    joined: list[Paragraph | Part] = []
    for unit in units:
        at = len(joined) - 1
        while at >= 0 and _on_card(joined[at]) and not _on_card(unit):
            at -= 1
        last = joined[at] if at >= 0 else None
        if (
            isinstance(unit, Paragraph)
            and isinstance(last, Paragraph)
            and unit.card == last.card
            and (at < len(joined) - 1 or unit.box.top < last.box.top or unit.box.x0 > last.box.x1)
            and joins_over_break(last, unit)
        ):
            joined[at] = replace(last, lines=(*last.lines, *unit.lines))
        else:
            joined.append(unit)
    return joined


def _on_card(unit: Paragraph | Part) -> bool:
    return isinstance(unit, Paragraph) and unit.card


def _split_notes(
    units: Sequence[Paragraph | Part], body_size: float, settings: LayoutSettings, view: TagView | None
) -> tuple[list[Paragraph | Part], list[Paragraph]]:
    paragraphs = [unit for unit in units if isinstance(unit, Paragraph)]
    marked = iter(find_footnotes(paragraphs, body_size, settings))
    inside: list[Paragraph | Part] = []
    notes: list[Paragraph] = []
    for unit in units:
        if isinstance(unit, Part):
            inside.append(unit)
            continue
        paragraph = next(marked)
        # A tagged note in small print is one wherever it stands, with or without a figure.
        if view is not None and paragraph.size < body_size and view.is_note(paragraph):
            paragraph = replace(paragraph, role="footnote", signal="tag")
        (notes if paragraph.role == "footnote" else inside).append(paragraph)
    return inside, notes


def _join_pages(pages: Sequence[Sequence[Paragraph | Part]]) -> list[Unit]:
    """The pages' units in one row; tables and paragraphs that run over a page break are made whole."""
    flow: list[Paragraph | list[Part]] = []
    for units in pages:
        for index, unit in enumerate(units):
            last = flow[-1] if flow else None
            if isinstance(unit, Part):
                if (
                    index == 0
                    and isinstance(last, list)
                    and last[-1].page == unit.page - 1
                    and continues(last[-1], unit)
                ):
                    last.append(unit)
                else:
                    flow.append([unit])
            elif index == 0 and isinstance(last, Paragraph) and joins_over_break(last, unit):
                flow[-1] = replace(last, lines=(*last.lines, *unit.lines))
            else:
                flow.append(unit)
    return _joined_tables(flow)


def _joined_tables(flow: Sequence[Paragraph | list[Part]]) -> list[Unit]:
    """The flow with each table whole: its parts below each other, and those that show more of its columns."""
    made: list[Unit] = []
    before: list[Part] | None = None
    for unit in flow:
        if isinstance(unit, Paragraph):
            made.append(unit)
            before = None
            continue
        table, last = join_parts(unit), made[-1] if made else None
        beside = before is not None and isinstance(last, LogicalTable) and stand_beside(before, unit)
        whole = put_beside(last, table) if beside and isinstance(last, LogicalTable) else None
        if whole is not None:
            made[-1] = whole
        else:
            made.append(table)
        before = unit
    return made


def _assign(
    flow: Sequence[Unit],
    body: tuple[float, str | None],
    settings: LayoutSettings,
    view: TagView | None,
    bookmarks: Sequence[RawBookmark],
) -> list[Unit]:
    loose = [index for index, unit in enumerate(flow) if isinstance(unit, Paragraph)]
    over = {n for n, index in enumerate(loose) if isinstance(flow[min(index + 1, len(flow) - 1)], LogicalTable)}
    paragraphs = [unit for unit in flow if isinstance(unit, Paragraph)]
    named = match_bookmarks(bookmarks, paragraphs) if settings.bookmarks else None
    roles = iter(assign_roles(paragraphs, body, settings, view, named, over))
    return [next(roles) if isinstance(unit, Paragraph) else unit for unit in flow]
