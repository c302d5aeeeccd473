"""A second opinion on target groups: those that rules pass over, where all that is known of the mention speaks for it.

``weighed_groups``: one logistic regression for all groups, on what a reader can be told of a group that the words or
the focus area's heading mention: by which codebook rows, as one who is reached or as what knowledge is about, in the
first sentence or later, as one who acts or gives, beside which other groups, actions and themes. The weights
(``data/group_weights.csv``) come from measures coded by several authors, each scored in the fit's test by weights had
without him. Groups that the rules give stay.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from vaxtanalys.codebook import Codebook, Hit
from vaxtanalys.model import FocusArea, Quotation
from vaxtanalys.swedish import read_words
from vaxtanalys.tag.actors import acts, gives
from vaxtanalys.tag.evidence import Evidence
from vaxtanalys.tag.topics import aside_spans, reaches, topic_spans, topic_start, without_excluded
from vaxtanalys.tag.weight_files import INTERCEPT, read_weights

FACET = "target_group"
FILE = "group_weights.csv"
# A group is added where it is likelier than not. A lower limit gains on authors who write hard on purpose and loses on
# those who write as plans do, each left out of the fit.
ADDED_FROM = 0.5
# So many groups from the rules are told apart; more are as many.
_MANY = 3
Parts = Sequence[tuple[Quotation, str]]
Mention = tuple[Hit, Quotation, str]
"""A hit, the words it stands in and their source."""


@cache
def load_group_weights() -> dict[str, float]:
    """The weights by feature. Raises SettingsError, with every fault, where a line of the file can not be read."""
    return {name: weight for name, (weight,) in read_weights(FILE, 1).items()}


def add_groups(found: list[Evidence], parts: Parts, area: FocusArea | None, codebook: Codebook) -> list[Evidence]:
    """``found`` (what the rules give) with the groups that are mentioned and likely to be reached beside them."""
    weights = load_group_weights()
    have = {piece.code for piece in found}
    mentions = mentions_of(parts, area, codebook)
    passed_over = [code for code in mentions if code not in have]
    added = []
    for code, features in group_features(found, mentions, parts, codebook, passed_over) if passed_over else ():
        if not may_be_reached(features):
            continue
        total = weights[INTERCEPT] + math.fsum(weights.get(feature, 0.0) for feature in features)
        likely = 1 / (1 + math.exp(-total))
        if likely >= ADDED_FROM:
            hit, quotation, source = max(mentions[code], key=lambda m: (m[2] != "focus_area", m[0].row.weight))
            place = (source, quotation, hit.start, hit.end)
            added.append(Evidence(code, f"{code}.weighed", round(likely, 3), *place))
    return found + added


def may_be_reached(features: Sequence[str]) -> bool:
    """``plainly_mentioned``: whether the measure's own words name the group, and not only as what knowledge is about,
    as one who acts or gives, or in passing.

    The guideline puts whom a measure is for before what it is about, and the measure before its focus area, however
    likely the rest is: authors differ there, so weights had from some of them must not decide it.
    """
    own = [feature for feature in features if "&" not in feature]
    passing = any(feature in ("acts", "gives") or feature.endswith(":aside") for feature in own)
    return not passing and any(feature.endswith(":plain") for feature in own)


def mentions_of(parts: Parts, area: FocusArea | None, codebook: Codebook) -> dict[str, list[Mention]]:
    """Where each group is mentioned: in the measure, its run-in heading or the focus area's heading."""
    found: dict[str, list[Mention]] = {}
    places = [*parts, *([(area.heading, "focus_area")] if area is not None else [])]
    for quotation, source in places:
        for hit in without_excluded(quotation.text, codebook.find(FACET, quotation.text)):
            found.setdefault(hit.code, []).append((hit, quotation, source))
    return found


def group_features(
    found: Sequence[Evidence],
    mentions: dict[str, list[Mention]],
    parts: Parts,
    codebook: Codebook,
    codes: Iterable[str],
) -> Iterator[tuple[str, list[str]]]:
    """The features of each of the mentioned groups ``codes``: of its mentions, alone and together with the code."""
    given = {piece.code: piece for piece in found}
    around = {f"beside:{code}" for code in given}
    for quotation, _ in parts:
        for facet in ("action", "theme"):
            around.update(f"{facet}:{hit.code}" for hit in codebook.find(facet, quotation.text))
    around.update(f"area:{m[0].code}" for of_code in mentions.values() for m in of_code if m[2] == "focus_area")
    around.update(f"row:{m[0].row.id}" for of_code in mentions.values() for m in of_code if m[2] != "focus_area")
    for code in codes:
        of_code = mentions[code]
        own = {feature for mention in of_code for feature in _of_mention(*mention)}
        own.add(f"given:{min(len(given), _MANY)}")
        if code in given:
            own |= {"by_rules", f"by_rules:{given[code].rule}", f"by_rules@{given[code].source}"}
        together = own | around - {f"beside:{code}"}
        yield code, [*sorted(own), f"{code}&", *sorted(f"{code}&{feature}" for feature in together)]


def _of_mention(hit: Hit, quotation: Quotation, source: str) -> Iterator[str]:
    """What is known of one mention; of one in the area's heading only its kind."""
    kind, text = hit.row.kind, quotation.text
    if source == "focus_area":
        yield f"area:{kind}"
        return
    opened = topic_start(topic_spans(text), hit.start)
    about = opened is not None and not reaches(text, hit.start, since=opened)
    yield f"{kind}:{'about' if about else 'plain'}"
    later = next((word.sentence for word in read_words(text) if word.end > hit.start), 0) > 0
    yield f"{kind}@{source}:{'later' if later else 'first'}"
    yield f"mention:{hit.row.id}"
    if reaches(text, hit.start):
        yield f"{kind}:towards"
    if any(start <= hit.start < end for start, end in aside_spans(text)):
        yield f"{kind}:aside"
    if kind == "named" and acts(text, hit.start, hit.end):
        yield "acts"
    if kind == "named" and gives(text, hit.start):
        yield "gives"
