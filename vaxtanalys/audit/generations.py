"""Two plans of one municipality, measure by measure: kept, reworded, moved, merged, split, dropped, new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from vaxtanalys.classify import ClassifySettings, classify
from vaxtanalys.likeness import Item, Scorer, items_of
from vaxtanalys.model import Measure, Reading

KINDS = ("kept", "reworded", "moved", "merged", "split", "dropped", "new")
# Texts this alike (0 to 1) are the same words but for a slip.
KEPT = 0.93
# From this on two texts are one measure in other words: the likeness of the words and the probability that they are
# the same kind of measure, together. Under it even the best fit is another measure.
REWORDED = 0.28
# What counts for that: the words, how far one holds the other's words, and that both are the same kind of measure.
WORDS_SHARE, HELD_SHARE, SAME_SHARE = 0.45, 0.35, 0.3
# Any two Swedish sentences are about this alike by their letters.
CHANCE = 0.4
# A measure is merged into (or split from) one that is taken where its words lie within that one's to this degree.
WITHIN = 0.75

Floats = npt.NDArray[np.float64]


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


def compare_plans(old: Reading, new: Reading) -> Generations:
    """What became of each measure of ``old`` in ``new``; both must have been read."""
    before, after = _Side(old), _Side(new)
    items = [*before.items, *after.items]
    fit, words = _fit(items, len(before.items))
    changes = _matched(before, after, fit, words)
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


def _fit(items: Sequence[Item], split: int) -> tuple[Floats, Floats]:
    """How well each older measure fits each newer one, and how alike their words are."""
    older, newer = split, len(items) - split
    rows, cols = np.repeat(np.arange(older), newer), np.tile(np.arange(split, len(items)), older)
    if len(rows) == 0:
        return np.zeros((older, newer)), np.zeros((older, newer))
    same = Scorer(items).scores(rows, cols)
    folded = [item.text.casefold() for item in items]
    pairs = list(zip(rows.tolist(), cols.tolist(), strict=True))
    words = np.array([Indel.normalized_similarity(folded[a], folded[b]) for a, b in pairs])
    held = np.array([max(_held(folded[a], folded[b]), _held(folded[b], folded[a])) / 100 for a, b in pairs])
    telling = ((words - CHANCE) / (1 - CHANCE)).clip(0.0, 1.0)
    fit = np.maximum(telling, WORDS_SHARE * telling + HELD_SHARE * held + SAME_SHARE * same).clip(0.0, 1.0)
    return fit.reshape(older, newer), words.reshape(older, newer)


def _matched(before: _Side, after: _Side, fit: Floats, words: Floats) -> list[Change]:
    pairs = _best_first(fit)
    taken = set(pairs.values())
    changes: list[Change] = []
    for new in range(len(after.items)):
        if new in pairs:
            changes.append(_pair(before, after, pairs[new], new, float(words[pairs[new], new])))
        elif (source := _within(after.items[new], before.items, taken)) is not None:
            changes.append(_one(before, after, source, new, "split", "har brutits ut ur den äldre åtgärden"))
        else:
            changes.append(_one(before, after, None, new, "new", ""))
    kept = set(pairs)
    for old in range(len(before.items)):
        if old in taken:
            continue
        target = _within(before.items[old], after.items, kept)
        if target is not None:
            changes.append(_one(before, after, old, target, "merged", "har gått upp i den nyare åtgärden"))
        else:
            changes.append(_one(before, after, old, None, "dropped", ""))
    return changes


def _best_first(fit: Floats) -> dict[int, int]:
    """Newer position -> older position, one to one: the two that fit best first, so that no good match is broken up to
    make two poor ones.
    """
    pairs: dict[int, int] = {}
    ranked = sorted((-fit[a, b], a, b) for a, b in zip(*np.nonzero(fit >= REWORDED), strict=True))
    taken: set[int] = set()
    for _, old, new in ranked:
        if int(old) not in taken and int(new) not in pairs:
            pairs[int(new)] = int(old)
            taken.add(int(old))
    return pairs


def _within(item: Item, others: Sequence[Item], allowed: set[int]) -> int | None:
    """The position among ``others`` whose words hold those of ``item``; None where none does, or it is not allowed.

    The words themselves must lie there; the same kind of measure is not enough, for a plan has many of one kind.
    """
    text = item.text.casefold()
    best = max(
        (
            (min(fuzz.partial_token_set_ratio(text, other.text.casefold()), _held(text, other.text.casefold())), -index)
            for index, other in enumerate(others)
            if index in allowed and len(other.text) > len(item.text)
        ),
        default=(0.0, 0),
    )
    return -best[1] if best[0] >= 100 * WITHIN else None


def _held(text: str, other: str) -> float:
    """The share (0 to 100) of the longer words of ``text`` that begin a word of ``other`` in the same way."""
    mine = [word.strip('.,;:()”"') for word in text.split()]
    mine = [word for word in mine if len(word) > 3]
    theirs = [word.strip('.,;:()”"') for word in other.split()]
    hits = sum(any(word[:6] == their[:6] for their in theirs) for word in mine)
    return 100.0 * hits / len(mine) if mine else 0.0


def _pair(before: _Side, after: _Side, old: int, new: int, likeness: float) -> Change:
    a, b = before.measure(old), after.measure(new)
    changes = list(_differences(before, after, a, b))
    moved = _moved(before.area(a), after.area(b))
    kind = "reworded" if likeness < KEPT else "moved" if moved else "kept"
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
    return bool(old and new) and fuzz.token_set_ratio(old.casefold(), new.casefold()) < 70


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
