"""What is weighed of a measure: its words, the codebook rows they match, the groups rules give, its area's heading.

The same signs speak for prevention levels and for target groups (``weighing``); what each weighs is had by a fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vaxtanalys.codebook import Codebook
from vaxtanalys.model import FocusArea, Measure, Quotation
from vaxtanalys.swedish import function_words, read_words
from vaxtanalys.tag.evidence import Evidence
from vaxtanalys.tag.topics import without_excluded

LEVELS_FACET = "prevention_level"
_FACETS = (LEVELS_FACET, "target_group", "action", "theme")
# Words longer than this are also weighed by their first and last letters, so that a compound nobody has met says what
# its parts say: "missbr-" and "-grupp" are those of "missbrukargrupp".
_LONG, _FIRST, _LAST = 7, 6, 5
Parts = Sequence[tuple[Quotation, str]]
"""The words of a measure with their source, as ``parts_of`` gives them."""


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that is weighed: its name as a feature, and the words it stands in."""

    feature: str
    source: str
    quotation: Quotation
    start: int
    end: int


def parts_of(measure: Measure) -> list[tuple[Quotation, str]]:
    """The measure's own words and its run-in heading, each with the name of its source."""
    return [(measure.text, "text")] + ([(measure.heading, "heading")] if measure.heading else [])


def signs_of(parts: Parts, area: FocusArea | None, groups: Sequence[Evidence], codebook: Codebook) -> tuple[Sign, ...]:
    """All signs of a measure but its words, each once; ``groups`` are the target groups that rules give."""
    signs: dict[str, Sign] = {}
    for quotation, source in parts:
        for facet in _FACETS:
            for hit in without_excluded(quotation.text, codebook.find(facet, quotation.text)):
                of_code = [f"code:{facet}/{hit.code}"] if facet != LEVELS_FACET else []
                for feature in [f"row:{facet}/{hit.row.id}", *of_code]:
                    signs.setdefault(feature, Sign(feature, source, quotation, hit.start, hit.end))
    if area is not None:
        for facet in (LEVELS_FACET, "target_group", "theme"):
            for hit in codebook.find(facet, area.heading.text):
                feature = f"area:{facet}/{hit.row.id if facet == LEVELS_FACET else hit.code}"
                signs.setdefault(feature, Sign(feature, "focus_area", area.heading, hit.start, hit.end))
    for piece in groups:
        for feature in (f"group:{piece.code}", f"group:{piece.code}@{piece.source}"):
            signs.setdefault(feature, Sign(feature, piece.source, piece.quotation, piece.start, piece.end))
    return tuple(signs.values())


def words_of(parts: Parts) -> Iterator[str]:
    """The features of all words of a measure, as often as they stand there."""
    for quotation, _ in parts:
        for word in read_words(quotation.text):
            yield from features_of(word.folded, word.whole or word.lemma, word.parts)


def features_of(folded: str, form: str, parts: tuple[str, ...]) -> Iterator[str]:
    """The features of one word: its dictionary form, what its parts say, and its beginning and end where it is long.

    None of marks, numbers and words that only hold the sentence together.
    """
    if not folded[0].isalpha() or folded in function_words():
        return
    yield f"word:{form}"
    for part in parts:
        yield f"word:{part}"
    if len(folded) > _LONG:
        yield f"word:{folded[:_FIRST]}*"
        yield f"word:*{folded[-_LAST:]}"
