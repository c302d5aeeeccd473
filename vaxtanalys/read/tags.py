"""The tag tree of a PDF, with pikepdf: what the file says is a heading, a list item, a cell.

The walk keeps its own stack and remembers what it has seen, so that neither depth nor circles stop it; a tree that can
not be followed is no tree, and the page is read by its geometry alone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf

from vaxtanalys.model.many import maker
from vaxtanalys.raw_tags import RawTag, TagTree
from vaxtanalys.read.characters import clean_characters

# A plan has some 40 elements a page; what is larger than this is not worth its time.
_MOST_TAGS = 250_000
_MOST_SPAN = 200
_LONGEST_TEXT = 2_000
_LONGEST_ROLE_CHAIN = 8
_ATTRIBUTES = ("/RowSpan", "/ColSpan", "/Scope")
_decode = json.JSONDecoder().raw_decode
_raw_tag = maker(RawTag)
# What to follow, the element it stands in, and the page its marks are on.
_Step = tuple[Any, int, int]
_HEADINGS = {f"H{level}" for level in range(1, 7)}
STANDARD = frozenset(
    {
        *(
            "Document",
            "DocumentFragment",
            "Part",
            "Art",
            "Sect",
            "Div",
            "Aside",
            "BlockQuote",
            "Caption",
            "TOC",
            "TOCI",
        ),
        *("Index", "NonStruct", "Private", "P", "H", "Title", "Sub", "L", "LI", "Lbl", "LBody"),
        *("Table", "TR", "TH", "TD", "THead", "TBody", "TFoot"),
        *("Span", "Em", "Strong", "Quote", "Note", "FENote", "Reference", "BibEntry", "Code", "Link", "Annot"),
        *("Ruby", "Warichu", "Figure", "Formula", "Form", "Artifact"),
        *_HEADINGS,
    }
)


def read_tags(source: Path | bytes | pikepdf.Pdf, password: str = "") -> TagTree | None:
    """The tag tree of a PDF (a file, its bytes, or an open one); None where it has none, or none that can be followed.

    Elements that lack a type are kept with an empty role; marks inside form XObjects are left out, because their
    numbers are not the page's.
    """
    try:
        if isinstance(source, pikepdf.Pdf):
            return _walk(source)
        with pikepdf.open(
            BytesIO(source) if isinstance(source, bytes) else source, password=password, suppress_warnings=True
        ) as pdf:
            return _walk(pdf)
    except (MemoryError, RecursionError):
        raise
    except Exception:  # a broken tree of tags must not take the file with it: its geometry still tells
        return None


def _walk(pdf: pikepdf.Pdf) -> TagTree | None:
    objects = _Objects(pdf)
    root = objects.read(pdf.Root.get("/StructTreeRoot"))
    if not _is_dictionary(root):
        return None
    pages = {"{} {} R".format(*page.obj.objgen): number for number, page in enumerate(pdf.pages, start=1)}
    return _Walk(objects, root, pages).run()


class _Objects:
    """The objects of a file as JSON (qpdf's, version 2), which is had in one call where each key would take its own.

    Dictionaries have names for keys, names begin with ``/`` (or ``n:/``), texts with ``u:`` or ``b:``, and what looks
    like ``12 0 R`` is a reference.
    """

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._get = pdf.get_object

    def read(self, item: Any) -> Any:
        """An object of pikepdf's with all that stands in it; references are not followed."""
        return _decode(item.to_json(True, 2).decode())[0] if isinstance(item, pikepdf.Object) else item

    def follow(self, value: Any) -> Any:
        """What a reference leads to; any other value itself."""
        if not isinstance(value, str) or not value[:1].isdigit():
            return value
        number, generation, _ = value.split()
        item = self._get(int(number), int(generation))
        return _decode(item.to_json(True, 2).decode())[0]


def _is_dictionary(value: Any) -> bool:
    # A stream is told by keys that are no names.
    return isinstance(value, dict) and "dict" not in value and "stream" not in value


def _word(value: Any) -> str:
    """A name or a text without what marks it as one; empty where it is neither."""
    if not isinstance(value, str):
        return ""
    if value.startswith("b:"):
        return str(pikepdf.String(bytes.fromhex(value[2:])))
    return value[2:].lstrip("/") if value[:2] in ("n:", "u:") else value.lstrip("/")


@dataclass(slots=True)
class _Walk:
    """One walk through a tree; raises ValueError where it is too large to be a plan's."""

    objects: _Objects
    root: dict[str, Any]
    pages: dict[str, int]
    tags: list[RawTag] = field(default_factory=list)
    marks: list[tuple[int, int, int]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    roles: dict[str, str] = field(default_factory=dict)
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)

    def run(self) -> TagTree | None:
        """The whole tree; None where it marks nothing."""
        stack: list[_Step] = [(self.root.get("/K"), -1, 0)]
        follow = self.objects.follow
        while stack:
            item, parent, page = stack.pop()
            known = ""
            if isinstance(item, str):
                if item in self.seen:
                    continue
                known, item = item, follow(item)
            # Most of what stands in a tree are the numbers of marks; True is none.
            if type(item) is int:
                if parent >= 0 and page:
                    self.marks.append((page, item, parent))
            elif isinstance(item, dict):
                if _is_dictionary(item):
                    self._element(item, known, parent, page, stack)
            elif isinstance(item, list):
                if len(item) + len(stack) > 2 * _MOST_TAGS:
                    raise ValueError("the tag tree is too large")
                self.seen.add(known)
                stack.extend([(kid, parent, page) for kid in reversed(item)])
            if len(self.tags) > _MOST_TAGS or len(self.marks) > 2 * _MOST_TAGS:
                raise ValueError("the tag tree is too large")
        return TagTree(tuple(self.tags), tuple(self.marks)) if self.marks else None

    def _element(self, item: dict[str, Any], known: str, parent: int, page: int, stack: list[_Step]) -> None:
        """Take in an element or a mark (``known`` refers to it); what stands in it is put on the stack."""
        own = item.get("/Pg")
        page = self.pages.get(own, page) if isinstance(own, str) else page
        name = item.get("/S")
        if not isinstance(name, str) or not name.startswith("/"):
            name = self.objects.follow(name)
        if name is None and (number := self.objects.follow(item.get("/MCID"))) is not None:
            if isinstance(number, int) and parent >= 0 and page and "/Stm" not in item:
                self.marks.append((page, int(number), parent))
            return
        if name is None and self.objects.follow(item.get("/Type")) == "/OBJR":
            return
        if known:
            self.seen.add(known)
        self.tags.append(self._tag(item, _word(name), parent))
        kids = item.get("/K")
        if kids is not None:
            stack.append((kids, len(self.tags) - 1, page))

    def _tag(self, item: dict[str, Any], name: str, parent: int) -> RawTag:
        role = self._role(name)
        if role not in ("TD", "TH"):
            return _raw_tag(role, parent, actual_text=self._actual_text(item))
        said = self._attributes(item)
        return _raw_tag(
            role,
            parent,
            row_span=_span(said.get("/RowSpan")),
            col_span=_span(said.get("/ColSpan")),
            scope=_word(said.get("/Scope")),
            actual_text=self._actual_text(item),
        )

    def _actual_text(self, item: dict[str, Any]) -> str | None:
        if "/ActualText" not in item:
            return None
        text = self.objects.follow(item["/ActualText"])
        if not isinstance(text, str) or not text.startswith(("u:", "b:")):
            return None
        return clean_characters(_word(text)).strip()[:_LONGEST_TEXT] or None

    def _role(self, name: str) -> str:
        """The standard type a name leads to; the role map may send it on several times, or round in a circle."""
        if name not in self.roles:
            table = self._table("/RoleMap")
            at = name
            for _ in range(_LONGEST_ROLE_CHAIN):
                if at in STANDARD or not table:
                    break
                at = _word(self.objects.follow(table.get(f"/{at}", table.get(f"n:/{at}")))) if at else ""
            self.roles[name] = at if at in STANDARD else ""
        return self.roles[name]

    def _attributes(self, item: dict[str, Any]) -> dict[str, Any]:
        """A cell's attributes, those of its classes first so that its own win."""
        found: dict[str, Any] = {}
        if "/C" in item and (classes := self._table("/ClassMap")):
            named = self.objects.follow(item["/C"])
            for name in named if isinstance(named, list) else [named]:
                if isinstance(name, str):
                    found |= self._dictionaries(classes.get(self.objects.follow(name)))
        return found | self._dictionaries(item["/A"]) if "/A" in item else found

    def _table(self, name: str) -> dict[str, Any]:
        """One of the root's tables, read once; empty where there is none."""
        if name not in self.tables:
            table = self.objects.follow(self.root.get(name))
            self.tables[name] = table if _is_dictionary(table) else {}
        return self.tables[name]

    def _dictionaries(self, value: Any) -> dict[str, Any]:
        value = self.objects.follow(value)
        found: dict[str, Any] = {}
        for part in value[:_MOST_SPAN] if isinstance(value, list) else [value]:
            part = self.objects.follow(part)
            if _is_dictionary(part):
                found |= {key: self.objects.follow(part[key]) for key in _ATTRIBUTES if key in part}
        return found


def _span(value: Any) -> int:
    return min(max(int(value), 1), _MOST_SPAN) if isinstance(value, int) else 1
