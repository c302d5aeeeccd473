"""Skriver kodningen (gold/*.json) och dokumentlistan (documents.csv) ur innehållet och de två kodningarna.

Det som båda kodningarna har hamnar i fältet, det som bara den ena har i fältets ``*_allowed``. Dit går också det som
den tredje genomgången (kodning/granskning.txt) kallar tveksamt.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from planer import OLDER, STATES, STRATEGY, Deed, Part, Plan, load_all, load_plans

COUNTY = "Vindelmarks län"
FOLDER = Path(__file__).parent / "kodning"
LEVELS = {"u": "universal", "s": "selective", "i": "indicated"}
COLUMNS = (
    *("file", "municipality", "municipality_code", "county_code", "title", "document_type", "period_start"),
    *("period_end", "adopted_date", "adopted_by", "diary_number", "status", "expected_outcome"),
)
Row = dict[str, Any]


@dataclass(frozen=True)
class Code:
    """En kodares bild av en åtgärd; ``levels`` är tom där nivån är tryckt."""

    levels: frozenset[str]
    targets: tuple[str, ...]
    kinds: frozenset[str]


def lines(name: str) -> list[list[str]]:
    """Raderna i en kodningsfil, delade vid |."""
    text = (FOLDER / name).read_text("utf-8")
    return [
        [cell.strip() for cell in line.split("|")] for line in text.splitlines() if line and not line.startswith("#")
    ]


def coding(name: str) -> dict[str, Code]:
    """En hel kodning efter åtgärdens id. Två rader för samma åtgärd ger ValueError."""
    found: dict[str, Code] = {}
    for key, levels, targets, kinds in lines(name):
        if key in found:
            raise ValueError(f"{name}: {key} är kodad två gånger")
        found[key] = Code(
            levels=frozenset(LEVELS[letter] for letter in levels.split() if letter != "-"),
            targets=tuple(code for code in targets.split() if code != "-"),
            kinds=frozenset(kind.strip() for kind in kinds.split(";") if kind.strip()),
        )
    return found


def pairs(codes: Mapping[str, Code]) -> set[tuple[str, str]]:
    """Åtgärder som en kodare kallar samma slag."""
    return {(a, b) for a, b in combinations(sorted(codes), 2) if codes[a].kinds & codes[b].kinds}


def doubtful(field: str) -> dict[str, set[str]]:
    """Det som tredje genomgången flyttar till det tillåtna: koder (eller den andra åtgärden i paret) efter åtgärd."""
    found: dict[str, set[str]] = {}
    for key, kind, value in lines("granskning.txt"):
        if kind == field:
            found.setdefault(key, set()).add(value)
    return found


def body_rows(plan: Plan, names: Iterable[str], role: str) -> list[Row]:
    return [{"raw": name, "norm": plan.norm.get(name, name.lower()), "role": role} for name in names]


def bodies(plan: Plan, deed: Deed) -> list[Row]:
    """Organen på ansvarsraden eller i ansvarskolumnerna, som de trycks och i grundform."""
    return [*body_rows(plan, deed.lead, "lead"), *body_rows(plan, deed.co, "co")]


def document_row(plan: Plan) -> Row:
    facts = plan.document
    return {
        "doc": plan.stem,
        "municipality": f"{plan.town} kommun" if plan.town else None,
        "kommunkod": facts.get("municipality_code"),
        "county": COUNTY,
        "doc_type": facts["document_type"],
        "title": plan.title,
        "period": facts["period"],
        "status": facts["status"],
        "adopted_by": facts.get("adopted_by"),
        "adopted_date": facts.get("adopted_date"),
        "diarienummer": facts.get("diary_number"),
    }


def area_row(plan: Plan, part: Part) -> Row:
    return {
        "doc": plan.stem,
        "id": part.id,
        "number": part.number or None,
        "heading": part.heading,
        "objectives": part.objectives,
    }


def printed_row(plan: Plan, part: Part, deed: Deed) -> Row:
    """Det av en åtgärd som går att läsa rakt av."""
    return {
        "doc": plan.stem,
        "id": deed.id,
        "focus_area": part.id,
        "label": deed.label or None,
        "heading": deed.h.removesuffix(".") or None,
        "text": deed.t,
        "remark": deed.anm or None,
        "status": STATES[deed.st] if deed.st else None,
        "timeline": deed.tid or None,
        "bodies": bodies(plan, deed),
    }


def measure_row(plan: Plan, part: Part, deed: Deed, first: Code, second: Code, extra: list[Row]) -> Row:
    stated = deed.levels
    if bool(stated) == bool(first.levels) or bool(stated) == bool(second.levels):
        raise ValueError(f"{deed.id}: nivån ska vara antingen tryckt eller kodad")
    one, two = (set(stated), set(stated)) if stated else (set(first.levels), set(second.levels))
    doubt = {field: doubtful(field).get(deed.id, set()) for field in ("levels", "target_groups")}
    return printed_row(plan, part, deed) | {
        "bodies_allowed": extra,
        "levels_stated": stated,
        "levels": [level for level in LEVELS.values() if level in (one & two) - doubt["levels"]],
        "levels_allowed": [level for level in LEVELS.values() if level in (one ^ two) | doubt["levels"]],
        "target_groups": [
            code for code in first.targets if code in second.targets and code not in doubt["target_groups"]
        ],
        "target_groups_allowed": sorted((set(first.targets) ^ set(second.targets)) | doubt["target_groups"]),
        "indicator": deed.m or None,
        "cost": deed.k or None,
    }


def extra_bodies(plan: Plan) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for key, name, role in lines("organ.txt"):
        if key.rsplit("-m", 1)[0] == plan.stem:
            found.setdefault(key, []).extend(body_rows(plan, [name], role))
    return found


def gold() -> Row:
    """Kodningen av de åtta planerna, i kodbokens form."""
    first, second = coding("forsta.txt"), coding("andra.txt")
    plans = load_plans()
    ids = [deed.id for plan in plans for deed in plan.deeds]
    if set(ids) != set(first) or set(ids) != set(second):
        raise ValueError(f"kodningarna har inte samma åtgärder som planerna: {set(ids) ^ set(first) ^ set(second)}")
    measures = [
        measure_row(plan, part, deed, first[deed.id], second[deed.id], extra_bodies(plan).get(deed.id, []))
        for plan in plans
        for part in plan.parts
        for deed in part.deeds
    ]
    one, two = pairs(first), pairs(second)
    doubt = {(min(a, b), max(a, b)) for a, others in doubtful("pair").items() for b in others}
    return {
        "documents": [document_row(plan) for plan in plans],
        "focus_areas": [area_row(plan, part) for plan in plans for part in plan.parts],
        "measures": measures,
        "aligned_pairs": {
            "agreed": [list(pair) for pair in sorted((one & two) - doubt)],
            "allowed": [list(pair) for pair in sorted((one ^ two) | doubt)],
        },
    }


def kinds() -> Row:
    """Slagen av åtgärder som finns hos flera kommuner, och vilka kommuner som har dem.

    En åtgärd hör till ett slag när minst ett av dess par inom slaget är enigt; annars är den tillåten där.
    """
    first, second = coding("forsta.txt"), coding("andra.txt")
    pair_list = gold()["aligned_pairs"]
    agreed = {tuple(pair) for pair in pair_list["agreed"]}
    town = {deed.id: plan.document["municipality_code"] for plan in load_plans() for deed in plan.deeds}
    rows = []
    for kind in sorted({kind for code in first.values() for kind in code.kinds}):
        inside = {key for key, code in first.items() if kind in code.kinds}
        linked = {a for a, b in agreed if {a, b} <= inside} | {b for a, b in agreed if {a, b} <= inside}
        others = {key for pair in pair_list["allowed"] if linked & set(pair) for key in pair} | inside
        if linked:
            names = sorted({name for key in linked for name in second[key].kinds})
            rows.append(_kind(kind, names, sorted(linked), sorted(others - linked), town))
    return {"kinds": rows}


def _kind(kind: str, names: list[str], members: list[str], allowed: list[str], town: Mapping[str, str]) -> Row:
    has, may = ({town[key] for key in keys} for keys in (members, allowed))
    states = {code: "covered" if code in has else "disputed" if code in may else "none" for code in town.values()}
    return {
        "kind": kind,
        "second_name": names,
        "members": members,
        "members_allowed": allowed,
        "municipalities": dict(sorted(states.items())),
    }


def generations() -> Row:
    """Den äldre planens åtgärder och vad som blev av dem."""
    plans = {plan.stem: plan for plan in load_all()}
    older = plans[OLDER]
    newer = next(plan for plan in load_plans() if plan.town == older.town)
    rows, allowed = [], []
    for old, new, relation, others in lines("generationer.txt"):
        ids = [f"{plan.stem}-{key}" if key != "-" else None for plan, key in ((older, old), (newer, new))]
        if relation == "allowed":
            allowed.append(ids)
        else:
            rows.append({"old": ids[0], "new": ids[1], "relation": relation, "relation_allowed": others.split()})
    return {
        "older": document_row(older),
        "newer": document_row(newer),
        "older_focus_areas": [area_row(older, part) for part in older.parts],
        "older_measures": [printed_row(older, part, deed) for part in older.parts for deed in part.deeds],
        "pairs": rows,
        "pairs_allowed": allowed,
    }


def strategy() -> Row:
    """Länets mål, och för varje mål och kommun vilka åtgärder som svarar på det."""
    plans = {plan.stem: plan for plan in load_all()}
    one, two = ({number: set(ids.split()) for number, ids in lines(f"strategi_{n}.txt")} for n in ("forsta", "andra"))
    asked = [plan for plan in load_plans() if plan.town in plans[STRATEGY].before]
    goals = []
    for position, goal in enumerate(plans[STRATEGY].goals, 1):
        applies = goal.get("applies") or [plan.document["municipality_code"] for plan in asked]
        a, b = one[goal["number"]], two[goal["number"]]
        goals.append(
            {
                "id": f"{STRATEGY}-g{position:02d}",
                "number": goal["number"],
                "area": goal["area"],
                "heading": goal["heading"],
                "expected": goal["expected"],
                "applies_to": applies,
                "answers": [_answer(plan, applies, a, b) for plan in asked],
            }
        )
    return {"document": document_row(plans[STRATEGY]), "goals": goals}


def _answer(plan: Plan, applies: list[str], a: set[str], b: set[str]) -> Row:
    both, either = ([deed.id for deed in plan.deeds if deed.id in ids] for ids in (a & b, a ^ b))
    code = plan.document["municipality_code"]
    found = "answered" if both else "disputed" if either else "none"
    state = found if code in applies else "not_applicable"
    return {"doc": plan.stem, "kommunkod": code, "state": state, "measures": both, "measures_allowed": either}


def write_documents(path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        for plan in load_all():
            start, end = plan.document["period"]
            known = {key: value for key, value in plan.document.items() if key in COLUMNS}
            # En strategi med bara mål innehåller inga åtgärder.
            outcome = "no_measures" if plan.document.get("document_type") == "strategy" else "ok"
            fixed = {"file": f"{plan.stem}.pdf", "county_code": "98", "expected_outcome": outcome}
            writer.writerow(known | fixed | {"period_start": start, "period_end": end})


def write_all(folder: Path) -> None:
    """Skriver gold.json, kinds.json, generations.json, strategy.json och documents.csv under ``folder``."""
    (folder / "gold").mkdir(exist_ok=True)
    for name, rows in (("gold", gold()), ("kinds", kinds()), ("generations", generations()), ("strategy", strategy())):
        text = json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
        (folder / "gold" / f"{name}.json").write_text(text, "utf-8")
    write_documents(folder / "documents.csv")
