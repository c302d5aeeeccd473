"""The last rule: plans without any other sign of a measure, whose sub-headings or lists tell deeds all alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from vaxtanalys.extract.chapters import in_other_chapter, opens_measures
from vaxtanalys.extract.deeds import tells_deed
from vaxtanalys.extract.found import Found
from vaxtanalys.extract.listed import Listing, long_enough, make_listed, read_listings
from vaxtanalys.extract.rules import Search
from vaxtanalys.extract.sentences import Section, may_be_title, sections, titled
from vaxtanalys.extract.vocabulary import is_a
from vaxtanalys.model import Block

_LEAST_MEASURES = 4
_LEAST_GROUPS = 2
_MOST_WORDS = 60
_NO_PLAN = ("motion_response", "other")


def find_told_alike(search: Search) -> list[Found]:
    """Titles with a short text each, or lists, under two or more headings of a level, where no other rule found any.

    ``told_alike``: a plan may name nobody and never say "ska" or "åtgärd": cards with a title and a sentence, slides
    with bullets that tell what is done ("Reservkraft installeras"). Three in five of them must say a deed.
    """
    if search.found or search.facts.document_type in _NO_PLAN:
        return []
    made = _titles(search) or _lists(search)
    kept = [entry for entry in made if entry.text and long_enough(search, entry)]
    return kept if len(kept) >= _LEAST_MEASURES else []


def _titles(search: Search) -> list[Found]:
    levels: dict[int, list[Section]] = {}
    for section in sections(search):
        if may_be_title(search, section) and len(_words(search, section.paragraphs)) <= _MOST_WORDS:
            levels.setdefault(section.heading.level or 2, []).append(section)
    found: list[Found] = []
    for same in levels.values():
        parents = Counter(search.outline.above(each.heading.index)[-1].index for each in same)
        within = [each for each in same if parents[search.outline.above(each.heading.index)[-1].index] > 1]
        groups = {search.outline.above(each.heading.index)[-1].index for each in within}
        deeds = sum(tells_deed(search.document.block_text(each.paragraphs[0])) for each in within)
        if len(groups) >= _LEAST_GROUPS and deeds >= search.settings.infinitive_share * len(within):
            found += [titled(search.document, each) for each in within]
    return found


def _words(search: Search, blocks: Sequence[Block]) -> list[str]:
    return [word for block in blocks for word in search.document.block_text(block).split()]


def _lists(search: Search) -> list[Found]:
    kept = [listing for listing in read_listings(search) if _tells(search, listing)]
    levels = Counter(listing.heading.level for listing in kept if listing.heading)
    return [
        make_listed(search.document, item, "list_told_alike")
        for listing in kept
        if listing.heading and levels[listing.heading.level] >= _LEAST_GROUPS
        for item in listing.items
    ]


def _tells(search: Search, listing: Listing) -> bool:
    """Whether most items of a list right under a heading tell deeds; a sentence over it may be about anything else."""
    if listing.heading is None or in_other_chapter(search, listing.heading):
        return False
    lead = search.document.block_text(listing.lead_in) if listing.lead_in else ""
    if lead.rstrip().endswith(":") or is_a("earlier_plan", search.document.block_text(listing.heading)):
        return False
    if listing.lead_in is not None and opens_measures(search, listing.heading):
        return False
    words = [search.document.block_text(item[0]) for item in listing.items]
    return len(words) > 1 and sum(map(tells_deed, words)) >= search.settings.infinitive_share * len(words)
