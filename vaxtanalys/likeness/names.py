"""Named instruments: programmes, methods and campaigns that two plans both name (MVP, SIP, "Orange Week")."""

from __future__ import annotations

import re

QUOTED = re.compile(r"[”“\"«»]([^”“\"«»]{3,60})[”“\"«»]")
ABBREVIATION = re.compile(r"(?<!\w)([A-ZÅÄÖ]{2,8})(?=s?(?:[\-:]\w+)?(?!\w))")
# Two or more capitalised words, with at most one short word in lower case between ("Mentors in Violence Prevention").
PHRASE = re.compile(r"(?<!\w)([A-ZÅÄÖ][\wåäö]+(?:\s+(?:[a-zåäö]{1,3}\s+)?[A-ZÅÄÖ][\wåäö]+)+)")
SINGLE = re.compile(r"(?<=[a-zåäö,0-9]\s)([A-ZÅÄÖ][a-zåäö]{3,}\w*)")


def find_names(text: str, ignore: frozenset[str]) -> tuple[str, ...]:
    """The named instruments of ``text``, casefolded and sorted; ``ignore`` holds names that prove nothing.

    A phrase of three words or more also gives its initials, so that "Mentors in Violence Prevention" meets "MVP".
    """
    found: set[str] = set()
    for match in ABBREVIATION.finditer(text):
        found.add(match.group(1).casefold())
    for pattern in (QUOTED, PHRASE, SINGLE):
        for match in pattern.finditer(text):
            name = " ".join(match.group(1).split()).casefold().strip(" .,;:")
            found.add(name)
            capitals = [word[0] for word in match.group(1).split() if word[0].isupper()]
            if len(capitals) >= 3:
                found.add("".join(capitals).casefold())
    names = {plain(name) for name in found}
    return tuple(sorted(name for name in names if len(name) >= 2 and not named_by(name, ignore)))


def plain(name: str) -> str:
    """A name without its genitive s, where the word is long enough for that to be one."""
    return name[:-1] if name.endswith("s") and len(name) > 6 and not name.endswith("ss") else name


def named_by(name: str, ignore: frozenset[str]) -> bool:
    """Whether every word of ``name`` is among the ignored ones (with or without a genitive s)."""
    return all(word in ignore or word.rstrip("s") in ignore or plain(word) in ignore for word in name.split())
