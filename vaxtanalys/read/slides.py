"""Slide shows (.pptx): a slide is a page; titles, bullets and tables as the file has them.

Notes for the speaker and text in pictures and charts are not read. A hidden slide is kept apart as hidden text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from vaxtanalys.model import Box, RawDocument, RawPage
from vaxtanalys.raw_structure import RawBlock, RawGrid, RawGridCell, RawPart
from vaxtanalys.read.settings import ReadSettings
from vaxtanalys.read.slide_order import (
    Column,
    Shape,
    find_columns,
    heads,
    heads_over_text,
    keep_groups,
    make_columns_grid,
    reading_order,
)
from vaxtanalys.read.slide_text import A, P, read_paragraphs

_POINT = 12700
_PICTURES = ("sidan är en bild: text i bilder läses inte", "diagrammets text läses inte")
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_NOTES = "talarens anteckningar till bilden är inte med"
_EDGE = 0.12
_LEAST_REPEATED = 3
_DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_D = f"{{{_DIAGRAM}}}"


def read_slides(path: Path, settings: ReadSettings) -> RawDocument:
    """Read a .pptx file. Raises ImportError where python-pptx is missing, its errors where the file is broken."""
    import pptx

    show = pptx.Presentation(str(path))
    width, height = ((size or 0) / _POINT for size in (show.slide_width, show.slide_height))
    read = [_Slide(slide, number) for number, slide in enumerate(show.slides, start=1)]
    sections = any(slide.kind == "secHead" for slide in read)
    _set_furniture_aside(read, height)
    for slide in read:
        slide.find_columns(height)
    repeated = Counter(heads(slide.columns) for slide in read if slide.columns)
    parts: list[RawPart] = []
    apart: list[RawBlock] = []
    for slide in read:
        found = slide.parts(sections, bool(slide.columns) and repeated[heads(slide.columns or ())] > 1)
        parts += [_hidden(part) for part in found] if slide.hidden else found
        apart += slide.furniture
    pages = tuple(RawPage(slide.number, width, height, 0, (), method="tags", warnings=slide.warnings) for slide in read)
    properties = show.core_properties
    return RawDocument(
        file=path.name,
        sha256="",
        pages=pages,
        meta_title=properties.title or None,
        meta_language=properties.language or None,
        structure=(*parts, *apart),
    )


class _Slide:
    """One slide: its title, its other shapes, what is only furniture."""

    def __init__(self, slide: Any, number: int) -> None:
        self.number = number
        self.hidden = slide._element.get("show") in ("0", "false")
        self.kind = slide.slide_layout._element.get("type", "")
        self._slide = slide
        self._line = 0
        self._pictures = self._charts = 0
        self._groups = 0
        shapes = keep_groups(list(self._shapes(slide.shapes, (1.0, 1.0, 0.0, 0.0))))
        self._title = [shape for shape in shapes if shape.role == "title"]
        self.body = [shape for shape in shapes if shape.role == "body"]
        self.furniture = [
            replace(part, role="footer")
            for s in shapes
            if s.role == "footer"
            for part in s.parts
            if isinstance(part, RawBlock)
        ]
        self._extra: list[Shape] = []
        self.columns: list[Column] | None = None

    @property
    def warnings(self) -> tuple[str, ...]:
        """What on the slide could not be read."""
        found = [_PICTURES[0]] if self._pictures and not self.body and not self._title else []
        notes = self._slide.notes_slide.notes_text_frame if self._slide.has_notes_slide else None
        spoken = [_NOTES] if notes is not None and notes.text.strip() else []
        return (*found, *([_PICTURES[1]] if self._charts else []), *spoken)

    def parts(self, sections: bool, as_table: bool) -> list[RawPart]:
        """The title and the shapes in reading order; shapes in columns one by one, or ``as_table`` as one table."""
        level = 1 if self.kind == "title" else 2 if self.kind == "secHead" or not sections else 3
        found: list[RawPart] = []
        for shape in self._title:
            found += [replace(part, role="heading", level=level) for part in shape.parts if isinstance(part, RawBlock)]
        if self.columns:
            found += [part for shape in reading_order(self._extra) for part in shape.parts]
            if as_table:
                return [*found, make_columns_grid(self.columns, self.number)]
            if heads_over_text(self.columns):
                return [*found, *(part for column in self.columns for part in (column.head, *column.parts))]
            found = found[: len(found) - sum(len(shape.parts) for shape in self._extra)]
        return [*found, *(part for shape in reading_order(self.body) for part in shape.parts)]

    def find_columns(self, height: float) -> None:
        """Find the columns, what stands above them left out; a heading in a box of its own is no column."""
        body = sorted(self.body, key=lambda shape: shape.box.top)
        for skipped in range(min(3, len(body))):
            if columns := find_columns(body[skipped:], height):
                self._extra, self.columns = body[:skipped], columns
                return

    def _shapes(self, shapes: Any, scale: tuple[float, float, float, float], group: int = 0) -> Iterator[Shape]:
        for shape in shapes:
            if shape._element.tag == f"{P}grpSp":
                # Of groups within groups the innermost holds what belongs together.
                self._groups += 1
                yield from self._shapes(shape.shapes, _inner_scale(shape, scale), self._groups)
                continue
            self._line += 1
            x, y = (shape.left or 0) * scale[0] + scale[2], (shape.top or 0) * scale[1] + scale[3]
            right, bottom = x + (shape.width or 0) * scale[0], y + (shape.height or 0) * scale[1]
            box = Box(x / _POINT, y / _POINT, right / _POINT, bottom / _POINT)
            parts = tuple(self._parts(shape))
            if parts:
                yield Shape(box, parts, _role(shape), group)

    def _parts(self, shape: Any) -> Iterator[RawPart]:
        if getattr(shape, "has_table", False):
            yield self._grid(shape.table)
        elif shape.has_text_frame:
            styles = _inherited(self._slide, shape)
            found = read_paragraphs(shape.text_frame._txBody, styles, "paragraph", self.number, self._line)
            # A subtitle is set large, but nothing stands under it.
            yield from (replace(block, size=0.0) for block in found) if _is_subtitle(shape) else found
        elif getattr(shape, "has_chart", False):
            self._charts += 1
        elif (ids := shape._element.find(f".//{_D}relIds")) is not None:
            yield from self._diagram(ids.get(f"{_R}dm"))
        elif shape._element.tag == f"{P}pic":
            self._pictures += 1

    def _grid(self, table: Any) -> RawGrid:
        cells: list[RawGridCell] = []
        head = table.first_row and len(table.rows) > 1
        for row in range(len(table.rows)):
            for col in range(len(table.columns)):
                cell = table.cell(row, col)
                if cell.is_spanned:
                    continue
                body = cell._tc.find(f"{A}txBody")
                found = read_paragraphs(body, (), "paragraph", self.number, self._line) if body is not None else ()
                tall, wide = (cell.span_height, cell.span_width) if cell.is_merge_origin else (1, 1)
                cells.append(
                    RawGridCell(row, col, tuple(found), tall, wide, self.number, self._line, head and row == 0)
                )
        return RawGrid(tuple(cells), (0,) if head else ())

    def _diagram(self, relation: str | None) -> Iterator[RawBlock]:
        """The words of a diagram (SmartArt), each point under the one it belongs to."""
        from lxml import etree

        if relation not in self._slide.part.rels:
            return
        root = etree.fromstring(self._slide.part.related_part(relation).blob)
        points = {point.get("modelId"): point for point in root.iter(f"{_D}pt")}
        children: dict[str, list[tuple[int, str]]] = {}
        below: set[str] = set()
        for link in root.iter(f"{_D}cxn"):
            if link.get("type", "parOf") == "parOf":
                children.setdefault(link.get("srcId"), []).append((int(link.get("srcOrd", 0)), link.get("destId")))
                below.add(link.get("destId"))

        def walk(key: str, depth: int) -> Iterator[RawBlock]:
            body = points[key].find(f"{_D}t") if key in points and depth < 20 else None
            if body is not None and points[key].get("type", "node") in ("node", "asst"):
                yield from read_paragraphs(body, (), "paragraph", self.number, self._line)
            for _, child in sorted(children.get(key, ())) if depth < 20 else ():
                yield from walk(child, depth + 1)

        for key in points:
            if key not in below:
                yield from walk(key, 0)


def _set_furniture_aside(slides: Sequence[_Slide], height: float) -> None:
    """Make footers of what is no placeholder but stands at the edge of slide after slide.

    ``repeated_at_the_edge``: the same words at the top or foot of three slides or more, or the slide's own number.
    """
    edge = [
        (slide, shape, " ".join(block.text for block in _blocks(shape.parts)).strip())
        for slide in slides
        for shape in slide.body
        if shape.box.bottom < _EDGE * height or shape.box.top > (1 - _EDGE) * height
    ]
    times = Counter(text for _, _, text in edge)
    for slide, shape, text in edge:
        if times[text] >= _LEAST_REPEATED or text == str(slide.number):
            slide.body.remove(shape)
            slide.furniture += [replace(block, role="footer", level=None) for block in _blocks(shape.parts)]


def _is_subtitle(shape: Any) -> bool:
    kind = shape.placeholder_format.type if shape.is_placeholder else None
    return kind is not None and kind.name == "SUBTITLE"


def _role(shape: Any) -> str:
    if not shape.is_placeholder:
        return "body"
    kind = shape.placeholder_format.type
    name = kind.name if kind is not None else ""
    if name in ("TITLE", "CENTER_TITLE", "VERTICAL_TITLE"):
        return "title"
    return "footer" if name in ("SLIDE_NUMBER", "FOOTER", "DATE", "HEADER") else "body"


def _inherited(slide: Any, shape: Any) -> list[Any]:
    """The list styles that lie under a placeholder's own: its layout's, its master's, the master's for its kind."""
    if not shape.is_placeholder:
        return []
    layout, own = slide.slide_layout, shape.placeholder_format
    found: list[Any] = []
    kind = own.type
    for holder in layout.placeholders:
        if holder.placeholder_format.idx == own.idx:
            kind = holder.placeholder_format.type or kind
            found.append(holder._element.find(f"{P}txBody/{A}lstStyle"))
    name = kind.name if kind is not None else "BODY"
    title = "TITLE" in name
    body = not title and name in ("BODY", "OBJECT", "SUBTITLE", "VERTICAL_BODY", "VERTICAL_OBJECT", "TABLE")
    for holder in layout.slide_master.placeholders:
        of = holder.placeholder_format.type
        if of is not None and (of == kind or (body and of.name == "BODY")):
            found.append(holder._element.find(f"{P}txBody/{A}lstStyle"))
    style = "titleStyle" if title else "bodyStyle" if body else "otherStyle"
    found.append(layout.slide_master._element.find(f"{P}txStyles/{P}{style}"))
    return [item for item in found if item is not None]


def _inner_scale(group: Any, scale: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """How positions inside a group become positions on the slide: (x factor, y factor, x shift, y shift)."""
    form = group._element.find(f"{P}grpSpPr/{A}xfrm")
    parts = [form.find(A + name) if form is not None else None for name in ("off", "ext", "chOff", "chExt")]
    off, ext, inner_off, inner_ext = parts
    if off is None or ext is None or inner_off is None or inner_ext is None:
        return scale
    wide, tall = (int(ext.get(k, 0)) / (int(inner_ext.get(k, 0)) or 1) for k in ("cx", "cy"))
    x, y = (int(off.get(k, 0)) - int(inner_off.get(k, 0)) * f for k, f in (("x", wide), ("y", tall)))
    return scale[0] * wide, scale[1] * tall, scale[0] * x + scale[2], scale[1] * y + scale[3]


def _hidden(part: RawPart) -> RawBlock:
    """A part of a hidden slide as hidden words."""
    blocks = list(_blocks([part]))
    runs = tuple(replace(run, hidden=True) for block in blocks for run in block.runs)
    return RawBlock("hidden", runs, blocks[0].page if blocks else 1, blocks[0].line if blocks else 1)


def _blocks(parts: Sequence[RawPart]) -> Iterator[RawBlock]:
    for part in parts:
        if isinstance(part, RawBlock):
            yield part
        else:
            for cell in part.cells:
                yield from _blocks(cell.parts)
