"""Office files and web pages: which reader takes which kind of file, and what goes wrong with such files."""

from __future__ import annotations

import hashlib
import importlib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from vaxtanalys.errors import DocumentError, TooLargeError
from vaxtanalys.model import RawDocument
from vaxtanalys.read.settings import ReadSettings


@dataclass(frozen=True, slots=True)
class OfficeKind:
    """A kind of file: what people call it, and its reader, written ``module:name`` and imported when first used."""

    label: str
    reader: str
    packed: bool = True


KINDS: Mapping[str, OfficeKind] = {
    ".docx": OfficeKind("Word-dokument", "vaxtanalys.read.word:read_word"),
    ".pptx": OfficeKind("PowerPoint-presentation", "vaxtanalys.read.slides:read_slides"),
    ".xlsx": OfficeKind("Excel-bok", "vaxtanalys.read.workbook:read_workbook"),
    ".odt": OfficeKind("OpenDocument-text", "vaxtanalys.read.opendocument:read_opendocument"),
    ".html": OfficeKind("webbsida", "vaxtanalys.read.web:read_web", packed=False),
    ".htm": OfficeKind("webbsida", "vaxtanalys.read.web:read_web", packed=False),
    ".md": OfficeKind("Markdown-fil", "vaxtanalys.read.markdown:read_markdown", packed=False),
}
"""The readers by file ending."""


def read_office(path: Path, settings: ReadSettings) -> RawDocument:
    """Read an office file or web page by its ending.

    Raises TooLargeError where it unpacks to more than allowed, DocumentError where the libraries that the extra
    ``office`` brings are missing and where the file is broken.
    """
    kind = KINDS[path.suffix.lower()]
    if kind.packed:
        _require_reasonable_size(path, kind, settings)
    module, _, name = kind.reader.partition(":")
    try:
        raw: RawDocument = getattr(importlib.import_module(module), name)(path, settings)
    except (DocumentError, MemoryError):
        raise
    except ImportError as error:
        raise DocumentError(
            f"för att läsa {kind.label} ({path.suffix.lower()}) behövs tillägget office, som inte är installerat "
            f'({error.name} saknas); installera det med: pip install "vaxtanalys[office]", eller spara filen som PDF'
        ) from error
    except Exception as error:  # the libraries raise whatever their parsers do; the file is at fault
        raise DocumentError(
            f"filen går inte att läsa som {kind.label} ({type(error).__name__}); den kan vara skadad eller avhuggen: "
            "hämta den på nytt, eller öppna den i sitt program och spara som PDF"
        ) from error
    if len(raw.pages) > settings.max_pages:
        raise TooLargeError(
            f"filen har {len(raw.pages)} sidor men gränsen är {settings.max_pages}; "
            "höj max_pages under [read] eller dela filen"
        )
    return replace(raw, sha256=hashlib.sha256(path.read_bytes()).hexdigest())


def _require_reasonable_size(path: Path, kind: OfficeKind, settings: ReadSettings) -> None:
    try:
        with zipfile.ZipFile(path) as package:
            megabytes = sum(item.file_size for item in package.infolist()) / 1e6
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise DocumentError(
            f"filen går inte att packa upp som {kind.label}; den är skadad eller avhuggen: hämta den på nytt"
        ) from error
    if megabytes > settings.max_unpacked_megabytes:
        raise TooLargeError(
            f"filen blir {megabytes:.0f} MB uppackad men gränsen är {settings.max_unpacked_megabytes:.0f} MB; höj "
            "max_unpacked_megabytes under [read], eller spara filen som PDF"
        )
