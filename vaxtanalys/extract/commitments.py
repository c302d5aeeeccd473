"""Which sentences of running text commit to something, in whatever words, and which explain the one before them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from simplemma import lemmatize

from vaxtanalys.extract.deeds import base_form, is_present_form, opens_dated, opens_inverted
from vaxtanalys.extract.main_clause import is_finite, main_verb, words_of
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
    prefix_length,
    verbs,
)

_WORDS = re.compile(r"[\w-]+")
# ``another_by_its_name``: "Utbildningen MVP ska ..." speaks of one of its own.
_NAMED = re.compile(r"\w+ [A-ZÅÄÖ]")
_SUBJECT_WORDS = 12
_BEHIND_SHALL = 9
# A stem is told by so many of a noun's first letters.
_STEM = 5
_POINTS_FROM = 3
_LEAST_TOLD = 3
_LEAST_BASE = 3
_DEFINITE = ("n", "t", "na")
_PLURAL = "na"
_WILL = frozenset(("kommer",))


def commits(words: str) -> bool:
    """Whether a sentence commits to something by its opening words alone: "Vi ska ...", "Under våren ska vi ..."."""
    return opens_with_commitment(words) or opens_inverted(words) or opens_dated(words)


def commits_here(words: str, goals_apart: bool = False) -> bool:
    """Whether a sentence commits to something where others around it do: "X ska måla", "X kommer att måla", "Bänkarna
    ska målas", and what shall be there or be given ("Varje park ska ha en skötselplan").

    ``goal_of_the_people``: what those a plan is for shall do or be, and how large a share shall be, is a goal ("Alla
    barn ska klara skolan", "Andelen rökare ska halveras"); with ``goals_apart``, where the goals stand elsewhere, only
    what all shall. What a law, the state or the plan itself asks is neither.
    """
    if opens_the_measures(words) or is_a("law", words) or is_a("other_doer", words):
        return False
    if commits(words):
        return True
    if is_a("goal_subject", words) and not (_is_done_to(words) or _is_staff(words)):
        everybody = words_of(words)[0] in verbs()["universal"]
        if everybody or not goals_apart:
            return False
    return _shall(words) or _will(words) or _arranges(words, goals_apart)


def begins_now(words: str) -> bool:
    """``begins_in_the_present``: whether a sentence says in the present tense what is not there yet: someone who is a
    body begins it ("Parknämnden anställer två värdar"), it is begun ("Två jourer inrättas"), or the words say within
    which time of the plan it is done ("Under perioden tas ett förslag fram").

    How things are ("Redan i dag inrättas ...") is background, and so is what a law or others do.
    """
    said = words_of(words)
    if is_a("law", words) or is_a("other_doer", words) or verbs()["already"] & set(said) or "i dag" in " ".join(said):
        return False
    at = next((index for index, word in enumerate(said[:_SUBJECT_WORDS]) if index and _is_verb(word)), 0)
    if not at or said[at] in FINITE or LAW & set(said) or verbs()["clause_within"] & set(said[:at]):
        return False
    base = str(lemmatize(said[at], lang="sv"))
    if said[at] in verbs()["also_present"]:
        base = f"{said[at]}a"
    if said[at].endswith(("des", "tes", "de", "te")) or "ha" in said[at:]:
        return False
    if is_a("in_the_period", words):
        return is_deed(base) is True
    if not verbs()["begins"] & {base, *(f"{base} {word}" for word in said[at + 1 :])}:
        return False
    return said[at].endswith("s") or (said[at].endswith("r") and _is_doer(" ".join(said[:at])))


def _is_verb(word: str) -> bool:
    return word in FINITE or word in verbs()["also_present"] or is_finite(word)


def _is_doer(subject: str) -> bool:
    """Whether some words are a body's name or another's that commitments open with ("vi", "biblioteken")."""
    return is_a("body_name", subject) or bool(prefix_length("commitment", f"{subject} ska göra"))


def opens_the_measures(words: str) -> bool:
    """``sentence_over_measures``: "Vi kommer att göra följande." says that measures follow, and is none."""
    return is_a("measures_follow", words)


def goes_on(words: str, commitment: str) -> bool:
    """``told_of_before``: whether a sentence, though it may say "ska" itself, goes on about a thing that the commitment
    before it brings: it opens with its name in the definite form ("ta fram en mall. Mallen ska ..."), alone or behind
    "innan" or "när".

    What it says of many ("Bänkarna ska lagas") is a deed of its own, and what both speak of in one form ("Biblioteket
    ska ... Biblioteket ska ...") is no thing that the first brings.
    """
    opening = words_of(words)
    if _NAMED.match(words):
        return False
    if opening and opening[0] in verbs()["clause_first"]:
        return is_a("the_deed_itself", " ".join(opening[1:])) or _brought(opening[1:], commitment)
    return not (opening and opening[0].endswith(_PLURAL)) and _brought(opening, commitment)


def _brought(opening: Sequence[str], commitment: str) -> bool:
    if not opening or not opening[0].endswith(_DEFINITE) or len(opening[0]) < _STEM:
        return False
    base = str(lemmatize(opening[0], lang="sv"))
    named = _WORDS.findall(commitment.casefold())
    if opening[0] in named or base == opening[0] or len(base) < _LEAST_BASE:
        return False
    deed = base.removesuffix("ning")
    # ``named_by_its_deed``: "utreda en bro. Utredningen ska ...".
    if deed != base and len(deed) >= _LEAST_BASE and any(word.startswith(deed) for word in named):
        return True
    return any(word.endswith(base) or str(lemmatize(word, lang="sv")) == base for word in named)


def explains(words: str, commitment: str) -> bool:
    """``points_back``: whether a sentence tells more of the commitment before it: it opens with a word that points back
    ("Det", "Syftet", "Med bänkar avses") or with a noun of the commitment in the definite form ("ta fram ett program.
    Programmet ..."), or says of a thing how it is done ("Färgen väljs av barnen").

    What has been and what others found ("Programmet har visat god effekt") is background.
    """
    opening = words_of(words)[:_SUBJECT_WORDS]
    if not opening or _tells_what_was(opening):
        return False
    if is_a("points_back", words) or _brought(opening, commitment):
        return True
    if len(opening) < _LEAST_TOLD or len(opening[0]) <= _STEM or not opening[0].endswith(_DEFINITE):
        return False
    of_it = str(lemmatize(opening[0], lang="sv")) != opening[0] and opening[0][:_STEM] in commitment.casefold()
    return of_it or _is_now(opening[1])


def _is_now(word: str) -> bool:
    return word.endswith("s") and (is_present_form(word) or is_finite(word))


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
    """The words behind the verb that tells what shall be, where that is the verb of the sentence's own clause."""
    if is_a("before_the_verb", words):
        return []
    found = words_of(words)
    at = main_verb(found, marks)
    if at and found[at + 1 : at + 2] == ["inte"]:
        return []
    return found[at + 1 : at + 1 + _BEHIND_SHALL] if at else []


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


def _arranges(words: str, goals_apart: bool) -> bool:
    """Whether someone shall have or be given, or there shall be, something that has to be arranged: a plan, a course.

    ``kept_by_the_staff``: what those who do the work shall have or go to ("Alla chefer ska få stöd") is arranged, and
    so is what is counted or dated ("Information ska finnas på minst åtta språk"). With ``goals_apart`` the goals stand
    elsewhere, and what anyone shall have is.
    """
    following = _behind(words, SHALL)
    known = verbs()
    at = next((index for index, word in enumerate(following) if is_deed(word) is not None), None)
    if at is None or LAW & set(following):
        return False
    verb, after = following[at], following[at + 1 :]
    if verb not in known["held"] | known["given"] or known["changes"].intersection(map(base_form, after)):
        return False
    said = words_of(words)
    if verb == "kunna" and after and after[0].endswith("s"):
        return True
    if goals_apart or (verb == "ha" and any(is_deed(base_form(word)) is True for word in after[:2])):
        return True
    if any(word.startswith(stem) or stem in word for word in said for stem in known["arranged"]):
        return True
    return _is_staff(words) or bool(known["amounts"] & set(after))


def _is_staff(words: str) -> bool:
    """Whether those who do the work stand before the sentence's "ska": "Alla nyanställda ska ..."."""
    said = words_of(words)
    before = said[: main_verb(said)]
    return any(stem in word for word in before for stem in verbs()["staff"])
