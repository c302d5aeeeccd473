"""PDF files to raw pages, with the engine that the settings name.

The fast one is pdfium. Where it does not open a file, fails on a page or does not tell all of a page's text, pdfplumber
reads that file or page.
"""

from __future__ import annotations

import hashlib
import logging
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pikepdf

from vaxtanalys.collector import no_collection
from vaxtanalys.errors import DocumentError, PasswordError, TooLargeError
from vaxtanalys.model import RawDocument, RawPage
from vaxtanalys.raw_tags import RawBookmark, TagTree
from vaxtanalys.read.actual_text import with_actual_text
from vaxtanalys.read.blank import is_blank
from vaxtanalys.read.bookmarks import read_bookmarks
from vaxtanalys.read.cross_check import AGREED, agreement, count_characters, is_doubtful, reads_better
from vaxtanalys.read.ocr_settle import settle_scans
from vaxtanalys.read.page_limits import guard_page
from vaxtanalys.read.pdfium_file import EMPTY, REPLACED, PdfiumFile
from vaxtanalys.read.plumber_file import PlumberFile
from vaxtanalys.read.raw_page import make_page, unread_page
from vaxtanalys.read.repair import Repair, mend
from vaxtanalys.read.settings import ReadSettings
from vaxtanalys.read.tags import read_tags


def read_pdf(path: Path, settings: ReadSettings) -> RawDocument:
    """Read every page of a PDF.

    Raises PasswordError where a password is asked for, TooLargeError over the page limit, DocumentError where the file
    can not be opened or has no pages. A page that fails alone becomes an empty page with a warning. A damaged file is
    read from a mended copy, and says so.
    """
    data = path.read_bytes()
    if not data:
        raise DocumentError("filen är tom (0 byte); hämta den på nytt")
    repair = mend(path, data)
    try:
        return _read_mended(path, data, repair, settings)
    finally:
        repair.close()


def _read_mended(path: Path, data: bytes, repair: Repair, settings: ReadSettings) -> RawDocument:
    reader = _Reader(repair.data or data, settings, repair.opened)
    try:
        pages = settle_scans([_guarded_page(reader, number, repair) for number in range(1, reader.count + 1)])
        title, language = reader.file.title, reader.file.language
        bookmarks = reader.bookmarks()
    finally:
        reader.close()
    # Where no word belongs to marked content, no tag can point at it.
    marked = any(word.mcid is not None for page in pages for word in page.words)
    with no_collection():
        tags = _tags(repair, data) if marked else None
    return RawDocument(
        file=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        pages=with_actual_text(pages, tags),
        meta_title=title,
        meta_language=language,
        damage=repair.damage,
        notes=repair.notes,
        tags=tags,
        bookmarks=bookmarks,
    )


def _tags(repair: Repair, data: bytes) -> TagTree | None:
    """The tag tree, from the file as it was examined; where that is not open or complains, from its bytes."""
    if repair.opened is not None:
        tags = read_tags(repair.opened)
        if tags is not None and not repair.opened.get_warnings():
            return tags
    return read_tags(repair.data or data)


def _guarded_page(reader: _Reader, number: int, repair: Repair) -> RawPage:
    """The page under the limits of a page, with what is known to be gone of it."""
    page = guard_page(number, lambda: reader.page(number), lambda why: unread_page(number, reader.size(number), why))
    if number not in repair.lost:
        return page
    return replace(page, lost=True, warnings=(repair.lost[number], *page.warnings))


