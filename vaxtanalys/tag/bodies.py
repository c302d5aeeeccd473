"""Responsible bodies: reads who leads and who takes part out of what a plan prints for each measure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from vaxtanalys.body_kinds import body_kind, body_knowledge
from vaxtanalys.body_types import body_type
from vaxtanalys.model import Body, Document, FocusArea, Measure, Plan, Quotation
from vaxtanalys.swedish import fold
from vaxtanalys.tag.body_list import named_bodies
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
# Kinds that count where a measure's own words name them; a role or a group of businesses is mostly whom it is about.
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

    A measure's own body fields decide; where it has none, a body that the focus area's heading names (basis heading);
    where there is none either, bodies the measure itself names.
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
    if fields:
        return found
    if area is not None:
        for named in _heading_body(area):
            found += _mention(document, measure, area.heading, named, "heading", defined)
    if not found and settings.bodies_from_text:
        together = area is not None and speaks_of_cooperation(area.heading.text)
        for named in _bodies_in_text(measure.text, together):
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


@cache
def _text_pattern() -> re.Pattern[str]:
    known = body_knowledge()["known"]
    every = {*known["boards"], *known["administrations"], *known["in_text"]}
    names = "|".join(re.escape(name) for name in sorted(every, key=lambda name: (-len(name), name)))
    return re.compile(rf"\b((?i:{names})|Region [A-ZÅÄÖ][\wåäö]+)(?=s?\b)(?!s?[-\w]*\w\w)")


@cache
def _phrases(key: str) -> re.Pattern[str]:
    words = body_knowledge()["known"][key]
    return re.compile(r"(?:^|\s)(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + r")\s+$")


@cache
def _proper_name() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, body_knowledge()["known"]["taking_part"]), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{words})\s+((?:[A-ZÅÄÖ][\w-]+)(?:\s+[A-ZÅÄÖ][\w-]+)*)(?!s?[-\w]*\w)")


# "FSF och HVO:s film": abbreviations that own what the measure is about.
_OWNERS = re.compile(r"[A-ZÅÄÖ]{2,5}(?:(?:, | och )[A-ZÅÄÖ]{2,5})*(?=:s )")


def _bodies_in_text(quotation: Quotation, together: bool = False) -> list[Named]:
    """Bodies a measure names itself, before a dash or as the one that shall act; after "med" they take part.

    So does one that opens a measure of an area about cooperation (``together``), unless what follows is its own.
    """
    text = quotation.text
    found: list[Named] = []
    owners = _OWNERS.match(text)
    if owners:
        found += [Named(m.start(), m.end(), "lead") for m in re.finditer(r"[A-ZÅÄÖ]{2,5}", owners.group())]
    for match in _text_pattern().finditer(text):
        role = _role_in_text(text, match)
        if together and role == "lead" and not match.start() and not text[match.end() :].startswith("s "):
            role = "co"
        if role:
            found.append(Named(match.start(), match.end(), role))
    for match in _proper_name().finditer(text):
        if not any(named.start < match.end(1) and match.start(1) < named.end for named in found):
            found.append(Named(match.start(1), match.end(1), "co"))
    return sorted(found, key=lambda named: named.start)


def _role_in_text(text: str, match: re.Match[str]) -> str | None:
    """Whether the body a measure's own words name leads or takes part; None where it is only mentioned."""
    before_text = fold(text[: match.start()])
    before = before_text.split()
    owner = text[match.end() :].startswith("s ") and bool(before)
    if not owner and _phrases("taking_part").search(before_text):
        return "co"
    together = any(word.startswith(("samverka", "samarbet", "tillsammans")) for word in before)
    if before and before[-1] in ("med", "och") and together:
        return None if owner else "co"
    after = fold(text[match.end() :]).lstrip()
    acts = after.startswith(("ska ", "tar ", "ansvarar", "-", "–", "har ", "får ", "ges ", "utvecklar", "skapar"))
    alone = len(before) == 1 and not after  # "Forskarnätverket Kompetenscentrum"
    return "lead" if acts or alone or not before or _phrases("acting").search(before_text) else None
