"""Lines of a transcript -> units: headings, paragraphs, items, tables, notes, tables of contents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from vaxtanalys.layout.transcript_lines import Line, matches
from vaxtanalys.layout.transcript_marks import BULLETS, Piece, read_marks

_ITEM = re.compile(rf"^\s*(?:([{BULLETS}*+]|-)\s+|(–|—)\s+|(\d{{1,2}}[.)]|[a-zåäö]\))\s+)(?=\S)")
_NOTE = re.compile(r"^\s*([⁰¹²³⁴-⁹]+)\s*(?=\S)")
_LABEL = re.compile(r"^[A-ZÅÄÖ][\wåäö/ -]{1,30}:(\s|$)")
_TOC_LINE = re.compile(r"^.*\S\s*(?:\t|\.{3,}|…+|\s{3,})\s*\d{1,3}\s*$")
_MARKDOWN = re.compile(r"^(#{1,6})\s+(?=\S)")
_OPEN_TAG = re.compile(r"<(ul|ol|p|td|li|div)\b[^<>]*>", re.IGNORECASE)
_RULER = re.compile(r"^\|?[\s:|-]*-{3,}[\s:|-]*\|?$")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its line and, for each cell, the pieces in it."""

    line: int
    cells: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """What stands together: ``pieces`` with a role, or the ``rows`` of a table."""

    role: str
    page: int
    pieces: tuple[Piece, ...] = ()
    rows: tuple[Row, ...] = ()
    level: int | None = None
    marker: str | None = None
    header: bool = False
    alone: bool = False
    flat: bool = False

    def all_pieces(self) -> Iterator[Piece]:
        """Every piece, those of the cells included."""
        yield from self.pieces
        for row in self.rows:
            for cell in row.cells:
                yield from cell

    @property
    def text(self) -> str:
        """The words of the pieces."""
        return " ".join(piece.text for piece in self.pieces)


def read_units(lines: list[Line]) -> list[Unit]:
    """The units of a transcript's lines in order, headings and tables of contents told by how they stand."""
    units: list[Unit] = []
    index = 0
    while index < len(lines):
        if not lines[index].text.strip():
            index += 1
            continue
        unit, index = _read_unit(lines, index, units)
        if unit is not None:
            units.append(unit)
    return _tell_headings(_tell_contents(units))


def _read_unit(lines: list[Line], index: int, before: list[Unit]) -> tuple[Unit | None, int]:
    line = lines[index]
    text = line.text
    if _RULER.match(text.strip()):
        return None, index + 1
    if (in_contents := bool(before) and _opens_contents(before[-1])) and _TOC_LINE.match(text):
        return Unit("toc", line.page, tuple(read_marks(text.replace("\t", " "), line.number))), index + 1
    if not in_contents and ("\t" in text.strip(" ") or text.strip().startswith("|")):
        return _read_table(lines, index)
    if heading := _MARKDOWN.match(text):
        pieces = tuple(read_marks(text[heading.end() :].rstrip("# "), line.number))
        return Unit("heading", line.page, pieces, level=len(heading[1])), index + 1
    if note := _NOTE.match(text):
        pieces = tuple(read_marks(text[note.end() :], line.number))
        return Unit("footnote", line.page, pieces, marker=note[1]), index + 1
    end = _end_of_paragraph(lines, index)
    raw = "\n".join(entry.text for entry in lines[index:end])
    role, marker = "paragraph", None
    item = _ITEM.match(raw)
    if item and (item[2] is None or _in_dash_list(lines, index, end)):
        role, marker = "item", item[1] or item[2] or item[3]
        raw = raw[item.end() :].lstrip(BULLETS + " ")
    alone = end == index + 1 and _blank(lines, index - 1) and _blank(lines, end)
    level = 2 if role == "item" and len(text) - len(text.lstrip()) >= 2 else 1 if role == "item" else None
    pieces = tuple(read_marks(raw, line.number))
    alone = alone or (_blank(lines, index - 1) and _blank(lines, end) and all(piece.bold for piece in pieces))
    return Unit(role, line.page, pieces, level=level, marker=marker, alone=alone, flat=line.flat), end


def _opens_contents(unit: Unit) -> bool:
    return unit.role == "toc" or matches("toc_heading", unit.text)


def _blank(lines: list[Line], index: int) -> bool:
    return not 0 <= index < len(lines) or not lines[index].text.strip()


def _in_dash_list(lines: list[Line], start: int, end: int) -> bool:
    """A dash opens an item where the line before or after it is one too; alone it opens a subtitle."""
    around = [lines[i].text for i in (start - 1, start - 2, end, end + 1) if 0 <= i < len(lines)]
    return any(re.match(r"\s*[–—]\s+\S", text) for text in around)


