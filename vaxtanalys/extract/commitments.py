"""Which sentences of running text commit to something, in whatever words, and which explain the one before them."""

from __future__ import annotations

import re

from vaxtanalys.extract.deeds import is_done_now, opens_dated, opens_inverted
from vaxtanalys.extract.vocabulary import (
    BREAKS,
    FINITE,
    LAW,
    SHALL,
    first_sentence,
    is_a,
    is_deed,
    is_present_deed,
    opens_with_commitment,
    verbs,
)

_WORDS = re.compile(r"[\w-]+")
_SUBJECT_WORDS = 12
_BEHIND_SHALL = 9
# A stem is told by so many of a noun's first letters.
_STEM = 5
_POINTS_FROM = 3
_LEAST_TOLD = 3
_DEFINITE = ("n", "t", "na")
_WILL = frozenset(("kommer",))
_CLAUSES = frozenset(("som", "vad", "hur", "att", "när", "om", "där", "vilka", "vilken", "vem"))


def commits(words: str) -> bool:
    """Whether a sentence commits to something by its opening words alone: "Vi ska ...", "Under våren ska vi ..."."""
    return opens_with_commitment(words) or opens_inverted(words) or opens_dated(words)


def commits_here(words: str) -> bool:
    """Whether a sentence commits to something where others around it do: "X ska måla", "X kommer att måla", "Bänkarna
    ska målas", and what shall be there or be given ("Varje park ska ha en skötselplan").

    ``goal_of_the_people``: what those a plan is for shall do or be, and how large a share shall be, is a goal ("Alla
    barn ska klara skolan", "Andelen rökare ska halveras"). What a law, the state or the plan itself asks is neither.
    """
    if opens_the_measures(words) or is_a("law", words) or is_a("other_doer", words):
        return False
    if commits(words):
        return True
    if is_a("goal_subject", words) and not _is_done_to(words):
        return False
    return _shall(words) or _will(words) or _arranges(words)


def opens_the_measures(words: str) -> bool:
    """``sentence_over_measures``: "Vi kommer att göra följande." says that measures follow, and is none."""
    return is_a("measures_follow", words)


def explains(words: str, commitment: str) -> bool:
    """``points_back``: whether a sentence tells more of the commitment before it: it opens with a word that points back
    ("Det", "Syftet") or with a noun of the commitment in the definite form ("ta fram ett program. Programmet ..."), or
    says of a thing how it is done ("Färgen väljs av barnen").

    What has been and what others found ("Programmet har visat god effekt") is background.
    """
    opening = [word.casefold() for word in _WORDS.findall(first_sentence(words))[:_SUBJECT_WORDS]]
    if not opening or _tells_what_was(opening):
        return False
    if is_a("points_back", words):
        return True
    if len(opening) < _LEAST_TOLD or len(opening[0]) <= _STEM or not opening[0].endswith(_DEFINITE):
        return False
    return opening[0][:_STEM] in commitment.casefold() or is_done_now(opening[1])


def says_shall(words: str) -> bool:
    """Whether a sentence says that somebody "ska" do something."""
    return bool(_behind(words, SHALL)) or (commits(words) and bool(SHALL & set(_WORDS.findall(words.casefold()))))


def tells_what_is(words: str) -> bool:
    """Whether the first verb of a sentence tells how things are or were: "Ljuset är dåligt", "Polisen har bytt"."""
    said = _WORDS.findall(first_sentence(words).casefold())
    first = next((word for word in said if word in FINITE or word in BREAKS or is_present_deed(word)), "")
    return first in FINITE - SHALL - _WILL or first in BREAKS


def _tells_what_was(words: list[str]) -> bool:
    at = next((index for index, word in enumerate(words) if word in FINITE), None)
    return at is not None and words[at] == "har" and any(word.endswith(("t", "ts")) for word in words[at + 1 : at + 4])


def _is_done_to(words: str) -> bool:
    """Whether it is something done to those a sentence speaks of: "Alla barn ska erbjudas en plats"."""
    following = _behind(words, SHALL)
    verb = next((word for word in following if is_deed(word) is not None), "")
    return verb.endswith("s") and verb not in verbs()["states"] and not verbs()["changes"] & {verb[:-1]}


def _behind(words: str, marks: frozenset[str]) -> list[str]:
    """The words behind the verb that tells what shall be, in a sentence whose first verb that is; else none.

    Behind "som", "hur" or "att" it is the verb of another clause, and where another verb stands before it.
    """
    if is_a("before_the_verb", words) or is_a("other_clause", words):
        return []
    found = _WORDS.findall(first_sentence(words).casefold())
    for at, word in enumerate(found[: _SUBJECT_WORDS + 1]):
        if at and word in marks:
            return [] if found[at - 1] in _CLAUSES else found[at + 1 : at + 1 + _BEHIND_SHALL]
        if word in FINITE or (at and is_present_deed(word)):
            return []
    return []


def _shall(words: str) -> bool:
    """Whether a deed "ska" be done."""
    following = _behind(words, SHALL)
    verb = next((word for word in following if is_deed(word) is not None), "")
    return not LAW & set(following) and is_deed(verb) is True


def _will(words: str) -> bool:
    """Whether someone "kommer att" do a deed."""
    following = _behind(words, _WILL)
    if "att" not in following[:_POINTS_FROM] or LAW & set(following):
        return False
    behind = following[following.index("att") + 1 :]
    return is_deed(next((word for word in behind if is_deed(word) is not None), "")) is True


def _arranges(words: str) -> bool:
    """Whether someone shall have or be given, or there shall be, something that has to be arranged: a plan, a course."""
    following = _behind(words, SHALL)
    if not following or following[0] not in verbs()["held"] or LAW & set(following):
        return False
    said = _WORDS.findall(first_sentence(words).casefold())
    return any(word.startswith(stem) or stem in word for word in said for stem in verbs()["arranged"])
