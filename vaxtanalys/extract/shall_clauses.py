"""Sentences of prose that say what shall be done, whoever or whatever stands before "ska"."""

from __future__ import annotations

import re

from vaxtanalys.extract.deeds import is_present_form
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
    verbs,
)

_LONGEST_BEFORE = 24
_LONGEST_BETWEEN = 12
# How many letters a word that goes back to another shares with it: "Stödet" with "stöd", "Undersökningen".
_LEAST_STEM = 4
_WORD = re.compile(r"[\w-]+")


def says_what_shall(text: str) -> bool:
    """``shall_in_the_main_clause``: whether the first sentence says by its own "ska" what shall be done or given.

    "Barn som har upplevt våld ska erbjudas stöd", "När bänkarna är slitna ska nämnden måla dem": the verb of a clause
    within the subject or before it is passed by. "Ska" within a clause of its own ("läroplanen säger att skolan ska")
    says nothing of this plan, nor do a law's demand, what others shall do, and how something shall be.
    """
    sentence = first_sentence(text)
    if is_a("law", sentence) or is_a("other_doer", sentence):
        return False
    words = _WORD.findall(sentence.casefold())
    at = _main_shall(words)
    if not at or LAW & set(words) or is_a("other_doer", " ".join(words[at + 1 :])):
        return False
    after = words[at + 1 : at + 1 + _LONGEST_BETWEEN]
    verb = next((index for index, word in enumerate(after) if is_deed(word) is not None), None)
    if verb is None or "inte" in after[: verb + 1]:
        return False
    return is_deed(after[verb]) is True or _gives(after[verb], words[:at], words[at + 2 + verb :])


def _main_shall(words: list[str]) -> int:
    """Where the "ska" of the main clause stands; 0 where the main clause has another verb."""
    known = verbs()
    # The words of a clause within the subject, or before it, up to its verb.
    within = bool(words) and words[0] in known["clause_openers"]
    for at, word in enumerate(words[:_LONGEST_BEFORE]):
        if word in SHALL and not within:
            return at
        if word == "att" and not _is_infinitive(words[at + 1] if at + 1 < len(words) else ""):
            return 0
        if within:
            within = not (word in FINITE or word in SHALL or word in known["short_present"] or is_present_form(word))
        elif at and word in known["relatives"]:
            within = True
        elif at and (word in FINITE or word in BREAKS or is_present_deed(word)):
            return 0
    return 0


def _is_infinitive(word: str) -> bool:
    return is_deed(word) is not None or (word.endswith("a") and has_present_tense(word))


def _gives(verb: str, before: list[str], after: list[str]) -> bool:
    """``given_or_kept``: whether what shall be had, got or found is a thing that somebody makes: a plan, a course.

    "Alla chefer ska få en utbildning", "Information ska finnas på åtta språk"; "alla ska få sina rättigheter
    tillgodosedda" is a goal.
    """
    known = verbs()
    if verb not in known["gives"]:
        return False
    where = [*before, *after] if verb in known["gives_its_subject"] else after
    return any(word.endswith(tuple(known["given"])) for word in where)


def explains(text: str, before: str) -> bool:
    """``told_of_before``: whether a sentence goes on about what the sentence before named.

    It opens with a pronoun ("Den omfattar ..."), with the definite form of one of its words ("Stödet ska ...") or with
    a word for the deed itself, alone or after "innan" ("Innan insatsen inleds ska ...").
    """
    if is_a("goes_on", text):
        return True
    first = next(iter(_WORD.findall(text.casefold())), "")
    if not first.endswith(("n", "t", "na")) or len(first) <= _LEAST_STEM:
        return False
    stem = re.sub(r"(?:n?ingarna|n?ingen|erna|orna|arna|en|et|na|n|t)$", "", first)
    named = _WORD.findall(before.casefold())
    return len(stem) >= _LEAST_STEM and first not in named and any(stem in word for word in named)
