"""A measure's cell read: its run-in title, its commitments, and what is only a remark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from vaxtanalys.extract.found import Found, Span, marker_label, part_remarks, spans_of, split_label
from vaxtanalys.extract.label_lines import LabelLine, split_labels
from vaxtanalys.extract.settings import ExtractSettings
from vaxtanalys.extract.vocabulary import opens_with_infinitive, whole_role
from vaxtanalys.model import Block, Document, Field


@dataclass(frozen=True, slots=True)
class Commitment:
    """One commitment of a cell: its words, its remark, its printed number."""

    text: tuple[Span, ...]
    remark: tuple[Span, ...] = ()
    label: str | None = None


@dataclass(frozen=True, slots=True)
class CellReading:
    """What a measure cell says: a run-in title for all its commitments, or none."""

    title: tuple[Span, ...]
    commitments: tuple[Commitment, ...]


def found_in_cell(
    document: Document,
    blocks: Sequence[Block],
    settings: ExtractSettings,
    method: str,
    *,
    status: str | None = None,
    fields: tuple[Field, ...] = (),
    area: tuple[Span, ...] = (),
) -> list[Found]:
    """The commitments of a cell that holds nothing but measures, as found by ``method``."""
    said = read_cell(document, blocks, settings)
    return as_found(said.commitments, blocks, method, status=status, fields=fields, area=area)


def as_found(
    commitments: Sequence[Commitment],
    blocks: Sequence[Block],
    method: str,
    *,
    label: str | None = None,
    heading: tuple[Span, ...] = (),
    status: str | None = None,
    fields: tuple[Field, ...] = (),
    area: tuple[Span, ...] = (),
) -> list[Found]:
    """The commitments of a cell's ``blocks`` as found by ``method``; ``label`` is the first's where it has none."""
    return [
        Found(
            text=commitment.text,
            anchor=blocks[0].index,
            method=method,
            blocks=frozenset(block.index for block in blocks),
            label=commitment.label or (label if index == 0 else None),
            heading=heading,
            remark=commitment.remark,
            status=status,
            fields=fields,
            area=area,
        )
        for index, commitment in enumerate(commitments)
    ]


def with_label_lines(document: Document, entry: Found) -> Found:
    """A measure of a cell with the labels inside its words ("... Ansvarig: nämnden") as fields.

    ``labels_within_a_cell``: where no column says who, a cell does so itself.
    """
    text: list[Span] = []
    fields: list[Field] = []
    for start, end in entry.text:
        block = next(document.blocks[i] for i in sorted(entry.blocks) if document.blocks[i].end >= end)
        own, lines = split_labels(document, block)
        told = [line for line in lines if line.value[0] >= start and _is_said(document, line)]
        stop = min([end, *(line.whole[0] for line in told), *([own[1]] if told and own else [])])
        fields += [Field(line.role, line.label, document.quote(line.value)) for line in told if line.role != "measure"]
        text += [(start, stop)] if stop > start and document.text[start:stop].strip() else []
    return replace(entry, text=tuple(text), fields=(*entry.fields, *fields)) if fields and text else entry


def _is_said(document: Document, line: LabelLine) -> bool:
    """Whether a label is one as a whole ("Ansvarig", not "Butiker tar ansvar: ...") and has a value."""
    return whole_role(line.label) is not None and bool(document.text[slice(*line.value)].strip(" –-"))


def read_cell(document: Document, blocks: Sequence[Block], settings: ExtractSettings) -> CellReading:
    """The commitments of a measure cell.

    With a run-in title, a bullet that opens with an infinitive opens a commitment of its own; other bullets (noun
    phrases, sentences with a subject) go on with the one before. Without a title, a cell of bullets alone holds one
    commitment a bullet; bullets under opening words belong to those words.
    """
    title, body = _split_title(document, blocks, settings)
    if not body:
        label, span = split_label(document, (blocks[0].start, blocks[-1].end)) if len(blocks) == 1 else (None, None)
        spans = (span,) if span is not None and span[1] > span[0] else spans_of(blocks)
        return CellReading((), (Commitment(spans, (), label),) if spans else ())
    groups = _group_bullets(document, body, titled=bool(title))
    title_label, title_spans = _label_of(document, title)
    commitments = [_commitment(document, group) for group in groups]
    if title_label and commitments and commitments[0].label is None:
        first = commitments[0]
        commitments[0] = Commitment(first.text, first.remark, title_label)
    return CellReading(title_spans, tuple(c for c in commitments if c.text))


def _label_of(document: Document, title: Sequence[Block]) -> tuple[str | None, tuple[Span, ...]]:
    if not title:
        return None, ()
    label, span = split_label(document, (title[0].start, title[-1].end))
    return label, (span,) if span[1] > span[0] else ()


def _split_title(
    document: Document, blocks: Sequence[Block], settings: ExtractSettings
) -> tuple[list[Block], list[Block]]:
    """A run-in title: the first paragraph, in bold where the rest is not, short and without a full stop; or a short
    opening line without a full stop over bullets that each open with an infinitive.
    """
    if len(blocks) < 2 or blocks[0].role == "item":
        return [], list(blocks)
    words = document.block_text(blocks[0])
    rest = blocks[1:]
    if len(words) > settings.title_chars or words.endswith((".", ":", ";", ",")):
        return [], list(blocks)
    if blocks[0].style.bold and not all(block.style.bold for block in rest):
        return [blocks[0]], list(rest)
    bullets = [document.block_text(block) for block in rest if block.role == "item"]
    if len(bullets) == len(rest) >= 2 and all(opens_with_infinitive(text) for text in bullets):
        return [blocks[0]], list(rest)
    return [], list(blocks)


def _group_bullets(document: Document, body: list[Block], *, titled: bool) -> list[list[Block]]:
    """The cell's blocks parted where a new commitment opens."""
    if below := _brackets_below(document, body):
        whole = _group_bullets(document, [block for block in body if block.index not in below], titled=titled)
        of = {each.index: group for group in whole for each in group}
        for index, item in below.items():
            of[item].append(document.blocks[index])
        return whole
    opens = [opens_with_infinitive(document.block_text(block)) for block in body]
    items = [block.role == "item" for block in body]
    if titled:
        starts = [item and verb for item, verb in zip(items, opens, strict=True)]
    elif all(items) and _are_counted(body):
        starts = [True] * len(body)
    elif all(items):
        starts = [verb or not _is_sentence(document, b) for verb, b in zip(opens, body, strict=True)]
        starts = starts if any(opens) else [True] * len(body)
    elif document.block_text(body[0]).endswith(":") and all(items[1:]) and all(opens[1:]) and len(body) > 2:
        return [[block] for block in body[1:]]
    else:
        starts = [False] * len(body)
    groups: list[list[Block]] = []
    for block, start in zip(body, starts, strict=True):
        if start or not groups:
            groups.append([block])
        else:
            groups[-1].append(block)
    return groups


