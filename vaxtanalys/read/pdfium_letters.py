"""The letters of a page, as pdfium gives them, with the boxes that pdfplumber would give them."""

from __future__ import annotations

import ctypes
from collections import defaultdict
from dataclasses import dataclass
from itertools import count, repeat
from typing import Any

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

from vaxtanalys.read import pdfium
from vaxtanalys.read.marks import DOWN, SLANTED, UP, UPRIGHT, Codes, Flags, Floats, Ints, Letters, Style
from vaxtanalys.read.pdfium import Pointer
from vaxtanalys.read.pdfium_hyphens import restore_hyphens
from vaxtanalys.read.pdfium_objects import PageObjects

# A font that tells of no depth below the line, or an odd one, gets that of ordinary ones.
_DEPTHS = (-0.31, -0.12)
_DEPTH = -0.22
_HEIGHT = 1.1
# Letters of a font that are asked whether they map to a character before all are asked.
_ASKED = 8
_FAINT = 5
_NOTHING, _UNKNOWN = 0x200B, 0xFFFD


@dataclass(frozen=True, slots=True)
class ReadLetters:
    """The letters of a page, how many have no character, and which of the page's objects they come from."""

    letters: Letters
    unmapped: int
    objects: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Texts:
    """The text objects of a page that hold letters: a row for each, in arrays of the same length."""

    place: Ints
    along: Floats
    up: Floats
    size: Floats
    depth: Floats
    high: Floats
    turn: Ints
    style: Ints
    styles: list[Style]
    mcid: Ints
    unseen: Flags


def read_letters(page: Any, objects: PageObjects) -> ReadLetters:
    """The letters of a loaded page: as wide as the font says, and as high as its size."""
    text = raw.FPDFText_LoadPage(page)
    try:
        handle = pdfium.pointer(pdfium.address(text))
        letters = raw.FPDFText_CountChars(text) if text else 0
        owners = np.fromiter(map(pdfium.char_object, repeat(handle), range(letters)), dtype=np.uint64, count=letters)
        # Letters that pdfium makes up (spaces, line ends) belong to no object.
        real = np.flatnonzero(owners)
        if not len(real):
            return ReadLetters(no_letters(), 0, frozenset())
        return _read(page, handle, real, owners[real], objects)
    finally:
        raw.FPDFText_ClosePage(text)


def no_letters() -> Letters:
    """The letters of a page that has none."""
    none, flags = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.bool_)
    boxes = np.zeros((0, 4))
    return Letters(np.zeros(0, dtype=np.uint32), {}, boxes, boxes, none, (), none, none, flags)


def _read(page: Any, handle: Pointer, real: Ints, owners: NDArray[np.uint64], objects: PageObjects) -> ReadLetters:
    addresses, first, owner = _owners(owners)
    known = objects.of_type(pdfium.TEXT)
    places = dict(zip(map(objects.addresses.__getitem__, known), known, strict=True))
    place = np.array([places.get(one, -1) for one in addresses], dtype=np.int64)
    texts = _texts(handle, addresses, real[first].tolist(), place, objects)
    # pdfium sorts the objects of a line by place; the content's own order tells what was set together.
    way = np.argsort(place[owner], kind="stable")
    real, owner = real[way], owner[way]
    index = real.tolist()
    codes = _codes(handle, real, index)
    origin = pdfium.answers(pdfium.char_origin, np.float64, 2, len(index), repeat(handle), index)
    unmapped = _unmapped(handle, index, owner, texts)
    restore_hyphens(page, codes, owner, addresses, objects)
    origin = objects.map.points(origin)
    glyph, sample = _glyphs(codes, owner, origin, texts)
    loose = pdfium.structures(pdfium.char_loose_box, 4, len(sample), repeat(handle), real[sample].tolist())
    reach = _reach(loose, objects, origin[sample], owner[sample], texts)[glyph]
    advance = _advances(glyph, owner, origin, reach, texts)
    boxes, runs = _boxes(origin, advance, owner, texts)
    letters = Letters(
        _whole(codes),
        {},
        boxes,
        runs,
        texts.style[owner],
        texts.styles,
        texts.mcid[owner],
        place[owner],
        texts.unseen[owner],
    )
    return ReadLetters(letters, unmapped, frozenset(place.tolist()))


