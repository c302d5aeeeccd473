"""Scans that lie on their side or upside down in the picture: found and set upright."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from vaxtanalys.model import Box, Word
from vaxtanalys.read.ocr_image import Grey

# The picture is looked at as if at so many dots an inch: letters of a word then touch when closed over these pixels.
_COARSE = 100
_CLOSED = 5
_MARGIN = 50
# Print is between these heights at the coarse resolution: no grain, no rules, no pictures.
_LOWEST, _HIGHEST = 3, 40
_LONGEST = 12.0
# Words along the page's side stand out this much more than along its top where the page lies on its side.
_ON_ITS_SIDE = 0.8
WAYS = {90: "vriden ett kvarts varv", 180: "upp och ned", 270: "vriden ett kvarts varv"}


def lies_on_its_side(grey: Grey, resolution: float) -> bool:
    """Whether the lines of text of a page seem to run up or down instead of across.

    ``closed_words``: the letters of a word stand nearer to each other than two lines do. Closed over a small gap along
    the line they become long and low; closed across the lines they stay letters. A guess: drawings fool it, so the
    words read must bear it out.
    """
    step = max(1, round(resolution / _COARSE))
    small = ndimage.median_filter(grey[::step, ::step], 3).astype(np.int16)
    dark = small < np.median(small) - _MARGIN
    return _stretch(dark) < _ON_ITS_SIDE * _stretch(dark.T)


def _stretch(dark: NDArray[np.bool_]) -> float:
    """How many times as wide as high the print is when it is closed along the rows, on the whole."""
    closed = ndimage.binary_closing(np.pad(dark, _CLOSED + 1), structure=np.ones((1, _CLOSED)))
    labels, _ = ndimage.label(closed)
    total = weight = 0.0
    for rows, columns in ndimage.find_objects(labels):
        height, width = rows.stop - rows.start, columns.stop - columns.start
        if _LOWEST <= height <= _HIGHEST and width >= _LOWEST:
            total += width * min(width / height, _LONGEST)
            weight += width
    return total / weight if weight else 0.0


def turn_word(word: Word, turn: int, width: float, height: float) -> Word:
    """A word of a page of ``width`` x ``height`` points as it stands once the page is turned counter-clockwise."""
    box = word.box
    if turn == 90:
        made = Box(box.top, width - box.x1, box.bottom, width - box.x0)
    elif turn == 180:
        made = Box(width - box.x1, height - box.bottom, width - box.x0, height - box.top)
    elif turn == 270:
        made = Box(height - box.bottom, box.x0, height - box.top, box.x1)
    else:
        return word
    return replace(word, box=made, upright=word.upright and turn == 180)
