"""A page as a picture: drawn in grey, straightened, and the rules and shadings of its tables found in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from vaxtanalys.read.grid import Edge
from vaxtanalys.read.marks import PageMarks

RESOLUTION = 200
# A page larger than this (about A2 at 200 dpi) is drawn coarser: the memory of a child is limited.
_MOST_PIXELS = 16_000_000
_WIDEST_ANGLE = 4.0
_LEAST_ANGLE = 0.05
_WHITE = 255
# A rule or the edge of a shading differs this much in grey from what is beside it; the grain of a scan is some 8.
_STEP = 14.0
# How far from a rule, in points, the paper beside it is looked at, and how near the page's border nothing is a rule.
_BESIDE = 1.1
_MARGIN = 6.0
_LEAST_ACROSS = 36.0
_LEAST_DOWN = 20.0
_SOLID = 0.86
_UNEVEN = 20.0
# In clear print a pixel darker than this is ink.
INK = 128
# A shorter edge may be the stems of letters under each other, if it ends further than this from the edges that a rule
# would run to; pieces of one rule stand so far from each other at most.
_STEMS, _SHORT_OF, _WORN = 48.0, 1.8, 6.0
_CORNER = 12.0
# Paper darker than this bears light letters; a pixel lighter than this is no letter; so many pixels a rule reaches.
_DARK_BAND = 120
_BAND_FILLED = 0.75
_CLEAR = 190
_REACH = 5

Grey = NDArray[np.uint8]
Mask = NDArray[np.bool_]
# From the first pixel to the one after the last.
Run = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Scan:
    """A page drawn in grey and set upright; ``scale`` is pixels per point, ``angle`` the degrees it was turned."""

    grey: Grey
    scale: float
    angle: float


@dataclass(frozen=True, slots=True)
class ScanEdges:
    """Edges of tables in points: across (y, x0, x1), down (x, top, bottom); ``ruled`` are the drawn ones across."""

    across: tuple[Edge, ...]
    down: tuple[Edge, ...]
    ruled: tuple[Edge, ...]


def draw_page(page: PageMarks) -> tuple[Image.Image, float]:
    """A page as a grey picture at 200 dots an inch (fewer where the page is very large), and its pixels per point."""
    inches = page.width * page.height / 72.0**2
    resolution = int(min(RESOLUTION, (_MOST_PIXELS / max(inches, 0.01)) ** 0.5))
    picture = page.draw(max(resolution, 20)).convert("L")
    return picture, picture.width / page.width


def upright(picture: Image.Image, scale: float, turn: int = 0) -> Scan:
    """A grey picture turned ``turn`` degrees (0, 90, 180 or 270, counter-clockwise) and then straightened."""
    if turn:
        picture = picture.rotate(turn, expand=True)
    angle = skew(np.asarray(picture))
    if angle:
        picture = picture.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=_WHITE)
    return Scan(np.asarray(picture, dtype=np.uint8), scale, angle)


def skew(grey: Grey) -> float:
    """The degrees by which a page must be turned (counter-clockwise) for its lines to lie level; 0 where they do.

    ``row_profile``: over all small angles the one at which dark and light rows differ most (Postl 1986).
    """
    step = max(1, grey.shape[1] // 800)
    small = grey[::step, ::step].astype(np.int16)
    # Text and rules alike show as a change from one row to the next; even surfaces say nothing.
    change = np.abs(np.diff(small, axis=0)) > 40
    ys, xs = np.nonzero(change)
    if len(ys) < 200:
        return 0.0
    middle = small.shape[1] / 2

    def sharpness(angle: float) -> float:
        rows = np.rint(ys + (xs - middle) * np.tan(np.radians(angle))).astype(np.int64)
        counts = np.bincount(rows - rows.min()).astype(np.float64)
        return float((counts**2).sum())

    best = 0.0
    for reach, fineness in ((_WIDEST_ANGLE, 0.2), (0.2, 0.05), (0.05, 0.01)):
        angles = best + np.arange(-round(reach / fineness), round(reach / fineness) + 1) * fineness
        # The sign: a line that falls to the right (larger y) is levelled by turning the page counter-clockwise.
        best = -max((sharpness(float(a)), -abs(float(a)), float(a)) for a in -angles)[2]
    best = round(best, 2)
    return best if _LEAST_ANGLE <= abs(best) < _WIDEST_ANGLE else 0.0


def find_edges(scan: Scan) -> ScanEdges:
    """The rules and the edges of shadings on a scanned page, as a reader of the drawn page would have them."""
    lines_across, steps_across = _masks(scan.grey, scan.scale, _LEAST_ACROSS)
    lines_down, steps_down = _masks(np.ascontiguousarray(scan.grey.T), scan.scale, _LEAST_DOWN)
    height, width = scan.grey.shape
    across = _edges(lines_across | steps_across, scan.scale, height)
    down = _without_stems(_edges(lines_down | steps_down, scan.scale, width), across)
    across, down = _meet(across, down), _meet(down, across)
    return ScanEdges(across, down, ruled=_edges(lines_across, scan.scale, height))


def _meet(edges: Sequence[Edge], others: Sequence[Edge]) -> tuple[Edge, ...]:
    """Edges drawn out to the edges that they all but meet: at a corner the surface beside an edge is not even."""
    found = []
    for position, start, end in edges:
        crossing = [other[0] for other in others if other[1] - _CORNER <= position <= other[2] + _CORNER]
        before = [x for x in crossing if start - _CORNER <= x <= start]
        after = [x for x in crossing if end <= x <= end + _CORNER]
        found.append((position, min(before, default=start), max(after, default=end)))
    return tuple(found)


def clear_print(scan: Scan, edges: ScanEdges) -> Grey:
    """The page as black letters on white for an engine: shadings made white, light letters on dark made dark.

    Rules are taken away where no letter crosses them; engines read them as letters or as the edge of a picture.
    """
    paper = np.kron(_paper(scan.grey[::4, ::4]), np.ones((4, 4), dtype=np.float32))
    paper = paper[: scan.grey.shape[0], : scan.grey.shape[1]]
    grey = scan.grey.astype(np.float32)
    light = 255.0 * grey / np.maximum(paper, 1.0)
    dark = 255.0 * (255.0 - grey) / np.maximum(255.0 - paper, 1.0)
    clear: Grey = np.clip(np.where(paper < _DARK_BAND, dark, light), 0, 255).astype(np.uint8)
    for position, start, end in edges.across:
        _wipe(clear, position * scan.scale, start * scan.scale, end * scan.scale)
    for position, start, end in edges.down:
        _wipe(clear.T, position * scan.scale, start * scan.scale, end * scan.scale)
    return clear


def _paper(small: Grey) -> NDArray[np.float32]:
    """The tone on which the letters stand: the middle tone of the surroundings, and one tone for each dark band."""
    paper: NDArray[np.float32] = ndimage.median_filter(small, size=13).astype(np.float32)
    dark = paper < _DARK_BAND
    labels, _ = ndimage.label(dark)
    for area in ndimage.find_objects(labels):
        # The middle tone is wrong at the corners of a band and where letters stand near its edge.
        if dark[area].mean() > _BAND_FILLED and min(dark[area].shape) > 3:
            paper[area] = np.median(small[area])
    return paper


def _wipe(clear: Grey, position: float, start: float, end: float) -> None:
    """Whiten a row of pixels with those near it, where the print beside it is white."""
    row, first, last = round(position), max(0, round(start)), round(end)
    if not _REACH < row < clear.shape[0] - _REACH - 1:
        return
    part = clear[row - _REACH : row + _REACH + 1, first:last]
    free = (part[0] > _CLEAR) & (part[-1] > _CLEAR)
    part[:, free] = _WHITE


def _masks(grey: Grey, scale: float, least: float) -> tuple[Mask, Mask]:
    """Where rows of pixels are a thin dark line, and where the surface changes tone, over at least ``least`` points."""
    # Smoothed along the row against grain; a rule is as long as many pixels, a letter is not.
    tone = ndimage.uniform_filter1d(grey.astype(np.float32), 5, axis=1)
    beside = max(1, round(_BESIDE * scale))
    window = max(3, round(least * scale))
    # The surface beside a rule or a shading is even; beside the rows of a line of text it is not.
    even = np.abs(tone - ndimage.uniform_filter1d(tone, window, axis=1)) < _UNEVEN
    above, below = np.roll(tone, beside, axis=0), np.roll(tone, -beside, axis=0)
    between = np.roll(even, beside, axis=0) & np.roll(even, -beside, axis=0)
    line = _solid((np.minimum(above, below) - tone > _STEP) & between, window)
    step = _solid((above - below > _STEP) & between, window) | _solid((below - above > _STEP) & between, window)
    return line, step


def _solid(mask: Mask, window: int) -> Mask:
    """The pixels of ``mask`` that belong to a run of ``window`` pixels along the row with hardly a hole in it."""
    # One row of slack: a line that is not quite level steps from row to row.
    thick = ndimage.maximum_filter1d(mask.astype(np.uint8), 3, axis=0)
    share = ndimage.uniform_filter1d(thick.astype(np.float32), window, axis=1, mode="constant")
    full = share >= _SOLID
    reached = ndimage.maximum_filter1d(full.astype(np.uint8), window, axis=1)
    return np.asarray((reached > 0) & (thick > 0), dtype=np.bool_)


def _edges(mask: Mask, scale: float, height: int) -> tuple[Edge, ...]:
    """Connected pixels as edges; what runs along the border of the page is the scanner's shadow."""
    closed = ndimage.maximum_filter1d(mask.astype(np.uint8), 7, axis=1)
    labels, _ = ndimage.label(closed, structure=np.ones((3, 3)))
    found: list[Edge] = []
    for rows, columns in ndimage.find_objects(labels):
        middle = (rows.start + rows.stop - 1) / 2 / scale
        if _MARGIN < middle < height / scale - _MARGIN:
            found.append((round(middle, 2), round(columns.start / scale, 2), round(columns.stop / scale, 2)))
    return tuple(sorted(found))


