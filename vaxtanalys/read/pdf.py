"""PDF files to raw pages, with pdfplumber.

pdfplumber gives characters, rules and fills with boxes whose origin is the top left of the page as shown.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from vaxtanalys.errors import DocumentError, PasswordError, TooLargeError
from vaxtanalys.geometry import overlap
from vaxtanalys.model import Box, Fill, RawDocument, RawPage, Word
from vaxtanalys.read.bullets import drawn_bullets
from vaxtanalys.read.characters import colour, make_word
from vaxtanalys.read.grid import find_grids
from vaxtanalys.read.hidden import mark_hidden
from vaxtanalys.read.ocr import ScanText, few_words, is_scan, read_scan, settle_scans
from vaxtanalys.read.picture import image_kind
from vaxtanalys.read.settings import ReadSettings

_CARD_CORNERS = 10
_ATTRIBUTES = ["fontname", "size", "non_stroking_color"]


def read_pdf(path: Path, settings: ReadSettings) -> RawDocument:
    """Read every page of a PDF.

    Raises PasswordError where a password is asked for, TooLargeError over the page limit, DocumentError where the file
    can not be opened or has no pages. A page that fails alone becomes an empty page with a warning.
    """
    data = path.read_bytes()
    if not data:
        raise DocumentError("filen är tom (0 byte); hämta den på nytt")
    try:
        pdf = pdfplumber.open(path)
    except PdfminerException as error:
        raise _open_error(error) from error
    try:
        pages = settle_scans([_read_page(page, settings) for page in _pages(pdf, settings)])
        title = _meta(pdf, "Title")
        language = _language(pdf)
    finally:
        # Closing walks the pages again, and a broken page tree breaks again; what was read is kept.
        with suppress(Exception):
            pdf.close()
    return RawDocument(
        file=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        pages=pages,
        meta_title=title,
        meta_language=language,
    )


def _pages(pdf: Any, settings: ReadSettings) -> list[Any]:
    try:
        pages = list(pdf.pages)
    except Exception as error:
        raise DocumentError(f"filens sidor går inte att läsa ({type(error).__name__}); hämta den på nytt") from error
    if not pages:
        raise DocumentError("filen har inga sidor; hämta den på nytt eller be avsändaren om en hel fil")
    if len(pages) > settings.max_pages:
        raise TooLargeError(
            f"filen har {len(pages)} sidor men gränsen är {settings.max_pages}; "
            "höj max_pages under [read] eller dela filen"
        )
    return pages


def _open_error(error: PdfminerException) -> DocumentError:
    cause = error.args[0] if error.args else error
    if isinstance(cause, PDFPasswordIncorrect):
        return PasswordError(
            "filen är låst med lösenord; spara en kopia utan lösenord och lägg den i stället för filen"
        )
    return DocumentError(
        f"filen går inte att öppna som PDF ({type(cause).__name__}); "
        "den kan vara skadad eller avhuggen, hämta den på nytt"
    )


def _meta(pdf: Any, key: str) -> str | None:
    value = pdf.metadata.get(key) if isinstance(pdf.metadata, dict) else None
    return value.strip() or None if isinstance(value, str) else None


def _language(pdf: Any) -> str | None:
    value = pdf.doc.catalog.get("Lang")
    if isinstance(value, bytes):
        return value.decode("latin-1").strip() or None
    return None


def _read_page(page: Any, settings: ReadSettings) -> RawPage:
    number = int(page.page_number)
    try:
        return _page(page, number, settings)
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # one broken page must not take the others with it; the page says what happened
        return RawPage(
            number=number,
            width=float(page.width or 0),
            height=float(page.height or 0),
            rotation=0,
            words=(),
            warnings=(f"sidan gick inte att läsa ({type(error).__name__})",),
        )
    finally:
        page.close()


def _page(page: Any, number: int, settings: ReadSettings) -> RawPage:
    rotation = int(page.rotation or 0)
    origin = (float(page.bbox[0]), float(page.bbox[1]))
    clean, doubled = _without_doubles(page)
    words = mark_hidden(_words(clean, settings), page)
    width, height = float(page.width), float(page.height)
    fills = _fills(page)
    share = _image_share(page, width, height)
    warnings = []
    unseen = sum(word.hidden for word in words)
    if unseen:
        warnings.append(f"{unseen} ord syns inte på sidan (vit text på vitt, eller utanför sidan) och räknas inte")
    if doubled:
        warnings.append("dubblerade tecken (konstgjord fetstil) är borttagna")
    if any(origin):
        warnings.append("sidans ruta börjar inte i hörnet; rutor räknas från sidans synliga hörn")
    visible = [word for word in words if not word.hidden]
    kind = image_kind(page) if len(visible) < few_words(share) else ""
    scan = read_scan(page, settings, visible) if is_scan(len(visible), share, kind) else ScanText()
    return RawPage(
        number=number,
        width=width,
        height=height,
        rotation=rotation,
        words=(*words, *scan.words),
        tables=scan.tables if scan.words else find_grids(page, visible),
        fills=tuple(fills),
        rules=scan.rules if scan.words else tuple(_rules(page)),
        image_share=share,
        image_kind=kind,
        unmapped=sum(1 for char in page.chars if "(cid:" in char["text"] or "\ufffd" in char["text"]),
        method="ocr" if scan.words else "layout",
        warnings=(*warnings, *scan.warnings),
    )


def _without_doubles(page: Any) -> tuple[Any, bool]:
    """The page without letters printed twice on the same spot (how some producers fake bold type)."""
    seen = {(char["text"], round(char["x0"]), round(char["top"])) for char in page.chars if char["text"].strip()}
    total = sum(1 for char in page.chars if char["text"].strip())
    if total and len(seen) < 0.97 * total:
        return page.dedupe_chars(tolerance=1), True
    return page, False


def _words(page: Any, settings: ReadSettings) -> list[Word]:
    """Upright words left to right, then words set upwards (turned headings), then slanted ones (watermarks)."""
    found: list[Word] = []

    def collect(part: Any, upright: bool, **directions: str) -> None:
        raw = part.extract_words(
            x_tolerance_ratio=settings.x_tolerance,
            y_tolerance=2,
            keep_blank_chars=False,
            use_text_flow=False,
            # The size of a turned letter is as its box is high: it differs from letter to letter and parts the word.
            extra_attrs=_ATTRIBUTES if upright else [name for name in _ATTRIBUTES if name != "size"],
            # For the marked content that the first letter belongs to; a word is not split because of it.
            return_chars=True,
            **directions,
        )
        for item in raw:
            word = make_word(item, upright)
            if word is not None:
                found.append(word)

    chars = page.chars
    if not any(_turn(char) for char in chars):
        collect(page, True)
        return [*found, *drawn_bullets(page, found)]
    collect(page.filter(lambda item: item.get("object_type") != "char" or not _turn(item)), True)
    for way, directions in _TURNS:
        turned = page.filter(lambda item, way=way: item.get("object_type") == "char" and _turn(item) == way)
        if turned.chars:
            collect(turned, False, **directions)
    return [*found, *drawn_bullets(page, found)]


# How letters and lines follow each other where the text is turned upwards, downwards, or slanted (a watermark).
_TURNS = (
    ("up", {"line_dir_rotated": "ltr", "char_dir_rotated": "btt"}),
    ("down", {"line_dir_rotated": "rtl", "char_dir_rotated": "ttb"}),
    ("slanted", {"line_dir": "ltr", "char_dir": "btt"}),
)


def _turn(char: Mapping[str, Any]) -> str:
    """Which way a letter is turned: up, down, slanted; empty where it stands upright.

    pdfminer calls a letter upright however it slants, so its matrix tells.
    """
    along, rise = float(char["matrix"][0]), float(char["matrix"][1])
    if abs(rise) <= 0.05 * abs(along):
        return "" if char["upright"] else "slanted"
    if abs(along) > 0.05 * abs(rise):
        return "slanted"
    return "up" if rise > 0 else "down"


def _fills(page: Any) -> list[Fill]:
    found = []
    for rect in page.rects:
        box = Box(float(rect["x0"]), float(rect["top"]), float(rect["x1"]), float(rect["bottom"]))
        if rect.get("fill") and box.width > 3 and box.height > 3:
            found.append(Fill(box, colour(rect.get("non_stroking_color"))))
    for curve in page.curves:
        # Slides draw their cards as closed paths with few corners; charts and logos have many.
        if curve.get("fill") and len(curve.get("pts", ())) <= _CARD_CORNERS:
            box = Box(float(curve["x0"]), float(curve["top"]), float(curve["x1"]), float(curve["bottom"]))
            found.append(Fill(box, colour(curve.get("non_stroking_color"))))
    return found


def _rules(page: Any) -> list[Box]:
    """Thin horizontal rules: drawn lines, and rectangles no thicker than two points."""
    found = []
    for item in [*page.lines, *page.rects]:
        box = Box(float(item["x0"]), float(item["top"]), float(item["x1"]), float(item["bottom"]))
        if box.height <= 2 and box.width >= 20:
            found.append(box)
    return sorted(set(found))


def _image_share(page: Any, width: float, height: float) -> float:
    area = 0.0
    for image in page.images:
        area += overlap(0, width, image["x0"], image["x1"]) * overlap(0, height, image["top"], image["bottom"])
    return round(min(1.0, area / (width * height)), 3) if width and height else 0.0
