"""What a page that is one image shows: a page of text, or a picture."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from vaxtanalys.geometry import shared_area
from vaxtanalys.model import Box
from vaxtanalys.read.marks import PageMarks

_COARSE = 36
_PAPER = 200
# From this share of the page a picture is the page.
_WHOLE = 0.9
_RESOLUTION = 100
_LEAST_LINES = 10
# Dark pixels of a row no further apart than this are of one run of letters.
_BETWEEN = 7


def image_kind(page: PageMarks) -> str:
    """``text`` where a page looks like print on paper, else ``picture``.

    ``paper_share``: on a scanned page of text most of the surface is paper, that is light and even; on a photograph
    or a coloured cover it is not. The page is drawn small in grey to measure it. ``grey_paper``: copies and photographs
    of pages have paper in many shades; one picture over the whole page that shows lines of print is text too. A page
    that can not be drawn counts as text, so that nothing is taken for a picture unseen.
    """
    try:
        image = page.draw(_COARSE).convert("L")
    except MemoryError:
        raise
    except Exception:
        return "text"
    grey = np.asarray(image)
    paper = float((grey >= max(_PAPER, float(np.percentile(grey, 95)) - 40)).mean())
    if paper > 0.55:
        return "text"
    return "text" if is_whole(page) and looks_like_print(page, page.sheet) else "picture"


def is_whole(page: PageMarks) -> bool:
    """Whether one picture covers (almost) all of the page: then ``image_kind`` tells if it looks like print."""
    sheet = page.sheet
    return any(shared_area(sheet, each.box) >= _WHOLE * page.width * page.height for each in page.pictures)


def looks_like_print(page: PageMarks, box: Box) -> bool:
    """Whether a picture shows several long low rows of dark on light, as lines of text do."""
    part = _grey(page, box)
    if min(part.shape) < 40:
        return False
    # Counted by shade: sorting the pixels of a page to find two of them takes longer than drawing it.
    shades = np.array(Image.fromarray(part).histogram())
    if float(shades[np.arange(256) > _shade_at(shades, 0.9) - 40].sum()) < 0.5 * part.size:
        return False
    dark = part < _shade_at(shades, 0.5) - 50
    labels, _ = ndimage.label(_bridged(dark))
    rows = 0
    for down, across in ndimage.find_objects(labels):
        height, width = down.stop - down.start, across.stop - across.start
        rows += 4 <= height <= 30 and width >= 2.5 * height
    return rows >= _LEAST_LINES


def _grey(page: PageMarks, box: Box) -> NDArray[np.uint8]:
    """What stands in a box of a page, in grey."""
    if page.draw_part is not None:
        return np.asarray(page.draw_part(_RESOLUTION, box).convert("L"))
    scale = _RESOLUTION / 72
    grey = np.asarray(page.draw(_RESOLUTION).convert("L"))
    return grey[round(box.top * scale) : round(box.bottom * scale), round(box.x0 * scale) : round(box.x1 * scale)]


def _bridged(dark: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The pixels with those between two dark ones of a row that stand no further apart than letters do."""
    wide = np.pad(dark, ((0, 0), (0, _BETWEEN)))
    flat = wide.ravel()
    places = np.flatnonzero(flat)
    steps = np.diff(places)
    near = (steps > 1) & (steps <= _BETWEEN)
    starts, steps = places[:-1][near], steps[near]
    for reach in range(1, _BETWEEN):
        flat[starts[steps > reach] + reach] = True
    return wide


def _shade_at(shades: NDArray[np.int64], share: float) -> float:
    """The shade under which that share of the pixels lies (a percentile), from how many pixels each shade has."""
    passed = np.cumsum(shades)
    place = share * (int(passed[-1]) - 1)
    low, high = np.searchsorted(passed, (int(place), min(int(place) + 1, int(passed[-1]) - 1)), side="right")
    return float(low + (high - low) * (place - int(place)))
