"""Lists whose items end with a bracket that says when: "1. Måla bänkarna [2031]"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from vaxtanalys.extract.found import Found, Span
from vaxtanalys.extract.owners import read_owners
from vaxtanalys.extract.time_words import is_time
from vaxtanalys.model import Block, Document, Field

_BRACKET = re.compile(r"\s*[\[(]([^\[\]()]{2,120})[\])]\s*\.?$")
_LONGEST_TIME = 40
_YEAR = re.compile(r"20\d\d")
_LEAST_ITEMS = 2
_MOSTLY = 0.8
_LEAST_NAMED = 3
_NAMED = 0.66


def is_timed(document: Document, items: Sequence[Sequence[Block]], since: int | None) -> bool:
    """Whether the items of a list say when they are done.

    ``time_behind_every_item``: four in five, and two at least, end with a bracket that holds a time and nothing else.
    What is told so of years before the plan's first (``since``) ("Parken öppnades (2019)") is history.
    ``names_and_times_behind_every_item``: or two in three, and three at least, with one that holds names and a time
    ("(Parknämnden med byalaget, 2031)"), no year before the plan's first: a source is older than the plan.
    """
    if _name_with_times(document, items, since):
        return True
    times = [time for item in items if (time := _time(document, (item[-1].start, item[-1].end)))]
    if len(times) < max(_LEAST_ITEMS, _MOSTLY * len(items)):
        return False
    years = [
        int(year) for start, end in (time[1] for time in times) for year in _YEAR.findall(document.text[start:end])
    ]
    return not years or (since is not None and max(years) >= since)


def _name_with_times(document: Document, items: Sequence[Sequence[Block]], since: int | None) -> bool:
    told = 0
    for item in items:
        bracket = _bracket(document, (item[-1].start, item[-1].end))
        if bracket is None:
            continue
        owners = read_owners(document.text, *bracket[1])
        if not owners.named or not owners.times:
            continue
        years = [int(year) for span in owners.times for year in _YEAR.findall(document.text[slice(*span)])]
        if years and (since is None or min(years) < since):
            return False
        told += 1
    return told >= max(_LEAST_NAMED, len(items) * _NAMED)


def part_times(document: Document, found: Sequence[Found]) -> list[Found]:
    """The measures of such a list with their brackets as the times they are."""
    parted: list[Found] = []
    for entry in found:
        time = _time(document, entry.text[-1]) if entry.text else None
        if time is None:
            parted.append(entry)
            continue
        text = (*entry.text[:-1], (entry.text[-1][0], time[0]))
        parted.append(
            replace(entry, text=text, fields=(*entry.fields, Field("timeline", None, document.quote(time[1]))))
        )
    return parted


def _time(document: Document, span: Span) -> tuple[int, Span] | None:
    """Where the bracket behind some words begins, and the time in it; None where there is none."""
    bracket = _bracket(document, span)
    words = "" if bracket is None else document.text[slice(*bracket[1])]
    return bracket if len(words) <= _LONGEST_TIME and is_time(words) else None


def _bracket(document: Document, span: Span) -> tuple[int, Span] | None:
    """Where the bracket behind some words begins, and what stands in it."""
    match = _BRACKET.search(document.text[slice(*span)])
    if match is None or not match.start():
        return None
    return span[0] + match.start(), (span[0] + match.start(1), span[0] + match.end(1))
