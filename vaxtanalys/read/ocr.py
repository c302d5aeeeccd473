"""Pages that are pictures of text, read by OCR: words with boxes, and the grids of the tables drawn on them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from PIL import Image

from vaxtanalys.geometry import cluster, shared_area
from vaxtanalys.lexicon import known_share, known_words
from vaxtanalys.model import Box, RawTable, Word
from vaxtanalys.read.child import allow_more
from vaxtanalys.read.grid import Edge, grids_of_edges
from vaxtanalys.read.marks import PageMarks
from vaxtanalys.read.ocr_by_hand import mark_by_hand
from vaxtanalys.read.ocr_choice import HOW_TO_GET, NAMES, find_engine
from vaxtanalys.read.ocr_clean import clean
from vaxtanalys.read.ocr_columns import cut_at_rules
from vaxtanalys.read.ocr_engines import read_lines
from vaxtanalys.read.ocr_gaps import mend_words
from vaxtanalys.read.ocr_image import Scan, ScanEdges, clear_print, draw_page, find_edges, upright
from vaxtanalys.read.ocr_turn import WAYS, lies_on_its_side, turn_word
from vaxtanalys.read.ocr_words import make_words
from vaxtanalys.read.settings import ReadSettings

_HIGHEST_BAND = 60.0
# From this share of known words a page was read the right way up; with fewer words than this no one can tell.
_BELIEVED = 0.45
_FEWEST = 8
_MANY = 40
# Engines are this sure (0 to 1) of words that stand the right way up, also of a few.
_DOUBTED = 0.8
# A word of so many letters is wider than high.
_LONG = 4


@dataclass(frozen=True, slots=True)
class ScanText:
    """What OCR gave for a page: its words, grids and rules, and warnings that say how it was read and how surely.

    ``turn`` is how many degrees the page was turned counter-clockwise before it was read; boxes are on the turned page.
    ``replaces`` tells that the words stand in the place of the page's own text, which is not to be trusted; ``part``
    that they are those of a picture on a page that has text of its own.
    """

    words: tuple[Word, ...] = ()
    tables: tuple[RawTable, ...] = ()
    rules: tuple[Box, ...] = ()
    warnings: tuple[str, ...] = ()
    turn: int = 0
    replaces: bool = False
    part: bool = False

    @property
    def text(self) -> str:
        """Its words, for counting."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class _Way:
    """A picture as read when turned one way."""

    turn: int
    scan: Scan
    words: list[Word]
    confidence: float
    edges: ScanEdges

    @property
    def known(self) -> float | None:
        """The share of its words that are Swedish; None where there are too few to tell."""
        return known_share(self.text, _FEWEST)

    @property
    def text(self) -> str:
        """Its words, for counting, but those that stand on end: engines read some lines of a page on its side too."""
        return " ".join(word.text for word in self.words if not _on_end(word))

    @property
    def doubted(self) -> bool:
        """Whether the engine is not sure of what it read, or most of the words stand on end."""
        long = [word for word in self.words if len(word.text) >= _LONG]
        return self.confidence < _DOUBTED or 2 * sum(map(_on_end, long)) > len(long)


def _on_end(word: Word) -> bool:
    return len(word.text) >= _LONG and word.box.height > word.box.width


def is_scan(words: int, image_share: float, image_kind: str) -> bool:
    """Whether a page is a picture of text: an image over most of it, few words as text, and it looks like print."""
    return image_kind == "text" and words < few_words(image_share)


def few_words(image_share: float) -> int:
    """The number of words under which a page with so large an image may be a scan (stamps are often added as text)."""
    return 40 if image_share > 0.9 else 12 if image_share > 0.4 else 0


def read_scan(page: PageMarks, settings: ReadSettings, printed: Sequence[Word], part: Box | None = None) -> ScanText:
    """Read a page that is a picture, or the ``part`` of it that is one. ``printed`` are its words that are text.

    A word that also stands as text is taken from the text. Boxes are in points on the page set upright. Where there is
    no engine, or it fails on this page, nothing but a warning that says so and what to do.
    """
    engine = find_engine(settings.ocr)
    if engine is None:
        return ScanText(warnings=(no_engine(settings.ocr),))
    allow_more(settings.ocr_page_seconds)
    try:
        picture, scale = draw_page(page)
        if part is not None:
            edges = (part.x0, part.top, part.x1, part.bottom)
            picture = picture.crop(tuple(round(edge * scale) for edge in edges))  # type: ignore[arg-type]
        picture = Image.fromarray(clean(np.asarray(picture)))
        way = _best_way(engine, picture, scale, settings, whole=part is None)
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # an engine that fails on one page leaves the others to be read
        return ScanText(warnings=(f"texttolkningen med {NAMES[engine]} misslyckades ({type(error).__name__})",))
    return _scan_text(way, page, printed, NAMES[engine], (part.x0, part.top) if part else (0.0, 0.0))


