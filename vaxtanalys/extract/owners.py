"""Words that hold nothing but who and when: a line under a measure without a label, a bracket behind it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from vaxtanalys.body_kinds import body_kind, body_knowledge
from vaxtanalys.emblems import is_emblem
from vaxtanalys.extract.found import Span, flow
from vaxtanalys.extract.label_lines import split_labels
from vaxtanalys.extract.time_words import is_time
from vaxtanalys.extract.vocabulary import BODIES, is_a, line_role, opens_with_commitment, opens_with_infinitive
from vaxtanalys.model import Block, Document, Field

# A full stop parts two as a comma does, where a capital follows: "Parknämnden. Medverkar: byalaget".
_PART = re.compile(r"(?:[^,;/·|•+.(]|\.(?!\s+[A-ZÅÄÖ]))+")
_AND = re.compile(r"\s(?:och|samt|&)\s")
_LEADS = re.compile(r"^(?:ansvar\w*|huvudansvar\w*|av|med)\s*:?\s+", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?]\s+\S|[:!?]$")
_VERBS = frozenset(
    ("ska", "skall", "kommer", "vill", "är", "har", "bör", "kan", "får", "ansvarar", "beslutar", "arbetar", "följer")
)
_AROUND = " .()[]→➔➜➢➤–—"
_BEFORE_TIME = " ,;·|•/(–—-"
_LONGEST_NAME = 8
_LONGEST_LINE = 500
# The size of scanned print is measured, in each place for itself.
_OFF_BY = 0.2
_NAMED = ("board", "administration", "company", "association", "external", "all")
# So many lines must hold nothing but known bodies before such a line is believed to say who.
_LEAST_LINES = 3

_Type = tuple[float, bool, bool, str | None]


@dataclass(frozen=True, slots=True)
class Owners:
    """The parts of some words: bodies by their names, kinds of bodies, times, names of no known kind, other words."""

    bodies: tuple[Span, ...] = ()
    likely: tuple[Span, ...] = ()
    times: tuple[Span, ...] = ()
    unknown: tuple[Span, ...] = ()
    other: tuple[Span, ...] = ()

    @property
    def known(self) -> bool:
        """Whether every part is a body or a time, and one a body."""
        return self.named and not self.unknown

    @property
    def named(self) -> bool:
        """Whether every part is a name, known or not, or a time, and one a name."""
        return bool(self.bodies or self.likely or self.unknown) and not self.other


def read_owners(text: str, start: int, end: int) -> Owners:
    """The parts of ``text[start:end]`` between commas, strokes, "i samverkan med" and the like."""
    found: dict[str, list[Span]] = {key: [] for key in Owners.__slots__}
    for part in _PART.finditer(text, start, end):
        for at, to in _between_roles(text, part.start(), part.end()):
            words = text[at:to].strip(_AROUND)
            if ":" in words and line_role(words.split(":")[0], inner=True):
                words = words[words.index(":") + 1 :].strip(_AROUND)
            # "Parknämnden (ansvarig), byalaget (medverkar)": what stands in brackets is a role.
            if words and line_role(words, inner=True) not in BODIES:
                at += text[at:to].index(words)
                found[_kind(words)].append((at, at + len(words)))
    return Owners(**{key: tuple(spans) for key, spans in found.items()})


def names_body(words: str) -> bool:
    """Whether some words are the name of a body the registry knows, or of one of its kinds ("Elevhälsan")."""
    return _kind(words) in ("bodies", "likely")


def _between_roles(text: str, start: int, end: int) -> list[Span]:
    """The words between those that tell roles ("med stöd av", "tillsammans med")."""
    spans: list[Span] = []
    for mark in _roles().finditer(text, start, end):
        spans.append((start, mark.start()))
        start = mark.end()
    return [*spans, (start, end)]


@cache
def _roles() -> re.Pattern[str]:
    phrases = sorted(
        (word for word in body_knowledge()["markers"]["co"] if " " in word), key=lambda word: (-len(word), word)
    )
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, phrases)) + r")(?!\w)\s*:?", re.IGNORECASE)


def _kind(words: str) -> str:
    if is_time(words):
        return "times"
    lead = _LEADS.match(words)
    name = words[lead.end() :] if lead else words
    if len(name.split()) > _LONGEST_NAME or _VERBS & set(name.casefold().split()):
        return "other"
    if is_a("body_name", name) or all(is_a("body_name", each) for each in _AND.split(name)):
        return "bodies"
    # A body's name begins with what it is, or is a lone word: "Elevhälsan", "Enheten för stöd", not "Trygga skolor".
    if body_kind(name) == "all" or body_kind(name.split()[0]) in (*_NAMED, "role"):
        return "likely"
    return "unknown" if name[:1].isupper() else "other"


def owner_lines(document: Document, used: Collection[int]) -> frozenset[int]:
    """The paragraphs that say without a label who shall do what stands above them: their blocks' indexes.

    ``owner_line_without_label``: a short paragraph, or an item with a sign of its own, under other words that holds
    nothing but bodies, the words that tell their roles, and times ("Socialnämnden, med stöd av Kommunstyrelsen",
    "→ Socialnämnden | Stöd: skolan | 2031"). Three must do so, in one type, and stand under half or more of the words
    they could stand under. There a line of that type with names the registry does not know says who too, and one of
    known bodies in nearly that type (``owner_in_nearly_that_type``). A line that says itself that it holds for the
    whole list is enough alone. ``emblem_of_the_owners``: where three lines or more stand behind one pictograph, and all
    hold nothing but names, one known body among them is enough.
    """
    pairs = [
        (above, block)
        for above, block in _neighbours(flow(document), used)
        if above.role in ("paragraph", "item") and _is_under(block, above) and _short(document, block)
    ]
    read = [(block, read_owners(document.text, block.start, block.end)) for _, block in pairs]
    sure = [block for block, owners in read if owners.known and not _role_only(document, owners)]
    types = Counter(map(_type, sure))
    usual = {kind for kind, count in types.items() if count >= _LEAST_LINES}
    usual |= _under_emblems([(block, owners) for block, owners in read if block.marker and is_emblem(block.marker)])
    said = {block.index for block, owners in read if owners.known and is_a("for_them_all", document.block_text(block))}
    if not usual:
        return frozenset(said)
    known = {block.index for block in sure if any(_is_near(block, kind) for kind in usual)}
    named = [block for block, owners in read if (_type(block) in usual and owners.named) or block.index in known]
    others = [block for block, _ in read if _type(block) in usual and block not in named]
    return frozenset(said.union(block.index for block in named) if len(named) > len(others) else said)


def _under_emblems(lines: Sequence[tuple[Block, Owners]]) -> set[_Type]:
    """The types of the lines behind a pictograph that stands before names alone."""
    found = set()
    for sign in {block.marker for block, _ in lines}:
        own = [(block, owners) for block, owners in lines if block.marker == sign]
        named = all(owners.named for _, owners in own)
        if len(own) >= _LEAST_LINES and named and any(owners.bodies for _, owners in own):
            found |= {_type(block) for block, _ in own}
    return found


def owner_fields(document: Document, own: Span, before: Sequence[Field] = ()) -> list[Field]:
    """The fields with those of a line without a label: the bodies, and the times where it names any.

    Where the last field before is such a line that breaks off at a comma, this line goes on with it.
    """
    fields = list(before)
    times = read_owners(document.text, *own).times
    # What ends the line as a time is none of its names.
    ends = bool(times) and times[-1][1] == own[1]
    cut = document.text[own[0] : times[-1][0]].rstrip(_BEFORE_TIME) if ends else ""
    names = (own[0], own[0] + len(cut)) if cut else own
    if fields and fields[-1].role == "body" and fields[-1].header is None:
        fields[-1] = Field("body", None, document.quote(*fields[-1].quote.spans, names))
    else:
        fields.append(Field("body", None, document.quote(names)))
    return [*fields, Field("timeline", None, document.quote(*times))] if times else fields


def _neighbours(blocks: Sequence[Block], used: Collection[int]) -> list[tuple[Block, Block]]:
    return [(above, below) for above, below in pairwise(blocks) if above.index not in used and below.index not in used]


def _is_under(block: Block, above: Block) -> bool:
    """Whether a block may be a line about the words above: no further item of the same list."""
    if block.role != "item":
        return block.role == "paragraph"
    if (block.marker or "")[:1].isdigit() or above.role != "item":
        return False
    return block.marker != above.marker or (block.level or 1) > (above.level or 1)


def _short(document: Document, block: Block) -> bool:
    words = document.block_text(block)
    if len(words) > _LONGEST_LINE or _SENTENCE.search(words) or opens_with_infinitive(words):
        return False
    # "Ansvarig nämnd" ends as a body's name does, but is the label of one.
    return not (opens_with_commitment(words) or line_role(words.split(":")[0]) or split_labels(document, block)[1])


def _role_only(document: Document, owners: Owners) -> bool:
    """Whether no part is more than somebody's trade ("Chefer"): that may as well be whom something is for."""
    if owners.bodies:
        return False
    return all(body_kind(document.text[slice(*span)]) == "role" for span in owners.likely)


def _is_near(block: Block, kind: _Type) -> bool:
    """Whether a block is set in a type but for a little of its size, as a scan is measured."""
    own = _type(block)
    return own[1:] == kind[1:] and abs(own[0] - kind[0]) <= _OFF_BY * kind[0]


def _type(block: Block) -> _Type:
    return round(block.style.size * 2) / 2, block.style.bold, block.style.italic, block.style.color
