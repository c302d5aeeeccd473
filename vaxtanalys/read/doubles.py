"""Letters printed twice on the same spot, which is how some producers fake bold type."""

from __future__ import annotations

import numpy as np

from vaxtanalys.read.marks import Letters

# So large a share of the letters must stand alone for a page to be free of such type.
_ALONE = 0.97
_NEAR = 1.0


def without_doubles(letters: Letters) -> tuple[Letters, bool]:
    """The letters with each that stands on one like it taken out, and whether there were such."""
    codes = letters.codes
    corners = letters.boxes[:, :2]
    inked = ~letters.blank()
    x, y = (np.round(corners[:, side][inked]).astype(np.int64) for side in (0, 1))
    # A letter and its place as one number.
    spots = (codes[inked].astype(np.int64) << 36) + ((x + 0x20000 & 0x3FFFF) << 18) + (y + 0x20000 & 0x3FFFF)
    spots.sort()
    if np.count_nonzero(spots[1:] != spots[:-1]) + 1 >= _ALONE * len(spots):
        return letters, False
    kept: list[int] = []
    near: dict[tuple[int, int, int], list[tuple[float, float]]] = {}
    for i, (text, (left, top)) in enumerate(zip(codes.tolist(), corners.tolist(), strict=True)):
        column, row = int(left // _NEAR), int(top // _NEAR)
        if inked[i] and any(
            abs(left - a) <= _NEAR and abs(top - b) <= _NEAR
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for a, b in near.get((text, column + dx, row + dy), ())
        ):
            continue
        near.setdefault((text, column, row), []).append((left, top))
        kept.append(i)
    index = np.array(kept, dtype=np.int64)
    return (
        Letters(
            codes[index],
            letters.more,
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
