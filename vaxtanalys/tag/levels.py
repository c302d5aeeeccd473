"""Prevention levels: what the plan prints, else what the measure's words say by the public-health definitions."""

from __future__ import annotations

from collections.abc import Sequence

from vaxtanalys.codebook import Codebook, Hit
from vaxtanalys.model import LEVELS, Document, FocusArea, Measure, Quotation, Tag
from vaxtanalys.swedish import read_words
from vaxtanalys.tag.actors import CARRIES_OUT
from vaxtanalys.tag.evidence import Evidence, common_good, default_evidence, evidence_of, make_tag, strongest
from vaxtanalys.tag.settings import TagSettings
from vaxtanalys.tag.shaded_levels import ColourLegend
from vaxtanalys.tag.signs import Parts, parts_of
from vaxtanalys.tag.stated_levels import FACET, stated_levels
from vaxtanalys.tag.things import about_things
from vaxtanalys.tag.topics import reaches, topic_spans, topic_start, without_excluded
from vaxtanalys.tag.weighing import Limits, Weighed

DEFAULT_CODE = "universal"
# What an action says by itself of who it is for: protection and treatment are for those the trouble has reached; to
# organise, inform, teach or build is for everybody where nothing else is said. Support and questions say neither.
_ACTION_LEVELS = {
    **dict.fromkeys(("protect", "treat"), "indicated"),
    **dict.fromkeys(("screen",), "selective"),
    **dict.fromkeys(
        ("train", "inform", "routine", "cooperate", "map", "follow_up", "develop", "plan", "norms", "programme",
         "build_invest", "reduce_safety"), "universal",
    ),
}  # fmt: skip
_WHOLE_GROUPS = frozenset({"public", "children", "youth", "parents", "staff", "managers", "elected", "older_people",
                           "partners"})  # fmt: skip
# Groups named by a trouble they already have, and groups that public health counts as at raised risk.
_GROUP_LEVELS = {
    **dict.fromkeys(
        ("victims", "perpetrators", "child_witnesses", "substance_use", "homeless", "prostitution", "sex_buyers"),
        "indicated",
    ),
    **dict.fromkeys(("migrants", "disability", "lgbtqi"), "selective"),
}
_FEARED = ("förebygg", "förhindr", "motverk", "risk", "minsk", "undvik", "hindr", "inte", "ingen", "mot")
_ACTION_SCORE = 0.65
# Set on practice plans of authors left out of the fit: higher and lower limits both lost.
LIMITS = Limits(kept=0.2, added=0.5, alone=0.0)


def tag_prevention_levels(
    document: Document,
    measure: Measure,
    area: FocusArea | None,
    groups: Sequence[Evidence],
    codebook: Codebook,
    settings: TagSettings,
    weighed: Weighed | None = None,
    colours: ColourLegend | None = None,
) -> list[Tag]:
    """The prevention levels of a measure; none where no word speaks for any.

    Printed levels are copied (basis stated, score 1.0). Else they are inferred from the measure's words and run-in
    heading, then from the focus area's heading; where neither holds a sign of a level, from the kind of action and from
    whom it reaches (``groups``, the target groups that rules give): what reaches everybody in a group, without a word
    of risk or trouble, is universal. What the rules give so is then corrected by all signs weighed together
    (``weighed``). Where ``settings.default_score`` asks for a code on every measure, the last resort is universal.
    """
    stated = stated_levels(document, measure, area, codebook, colours)
    if stated:
        return [make_tag(document, measure, FACET, piece, "stated") for piece in strongest(stated)]
    parts = parts_of(measure)
    things = about_things(parts, area, codebook)
    found = _teaches_staff(parts, groups, codebook)
    nature = [] if things or found else _by_nature(parts, codebook)
    if not found and not things:
        found = _inferred(parts, codebook, 1.0)
        if not found or all(piece.code == "selective" for piece in found):
            found = found + nature
        if not found:
            inherited = [p for p in groups if p.source == "focus_area" or p.rule == "migrants.languages"]
            found = _of_groups(inherited, ("selective",))
    general = _general(parts, codebook)
    if not found and area is not None and (not general or _names_nothing(parts, codebook)):
        found = _inferred([(area.heading, "focus_area")], codebook, settings.focus_area_share)
    if not found:
        found = general
    if not found:
        found = _by_action(parts, codebook, things) or _of_groups(groups, LEVELS)
    if weighed is not None:
        found = weighed.correct(found, LEVELS, LIMITS, codebook)
    if not found and settings.default_score:
        found = [default_evidence(DEFAULT_CODE, measure, settings.default_score)]
    return [make_tag(document, measure, FACET, piece) for piece in strongest(found)]


def _teaches_staff(parts: Parts, groups: Sequence[Evidence], codebook: Codebook) -> list[Evidence]:
    """``staff_training``: what teaches nobody but staff, managers or politicians prepares them for everybody."""
    if not groups or any(piece.code not in CARRIES_OUT for piece in groups):
        return []
    return [
        Evidence("universal", "universal.action_train", _ACTION_SCORE, source, quotation, hit.start, hit.end)
        for quotation, source in parts
        for hit in codebook.find("action", quotation.text)
        if hit.code == "train"
    ]


def _of_groups(groups: Sequence[Evidence], levels: Sequence[str]) -> list[Evidence]:
    """The level, one of ``levels``, that goes with those a measure reaches."""
    found = []
    for piece in groups:
        level = _GROUP_LEVELS.get(piece.code, "universal" if piece.code in _WHOLE_GROUPS else "")
        if level in levels:
            rule = f"{level}.group_{piece.code}"
            score = round(_ACTION_SCORE * piece.weight, 3)
            found.append(Evidence(level, rule, score, piece.source, piece.quotation, piece.start, piece.end))
    return found