def _owners(owners: NDArray[np.uint64]) -> tuple[list[int], list[int], Ints]:
    """The text objects that letters come from, a letter of each, and for each letter which of these is its own."""
    # The letters of one object follow each other, so there are far fewer runs of them than letters.
    begins = np.ones(len(owners), dtype=np.bool_)
    np.not_equal(owners[1:], owners[:-1], out=begins[1:])
    starts = np.flatnonzero(begins)
    runs = owners[starts].tolist()
    number = _numbers()
    own = np.array(list(map(number.__getitem__, runs)), dtype=np.int64)
    # Of several runs of one object the first, which is written last.
    first = dict(zip(reversed(runs), reversed(starts.tolist()), strict=True))
    return list(number), list(map(first.__getitem__, number)), own[np.cumsum(begins) - 1]


def _numbers() -> defaultdict[Any, int]:
    """Numbers from 0 for keys, in the order in which they are first asked for."""
    return defaultdict(count().__next__)


def _codes(handle: Pointer, real: Ints, index: list[int]) -> Codes:
    """The code point of each of these letters."""
    letters = pdfium.count_chars(handle)
    # The page's text in one piece leaves out letters without a code; where none is left out, it has the letters' codes.
    text = np.zeros(letters + 1, dtype=np.uint16)
    if pdfium.page_text(handle, 0, letters, pdfium.pointer(text.ctypes.data)) == letters + 1:
        codes = text[real].astype(np.uint32)
        if not (codes >> 11 == 0x1B).any():
            return codes
    return np.fromiter(map(pdfium.char_code, repeat(handle), index), dtype=np.uint32, count=len(index))


def _whole(codes: Codes) -> Codes:
    """Code points without halves of pairs. On Windows pdfium gives these apart: the pair stands for the first."""
    if codes.max() < 0xD800:
        return codes
    first = np.flatnonzero((codes[:-1] >> 10 == 0x36) & (codes[1:] >> 10 == 0x37))
    codes = codes.copy()
    codes[first] = 0x10000 + ((codes[first] & 0x3FF) << 10) + (codes[first + 1] & 0x3FF)
    codes[first + 1] = _NOTHING
    codes[(codes >> 11 == 0x1B) | (codes > 0x10FFFF)] = _UNKNOWN
    return codes


def _texts(handle: Pointer, addresses: list[int], first: list[int], place: Ints, objects: PageObjects) -> _Texts:
    owners = pdfium.pointers(addresses)
    matrix = pdfium.structures(pdfium.char_matrix, 6, len(owners), repeat(handle), first)
    size = pdfium.answers(pdfium.text_size, np.float32, 1, len(owners), owners)
    fonts = list(map(pdfium.text_font, owners))
    modes = list(map(pdfium.text_mode, owners))
    paint = pdfium.colours(owners)
    if pdfium.STROKED in modes:
        strokes = pdfium.colours(owners, stroke=True)
        paint = [strokes[i] if mode == pdfium.STROKED else paint[i] for i, mode in enumerate(modes)]
    a, b, c, d = objects.map.matrix[:4]
    linear = np.array(((a, b), (c, d)), dtype=np.float64)
    along = matrix[:, 0:2].astype(np.float64) @ linear
    up = matrix[:, 2:4].astype(np.float64) @ linear
    turn, angle = _turns(along)
    faces = {font: _face(font) for font in set(fonts)}
    heights = np.hypot(up[:, 0], up[:, 1]) * np.abs(size[:, 0])
    names, depths, highs = zip(*map(faces.__getitem__, fonts), strict=True)
    colour, opacity = zip(*paint, strict=True)
    number = _numbers()
    set_in = zip(names, np.round(heights, 2).tolist(), colour, turn.tolist(), angle.tolist(), strict=True)
    style = list(map(number.__getitem__, set_in))
    return _Texts(
        place,
        along,
        up,
        size[:, 0].astype(np.float64),
        np.array(depths),
        np.array(highs),
        turn,
        np.array(style, dtype=np.int64),
        [Style(*one) for one in number],
        np.fromiter(map(pdfium.object_mcid, owners), dtype=np.int64, count=len(owners)),
        (np.array(modes) == pdfium.INVISIBLE) | (np.array(opacity) < _FAINT),
    )


