"""What stands inside a measure's own words and is no part of them: a run-in title before, "(Nämnden, 2031)" behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vaxtanalys.extract.endings import Ending, block_at, read_ending
from vaxtanalys.extract.found import Found, Span
from vaxtanalys.extract.owners import names_body
from vaxtanalys.extract.vocabulary import lead_in_length, opens_as_deed, title_length
from vaxtanalys.model import Document, Field

_LEAST_EVERY = 4
_LEAST_TITLES = 4
_LEAST_TAILS = 3


def part_run_ins(document: Document, found: Sequence[Found]) -> list[Found]:
    """The measures of the running text with their run-in titles as headings and their last brackets as fields.

    ``owner_in_brackets``: a bracket that ends a measure and holds nothing but bodies and times says who and when. A
    name the registry does not know counts where most of the document's measures end with such a bracket; a lone
    time too. ``bracket_behind_every_measure``: where three in four end with a bracket and some of these name bodies,
    all say who. ``owner_behind_the_full_stop``: so do words behind the last full stop or a dash ("Måla bänkarna.
    Parknämnden") that hold nothing but bodies and times, where most measures end so.
    """
    loose = [entry for entry in found if _is_loose(entry)]
    bold = sum(_opens_in_bold(document, entry) for entry in loose)
    usual_title = bold >= _LEAST_TITLES and 2 * bold > len(loose)
    titled = [entry if entry.in_table else _with_title(document, entry, usual_title) for entry in found]
    brackets = [read_ending(document, entry) if _is_loose(entry) else None for entry in titled]
    brackets = _without_chance_tails(brackets)
    told = sum(1 for owners in brackets if owners)
    sure = sum(1 for owners in brackets if owners and not owners.unknown)
    usual = told >= 3 and sure >= 2 and 2 * told >= len(titled)
    if told >= max(2, len(loose) / 3):
        every = _without_chance_tails(
            [read_ending(document, entry, every=True) if _is_loose(entry) else None for entry in titled]
        )
        if sum(1 for owners in every if owners) >= max(_LEAST_EVERY, 0.75 * len(loose)):
            brackets, usual = every, True
    return [_with_owners(document, entry, owners, usual) for entry, owners in zip(titled, brackets, strict=True)]


def _is_loose(entry: Found) -> bool:
    """Whether nothing but the measure's own words can say who and when: it stands in no table, or in a cell of one
    without columns for that.
    """
    return not entry.in_table or entry.method == "named_cell"


def _with_title(document: Document, entry: Found, usual: bool) -> Found:
    """``run_in_title``: told by its bold type, else by the deed that opens behind it.

    ``run_in_lead_in``: "Kommunen åtar sig att: ..." before every measure opens it as a lead-in opens a list, and is no
    title of it.
    """
    if entry.heading or not entry.text or not entry.text[0][1] > entry.text[0][0]:
        return entry
    start, end = entry.text[0]
    words = document.text[start:end]
    if lead := lead_in_length(words):
        return replace(entry, text=((start + lead, end), *entry.text[1:]))
    length = _bold_title(document, entry, start, end, usual) or title_length(words)
    bare = len(words[:length].rstrip(" .:–—-"))
    if not bare or not words[length:].strip():
        return entry
    return replace(entry, heading=((start, start + bare),), text=((start + length, end), *entry.text[1:]))


def _opens_in_bold(document: Document, entry: Found) -> bool:
    if not entry.text:
        return False
    start, end = entry.text[0]
    return bool(_bold_title(document, entry, start, end, usual=False))


def _bold_title(document: Document, entry: Found, start: int, end: int, usual: bool) -> int:
    """The length of the bold words that open the measure, where they end as a title does and a capital follows.

    Words that say a deed ("Måla bänkarna.") are the measure itself and no title, but where most measures have such
    titles (``usual``).
    """
    block = block_at(document, entry, start)
    if block is None or not block.style.bold_until:
        return 0
    stop = block.start + block.style.bold_until
    title, rest = document.text[start:stop], document.text[stop:end]
    after = rest.lstrip(" .:–—-")
    if stop <= start or not after[:1].isupper() or len(title) > 90:
        return 0
    if not usual and opens_as_deed(title) and not opens_as_deed(after):
        return 0
    ended = title.rstrip().endswith((".", ":", "–", "-")) or rest.lstrip()[:1] in ".:–-"
    return stop - start + len(rest) - len(after) if ended or opens_as_deed(after) else 0


def _with_roles(named: Sequence[Span], times: Sequence[Span]) -> list[Span]:
    """Spans of names with the words between them, which tell their roles ("A. Medverkar: B"), parted at times."""
    joined = [named[0]]
    for start, end in named[1:]:
        if any(joined[-1][1] <= at < start for at, _ in times):
            joined.append((start, end))
        else:
            joined[-1] = (joined[-1][0], end)
    return joined


def _with_role_before(document: Document, owners: Ending, first: Span) -> Span:
    """``role_before_the_names``: the first name with the words that tell its role ("(tillsammans med Parknämnden)")."""
    if any(time < first for time in owners.times):
        return first
    before = document.text[owners.start : first[0]]
    return first[0] - len(before.lstrip(" .([–—→|")), first[1]


def _says_role(document: Document, owners: Ending) -> bool:
    """``role_in_the_bracket``: whether a bracket says itself that those in it take part, one of them a body by its
    name's kind ("(i samverkan med Räddningstjänsten)").
    """
    named = sorted((*owners.bodies, *owners.unknown))
    if not named or owners.bare:
        return False
    first = _with_role_before(document, owners, named[0])
    return first != named[0] and any(names_body(document.text[slice(*span)]) for span in named)


def _without_chance_tails(owners: Sequence[Ending | None]) -> list[Ending | None]:
    """The owners without bare tails where fewer than three measures, or fewer than half of them, end so."""
    bare = sum(1 for each in owners if each and each.bare)
    kept = bare >= _LEAST_TAILS and 2 * bare >= len(owners)
    return [each if each is None or kept or not each.bare else None for each in owners]


def _with_owners(document: Document, entry: Found, owners: Ending | None, usual: bool) -> Found:
    if owners is None or not (usual or (owners.bodies and not owners.unknown) or _says_role(document, owners)):
        return entry
    fields = list(entry.fields)
    named = sorted((*owners.bodies, *owners.unknown))
    if named:
        named[0] = _with_role_before(document, owners, named[0])
        fields.append(Field("body", None, document.quote(*_with_roles(named, owners.times))))
    if owners.times:
        fields.append(Field("timeline", None, document.quote(*owners.times)))
    last = (entry.text[-1][0], owners.start)
    text = (*entry.text[:-1], last) if last[1] > last[0] else entry.text[:-1]
    return replace(entry, text=text, fields=tuple(fields))
