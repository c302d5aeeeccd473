"""Goals, strategies and indicators of the running text: found before the measures, so that none is taken for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vaxtanalys.extract.aim_words import AimLabel, aim_heading, aim_label
from vaxtanalys.extract.areas import Outline
from vaxtanalys.extract.found import Span, flow, split_label
from vaxtanalys.extract.label_lines import split_labels
from vaxtanalys.extract.vocabulary import is_a, last_sentence, opens_as_deed
from vaxtanalys.model import Block, Document

_OWNS = ("body", "co_body", "timeline")
_LONGEST = 400
_MOST_PARAGRAPHS = 3


@dataclass(frozen=True, slots=True)
class FoundAim:
    """A goal, strategy, objective or indicator as it was found.

    ``scope`` is the heading under which it stands (the goal itself where ``own_heading``), None above all headings;
    ``anchor`` is its block, ``blocks`` those that it uses up. ``field_of`` is set where it is printed with one measure.
    """

    kind: str
    term: str | None
    number: str | None
    text: tuple[Span, ...]
    anchor: int
    blocks: frozenset[int]
    scope: int | None
    own_heading: bool = False


@dataclass(slots=True)
class _Listing:
    """A label that opened a list of aims: what its items are, and the signs that hang before them."""

    label: AimLabel
    heading: bool
    items: int = 0
    paragraphs: int = 0
    sign: str | None = None
    deeds: bool = False


def find_aims(document: Document, outline: Outline) -> list[FoundAim]:
    """The goals, strategies, objectives and indicators of the running text, in reading order.

    They are told by what the plan calls them: a heading ("Mål 1: ..."), a label in the line ("Indikator: ..."), or a
    list or short paragraphs under a label ("Mål", "Nyckeltal:") or under words that open prerequisites. A label line
    that follows a measure's own "Ansvar: ..." belongs to that measure and is left to it.
    """
    found: list[FoundAim] = []
    listing: _Listing | None = None
    heading: int | None = None
    owned = False
    blocks = flow(document)
    for position, block in enumerate(blocks):
        text = document.block_text(block)
        if block.role == "heading":
            listing, heading, owned = _open(document, block, found), _scope(document, outline, block), False
            continue
        _, lines = split_labels(document, block)
        owned = owned or any(line.role in _OWNS for line in lines)
        label = aim_label(text)
        if label is not None and not owned:
            listing = None
            found.append(_aim(document, block, label, (block.start + label.length, block.end), heading))
        elif opened := _opens(block, text):
            listing = _Listing(opened, heading=False)
            if block.role == "item" or not text.rstrip().endswith((":", "?")):
                listing = None
        elif listing is not None and _deeds_follow(document, blocks[position:], listing):
            listing = None
        elif listing is not None and _belongs(document, block, listing, lines=bool(lines)):
            found.append(_listed(document, block, listing, heading))
        else:
            listing = None
    return found


def _open(document: Document, block: Block, found: list[FoundAim]) -> _Listing | None:
    """What a heading opens: itself an aim ("Mål 2: Levande vatten"), a list of aims ("Indikatorer"), or nothing."""
    text = document.block_text(block)
    if whole := aim_heading(text):
        return _Listing(whole, heading=True)
    # The chapter's number may stand before the goal's own ("3.1 Mål 1: ...").
    _, (own, _) = split_label(document, (block.start, block.end))
    label = aim_label(document.text[own : block.end])
    if label is not None and label.kind != "indicator" and not is_a("not_measures", text):
        start = own + label.length
        found.append(_aim(document, block, label, (start, block.end), block.index, own_heading=True))
    return None


def _opens(block: Block, text: str) -> AimLabel | None:
    """The label of a list where a paragraph says that goals, indicators or prerequisites follow."""
    if block.role != "paragraph" and not text.rstrip().endswith(":"):
        return None
    if text.rstrip().endswith(":") and (label := aim_heading(text)):
        return label
    if is_a("objective_lead_in", said := last_sentence(text)):
        return AimLabel("objective", said.rstrip(": "), None, len(text))
    return None


def _belongs(document: Document, block: Block, listing: _Listing, *, lines: bool) -> bool:
    """Whether a block goes on with a list of aims.

    ``list_sign_changes``: numbers after bullets, or a deed's own number, open another list. Under a label without
    bullets a few short paragraphs belong, none of which opens measures.
    """
    text = document.block_text(block)
    if lines or len(text) > _LONGEST or text.rstrip().endswith(":") or is_a("lead_in", text):
        return False
    if block.role == "item":
        sign = _sign(document, block)
        if listing.items and sign != listing.sign:
            return False
        return not (listing.items == 0 and listing.paragraphs and opens_as_deed(text))
    if listing.items or listing.paragraphs >= _MOST_PARAGRAPHS:
        return False
    return not opens_as_deed(text) and (listing.heading or listing.paragraphs == 0)


def _deeds_follow(document: Document, blocks: Sequence[Block], listing: _Listing) -> bool:
    """``deeds_after_goals``: whether a list of goals that are no deeds goes on with nothing but deeds.

    Two or more, or one that says who does it.
    """
    rest: list[Block] = []
    for block in blocks:
        if block.role != "item":
            break
        rest.append(block)
    if listing.deeds or not listing.items or not rest:
        return False
    after = blocks[len(rest)] if len(rest) < len(blocks) else None
    if len(rest) == 1 and (after is None or not _is_owned(document, rest[0], after)):
        return False
    return all(opens_as_deed(document.block_text(block)) for block in rest)


def _is_owned(document: Document, block: Block, after: Block) -> bool:
    lines = [*split_labels(document, block)[1], *split_labels(document, after)[1]]
    return any(line.role in _OWNS for line in lines)


def _sign(document: Document, block: Block) -> str:
    """The kind of sign before an item: its bullet, or that it is numbered."""
    if block.marker and not block.marker[:1].isalnum():
        return "bullet"
    label, _ = split_label(document, (block.start, block.end))
    return "number" if block.marker or label else "none"


def _listed(document: Document, block: Block, listing: _Listing, scope: int | None) -> FoundAim:
    if block.role == "item":
        listing.items += 1
        listing.deeds = listing.deeds or opens_as_deed(document.block_text(block))
        listing.sign = listing.sign or _sign(document, block)
    else:
        listing.paragraphs += 1
    return _aim(document, block, listing.label, (block.start, block.end), scope, number=None)


def _aim(
    document: Document,
    block: Block,
    label: AimLabel,
    span: Span,
    scope: int | None,
    *,
    own_heading: bool = False,
    number: str | None = "",
) -> FoundAim:
    own, rest = split_label(document, span)
    if own is None or own_heading:
        own, rest = (label.number if number == "" else None), span if own is None else rest
    return FoundAim(
        kind=label.kind,
        term=label.term,
        number=own,
        text=(rest,),
        anchor=block.index,
        blocks=frozenset() if own_heading else frozenset({block.index}),
        scope=scope,
        own_heading=own_heading,
    )


def _scope(document: Document, outline: Outline, block: Block) -> int | None:
    """The heading that governs what stands under ``block``: itself, or the one above where it only names a list."""
    if aim_heading(document.block_text(block)) is None:
        return block.index
    above = outline.above(block.index)
    return above[-1].index if above else None


def used_by(aims: Sequence[FoundAim]) -> frozenset[int]:
    """The blocks that hold aims."""
    return frozenset[int]().union(*(aim.blocks for aim in aims))
