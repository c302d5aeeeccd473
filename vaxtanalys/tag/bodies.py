"""Responsible bodies: reads who leads and who takes part out of what a plan prints for each measure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from vaxtanalys.body_kinds import body_kind
from vaxtanalys.body_types import body_type
from vaxtanalys.model import Body, Document, FocusArea, Measure, Plan, Quotation
from vaxtanalys.tag.body_list import named_bodies
from vaxtanalys.tag.body_mentions import bodies_in_text
from vaxtanalys.tag.body_names import (
    agreed_names,
    defined_abbreviations,
    expand_abbreviation,
    singular_name,
)
from vaxtanalys.tag.body_roles import Named
from vaxtanalys.tag.cooperation import speaks_of_cooperation
from vaxtanalys.tag.settings import TagSettings

_BODY_ROLES = ("body", "co_body")
# Kinds that a heading may consist of.
_TEXT_KINDS = ("board", "administration", "company", "association")


@dataclass(frozen=True, slots=True)
class _Mention:
    """A body as found, before the document's names are made to agree."""

    measure_id: str
    raw: str
    name: str
    role: str
    basis: str
    quote: Quotation


def tag_bodies(document: Document, plan: Plan, settings: TagSettings) -> tuple[Body, ...]:
    """The bodies of every measure: as printed, with canonical names that agree throughout the document.

    A measure's own body fields decide; where none of them names who leads, a body that the focus area's heading names
    does (basis heading); where there is none of either, bodies the measure itself names. Beside
    the heading's body those take part that the measure names so.
    """
    defined = defined_abbreviations(document.text)
    areas = {area.focus_area_id: area for area in plan.focus_areas}
    mentions: list[_Mention] = []
    for measure in plan.measures:
        mentions += _mentions(document, measure, areas.get(measure.focus_area_id or ""), defined, settings)
    agreed = agreed_names((mention.name for mention in mentions), settings.body_similarity)
    bodies: dict[tuple[str, str], Body] = {}
    for mention in mentions:
        name = agreed[mention.name]
        body = Body(
            mention.measure_id,
            mention.raw,
            name,
            body_kind(name),
            mention.role,
            mention.basis,
            mention.quote,
            body_type(name),
        )
        bodies.setdefault((mention.measure_id, name), body)
    return tuple(bodies.values())


def _mentions(
    document: Document, measure: Measure, area: FocusArea | None, defined: Mapping[str, str], settings: TagSettings
) -> list[_Mention]:
    fields = [field for field in measure.fields if field.role in _BODY_ROLES]
    found: list[_Mention] = []
    for field in fields:
        first_role = "co" if field.role == "co_body" else "lead"
        for named in named_bodies(field.quote, first_role):
            found += _mention(document, measure, field.quote, named, "stated", defined)
    # ``lead_of_the_area``: under "Socialnämnden" a column "Samverkan" says who takes part; the board itself leads.
    if area is not None and all(field.role == "co_body" for field in fields):
        for named in _heading_body(area):
            found += _mention(document, measure, area.heading, named, "heading", defined)
    if not fields and settings.bodies_from_text:
        together = area is not None and speaks_of_cooperation(area.heading.text)
        for named in bodies_in_text(measure.text, together, defined):
            # ``partners_in_the_text``: where the area's board leads, those that the words name beside it take part.
            if not found or found[0].basis == "stated" or named.role == "co":
                found += _mention(document, measure, measure.text, named, "stated", defined)
    return found


def _mention(
    document: Document,
    measure: Measure,
    quotation: Quotation,
    named: Named,
    basis: str,
    defined: Mapping[str, str],
) -> list[_Mention]:
    quote = document.quote_within(quotation, named.start, named.end)
    raw = quotation.text[named.start : named.end]
    name = expand_abbreviation(raw, defined) or singular_name(raw)
    return [_Mention(measure.measure_id, raw, name, named.role, basis, quote)] if name else []


def _heading_body(area: FocusArea) -> list[Named]:
    """The body a heading consists of: "Socialnämnden" or "Socialnämndens åtgärder", not a heading that mentions one."""
    text = area.heading.text.strip()
    words = text.split()
    if not words or len(words) > 5 or body_kind(text) not in _TEXT_KINDS:
        return []
    match = re.match(r"(.+?(?:nämnden|nämnd|styrelsen|förvaltningen|kontoret|bolaget|fullmäktige)|.+ AB)\b", text)
    return [Named(match.start(1), match.end(1), "lead")] if match and match.end() >= len(text) - 2 else []
