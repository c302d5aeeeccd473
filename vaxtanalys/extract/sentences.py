"""Commitments in running prose: paragraphs and sentences that open as deeds, and sub-headings with deeds under them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from vaxtanalys.extract.aim_words import aim_heading, aim_label
from vaxtanalys.extract.aims import used_by
from vaxtanalys.extract.chapters import alike, in_area, in_other_chapter, opens_measures
from vaxtanalys.extract.deeds import opens_dated, opens_inverted, tells_deed, words_behind_time
from vaxtanalys.extract.found import Found, flow, part_remarks, split_label
from vaxtanalys.extract.listed import long_enough, make_listed, settled_headings
from vaxtanalys.extract.rules import Search
from vaxtanalys.extract.shall_clauses import explains, says_what_shall
from vaxtanalys.extract.vocabulary import SHALL, is_a, opens_as_deed, opens_with_commitment, says_deed
from vaxtanalys.model import Block, Document

_ANSWERS = ("motion_response",)
_SENTENCE = re.compile(r"(?<=[.!])\s+(?=[A-ZÅÄÖ])")
_MOST_UNDER_TITLE = 4
_LEAST_WITHIN = 3
_SUBJECT_WORDS = 8


@dataclass(slots=True)
class Section:
    """A heading with the paragraphs right under it; ``whole`` where nothing but paragraphs stands there."""

    heading: Block
    paragraphs: list[Block] = field(default_factory=list)
    whole: bool = True
    closed: bool = False


def find_titled(search: Search) -> list[Found]:
    """``title_over_deed``: sub-headings that each stand over a paragraph that opens as a deed are the measures' titles.

    Two or more of a level must be so, under an area or under "Åtgärder"; there the rest of their level with a paragraph
    each are titles too. ``deeds_of_a_subject``: in a chapter that says it holds measures the paragraphs may also say
    what someone does or what shall be done ("Alla chefer ska gå en kurs", "En guide tas fram").
    """
    if search.facts.document_type in _ANSWERS:
        return []
    titles = [section for section in sections(search) if may_be_title(search, section)]
    deeds = [section for section in titles if _is_deed(search, section)]
    counts = Counter(section.heading.level for section in deeds)
    all_of = Counter(section.heading.level for section in titles)
    levels = {level for level, count in counts.items() if count >= 2 and 2 * count > all_of[level]}
    kept = [
        section
        for section in titles
        if section.heading.level in levels and (section in deeds or _in_measures(search, section.heading))
    ]
    return [entry for s in kept if (entry := titled(search.document, s)).text and long_enough(search, entry)]


def sections(search: Search) -> list[Section]:
    """The headings outside tables with what stands right under each."""
    used, aims = search.used, used_by(search.aims)
    made: list[Section] = []
    for block in search.document.blocks:
        if block.role == "heading" and block.table is None:
            made.append(Section(block))
        elif made and block.role in ("paragraph", "item", "cell"):
            section = made[-1]
            if block.index in aims:
                section.closed = True
            elif block.role == "paragraph" and block.table is None and block.index not in used:
                section.paragraphs += [] if section.closed else [block]
            elif block.index not in used:
                section.whole = False
    return made


def may_be_title(search: Search, section: Section) -> bool:
    """Whether a heading may be the title of the measure that the few paragraphs under it tell."""
    heading, words = section.heading, search.document.block_text(section.heading)
    if not section.whole or not 1 <= len(section.paragraphs) <= _MOST_UNDER_TITLE or heading.index in search.used:
        return False
    if is_a("area_prefix", words) or is_a("transparent", words) or words.rstrip().endswith((":", "?")):
        return False
    if aim_heading(words) or aim_label(words) or in_other_chapter(search, heading):
        return False
    if search.document.block_text(section.paragraphs[-1]).rstrip().endswith(":"):
        return False
    above = search.outline.above(heading.index)
    if above and is_a("areas_listed", search.document.block_text(above[-1])):
        return False
    return len(above) > 1 or in_area(search, heading)


def _is_deed(search: Search, section: Section) -> bool:
    words = search.document.block_text(section.paragraphs[0])
    return opens_as_deed(words) or (says_deed(words) and _in_measures(search, section.heading))


def _in_measures(search: Search, heading: Block) -> bool:
    """Whether a heading stands under "Åtgärder", or deep in a chapter that says it holds measures."""
    above = [search.document.block_text(block) for block in search.outline.above(heading.index)]
    return bool(above) and (
        is_a("transparent", above[-1]) or any(is_a("transparent", t) or is_a("measures_chapter", t) for t in above[:-1])
    )


def titled(document: Document, section: Section) -> Found:
    """The measure of a title with its paragraphs."""
    label, title = split_label(document, (section.heading.start, section.heading.end))
    text, remark = part_remarks(document, section.paragraphs)
    return Found(
        text=tuple(text),
        anchor=section.paragraphs[0].index,
        method="title_over_deed",
        blocks=frozenset({section.heading.index, *(block.index for block in section.paragraphs)}),
        label=label,
        heading=(title,) if title[1] > title[0] else (),
        remark=tuple(remark),
        title_block=section.heading.index,
    )


def find_in_prose(search: Search) -> list[Found]:
    """Paragraphs that open with an infinitive under "Åtgärder" or a lead-in (a list set without bullets), and
    paragraphs whose sentences say "Vi ska ...", "Nämnden ansvarar för att ..." there or under an area, where two or
    more say so. ``commitment_within``: under areas such a sentence may also stand behind others, where three or more of
    the document do. ``told_as_done``: under two or more headings alike that only say that measures follow ("Det här gör
    vi") most sentences may tell what is done ("Vi målar bänkarna"). ``all_that_shall``: where three say "X ska ...",
    the other sentences under the same areas commit too whatever their subject ("Barn ska erbjudas stöd").
    """
    if search.facts.document_type in _ANSWERS:
        return []
    settled = settled_headings(search)
    candidates = [entry for entry in _candidates(search) if entry.heading.index not in settled]
    told = _told_as_done(search, candidates)
    taken = {entry.anchor for entry in told}
    rest = [entry for entry in candidates if entry.block.index not in taken]
    read = _read_prose(search, candidates, rest, _commits)
    if len(read.said) + len(read.within) + len(told) >= _LEAST_WITHIN:
        read = _read_prose(search, candidates, rest, _commits_or_shall)
        read.said += read.within
    found, said = read.found, read.said + told
    numbered = [entry for entry in found if entry.label]
    if len(numbered) < 2:
        found = [entry for entry in found if entry not in numbered or _opened(candidates, entry)]
    made = found + (said if len(said) > 1 else [])
    return [entry for entry in made if entry.text and long_enough(search, entry)]


@dataclass(slots=True)
class _Prose:
    """What paragraphs hold: deeds, sentences that open a paragraph as commitments, and those that stand within one."""

    found: list[Found] = field(default_factory=list)
    said: list[Found] = field(default_factory=list)
    within: list[Found] = field(default_factory=list)


def _read_prose(
    search: Search, candidates: Sequence[_Candidate], rest: Sequence[_Candidate], commits: Callable[[str], bool]
) -> _Prose:
    document = search.document
    like = alike(search, [entry.heading for entry in candidates if _opens(document.block_text(entry.block))])
    inside = alike(search, [entry.heading for entry in candidates if _sentences(document, entry.block, _commits)])
    beside = {_place(search, entry.heading) for entry in candidates if entry.heading.index in inside}
    read = _Prose()
    for entry in rest:
        words = document.block_text(entry.block)
        committed = _sentences(document, entry.block, commits)
        if is_a("law", words):
            # ``what_the_law_asks``: behind "Det säger lagen." others than "we" are the law's subject, not the plan's.
            committed = [one for one in committed if document.text[one.text[0][0] :].casefold().startswith("vi ")]
        opens = bool(committed) and committed[0].text[0][0] <= _body_start(document, entry.block)
        if opens and (entry.opened or in_area(search, entry.heading) or entry.heading.index in like):
            read.said.extend(committed)
        elif committed and (in_area(search, entry.heading) or _place(search, entry.heading) in beside):
            read.within.extend(committed)
        elif opens_as_deed(words) and (entry.opened or entry.numbered):
            read.found.append(make_listed(document, [entry.block], "paragraph_under_heading"))
    return read


def _place(search: Search, heading: Block) -> tuple[int | None, int | None]:
    """Where a heading stands: its level and the heading over it."""
    above = search.outline.above(heading.index)
    return heading.level, above[-1].index if above else None


def _told_as_done(search: Search, candidates: Sequence[_Candidate]) -> list[Found]:
    """The sentences of paragraphs under such headings. Where some say "ska", what the others tell explains them."""
    under = [entry for entry in candidates if opens_measures(search, entry.heading)]
    told: dict[int, list[Found]] = {}
    for entry in under:
        shall = _sentences(search.document, entry.block, _says_shall)
        told[entry.block.index] = shall or _sentences(search.document, entry.block, tells_deed)
    full = [
        entry
        for entry in under
        if 2 * len(told[entry.block.index]) >= len(_SENTENCE.findall(search.document.block_text(entry.block))) + 1
    ]
    like = alike(search, [entry.heading for entry in full])
    return [each for entry in full if entry.heading.index in like for each in told[entry.block.index]]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A paragraph that may be a measure. ``opened``: a heading or a lead-in says that measures follow."""

    block: Block
    heading: Block
    opened: bool
    numbered: bool


def _candidates(search: Search) -> list[_Candidate]:
    document, used = search.document, search.used
    candidates: list[_Candidate] = []
    opened_by: int | None = None
    for block in flow(document):
        heading = search.outline.nearest(block.index)
        words = document.block_text(block)
        if block.role == "heading":
            opened_by = block.index if opens_measures(search, block) or is_a("lead_in", words) else None
            continue
        if block.role != "paragraph" or block.index in used or heading is None:
            continue
        if words.rstrip().endswith(":"):
            opened_by = heading.index if is_a("lead_in", words) else None
            continue
        if in_other_chapter(search, heading):
            continue
        label, _ = split_label(document, (block.start, block.end))
        candidates.append(_Candidate(block, heading, opened_by is not None, label is not None))
    return candidates


def _opened(candidates: Sequence[_Candidate], entry: Found) -> bool:
    return any(each.block.index == entry.anchor and each.opened for each in candidates)


def _commits(words: str) -> bool:
    return opens_with_commitment(words) or opens_inverted(words) or opens_dated(words)


def _commits_or_shall(words: str) -> bool:
    return _commits(words) or says_what_shall(words)


def _sentences(document: Document, block: Block, commits: Callable[[str], bool]) -> list[Found]:
    """The sentences of a paragraph that open as commitments ("Vi ska ...", "Under våren ska vi ..."), each with those
    that explain it.

    A sentence that is none goes on with the commitment before it, as does one that goes on about what it named; those
    before the first belong to none, nor do those from one on that argues (``general_statement``). ``argued_prose``: in
    a paragraph that opens with an argument, only those belong that go on about what was named.
    """
    words = document.block_text(block)
    label, body = split_label(document, (block.start, block.end))
    shift = body[0] - block.start
    cuts = [shift, *(m.end() for m in _SENTENCE.finditer(words) if m.end() > shift), len(words)]
    told = [words[a:b] for a, b in pairwise(cuts)]
    opens: list[bool] = []
    for at, own in enumerate(told):
        opens.append(commits(own) and not (any(opens) and explains(own, told[at - 1])))
    if not any(opens):
        return []
    starts = [a for a, said in zip(cuts, opens, strict=False) if said]
    # ``sentence_of_its_own``: what else shall be so by a time explains no commitment before it.
    ends = [
        a
        for a, own, said in zip(cuts, told, opens, strict=False)
        if not said and not is_a("goes_on", own) and (words_behind_time(own) or is_a("in_general", own))
    ]
    ends += [
        cuts[at]
        for at in range(1, len(told))
        if not opens[0]
        and not opens[at]
        and not explains(told[at], words[max(s for s in (cuts[0], *starts) if s <= cuts[at]) : cuts[at]])
    ]
    bounds = [(a, min(end for end in (*starts, *ends, len(words)) if end > a)) for a in starts]
    spans = [(block.start + a, block.start + len(words[:b].rstrip())) for a, b in bounds]
    made = [Found((span,), block.index, "commitment_sentence", frozenset({block.index})) for span in spans]
    return [replace(made[0], label=label if opens[0] else None), *made[1:]]


def _says_shall(words: str) -> bool:
    """Whether a sentence opens as a commitment or says that someone or something "ska" with a deed."""
    first = set(words.casefold().split()[:_SUBJECT_WORDS])
    says = bool(first & SHALL) and says_deed(words)
    return says or opens_with_commitment(words) or opens_inverted(words) or says_what_shall(words)


def _opens(words: str) -> bool:
    return opens_as_deed(words) or opens_inverted(words) or opens_dated(words)


def _body_start(document: Document, block: Block) -> int:
    """Where the words of a paragraph begin behind its number."""
    return split_label(document, (block.start, block.end))[1][0]
