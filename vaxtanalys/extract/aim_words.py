"""The words that open a goal, a strategy or an indicator: the rows of data/aims.toml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from vaxtanalys.extract.vocabulary import data_file

_NUMBER = r"(?: ?(\d{1,2}(?:[.:]\d{1,2}){0,2}[a-z]?|[a-d]|[ivx]{1,4})(?![\w]))?"
_YEARS = r"(?: (?:år )?20\d\d(?:\s?[–/-]\s?(?:20)?\d\d)?)?"
_SIGN = r"\s?[:.–—]\s+|\s-\s+"
_TARGET = re.compile(
    r"\b(?:målvärde|målnivå|mål)(?:et|n)?(?: (?:är|för|till|år)?\s?20\d\d)?(?: är)?\s?[:=]?\s*"
    r"((?:(?:minst|högst|max|under|över|≥|≤|<|>)\s?)?\d[\d\s,.]*\d?\s?(?:procentenheter|procent|%|‰|ton|kg|kwh|dagar|st|stycken)?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class AimLabel:
    """What a label says: ``kind`` (goal, subgoal, strategy, indicator), its word as printed, its number, and how many
    characters of the text it takes with the sign after it.
    """

    kind: str
    term: str
    number: str | None
    length: int


def aim_heading(text: str) -> AimLabel | None:
    """The label where ``text`` is nothing else, as over a list: "Mål", "Indikatorer:", "Mål för perioden"."""
    words = re.sub(r"\s+", " ", text).strip().rstrip(":?. ")
    match = _whole().fullmatch(words.casefold())
    if match is None:
        return None
    kind = _kind(match)
    if _rows()[kind].get("only_numbered_or_colon") and not text.rstrip().endswith(":"):
        return None
    return AimLabel(kind, words, _number(match), len(text))


def aim_label(text: str) -> AimLabel | None:
    """The label that opens ``text`` before a colon, a dash or a number: "Mål 1: ...", "Inriktningsmål – ...".

    None where nothing follows it, and where neither a sign nor a number divides it from what follows ("Målet är ...").
    """
    folded = text.casefold()
    match = _opening().match(folded)
    if match is None or not text[match.end() :].strip():
        return None
    number = _number(match)
    sign = bool(match["sign"])
    if not sign and (number is None or not text[match.end() :].lstrip()[:1].isupper()):
        return None
    return AimLabel(_kind(match), text[: match.end("label")], number, match.end())


def target_value(text: str) -> tuple[int, int] | None:
    """Where a target stands in an indicator's own words: "... , målvärde 80 procent", "... (mål: 60)"."""
    match = _TARGET.search(text)
    if match is None:
        return None
    return match.start(1), match.start(1) + len(match[1].rstrip(" .,"))


def is_goal_header(header: str | None) -> bool:
    """Whether a column's or line's own heading calls what it holds a goal (and not a purpose or an expected effect)."""
    label = aim_heading(header or "")
    return label is not None and label.kind in ("goal", "subgoal", "strategy")


def aim_rows() -> dict[str, dict[str, Any]]:
    """The rows of data/aims.toml by their kind."""
    return _rows()


def _kind(match: re.Match[str]) -> str:
    return next(kind for kind in _rows() if match[kind] is not None)


def _number(match: re.Match[str]) -> str | None:
    return match["number"] if match["number"] else None


@cache
def _words() -> str:
    before = _data()["before"]
    kinds = "|".join(f"(?P<{kind}>{'|'.join(row['words'])})" for kind, row in _rows().items())
    return rf"(?P<label>{before}(?:{kinds}))"


@cache
def _whole() -> re.Pattern[str]:
    number = _NUMBER.replace("(\\d", "(?P<number>\\d", 1)
    return re.compile(rf"{_words()}{number}{_YEARS}{_data()['after']}{_YEARS}(?: är(?: att)?)?")


@cache
def _opening() -> re.Pattern[str]:
    number = _NUMBER.replace("(\\d", "(?P<number>\\d", 1)
    return re.compile(rf"{_words()}{number}{_YEARS}(?P<sign>{_SIGN})?")


def _data() -> dict[str, Any]:
    return data_file("aims.toml")


@cache
def _rows() -> dict[str, dict[str, Any]]:
    return {row["kind"]: row for row in _data()["row"]}
