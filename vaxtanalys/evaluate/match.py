"""Which found text is which coded text: the best one-to-one pairing by likeness."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.distance import Indel
from scipy.optimize import linear_sum_assignment

# Texts at least this alike (0..1, after white space and hyphens are made alike) are the same measure.
SAME_TEXT = 0.9
# Where two measures have the same words, the one that stands in the same order is meant; far below any real difference.
ORDER_WEIGHT = 1e-4


def normal(text: str | None) -> str:
    """Text as it is compared: composed, lower case, one kind of hyphen, no space beside it, single spaces."""
    folded = unicodedata.normalize("NFC", text or "").casefold().replace("\u00ad", "")
    folded = re.sub(r"\s*[-\u2010-\u2015]\s*", "-", folded)
    return re.sub(r"\s+", " ", folded).strip()


def likeness(a: str | None, b: str | None) -> float:
    """How alike two texts are, 0..1 (rapidfuzz ratio); hyphens inside words do not count."""
    return Indel.normalized_similarity(normal(a).replace("-", ""), normal(b).replace("-", ""))


def same_text(a: str | None, b: str | None) -> bool:
    """Whether two texts are the same but for a slip; two empty ones are."""
    return likeness(a, b) >= SAME_TEXT


def pair_texts(found: Sequence[str], wanted: Sequence[str]) -> list[tuple[int, int]]:
    """Index pairs (found, wanted) of texts that are the same, one to one, so that the likeness in all is greatest."""
    if not found or not wanted:
        return []
    left = [normal(text).replace("-", "") for text in found]
    right = [normal(text).replace("-", "") for text in wanted]
    scores = np.array([[fuzz.ratio(a, b) / 100 for b in right] for a in left])
    place = np.abs(np.linspace(0, 1, len(left))[:, None] - np.linspace(0, 1, len(right))[None, :])
    usable = np.where(scores >= SAME_TEXT, scores - ORDER_WEIGHT * place, 0.0)
    rows, columns = linear_sum_assignment(usable, maximize=True)
    return [(int(a), int(b)) for a, b in zip(rows, columns, strict=True) if scores[a, b] >= SAME_TEXT]
