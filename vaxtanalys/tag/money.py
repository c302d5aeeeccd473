"""Sums of money as plans print them, in kronor."""

from __future__ import annotations

import re
from functools import cache

from vaxtanalys.tag.dates import time_knowledge

_NUMBER = r"(?<![\d.,/-])(\d{1,3}(?:[ \u00a0.]\d{3})+|\d+(?:,\d+)?)"


@cache
def _pattern() -> re.Pattern[str]:
    units = "|".join(sorted(map(re.escape, time_knowledge()["money"]), key=len, reverse=True))
    return re.compile(rf"{_NUMBER}\s?({units})(?!\w)")


def read_money(text: str, header: str | None = None) -> tuple[float, int, int] | None:
    """The first sum in ``text`` in kronor, with the start and end of its words; None where there is none.

    A bare number counts where the column's ``header`` says the unit ("Kostnad (tkr)").
    """
    folded = text.lower()
    if len(folded) != len(text):
        return None
    units = time_knowledge()["money"]
    match = _pattern().search(folded)
    if match:
        return _number(match[1]) * units[match[2]], match.start(), match.end()
    unit = next(
        (u for u in sorted(units, key=len, reverse=True) if re.search(rf"\b{re.escape(u)}\b", (header or "").lower())),
        None,
    )
    bare = re.fullmatch(rf"\s*{_NUMBER}\s*", folded)
    if unit and bare:
        return _number(bare[1]) * units[unit], bare.start(1), bare.end(1)
    return None


def _number(text: str) -> float:
    return float(re.sub(r"[ \u00a0.]", "", text).replace(",", "."))
