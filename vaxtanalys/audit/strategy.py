"""A strategy as a list of goals: out of a document read like any plan, or a checklist in TOML or Excel."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vaxtanalys.errors import DocumentError, UsageError
from vaxtanalys.faults import nearest
from vaxtanalys.measure_types import load_types
from vaxtanalys.model import Document, Reading
from vaxtanalys.model import Goal as PlanGoal

KEYS = ("id", "text", "expected", "measure_types", "applies_to", "not_for", "page")
# What the columns of a checklist in Excel may be called.
HEADS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "nr", "nummer"),
    "text": ("mål", "text", "goal", "delmål"),
    "expected": ("förväntade åtgärder", "förväntad åtgärd", "expected", "åtgärder", "åtgärd"),
    "measure_types": ("slag", "slag av åtgärd", "measure_types"),
    "applies_to": ("gäller", "gäller för", "kommuner", "applies_to"),
    "not_for": ("gäller inte", "not_for"),
}
_LIST = re.compile(r"[;\n]")
_CONCERNS = re.compile(r"(?:(?:Målet|Åtgärden|Detta|Det) )?gäller\b", re.I)
# A name: words with capitals that do not open the sentence.
_NAME = re.compile(r"(?<=[a-zåäö,;:] )[A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w-]+)*")


@dataclass(frozen=True, slots=True)
class Goal:
    """One thing that is asked for.

    ``wordings`` are its own words and those of each expected measure, ``measure_types`` types that answer it whatever
    the words. ``applies_to`` and ``not_for`` are names or codes of municipalities; where the first is empty it concerns
    all but the second. ``page`` is where it stands (from 1), None in a checklist.
    """

    goal_id: str
    text: str
    wordings: tuple[str, ...]
    measure_types: tuple[str, ...] = ()
    applies_to: tuple[str, ...] = ()
    not_for: tuple[str, ...] = ()
    page: int | None = None

    def concerns(self, code: str, name: str) -> bool:
        """Whether the goal concerns the municipality of that code and name."""
        own = {code, name.casefold()}
        if own & {value.casefold() for value in self.not_for}:
            return False
        return not self.applies_to or bool(own & {value.casefold() for value in self.applies_to})


@dataclass(frozen=True, slots=True)
class Strategy:
    """A strategy: the file's name, its title, the county it speaks for where it says so, and its goals in order."""

    file: str
    title: str
    county_code: str | None
    goals: tuple[Goal, ...]


def read_strategy(path: Path) -> Strategy:
    """The goals of ``path``: .toml or .xlsx as a checklist, everything else as a document.

    Raises UsageError, with the way out, where the file is missing, is no checklist, or holds no goals; DocumentError
    where a document can not be read.
    """
    if not path.is_file():
        raise UsageError(f"Strategin {path} finns inte; ge en PDF, .toml eller .xlsx med --strategy.")
    if path.suffix.lower() == ".toml":
        strategy = _from_toml(path)
    elif path.suffix.lower() == ".xlsx":
        strategy = _from_sheet(path)
    else:
        strategy = _from_document(path)
    if not strategy.goals:
        raise UsageError(
            f"{path.name} innehåller inga mål eller förväntade åtgärder som går att hitta; skriv en checklista i TOML "
            "([[goal]] med text och expected) eller Excel (kolumnerna Mål och Förväntade åtgärder)."
        )
    return strategy


