"""Sentences that say a deed in other ways than "Vi ska ...": "Under våren ska bänkarna målas", "Vi målar bänkarna"."""

from __future__ import annotations

import re
from functools import cache

from simplemma import lemmatize

from vaxtanalys.extract.vocabulary import (
    BREAKS,
    FINITE,
    LAW,
    SHALL,
    first_sentence,
    has_present_tense,
    is_a,
    is_deed,
    is_present_deed,
    opens_as_deed,
    says_deed,
    verbs,
)

_LONGEST_OPENING = 24
_LONGEST_DOER = 10
_BEFORE_DEED = 9


def opens_inverted(text: str) -> bool:
    """Whether a sentence opens with when, how or what for, and then says a deed: "Under perioden ska vi måla ...".

    ``inverted_commitment``: behind such words stands "ska" or "kommer", then who or what (not the plan, the state or
    an authority: that is no commitment of the plan's), then the deed ("kommer staden att måla", "ska bänkarna målas").
    """
    sentence = first_sentence(text)
    if not is_a("before_the_verb", sentence):
        return False
    words = re.findall(r"[\w-]+", sentence.casefold())
    for at, word in enumerate(words[:_LONGEST_OPENING]):
        if at and (word in SHALL or word == "kommer"):
            after = words[at + 1 : at + 2 + _LONGEST_DOER]
            verb = next((index for index, each in enumerate(after) if is_deed(each) is not None), None)
            if not verb or LAW & set(words) or is_a("other_doer", " ".join(after)):
                return False
            return is_deed(after[verb]) is True and (word in SHALL or "att" in after[:verb])
        # A verb before "ska" is the sentence's own; nouns end in -er as some verbs do ("åtgärder"), few in -ar.
        if word in FINITE or word in BREAKS or (word.endswith("ar") and is_deed(word[:-1]) is True):
            return False
    return False


def opens_dated(text: str) -> bool:
    """Whether a sentence says what shall be done or be there by a time: "Senast 2026 ska alla torg ha bänkar".

    ``done_by_a_time``: behind the time stands "ska", then what shall have been done ("ha granskats"), or for each of
    many what they shall have or be able to do. How large something shall be, and what it shall be, is a target.
    """
    words = words_behind_time(text)
    if not words or LAW & set(words) or is_a("other_doer", " ".join(words)):
        return False
    known = verbs()
    state = next((at for at, word in enumerate(words[1:], 1) if word in known["held"]), 0)
    after = words[state + 1 : state + 4]
    if not state or known["changes"].intersection(map(base_form, words[state + 1 :])):
        return False
    done = words[state] == "ha" and any(is_deed(base_form(word)) is True for word in after)
    return done or words[0] in known["each"]


def words_behind_time(text: str) -> list[str]:
    """The words behind "ska" in a sentence that opens with a time by which ("Senast 2026 ska ..."); none in others."""
    sentence = first_sentence(text)
    words = re.findall(r"[\w-]+", sentence.casefold()) if is_a("by_when", sentence) else []
    at = next((index for index, word in enumerate(words[:_BEFORE_DEED]) if word in SHALL), 0)
    return words[at + 1 : at + 1 + _LONGEST_OPENING] if at and not FINITE.intersection(words[:at]) else []


@cache
def base_form(word: str) -> str:
    """The infinitive of a supine: "granska" of "granskats", "införa" of "infört"."""
    return str(lemmatize(word[:-1] if word.endswith("ts") else word, lang="sv")) if word.endswith(("t", "ts")) else word


def tells_deed(text: str) -> bool:
    """Whether the first sentence says what is or will be done, whatever its form: an infinitive, "X ska ...", or a
    verb of a deed in the present tense, active ("Vi målar bänkarna") or passive ("Bänkarna målas varje vår").
    """
    sentence = first_sentence(text)
    if is_a("other_doer", sentence) or is_a("law", sentence):
        return False
    if opens_as_deed(sentence) or says_deed(sentence) or opens_inverted(sentence):
        return True
    words = re.findall(r"[\w-]+", sentence.casefold())
    for at, word in enumerate(words[: _BEFORE_DEED + 1]):
        if word in FINITE or word in BREAKS:
            return False
        if at and len(words) - at > 1 and (is_present_deed(word) or is_present_form(word)):
            return True
    return False


@cache
def is_present_form(word: str) -> bool:
    """Whether a word is a verb's present tense, active as the dictionary knows it or passive: "startar", "målas"."""
    if word.endswith("r") and len(word) > 4:
        return any(is_deed(form) is True and has_present_tense(form) for form in (word[:-1], word[:-2] + "a"))
    if word.endswith("s") and len(word) > 4:
        return is_deed(word) is True or is_deed(word[:-1] + "a") is True
    return False
