"""pdfium's own functions, called for whole pages at a time.

pypdfium2 declares them with typed pointers, which costs more than the work they do on one letter. Here the same
functions are called with plain addresses, through ``map``, and write straight into numpy arrays.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

_ADDRESS = ctypes.c_void_p
_INT = ctypes.c_int
_SIZE = ctypes.c_size_t

TEXT, PATH, IMAGE, FORM = raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM
INVISIBLE = raw.FPDF_TEXTRENDERMODE_INVISIBLE
STROKED = raw.FPDF_TEXTRENDERMODE_STROKE
MOVE, LINE, BEZIER = raw.FPDF_SEGMENT_MOVETO, raw.FPDF_SEGMENT_LINETO, raw.FPDF_SEGMENT_BEZIERTO


def _plain(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A function of pdfium's taking plain integers as addresses."""
    call: Callable[..., Any] = ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(function, _ADDRESS).value or 0)
    return call


char_object = _plain(raw.FPDFText_GetTextObject, _SIZE, _ADDRESS, _INT)
char_code = _plain(raw.FPDFText_GetUnicode, ctypes.c_uint, _ADDRESS, _INT)
char_unmapped = _plain(raw.FPDFText_HasUnicodeMapError, _INT, _ADDRESS, _INT)
char_loose_box = _plain(raw.FPDFText_GetLooseCharBox, _INT, _ADDRESS, _INT, _ADDRESS)
char_origin = _plain(raw.FPDFText_GetCharOrigin, _INT, _ADDRESS, _INT, _ADDRESS, _ADDRESS)
char_matrix = _plain(raw.FPDFText_GetMatrix, _INT, _ADDRESS, _INT, _ADDRESS)
page_text = _plain(raw.FPDFText_GetText, _INT, _ADDRESS, _INT, _INT, _ADDRESS)
count_chars = _plain(raw.FPDFText_CountChars, _INT, _ADDRESS)
text_font = _plain(raw.FPDFTextObj_GetFont, _SIZE, _ADDRESS)
text_size = _plain(raw.FPDFTextObj_GetFontSize, _INT, _ADDRESS, _ADDRESS)
text_mode = _plain(raw.FPDFTextObj_GetTextRenderMode, _INT, _ADDRESS)
object_type = _plain(raw.FPDFPageObj_GetType, _INT, _ADDRESS)
object_mcid = _plain(raw.FPDFPageObj_GetMarkedContentID, _INT, _ADDRESS)
object_matrix = _plain(raw.FPDFPageObj_GetMatrix, _INT, _ADDRESS, _ADDRESS)
object_active = _plain(raw.FPDFPageObj_SetIsActive, _INT, _ADDRESS, _INT)
object_transparent = _plain(raw.FPDFPageObj_HasTransparency, _INT, _ADDRESS)
object_bounds = _plain(raw.FPDFPageObj_GetBounds, _INT, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS)
fill_colour = _plain(raw.FPDFPageObj_GetFillColor, _INT, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS)
stroke_colour = _plain(raw.FPDFPageObj_GetStrokeColor, _INT, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS)
page_object = _plain(raw.FPDFPage_GetObject, _SIZE, _ADDRESS, _INT)
form_count = _plain(raw.FPDFFormObj_CountObjects, _INT, _ADDRESS)
form_object = _plain(raw.FPDFFormObj_GetObject, _SIZE, _ADDRESS, ctypes.c_ulong)
path_mode = _plain(raw.FPDFPath_GetDrawMode, _INT, _ADDRESS, _ADDRESS, _ADDRESS)
path_count = _plain(raw.FPDFPath_CountSegments, _INT, _ADDRESS)
path_segment = _plain(raw.FPDFPath_GetPathSegment, _SIZE, _ADDRESS, _INT)
segment_point = _plain(raw.FPDFPathSegment_GetPoint, _INT, _ADDRESS, _ADDRESS, _ADDRESS)
segment_type = _plain(raw.FPDFPathSegment_GetType, _INT, _ADDRESS)
segment_close = _plain(raw.FPDFPathSegment_GetClose, _INT, _ADDRESS)
font_name = _plain(raw.FPDFFont_GetBaseFontName, _SIZE, _ADDRESS, _ADDRESS, _SIZE)
font_ascent = _plain(raw.FPDFFont_GetAscent, _INT, _ADDRESS, ctypes.c_float, _ADDRESS)
font_descent = _plain(raw.FPDFFont_GetDescent, _INT, _ADDRESS, ctypes.c_float, _ADDRESS)


def address(handle: Any) -> int:
    """A handle of pypdfium2's as a plain address."""
    return int(ctypes.cast(handle, _ADDRESS).value or 0)


def fill(function: Callable[..., Any], handles: Iterable[int], array: NDArray[Any], *more: Iterable[int]) -> None:
    """Call ``function(handle, *more, address...)`` for each row of ``array``, one address for each of its columns."""
    rows, columns = array.shape
    if not rows:
        return
    start, step = array.ctypes.data, array.strides[0]
    places = [range(start + c * array.itemsize, start + c * array.itemsize + rows * step, step) for c in range(columns)]
    deque(map(function, handles, *more, *places), maxlen=0)


def fill_struct(
    function: Callable[..., Any], handles: Iterable[int], array: NDArray[Any], *more: Iterable[int]
) -> None:
    """Call ``function(handle, *more, address)`` for each row of ``array``, a row being one structure."""
    rows = array.shape[0]
    if not rows:
        return
    start, step = array.ctypes.data, array.strides[0]
    deque(map(function, handles, *more, range(start, start + rows * step, step)), maxlen=0)


def matrices(objects: list[int]) -> NDArray[np.float32]:
    """The matrix (a b c d e f) of each page object; the identity where it has none."""
    found = np.zeros((len(objects), 6), dtype=np.float32)
    found[:, (0, 3)] = 1
    fill_struct(object_matrix, objects, found)
    return found


def colours(objects: list[int], stroke: bool = False) -> list[tuple[str | None, int]]:
    """The colour (``#rrggbb``; None where it is not told) and the opacity (0 to 255) of each page object."""
    rgba = np.zeros((len(objects), 4), dtype=np.uint32)
    call = stroke_colour if stroke else fill_colour
    places = range(rgba.ctypes.data, rgba.ctypes.data + rgba.nbytes, 16)
    told = [call(one, at, at + 4, at + 8, at + 12) for one, at in zip(objects, places, strict=True)]
    shades = ((rgba[:, 0] << 16) | (rgba[:, 1] << 8) | rgba[:, 2]).tolist()
    names = {shade: f"#{shade:06x}" for shade in set(shades)}
    return [
        (names[shade], opacity) if known else (None, 255)
        for known, shade, opacity in zip(told, shades, rgba[:, 3].tolist(), strict=True)
    ]
