"""Lines that say who, when or how under a measure: "Ansvar: ...", "Tidplan: ...", also inside its own paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vaxtanalys.extract.found import Span
from vaxtanalys.extract.vocabulary import line_role
from vaxtanalys.model import Block, Document

_OPENING = re.compile(r"^([A-ZÅÄÖ][^:.!?;()\d]{1,48}?)\s?:(?=\s|$)")
_WITHIN = re.compile(r"(?<=[\s(])([A-ZÅÄÖ][a-zåäö]+(?:(?:/|\s(?:för\s)?)[a-zåäö]+){0,2})\s?:(?=\s|$)")
_OWNS = ("body", "co_body")


@dataclass(frozen=True, slots=True)
class LabelLine:
    """A label with its role and the words after it (``value``; empty where they come in the next block).

    ``whole`` spans label and value: a body is quoted whole, so that "Medansvarig:" can be read out of it.
    """

    role: str
    label: str
    whole: Span
    value: Span


def split_labels(document: Document, block: Block) -> tuple[Span | None, list[LabelLine]]:
    """The words of a block before its first label, and its label lines.

    Inside a block a label counts only where it names a body ("... i skolan. Ansvar: nämnden") or follows one that does.
    """
    words = document.block_text(block)
    marks: list[tuple[int, int, str, str]] = []
    opening = _OPENING.match(words)
    if opening and (role := line_role(opening[1])):
        marks.append((0, opening.end(), role, opening[1]))
    for match in _WITHIN.finditer(words):
        inner = line_role(match[1])
        if inner and (inner == "body" or any(mark[2] in _OWNS for mark in marks)) and match.start() > 0:
            marks.append((match.start(), match.end(), inner, match[1]))
    if not marks:
        return (block.start, block.end), []
    lines: list[LabelLine] = []
    for index, (start, end, role, label) in enumerate(marks):
        stop = marks[index + 1][0] if index + 1 < len(marks) else len(words)
        lines.append(
            LabelLine(role, label, (block.start + start, block.start + stop), (block.start + end, block.start + stop))
        )
    before = words[: marks[0][0]].rstrip(" (–-")
    return ((block.start, block.start + len(before)) if before.strip() else None), lines
