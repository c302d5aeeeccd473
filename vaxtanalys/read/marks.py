"""What an engine finds drawn on a page: letters, lines, rectangles, curves, images.

The records are the same from every engine. Boxes are in PDF points with the origin at the top left of the page as
shown: turned by its ``Rotate`` and cut to its crop box.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from vaxtanalys.model import Box

if TYPE_CHECKING:
    from PIL.Image import Image

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Codes = NDArray[np.uint32]
# No white space has a code point from this one on.
_NOT_BLANK = 0x3001
_BLANK = np.array([chr(code).isspace() for code in range(_NOT_BLANK + 1)], dtype=np.bool_)

# How a run of letters is turned: upright, upwards, downwards, or else (slanted, upside down).
UPRIGHT, UP, DOWN, SLANTED = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class Style:
    """How letters are set: the font's name, size in points, fill colour, how they are turned and at which angle."""

    font: str
    size: float
    color: str | None
    turn: int = UPRIGHT
    angle: int = 0


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of a page in the order of its content; row ``i`` of every array belongs to letter ``i``.

    codes: code points. more: what is meant by a character that stands for several (a ligature). boxes: x0, top, x1,
    bottom on the page, a letter's height being its font size. runs: the same as if the line it stands in lay level
    (equal to ``boxes`` for upright letters). style: index into ``styles``. mcid: marked content, -1 where there is
    none. order: place in the order of painting. unseen: painted with nothing (invisible).
    """

    codes: Codes
    more: Mapping[str, str]
    boxes: Floats
    runs: Floats
    style: Ints
    styles: Sequence[Style]
    mcid: Ints
    order: Ints
    unseen: Flags

    def blank(self) -> Flags:
        """Whether each letter is white space."""
        return _BLANK[np.minimum(self.codes, _NOT_BLANK)]

    def text(self, order: Ints) -> str:
        """The letters of these rows."""
        return self.codes[order].tobytes().decode("utf-32-le")


@dataclass(frozen=True, slots=True)
class Shape:
    """A drawn path: ``kind`` is line, rect or curve.

    ``color`` is that of the filling; None where there is none or it can not be told. ``points`` are the corners of a
    curve. ``order`` is the place in the order of painting, -1 where the engine does not tell. ``solid`` is False where
    what lies beneath shines through.
    """

    kind: str
    box: Box
    filled: bool
    color: str | None
    points: tuple[tuple[float, float], ...] = ()
    order: int = -1
    solid: bool = True


@dataclass(frozen=True, slots=True)
class Picture:
    """An image on the page. ``covers`` tells whether it hides what stands in a box beneath it; None: not known."""

    box: Box
    order: int = -1
    covers: Callable[[Box], bool] | None = None


@dataclass(frozen=True, slots=True)
class PageMarks:
    """A page as an engine gives it.

    ``draw`` gives the page as a picture of so many dots an inch, ``draw_part`` what of that picture stands in a box;
    None where the engine draws whole pages only. ``part`` tells of the object painted at a place in the
    order which part of its box its clipping leaves to be seen; None where the engine does not know. ``unmapped`` counts
    letters that the file gives no character for. ``doubled`` tells whether the engine took out letters printed twice on
    the same spot. ``cropped`` tells whether the page shown begins elsewhere than in the file's origin. ``doubt`` is why
    the engine may not have told all of the page's text; empty where it has.
    """

    number: int
    width: float
    height: float
    rotation: int
    letters: Letters
    shapes: tuple[Shape, ...]
    pictures: tuple[Picture, ...]
    draw: Callable[[float], Image]
    part: Callable[[int, Box], Box] | None = None
    unmapped: int = 0
    doubled: bool = False
    cropped: bool = False
    doubt: str = ""
    draw_part: Callable[[float, Box], Image] | None = None

    @property
    def sheet(self) -> Box:
        """All of the page as a box."""
        return Box(0.0, 0.0, self.width, self.height)