def straighten_layer(page: PageMarks, words: Sequence[Word]) -> ScanText:
    """A scanned page whose ``words`` an earlier OCR left in the file, set upright, with the grids drawn in the picture.

    ``grids_of_the_picture``: such a file has the words and none of the rules; without them the cells of a row run
    together.
    """
    try:
        picture, scale = draw_page(page)
        scan = upright(picture, scale)
        edges = find_edges(scan)
    except (MemoryError, RecursionError):
        raise
    except Exception as error:
        return ScanText(warnings=(f"linjerna i sidans bild gick inte att läsa ({type(error).__name__})",))
    middle = (page.width / 2, page.height / 2)
    upright_words = tuple(replace(word, box=_levelled(word.box, scan.angle, middle)) for word in words)
    tables, rules = _grids(edges, upright_words)
    angle = f"{abs(scan.angle):.1f}".replace(".", ",")
    told = (f"sidan låg {angle} grader snett; rutor räknas på den upprätade sidan",) if scan.angle else ()
    return ScanText(upright_words, tables, rules, told, replaces=True)


def _levelled(box: Box, angle: float, middle: tuple[float, float]) -> Box:
    """A box as it stands once the page is turned ``angle`` degrees counter-clockwise about its middle."""
    dx, dy = (box.x0 + box.x1) / 2 - middle[0], (box.top + box.bottom) / 2 - middle[1]
    sine, cosine = math.sin(math.radians(angle)), math.cos(math.radians(angle))
    x, y = middle[0] + dx * cosine + dy * sine, middle[1] - dx * sine + dy * cosine
    width, height = box.width / 2, box.height / 2
    return Box(round(x - width, 2), round(y - height, 2), round(x + width, 2), round(y + height, 2))


def _best_way(engine: str, picture: Image.Image, scale: float, settings: ReadSettings, whole: bool) -> _Way:
    """The picture as read the right way up.

    ``borne_out_by_words``: whether a page lies on its side is guessed from its lines, whether it stands on its head not
    at all; a way is believed where the words of a band across the page are Swedish when it is read that way, and other
    ways are tried only where they are not.
    """
    if not whole:
        return _read_way(engine, picture, scale, 0)
    on_its_side = lies_on_its_side(np.asarray(picture), scale * 72)
    if on_its_side:
        for turn in (90, 270):
            if (_band(engine, picture, scale, turn) or 0.0) >= _BELIEVED:
                return _read_way(engine, picture, scale, turn)
    upright_way = _read_way(engine, picture, scale, 0)
    known = upright_way.known
    if len(upright_way.words) < _MANY and (known or 0.0) < _BELIEVED and upright_way.doubted:
        # ``few_lines``: of these no guess can be made, so all ways are tried.
        allow_more(settings.ocr_page_seconds)
        others = [_read_way(engine, picture, scale, turn) for turn in (180, 90, 270)]
        return max((upright_way, *others), key=lambda way: (known_words(way.text), way.confidence))
    # Many words without eight of any length among them are slips of letters, as of a page on its head.
    readable = len(upright_way.words) < _MANY if known is None else known >= _BELIEVED
    if readable or (_band(engine, picture, scale, 180) or 0.0) < _BELIEVED:
        return upright_way
    allow_more(settings.ocr_page_seconds)
    return _read_way(engine, picture, scale, 180)


