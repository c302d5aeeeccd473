"""The coloured surfaces of a document's pages, kept for what a plan says by colour."""

from __future__ import annotations

from functools import lru_cache

from vaxtanalys.model import Place, RawDocument, Shade

# From what difference between its red, green and blue (0 to 255) a surface is coloured; so large a share of the page is
# its background; so many on a page are a diagram.
_COLOURED = 20
_WHOLE = 0.5
_MANY_SHADES = 400


def coloured_surfaces(raw: RawDocument) -> tuple[Shade, ...]:
    """What is filled with a colour, not with white, grey or black; without what fills a page.

    A page of very many is a diagram or a picture, whose surfaces say nothing of the words on it.
    """
    found: list[Shade] = []
    for page in raw.pages:
        most = _WHOLE * page.width * page.height
        coloured = [f for f in page.fills if _is_coloured(f.color) and f.box.width * f.box.height < most]
        if len(coloured) <= _MANY_SHADES:
            found += [Shade(Place(page.number, fill.box), fill.color) for fill in coloured if fill.color]
    return tuple(found)


@lru_cache(maxsize=512)
def _is_coloured(color: str | None) -> bool:
    """Whether a colour is more than a shade of grey."""
    parts = [int(color[at : at + 2], 16) for at in (1, 3, 5)] if color else [0]
    return max(parts) - min(parts) >= _COLOURED
