"""A second opinion on prevention levels and target groups: all signs weighed together, where rules take the first.

``weighed``: a logistic regression for each code on what a reader can be told of: the words of the measure and its
run-in heading, the codebook rows they match, the target groups that rules find, and what the focus area's heading is
about. The weights come from measures coded by several authors, each scored in the fit's test by weights had without
him. The probabilities are those of the codes: they are the scores of what is inferred.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np

from vaxtanalys.codebook import Codebook, load_codebook
from vaxtanalys.model import FocusArea, Quotation
from vaxtanalys.swedish import read_words
from vaxtanalys.tag.evidence import Evidence, strongest
from vaxtanalys.tag.signs import Parts, Sign, signs_of
from vaxtanalys.tag.weights import INTERCEPT, load_weights, rows_of_word

# ``speaks_for_itself``: what is shown as evidence must weigh this much, else the measure gets no code of this kind.
_SPEAKS = 0.3


@dataclass(frozen=True, slots=True)
class Limits:
    """From what probability a code that the rules give is kept, one they do not give is added, and the likeliest of a
    facet stands where none of it would."""

    kept: float
    added: float
    alone: float


@dataclass(frozen=True, slots=True)
class Weighed:
    """The signs of a measure and how likely each code is by them."""

    signs: tuple[Sign, ...]
    parts: Parts
    likely: Mapping[str, float]

    def correct(
        self, found: Sequence[Evidence], codes: Sequence[str], limits: Limits, codebook: Codebook
    ) -> list[Evidence]:
        """``found`` (what the rules give of the facet with these ``codes``) corrected by what all signs say together.

        A code that all signs speak against falls, one that they speak for is added with the words that weigh most.
        Rows that a corpus has added are no matter for weights that never met them: what they give stays. The scores
        are the probabilities.
        """
        wanted = choose({piece.code for piece in found}, {code: self.likely[code] for code in codes}, limits)
        kept = [p for p in strongest(list(found)) if p.code in wanted or _is_added_row(p.rule, codebook)]
        new = [code for code in codes if code in wanted and code not in {piece.code for piece in kept}]
        added = [piece for code in new if (piece := self._evidence(code)) is not None]
        return [self._scored(piece, codebook) for piece in kept] + added or list(found)

    def _scored(self, piece: Evidence, codebook: Codebook) -> Evidence:
        if _is_added_row(piece.rule, codebook):
            return piece
        weight = round(self.likely[piece.code], 3)
        return Evidence(piece.code, piece.rule, weight, piece.source, piece.quotation, piece.start, piece.end)

    def _evidence(self, code: str) -> Evidence | None:
        """The words that weigh most for a code; None where none weighs enough to be shown.

        What stands at a place weighs together: the word there and the rows that begin with it.
        """
        known = load_weights()
        column = known.matrix[:, known.codes.index(code)]
        places: dict[tuple[str, int], tuple[float, int, Quotation]] = {}

        def put(source: str, quotation: Quotation, start: int, end: int, weight: float) -> None:
            before, last, _ = places.get((source, start), (0.0, end, quotation))
            places[(source, start)] = (before + weight, max(last, end) if weight > 0 else last, quotation)

        for quotation, source in self.parts:
            for word in read_words(quotation.text):
                put(source, quotation, word.start, word.end, sum(column[row] for row in rows_of_word(word)))
        for sign in self.signs:
            row = known.rows.get(sign.feature)
            put(sign.source, sign.quotation, sign.start, sign.end, column[row] if row is not None else 0.0)
        if not places:
            return None
        (source, start), (weight, end, quotation) = max(
            places.items(), key=lambda item: (item[1][0], item[0][0] != "focus_area", -item[0][1])
        )
        if weight < _SPEAKS:
            return None
        return Evidence(code, f"{code}.weighed", round(self.likely[code], 3), source, quotation, start, end)


def weigh(parts: Parts, area: FocusArea | None, groups: Sequence[Evidence], codebook: Codebook) -> Weighed | None:
    """How likely each code is for a measure; ``groups`` are the target groups that rules give.

    None (``unknown_words``) where no row knows any of its words: nothing is known then of what it is about.
    """
    signs = signs_of(parts, area, groups, codebook)
    if not signs:
        return None
    known = load_weights()
    rows = [known.rows[INTERCEPT]]
    rows += [known.rows[sign.feature] for sign in signs if sign.feature in known.rows]
    for quotation, _ in parts:
        for word in read_words(quotation.text):
            rows += rows_of_word(word)
    likely = 1 / (1 + np.exp(-known.matrix[rows].sum(axis=0)))
    return Weighed(signs, parts, dict(zip(known.codes, likely.tolist(), strict=True)))


def choose(have: Set[str], likely: Mapping[str, float], limits: Limits) -> set[str]:
    """The codes of a facet, given those that the rules give and how likely each is."""
    wanted = {code for code, how in likely.items() if how >= (limits.kept if code in have else limits.added)}
    if wanted:
        return wanted
    likeliest = max(likely, key=lambda code: likely[code])
    return {likeliest} if likely[likeliest] >= limits.alone else set(have)


def _is_added_row(rule: str, codebook: Codebook) -> bool:
    """Whether a corpus has added the row."""
    own = load_codebook()
    return codebook is not own and rule in _rows_of(codebook) - _rows_of(own)


def _rows_of(codebook: Codebook) -> frozenset[str]:
    return frozenset(row.id for code in codebook.codes for row in code.rows)
