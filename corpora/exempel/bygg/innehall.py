"""Läser planernas innehåll (TOML) till poster som både PDF:erna och kodningen byggs av."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "innehall"
NOTE = re.compile(r"\[\^(\d+)\]")


@dataclass(frozen=True)
class Measure:
    """En åtgärd som den trycks, och hur den ska kodas."""

    text: str
    levels: list[str]
    target_groups: list[str]
    label: str | None = None
    heading: str | None = None
    remark: str | None = None
    lead: list[str] = field(default_factory=list)
    co: list[str] = field(default_factory=list)
    co_in_text: list[str] = field(default_factory=list)
    bodies_allowed: list[str] = field(default_factory=list)
    label_word: str = "Ansvar"
    levels_allowed: list[str] = field(default_factory=list)
    target_groups_allowed: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    groups_allowed: list[str] = field(default_factory=list)
    target_column: str | None = None
    merge_bodies: bool = False
    follow_up: str | None = None
    status: str | None = None
    timeline: str | None = None
    row: int = 0

    @property
    def plain(self) -> str:
        """Texten utan notmärken och radbrytningar."""
        return re.sub(r"\s+", " ", NOTE.sub("", self.text)).strip()


@dataclass(frozen=True)
class Area:
    """Ett fokusområde: rubrik, ingress, mål och åtgärder."""

    heading: str
    measures: list[Measure]
    number: str | None = None
    intro: str = ""
    lead_in: str = ""
    after: str = ""
    objectives: list[str] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Content:
    """Ett dokument: uppgifter, löpande text, områden."""

    stem: str
    layout: str
    document: dict[str, Any]
    before: str
    after: str
    footnotes: dict[str, str]
    areas: list[Area]
    slides: list[dict[str, Any]]
    levels_printed: bool
    norm: dict[str, str]
    proper: list[str]

    @property
    def municipality(self) -> str:
        return str(self.document.get("municipality") or "")

    @property
    def title(self) -> str:
        return str(self.document["title"])

    @property
    def measures(self) -> list[Measure]:
        return [measure for area in self.areas for measure in area.measures]

    def in_sentence(self, body: str) -> str:
        """Namnet inne i en mening: liten begynnelsebokstav, utom för egennamn."""
        if body.endswith(" AB") or body in self.proper or body.split()[0] in self.proper:
            return body
        return body[0].lower() + body[1:]

    def printed_bodies(self, measure: Measure) -> tuple[list[str], list[str]]:
        """De ansvariga och de medverkande som de står i en mening ("X och y i samverkan med z")."""
        lead = [body if i == 0 else self.in_sentence(body) for i, body in enumerate(measure.lead)]
        return lead, [self.in_sentence(body) for body in measure.co]


def load(path: Path) -> Content:
    """Ett dokuments innehåll ur dess TOML-fil; okända nycklar ger TypeError."""
    raw = tomllib.loads(path.read_text("utf-8"))
    areas = []
    for area in raw.get("areas", []):
        measures = [Measure(**measure) for measure in area.pop("measures", [])]
        areas.append(Area(measures=measures, **area))
    text = raw.get("text", {})
    return Content(
        stem=path.stem,
        layout=raw["layout"],
        document=raw["document"] | ({"letter": text["letter"]} if "letter" in text else {}),
        before=text.get("before", ""),
        after=text.get("after", ""),
        footnotes=raw.get("footnotes", {}),
        areas=areas,
        slides=raw.get("slides", []),
        levels_printed=raw.get("levels_printed", False),
        norm=raw.get("norm", {}),
        proper=raw.get("proper", []),
    )


def load_all() -> list[Content]:
    """Alla dokument, i namnordning."""
    return [load(path) for path in sorted(FOLDER.glob("*.toml"))]


def blocks(markup: str) -> list[tuple[str, str]]:
    """Löptexten som (slag, text): h1, h2, p eller li."""
    found: list[tuple[str, str]] = []
    for line in (line.strip() for line in markup.splitlines()):
        if not line:
            continue
        for mark, kind in (("## ", "h2"), ("# ", "h1"), ("- ", "li")):
            if line.startswith(mark):
                found.append((kind, line.removeprefix(mark)))
                break
        else:
            found.append(("p", line))
    return found


def split_notes(text: str) -> list[tuple[str, str | None]]:
    """Texten delad vid notmärken: (text, notens nummer eller None)."""
    parts: list[tuple[str, str | None]] = []
    position = 0
    for match in NOTE.finditer(text):
        parts.append((text[position : match.start()], match.group(1)))
        position = match.end()
    parts.append((text[position:], None))
    return parts


def join_bodies(bodies: list[str]) -> str:
    """Namnen som en uppräkning: "a", "a och b", "a, b och c"."""
    return bodies[0] if len(bodies) == 1 else ", ".join(bodies[:-1]) + " och " + bodies[-1]


def responsible_line(content: Content, measure: Measure) -> str:
    """Raden "Ansvar: ..." under en åtgärd."""
    lead, co = content.printed_bodies(measure)
    line = f"{measure.label_word}: {join_bodies(lead)}"
    return line + (f" i samverkan med {join_bodies(co)}" if co else "")
