"""The tag tree of a PDF, with pikepdf: what the file says is a heading, a list item, a cell.

The walk keeps its own stack and remembers what it has seen, so that neither depth nor circles stop it; a tree that can
not be followed is no tree, and the page is read by its geometry alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf

from vaxtanalys.raw_tags import RawTag, TagTree
from vaxtanalys.read.characters import clean_characters

# A plan has some 40 elements a page; what is larger than this is not worth its time.
_MOST_TAGS = 250_000
_MOST_SPAN = 200
_LONGEST_TEXT = 2_000
_LONGEST_ROLE_CHAIN = 8
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


def read_tags(source: Path | bytes, password: str = "") -> TagTree | None:
    """The tag tree of a PDF (a file, or its bytes); None where it has none, or none that can be followed.

    Elements that lack a type are kept with an empty role; marks inside form XObjects are left out, because their
    numbers are not the page's.
    """
    try:
        with pikepdf.open(
            BytesIO(source) if isinstance(source, bytes) else source, password=password, suppress_warnings=True
        ) as pdf:
            root = pdf.Root.get("/StructTreeRoot")
            if not isinstance(root, pikepdf.Dictionary):
                return None
            pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
            return _Walk(root, pages).run()
    except (MemoryError, RecursionError):
        raise
    except Exception:  # a broken tree of tags must not take the file with it: its geometry still tells
        return None


@dataclass(slots=True)
class _Walk:
    """One walk through a tree; raises ValueError where it is too large to be a plan's."""

    root: Any
    pages: dict[tuple[int, int], int]
    tags: list[RawTag] = field(default_factory=list)
    marks: list[tuple[int, int, int]] = field(default_factory=list)
    seen: set[tuple[int, int]] = field(default_factory=set)
    roles: dict[str, str] = field(default_factory=dict)

    def run(self) -> TagTree | None:
        """The whole tree; None where it marks nothing."""
        # Each entry is what to follow, the element it stands in, and the page its marks are on.
        stack: list[tuple[Any, int, int]] = [(self.root.get("/K"), -1, 0)]
        while stack:
            item, parent, page = stack.pop()
            if isinstance(item, pikepdf.Array):
                if len(item) + len(stack) > 2 * _MOST_TAGS:
                    raise ValueError("the tag tree is too large")
                stack.extend((kid, parent, page) for kid in reversed(list(item)))
            elif isinstance(item, pikepdf.Dictionary):
                stack.extend(self._element(item, parent, page))
            elif isinstance(item, int) and not isinstance(item, bool) and parent >= 0 and page:
                self.marks.append((page, int(item), parent))
            if len(self.tags) > _MOST_TAGS or len(self.marks) > 2 * _MOST_TAGS:
                raise ValueError("the tag tree is too large")
        return TagTree(tuple(self.tags), tuple(self.marks)) if self.marks else None

    def _element(self, item: Any, parent: int, page: int) -> list[tuple[Any, int, int]]:
        """Take in an element or a mark; what stands in it is to be followed next."""
        own = _get(item, "/Pg")
        page = self.pages.get(own.objgen, page) if isinstance(own, pikepdf.Dictionary) else page
        name = _get(item, "/S")
        if name is None and (number := _get(item, "/MCID")) is not None:
            if isinstance(number, int) and parent >= 0 and page and "/Stm" not in item:
                self.marks.append((page, int(number), parent))
            return []
        if name is None and _get(item, "/Type") == "/OBJR":
            return []
        known = item.objgen
        if known != (0, 0):
            if known in self.seen:
                return []
            self.seen.add(known)
        self.tags.append(self._tag(item, str(name or "").lstrip("/"), parent))
        kids = _get(item, "/K")
        return [] if kids is None else [(kids, len(self.tags) - 1, page)]

    def _tag(self, item: Any, name: str, parent: int) -> RawTag:
        role = self._role(name)
        text = _get(item, "/ActualText")
        actual = clean_characters(str(text)).strip()[:_LONGEST_TEXT] if isinstance(text, pikepdf.String) else ""
        if role not in ("TD", "TH"):
            return RawTag(role, parent, actual_text=actual or None)
        said = self._attributes(item)
        return RawTag(
            role,
            parent,
            row_span=_span(said.get("/RowSpan")),
            col_span=_span(said.get("/ColSpan")),
            scope=str(said.get("/Scope", "")).lstrip("/"),
            actual_text=actual or None,
        )

    def _role(self, name: str) -> str:
        """The standard type a name leads to; the role map may send it on several times, or round in a circle."""
        if name not in self.roles:
            table = self.root.get("/RoleMap")
            at = name
            for _ in range(_LONGEST_ROLE_CHAIN):
                if at in STANDARD or not isinstance(table, pikepdf.Dictionary):
                    break
                at = str(table.get(f"/{at}", "")).lstrip("/") if at else ""
            self.roles[name] = at if at in STANDARD else ""
        return self.roles[name]

    def _attributes(self, item: Any) -> dict[str, Any]:
        """A cell's attributes, those of its classes first so that its own win."""
        found: dict[str, Any] = {}
        classes = self.root.get("/ClassMap")
        if isinstance(classes, pikepdf.Dictionary) and (named := _get(item, "/C")) is not None:
            for name in list(named) if isinstance(named, pikepdf.Array) else [named]:
                if isinstance(name, pikepdf.Name):
                    found |= _dictionaries(classes.get(str(name)))
        return found | _dictionaries(_get(item, "/A"))


def _get(item: Any, key: str) -> Any:
    """The value of a key, or None. Asking whether it is there first is ten times as fast where it is not."""
    return item.get(key) if key in item else None


def _dictionaries(value: Any) -> dict[str, Any]:
    parts = list(value)[:_MOST_SPAN] if isinstance(value, pikepdf.Array) else [value]
    found: dict[str, Any] = {}
    for part in parts:
        if isinstance(part, pikepdf.Dictionary):
            for key in ("/RowSpan", "/ColSpan", "/Scope"):
                if key in part:
                    found[key] = part.get(key)
    return found


def _span(value: Any) -> int:
    return min(max(int(value), 1), _MOST_SPAN) if isinstance(value, int) else 1
