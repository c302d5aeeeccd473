"""Items and paragraphs that a line with the responsible body follows: each is a measure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from vaxtanalys.extract.endings import closing_bracket
from vaxtanalys.extract.entries import Entry, is_item, read_entries
from vaxtanalys.extract.found import Found, Span, code_beside, marker_label, part_remarks, split_label
from vaxtanalys.extract.owners import owner_fields
from vaxtanalys.extract.owners_by_label import share_by_label
from vaxtanalys.extract.rules import Search
from vaxtanalys.extract.states import state_of
from vaxtanalys.extract.time_words import part_time
from vaxtanalys.extract.vocabulary import is_a, opens_with_infinitive
from vaxtanalys.model import Document, Field

# So many items of a list must say who does them before one among them that does not is a measure too.
# "Kvinnofridslinjen: 020-50 50 50", "stod@ekeby.se".
_CONTACT = re.compile(r"[:,]\s*\+?\d[\d\s–-]{5,}\d(?:\s*\([^)]*\))?$|\S@\S+\.\w{2,}$")
_LEAST_OWNED = 2
_BARE_WORDS = 3
_LEAST_CARDS = 3


def find_with_responsible_line(search: Search) -> list[Found]:
    """Items or paragraphs followed by "Ansvar: ..." (also on the next page, or inside the same block).

    Where a heading stands over exactly one such paragraph and its lines, and others of its level do too, the heading is
    the measure's title and the area is the heading above it.
    """
    entries = read_entries(search.document, search.used, search.grids)
    _part_brackets(search, entries)
    share_by_label(search.document, entries)
    titled = _titled_headings(search.document, entries)
    cards = _card_levels(search.document, entries, titled)
    found: list[Found] = []
    unowned = _among_owned(search, entries)
    for entry in entries:
        card = _key(entry) in titled and _key(entry)[1] in cards
        if (entry.owned and entry.blocks and (card or _may_be_measure(search, entry))) or id(entry) in unowned:
            if not card and _lone_in_other_chapter(search, entry, entries):
                continue
            own = entry if _has_own_heading(search, entry) else None
            under = [e for e in entries if e.heading is entry.heading and (e is own or not e.labelled)]
            under = under[: under.index(entry) + 1] if entry in under else under
            found.append(_make(search.document, entry, under if _key(entry) in titled else None))
    return found


def _part_brackets(search: Search, entries: Collection[Entry]) -> None:
    """``bracket_on_the_last_line``: items that end with "(Nämnden)", where it stands on a line of its own below others
    of their list, or as the last line of one where most end so: whether it found room on the last line is chance. Where
    that is so in two lists, a bracket that names a known body ends an item of any list.
    """
    items = [entry for entry in entries if is_item(entry)]
    ends = Counter(id(e.heading) for e in items if e.spans and closing_bracket(search.document, e.spans[-1]))
    sizes = Counter(id(entry.heading) for entry in items)
    lists = {
        id(entry.heading)
        for entry in items
        if (entry.fields and any(each.header is None and each.quote.text.startswith("(") for each in entry.fields))
        or (2 * ends[id(entry.heading)] > sizes[id(entry.heading)] and _opens_line(search.document, entry))
    }
    for entry in entries:
        if not is_item(entry) or entry.fields or not (len(lists) > 1 or id(entry.heading) in lists):
            continue
        known = id(entry.heading) not in lists
        bracket = closing_bracket(search.document, entry.spans[-1], known=known)
        if bracket is not None and (not known or _may_be_measure(search, entry)):
            start = entry.spans[-1][0]
            entry.spans[-1] = (start, start + len(search.document.text[start : bracket[0]].rstrip()))
            entry.fields = owner_fields(search.document, bracket)


def _opens_line(document: Document, entry: Entry) -> bool:
    """Whether a bracket that names a known body, and no time, is the last line of an item's words."""
    bracket = closing_bracket(document, entry.spans[-1], known=True)
    if bracket is None or bracket[0] <= entry.spans[-1][0]:
        return False
    if any(each.role == "timeline" for each in owner_fields(document, bracket)):
        return False
    above = document.quote((entry.spans[-1][0], bracket[0])).places[-1]
    first = document.quote((bracket[0], bracket[0] + 2)).places[0]
    if above.box is None or first.box is None or above.page != first.page:
        return False
    return first.box.top + first.box.bottom > 2 * above.box.bottom


