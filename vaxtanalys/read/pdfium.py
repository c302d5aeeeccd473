"""pdfium's own functions, called for whole pages at a time.

pypdfium2 declares them with typed pointers, and ctypes then makes each argument anew for each call, which costs more
than the work that is done on one letter. Here the same functions are called through ``map`` with arguments that ctypes
made once (``Pointer``): those of the handles, and those of the places in one block of memory that the answers are
written to. So a call makes nothing but its answer, and takes less than half the time.

A handle must be given as a ``Pointer``: nothing else tells ctypes that a number is an address and no ``int``. pdfium
works for one thread at a time, and so does the block.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import islice
from typing import Any, NewType

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

_ADDRESS = ctypes.c_void_p
_INT = ctypes.c_int
_SIZE = ctypes.c_size_t

# An address as ctypes passes it on, and what makes one.
Pointer = NewType("Pointer", object)
_argument: Callable[[int], Pointer] = _ADDRESS.from_param  # type: ignore[assignment]

TEXT, PATH, IMAGE, FORM = raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM
INVISIBLE = raw.FPDF_TEXTRENDERMODE_INVISIBLE
STROKED = raw.FPDF_TEXTRENDERMODE_STROKE
MOVE, LINE, BEZIER = raw.FPDF_SEGMENT_MOVETO, raw.FPDF_SEGMENT_LINETO, raw.FPDF_SEGMENT_BEZIERTO


def _function(function: Any, result: Any = None) -> Callable[..., Any]:
    """A function of pdfium's that takes arguments as they come: a ``Pointer``, or a whole number for an ``int``."""
    call: Callable[..., Any] = ctypes.PYFUNCTYPE(result)(ctypes.cast(function, _ADDRESS).value or 0)
    return call


char_object = _function(raw.FPDFText_GetTextObject, _SIZE)
char_code = _function(raw.FPDFText_GetUnicode, ctypes.c_uint)
char_unmapped = _function(raw.FPDFText_HasUnicodeMapError, _INT)
char_loose_box = _function(raw.FPDFText_GetLooseCharBox)
char_origin = _function(raw.FPDFText_GetCharOrigin)
char_matrix = _function(raw.FPDFText_GetMatrix)
page_text = _function(raw.FPDFText_GetText, _INT)
count_chars = _function(raw.FPDFText_CountChars, _INT)
text_font = _function(raw.FPDFTextObj_GetFont, _SIZE)
text_size = _function(raw.FPDFTextObj_GetFontSize)
text_mode = _function(raw.FPDFTextObj_GetTextRenderMode, _INT)
object_type = _function(raw.FPDFPageObj_GetType, _INT)
object_mcid = _function(raw.FPDFPageObj_GetMarkedContentID, _INT)
object_matrix = _function(raw.FPDFPageObj_GetMatrix)
object_active = _function(raw.FPDFPageObj_SetIsActive)
object_transparent = _function(raw.FPDFPageObj_HasTransparency, _INT)
object_bounds = _function(raw.FPDFPageObj_GetBounds)
fill_colour = _function(raw.FPDFPageObj_GetFillColor, _INT)
stroke_colour = _function(raw.FPDFPageObj_GetStrokeColor, _INT)
page_object = _function(raw.FPDFPage_GetObject, _SIZE)
form_count = _function(raw.FPDFFormObj_CountObjects, _INT)
form_object = _function(raw.FPDFFormObj_GetObject, _SIZE)
path_mode = _function(raw.FPDFPath_GetDrawMode)
path_count = _function(raw.FPDFPath_CountSegments, _INT)
path_segment = _function(raw.FPDFPath_GetPathSegment, _SIZE)
segment_point = _function(raw.FPDFPathSegment_GetPoint)
segment_type = _function(raw.FPDFPathSegment_GetType, _INT)
segment_close = _function(raw.FPDFPathSegment_GetClose, _INT)
font_name = _function(raw.FPDFFont_GetBaseFontName, _SIZE)
font_ascent = _function(raw.FPDFFont_GetAscent)
font_descent = _function(raw.FPDFFont_GetDescent)


