"""Settings of the types of measure."""

from __future__ import annotations

from dataclasses import dataclass

from vaxtanalys.errors import SettingsError


@dataclass(frozen=True, slots=True)
class ClassifySettings:
    """Whether measures are given types, and how surely.

    measure_types: whether the codebook of measure types is used at all; without it measures are compared by their
        facets and words alone, as where no codebook knows the policy area.
    least: a type is surely given from this score on.
    in_passing: from this score on a type is named in passing, as a purpose or in an explanation: it groups nothing, but
        keeps an empty cell from being called a gap.
    """

    measure_types: bool = True
    least: float = 0.5
    in_passing: float = 0.3

    def __post_init__(self) -> None:
        if not 0 < self.in_passing <= self.least <= 1:
            raise SettingsError(
                [f"classify: in_passing är {self.in_passing} och least {self.least}; ange 0 < in_passing <= least <= 1"]
            )