def _from_toml(path: Path) -> Strategy:
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: går inte att läsa som TOML ({error})") from error
    rows = data.get("goal", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UsageError(f"{path}: goal ska vara en lista av avsnitt, [[goal]]")
    return Strategy(path.name, str(data.get("title", path.stem)), data.get("county_code"), _goals(path, rows))


def _from_sheet(path: Path) -> Strategy:
    try:
        import openpyxl
    except ImportError as error:
        raise UsageError(
            f"{path.name} är ett Excelblad, som kräver tillägget office: pip install 'vaxtanalys[office]'."
        ) from error
    try:
        sheet = openpyxl.load_workbook(str(path), read_only=True, data_only=True).worksheets[0]
        rows = [
            ["" if value is None else str(value).strip() for value in row] for row in sheet.iter_rows(values_only=True)
        ]
    except Exception as error:  # openpyxl raises many kinds for a file that is no workbook
        raise UsageError(f"{path}: går inte att läsa som Excel ({error})") from error
    for number, row in enumerate(rows):
        heads = [next((key for key, names in HEADS.items() if cell.casefold() in names), "") for cell in row]
        if "text" in heads or "expected" in heads:
            body = [dict(zip(heads, cells, strict=False)) for cells in rows[number + 1 :] if any(cells)]
            return Strategy(path.name, path.stem, None, _goals(path, body))
    names = ", ".join(names[0] for names in HEADS.values())
    raise UsageError(f"{path}: ingen rad har rubrikerna mål eller förväntade åtgärder (kolumner som förstås: {names})")


def _goals(path: Path, rows: Iterable[Mapping[str, Any]]) -> tuple[Goal, ...]:
    faults: list[str] = []
    goals: list[Goal] = []
    seen: set[str] = set()
    known = [kind.code for kind in load_types().kinds]
    for number, row in enumerate(rows, start=1):
        goal_id = str(row.get("id") or number)
        where = f"{path.name}, mål {goal_id}"
        faults += [f"{where}: okänd nyckel {key!r}{nearest(key, KEYS)}" for key in row if key and key not in KEYS]
        expected, types = _listed(row.get("expected")), _listed(row.get("measure_types"))
        faults += [f"{where}: okänt slag {code!r}{nearest(code, known)}" for code in types if code not in known]
        text = str(row.get("text") or "") or (expected[0] if expected else "")
        if not text:
            faults.append(f"{where}: varken text eller expected; skriv vad målet är")
            continue
        if goal_id in seen:
            faults.append(f"{where}: två mål har samma id; ge dem olika")
        seen.add(goal_id)
        wordings = tuple(dict.fromkeys((text, *expected)))
        lists = (types, _listed(row.get("applies_to")), _listed(row.get("not_for")))
        page = row.get("page")
        goals.append(Goal(goal_id, text, wordings, *lists, page if isinstance(page, int) else None))
    if faults:
        raise UsageError("\n  ".join(faults))
    return tuple(goals)


def _listed(value: Any) -> tuple[str, ...]:
    parts = value if isinstance(value, list) else _LIST.split(str(value or ""))
    return tuple(part for part in (str(part).strip() for part in parts) if part)


def _from_document(path: Path) -> Strategy:
    from vaxtanalys.run import UNREAD, read_plans

    (reading,) = read_plans([path], workers=1).readings
    if reading.outcome in UNREAD:
        raise DocumentError(f"{reading.file}: {reading.message}")
    facts = reading.facts
    county = facts.county_code if facts.municipality_code is None else None
    return Strategy(path.name, facts.title or path.stem, county, goals_of_reading(reading))


def goals_of_reading(reading: Reading) -> tuple[Goal, ...]:
    """A goal for every measure of a strategy, for every goal it prints over no measures (with what is listed below),
    and for every focus area that has neither (with its objectives).
    """
    if reading.plan is None or reading.document is None:
        return ()
    plan = reading.plan
    goals = [
        Goal(measure.measure_id, measure.text.text, (measure.text.text,), page=measure.text.page)
        for measure in plan.measures
    ]
    goals.extend(_printed_goal(reading.document, goal) for goal in plan.goals if not goal.measures)
    filled = {measure.focus_area_id for measure in plan.measures} | {goal.focus_area_id for goal in plan.goals}
    for area in plan.focus_areas:
        if area.focus_area_id in filled:
            continue
        texts: Sequence[str] = [quote.text for quote in area.objectives]
        goals.append(Goal(area.focus_area_id, area.heading.text, (area.heading.text, *texts), page=area.heading.page))
    return tuple(goals)


def _printed_goal(document: Document, goal: PlanGoal) -> Goal:
    """A goal with the items listed below it, up to the next heading, as what is expected.

    ``said_applicability``: a paragraph below it that says "gäller" with names in it says whom it concerns ("Målet
    gäller Ekmåla och Alviken"), or, with "inte", whom it does not.
    """
    wordings = [goal.text.text]
    applies: list[str] = []
    not_for: list[str] = []
    start = goal.text.spans[0][0]
    after = [block for block in document.blocks if block.start > start and block.start < document.running_end]
    for block in after:
        if block.role == "heading":
            break
        words = document.block_text(block)
        if block.role == "item":
            wordings.append(words)
        elif _CONCERNS.match(words):
            names = _NAME.findall(words)
            (not_for if re.search(r"\binte\b", words) else applies).extend(names)
    number = goal.number or goal.goal_id
    return Goal(number, goal.text.text, tuple(wordings), (), tuple(applies), tuple(not_for), goal.text.page)