def _turns(along: Floats) -> tuple[Ints, Ints]:
    """How each text object is turned on the page as shown, and its angle in degrees, counter-clockwise."""
    x, y = along[:, 0], along[:, 1]
    upright = (np.abs(y) <= 0.05 * np.abs(x)) & (x > 0)
    if upright.all():
        return np.full(len(x), UPRIGHT, dtype=np.int64), np.zeros(len(x), dtype=np.int64)
    turn = np.full(len(x), SLANTED, dtype=np.int64)
    turn[upright] = UPRIGHT
    turn[(np.abs(x) <= 0.05 * np.abs(y)) & (y < 0)] = UP
    turn[(np.abs(x) <= 0.05 * np.abs(y)) & (y > 0)] = DOWN
    angle = np.round(np.degrees(np.arctan2(-y, x))).astype(np.int64)
    angle[turn == UPRIGHT] = 0
    return turn, angle


def _face(font: int) -> tuple[str, float, float]:
    """A font's name, how deep below the line its letters reach, and how high from there, in font sizes."""
    if not font:
        return "", _DEPTH, _HEIGHT
    handle = pdfium.pointer(font)
    name = ctypes.create_string_buffer(256)
    pdfium.font_name(handle, name, ctypes.c_size_t(256))
    depth, top = ctypes.c_float(), ctypes.c_float()
    pdfium.font_descent(handle, ctypes.c_float(1.0), ctypes.byref(depth))
    pdfium.font_ascent(handle, ctypes.c_float(1.0), ctypes.byref(top))
    low, high = _DEPTHS
    told = low <= depth.value <= high
    return (
        name.value.decode("utf-8", "replace").split("+", 1)[-1],
        depth.value if told else _DEPTH,
        max(0.5, top.value - depth.value),
    )


def _reach(loose: NDArray[np.float32], objects: PageObjects, origin: Floats, owner: Ints, texts: _Texts) -> Floats:
    """How far along its line each letter reaches from its origin: its width in the font or, if further, its ink."""
    corners = np.vstack((loose[:, :2], loose[:, 2:]))
    shown = objects.map.points(corners)
    half = len(loose)
    low, high = np.minimum(shown[:half], shown[half:]), np.maximum(shown[:half], shown[half:])
    turn = texts.turn[owner]
    reach = high[:, 0] - origin[:, 0]
    reach = np.where(turn == UP, origin[:, 1] - low[:, 1], reach)
    reach = np.where(turn == DOWN, high[:, 1] - origin[:, 1], reach)
    slanted = turn == SLANTED
    if slanted.any():
        # A box round a slanted letter is as wide and high as its width and height turned: their sum gives the width.
        along, up = texts.along[owner], texts.up[owner]
        length = np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-6)
        turned = (np.abs(along[:, 0]) + np.abs(along[:, 1])) / length
        height = np.hypot(up[:, 0], up[:, 1]) * texts.size[owner] * texts.high[owner]
        reach = np.where(slanted, (high - low).sum(axis=1) / turned - height, reach)
    return np.maximum(reach, 0.0)


