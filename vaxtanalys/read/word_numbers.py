"""The bullets and numbers that Word shows before paragraphs: they are not in the text but counted from its lists."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from vaxtanalys.read.characters import clean_characters
from vaxtanalys.read.list_numbers import count_in
from vaxtanalys.read.word_styles import W

_PLACEHOLDER = re.compile(r"%([1-9])")


def _value(parent: Any, tag: str, default: str) -> str:
    found = parent.find(W + tag) if parent is not None else None
    return str(found.get(f"{W}val", default)) if found is not None else default


class WordNumbering:
    """The lists of a file while its paragraphs are read from the first to the last."""

    def __init__(self, root: Any | None, linked: Callable[[str], str | None] = lambda style: None) -> None:
        self._abstract: dict[str, Any] = {}
        self._numbers: dict[str, Any] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._linked = linked
        if root is not None:
            self._abstract = {item.get(f"{W}abstractNumId"): item for item in root.findall(f"{W}abstractNum")}
            self._numbers = {item.get(f"{W}numId"): item for item in root.findall(f"{W}num")}

    def marker(self, number: str, level: int) -> str | None:
        """What stands before the next paragraph of list ``number`` at ``level`` (from 0); None where nothing does."""
        abstract_id, abstract = self._list(number)
        definition = self._level(number, abstract, level)
        if abstract is None or definition is None:
            return None
        counts = self._counts.setdefault(abstract_id, {})
        start = int(_value(definition, "start", "1"))
        override = self._override(number, level)
        begins = (number, level) not in self._begun
        restart = override.find(f"{W}startOverride") if override is not None and begins else None
        if restart is not None:
            counts.pop(level, None)
            start = int(restart.get(f"{W}val", "1"))
        self._begun.add((number, level))
        counts[level] = counts[level] + 1 if level in counts else start
        for deeper in [key for key in counts if key > level]:
            if _value(self._level(number, abstract, deeper), "lvlRestart", "1") != "0":
                del counts[deeper]
        kind = _value(definition, "numFmt", "decimal")
        text = _value(definition, "lvlText", "")
        if kind == "bullet":
            return clean_characters(text).strip() or "•"
        return self._shown(number, abstract, counts, level, text) or None

    def _shown(self, number: str, abstract: Any, counts: dict[int, int], level: int, text: str) -> str:
        definition = self._level(number, abstract, level)
        legal = definition is not None and definition.find(f"{W}isLgl") is not None

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            of = self._level(number, abstract, at)
            count = counts.get(at, int(_value(of, "start", "1")))
            return count_in("decimal" if legal else _value(of, "numFmt", "decimal"), count)

        return _PLACEHOLDER.sub(shown, text).strip()

    def _list(self, number: str) -> tuple[str, Any | None]:
        found = self._numbers.get(number)
        abstract_id = _value(found, "abstractNumId", "")
        abstract = self._abstract.get(abstract_id)
        # A list that only names a list style has its levels in the list that defines the style.
        style = _value(abstract, "numStyleLink", "")
        if style and (linked := self._linked(style)) and linked != number:
            return self._list(linked)
        return abstract_id, abstract

    def _override(self, number: str, level: int) -> Any | None:
        found = self._numbers.get(number)
        overrides = found.findall(f"{W}lvlOverride") if found is not None else []
        return next((item for item in overrides if item.get(f"{W}ilvl") == str(level)), None)

    def _level(self, number: str, abstract: Any | None, level: int) -> Any | None:
        override = self._override(number, level)
        if override is not None and (own := override.find(f"{W}lvl")) is not None:
            return own
        levels = abstract.findall(f"{W}lvl") if abstract is not None else []
        return next((item for item in levels if item.get(f"{W}ilvl") == str(level)), None)
