"""Word files (.docx): paragraphs, lists, tables, notes, headers and footers as the file itself has them.

Inserted text of tracked changes is kept and deleted text left out, as if all changes were accepted; comments are not
read; hidden text is kept apart. Pages are those that Word last showed (``lastRenderedPageBreak``); a file without them
is one page, and the number of the paragraph is the place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from vaxtanalys.model import RawDocument, RawPage
from vaxtanalys.raw_structure import RawBlock, RawGrid, RawPart, RawRun
from vaxtanalys.read.settings import ReadSettings
from vaxtanalys.read.word_grid import Row, RowCell, make_grid
from vaxtanalys.read.word_numbers import WordNumbering
from vaxtanalys.read.word_runs import WordRuns
from vaxtanalys.read.word_styles import W, WordStyles, on, style_of

NO_PAGES = "filen säger inte var sidorna bryts; platsen är styckets nummer"
_VML = "{urn:schemas-microsoft-com:vml}"
_AROUND = {W + tag for tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}


def read_word(path: Path, settings: ReadSettings) -> RawDocument:
    """Read a .docx file. Raises ImportError where python-docx is missing, its errors where the file is broken."""
    import docx

    document = docx.Document(str(path))
    reader = _WordReader(document.part)
    body = document.element.body
    parts = [*reader.parts(body), *reader.notes(), *reader.furniture()]
    broken = next(body.iter(f"{W}lastRenderedPageBreak"), None) is not None
    size = next(body.iter(f"{W}pgSz"), None)
    width, height = (float(size.get(W + name, 0)) / 20 if size is not None else 0.0 for name in ("w", "h"))
    unsettled = _unsettled(body, document.part)
    pages = tuple(
        RawPage(
            number,
            width,
            height,
            0,
            (),
            method="tags",
            warnings=(*(() if broken else (NO_PAGES,)), *(unsettled if number == 1 else ())),
        )
        for number in range(1, reader.runs.page + 1)
    )
    properties = document.core_properties
    return RawDocument(
        file=path.name,
        sha256="",
        pages=pages,
        meta_title=properties.title or None,
        meta_language=properties.language or None,
        structure=tuple(parts),
    )


def _unsettled(body: Any, part: Any) -> list[str]:
    """What a reader should know of changes that no one has yet accepted or refused, and of comments."""
    told = []
    gone = sum(1 for tag in ("del", "moveFrom") for mark in body.iter(W + tag) if _holds_text(mark))
    new = sum(1 for tag in ("ins", "moveTo") for mark in body.iter(W + tag) if _holds_text(mark))
    if gone or new:
        told.append(f"filen har ändringsmarkeringar: strykningar {gone} (inte med), tillägg {new} (räknas som text)")
    if any(relation.reltype.rsplit("/", 1)[-1] == "comments" for relation in part.rels.values()):
        told.append("kommentarer i marginalen är inte med")
    return told


def _holds_text(mark: Any) -> bool:
    return any(text.text for tag in ("t", "delText") for text in mark.iter(W + tag))


class _WordReader:
    """Walks through a file from its first paragraph to its last."""

    def __init__(self, part: Any) -> None:
        self._part = part
        self._styles = WordStyles(_related(part, "styles"))
        self._lists = WordNumbering(_related(part, "numbering"), self._list_of_style)
        self.runs = WordRuns(self._styles)
        self._paragraph = 0
        self._noted: list[tuple[str, str, int, int]] = []

    def parts(self, container: Any) -> Iterator[RawPart]:
        """The paragraphs and tables of a body, cell, note or text box, in order."""
        for child in container:
            if child.tag == f"{W}p":
                yield from self._blocks(child)
            elif child.tag == f"{W}tbl":
                yield self._grid(child)
            elif child.tag in _AROUND:
                yield from self.parts(child)

    def notes(self) -> Iterator[RawBlock]:
        """The foot- and endnotes, in the order in which the text points to them."""
        roots = {kind: _related(self._part, f"{kind}s") for kind in ("footnote", "endnote")}
        page = self.runs.page
        for number, (kind, key, noted_on, line) in enumerate(self._noted, start=1):
            root = roots[kind]
            for note in root if root is not None else ():
                if note.get(f"{W}id") == key:
                    runs = _joined(part for part in self.parts(note) if isinstance(part, RawBlock))
                    runs = tuple(replace(run, page=noted_on) for run in runs)
                    yield RawBlock("footnote", runs, noted_on, line, None, str(number))
        self.runs.page = page

    def furniture(self) -> Iterator[RawBlock]:
        """The headers and footers, each once, and the watermarks that hang in them."""
        page = self.runs.page
        relations = sorted(self._part.rels.values(), key=lambda relation: str(relation.target_ref))
        for relation in relations:
            role = relation.reltype.rsplit("/", 1)[-1]
            if role not in ("header", "footer") or relation.is_external:
                continue
            root = _parsed(relation.target_part)
            for mark in root.iter(f"{_VML}textpath"):
                yield RawBlock("watermark", (RawRun(mark.get("string", "")),))
            for part in _flat(self.parts(root)):
                yield replace(part, role=role, page=1, line=1, level=None, runs=_on_page(part.runs, 1))
        self.runs.page = page

    def _blocks(self, paragraph: Any) -> Iterator[RawPart]:
        properties = paragraph.find(f"{W}pPr")
        contents = self.runs.in_contents
        runs = self.runs.read(paragraph)
        self._paragraph += 1
        here = self._paragraph
        notes, boxes, self.runs.notes, self.runs.boxes = self.runs.notes, self.runs.boxes, [], []
        page = next((run.page for run in runs if run.text.strip()), self.runs.page)
        self._noted += [(kind, key, page, here) for kind, key in notes]
        gone = not runs and properties is not None and properties.find(f"{W}rPr/{W}del") is not None
        marker, depth = (None, 0) if gone else self._marker(properties)
        role, level = self._styles.role(properties)
        if contents or self.runs.in_contents:
            role, level = "toc", None
        elif role in ("paragraph", "item") and marker is not None:
            role, level = "item", depth + 1
        elif role == "item":
            marker = "•"
        if any(run.text.strip() for run in runs):
            size = self._styles.run(_first_properties(paragraph), style_of(properties, "pStyle"), "sz")
            points = float(size.get(f"{W}val", 0)) / 2 if size is not None else 0.0
            yield RawBlock(role, runs, page, here, level, marker, points)
        for box in boxes:
            yield from self.parts(box)

    def _marker(self, properties: Any | None) -> tuple[str | None, int]:
        """What the list of a paragraph shows before it, and how deep it stands in the list (from 0)."""
        own = self._styles.paragraph(properties, "numPr")
        number = own.find(f"{W}numId") if own is not None else None
        if own is None or number is None or number.get(f"{W}val") == "0":
            return None, 0
        at = own.find(f"{W}ilvl")
        depth = int(at.get(f"{W}val", 0)) if at is not None else self._depth_by_outline(properties)
        return self._lists.marker(number.get(f"{W}val", ""), depth), depth

    def _depth_by_outline(self, properties: Any | None) -> int:
        """Heading styles often name their list alone: the depth is then the heading's."""
        role, level = self._styles.role(properties)
        return (level or 1) - 1 if role == "heading" else 0

    def _list_of_style(self, style: str) -> str | None:
        numbers = self._styles.paragraph_of(style, "numPr")
        number = numbers.find(f"{W}numId") if numbers is not None else None
        return number.get(f"{W}val") if number is not None else None

    def _grid(self, table: Any) -> RawGrid:
        rows: list[Row] = []
        for row in _children(table, "tr"):
            settings = row.find(f"{W}trPr")
            if settings is not None and settings.find(f"{W}del") is not None:
                continue
            header = settings is not None and (mark := settings.find(f"{W}tblHeader")) is not None and on(mark)
            before = settings.find(f"{W}gridBefore") if settings is not None else None
            cells = []
            # A row that a page break divides has the break in each of its cells.
            first = last = self.runs.page
            for cell in _children(row, "tc"):
                self.runs.page = first
                shape = cell.find(f"{W}tcPr")
                span = shape.find(f"{W}gridSpan") if shape is not None else None
                merge = shape.find(f"{W}vMerge") if shape is not None else None
                parts = tuple(self.parts(cell))
                last = max(last, self.runs.page)
                goes_on = merge is not None and merge.get(f"{W}val", "continue") != "restart"
                cells.append(RowCell(parts, int(span.get(f"{W}val", 1)) if span is not None else 1, goes_on))
            skipped = int(before.get(f"{W}val", 0)) if before is not None else 0
            self.runs.page = last
            rows.append(Row(tuple(cells), skipped, header, first, self._paragraph))
        return make_grid(rows)