def _brackets_below(document: Document, body: Sequence[Block]) -> dict[int, int]:
    """``bracket_below_an_item``: paragraphs that are nothing but a bracket or a label with its value, and the item over
    each: what did not find room on the item's own line is no paragraph between two items.
    """
    found: dict[int, int] = {}
    for above, block in pairwise(body):
        words = document.block_text(block)
        bracket = words.startswith("(") and words.endswith(")")
        if block.role != "item" and above.role == "item" and (bracket or split_labels(document, block)[0] is None):
            found[block.index] = above.index
    return found


def _are_counted(body: list[Block]) -> bool:
    """``counted_items``: items whose numbers follow each other (4, 5, 6) are commitments each, however they open."""
    numbers = [(block.marker or "").strip("().") for block in body]
    if not all(number.isdecimal() for number in numbers):
        return False
    return [int(number) for number in numbers] == list(range(int(numbers[0]), int(numbers[0]) + len(body)))


def _is_sentence(document: Document, block: Block) -> bool:
    """Whether the bullet is a whole sentence or goes on in lower case: then it explains the bullet before it."""
    words = document.block_text(block)
    return words.endswith(".") or words[:1].islower()


def _commitment(document: Document, group: list[Block]) -> Commitment:
    text, remark = part_remarks(document, group)
    label = marker_label(group[0])
    if text and label is None:
        label, first = split_label(document, text[0])
        text = [first, *text[1:]] if first[1] > first[0] else text[1:]
    return Commitment(tuple(text), tuple(remark), label)