def _glyphs(codes: Codes, owner: Ints, origin: Floats, texts: _Texts) -> tuple[Ints, Ints]:
    """For each letter the number of its glyph, and a letter for each glyph: letters that look and are set the same.

    The letters of a ligature begin in one spot, and each has the ligature's width: they are glyphs of their own.
    """
    scales = np.round(np.hypot(texts.along[:, 0], texts.along[:, 1]) * texts.size, 3).tolist()
    pairs = zip(texts.style.tolist(), scales, strict=True)
    kind = np.array(list(map(_numbers().__getitem__, pairs)), dtype=np.int64)
    x, y = origin[:, 0], origin[:, 1]
    same = (x[1:] == x[:-1]) & (y[1:] == y[:-1])
    key = (kind[owner] << 21) + codes
    if same.any():
        piece = np.zeros(len(codes), dtype=np.int64)
        piece[1:] |= same
        piece[:-1] |= same
        key += (np.arange(len(codes)) * piece) << 40
    _, sample, glyph = np.unique(key, return_index=True, return_inverse=True)
    return glyph, sample


def _advances(glyph: Ints, owner: Ints, origin: Floats, reach: Floats, texts: _Texts) -> Floats:
    """The width of each letter in the font.

    ``overhang``: the ink of some letters (an f) reaches beyond their width, and pdfium gives the further of the two; a
    gap after such a letter would be taken for none. The next letter of the same line tells: where one begins within the
    reach, the width goes no further than the farthest such beginning after that glyph.
    """
    unit_x, unit_y, length = _units(texts)
    x, y, scale = unit_x[owner[:-1]], unit_y[owner[:-1]], np.maximum(length * texts.size, 1e-6)[owner[:-1]]
    # Column by column: numpy takes many times as long over the two of each row.
    right, down = np.diff(origin[:, 0]), np.diff(origin[:, 1])
    step = right * x + down * y
    aside = np.abs(right * y - down * x)
    told = np.flatnonzero((step > 0) & (step <= 1.005 * reach[:-1] + 0.01) & (aside < 0.1 * scale))
    if not len(told):
        return reach
    widths = np.zeros(int(glyph.max()) + 1)
    np.maximum.at(widths, glyph[told], step[told])
    width = widths[glyph]
    narrow = (width > 0) & (width < 0.995 * reach)
    return np.where(narrow, width, reach)


def _units(texts: _Texts) -> tuple[Floats, Floats, Floats]:
    """The way along the line of each text object, one point long, by its x and its y, and how long it is given."""
    length = np.maximum(np.hypot(texts.along[:, 0], texts.along[:, 1]), 1e-6)
    return texts.along[:, 0] / length, texts.along[:, 1] / length, length


def _boxes(origin: Floats, advance: Floats, owner: Ints, texts: _Texts) -> tuple[Floats, Floats]:
    """The letters' boxes on the page, and along their lines as if these lay level."""
    units = _units(texts)[:2]
    rises = texts.up * texts.size[:, None]
    boxes = np.empty((len(origin), 4))
    for side in (0, 1):
        width, rise = units[side][owner] * advance, rises[:, side][owner]
        low = origin[:, side] + (rises[:, side] * texts.depth)[owner]
        high = low + rise
        wide, far = low + width, high + width
        boxes[:, side] = np.minimum(np.minimum(low, wide), np.minimum(high, far))
        boxes[:, side + 2] = np.maximum(np.maximum(low, wide), np.maximum(high, far))
    turned = texts.turn[owner] != UPRIGHT
    if not turned.any():
        return boxes, boxes
    x, y = (unit[owner] for unit in units)
    start = origin[:, 0] * x + origin[:, 1] * y
    level = origin[:, 1] * x - origin[:, 0] * y
    height = np.hypot(rises[:, 0], rises[:, 1])[owner]
    bottom = level - height * texts.depth[owner]
    runs = np.column_stack((start, bottom - height, start + advance, bottom))
    return boxes, np.where(turned[:, None], runs, boxes)


def _unmapped(handle: Pointer, index: list[int], owner: Ints, texts: _Texts) -> int:
    """How many letters have no character: fonts without a map have none at all, so a few of each are asked first."""
    style = texts.style[owner]
    for one in range(len(texts.styles)):
        some = np.flatnonzero(style == one)[:_ASKED].tolist()
        if any(pdfium.char_unmapped(handle, index[i]) == 1 for i in some):
            return sum(value == 1 for value in map(pdfium.char_unmapped, repeat(handle), index))
    return 0
