"""How focus areas are named: the printed number and the heading without it; which headings are goals within areas."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from vaxtanalys.extract.aim_words import aim_label
from vaxtanalys.extract.found import Span
from vaxtanalys.extract.vocabulary import is_a, prefix_length
from vaxtanalys.model import Block, Document

_CHAPTER_NUMBER = re.compile(r"^(\d{1,2}(?:\.\d{1,2})*)[.)]?\s+(?=[A-ZÅÄÖ\"”])")
_LETTER = re.compile(r"^([A-H])[.)]\s+(?=[A-ZÅÄÖ])")
_PART_NUMBER = re.compile(r"^(?:del|avsnitt|kapitel|program|spår)\s+(\d{1,2}|[ivx]+|[a-d])\s?[:.–—-]\s*", re.IGNORECASE)
_CONTINUED = re.compile(r"[\s,–—-]*\(?\b(?:forts(?:\.|ättning)?)\)?\s*$", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.:]\d+)*|\b[ivx]+\b|\b[a-d]\b", re.IGNORECASE)
# "Artikel 6. Stereotyper": a word that counts.
_COUNTED = re.compile(r"([A-ZÅÄÖ][a-zåäö]+) (\d{1,3}(?:\.\d{1,2})*)(?:\s?[.:–—-])?\s+(?=[A-ZÅÄÖ])")


@dataclass(frozen=True, slots=True)
class AreaName:
    """How an area is named: its printed number, its heading without the number, and its block where it has one."""

    number: str | None
    span: Span
    block: int | None


def text_of(document: Document, span: Span) -> str:
    """The words of a span of the document's text."""
    return document.text[span[0] : span[1]]


def name_of_heading(document: Document, heading: Block) -> AreaName:
    """The name of the area that a heading of the text opens."""
    number, span = split_number(document, (heading.start, heading.end))
    return AreaName(number, span, heading.index)


def name_of_span(document: Document, span: Span) -> AreaName:
    """The name of the area that words in a table name."""
    number, rest = split_number(document, span)
    return AreaName(number, rest, None)


def split_number(document: Document, span: Span) -> tuple[str | None, Span]:
    """An area's printed number and its heading without the prefix ("Fokusområde 1: ", "Inriktningsmål: ", "2.1 ")."""
    text = text_of(document, span)
    number: str | None = None
    cut = 0
    # "3.1 Mål 1: Trygga torg": the chapter's number stands before the area's.
    chapter = _CHAPTER_NUMBER.match(text)
    if chapter and prefix_length("area_prefix", text[chapter.end() :]):
        return split_number(document, (span[0] + chapter.end(), span[1]))
    if length := prefix_length("area_prefix", text):
        figures = _NUMBER.findall(text[:length].split(" ", 1)[-1] if " " in text[:length] else "")
        number = figures[-1] if figures else None
        cut = len(text) - len(text[length:].lstrip(" :.–—-"))
    elif (label := aim_label(text)) and label.kind == "subgoal" and label.number:
        number, cut = label.number, label.length
    elif match := _CHAPTER_NUMBER.match(text) or _LETTER.match(text) or _PART_NUMBER.match(text):
        number, cut = match[1], match.end()
    continued = _CONTINUED.search(text)
    end = span[0] + continued.start() if continued else span[1]
    start = span[0] + cut if span[0] + cut < end else span[0]
    return number, (start, end)


def counted_alike(document: Document, names: Sequence[AreaName | None]) -> list[AreaName | None]:
    """``counting_word``: the names of areas where all of two or more open with one word and a number ("Artikel 6. ...",
    whatever the word): that is their number, and no part of the heading.
    """
    told = [name for name in names if name is not None]
    read = [_COUNTED.match(text_of(document, name.span)) for name in told]
    words = {match[1] for match in read if match}
    if len({name.span for name in told}) < 2 or len(words) != 1 or not all(read) or any(name.number for name in told):
        return list(names)
    found = {
        name.span: replace(name, number=match[2], span=(name.span[0] + match.end(), name.span[1]))
        for name, match in zip(told, read, strict=True)
        if match
    }
    return [None if name is None else found[name.span] for name in names]


def without_goals(document: Document, chains: Sequence[tuple[Block, ...]]) -> list[tuple[Block, ...]]:
    """``goal_of_its_area``: the headings over each measure without those that only say the goal of the heading above.

    "Mål: Alla vågar fråga" has no number and stands under "2. Upptäcka våld": where each such goal is the only one
    under a heading of its own, and two or more are, that heading is the area. Under one heading goals group.
    """
    over: dict[int, Block] = {}
    for chain in chains:
        over |= {below.index: above for above, below in pairwise(chain) if _is_goal(document, below)}
    parents = {above.index for above in over.values()}
    named = any(is_a("area_prefix", document.block_text(above)) for above in over.values())
    if len(parents) < 2 or len(parents) < len(over) or named:
        return list(chains)
    return [tuple(block for block in chain if block.index not in over) for chain in chains]


def _is_goal(document: Document, heading: Block) -> bool:
    label = aim_label(document.block_text(heading))
    return label is not None and label.kind == "goal" and not label.number