def _band(engine: str, picture: Image.Image, scale: float, turn: int) -> float | None:
    """The share of known words in the middle third of a page turned ``turn`` degrees."""
    turned = picture.rotate(turn, expand=True)
    band = turned.crop((0, turned.height // 3, turned.width, 2 * turned.height // 3))
    return _read_way(engine, band, scale, 0).known


def _read_way(engine: str, picture: Image.Image, scale: float, turn: int) -> _Way:
    scan = upright(picture, scale, turn)
    edges = find_edges(scan)
    clear = clear_print(scan, edges)
    lines = mend_words(cut_at_rules(read_lines(engine, clear), edges.down, scale), clear)
    words, confidence = make_words(lines, clear, scale)
    return _Way(turn, scan, words, confidence, edges)


def _scan_text(
    way: _Way, page: PageMarks, printed: Sequence[Word], engine: str, origin: tuple[float, float]
) -> ScanText:
    x, y = origin
    printed = [turn_word(word, way.turn, page.width, page.height) for word in printed]
    words = [replace(word, box=_moved(word.box, x, y)) for word in way.words]
    words, by_hand = mark_by_hand([word for word in words if not _stands_there(word.box, printed)])
    if not words:
        return ScanText(warnings=() if printed else (f"texttolkad med {engine}, ingen text hittades",))
    edges = way.edges
    moved = ScanEdges(
        tuple((at + y, a + x, b + x) for at, a, b in edges.across),
        tuple((at + x, a + y, b + y) for at, a, b in edges.down),
        tuple((at + y, a + x, b + x) for at, a, b in edges.ruled),
    )
    tables, rules = _grids(moved, [*printed, *words])
    warnings = [f"texttolkad med {engine}, medelsäkerhet {round(100 * way.confidence)} %"]
    if way.turn:
        warnings.append(f"sidan låg {WAYS[way.turn]} i bilden; rutor räknas på den vända sidan")
    if way.scan.angle:
        angle = f"{abs(way.scan.angle):.1f}".replace(".", ",")
        warnings.append(f"sidan låg {angle} grader snett; rutor räknas på den upprätade sidan")
    if by_hand:
        warnings.append(by_hand)
    return ScanText(tuple(words), tables, rules, tuple(warnings), way.turn)


def _moved(box: Box, x: float, y: float) -> Box:
    return Box(box.x0 + x, box.top + y, box.x1 + x, box.bottom + y) if x or y else box


def _stands_there(box: Box, printed: Sequence[Word]) -> bool:
    """Whether a third of a box is covered by words that stand there as text."""
    return 3 * sum(shared_area(box, word.box) for word in printed) >= box.width * box.height


def no_engine(choice: str, what: str = "sidan är en bild av text") -> str:
    """What to tell of a page that no engine reads, ``what`` is the matter with it, and how to get an engine."""
    if choice == "off":
        return f'{what} och texttolkning är avstängd; sätt ocr = "auto" under [read]'
    ways = " eller ".join(HOW_TO_GET[name] for name in HOW_TO_GET if choice in ("auto", name))
    return f"{what} och texttolkning (OCR) är inte installerad; kör {ways}"


def _grids(edges: ScanEdges, words: Sequence[Word]) -> tuple[tuple[RawTable, ...], tuple[Box, ...]]:
    across, down = list(edges.across), list(edges.down)
    down.extend(_through_heads(across, down, words))
    rules = tuple(sorted(Box(x0, y, x1, y) for y, x0, x1 in edges.ruled if x1 - x0 >= 20))
    return grids_of_edges(across, down, words), rules


def _through_heads(across: Sequence[Edge], down: Sequence[Edge], words: Sequence[Word]) -> list[Edge]:
    """Column edges that a heading band hides, drawn through it, and its sides.

    ``hidden_in_band``: rules of one colour with the band they cross are not seen. Where the columns of a table begin
    at or below a band without any, and the words in the band stand in every column that their gaps leave, the edges in
    those gaps go on through it. A heading over two columns keeps them as one.
    """
    found: list[Edge] = []
    for top, bottom in pairwise(cluster((edge[0] for edge in across), 3.0)):
        low, high = _extent(across, top, bottom)
        sides = [x for x, start, end in down if start <= top + 4 and end >= bottom - 4 and _near(x, (low, high), 6)]
        if not sides or not 6 < bottom - top < _HIGHEST_BAND:
            continue
        band = [word.box for word in words if top <= (word.box.top + word.box.bottom) / 2 <= bottom]
        columns = _next_columns(down, low, high, bottom)
        free = [x for x in columns if not any(box.x0 < x + 3 and box.x1 > x - 3 for box in band)]
        bounds = [low, *free, high]
        if free and all(any(a <= (box.x0 + box.x1) / 2 <= b for box in band) for a, b in pairwise(bounds)):
            found.extend((x, top, bottom) for x in bounds)
    return found


def _extent(across: Sequence[Edge], top: float, bottom: float) -> tuple[float, float]:
    """From where to where edges run at two levels alike."""
    at = [[edge for edge in across if abs(edge[0] - level) <= 3] for level in (top, bottom)]
    return max(min(edge[1] for edge in level) for level in at), min(max(edge[2] for edge in level) for level in at)


def _near(value: float, others: Sequence[float], distance: float) -> bool:
    return any(abs(value - other) <= distance for other in others)


def _next_columns(down: Sequence[Edge], low: float, high: float, level: float) -> list[float]:
    """The edges between two sides that begin first at or under a level."""
    below = [edge for edge in down if low + 8 < edge[0] < high - 8 and edge[1] >= level - 4]
    first = min((edge[1] for edge in below), default=level)
    return cluster((edge[0] for edge in below if edge[1] <= first + 4), 3.0)
