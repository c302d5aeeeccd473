"""The objects of a page in pdfium's hands, in the order of painting, and how its coordinates turn into ours."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

from vaxtanalys.read import pdfium
from vaxtanalys.read.pdfium import Pointer

_DEEPEST = 12
Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class PageMap:
    """From a page's own coordinates (origin where the file puts it, upwards) to the page as shown (downwards).

    ``matrix`` takes (x, y) to (a x + c y + e, b x + d y + f). ``cropped`` tells whether the page shown begins elsewhere
    than in the file's origin.
    """

    matrix: Matrix
    width: float
    height: float
    rotation: int
    cropped: bool

    def points(self, xy: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
        """Points (rows of x, y) as shown."""
        a, b, c, d, e, f = self.matrix
        x, y = xy[:, 0].astype(np.float64), xy[:, 1].astype(np.float64)
        shown = np.empty((len(x), 2))
        shown[:, 0], shown[:, 1] = a * x + c * y + e, b * x + d * y + f
        return shown


@dataclass(frozen=True, slots=True)
class PageObjects:
    """A page's objects in the order of painting: where each is, what it is, and the matrix of the forms around it.

    A form's own objects follow it. ``pointers`` are the addresses as arguments of pdfium's functions. ``outer`` is None
    for an object that stands in no form.
    """

    addresses: list[int]
    pointers: list[Pointer]
    types: list[int]
    outer: list[Matrix | None]
    map: PageMap

    def of_type(self, kind: int) -> list[int]:
        """The places in the list of the objects of one type."""
        return [i for i, one in enumerate(self.types) if one == kind]


def find_objects(page: object) -> PageObjects:
    """All objects of a loaded page, those of its forms included."""
    handle = pdfium.pointer(pdfium.address(page))
    count = max(0, raw.FPDFPage_CountObjects(page))
    top = list(map(pdfium.page_object, repeat(handle), range(count)))
    found = PageObjects([], [], [], [], page_map(page))
    _add(found, top, None, 0)
    return found


def _add(found: PageObjects, objects: list[int], outer: Matrix | None, depth: int) -> None:
    pointers = pdfium.pointers(objects)
    types = list(map(pdfium.object_type, pointers))
    if pdfium.FORM not in types:
        found.addresses.extend(objects)
        found.pointers.extend(pointers)
        found.types.extend(types)
        found.outer.extend(repeat(outer, len(objects)))
        return
    for address, one, kind in zip(objects, pointers, types, strict=True):
        found.addresses.append(address)
        found.pointers.append(one)
        found.types.append(kind)
        found.outer.append(outer)
        if kind == pdfium.FORM and depth < _DEEPEST:
            own: Matrix = tuple(map(float, pdfium.matrices([one])[0]))  # type: ignore[assignment]
            count = max(0, pdfium.form_count(one))
            inner = list(map(pdfium.form_object, repeat(one), map(ctypes.c_ulong, range(count))))
            _add(found, inner, own if outer is None else compose(own, outer), depth + 1)


def compose(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that does ``inner`` first and then ``outer``."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def page_map(page: object) -> PageMap:
    """How a loaded page is shown."""
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, ctypes.byref(box))
    left, bottom, right, top = (float(edge) for edge in (box.left, box.bottom, box.right, box.top))
    turns = raw.FPDFPage_GetRotation(page) % 4
    width, height = right - left, top - bottom
    matrix: Matrix
    if turns == 0:
        matrix = (1, 0, 0, -1, -left, top)
    elif turns == 1:
        matrix = (0, 1, 1, 0, -bottom, -left)
    elif turns == 2:
        matrix = (-1, 0, 0, 1, right, -bottom)
    else:
        matrix = (0, -1, -1, 0, top, right)
    if turns % 2:
        width, height = height, width
    return PageMap(matrix, width, height, 90 * turns, bool(abs(left) > 0.01 or abs(bottom) > 0.01))
