"""Bodies that a measure's own words name as the one that acts or takes part, where the plan prints no owner."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from vaxtanalys.body_kinds import body_knowledge
from vaxtanalys.model import Quotation
from vaxtanalys.swedish import fold
from vaxtanalys.tag.actors import acts
from vaxtanalys.tag.body_roles import Named

# "FSF och HVO:s film": abbreviations that own what the measure is about.
_OWNERS = re.compile(r"[A-ZÅÄÖ]{2,5}(?:(?:, | och )[A-ZÅÄÖ]{2,5})*(?=:s )")
# "i bibliotekets regi": who runs it, in the genitive.
_RUN_BY = re.compile(r"s?\s+(?:egen\s+)?regi\b")


@cache
def _rows() -> dict[str, list[str]]:
    rows: dict[str, list[str]] = body_knowledge()["in_text"]
    return rows


@cache
def _text_pattern() -> re.Pattern[str]:
    """Names that the registry knows, and names by their form: "kvartersenheten", "enheten för stöd", "Ekeby AB"."""
    known = body_knowledge()["known"]
    every = {*known["boards"], *known["administrations"], *known["in_text"], *_rows()["words"]}
    ends, heads, many = (_any_of(_rows()[key]) for key in ("ends", "heads", "many"))
    shared = r"(?:\w+-(?:, \w+-)* (?:och|samt|&) )?"
    forms = [
        rf"(?i:{_any_of(every)})",
        r"Region [A-ZÅÄÖ][\wåäö]+",
        rf"(?i:{shared}\w{{3,}}(?:{ends}))",
        rf"(?i:(?:{heads}) för) \w+(?: och \w+)?",
        rf"(?i:(?:alla|samtliga|respektive|varje|berörda) (?:{many}))",
        r"[A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w-]+){0,2} AB",
    ]
    return re.compile(rf"(?<![\w-])({'|'.join(forms)})(?=s?(?!\w|-\w))")


def _any_of(words: set[str] | list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@cache
def _phrases(key: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|\s)(?:{_any_of(body_knowledge()['known'][key])})\s+$")


@cache
def _proper_name() -> re.Pattern[str]:
    words = _any_of(body_knowledge()["known"]["taking_part"])
    return re.compile(rf"(?<!\w)(?:{words})\s+((?:[A-ZÅÄÖ][\w-]+)(?:\s+[A-ZÅÄÖ][\w-]+)*)(?!s?[-\w]*\w)")


def bodies_in_text(quotation: Quotation, together: bool, defined: Mapping[str, str]) -> list[Named]:
    """Bodies a measure names itself, before a dash or as the one that shall act; after "med" they take part.

    So does one that opens a measure of an area about cooperation (``together``), unless what follows is its own.
    ``defined`` are the document's abbreviations. A body that is only mentioned, or that gets something, is none.
    """
    text = quotation.text
    found: list[Named] = []
    owners = _OWNERS.match(text)
    if owners:
        found += [Named(m.start(), m.end(), "lead") for m in re.finditer(r"[A-ZÅÄÖ]{2,5}", owners.group())]
    for start, end in _names(text, defined):
        role = _role(text, start, end)
        if together and role == "lead" and not start and not text[end:].startswith("s "):
            role = "co"
        if role:
            found.append(Named(start, end, role))
    for match in _proper_name().finditer(text):
        if not any(named.start < match.end(1) and match.start(1) < named.end for named in found):
            found.append(Named(match.start(1), match.end(1), "co"))
    return sorted(found, key=lambda named: named.start)


def _names(text: str, defined: Mapping[str, str]) -> list[tuple[int, int]]:
    """Where ``text`` names bodies: by the pattern, with a proper name behind, and by abbreviations that are known."""
    found: list[tuple[int, int]] = []
    for match in _text_pattern().finditer(text):
        if fold(match.group(1)) in _rows()["not_words"]:
            continue
        own = re.match(r"(?: [A-ZÅÄÖ][\wåäö]+)+(?!\w)", text[match.end(1) :])
        named_after = fold(match.group(1)).endswith(tuple(_rows()["named_after"]))
        found.append((match.start(1), match.end(1) + (own.end() if own and named_after else 0)))
    known = {*defined, *body_knowledge()["abbreviations"]}
    for match in re.finditer(r"(?<![\w-])[A-ZÅÄÖ][A-ZÅÄÖ-]{1,5}(?![\w:-])", text):
        if match.group() in known and not any(s < match.end() and match.start() < e for s, e in found):
            found.append(match.span())
    return sorted(found)


def _role(text: str, start: int, end: int) -> str | None:
    """Whether the body a measure's own words name leads or takes part; None where it is only mentioned."""
    before_text, after = fold(text[:start]), fold(text[end:])
    before = before_text.split()
    if before[-1:] == ["i"] and _RUN_BY.match(after):
        return "lead"
    owner = after.startswith("s ") and bool(before)
    if not owner and _phrases("taking_part").search(before_text):
        return "co"
    together = any(word.startswith(("samverka", "samarbet", "tillsammans")) for word in before)
    if before and before[-1] in ("med", "och") and together and not acts(text, start, end):
        return None if owner or "mellan" in before else "co"
    if owner or (before and before[-1] in _rows()["subordinate"]):
        return None
    return _role_by_verb(text, start, end, after.lstrip()) or (
        "lead" if _phrases("acting").search(before_text) else None
    )


def _role_by_verb(text: str, start: int, end: int, after: str) -> str | None:
    """What the words behind the name say: it acts, takes part, or only gets something."""
    before = text[:start].split()
    if after.startswith(tuple(_rows()["takes_part"])):
        return "co"
    if after.startswith(tuple(_rows()["gets"])):
        return None
    alone = len(before) == 1 and not after  # "Forskarnätverket Kompetenscentrum"
    marked = after.startswith(("-", "–"))
    if alone or marked or after.startswith(tuple(_rows()["does"])) or acts(text, start, end):
        return "lead"
    return None if before or after.startswith(("ska ", "skall ")) else "lead"
