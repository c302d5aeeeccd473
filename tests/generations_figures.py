"""How well the comparison of generations finds what became of each measure, per kind of change.

``python tests/generations_figures.py`` prints the figures for the practice pairs (``tests/audit/generations.toml``) and
for the older and newer plan of ``corpora/provning``, which nothing is tuned on: totals only, never the misses.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from made_readings import Said, make_reading

from vaxtanalys.audit import Generations, compare_plans
from vaxtanalys.audit.generations import KINDS
from vaxtanalys.evaluate.match import pair_texts
from vaxtanalys.model import Reading
from vaxtanalys.run import read_plans

ROOT = Path(__file__).parents[1]
PROVNING = ROOT / "corpora" / "provning"
ONE_TO_ONE = ("kept", "reworded", "moved")
Fate = tuple[str, str | None, str | None]


def practice() -> dict[str, tuple[set[Fate], set[Fate]]]:
    """For each made-up pair of plans what was written and what is found, as (kind, old, new)."""
    rows = tomllib.loads((ROOT / "tests" / "audit" / "generations.toml").read_text("utf-8"))["pair"]
    result = {}
    for row in rows:
        sides, names = [], {}
        for side, period in (("old", (2019, 2022)), ("new", (2023, 2026))):
            areas = tuple(dict.fromkeys(area for _, area, _ in row[side]))
            said = [Said(text, extra={"label": label, "area": area}) for label, area, text in row[side]]
            sides.append(make_reading(side, said, period=period, areas=areas))
            names |= {(side, f"{side}-m{number:03d}"): label for number, (label, _, _) in enumerate(row[side], 1)}
        gold: set[Fate] = {("one", old, new) for old, new in row["same"]}
        gold |= {(kind, old, new) for kind in ("merged", "split") for old, new in row[kind]}
        gold |= {("dropped", label, None) for label, _, _ in row["old"] if label not in {old for _, old, _ in gold}}
        gold |= {("new", None, label) for label, _, _ in row["new"] if label not in {new for _, _, new in gold}}
        found = {
            (kind, names.get(("old", old or "")), names.get(("new", new or "")))
            for kind, old, new in fates(compare_plans(*sides))
        }
        result[row["name"]] = (gold, found)
    return result


def fates(generations: Generations) -> Iterable[Fate]:
    """What is found, the three kinds of one measure that lives on as one."""
    for change in generations.changes:
        yield ("one" if change.kind in ONE_TO_ONE else change.kind, change.old_id, change.new_id)


def tally(gold: set[Fate], found: set[Fate]) -> dict[str, Counter[str]]:
    """Hits, misses and false ones by kind."""
    counts: dict[str, Counter[str]] = {}
    for kind in ("one", "merged", "split", "dropped", "new"):
        mine, theirs = {f for f in found if f[0] == kind}, {g for g in gold if g[0] == kind}
        counts[kind] = Counter(hit=len(mine & theirs), missed=len(theirs - mine), false=len(mine - theirs))
    return counts


def provning(given: bool = False) -> dict[str, Counter[str]]:
    """For each kind of the coding how many are found, found as another kind, and how many are found falsely.

    What the coding allows is neither a hit nor false. The measures are those of the PDFs, matched to the coding by
    words; with ``given`` the coded ones themselves, so that only the comparison is judged.
    """
    gold = json.loads((PROVNING / "gold" / "generations.json").read_text("utf-8"))
    newer = json.loads((PROVNING / "gold" / "gold.json").read_text("utf-8"))
    coded = {
        "torsharg-2021": (gold["older_measures"], gold["older_focus_areas"]),
        "torsharg-2025": tuple(
            [row for row in newer[table] if row["doc"] == "torsharg-2025"] for table in ("measures", "focus_areas")
        ),
    }
    if given:
        readings = [made_of(name, *rows) for name, rows in coded.items()]
    else:
        found_in = read_plans([PROVNING / "documents" / f"{name}.pdf" for name in coded], workers=1).readings
        readings = sorted(found_in, key=lambda reading: reading.document_id)
    names = {
        id_: name
        for reading, (rows, _) in zip(readings, coded.values(), strict=True)
        for id_, name in name_measures(reading, rows).items()
    }
    found = {
        (names.get(change.old_id or ""), names.get(change.new_id or "")): change.kind
        for change in compare_plans(*readings).changes
    }
    wanted = {(row["old"] or None, row["new"] or None): row for row in gold["pairs"]}
    allowed = {tuple(pair) for pair in gold["pairs_allowed"]}
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    for pair, row in wanted.items():
        kind = found.get(pair)
        right = kind == row["relation"] or kind in row["relation_allowed"]
        counts[row["relation"]]["hit" if right else "as_other" if kind else "missed"] += 1
    for pair, kind in found.items():
        if pair not in wanted and pair not in allowed:
            counts[kind]["false"] += 1
    return counts


def made_of(name: str, measures: list[dict[str, Any]], areas: list[dict[str, Any]]) -> Reading:
    """A reading with the coded measures under their headings."""
    heads = {row["id"]: row["heading"] for row in areas}
    said = [
        Said(row["text"], extra={"area": heads[row["focus_area"]]} | ({"label": row["label"]} if row["label"] else {}))
        for row in measures
    ]
    return make_reading(name, said, areas=tuple(dict.fromkeys(heads.values())))


def name_measures(reading: Reading, rows: list[dict[str, Any]]) -> dict[str, str]:
    """The coded id of each measure of a reading that is among the coded ones."""
    measures = reading.plan.measures if reading.plan else ()
    texts = [measure.text.text for measure in measures]
    return {measures[a].measure_id: rows[b]["id"] for a, b in pair_texts(texts, [row["text"] for row in rows])}


def show(name: str, counts: dict[str, Counter[str]]) -> None:
    print(name)
    for kind, count in counts.items():
        print("  ", kind, dict(count))


if __name__ == "__main__":
    for name, (gold, found) in practice().items():
        show(name, tally(gold, found))
    if "--provning" in sys.argv:
        show("provning, ur PDF", provning())
        show("provning, åtgärderna givna", provning(given=True))
