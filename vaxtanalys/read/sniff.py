"""What a file is, told from its first and last bytes, so that a wrong file gets a message of its own."""

from __future__ import annotations

import zipfile
from pathlib import Path

from vaxtanalys.errors import DocumentError

TEXT_ENDINGS = (".txt", ".text")
PDF_ENDINGS = (".pdf",)
READABLE_ENDINGS = PDF_ENDINGS + TEXT_ENDINGS

# The standard lets other bytes stand before "%PDF-"; readers look for it in the first kilobyte.
_HEAD = 1024


def require_readable_kind(path: Path) -> None:
    """Raise DocumentError where the bytes of ``path`` are not those of a PDF or a text file, naming what they are."""
    if not path.is_file():
        raise DocumentError(f"filen saknas: {path.name} finns inte i mappen; lägg dit den eller ta bort raden")
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if size == 0:
        raise DocumentError("filen är tom (0 byte); hämta den på nytt")
    if path.suffix.lower() in TEXT_ENDINGS:
        if b"%PDF-" in head[:16]:
            raise DocumentError("filen är en PDF fast namnet slutar på .txt; ge den ändelsen .pdf")
        return
    if b"%PDF-" in head:
        _require_end(path)
        return
    kind = _kind(path, head)
    raise DocumentError(f"filen är inte en PDF utan {kind}")


def _require_end(path: Path) -> None:
    """Raise DocumentError where objects follow the last end mark, or there is none: the file was cut off.

    A reader mends such a file in silence and shows the pages that are left; measures would be missing without a word.
    What stands after the end mark and is no object (padding, a server's footer) does no harm.
    """
    data = path.read_bytes()
    if b" obj" in data[data.rfind(b"%%EOF") + 1 :]:
        raise DocumentError("filen är avhuggen (slutmärket %%EOF saknas); hämta den på nytt")


def _kind(path: Path, head: bytes) -> str:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<script")) or b"<html" in start:
        return (
            "en webbsida (HTML), troligen en inloggnings- eller felsida; hämta planen på nytt från webbplatsen "
            "och kontrollera att den öppnas i en PDF-läsare"
        )
    if start.startswith(b"<?xml"):
        return "en XML-fil; hämta planen på nytt som PDF"
    if head.startswith(b"PK\x03\x04"):
        return f"{_zip_kind(path)}; öppna den och spara som PDF"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "ett äldre Office-dokument; öppna det och spara som PDF"
    if head.startswith((b"\xff\xd8\xff", b"\x89PNG", b"II*\x00", b"MM\x00*", b"GIF8")):
        return "en bild; kör teckenigenkänning (OCR) så att den blir en PDF med text"
    if head.startswith(b"{\\rtf"):
        return "ett RTF-dokument; öppna det och spara som PDF"
    if not any(byte < 9 for byte in head):
        return "vanlig text; ge den ändelsen .txt om den är en plan, hämta den annars på nytt"
    return "något annat (inledningen %PDF saknas); hämta den på nytt"


def _zip_kind(path: Path) -> str:
    try:
        names = set(zipfile.ZipFile(path).namelist())
    except (zipfile.BadZipFile, OSError):
        return "ett skadat zip-arkiv"
    for part, kind in (
        ("word/document.xml", "ett Word-dokument"),
        ("ppt/presentation.xml", "en PowerPoint-presentation"),
        ("xl/workbook.xml", "en Excel-bok"),
    ):
        if part in names:
            return kind
    return "ett zip-arkiv"
