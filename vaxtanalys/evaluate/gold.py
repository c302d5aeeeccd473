"""A human coding as JSON: read and checked."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vaxtanalys.errors import UsageError

Row = dict[str, Any]


@dataclass(frozen=True)
class Gold:
    """A coding: rows of documents, focus areas and measures as in the file, and the pairs of alike measures."""

    documents: tuple[Row, ...]
    focus_areas: tuple[Row, ...]
    measures: tuple[Row, ...]
    pairs: frozenset[tuple[str, str]]
    pairs_allowed: frozenset[tuple[str, str]]

    @property
    def names(self) -> tuple[str, ...]:
        """The documents that are coded, in the coding's order."""
        return tuple(dict.fromkeys(str(row["doc"]) for row in (*self.documents, *self.measures)))

    def of(self, rows: Iterable[Row], name: str) -> list[Row]:
        """The rows of one document."""
        return [row for row in rows if row["doc"] == name]


def load_gold(path: Path) -> Gold:
    """The coding in ``path``. Raises UsageError where the file is missing or not a coding."""
    if not path.is_file():
        raise UsageError(f"Kodningen {path} finns inte; ge en JSON-fil med --gold.")
    try:
        data = json.loads(path.read_text("utf-8"))
        pairs = data.get("aligned_pairs") or {}
        gold = Gold(
            documents=tuple(data["documents"]),
            focus_areas=tuple(data.get("focus_areas", ())),
            measures=tuple(data["measures"]),
            pairs=_pairs(pairs.get("agreed", ())),
            pairs_allowed=_pairs(pairs.get("allowed", ())),
        )
        for row in (*gold.documents, *gold.measures, *gold.focus_areas):
            str(row["doc"])
    except (json.JSONDecodeError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(
            f"{path} är ingen kodning ({type(error).__name__}: {error}); den ska ha documents, focus_areas, measures "
            "och aligned_pairs."
        ) from error
    return gold


def _pairs(rows: Iterable[Any]) -> frozenset[tuple[str, str]]:
    return frozenset((min(a, b), max(a, b)) for a, b in rows)
