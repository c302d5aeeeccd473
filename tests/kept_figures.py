"""Figures that a run is held to: more right is a gain, fewer right and more lost or too many are losses."""

from __future__ import annotations

import json
import os
from pathlib import Path

Counts = dict[str, dict[str, dict[str, int]]]
"""For each document or area, and each thing counted in it, how many are right, lost and extra."""


def assert_no_losses(path: Path, counts: Counts) -> None:
    """Hold ``counts`` against those kept in ``path``, all differences named; with VAXTANALYS_REWRITE set keep them."""
    if os.environ.get("VAXTANALYS_REWRITE"):
        path.write_text(json.dumps(counts, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    kept: Counts = json.loads(path.read_text("utf-8"))
    assert set(kept) == set(counts)
    changes = [
        (part, key, kind, kept[part][key][kind], count)
        for part, keys in counts.items()
        for key, kinds in keys.items()
        for kind, count in kinds.items()
        if count != kept[part][key][kind]
    ]
    losses = [change for change in changes if (change[4] < change[3]) == (change[2] == "right")]
    gains = [change for change in changes if change not in losses]
    assert not losses, f"förluster: {losses}; vinster: {gains}"
