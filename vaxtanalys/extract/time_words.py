"""Words that say when and nothing else ("Hösten 2025", "Varje kvartal", "senast mars 2027"), alone or beside a name."""

from __future__ import annotations

import re
from functools import cache

from vaxtanalys.extract.found import Span
from vaxtanalys.extract.vocabulary import data_file

_YEAR = r"20\d\d(?:\s?[–/-]\s?(?:20)?\d\d)?"
_SEASON = (
    r"(?:vår|höst|sommar|vinter)(?:en|n|terminen|terminerna|lovet)?|(?:sport|påsk|jul)lovet|[vh]t(?:\s?\d\d(?!\d))?"
)
_PART = (
    r"(?:kvartal|kv\.?|q|k|tertial|halvår|vecka|v\.?)\s?\d{1,2}|läsår(?:et|en)?(?:\s\d\d/\d\d)?"
    r"|(?:vår|höst)termin(?:en)?"
)
_ORDINAL = r"(?:första|andra|tredje|fjärde)\s(?:kvartalet|tertialet|halvåret)"
_OFTEN = (
    r"(?:en|ett|två|tre|fyra|fem|sex|\d{1,2})\s(?:(?:gånger|gång|ggr)\s)?(?:per|i|om)\s(?:år|termin|månad|vecka|kvartal)"
    r"(?:en|et|n)?"
)
# Words that alone say when in a cell or behind a body's name; others need a time beside them.
_ALONE = r"klart?|pågående|pågår|hela perioden"
_JOINED = r"och(?:\s(?:framåt|framöver))?|till(?:\soch\smed)?|månad|perioden|början|mitten|mellan|sista|ca|omkring"
_MOST_WORDS = 10
_SIGNS = " \t,;/·|–—-"
_AROUND = _SIGNS + "()"


def is_time(words: str) -> bool:
    """Whether some words say when and nothing else."""
    if len(words.split()) > _MOST_WORDS:
        return False
    return _pattern().fullmatch(words.strip(_AROUND + ".").casefold()) is not None


def part_time(text: str, span: Span) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The words of ``span`` that are no time, and those that are: what ends or opens it ("Nämnden 2026", "2026 VD").

    ``time_beside_a_name``: the longest run of words at an end that says when and nothing else.
    """
    words = [(match.start(), match.end()) for match in re.finditer(r"\S+", text[slice(*span)])]
    cuts = [(start, span[1] - span[0], True) for start, _ in words] + [(0, end, False) for _, end in reversed(words)]
    for start, end, closing in cuts:
        if is_time(text[span[0] + start : span[0] + end]):
            rest = (0, start) if closing else (end, span[1] - span[0])
            names, times = _trim(text, span[0], rest), _trim(text, span[0], (start, end))
            return names, times
    return _trim(text, span[0], (0, span[1] - span[0])), ()


def _trim(text: str, offset: int, part: Span) -> tuple[Span, ...]:
    words = text[offset + part[0] : offset + part[1]]
    if not words.strip(_AROUND):
        return ()
    start = offset + part[0] + len(words) - len(words.lstrip(_SIGNS))
    return ((start, start + len(words.strip(_SIGNS))),)


@cache
def _pattern() -> re.Pattern[str]:
    known = data_file("times.toml")
    months = "|".join(known["months"]["names"])
    often = "|".join(form for row in known["recurrence"] for form in (*row["forms"], *row.get("cell_forms", ())))
    period = "|".join(known["plan_period"]["forms"])
    cues = sorted({re.escape(cue) for row in known["cues"].values() for cue in row}, key=lambda cue: (-len(cue), cue))
    dates = rf"20\d\d-\d\d(?:-\d\d)?|{_YEAR}|(?:\d{{1,2}}\s)?(?:{months})\b\.?|{_SEASON}|{_PART}|{_ORDINAL}"
    atom = f"{dates}|{often}|{period}|{_OFTEN}"
    join = rf"(?:{'|'.join(cues)}|{_JOINED})"
    gap = r"(?:[\s,/–-]+|$)"
    return re.compile(rf"(?:{_ALONE})|(?:(?<!\w){join}{gap})*(?:(?:{atom}){gap}(?:{join}{gap})*)+")
