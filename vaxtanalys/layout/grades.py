"""How far a page can be trusted, from what can be measured on it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, pairwise
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from vaxtanalys.lexicon import known_share, makes_sense
from vaxtanalys.model import Box, Page, RawPage

_OCR_CONFIDENCE = re.compile(r"texttolkad med (\w+), medelsäkerhet (\d+) %")
# How reading begins what it says of a picture of text that it left.
_UNREAD_PICTURE = "en bild på sidan ser ut att vara text"
# From this confidence (per cent) on a page of an engine may be good, and under the other it is poor. Measured on pages
# made worse step by step: at these levels some 5 and 15 per cent of the words were wrong.
_CONFIDENT = {"Tesseract": (90, 80), "RapidOCR": (99, 97)}
_GOOD_NONSENSE, _POOR_NONSENSE = 0.02, 0.07
_FEW = 15
# Under these shares of characters on which two engines agree a page is fair, is poor if its words are, and is poor.
# Pages of sound fonts have 0.995 and more; one letter read as another is one or two in a hundred, å, ä and ö are five.
_AGREED, _DISAGREED, _STRANGERS = 0.99, 0.95, 0.8
# From this share of known words on a text is what its writer wrote.
_SWEDISH = 0.75
# From this share of words outside their cells a grid is in doubt; a word may reach so many points out of its cell.
_MISFIT, _REACH = 0.05, 3.0


def grade_page(raw: RawPage) -> Page:
    """The page with its grade (good, fair or poor) and the reasons as warnings.

    Measured: whether there is text where there is a picture of a page, the share of characters without a letter in the
    font's table, the characters on which two engines agree where both were asked, the share of words that the Swedish
    dictionary of simplemma knows, how the words of tables fit their cells, and of a page read by OCR also the engine's
    confidence and the share of words that can not be Swedish.
    """
    shown = [word.text for word in raw.words if not word.hidden]
    text, chars = " ".join(shown), sum(map(len, shown))
    warnings = list(raw.warnings)
    grade = "good"
    if raw.lost:
        grade = "poor"
    if chars < 30 and raw.image_share > 0.4:
        # A photograph holds no measures; a scanned page may, and no one can tell before it is read.
        scanned = raw.image_kind != "picture"
        grade = "poor" if scanned else grade
        warnings.append(
            "sidan är en bild av text utan textlager; den behöver texttolkas (OCR)" if scanned else "sidan är en bild"
        )
    if any(warning.startswith(_UNREAD_PICTURE) for warning in warnings):
        grade = _worse(grade, "fair")
    unmapped = raw.unmapped / chars if chars else 0.0
    if unmapped > 0.005:
        grade = "poor" if unmapped > 0.05 else _worse(grade, "fair")
        warnings.append(f"{unmapped:.0%} av tecknen saknar bokstav i typsnittets tabell")
    misfit = table_misfit(raw)
    if misfit > _MISFIT:
        grade = _worse(grade, "fair")
        warnings.append(f"{misfit:.0%} av orden i sidans tabeller står utanför sina rutor")
    if raw.agreement is not None and raw.agreement < _AGREED:
        # Where one engine is wrong the words tell whether the other, whose reading is kept, is right.
        swedish = (known_share(text, _FEW) or 0.0) >= _SWEDISH and raw.agreement >= _STRANGERS
        grade = "poor" if raw.agreement < _DISAGREED and not swedish else _worse(grade, "fair")
        share = f"{raw.agreement:.1%}".replace(".", ",")
        warnings.append(f"två läsare, pdfium och pdfplumber, är överens om {share} av sidans bokstäver och siffror")
    known = known_share(text)
    if raw.method == "ocr":
        nonsense = nonsense_share(shown)
        grade = _worse(grade, ocr_grade(raw.warnings, known, nonsense))
        if nonsense is not None and nonsense > _GOOD_NONSENSE:
            warnings.append(f"{nonsense:.0%} av orden är inga svenska ord: texttolkningen har fel i dem")
    if known is not None and known < 0.5:
        grade = "poor" if known < 0.3 else _worse(grade, "fair")
        warnings.append(f"{known:.0%} av orden känns igen som svenska")
    return Page(
        number=raw.number,
        width=raw.width,
        height=raw.height,
        rotation=raw.rotation,
        chars=chars,
        method=raw.method,
        grade=grade,
        warnings=tuple(warnings),
        lost=raw.lost,
        agreement=raw.agreement,
    )


def ocr_grade(warnings: Sequence[str], known: float | None, nonsense: float | None = None) -> str:
    """How far a page read by OCR can be trusted.

    The engines' own confidences have scales of their own: RapidOCR is 97 per cent sure of a page of which every seventh
    word is wrong. The share of words that are ``nonsense``, neither in the dictionary nor made of two words that are,
    tells as much: text that people typed has at most one such word in a hundred. Clean pages of real plans have 77 to
    98 per cent ``known`` words. A text layer that does not say its confidence is judged by its words alone.
    """
    found = next((found for warning in warnings if (found := _OCR_CONFIDENCE.search(warning))), None)
    good, poor = _CONFIDENT.get(found[1], (100, 100)) if found else (0, 0)
    stated = int(found[2]) if found else 100
    wrong = nonsense or 0.0
    if stated < poor or (known is not None and known < 0.5) or wrong > _POOR_NONSENSE:
        return "poor"
    sure = stated >= good and (found is not None or known is not None)
    return "good" if sure and (known is None or known >= 0.75) and wrong <= _GOOD_NONSENSE else "fair"


def table_misfit(raw: RawPage) -> float:
    """The share (0 to 1) of the words in a page's grids that stand in no cell or reach out of theirs; 0 without grids.

    A grid that is read right holds its words: of the tables of all corpora none has one word in fifty outside.
    """
    if not raw.tables:
        return 0.0
    boxes = _edges([word.box for word in raw.words if word.upright and not word.hidden])
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    inside = held = 0
    for table in raw.tables if len(boxes) else ():
        box = table.box
        here = np.flatnonzero((x >= box.x0) & (x <= box.x1) & (y >= box.top) & (y <= box.bottom))
        if table.cells and len(here):
            inside += len(here)
            held += _held(boxes[here], x[here, None], y[here, None], [cell.box for cell in table.cells])
    return (inside - held) / inside if inside else 0.0


def _edges(boxes: Sequence[Box]) -> NDArray[np.float64]:
    """A row of x0, top, x1, bottom for each box."""
    every = chain.from_iterable(map(_corners, boxes))
    return np.fromiter(every, dtype=np.float64, count=4 * len(boxes)).reshape(-1, 4)


_corners = attrgetter("x0", "top", "x1", "bottom")


def _held(words: NDArray[np.float64], x: NDArray[np.float64], y: NDArray[np.float64], cells: Sequence[Box]) -> int:
    """How many words have their middle (``x`` and ``y``, columns) in a cell and do not reach out of it at its sides."""
    # Cells are many, but of few widths and heights: a word is held against these, and the cells tell which go together.
    wide: dict[tuple[float, float], int] = {}
    high: dict[tuple[float, float], int] = {}
    places = [
        (wide.setdefault((cell.x0, cell.x1), len(wide)), high.setdefault((cell.top, cell.bottom), len(high)))
        for cell in cells
    ]
    (x0, x1), (top, bottom) = np.array(list(wide)).T, np.array(list(high)).T
    across = (x >= x0) & (x <= x1) & (words[:, :1] >= x0 - _REACH) & (words[:, 2:3] <= x1 + _REACH)
    together = np.zeros((len(wide), len(high)), dtype=np.float32)
    together[tuple(np.array(places).T)] = 1
    found = across.astype(np.float32) @ together * ((y >= top) & (y <= bottom))
    return int(np.count_nonzero(found.any(axis=1)))


def nonsense_share(words: Sequence[str]) -> float | None:
    """The share (0 to 1) of words that can not be Swedish; words broken at the line's end are left out.

    None under 15 words.
    """
    whole = [word for before, word in pairwise(["", *words]) if not word.endswith("-") and not before.endswith("-")]
    if len(whole) < _FEW:
        return None
    return sum(not makes_sense(word) for word in whole) / len(whole)


def _worse(a: str, b: str) -> str:
    order = ("good", "fair", "poor")
    return max(a, b, key=order.index)
