"""Settings of the comparison."""

from __future__ import annotations

from dataclasses import dataclass

from vaxtanalys.errors import SettingsError


@dataclass(frozen=True, slots=True)
class CompareSettings:
    """When a cell is covered, a gap or undecided.

    same: from this likeness on a measure meets a strategy's goal. Keep it equal to the alignment's ``same``.
    near: from this likeness on (up to ``same``) the nearest measure is too near to call the cell a gap.
    near_by_words: the same where a group rests on likeness and not on a type of the codebook.
    near_code: from this likeness on a measure that lacks a code is so like another's that has it that the cell is
        undecided. Higher than ``same``: that the code is missing says something too.
    least_support: a measure of a group that is less than this like every member of another municipality leaves its cell
        undecided.
    least_tag_score: an inferred code counts as covering from this score on; below, the cell is undecided.
    least_tagged_share: where a smaller share of a municipality's measures has any code of the facet, an empty cell is
        undecided: the plan does not say enough.
    min_peers: how many other municipalities must cover a cell for its gap to be listed.
    same_series: how alike (0 to 100) the titles of two plans of one municipality must be for the newer to replace the
        older.
    semantics: as the alignment's, which a pipeline also uses here where nothing else is said.
    peer_groups: municipalities to be compared as a group of their own, as (name of the group, municipality code). A
        corpus names its own in the column ``peer_group`` of ``documents.csv``; those written here are added.
    """

    same: float = 0.55
    near: float = 0.1
    near_by_words: float = 0.1
    near_code: float = 0.6
    least_support: float = 0.1
    least_tag_score: float = 0.5
    least_tagged_share: float = 0.3
    min_peers: int = 1
    same_series: float = 50.0
    semantics: str = ""
    peer_groups: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if not 0 < self.near <= self.same <= 1:
            raise SettingsError([f"compare: near är {self.near} och same {self.same}; ange 0 < near <= same <= 1"])
        if self.min_peers < 0:
            raise SettingsError([f"compare: min_peers är {self.min_peers}; ange 0 eller mer"])
