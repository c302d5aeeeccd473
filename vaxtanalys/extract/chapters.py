"""Which headings may have measures under them: what they say, and what stands under their like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Set

from vaxtanalys.extract.earlier import about_earlier_plan
from vaxtanalys.extract.rules import Search
from vaxtanalys.extract.vocabulary import is_a
from vaxtanalys.model import Block


def in_other_chapter(search: Search, heading: Block) -> bool:
    """Whether the nearest heading that tells its kind is a chapter without measures.

    ``areas_listed``: right under "Målområden" the areas are but listed; under the headings below it they are the plan.
    """
    for block in reversed([*search.outline.above(heading.index), heading]):
        text = search.document.block_text(block)
        if is_a("areas_listed", text):
            if block.index == heading.index:
                return True
            continue
        if is_a("area_prefix", text) or is_a("transparent", text):
            return False
        if is_a("not_measures", text) or about_earlier_plan(text, search.facts):
            return True
        if is_a("measures_chapter", text):
            return False
    return False


def in_area(search: Search, heading: Block) -> bool:
    """Whether the heading, or one above it, says that it is an area or that measures follow."""
    texts = [search.document.block_text(block) for block in (*search.outline.above(heading.index), heading)]
    return any(is_a("area_prefix", text) or is_a("measures_chapter", text) for text in texts)


def opens_measures(search: Search, heading: Block) -> bool:
    """Whether a heading only says that measures follow: "Åtgärder", or "Så arbetar vi" under several areas."""
    words = search.document.block_text(heading)
    return is_a("transparent", words) or (heading.index in search.outline.again and is_a("ways_of_working", words))


def alike(search: Search, headings: Iterable[Block]) -> set[int]:
    """``areas_alike``: of headings under which deeds stand, those of a level that two or more have.

    A plan gives its areas one form. A list of deeds under a single heading of its level may be the duties of a group
    or the purpose of the plan; under several it is what the plan commits to.
    """
    unique = {heading.index: heading for heading in headings if not in_other_chapter(search, heading)}
    levels = Counter(_place(search, heading) for heading in unique.values())
    return {index for index, heading in unique.items() if levels[_place(search, heading)] > 1}


def beside(search: Search, headings: Iterable[Block], kind: Set[int]) -> set[int]:
    """``areas_beside``: the headings set as those of ``kind`` (two or more) are, under the heading that two of them
    stand under, or between the first and the last of them: an area whose sentences are of another form is one too.
    """
    unique = {heading.index: heading for heading in headings if not in_other_chapter(search, heading)}
    sure = [unique[index] for index in sorted(kind) if index in unique]
    levels = Counter(_place(search, heading) for heading in sure)
    usual = {level for level, count in levels.items() if count > 1}
    sure = [heading for heading in sure if _place(search, heading) in usual]
    parents = Counter((_place(search, heading), _parent(search, heading)) for heading in sure)
    return {
        index
        for index, heading in unique.items()
        if _place(search, heading) in usual
        and (
            (_parent(search, heading) is not None and parents[_place(search, heading), _parent(search, heading)] > 1)
            or sure[0].index < index < sure[-1].index
        )
    }


def _parent(search: Search, heading: Block) -> int | None:
    """The heading over the one that ``_place`` tells the level of; None where none is."""
    above = search.outline.above(heading.index)
    text = search.document.block_text(heading)
    if above and (opens_measures(search, heading) or text.rstrip().endswith(":")):
        above = above[:-1]
    return above[-1].index if above else None


def _place(search: Search, heading: Block) -> int:
    """The level of the heading that stands over the deeds, a heading that only names a list looked through."""
    text = search.document.block_text(heading)
    above = search.outline.above(heading.index)
    if above and (opens_measures(search, heading) or text.rstrip().endswith(":")):
        return above[-1].level or 2
    return heading.level or 2
