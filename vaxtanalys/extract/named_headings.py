"""Headings that are the name of who does what stands below them."""

from __future__ import annotations

import re

from vaxtanalys.extract.found import split_label
from vaxtanalys.extract.vocabulary import is_a
from vaxtanalys.model import Block, Document, Field

# A body's name over a list has so many words at most, and behind "ska" stands so little ("att").
LONGEST_NAME = 6
_AFTER_SUBJECT = 4
SUBJECT = re.compile(
    r"^(.{3,90}?)\s+(?:ska|skall|kommer att|ansvarar för|åtar sig|lovar|har i uppdrag)\b", re.IGNORECASE
)
"""Who shall do it, where a line says so: "Socialnämnden ska:"."""


def body_of_heading(document: Document, heading: Block | None) -> tuple[Field, ...]:
    """``body_over_the_list``: a heading that is a body's name, or "Parknämnden ska", names who does what it holds."""
    if heading is None:
        return ()
    _, (start, end) = split_label(document, (heading.start, heading.end))
    words = document.text[start:end]
    match = SUBJECT.match(words)
    name = match[1] if match and match.end() >= len(words.rstrip(" :")) - _AFTER_SUBJECT else words
    if len(name.split()) > LONGEST_NAME or not is_a("body_name", name):
        return ()
    return (Field("body", None, document.quote((start, start + len(name)))),)
