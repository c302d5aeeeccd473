"""The hyphens at the ends of lines, which pdfium takes away, put back."""

from __future__ import annotations

from typing import Any

import numpy as np
import pypdfium2.raw as raw

from vaxtanalys.read import pdfium
from vaxtanalys.read.marks import Codes, Ints
from vaxtanalys.read.pdfium import Pointer
from vaxtanalys.read.pdfium_objects import PageObjects

# What pdfium puts in the place of a hyphen at the end of a line.
_HYPHENS = (0x02, 0xFFFE)


def restore_hyphens(page: Any, codes: Codes, owner: Ints, addresses: list[int], objects: PageObjects) -> None:
    """Put back the hyphens that pdfium took away at the ends of lines, soft or hard as the file has them.

    An object read without the others has no line after it, so its last letter is what it is.
    """
    taken = np.flatnonzero((codes == _HYPHENS[0]) | (codes == _HYPHENS[1]))
    if not len(taken):
        return
    texts = [objects.pointers[i] for i in objects.of_type(pdfium.TEXT)]
    try:
        for one in texts:
            pdfium.object_active(one, 0)
        for i in taken.tolist():
            own = addresses[owner[i]]
            rank = int((owner[:i] == owner[i]).sum())
            codes[i] = _code_alone(page, pdfium.pointer(own), rank)
    finally:
        for one in texts:
            pdfium.object_active(one, 1)


def _code_alone(page: Any, own: Pointer, rank: int) -> int:
    """The code of letter ``rank`` of a text object when it is the only active one of its page."""
    pdfium.object_active(own, 1)
    text = raw.FPDFText_LoadPage(page)
    try:
        handle = pdfium.pointer(pdfium.address(text))
        seen = -1
        for i in range(max(0, raw.FPDFText_CountChars(text))):
            seen += bool(pdfium.char_object(handle, i))
            if seen == rank:
                code = int(pdfium.char_code(handle, i))
                return code if code not in _HYPHENS else ord("-")
    finally:
        raw.FPDFText_ClosePage(text)
        pdfium.object_active(own, 0)
    return ord("-")
