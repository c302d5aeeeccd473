"""Settings of the types of measure."""

from __future__ import annotations

from dataclasses import dataclass

from vaxtanalys.errors import SettingsError


@dataclass(frozen=True, slots=True)
class ClassifySettings:
    """Whether measures are given types, and how surely.

    measure_types: whether the codebook of measure types is used at all; without it measures are compared by their
        facets and words alone, as where no codebook knows the policy area.
    least: a type is given from this score on.
    """

    measure_types: bool = True
    least: float = 0.5

    def __post_init__(self) -> None:
        if not 0 < self.least <= 1:
            raise SettingsError([f"classify: least är {self.least}; ange ett tal över 0 och högst 1"])
