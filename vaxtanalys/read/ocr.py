"""Pages that are pictures of text, read by OCR: words with boxes, and the grids of the tables drawn on them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from vaxtanalys.geometry import cluster, overlap
from vaxtanalys.model import Box, RawPage, RawTable, Word
from vaxtanalys.read.child import allow_more
from vaxtanalys.read.grid import Edge, grids_of_edges
from vaxtanalys.read.marks import PageMarks
from vaxtanalys.read.ocr_choice import HOW_TO_GET, NAMES, find_engine
from vaxtanalys.read.ocr_columns import cut_at_rules
from vaxtanalys.read.ocr_engines import read_lines
from vaxtanalys.read.ocr_image import ScanEdges, clear_print, draw_scan, find_edges
from vaxtanalys.read.ocr_letters import has_rings, restore_letters
from vaxtanalys.read.ocr_words import make_words
from vaxtanalys.read.settings import ReadSettings

_LETTERS = re.compile(r"[^\W\d_]{3,}")
# Sizes nearer to each other than this are one size, measured on lines with different letters.
_ONE_SIZE = 0.1
_ONE_SIZE_SHORT = 0.22
_HIGHEST_BAND = 60.0


@dataclass(frozen=True, slots=True)
class ScanText:
    """What OCR gave for a page: its words, grids and rules, and warnings that say how it was read and how surely."""

    words: tuple[Word, ...] = ()
    tables: tuple[RawTable, ...] = ()
    rules: tuple[Box, ...] = ()
    warnings: tuple[str, ...] = ()


def is_scan(words: int, image_share: float, image_kind: str) -> bool:
    """Whether a page is a picture of text: an image over most of it, few words as text, and it looks like print."""
    return image_kind == "text" and words < few_words(image_share)


def few_words(image_share: float) -> int:
    """The number of words under which a page with so large an image may be a scan (stamps are often added as text)."""
    return 40 if image_share > 0.9 else 12 if image_share > 0.4 else 0


def read_scan(page: PageMarks, settings: ReadSettings, printed: Sequence[Word]) -> ScanText:
    """Read a page that is a picture. ``printed`` are those of its words that are text.

    A word that also stands as text is taken from the text. Boxes are in points on the page set upright. Where there is
    no engine, or it fails on this page, nothing but a warning that says so and what to do.
    """
    engine = find_engine(settings.ocr)
    if engine is None:
        return ScanText(warnings=(_no_engine(settings.ocr),))
    allow_more(settings.ocr_page_seconds)
    try:
        scan = draw_scan(page)
        edges = find_edges(scan)
        clear = clear_print(scan, edges)
        lines = cut_at_rules(read_lines(engine, clear), edges.down, scan.scale)
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # an engine that fails on one page leaves the others to be read
        return ScanText(warnings=(f"texttolkningen med {NAMES[engine]} misslyckades ({type(error).__name__})",))
    words, confidence = make_words(lines, clear, scan.scale)
    words = [word for word in words if not _stands_there(word.box, printed)]
    if not words:
        return ScanText(warnings=() if printed else (f"texttolkad med {NAMES[engine]}, ingen text hittades",))
    tables, rules = _grids(edges, [*printed, *words])
    warnings = [f"texttolkad med {NAMES[engine]}, medelsäkerhet {round(100 * confidence)} %"]
    if scan.angle:
        angle = f"{abs(scan.angle):.1f}".replace(".", ",")
        warnings.append(f"sidan låg {angle} grader snett; rutor räknas på den upprätade sidan")
    return ScanText(tuple(words), tables, rules, tuple(warnings))


def _stands_there(box: Box, printed: Sequence[Word]) -> bool:
    """Whether a third of a box is covered by words that stand there as text."""
    covered = sum(
        overlap(box.x0, box.x1, word.box.x0, word.box.x1) * overlap(box.top, box.bottom, word.box.top, word.box.bottom)
        for word in printed
    )
    return 3 * covered >= box.width * box.height


def _no_engine(choice: str) -> str:
    if choice == "off":
        return 'sidan är en bild av text och texttolkning är avstängd; sätt ocr = "auto" under [read]'
    ways = " eller ".join(HOW_TO_GET[name] for name in HOW_TO_GET if choice in ("auto", name))
    return f"sidan är en bild av text och texttolkning (OCR) är inte installerad; kör {ways}"


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


def settle_scans(pages: Sequence[RawPage]) -> tuple[RawPage, ...]:
    """The pages of a document with those read by OCR made even: one size for lines of one size, letters put back.

    The document's own words tell how a word that was read without its rings and dots is spelled.
    """
    scanned = [page for page in pages if page.method == "ocr"]
    if not scanned:
        return tuple(pages)
    seen = frozenset(
        word for page in pages for item in page.words for word in _LETTERS.findall(item.text.lower()) if has_rings(word)
    )
    sizes = _sizes([word for page in scanned for word in page.words])
    return tuple(_settled(page, sizes, seen) if page.method == "ocr" else page for page in pages)


def _settled(page: RawPage, sizes: dict[float, float], seen: frozenset[str]) -> RawPage:
    words = []
    restored = 0
    for word in page.words:
        text = restore_letters(word.text, seen) if not word.font else word.text
        restored += text != word.text
        size = sizes.get(word.size, word.size) if not word.font else word.size
        words.append(replace(word, text=text, size=size))
    note = (f"{restored} ord fick å, ä eller ö åter med ordlista",) if restored else ()
    return replace(page, words=tuple(words), warnings=(*page.warnings, *note))


def _sizes(words: Sequence[Word]) -> dict[float, float]:
    """For each measured size the one that is meant: that of the most letters among those that lie near it."""
    letters: Counter[float] = Counter()
    for word in words:
        if not word.font:
            letters[word.size] += len(word.text)
    meant: list[float] = []
    settled: dict[float, float] = {}
    for size, count in sorted(letters.items(), key=lambda item: (-item[1], item[0])):
        reach = _ONE_SIZE if count > 12 else _ONE_SIZE_SHORT
        near = [other for other in meant if abs(other - size) <= reach * other]
        if not near:
            meant.append(size)
            near = [size]
        settled[size] = round(2 * min(near, key=lambda other: abs(other - size))) / 2
    return settled
