"""Slumpade tabellutseenden: ett frö ger en plan satt som tabeller på ett sätt som ingen har valt, och facit till den.

``random_sheet(plan, seed)`` ger ett blad (rubriker, stycken, tabeller) utan att säga vilket program som sätter det.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from plantext import Area, Deed, Plan

NAMES = {
    "measure": (
        "Åtgärd",
        "Insats",
        "Aktivitet",
        "Delaktivitet",
        "Vad",
        "Åtgärder",
        "Vad ska göras?",
        "Planerad åtgärd",
    ),
    "lead": ("Ansvar", "Ansvarig", "Ansvarig nämnd", "Huvudansvarig", "Utförare", "Vem", "Ansvarig nämnd/bolag"),
    "co": ("Samverkan", "Samverkanspart", "Medansvarig", "Samverkar med", "I samverkan med", "Samarbetspartner"),
    "time": ("Tid", "Tidplan", "Tidsplan", "När", "Klart", "Slutdatum", "Klart senast", "Tidsperiod"),
    "indicator": ("Uppföljning", "Indikator", "Mått", "Målvärde", "Hur följs det upp?", "Nyckeltal"),
    "level": ("Nivå", "Prevention", "Preventionsnivå"),
    "cost": ("Resurser", "Budget", "Kostnad", "Finansiering"),
    "status": ("Status", "Läge"),
    "goal": ("Mål", "Delmål", "Effektmål"),
    "group": ("Målgrupp", "För vem"),
    "comment": ("Kommentar", "Anmärkning"),
    "area": ("Område", "Fokusområde", "Insatsområde", "Utvecklingsområde"),
    "number": ("Nr", "#", "Nummer"),
}
GROUPS = ("Barn 6–12 år", "Unga", "Alla invånare", "Äldre", "Personal", "Föräldrar", "Alla")
STATUSES = ("Pågående", "Planerad", "Ej påbörjad")
STATE_COLUMNS = ("Pågående", "Under utveckling", "Behov")
COMMENTS = ("Se även budgeten", "Ny", "Kräver beslut i fullmäktige", "Fortsätter från förra planen", "")
SAME = ("Se ovan", "D:o", "Samma som ovan", "″")
STEPS = ("kartläggning under våren", "utbildning av dem som berörs", "genomgång av vad som blev bättre")


@dataclass(frozen=True)
class Box:
    """En tabellruta: stycken (eller punkter), hur många rader och kolumner den täcker, och hur den sätts."""

    lines: tuple[str, ...]
    bullet: str = ""
    rows: int = 1
    cols: int = 1
    head: bool = False
    turned: bool = False
    bold: bool = False


@dataclass(frozen=True)
class Style:
    """Hur tabellerna ser ut."""

    rules: str = "grid"  # grid, rows, cols, frame_rows, head, none
    shade: str = "none"  # none, head, dark_head, zebra, first
    pad: float = 4.0
    size: float = 9.5
    align: str = "left"
    head_align: str = "left"
    valign: str = "top"
    repeat: bool = True
    split: bool = True
    hyphenate: bool = False
    bold_head: bool = True


@dataclass(frozen=True)
class Grid:
    """En tabell: rader av rutor (None där en annan ruta täcker), kolumnernas andelar och antal huvudrader."""

    rows: tuple[tuple[Box | None, ...], ...]
    widths: tuple[float, ...]
    heads: int
    caption: str = ""


@dataclass(frozen=True)
class Sheet:
    """Ett blad: ``("h1"|"h2"|"p"|"note"|"break", text)`` och tabeller i ordning, med stil, ark och facit."""

    blocks: tuple[Any, ...]
    style: Style
    wide: bool
    margin: float
    kind: str
    gold: dict[str, Any]
    traits: tuple[str, ...] = ()


@dataclass
class _Work:
    plan: Plan
    chance: random.Random
    blocks: list[Any] = field(default_factory=list)
    measures: list[dict[str, Any]] = field(default_factory=list)
    traits: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)

    def maybe(self, share: float, trait: str) -> bool:
        hit = self.chance.random() < share
        if hit and trait:
            self.traits.append(trait)
        return hit


def random_sheet(plan: Plan, seed: int) -> Sheet:
    """Bladet för ett frö; samma plan och frö ger samma blad."""
    work = _Work(plan, random.Random(f"{plan.title}-{seed}"))
    chance = work.chance
    work.names = {role: chance.choice(names) for role, names in NAMES.items()}
    kind = chance.choices(("rows", "card", "matrix", "bullets", "steps", "states"), (10, 1.5, 1.2, 1, 1, 1))[0]
    wide = kind != "card" and chance.random() < (0.5 if kind == "states" else 0.3)
    work.blocks += [("h1", f"{plan.title} {plan.years}"), ("h2", "Bakgrund"), ("p", plan.intro)]
    if kind in ("rows", "steps"):
        _rows(work, kind)
    else:
        {"card": _cards, "matrix": _matrix, "bullets": _bullets, "states": _states}[kind](work)
    work.blocks += [("h2", "Uppföljning"), ("p", plan.end)]
    style = _style(chance, kind, any("mer" in trait or "band" in trait for trait in work.traits))
    gold = {"areas": [area.heading for area in plan.areas], "measures": work.measures}
    return Sheet(tuple(work.blocks), style, wide, chance.choice((36, 50, 62)), kind, gold, tuple(work.traits))


def _style(chance: random.Random, kind: str, merged: bool) -> Style:
    rules = chance.choices(("grid", "rows", "cols", "frame_rows", "head", "none"), (5, 2, 0.7, 1, 1, 1))[0]
    if merged or kind in ("card", "bullets", "states"):
        # Sammanslagna rutor och punktlistor utan några linjer kan inte en läsare heller reda ut.
        rules = chance.choices(("grid", "frame_rows", "rows"), (4, 1, 1 if kind != "states" else 0))[0]
    shade = chance.choices(("none", "head", "dark_head", "zebra", "first"), (4, 2, 2, 1, 0.6))[0]
    if merged and shade == "zebra":
        shade = "none"
    return Style(
        rules=rules,
        shade=shade,
        pad=chance.choice((1.5, 3, 4, 6, 10)),
        size=chance.choice((7, 8, 9, 9.5, 10, 11, 12)),
        align=chance.choices(("left", "center", "right"), (8, 1, 0.4))[0],
        head_align=chance.choice(("left", "left", "center")),
        valign=chance.choices(("top", "middle", "bottom"), (6, 2, 0.7))[0],
        repeat=chance.random() < 0.6,
        split=chance.random() < 0.6,
        hyphenate=chance.random() < 0.3,
        bold_head=shade == "dark_head" or chance.random() < 0.85 or rules in ("head", "none", "cols", "rows"),
    )


# ------------------------------------------------------------------------------------------------- en åtgärd per rad


def _rows(work: _Work, kind: str) -> None:
    chance = work.chance
    extra = [role for role in ("indicator", "level", "cost", "status", "group", "comment") if chance.random() < 0.25]
    if not any(deed.level for area in work.plan.areas for deed in area.deeds):
        extra = [role for role in extra if role != "level"]
    extra = extra[:3]
    roles = ["measure", "lead"] + [role for role in ("co", "time") if chance.random() < 0.75] + extra
    placement = chance.choices(
        ("heading", "band", "merged", "blank", "repeated", "caption", "top_row"), (5, 2, 1.5, 0.7, 1, 1, 0.8)
    )[0]
    work.traits.append(f"area-{placement}")
    if chance.random() < 0.6:
        chance.shuffle(roles)
    if chance.random() < 0.25 and placement in ("heading", "caption"):
        roles.insert(0, "goal")
    numbered = chance.choices(("column", "cell", ""), (3, 1, 5))[0]
    if numbered == "column":
        roles.insert(0, "number")
    if placement in ("merged", "blank", "repeated"):
        roles.insert(0, "area")
    work.roles = roles
    legend = "level" in roles and work.maybe(0.35, "letters")
    if legend:
        work.blocks.append(("p", "I kolumnen betyder U universell, S selektiv och I indikerad."))
    options = {
        "numbered": numbered,
        "letters": legend,
        "steps": kind == "steps",
        "empty": chance.choice(("", "–", "-")),
        "same": chance.choices(("print", "merge", "ditto"), (5, 1.5, 1))[0],
        "ditto": chance.choice(SAME),
        "goal": chance.choice(("merge", "blank", "print")),
        "two_levels": {"lead", "co"} <= set(roles) and work.maybe(0.15, "two-level"),
        "turned": work.maybe(0.12, "turned"),
    }
    if options["same"] != "print":
        work.traits.append(options["same"] + "-same")
    if "goal" in roles:
        work.traits.append("goal-" + options["goal"] + ("-merged" if options["goal"] == "merge" else ""))
    if placement in ("heading", "caption", "top_row"):
        for area in work.plan.areas:
            _table_of_area(work, area, placement, options)
            if work.maybe(0.15, "note"):
                work.blocks.append(("note", "* Tiderna är preliminära och stäms av med nämnderna varje höst."))
            if placement == "heading" and work.maybe(0.2, "between"):
                work.blocks.append(("p", f"Området leds av en arbetsgrupp. {area.goal}."))
    else:
        if work.maybe(0.7, ""):
            work.blocks.append(
                ("h2", chance.choice(("Åtgärder", "Handlingsplan", "Åtgärdsplan", "Fokusområden och insatser")))
            )
        _one_table(work, placement, options)


def _table_of_area(work: _Work, area: Area, placement: str, options: dict[str, Any]) -> None:
    caption = ""
    head = _head(work, options)
    if placement == "heading":
        work.blocks.append(("h2", area.heading))
    elif placement == "caption":
        caption = area.heading
    else:
        width = len(work.roles)
        head = [(Box((area.heading,), cols=width, head=True, bold=True), *[None] * (width - 1)), *head]
    body = _body(work, area, options)
    work.blocks.append(Grid(tuple(head + body), _widths(work), len(head), caption))


def _one_table(work: _Work, placement: str, options: dict[str, Any]) -> None:
    head = _head(work, options)
    body: list[tuple[Box | None, ...]] = []
    width = len(work.roles)
    for area in work.plan.areas:
        if placement == "band":
            body.append((Box((area.heading,), cols=width, bold=True), *[None] * (width - 1)))
        lines = _body(work, area, options)
        if placement in ("merged", "blank", "repeated"):
            for index, line in enumerate(lines):
                if placement == "repeated" or index == 0:
                    first: Box | None = Box((area.heading,), rows=len(lines) if placement == "merged" else 1)
                else:
                    first = None if placement == "merged" else Box(())
                lines[index] = (first, *line[1:])
        body += lines
    work.blocks.append(Grid(tuple(head + body), _widths(work), len(head)))


def _head(work: _Work, options: dict[str, Any]) -> list[tuple[Box | None, ...]]:
    narrow = {"time", "level", "number", "status", "cost"}
    boxes = [
        Box((work.names[role],), head=True, bold=True, turned=bool(options["turned"]) and role in narrow - {"number"})
        for role in work.roles
    ]
    if not options["two_levels"]:
        return [tuple(boxes)]
    lead, co = sorted((work.roles.index("lead"), work.roles.index("co")))
    if co != lead + 1:
        return [tuple(boxes)]
    top: list[Box | None] = [replace(box, rows=2) for box in boxes]
    top[lead], top[co] = Box(("Ansvar",), cols=2, head=True, bold=True), None
    low: list[Box | None] = [None] * len(boxes)
    low[lead], low[co] = boxes[lead], boxes[co]
    return [tuple(top), tuple(low)]


def _body(work: _Work, area: Area, options: dict[str, Any]) -> list[tuple[Box | None, ...]]:
    lines: list[list[Box | None]] = []
    before: Deed | None = None
    for index, deed in enumerate(area.deeds):
        if options["same"] != "print" and index and work.chance.random() < 0.45:
            deed = replace(deed, lead=area.deeds[index - 1].lead if before is None else before.lead)
        line: list[Box | None] = [_box(work, role, area, deed, index, options) for role in work.roles]
        column = work.roles.index("lead")
        if before is not None and before.lead == deed.lead:
            if options["same"] == "ditto":
                line[column] = Box((options["ditto"],))
            elif options["same"] == "merge":
                start = max(i for i, row in enumerate(lines) if row[column] is not None)
                held = lines[start][column]
                assert held is not None
                lines[start][column] = replace(held, rows=held.rows + 1)
                line[column] = None
        if "goal" in work.roles and options["goal"] == "merge":
            place = work.roles.index("goal")
            line[place] = Box((area.goal,), rows=len(area.deeds)) if index == 0 else None
        lines.append(line)
        _gold(work, area, deed, index, options)
        before = deed
    return [tuple(line) for line in lines]


def _box(work: _Work, role: str, area: Area, deed: Deed, index: int, options: dict[str, Any]) -> Box:
    if role == "measure":
        text = f"{deed.label} {deed.text}" if options["numbered"] == "cell" else deed.text
        if options["steps"]:
            return Box((f"{text.rstrip('.')} genom", *(f"– {step}" for step in STEPS)))
        return Box((text,))
    if role == "lead" and len(deed.lead) > 1:
        return Box(deed.lead, bullet="•") if options["numbered"] else Box((deed.leads,))
    if role == "goal":
        return Box((area.goal,)) if options["goal"] == "print" or index == 0 else Box(())
    values = {
        "lead": deed.leads,
        "co": ", ".join(deed.co) or options["empty"],
        "time": deed.time,
        "indicator": deed.indicator,
        "level": (deed.level[:1] if options["letters"] else deed.level) or options["empty"],
        "cost": deed.cost,
        "status": STATUSES[index % 3],
        "group": GROUPS[(index * 3 + len(deed.text)) % len(GROUPS)],
        "comment": COMMENTS[(index * 2 + len(deed.text)) % len(COMMENTS)],
        "number": deed.label,
    }
    value = values.get(role, "")
    return Box((value,) if value else ())


def _gold(work: _Work, area: Area, deed: Deed, index: int, options: dict[str, Any]) -> None:
    text = f"{deed.text.rstrip('.')} genom {' '.join(STEPS)}" if options["steps"] else deed.text
    entry: dict[str, Any] = {"text": text, "area": area.heading}
    if options["numbered"]:
        entry["label"] = deed.label
    if "time" in work.roles:
        entry["timeline"] = deed.time
    if "level" in work.roles and deed.level:
        entry["level"] = deed.level
    co = deed.co if "co" in work.roles else ()
    entry["bodies"] = [[body, "lead"] for body in deed.lead] + [[body, "co"] for body in co]
    work.measures.append(entry)


def _widths(work: _Work) -> tuple[float, ...]:
    share = {"measure": 4.2, "number": 1.0, "level": 1.4, "time": 1.4, "lead": 2.1, "co": 2.1, "area": 1.8, "goal": 2}
    raw = [share.get(role, 1.7) * work.chance.uniform(0.85, 1.2) for role in work.roles]
    return tuple(value / sum(raw) for value in raw)


# ---------------------------------------------------------------------------------------------------- andra tabeller


def _cards(work: _Work) -> None:
    chance = work.chance
    roles = ["lead", *[r for r in ("co", "time", "indicator", "cost", "group") if chance.random() < 0.7]]
    if chance.random() < 0.3:
        chance.shuffle(roles)
    numbered = work.maybe(0.4, "numbered-card")
    for area in work.plan.areas:
        work.blocks.append(("h2", area.heading))
        for index, deed in enumerate(area.deeds):
            options = {
                "numbered": "cell" if numbered else "",
                "letters": False,
                "steps": False,
                "empty": "–",
                "goal": "",
            }
            lines: list[tuple[Box | None, ...]] = []
            label = f"{work.names['measure']} {deed.label}" if numbered else work.names["measure"]
            lines.append((Box((label,), bold=True), Box((deed.text,))))
            for role in roles:
                box = _box(work, role, area, deed, index, {**options, "numbered": ""})
                lines.append((Box((work.names[role],), bold=True), box))
            work.blocks += [Grid(tuple(lines), (0.25, 0.75), 0), ("p", "")]
            work.roles = roles
            _gold(work, area, deed, index, options)


def _matrix(work: _Work) -> None:
    sign = work.chance.choice(("X", "x", "●", "✓"))
    bodies = sorted({body for area in work.plan.areas for deed in area.deeds for body in deed.lead})[:8]
    turned = work.maybe(0.7 if len(bodies) < 5 else 1, "turned")
    work.roles = ["measure"]
    whole = work.maybe(0.4, "one-matrix-band")
    width = len(bodies) + 1
    widths = (0.46, *[0.54 / len(bodies)] * len(bodies))
    head = (
        Box((work.names["measure"],), head=True, bold=True),
        *(Box((body,), head=True, bold=True, turned=turned) for body in bodies),
    )
    every: list[tuple[Box | None, ...]] = [head]
    for area in work.plan.areas:
        lines = []
        for index, deed in enumerate(area.deeds):
            lines.append((Box((deed.text,)), *(Box((sign,) if body in deed.lead else ()) for body in bodies)))
            kept = replace(deed, lead=tuple(body for body in deed.lead if body in bodies), co=())
            _gold(work, area, kept, index, {"numbered": "", "steps": False})
        if whole:
            every += [(Box((area.heading,), cols=width, bold=True), *[None] * (width - 1)), *lines]
        else:
            work.blocks += [("h2", area.heading), Grid((head, *lines), widths, 1)]
    if whole:
        work.blocks += [("h2", "Åtgärder"), Grid(tuple(every), widths, 1)]


def _bullets(work: _Work) -> None:
    """En rad per område med alla dess åtgärder som punkter i en ruta."""
    bullet = work.chance.choice(("•", "–", "-"))
    roles = ["area", *(["goal"] if work.chance.random() < 0.6 else []), "measure"]
    work.roles = roles
    head = tuple(Box((work.names[role],), head=True, bold=True) for role in roles)
    lines: list[tuple[Box | None, ...]] = [head]
    for area in work.plan.areas:
        cell = Box(tuple(deed.text for deed in area.deeds), bullet=bullet)
        lines.append((Box((area.heading,)), *([Box((area.goal,))] if "goal" in roles else []), cell))
        for index, deed in enumerate(area.deeds):
            _gold(work, area, replace(deed, lead=(), co=()), index, {"numbered": "", "steps": False})
    work.blocks += [("h2", "Åtgärdsplan"), Grid(tuple(lines), _widths(work), 1)]


def _states(work: _Work) -> None:
    """Kolumner som är lägen: varje ruta med text är en åtgärd."""
    work.roles = []
    head = tuple(Box((name,), head=True, bold=True) for name in STATE_COLUMNS)
    for area in work.plan.areas:
        lines = [head]
        for index in range(0, len(area.deeds), 3):
            part: Sequence[Deed] = area.deeds[index : index + 3]
            lines.append(tuple(Box((deed.text,)) for deed in part) + tuple(Box(()) for _ in range(3 - len(part))))
            for place, deed in enumerate(part):
                _gold(work, area, replace(deed, lead=(), co=()), place, {"numbered": "", "steps": False})
        work.blocks += [("h2", area.heading), Grid(tuple(lines), (0.33, 0.34, 0.33), 1)]