def _without_stems(down: Sequence[Edge], across: Sequence[Edge]) -> tuple[Edge, ...]:
    """Upright edges without those that letters make.

    ``stacked_stems``: the l of one line over that of the next is as straight and thin as a rule, but it stands within
    its cell. A rule, be it worn to pieces, reaches to the edges that it meets, or is longer than a few lines.
    """
    found = []
    for x, top, bottom in down:
        first, last = top, bottom
        for _, start, end in sorted(edge for edge in down if abs(edge[0] - x) <= 1.0):
            if start <= last + _WORN and end >= first - _WORN:
                first, last = min(first, start), max(last, end)
        meets = [edge[0] for edge in across if edge[1] - 2 <= x <= edge[2] + 2]
        reaches = all(any(abs(y - end) <= _SHORT_OF for y in meets) for end in (first, last))
        if reaches or last - first >= _STEMS:
            found.append((x, top, bottom))
    return tuple(found)


def runs_of(inked: Mask, closed: int = 0) -> list[Run]:
    """The stretches of a row of pixels that have ink; gaps of up to ``closed`` pixels are of the stretch around."""
    at = np.flatnonzero(inked)
    if not len(at):
        return []
    last = np.append(np.flatnonzero(np.diff(at) > 1 + closed), len(at) - 1)
    first = np.append(0, last[:-1] + 1)
    return list(zip(at[first].tolist(), (at[last] + 1).tolist(), strict=True))