def _among_owned(search: Search, entries: Sequence[Entry]) -> set[int]:
    """``item_among_owned``: items of a list most of whose items say who does them are measures too, nobody being named.

    Two at least must say so, behind the same sign or with numbers of as many parts, and the words must say something.
    ``line_between_lists``: a line of a few words alone ("Åtgärder") parts what stands over it ("Orsaker") from them.
    """
    series: dict[tuple[int, int, str], list[Entry]] = {}
    parted = 0
    for entry in entries:
        if is_item(entry):
            series.setdefault((id(entry.heading), parted, _sign(search.document, entry)), []).append(entry)
        elif _is_bare_line(search.document, entry):
            parted += 1
    found: set[int] = set()
    for items in series.values():
        owned = [entry for entry in items if entry.owned and _may_be_measure(search, entry)]
        others = [entry for entry in items if not entry.fields and _may_be_measure(search, entry)]
        if len(owned) >= _LEAST_OWNED and len(owned) > len(others):
            found |= {id(entry) for entry in others}
    return found


def _is_bare_line(document: Document, entry: Entry) -> bool:
    """Whether an entry is a paragraph of a word or two that says nothing of who or when, and is no sentence."""
    words = " ".join(document.text[slice(*span)] for span in entry.spans)
    return not entry.fields and 0 < len(words.split()) <= _BARE_WORDS and not words.endswith((".", "!", "?"))


def _sign(document: Document, entry: Entry) -> str:
    """What stands before an item, figures as 0: its bullet, or its number whether it is a marker or among the words."""
    label, _ = split_label(document, entry.spans[0])
    return re.sub(r"\d+", "0", entry.blocks[0].marker or label or "")


def _may_be_measure(search: Search, entry: Entry) -> bool:
    """Front matter ("Ansvarig: ..." under a document's particulars) and chapters about the organisation name bodies
    too: there the words must be an item or open with an infinitive, and elsewhere be more than a word or a label.
    ``whom_to_call``: a name with a telephone number or an address of e-mail is no measure.
    """
    words = " ".join(search.document.text[slice(*span)] for span in entry.spans)
    if len(words.split()) < search.settings.min_words or words.endswith(":") or is_a("particulars", words):
        return False
    if _CONTACT.search(words):
        return False
    if entry.labelled and entry.blocks[0].role != "heading":
        return True
    deed = entry.blocks[0].role == "item" or opens_with_infinitive(split_words(search.document, entry.spans[0]))
    if entry.heading is None:
        return deed
    return deed or not is_a("not_measures", search.document.block_text(entry.heading))


def _lone_in_other_chapter(search: Search, entry: Entry, entries: Collection[Entry]) -> bool:
    """``lone_owner_among_roles``: under "Roller" one line may end with a name ("Områdesansvar: styrelsen"); an item
    above it that does not open with an infinitive is a measure only where others of its heading name somebody too.
    """
    if entry.heading is None or not is_a("not_measures", search.document.block_text(entry.heading)):
        return False
    alone = sum(each.owned for each in entries if each.heading is entry.heading) == 1
    return alone and not opens_with_infinitive(split_words(search.document, entry.spans[0]))


def split_words(document: Document, span: Span) -> str:
    """The words of a span without the number that opens them."""
    _, rest = split_label(document, span)
    return document.text[slice(*rest)]


def _key(entry: Entry) -> tuple[int, int]:
    heading = entry.heading
    return (heading.index, heading.level or 2) if heading is not None else (-1, 0)


