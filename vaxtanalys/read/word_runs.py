"""The runs of a Word paragraph: what is shown, how it is set, on which page, and what hangs on it (notes, boxes)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from vaxtanalys.raw_structure import RawRun
from vaxtanalys.read.characters import clean_characters
from vaxtanalys.read.word_styles import W, WordStyles, style_of

_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
# Around runs without changing them; inserted text stands, deleted and moved away does not.
_AROUND = {W + tag for tag in ("hyperlink", "ins", "moveTo", "smartTag", "sdtContent", "customXml", "fldSimple", "dir")}
_GONE = {W + tag for tag in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "sdtPr", "sdtEndPr")}
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "", "ptab": "\t"}
# Results of fields that count pages say what the program last showed, on some page.
_PAGE_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF")


@dataclass(slots=True)
class Field:
    """A field (``begin ... instruction ... separate ... result ... end``); it may run over paragraphs."""

    instruction: str = ""
    shown: bool = False

    @property
    def kind(self) -> str:
        """The first word of the instruction: PAGE, TOC, REF."""
        return self.instruction.split()[0].upper() if self.instruction.split() else ""


@dataclass(slots=True)
class WordRuns:
    """Reads paragraphs one after the other. ``notes`` and ``boxes`` gather what the paragraph just read points to."""

    styles: WordStyles
    page: int = 1
    fields: list[Field] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)

    @property
    def in_contents(self) -> bool:
        """Whether a table of contents that Word made has begun and not ended."""
        return any(open_.kind == "TOC" for open_ in self.fields)

    def read(self, paragraph: Any) -> tuple[RawRun, ...]:
        """The runs of a ``w:p``, in order, with line breaks as ``\\n``."""
        style = style_of(paragraph.find(f"{W}pPr"), "pStyle")
        return tuple(run for run in self._inside(paragraph, style) if run.text)

    def _inside(self, parent: Any, style: str | None) -> Iterator[RawRun]:
        for child in parent:
            tag = child.tag
            if tag == f"{W}r":
                yield from self._run(child, style)
            elif tag == f"{W}sdt":
                yield from self._inside(child, style)
            elif tag == _ALTERNATE:
                yield from self._inside(child[0], style)
            elif tag == f"{W}fldSimple" and str(child.get(f"{W}instr", "")).split()[:1] in [[f] for f in _PAGE_FIELDS]:
                continue
            elif tag in _AROUND:
                yield from self._inside(child, style)

    def _run(self, run: Any, style: str | None) -> Iterator[RawRun]:
        properties = run.find(f"{W}rPr")
        align = self.styles.run(properties, style, "vertAlign")
        raised = align is not None and align.get(f"{W}val") == "superscript"
        bold, italic, hidden = (self.styles.is_on(properties, style, tag) for tag in ("b", "i", "vanish"))
        for text in self._pieces(run):
            yield RawRun(text, bold, italic, raised, hidden, self.page)

    def _pieces(self, run: Any) -> Iterator[str]:
        for child in run:
            name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
            if child.tag in _GONE and name != "instrText":
                continue
            if name in ("fldChar", "instrText"):
                self._field(child, name)
            elif name == "lastRenderedPageBreak":
                self.page += 1
            elif name in ("footnoteReference", "endnoteReference"):
                self.notes.append((name.removesuffix("Reference"), child.get(f"{W}id", "")))
            elif child.tag == _ALTERNATE and len(child):
                self._drawing(child[0])
            elif name in ("drawing", "pict", "object"):
                self._drawing(child)
            elif any(open_.kind in _PAGE_FIELDS and open_.shown for open_ in self.fields):
                continue
            elif name == "t":
                yield clean_characters(child.text or "").replace("\u00ad", "").replace("\n", " ")
            elif name == "sym":
                yield clean_characters(chr(int(child.get(f"{W}char", "2022"), 16)))
            elif name in _MARKS:
                yield _MARKS[name] if child.get(f"{W}type") not in ("page", "column") else " "

    def _drawing(self, drawing: Any) -> None:
        """The text boxes of a drawing; of two ways to show the same box the first is read."""
        for child in drawing.iterchildren():
            if child.tag == _ALTERNATE:
                self._drawing(child[0])
            elif child.tag == f"{W}txbxContent":
                self.boxes.append(child)
            else:
                self._drawing(child)

    def _field(self, child: Any, name: str) -> None:
        if name == "instrText":
            if self.fields:
                self.fields[-1].instruction += child.text or ""
            return
        kind = child.get(f"{W}fldCharType")
        if kind == "begin":
            self.fields.append(Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].shown = True
        elif kind == "end" and self.fields:
            self.fields.pop()
