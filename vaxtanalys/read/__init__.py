"""Files to raw documents: words, grids, fills and rules with their boxes, or what a file says of its own structure.

Nothing is interpreted here.
"""

from __future__ import annotations

from pathlib import Path

from vaxtanalys.errors import TooLargeError
from vaxtanalys.model import RawDocument
from vaxtanalys.read.office import KINDS, read_office
from vaxtanalys.read.pdf import read_pdf
from vaxtanalys.read.settings import ReadSettings
from vaxtanalys.read.text import read_text

__all__ = ["ReadSettings", "read"]


def read(path: Path, settings: ReadSettings | None = None) -> RawDocument:
    """Read one file: a PDF, or, by its ending, a plain-text transcript, an office file or a web page.

    Raises DocumentError (or one of its kinds) with a message in Swedish that says what to do.
    """
    settings = settings or ReadSettings()
    megabytes = path.stat().st_size / 1e6
    if megabytes > settings.max_megabytes:
        raise TooLargeError(
            f"filen är {megabytes:.0f} MB men gränsen är {settings.max_megabytes:.0f} MB; "
            "höj max_megabytes under [read] eller dela filen"
        )
    if path.suffix.lower() in (".txt", ".text"):
        return read_text(path)
    if path.suffix.lower() in KINDS:
        return read_office(path, settings)
    return read_pdf(path, settings)
