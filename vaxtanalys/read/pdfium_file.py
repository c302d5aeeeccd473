"""A PDF opened with pdfium: the fast engine."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np
import pypdfium2
import pypdfium2.raw as raw

from vaxtanalys.errors import DocumentError, PasswordError
from vaxtanalys.model import Box
from vaxtanalys.read import pdfium
from vaxtanalys.read.marks import Letters, PageMarks
from vaxtanalys.read.pdfium_cover import find_pictures, visible_part
from vaxtanalys.read.pdfium_letters import ReadLetters, read_letters
from vaxtanalys.read.pdfium_objects import PageObjects, find_objects
from vaxtanalys.read.pdfium_shapes import find_shapes

if TYPE_CHECKING:
    from PIL.Image import Image

LOCKED = "filen är låst med lösenord; spara en kopia utan lösenord och lägg den i stället för filen"
# Many producers set each space as a text of its own; pdfium gives no letter for those.
_SILENT = 0.6
_FEW = 5
# The doubt about a page on which pdfium finds nothing.
EMPTY = "sidan är tom"
# The doubt about a page with letters that stand for others.
REPLACED = "ersättningstext"
# From this share of control characters a font has no letters for its codes, and pdfium gives the codes themselves.
_BARE_CODES = 0.002


class PdfiumFile:
    """A PDF file in pdfium's hands. ``count`` is its number of pages, ``document`` the file as pypdfium2 has it."""

    def __init__(self, data: bytes) -> None:
        """Open ``data``. Raises PasswordError where a password is asked for, DocumentError where it can not be read."""
        try:
            self.document: Any = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if _is_locked(data):
                raise PasswordError(LOCKED) from error
            raise DocumentError(
                f"filen går inte att öppna som PDF ({error}); den kan vara skadad eller avhuggen, hämta den på nytt"
            ) from error
        self.count = len(self.document)

    def close(self) -> None:
        """Close the file."""
        self.document.close()

    @property
    def title(self) -> str | None:
        """The title in the file's own properties."""
        return str(self.document.get_metadata_value("Title")).strip() or None

    @property
    def language(self) -> str | None:
        """The language that the file says it is in."""
        size = raw.FPDFCatalog_GetLanguage(self.document, None, 0)
        if size <= 2:
            return None
        buffer = ctypes.create_string_buffer(size * 2)
        raw.FPDFCatalog_GetLanguage(self.document, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
        return buffer.raw[: 2 * size].decode("utf-16-le", "replace").split("\0", 1)[0].strip() or None

    @contextmanager
    def page(self, number: int) -> Iterator[PageMarks]:
        """What is drawn on page ``number`` (from 1); the page is closed afterwards.

        Raises DocumentError where pdfium does not load the page.
        """
        try:
            page = self.document[number - 1]
        except pypdfium2.PdfiumError as error:
            raise DocumentError(f"pdfium läser inte sidan {number}") from error
        try:
            yield self._marks(page, number)
        finally:
            page.close()

    def _marks(self, drawn: Any, number: int) -> PageMarks:
        page = drawn.raw
        objects = find_objects(page)
        read = read_letters(page, objects)
        doubled, doubt = _untold(read, objects)
        pictures = find_pictures(objects, self.document, page)
        shapes = find_shapes(objects)
        shown = objects.map
        return PageMarks(
            number,
            shown.width,
            shown.height,
            shown.rotation,
            read.letters,
            tuple(shapes),
            tuple(pictures),
            lambda resolution: _draw(drawn, resolution),
            lambda place, box: visible_part(place, box, objects),
            read.unmapped,
            doubled,
            shown.cropped,
            doubt,
            lambda resolution, box: _draw(drawn, resolution, box),
        )


def _draw(page: Any, resolution: float, box: Box | None = None) -> Image:
    """A page as a picture, or the pixels of it that stand in a box (points).

    The page is the one that was read: what pdfium has decoded of its images for one picture serves for the next.
    """
    scale = resolution / 72
    cut = (0.0, 0.0, 0.0, 0.0)
    if box is not None:
        width, height = (math.ceil(edge * scale) for edge in page.get_size())
        right, foot = min(round(box.x1 * scale), width), min(round(box.bottom * scale), height)
        edges = (round(box.x0 * scale), height - foot, width - right, round(box.top * scale))
        cut = tuple(max(0, edge) / scale for edge in edges)  # type: ignore[assignment]
    image: Image = page.render(scale=scale, crop=cut, prefer_bgrx=True).to_pil()
    return image


def _is_locked(data: bytes) -> bool:
    """Whether a file that did not open asks for a password.

    pdfium tells of the last error that it met, and not every failure sets it; one that is known to is met first, lest a
    locked file opened before should answer for this one.
    """
    for attempt in (b"%PDF-", data):
        raw.FPDF_LoadMemDocument64(attempt, len(attempt), None)
    return bool(raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD)


def _untold(read: ReadLetters, objects: PageObjects) -> tuple[bool, str]:
    """Whether texts are left out as standing on the same text (fake bold), and why others may be missing."""
    if not objects.addresses:
        return False, EMPTY
    if read.unmapped or _bare_codes(read.letters) > _BARE_CODES:
        return False, "tecken utan bokstav"
    # The letters of a replacement text (ActualText) begin in one spot; where each of its words stands is not told.
    x, y = read.letters.boxes[:, 0], read.letters.boxes[:, 1]
    same = (x[1:] == x[:-1]) & (y[1:] == y[:-1])
    if (same[1:] & same[:-1] & read.letters.blank()[1:-1]).any():
        return False, REPLACED
    texts = objects.of_type(pdfium.TEXT)
    left_out = [i for i in texts if i not in read.objects]
    if len(left_out) > max(_FEW, _SILENT * len(texts)):
        return False, "texter utan tecken"
    inked = [box for box in _bounds(left_out, objects) if box.width > 0.1 and box.height > 0.1]
    if not inked:
        return False, ""
    told = _bounds([i for i in texts if i in read.objects], objects)
    if all(any(_alike(box, other) for other in told) for box in inked):
        return True, ""
    return False, "utelämnad text"


def _bare_codes(letters: Letters) -> float:
    """``codes_for_letters``: the share (0 to 1) of control characters (but white space) among a page's letters."""
    if not len(letters.codes) or letters.codes.min() >= ord(" "):
        return 0.0
    bare = (letters.codes < ord(" ")) & ~letters.blank()
    return float(np.count_nonzero(bare)) / max(1, len(bare))


def _bounds(places: list[int], objects: PageObjects) -> list[Box]:
    """The boxes of some of a page's objects, in its own coordinates."""
    some = [objects.pointers[place] for place in places]
    bounds = pdfium.answers(pdfium.object_bounds, np.float32, 4, len(some), some)
    return [Box(left, bottom, right, top) for left, bottom, right, top in bounds.tolist()]


def _alike(box: Box, other: Box) -> bool:
    """Whether two boxes are the same size and in the same place, but for the breadth of a stroke."""
    reach = max(1.0, 0.12 * box.height)
    pairs = ((box.x0, other.x0), (box.top, other.top), (box.x1, other.x1), (box.bottom, other.bottom))
    return all(abs(a - b) <= reach for a, b in pairs)
