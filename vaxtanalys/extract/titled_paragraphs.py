"""Paragraphs that open with a title in a type of its own ("*Skolvägar.* Nämnden ska ..."): each is one measure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from vaxtanalys.extract.chapters import in_other_chapter
from vaxtanalys.extract.commitments import begins_now, commits_here
from vaxtanalys.extract.deeds import tells_deed
from vaxtanalys.extract.found import Found, Span, flow, split_label
from vaxtanalys.extract.listed import long_enough, settled_headings
from vaxtanalys.extract.prose import sentence_cuts
from vaxtanalys.extract.rules import Search
from vaxtanalys.extract.vocabulary import first_sentence, line_role, opens_as_deed
from vaxtanalys.model import Block, Document

_ANSWERS = ("motion_response",)
_LEAST = 4
_LEAST_HEADINGS = 2
_LONGEST_TITLE = 8
_ENDS = (".", ":", "–", "—", "-")


def find_titled_paragraphs(search: Search) -> list[Found]:
    """``title_in_its_own_type``: paragraphs that open with a short title in bold or italics, four or more under two
    headings or more of a level, most of which say what shall be done, are a measure each.

    The words behind the title are its text, from the sentence that says what shall be done on: what stands before that
    is why. A title that no such sentence follows is a measure too beside its like, and wholly. Paragraphs without a
    title there are background.
    """
    if search.facts.document_type in _ANSWERS:
        return []
    document, settled = search.document, settled_headings(search)
    under: dict[int, list[Block]] = {}
    for block in flow(document):
        heading = search.outline.nearest(block.index)
        if block.role != "paragraph" or heading is None or heading.index in settled or block.index in search.used:
            continue
        if title_end(document, block) and not in_other_chapter(search, heading):
            under.setdefault(heading.index, []).append(block)
    told = {index: blocks for index, blocks in under.items() if _most_say_deeds(search, blocks)}
    levels = Counter(document.blocks[index].level for index in told)
    kept = [
        block
        for index, blocks in told.items()
        if levels[document.blocks[index].level] >= _LEAST_HEADINGS
        for block in blocks
    ]
    made = [entry for block in kept if (entry := _measure(document, block)) and long_enough(search, entry)]
    return made if len(made) >= _LEAST else []


def title_end(document: Document, block: Block) -> int:
    """Where the title in a type of its own ends in a paragraph's words; 0 where it opens with none, or with a label
    ("Ansvar:") or a deed that is the measure itself.
    """
    words = document.block_text(block)
    end = block.style.bold_until or block.style.italic_until
    title = words[:end].rstrip()
    rest = words[end:].lstrip()
    if not title or not (title.endswith(_ENDS) or rest[:1] in _ENDS) or len(title.split()) > _LONGEST_TITLE:
        return 0
    bare = title.rstrip(" .:–—-")
    told = rest.lstrip(" .:–—-")
    label = line_role(bare) and (title.endswith(":") or rest.startswith(":"))
    if label or not told[:1].isupper() or (opens_as_deed(bare) and not _says(first_sentence(told))):
        return 0
    return len(words) - len(told)


def _says(sentence: str) -> bool:
    return commits_here(sentence, goals_apart=True) or begins_now(sentence) or tells_deed(sentence)


def _most_say_deeds(search: Search, blocks: Sequence[Block]) -> bool:
    said = sum(any(_says(sentence) for sentence, _ in _sentences(search.document, block)) for block in blocks)
    return said >= search.settings.infinitive_share * len(blocks)


def _sentences(document: Document, block: Block) -> list[tuple[str, int]]:
    """The sentences behind the title, each with where it begins in the paragraph's words."""
    words, end = document.block_text(block), title_end(document, block)
    cuts = [end, *(cut for cut in sentence_cuts(document, block) if cut > end)]
    return [(words[a:b].strip(), a) for a, b in pairwise(cuts)]


def _measure(document: Document, block: Block) -> Found | None:
    label, (first, _) = split_label(document, (block.start, block.end))
    words = document.block_text(block)
    bare = words[: title_end(document, block)].rstrip(" .:–—-")
    title: Span = (first, block.start + len(bare))
    sentences = _sentences(document, block)
    at = next((start for sentence, start in sentences if _says(sentence)), sentences[0][1]) if sentences else 0
    if not at or title[1] <= title[0]:
        return None
    return Found(
        text=((block.start + at, block.end),),
        anchor=block.index,
        method="title_in_its_own_type",
        blocks=frozenset({block.index}),
        label=label,
        heading=(title,),
    )
