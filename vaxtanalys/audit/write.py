"""An audit or a comparison of generations as files: JSON, CSV, and a workbook for Excel."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from vaxtanalys.audit.answers import SHOWN_STATES, Audit
from vaxtanalys.audit.generations import Generations
from vaxtanalys.audit.strategy import Goal
from vaxtanalys.errors import UsageError

STATE_WORDS: Mapping[str, str] = {
    "answered": "svarar",
    "gap": "svarar inte",
    "outside": "har bara planer om annat",
    "undecided": "kan inte avgöras",
    "not_concerned": "berörs inte",
}
KIND_WORDS: Mapping[str, str] = {
    "kept": "kvar",
    "reworded": "omformulerad",
    "moved": "flyttad",
    "merged": "sammanslagen",
    "split": "delad",
    "dropped": "borttagen",
    "new": "ny",
}
# As counted: "2 borttagna", "1 borttagen".
KINDS_COUNTED: Mapping[str, str] = {
    "kept": "kvar",
    "reworded": "omformulerade",
    "moved": "flyttade",
    "merged": "sammanslagna",
    "split": "delade",
    "dropped": "borttagna",
    "new": "nya",
}
ANSWER_COLUMNS = (
    *("goal_id", "goal", "goal_page", "municipality_code", "municipality", "state", "measure_id", "quotation", "file"),
    *("page", "score", "how", "outside_area"),
)
CHANGE_COLUMNS = (*("kind", "old_id", "old_text", "old_page", "new_id", "new_text", "new_page", "likeness", "changes"),)
MOST_CHARACTERS = 32_767
Sheets = Mapping[str, tuple[Sequence[str], Sequence[Sequence[Any]], Sequence[int]]]


def write_audit(audit: Audit, out: Path) -> list[Path]:
    """Write ``strategi.json``, ``strategi.csv`` and ``strategi.xlsx`` into ``out``, and return their paths.

    Raises UsageError where they can not be written.
    """
    goals = {goal.goal_id: goal for goal in audit.strategy.goals}
    rows: list[list[Any]] = [
        [
            *(answer.goal_id, goals[answer.goal_id].text, goals[answer.goal_id].page, answer.municipality_code),
            *(answer.municipality, answer.state, answer.measure_id, answer.quotation, answer.file, answer.page),
            *(answer.score, answer.how, "ja" if answer.outside_area else None),
        ]
        for answer in audit.answers
    ]
    overview = [
        [goal.goal_id, goal.text, goal.page, *("; ".join(names) for names in audit.listed(goal).values())]
        for goal in audit.strategy.goals
    ]
    shown = [
        [*row[:5], STATE_WORDS[answer.shown].capitalize(), *row[6:-1]]
        for row, answer in zip(rows, audit.answers, strict=True)
    ]
    heads = ["Nr", "Mål", "Sida", *(f"Kommuner: {STATE_WORDS[state]}" for state in SHOWN_STATES)]
    unanswered = [
        [goal.goal_id, goal.text, goal.page, "; ".join(audit.towns(goal, "undecided")), concerned(audit, goal)]
        for goal in audit.unanswered
    ]
    answers = ["Nr", "Mål", "Målets sida", "Kommunkod", "Kommun", "Läge", "Åtgärdens id", "Planens ord", "Fil", "Sida"]
    sheets: Sheets = {
        "Mål": (heads, overview, (8, 60, 7, 34, 34, 34, 30, 24)),
        "Svar": ([*answers, "Likhet", "Hur"], shown, (8, 44, 8, 10, 16, 16, 30, 60, 30, 7, 9, 60)),
        "Ingen svarar": (
            ["Nr", "Mål", "Sida", "Men kan inte avgöras för", "Att veta"],
            unanswered,
            (8, 80, 7, 34, 44),
        ),
    }
    return _write(out, "strategi", audit.as_dict(), (ANSWER_COLUMNS, rows), sheets)


def concerned(audit: Audit, goal: Goal) -> str:
    """That a goal concerns none of the run's municipalities, where that is so: then none can answer it."""
    states = {answer.state for answer in audit.of(goal)}
    return "rör ingen kommun i körningen" if states <= {"not_concerned"} else ""


def write_generations(generations: Generations, out: Path) -> list[Path]:
    """Write ``jamforelse.json``, ``.csv`` and ``.xlsx`` into ``out``, and return their paths.

    Raises UsageError where they can not be written.
    """
    rows = [
        [*(getattr(change, name) for name in CHANGE_COLUMNS[:-1]), "; ".join(change.changes)]
        for change in generations.changes
    ]
    shown = [[KIND_WORDS[row[0]], row[2], row[3], row[5], row[6], row[7], row[8]] for row in rows]
    heads = ["Vad som hänt", "Äldre planens ord", "Sida", "Nyare planens ord", "Sida", "Likhet", "Vad mer som ändrats"]
    sheets = {"Jämförelse": (heads, shown, (16, 60, 7, 60, 7, 9, 60))}
    return _write(out, "jamforelse", generations.as_dict(), (CHANGE_COLUMNS, rows), sheets)


def _write(
    out: Path, name: str, data: Any, table: tuple[Sequence[str], Sequence[Sequence[Any]]], sheets: Sheets
) -> list[Path]:
    paths = [out / f"{name}{ending}" for ending in (".json", ".csv", ".xlsx")]
    try:
        out.mkdir(parents=True, exist_ok=True)
        text = json.dumps(data, ensure_ascii=False, indent=1)
        paths[0].write_text(text + "\n", "utf-8", newline="\n")
        with paths[1].open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(table[0])
            writer.writerows(["" if value is None else value for value in row] for row in table[1])
        _write_book(paths[2], sheets)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        raise UsageError(
            f"Det går inte att skriva till {out} ({error}); stäng filer som är öppna i ett annat program, eller ge en "
            "annan mapp med --out."
        ) from error
    return paths


def _write_book(path: Path, sheets: Sheets) -> None:
    """Text stays text (no formulas, links or numbers made of the plan's words), and the bytes hold no time."""
    import datetime

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(str(path), options)
    book.set_properties({"created": datetime.datetime(2000, 1, 1)})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    cell = book.add_format({"text_wrap": True, "valign": "top"})
    for title, (heads, rows, widths) in sheets.items():
        sheet = book.add_worksheet(title)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.write_row(0, 0, heads, head)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if value is None or value == "":
                    sheet.write_blank(number, column, None, cell)
                elif isinstance(value, str):
                    sheet.write_string(number, column, value[:MOST_CHARACTERS], cell)
                else:
                    sheet.write_number(number, column, value, cell)
        sheet.freeze_panes(1, 0)
        if rows:
            sheet.autofilter(0, 0, len(rows), len(heads) - 1)
    book.close()
