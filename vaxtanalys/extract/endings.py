"""What ends a measure: the bodies and the times in a bracket, behind the last full stop or dash, or in closing type."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vaxtanalys.extract.found import Found, Span
from vaxtanalys.extract.owners import read_owners
from vaxtanalys.model import Block, Document

# One bracket may stand in the other: "(Miljökontoret (handläggare))".
_BRACKET = re.compile(r"\s*[(\[]((?:[^()\[\]]|\([^()]{1,60}\)){2,400})[)\]]\s*\.?$")
# What stands behind the last full stop, dash or arrow of a measure.
_TAIL = re.compile(r"(?:(?<=[.!?])|\s[–—|→])\s+([^.!?()–—|→]{2,160})\.?$")
_DEFINITE = "nta"
_DASHES = ("–", "—", "→")
_LONGEST_OTHER = 5


@dataclass(frozen=True, slots=True)
class Ending:
    """Who and when at the end of a measure: where it begins, the bodies, the times and the names of no known kind.

    ``bare``: no bracket, but words of their own behind a full stop or a dash, or in closing type.
    """

    start: int
    bodies: tuple[Span, ...]
    times: tuple[Span, ...]
    unknown: tuple[Span, ...]
    bare: bool = False


def read_ending(document: Document, entry: Found, *, every: bool = False) -> Ending | None:
    """The bodies and times that end a measure, in a bracket or behind it; None where it ends with other words.

    With ``every`` other words in a bracket count as names no registry knows, be they few.
    """
    if not entry.text:
        return None
    start, end = entry.text[-1]
    match = _BRACKET.search(document.text[start:end])
    # A bracket that is all of the last span stands behind the words of the one before.
    if match is None or (match.start() == 0 and len(entry.text) < 2):
        return _tail(document, start, end, every) or _closing_words(document, entry, start, end)
    return _in_bracket(document, start, match, every) or _closing_words(document, entry, start, end)


def _in_bracket(document: Document, start: int, match: re.Match[str], every: bool) -> Ending | None:
    owners = read_owners(document.text, start + match.start(1), start + match.end(1))
    likely = tuple(sorted((*owners.likely, *owners.unknown, *owners.other)))
    if not (owners.bodies or owners.times or likely):
        return None
    if not owners.bodies and not every and (owners.other or not (owners.times or owners.likely)):
        return None
    if every and any(len(document.text[slice(*span)].split()) > _LONGEST_OTHER for span in owners.other):
        return None
    if not (owners.bodies or owners.likely or owners.times) and match.group(1).isupper():
        return None  # an abbreviation of what was just named: "en samordnad plan (SIP)"
    return Ending(start + match.start(), owners.bodies, owners.times, likely)


def _tail(document: Document, start: int, end: int, every: bool) -> Ending | None:
    """What stands behind the last full stop or dash; with ``every`` names no registry knows will do behind a dash."""
    match = _TAIL.search(document.text[start:end])
    if match is None or match.start() == 0:
        return None
    owners = read_owners(document.text, start + match.start(1), start + match.end(1))
    dash = document.text[start + match.start() : start + match.start(1)].strip() in _DASHES
    if every and dash and (owners.likely or owners.unknown) and not owners.other:
        return Ending(start + match.start(), owners.bodies, owners.times, (*owners.likely, *owners.unknown), bare=True)
    # Behind a dash a name in the definite form will do ("– Kostchefen"): whom something is for has none.
    definite = dash and all(document.text[span[1] - 1] in _DEFINITE for span in owners.likely)
    if not owners.known or not (owners.bodies or definite):
        return None
    return Ending(start + match.start(), (*owners.bodies, *owners.likely), owners.times, (), bare=True)


def _closing_words(document: Document, entry: Found, start: int, end: int) -> Ending | None:
    """``owner_in_closing_type``: the words in bold or italics that end a measure, where all are names and times."""
    block = block_at(document, entry, end - 1)
    if block is None or not block.style.closing_from:
        return None
    begin = block.start + block.style.closing_from
    if not start < begin < end:
        return None
    owners = read_owners(document.text, begin, end)
    if not owners.named:
        return None
    return Ending(begin, (*owners.bodies, *owners.likely), owners.times, owners.unknown, bare=True)


def closing_bracket(document: Document, span: Span, *, known: bool = False) -> Span | None:
    """The bracket that ends some words and holds nothing but names and times; with ``known`` one names a known body."""
    match = _BRACKET.search(document.text[slice(*span)])
    if match is None or not match.start():
        return None
    owners = read_owners(document.text, span[0] + match.start(1), span[0] + match.end(1))
    named = owners.named and (owners.bodies or owners.likely or not known)
    return (span[0] + match.start(), span[0] + match.end()) if named else None


def block_at(document: Document, entry: Found, offset: int) -> Block | None:
    """The block of an entry that holds the letter at an offset of the document's text."""
    blocks = (document.blocks[index] for index in sorted(entry.blocks))
    return next((block for block in blocks if block.start <= offset < block.end), None)
