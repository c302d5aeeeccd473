"""Vad ett utseende är: vem som sätter det, vilken plan det visar och vad det trycker av den."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from plantext import Plan


@dataclass(frozen=True)
class Layout:
    """Ett utseende. ``make`` ger PDF:ens byte, eller en källfil (``suffix``) som LibreOffice gör om till PDF.

    ``text`` är vad åtgärdens text är i tryck: ``text``, ``we`` ("Vi ska ...") eller ``steps`` (texten och dess steg).
    ``tagged`` ber LibreOffice att märka upp PDF:en. De andra fälten säger vad som trycks och därför ska hittas.
    """

    name: str
    producer: str
    plan: str
    make: Callable[[Plan, Path], None]
    suffix: str = "pdf"
    text: str = "text"
    label: bool = False
    title: bool = False
    lead: bool = True
    co: bool = True
    time: bool = True
    level: bool = False
    area: bool = True
    status: bool = False
    tagged: bool = False


LAYOUTS: list[Layout] = []


def layout(name: str, producer: str, plan: str, **printed: object) -> Callable[[Callable[[Plan, Path], None]], None]:
    """Lägger till ett utseende i listan."""

    def add(make: Callable[[Plan, Path], None]) -> None:
        LAYOUTS.append(Layout(name, producer, plan, make, **printed))  # type: ignore[arg-type]

    return add


STEPS = ("kartläggning under våren", "utbildning av dem som berörs", "genomgång av vad som blev bättre")
STATES = ("Pågående", "Under utveckling", "Behov")
