"""What the styles of an OpenDocument say: bold, italics, type size, hidden; and how its lists count."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vaxtanalys.read.characters import clean_characters
from vaxtanalys.read.list_numbers import count_in

_URN = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, STYLE, TEXT, TABLE, DRAW = (f"{{{_URN}{name}:1.0}}" for name in ("office", "style", "text", "table", "drawing"))
FO = f"{{{_URN}xsl-fo-compatible:1.0}}"
_KINDS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "": "none"}
_BOLD_FROM = 600


class OpenStyles:
    """The styles of a file by family and name, each looked up through its parents."""

    def __init__(self, *roots: Any) -> None:
        self._styles: dict[tuple[str, str], Any] = {}
        self._defaults: dict[str, Any] = {}
        self._lists: dict[str, Any] = {}
        self.outline: Any | None = None
        for root in roots:
            for style in root.iter(f"{STYLE}style"):
                self._styles[style.get(f"{STYLE}family", ""), style.get(f"{STYLE}name", "")] = style
            for style in root.iter(f"{STYLE}default-style"):
                self._defaults[style.get(f"{STYLE}family", "")] = style
            for style in root.iter(f"{TEXT}list-style"):
                self._lists[style.get(f"{STYLE}name", "")] = style
            self.outline = next(root.iter(f"{TEXT}outline-style"), self.outline)

    def names(self, style: str | None) -> list[str]:
        """The names of a paragraph style and its parents, as people see them."""
        found = []
        for element in self._chain("paragraph", style):
            name = element.get(f"{STYLE}display-name") or element.get(f"{STYLE}name", "")
            found.append(str(name).replace("_20_", " "))
        return found

    def text(self, family: str, style: str | None, name: str) -> str | None:
        """A text property (with its name space) of a style, its parents, or the family's default."""
        for element in self._chain(family, style):
            for properties in element.findall(f"{STYLE}text-properties"):
                if (value := properties.get(name)) is not None:
                    return str(value)
        default = self._defaults.get(family)
        for properties in default.findall(f"{STYLE}text-properties") if default is not None else ():
            if (value := properties.get(name)) is not None:
                return str(value)
        return None

    def breaks_page(self, style: str | None) -> bool:
        """Whether a paragraph of this style begins a page: by a break before it, or by a page style of its own."""
        for element in self._chain("paragraph", style):
            if element.get(f"{STYLE}master-page-name"):
                return True
            for properties in element.findall(f"{STYLE}paragraph-properties"):
                if (found := properties.get(f"{FO}break-before")) is not None:
                    return str(found) == "page"
        return False

    def list_of(self, style: str | None) -> str | None:
        """The list style that a paragraph style brings with it."""
        for element in self._chain("paragraph", style):
            if found := element.get(f"{STYLE}list-style-name"):
                return str(found)
        return None

    def marker(self, list_style: str | None, counts: dict[int, int], level: int) -> str | None:
        """What a list shows before an item at ``level`` (from 1), whose counts are ``counts``."""
        definition = self._level(self._lists.get(list_style or ""), level)
        if definition is None:
            return "•"
        if definition.tag == f"{TEXT}list-level-style-bullet":
            return clean_characters(definition.get(f"{TEXT}bullet-char", "•")).strip() or "•"
        if definition.tag == f"{TEXT}list-level-style-image":
            return "•"
        return _number(definition, counts, level)

    def start(self, list_style: str | None, level: int) -> int:
        """The number with which a list begins at ``level``."""
        definition = self._level(self._lists.get(list_style or ""), level)
        return int(definition.get(f"{TEXT}start-value", 1)) if definition is not None else 1

    def heading_number(self, counts: dict[int, int], level: int) -> str | None:
        """The number that the outline shows before a heading; None where headings are not numbered."""
        definition = self._level(self.outline, level)
        return None if definition is None else _number(definition, counts, level)

    def _level(self, style: Any | None, level: int) -> Any | None:
        levels = list(style) if style is not None else []
        return next((item for item in levels if item.get(f"{TEXT}level") == str(level)), None)

    def _chain(self, family: str, style: str | None) -> Iterator[Any]:
        seen: set[str] = set()
        while style and style not in seen and (family, style) in self._styles:
            seen.add(style)
            element = self._styles[family, style]
            yield element
            style = element.get(f"{STYLE}parent-style-name")


def _number(definition: Any, counts: dict[int, int], level: int) -> str | None:
    kind = _KINDS.get(definition.get(f"{STYLE}num-format", ""), "decimal")
    if kind == "none":
        return None
    shown = min(int(definition.get(f"{TEXT}display-levels", 1)), level)
    numbers = [count_in(kind, counts.get(at, 1)) for at in range(level - shown + 1, level + 1)]
    before, after = definition.get(f"{STYLE}num-prefix", ""), definition.get(f"{STYLE}num-suffix", "")
    return f"{before}{'.'.join(numbers)}{after}".strip()


def is_bold(weight: str | None) -> bool:
    """Whether a font weight is bold."""
    return weight == "bold" or bool(weight and weight.isdigit() and int(weight) >= _BOLD_FROM)
