"""Pairs of measures that coders have judged, as what scores them takes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from vaxtanalys.likeness import Item


def judged_pairs(gold: Mapping[str, Any], items: Sequence[Item]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The pairs of ``items`` of different owners by position (rows, columns), and whether they are the same (1 or 0).

    Items have the ids of the measures in ``gold`` (a gold.json). Pairs that only one coder had are left out.
    """
    agreed, allowed = ({tuple(sorted(pair)) for pair in gold["aligned_pairs"][key]} for key in ("agreed", "allowed"))
    found = [
        (i, j, tuple(sorted((a.id, b.id))))
        for i, a in enumerate(items)
        for j, b in enumerate(items)
        if i < j and a.owner != b.owner
    ]
    pairs = [(i, j, float(pair in agreed)) for i, j, pair in found if pair not in allowed]
    rows, cols, same = (np.array(column) for column in zip(*pairs, strict=True))
    return rows, cols, same
