"""What extraction makes: the plan of a document, its focus areas, measures, goals and indicators."""

from __future__ import annotations

from dataclasses import dataclass

from vaxtanalys.model.document import Quotation


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document says of itself. Each value is None where the document does not say.

    ``policy_areas`` are codes given for it, with semicolons between; else its title and measures tell.
    """

    municipality: str | None = None
    municipality_code: str | None = None
    county_code: str | None = None
    title: str | None = None
    document_type: str | None = None
    period_start: int | None = None
    period_end: int | None = None
    adopted_date: str | None = None
    adopted_by: str | None = None
    diary_number: str | None = None
    status: str = "unknown"
    policy_areas: str | None = None


@dataclass(frozen=True, slots=True)
class FocusArea:
    """A heading under which measures stand, with the objectives that belong to the area as a whole."""

    focus_area_id: str
    document_id: str
    position: int
    number: str | None
    heading: Quotation
    objectives: tuple[Quotation, ...] = ()
    lead_in: Quotation | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """What a plan prints about a measure beside its words: a table cell, or an "Ansvar:" line.

    ``role`` is body, co_body, level, target_group, timeline, follow_up, indicator, resources, status, goal or comment.
    ``header`` is the column's heading (or the line's label) as printed. A body field is quoted whole, "Medansvarig:"
    and "i samverkan med" included: the tag stage reads the roles out of it. Items of a list are separate spans.
    """

    role: str
    header: str | None
    quote: Quotation


@dataclass(frozen=True, slots=True)
class Measure:
    """One commitment of a plan, in the plan's own words.

    ``method`` names the rule that found it (for example ``table_row`` or ``item_with_responsible_line``).
    """

    measure_id: str
    document_id: str
    focus_area_id: str | None
    position: int
    text: Quotation
    label: str | None = None
    heading: Quotation | None = None
    remark: Quotation | None = None
    status: str | None = None
    timeline: str | None = None
    fields: tuple[Field, ...] = ()
    grade: str = "good"
    method: str = ""


@dataclass(frozen=True, slots=True)
class Goal:
    """What a plan calls a goal, in its own words: it is no measure, but governs some.

    ``kind`` is goal, subgoal, strategy or objective (a prerequisite of an area); ``term`` the word as printed
    ("Inriktningsmål"). ``parent`` is the goal above it, ``measures`` the ids of those that stand under it; a goal of
    the whole plan, with no measures under it, has none.
    """

    goal_id: str
    document_id: str
    position: int
    kind: str
    text: Quotation
    term: str | None = None
    number: str | None = None
    focus_area_id: str | None = None
    parent: str | None = None
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """What a plan says it will measure. ``goal_id`` is the goal it measures where only one can be meant.

    ``target_value`` are the words that give the value to reach, None where none is printed.
    """

    indicator_id: str
    document_id: str
    position: int
    text: Quotation
    term: str | None = None
    focus_area_id: str | None = None
    goal_id: str | None = None
    target_value: Quotation | None = None
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What was found in one document: its facts, focus areas and measures, and what a reader should know of it.

    ``outcome`` is ok or no_measures; ``notes`` are sentences for people (a gap in the numbering, say).
    """

    document_id: str
    facts: Facts
    focus_areas: tuple[FocusArea, ...]
    measures: tuple[Measure, ...]
    outcome: str
    message: str = ""
    grade: str = "good"
    notes: tuple[str, ...] = ()
    goals: tuple[Goal, ...] = ()
    indicators: tuple[Indicator, ...] = ()
