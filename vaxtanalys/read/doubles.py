"""Letters printed twice on the same spot, which is how some producers fake bold type."""

from __future__ import annotations

import numpy as np

from vaxtanalys.read.marks import Letters

# So large a share of the letters must stand alone for a page to be free of such type.
_ALONE = 0.97
_NEAR = 1.0


def without_doubles(letters: Letters) -> tuple[Letters, bool]:
    """The letters with each that stands on one like it taken out, and whether there were such."""
    inked = [i for i, text in enumerate(letters.texts) if text.strip()]
    corners = letters.boxes[:, :2]
    rounded = np.round(corners[inked]).tolist()
    spots = {(letters.texts[i], x, y) for i, (x, y) in zip(inked, rounded, strict=True)}
    if not inked or len(spots) >= _ALONE * len(inked):
        return letters, False
    kept: list[int] = []
    near: dict[tuple[str, int, int], list[tuple[float, float]]] = {}
    for i, (x, y) in enumerate(corners.tolist()):
        text = letters.texts[i]
        column, row = int(x // _NEAR), int(y // _NEAR)
        if text.strip() and any(
            abs(x - a) <= _NEAR and abs(y - b) <= _NEAR
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for a, b in near.get((text, column + dx, row + dy), ())
        ):
            continue
        near.setdefault((text, column, row), []).append((x, y))
        kept.append(i)
    index = np.array(kept, dtype=np.int64)
    return (
        Letters(
            [letters.texts[i] for i in kept],
            letters.boxes[index],
            letters.runs[index],
            letters.style[index],
            letters.styles,
            letters.mcid[index],
            letters.order[index],
            letters.unseen[index],
        ),
        True,
    )
