"""The running text as words without a label and the label lines below them: "Ansvar: ...", "Tidplan: ..."."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from vaxtanalys.extract.field_grids import FieldGrid
from vaxtanalys.extract.found import Span, flow, is_blank, is_nested
from vaxtanalys.extract.label_lines import LabelLine, field_of, field_role, lone_labels, split_labels
from vaxtanalys.extract.owners import owner_fields, owner_lines
from vaxtanalys.extract.vocabulary import BODIES, is_a, opens_with_infinitive
from vaxtanalys.model import Block, Document, Field


@dataclass(slots=True)
class Entry:
    """Words of the running text with the label lines that follow them. ``waiting`` is a label whose words come next."""

    heading: Block | None
    blocks: list[Block] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    waiting: LabelLine | None = None
    labelled: bool = False

    @property
    def owned(self) -> bool:
        """Whether a body is named, or a time and something more."""
        roles = {entry.role for entry in self.fields}
        return bool(roles & BODIES) or ("timeline" in roles and len(roles) > 1)


def read_entries(document: Document, used: Collection[int], grids: Collection[FieldGrid] = ()) -> list[Entry]:
    """The running text as entries, a new one where words without a label begin; ``used`` blocks end an entry.

    ``grids`` are the tables that hold the fields of the words above them.
    """
    reader = _Reader(document, used)
    below = {grid.after: grid.fields for grid in grids}
    for block in flow(document):
        reader.read(block)
        if fields := below.get(block.index):
            reader.add_fields(fields, block)
    _share_owners(reader.entries, reader.alone)
    _close_lists(reader.entries)
    return reader.entries


def _share_owners(entries: list[Entry], alone: Collection[int]) -> None:
    """``owner_of_the_list``: in a card a list is followed by "Ansvarig" on a line of its own and the name below it.

    What stands so apart, or says so itself (``owner_of_them_all``: "Gäller alla åtgärder: nämnden"), belongs to all
    items of the list right above it, where none of the others has a line itself.
    """
    for last, entry in enumerate(entries):
        if not (entry.owned and is_item(entry)):
            continue
        if not entry.used & set(alone) and not any(is_a("for_them_all", each.quote.text) for each in entry.fields):
            continue
        others = items_above(entries, last)
        if not any(other.fields for other in others):
            for other in others:
                other.fields = list(entry.fields)


def _close_lists(entries: Sequence[Entry]) -> None:
    """``owner_below_the_last``: where a body is named under the last item of each list of items and under no other, it
    closes the list: all its items have that body. Two lists at least must be so, and none otherwise.
    """
    lists: list[list[Entry]] = []
    for before, entry in pairwise([None, *entries]):
        if entry is None or not is_item(entry):
            continue
        if before is not None and before.heading is entry.heading and lists and lists[-1][-1] is before:
            lists[-1].append(entry)
        else:
            lists.append([entry])
    owned = [each for each in lists if any(entry.owned for entry in each)]
    if sum(len(each) > 1 for each in owned) < 2 or any(entry.fields for each in owned for entry in each[:-1]):
        return
    for each in owned:
        shared = [field for field in each[-1].fields if field.role in (*BODIES, "timeline")]
        for entry in each[:-1]:
            entry.fields.extend(shared)


def items_above(entries: Sequence[Entry], at: int) -> Sequence[Entry]:
    """The items right above the entry ``at``, under its heading."""
    first = at
    while first and is_item(entries[first - 1]) and entries[first - 1].heading is entries[at].heading:
        first -= 1
    return entries[first:at]


def is_item(entry: Entry) -> bool:
    """Whether the entry's words are an item of a list."""
    return bool(entry.blocks) and entry.blocks[0].role == "item"


