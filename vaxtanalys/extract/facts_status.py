"""Whether a document is adopted or a draft."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from vaxtanalys.extract.facts_decision import PLACEHOLDER, Adoption
from vaxtanalys.extract.facts_lines import Front, is_paragraph
from vaxtanalys.extract.facts_title import Title
from vaxtanalys.extract.facts_words import is_only, matches, speaks

NEXT_REVISION = re.compile(
    r"\b(?:reviderad|revideras|revidering|reviderat|ändrad|uppdaterad)[^:;.]{0,12}:?[\s\[(]*$", re.I
)


@dataclass(frozen=True, slots=True)
class Status:
    """adopted, draft or unknown, and the words that say so (offsets in the document)."""

    code: str
    span: tuple[int, int] | None = None


def read_status(front: Front, kind: str, title: Title | None, adoption: Adoption) -> Status:
    """Whether the document is adopted. Marks both ways, or none, give unknown.

    A letter or an answer is a draft while it proposes a decision; minutes of the decision make it adopted.
    """
    if kind in ("motion_response", "cover_letter_with_strategy") or (kind == "other" and adoption == Adoption()):
        letter = _letter_status(front)
        if letter and not adoption.decided:
            return letter
    mark = _draft_mark(front, title) or adoption.placeholder or _placeholder(front)
    decided = adoption.decided and (adoption.on is not None or adoption.by is not None)
    if mark and adoption.on:
        return Status("unknown")
    if mark:
        return Status("draft", mark)
    if decided or (adoption.by and adoption.on):
        return Status("adopted", adoption.on_span or adoption.by_span)
    return Status("unknown")


def _letter_status(front: Front) -> Status | None:
    for line in front.front:
        if line.words <= 6 and speaks("protocol", line.text):
            return Status("adopted", (line.start, line.end))
    for line in front.running:
        for _, match in matches("proposal", line.text):
            return Status("draft", (line.start + match.start(), line.start + match.end()))
    return None


def _draft_mark(front: Front, title: Title | None) -> tuple[int, int] | None:
    sections = {first.start for first, second in pairwise(front.running) if is_paragraph(second)}
    for line in (*front.furniture, *front.front, *front.back):
        text = line.text.strip(" *.")
        # "Remiss" or "Förslag" over running text is the heading of a section, no mark on the document.
        if line.start in sections and line.block.role == "heading" and not text.isupper():
            continue
        if line.words <= 5 and (is_only("draft_mark", text) or _begins_as_draft(text)):
            return line.start, line.end
    for line in title.lines if title else ():
        for _, match in matches("draft_title", line.text):
            return line.start + match.start(), line.start + match.end()
    return None


def _begins_as_draft(text: str) -> bool:
    """ "Utkast 2024-02-01", "Remissversion 2": the mark, then numbers; not a heading that begins with the word."""
    words = re.sub(r"\b(?:version|nr|den|till)\b|[\d\W_]+", " ", text, flags=re.I).strip()
    return bool(words) and is_only("draft_mark", words)


def _placeholder(front: Front) -> tuple[int, int] | None:
    """A date left unfilled on the first pages: the document was printed before it was decided.

    ``not_yet_revised``: an unfilled date of revision ("Reviderad: 20XX-XX-XX") only says that no one has revised it.
    """
    for line in front.front:
        for match in PLACEHOLDER.finditer(line.text):
            if not NEXT_REVISION.search(line.text[: match.start()]):
                return line.start + match.start(), line.start + match.end()
    return None
