"""What tells of an earlier plan: the words of a heading, or its years where they ended before this plan's own began."""

from __future__ import annotations

import re

from vaxtanalys.extract.vocabulary import is_a
from vaxtanalys.model import Facts

_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?(?:[–—-]|till)\s?((?:19|20)?\d\d)(?!\d)")
# Years that end as this plan begins are an earlier plan's where they are more than two.
_LEAST_SPAN = 2


def about_earlier_plan(text: str, facts: Facts) -> bool:
    """Whether the heading of a chapter, a table or a column says that an earlier plan is told of."""
    return is_a("earlier_plan", text) or has_earlier_years(text, facts)


def has_earlier_years(text: str, facts: Facts) -> bool:
    """``years_before_the_plan``: whether a heading names years ("Aktiviteter 2020–2024") and all of them had passed
    when the plan, whose own years are known, began.
    """
    if facts.period_start is None or facts.period_end is None:
        return False
    spans = [(int(first), int(first[:2] + last[-2:])) for first, last in _YEARS.findall(text)]
    own = facts.period_start
    return bool(spans) and all(
        first < last and (last < own or (last == own and last - first >= _LEAST_SPAN)) for first, last in spans
    )
