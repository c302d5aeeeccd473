"""Commitments in running prose: paragraphs and sentences that open as deeds, and sub-headings with deeds under them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, field

from vaxtanalys.extract.aim_words import aim_heading, aim_label
from vaxtanalys.extract.aims import used_by
from vaxtanalys.extract.chapters import alike, beside, in_area, in_other_chapter, opens_measures
from vaxtanalys.extract.commitments import begins_now, commits, commits_here
from vaxtanalys.extract.deeds import opens_inverted, tells_deed
from vaxtanalys.extract.found import Found, flow, part_remarks, split_label
from vaxtanalys.extract.listed import long_enough, make_listed, settled_headings
from vaxtanalys.extract.prose import behind_lead_in, sentences_that
from vaxtanalys.extract.rules import Search
from vaxtanalys.extract.vocabulary import SHALL, is_a, opens_as_deed, opens_with_commitment, says_deed
from vaxtanalys.model import Block, Document

_ANSWERS = ("motion_response",)
_SENTENCE = re.compile(r"(?<=[.!])\s+(?=[A-ZÅÄÖ])")
_MOST_UNDER_TITLE = 4
_LEAST_WITHIN = 3
_SUBJECT_WORDS = 8
_LEAST_GOALS = 2


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
    vi") most sentences may tell what is done ("Vi målar bänkarna").
    """
    if search.facts.document_type in _ANSWERS:
        return []
    document, settled = search.document, settled_headings(search)
    candidates = [entry for entry in _candidates(search) if entry.heading.index not in settled]
    like = alike(search, [entry.heading for entry in candidates if _opens(document.block_text(entry.block))])
    inside = alike(search, [entry.heading for entry in candidates if sentences_that(document, entry.block, commits)])
    near = beside(search, [entry.heading for entry in candidates], like | inside)
    goals_apart = _has_goals_apart(search, like | inside | near)

    def says(sentence: str) -> bool:
        return commits_here(sentence, goals_apart) or begins_now(sentence)

    found: list[Found] = []
    said: list[Found] = []
    within: list[Found] = []
    told = [*_behind_lead_ins(search, candidates), *_told_as_done(search, candidates)]
    taken = {entry.anchor for entry in told}
    for entry in candidates:
        if entry.block.index in taken:
            continue
        words = document.block_text(entry.block)
        area = in_area(search, entry.heading)
        # Beside measures that a surer rule found, the chapter's name alone does not make all that is said one.
        of_its_kind = (area and not search.found) or entry.heading.index in like | inside | near
        made = sentences_that(document, entry.block, says if of_its_kind else commits)
        if is_a("law", words):
            # ``what_the_law_asks``: behind "Det säger lagen." others than "we" are the law's subject, not the plan's.
            made = [each for each in made if document.text[each.text[0][0] :].casefold().startswith("vi ")]
        opens = bool(made) and made[0].text[0][0] <= _body_start(document, entry.block)
        if opens and (entry.opened or area or entry.heading.index in like):
            said.extend(made)
        elif made and (area or entry.heading.index in inside | near):
            within.extend(made)
        elif opens_as_deed(words) and (entry.opened or entry.numbered):
            found.append(make_listed(document, [entry.block], "paragraph_under_heading"))
    said += told
    numbered = [entry for entry in found if entry.label]
    if len(numbered) < 2:
        found = [entry for entry in found if entry not in numbered or _opened(candidates, entry)]
    if len(said) + len(within) >= _LEAST_WITHIN:
        said += within
    made = found + (said if len(said) > 1 else [])
    return [entry for entry in made if entry.text and long_enough(search, entry)]


def _behind_lead_ins(search: Search, candidates: Sequence[_Candidate]) -> list[Found]:
    """The lists in prose of the paragraphs that open them, two of the document at least or in an area's chapter."""
    made = {entry.block.index: behind_lead_in(search.document, entry.block) for entry in candidates}
    opened = [entry for entry in candidates if made[entry.block.index]]
    kept = [entry for entry in opened if len(opened) > 1 or in_area(search, entry.heading)]
    return [each for entry in kept for each in made[entry.block.index]]


def _told_as_done(search: Search, candidates: Sequence[_Candidate]) -> list[Found]:
    """The sentences of paragraphs under such headings. Where some say "ska", what the others tell explains them."""
    under = [
        entry
        for entry in candidates
        if opens_measures(search, entry.heading) and not behind_lead_in(search.document, entry.block)
    ]
    told: dict[int, list[Found]] = {}
    for entry in under:
        shall = sentences_that(search.document, entry.block, _says_shall)
        told[entry.block.index] = shall or sentences_that(search.document, entry.block, tells_deed)
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


def _has_goals_apart(search: Search, areas: Set[int]) -> bool:
    """``goals_apart``: whether half of the areas or more, two at least, have goals that the plan calls so, so that its
    sentences are no goals.
    """
    with_goals = {aim.scope for aim in search.aims if aim.kind != "indicator"} & areas
    return len(with_goals) >= _LEAST_GOALS and 2 * len(with_goals) >= len(areas)


def _says_shall(words: str) -> bool:
    """Whether a sentence opens as a commitment or says that someone or something "ska" with a deed."""
    first = set(words.casefold().split()[:_SUBJECT_WORDS])
    return opens_with_commitment(words) or opens_inverted(words) or (bool(first & SHALL) and says_deed(words))


def _opens(words: str) -> bool:
    return opens_as_deed(words) or commits(words)


def _body_start(document: Document, block: Block) -> int:
    """Where the words of a paragraph begin behind its number."""
    return split_label(document, (block.start, block.end))[1][0]
