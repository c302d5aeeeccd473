"""A PDF opened with pdfplumber: the slow engine, and the fallback of the fast one."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import numpy as np
import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from vaxtanalys.errors import DocumentError, PasswordError
from vaxtanalys.model import Box
from vaxtanalys.read.characters import colour
from vaxtanalys.read.marks import DOWN, SLANTED, UP, Letters, PageMarks, Picture, Shape, Style
from vaxtanalys.read.pdfium_file import LOCKED

if TYPE_CHECKING:
    from PIL.Image import Image

# Colour spaces whose one value is the strength of an ink, not how light the colour is.
_INKS = ("Separation", "DeviceN", "Indexed", "Pattern")

# Letters that are several characters have stand-ins from the last plane of Unicode, which is for private use.
_STAND_INS = 0x100000


class PlumberFile:
    """A PDF file in pdfplumber's hands. ``count`` is its number of pages."""

    def __init__(self, data: bytes) -> None:
        """Open ``data``. Raises PasswordError where a password is asked for, DocumentError where it can not be read."""
        try:
            self._pdf = pdfplumber.open(io.BytesIO(data))
        except PdfminerException as error:
            raise _open_error(error) from error
        try:
            self._pages = list(self._pdf.pages)
        except Exception as error:
            raise DocumentError(
                f"filens sidor går inte att läsa ({type(error).__name__}); hämta den på nytt"
            ) from error
        self.count = len(self._pages)

    def close(self) -> None:
        """Close the file."""
        # Closing walks the pages again, and a broken page tree breaks again; what was read is kept.
        with suppress(Exception):
            self._pdf.close()

    @property
    def title(self) -> str | None:
        """The title in the file's own properties."""
        value = self._pdf.metadata.get("Title") if isinstance(self._pdf.metadata, dict) else None
        return value.strip() or None if isinstance(value, str) else None

    @property
    def language(self) -> str | None:
        """The language that the file says it is in."""
        value = self._pdf.doc.catalog.get("Lang")
        return value.decode("latin-1").strip() or None if isinstance(value, bytes) else None

    def size(self, number: int) -> tuple[float, float]:
        """Width and height of page ``number`` (from 1); 0 where the file does not tell."""
        page = self._pages[number - 1]
        return float(page.width or 0), float(page.height or 0)

    @contextmanager
    def page(self, number: int) -> Iterator[PageMarks]:
        """What is drawn on page ``number`` (from 1); the page is closed afterwards."""
        page = self._pages[number - 1]
        try:
            yield _marks(page, number)
        finally:
            page.close()


def _open_error(error: PdfminerException) -> DocumentError:
    cause = error.args[0] if error.args else error
    if isinstance(cause, PDFPasswordIncorrect):
        return PasswordError(LOCKED)
    return DocumentError(
        f"filen går inte att öppna som PDF ({type(cause).__name__}); "
        "den kan vara skadad eller avhuggen, hämta den på nytt"
    )


def _marks(page: Any, number: int) -> PageMarks:
    shown = _shown(page)
    shift = (shown.x0, shown.top)
    chars = page.chars
    return PageMarks(
        number,
        shown.width,
        shown.height,
        int(page.rotation or 0),
        _letters(chars, shift),
        tuple(_shapes(page, shift)),
        tuple(Picture(_box(image, shift)) for image in page.images),
        lambda resolution: _draw(page, resolution),
        unmapped=sum(1 for char in chars if "(cid:" in char["text"] or "\ufffd" in char["text"]),
        cropped=any(shift),
    )


def _shown(page: Any) -> Box:
    """The part of the page that is shown, in pdfplumber's coordinates: its crop box within its media box."""
    media, crop = Box(*map(float, page.mediabox)), Box(*map(float, page.cropbox))
    cut = Box(max(media.x0, crop.x0), max(media.top, crop.top), min(media.x1, crop.x1), min(media.bottom, crop.bottom))
    return cut if cut.width > 0 and cut.height > 0 and not page.rotation else media


def _draw(page: Any, resolution: float) -> Image:
    image: Image = page.to_image(resolution=resolution, antialias=True).original
    return image


