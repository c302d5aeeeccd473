"""What a file without fixed pages holds, as the file itself says it: a Word file, a slide show, a web page, a sheet.

Part of the model; standard library only. The readers fill these records, the layout stage makes the document of them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RawRun:
    """Characters that are set alike; ``\\n`` is a line break. ``raised`` is superscript, ``hidden`` is not shown.

    ``page`` is the page on which they stand where a paragraph runs over a page break, 0 for the paragraph's own.
    """

    text: str
    bold: bool = False
    italic: bool = False
    raised: bool = False
    hidden: bool = False
    page: int = 0


@dataclass(frozen=True, slots=True)
class RawBlock:
    """A paragraph with what the file says of it.

    ``role`` is heading, paragraph, item, caption, footnote, header, footer, watermark, hidden or toc. ``level`` is that
    of a heading or item (from 1), ``marker`` the bullet or number that is shown before the words, ``size`` the type
    size in points (0 where unknown). ``line`` is the line, row or paragraph that counts as its place.
    """

    role: str
    runs: tuple[RawRun, ...]
    page: int = 1
    line: int = 1
    level: int | None = None
    marker: str | None = None
    size: float = 0.0

    @property
    def text(self) -> str:
        """The characters of its runs."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class RawGridCell:
    """A cell of a table: rows and columns count from 0, ``parts`` are its paragraphs and the tables inside it."""

    row: int
    col: int
    parts: tuple[RawPart, ...]
    row_span: int = 1
    col_span: int = 1
    page: int = 1
    line: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class RawGrid:
    """A table; ``header_rows`` are the rows that the file itself marks as holding column headings."""

    cells: tuple[RawGridCell, ...]
    header_rows: tuple[int, ...] = ()


RawPart = RawBlock | RawGrid
"""What follows each other in such a file: paragraphs and tables."""
