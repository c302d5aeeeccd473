"""Headings of an office file or web page: those it marks itself, and short lines that are only set as headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from vaxtanalys.layout.settings import LayoutSettings
from vaxtanalys.layout.structured_pieces import Piece

_LONGEST_HEADING = 170
_OPEN_END = re.compile(r"[.!,;:–-]$")
_DEEPEST = 6


def mark_headings(pieces: Sequence[Piece], settings: LayoutSettings) -> list[Piece]:
    """The pieces of the running text with roles and levels of headings settled.

    ``set_as_heading``: a short paragraph without an end mark that is bold throughout, or larger than the running text,
    is a heading. Its level is that of the marked headings of its size, else it stands under all of them, larger ones
    over smaller. ``marked_in_error``: a long sentence with a heading's style is a paragraph.
    """
    body = _body_size(pieces)
    marked: list[Piece] = []
    for index, piece in enumerate(pieces):
        # Slides set their words in many sizes: a head there is told by the words right under it.
        below = pieces[index + 1].size if index + 1 < len(pieces) else body
        if piece.role == "heading" and len(piece.text) > _LONGEST_HEADING and piece.text.endswith("."):
            marked.append(replace(piece, role="paragraph", level=None))
        elif piece.role == "heading":
            marked.append(replace(piece, signal="style"))
        elif signal := _signal(piece, body, below, settings):
            marked.append(replace(piece, role="heading", signal=signal))
        else:
            marked.append(piece)
    return _with_levels(marked)


def _body_size(pieces: Sequence[Piece]) -> float:
    sizes: Counter[float] = Counter()
    for piece in pieces:
        if piece.role in ("paragraph", "item") and piece.size:
            sizes[piece.size] += len(piece.text)
    return max(sizes.items(), key=lambda item: (item[1], -item[0]))[0] if sizes else 0.0


def _signal(piece: Piece, body: float, below: float, settings: LayoutSettings) -> str:
    text = piece.text
    letters = sum(char.isalpha() for char in text)
    if piece.role != "paragraph" or letters < 2 or len(text) > _LONGEST_HEADING:
        return ""
    if _OPEN_END.search(text) or text[:1].islower():
        return ""
    if body and piece.size >= settings.heading_size * body:
        return "size"
    return "bold" if piece.bold and (not piece.size or piece.size >= 0.95 * min(body, below)) else ""


def _with_levels(pieces: Sequence[Piece]) -> list[Piece]:
    styled = [piece for piece in pieces if piece.signal == "style"]
    smallest: dict[int, float] = {}
    for piece in styled:
        if piece.level and piece.size:
            smallest[piece.level] = min(piece.size, smallest.get(piece.level, piece.size))
    under = max((piece.level or 1 for piece in styled), default=0)
    loose = [p for p in pieces if p.signal in ("bold", "size") and _styled_level(p, smallest) is None]
    order = {rank: index for index, rank in enumerate(sorted({_rank(piece) for piece in loose}))}
    levelled: list[Piece] = []
    for piece in pieces:
        if piece.signal in ("bold", "size"):
            level = _styled_level(piece, smallest) or min(under + 1 + order[_rank(piece)], _DEEPEST)
            levelled.append(replace(piece, level=level))
        else:
            levelled.append(piece)
    return levelled


def _rank(piece: Piece) -> tuple[float, bool]:
    return -round(piece.size), not piece.bold


def _styled_level(piece: Piece, smallest: dict[int, float]) -> int | None:
    """The topmost level whose marked headings are no larger than this one."""
    if not piece.size:
        return None
    return next((level for level in sorted(smallest) if piece.size >= smallest[level] - 0.3), None)
