"""The words people see, read from ``texts.toml`` in one language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from vaxtanalys.errors import UsageError

LANGUAGES = ("sv", "en")


@dataclass(frozen=True)
class Texts:
    """The texts of one language; ``sections`` is what the TOML file holds, ``columns`` what columns.toml holds."""

    language: str
    sections: Mapping[str, Mapping[str, Mapping[str, Any]]]
    columns: Mapping[str, Mapping[str, Mapping[str, str]]]

    def say(self, key: str, **values: object) -> str:
        """The text of ``key`` ("report.title"), its places filled with ``values``. KeyError for an unknown key."""
        section, _, name = key.partition(".")
        text: str = self.sections[section][name][self.language]
        return text.format(**values) if values else text

    def count(self, thing: str, n: int) -> str:
        """A number of things in words: "1 kommun", "3 kommuner"."""
        one, many = self.sections["count"][thing][self.language]
        return str(one) if n == 1 else str(many).format(n=n)

    def label(self, kind: str, code: str | None) -> str:
        """The label of a code that people see ("outcome", "ok"); the code itself where there is none."""
        if code is None:
            return ""
        found = self.sections[kind].get(code)
        return str(found[self.language]) if found else code

    def column(self, table: str, column: str) -> str:
        """What a column of a table means."""
        return self.columns[table][column][self.language]

    def number(self, value: float, digits: int = 2) -> str:
        """A number with the language's decimal mark."""
        return f"{value:.{digits}f}".replace(".", self.say("language.decimal"))

    def listing(self, names: list[str], most: int = 12) -> str:
        """Names in one line ("a, b och c"); after ``most`` names the number of those left off."""
        if len(names) > most:
            return ", ".join(names[:most]) + " " + self.say("word.more", n=len(names) - most)
        if len(names) < 2:
            return "".join(names)
        return ", ".join(names[:-1]) + f" {self.say('word.and')} {names[-1]}"


def load_texts(language: str = "sv") -> Texts:
    """The texts of ``language``. Raises UsageError for a language that there are no texts for."""
    if language not in LANGUAGES:
        raise UsageError(f"Språket {language!r} finns inte. Välj ett av: {', '.join(LANGUAGES)}.")
    return Texts(language, _read("texts.toml"), _read("columns.toml"))


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("vaxtanalys.publish").joinpath(name).read_text("utf-8"))
