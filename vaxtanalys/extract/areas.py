"""Focus areas: the headings under which measures stand, and the objectives that belong to an area as a whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from vaxtanalys.extract.aim_words import aim_heading, aim_label
from vaxtanalys.extract.area_labels import (
    AreaName,
    counted_alike,
    name_of_heading,
    name_of_span,
    split_number,
    text_of,
    without_goals,
)
from vaxtanalys.extract.bands_over_titles import bands_over_titles
from vaxtanalys.extract.found import Found, flow
from vaxtanalys.extract.running_areas import running_areas
from vaxtanalys.extract.vocabulary import is_a, last_sentence, normal
from vaxtanalys.model import Block, Document, FocusArea, Quotation

_NEARLY_ALL = 0.8
_LOWEST = 99.0
_SET_LARGE = re.compile(r"[\"“”»].{8,}[\"“”«]|\d{1,3}(?:[ ,.]\d{1,3})*\s?(?:%|procent|[a-zåäö]+)(?:\s[a-zåäö]+)?")


class Outline:
    """The headings above each block, outermost first, by their levels."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._above: dict[int, tuple[Block, ...]] = {}
        headings = [block for block in document.blocks if _is_heading(document, block)]
        self.first = headings[0].index if headings else None
        self.under_first: set[int] = set()
        titles = Counter(normal(document.block_text(block)) for block in headings)
        self.again = {
            block.index
            for block in headings
            if _comes_again(document.block_text(block)) and titles[normal(document.block_text(block))] > 1
        }
        over = bands_over_titles(document)
        stack: list[tuple[float, Block]] = []
        for block in document.blocks:
            if _is_heading(document, block):
                # "Åtgärder" again and again is set like the area's heading at times, but stands under it.
                lower = 0.5 if block.index in self.again else self._lower(document, block, stack)
                level = over.get(block.index, (block.level or 2) + lower)
                if is_a("contents", document.block_text(block)):
                    # ``nothing_under_the_contents``: the list below it ends at the next heading, however small.
                    level = _LOWEST
                stack = [open_ for open_ in stack if open_[0] < level]
                self._above[block.index] = tuple(heading for _, heading in stack)
                if stack and stack[0][1].index == self.first:
                    self.under_first.add(block.index)
                stack = [*stack, (level, block)]
            else:
                self._above[block.index] = tuple(heading for _, heading in stack)

    @staticmethod
    def _lower(document: Document, block: Block, stack: Sequence[tuple[float, Block]]) -> float:
        """``goals_within_areas``: a sub-goal or a strategy stands under the area whose heading is set alike.

        A chapter that holds no measures ("Inledning"), or only counts the areas ("Fem delmål"), is no such area.
        """
        label = aim_label(document.block_text(block))
        above = next((heading for level, heading in stack if level == (block.level or 2)), None)
        words = "" if above is None else document.block_text(above)
        if above is None or _stands_under_an_area(words) or is_a("not_measures", words) or is_a("areas_listed", words):
            return 0.0
        return {"subgoal": 0.3, "strategy": 0.4}.get(label.kind, 0.0) if label else 0.0

    def above(self, index: int) -> tuple[Block, ...]:
        """The headings over the block of that index; for a heading those over it, itself not counted."""
        return self._above[index]

    def nearest(self, index: int) -> Block | None:
        """The heading just above the block; for a heading itself."""
        block = self._document.blocks[index]
        if _is_heading(self._document, block):
            return block
        return self._above[index][-1] if self._above[index] else None


def _is_heading(document: Document, block: Block) -> bool:
    """Whether a block is a heading that others may stand under.

    ``words_set_large``: a quotation, and a figure with what it counts ("88 dygn", "9 män"), set large in a box beside
    the text, have the type of a heading and are none.
    """
    if block.role != "heading" or block.table is not None:
        return False
    return _SET_LARGE.fullmatch(document.block_text(block)) is None


def _names_a_list(text: str) -> bool:
    """Whether a heading only says what follows it: measures ("Åtgärder"), goals ("Mål"), a list ("Vi ska:")."""
    return is_a("transparent", text) or aim_heading(text) is not None or text.rstrip().endswith(":")


