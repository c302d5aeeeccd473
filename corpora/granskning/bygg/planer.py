"""Läser planernas innehåll (innehall/*.toml) till poster som PDF:erna, kodningen och den okodade listan byggs av.

En åtgärd står på en rad: ``t`` text, ``h`` rubrik i stycket, ``l`` ansvariga och ``c`` medverkande (delade med ";"),
``n`` nivå som den trycks, ``tid`` tidplan, ``m`` mått, ``st`` läge, ``anm`` anmärkning.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "innehall"
STRATEGY = "hallelands-strategi"
STATES = {"Pågår": "ongoing", "Under utveckling": "in_development", "Behov": "need", "Klart": "done"}
LEVELS = {
    **{"universell": "universal", "selektiv": "selective", "indikerad": "indicated"},
    **{"primär": "universal", "sekundär": "selective", "tertiär": "indicated"},
}
ORDER = ("universal", "selective", "indicated")


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
        found = {LEVELS[word.strip().lower()] for word in self.n.split(",") if word.strip()}
        return [level for level in ORDER if level in found]


@dataclass(frozen=True)
class Part:
    """Ett område med sina åtgärder. ``whole``: de ansvariga trycks en gång för hela området."""

    id: str
    heading: str
    deeds: list[Deed]
    number: str = ""
    prefix: str = ""
    intro: str = ""
    whole: str = ""
    objectives: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Plan:
    stem: str
    layout: str
    document: dict[str, Any]
    before: list[tuple[str, str]]
    after: list[tuple[str, str]]
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
    def deeds(self) -> list[Deed]:
        return [deed for part in self.parts for deed in part.deeds]


def parts(text: str) -> list[str]:
    return [name.strip() for name in text.split(";") if name.strip()]


def joined(names: list[str], last: str = "och") -> str:
    """Namnen som en uppräkning: "a", "a och b", "a, b och c"."""
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + f" {last} " + names[-1]


def prose(text: str) -> list[tuple[str, str]]:
    """Löptexten som (slag, text): h1, h2, li, p."""
    found = []
    for line in text.strip().splitlines():
        for mark, kind in (("## ", "h2"), ("# ", "h1"), ("- ", "li"), ("", "p")):
            if line.startswith(mark):
                found.append((kind, line.removeprefix(mark)))
                break
    return found


LABELS = {
    "granboda": lambda area, i: f"{area}.{i}",
    "stromsala": lambda area, i: f"{area}.{i}",
    "sandaro": lambda area, i: "abcdefghijkl"[i - 1],
    "bjorknaset": lambda area, i: f"{area}{i}",
}


def responsible(plan: Plan, part: Part, deed: Deed) -> str:
    """Ansvarsraden som den trycks (tabellernas två spalter skrivs efter varandra)."""
    lead, co = deed.lead, deed.co
    if plan.stem == "granboda":
        return f"Ansvarig: {', '.join(lead)}" + (f" | Medverkar: {', '.join(co)}" if co else "")
    if plan.stem == "alvhammar":
        return f"Ansvarig: {', '.join(lead)}" + (f" | Tillsammans med: {', '.join(co)}" if co else "")
    if plan.stem == "norrvattna":
        return f"Ansvar: {', '.join(lead)}" + (f" i samverkan med {joined(co)}" if co else "")
    if plan.stem == "stromsala":
        if not lead:
            return ""
        return f"Ansvarar: {joined(lead).lower()}." + (f" Medverkar: {joined(co)}." if co else "")
    if plan.stem == "kvarnshult":
        if part.whole:
            return f"Gäller hela bilden: {part.whole}"
        return f"({joined(lead)}" + (f" med {joined(co)})" if co else ")")
    if plan.stem == "ekeryda":
        return f"Vem: {joined(lead)}" + (f" tillsammans med {joined(co)}" if co else "")
    if plan.stem == "sandaro":
        return f"Ansvarig: {joined(lead)}." + (f" Medverkar: {joined(co)}." if co else "")
    return f"Ägare: {', '.join(lead)}" + (f" | Medaktör: {', '.join(co)}" if co else "")


def load(path: Path) -> Plan:
    raw = tomllib.loads(path.read_text("utf-8"))
    stem, count, found = path.stem, 0, []
    for position, area in enumerate(raw.get("areas", []), 1):
        deeds = []
        whole = area.pop("whole_l", "")
        area.pop("whole", None)
        for index, row in enumerate(area.pop("measures"), 1):
            count += 1
            label = LABELS[stem](area["number"], index) if stem in LABELS else ""
            row = {"l": whole} | row
            deeds.append(Deed(id=f"{stem}-m{count:02d}", label=label, **row))
        found.append(Part(id=f"{stem}-f{position}", deeds=deeds, whole=whole, **area))
    text = raw.get("text", {})
    return Plan(
        stem=stem,
        layout=raw["layout"],
        document=raw["document"],
        before=prose(text.get("before", "")),
        after=prose(text.get("after", "")),
        parts=found,
        norm=raw.get("norm", {}),
        goals=raw.get("goals", []),
    )


def load_all() -> list[Plan]:
    return [load(path) for path in sorted(FOLDER.glob("*.toml"))]


def load_plans() -> list[Plan]:
    """De åtta planer som kodas i gold.json: utan länets strategi."""
    return [plan for plan in load_all() if plan.stem != STRATEGY]
