"""What a page that is one image shows: a page of text, or a picture."""

from __future__ import annotations

import numpy as np

from vaxtanalys.read.marks import PageMarks

_RESOLUTION = 36
_PAPER = 200


def image_kind(page: PageMarks) -> str:
    """``text`` where a page looks like print on paper, else ``picture``.

    ``paper_share``: on a scanned page of text most of the surface is paper, that is light and even; on a photograph
    or a coloured cover it is not. The page is drawn small in grey to measure it. A page that can not be drawn counts as
    text, so that nothing is taken for a picture unseen.
    """
    try:
        image = page.draw(_RESOLUTION).convert("L")
    except MemoryError:
        raise
    except Exception:
        return "text"
    grey = np.asarray(image)
    paper = float((grey >= max(_PAPER, float(np.percentile(grey, 95)) - 40)).mean())
    return "text" if paper > 0.55 else "picture"