def _box(item: Mapping[str, Any], shift: tuple[float, float]) -> Box:
    x, y = shift
    return Box(float(item["x0"]) - x, float(item["top"]) - y, float(item["x1"]) - x, float(item["bottom"]) - y)


def _letters(chars: Sequence[Mapping[str, Any]], shift: tuple[float, float]) -> Letters:
    styles: dict[Style, int] = {}
    index = []
    boxes = np.zeros((len(chars), 4))
    runs = np.zeros((len(chars), 4))
    for i, char in enumerate(chars):
        box = _box(char, shift)
        style, run = _style(char, box)
        index.append(styles.setdefault(style, len(styles)))
        boxes[i] = (box.x0, box.top, box.x1, box.bottom)
        runs[i] = run
    mcid = [-1 if char.get("mcid") is None else int(char["mcid"]) for char in chars]
    text, more = _characters([str(char["text"]) for char in chars])
    return Letters(
        np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32),
        more,
        boxes,
        runs,
        np.array(index, dtype=np.int64),
        tuple(styles),
        np.array(mcid, dtype=np.int64),
        np.full(len(chars), -1, dtype=np.int64),
        np.zeros(len(chars), dtype=np.bool_),
    )


def _characters(texts: Sequence[str]) -> tuple[str, dict[str, str]]:
    """One character for each text, and what is meant by those that stand for several (or for none)."""
    stand_ins: dict[str, str] = {}
    for text in texts:
        if len(text) != 1 and text not in stand_ins:
            stand_ins[text] = chr(_STAND_INS + len(stand_ins) % 0xFFFE)
    return "".join(stand_ins.get(text, text) for text in texts), {mark: text for text, mark in stand_ins.items()}


def _style(char: Mapping[str, Any], box: Box) -> tuple[Style, tuple[float, float, float, float]]:
    """How a letter is set, and its box as if its line lay level.

    pdfminer calls a letter upright however it slants, so its matrix tells.
    """
    along, rise = float(char["matrix"][0]), float(char["matrix"][1])
    font = str(char.get("fontname", "")).split("+", 1)[-1]
    shade = None if str(char.get("ncs", "")) in _INKS else colour(char.get("non_stroking_color"))
    if abs(rise) <= 0.05 * abs(along) and along > 0:
        size = round(float(char.get("size", box.height)), 2)
        return Style(font, size, shade), (box.x0, box.top, box.x1, box.bottom)
    if abs(along) <= 0.05 * abs(rise):
        size = round(box.width, 2)
        if rise > 0:
            return Style(font, size, shade, UP, 90), (-box.bottom, box.x0, -box.top, box.x1)
        return Style(font, size, shade, DOWN, -90), (box.top, -box.x1, box.bottom, -box.x0)
    angle = math.atan2(rise, along)
    cos, sin = math.cos(angle), math.sin(angle)
    wide = float(char.get("adv", 0.0)) * math.hypot(along, rise)
    size = max(0.1, (box.width + box.height) / (abs(cos) + abs(sin)) - wide)
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    middle, level = x * cos - y * sin, y * cos + x * sin
    style = Style(font, round(size, 1), shade, SLANTED, round(math.degrees(angle)))
    return style, (middle - wide / 2, level - size / 2, middle + wide / 2, level + size / 2)


def _shapes(page: Any, shift: tuple[float, float]) -> Iterator[Shape]:
    for kind, items in (("line", page.lines), ("rect", page.rects), ("curve", page.curves)):
        for item in items:
            filled = bool(item.get("fill"))
            shade = colour(item.get("non_stroking_color")) if filled else None
            points: tuple[tuple[float, float], ...] = ()
            if kind == "curve":
                points = tuple(
                    (round(float(x) - shift[0], 3), round(float(y) - shift[1], 3)) for x, y in item.get("pts", ())
                )
            box = Box(*(round(edge, 3) for edge in _edges(_box(item, shift))))
            yield Shape(kind, box, filled, shade, points)


def _edges(box: Box) -> tuple[float, float, float, float]:
    return box.x0, box.top, box.x1, box.bottom