def _comes_again(text: str) -> bool:
    """``work_under_each_area``: "Så arbetar vi" under several areas only says that measures follow; once it is a
    chapter.
    """
    return _names_a_list(text) or is_a("ways_of_working", text)


def area_names(document: Document, outline: Outline, found: Sequence[Found]) -> list[AreaName | None]:
    """The area of each found measure, None where no heading stands above it.

    A heading that calls itself an area ("Fokusområde 1: ...") is the area, the outermost one. Else areas are the
    headings of the outermost level at which more than one holds measures (the document's own grouping); headings that
    only say that measures follow ("Åtgärder") are looked through. Where all measures stand under one heading, the
    bands or the area column of their table group them.
    """
    below = _below_the_title(outline, [_chain(document, outline, entry) for entry in found])
    chains = without_goals(document, below)
    named = [next((h for h in chain if is_a("area_prefix", document.block_text(h))), None) for chain in chains]
    loose = [index for index, name in enumerate(named) if name is None and chains[index]]
    own = _own_grouping(document, chains, loose, 0)
    grouped = {heading.index for heading in own.values()}
    names: list[AreaName | None] = []
    for index, (entry, name) in enumerate(zip(found, named, strict=True)):
        if name is not None:
            names.append(name_of_heading(document, name))
        elif entry.area and (len(grouped) <= 1 or is_a("area_prefix", text_of(document, entry.area[0]))):
            names.append(name_of_span(document, entry.area[0]))
        else:
            names.append(name_of_heading(document, own[index]) if index in own else None)
    told = {name.span for name in names if name is not None}
    title = outline.first is not None and told == {name_of_heading(document, document.blocks[outline.first]).span}
    if (not told or title) and (heads := running_areas(document, found)) is not None:
        return [name_of_span(document, head) for head in heads]
    return counted_alike(document, names)


def _below_the_title(outline: Outline, chains: Sequence[tuple[Block, ...]]) -> list[tuple[Block, ...]]:
    """``title_over_them_all``: the headings without the document's title, where some stand under more than that and
    others' headings were told without it already: it is no area beside theirs.
    """
    titles = {chain[0].index for chain in chains if chain}
    if outline.first not in titles or len(titles) == 1:
        return list(chains)
    if any(index not in outline.under_first for index in titles - {outline.first}):
        return list(chains)
    return [chain[1:] if len(chain) > 1 and chain[0].index == outline.first else chain for chain in chains]


def _chain(document: Document, outline: Outline, entry: Found) -> tuple[Block, ...]:
    """The headings over a measure without its own title and without those that are looked through."""
    above = outline.above(entry.anchor)
    anchor = document.blocks[entry.anchor]
    if (
        anchor.role == "heading"
        and anchor.table is None
        and entry.title_block is None
        and entry.anchor not in entry.blocks
    ):
        above = (*above, anchor)
    headings = tuple(block for block in above if block.index != entry.title_block and block.index not in entry.blocks)
    solid = tuple(h for h in headings if not _names_a_list(document.block_text(h)) and h.index not in outline.again)
    if len(solid) == 1 < len(headings) and solid == headings[:1] and solid[0].index == outline.first:
        # Under nothing but the document's title "Åtgärder" is the better heading, unless it comes again and again.
        solid = tuple(h for h in headings[1:] if h.index not in outline.again) or solid
    areas = tuple(h for h in solid if not _stands_under_an_area(document.block_text(h)))
    if areas and len(solid) > 1 and (areas[-1].index == outline.first or _is_chapter(document, areas[-1])):
        return solid
    return areas or solid or headings


def _stands_under_an_area(text: str) -> bool:
    """Whether a heading is a sub-goal or a strategy: it groups measures within an area, where there is one."""
    label = aim_label(text)
    return is_a("sub_area_prefix", text) or (label is not None and label.kind in ("subgoal", "strategy"))


