"""The tagging against three human codings, kept as counts and compared as gains and losses.

``tests/data/tag_figures.json`` holds for each plan and facet how many codes are right, lost and too much. A loss fails.
After a gain, or a loss that is meant, run ``VAXTANALYS_REWRITE=1 pytest tests/test_tag_figures.py`` and look at the
difference before it is kept.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.kept_figures import Counts, assert_no_losses
from tests.test_tag_gold import tag_gold

FIGURES = Path(__file__).with_name("data") / "tag_figures.json"
EXAMPLE = Path(__file__).resolve().parent.parent / "corpora" / "exempel" / "gold" / "gold.json"


def _counts(gold: dict[str, Any]) -> Counts:
    found: Counts = {}
    for doc in sorted({measure["doc"] for measure in gold["measures"]}):
        measures = [measure for measure in gold["measures"] if measure["doc"] == doc]
        tagging = tag_gold(measures, [area for area in gold["focus_areas"] if area["doc"] == doc], levels=False)
        bodies = {(b.measure_id, b.body, b.role) for b in tagging.bodies}
        wanted = {(m["id"], b["norm"].lower(), b["role"]) for m in measures for b in m["bodies"]}
        allowed = {(m["id"], b["norm"].lower(), b["role"]) for m in measures for b in m.get("bodies_allowed") or ()}
        parts = {"bodies": _count(bodies, wanted, allowed)}
        for facet, key in (("prevention_level", "levels"), ("target_group", "target_groups")):
            have = {(t.measure_id, t.code) for t in tagging.tags if t.facet == facet}
            want = {(m["id"], code) for m in measures for code in m[key]}
            parts[key] = _count(have, want, {(m["id"], c) for m in measures for c in m.get(f"{key}_allowed") or ()})
        found[doc] = parts
    return found


def _count(found: set[Any], wanted: set[Any], allowed: set[Any]) -> dict[str, int]:
    return dict(Counter(right=len(found & wanted), lost=len(wanted - found), extra=len(found - wanted - allowed)))


@pytest.fixture(scope="module")
def counts(plans_dir: Path) -> Counts:
    real = json.loads((plans_dir / "gold" / "gold.json").read_text("utf-8"))
    return _counts(real) | _counts(json.loads(EXAMPLE.read_text("utf-8")))


def test_no_losses(counts: Counts) -> None:
    assert_no_losses(FIGURES, counts)
