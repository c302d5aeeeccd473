"""The drawn paths and the images of a page, as pdfium gives them, told apart as pdfplumber does."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain, repeat

import numpy as np

from vaxtanalys.model import Box
from vaxtanalys.model.many import maker
from vaxtanalys.read import pdfium
from vaxtanalys.read.marks import Shape
from vaxtanalys.read.pdfium import Pointer
from vaxtanalys.read.pdfium_objects import Matrix, PageObjects, compose

_SOLID = 250
_box, _make_shape = maker(Box), maker(Shape)
Point = tuple[float, float]


def find_shapes(objects: PageObjects) -> list[Shape]:
    """Every painted path of a page: straight lines, rectangles along the page's sides, and all else as curves."""
    places = objects.of_type(pdfium.PATH)
    if not places:
        return []
    paths = [objects.pointers[i] for i in places]
    modes = pdfium.answers(pdfium.path_mode, np.int32, 2, len(paths), paths)
    painted = np.flatnonzero(modes.any(axis=1)).tolist()
    places, paths = [places[i] for i in painted], [paths[i] for i in painted]
    filled = (modes[painted, 0] != 0).tolist()
    counts = [max(0, count) for count in map(pdfium.path_count, paths)]
    points, kinds, closed = _segments(paths, counts, [objects.outer[i] for i in places], objects)
    colours = pdfium.colours(paths)
    clear = list(map(pdfium.object_transparent, paths))
    found: list[Shape] = []
    start = 0
    for i, count in enumerate(counts):
        end = start + count
        colour, opacity = colours[i] if filled[i] else (None, 255)
        solid = filled[i] and opacity >= _SOLID and not clear[i]
        if not (filled[i] and opacity == 0 and not modes[painted[i], 1]):
            parts = (
                [(points[start:end], 1 in closed[start:end], False)]
                if kinds[start:end] == _one_line(count)
                else _parts(points[start:end], kinds[start:end], closed[start:end])
            )
            for part, shut, curved in parts:
                shape = _shape(part, shut, curved, filled[i], colour, places[i], solid)
                if shape is not None:
                    found.append(shape)
        start = end
    return found


def _segments(
    paths: list[Pointer], counts: list[int], outer: list[Matrix | None], objects: PageObjects
) -> tuple[list[Point], bytes, bytes]:
    """All corners of the paths as shown; a byte for each: what kind of segment ends there, if it closes a figure."""
    segments = pdfium.pointers(
        chain.from_iterable(
            map(pdfium.path_segment, repeat(path), range(count)) for path, count in zip(paths, counts, strict=True)
        )
    )
    xy = pdfium.answers(pdfium.segment_point, np.float32, 2, len(segments), segments)
    own = map(tuple, pdfium.matrices(paths).astype(np.float64).tolist())
    shown = objects.map.matrix
    maps: dict[tuple[Matrix, Matrix | None], Matrix] = {}
    full = []
    for one, around in zip(own, outer, strict=True):
        if (one, around) not in maps:
            maps[one, around] = compose(one if around is None else compose(one, around), shown)
        full.append(maps[one, around])
    # Most pages have one matrix for all their paths.
    a, b, c, d, e, f = full[0] if len(maps) == 1 else np.repeat(np.array(full), counts, axis=0).T
    x, y = xy[:, 0].astype(np.float64), xy[:, 1].astype(np.float64)
    points = np.round(np.column_stack((a * x + c * y + e, b * x + d * y + f)), 3)
    return (
        list(map(tuple, points.tolist())),
        np.fromiter(map(pdfium.segment_type, segments), dtype=np.int8, count=len(segments)).tobytes(),
        np.fromiter(map(pdfium.segment_close, segments), dtype=np.bool_, count=len(segments)).tobytes(),
    )


@lru_cache(maxsize=256)
def _one_line(count: int) -> bytes:
    """The segments of a path that is one figure of straight sides, as nearly all are."""
    return bytes([pdfium.MOVE] + [pdfium.LINE] * (count - 1)) if count else b""


def _parts(points: list[Point], kinds: bytes, closed: bytes) -> list[tuple[list[Point], bool, bool]]:
    """The figures of a path: corners, whether it is closed, whether a side is curved. Curves count by their ends."""
    parts: list[tuple[list[Point], bool, bool]] = []
    corners: list[Point] = []
    shut = curved = False
    handles = 0
    for point, kind, close in zip(points, kinds, closed, strict=True):
        if kind == pdfium.MOVE:
            if corners:
                parts.append((corners, shut, curved))
            corners, shut, curved, handles = [point], False, False, 0
        elif kind == pdfium.BEZIER:
            # A curve is three points, of which the first two only bend it.
            handles = (handles + 1) % 3
            curved = True
            if handles == 0:
                corners.append(point)
        else:
            corners.append(point)
        shut = shut or bool(close)
    if corners:
        parts.append((corners, shut, curved))
    return parts


def _shape(
    corners: list[Point], shut: bool, curved: bool, filled: bool, colour: str | None, order: int, solid: bool
) -> Shape | None:
    if shut and len(corners) > 1 and corners[-1] == corners[0]:
        corners = corners[:-1]
    elif not shut and len(corners) == 5 and corners[0] == corners[4]:
        corners, shut = corners[:-1], True
    if len(corners) < 2:
        return None
    xs, ys = zip(*corners, strict=True)
    box = _box(min(xs), min(ys), max(xs), max(ys))
    if len(corners) == 2 and not curved:
        return _make_shape("line", box, filled, colour, (), order, False)
    if len(corners) == 4 and shut and not curved and _square(corners):
        return _make_shape("rect", box, filled, colour, (), order, solid)
    ring = (*corners, corners[0]) if shut else tuple(corners)
    return _make_shape("curve", box, filled, colour, ring, order, False)


def _square(corners: list[Point]) -> bool:
    """Whether four corners are those of a rectangle along the sides of the page."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = corners
    return (x0 == x1 and y1 == y2 and x2 == x3 and y3 == y0) or (y0 == y1 and x1 == x2 and y2 == y3 and x3 == x0)
