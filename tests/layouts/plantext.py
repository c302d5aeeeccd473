"""De påhittade planernas texter, som utseendena sätter och facit bygger på."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Deed:
    """En åtgärd med allt som ett utseende kan trycka om den."""

    label: str
    title: str
    text: str
    lead: tuple[str, ...]
    co: tuple[str, ...]
    level: str
    time: str
    indicator: str
    cost: str

    @property
    def leads(self) -> str:
        return ", ".join(self.lead)

    @property
    def partners(self) -> str:
        return ", ".join(self.co) or "–"

    @property
    def we(self) -> str:
        """Samma åtagande som en mening: "Vi ska ..."."""
        return f"Vi ska {self.text[0].lower()}{self.text[1:]}"

    @property
    def owner_line(self) -> str:
        return f"Ansvarig: {self.leads}" + (f" i samverkan med {' och '.join(self.co)}" if self.co else "")


@dataclass(frozen=True)
class Area:
    """Ett område med sitt mål."""

    heading: str
    goal: str
    deeds: tuple[Deed, ...]


@dataclass(frozen=True)
class Plan:
    """En plan."""

    title: str
    town: str
    years: str
    intro: str
    end: str
    areas: tuple[Area, ...]

    @property
    def bodies(self) -> list[str]:
        return sorted({body for area in self.areas for deed in area.deeds for body in (*deed.lead, *deed.co)})


def load_plans() -> dict[str, Plan]:
    raw = tomllib.loads((HERE / "planer.toml").read_text(encoding="utf-8"))
    return {name: _plan(entry) for name, entry in raw.items()}


def _plan(entry: dict[str, object]) -> Plan:
    areas = tuple(_area(number, area) for number, area in enumerate(entry["omrade"], start=1))  # type: ignore[arg-type, var-annotated]
    return Plan(*(str(entry[key]) for key in ("titel", "kommun", "ar", "ingress", "slut")), areas)


def _area(number: int, area: dict[str, object]) -> Area:
    deeds = tuple(
        Deed(
            label=f"{number}.{index}",
            title=deed["rubrik"],
            text=deed["text"],
            lead=tuple(deed["lead"]),
            co=tuple(deed["co"]),
            level=deed.get("niva", ""),
            time=deed["tid"],
            indicator=deed["matt"],
            cost=deed["resurs"],
        )
        for index, deed in enumerate(area["atgard"], start=1)  # type: ignore[arg-type, var-annotated]
    )
    return Area(str(area["rubrik"]), str(area["mal"]), deeds)
