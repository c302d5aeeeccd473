"""Dates as plans print them: days, months, quarters, terms, years and ranges, each as its first and last day."""

from __future__ import annotations

import re
import tomllib
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any

_ORDINALS = {"första": 1, "andra": 2, "tredje": 3, "fjärde": 4}
# Spring and summer in the words of plans: the term, not the season of the almanac.
_SEASONS = {"vt": (1, 6), "vår": (1, 6), "ht": (7, 12), "höst": (7, 12), "sommar": (6, 8), "vinter": (12, 12)}
_YEAR = r"(?:20[0-4]\d)"
_SHORT_YEAR = rf"(?:{_YEAR}|[-’']?\s?\d\d(?!\d))"
_DASH = r"\s*[-–—/]\s*"


@dataclass(frozen=True, slots=True)
class Span:
    """A time as printed: its first and last day, how exact it is, and where its words stand in the text."""

    first: date
    last: date
    precision: str
    start: int
    end: int
    range: bool = False


@cache
def time_knowledge() -> dict[str, Any]:
    """The rows of ``data/times.toml``."""
    return tomllib.loads(resources.files("vaxtanalys.data").joinpath("times.toml").read_text(encoding="utf-8"))


def find_dates(text: str) -> list[Span]:
    """All times in ``text`` (lower case), in order; where two readings overlap the earlier, longer one counts.

    A day without a year, and what is no date ("31 februari 2025"), is left out.
    """
    found: list[Span] = []
    if not any(char.isdigit() for char in text):
        return found  # every time that can be put as a date holds a figure
    for pattern, make in _patterns():
        for match in pattern.finditer(text):
            try:
                made = make(match)
            except ValueError:
                continue
            if made is None or any(s.start < match.end() and match.start() < s.end for s in found):
                continue
            first, last, precision = made
            if first <= last:
                several = precision.endswith("s")
                found.append(Span(first, last, precision.rstrip("s"), match.start(), match.end(), several))
    return sorted(found, key=lambda span: span.start)


Made = tuple[date, date, str] | None
Maker = Callable[[re.Match[str]], Made]


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Maker], ...]:
    """The ways to write a time, those that hold others first; a precision in the plural is a range."""
    names = time_knowledge()["months"]["names"]
    month = "(?:" + "|".join(names) + r")\.?(?!\w)"
    y, short = _YEAR, _SHORT_YEAR
    rows: tuple[tuple[str, Maker], ...] = (
        (rf"({y})-(\d\d)-(\d\d)(?!\d)", lambda m: _day(int(m[1]), int(m[2]), int(m[3]))),
        (rf"(?<!\d)(\d{{1,2}})\.(\d{{1,2}})\.({y})", lambda m: _day(int(m[3]), int(m[2]), int(m[1]))),
        (rf"(?<!\d)(\d{{1,2}})/(\d{{1,2}})[ -/]*({short})", lambda m: _day(_year(m[3]), int(m[2]), int(m[1]))),
        (rf"(?<!\d)(\d{{1,2}})(?:\s?:?[ae])?\s+({month})\s+({y})", lambda m: _day(int(m[3]), _month(m[2]), int(m[1]))),
        (rf"({month})(?:\s+({y}))?{_DASH}({month})\s+({y})", _months),
        (rf"({month})\s+(?:månad\s+)?({short})", lambda m: _one_month(_year(m[2]), _month(m[1]))),
        (rf"({y})-(0[1-9]|1[0-2])(?![\d-])", lambda m: _one_month(int(m[1]), int(m[2]))),
        (rf"(?:kvartal|kv\.?|q)\s?([1-4])(?:{_DASH}(?:kvartal|kv\.?|q)?\s?([1-4]))?[\s,-]*(?:år\s+)?({y})", _quarters),
        (rf"({y})[\s,:-]*(?:kvartal|kv\.?|q)\s?([1-4])", lambda m: _part(int(m[1]), int(m[2]), 3, "quarter")),
        (rf"(första|andra|tredje|fjärde) kvartalet\s+({y})", lambda m: _part(int(m[2]), _ORDINALS[m[1]], 3, "quarter")),
        (rf"(?:tertial|t)\s?([1-3])[\s,-]*({y})", lambda m: _part(int(m[2]), int(m[1]), 4, "tertial")),
        (rf"(första|andra|tredje) tertialet\s+({y})", lambda m: _part(int(m[2]), _ORDINALS[m[1]], 4, "tertial")),
        (rf"(första|andra) halvåret\s+({y})", lambda m: _part(int(m[2]), _ORDINALS[m[1]], 6, "half_year")),
        (rf"halvår\s+([12])[\s,-]*({y})", lambda m: _part(int(m[2]), int(m[1]), 6, "half_year")),
        (rf"läsåret\s+({y}|\d\d)/({y}|\d\d)", _school_year),
        (rf"årsskiftet\s+({y})(?:{_DASH}(?:{y}|\d\d))?", lambda m: _day(int(m[1]), 12, 31)),
        (
            rf"\b(vt|ht|vår|höst|sommar|vinter)(?:terminen|en|n)?[\s-]?({short})",
            lambda m: _of_months(_year(m[2]), *_SEASONS[m[1]], "half_year"),
        ),
        (rf"\b(?:vecka|v\.?)\s?(\d{{1,2}})[,\s]+({y})", _week),
        (rf"(?<!\d)({y}){_DASH}({y}|\d\d)(?![\d:])", _years),
        (rf"(?<![\d/.:])({y})(?!\d|[:/-]\d)", lambda m: _of_months(int(m[1]), 1, 12, "year")),
    )  # fmt: skip
    return tuple((re.compile(pattern), make) for pattern, make in rows)


