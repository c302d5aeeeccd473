"""Lists of commitments where no body is named: under a lead-in, or under a heading that says measures follow."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from vaxtanalys.extract.aim_words import aim_heading
from vaxtanalys.extract.chapters import alike, in_area, in_other_chapter, opens_measures
from vaxtanalys.extract.found import Found, Span, flow, is_nested, marker_label, part_remarks, split_label
from vaxtanalys.extract.named_headings import LONGEST_NAME, SUBJECT, body_of_heading
from vaxtanalys.extract.rules import Search
from vaxtanalys.extract.timed_lists import is_timed, part_times
from vaxtanalys.extract.vocabulary import SHALL, is_a, last_sentence, line_role, opens_as_deed
from vaxtanalys.model import Block, Document, Field

_QUOTES = '”"“»„’'
_LEAST_QUOTED = 2
_ANSWERS = ("motion_response",)
_YEARS = re.compile(r"(?:år |under )?20\d\d(?:\s?[–-]\s?(?:20)?\d\d)?:?", re.IGNORECASE)
# "ska socialnämnden", "ska även socialnämnden själv tillsammans med polisen".
_BEHIND = re.compile(r"(?<=\s)(?:ska|skall|kommer)\s+(?:(?:även|också|därför|dessutom|särskilt)\s+)?(?=\w)")
_SELF = re.compile(r"\s+(?:själv|självt|även|också|att|särskilt)$")
_TOGETHER = r"\s+(?:tillsammans med|i samverkan med|i samarbete med|med stöd av|i samråd med)\s+"
_PARTNER = re.compile(_TOGETHER + r"\w")
_PARTNERS = re.compile(r"(?<=[.!?])\s+([A-ZÅÄÖ][a-zåäö ]{2,30}?)\s?:\s+([^.:]{2,160})\.?$")
_WITH = re.compile(_TOGETHER + r"(?=[A-ZÅÄÖ])")


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
    document = search.document
    settled = settled_headings(search)
    tables = any(entry.method.startswith(("table", "state", "named", "card")) for entry in search.found)
    listings = [
        listing
        for listing in read_listings(search)
        if listing.heading is not None and listing.heading.index not in settled
    ]
    like = alike(search, [entry.heading for entry in listings if entry.heading and _deeds(search, entry)])
    pledged = _under_bodies(search, listings)
    found: list[Found] = []
    for listing in listings:
        method = _method(search, listing, tables, like)
        if method is None and listing.heading and listing.heading.index in pledged:
            method = "list_under_body"
        if method:
            fields = _body_over(document, listing)
            fields += _time_over(document, listing)
            made = [_with_partners(document, make_listed(document, item, method, fields)) for item in listing.items]
            found.extend(part_times(document, made) if method == "list_with_times" else made)
    return [entry for entry in found if entry.text and long_enough(search, entry)]


def read_listings(search: Search) -> list[Listing]:
    """The lists of the running text; nested items are part of the item they stand under.

    A goal or an indicator between the items of a list does not end what its lead-in opened. A heading that ends with a
    colon opens a list as a paragraph does.
    """
    document = search.document
    taken = frozenset[int]().union(*(entry.blocks for entry in search.found))
    used = search.used
    listings: list[Listing] = []
    heading: Block | None = None
    lead_in: Block | None = None
    current: Listing | None = None
    for block in flow(document):
        words = document.block_text(block)
        if block.index in used:
            current = None
            opened_aims = lead_in is not None and _opens_aims(document.block_text(lead_in))
            lead_in = None if block.index in taken or opened_aims else lead_in
        elif block.role == "heading":
            heading, lead_in, current = block, None, None
            if words.rstrip().endswith(":") and not is_a("transparent", words):
                above = search.outline.above(block.index)
                heading, lead_in = (above[-1] if above else block), (None if aim_heading(words) else block)
        elif block.role == "paragraph":
            if current and current.items and words[:1].islower():
                current.items[-1].append(block)
                continue
            lead_in, current = block, None
        elif current is None:
            current = Listing(heading, lead_in, [[block]])
            listings.append(current)
        elif is_nested(block, current.items[0][0]):
            current.items[-1].append(block)
        else:
            current.items.append([block])
    return [listing for listing in listings if not _is_quoted(document, listing)]


def _is_quoted(document: Document, listing: Listing) -> bool:
    """``words_of_others``: items in quotation marks are what somebody said or wished, and commit to nothing."""
    quoted = sum(document.block_text(item[0])[:1] in _QUOTES for item in listing.items)
    return quoted >= max(_LEAST_QUOTED, 0.75 * len(listing.items))


def _opens_aims(text: str) -> bool:
    return aim_heading(text) is not None or is_a("objective_lead_in", last_sentence(text))


def settled_headings(search: Search) -> set[int]:
    """Headings whose measures a surer rule has found."""
    settled: set[int] = set()
    for entry in search.found:
        nearest = search.outline.nearest(entry.anchor)
        if nearest is not None:
            settled.add(nearest.index)
    return settled


def open_as_deeds(search: Search, blocks: Sequence[Block]) -> bool:
    """Whether most of some blocks open with a verb in the infinitive or as a commitment."""
    deeds = sum(opens_as_deed(search.document.block_text(block)) for block in blocks)
    return deeds >= search.settings.infinitive_share * len(blocks)


def _deeds(search: Search, listing: Listing) -> bool:
    return open_as_deeds(search, [item[0] for item in listing.items])


def _method(search: Search, listing: Listing, tables: bool, like: Collection[int]) -> str | None:
    """Which reason makes the list one of commitments; None where none does."""
    document = search.document
    if listing.heading is None:
        return None
    deeds = _deeds(search, listing)
    lead = document.block_text(listing.lead_in) if listing.lead_in else ""
    if is_a("objective_lead_in", last_sentence(lead)) or in_other_chapter(search, listing.heading):
        return None
    if is_timed(document, listing.items, search.facts.period_start) and _may_hold(search, listing.heading, lead):
        return "list_with_times"
    opened = lead.rstrip().endswith((":", "?"))
    says = opened and (is_a("lead_in", lead) or is_a("lead_in", last_sentence(lead)))
    if says and (deeds or not lead.rstrip().endswith(("att:", "ska:"))):
        return "list_under_lead_in"
    if opens_measures(search, listing.heading) and not opened and (deeds or not tables):
        return "list_under_heading"
    if tables or not search.settings.lists_without_lead_in or not deeds or is_a("other_lead_in", lead):
        return None
    if in_area(search, listing.heading) and len(listing.items) > 1:
        return "list_in_area"
    return "list_in_like_areas" if listing.heading.index in like else None


def _under_bodies(search: Search, listings: Sequence[Listing]) -> set[int]:
    """``lists_under_bodies``: the headings that are bodies' names ("Parknämnden"), two or more of a level, in a chapter
    that says it holds measures, under which most items say what shall be done ("Bänkarna ska målas").
    """
    told: dict[int, list[Listing]] = {}
    for listing in listings:
        heading = listing.heading
        if heading is None or not body_of_heading(search.document, heading) or in_other_chapter(search, heading):
            continue
        if in_area(search, heading):
            told.setdefault(heading.level or 2, []).append(listing)
    found: set[int] = set()
    for same in told.values():
        items = [search.document.block_text(item[0]) for listing in same for item in listing.items]
        shall = sum(opens_as_deed(words) or bool(SHALL & set(words.casefold().split())) for words in items)
        headings = {listing.heading.index for listing in same if listing.heading}
        if len(headings) > 1 and shall >= search.settings.infinitive_share * len(items):
            found |= headings
    return found


def _with_partners(document: Document, entry: Found) -> Found:
    """``partners_behind_the_words``: who takes part, behind the last full stop of a measure whose list has a body
    ("... målas. Samverkan: byalaget").
    """
    if not entry.text or not any(each.role == "body" for each in entry.fields):
        return entry
    start, end = entry.text[-1]
    match = _PARTNERS.search(document.text[start:end])
    if match is None or line_role(match[1], inner=True) != "co_body":
        return entry
    fields = (*entry.fields, Field("co_body", match[1], document.quote((start + match.start(1), start + match.end(2)))))
    return replace(entry, text=(*entry.text[:-1], (start, start + match.start())), fields=fields)


def _may_hold(search: Search, heading: Block, lead: str) -> bool:
    """Whether nothing above a list says that it is of something else than what the plan commits to."""
    words = search.document.block_text(heading)
    return not (is_a("other_lead_in", lead) or is_a("follow_up_chapter", words) or aim_heading(words))


def _body_over(document: Document, listing: Listing) -> tuple[Field, ...]:
    """Who does what a list says: the body that its lead-in or its heading names.

    ``body_named_again``: "Nämnden ska:" under "Parknämnden" says no more than the heading does.
    """
    lead, named = _body_of_lead_in(document, listing.lead_in), body_of_heading(document, listing.heading)
    again = bool(lead) and is_a("body_named_again", lead[0].quote.text)
    return named if named and again else lead or named


def _body_of_lead_in(document: Document, lead_in: Block | None) -> tuple[Field, ...]:
    """``body_of_the_list``: "Socialnämnden ska:" names who does all that stands below it, and with whom.

    ``body_behind_the_verb``: so does "Dessutom ska socialnämnden": where other words open the sentence, the subject
    stands behind its verb.
    """
    if lead_in is None:
        return ()
    words = last_sentence(document.block_text(lead_in))
    span = _subject(words) or _subject_behind(words)
    if span is None:
        return ()
    start = lead_in.start + document.block_text(lead_in).rindex(words)
    return (Field("body", None, document.quote((start + span[0], start + span[1]))),)


def _subject(words: str) -> Span | None:
    """Where the body stands that opens a lead-in, with whom it does it ("Nämnden ska i samverkan med polisen")."""
    match = SUBJECT.match(words)
    if match is None or not is_a("body_name", match[1]):
        return None
    return (0, len(words.rstrip(" :"))) if _WITH.match(words, match.end()) else (0, match.end(1))


def _subject_behind(words: str) -> Span | None:
    for match in reversed([*_BEHIND.finditer(words)]):
        names = words[match.end() :]
        partner = _PARTNER.search(names)
        name = names[: partner.start()] if partner else names.rstrip(" :")
        bare = _SELF.sub("", name)
        if is_a("body_name", bare) and len(bare.split()) <= LONGEST_NAME:
            end = match.end() + (len(names.rstrip(" :")) if partner else len(bare))
            return match.end(), end
    return None


def _time_over(document: Document, listing: Listing) -> tuple[Field, ...]:
    """``year_over_the_list``: a line over the list that is nothing but a year or a span of years says when."""
    for block in (listing.lead_in, listing.heading):
        if block is not None and _YEARS.fullmatch(document.block_text(block)):
            return (Field("timeline", None, document.quote((block.start, block.end))),)
    return ()


def make_listed(document: Document, item: list[Block], method: str, fields: tuple[Field, ...] = ()) -> Found:
    """The measure of an item with what is nested under it, or of a paragraph."""
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
        fields=fields,
    )


def long_enough(search: Search, entry: Found) -> bool:
    """Whether a measure that a weak rule found has words enough."""
    words = " ".join(search.document.text[slice(*span)] for span in entry.text)
    return len(words.split()) >= search.settings.min_words