def _end_of_paragraph(lines: list[Line], start: int) -> int:
    """The line after the paragraph: a next line is part of it where it goes on in lower case, or the line before was
    broken by a margin (60 characters or more, no full stop), or a stress mark is still open.
    """
    end = start + 1
    while end < len(lines) and not _blank(lines, end) and lines[end].page == lines[start].page:
        text, last = lines[end].text.strip(), lines[end - 1].text.strip()
        so_far = "\n".join(line.text for line in lines[start:end])
        if "\t" in text or _ITEM.match(text) or _NOTE.match(text) or _LABEL.match(text):
            break
        wrapped = len(last) >= 60 and not last.endswith((".", "!", "?", ":"))
        stressed = so_far.count("**") % 2 == 1 or (so_far.lstrip()[:1] == "*" and so_far.count("*") % 2 == 1)
        if not (text[0].islower() or wrapped or stressed):
            break
        end += 1
    return end


def _read_table(lines: list[Line], start: int) -> tuple[Unit, int]:
    rows: list[Row] = []
    index = start
    tabs = _strip_pipes(lines[start].text).count("\t")
    while index < len(lines) and not _blank(lines, index):
        raw = _strip_pipes(lines[index].text)
        end = index + 1
        while end < len(lines) and _is_open(raw) and (raw.count("\t") < tabs or _goes_on_with_tags(lines[end])):
            raw += "\n" + _strip_pipes(lines[end].text)
            end += 1
        if "\t" not in raw:
            break
        if not _RULER.match(raw.replace("\t", "|").strip()):
            rows.append(Row(lines[index].number, _read_cells(raw, lines[index].number)))
        index = end
    if not rows:
        return Unit(
            "paragraph", lines[start].page, tuple(read_marks(lines[start].text, lines[start].number))
        ), start + 1
    return Unit("table", lines[start].page, rows=tuple(rows), header=_is_header(rows[0])), index


def _goes_on_with_tags(line: Line) -> bool:
    """Whether the line is more of an open cell: it begins with a tag and opens no cell of its own."""
    return line.text.lstrip().startswith("<") and "\t" not in line.text


def _strip_pipes(text: str) -> str:
    stripped = text.strip()
    return stripped.strip("|").replace("|", "\t") if stripped.startswith("|") else text


def _is_open(raw: str) -> bool:
    """Whether a tag was opened in the row and not closed: the cell goes on over the next lines."""
    return any(
        len(re.findall(rf"</{name}>", raw, re.IGNORECASE)) < len(re.findall(rf"<{name}\b", raw, re.IGNORECASE))
        for name in {match[1].lower() for match in _OPEN_TAG.finditer(raw)}
    )


def _read_cells(raw: str, line: int) -> tuple[tuple[Piece, ...], ...]:
    cells: list[tuple[Piece, ...]] = []
    for part in raw.split("\t"):
        cells.append(tuple(read_marks(part, line, cell=True)))
        line += part.count("\n")
    return tuple(cells)


def _is_header(row: Row) -> bool:
    """Column headings: at least two, short, none ends a sentence or is a list."""
    filled = [cell for cell in row.cells if cell]
    return len(filled) >= 2 and all(
        len(cell) == 1 and cell[0].marker is None and len(cell[0].text) <= 60 and not cell[0].text.endswith((".", ";"))
        for cell in filled
    )


def _tell_contents(units: list[Unit]) -> list[Unit]:
    """A page that is a table of contents on one line: many dot leaders with page numbers after them."""
    result: list[Unit] = []
    for unit in units:
        leaders = len(re.findall(r"(?:\.{3,}|…)\s*\d{1,3}\b", unit.text)) if unit.role == "paragraph" else 0
        result.append(replace(unit, role="toc") if leaders >= 3 else unit)
    return result


def _tell_headings(units: list[Unit]) -> list[Unit]:
    told: list[Unit] = []
    for index, unit in enumerate(units):
        follower = next((u for u in units[index + 1 :] if not (u.role == "paragraph" and _may_head(u))), None)
        heads = unit.role == "paragraph" and _may_head(unit) and follower is not None and follower.role != "footnote"
        told.append(replace(unit, role="heading") if heads else unit)
    return [
        replace(unit, level=1 if index + 1 < len(told) and told[index + 1].role == "heading" else 2)
        if unit.role == "heading" and unit.level is None
        else unit
        for index, unit in enumerate(told)
    ]


def _may_head(unit: Unit) -> bool:
    """A short line alone, no full stop, no comma last, that begins with a capital or a number."""
    text = unit.text
    return (
        unit.alone
        and len(unit.pieces) == 1
        and len(text) <= 150
        and len(text.split()) <= 20
        and not text.endswith((".", ",", ";", ":", "!"))
        and (text[0].isupper() or (text[0].isdigit() and re.match(r"\d+(\.\d+)*\.?\s+[A-ZÅÄÖ]", text) is not None))
        and not re.search(r"[a-zåäö]{2}[.!?]\s+[A-ZÅÄÖ]", text)
        and not matches("metadata", text)
        and not matches("field_line", text)
    )