def _own_grouping(
    document: Document, chains: Sequence[tuple[Block, ...]], members: Sequence[int], depth: int
) -> dict[int, Block]:
    """The heading that groups each measure: of the outermost level at which more than one holds measures.

    A heading that holds nearly all of them (a chapter "Aktivitetsplan") groups nothing: the headings under it do.
    ``chapter_of_areas``: nor does one that only says that areas or measures follow ("Mål och aktiviteter"), where each
    of its measures has a heading under it, and two or more do. In a transcript levels are guesses, and where some
    measures stand right under a heading and others under headings of its own there is no common level: there the
    nearest heading counts.
    """
    if any(chains[index][-1].signal == "transcript" or len(chains[index]) <= depth for index in members):
        return {index: chains[index][-1] for index in members}
    grouped: dict[int, list[int]] = {}
    for index in members:
        grouped.setdefault(chains[index][depth].index, []).append(index)
    result: dict[int, Block] = {}
    for group in grouped.values():
        below = [chains[index][depth + 1].index if len(chains[index]) > depth + 1 else None for index in group]
        whole = _is_chapter(document, chains[group[0]][depth]) and None not in below and len(set(below)) > 1
        if whole or (any(below) and len(group) >= _NEARLY_ALL * len(members)):
            result.update(_own_grouping(document, chains, group, depth + 1))
        else:
            result.update({index: chains[index][depth] for index in group})
    return result


def _is_chapter(document: Document, heading: Block) -> bool:
    """Whether a heading names no subject, but that areas or measures follow."""
    _, (start, end) = split_number(document, (heading.start, heading.end))
    text = document.text[start:end]
    return is_a("areas_listed", text) or is_a("chapter_of_measures", text)


def make_areas(
    document: Document, found: Sequence[Found], names: Sequence[AreaName | None]
) -> tuple[tuple[FocusArea, ...], list[str | None]]:
    """The focus areas in the order of their first measure, and each measure's area id.

    A heading that is repeated word for word (on the next slide, or with "forts.") is the same area.
    """
    keys: dict[tuple[str | None, str], int] = {}
    members: list[list[int]] = []
    heads: list[AreaName] = []
    owner: list[int | None] = []
    for index, name in enumerate(names):
        if name is None:
            owner.append(None)
            continue
        key = (name.number, re.sub(r"\W+", " ", text_of(document, name.span)).casefold())
        if key not in keys:
            keys[key] = len(members)
            members.append([])
            heads.append(name)
        members[keys[key]].append(index)
        owner.append(keys[key])
    areas = tuple(
        FocusArea(
            focus_area_id=_area_id(document, position),
            document_id=document.document_id,
            position=position + 1,
            number=name.number,
            heading=document.quote(name.span),
            objectives=_objectives(document, name, [found[i] for i in members[position]]),
            lead_in=_lead_in(document, [found[i] for i in members[position]]),
        )
        for position, name in enumerate(heads)
    )
    return areas, [None if at is None else _area_id(document, at) for at in owner]


def _area_id(document: Document, position: int) -> str:
    return f"{document.document_id}-f{position + 1:02d}"


def _objectives(document: Document, name: AreaName, measures: Sequence[Found]) -> tuple[Quotation, ...]:
    """The bulleted prerequisites between the area's heading and its first measure, under a lead-in that says so."""
    if name.block is None:
        return ()
    used = frozenset[int]().union(*(entry.blocks for entry in measures))
    first = min(entry.anchor for entry in measures)
    found: list[Quotation] = []
    collecting = False
    for block in flow(document):
        if not name.block < block.index < first or block.index in used:
            continue
        if block.role == "item":
            if collecting:
                found.append(document.quote((block.start, block.end)))
        else:
            collecting = is_a("objective_lead_in", last_sentence(document.block_text(block)))
    return tuple(found)


def _lead_in(document: Document, measures: Sequence[Found]) -> Quotation | None:
    """The sentence that opens the area's list of measures ("Under perioden ska kommunen:")."""
    first = document.blocks[min(entry.anchor for entry in measures)]
    if first.role != "item" or first.table is not None:
        return None
    for block in reversed([b for b in flow(document) if b.index < first.index]):
        if block.role == "heading":
            return None
        if block.role == "paragraph":
            return document.quote((block.start, block.end)) if document.block_text(block).endswith(":") else None
    return None
