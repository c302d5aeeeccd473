"""Damaged PDF files: what is wrong is found before a page is read, mended where a library can, and said.

qpdf (through pikepdf) finds the objects of a file whose cross-reference table or trailer is broken or gone; pdfium
mends some that qpdf gives up. Both are silent about pages that they drop, so the page tree is gone through here first.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2

from vaxtanalys.errors import DocumentError

SOUND, MENDED, CUT = "", "mended", "cut"
_NOT_THERE = "sidan gick inte att läsa: den finns inte kvar i den skadade filen"
_NO_CONTENT = "sidan gick inte att läsa: dess innehåll finns inte kvar i den skadade filen"
_TORN = "en del av sidan gick inte att läsa: dess innehåll är skadat"
# Without something after it qpdf does not see the last object.
_END = b"\nstartxref\n0\n%%EOF\n"
_LOST = b"/VaxtanalysLost"
_OBJECT = re.compile(rb"(?<!\d)(\d{1,9})\s+(\d{1,5})\s+obj\b")
_KIDS = re.compile(rb"/Kids\s*\[([^\]]*)\]")
_REFERENCE = re.compile(rb"(\d{1,9})\s+(\d{1,5})\s+R")
# What qpdf says when the object at the place that the table names is another one, or none.
_MISPLACED = re.compile(r"expected (?:n n|\d+ \d+) obj|non-dictionary object|loop detected")
_FAULTS = (pikepdf.PdfError, TypeError, ValueError, AttributeError, KeyError, IndexError)
# Enough of a page's content to tell whether it is whole; a page of text has some ten thousand bytes.
_MOST_CONTENT = 20_000_000


@dataclass(frozen=True, slots=True)
class Repair:
    """How a file was found, and what to read in its place.

    data: the mended file; None where the file itself is to be read. damage: "" (sound), "mended" or "cut" (the end of
    the file is missing). lost: pages (from 1) of which all or some is gone, with the reason as a Swedish sentence.
    opened: a sound file as it was opened to be examined, for others to look into before ``close``.
    """

    data: bytes | None = None
    damage: str = SOUND
    notes: tuple[str, ...] = ()
    lost: Mapping[int, str] = field(default_factory=dict)
    opened: pikepdf.Pdf | None = field(default=None, compare=False)

    def close(self) -> None:
        """Let go of the opened file."""
        if self.opened is not None:
            self.opened.close()


def mend(path: Path, data: bytes) -> Repair:
    """Examine the PDF at ``path`` (its bytes are ``data``) and mend it where it is damaged.

    A locked file is left as it is: opening it tells. Raises DocumentError where the file was cut off and no page tree
    is left in what remains.
    """
    cut = is_cut(data)
    if not cut:
        try:
            opened = _if_sound(path)
        except pikepdf.PasswordError:
            return Repair()
        if opened is not None:
            return Repair(opened=opened)
    repair = _with_qpdf(data, cut) or with_pdfium(data, cut)
    if repair is not None:
        return repair
    if cut:
        raise DocumentError("filen är avhuggen (slutmärket %%EOF saknas); hämta den på nytt")
    return Repair()


def is_cut(data: bytes) -> bool:
    """Whether objects follow the last end mark of a PDF, or there is none: the file was cut off.

    What stands after the end mark and is no object (padding, a server's footer) does no harm.
    """
    return b" obj" in data[data.rfind(b"%%EOF") + 1 :]


def with_pdfium(data: bytes, cut: bool = False) -> Repair | None:
    """The file as pdfium writes it anew; None where pdfium can not open it either, or finds no page."""
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return None
    try:
        pages = len(pdf)
        if not pages:
            return None
        made = io.BytesIO()
        pdf.save(made)
    except pypdfium2.PdfiumError:
        return None
    finally:
        pdf.close()
    return Repair(made.getvalue(), CUT if cut else MENDED, _notes(cut))


def _if_sound(path: Path) -> pikepdf.Pdf | None:
    """The file opened without any mending; None where a page or its contents are not found where it says."""
    try:
        # What pages inherit is not asked for here, and to hand it down takes as long as all the rest of opening.
        pdf = pikepdf.open(path, attempt_recovery=False, suppress_warnings=True, inherit_page_attributes=False)
    except pikepdf.PasswordError:
        raise
    except _FAULTS:
        return None
    try:
        for page in pdf.pages:
            page.obj.get("/Contents")
        if not any(_MISPLACED.search(str(warning)) for warning in pdf.get_warnings()):
            return pdf
    except _FAULTS:
        pass
    pdf.close()
    return None


def _with_qpdf(data: bytes, cut: bool) -> Repair | None:
    # What stands after the last whole object is half of one; without it qpdf does not read on into nothing.
    whole = data[: data.rfind(b"endobj") + len(b"endobj")] + b"\n" if cut else data
    missing = _missing_pages(whole)
    stubs = b"".join(b"\n%d %d obj\n<< /Type /Page %s true >>\nendobj\n" % (*key, _LOST) for key in missing)
    try:
        with pikepdf.open(io.BytesIO(whole + stubs + _END), suppress_warnings=True) as pdf:
            lost = {number: reason for number, page in enumerate(pdf.pages, 1) if (reason := _damage(page.obj, whole))}
            pages = len(pdf.pages)
            if len(lost) == pages and _TORN not in lost.values():
                return None
            for number in lost:
                if "/MediaBox" not in pdf.pages[number - 1]:
                    pdf.pages[number - 1].obj.MediaBox = pikepdf.Array([0, 0, 595, 842])
            made = io.BytesIO()
            pdf.save(made)
    except _FAULTS:
        return None
    return Repair(made.getvalue(), CUT if cut else MENDED, _notes(cut), lost)


def _missing_pages(data: bytes) -> list[tuple[int, int]]:
    """The objects (number, generation) that the page tree names and the file does not hold.

    ``stub_for_lost_page``: qpdf drops them without a word and all later pages would get another number, so an empty
    page is put in the place of each.
    """
    there = {(int(n), int(g)) for n, g in _OBJECT.findall(data)}
    named = [(int(n), int(g)) for kids in _KIDS.findall(data) for n, g in _REFERENCE.findall(kids)]
    # In a file that packs its objects into streams, what does not stand in plain sight may be there all the same.
    return [] if b"/ObjStm" in data else sorted(set(named) - there)


def _damage(page: Any, data: bytes) -> str:
    """What is wrong with a page of a damaged file (``data``); empty where nothing is."""
    if _LOST.decode() in page:
        return _NOT_THERE
    contents = page.get("/Contents")
    if contents is None:
        number, generation = page.objgen
        found = re.search(rb"(?<!\d)%d %d obj(.*?)endobj" % (number, generation), data, re.DOTALL)
        # A page without contents is blank; one that names contents that are not there is lost.
        return _NO_CONTENT if found and b"/Contents" in found[1] else ""
    parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    whole = [isinstance(part, pikepdf.Stream) and _is_whole(part) for part in parts]
    return "" if all(whole) else _TORN if any(isinstance(part, pikepdf.Stream) for part in parts) else _NO_CONTENT


def _is_whole(stream: Any) -> bool:
    """Whether a content stream packed in the usual way unpacks to its end; other packings are taken on trust."""
    if stream.get("/Filter") != pikepdf.Name.FlateDecode:
        return True
    unpacker = zlib.decompressobj()
    try:
        unpacker.decompress(stream.read_raw_bytes(), _MOST_CONTENT)
    except (zlib.error, pikepdf.PdfError):
        return False
    return unpacker.eof or bool(unpacker.unconsumed_tail)


def _notes(cut: bool) -> tuple[str, ...]:
    if cut:
        return (
            "Filen är avhuggen (slutmärket %%EOF saknas): det som finns kvar är läst, men mer kan ha stått i den; "
            "hämta den på nytt.",
        )
    return ("Filen var skadad och är lagad vid läsningen; jämför med ett helt exemplar innan den citeras.",)
