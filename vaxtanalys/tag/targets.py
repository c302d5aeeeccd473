"""Target groups: whom a measure is meant to reach. The addressee comes before the topic."""

from __future__ import annotations

import re

from vaxtanalys.codebook import Codebook, Hit
from vaxtanalys.model import FocusArea, Measure, Quotation
from vaxtanalys.swedish import read_words
from vaxtanalys.tag.actors import CARRIES_OUT, acts, gives
from vaxtanalys.tag.cooperation import speaks_of_cooperation
from vaxtanalys.tag.evidence import Evidence, common_good, evidence_of, strongest
from vaxtanalys.tag.settings import TagSettings
from vaxtanalys.tag.signs import parts_of
from vaxtanalys.tag.things import about_things, of_people
from vaxtanalys.tag.topics import (
    aside_spans,
    circumstance_start,
    found_parts,
    reaches,
    topic_spans,
    topic_start,
    without_excluded,
)

FACET = "target_group"
HEADING_ADDRESSEE = re.compile(r"[,(:–-]\s*(?:för|riktat till|riktad till|riktade till)\s+([^,]+)$")
# Such a guess was right 44 times of 56 on first meeting practice measures that others had written and coded.
_COMMON_SCORE = 0.75
# More groups than this in the later sentences are a list, not an explanation.
_MANY = 2
# Others who may carry a measure out for somebody else: "ungdomar visar seniorer hur man gör".
_MAY_ACT = frozenset({"youth", "women_girls", "men_boys"})
# Groups that an area of a plan is about as a part of the population, not by a trouble.
_POPULATIONS = frozenset(
    {"children", "youth", "parents", "older_people", "migrants", "disability", "lgbtqi", "women_girls", "men_boys"}
)
# Words of training that mean staff whatever the area's heading says.
_TEACHES_STAFF = ("utbild", "fortbild", "kompetens", "vidareutb", "webbutb", "internutb")
# Codes that name nobody in particular: beside them a group that is only a topic still counts.
OPEN_CODES = frozenset({"public", "partners"})
# Kinds of violence that a plan's standing list of subjects holds; two or more together name the field, not a group.
VIOLENCE_THEMES = frozenset(
    {"close_relationships", "honour", "prostitution_trafficking", "child_exploitation", "youth_relationships",
     "pornography", "extremism", "sexual_violence"}
)  # fmt: skip


def find_target_groups(
    measure: Measure, area: FocusArea | None, codebook: Codebook, settings: TagSettings
) -> list[tuple[Evidence, str]]:
    """The target groups of a measure: for each the words that gave it and its basis (stated or inferred), by code.

    A column of the plan is copied where it names groups the codebook knows, and whom the measure's own words name
    stands beside it. Without a column the measure's words and its run-in heading; where these are silent the focus
    area's heading; where that is silent too what such an action usually reaches. None where no word says or implies
    any.
    """
    parts = parts_of(measure)
    things = about_things(parts, area, codebook)
    found = of_people(_from_words(parts, codebook, settings, ()), parts, things, codebook)
    stated = _from_column(measure, codebook)
    if stated:
        codes = {piece.code for piece in stated}
        beside = [piece for piece in found if piece.code not in codes | OPEN_CODES]
        return [(piece, "stated") for piece in strongest(stated)] + [(piece, "inferred") for piece in strongest(beside)]
    if not found and area is not None:
        found = _heading_addressee(area, codebook, settings)
    if not found:
        found = of_people(_from_words(parts, codebook, settings, ("implied", "access")), parts, things, codebook)
        if area is not None and all(_gives_way(piece) for piece in found):
            found = _heading_people(area, codebook, settings) or found
        if area is not None and speaks_of_cooperation(area.heading.text):
            found = _heading_partners(area, codebook, settings) or found
    if not found and area is not None:
        found = _from_words([(area.heading, "focus_area")], codebook, settings, (), settings.focus_area_share)
    if not found:
        found = _own_staff(parts, codebook)
    if things and not found:
        found = _common(parts, codebook)
    if not found:
        found = of_people(_from_words(parts, codebook, settings, ("fallback",)), parts, things, codebook)
    if not found and area is not None:
        kinds = ("implied", "fallback")
        found = _from_words([(area.heading, "focus_area")], codebook, settings, kinds, settings.focus_area_share)
    if not found:
        found = _common(parts, codebook)
    if not found and area is not None:
        found = common_good(area.heading, "focus_area", codebook, "public", _COMMON_SCORE * settings.focus_area_share)
    if area is not None:
        found = _with_pupils(found, parts, area, codebook)
    return [(piece, "inferred") for piece in strongest(found)]


