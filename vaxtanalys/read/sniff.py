"""What a file is, told from its first and last bytes, so that a wrong file gets a message of its own."""

from __future__ import annotations

import zipfile
from pathlib import Path

from vaxtanalys.errors import DocumentError, PasswordError

TEXT_ENDINGS = (".txt", ".text")
PDF_ENDINGS = (".pdf",)
PACKED_ENDINGS = (".docx", ".pptx", ".xlsx", ".odt")
WEB_ENDINGS = (".html", ".htm", ".md")
OFFICE_ENDINGS = PACKED_ENDINGS + WEB_ENDINGS
READABLE_ENDINGS = PDF_ENDINGS + TEXT_ENDINGS + OFFICE_ENDINGS
# The parts that tell what a zip archive is, with what people call it and its ending.
_PACKED = (
    ("word/document.xml", "ett Word-dokument", ".docx"),
    ("ppt/presentation.xml", "en PowerPoint-presentation", ".pptx"),
    ("xl/workbook.xml", "en Excel-bok", ".xlsx"),
    ("content.xml", "ett OpenDocument", ".odt"),
)
_ENCRYPTED_PART = "EncryptedPackage".encode("utf-16-le")
_LOCKED = "filen är låst med lösenord; spara en kopia utan lösenord och lägg den i stället för filen"

# The standard lets other bytes stand before "%PDF-"; readers look for it in the first kilobyte.
_HEAD = 1024


def require_readable_kind(path: Path) -> None:
    """Raise DocumentError where the bytes of ``path`` are not of the kind that its ending says, naming what they are.

    PasswordError where it is an office file that is locked.
    """
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
    if path.suffix.lower() in OFFICE_ENDINGS:
        _require_office(path, head)
        return
    if b"%PDF-" in head:
        return
    kind = _kind(path, head)
    raise DocumentError(f"filen är inte en PDF utan {kind}")


def _require_office(path: Path, head: bytes) -> None:
    ending = path.suffix.lower()
    if head.startswith(b"%PDF-"):
        raise DocumentError(f"filen är en PDF fast namnet slutar på {ending}; ge den ändelsen .pdf")
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        # A locked file of the newer kind lies inside a container of the older kind.
        if _ENCRYPTED_PART in path.read_bytes():
            raise PasswordError(_LOCKED)
        raise DocumentError(f"filen är ett äldre Office-dokument fast namnet slutar på {ending}; spara om den som det")
    packed = head.startswith(b"PK\x03\x04")
    if ending in PACKED_ENDINGS:
        if not packed:
            raise DocumentError(f"filen är inte av slaget {ending} utan {_kind(path, head)}")
        kind, wanted = _zip_kind(path)
        if wanted and wanted != ending:
            raise DocumentError(f"filen är {kind} fast namnet slutar på {ending}; ge den ändelsen {wanted}")
        if wanted is None:
            raise DocumentError(f"filen är inte av slaget {ending} utan {kind}; hämta den på nytt")
        if ending == ".odt" and _is_locked(path):
            raise PasswordError(_LOCKED)
    elif packed or (b"\0" in head.replace(b"\xff\xfe", b"") and not head.startswith((b"\xff\xfe", b"\xfe\xff"))):
        raise DocumentError(f"filen är inte text fast namnet slutar på {ending}, utan {_kind(path, head)}")


def _is_locked(path: Path) -> bool:
    """Whether an OpenDocument says that its parts are encrypted."""
    try:
        with zipfile.ZipFile(path) as package, package.open("META-INF/manifest.xml") as manifest:
            return b"encryption-data" in manifest.read(1_000_000)
    except (zipfile.BadZipFile, KeyError, OSError):
        return False


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
        kind, ending = _zip_kind(path)
        return f"{kind}; ge den ändelsen {ending}" if ending else f"{kind}; öppna den och spara som PDF"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "ett äldre Office-dokument; öppna det och spara som PDF"
    if head.startswith((b"\xff\xd8\xff", b"\x89PNG", b"II*\x00", b"MM\x00*", b"GIF8")):
        return "en bild; kör teckenigenkänning (OCR) så att den blir en PDF med text"
    if head.startswith(b"{\\rtf"):
        return "ett RTF-dokument; öppna det och spara som PDF"
    if not any(byte < 9 for byte in head):
        return "vanlig text; ge den ändelsen .txt om den är en plan, hämta den annars på nytt"
    return "något annat (inledningen %PDF saknas); hämta den på nytt"


def _zip_kind(path: Path) -> tuple[str, str | None]:
    """What people call a zip archive, and the ending that it ought to have; None where it is no office file."""
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, OSError):
        return "ett skadat zip-arkiv", None
    return next(((kind, ending) for part, kind, ending in _PACKED if part in names), ("ett zip-arkiv", None))
