"""What reading makes: pages with words, grids and fills; nothing is interpreted yet."""

from __future__ import annotations

from dataclasses import dataclass

from vaxtanalys.model.places import Box
from vaxtanalys.raw_structure import RawPart
from vaxtanalys.raw_tags import RawBookmark, TagTree


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without a space, as the file gives it, with how it is set.

    ``hidden`` words can not be seen on the page (white on white, or outside it). ``mcid`` is the number of the marked
    content that its first character belongs to (ISO 32000-1, 14.6): by it a tag tree points at the word.
    ``confidence`` is how sure OCR was of it, 0 to 1; 1 where the file itself has the text.
    """

    text: str
    box: Box
    size: float
    font: str = ""
    bold: bool = False
    italic: bool = False
    color: str | None = None
    upright: bool = True
    hidden: bool = False
    mcid: int | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Fill:
    """A filled rectangle: a table's shading, a heading's band, a card."""

    box: Box
    color: str | None


@dataclass(frozen=True, slots=True)
class RawTable:
    """A grid found on one page: its box, and each cell's row, column, spans and box."""

    box: Box
    kind: str
    cells: tuple[RawCell, ...]


@dataclass(frozen=True, slots=True)
class RawCell:
    """One cell of a grid; rows and columns count from 0."""

    row: int
    col: int
    row_span: int
    col_span: int
    box: Box


@dataclass(frozen=True, slots=True)
class RawPage:
    """One page as read: words in the order of the file, grids, fills; nothing is interpreted yet.

    ``image_kind`` tells of a page that is one image whether it looks like a page of text or like a picture. ``lost``
    says that the page, or a part of it, could not be read; a warning says why. ``agreement`` is the share (0 to 1) of
    characters on which two engines agree; None where only one was asked.
    """

    number: int
    width: float
    height: float
    rotation: int
    words: tuple[Word, ...]
    tables: tuple[RawTable, ...] = ()
    fills: tuple[Fill, ...] = ()
    rules: tuple[Box, ...] = ()
    image_share: float = 0.0
    image_kind: str = ""
    unmapped: int = 0
    method: str = "layout"
    warnings: tuple[str, ...] = ()
    lost: bool = False
    agreement: float | None = None


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A file as read. ``text`` is set instead of ``pages`` where the file is a plain-text transcript, and ``structure``
    where it says itself what its paragraphs and tables are (office files, web pages); its pages then hold no words.

    ``damage`` is empty where the file is sound, "mended" where it was damaged and read from a mended copy, "cut" where
    its end is missing; ``notes`` are sentences for people.
    ``tags`` is the tag tree of a tagged PDF, ``bookmarks`` its outline.
    """

    file: str
    sha256: str
    pages: tuple[RawPage, ...] = ()
    text: str | None = None
    meta_title: str | None = None
    meta_language: str | None = None
    structure: tuple[RawPart, ...] | None = None
    damage: str = ""
    notes: tuple[str, ...] = ()
    tags: TagTree | None = None
    bookmarks: tuple[RawBookmark, ...] = ()
