"""A second opinion on prevention levels: all signs weighed together, where the rules take the first that speaks.

``weighed_levels``: a logistic regression for each level on what a reader can be told of: the words of the measure and
its run-in heading, the codebook rows they match, the target groups found, and what the focus area's heading is about.
The weights come from measures coded by several authors, each scored in the fit's test by weights had without him.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from vaxtanalys.codebook import Codebook, load_codebook
from vaxtanalys.model import LEVELS, FocusArea, Quotation
from vaxtanalys.swedish import read_words
from vaxtanalys.tag.evidence import Evidence
from vaxtanalys.tag.level_weights import Weights, feature_weights, word_features, word_weights
from vaxtanalys.tag.stated_levels import FACET
from vaxtanalys.tag.topics import without_excluded
from vaxtanalys.tag.weight_files import INTERCEPT

# A level that the rules give falls where it is less likely than this, one they do not give is added from the other on.
# Set on practice plans of authors left out of the fit: lower and higher limits both lost.
KEPT_FROM, ADDED_FROM = 0.1, 0.6
# ``speaks_for_itself``: what is shown as evidence must weigh this much, else the measure gets no level of this kind.
_SPEAKS = 0.3
_FACETS = (FACET, "target_group", "action", "theme")
Parts = Sequence[tuple[Quotation, str]]


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that is weighed: its name as a feature, and the words it stands in."""

    feature: str
    source: str
    quotation: Quotation
    start: int
    end: int


def weigh(found: list[Evidence], parts: Parts, area: FocusArea | None, groups: Sequence[Evidence],
          codebook: Codebook) -> list[Evidence]:  # fmt: skip
    """``found`` (what the rules give) corrected by what all signs say together.

    A level that all signs speak against falls, one that they speak for is added, and where none is left the likeliest
    stands. Rows that a corpus has added are no matter for weights that never met them: what they give stays.
    """
    signs = signs_of(parts, area, groups, codebook)
    if not signs:  # ``unknown_words``: no row knows any of them, so nothing is known of what the measure is about
        return found
    likely = _probabilities(signs, parts)
    wanted = choose({piece.code for piece in found}, likely)
    kept = [piece for piece in found if piece.code in wanted or _added_row(piece.rule, codebook)]
    new = [level for level in LEVELS if level in wanted and level not in {piece.code for piece in kept}]
    added = [piece for level in new if (piece := _evidence(level, likely[level], signs, parts)) is not None]
    return kept + added or found


def choose(have: Set[str], likely: Mapping[str, float]) -> set[str]:
    """The levels of a measure, given those that the rules give and how likely each is."""
    wanted = {level for level in LEVELS if likely[level] >= (KEPT_FROM if level in have else ADDED_FROM)}
    return wanted or {max(LEVELS, key=lambda level: likely[level])}


def signs_of(parts: Parts, area: FocusArea | None, groups: Sequence[Evidence], codebook: Codebook) -> tuple[Sign, ...]:
    """All signs of a measure but its words, each once."""
    signs: dict[str, Sign] = {}
    for quotation, source in parts:
        for facet in _FACETS:
            for hit in without_excluded(quotation.text, codebook.find(facet, quotation.text)):
                features = [f"row:{facet}/{hit.row.id}"] + ([f"code:{facet}/{hit.code}"] if facet != FACET else [])
                for feature in features:
                    signs.setdefault(feature, Sign(feature, source, quotation, hit.start, hit.end))
    if area is not None:
        for facet in (FACET, "target_group", "theme"):
            for hit in codebook.find(facet, area.heading.text):
                feature = f"area:{facet}/{hit.row.id if facet == FACET else hit.code}"
                signs.setdefault(feature, Sign(feature, "focus_area", area.heading, hit.start, hit.end))
    for piece in groups:
        if piece.rule.startswith("default_"):
            continue
        for feature in (f"group:{piece.code}", f"group:{piece.code}@{piece.source}"):
            signs.setdefault(feature, Sign(feature, piece.source, piece.quotation, piece.start, piece.end))
    return tuple(signs.values())


def words_of(parts: Parts) -> Iterator[str]:
    """The features of all words of a measure, as often as they stand there."""
    for quotation, _ in parts:
        for word in read_words(quotation.text):
            yield from word_features(word)


def _probabilities(signs: Sequence[Sign], parts: Parts) -> dict[str, float]:
    """How likely each level is."""
    all_weights = [feature_weights(INTERCEPT), *(feature_weights(sign.feature) for sign in signs)]
    all_weights += [word_weights(word) for quotation, _ in parts for word in read_words(quotation.text)]
    sums = (math.fsum(column) for column in zip(*all_weights, strict=True))
    return {level: 1 / (1 + math.exp(-total)) for level, total in zip(LEVELS, sums, strict=True)}


def _evidence(level: str, likely: float, signs: Sequence[Sign], parts: Parts) -> Evidence | None:
    """The words that weigh most for a level; None where none weighs enough to be shown.

    What stands at a place weighs together: the word there and the rows that begin with it.
    """
    at = LEVELS.index(level)
    places: dict[tuple[str, int], tuple[float, int, Quotation]] = {}

    def put(source: str, quotation: Quotation, start: int, end: int, weights: Weights) -> None:
        weight, last, _ = places.get((source, start), (0.0, end, quotation))
        places[(source, start)] = (weight + weights[at], max(last, end) if weights[at] > 0 else last, quotation)

    for quotation, source in parts:
        for word in read_words(quotation.text):
            put(source, quotation, word.start, word.end, word_weights(word))
    for sign in signs:
        put(sign.source, sign.quotation, sign.start, sign.end, feature_weights(sign.feature))
    if not places:
        return None
    (source, start), (weight, end, quotation) = max(
        places.items(), key=lambda item: (item[1][0], item[0][0] != "focus_area", -item[0][1])
    )
    if weight < _SPEAKS:
        return None
    return Evidence(level, f"{level}.weighed", round(likely, 3), source, quotation, start, end)


def _added_row(rule: str, codebook: Codebook) -> bool:
    """Whether a corpus has added the row."""
    own = load_codebook()
    return codebook is not own and rule in _rows_of(codebook) - _rows_of(own)


def _rows_of(codebook: Codebook) -> frozenset[str]:
    return frozenset(row.id for code in codebook.codes for row in code.rows)
