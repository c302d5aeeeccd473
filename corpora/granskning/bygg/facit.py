"""Skriver kodningen (gold/*.json) och dokumentlistan (documents.csv) ur innehållet och kodningarna.

Ett fält har det som alla kodningarna har; det som bara någon har står i fältets ``*_allowed``. kodning/granskning.txt
säger vad som därutöver är tillåtet (allow), vad som är säkert fast en kodning saknar det (keep) och vad som är fel
(reject) fast en kodning har det.
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

from planer import ORDER, STATES, STRATEGY, Deed, Part, Plan, load_all, load_plans

COUNTY, COUNTY_CODE = "Hällelands län", "97"
FOLDER = Path(__file__).parent / "kodning"
DOCS = Path(__file__).resolve().parent.parent / "documents"
LEVELS = {"u": "universal", "s": "selective", "i": "indicated"}
COLUMNS = (
    *("file", "municipality", "municipality_code", "county_code", "title", "document_type", "period_start"),
    *("period_end", "adopted_date", "adopted_by", "diary_number", "status", "expected_outcome"),
)
Row = dict[str, Any]
Pair = tuple[str, str]


@dataclass(frozen=True)
class Code:
    levels: frozenset[str]
    targets: tuple[str, ...]
    kinds: frozenset[str]
    doubtful: frozenset[str]
    levels_allowed: frozenset[str] = frozenset()
    targets_allowed: frozenset[str] = frozenset()
    bodies: tuple[tuple[str, str], ...] = field(default=())


def lines(name: str) -> list[list[str]]:
    path = FOLDER / name
    if not path.exists():
        return []
    rows = path.read_text("utf-8").splitlines()
    return [[cell.strip() for cell in line.split("|")] for line in rows if line and not line.startswith("#")]


def coding(name: str) -> dict[str, Code]:
    """En hel kodning efter åtgärdens id. Två rader för samma åtgärd ger ValueError."""
    found: dict[str, Code] = {}
    for key, levels, targets, kinds, doubt in lines(name):
        if key in found:
            raise ValueError(f"{name}: {key} är kodad två gånger")
        found[key] = Code(
            levels=frozenset(LEVELS[letter] for letter in levels.split() if letter != "-"),
            targets=tuple(code for code in targets.split() if code != "-"),
            kinds=frozenset(kind.strip() for kind in kinds.split(";") if kind.strip()),
            doubtful=frozenset(kind.strip() for kind in doubt.split(";") if kind.strip()),
        )
    return found


def other() -> dict[str, Code]:
    """Den andra kodarens kodning (kodning/annan_kodare.toml), gjord utan att se den här; tom om den saknas."""
    path = FOLDER / "annan_kodare.toml"
    if not path.exists():
        return {}
    return {
        row["id"]: Code(
            levels=frozenset(row["levels"]),
            targets=tuple(row["target_groups"]),
            kinds=frozenset([row["kind"]] if row["kind"] else []),
            doubtful=frozenset(row.get("kinds_doubtful", [])),
            levels_allowed=frozenset(row.get("levels_allowed", [])),
            targets_allowed=frozenset(row.get("target_groups_allowed", [])),
            bodies=tuple((norm.lower(), role) for norm, role in row["bodies"]),
        )
        for row in tomllib.loads(path.read_text("utf-8"))["measures"]
    }


def review(what: str, name: str) -> dict[str, set[str]]:
    """Granskningens rader: åtgärd | allow, keep eller reject | fält | värde."""
    found: dict[str, set[str]] = {}
    for key, action, row_field, value in lines("granskning.txt"):
        if action == what and row_field == name:
            found.setdefault(key, set()).add(value)
    return found


def split(key: str, name: str, sets: list[set[str]], loose: set[str]) -> tuple[set[str], set[str]]:
    """Det säkra och det tillåtna av flera kodningar."""
    allow, keep, reject = (review(what, name).get(key, set()) for what in ("allow", "keep", "reject"))
    sure = (set.intersection(*sets) | keep) - allow - reject
    return sure, (set.union(*sets) | loose | allow) - sure - reject


def pairs(codes: dict[str, Code], *, loose: bool = False) -> set[Pair]:
    """Åtgärder som en kodare kallar samma slag; med ``loose`` också de tveksamma slagen."""

    def names(key: str) -> frozenset[str]:
        return codes[key].kinds | codes[key].doubtful if loose else codes[key].kinds

    return {(a, b) for a, b in combinations(sorted(codes), 2) if names(a) & names(b)}


def all_codings() -> list[dict[str, Code]]:
    found = [coding("forsta.txt"), coding("andra.txt")]
    return [*found, other()] if other() else found


def pair_lists() -> tuple[set[Pair], set[Pair]]:
    codings = all_codings()
    strict = [pairs(codes) for codes in codings]
    loose = set().union(*(pairs(codes, loose=True) for codes in codings))
    marks: dict[str, set[Pair]] = {"allow": set(), "keep": set(), "reject": set()}
    for what, found in marks.items():
        for key, values in review(what, "pair").items():
            found |= {(min(key, value), max(key, value)) for value in values}
    sure = (set.intersection(*strict) | marks["keep"]) - marks["allow"] - marks["reject"]
    town = {deed.id: plan.stem for plan in load_plans() for deed in plan.deeds}
    ok = {pair for pair in loose | marks["allow"] if town[pair[0]] != town[pair[1]] or pair in marks["allow"]}
    return sure, ok - sure - marks["reject"]


def body_rows(plan: Plan, names: Iterable[str], role: str) -> list[Row]:
    return [{"raw": name, "norm": plan.norm.get(name, name.lower()), "role": role} for name in names]


def bodies(plan: Plan, part: Part, deed: Deed) -> tuple[list[Row], list[Row]]:
    """Organen (säkra, tillåtna): ansvarsraden, sedan det som står i texten."""
    sure = [*body_rows(plan, deed.lead, "lead"), *body_rows(plan, deed.co, "co")]
    basis = "heading" if part.whole else "stated"
    sure = [row | {"basis": basis} for row in sure]
    allowed: list[Row] = []
    for key, name, role, where in lines("organ.txt"):
        if key == deed.id:
            rows = [row | {"basis": "stated"} for row in body_rows(plan, [name], role)]
            (sure if where == "bodies" else allowed).extend(rows)
    known = {(row["norm"], row["role"]) for row in (*sure, *allowed)}
    rejected = review("reject", "body").get(deed.id, set())
    codes = other()
    for norm, role in codes[deed.id].bodies if codes else ():
        if (norm, role) not in known and norm not in rejected:
            allowed.append({"raw": norm, "norm": norm, "role": role, "basis": "stated"})
    loose = review("allow", "body").get(deed.id, set())
    allowed = [*[row for row in sure if row["norm"] in loose], *allowed]
    return [row for row in sure if row["norm"] not in loose], allowed


def letters(text: str) -> str:
    return "".join(re.findall(r"\w", text.lower()))


def page_texts(stem: str) -> list[str]:
    """Sidornas bokstäver, först i läsordning och sedan i radordning."""
    texts: list[str] = []
    for extra in ([], ["-raw"]):
        out = subprocess.run(["pdftotext", *extra, str(DOCS / f"{stem}.pdf"), "-"], capture_output=True, check=True)
        pages = out.stdout.decode("utf-8").split("\f")[:-1]
        texts = (
            [letters(page) for page in pages]
            if not texts
            else [a + "|" + letters(b) for a, b in zip(texts, pages, strict=False)]
        )
    return texts


def find_page(pages: list[str], deed: Deed) -> int:
    """Sidan där åtgärdens text börjar; ValueError om den inte trycks."""
    start = letters(deed.h + deed.t)
    for size in (45, 30, 18):
        found = [number for number, text in enumerate(pages, 1) if start[:size] in text]
        if found:
            return found[0]
    raise ValueError(f"{deed.id} finns inte i PDF:en")


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
        "adopted_by": facts.get("adopted_by") or None,
        "adopted_date": facts.get("adopted_date") or None,
        "diarienummer": facts.get("diary_number") or None,
    }


def area_row(plan: Plan, part: Part) -> Row:
    return {
        "doc": plan.stem,
        "id": part.id,
        "number": part.number or None,
        "heading": part.heading,
        "objectives": part.objectives,
    }


def measure_row(plan: Plan, part: Part, deed: Deed, pages: list[str], codings: list[dict[str, Code]]) -> Row:
    mine = [codes[deed.id] for codes in codings]
    if any(bool(deed.levels) == bool(code.levels) for code in mine[:2]):
        raise ValueError(f"{deed.id}: nivån ska vara antingen tryckt eller kodad")
    if deed.levels:
        levels, more = set(deed.levels), set()
    else:
        loose = set().union(*(code.levels_allowed for code in mine))
        levels, more = split(deed.id, "levels", [set(code.levels) for code in mine], loose)
    loose = set().union(*(code.targets_allowed for code in mine))
    targets, extra = split(deed.id, "target_groups", [set(code.targets) for code in mine], loose)
    sure, allowed = bodies(plan, part, deed)
    order = [*mine[0].targets, *sorted(targets - set(mine[0].targets))]
    return {
        "doc": plan.stem,
        "id": deed.id,
        "focus_area": part.id,
        "page": find_page(pages, deed),
        "label": deed.label or None,
        "heading": deed.h.removesuffix(".") or None,
        "text": deed.t,
        "remark": deed.anm or None,
        "status": STATES[deed.st] if deed.st else None,
        "timeline": deed.tid or None,
        "bodies": sure,
        "bodies_allowed": allowed,
        "levels_stated": deed.levels,
        "levels": [level for level in ORDER if level in levels],
        "levels_allowed": [level for level in ORDER if level in more],
        "target_groups": [code for code in order if code in targets],
        "target_groups_allowed": sorted(extra),
        "indicator": deed.m or None,
    }


def gold() -> Row:
    codings, plans = all_codings(), load_plans()
    ids = {deed.id for plan in plans for deed in plan.deeds}
    for codes in codings:
        if set(codes) != ids:
            raise ValueError(f"en kodning har inte samma åtgärder som planerna: {set(codes) ^ ids}")
    texts = {plan.stem: page_texts(plan.stem) for plan in plans}
    sure, loose = pair_lists()
    return {
        "documents": [document_row(plan) for plan in plans],
        "focus_areas": [area_row(plan, part) for plan in plans for part in plan.parts],
        "measures": [
            measure_row(plan, part, deed, texts[plan.stem], codings)
            for plan in plans
            for part in plan.parts
            for deed in part.deeds
        ],
        "aligned_pairs": {
            "agreed": [list(pair) for pair in sorted(sure)],
            "allowed": [list(pair) for pair in sorted(loose)],
        },
    }


def kinds() -> Row:
    """Slagen av åtgärder som finns hos flera kommuner, och vilka kommuner som har dem."""
    first, second = coding("forsta.txt"), coding("andra.txt")
    agreed, allowed = pair_lists()
    town = {deed.id: plan.document["municipality_code"] for plan in load_plans() for deed in plan.deeds}
    rows = []
    for kind in sorted({kind for code in first.values() for kind in code.kinds | code.doubtful}):
        sure_in = {key for key, code in first.items() if kind in code.kinds}
        inside = {key for key, code in first.items() if kind in code.kinds | code.doubtful}
        linked = {key for pair in agreed if set(pair) <= sure_in for key in pair}
        if not linked:
            continue
        others = {key for pair in allowed if linked & set(pair) for key in pair} | inside
        others = {key for key in others - linked if any(set(pair) == {key, one} for pair in allowed for one in linked)}
        has, may = ({town[key] for key in keys} for keys in (linked, others))
        rows.append(
            {
                "kind": kind,
                "second_name": sorted({name for key in linked for name in second[key].kinds}),
                "members": sorted(linked),
                "members_allowed": sorted(others),
                "municipalities": {
                    code: "covered" if code in has else "disputed" if code in may else "none"
                    for code in sorted(set(town.values()))
                },
            }
        )
    return {"kinds": rows}


def strategy() -> Row | None:
    """Länets mål, och för varje mål och kommun vilka åtgärder som svarar på det."""
    plans = {plan.stem: plan for plan in load_all()}
    if STRATEGY not in plans:
        return None
    one, two = ({number: set(ids.split()) for number, ids in lines(f"strategi_{n}.txt")} for n in ("forsta", "andra"))
    asked = [plan for plan in load_plans() if plan.document["municipality_code"] in plans[STRATEGY].document["asked"]]
    goals = []
    for position, goal in enumerate(plans[STRATEGY].goals, 1):
        applies = goal.get("applies") or [plan.document["municipality_code"] for plan in asked]
        a, b = one[goal["number"]], two[goal["number"]]
        answers = []
        for plan in asked:
            both, either = ([deed.id for deed in plan.deeds if deed.id in ids] for ids in (a & b, a ^ b))
            code = plan.document["municipality_code"]
            found = "answered" if both else "disputed" if either else "none"
            state = found if code in applies else "not_applicable"
            answers.append(
                {"doc": plan.stem, "kommunkod": code, "state": state, "measures": both, "measures_allowed": either}
            )
        row = {
            "id": f"{STRATEGY}-g{position:02d}",
            **{key: goal[key] for key in ("number", "area", "heading", "expected")},
        }
        goals.append(row | {"applies_to": applies, "answers": answers})
    return {"document": document_row(plans[STRATEGY]), "goals": goals}


def write_documents(path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        for plan in load_all():
            start, end = plan.document["period"]
            known = {key: value for key, value in plan.document.items() if key in COLUMNS}
            outcome = "no_measures" if plan.document["document_type"] == "strategy" else "ok"
            fixed = {"file": f"{plan.stem}.pdf", "county_code": COUNTY_CODE, "expected_outcome": outcome}
            writer.writerow(known | fixed | {"period_start": start, "period_end": end})


def write_all(folder: Path) -> None:
    """Skriver gold.json, kinds.json, strategy.json och documents.csv under ``folder``."""
    (folder / "gold").mkdir(exist_ok=True)
    for name, rows in (("gold", gold()), ("kinds", kinds()), ("strategy", strategy())):
        if rows:
            text = json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
            (folder / "gold" / f"{name}.json").write_text(text, "utf-8")
    write_documents(folder / "documents.csv")
