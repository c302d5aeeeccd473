"""Lists of commitments where no body is named: under a lead-in, or under a heading that says measures follow."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from vaxtanalys.extract.found import Found, Span, flow, marker_label, part_remarks, split_label
from vaxtanalys.extract.rules import Search
from vaxtanalys.extract.vocabulary import is_a, opens_with_commitment, opens_with_infinitive
from vaxtanalys.model import Block, Document

_ANSWERS = ("motion_response",)
_SENTENCE = re.compile(r"(?<=[.!])\s+(?=[A-ZÅÄÖ])")


@dataclass(slots=True)
class Listing:
    """Items that follow each other, with the paragraph and the heading above them."""

    heading: Block | None
    lead_in: Block | None
    items: list[list[Block]] = field(default_factory=list)


def find_lists(search: Search) -> list[Found]:
    """Items under a lead-in ("Under perioden ska kommunen:"), under "Åtgärder", or, as infinitives, under an area.

    Only in chapters that may hold measures, and not where a surer rule has found the area's measures: background,
    purpose, definitions, organisation and follow-up are full of lists that commit to nothing.
    """
    if search.facts.document_type in _ANSWERS:
        return []
    document, used = search.document, search.used
    settled = _settled_headings(search)
    tables = any(entry.method.startswith(("table", "state", "card")) for entry in search.found)
    found: list[Found] = []
    for listing in read_listings(document, used):
        if listing.heading is not None and listing.heading.index in settled:
            continue
        method = _method(search, listing, tables)
        if method:
            found.extend(_make(document, item, method) for item in listing.items)
    found.extend(_deeds_in_paragraphs(search, settled))
    return [entry for entry in found if entry.text and _long_enough(search, entry)]


def _deeds_in_paragraphs(search: Search, settled: set[int]) -> list[Found]:
    """Paragraphs that open with an infinitive right under "Åtgärder" (a list set without bullets), and paragraphs all
    whose sentences say "Vi ska ..." there or under an area, where two or more say so.
    """
    document, used = search.document, search.used
    found: list[Found] = []
    said: list[Found] = []
    for block in flow(document):
        heading = search.outline.nearest(block.index)
        if block.role != "paragraph" or block.index in used or heading is None or heading.index in settled:
            continue
        words = document.block_text(block)
        transparent = is_a("transparent", document.block_text(heading))
        if words.endswith(":") or _in_other_chapter(search, heading):
            continue
        if transparent and opens_with_infinitive(words):
            found.append(_make(document, [block], "paragraph_under_heading"))
        elif transparent or _in_area(search, heading):
            said.extend(_commitments(document, block))
    return found + (said if len(said) > 1 else [])


def _commitments(document: Document, block: Block) -> list[Found]:
    """Each sentence of a paragraph where all open as commitments ("Vi ska ... Vi ska ..."); else none."""
    words = document.block_text(block)
    cuts = [0, *(match.end() for match in _SENTENCE.finditer(words)), len(words)]
    spans = [(block.start + a, block.start + b) for a, b in pairwise(cuts)]
    spans = [(a, a + len(document.text[a:b].rstrip())) for a, b in spans]
    if not all(opens_with_commitment(document.text[a:b]) for a, b in spans):
        return []
    return [Found((span,), block.index, "commitment_sentence", frozenset({block.index})) for span in spans]


def read_listings(document: Document, used: frozenset[int]) -> list[Listing]:
    """The lists of the running text; nested items are part of the item they stand under."""
    listings: list[Listing] = []
    heading: Block | None = None
    lead_in: Block | None = None
    current: Listing | None = None
    for block in flow(document):
        if block.index in used:
            current, lead_in = None, None
        elif block.role == "heading":
            heading, lead_in, current = block, None, None
        elif block.role == "paragraph":
            words = document.block_text(block)
            if current and current.items and words[:1].islower():
                current.items[-1].append(block)
                continue
            lead_in, current = block, None
        elif current is None:
            current = Listing(heading, lead_in, [[block]])
            listings.append(current)
        elif (block.level or 1) > (current.items[0][0].level or 1):
            current.items[-1].append(block)
        else:
            current.items.append([block])
    return listings


def _settled_headings(search: Search) -> set[int]:
    """Headings whose measures a surer rule has found, and the areas they belong to."""
    settled: set[int] = set()
    for entry in search.found:
        nearest = search.outline.nearest(entry.anchor)
        if nearest is not None:
            settled.add(nearest.index)
    return settled


def _method(search: Search, listing: Listing, tables: bool) -> str | None:
    """Which reason makes the list one of commitments; None where none does."""
    document = search.document
    if listing.heading is None:
        return None
    words = [document.block_text(item[0]) for item in listing.items]
    share = sum(opens_with_infinitive(text) or opens_with_commitment(text) for text in words) / len(words)
    deeds = share >= search.settings.infinitive_share
    lead = document.block_text(listing.lead_in) if listing.lead_in else ""
    if is_a("objective_lead_in", lead) or _in_other_chapter(search, listing.heading):
        return None
    if lead.endswith((":", "?")) and is_a("lead_in", lead) and (deeds or not lead.endswith(("att:", "ska:"))):
        return "list_under_lead_in"
    title = document.block_text(listing.heading)
    if is_a("transparent", title) and not lead.endswith(":") and (deeds or not tables):
        return "list_under_heading"
    if tables or not search.settings.lists_without_lead_in or not deeds or len(words) < 2:
        return None
    return "list_in_area" if _in_area(search, listing.heading) else None


def _in_area(search: Search, heading: Block) -> bool:
    """Whether the heading, or one above it, says that it is an area or that measures follow."""
    texts = [search.document.block_text(block) for block in (*search.outline.above(heading.index), heading)]
    return any(is_a("area_prefix", text) or is_a("measures_chapter", text) for text in texts)


def _in_other_chapter(search: Search, heading: Block) -> bool:
    """Whether the nearest heading that tells its kind is a chapter without measures."""
    for block in reversed([*search.outline.above(heading.index), heading]):
        text = search.document.block_text(block)
        if is_a("area_prefix", text) or is_a("transparent", text):
            return False
        if is_a("not_measures", text) or is_a("earlier_plan", text):
            return True
        if is_a("measures_chapter", text):
            return False
    return False


def _make(document: Document, item: list[Block], method: str) -> Found:
    text, remark = part_remarks(document, item)
    label = marker_label(item[0])
    spans: list[Span] = list(text)
    if spans and label is None:
        label, spans[0] = split_label(document, spans[0])
    return Found(
        text=tuple(span for span in spans if span[1] > span[0]),
        anchor=item[0].index,
        method=method,
        blocks=frozenset(block.index for block in item),
        label=label,
        remark=tuple(remark),
    )


def _long_enough(search: Search, entry: Found) -> bool:
    words = " ".join(search.document.text[slice(*span)] for span in entry.text)
    return len(words.split()) >= search.settings.min_words
