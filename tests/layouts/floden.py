"""Slumpade utseenden utan tabeller: ett frö ger en plans innehåll, hur det ställs upp, och facit.

``compose(seed, plans)`` ger en följd av noder (rubriker, stycken, punkter, rutor ...) som ett program sätter på sidor.
Samma frö ger alltid samma noder.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
Run = tuple[str, str]
"""Text och hur den sätts: b (fet), i (kursiv), s (upphöjd notsiffra)."""


@dataclass
class Node:
    """Ett stycke att sätta. ``kind``: title, h, p, item, box, quote, figure, margin, toc, break, note, columns."""

    kind: str
    runs: tuple[Run, ...] = ()
    level: int = 0
    marker: str = ""
    depth: int = 0
    align: str = ""
    inside: list[Node] = field(default_factory=list)
    lines: list[tuple[Run, ...]] = field(default_factory=list)
    beside: str = ""

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.runs)


@dataclass
class Composed:
    """Noderna, sidornas utseende och facit."""

    seed: int
    spec: dict[str, Any]
    nodes: list[Node]
    gold: dict[str, Any]


def load_texts() -> dict[str, dict[str, Any]]:
    return tomllib.loads((HERE / "flodestexter.toml").read_text(encoding="utf-8"))


def t(text: str, style: str = "") -> tuple[Run, ...]:
    return ((text, style),)


AREA_HEADS = ("{r}", "{r}", "Fokusområde {n}: {r}", "{n}. {r}", "{n} {r}", "Mål {n}: {r}", "Område {n} – {r}",
              "Prioriterat område {n}: {r}", "Insatsområde: {r}", "Målområde {n}. {r}")  # fmt: skip
LEAD_INS = ("Åtgärder:", "Aktiviteter:", "Insatser:", "För att nå målen ska kommunen:",
            "Under perioden ska {k} kommun:",
            "Vi ska:", "Det här ska vi göra:", "Följande åtgärder ska genomföras:", "Så gör vi:")  # fmt: skip
SUB_HEADS = ("Åtgärder", "Aktiviteter", "Insatser", "Det här ska vi göra", "Så gör vi", "Planerade insatser",
             "Åtgärder {år}", "Så här ska vi arbeta", "Vad ska vi göra?")  # fmt: skip
OWNER_LABELS = ("Ansvar", "Ansvarig", "Ansvarig nämnd", "Huvudansvarig", "Ansvariga")
CO_LABELS = ("Samverkan", "Medverkande", "I samverkan med", "Medansvarig")
TIME_LABELS = ("Tid", "Tidplan", "När", "Klart senast")
STRUCTURES = ("bullets", "bullets", "bullets", "numbered", "numbered", "runin", "subheads", "subheads", "we", "kommun",
              "board", "boldtitle", "byboard", "nouns")  # fmt: skip
OWNERS = ("under", "under", "para", "same", "paren", "italic", "right", "multi", "multi", "none", "none")


def compose(seed: int, plans: Mapping[str, Mapping[str, Any]]) -> Composed:
    rnd = random.Random(seed)
    plan = plans[rnd.choice(sorted(plans))]
    spec = _spec(rnd, plan)
    maker = _Maker(rnd, plan, spec)
    maker.make()
    return Composed(seed, spec, maker.nodes, maker.gold)


def _spec(rnd: random.Random, plan: Mapping[str, Any]) -> dict[str, Any]:
    structure = rnd.choice(STRUCTURES)
    owner = rnd.choice(OWNERS)
    if structure in ("we", "kommun", "board", "byboard"):
        owner = "none"
    if structure == "nouns" and owner == "none":
        owner = rnd.choice(("under", "paren", "none"))
    lead = rnd.choice(("lead", "lead", "sub", "boldlead", "none"))
    if structure in ("bullets", "nouns") and owner == "none" and lead == "none":
        lead = "sub"
    columns = rnd.choice((1, 1, 1, 1, 2, 2, 3))
    return {
        "plan": plan["titel"], "structure": structure, "owner": owner, "lead": lead, "columns": columns,
        "area": rnd.choice(AREA_HEADS), "lead_text": rnd.choice(LEAD_INS), "sub_text": rnd.choice(SUB_HEADS),
        "owner_label": rnd.choice(OWNER_LABELS), "co_label": rnd.choice(CO_LABELS),
        "time_label": rnd.choice(TIME_LABELS),
        "bold_label": rnd.random() < 0.4, "number": rnd.choice(("1.1", "1.1", "1:1", "1a", "1.", "A1")),
        "bullet": rnd.choice(("•", "•", "–", "▪", "o", "-", "►")), "goal": rnd.choice(
            ("none", "para", "sub", "lead", "delmal", "inline", "inriktning", "box")),
        "strategy": rnd.random() < 0.2, "indicator": rnd.choice(("none", "none", "sub", "lead", "para", "box", "matt")),
        "prose": rnd.random() < 0.7, "prose_after": rnd.random() < 0.15,
        "cover": rnd.random() < 0.4, "toc": rnd.random() < 0.5, "foreword": rnd.random() < 0.3,
        "chapter_numbers": rnd.random() < 0.25, "background": rnd.random() < 0.85, "purpose": rnd.random() < 0.5,
        "laws": rnd.random() < 0.4, "terms": rnd.random() < 0.4, "organisation": rnd.random() < 0.5,
        "overall": rnd.random() < 0.3, "follow": rnd.random() < 0.8, "appendix": rnd.random() < 0.3,
        "box": rnd.random() < 0.35, "quote": rnd.random() < 0.3, "figure": rnd.random() < 0.3,
        "margin": rnd.random() < 0.15 and columns == 1, "note": rnd.random() < 0.2,
        "side": rnd.random() < 0.12 and columns == 1, "area_break": rnd.random() < 0.35,
        "wrap_head": rnd.random() < 0.5,
        "font": rnd.choice(("sans", "serif", "sans")), "size": rnd.choice((9, 9.5, 10, 10.5, 11, 12)),
        "heading": rnd.choice(("large", "large", "large", "bold", "caps", "colour")), "justify": rnd.random() < 0.3,
        "hyphenate": rnd.random() < 0.4, "header": rnd.choice(("none", "title", "chapter", "town", "both")),
        "footer": rnd.choice(("none", "n", "sida", "av", "streck", "titel")), "page": rnd.choice(
            ("a4", "a4", "a4", "a4", "wide", "a5", "turned")), "gap": rnd.choice((2, 4, 6, 8)),
        "producer": "",
    }  # fmt: skip


class _Maker:
    def __init__(self, rnd: random.Random, plan: Mapping[str, Any], spec: dict[str, Any]) -> None:
        self.rnd, self.plan, self.spec = rnd, plan, spec
        self.nodes: list[Node] = []
        self.chapter = 0
        self.counter = 0
        self.notes = 0
        self.gold: dict[str, Any] = {"areas": [], "measures": [], "goals": [], "indicators": []}

    def add(self, kind: str, runs: Sequence[Run] = (), **more: Any) -> Node:
        node = Node(kind, tuple(runs), **more)
        self.nodes.append(node)
        return node

    def p(self, text: str, style: str = "", **more: Any) -> None:
        self.add("p", t(text, style), **more)

    def h(self, text: str, level: int) -> None:
        self.add("h", t(text), level=level)

    def chapter_head(self, *texts: str) -> None:
        self.chapter += 1
        number = f"{self.chapter} " if self.spec["chapter_numbers"] else ""
        self.h(number + self.rnd.choice(texts), 1)

    def bullets(self, texts: Sequence[str], style: str = "") -> None:
        for text in texts:
            self.add("item", t(text, style), marker=self.spec["bullet"])

    def make(self) -> None:
        plan, spec = self.plan, self.spec
        name = f"{plan['titel']} {plan['ar']}"
        if spec["cover"]:
            self.add("title", t(name))
            self.p(f"{plan['kommun']} kommun")
            self.p(self.rnd.choice(("Antagen av kommunfullmäktige 2024-11-25", "Beslutad av kommunfullmäktige § 112")))
            self.add("break")
        else:
            self.add("title", t(name))
        if spec["foreword"]:
            self.h(self.rnd.choice(("Förord", "Inledande ord")), 1)
            self.p(plan["forord"])
            self.p(plan["vem"], "i")
        if spec["toc"]:
            self.add("toc")
        self.front()
        if spec["columns"] > 1:
            self.add("columns", level=spec["columns"])
        for number, area in enumerate(plan["omrade"], start=1):
            self.area(number, area)
        if spec["columns"] > 1 and self.rnd.random() < 0.5:
            self.add("columns", level=1)
        self.back()

    def front(self) -> None:
        plan, spec, choice = self.plan, self.spec, self.rnd.choice
        self.chapter_head("Inledning", "Bakgrund och inledning", "Om planen")
        self.p(plan["ingress"])
        if spec["purpose"]:
            self.chapter_head("Syfte", "Syfte och avgränsning", "Planens syfte")
            self.p(choice(("Planens syfte är att:", "Syftet med planen är att", "Planen ska:")))
            self.bullets(plan["syfte"])
        if spec["background"]:
            self.chapter_head("Nuläge", "Bakgrund", "Så ser det ut i dag", "Utgångspunkter", "Varför behövs planen?")
            self.p(choice(("Några siffror som beskriver läget:", "Underlaget visar bland annat följande.")))
            self.bullets(plan["bakgrund"])
        if spec["laws"]:
            self.chapter_head("Lagar och styrdokument", "Styrande dokument", "Koppling till andra styrdokument")
            self.p("Planen utgår från bland annat:")
            self.bullets(plan["lagar"])
        if spec["terms"]:
            self.chapter_head("Begrepp", "Definitioner", "Ord och begrepp")
            for term, meaning in plan["begrepp"]:
                self.add("p", (*t(f"{term}: ", "b"), *t(f"{meaning}.")))
        if spec["organisation"]:
            self.chapter_head(
                "Organisation", "Roller och ansvar", "Styrning och organisation", "Så organiseras arbetet"
            )
            self.p(choice(("Samordnaren ska:", "Styrgruppens uppdrag är att:", "Kommunstyrelsen ansvarar för att")))
            self.bullets(plan["organisation"])
        if spec["overall"]:
            self.chapter_head("Övergripande mål", "Vision och mål", "Mål för perioden")
            goals = [goal for area in plan["omrade"] for goal in area["mal"][:1]]
            self.bullets(goals)
            if "Vision" not in self.nodes[-1 - len(goals)].text:
                self.gold["goals"].extend(goals)

    def area(self, number: int, area: Mapping[str, Any]) -> None:
        spec = self.spec
        self.gold["areas"].append(area["rubrik"])
        if spec["area_break"] and spec["columns"] == 1:
            self.add("break")
        self.h(spec["area"].format(n=number, r=area["rubrik"]), 1)
        if spec["area"].startswith("Mål {n}"):
            self.goal_gold(area["rubrik"])
        if spec["prose"]:
            note = ""
            if spec["note"] and number == 1:
                self.notes += 1
                note = str(self.notes)
            self.add("p", (*t(area["prosa"]), *(t(note, "s") if note else ())))
            if note:
                self.add("note", t(f"{note} Uppgiften kommer från kommunens egen enkät."))
        if spec["margin"] and number < 3:
            self.add("margin", t(self.rnd.choice(self.plan["fakta"])))
        deeds = list(area["atgard"])
        if spec["goal"] == "delmal":
            goals = (area["mal"] + area["mal"])[:2]
            half = (len(deeds) + 1) // 2
            for index, (goal, part) in enumerate(zip(goals, (deeds[:half], deeds[half:]), strict=True), start=1):
                if area["mal"][-1] == goal and index == 2 and len(area["mal"]) == 1:
                    goal = f"{area['strategi']} i hela kommunen"
                self.h(f"Delmål {number}.{index}: {goal}", 2)
                self.goal_gold(goal)
                self.deeds(number, area, part, 3, index)
        else:
            self.goals(number, area)
            if spec["strategy"]:
                self.h(f"Strategi: {area['strategi']}", 2)
            self.deeds(number, area, deeds, 3 if spec["strategy"] else 2)
        self.indicators(area)
        if spec["prose_after"]:
            self.p("Arbetet har redan börjat på några håll i kommunen och erfarenheterna är goda.")
        if spec["box"] and number == 2:
            self.add("box", t("Fakta"), inside=[Node("item", t(x), marker=spec["bullet"]) for x in self.plan["fakta"]])
        if spec["quote"] and number == 1:
            self.add("quote", t(f"”{self.plan['citat']}”"))
        if spec["figure"] and number != 3:
            self.add("figure", t(f"Bild {number}. {self.rnd.choice(('Foto: Eva Lind', 'Dialogmöte våren 2024'))}"))

    def goal_gold(self, text: str) -> None:
        self.gold["goals"].append(text)

    def goals(self, number: int, area: Mapping[str, Any]) -> None:
        kind, goals = self.spec["goal"], area["mal"]
        if kind == "none":
            return
        if kind == "inline":
            self.p(f"Målet är att {goals[0][0].lower()}{goals[0][1:]}.")
            return
        for goal in goals:
            self.goal_gold(goal)
        if kind == "para":
            for index, goal in enumerate(goals, start=1):
                label = "Mål: " if len(goals) == 1 else f"Mål {index}: "
                self.add("p", (*t(label, "b"), *t(f"{goal}.")))
        elif kind == "inriktning":
            for goal in goals:
                self.add("p", (*t("Inriktningsmål: ", "b" if self.spec["bold_label"] else ""), *t(f"{goal}.")))
        elif kind == "sub":
            self.h("Mål", 2)
            self.bullets(goals)
        elif kind == "lead":
            self.p("Mål:", "b" if self.spec["bold_label"] else "")
            self.bullets(goals)
        elif kind == "box":
            self.add("box", t("Mål"), inside=[Node("item", t(x), marker=self.spec["bullet"]) for x in goals])

    def indicators(self, area: Mapping[str, Any]) -> None:
        kind, texts = self.spec["indicator"], area["indikator"]
        if kind == "none":
            return
        self.gold["indicators"].extend(texts)
        if kind == "sub":
            self.h(self.rnd.choice(("Indikatorer", "Indikatorer", "Nyckeltal")), 2)
            self.bullets(texts)
        elif kind == "lead":
            self.p("Indikatorer:", "b" if self.spec["bold_label"] else "")
            self.bullets(texts)
        elif kind == "box":
            self.add("box", t("Indikatorer"), inside=[Node("item", t(x), marker=self.spec["bullet"]) for x in texts])
        else:
            label = "Mått: " if kind == "matt" else "Indikator: "
            for text in texts:
                self.add("p", (*t(label, "b"), *t(text)))

    def deeds(
        self, number: int, area: Mapping[str, Any], deeds: Sequence[Mapping[str, Any]], level: int, part: int = 0
    ) -> None:
        spec, structure = self.spec, self.spec["structure"]
        years = self.plan["ar"]
        if structure in ("bullets", "nouns", "numbered", "boldtitle") and spec["lead"] != "none":
            lead = spec["lead_text"].format(k=self.plan["kommun"])
            if structure == "nouns" and lead not in ("Åtgärder:", "Aktiviteter:", "Insatser:"):
                lead = "Åtgärder:"
            if spec["lead"] == "sub":
                self.h(spec["sub_text"].replace("{år}", years), level)
            else:
                self.p(lead, "b" if spec["lead"] == "boldlead" else "")
        elif structure in ("runin", "subheads", "we", "kommun", "board") and spec["lead"] == "sub":
            self.h(spec["sub_text"].replace("{år}", years), level)
        if structure == "byboard":
            self.by_board(area, deeds)
            return
        for index, deed in enumerate(deeds, start=1):
            self.counter += 1
            label = self.label(number, index if not part else index + 10 * (part - 1), part)
            self.deed(area, deed, label, level + 1)

    def label(self, number: int, index: int, part: int) -> str:
        style = self.spec["number"]
        made = {"1.1": f"{number}.{index}", "1:1": f"{number}:{index}", "1a": f"{number}{chr(96 + index)}",
                "1.": f"{index}.", "A1": f"{chr(64 + number)}{index}"}  # fmt: skip
        return made[style]

    def by_board(self, area: Mapping[str, Any], deeds: Sequence[Mapping[str, Any]]) -> None:
        bodies: dict[str, list[Mapping[str, Any]]] = {}
        for deed in deeds:
            bodies.setdefault(deed["lead"][0], []).append(deed)
        for body, own in bodies.items():
            self.p(f"{body} ska:", "b" if self.spec["bold_label"] else "")
            for deed in own:
                text = _lower(deed["text"])
                self.gold_measure(area, text, None, [[body, "lead"]], None)
                self.add("item", t(text), marker=self.spec["bullet"])

    def gold_measure(
        self, area: Mapping[str, Any], text: str, label: str | None, bodies: list[list[str]], heading: str | None
    ) -> None:
        entry: dict[str, Any] = {"text": text, "area": area["rubrik"], "bodies": bodies}
        if label:
            entry["label"] = label.rstrip(".")
        if heading:
            entry["heading"] = heading
        self.gold["measures"].append(entry)

    def deed(self, area: Mapping[str, Any], deed: Mapping[str, Any], label: str, level: int) -> None:
        spec, structure = self.spec, self.spec["structure"]
        text, heading, used = deed["text"], None, None
        kommun = self.plan["kommun"]
        if structure == "nouns":
            text = deed["subst"]
        elif structure == "we":
            text = f"Vi ska {_lower(text)}"
        elif structure == "kommun":
            text = f"{self.rnd.choice(('Kommunen', f'{kommun} kommun'))} ska {_lower(text)}"
        elif structure == "board":
            verb = self.rnd.choice(("ska", "ska", "ansvarar för att"))
            text = f"{deed['lead'][0]} {verb} {_lower(text)}"
        bodies = self.bodies(deed)
        if structure == "board":
            bodies = [[deed["lead"][0], "lead"]]
        if structure in ("numbered", "runin"):
            used = label
        if structure in ("subheads", "boldtitle"):
            heading = deed["rubrik"]
        self.gold_measure(area, text, used, bodies, heading)
        lines = self.owner_lines(deed)
        tail = self.tail(deed)
        body = (*t(text if not (tail and tail.startswith(" (")) else text.rstrip(".")), *t(tail))
        if structure in ("bullets", "nouns"):
            self.item(body, self.spec["bullet"], lines)
        elif structure == "numbered":
            self.item(body, label, lines)
        elif structure == "runin":
            word = "Åtgärd" if spec["lead_text"] != "Insatser:" else "Insats"
            sign = ":" if self.rnd.random() < 0.7 else "."
            number = str(self.counter) if spec["number"] in ("1.", "A1") else label
            self.gold["measures"][-1]["label"] = number.rstrip(".")
            self.para((*t(f"{word} {number.rstrip('.')}{sign} ", "b"), *body), lines)
        elif structure == "subheads":
            self.h(f"{label} {heading}" if spec["number"] == "1.1" else heading, level)
            if spec["number"] == "1.1":
                self.gold["measures"][-1]["label"] = label
            self.para(body, lines)
        elif structure == "boldtitle":
            self.item((*t(f"{heading}. ", "b"), *body), self.spec["bullet"], lines)
        elif spec["number"] in ("1.1", "1:1"):
            self.para(body, lines)
        else:
            self.item(body, self.spec["bullet"], lines)

    def item(self, runs: Sequence[Run], marker: str, lines: Sequence[tuple[Run, ...]]) -> None:
        inside = self.spec["owner"] in ("under", "multi")
        self.add("item", runs, marker=marker, lines=list(lines) if inside else [])
        self.owner_paras([] if inside else lines)

    def para(self, runs: Sequence[Run], lines: Sequence[tuple[Run, ...]]) -> None:
        inside = self.spec["owner"] in ("under", "multi")
        self.add("p", runs, lines=list(lines) if inside else [])
        self.owner_paras([] if inside else lines)

    def owner_paras(self, lines: Sequence[tuple[Run, ...]]) -> None:
        for line in lines:
            style = "i" if self.spec["owner"] == "italic" else ""
            runs = tuple((text, flags or style) for text, flags in line)
            self.add("p", runs, align="right" if self.spec["owner"] == "right" else "", depth=1)

    def bodies(self, deed: Mapping[str, Any]) -> list[list[str]]:
        if self.spec["owner"] == "none":
            return []
        lead = [[body, "lead"] for body in deed["lead"]]
        return lead + ([] if self.spec["owner"] == "paren" else [[body, "co"] for body in deed["co"]])

    def owner_lines(self, deed: Mapping[str, Any]) -> list[tuple[Run, ...]]:
        spec = self.spec
        if spec["owner"] in ("none", "paren", "same"):
            return []
        bold = "b" if spec["bold_label"] else ""
        if spec["owner"] == "multi":
            lines = [(*t(f"{spec['owner_label']}: ", bold), *t(", ".join(deed["lead"])))]
            if deed["co"]:
                lines.append((*t(f"{spec['co_label']}: ", bold), *t(", ".join(deed["co"]))))
            lines.append((*t(f"{spec['time_label']}: ", bold), *t(deed["tid"])))
            return lines
        return [(*t(f"{spec['owner_label']}: ", bold), *t(self.owner_words(deed)))]

    def owner_words(self, deed: Mapping[str, Any]) -> str:
        together = f" i samverkan med {' och '.join(deed['co'])}" if deed["co"] else ""
        return ", ".join(deed["lead"]) + together

    def tail(self, deed: Mapping[str, Any]) -> str:
        if self.spec["owner"] == "paren":
            return f" ({', '.join(deed['lead'])}, {deed['tid']})"
        if self.spec["owner"] == "same":
            return f" {self.spec['owner_label']}: {self.owner_words(deed)}."
        return ""

    def back(self) -> None:
        plan, spec, choice = self.plan, self.spec, self.rnd.choice
        if spec["follow"]:
            self.chapter_head("Uppföljning", "Uppföljning och utvärdering", "Så följer vi upp planen")
            self.p(choice(("Varje år ska styrgruppen:", "Uppföljningen innebär att:", "Arbetet följs upp så här:")))
            self.bullets(plan["uppfoljning"])
        if spec["appendix"]:
            self.add("break")
            self.h(choice(("Bilaga 1. Underlag från dialogen", "Bilaga 1", "Bilaga: Underlag")), 1)
            self.p("Följande har legat till grund för planen:")
            self.bullets(plan["bilaga"])


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]


def plain(runs: Sequence[Run]) -> str:
    return re.sub(r"\s+", " ", "".join(text for text, _ in runs)).strip()
