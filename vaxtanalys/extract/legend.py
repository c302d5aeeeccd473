"""Letters and signs that a legend explains: "H = huvudansvarig, M = medverkar"."""

from __future__ import annotations

import re

from vaxtanalys.extract.vocabulary import BODIES, line_role
from vaxtanalys.model import Document

_ENTRY = re.compile(r"(?<![^\W_])([A-ZÅÄÖ]|[●○◯◉■□▲△✓✔])\s*(?:=|:|betyder|[–-]\s)\s*([^\W\d_][\w-]+(?: [\w-]+){0,2})")


def letter_roles(document: Document) -> dict[str, str]:
    """The column roles (body, co_body) that the document's legends give single letters and signs.

    ``letters_of_a_matrix``: two entries at least, one of which says who answers or takes part.
    """
    found: dict[str, str] = {}
    for letter, words in _ENTRY.findall(document.text):
        role = line_role(words, inner=True) or line_role(words.split()[0], inner=True)
        if role in BODIES:
            found.setdefault(letter, role)
    return found if len(found) > 1 else {}
