"""What a document says of itself, against the coding."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vaxtanalys.evaluate.match import normal, same_text
from vaxtanalys.municipalities import all_counties

# Gold field, documents column; the period is two columns.
FIELDS = (
    ("municipality", "municipality"),
    ("kommunkod", "municipality_code"),
    ("county", "county_code"),
    ("doc_type", "document_type"),
    ("title", "title"),
    ("status", "status"),
    ("adopted_by", "adopted_by"),
    ("adopted_date", "adopted_date"),
    ("diarienummer", "diary_number"),
)


@dataclass(frozen=True, slots=True)
class FactResult:
    """One fact: as coded, as found, and whether that is the same."""

    field: str
    wanted: Any
    found: Any
    right: bool


def compare_facts(gold: Mapping[str, Any], found: Mapping[str, Any]) -> list[FactResult]:
    """Each coded fact against the documents table's row (empty where the document is missing).

    A municipality counts without "kommun" or "stad", a county by its code (left out where the county is not one of
    Sweden's), a title as text with room for a slip, the rest exactly but for case and spaces.
    """
    results = [_compare(field, column, gold[field], found.get(column)) for field, column in FIELDS if field in gold]
    for index, column in enumerate(("period_start", "period_end")):
        if "period" in gold:
            wanted = gold["period"][index]
            have = found.get(column)
            results.append(FactResult(column, wanted, have, wanted == have))
    return [result for result in results if result is not None]


def _compare(field: str, column: str, wanted: Any, found: Any) -> FactResult | None:
    if field == "county":
        codes = {normal(county.name): county.code for county in all_counties()}
        if normal(wanted) not in codes:
            return None
        return FactResult(column, codes[normal(wanted)], found, codes[normal(wanted)] == found)
    if field == "municipality":
        return FactResult(column, wanted, found, _bare(wanted) == _bare(found))
    if field == "title":
        return FactResult(column, wanted, found, bool(wanted) == bool(found) and same_text(wanted, found))
    return FactResult(column, wanted, found, normal(wanted) == normal(found))


def _bare(name: str | None) -> str:
    return re.sub(r"\s+(kommun|stad)$", "", normal(name))
