"""Named instruments: programmes, methods and campaigns that two plans both name (MVP, SIP, "Orange Week")."""

from __future__ import annotations

import re

QUOTED = re.compile(r"[”“\"«»]([^”“\"«»]{3,60})[”“\"«»]")
ABBREVIATION = re.compile(r"(?<!\w)([A-ZÅÄÖ]{2,8})(?=s?(?:[\-:]\w+)?(?!\w))")
# Two or more capitalised words, with at most one English link between ("Mentors in Violence Prevention").
PHRASE = re.compile(r"(?<!\w)([A-ZÅÄÖ][\wåäö]+(?:\s+(?:(?:in|of|the|and|for|to)\s+)?[A-ZÅÄÖ][\wåäö]+)+)")
SINGLE = re.compile(r"(?<=[a-zåäö,0-9]\s)([A-ZÅÄÖ][a-zåäö]{3,}\w*)")
SENTENCE_START = re.compile(r"(?:^|[.!?:]\s+)$")


def find_names(text: str, ignore: frozenset[str]) -> tuple[str, ...]:
    """The named instruments of ``text``, casefolded and sorted; ``ignore`` holds names that prove nothing.

    A phrase of three words or more also gives its initials, so that "Mentors in Violence Prevention" meets "MVP".
    """
    found = {match.group(1).casefold() for match in ABBREVIATION.finditer(text)}
    spans: list[tuple[int, int]] = []
    for pattern in (QUOTED, PHRASE):
        for match in pattern.finditer(text):
            spans.append(match.span(1))
            found |= with_initials(without_first_verb(match.group(1), text[: match.start(1)]))
    for match in SINGLE.finditer(text):
        if not any(start <= match.start(1) < end for start, end in spans):
            found.add(match.group(1).casefold())
    names = {plain(name) for name in found}
    return tuple(sorted(name for name in names if len(name) >= 2 and not named_by(name, ignore)))


def without_first_verb(phrase: str, before: str) -> str:
    """``phrase`` without a first word that is capitalised only because a sentence begins ("Införa Mentors in ...")."""
    words = phrase.split()
    if SENTENCE_START.search(before) and len(words) > 2 and words[1][0].isupper():
        return " ".join(words[1:])
    return " ".join(words)


def with_initials(phrase: str) -> set[str]:
    """The phrase casefolded, and its initials where it has three capitals or more."""
    capitals = "".join(word[0] for word in phrase.split() if word[0].isupper())
    name = phrase.casefold().strip(" .,;:")
    return {name, capitals.casefold()} if len(capitals) >= 3 else {name}


def plain(name: str) -> str:
    """A name without its genitive s, where the word is long enough for that to be one."""
    return name[:-1] if name.endswith("s") and len(name) > 6 and not name.endswith("ss") else name


def named_by(name: str, ignore: frozenset[str]) -> bool:
    """Whether every word of ``name`` is among the ignored ones (with or without a genitive s)."""
    return all(word in ignore or word.rstrip("s") in ignore or plain(word) in ignore for word in name.split())
