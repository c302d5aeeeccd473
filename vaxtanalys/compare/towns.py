"""Readings -> municipalities, each with the plans that hold now, those replaced, and those that could not be read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from vaxtanalys.compare.settings import CompareSettings
from vaxtanalys.compare.words import shorten
from vaxtanalys.model import Facts, Measure, Reading, Tag
from vaxtanalys.page_numbers import page_list

YEARS = re.compile(r"\d{4}")
UNREAD = {
    "password": "är låst med lösenord",
    "unreadable": "gick inte att läsa",
    "timeout": "tog för lång tid att läsa",
    "too_large": "är för stort för att läsas",
    "failed": "gick inte att läsa",
}


# A page with fewer characters than this was not read, whatever is on it.
_HARDLY_ANY = 30


@dataclass(frozen=True, slots=True)
class Town:
    """A municipality in the corpus: its code and name, and its documents by what can be said of them.

    ``current`` hold measures that count; ``replaced`` are older generations of them; ``silent`` were read but hold no
    measures; ``unread`` could not be read. Each is sorted by document_id.
    """

    code: str
    name: str
    county_code: str | None
    current: tuple[Reading, ...]
    replaced: tuple[Reading, ...]
    silent: tuple[Reading, ...]
    unread: tuple[Reading, ...]

    @property
    def readings(self) -> tuple[Reading, ...]:
        """All its documents, by document_id."""
        parts = (*self.current, *self.replaced, *self.silent, *self.unread)
        return tuple(sorted(parts, key=lambda reading: reading.document_id))

    @property
    def assessable(self) -> bool:
        """Whether an empty cell may be called a gap: a plan with measures that holds now was read well enough."""
        return any(reading.assessable for reading in self.current)

    @property
    def fairly_read(self) -> bool:
        """Whether a plan that counts was read less than well, so that more of it may be missed."""
        return any(reading.grade != "good" for reading in self.current)

    @property
    def pages(self) -> tuple[int, int]:
        """How many pages the plans that count have, and how many of them were read poorly."""
        pages = [page for reading in self.current if reading.document for page in reading.document.pages]
        return len(pages), sum(page.grade == "poor" for page in pages)

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures that count, in the order of documents and positions."""
        return tuple(measure for reading in self.current if reading.plan for measure in reading.plan.measures)

    def told(self, measure_id: str) -> str:
        """How a reason names one of its measures: its words and page, and the plan where there is more than one."""
        plans = [reading.plan for reading in (*self.current, *self.replaced) if reading.plan]
        found = ((plan.document_id, m.text) for plan in plans for m in plan.measures if m.measure_id == measure_id)
        document_id, quote = next(found)
        plan = f"{document_id} " if len(plans) > 1 else ""
        return f"”{shorten(quote.text)}” ({plan}s. {quote.page})"

    @property
    def tags(self) -> tuple[Tag, ...]:
        """The tags of the measures that count."""
        return tuple(tag for reading in self.current if reading.tagging for tag in reading.tagging.tags)

    @property
    def body_types(self) -> tuple[tuple[str, str], ...]:
        """(measure_id, sort of body) of the bodies that answer for the measures that count, each once."""
        bodies = [body for reading in self.current if reading.tagging for body in reading.tagging.bodies]
        return tuple(sorted({(body.measure_id, body.body_type) for body in bodies if body.body_type}))

    @property
    def named_share(self) -> float:
        """The share of the measures that count for which any body is named."""
        return len({measure_id for measure_id, _ in self.body_types}) / max(1, len(self.measures))

    @property
    def possessive(self) -> str:
        """The name in the genitive ("Kalmars", "Borås")."""
        return self.name if self.name[-1:] in "sxz" else f"{self.name}s"


def towns_of(readings: Sequence[Reading], settings: CompareSettings) -> list[Town]:
    """The municipalities of the corpus by code. Documents whose municipality is not known belong to none."""
    by_code: dict[str, list[Reading]] = {}
    for reading in sorted(readings, key=lambda reading: reading.document_id):
        if reading.facts.municipality_code:
            by_code.setdefault(reading.facts.municipality_code, []).append(reading)
    return [make_town(code, by_code[code], settings) for code in sorted(by_code)]


def make_town(code: str, readings: Sequence[Reading], settings: CompareSettings) -> Town:
    """One municipality out of its documents."""
    with_measures = [reading for reading in readings if reading.plan and reading.plan.measures]
    replaced = [old for old in with_measures if any(replaces(new, old, settings) for new in with_measures)]
    names = sorted({reading.facts.municipality for reading in readings if reading.facts.municipality})
    counties = sorted({reading.facts.county_code for reading in readings if reading.facts.county_code})
    return Town(
        code=code,
        name=names[0] if names else code,
        county_code=counties[0] if counties else code[:2],
        current=tuple(reading for reading in with_measures if reading not in replaced),
        replaced=tuple(replaced),
        silent=tuple(reading for reading in readings if reading.plan and not reading.plan.measures),
        unread=tuple(reading for reading in readings if reading.plan is None),
    )


def replaces(new: Reading, old: Reading, settings: CompareSettings) -> bool:
    """Whether ``new`` is a later generation of ``old``: a later period, begun as the older one ends, and a like title.

    Plans whose periods overlap by more than a year stand side by side (a strategy and its action plan), and so do plans
    that do not say when they hold.
    """
    began, begins = first_year(old.facts), first_year(new.facts)
    if began is None or begins is None or begins <= began:
        return False
    if old.facts.period_end is not None and old.facts.period_end > begins:
        return False
    titles = [YEARS.sub("", facts.title or "").casefold() for facts in (new.facts, old.facts)]
    return not all(titles) or fuzz.token_set_ratio(*titles) >= settings.same_series


def first_year(facts: Facts) -> int | None:
    """The year a plan holds from: its period's first year, else the year it was adopted."""
    if facts.period_start is not None:
        return facts.period_start
    year = YEARS.match(facts.adopted_date or "")
    return int(year.group()) if year else None


def why_not_assessable(town: Town) -> str:
    """A Swedish sentence on why nothing can be said of a municipality's empty cells; empty where it can."""
    if town.assessable:
        return "; ".join(_unread_pages(reading) for reading in town.current if _unread_pages(reading))
    if town.current:
        names = ", ".join(reading.document_id for reading in town.current)
        return f"{town.possessive} plan är för dåligt läst för att bedömas ({names})"
    parts = [f"{reading.document_id} {UNREAD.get(reading.outcome, 'gick inte att läsa')}" for reading in town.unread]
    parts += [f"{reading.document_id} har inga åtgärder" for reading in town.silent]
    return f"ingen plan med åtgärder har lästs för {town.name}: {'; '.join(parts)}"


def _unread_pages(reading: Reading) -> str:
    """Which pages of a plan no one has read, lost ones and pictures of text without OCR; empty where all are read.

    What is missing may stand there.
    """
    pages = reading.document.pages if reading.document else ()
    unread = [page.number for page in pages if page.lost or (page.grade == "poor" and page.chars < _HARDLY_ANY)]
    return f"{page_list(unread)} i {reading.document_id} är inte läst{'a' if len(unread) > 1 else ''}" if unread else ""
