"""A run's tables against a coding: each document's facts, focus areas, measures, bodies and tags, and the pairs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from vaxtanalys.evaluate.cells import score_cells
from vaxtanalys.evaluate.codes import judge_codes
from vaxtanalys.evaluate.document_facts import compare_facts
from vaxtanalys.evaluate.gold import Gold, Row, load_gold
from vaxtanalys.evaluate.match import normal, pair_texts, same_text
from vaxtanalys.evaluate.pairs import score_pairs
from vaxtanalys.evaluate.scores import METRICS, Evaluation, Miss, Score, Scores
from vaxtanalys.publish.table_files import table_rows

if TYPE_CHECKING:
    import pandas as pd

# Values printed with a measure, compared as texts: the metric and the field share their name.
PRINTED = ("label", "heading", "remark", "status", "timeline")


class HasTables(Protocol):
    """Anything with the tables of a run."""

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        """Data frames by table name."""


def evaluate_run(run: HasTables, gold: Path) -> Evaluation:
    """Score the tables of a run against the coding in ``gold``.

    A coded document that the run does not have counts as missed whole; documents that are not coded are not scored.
    A field's ``*_allowed`` sibling in the coding holds what a run is not blamed for. Raises UsageError where the coding
    can not be read.
    """
    return evaluate_tables(run.tables, load_gold(gold))


def evaluate_tables(tables: Mapping[str, pd.DataFrame], gold: Gold) -> Evaluation:
    """Score tables against a coding (see ``evaluate_run``)."""
    found = _Found({name: table_rows(frame) for name, frame in tables.items()})
    documents: list[Scores] = []
    misses: list[Miss] = []
    same: dict[str, str] = {}
    for name in gold.names:
        work = _Document(name, found, gold)
        work.score()
        documents.append(Scores(name, dict(work.scores)))
        misses += work.misses
        same.update(work.same)
    total: dict[str, Score] = {}
    for metric in METRICS:
        parts = [item.scores[metric.name] for item in documents if metric.name in item.scores]
        if parts:
            total[metric.name] = sum(parts, Score())
    pairs = score_pairs(found.rows["alignments"], gold, same)
    total["pairs"] = pairs.score
    cells, wrong = score_cells(found.rows.get("coverage", []), found.rows.get("group_members", []), gold, same)
    misses += [*pairs.misses, *(Miss("alla", "cells", words) for words in wrong)]
    judged = tuple(judge_codes(found.rows, gold, same))
    whole = Scores("alla", total)
    return Evaluation(tuple(documents), whole, tuple(misses), pairs.average_precision, judged, cells)


@dataclass(frozen=True)
class _Found:
    rows: Mapping[str, list[Row]]

    def of(self, table: str, name: str) -> list[Row]:
        return [row for row in self.rows[table] if row.get("document_id") == name]

    def by_measure(self, table: str, measure_id: str) -> list[Row]:
        return [row for row in self.rows[table] if row["measure_id"] == measure_id]


@dataclass
class _Document:
    """The scoring of one document; ``same`` leads from a found measure's id to the coded one's."""

    name: str
    found: _Found
    gold: Gold
    scores: dict[str, Score] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)
    same: dict[str, str] = field(default_factory=dict)

    def score(self) -> None:
        self._facts()
        self._focus_areas()
        wanted = self.gold.of(self.gold.measures, self.name)
        found = self.found.of("measures", self.name)
        pairs = pair_texts([row["text"] for row in found], [row["text"] for row in wanted])
        self._add("measures", Score(len(pairs), len(found), len(wanted)))
        left, right = {a for a, _ in pairs}, {b for _, b in pairs}
        for index, row in enumerate(wanted):
            if index not in right:
                self._miss("measures", f"saknas {row['id']}: {row['text']}")
        for index, row in enumerate(found):
            if index not in left:
                self._miss("measures", f"för mycket {row['measure_id']} (sidan {row.get('page')}): {row['text']}")
        matched = {b: found[a] for a, b in pairs}
        for index, row in enumerate(wanted):
            if index in matched:
                self.same[matched[index]["measure_id"]] = row["id"]
                self._measure(row, matched[index])
            else:
                self._lost(row)

    def _facts(self) -> None:
        rows = self.found.of("documents", self.name)
        for row in self.gold.of(self.gold.documents, self.name):
            results = compare_facts(row, rows[0] if rows else {})
            self._add("documents", Score(sum(r.right for r in results), len(results), len(results)))
            for result in results:
                if not result.right:
                    self._miss("documents", f"{result.field}: {result.wanted!r} blev {result.found!r}")

    def _focus_areas(self) -> None:
        wanted = self.gold.of(self.gold.focus_areas, self.name)
        found = self.found.of("focus_areas", self.name)
        pairs = pair_texts([row["heading"] or "" for row in found], [row["heading"] or "" for row in wanted])
        self._add("focus_areas", Score(len(pairs), len(found), len(wanted)))
        matched = {b: found[a] for a, b in pairs}
        for index, row in enumerate(wanted):
            if index not in matched:
                self._miss("focus_areas", f"saknas {row['id']}: {row['heading']}")
            have = list(matched[index]["objectives"] or ()) if index in matched else []
            want = list(row.get("objectives") or ())
            both = pair_texts(have, want)
            self._add("objectives", Score(len(both), len(have), len(want)))
        left = {a for a, _ in pairs}
        for index, row in enumerate(found):
            if index not in left:
                self._miss("focus_areas", f"för mycket {row['focus_area_id']}: {row['heading']}")

    def _measure(self, wanted: Row, found: Row) -> None:
        key = found["measure_id"]
        area = next((r for r in self.gold.focus_areas if r["id"] == wanted["focus_area"]), None)
        mine = next((r for r in self.found.rows["focus_areas"] if r["focus_area_id"] == found["focus_area_id"]), None)
        want, have = (area or {}).get("heading"), (mine or {}).get("heading")
        self._value("focus_area", wanted, want, have)
        for name in PRINTED:
            self._value(name, wanted, wanted.get(name), found.get(name))
        bodies = {(normal(row["body"]), row["role"]) for row in self.found.by_measure("bodies", key)}
        self._set("bodies", wanted, _bodies(wanted["bodies"]), bodies, _bodies(wanted.get("bodies_allowed")))
        tags = self.found.by_measure("tags", key)
        self._levels(wanted, [tag for tag in tags if tag["facet"] == "prevention_level"])
        groups = {tag["code"] for tag in tags if tag["facet"] == "target_group"}
        allowed = set(wanted.get("target_groups_allowed") or ())
        self._set("target_groups", wanted, set(wanted["target_groups"]), groups, allowed)

    def _levels(self, wanted: Row, tags: list[Row]) -> None:
        stated = set(wanted.get("levels_stated") or ())
        self._set("levels_stated", wanted, stated, {tag["code"] for tag in tags if tag["basis"] == "stated"}, set())
        if not stated:
            have = {tag["code"] for tag in tags if tag["basis"] != "stated"}
            self._set("levels_inferred", wanted, set(wanted["levels"]), have, set(wanted.get("levels_allowed") or ()))

    def _lost(self, wanted: Row) -> None:
        """A measure that was not found: all that hangs on it is missed with it."""
        for name in ("focus_area", *PRINTED):
            self._add(name, Score(0, 0, 1))
        self._add("bodies", Score(0, 0, len(_bodies(wanted["bodies"]))))
        stated = set(wanted.get("levels_stated") or ())
        self._add("levels_stated" if stated else "levels_inferred", Score(0, 0, len(stated or wanted["levels"])))
        self._add("target_groups", Score(0, 0, len(wanted["target_groups"])))

    def _value(self, name: str, row: Row, wanted: Any, found: Any) -> None:
        right = bool(wanted) == bool(found) and same_text(_text(wanted), _text(found))
        if name in ("label", "status"):
            right = normal(_text(wanted)) == normal(_text(found))
        self._add(name, Score(right, 1, 1))
        if not right:
            self._miss(name, f"{row['id']}: {wanted!r} blev {found!r}")

    def _set(self, name: str, row: Row, wanted: set[Any], found: set[Any], allowed: set[Any]) -> None:
        right = wanted & found
        blamed = found - wanted - allowed
        self._add(name, Score(len(right), len(right) + len(blamed), len(wanted)))
        if blamed or wanted - found:
            lost, extra = _listed(wanted - found), _listed(blamed)
            words = "; ".join(part for part in (lost and f"saknas {lost}", extra and f"för mycket {extra}") if part)
            self._miss(name, f"{row['id']}: {words}")

    def _add(self, name: str, score: Score) -> None:
        self.scores[name] = self.scores.get(name, Score()) + score

    def _miss(self, what: str, words: str) -> None:
        self.misses.append(Miss(self.name, what, words))


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _bodies(rows: Iterable[Row] | None) -> set[tuple[str, str]]:
    return {(normal(row["norm"]), row["role"]) for row in rows or ()}


def _listed(values: Iterable[Any]) -> str:
    return ", ".join(sorted(" ".join(v) if isinstance(v, tuple) else str(v) for v in values))
