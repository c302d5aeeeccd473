"""What an engine found on a page to a raw page: words, grids, fills and rules, and what a reader should know of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vaxtanalys.geometry import shared_area
from vaxtanalys.model import Box, Fill, RawPage
from vaxtanalys.read.bullets import drawn_bullets
from vaxtanalys.read.doubles import without_doubles
from vaxtanalys.read.grid import find_grids
from vaxtanalys.read.hidden import COVERED, INVISIBLE, why_hidden
from vaxtanalys.read.marks import PageMarks, Shape
from vaxtanalys.read.ocr import few_words
from vaxtanalys.read.ocr_need import broken_letters, read_pictured
from vaxtanalys.read.ocr_turn import turn_word
from vaxtanalys.read.picture import image_kind
from vaxtanalys.read.settings import ReadSettings
from vaxtanalys.read.words import make_words

_CARD_CORNERS = 10
# From this share of its box on a path is a rectangle with rounded corners; a circle has 0.79.
_ROUNDED_SHARE = 0.9
# From this share of the page on, an image may be a scan of it.
_SCAN_SHARE = 0.4

TEXT_LAYER = "texten är ett osynligt lager från en tidigare texttolkning"


def make_page(page: PageMarks, settings: ReadSettings) -> RawPage:
    """The raw page; a page that is a picture of text is read by OCR where ``settings`` say so."""
    letters, doubled = without_doubles(page.letters)
    placed = make_words(letters, settings.x_tolerance)
    why = why_hidden(placed, page)
    share = _image_share(page)
    kind = image_kind(page) if why.count("") < few_words(share) else ""
    layer = _is_text_layer(why, share, kind)
    if layer:
        why = ["" if reason in (INVISIBLE, COVERED) else reason for reason in why]
    words = placed.words
    if any(why):
        words = [replace(word, hidden=True) if reason else word for word, reason in zip(words, why, strict=True)]
    words = [*words, *drawn_bullets(page.shapes, words)]
    visible = [word for word in words if not word.hidden]
    scan = read_pictured(page, settings, visible, share, kind, layer)
    if scan.replaces:
        words, visible = [word for word in words if word.hidden], []
    if scan.turn:
        words = [turn_word(word, scan.turn, page.width, page.height) for word in words]
    on_side = scan.turn in (90, 270)
    warnings = _warnings(page, why, doubled or page.doubled, layer)
    return RawPage(
        number=page.number,
        width=page.height if on_side else page.width,
        height=page.width if on_side else page.height,
        rotation=(page.rotation - scan.turn) % 360,
        words=(*words, *scan.words),
        tables=scan.tables if scan.words and not scan.part else (*find_grids(page, visible), *scan.tables),
        fills=tuple(_fills(page)),
        rules=scan.rules if scan.words and not scan.part else (*_rules(page), *scan.rules),
        image_share=share,
        image_kind=kind,
        unmapped=0 if scan.replaces else broken_letters(page, visible),
        method="ocr" if scan.words or layer else "layout",
        warnings=(*warnings, *scan.warnings),
    )


def _is_text_layer(why: Sequence[str], share: float, kind: str) -> bool:
    """Whether the words that can not be seen are what a scan says.

    ``text_layer``: OCR programs put the words they read on a scanned page, painted with nothing or under the picture.
    On a page that is a picture of text and shows (almost) no other words they are its text.
    """
    if share <= _SCAN_SHARE or kind != "text":
        return False
    return why.count(INVISIBLE) + why.count(COVERED) > why.count("")


def _warnings(page: PageMarks, why: Sequence[str], doubled: bool, layer: bool) -> list[str]:
    warnings = []
    reasons = sorted({reason for reason in why if reason})
    if reasons:
        count = sum(bool(reason) for reason in why)
        warnings.append(f"{count} ord syns inte på sidan ({', '.join(reasons)}) och räknas inte")
    if layer:
        warnings.append(TEXT_LAYER)
    if doubled:
        warnings.append("dubblerade tecken (konstgjord fetstil) är borttagna")
    if page.cropped:
        warnings.append("sidans ruta börjar inte i hörnet; rutor räknas från sidans synliga hörn")
    return warnings


def _fills(page: PageMarks) -> list[Fill]:
    found = [
        Fill(shape.box, shape.color)
        for shape in page.shapes
        if shape.kind == "rect" and shape.filled and shape.box.width > 3 and shape.box.height > 3
    ]
    # Slides draw their cards as closed paths with few corners; charts and logos have many.
    found.extend(
        Fill(shape.box, shape.color)
        for shape in page.shapes
        if shape.kind == "curve" and shape.filled and (len(shape.points) <= _CARD_CORNERS or _is_rounded(shape))
    )
    return found


def _is_rounded(shape: Shape) -> bool:
    """``rounded_rectangle``: a path that fills its box but for the corners; browsers draw each in many small curves."""
    box, ring = shape.box, shape.points
    if min(box.width, box.height) <= 3 or not ring:
        return False
    around = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, (*ring[1:], ring[0]), strict=True))
    return abs(around) / 2 >= _ROUNDED_SHARE * box.width * box.height


def _rules(page: PageMarks) -> list[Box]:
    """Thin horizontal rules: drawn lines, and rectangles no thicker than two points."""
    boxes = [shape.box for shape in page.shapes if shape.kind != "curve"]
    found = {(b.x0, b.top, b.x1, b.bottom): b for b in boxes if b.bottom - b.top <= 2 and b.x1 - b.x0 >= 20}
    return [found[corners] for corners in sorted(found)]


def _image_share(page: PageMarks) -> float:
    width, height = page.width, page.height
    area = sum(shared_area(page.sheet, picture.box) for picture in page.pictures)
    return round(min(1.0, area / (width * height)), 3) if width and height else 0.0


def unread_page(number: int, size: tuple[float, float], why: str) -> RawPage:
    """An empty page in place of one that was not read; ``why`` is a Swedish sentence, ``size`` in points."""
    return RawPage(number, size[0], size[1], 0, (), warnings=(why,), lost=True)
