"""When a measure is to be done: deadline, period and recurrence, put as dates, with the words that say so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from vaxtanalys.tag.dates import Span, find_dates, time_knowledge, words_before


@dataclass(frozen=True, slots=True)
class Time:
    """A time put as dates: what is not said is None.

    ``start`` and ``end`` bound the words in the text that was read. ``precision`` is that of the coarsest date (day,
    week, month, quarter, tertial, half_year, school_year, year, or plan_period where the plan's own period is meant).
    """

    deadline: date | None
    period_start: date | None
    period_end: date | None
    recurrence: str | None
    precision: str | None
    start: int
    end: int


_PRECISIONS = ("day", "week", "month", "quarter", "tertial", "half_year", "school_year", "year", "plan_period")
_COUNTED = {
    "år": {1: "yearly", 2: "half_yearly", 4: "quarterly", 12: "monthly"},
    "termin": {1: "each_term"},
    "halvår": {1: "half_yearly"},
    "kvartal": {1: "quarterly"},
    "månad": {1: "monthly"},
    "vecka": {1: "weekly"},
}
_A_YEAR = {"år": 1, "termin": 2, "halvår": 2, "kvartal": 4, "månad": 12, "vecka": 52}
_DAYS = timedelta(days=1)


def read_time(text: str, plan_period: tuple[int | None, int | None], own_cell: bool) -> Time | None:
    """The time that ``text`` says; None where it says none.

    ``own_cell`` is True for a cell or line that holds nothing but the time: there a bare year is one. In running text
    a date counts only behind a word such as "senast" or "under" (``cued``), for years also name laws and other plans.
    """
    folded = text.lower()
    if len(folded) != len(text):
        return None
    dates = [(span, _cue(folded, span)) for span in find_dates(folded)]
    if not own_cell:
        dates = [(s, cue) for s, cue in dates if cue not in (None, "from") or s.precision in ("half_year", "quarter")]
    whole_period = _plan_period(folded, plan_period)
    recurrence = _recurrence(folded, own_cell)
    spans = [(span.start, span.end) for span, _ in dates]
    if not dates and whole_period is not None:
        dates = [(whole_period, "during")]
        spans = [(whole_period.start, whole_period.end)]
    if recurrence is not None:
        spans.append(recurrence[1:])
    if not spans:
        return None
    return _combine(folded, dates, recurrence[0] if recurrence else None, spans)


def _combine(
    text: str, dates: Sequence[tuple[Span, str | None]], recurrence: str | None, spans: list[tuple[int, int]]
) -> Time:
    by = [span.last for span, cue in dates if cue in ("by", "end_of")]
    by += [span.first - _DAYS for span, cue in dates if cue == "before"]
    begins = [span.first for span, cue in dates if cue == "from" or _stays_open(text, span)]
    inside = [span for span, cue in dates if cue in (None, "during") and not _stays_open(text, span)]
    period_start = min([*begins, *(span.first for span in inside)], default=None)
    ends = [*by, *(span.last for span in inside)]
    period_end = max(ends, default=None) if period_start is not None else None
    deadline = max(by or [span.last for span in inside], default=None)
    if recurrence is not None and not by:
        deadline = None
    precisions = [span.precision for span, _ in dates]
    coarsest = max(precisions, key=_PRECISIONS.index, default=None)
    start, end = min(s for s, _ in spans), max(e for _, e in spans)
    return Time(deadline, period_start, period_end, recurrence, coarsest, start, end)


def _cue(text: str, span: Span) -> str | None:
    """What the words before a date say of it: by, before, from, during, end_of; None where they say nothing."""
    cues = time_knowledge()["cues"]
    kinds = ("end_of", "by", "before", "from", "during")
    stretches = list(words_before(text, span.start))
    last_words = {" ".join(stretch.split()[-2:]) for stretch in stretches} | {s.split()[-1] for s in stretches}
    if "end_of" in _kinds_of(stretches, cues, ("end_of",)):
        return "end_of"
    found = _kinds_of(stretches, cues, kinds)
    if "before" in found:
        return "before"
    if "by" in found and not ("from" in found and last_words & {"till", "vid"}):
        return "by"
    return "from" if "from" in found else "during" if "during" in found else None


def _kinds_of(stretches: Sequence[str], cues: dict[str, list[str]], kinds: Sequence[str]) -> set[str]:
    """The kinds whose words stand among the few words before a date, "den", "i" and "vid" passed over."""
    longest = stretches[0] if stretches else ""
    bare = re.sub(
        r"(?:\s+(?:den|år|i|månad|det|vid|slutet|mitten|början|av|månadsskiftet))+$", "", f" {longest}"
    ).strip()
    ends = {" ".join(words.split()[-count:]) for words in (longest, bare) for count in (1, 2, 3)}
    tail = (longest.split()[-1:] == ["i"] and {"i"}) or set()
    return {kind for kind in kinds if (ends | tail) & set(cues[kind])}


def _stays_open(text: str, span: Span) -> bool:
    return bool(_open_end().match(text[span.end :]))


@cache
def _open_end() -> re.Pattern[str]:
    return re.compile(r"\s*(?:" + "|".join(time_knowledge()["open_end"]["forms"]) + ")")


def _plan_period(text: str, period: tuple[int | None, int | None]) -> Span | None:
    """The plan's own period where ``text`` means it ("under perioden") and the plan says which years it is."""
    first, last = period
    match = re.search("|".join(time_knowledge()["plan_period"]["forms"]), text)
    if match is None or first is None or last is None or first > last:
        return None
    return Span(date(first, 1, 1), date(last, 12, 31), "plan_period", match.start(), match.end(), True)


@cache
def _recurrences(own_cell: bool) -> tuple[tuple[str, re.Pattern[str]], ...]:
    made = []
    for row in time_knowledge()["recurrence"]:
        forms = [*row["forms"], *(row.get("cell_forms", ()) if own_cell else ())]
        made.append((str(row["code"]), re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)")))
    return tuple(made)


@cache
def _counted() -> re.Pattern[str]:
    numbers = "|".join(time_knowledge()["numbers"])
    units = "|".join(_A_YEAR)
    return re.compile(rf"(?<!\w)(\d{{1,2}}|{numbers})\s*(?:gång(?:er)?|ggr|ggn?|träffar)\s*(?:/|per|i|om)\s*({units})")


def _recurrence(text: str, own_cell: bool) -> tuple[str, int, int] | None:
    """How often, and where the words stand: the first row that matches, "2 ggr/år" counted."""
    match = _counted().search(text)
    if match:
        number = int(match[1]) if match[1].isdigit() else time_knowledge()["numbers"][match[1]]
        code = _COUNTED[match[2]].get(number) or f"{number * _A_YEAR[match[2]]}_a_year"
        return code, match.start(), match.end()
    for code, pattern in _recurrences(own_cell):
        match = pattern.search(text)
        if match:
            return code, match.start(), match.end()
    return None
