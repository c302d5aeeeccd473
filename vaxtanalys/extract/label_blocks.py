"""Paragraphs that are labels and their values: "Ansvarig: nämnden", "**Håller i** nämnden", "NÄR" over "2031"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from vaxtanalys.extract.found import Span, is_blank
from vaxtanalys.extract.vocabulary import BODIES, line_role, normal, whole_role
from vaxtanalys.model import Block, Document, Field

FIELDS = frozenset((
    "body", "co_body", "timeline", "level", "target_group", "follow_up", "indicator", "resources", "status", "goal",
    "comment", "description",
))  # fmt: skip
_LABEL_WORDS = 5
_LEAST_TIMES = 2
_COLON = re.compile(r"([^:.!;()\d]{2,48}?)\s?:(?=\s|$)")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label as printed, its role, and the spans of its value (none where it is left blank)."""

    label: str
    role: str
    value: tuple[Span, ...] = ()


def usual_labels(document: Document, cells: Sequence[Sequence[Block]]) -> frozenset[str]:
    """The labels, in lower case, that open paragraphs in two or more of some cells."""
    times: Counter[str] = Counter()
    for blocks in cells:
        opened: set[str] = set()
        for block in blocks:
            words = document.block_text(block)
            opened |= {normal(part) for part in _openings(words) if _role(part) or _is_partner(words, part)}
        times.update(opened)
    return frozenset(words for words, count in times.items() if count >= _LEAST_TIMES)


def read_labels(document: Document, blocks: Sequence[Block], usual: Collection[str]) -> list[Labelled]:
    """What some paragraphs say under labels; empty where the first opens with other words than a label.

    ``labels_that_come_again``: a label is one of ``usual``, at the beginning of a paragraph, with or without a colon;
    inside one only where it opens with a capital and none of the cell's paragraphs opens with it. What stands between
    two labels is the value of the first.
    """
    opening = {index: length for index, block in enumerate(blocks) if (length := _label(document, block, usual))}
    if 0 not in opening:
        return []
    told = {_words(document, blocks[index], length) for index, length in opening.items()}
    found: list[Labelled] = []
    for index, block in enumerate(blocks):
        marks = [(0, opening[index])] if index in opening else []
        marks += _inside(document.block_text(block), marks, {words for words in usual if words not in told})
        if not marks:
            found[-1] = _with_value(document, found[-1], (block.start, block.end))
        for at, (start, end) in enumerate(marks):
            stop = marks[at + 1][0] if at + 1 < len(marks) else block.end - block.start
            label = document.block_text(block)[start:end].strip(" :")
            entry = Labelled(label, _role(label) or "co_body")
            found.append(_with_value(document, entry, (block.start + end, block.start + stop)))
    return found


def fields_of(document: Document, labels: Sequence[Labelled]) -> tuple[Field, ...]:
    """The fields that labels with a value are."""
    return tuple(
        Field("comment" if entry.role == "description" else entry.role, entry.label, document.quote(*entry.value))
        for entry in labels
        if entry.value
    )


def names_somebody(labels: Sequence[Labelled]) -> bool:
    """Whether one of the labels is that of a body."""
    return any(entry.role in BODIES for entry in labels)


def _openings(words: str) -> list[str]:
    """The words that may be the label of a paragraph: those before a colon, or its first few."""
    colon = _COLON.match(words)
    if colon:
        return [colon[1]]
    ends = [match.end() for match in _WORD.finditer(words)][:_LABEL_WORDS]
    return [words[:end] for end in ends if not words[: end - 1].endswith((".", ",", ";"))]


def _role(words: str) -> str | None:
    role = whole_role(words)
    return role if role in FIELDS else None


def _is_partner(words: str, part: str) -> bool:
    """Whether an opening is a word that names partners only where it stands alone ("Stöd", "Med:")."""
    apart = part == words or words[len(part) :].lstrip().startswith(":")
    return apart and line_role(part, inner=True) == "co_body"


def _label(document: Document, block: Block, usual: Collection[str]) -> int:
    """How many characters the label takes that opens a block, its colon counted; the longest one; else 0."""
    words = document.block_text(block)
    fitting = [opening for opening in _openings(words) if normal(opening) in usual]
    if not fitting:
        return 0
    length = len(max(fitting, key=len))
    tail = re.match(r"\s?:", words[length:])
    return length + (tail.end() if tail else 0)


def _words(document: Document, block: Block, length: int) -> str:
    return normal(document.block_text(block)[:length])


def _inside(words: str, marks: Sequence[tuple[int, int]], missing: Collection[str]) -> list[tuple[int, int]]:
    """Labels within a paragraph behind the one that opens it, none of them inside another."""
    found: list[tuple[int, int]] = []
    for label in sorted(missing, key=lambda label: (-len(label), label)):
        match = re.search(rf"(?<=\s){re.escape(label)}(?:\s?:)?(?=\s|$)", words, re.IGNORECASE)
        if match is None or not words[match.start()].isupper():
            continue
        if all(match.end() <= start or end <= match.start() for start, end in (*marks, *found)):
            found.append(match.span())
    return sorted(found)


def _with_value(document: Document, entry: Labelled, span: Span) -> Labelled:
    words = document.text[slice(*span)]
    if not words.strip(" :") or is_blank(words):
        return entry
    start = span[0] + len(words) - len(words.lstrip(" :"))
    return replace(entry, value=(*entry.value, (start, span[0] + len(words.rstrip()))))