def _inferred(parts: list[tuple[Quotation, str]], codebook: Codebook, share: float) -> list[Evidence]:
    """The levels that words speak for.

    A strong sign of the whole population outweighs signs of risk beside it, but not work to detect early, which a
    measure may well hold besides.
    """
    signs: list[Evidence] = []
    strong: list[Evidence] = []
    beside: list[Evidence] = []
    for quotation, source in parts:
        for hit in _outside_topics(quotation.text, codebook.find(FACET, quotation.text)):
            piece = evidence_of(hit, quotation, source, share)
            if hit.row.kind == "always" and hit.code == "universal":
                strong.append(piece)
            elif hit.row.kind in ("always", "named"):
                signs.append(piece)
                beside += [piece] if hit.row.kind == "always" else []
    if any(piece.code == "indicated" for piece in signs):  # a group with a trouble, and the trouble is there
        signs = [piece for piece in signs if piece.rule != "selective.restricted_group"]
    if strong and not any(piece.code == "indicated" for piece in signs):
        return strong + beside
    return signs or strong


def _general(parts: list[tuple[Quotation, str]], codebook: Codebook) -> list[Evidence]:
    """Universal by the general words of organising and knowledge, where nothing else speaks."""
    return [
        evidence_of(hit, quotation, source)
        for quotation, source in parts
        for hit in without_excluded(quotation.text, codebook.find(FACET, quotation.text))
        if hit.row.kind == "fallback"
    ]


def _names_nothing(parts: list[tuple[Quotation, str]], codebook: Codebook) -> bool:
    """Whether the words name neither a subject nor a group ("Framtagna handböcker"): then the area says what for."""
    return not any(
        codebook.find("theme", quotation.text)
        or any(hit.row.kind in ("named", "topic", "always") for hit in codebook.find("target_group", quotation.text))
        for quotation, _ in parts
    )


def _by_nature(parts: list[tuple[Quotation, str]], codebook: Codebook) -> list[Evidence]:
    """What whom a measure reaches, or what it does for them, says by itself of the level.

    Those whom the trouble has reached make it indicated, and so do protection and treatment; groups at raised risk and
    work to find the trouble make it selective.
    """
    found: list[Evidence] = []
    for quotation, source in parts:
        text = quotation.text
        groups = [
            (hit, _GROUP_LEVELS[hit.code])
            for hit in _outside_topics(text, codebook.find("target_group", text))
            if hit.code in _GROUP_LEVELS and hit.row.kind == "named"
        ]
        actions = [
            (hit, _ACTION_LEVELS[hit.code])
            for hit in _outside_topics(text, codebook.find("action", text))
            if _ACTION_LEVELS.get(hit.code, "universal") != "universal"
        ]
        for hit, level in groups + actions:
            if (level == "indicated" and _only_feared(text, hit.start)) or _a_partner(text, hit.start):
                continue
            rule = f"{level}.{hit.code}"
            found.append(Evidence(level, rule, _ACTION_SCORE, source, quotation, hit.start, hit.end))
    return found


def _only_feared(text: str, start: int) -> bool:
    """Whether what is named is only what shall not come to be: "förebygga hemlöshet", "risk för missbruk"."""
    before = [word.folded for word in read_words(text) if word.end <= start][-4:]
    return any(word.startswith(_FEARED) for word in before)


def _a_partner(text: str, start: int) -> bool:
    """Whether the group is named by who works with it: "samarbete med särskolan" is cooperation, not support."""
    before = [word.folded for word in read_words(text) if word.end <= start][-3:]
    return before[-1:] == ["med"] and any(word.startswith(("samarbet", "samverk")) for word in before)


def _by_action(parts: list[tuple[Quotation, str]], codebook: Codebook, things: bool) -> list[Evidence]:
    """The level that a kind of action has by itself, else universal by a whole group that is named."""
    by_facet: dict[str, list[Evidence]] = {"action": [], "target_group": [], "theme": []}
    for quotation, source in parts:
        for hit in without_excluded(quotation.text, codebook.find("action", quotation.text)):
            level = _ACTION_LEVELS.get(hit.code)
            if level:
                rule, span = f"{level}.action_{hit.code}", (hit.start, hit.end)
                by_facet["action"].append(Evidence(level, rule, _ACTION_SCORE, source, quotation, *span))
        for hit in without_excluded(quotation.text, codebook.find("target_group", quotation.text)):
            if hit.code in _WHOLE_GROUPS and hit.row.kind in ("named", "always", "implied", "fallback"):
                rule, span = f"universal.group_{hit.code}", (hit.start, hit.end)
                by_facet["target_group"].append(Evidence("universal", rule, _ACTION_SCORE, source, quotation, *span))
        by_facet["theme"] += common_good(quotation, source, codebook, "universal", _ACTION_SCORE)
    concerned = [piece for piece in by_facet["action"] if piece.code != "universal" and not things]
    by_facet["action"] = [piece for piece in by_facet["action"] if piece.code == "universal"]
    return concerned or by_facet["action"] or by_facet["target_group"] or by_facet["theme"]


def _outside_topics(text: str, hits: tuple[Hit, ...]) -> list[Hit]:
    """``hits`` without those in what knowledge is about: training staff about victims is not support for victims."""
    spans = topic_spans(text)
    return [
        hit
        for hit in without_excluded(text, hits)
        if (opened := topic_start(spans, hit.start)) is None
        or (hit.row.kind == "named" and reaches(text, hit.start, since=opened))
    ]
