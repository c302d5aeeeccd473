"""The rows of goals and indicators: in the tables, and in the sheet where people read them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from vaxtanalys.model import Plan, Quotation
from vaxtanalys.publish.findings import Findings, document_municipality

Places = Callable[[Quotation], list[dict[str, Any]]]


def goal_table(plans: Iterable[Plan], places: Places) -> Iterator[tuple[Any, ...]]:
    """The rows of the table ``goals``, document by document in their order."""
    for plan in plans:
        for goal in sorted(plan.goals, key=lambda g: g.position):
            yield (
                goal.goal_id,
                goal.document_id,
                goal.focus_area_id,
                goal.position,
                goal.number,
                goal.text.text,
                goal.text.page,
                places(goal.text),
                goal.kind,
                goal.term,
                goal.parent,
                list(goal.measures),
            )


def indicator_table(plans: Iterable[Plan], places: Places) -> Iterator[tuple[Any, ...]]:
    """The rows of the table ``indicators``, document by document in their order."""
    for plan in plans:
        for entry in sorted(plan.indicators, key=lambda i: i.position):
            target = entry.target_value
            yield (
                entry.indicator_id,
                entry.document_id,
                entry.focus_area_id,
                entry.goal_id,
                entry.position,
                entry.text.text,
                target.text if target else None,
                entry.text.page,
                places(entry.text),
                entry.term,
                list(entry.measures),
                places(target) if target else [],
            )


def goal_sheet(found: Findings) -> list[list[object]]:
    """A row for every goal and, after each document's goals, for every indicator."""
    rows: list[list[object]] = []
    goals = {goal["goal_id"]: goal for goal in found.tables.get("goals", ())}
    for key, document in found.documents.items():
        named = document_municipality(document, found.texts)
        for goal in (g for g in goals.values() if g["document_id"] == key):
            above = goals.get(goal["parent"] or "")
            rows.append(
                [
                    named,
                    found.texts.label("aim_kind", goal["kind"]),
                    goal["number"],
                    goal["text"],
                    None,
                    above["text"] if above else None,
                    *_tail(found, goal, document, goal["goal_id"]),
                ]
            )
        for entry in (i for i in found.tables.get("indicators", ()) if i["document_id"] == key):
            above = goals.get(entry["goal_id"] or "")
            rows.append(
                [
                    named,
                    found.texts.label("aim_kind", "indicator"),
                    None,
                    entry["text"],
                    entry["target_value"],
                    above["text"] if above else None,
                    *_tail(found, entry, document, entry["indicator_id"]),
                ]
            )
    return rows


def _tail(found: Findings, row: dict[str, Any], document: dict[str, Any], key: str) -> list[object]:
    area = found.areas.get(row["focus_area_id"] or "")
    heading = f"{area['number']} {area['heading']}" if area and area["number"] else area["heading"] if area else None
    return [heading, len(row["measures"]), ", ".join(row["measures"]), document["file"], row["page"], key]
