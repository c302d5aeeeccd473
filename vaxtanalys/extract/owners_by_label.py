"""Sentences under a list that say who does which of its items: "För a och b ansvarar Parknämnden"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vaxtanalys.extract.entries import Entry, items_above
from vaxtanalys.extract.found import Span, marker_label, split_label
from vaxtanalys.model import Block, Document, Field

_MARK = r"(?:[a-zåäö]|\d{1,3}(?:[.:]\d{1,3})*[a-z]?)"
_MARKS = (
    r"(?:(?:punkt|åtgärd|insats|aktivitet)\w*\s+|nr\.?\s+|nummer\s+)?"
    rf"(?P<marks>{_MARK}\)?(?:(?:\s?[–,-]\s?|\s+(?:och|samt|till)\s+|,\s+(?:och|samt)\s+){_MARK}\)?)*)"
)
_NAME = r"(?P<name>[^\W\d_].{1,120}?)"
_FORMS = tuple(
    re.compile(form + r"\s*[.;]?$", re.IGNORECASE)
    for form in (
        rf"för\s+{_MARKS}\s+(?:ansvarar|svarar|är)\s+{_NAME}(?:\s+ansvarig\w*)?",
        rf"(?:huvud)?ansvar(?:ig|iga|et)?\s+för\s+{_MARKS}\s*(?::|är)\s*{_NAME}",
        rf"{_NAME}\s+(?:ansvarar|svarar|är ansvarig\w*|har ansvaret?)\s+för\s+{_MARKS}",
    )
)
_SENTENCE = re.compile(r"[^.;]+(?:[.;](?=\d)[^.;]+)*[.;]?")
_RANGE = re.compile(rf"({_MARK})\)?\s?(?:[–-]|\btill\b)\s?({_MARK})")


def share_by_label(document: Document, entries: Sequence[Entry]) -> None:
    """``owners_by_label``: gives the items of a list the bodies that a paragraph right below it names for their letters
    or numbers.

    Every sentence of the paragraph must do so, and the items must have those letters or numbers and say nothing
    themselves of who does them. The paragraph's block is used up by the last of them.
    """
    for at, entry in enumerate(entries):
        if entry.fields or len(entry.blocks) != 1 or entry.blocks[0].role != "paragraph":
            continue
        items = items_above(entries, at)
        labels = {_label(document, item): item for item in items}
        told = _read(document, entry.blocks[0], list(labels)) if items else []
        if not told or any(item.owned for item in items):
            continue
        for label, span in told:
            labels[label].fields.append(Field("body", None, document.quote(span)))
        items[-1].used.add(entry.blocks[0].index)
        entry.blocks, entry.spans = [], []


def _label(document: Document, entry: Entry) -> str:
    own = marker_label(entry.blocks[0]) or split_label(document, entry.spans[0])[0]
    return (own or "").strip("().").casefold()


def _read(document: Document, block: Block, known: Sequence[str]) -> list[tuple[str, Span]]:
    """The items' labels with the names that a paragraph gives them; empty where a sentence says something else."""
    told: list[tuple[str, Span]] = []
    for sentence in _SENTENCE.finditer(document.block_text(block)):
        words = sentence[0].strip()
        offset = block.start + sentence.start() + len(sentence[0]) - len(sentence[0].lstrip())
        match = next((found for form in _FORMS if (found := form.match(words))), None)
        marks = _expand(match["marks"].casefold(), known) if match else []
        if not match or not marks or not set(marks) <= set(known):
            return []
        told += [(mark, (offset + match.start("name"), offset + match.end("name"))) for mark in marks]
    return told


def _expand(marks: str, known: Sequence[str]) -> list[str]:
    """The single labels of "a, b och d–f": those between two ends are the list's own."""
    found: list[str] = []
    for first, last in _RANGE.findall(marks):
        if first not in known or last not in known:
            return []
        found += known[known.index(first) : known.index(last) + 1]
    single = re.findall(rf"(?<![\w.])({_MARK})(?![\w])", re.sub(r"\b(?:och|samt|till)\b", " ", _RANGE.sub(" ", marks)))
    return [*found, *single]
