"""Words for faults in settings: the nearest valid name."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

# Under this likeness (0..100) a guess would mislead more than it helps.
LEAST_LIKENESS = 60.0


def nearest(name: str, valid: Iterable[str]) -> str:
    """``; menade du X?`` with the valid name most like ``name``, or the valid names where none is like it."""
    names = sorted(set(valid))
    found = process.extractOne(name, names, scorer=fuzz.ratio, score_cutoff=LEAST_LIKENESS)
    if found:
        return f"; menade du {found[0]}?"
    return f"; giltiga namn: {', '.join(names)}" if names else ""