class _Reader:
    """Reads the running text block by block."""

    def __init__(self, document: Document, used: Collection[int]) -> None:
        self.document, self.used = document, used
        self.entries: list[Entry] = []
        self.current: Entry | None = None
        self.heading: Block | None = None
        self.alone = lone_labels(document, used)
        self.owners = owner_lines(document, {*used, *self.alone})

    def read(self, block: Block) -> None:
        """Take the next block in."""
        document, current = self.document, self.current
        if block.index in self.alone:
            self._add_lines(block, [self.alone[block.index]])
            return
        if block.role == "heading" or block.index in self.used:
            if block.role == "heading" and block.index not in self.used:
                self.heading = block
            self.current = None
            return
        if block.index in self.owners and current and current.blocks and _takes_owners(current):
            current.fields = owner_fields(document, (block.start, block.end), current.fields)
            current.used.add(block.index)
            return
        text, lines = split_labels(document, block, owned=current is not None and current.owned)
        if current and current.waiting and not lines and _is_value(document, block, current):
            _add_value(document, block, current)
            return
        if text is not None:
            if current is None or current.fields or current.waiting or not _goes_on(document, block, current):
                self.current = current = Entry(self.heading)
                self.entries.append(current)
            current.blocks.append(block)
            current.spans.append(text)
            current.used.add(block.index)
        self._add_lines(block, lines)

    def _add_lines(self, block: Block, lines: Collection[LabelLine]) -> None:
        for line in lines:
            if line.role == "measure" or self.current is None:
                self.current = _open_at_label(self.document, line, block, self.heading)
                if self.current is None:
                    break
                self.entries.append(self.current)
            if line.role != "measure":
                _add_line(self.document, line, block, self.current)

    def add_fields(self, fields: Collection[Field], block: Block) -> None:
        """Take in the table of fields right below ``block``: of its entry, or of itself where it is a heading."""
        if block is self.heading:
            self.current = _of_heading(block)
            self.entries.append(self.current)
        if self.current is not None:
            self.current.fields.extend(fields)


def _takes_owners(entry: Entry) -> bool:
    """Whether nobody is named yet, or a line without a label that names some breaks off at a comma."""
    last = entry.fields[-1] if entry.fields else None
    goes_on = last is not None and last.role == "body" and last.header is None and last.quote.text.endswith(",")
    return not entry.owned or goes_on


def _open_at_label(document: Document, line: LabelLine, block: Block, heading: Block | None) -> Entry | None:
    """An entry opened by a label: "Åtgärd: ..." holds the words; "Ansvar: ..." right under a heading takes that."""
    entry = Entry(heading, used={block.index}, labelled=line.role == "measure")
    if line.role == "measure":
        if document.text[slice(*line.value)].strip():
            entry.blocks, entry.spans = [block], [line.value]
        else:
            entry.waiting = line
        return entry
    if heading is None:
        return None
    entry = _of_heading(heading)
    entry.used.add(block.index)
    return entry


def _of_heading(heading: Block) -> Entry:
    """An entry whose words are a heading's: its fields come right below."""
    return Entry(heading, [heading], [(heading.start, heading.end)], used={heading.index}, labelled=True)


def _goes_on(document: Document, block: Block, current: Entry) -> bool:
    """Whether the block is more of the entry's words: a sentence cut by a page, an example, a list inside it."""
    if not current.blocks:
        return False
    first, before = current.blocks[0], document.text[slice(*current.spans[-1])]
    if is_a("example", document.block_text(block)):
        return True
    # ``item_opens_anew``: items in small letters under "Under perioden ska kommunen" are cut from no sentence.
    anew = block.role == "item" and block.marker is not None and (first.role != "item" or block.marker == first.marker)
    cut = document.block_text(block)[:1].islower() and not before.endswith((".", "!", "?", ":", ";")) and not anew
    inner = block.role == first.role == "item" and is_nested(block, first)
    other_sign = (
        block.role == first.role == "item" and block.marker in ("–", "-", "o", "◦") and first.marker in ("•", "●", "▪")
    )
    return cut or inner or other_sign


def _is_value(document: Document, block: Block, current: Entry) -> bool:
    assert current.waiting is not None
    taken = bool(current.fields) and current.fields[-1].header == current.waiting.label
    taken = taken or (current.waiting.role == "measure" and bool(current.blocks))
    words = document.block_text(block)
    return (block.role == "item" and not opens_with_infinitive(words)) or not taken


def _add_value(document: Document, block: Block, current: Entry) -> None:
    """The words of a label that stands alone come in the blocks after it, a list's items as separate spans."""
    line = current.waiting
    assert line is not None
    current.used.add(block.index)
    if is_blank(document.block_text(block)):
        current.waiting = None
        return
    if line.role == "measure":
        current.blocks.append(block)
        current.spans.append((block.start, block.end))
        current.waiting = None
        return
    last = current.fields[-1] if current.fields else None
    if last is not None and last.header == line.label:
        current.fields[-1] = Field(last.role, last.header, document.quote(*last.quote.spans, (block.start, block.end)))
    else:
        current.fields.append(Field(field_role(line), line.label, document.quote((block.start, block.end))))
    if block.role != "item":
        current.waiting = None


def _add_line(document: Document, line: LabelLine, block: Block, current: Entry) -> None:
    current.used.add(block.index)
    if document.text[slice(*line.value)].strip():
        current.fields.append(field_of(document, line))
        current.waiting = None
    else:
        current.waiting = line
