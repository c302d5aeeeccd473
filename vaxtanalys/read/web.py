"""Web pages (.html): headings, paragraphs, lists and tables of the main content.

Left out are scripts, menus, forms and what a browser does not show; the page's own header and footer are kept apart.
The place is the line of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vaxtanalys.errors import DocumentError
from vaxtanalys.model import RawDocument, RawPage
from vaxtanalys.raw_structure import RawBlock, RawGrid, RawGridCell, RawPart, RawRun
from vaxtanalys.read.characters import clean_characters
from vaxtanalys.read.list_numbers import count_in
from vaxtanalys.read.settings import ReadSettings
from vaxtanalys.read.web_main import find_main, is_dropped, is_shown, page_parts

NO_MENUS = "menyer, formulär och sådant som webbplatsen visar runt sidan är inte med"
NO_DELETED = "text som är märkt som struken är inte med"
_HEADING = re.compile(r"h([1-6])$")
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "button",
        "nobr",
    ]
)
_BOLD, _ITALIC = frozenset(("b", "strong", "th")), frozenset(("i", "em", "cite"))
_LIST_KINDS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_MOST_SPAN = 1000
_LABEL_WORDS = 4


def read_web(path: Path, settings: ReadSettings) -> RawDocument:
    """Read a .html file. Raises ImportError where lxml is missing, DocumentError where the file holds no page."""
    return read_html(path.read_bytes(), path.name)


def read_html(data: bytes | str, file: str, lined: bool = False) -> RawDocument:
    """A web page of its bytes (or text). ``lined``: the elements themselves say their line in ``data-line``."""
    from lxml import etree, html

    if isinstance(data, bytes):
        encoding = _encoding(data)
        data = data.decode(encoding, "replace")
    if not data.strip():
        raise DocumentError("filen är tom; hämta den på nytt")
    # A declared encoding in text that is already decoded would be refused.
    data = re.sub(r"^\ufeff?\s*<\?xml[^>]*\?>", "", data, count=1)
    try:
        root = html.document_fromstring(data, parser=html.HTMLParser(remove_comments=True, remove_pis=True))
    except etree.ParserError as error:
        raise DocumentError("filen innehåller ingen webbsida; hämta den på nytt") from error
    reader = _WebReader(lined)
    parts = list(reader.blocks(find_main(root)))
    for role, element in page_parts(root):
        parts += [RawBlock(role, part.runs, 1, part.line) for part in reader.flat(element)]
    title = root.find(".//title")
    warnings = (NO_MENUS,) if next(root.iter("nav"), None) is not None else ()
    if any(element.text_content().strip() for element in root.iter("del")):
        warnings = (*warnings, NO_DELETED)
    return RawDocument(
        file=file,
        sha256="",
        pages=(RawPage(1, 0.0, 0.0, 0, (), method="tags", warnings=warnings),),
        meta_title=" ".join(title.text_content().split()) or None if title is not None else None,
        meta_language=root.get("lang"),
        structure=tuple(parts),
    )


def _encoding(data: bytes) -> str:
    """UTF-8 where the bytes are that, else what the page declares, else Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        data.decode("utf-8")
        return "utf-8-sig"
    except UnicodeDecodeError:
        declared = re.search(rb"charset\s*=\s*[\"']?([\w-]+)", data[:2048])
        name = declared[1].decode("ascii").lower() if declared else "cp1252"
        return "cp1252" if name in ("iso-8859-1", "latin-1", "utf-8", "us-ascii", "windows-1252") else name