def _titled_headings(document: Document, entries: list[Entry]) -> set[tuple[int, int]]:
    """Headings that are a measure's title: one owned paragraph under each, two or more of a level, none with more."""
    counts = Counter(_key(entry) for entry in entries if entry.owned)
    levels = {level for (_, level), count in counts.items() if count > 1}
    keys = {
        _key(entry)
        for entry in entries
        if entry.owned
        and entry.heading is not None
        and entry.blocks
        and entry.blocks[0].role == "paragraph"
        and counts[_key(entry)] == 1
        and _key(entry)[1] not in levels
        and not is_a("area_prefix", document.block_text(entry.heading))
        and not is_a("transparent", document.block_text(entry.heading))
    }
    return keys if len(keys) >= 2 else set()


def _card_levels(document: Document, entries: Sequence[Entry], titled: Collection[tuple[int, int]]) -> set[int]:
    """``title_among_titles``: the levels at which three or more headings are measures' titles and no chapter's: there
    one that says "Läs mer" or "Statistik som syns" is a title too.
    """
    headings = {_key(entry): entry.heading for entry in entries if _key(entry) in titled and entry.heading is not None}
    plain = [key for key, heading in headings.items() if not is_a("not_measures", document.block_text(heading))]
    return {level for level, count in Counter(level for _, level in plain).items() if count >= _LEAST_CARDS}


def _has_own_heading(search: Search, entry: Entry) -> bool:
    """``title_over_labels``: words behind a label ("Vad   Måla bänkarna") may have a heading of their own under that of
    their area.
    """
    heading = entry.heading
    return heading is not None and entry.blocks[0] is not heading and len(search.outline.above(heading.index)) > 1


def _make(document: Document, entry: Entry, under: list[Entry] | None) -> Found:
    """The measure of an entry; ``under`` are all entries of its heading where that is the measure's title."""
    blocks, used, heading, label = entry.blocks, set(entry.used), None, None
    if under and entry.heading is not None:
        blocks = [block for each in under for block in each.blocks]
        used |= {block.index for block in blocks} | {entry.heading.index}
        label, heading = split_label(document, (entry.heading.start, entry.heading.end))
        if label is None and (code := code_beside(document, entry.heading)):
            label, used = document.block_text(code).rstrip(".:)"), used | {code.index}
        text, remark = part_remarks(document, blocks)
        limits = {block.index: span for each in under for block, span in zip(each.blocks, each.spans, strict=True)}
        text = [_within(span, limits.values()) for span in text]
    else:
        text, remark = part_remarks(document, blocks)
        text = [_within(span, entry.spans) for span in text]
    label = label or marker_label(blocks[0])
    if text and label is None:
        label, text[0] = split_label(document, text[0])
    return Found(
        text=tuple(span for span in text if span[1] > span[0]),
        anchor=entry.blocks[0].index,
        method=_method(entry, heading),
        blocks=frozenset(used),
        label=label,
        heading=(heading,) if heading and heading[1] > heading[0] else (),
        remark=tuple(remark),
        status=state_of(document, entry.fields),
        fields=_with_closing_time(document, entry.fields),
        title_block=entry.heading.index if heading and entry.heading else None,
    )


def _with_closing_time(document: Document, fields: Sequence[Field]) -> tuple[Field, ...]:
    """``time_behind_the_name``: a line that says who may end with when ("Ansvar: KLF, mars 2031"), where no label of a
    time stands.
    """
    if any(each.role == "timeline" for each in fields):
        return tuple(fields)
    found: list[Field] = []
    for each in fields:
        *before, last = each.quote.spans
        names, times = part_time(document.text, last) if each.role == "body" and each.header else ((), ())
        if not (names and times and last[0] == names[0][0]):
            found.append(each)
            continue
        found += [
            Field(each.role, each.header, document.quote(*before, *names)),
            Field("timeline", None, document.quote(*times)),
        ]
    return tuple(found)


def _method(entry: Entry, heading: Span | None) -> str:
    if heading:
        return "title_with_responsible_line"
    return f"{entry.blocks[0].role}_with_responsible_line" if entry.fields else "item_among_owned"


def _within(span: Span, limits: Collection[Span]) -> Span:
    """The span without the label lines of its block."""
    for start, end in limits:
        if start < span[1] and span[0] < end:
            return max(span[0], start), min(span[1], end)
    return span