def _with_pupils(
    found: list[Evidence], parts: list[tuple[Quotation, str]], area: FocusArea, codebook: Codebook
) -> list[Evidence]:
    """``found`` with both children and youth, where an area about children goes on about pupils or school.

    Pupils are young people in the guideline; in an area that speaks of children they are children too, whatever their
    age, where the measure gives none.
    """
    codes = {piece.code for piece in found}
    if codes == {"children"} and all(piece.source == "focus_area" for piece in found):
        hits = [(hit, quotation, source) for quotation, source in parts for hit in codebook.find(FACET, quotation.text)]
        return found + [evidence_of(*hit) for hit in hits if hit[0].row.id == "youth.school_pupils"]
    pupils = [piece for piece in found if piece.code == "youth"]
    if "children" in codes or not pupils or any(not _evidence(piece).startswith("elev") for piece in pupils):
        return found
    people = [hit for hit in codebook.find(FACET, area.heading.text) if hit.row.kind == "named"]
    if {hit.code for hit in people} != {"children"} or any("gymnasi" in q.text.casefold() for q, _ in parts):
        return found
    return [*found, evidence_of(people[0], area.heading, "focus_area")]


def _common(parts: list[tuple[Quotation, str]], codebook: Codebook) -> list[Evidence]:
    """Everybody, where a measure is about what all share."""
    return [p for quotation, source in parts for p in common_good(quotation, source, codebook, "public", _COMMON_SCORE)]


def _heading_partners(area: FocusArea, codebook: Codebook, settings: TagSettings) -> list[Evidence]:
    """The partners of an area about cooperation, whose measures often only say with whom."""
    return [
        evidence_of(hit, area.heading, "focus_area", settings.focus_area_share)
        for hit in codebook.find(FACET, area.heading.text)
        if hit.code == "partners"
    ]


def _own_staff(parts: list[tuple[Quotation, str]], codebook: Codebook) -> list[Evidence]:
    """Staff who act, where nobody else is reached: "medarbetare ska i första hand resa kollektivt"."""
    return [
        evidence_of(hit, quotation, source)
        for quotation, source in parts
        for hit in _reached(quotation.text, codebook.find(FACET, quotation.text))
        if hit.row.kind == "named" and hit.code in CARRIES_OUT and acts(quotation.text, hit.start, hit.end)
    ]


def _gives_way(piece: Evidence) -> bool:
    """Whether a group that an action implies gives way to the people whom the area's heading names."""
    return piece.code in OPEN_CODES or (piece.code == "staff" and not _evidence(piece).startswith(_TEACHES_STAFF))


def _heading_people(area: FocusArea, codebook: Codebook, settings: TagSettings) -> list[Evidence]:
    """``heading_people``: the part of the population that an area is about ("Ett gott åldrande", "Integration")."""
    return [
        evidence_of(hit, area.heading, "focus_area", settings.focus_area_share)
        for hit in codebook.find(FACET, area.heading.text)
        if hit.code in _POPULATIONS and hit.row.kind in ("named", "heading")
    ]


def _from_column(measure: Measure, codebook: Codebook) -> list[Evidence]:
    return [
        Evidence(hit.code, hit.row.id, 1.0, "column", field.quote, hit.start, hit.end)
        for field in measure.fields
        if field.role == "target_group"
        for hit in codebook.find(FACET, field.quote.text)
        if hit.row.kind in ("named", "topic", "access") or (hit.code in OPEN_CODES and hit.row.kind == "always")
    ]


def _heading_addressee(area: FocusArea, codebook: Codebook, settings: TagSettings) -> list[Evidence]:
    """Whom a heading says at its end that it is for ("Mål 1, för medarbetare"): more than a guess by action."""
    match = HEADING_ADDRESSEE.search(area.heading.text)
    if match is None:
        return []
    hits = [hit for hit in codebook.find(FACET, area.heading.text) if hit.start >= match.start(1)]
    return [evidence_of(hit, area.heading, "focus_area", settings.focus_area_share) for hit in hits]


def _from_words(
    parts: list[tuple[Quotation, str]],
    codebook: Codebook,
    settings: TagSettings,
    last: tuple[str, ...],
    share: float = 1.0,
) -> list[Evidence]:
    """What the words reach: named groups and what the action always reaches; else what it is about; else ``last``."""
    named: list[Evidence] = []
    topics: list[Evidence] = []
    implied: list[Evidence] = []
    aimed = False
    weak: dict[str, list[Evidence]] = {kind: [] for kind in last}
    access: list[Evidence] = []
    for quotation, source in parts:
        for hit in _addressed(quotation.text, codebook.find(FACET, quotation.text)):
            piece = evidence_of(hit, quotation, source, share)
            if hit.row.kind == "named" and hit.code not in OPEN_CODES:
                aimed = True
            if hit.row.kind in ("named", "always"):
                named.append(piece)
            elif hit.row.kind == "topic":
                topics.append(piece)
            if hit.row.kind == "implied" and hit.code not in (*OPEN_CODES, "staff"):
                implied.append(piece)
            if hit.row.kind == "access":
                access.append(piece)
            if hit.row.kind in weak:
                weak[hit.row.kind].append(piece)
    themes = {code for quotation, _ in parts for code in _kinds_of_violence(quotation.text, codebook)}
    if all(piece.code in OPEN_CODES for piece in named) and len(themes) <= settings.max_violence_themes:
        named += topics
    if aimed:  # "en kampanj riktad till unga" is for them, not for everybody
        named = [piece for piece in named if not (piece.code == "public" and "kampanj" in _evidence(piece))]
    if named and all(piece.code == "public" for piece in named):
        named += implied  # "en temavecka på gymnasiet": a campaign, but one that reaches those who are there
    if named:
        return named + access
    for kind in last:
        if any(piece.code == "public" for piece in weak[kind]):  # "uppmärksamma dagen med en föreläsning"
            weak[kind] = [p for p in weak[kind] if p.code != "staff" or _evidence(p).startswith(_TEACHES_STAFF)]
        weak[kind] = _first_said(weak[kind])
        if weak[kind]:
            return weak[kind] + (access if kind != "access" else [])
    return []


