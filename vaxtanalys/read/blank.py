"""Pages that nothing is painted on, told from pages whose content an engine did not understand."""

from __future__ import annotations

import re

import pikepdf

# The operators that show text, paint a path, a shading or an image (ISO 32000-1, annex A).
_PAINTS = re.compile(rb"(?:T[jJ]|Do|BI|sh|['\"]|(?<![A-Za-z0-9])[sSfFbB]\*?)(?![A-Za-z0-9])")
# A page on which nothing is painted has little to say.
_LONGEST = 20_000


def is_blank(pdf: pikepdf.Pdf, number: int) -> bool:
    """Whether page ``number`` (from 1) of an open file paints nothing.

    ``nothing_painted``: it has no content, or content without an operator that paints. False where it can not be told.
    """
    try:
        contents = pdf.pages[number - 1].obj.get("/Contents")
        if contents is None:
            return True
        parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
        said = b"\n".join(part.read_bytes() for part in parts)
    except (pikepdf.PdfError, TypeError, ValueError, AttributeError, KeyError, IndexError):
        return False
    return len(said) <= _LONGEST and not _PAINTS.search(said)
