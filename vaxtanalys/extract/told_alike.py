"""The last rule: plans without any other sign of a measure, whose sub-headings or lists tell deeds all alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from vaxtanalys.extract.chapters import in_other_chapter, opens_measures
from vaxtanalys.extract.deeds import tells_deed
from vaxtanalys.extract.facts_words import first_code
from vaxtanalys.extract.found import Found
from vaxtanalys.extract.listed import Listing, long_enough, make_listed, open_as_deeds, read_listings
from vaxtanalys.extract.rules import Search
from vaxtanalys.extract.sentences import Section, may_be_title, sections, titled
from vaxtanalys.extract.vocabulary import is_a
from vaxtanalys.model import Block, Facts

_LEAST_MEASURES = 4
_LEAST_GROUPS = 2
_MOST_WORDS = 60
_HALF = 0.5


def find_told_alike(search: Search) -> list[Found]:
    """Titles with a short text each, or lists, under two or more headings of a level, where no other rule found any.

    ``told_alike``: a plan may name nobody and never say "ska" or "åtgärd": cards with a title and a sentence, slides
    with bullets that tell what is done ("Reservkraft installeras"). Three in five of them must say a deed.
    """
    if search.found or not _may_be_plan(search.facts):
        return []
    made = _titles(search) or _lists(search) or _headings(search)
    kept = [entry for entry in made if entry.text and long_enough(search, entry)]
    return kept if len(kept) >= _LEAST_MEASURES else []


def _may_be_plan(facts: Facts) -> bool:
    """``plan_by_its_years``: a document whose title names no kind ("Så blir parken ljusare 2031–2033") but says for
    which years it holds is a plan; minutes and letters name the plan they are about, and reports what they are.
    """
    if facts.document_type != "other":
        return facts.document_type != "motion_response"
    return facts.period_end is not None and bool(facts.title) and first_code("document_type", facts.title or "") is None


def _titles(search: Search) -> list[Found]:
    levels: dict[int, list[tuple[int, Section]]] = {}
    for section in sections(search):
        above = search.outline.above(section.heading.index)
        # A heading with none above it ("Område 1") is of no group.
        if above and may_be_title(search, section) and len(_words(search, section.paragraphs)) <= _MOST_WORDS:
            levels.setdefault(section.heading.level or 2, []).append((above[-1].index, section))
    found: list[Found] = []
    for same in levels.values():
        parents = Counter(parent for parent, _ in same)
        within = [(parent, each) for parent, each in same if parents[parent] > 1]
        groups = {parent for parent, _ in within}
        deeds = sum(tells_deed(search.document.block_text(each.paragraphs[0])) for _, each in within)
        if len(groups) >= _LEAST_GROUPS and deeds >= search.settings.infinitive_share * len(within):
            found += [titled(search.document, each) for _, each in within]
    return found


def _headings(search: Search) -> list[Found]:
    """``heading_is_the_deed``: headings that nothing stands under, most of which open as deeds ("Öppna en lekplats"),
    two or more under each of two headings of a level above.
    """
    bare = [each for each in sections(search) if each.whole and not each.paragraphs]
    parents: dict[int, list[Block]] = {}
    for section in bare:
        heading = section.heading
        above = search.outline.above(heading.index)
        if above and heading.index not in search.used and not in_other_chapter(search, heading):
            parents.setdefault(above[-1].index, []).append(heading)
    told = {parent: own for parent, own in parents.items() if len(own) > 1 and open_as_deeds(search, own)}
    if len(told) < _LEAST_GROUPS:
        return []
    return [make_listed(search.document, [heading], "heading_told_alike") for own in told.values() for heading in own]


def _words(search: Search, blocks: Sequence[Block]) -> list[str]:
    return [word for block in blocks for word in search.document.block_text(block).split()]


def _lists(search: Search) -> list[Found]:
    """The items of the lists. ``list_among_its_like``: beside two that tell deeds half is enough for another's."""
    told = [(listing, _told_share(search, listing)) for listing in read_listings(search)]
    share = search.settings.infinitive_share
    levels = Counter(listing.heading.level for listing, part in told if listing.heading and part >= share)
    return [
        make_listed(search.document, item, "list_told_alike")
        for listing, part in told
        if part >= _HALF and listing.heading and levels[listing.heading.level] >= _LEAST_GROUPS
        for item in listing.items
    ]


def _told_share(search: Search, listing: Listing) -> float:
    """How many of the items of a list right under a heading tell deeds, as a share; a sentence over it may be about
    anything else.
    """
    if listing.heading is None or in_other_chapter(search, listing.heading):
        return 0.0
    lead = search.document.block_text(listing.lead_in) if listing.lead_in else ""
    if lead.rstrip().endswith(":") or is_a("earlier_plan", search.document.block_text(listing.heading)):
        return 0.0
    if listing.lead_in is not None and opens_measures(search, listing.heading):
        return 0.0
    words = [search.document.block_text(item[0]) for item in listing.items]
    return sum(map(tells_deed, words)) / len(words) if len(words) > 1 else 0.0
