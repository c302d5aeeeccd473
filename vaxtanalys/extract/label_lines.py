"""Lines that say who, when or how under a measure: "Ansvar: ...", "Tidplan: ...", also inside its own paragraph."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

from vaxtanalys.extract.found import Span, flow
from vaxtanalys.extract.vocabulary import BODIES, line_role, whole_role
from vaxtanalys.model import Block, Document, Field

_OPENING = re.compile(r"^([A-ZÅÄÖ][^:.!?;()\d]{1,48}?)\s?:(?=\s|$|[A-ZÅÄÖ])")
_WITHIN = re.compile(r"(?<=[\s(])([A-ZÅÄÖ][a-zåäö]*(?:(?:/|\s(?:för\s)?)[a-zåäö]+){0,2})\s?:(?=\s|$|[A-ZÅÄÖ])")
# ``labels_parted_by_signs``: behind a sign or the end of what came before a label may open in small letters too.
_AFTER_SIGN = re.compile(r"(?<=[·•|/;,.\u2013\u2014])\s*([^\W\d_]+(?:[/\s][a-zåäö]+){0,2})\s?:(?=\s|$)")
_BOLD = ("body", "co_body", "timeline", "indicator", "follow_up", "comment", "resources", "status")
_CAPITAL = re.compile(r"(?<=\s)[A-ZÅÄÖ][a-zåäö]+(?=\s)")
_LEAST_LONE = 3
_SIGNS = " \t·•|/;,–—-("


@dataclass(frozen=True, slots=True)
class LabelLine:
    """A label with its role and the words after it (``value``; empty where they come in the next block).

    ``whole`` spans label and value: a body is quoted whole, so that "Medansvarig:" can be read out of it. Behind a
    label that is one only inside a line ("Med:"), or has no colon, it is the value alone.
    """

    role: str
    label: str
    whole: Span
    value: Span


def split_labels(document: Document, block: Block, *, owned: bool = False) -> tuple[Span | None, list[LabelLine]]:
    """The words of a block before its first label, and its label lines.

    Inside a block a label counts where it names a body ("... i skolan. Ansvar: nämnden"), follows one that does, or
    opens behind a sign or a full stop in a line that a label opens ("Nivå: Universell · Tid: 2031"). Words that say
    who takes part ("Med:", "Stöd:") are labels only behind one that names a body, here or above (``owned``).
    """
    words = document.block_text(block)
    marks: list[tuple[int, int, str, str]] = []
    opening = _OPENING.match(words)
    if bold := _bold_label(block, words):
        marks.append((0, len(bold), line_role(bold) or "", bold))
        marks += _more_bold(words, len(bold))
    elif opening and (role := line_role(opening[1], inner=owned)):
        marks.append((0, opening.end(), role, opening[1]))
    signed = {match.start(1): match for match in _AFTER_SIGN.finditer(words)}
    inside = {match.start(1): match for match in _WITHIN.finditer(words)} | signed
    for start, match in sorted(inside.items()):
        owned = any(mark[2] in BODIES for mark in marks)
        inner = line_role(match[1], inner=owned)
        if start and inner and (inner == "body" or owned or (marks and start in signed)):
            marks.append((start, match.end(), inner, match[1]))
    if not marks:
        return (block.start, block.end), []
    lines: list[LabelLine] = []
    for index, (start, end, role, label) in enumerate(marks):
        stop = len(words[: marks[index + 1][0]].rstrip(_SIGNS)) if index + 1 < len(marks) else len(words)
        stop = max(stop, end)
        opens = (
            start
            if line_role(label) and words[:end].endswith(":")
            else end + len(words[end:stop]) - len(words[end:stop].lstrip())
        )
        lines.append(
            LabelLine(role, label, (block.start + opens, block.start + stop), (block.start + end, block.start + stop))
        )
    before = words[: marks[0][0]].rstrip(" (–-")
    return ((block.start, block.start + len(before)) if before.strip() else None), lines


def field_of(document: Document, line: LabelLine) -> Field:
    """The field that a label line is: a body's with its label, any other's without it where words stand behind it."""
    filled = document.text[slice(*line.value)].strip()
    span = line.whole if line.role in BODIES or not filled else line.value
    return Field(field_role(line), line.label, document.quote(span))


def field_role(line: LabelLine) -> str:
    """The role of the field that a label line is: a second measure's or description's words are a comment."""
    return "comment" if line.role in ("description", "measure") else line.role


def _bold_label(block: Block, words: str) -> str:
    """``bold_label``: the bold words that open a block and are a label, with no colon: "**Ansvarig** nämnden".

    ``label_before_bold``: or those before the bold words that end it: "Ansvarig **nämnden**".
    """
    bold = words[: block.style.bold_until or block.style.closing_from].strip()
    return bold if not bold.endswith((":", ".")) and whole_role(bold) in _BOLD else ""


def _more_bold(words: str, start: int) -> list[tuple[int, int, str, str]]:
    """Behind such a label more of them stand in the line without a sign: words with a capital that are labels alone."""
    marks: list[tuple[int, int, str, str]] = []
    for match in _CAPITAL.finditer(words, start):
        role = whole_role(match[0])
        if role in ("co_body", "timeline", "level") and words[: match.start()].rstrip()[-1:] not in (",", "/"):
            marks.append((match.start(), match.end(), role, match[0]))
    return marks


def lone_labels(document: Document, used: Collection[int]) -> dict[int, LabelLine]:
    """The blocks that are nothing but a label without a colon, by their index; its value stands in the next block.

    ``label_over_value``: in a card "Ansvarig" stands on a line of its own, set apart, and the name below it. The same
    label must do so three times, each time with words of another sort below. "Åtgärd" or "Vad" does so where who does
    it stands so too.
    """
    blocks = [block for block in flow(document) if block.index not in used]
    found: dict[int, LabelLine] = {}
    for block, below in pairwise(blocks):
        words = document.block_text(block)
        role = line_role(words) if ":" not in words else None
        if role is None or role == "description":
            continue
        if block.level not in (1, 2) and below.role != "heading" and line_role(document.block_text(below)) is None:
            found[block.index] = LabelLine(role, words, (block.start, block.end), (block.end, block.end))
    times = Counter(line.label for line in found.values())
    if not any(line.role == "body" and times[line.label] >= _LEAST_LONE for line in found.values()):
        found = {index: line for index, line in found.items() if line.role != "measure"}
    return {index: line for index, line in found.items() if times[line.label] >= _LEAST_LONE}