class _WebReader:
    """Turns elements to blocks; words that stand loose between block elements become paragraphs."""

    def __init__(self, lined: bool) -> None:
        self._lined = lined
        self._line = 1

    def flat(self, element: Any) -> Iterator[RawBlock]:
        """The paragraphs of an element, those in tables too."""
        for part in self.blocks(element):
            yield from _flat(part)

    def blocks(self, element: Any, depth: int = 0, role: str = "paragraph") -> Iterator[RawPart]:
        """The blocks inside an element, in order."""
        loose: list[RawRun] = []
        line = self._line_of(element)
        if element.text:
            loose.append(RawRun(_flowing(element.text)))
        for child in element:
            if isinstance(child.tag, str) and not is_dropped(child):
                if child.tag == "br":
                    loose.append(RawRun("\n"))
                elif child.tag in _INLINE and not _holds_blocks(child):
                    loose.extend(self._runs(child, False, False))
                else:
                    yield from self._loose(loose, line, role)
                    loose = []
                    yield from self._block(child, depth, role)
                    line = self._line_of(child)
            if child.tail:
                loose.append(RawRun(_flowing(child.tail)))
        yield from self._loose(loose, line, role)

    def _block(self, element: Any, depth: int, role: str) -> Iterator[RawPart]:
        tag = element.tag
        heading = _HEADING.match(tag)
        aria = element.get("aria-level") if element.get("role") == "heading" else None
        if heading or aria:
            level = int(heading[1]) if heading else int(aria) if aria and aria.isdigit() else 2
            runs = tuple(self._runs(element, False, False))
            if any(run.text.strip() for run in runs):
                yield RawBlock("heading", runs, 1, self._line_of(element), min(level, 6))
        elif tag in ("ul", "ol", "menu"):
            yield from self._list(element, depth)
        elif tag == "table":
            yield from self._table(element)
        elif tag == "dl" and (pairs := _pairs(element)):
            yield self._card(pairs)
        elif tag == "dt":
            for block in self.flat(element):
                bold = tuple(RawRun(run.text, True, run.italic, run.raised) for run in block.runs)
                yield RawBlock("paragraph", bold, 1, block.line)
        elif tag in ("figcaption", "caption"):
            yield from self.blocks(element, depth, "caption")
        elif tag == "pre":
            yield RawBlock("paragraph", (RawRun(clean_characters(element.text_content())),), 1, self._line_of(element))
        else:
            yield from self.blocks(element, depth, role)

    def _list(self, element: Any, depth: int) -> Iterator[RawPart]:
        start = element.get("start", "1")
        count = int(start) - 1 if start.lstrip("-").isdigit() else 0
        for item in element:
            if item.tag in ("ul", "ol"):
                yield from self._list(item, depth + 1)
                continue
            if item.tag != "li" or is_dropped(item):
                continue
            value = item.get("value", "")
            count = int(value) if value.isdigit() else count + 1
            marker = f"{count_in(_LIST_KINDS.get(element.get('type', '1'), 'decimal'), count)}."
            first = True
            for part in self.blocks(item, depth + 1):
                if first and isinstance(part, RawBlock) and part.role == "paragraph":
                    shown = marker if element.tag == "ol" else "•"
                    yield RawBlock("item", part.runs, 1, part.line, depth + 1, shown)
                else:
                    yield part
                first = False

    def _table(self, table: Any) -> Iterator[RawPart]:
        for caption in table.findall("caption"):
            yield from self.blocks(caption, 0, "caption")
        taken: set[tuple[int, int]] = set()
        cells: list[RawGridCell] = []
        heads: list[int] = []
        rows = [row for row in _rows(table) if is_shown(row)]
        for number, row in enumerate(rows):
            col = 0
            self._line_of(row)
            own = [cell for cell in row if cell.tag in ("td", "th")]
            in_head = row.getparent().tag == "thead" or (bool(own) and all(cell.tag == "th" for cell in own))
            if in_head and len(heads) == number:
                heads.append(number)
            for cell in own:
                while (number, col) in taken:
                    col += 1
                tall, wide = _span(cell, "rowspan", len(rows) - number), _span(cell, "colspan", _MOST_SPAN)
                taken |= {(number + r, col + c) for r in range(tall) for c in range(wide)}
                parts = tuple(self.blocks(cell))
                line = self._line_of(cell)
                cells.append(RawGridCell(number, col, parts, tall, wide, 1, line, number in heads))
                col += wide
        if cells:
            yield RawGrid(tuple(cells), tuple(heads) if len(heads) < len(rows) else ())

    def _card(self, pairs: list[tuple[Any, Any]]) -> RawGrid:
        """``list_of_labels``: names and what they are, one of each, as the rows of a table of two columns."""
        cells = []
        for row, pair in enumerate(pairs):
            for col, element in enumerate(pair):
                parts = tuple(self.blocks(element))
                cells.append(RawGridCell(row, col, parts, line=self._line_of(element)))
        return RawGrid(tuple(cells))

    def _runs(self, element: Any, bold: bool, italic: bool, raised: bool = False) -> Iterator[RawRun]:
        """The runs of an inline element, with what comes inside it."""
        style = str(element.get("style", "")).replace(" ", "").lower()
        bold = bold or element.tag in _BOLD or "font-weight:bold" in style or "font-weight:700" in style
        italic = italic or element.tag in _ITALIC or "font-style:italic" in style
        raised = raised or element.tag == "sup"
        if element.text:
            yield RawRun(_flowing(element.text), bold, italic, raised)
        for child in element:
            if isinstance(child.tag, str) and not is_dropped(child):
                if child.tag == "br":
                    yield RawRun("\n")
                else:
                    yield from self._runs(child, bold, italic, raised)
            if child.tail:
                yield RawRun(_flowing(child.tail), bold, italic, raised)

    def _loose(self, runs: list[RawRun], line: int, role: str) -> Iterator[RawBlock]:
        if any(run.text.strip() for run in runs):
            yield RawBlock(role, tuple(runs), 1, line)

    def _line_of(self, element: Any) -> int:
        """The line on which the element begins; that of the one before where it does not say."""
        given = element.get("data-line") if self._lined else element.sourceline
        self._line = int(given) if given else self._line
        return self._line


def _flowing(text: str) -> str:
    """Text as a browser sets it: line breaks of the source are spaces, soft hyphens are not shown."""
    return re.sub(r"[ \t\r\n\f]+", " ", clean_characters(text).replace("\u00ad", ""))


def _holds_blocks(element: Any) -> bool:
    return any(isinstance(child.tag, str) and child.tag not in _INLINE | {"br"} for child in element.iterdescendants())


def _pairs(element: Any) -> list[tuple[Any, Any]]:
    """The names and values of a ``dl`` in which one follows the other, in short words; empty where they do not."""
    inside = [child for part in element for child in (part if part.tag == "div" else (part,))]
    inside = [child for child in inside if isinstance(child.tag, str) and not is_dropped(child)]
    if len(inside) < 4 or [child.tag for child in inside] != ["dt", "dd"] * (len(inside) // 2):
        return []
    pairs = list(zip(inside[::2], inside[1::2], strict=True))
    return pairs if all(len(name.text_content().split()) <= _LABEL_WORDS for name, _ in pairs) else []


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from child.findall("tr")


def _span(cell: Any, name: str, most: int) -> int:
    """A cell's span; 0 means to the end, as in browsers."""
    value = str(cell.get(name, "1")).strip()
    count = int(value) if value.isdigit() else 1
    return max(1, min(count if count else most, most))


def _flat(part: RawPart) -> Iterator[RawBlock]:
    if isinstance(part, RawBlock):
        yield part
        return
    for cell in part.cells:
        for inner in cell.parts:
            yield from _flat(inner)
