"""From the stages' records to the tables of the contract; nothing is decided here, only laid out and sorted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pandas as pd

from vaxtanalys.model import (
    Alignment,
    Chain,
    CoverageCell,
    Gap,
    Measure,
    MeasureGroup,
    MeasureType,
    Place,
    Plan,
    Quotation,
    Reading,
    Share,
)
from vaxtanalys.policy_areas import policy_areas
from vaxtanalys.publish.columns import TABLES, make_frame
from vaxtanalys.publish.goal_rows import goal_table, indicator_table

Row = tuple[Any, ...]

# A hundredth of a point is far below what a reader or a PDF viewer can show; more digits only make files differ.
BOX_DIGITS = 2
SCORE_DIGITS = 4


def make_tables(
    readings: Sequence[Reading],
    alignments: Sequence[Alignment],
    groups: Sequence[MeasureGroup],
    coverage: Sequence[CoverageCell],
    gaps: Sequence[Gap],
    measure_types: Sequence[MeasureType] = (),
    shares: Sequence[Share] = (),
) -> dict[str, pd.DataFrame]:
    """All tables of a run, by name, in the order and with the columns of ``columns.TABLES``.

    Documents are sorted by id and measures by document and position, whatever the order of ``readings``. Pages count
    from 1; places are dictionaries of page, x0, top, x1 and bottom (PDF points, origin top left; the four are None
    for a text file, where ``measures.lines`` says the line). Scores have four decimals, boxes two.
    """
    readings = sorted(readings, key=lambda reading: reading.document_id)
    plans = [reading.plan for reading in readings if reading.plan is not None]
    measures = [measure for plan in plans for measure in sorted(plan.measures, key=lambda m: m.position)]
    order = {measure.measure_id: index for index, measure in enumerate(measures)}
    chains = {chain.measure_id: chain for r in readings if r.tagging for chain in r.tagging.chains}
    rows: dict[str, Iterable[Row]] = {
        "documents": map(_document, readings),
        "pages": _pages(readings),
        "focus_areas": _focus_areas(plans),
        "measures": (_measure(measure, chains.get(measure.measure_id)) for measure in measures),
        "bodies": _bodies(readings, order),
        "tags": _tags(readings, order),
        "fields": _fields(measures),
        "goals": goal_table(plans, _places),
        "indicators": indicator_table(plans, _places),
        "chain": (_chain(chains[m.measure_id]) for m in measures if m.measure_id in chains),
        "measure_types": _types(measure_types, order),
        "alignments": sorted(_alignment(pair) for pair in alignments),
        "measure_groups": map(_group, sorted(groups, key=lambda group: group.group_id)),
        "group_members": sorted((g.group_id, member, _score(score)) for g in groups for member, score in g.members),
        "coverage": (_cell(cell) for cell in sorted(coverage, key=lambda c: (c.municipality_code, c.facet, c.code))),
        "gaps": (_gap(gap) for gap in sorted(gaps, key=lambda g: (g.municipality_code, g.facet, g.code))),
        "coverage_shares": map(_share, shares),
    }
    return {name: make_frame(name, list(rows[name])) for name in TABLES}


def _document(reading: Reading) -> Row:
    facts = reading.facts
    return (
        reading.document_id,
        reading.file,
        reading.sha256,
        facts.municipality,
        facts.municipality_code,
        facts.county_code,
        facts.title,
        facts.document_type,
        facts.period_start,
        facts.period_end,
        facts.adopted_date,
        facts.adopted_by,
        facts.diary_number,
        facts.status,
        len(reading.document.pages) if reading.document else None,
        reading.outcome,
        reading.message,
        reading.grade,
        list(reading.plan.notes) if reading.plan else [],
        reading.assessable,
        list(policy_areas(reading)),
    )


def _pages(readings: Iterable[Reading]) -> Iterator[Row]:
    for reading in readings:
        for p in sorted(reading.document.pages, key=lambda page: page.number) if reading.document else ():
            size = (round(p.width, BOX_DIGITS), round(p.height, BOX_DIGITS), p.rotation)
            yield (reading.document_id, p.number, p.chars, p.method, p.grade, list(p.warnings), *size)


def _focus_areas(plans: Iterable[Plan]) -> Iterator[Row]:
    for plan in plans:
        for area in sorted(plan.focus_areas, key=lambda a: a.position):
            yield (
                area.focus_area_id,
                area.document_id,
                area.position,
                area.number,
                area.heading.text,
                [objective.text for objective in area.objectives],
                area.heading.page,
                _places(area.heading),
                [objective.page for objective in area.objectives],
                _words(area.lead_in),
                area.lead_in.page if area.lead_in else None,
            )


def _measure(measure: Measure, chain: Chain | None) -> Row:
    chain = chain or Chain(measure.measure_id)
    return (
        measure.measure_id,
        measure.document_id,
        measure.focus_area_id,
        measure.position,
        measure.label,
        _words(measure.heading),
        measure.text.text,
        _words(measure.remark),
        measure.status,
        measure.timeline,
        _places(measure.text),
        measure.grade,
        measure.method,
        measure.text.page,
        [place.line for place in measure.text.places if place.line is not None],
        _places(measure.heading),
        _places(measure.remark),
        chain.deadline,
        chain.period_start,
        chain.period_end,
        chain.recurrence,
    )


def _chain(chain: Chain) -> Row:
    return (
        chain.measure_id,
        list(chain.owners),
        chain.deadline,
        chain.period_start,
        chain.period_end,
        chain.recurrence,
        chain.precision,
        _words(chain.time),
        chain.time_basis,
        chain.time.page if chain.time else None,
        _places(chain.time),
        [quote.text for quote in chain.indicators],
        [quote.page for quote in chain.indicators],
        [quote.text for quote in chain.follow_up],
        [quote.page for quote in chain.follow_up],
        _words(chain.cost),
        chain.cost_amount,
        chain.cost.page if chain.cost else None,
        _places(chain.cost),
        list(chain.missing),
    )


def _bodies(readings: Iterable[Reading], order: dict[str, int]) -> list[Row]:
    bodies = [body for reading in readings if reading.tagging for body in reading.tagging.bodies]
    bodies.sort(key=lambda b: (order[b.measure_id], b.role != "lead", b.quote.spans, b.body, b.raw))
    return [
        (b.measure_id, b.raw, b.body, b.kind, b.role, b.basis, b.quote.page, _places(b.quote), b.body_type)
        for b in bodies
    ]


def _tags(readings: Iterable[Reading], order: dict[str, int]) -> list[Row]:
    tags = [tag for reading in readings if reading.tagging for tag in reading.tagging.tags]
    tags.sort(key=lambda t: (order[t.measure_id], t.facet, t.code, t.source, t.start or 0, t.rule, t.evidence))
    return [
        (
            tag.measure_id,
            tag.facet,
            tag.code,
            tag.basis,
            _score(tag.score),
            tag.evidence,
            tag.start,
            tag.end,
            tag.source,
            tag.rule,
            tag.quote.page if tag.quote else None,
            _places(tag.quote),
        )
        for tag in tags
    ]


def _fields(measures: Iterable[Measure]) -> Iterator[Row]:
    for measure in measures:
        for position, field in enumerate(measure.fields, start=1):
            quote = field.quote
            words = (field.header, quote.text)
            yield (measure.measure_id, position, field.role, *words, quote.page, _places(quote))


def _types(measure_types: Iterable[MeasureType], order: dict[str, int]) -> list[Row]:
    rows = sorted(measure_types, key=lambda kind: (order[kind.measure_id], -kind.score, kind.type))
    return [(k.measure_id, k.type, k.label, _score(k.score), k.evidence, k.start, k.end, k.rule, k.sure) for k in rows]


def _group(group: MeasureGroup) -> Row:
    size = (len(group.members), sorted(group.municipalities))
    return (group.group_id, group.label, *size, group.basis, group.type, _score(group.tightness), group.odd_one_out)


def _alignment(pair: Alignment) -> Row:
    return (pair.measure_a, pair.measure_b, _score(pair.score), pair.verdict, list(pair.reasons))


def _cell(cell: CoverageCell) -> Row:
    nearest = (cell.nearest_measure, None if cell.nearest_score is None else _score(cell.nearest_score))
    return (
        cell.municipality_code,
        cell.facet,
        cell.code,
        cell.state,
        list(cell.measures),
        *nearest,
        cell.reason,
        cell.certainty,
    )


def _share(share: Share) -> Row:
    counts = (share.covered, share.gap, share.undecided)
    return (
        share.scope,
        share.name,
        share.facet,
        share.code,
        *counts,
        share.share,
        share.adjusted,
        share.low,
        share.high,
    )


def _gap(gap: Gap) -> Row:
    return (
        gap.municipality_code,
        gap.facet,
        gap.code,
        gap.state,
        list(gap.peers_covering),
        list(gap.peers_assessable),
        gap.reason,
        list(gap.looked_in),
        gap.nearest_measure,
        gap.nearest_text,
        gap.nearest_page,
        None if gap.nearest_score is None else _score(gap.nearest_score),
        gap.nearest_why,
        gap.missed_probability,
        gap.pages_searched,
        gap.pages_poor,
        list(gap.peers_same_area),
    )


def _places(quote: Quotation | None) -> list[dict[str, Any]]:
    return [_place(place) for place in quote.places] if quote else []


def _place(place: Place) -> dict[str, Any]:
    box = place.box
    edges = (box.x0, box.top, box.x1, box.bottom) if box else (None, None, None, None)
    rounded = (None if edge is None else round(float(edge), BOX_DIGITS) for edge in edges)
    return {"page": place.page, **dict(zip(("x0", "top", "x1", "bottom"), rounded, strict=True))}


def _words(quote: Quotation | None) -> str | None:
    return quote.text if quote else None


def _score(score: float) -> float:
    return round(float(score), SCORE_DIGITS)
