"""Plans -> pairs of alike measures, and groups of them."""

from __future__ import annotations

from collections.abc import Sequence

from vaxtanalys.align.decisions import Decided, read_decisions
from vaxtanalys.align.groups import group_measures
from vaxtanalys.align.pairs import ScoredPair, score_near_pairs, score_pairs
from vaxtanalys.align.settings import AlignSettings
from vaxtanalys.likeness import Item, Labels, Scorer, give_reasons, is_regional, items_of
from vaxtanalys.meaning import load_meaning
from vaxtanalys.model import Alignment, MeasureGroup, MeasureType, Reading


def align(
    readings: Sequence[Reading], measure_types: Sequence[MeasureType], codebook: Labels, settings: AlignSettings
) -> tuple[tuple[Alignment, ...], tuple[MeasureGroup, ...]]:
    """Pairs of alike measures of different municipalities, and the groups they form; both sorted by id.

    Two plans of the same municipality are generations of one plan and are not compared. Plans of a county or region
    are no municipality's and are left out (the comparison reads them as strategies). Where a plan's municipality is not
    known, the document stands for itself and the reasons say so. The score of a pair depends on its two measures alone.
    What people have decided (``settings.decisions``) goes before the score, and the reasons say so.
    """
    items = items_of((reading for reading in readings if not is_regional(reading)), measure_types)
    decided = read_decisions(settings.decisions, [item.id for item in items])
    return align_items(items, decided, codebook, settings)


def align_items(
    items: Sequence[Item], decided: Decided, codebook: Labels, settings: AlignSettings
) -> tuple[tuple[Alignment, ...], tuple[MeasureGroup, ...]]:
    """As ``align``, for measures that are items already, sorted by id."""
    scorer = Scorer(items, meaning=load_meaning(settings.semantics))
    if len(items) < settings.all_pairs_below:
        scored = score_pairs(scorer, settings.related)
    else:
        scored = score_near_pairs(scorer, settings.related, settings.neighbours)
    pairs = decided.apply(scored)
    alignments = tuple(
        Alignment(
            measure_a=items[pair.row].id,
            measure_b=items[pair.col].id,
            score=pair.score,
            verdict=decided.verdict(pair) or judge(pair.score, scorer.typed(pair.row, pair.col), settings),
            reasons=reasons_of(scorer, pair, codebook, decided),
        )
        for pair in pairs
        if items[pair.row].owner != items[pair.col].owner
    )
    return alignments, group_measures(scorer, pairs, decided, codebook, settings)


def judge(score: float, typed: bool, settings: AlignSettings) -> str:
    """The verdict on a score: same, undecided (too near to call) or related; ``typed`` where both have a type."""
    same, undecided = settings.same, settings.undecided
    if not typed:
        same, undecided = settings.same_by_words, settings.undecided_by_words
    if score >= same:
        return "same"
    return "undecided" if score >= undecided else "related"


def reasons_of(scorer: Scorer, pair: ScoredPair, codebook: Labels, decided: Decided) -> tuple[str, ...]:
    """Why the pair is held to be alike, with a word of caution where a municipality is not known."""
    reasons = give_reasons(scorer, pair.row, pair.col, codebook)
    unknown = [item.document_id for item in (scorer.items[pair.row], scorer.items[pair.col]) if not known(item)]
    return (*decided.reasons(pair), *reasons, *(f"kommunen är inte känd för {document_id}" for document_id in unknown))


def known(item: Item) -> bool:
    """Whether the item's municipality is known."""
    return not item.owner.startswith("?")
