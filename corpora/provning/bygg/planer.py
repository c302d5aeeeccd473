"""Läser planernas innehåll (innehall/*.toml) till poster som både PDF:erna och kodningen byggs av.

En åtgärd står på en rad: ``t`` text, ``h`` rubrik i stycket, ``l`` ansvariga, ``c`` medverkande (delade med ";"),
``n`` nivå som den trycks, ``tid`` tidplan, ``m`` mått, ``k`` kostnad, ``st`` läge, ``anm`` anmärkning.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "innehall"
STRATEGY = "lansstyrelsen-vindelmark"
OLDER = "torsharg-2021"
STATES = {"Pågår": "ongoing", "Under utveckling": "in_development", "Behov": "need", "Klart": "done"}
LEVELS = {
    **{"U": "universal", "S": "selective", "I": "indicated"},
    **{"Universell": "universal", "Selektiv": "selective", "Indikerad": "indicated"},
    **{"Främjande": "universal", "Förebyggande": "selective", "Åtgärdande": "indicated"},
    **{"Primär": "universal", "Sekundär": "selective", "Tertiär": "indicated"},
}


@dataclass(frozen=True)
class Deed:
    """En åtgärd som den trycks; ``id`` är dokumentets id och åtgärdens plats, räknad från 1."""

    id: str
    t: str
    h: str = ""
    l: str = ""  # noqa: E741 - samma korta namn som i innehållet
    c: str = ""
    n: str = ""
    tid: str = ""
    m: str = ""
    k: str = ""
    st: str = ""
    anm: str = ""
    label: str = ""

    @property
    def lead(self) -> list[str]:
        return parts(self.l)

    @property
    def co(self) -> list[str]:
        return parts(self.c)

    @property
    def levels(self) -> list[str]:
        """Nivåerna som koder, i kodbokens ordning."""
        found = {LEVELS[word.strip()] for word in self.n.split(",") if word.strip()}
        return [level for level in ("universal", "selective", "indicated") if level in found]


@dataclass(frozen=True)
class Part:
    """Ett område med sina åtgärder."""

    id: str
    heading: str
    deeds: list[Deed]
    number: str = ""
    intro: str = ""
    lead_in: str = ""
    objectives: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Plan:
    """Ett dokument. ``goals`` har bara länets strategi."""

    stem: str
    layout: str
    document: dict[str, Any]
    before: str
    after: str
    parts: list[Part]
    norm: dict[str, str]
    goals: list[dict[str, Any]]

    @property
    def title(self) -> str:
        return str(self.document["title"])

    @property
    def town(self) -> str:
        return str(self.document.get("municipality", ""))

    @property
    def owner(self) -> str:
        """Den som ger ut dokumentet, som det skrivs på första sidan."""
        town = self.town
        genitive = town if town.endswith("s") else f"{town}s"
        return str(self.document.get("publisher") or f"{genitive} kommun")

    @property
    def deeds(self) -> list[Deed]:
        return [deed for part in self.parts for deed in part.deeds]


def parts(text: str) -> list[str]:
    return [name.strip() for name in text.split(";") if name.strip()]


def joined(names: list[str]) -> str:
    """Namnen som en uppräkning: "a", "a och b", "a, b och c"."""
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " och " + names[-1]


def load(path: Path) -> Plan:
    """Ett dokuments innehåll; en okänd nyckel på en åtgärd ger TypeError."""
    raw = tomllib.loads(path.read_text("utf-8"))
    stem, count, found = path.stem, 0, []
    for position, area in enumerate(raw.get("areas", []), 1):
        deeds = []
        for index, row in enumerate(area.pop("measures"), 1):
            count += 1
            label = f"{area['number']}.{index}" if area.get("number") else ""
            deeds.append(Deed(id=f"{stem}-m{count:02d}", label=label, **row))
        found.append(Part(id=f"{stem}-f{position}", deeds=deeds, **area))
    text = raw.get("text", {})
    return Plan(
        stem=stem,
        layout=raw["layout"],
        document=raw["document"],
        before=text.get("before", ""),
        after=text.get("after", ""),
        parts=found,
        norm=raw.get("norm", {}),
        goals=raw.get("goals", []),
    )


def load_all() -> list[Plan]:
    """Alla dokument, i namnordning."""
    return [load(path) for path in sorted(FOLDER.glob("*.toml"))]


def load_plans() -> list[Plan]:
    """De åtta planer som kodas i gold.json: utan länets strategi och utan den äldre planen."""
    return [plan for plan in load_all() if plan.stem not in (STRATEGY, OLDER)]
