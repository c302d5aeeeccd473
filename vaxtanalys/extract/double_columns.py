"""Columns of two things: who and when ("Ansvarig/tidplan"), or who and with whom ("Ansvarig (partner)")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vaxtanalys.extract.found import Span, spans_of
from vaxtanalys.extract.time_words import part_time
from vaxtanalys.extract.vocabulary import BODIES, classify_column
from vaxtanalys.model import Block, Document, Field

_APART = re.compile(r"\s*(?:[/,&+]|\boch\b|\bsamt\b)\s*")
_BRACKETED = re.compile(r"([^()]+?)\s*\(([^()]+)\)")
_BRACKET = re.compile(r"\(([^()]*\w[^()]*)\)")


def double_role(heading: str) -> str | None:
    """The two roles of a heading that names a body and a time ("body+timeline"); None where it does not.

    ``two_things_in_a_column``: the heading falls into two parts by a stroke, a comma or "och", each of which is a
    label by itself. ``partner_in_brackets``: "Ansvarig (partner)" says that brackets in the cells name who helps.
    """
    bracket = _BRACKETED.fullmatch(heading)
    apart = [bracket[1], bracket[2]] if bracket else [part for part in _APART.split(heading) if part]
    parts = [classify_column(part) for part in apart]
    if len(parts) != 2:
        return None
    roles = [part.role for part in parts if part is not None and (part.exact or part.role in BODIES)]
    if bracket:
        return "+".join(roles) if roles == ["body", "co_body"] else None
    bodies = [role for role in roles if role in BODIES]
    return f"{bodies[0]}+timeline" if len(bodies) == 1 and "timeline" in roles else None


def part_double(document: Document, role: str, header: str | None, blocks: Sequence[Block]) -> list[Field]:
    """The fields of a cell under such a heading: its names, and the times that open or end its paragraphs or the names
    in its brackets.
    """
    first, second = role.split("+")
    ones: list[Span] = []
    others: list[Span] = []
    for span in spans_of(blocks):
        one, other = _part_brackets(document.text, span) if second == "co_body" else part_time(document.text, span)
        ones += one
        others += other
    fields = [Field(first, header, document.quote(*ones))] if ones else []
    return [*fields, Field(second, header, document.quote(*others))] if others else fields


def _part_brackets(text: str, span: Span) -> tuple[list[Span], list[Span]]:
    """The words of ``span`` outside brackets, and those inside."""
    outside: list[Span] = []
    inside: list[Span] = []
    at = span[0]
    for match in _BRACKET.finditer(text, *span):
        outside.append((at, match.start()))
        inside.append(match.span(1))
        at = match.end()
    outside.append((at, span[1]))
    return [part for part in outside if text[slice(*part)].strip(" ,;.")], inside
