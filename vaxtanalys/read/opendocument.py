"""OpenDocument texts (.odt): paragraphs, headings, lists, tables, notes, headers and footers.

Deleted text of tracked changes and comments are left out. Pages are those that the program stored
(``text:soft-page-break``); a file without them is one page, and the number of the paragraph is the place.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from vaxtanalys.model import RawDocument, RawPage
from vaxtanalys.raw_structure import RawBlock, RawGrid, RawGridCell, RawPart, RawRun
from vaxtanalys.read.characters import clean_characters
from vaxtanalys.read.opendocument_styles import DRAW, FO, OFFICE, STYLE, TABLE, TEXT, OpenStyles, is_bold
from vaxtanalys.read.settings import ReadSettings

NO_PAGES = "filen säger inte var sidorna bryts; platsen är styckets nummer"
_DC = "{http://purl.org/dc/elements/1.1/}"
_GONE = {
    f"{TEXT}tracked-changes",
    f"{OFFICE}annotation",
    f"{OFFICE}annotation-end",
    f"{TEXT}page-number",
    f"{TEXT}page-count",
    f"{TEXT}hidden-text",
    f"{TEXT}sequence-decls",
    f"{TEXT}variable-decls",
    f"{OFFICE}forms",
}
_CONTENTS = {f"{TEXT}table-of-content", f"{TEXT}illustration-index", f"{TEXT}table-index", f"{TEXT}alphabetical-index"}
_TITLE = re.compile(r"^(?:title|titel)$", re.IGNORECASE)
_SUBTITLE = re.compile(r"^(?:subtitle|underrubrik)$", re.IGNORECASE)
_CAPTION = re.compile(r"^(?:caption|table|illustration|figure)$", re.IGNORECASE)
_MOST_REPEATED = 200


def read_opendocument(path: Path, settings: ReadSettings) -> RawDocument:
    """Read a .odt file. Raises ImportError where lxml is missing, its errors where the file is broken."""
    from lxml import etree

    with zipfile.ZipFile(path) as package:
        names = set(package.namelist())
        roots = {
            name: etree.fromstring(package.read(name), etree.XMLParser(resolve_entities=False))
            for name in ("content.xml", "styles.xml", "meta.xml")
            if name in names
        }
    content, styles = roots["content.xml"], roots.get("styles.xml")
    body = content.find(f"{OFFICE}body/{OFFICE}text")
    # The program marks the breaks that it made itself; those that the writer made are in the styles of paragraphs.
    broken = next(body.iter(f"{TEXT}soft-page-break"), None) is not None
    reader = _OpenReader(OpenStyles(*([styles] if styles is not None else []), content), broken)
    parts = [*reader.parts(body), *reader.notes]
    pages = reader.page
    for role in ("header", "footer"):
        for element in styles.iter(f"{STYLE}{role}") if styles is not None else ():
            furniture = [part for part in reader.parts(element) if isinstance(part, RawBlock)]
            parts += [RawBlock(role, tuple(replace(run, page=1) for run in part.runs)) for part in furniture]
    meta = roots.get("meta.xml")
    title, language = (next(meta.iter(_DC + tag), None) if meta is not None else None for tag in ("title", "language"))
    return RawDocument(
        file=path.name,
        sha256="",
        pages=tuple(
            RawPage(number, 0.0, 0.0, 0, (), method="tags", warnings=() if broken else (NO_PAGES,))
            for number in range(1, pages + 1)
        ),
        meta_title=(title.text or "").strip() or None if title is not None else None,
        meta_language=(language.text or "").strip() or None if language is not None else None,
        structure=tuple(parts),
    )


class _OpenReader:
    """Walks through a text from its first paragraph to its last."""

    def __init__(self, styles: OpenStyles, paged: bool) -> None:
        self._styles = styles
        self._paged = paged
        self.page = 1
        self._paragraph = 0
        self._outline: dict[int, int] = {}
        self._lists: dict[str, dict[int, int]] = {}
        self._boxes: list[Any] = []
        self.notes: list[RawBlock] = []

    def parts(self, container: Any, toc: bool = False) -> Iterator[RawPart]:
        """The paragraphs and tables inside an element, in order."""
        for child in container:
            if child.tag in (f"{TEXT}p", f"{TEXT}h"):
                yield from self._block(child, "toc" if toc else None)
            elif child.tag == f"{TEXT}list":
                yield from self._list(child, 1, None, toc)
            elif child.tag == f"{TABLE}table":
                yield self._grid(child)
            elif child.tag == f"{TEXT}soft-page-break":
                self.page += 1
            elif child.tag in _CONTENTS:
                yield from self.parts(child, True)
            elif child.tag not in _GONE and isinstance(child.tag, str):
                yield from self.parts(child, toc)

    def _block(
        self, element: Any, role: str | None = None, level: int | None = None, marker: str | None = None
    ) -> Iterator[RawPart]:
        style = element.get(f"{TEXT}style-name")
        if self._paged and self._paragraph and self._styles.breaks_page(style):
            self.page += 1
        self._paragraph += 1
        here, page = self._paragraph, self.page
        runs = tuple(run for run in self._runs(element, style, None) if run.text)
        page = next((run.page for run in runs if run.text.strip()), page)
        boxes, self._boxes = self._boxes, []
        if role is None:
            role, level = self._role(element, style)
            if role == "heading" and element.tag == f"{TEXT}h" and any(run.text.strip() for run in runs):
                marker = self._heading_number(element, level or 1)
        if any(run.text.strip() for run in runs):
            size = self._styles.text("paragraph", style, f"{FO}font-size") or ""
            points = float(size[:-2]) if re.fullmatch(r"[\d.]+pt", size) else 0.0
            yield RawBlock(role, runs, page, here, level, marker, points)
        for box in boxes:
            yield from self.parts(box)

    def _role(self, element: Any, style: str | None) -> tuple[str, int | None]:
        if element.tag == f"{TEXT}h":
            return "heading", int(element.get(f"{TEXT}outline-level", 1))
        names = self._styles.names(style)
        if any(_TITLE.match(name) for name in names):
            return "heading", 1
        if any(_SUBTITLE.match(name) for name in names):
            return "heading", 2
        return ("caption", None) if any(_CAPTION.match(name) for name in names) else ("paragraph", None)

    def _heading_number(self, element: Any, level: int) -> str | None:
        if element.get(f"{TEXT}is-list-header") == "true":
            return None
        counts = self._outline
        counts[level] = counts.get(level, 0) + 1
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]
        return self._styles.heading_number(counts, level)

    def _list(self, element: Any, level: int, style: str | None, toc: bool) -> Iterator[RawPart]:
        style = element.get(f"{TEXT}style-name") or style
        counts = self._lists.get(style or "", {}) if element.get(f"{TEXT}continue-numbering") == "true" else {}
        if level > 1:
            counts = self._lists.setdefault(style or "", counts)
            counts.pop(level, None)
        elif element.get(f"{TEXT}continue-list"):
            counts = self._lists.get(style or "", {})
        self._lists[style or ""] = counts
        for item in element:
            if item.tag not in (f"{TEXT}list-item", f"{TEXT}list-header"):
                continue
            first = item.tag == f"{TEXT}list-item"
            for child in item:
                if child.tag == f"{TEXT}list":
                    yield from self._list(child, level + 1, style, toc)
                elif child.tag == f"{TEXT}h":
                    yield from self._block(child)
                    first = False
                elif child.tag == f"{TEXT}p" and first and not toc:
                    named = style or self._styles.list_of(child.get(f"{TEXT}style-name"))
                    start = int(item.get(f"{TEXT}start-value", 0)) or self._styles.start(named, level)
                    again = level in counts and not item.get(f"{TEXT}start-value")
                    counts[level] = counts[level] + 1 if again else start
                    marker = self._styles.marker(named, counts, level)
                    yield from self._block(child, "item" if marker else "paragraph", level if marker else None, marker)
                    first = False
                elif child.tag == f"{TEXT}p":
                    yield from self._block(child, "toc" if toc else None)

    def _runs(self, element: Any, paragraph: str | None, span: str | None) -> Iterator[RawRun]:
        yield from self._run(element.text, paragraph, span)
        for child in element:
            if child.tag == f"{TEXT}s":
                yield from self._run(" " * min(int(child.get(f"{TEXT}c", 1)), 50), paragraph, span)
            elif child.tag == f"{TEXT}tab":
                yield from self._run("\t", paragraph, span)
            elif child.tag == f"{TEXT}line-break":
                yield from self._run("\n", paragraph, span)
            elif child.tag == f"{TEXT}soft-page-break":
                self.page += 1
            elif child.tag == f"{TEXT}note":
                self._note(child)
            elif child.tag.startswith(DRAW) if isinstance(child.tag, str) else False:
                self._boxes.extend(child.iter(f"{DRAW}text-box"))
            elif isinstance(child.tag, str) and child.tag not in _GONE:
                yield from self._runs(child, paragraph, child.get(f"{TEXT}style-name") or span)
            yield from self._run(child.tail, paragraph, span)

    def _run(self, text: str | None, paragraph: str | None, span: str | None) -> Iterator[RawRun]:
        if not text:
            return

        def setting(name: str) -> str | None:
            own = self._styles.text("text", span, name) if span else None
            return own if own is not None else self._styles.text("paragraph", paragraph, name)

        shown = re.sub(r"[ \r]+", " ", text) if text != "\n" else text
        yield RawRun(
            clean_characters(shown).replace("\u00ad", ""),
            is_bold(setting(f"{FO}font-weight")),
            setting(f"{FO}font-style") in ("italic", "oblique"),
            (setting(f"{STYLE}text-position") or "").startswith(("super", "33%", "58%")),
            setting(f"{TEXT}display") in ("none", "true"),
            self.page,
        )

    def _note(self, note: Any) -> None:
        cite, body = note.find(f"{TEXT}note-citation"), note.find(f"{TEXT}note-body")
        page, boxes = self.page, self._boxes
        self._boxes = []
        runs: list[RawRun] = []
        for part in self.parts(body) if body is not None else ():
            if isinstance(part, RawBlock):
                runs += [RawRun(" "), *part.runs] if runs else part.runs
        mark = (cite.text or "").strip() if cite is not None else ""
        self.notes.append(RawBlock("footnote", tuple(runs), page, self._paragraph, None, mark or None))
        self._boxes = boxes

    def _grid(self, table: Any) -> RawGrid:
        cells: list[RawGridCell] = []
        heads: list[int] = []
        number = 0
        for row, head in _rows(table, False):
            if head:
                heads.append(number)
            col = 0
            for cell in row:
                if cell.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
                    continue
                for _ in range(min(int(cell.get(f"{TABLE}number-columns-repeated", 1)), _MOST_REPEATED)):
                    if cell.tag == f"{TABLE}table-cell":
                        tall = int(cell.get(f"{TABLE}number-rows-spanned", 1))
                        wide = int(cell.get(f"{TABLE}number-columns-spanned", 1))
                        parts = tuple(self.parts(cell))
                        cells.append(
                            RawGridCell(number, col, parts, tall, wide, self.page, self._paragraph, number in heads)
                        )
                    col += 1
            number += 1
        return RawGrid(tuple(cells), tuple(heads))


def _rows(table: Any, head: bool) -> Iterator[tuple[Any, bool]]:
    """The rows of a table with whether they are marked as heads."""
    for child in table:
        if child.tag == f"{TABLE}table-row":
            yield child, head
        elif child.tag == f"{TABLE}table-header-rows":
            yield from _rows(child, True)
        elif child.tag in (f"{TABLE}table-rows", f"{TABLE}table-row-group"):
            yield from _rows(child, head)
