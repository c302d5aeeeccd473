"""Measures that a word and a number open in the running text: "Åtgärd 1.1 ...", "Insats 3: ..."."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from vaxtanalys.extract.found import Found, Span, flow, is_blank, part_remarks, split_label
from vaxtanalys.extract.label_lines import LabelLine, field_of, lone_labels, split_labels
from vaxtanalys.extract.rules import Search
from vaxtanalys.extract.states import state_of
from vaxtanalys.extract.vocabulary import BODIES, is_a, prefix_length
from vaxtanalys.model import Block, Document, Field

_MORE_NUMBERS = re.compile(r"[–-]\s?\d|och \d|, \d")


def find_labelled(search: Search) -> list[Found]:
    """Headings, paragraphs and items that open with such a label, with the words and label lines under them.

    A label alone takes the paragraph after it; a heading with a label takes the paragraphs under it and is then the
    measure's title. A sentence that only mentions a measure ("Åtgärd 3 följs upp ...") is no such label: one is taken
    where the number is followed by a sign, stands alone, or two or more blocks of the document open so.
    """
    document = search.document
    used = search.used
    blocks = [block for block in flow(document) if block.index not in used]
    alone = lone_labels(document, used)
    starts = [index for index, block in enumerate(blocks) if _opens(document.block_text(block))]
    if len(starts) < 2:
        return []
    found: list[Found] = []
    for position, start in enumerate(starts):
        stop = starts[position + 1] if position + 1 < len(starts) else len(blocks)
        found.append(_read(document, blocks[start], _section(blocks, start, stop, alone), alone))
    return [entry for entry in found if entry.text]


def _opens(text: str) -> bool:
    """Whether a text opens with a measure's label and is no sentence about it ("Åtgärd 1–6 följs upp varje år")."""
    length = prefix_length("measure_label", text)
    rest = text[length:].lstrip()
    return bool(length) and not rest[:1].islower() and not _MORE_NUMBERS.match(rest)


def _section(blocks: list[Block], start: int, stop: int, alone: Collection[int]) -> list[Block]:
    """The blocks that belong to the label: until the next label or a heading of its level or higher."""
    section: list[Block] = []
    for block in blocks[start + 1 : stop]:
        if block.role == "heading" and block.index not in alone:
            break
        section.append(block)
    return section


def _read(document: Document, opening: Block, section: list[Block], alone: Mapping[int, LabelLine]) -> Found:
    own, lines = split_labels(document, opening)
    label, rest = split_label(document, own or (opening.start, opening.end))
    has_own = rest[1] > rest[0] and not is_blank(document.text[slice(*rest)])
    heading = opening.role == "heading"
    fields = [field_of(document, line) for line in lines]
    # ``fields_before_words``: "Åtgärd 1 | Ansvarig: nämnden" may be a card's head, with the measure's words below.
    ahead = 0 if has_own else len(fields)
    texts: list[tuple[Block, Span]] = []
    used = {opening.index}
    waiting: LabelLine | None = None
    for block in section:
        if block.index in alone or waiting is not None:
            if waiting is not None and block.index not in alone and not is_blank(document.block_text(block)):
                fields.append(Field(waiting.role, waiting.label, document.quote((block.start, block.end))))
            waiting = alone.get(block.index)
            used.add(block.index)
            continue
        text, more = split_labels(document, block, owned=any(entry.role in BODIES for entry in fields))
        example = text is not None and len(fields) == ahead and is_a("example", document.block_text(block))
        if (
            text is not None
            and not example
            and (len(fields) > ahead or (texts and not heading) or (has_own and not heading))
        ):
            if not _is_listed_value(block, fields):
                break
            fields[-1] = Field(
                fields[-1].role, fields[-1].header, document.quote(*fields[-1].quote.spans, (block.start, block.end))
            )
            used.add(block.index)
            continue
        if text is not None:
            texts.append((block, text))
        fields.extend(field_of(document, line) for line in more)
        used.add(block.index)
    own_blocks = [opening] if has_own and not heading else []
    text_spans, remark = part_remarks(document, [*own_blocks, *(block for block, _ in texts)])
    if own_blocks:
        rest, text_spans = (rest[0], min(rest[1], text_spans[0][1])), text_spans[1:]
    limits = [span for _, span in texts]
    body = [(s, min(e, next((b for a, b in limits if a <= s < b), e))) for s, e in text_spans]
    titled = heading and has_own and bool(body)
    spans = tuple(body) if titled or not has_own else (rest, *body)
    return Found(
        text=spans,
        anchor=opening.index,
        method="labelled_heading" if heading else "labelled_paragraph",
        blocks=frozenset(used),
        label=label,
        heading=(rest,) if titled else (),
        remark=tuple(remark),
        status=state_of(document, fields),
        fields=tuple(fields),
        title_block=opening.index if heading else None,
    )


def _is_listed_value(block: Block, fields: list[Field]) -> bool:
    """A list under a label that stood alone ("Ansvar:") goes on with the label's words."""
    return bool(fields) and block.role == "item" and fields[-1].quote.text.rstrip().endswith(":")
