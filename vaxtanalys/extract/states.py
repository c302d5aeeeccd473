"""The state a status cell names, in words or as a sign of the document's own legend ("P = pågår, K = klar")."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from vaxtanalys.extract.vocabulary import classify_state
from vaxtanalys.model import Document, Field

# A letter or two, a figure, a mark or a traffic light's colour, then what it means up to the next sign.
_LEGEND = re.compile(
    r"(?<![\w(])\(?((?-i:[A-ZÅÄÖ]{1,2})|\d|[●○◐◔◕■□▲△★☆✓✔✗✘]|grönt?|gult?|rött?|röd|orange|vitt?|grått?|blått?)\)?"
    r"\s*[=:–—-]\s*([a-zåäö][^,;:=.()\n●○◐◔◕■□▲△★☆✓✔✗✘]{2,40})",
    re.IGNORECASE,
)


def read_state(document: Document, text: str) -> str | None:
    """The state (ongoing, in_development, need, done) that the words of a status cell name; None where they name none.

    A sign that the document's legend explains is read by it; a legend gives two states or more.
    """
    return _legend(document.text).get(text.strip(" .()").casefold()) or classify_state(text)


def state_of(document: Document, fields: Iterable[Field]) -> str | None:
    """The state that the first status among some fields names; None where there is none."""
    return next((read_state(document, entry.quote.text) for entry in fields if entry.role == "status"), None)


@lru_cache(maxsize=64)
def _legend(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _LEGEND.finditer(text):
        if state := classify_state(match[2]):
            found.setdefault(match[1].casefold(), state)
    return found if len(set(found.values())) > 1 else {}
