"""Pairs of alike measures of different municipalities, against the coded pairs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vaxtanalys.evaluate.gold import Gold, Row
from vaxtanalys.evaluate.scores import Miss, Score


@dataclass(frozen=True, slots=True)
class PairScores:
    """Precision and recall of the verdict ``same``, average precision of the score, and the misses."""

    score: Score
    average_precision: float | None
    misses: tuple[Miss, ...]


def score_pairs(alignments: Sequence[Row], gold: Gold, same: Mapping[str, str]) -> PairScores:
    """Score alignments against the coding; ``same`` leads from a found measure's id to the coded one's.

    Only pairs of coded measures of different municipalities count; pairs that one coding alone has are neither wanted
    nor blamed. Average precision ranks every alignment by its score; a coded pair that has no alignment counts as not
    found.
    """
    owner = _owners(gold)
    wanted = {pair for pair in gold.pairs if owner.get(pair[0]) != owner.get(pair[1])}
    ranked: list[tuple[float, tuple[str, str], str]] = []
    for row in alignments:
        a, b = same.get(row["measure_a"]), same.get(row["measure_b"])
        if a and b and owner.get(a) != owner.get(b):
            ranked.append((-float(row["score"]), (min(a, b), max(a, b)), row["verdict"]))
    ranked = [item for item in sorted(ranked) if item[1] not in gold.pairs_allowed]
    found = {pair for _, pair, verdict in ranked if verdict == "same"}
    misses = [Miss("alla", "pairs", f"saknas {a} – {b}") for a, b in sorted(wanted - found)]
    misses += [Miss("alla", "pairs", f"för mycket {a} – {b}") for a, b in sorted(found - wanted)]
    score = Score(len(found & wanted), len(found), len(wanted))
    return PairScores(score, _average_precision([pair for _, pair, _ in ranked], wanted), tuple(misses))


def _average_precision(ranked: Sequence[tuple[str, str]], wanted: set[tuple[str, str]]) -> float | None:
    if not wanted:
        return None
    hits, total = 0, 0.0
    for rank, pair in enumerate(ranked, start=1):
        if pair in wanted:
            hits += 1
            total += hits / rank
    return total / len(wanted)


def _owners(gold: Gold) -> dict[str, str]:
    """The municipality of each coded measure: its code, else the document's name."""
    codes = {str(row["doc"]): str(row.get("kommunkod") or row["doc"]) for row in gold.documents}
    return {str(row["id"]): codes.get(row["doc"], str(row["doc"])) for row in gold.measures}
