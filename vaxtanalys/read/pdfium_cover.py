"""The images of a page and what lies hidden beneath them, as pdfium gives them."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import numpy as np
import pypdfium2.raw as raw

from vaxtanalys.model import Box
from vaxtanalys.read import pdfium
from vaxtanalys.read.marks import Picture
from vaxtanalys.read.pdfium_objects import Matrix, PageObjects, compose

_UNIT = np.array(((0, 0), (1, 0), (0, 1), (1, 1)), dtype=np.float64)
_SOLID = 250
_MOST_PIXELS = 4_000_000


def find_pictures(objects: PageObjects, document: Any, page: Any) -> list[Picture]:
    """Every image of a page, in the order of painting. ``covers`` works while the page is open."""
    found = []
    for i in objects.of_type(pdfium.IMAGE):
        own: Matrix = tuple(map(float, pdfium.matrices([objects.pointers[i]])[0]))  # type: ignore[assignment]
        outer = objects.outer[i]
        box = _bounds(_UNIT, own if outer is None else compose(own, outer), objects)
        found.append(Picture(box, i, _cover(i, box, objects, document, page)))
    return found


def visible_part(place: int, box: Box, objects: PageObjects) -> Box:
    """The part of an object's box that its clipping leaves to be seen (the box round each clipping path)."""
    path = raw.FPDFPageObj_GetClipPath(ctypes.cast(objects.addresses[place], raw.FPDF_PAGEOBJECT))
    for number in range(max(0, raw.FPDFClipPath_CountPaths(path)) if path else 0):
        count = raw.FPDFClipPath_CountPathSegments(path, number)
        segments = [pdfium.address(raw.FPDFClipPath_GetPathSegment(path, number, i)) for i in range(max(0, count))]
        if not segments or not all(segments):
            continue
        points = pdfium.answers(pdfium.segment_point, np.float32, 2, len(segments), pdfium.pointers(segments))
        clip = _bounds(points.astype(np.float64), objects.outer[place], objects)
        box = Box(max(box.x0, clip.x0), max(box.top, clip.top), min(box.x1, clip.x1), min(box.bottom, clip.bottom))
    return box


def _bounds(points: Any, matrix: Matrix | None, objects: PageObjects) -> Box:
    if matrix is not None:
        a, b, c, d, e, f = matrix
        points = np.column_stack((a * points[:, 0] + c * points[:, 1] + e, b * points[:, 0] + d * points[:, 1] + f))
    shown = objects.map.points(points)
    low, high = shown.min(axis=0), shown.max(axis=0)
    return Box(*(round(float(edge), 3) for edge in (*low, *high)))


def _cover(place: int, box: Box, objects: PageObjects, document: Any, page: Any) -> Callable[[Box], bool]:
    """Whether an image hides what stands in a box: not outside its clipping, nor where it lets light through."""
    known: dict[str, Any] = {}

    def covers(word: Box) -> bool:
        if "part" not in known:
            known["part"] = visible_part(place, box, objects)
            known["clear"] = pdfium.object_transparent(objects.pointers[place])
        if known["clear"] or not known["part"].holds(word, 0.5):
            return False
        if "alpha" not in known:
            known["alpha"] = _opacity(objects.addresses[place], document, page)
        alpha = known["alpha"]
        if alpha is None:
            return False
        height, width = alpha.shape
        rows = slice(*_span(word.top, word.bottom, box.top, box.bottom, height))
        columns = slice(*_span(word.x0, word.x1, box.x0, box.x1, width))
        return bool(alpha[rows, columns].min() >= _SOLID)

    return covers


def _span(start: float, end: float, low: float, high: float, count: int) -> tuple[int, int]:
    """The pixels of a row of ``count`` between ``low`` and ``high`` that a stretch touches; at least one."""
    scale = count / max(high - low, 1e-6)
    first = min(count - 1, max(0, int((start - low) * scale)))
    return first, max(first + 1, min(count, int((end - low) * scale) + 1))


def _opacity(address: int, document: Any, page: Any) -> Any:
    """The opacity (0 to 255) of an image as it is drawn on the page, by rows; None where it can not be told."""
    handle = ctypes.cast(address, raw.FPDF_PAGEOBJECT)
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    raw.FPDFImageObj_GetImagePixelSize(handle, ctypes.byref(wide), ctypes.byref(high))
    if not 0 < wide.value * high.value <= _MOST_PIXELS * 8:
        return None
    bitmap = raw.FPDFImageObj_GetRenderedBitmap(document, page, handle)
    if not bitmap:
        return None
    try:
        width, height = raw.FPDFBitmap_GetWidth(bitmap), raw.FPDFBitmap_GetHeight(bitmap)
        if raw.FPDFBitmap_GetFormat(bitmap) != raw.FPDFBitmap_BGRA or width * height > _MOST_PIXELS:
            return np.full((1, 1), 255, dtype=np.uint8)
        stride = raw.FPDFBitmap_GetStride(bitmap)
        buffer = (ctypes.c_ubyte * (stride * height)).from_address(pdfium.address(raw.FPDFBitmap_GetBuffer(bitmap)))
        rows = np.frombuffer(buffer, dtype=np.uint8).reshape(height, stride)
        return rows[:, 3 : 4 * width : 4].copy()
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