def _year(text: str) -> int:
    digits = re.sub(r"\D", "", text)
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _month(text: str) -> int:
    names = time_knowledge()["months"]["names"]
    return 1 + next(i for i, name in enumerate(names) if re.fullmatch(rf"{name}\.?", text))


def _day(year: int, month: int, day: int) -> Made:
    there = date(year, month, day)
    return there, there, "day"


def _of_months(year: int, first: int, last: int, precision: str) -> Made:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1]), precision


def _one_month(year: int, month: int) -> Made:
    return _of_months(year, month, month, "month")


def _school_year(match: re.Match[str]) -> Made:
    return date(_year(match[1]), 8, 1), date(_year(match[2]), 6, 30), "school_year"


def _part(year: int, number: int, months: int, precision: str) -> Made:
    return _of_months(year, (number - 1) * months + 1, number * months, precision)


def _months(match: re.Match[str]) -> Made:
    last_year = int(match[4])
    first_year = int(match[2]) if match[2] else last_year
    last = _of_months(last_year, _month(match[3]), _month(match[3]), "months")
    return (date(first_year, _month(match[1]), 1), last[1], "months") if last else None


def _quarters(match: re.Match[str]) -> Made:
    first, last, year = int(match[1]), int(match[2] or match[1]), int(match[3])
    return _of_months(year, first * 3 - 2, last * 3, "quarters" if match[2] else "quarter")


def _years(match: re.Match[str]) -> Made:
    return date(int(match[1]), 1, 1), date(_year(match[2]), 12, 31), "years"


def _week(match: re.Match[str]) -> Made:
    monday = date.fromisocalendar(int(match[2]), int(match[1]), 1)
    return monday, monday + timedelta(days=6), "week"


def words_before(text: str, at: int, most: int = 4) -> Iterator[str]:
    """The stretches of one to ``most`` words right before ``at`` in the same clause, the longest first."""
    clause = re.split(r"[,;()\n]|(?<=\w\w\w)\. ", text[:at])[-1].split()
    for count in range(min(most, len(clause)), 0, -1):
        yield " ".join(clause[-count:])