class _Reader:
    """A file in the hands of the engine that was chosen, and of the slow one where that is needed."""

    def __init__(self, data: bytes, settings: ReadSettings, opened: pikepdf.Pdf | None = None) -> None:
        self._data = data
        self._opened = opened
        self._settings = settings
        self._slow: PlumberFile | None = None
        self._refused: DocumentError | None = None
        self._fast: PdfiumFile | None = None
        # The fonts on which both engines were of one mind.
        self._agreed: set[str] = set()
        if settings.engine == "fast":
            self._fast = _open_fast(data)
        self.file: PdfiumFile | PlumberFile = self._fast or self._plumber()
        self.count = self.file.count
        if not self.count:
            raise DocumentError("filen har inga sidor; hämta den på nytt eller be avsändaren om en hel fil")
        if self.count > settings.max_pages:
            raise TooLargeError(
                f"filen har {self.count} sidor men gränsen är {settings.max_pages}; "
                "höj max_pages under [read] eller dela filen"
            )

    def close(self) -> None:
        for file in (self._fast, self._slow):
            if file is not None:
                file.close()

    def bookmarks(self) -> tuple[RawBookmark, ...]:
        """The file's bookmarks, from the file that is open where that can tell."""
        return read_bookmarks(self._data if self._fast is None else self._fast.document)

    def page(self, number: int) -> RawPage:
        """Page ``number`` (from 1); an empty one with a warning where no engine reads it."""
        if self._fast is not None:
            try:
                page = self._fast_page(self._fast, number)
            except MemoryError:
                raise
            except Exception as error:  # whatever it was: the other engine has its try
                logging.getLogger(__name__).debug("pdfium, page %d: %s", number, error)
            else:
                return self._compared(page, number) if page is not None else self._second_choice(self._fast, number)
        return self._slow_page(number)[0]

    def _fast_page(self, fast: PdfiumFile, number: int) -> RawPage | None:
        """The page as pdfium has it; None where that may not be all of its text."""
        with no_collection(), fast.page(number) as marks:
            if not marks.doubt or (marks.doubt == EMPTY and self._is_blank(number)):
                return make_page(marks, self._settings)
        return None

    def _second_choice(self, fast: PdfiumFile, number: int) -> RawPage:
        """The page as pdfplumber has it, and as pdfium has it where that fails; how far what both tell agrees."""
        with fast.page(number) as marks:
            page, slow = self._slow_page(number)
            own = count_characters(marks.letters)
            # ``lost_letters``: a table of letters that is not one makes pdfplumber pass over what is printed.
            if page.lost or (marks.doubt != REPLACED and 2 * slow.total() < own.total() and page.method != "ocr"):
                kept = make_page(marks, self._settings)
                return kept if page.lost or kept.method == "ocr" else replace(kept, agreement=agreement(own, slow))
            # An empty page has nothing to compare, and of a replacement text pdfium has the words, not the letters.
            asked = self._settings.cross_check != "off" and marks.doubt not in (EMPTY, REPLACED)
            agreed = agreement(own, slow, whole=False) if asked else None
            return replace(page, agreement=None if page.method == "ocr" else agreed)

    def _compared(self, page: RawPage, number: int) -> RawPage:
        """The page with how far the other engine agrees with it, or that engine's page where it reads better.

        ``doubtful_pages``: pdfplumber takes many times as long, so it is asked only of pages whose words are in doubt,
        unless all are asked for; and not of fonts on which both were of one mind before.
        """
        choice = self._settings.cross_check
        if choice == "off" or page.method == "ocr" or not page.words or self._fast is None:
            return page
        if choice == "auto" and not is_doubtful(page):
            return page
        fonts = {word.font for word in page.words}
        if choice == "auto" and fonts <= self._agreed:
            return page
        other, slow = self._slow_page(number)
        if other.lost:
            return page
        with self._fast.page(number) as marks:
            agreed = agreement(count_characters(marks.letters), slow)
        if agreed is not None and agreed >= AGREED:
            self._agreed |= fonts
        elif agreed is not None and reads_better(other, page):
            page = other
        return replace(page, agreement=None if page.method == "ocr" else agreed)

    def _is_blank(self, number: int) -> bool:
        return self._opened is not None and is_blank(self._opened, number)

    def size(self, number: int) -> tuple[float, float]:
        """Width and height of a page that is not read; A4 where the file does not tell."""
        try:
            return self._plumber().size(number)
        except DocumentError:
            return 595.0, 842.0

    def _slow_page(self, number: int) -> tuple[RawPage, Counter[str]]:
        """The page as pdfplumber has it, with its characters counted; an empty one where it can not be read."""
        size = (0.0, 0.0)
        try:
            slow = self._plumber()
            size = slow.size(number)
            with slow.page(number) as marks:
                return make_page(marks, self._settings), count_characters(marks.letters)
        except MemoryError:
            raise
        except Exception as error:  # one broken page must not take the others with it; the page says what happened
            return unread_page(number, size, f"sidan gick inte att läsa ({type(error).__name__})"), Counter()

    def _plumber(self) -> PlumberFile:
        """The file in pdfplumber's hands, opened when it is first needed."""
        if self._refused is not None:
            raise self._refused
        if self._slow is None:
            try:
                self._slow = PlumberFile(self._data)
            except DocumentError as error:
                self._refused = error
                raise
        return self._slow


def _open_fast(data: bytes) -> PdfiumFile | None:
    """The file in pdfium's hands; None where pdfium does not open it or finds no pages in it."""
    try:
        file = PdfiumFile(data)
    except PasswordError:
        raise
    except DocumentError:
        return None
    if file.count:
        return file
    file.close()
    return None
