"""Pictographs that stand before words as a bullet does: a pawn for "who", an umbrella before a heading."""

from __future__ import annotations

import unicodedata

# Before the arrows stand © and ®, which are part of what is said.
_FIRST = "\u2190"
_VARIANTS = "\ufe0e\ufe0f"


def is_emblem(text: str) -> bool:
    """Whether a word is one pictograph (Unicode category So from the arrows on) and nothing more."""
    sign = text.rstrip(_VARIANTS)
    return len(sign) == 1 and sign >= _FIRST and unicodedata.category(sign) == "So"