def address(handle: Any) -> int:
    """A handle of pypdfium2's as a plain address."""
    return int(ctypes.cast(handle, _ADDRESS).value or 0)


def pointers(addresses: Iterable[int]) -> list[Pointer]:
    """Plain addresses as arguments."""
    return list(map(_argument, addresses))


def pointer(address: int) -> Pointer:
    """A plain address as an argument."""
    return pointers((address,))[0]


# The block: so many rows, of 32 bytes each, and the places in a row that are written to.
_ROWS = 4096
_PLACES = 4


class _Block:
    """Memory that pdfium writes its answers to: rows that are seen as any kind of number."""

    def __init__(self) -> None:
        self.rows = np.zeros((_ROWS, 4), dtype=np.float64)
        start, step = self.rows.ctypes.data, self.rows.strides[0]
        end = start + self.rows.nbytes
        # By the byte of a row (a multiple of four) that the number begins at.
        self.places = [pointers(range(start + 4 * place, end, step)) for place in range(_PLACES)]


_block = lru_cache(maxsize=1)(_Block)


def answers(
    function: Callable[..., Any], kind: type[np.generic], columns: int, count: int, *arguments: Iterable[Any]
) -> NDArray[Any]:
    """What ``count`` calls ``function(*arguments, place...)`` write: a row for each, one place for each column.

    The numbers are of type ``kind``; where a call writes nothing they are 0.
    """
    step = np.dtype(kind).itemsize // 4
    places = [_block().places[column * step] for column in range(columns)]
    return _gather(function, kind, columns, count, arguments, places, 0)[1]


def structures(
    function: Callable[..., Any], columns: int, count: int, *arguments: Iterable[Any], default: Any = 0
) -> NDArray[np.float32]:
    """What ``count`` calls ``function(*arguments, place)`` write: a row of single floats for each, ``default`` else."""
    return _gather(function, np.float32, columns, count, arguments, _block().places[:1], default)[1]


def _gather(
    function: Callable[..., Any],
    kind: type[np.generic],
    columns: int,
    count: int,
    arguments: tuple[Iterable[Any], ...],
    places: list[list[Pointer]],
    default: Any,
) -> tuple[list[Any], NDArray[Any]]:
    """What the calls return, and what they write."""
    returned: list[Any] = []
    written = _block().rows.view(kind)[:, :columns]
    found = np.empty((count, columns), dtype=kind)
    given = [iter(argument) for argument in arguments]
    for start in range(0, count, _ROWS):
        rows = min(_ROWS, count - start)
        written[:rows] = default
        # ``map`` ends with the first that ends: where rows are left, that must be before it has taken of the others.
        some = given if rows == count else [islice(argument, rows) for argument in given]
        returned.extend(map(function, *some, *(place[:rows] for place in places)))
        found[start : start + rows] = written[:rows]
    return returned, found


def matrices(objects: list[Pointer]) -> NDArray[np.float32]:
    """The matrix (a b c d e f) of each page object; the identity where it has none."""
    return structures(object_matrix, 6, len(objects), objects, default=(1, 0, 0, 1, 0, 0))


def colours(objects: list[Pointer], stroke: bool = False) -> list[tuple[str | None, int]]:
    """The colour (``#rrggbb``; None where it is not told) and the opacity (0 to 255) of each page object."""
    call = stroke_colour if stroke else fill_colour
    told, rgba = _gather(call, np.uint32, 4, len(objects), (objects,), _block().places, 0)
    shades = ((rgba[:, 0] << 16) | (rgba[:, 1] << 8) | rgba[:, 2]).tolist()
    names = {shade: f"#{shade:06x}" for shade in set(shades)}
    return [
        (names[shade], opacity) if known else (None, 255)
        for known, shade, opacity in zip(told, shades, rgba[:, 3].tolist(), strict=True)
    ]