def _children(parent: Any, tag: str) -> Iterator[Any]:
    """The rows of a table or cells of a row, those inside content controls too."""
    for child in parent:
        if child.tag == W + tag:
            yield child
        elif child.tag in _AROUND:
            yield from _children(child, tag)


def _first_properties(paragraph: Any) -> Any | None:
    for run in paragraph.iter(f"{W}r"):
        if run.find(f"{W}t") is not None:
            return run.find(f"{W}rPr")
    return None


def _flat(parts: Iterator[RawPart]) -> Iterator[RawBlock]:
    for part in parts:
        if isinstance(part, RawBlock):
            yield part
        else:
            for cell in part.cells:
                yield from _flat(iter(cell.parts))


def _on_page(runs: tuple[RawRun, ...], page: int) -> tuple[RawRun, ...]:
    return tuple(replace(run, page=page) for run in runs)


def _joined(blocks: Iterator[RawBlock]) -> tuple[RawRun, ...]:
    runs: list[RawRun] = []
    for block in blocks:
        runs += [RawRun(" ")] if runs else []
        runs += block.runs
    return tuple(runs)


def _related(part: Any, kind: str) -> Any | None:
    """The root element of the part that ``part`` names as its styles, numbering, footnotes ...; None without one."""
    for relation in part.rels.values():
        if relation.reltype.rsplit("/", 1)[-1] == kind and not relation.is_external:
            return _parsed(relation.target_part)
    return None


def _parsed(part: Any) -> Any:
    from docx.oxml.parser import parse_xml

    element = getattr(part, "element", None)
    return element if element is not None else parse_xml(part.blob)
