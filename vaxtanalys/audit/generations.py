"""Two plans of one municipality, measure by measure: kept, reworded, moved, merged, split, dropped, new."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from rapidfuzz import fuzz

from vaxtanalys.audit.generation_pairs import Fit, fit_measures
from vaxtanalys.audit.shared_words import find_again, telling_words
from vaxtanalys.classify import ClassifySettings, classify
from vaxtanalys.likeness import Item, items_of
from vaxtanalys.meaning import Meaning
from vaxtanalys.model import Measure, Reading

KINDS = ("kept", "reworded", "moved", "merged", "split", "dropped", "new")
# Texts this alike (0 to 1) are the same words but for a slip.
KEPT = 0.93
# Headings that share so much of their words are one heading, put otherwise.
SAME_HEADING = 0.5


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one measure (or of several, for merged and split).

    ``kind`` is one of ``KINDS``; ids, texts and pages (from 1) of the older and the newer plan, None where there is
    none; ``likeness`` of the words, 0 to 1; ``changes`` are Swedish sentences on what else differs.
    """

    kind: str
    old_id: str | None
    old_text: str | None
    old_page: int | None
    new_id: str | None
    new_text: str | None
    new_page: int | None
    likeness: float | None
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Generations:
    """The changes from one plan to another, in the order of the newer plan (the dropped last), and remarks."""

    old_file: str
    new_file: str
    changes: tuple[Change, ...]
    notes: tuple[str, ...]

    def count(self, kind: str) -> int:
        """How many changes are of a kind."""
        return sum(change.kind == kind for change in self.changes)

    def as_dict(self) -> dict[str, Any]:
        """The whole as plain JSON values."""
        return {
            "old": self.old_file,
            "new": self.new_file,
            "counts": {kind: self.count(kind) for kind in KINDS},
            "changes": [asdict(change) for change in self.changes],
            "notes": list(self.notes),
        }


def compare_plans(old: Reading, new: Reading, meaning: Meaning | None = None) -> Generations:
    """What became of each measure of ``old`` in ``new``; both must have been read. ``meaning``: a language model."""
    before, after = _Side(old), _Side(new)
    changes = _matched(before, after, _fit(before, after, meaning))
    return Generations(old.file, new.file, tuple(changes), _notes(old, new))


class _Side:
    """One of the two plans: its measures with all that can change."""

    def __init__(self, reading: Reading) -> None:
        self.measures: Mapping[str, Measure] = {
            measure.measure_id: measure for measure in (reading.plan.measures if reading.plan else ())
        }
        by_id = {item.id: item for item in items_of([reading], classify([reading], ClassifySettings()))}
        self.items: list[Item] = [by_id[id_] for id_ in self.measures]
        areas = reading.plan.focus_areas if reading.plan else ()
        self.areas = {area.focus_area_id: area.heading.text for area in areas}
        self.bodies: dict[str, dict[str, set[str]]] = {}
        self.codes: dict[str, dict[str, set[str]]] = {}
        for body in reading.tagging.bodies if reading.tagging else ():
            self.bodies.setdefault(body.measure_id, {}).setdefault(body.role, set()).add(body.body)
        for tag in reading.tagging.tags if reading.tagging else ():
            if tag.facet == "prevention_level" and tag.basis == "stated":
                self.codes.setdefault(tag.measure_id, {}).setdefault("level", set()).add(tag.code)

    def measure(self, index: int) -> Measure:
        """The measure at a position."""
        return self.measures[self.items[index].id]

    def area(self, measure: Measure) -> str:
        """The heading that a measure stands under, empty where there is none."""
        return self.areas.get(measure.focus_area_id or "", "")


def _fit(before: _Side, after: _Side, meaning: Meaning | None) -> Fit:
    sides = [[side.measure(index) for index in range(len(side.items))] for side in (before, after)]
    heads = find_again(
        *(telling_words([side.area(m) for m in ms]) for side, ms in zip((before, after), sides, strict=True))
    )
    labels = [[float(bool(a.label) and a.label == b.label) for b in sides[1]] for a in sides[0]]
    return fit_measures(
        before.items, after.items, np.maximum(*heads), np.array(labels).reshape(heads[0].shape), meaning
    )


