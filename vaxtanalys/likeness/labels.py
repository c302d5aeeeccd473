"""What likeness, alignment and comparison need of a codebook: the Swedish label of a code."""

from __future__ import annotations

from typing import Protocol


class Labels(Protocol):
    """Gives a code's Swedish label; ``Codebook`` does, and tests bring their own."""

    def label(self, facet: str, code: str) -> str:
        """The label people read, the code itself where there is none."""
        ...
