"""Pictures of poor scans made clearer before they are read: specks taken out, grain smoothed, pale ink made dark."""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from vaxtanalys.read.ocr_image import Grey

# A speck differs this much (of 255) from all pixels around it; print does so at hardly any pixel.
_SPECK = 60
_SPECKLED = 0.0008
# Grain that is this share of the contrast between paper and ink is smoothed; that of a good scan is a hundredth.
_GRAINY = 0.035
_SMOOTH = 0.9
_BAND = 40
# Ink nearer to its paper than this (of 255) is pale, nearer than the other no ink; and how far apart they are drawn.
_PALE, _FAINTEST, _FULL = 150.0, 40.0, 225.0
# A page with a line of text or two has this share of its pixels in ink, and grain no such thing once it is smoothed.
_LEAST_INK, _INK = 0.0004, 30


def clean(grey: Grey) -> Grey:
    """A scanned page without specks and strong grain, its ink dark; the same picture where nothing is amiss.

    ``salt_and_pepper``: where more pixels than print can explain stand out from all their neighbours, those that differ
    from the middle tone around them take that tone. ``grain``: the usual difference from that tone, against contrast.
    """
    made = grey
    if _is_speckled(grey):
        middle = ndimage.median_filter(grey, 3)
        made = np.where(np.abs(grey.astype(np.int16) - middle) > _SPECK, middle, grey).astype(np.uint8)
    paper, ink = _tones(grey)
    if _grain(grey) > _GRAINY * max(paper - ink, 1.0):
        made = ndimage.gaussian_filter(made.astype(np.float32), _SMOOTH).clip(0, 255).astype(np.uint8)
    return _with_contrast(made)


def _with_contrast(grey: Grey) -> Grey:
    """``pale_print``: the tones drawn apart where ink and paper lie near each other; an empty page is left as it is."""
    paper, ink = _tones(grey)
    if paper - ink < _FAINTEST:
        ink = _ink_of_few_lines(grey, paper, ink)
    if not _FAINTEST <= paper - ink < _PALE:
        return grey
    drawn = 255.0 - (paper - grey.astype(np.float32)) * (_FULL / (paper - ink))
    made: Grey = drawn.clip(0, 255).astype(np.uint8)
    return made


def _tones(grey: Grey) -> tuple[float, float]:
    """The tone of the paper, and that of the ink: of the darkest hundredth of the pixels."""
    paper, ink = np.percentile(grey, (50, 1))
    return float(paper), float(ink)


def _ink_of_few_lines(grey: Grey, paper: float, ink: float) -> float:
    """``few_lines``: of a page's last lines not a hundredth is ink. Smoothed, they are darker than any grain.

    The tone of what is so dark; ``ink`` where there is none.
    """
    dark = ndimage.uniform_filter(grey, 3) < paper - _INK
    return float(np.median(grey[dark])) if float(dark.mean()) > _LEAST_INK else ink


def _grain(grey: Grey) -> float:
    """How far a pixel lies from the middle tone around it, usually; measured on every sixth band of the page."""
    height = len(grey) // _BAND * _BAND
    bands = grey[:height].reshape(-1, _BAND, grey.shape[1])[::6]
    if not bands.size:
        return 0.0
    return float(np.median(np.abs(bands.astype(np.int16) - ndimage.median_filter(bands, (1, 3, 3)))))


def _is_speckled(grey: Grey) -> bool:
    """Whether many pixels are darker than all around them by far."""
    ring = np.ones((3, 3), dtype=np.bool_)
    ring[1, 1] = False
    around = ndimage.minimum_filter(grey, footprint=ring).astype(np.int16)
    return float((around - grey > _SPECK).mean()) > _SPECKLED