def _matched(before: _Side, after: _Side, fit: Fit) -> list[Change]:
    """All changes: every older and every newer measure is in at least one of them."""
    pairs = fit.pairs()
    sources = {new: fit.source(new, pairs) for new in range(len(after.items)) if new not in pairs}
    lost = sorted(set(range(len(before.items))) - set(pairs.values()))
    targets = {old: fit.target(old, pairs) for old in lost}
    split, merged = set(sources.values()), set(targets.values())
    changes: list[Change] = []
    for new in range(len(after.items)):
        if new in pairs:
            kind = "merged" if new in merged else "split" if pairs[new] in split else None
            changes.append(_pair(before, after, pairs[new], new, float(fit.letters[pairs[new], new]), kind))
        elif (source := sources[new]) is not None:
            changes.append(_one(before, after, source, new, "split", "har brutits ut ur den äldre åtgärden"))
        else:
            changes.append(_one(before, after, None, new, "new", ""))
    for old, target in targets.items():
        kind, words = ("dropped", "") if target is None else ("merged", "har gått upp i den nyare åtgärden")
        changes.append(_one(before, after, old, target, kind, words))
    return changes


def _pair(before: _Side, after: _Side, old: int, new: int, likeness: float, kind: str | None) -> Change:
    a, b = before.measure(old), after.measure(new)
    changes = list(_differences(before, after, a, b))
    moved = _moved(before.area(a), after.area(b))
    kind = kind or ("reworded" if likeness < KEPT else "moved" if moved else "kept")
    if moved:
        changes.append(f"står nu under ”{after.area(b)}” (förut ”{before.area(a)}”)")
    return _change(kind, a, b, likeness, changes)


def _one(before: _Side, after: _Side, old: int | None, new: int | None, kind: str, words: str) -> Change:
    a = None if old is None else before.measure(old)
    b = None if new is None else after.measure(new)
    return _change(kind, a, b, None, [words] if words else [])


def _change(kind: str, a: Measure | None, b: Measure | None, likeness: float | None, changes: list[str]) -> Change:
    return Change(
        kind=kind,
        old_id=a.measure_id if a else None,
        old_text=a.text.text if a else None,
        old_page=a.text.page if a else None,
        new_id=b.measure_id if b else None,
        new_text=b.text.text if b else None,
        new_page=b.text.page if b else None,
        likeness=None if likeness is None else round(likeness, 4),
        changes=tuple(changes),
    )


def _moved(old: str, new: str) -> bool:
    """Whether the headings are different ones; a heading that is only put otherwise is the same."""
    if not old or not new or fuzz.token_set_ratio(old.casefold(), new.casefold()) >= 70:
        return False
    return float(max(*(table[0, 0] for table in find_again(telling_words([old]), telling_words([new]))))) < SAME_HEADING


def _differences(before: _Side, after: _Side, a: Measure, b: Measure) -> list[str]:
    changes = []
    for role, word in (("lead", "ansvarig"), ("co", "medansvarig")):
        was = before.bodies.get(a.measure_id, {}).get(role, set())
        now = after.bodies.get(b.measure_id, {}).get(role, set())
        if was != now:
            changes.append(_set_change(word, was, now))
    was, now = (side.codes.get(m.measure_id, {}).get("level", set()) for side, m in ((before, a), (after, b)))
    if was != now:
        changes.append(_set_change("preventionsnivå", was, now))
    for word, old, new in (
        ("nummer", a.label, b.label),
        ("tid", a.timeline, b.timeline),
        ("läge", a.status, b.status),
    ):
        if (old or "") != (new or ""):
            changes.append(f"{word}: {old or 'inget'} → {new or 'inget'}")
    return changes


def _set_change(word: str, was: set[str], now: set[str]) -> str:
    gone, come = sorted(was - now), sorted(now - was)
    parts = [f"inte längre {', '.join(gone)}"] if gone else []
    parts += [f"tillkommer {', '.join(come)}"] if come else []
    return f"{word}: {'; '.join(parts)}"


def _notes(old: Reading, new: Reading) -> tuple[str, ...]:
    notes = []
    first, second = old.facts, new.facts
    if first.municipality_code and second.municipality_code and first.municipality_code != second.municipality_code:
        notes.append(f"Planerna är två kommuners: {first.municipality} och {second.municipality}.")
    if first.period_start and second.period_start and first.period_start > second.period_start:
        notes.append(
            f"Den första planen gäller från {first.period_start}, den andra från {second.period_start}: byt plats."
        )
    empty = [reading.file for reading in (old, new) if reading.plan is not None and not reading.plan.measures]
    notes += [f"{file} har inga åtgärder." for file in empty]
    if old.sha256 and old.sha256 == new.sha256:
        notes.append("De två filerna är en och samma, byte för byte.")
    return tuple(notes)
