"""What tagging makes, and one document read whole."""

from __future__ import annotations

from dataclasses import dataclass

from vaxtanalys.model.document import Document, Quotation
from vaxtanalys.model.plan import Facts, Plan

LEVELS = ("universal", "selective", "indicated")
"""The codes of the prevention levels, from the whole population to those whom the trouble has reached."""


@dataclass(frozen=True, slots=True)
class Body:
    """A body named for a measure.

    ``basis`` is stated, or heading where the focus area names it for all its measures. ``body_type`` is the sort of
    body, the same whatever it is called locally (``data/body_types.toml``); None where the registry does not know it.
    """

    measure_id: str
    raw: str
    body: str
    kind: str
    role: str
    basis: str
    quote: Quotation
    body_type: str | None = None


@dataclass(frozen=True, slots=True)
class Tag:
    """One code on a measure, with the words that gave it and the rule that fired.

    ``start`` and ``end`` are offsets in the measure's text, None when the evidence stands in its heading, in a column
    or in the focus area; ``quote`` holds the evidence with its places (None only where nothing was printed).
    """

    measure_id: str
    facet: str
    code: str
    basis: str
    score: float
    evidence: str
    start: int | None
    end: int | None
    source: str
    rule: str
    quote: Quotation | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """What must hang together for a measure to be done: who owns it, until when, how it is followed up, what it costs.

    Dates are ISO (2026-05-31). ``precision`` is how exact the coarsest of them is; ``recurrence`` a code such as
    yearly or ongoing; ``time`` the words that say so, ``time_basis`` column (a field of its own) or text. ``owners``
    are the leading bodies. ``cost_amount`` is in kronor. ``missing`` names the links that the plan does not print:
    owner, time, indicator, follow_up, cost.
    """

    measure_id: str
    owners: tuple[str, ...] = ()
    deadline: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    recurrence: str | None = None
    precision: str | None = None
    time: Quotation | None = None
    time_basis: str | None = None
    indicators: tuple[Quotation, ...] = ()
    follow_up: tuple[Quotation, ...] = ()
    cost: Quotation | None = None
    cost_amount: float | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tagging:
    """All bodies and tags of one plan, and the chain of each of its measures."""

    document_id: str
    bodies: tuple[Body, ...]
    tags: tuple[Tag, ...]
    chains: tuple[Chain, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that came of one file. ``document``, ``plan`` and ``tagging`` are None where the file could not be read.

    ``outcome`` is ok, no_measures, unreadable, password, timeout, too_large or failed; ``message`` says what to do.
    """

    document_id: str
    file: str
    sha256: str
    outcome: str
    message: str
    facts: Facts
    grade: str = "poor"
    document: Document | None = None
    plan: Plan | None = None
    tagging: Tagging | None = None

    @property
    def assessable(self) -> bool:
        """Whether an empty cell of this document may be called a gap: it was read, and read well enough."""
        return self.plan is not None and self.outcome in ("ok", "no_measures") and self.grade != "poor"
