"""Where words stand: boxes and places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True, order=True)
class Box:
    """A rectangle on a page in PDF points, origin at the top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """The width in points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """The height in points."""
        return self.bottom - self.top

    def union(self, other: Box) -> Box:
        """The smallest box that holds both."""
        # Written out: this is done for every word several times over.
        return Box(
            self.x0 if self.x0 < other.x0 else other.x0,
            self.top if self.top < other.top else other.top,
            self.x1 if self.x1 > other.x1 else other.x1,
            self.bottom if self.bottom > other.bottom else other.bottom,
        )

    def holds(self, other: Box, slack: float = 1.0) -> bool:
        """Whether ``other`` lies inside this box, give or take ``slack`` points."""
        return (
            self.x0 - slack <= other.x0
            and self.top - slack <= other.top
            and other.x1 <= self.x1 + slack
            and other.bottom <= self.bottom + slack
        )


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where words stand: a page and a box on it, or a line of a text file (then there is no box)."""

    page: int
    box: Box | None = None
    line: int | None = None


def join_places(places: Iterable[Place]) -> list[Place]:
    """Places that follow each other on one page as one place with the box round all of theirs."""
    joined: list[Place] = []
    for _, group in groupby(places, key=lambda place: place.page):
        items = list(group)
        boxes = [place.box for place in items if place.box is not None]
        if not boxes:
            joined.append(items[0])
            continue
        box = Box(
            min(box.x0 for box in boxes),
            min(box.top for box in boxes),
            max(box.x1 for box in boxes),
            max(box.bottom for box in boxes),
        )
        joined.append(Place(items[0].page, box, items[0].line))
    return joined
