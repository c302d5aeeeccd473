"""What the styles of a Word file say of a paragraph or run: heading level, list, bold, hidden, type size."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Word itself always stores the English names; other producers store what their menus say.
_HEADING_NAME = re.compile(r"^(?:heading|rubrik|overskrift|otsikko|überschrift)\s*(\d)\b", re.IGNORECASE)
_TITLE_NAME = re.compile(r"^(?:title|titel|dokumenttitel|rubrik|huvudrubrik)$", re.IGNORECASE)
_SUBTITLE_NAME = re.compile(r"^(?:subtitle|underrubrik|undertitel)$", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"^(?:toc|innehåll|contents)\s*\d$", re.IGNORECASE)
_BULLET_NAME = re.compile(r"^(?:list bullet|punktlista|lista med punkter)(?:\s+\d)?$", re.IGNORECASE)
_CAPTION_NAME = re.compile(r"^(?:caption|beskrivning|bildtext|tabellrubrik)$", re.IGNORECASE)
_NO_OUTLINE = 9


def on(element: Any) -> bool:
    """Whether a switch such as ``w:b`` is on: present and not set to false."""
    return element.get(f"{W}val", "1") not in ("0", "false", "off", "none")


class WordStyles:
    """The styles of a file, each looked up through the styles that it is based on."""

    def __init__(self, root: Any | None) -> None:
        self._by_id: dict[str, Any] = {}
        self._default: str | None = None
        self._defaults: list[Any] = []
        if root is None:
            return
        for style in root.findall(f"{W}style"):
            self._by_id[style.get(f"{W}styleId", "")] = style
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true"):
                self._default = style.get(f"{W}styleId")
        self._defaults = list(root.findall(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))

    def name(self, style: str | None) -> str:
        """The name of a style as its file gives it."""
        found = self._by_id.get(style or self._default or "")
        name = found.find(f"{W}name") if found is not None else None
        return str(name.get(f"{W}val", "")) if name is not None else style or ""

    def paragraph(self, properties: Any | None, tag: str) -> Any | None:
        """The paragraph property ``tag``: the paragraph's own, else that of its style or of a style under that."""
        if properties is not None and (own := properties.find(W + tag)) is not None:
            return own
        return self.paragraph_of(style_of(properties, "pStyle"), tag)

    def paragraph_of(self, style: str | None, tag: str) -> Any | None:
        """The paragraph property ``tag`` of a style or of one that it is based on."""
        for element in self._chain(style or self._default):
            found = element.find(f"{W}pPr/{W}{tag}")
            if found is not None:
                return found
        return None

    def run(self, properties: Any | None, paragraph_style: str | None, tag: str) -> Any | None:
        """The run property ``tag``: the run's own, else its style's, else the paragraph style's, else the default."""
        if properties is not None and (own := properties.find(W + tag)) is not None:
            return own
        styles = [*self._chain(style_of(properties, "rStyle")), *self._chain(paragraph_style or self._default)]
        for style in styles:
            found = style.find(f"{W}rPr/{W}{tag}")
            if found is not None:
                return found
        return next((found for default in self._defaults if (found := default.find(W + tag)) is not None), None)

    def is_on(self, properties: Any | None, paragraph_style: str | None, tag: str) -> bool:
        """Whether a switch (``b``, ``i``, ``vanish``) holds for a run."""
        found = self.run(properties, paragraph_style, tag)
        return found is not None and on(found)

    def role(self, properties: Any | None) -> tuple[str, int | None]:
        """The role that the style or the outline level gives a paragraph, with the level of a heading or item."""
        style = style_of(properties, "pStyle")
        names = [self.name(style), *(self.name(found.get(f"{W}styleId")) for found in self._chain(style))]
        if any(_CONTENTS_NAME.match(name) for name in names):
            return "toc", None
        outline = self.paragraph(properties, "outlineLvl")
        level = int(outline.get(f"{W}val", _NO_OUTLINE)) if outline is not None else _NO_OUTLINE
        if level < _NO_OUTLINE:
            return "heading", level + 1
        for name in names:
            if match := _HEADING_NAME.match(name):
                return "heading", int(match[1])
            if _TITLE_NAME.match(name):
                return "heading", 1
            if _SUBTITLE_NAME.match(name):
                return "heading", 2
            if _CAPTION_NAME.match(name):
                return "caption", None
            if _BULLET_NAME.match(name):
                return "item", 1
        return "paragraph", None

    def _chain(self, style: str | None) -> Iterator[Any]:
        seen: set[str] = set()
        while style and style in self._by_id and style not in seen:
            seen.add(style)
            found = self._by_id[style]
            yield found
            style = style_of(found, "basedOn")


def style_of(properties: Any | None, tag: str) -> str | None:
    """The style that ``properties`` names under ``tag`` (pStyle, rStyle, basedOn)."""
    found = properties.find(W + tag) if properties is not None else None
    return found.get(f"{W}val") if found is not None else None
