"""Plain-text transcripts: bytes to text."""

from __future__ import annotations

import hashlib
import unicodedata
from pathlib import Path

from vaxtanalys.errors import DocumentError
from vaxtanalys.model import RawDocument


def read_text(path: Path) -> RawDocument:
    """Read a transcript as UTF-8 (or, failing that, Windows-1252, as older Swedish converters write).

    Line ends become ``\\n`` and characters are composed (NFC). Raises DocumentError where the file holds no text.
    """
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise DocumentError("filen är tom; hämta eller skapa den på nytt")
    if "\0" in text:
        raise DocumentError("filen är inte text; ge den rätt filändelse eller gör om den till PDF eller text")
    return RawDocument(file=path.name, sha256=hashlib.sha256(data).hexdigest(), text=text)