def _first_said(pieces: list[Evidence]) -> list[Evidence]:
    """``pieces`` without those of later sentences of the measure's text: the first commits, the others explain."""
    sentences = [_sentence_at(piece.quotation.text, piece.start) if piece.source == "text" else 0 for piece in pieces]
    in_text = [number for number, piece in zip(sentences, pieces, strict=True) if piece.source == "text"]
    first = min(in_text, default=0)
    return [piece for number, piece in zip(sentences, pieces, strict=True) if number <= first]


def _evidence(piece: Evidence) -> str:
    return piece.quotation.text[piece.start : piece.end].casefold()


def _kinds_of_violence(text: str, codebook: Codebook) -> set[str]:
    """The kinds of violence that ``text`` names; a perspective on them ("hedersperspektiv") is no kind of violence."""
    hits = codebook.find("theme", text)
    return {h.code for h in hits if h.code in VIOLENCE_THEMES and not text[h.start : h.end].endswith("perspektiv")}


def _addressed(text: str, hits: tuple[Hit, ...]) -> list[Hit]:
    """Those of ``hits`` that are reached, without staff who only carry the measure out, where anybody is left."""
    reached = [
        hit
        for hit in _reached(text, hits)
        if not (hit.row.kind == "named" and hit.code in CARRIES_OUT and acts(text, hit.start, hit.end))
    ]
    meant = [hit for hit in reached if _is_meant(text, hit)]
    if not any(hit.row.kind == "named" and hit.code not in OPEN_CODES for hit in meant):
        return reached
    first = min(_sentence(text, hit) for hit in meant if hit.row.kind == "named" and hit.code not in OPEN_CODES)
    later = [hit for hit in meant if _sentence(text, hit) > first and hit.row.kind != "access"]
    if len({hit.code for hit in later}) > _MANY:
        return meant  # a list of groups
    return [hit for hit in meant if hit not in later or _goes_on(text, hit)]


def _is_meant(text: str, hit: Hit) -> bool:
    """Whether a mention is more than a circumstance, a channel, or one who acts for others."""
    if any(start <= hit.start < end for start, end in aside_spans(text)) and not hit.form.startswith("barn "):
        return False
    if hit.row.kind == "named" and hit.code in CARRIES_OUT and gives(text, hit.start):
        return False
    return not (hit.row.kind == "named" and hit.code in _MAY_ACT and acts(text, hit.start, hit.end))


def _sentence(text: str, hit: Hit) -> int:
    return _sentence_at(text, hit.start)


def _sentence_at(text: str, start: int) -> int:
    return next((word.sentence for word in read_words(text) if word.end > start), 0)


def _goes_on(text: str, hit: Hit) -> bool:
    """``first_sentence``: whether a later sentence names one who is reached too, not only explains the first."""
    words, sentence = read_words(text), _sentence(text, hit)
    receiving = found_parts(text).get(("receives", "forms"), ())
    return reaches(text, hit.start) or any(
        words[first].sentence == sentence and words[first].start > hit.start for first, _ in receiving
    )


def _reached(text: str, hits: tuple[Hit, ...]) -> list[Hit]:
    """``hits`` without mentions that only say what knowledge is about, describe staff, or tell a circumstance."""
    spans = topic_spans(text)
    towards = tuple(hit.end for hit in hits if hit.row.kind == "named" and reaches(text, hit.start))
    cut = circumstance_start(text, towards)
    kept: list[Hit] = []
    ends: tuple[int, ...] = ()
    for hit in without_excluded(text, hits):
        if hit.row.kind in ("implied", "fallback", "access"):
            kept.append(hit)
            continue
        opened = topic_start(spans, hit.start)
        topic = opened is not None and (hit.row.kind == "topic" or not reaches(text, hit.start, ends, opened))
        if hit.start >= cut or topic:
            continue
        if opened is not None:
            ends = (*ends, hit.end)
        kept.append(hit)
    return kept
