"""The names of the prevention levels, as legends and cells print them."""

from __future__ import annotations

_LEVEL_WORDS = {
    "universell": "universal", "främjande": "universal", "primär": "universal",
    "selektiv": "selective", "förebyggande": "selective", "sekundär": "selective",
    "indikerad": "indicated", "indikativ": "indicated", "åtgärdande": "indicated", "tertiär": "indicated",
}  # fmt: skip


def level_of(word: str) -> str | None:
    """The level that a word names ("Universella", "primärpreventiv"); None where it names none."""
    folded = word.casefold()
    return next((code for start, code in _LEVEL_WORDS.items() if folded.startswith(start)), None)
