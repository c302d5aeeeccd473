"""Skriver kodningen (gold.json) och dokumentlistan (documents.csv) ur samma innehåll som PDF:erna."""

from __future__ import annotations

import csv
import json
from itertools import combinations
from pathlib import Path
from typing import Any

from innehall import Area, Content, Measure

COUNTY = "Sjömarks län"
CODED = ("ok", "no_measures")
COLUMNS = (
    *("file", "municipality", "municipality_code", "county_code", "title", "document_type", "period_start"),
    *("period_end", "adopted_date", "adopted_by", "diary_number", "status", "expected_outcome"),
)
BODY_IN_LINE = ("writer_bullets", "writer_numbered", "letter", "weasy_strategy")


def bodies(content: Content, measure: Measure) -> list[dict[str, str]]:
    """Åtgärdens organ, som de trycks och i grundform."""
    lead, co = measure.lead, measure.co
    if content.layout in BODY_IN_LINE:
        lead, co = content.printed_bodies(measure)
    return [*body_rows(content, lead, "lead"), *body_rows(content, [*co, *measure.co_in_text], "co")]


def body_rows(content: Content, names: list[str], role: str) -> list[dict[str, str]]:
    return [{"raw": raw, "norm": content.norm.get(raw, raw.lower()), "role": role} for raw in names]


def document_row(content: Content) -> dict[str, Any]:
    facts = content.document
    return {
        "doc": content.stem,
        "municipality": f"{content.municipality} kommun" if content.municipality else None,
        "kommunkod": facts.get("municipality_code"),
        "county": COUNTY,
        "doc_type": facts["document_type"],
        "title": content.title,
        "period": facts.get("period", [None, None]),
        "status": facts["status"],
        "adopted_by": facts.get("adopted_by"),
        "adopted_date": facts.get("adopted_date"),
        "diarienummer": facts.get("diary_number"),
    }


def area_row(content: Content, number: int, area: Area) -> dict[str, Any]:
    return {
        "doc": content.stem,
        "id": f"{content.stem}-f{number}",
        "number": area.number,
        "heading": area.heading,
        "objectives": area.objectives,
    }


def measure_row(content: Content, number: int, area_id: str, measure: Measure) -> dict[str, Any]:
    return {
        "doc": content.stem,
        "id": f"{content.stem}-m{number:02d}",
        "focus_area": area_id,
        "label": measure.label,
        "heading": measure.heading,
        "text": measure.plain,
        "remark": measure.remark,
        "status": measure.status,
        "timeline": measure.timeline,
        "bodies": bodies(content, measure),
        "bodies_allowed": body_rows(content, measure.bodies_allowed, "co"),
        "levels_stated": measure.levels if content.levels_printed else [],
        "levels": measure.levels,
        "levels_allowed": measure.levels_allowed,
        "target_groups": measure.target_groups,
        "target_groups_allowed": measure.target_groups_allowed,
    }


def aligned_pairs(members: list[tuple[str, str, Measure]]) -> dict[str, list[list[str]]]:
    """Par av liknande åtgärder ur grupperna: (id, kommun, åtgärd).

    Mellan olika kommuner: funna. Inom en kommun, med länets strategi, och i vidare grupper: tillåtna.
    """
    agreed: set[tuple[str, str]] = set()
    allowed: set[tuple[str, str]] = set()
    for (id_a, where_a, a), (id_b, where_b, b) in combinations(members, 2):
        pair = (min(id_a, id_b), max(id_a, id_b))
        if set(a.groups) & set(b.groups):
            (agreed if where_a and where_b and where_a != where_b else allowed).add(pair)
        elif {*a.groups, *a.groups_allowed} & {*b.groups, *b.groups_allowed}:
            allowed.add(pair)
    return {
        "agreed": [list(pair) for pair in sorted(agreed)],
        "allowed": [list(pair) for pair in sorted(allowed)],
    }


def gold(contents: list[Content]) -> dict[str, Any]:
    """Kodningen av de dokument som går att läsa."""
    documents, areas, measures = [], [], []
    members: list[tuple[str, str, Measure]] = []
    for content in contents:
        if content.document["expected_outcome"] not in CODED:
            continue
        documents.append(document_row(content))
        count = 0
        for number, area in enumerate(content.areas, 1):
            areas.append(area_row(content, number, area))
            for measure in area.measures:
                count += 1
                row = measure_row(content, count, f"{content.stem}-f{number}", measure)
                measures.append(row)
                members.append((row["id"], content.municipality, measure))
    return {
        "documents": documents,
        "focus_areas": areas,
        "measures": measures,
        "aligned_pairs": aligned_pairs(members),
    }


def write_gold(contents: list[Content], path: Path) -> None:
    path.write_text(json.dumps(gold(contents), ensure_ascii=False, indent=1) + "\n", "utf-8")


def write_documents(contents: list[Content], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        for content in contents:
            facts = content.document
            start, end = facts.get("period", [None, None])
            known = {key: facts[key] for key in COLUMNS if key in facts}
            places = {"file": f"{content.stem}.pdf", "county_code": "99"}
            writer.writerow(known | places | {"period_start": start, "period_end": end})
