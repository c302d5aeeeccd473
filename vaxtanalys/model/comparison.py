"""The records of the whole corpus, in the order the stages make them: types, pairs, groups, cells, shares, gaps.

Standard library only, like ``model``, which passes them on.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MeasureType:
    """One type that a measure is of: how surely (0 to 1), the words that say it, and the row that fired.

    ``type`` is a code of the measure-type codebook and ``label`` its Swedish name. ``start`` and ``end`` are offsets in
    the measure's text, None where the words stand in its heading. A type that is not ``sure`` is named only in passing
    (as a purpose, in an explanation): it groups nothing, but an empty cell is then no gap.
    """

    measure_id: str
    type: str
    label: str
    score: float
    evidence: str
    start: int | None
    end: int | None
    rule: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two measures of different municipalities (``measure_a`` < ``measure_b``) and how alike they are.

    ``score`` is the probability that they are the same kind of measure; ``verdict`` is same, related or undecided;
    ``reasons`` are short Swedish sentences.
    """

    measure_a: str
    measure_b: str
    score: float
    verdict: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeasureGroup:
    """A group of alike measures: ``members`` are (measure_id, score), ``municipalities`` are codes, both sorted.

    ``basis`` is measure_type where the codebook names the group (``type`` is then its code), else likeness.
    ``tightness`` is the average likeness of members of different municipalities, ``odd_one_out`` a member that fits
    clearly worse than the others.
    """

    group_id: str
    label: str
    members: tuple[tuple[str, float], ...]
    municipalities: tuple[str, ...]
    basis: str = "likeness"
    type: str | None = None
    tightness: float = 0.0
    odd_one_out: str | None = None


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """One cell of the comparison: state covered, gap or undecided, with the measures that cover it and a reason.

    ``certainty`` is the probability that the state is right; None where it is undecided.
    """

    municipality_code: str
    facet: str
    code: str
    state: str
    measures: tuple[str, ...]
    nearest_measure: str | None
    nearest_score: float | None
    reason: str
    certainty: float | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """How many municipalities of a scope cover a code.

    ``scope`` is all, county (``name`` is its code), peer_group (``name`` is the group's) or policy_area (``name`` is
    its code). ``share`` is of those that can be judged, ``adjusted`` the true share behind it given the tool's measured
    error, ``low`` and ``high`` the ends of its 95 % interval; all None where none can be judged.
    """

    scope: str
    name: str
    facet: str
    code: str
    covered: int
    gap: int
    undecided: int
    share: float | None
    adjusted: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap, or an undecided cell that matters, with who covers it and where it was looked for.

    ``nearest_why`` says why the nearest measure does not count, ``missed_probability`` how likely it is that the cell
    is covered all the same. ``pages_searched`` and ``pages_poor`` count the pages of the plans that hold now.
    ``peers_same_area`` are those of ``peers_covering`` that cover it in a plan of the same policy area as one of the
    municipality's own; a gap without any is about something that its plans are not about.
    """

    municipality_code: str
    facet: str
    code: str
    state: str
    peers_covering: tuple[str, ...]
    peers_assessable: tuple[str, ...]
    reason: str
    looked_in: tuple[str, ...]
    nearest_measure: str | None = None
    nearest_text: str | None = None
    nearest_page: int | None = None
    nearest_score: float | None = None
    nearest_why: str | None = None
    missed_probability: float | None = None
    pages_searched: int = 0
    pages_poor: int = 0
    peers_same_area: tuple[str, ...] = ()
