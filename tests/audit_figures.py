"""How well the audit finds which municipalities answer which goal of a strategy, on the corpus for measuring.

``python tests/audit_figures.py`` prints the figures for the practice goals (``tests/audit/goals.toml``), and with OUT
(a run of ``pipelines/provning.toml``) for that corpus: totals only, never the misses, for nothing is tuned on it.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections import Counter
from dataclasses import replace
from pathlib import Path

from made_readings import make_reading

import vaxtanalys
from vaxtanalys.audit import Answer, Audit, Goal, Strategy, audit_run
from vaxtanalys.classify import ClassifySettings, classify
from vaxtanalys.codebook import load_codebook
from vaxtanalys.compare import CompareSettings, compare
from vaxtanalys.publish import make_tables
from vaxtanalys.publish.table_files import table_rows
from vaxtanalys.tag import TagSettings, tag

PROVNING = Path(__file__).parents[1] / "corpora" / "provning"


def state_table(audit: Audit) -> Counter[tuple[str, str]]:
    """(state in the coding, state found) for each goal and municipality."""
    coded = json.loads((PROVNING / "gold" / "strategy.json").read_text("utf-8"))["goals"]
    goals = {goal.goal_id: goal for goal in audit.strategy.goals}
    table: Counter[tuple[str, str]] = Counter()
    for row in coded:
        found = {answer.municipality_code: answer.state for answer in audit.of(goals[row["number"]])}
        table.update((answer["state"], found.get(answer["kommunkod"], "saknas")) for answer in row["answers"])
    return table


def practice() -> list[tuple[str, str, str, Answer]]:
    """(goal, measure, what it should be, what the audit says) for each practice measure."""
    codebook = load_codebook()
    rows = tomllib.loads((Path(__file__).parent / "audit" / "goals.toml").read_text("utf-8"))["goal"]
    goals = tuple(
        Goal(str(number), row["text"], (row["text"], *row.get("expected", ()))) for number, row in enumerate(rows)
    )
    said = [(row["text"], text, state) for row in rows for state in ("answers", "partly", "no") for text in row[state]]
    readings = []
    for number, (_, text, _) in enumerate(said):
        made = make_reading(f"p{number:03d}", [text], code=f"{1000 + number}")
        assert made.document is not None and made.plan is not None
        readings.append(replace(made, tagging=tag(made.document, made.plan, codebook, TagSettings())))
    types = classify(readings, ClassifySettings())
    frames = make_tables(readings, (), (), *compare(readings, (), (), types, codebook, CompareSettings())[:2], types)
    tables = {name: table_rows(frame) for name, frame in frames.items()}
    audit = audit_run(tables, Strategy("mal.toml", "Strategi mot våld", None, goals), codebook)
    found = {(answer.goal_id, answer.municipality_code): answer for answer in audit.answers}
    ids = {goal.text: goal.goal_id for goal in goals}
    return [
        (goal, text, state, found[ids[goal], str(1000 + number)]) for number, (goal, text, state) in enumerate(said)
    ]


def main() -> None:
    rows = practice()
    print(sorted(Counter((state, answer.state) for _, _, state, answer in rows).items()))
    if "--misses" in sys.argv:
        right = {"answers": "answered", "partly": "undecided", "no": "gap"}
        for goal, text, state, answer in rows:
            if answer.state != right[state]:
                print(f"{state} -> {answer.state} | {goal} | {text} | {answer.how}")
    elif len(sys.argv) > 1:
        strategy = PROVNING / "documents" / "lansstyrelsen-vindelmark.pdf"
        for (coded, found), count in sorted(state_table(vaxtanalys.audit(sys.argv[1], strategy)).items()):
            print(f"{coded:15} {found:15} {count}")


if __name__ == "__main__":
    main()
