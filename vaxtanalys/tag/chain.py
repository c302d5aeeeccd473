"""The chain of a measure: owner, time, indicator, follow-up and cost, as far as the plan prints them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from vaxtanalys.model import Body, Chain, Document, Measure, Plan, Quotation
from vaxtanalys.tag.money import read_money
from vaxtanalys.tag.times import Time, read_time

LINKS = ("owner", "time", "indicator", "follow_up", "cost")


def tag_chains(document: Document, plan: Plan, bodies: Sequence[Body]) -> tuple[Chain, ...]:
    """One chain for each measure, in their order; what the plan does not print stands in its ``missing``."""
    owners: dict[str, list[str]] = {}
    for body in bodies:
        if body.role == "lead":
            owners.setdefault(body.measure_id, []).append(body.body)
    period = (plan.facts.period_start, plan.facts.period_end)
    shared: dict[str, list[Quotation]] = {}
    for indicator in plan.indicators:
        for key in indicator.measures:
            shared.setdefault(key, []).append(indicator.text)
    return tuple(
        _chain(document, measure, owners, shared.get(measure.measure_id, []), period) for measure in plan.measures
    )


def _chain(
    document: Document,
    measure: Measure,
    owners: Mapping[str, list[str]],
    shared: Sequence[Quotation],
    period: tuple[int | None, int | None],
) -> Chain:
    own = _quotes(measure, "indicator")
    # An indicator of the goal that the measure stands under measures it too; one read out of its own cell counts once.
    places = {span for quote in own for span in quote.spans}
    indicators = (*own, *(quote for quote in shared if not _touches(quote, places)))
    follow_up = _quotes(measure, "follow_up")
    chain = Chain(
        measure_id=measure.measure_id,
        owners=tuple(owners.get(measure.measure_id, ())),
        indicators=indicators,
        follow_up=follow_up,
    )
    chain = _with_cost(document, measure, _with_time(document, measure, chain, period))
    there = {
        "owner": bool(chain.owners),
        "time": chain.time is not None,
        "indicator": bool(indicators),
        "follow_up": bool(follow_up),
        "cost": chain.cost is not None,
    }
    return replace(chain, missing=tuple(link for link in LINKS if not there[link]))


def _touches(quote: Quotation, spans: Collection[tuple[int, int]]) -> bool:
    return any(a < end and start < b for a, b in quote.spans for start, end in spans)


def _quotes(measure: Measure, role: str) -> tuple[Quotation, ...]:
    return tuple(field.quote for field in measure.fields if field.role == role)


def _with_time(document: Document, measure: Measure, chain: Chain, period: tuple[int | None, int | None]) -> Chain:
    """``chain`` with the time that a field prints; else with what the measure's own words say."""
    sources: list[tuple[Quotation, str]] = [
        (field.quote, "column") for field in measure.fields if field.role == "timeline"
    ]
    for quotation, basis in [*sources, (measure.text, "text")]:
        time = read_time(quotation.text, period, basis == "column")
        if time is not None:
            return _timed(document, chain, quotation, time, basis)
    return chain


def _timed(document: Document, chain: Chain, quotation: Quotation, time: Time, basis: str) -> Chain:
    return replace(
        chain,
        deadline=time.deadline.isoformat() if time.deadline else None,
        period_start=time.period_start.isoformat() if time.period_start else None,
        period_end=time.period_end.isoformat() if time.period_end else None,
        recurrence=time.recurrence,
        precision=time.precision,
        time=document.quote_within(quotation, time.start, time.end),
        time_basis=basis,
    )


def _with_cost(document: Document, measure: Measure, chain: Chain) -> Chain:
    """``chain`` with what a field for money prints; else with a sum in the measure's words or in a comment."""
    for field in measure.fields:
        if field.role == "resources":
            money = read_money(field.quote.text, field.header)
            return replace(chain, cost=field.quote, cost_amount=money[0] if money else None)
    others = [field.quote for field in measure.fields if field.role in ("comment", "goal", "follow_up")]
    for quotation in [measure.text, *([measure.remark] if measure.remark else []), *others]:
        money = read_money(quotation.text)
        if money is not None:
            return replace(chain, cost=document.quote_within(quotation, money[1], money[2]), cost_amount=money[0])
    return chain
