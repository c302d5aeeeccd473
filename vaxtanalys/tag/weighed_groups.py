"""Target groups corrected by all signs together, where the plan does not say itself whom a measure is for."""

from __future__ import annotations

from collections.abc import Set

from vaxtanalys.codebook import Codebook
from vaxtanalys.model import FocusArea
from vaxtanalys.tag.evidence import Evidence, strongest
from vaxtanalys.tag.signs import Parts
from vaxtanalys.tag.targets import FACET, HEADING_ADDRESSEE, OPEN_CODES
from vaxtanalys.tag.topics import reaches, topic_spans, topic_start, without_excluded
from vaxtanalys.tag.weighing import Limits, Weighed
from vaxtanalys.tag.weights import load_weights

# Set on practice plans of authors left out of the fit.
LIMITS = Limits(kept=0.2, added=0.45, alone=0.15)


def weigh_groups(
    groups: list[tuple[Evidence, str]], area: FocusArea | None, weighed: Weighed, codebook: Codebook
) -> list[tuple[Evidence, str]]:
    """``groups`` (what ``find_target_groups`` gives) corrected by all signs together.

    What the plan says itself stands: a column of groups, and whom the area's heading says that it is for.
    """
    told = area is not None and HEADING_ADDRESSEE.search(area.heading.text)
    if any(basis == "stated" or (told and piece.source == "focus_area") for piece, basis in groups):
        return groups
    have = {piece.code for piece, _ in groups}
    codes = load_weights().groups
    likely = weighed.likely
    if any(likely[code] >= LIMITS.added for code in codes if code not in have):
        barred = barred_groups(have, weighed.parts, codebook)
        codes = tuple(code for code in codes if code not in barred)
    found = weighed.correct([piece for piece, _ in groups], codes, LIMITS, codebook)
    return [(piece, "inferred") for piece in strongest(found)]


def barred_groups(found: Set[str], parts: Parts, codebook: Codebook) -> set[str]:
    """``addressee_before_topic``: the groups that may not be added to those that the rules have ``found``.

    Beside people whom the measure reaches those stay out whom it names only in what knowledge is about, however likely
    they are: "förtroendevalda går en kurs om våld mot äldre".
    """
    if not found - OPEN_CODES:
        return set()
    about: set[str] = set()
    plain: set[str] = set()
    for quotation, _ in parts:
        spans = topic_spans(quotation.text)
        for hit in without_excluded(quotation.text, codebook.find(FACET, quotation.text)):
            opened = topic_start(spans, hit.start)
            topic = opened is not None and not reaches(quotation.text, hit.start, since=opened)
            (about if topic else plain).add(hit.code)
    return about - plain - found
