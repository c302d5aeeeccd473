"""The tables of a run: which columns each has, of which type, and how a frame of that shape is made.

The names, and what they mean, are the public contract: outside scripts read them. New columns go last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import pyarrow as pa

PLACES = pa.list_(
    pa.struct(
        [
            pa.field("page", pa.int64()),
            pa.field("x0", pa.float64()),
            pa.field("top", pa.float64()),
            pa.field("x1", pa.float64()),
            pa.field("bottom", pa.float64()),
        ]
    )
)

TYPES: Mapping[str, pa.DataType] = {
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "flag": pa.bool_(),
    "texts": pa.list_(pa.string()),
    "integers": pa.list_(pa.int64()),
    "places": PLACES,
}

LISTS = ("texts", "integers", "places")

DTYPES: Mapping[str, Any] = {
    "text": pd.StringDtype(),
    "integer": pd.Int64Dtype(),
    "number": "float64",
    "flag": "bool",
    "texts": "object",
    "integers": "object",
    "places": "object",
}


def _columns(text: str) -> dict[str, str]:
    """Column and type from lines such as ``page: integer``."""
    pairs = (line.split(":") for line in text.split(","))
    return {name.strip(): kind.strip() for name, kind in pairs}


TABLES: Mapping[str, Mapping[str, str]] = {
    "documents": _columns(
        "document_id: text, file: text, sha256: text, municipality: text, municipality_code: text, county_code: text,"
        "title: text, document_type: text, period_start: integer, period_end: integer, adopted_date: text,"
        "adopted_by: text, diary_number: text, status: text, pages: integer, outcome: text, message: text, grade: text,"
        "notes: texts, assessable: flag, policy_areas: texts"
    ),
    "pages": _columns(
        "document_id: text, page: integer, chars: integer, method: text, grade: text, warnings: texts,"
        "width: number, height: number, rotation: integer"
    ),
    "focus_areas": _columns(
        "focus_area_id: text, document_id: text, position: integer, number: text, heading: text, objectives: texts,"
        "page: integer, places: places, objective_pages: integers, lead_in: text, lead_in_page: integer"
    ),
    "measures": _columns(
        "measure_id: text, document_id: text, focus_area_id: text, position: integer, label: text, heading: text,"
        "text: text, remark: text, status: text, timeline: text, places: places, grade: text, method: text,"
        "page: integer, lines: integers, heading_places: places, remark_places: places, deadline: text,"
        "period_start: text, period_end: text, recurrence: text"
    ),
    "bodies": _columns(
        "measure_id: text, raw: text, body: text, kind: text, role: text, basis: text, page: integer, places: places,"
        "body_type: text"
    ),
    "tags": _columns(
        "measure_id: text, facet: text, code: text, basis: text, score: number, evidence: text, start: integer,"
        "end: integer, source: text, rule: text, page: integer, places: places"
    ),
    "fields": _columns(
        "measure_id: text, position: integer, role: text, header: text, text: text, page: integer, places: places"
    ),
    "goals": _columns(
        "goal_id: text, document_id: text, focus_area_id: text, position: integer, number: text, text: text,"
        "page: integer, places: places, kind: text, term: text, parent: text, measures: texts"
    ),
    "indicators": _columns(
        "indicator_id: text, document_id: text, focus_area_id: text, goal_id: text, position: integer, text: text,"
        "target_value: text, page: integer, places: places, term: text, measures: texts, target_places: places"
    ),
    "chain": _columns(
        "measure_id: text, owners: texts, deadline: text, period_start: text, period_end: text, recurrence: text,"
        "precision: text, time_text: text, time_basis: text, time_page: integer, time_places: places,"
        "indicators: texts, indicator_pages: integers, follow_up: texts, follow_up_pages: integers, cost: text,"
        "cost_amount: number, cost_page: integer, cost_places: places, missing: texts"
    ),
    "measure_types": _columns(
        "measure_id: text, type: text, label: text, score: number, evidence: text, start: integer, end: integer,"
        "rule: text, sure: flag"
    ),
    "alignments": _columns("measure_a: text, measure_b: text, score: number, verdict: text, reasons: texts"),
    "measure_groups": _columns(
        "group_id: text, label: text, size: integer, municipalities: texts, basis: text, type: text, tightness: number,"
        "odd_one_out: text"
    ),
    "group_members": _columns("group_id: text, measure_id: text, score: number"),
    "coverage": _columns(
        "municipality_code: text, facet: text, code: text, state: text, measures: texts, nearest_measure: text,"
        "nearest_score: number, reason: text, certainty: number"
    ),
    "gaps": _columns(
        "municipality_code: text, facet: text, code: text, state: text, peers_covering: texts, peers_assessable: texts,"
        "reason: text, looked_in: texts, nearest_measure: text, nearest_text: text, nearest_page: integer,"
        "nearest_score: number, nearest_why: text, missed_probability: number, pages_searched: integer,"
        "pages_poor: integer, peers_same_area: texts"
    ),
    "coverage_shares": _columns(
        "scope: text, name: text, facet: text, code: text, covered: integer, gap: integer, undecided: integer,"
        "share: number, adjusted: number, low: number, high: number"
    ),
}


# Faulty PDF fonts yield lone halves of surrogate pairs, which no UTF-8 file can hold.
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def make_frame(table: str, rows: Iterable[Sequence[Any]]) -> pd.DataFrame:
    """A data frame of ``table`` from rows whose values stand in the order of its columns.

    Text is pandas' string type (missing: ``pd.NA``), whole numbers ``Int64``, lists Python lists in object columns.
    An empty table has all its columns and types. Characters that UTF-8 can not hold become U+FFFD, one for one, so that
    offsets stay true. Raises KeyError for a table that is not in ``TABLES``.
    """
    kinds = TABLES[table]
    columns = list(zip(*rows, strict=True)) or [()] * len(kinds)
    data = {
        name: pd.Series([_writable(value) for value in values], dtype=DTYPES[kind])
        for (name, kind), values in zip(kinds.items(), columns, strict=True)
    }
    return pd.DataFrame(data, columns=list(kinds))


def _writable(value: Any) -> Any:
    if isinstance(value, str):
        return _LONE_SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_writable(item) for item in value]
    return value


def arrow_schema(table: str) -> pa.Schema:
    """The Parquet schema of ``table``."""
    return pa.schema([pa.field(name, TYPES[kind]) for name, kind in TABLES[table].items()])
