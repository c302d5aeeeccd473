"""Who leads and who takes part: the words of a printed list of bodies that part it, and those behind a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from vaxtanalys.body_kinds import body_kind, body_knowledge
from vaxtanalys.swedish import fold


@dataclass(frozen=True, slots=True)
class Named:
    """The offsets of one body's name in the quotation's text, and its role: lead or co."""

    start: int
    end: int
    role: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a printed list in which one role holds."""

    start: int
    end: int
    role: str


# "räddningstjänsten, med skogsbolagen": a bare "med" behind a comma.
_WITH = (
    r"(?<=\w)[,;]\s+med(?=\s)(?!\s+(?:hjälp|stöd|bistånd|medverkan|bidrag|samverkan))|[,;/]\s*samverkan(?=\s+\w)"
    r"|(?:(?<=\w)\s+|(?<=\w)\s*\()med(?=\s+\w)(?!\s+(?:hjälp|stöd|bistånd|medverkan|bidrag)\b)"
)


# An abbreviation of a body's name has so many letters at most.
_LONGEST_SHORT = 6
# The mark behind a name that sets it apart from those without one.
_RESPONSIBLE = re.compile(r"\((?:huvudansvar\w*|ansvarig|ansvar)\)", re.IGNORECASE)


@cache
def _markers() -> re.Pattern[str]:
    rows = body_knowledge()["markers"]
    with_colon = set(rows["colon_only"])
    choices: list[str] = []
    for word in sorted({*rows["co"], *rows["lead"]}, key=lambda w: (-len(w), w)):
        pattern = re.escape(word).replace(r"\ ", r"\s+")
        # A label may say what kind of body it names: "Ansvariga aktörer:", "Ansvarig nämnd eller bolag:".
        tail = r"(?-i:(?:\s+[a-zåäö/-]+){1,3}\s*:)"
        choices.append(rf"{pattern}(?:\s*:|{tail})" if word in with_colon else rf"{pattern}(?!\w)(?:\s*:|{tail})?")
    other = "|".join(map(re.escape, sorted(rows["other"], key=lambda w: (-len(w), w))))
    return re.compile(rf"(?<!\w)({'|'.join(choices)}|(?:{other})\s*:)|({_WITH})", re.IGNORECASE)


def role_pieces(text: str, first_role: str) -> list[Piece]:
    """Stretches of ``text`` between markers, each with the role that holds there."""
    co = {fold(word) for word in body_knowledge()["markers"]["co"]}
    other = {fold(word) for word in body_knowledge()["markers"]["other"]}
    pieces: list[Piece] = []
    role, at = first_role, 0
    for match in _markers().finditer(text):
        if _names_an_office(text, match) or _after_a_name(text, match) or not _parts_bodies(text, match):
            continue
        pieces.append(Piece(at, match.start(), role))
        word = " ".join(fold(match.group(1) or "tillsammans med").rstrip(": ").split())
        # The label's own words come first, what kind of body it names behind them.
        role = "co" if any(word == form or word.startswith(form + " ") for form in co) else first_role
        role = "" if word in other else role
        at = match.end()
    pieces.append(Piece(at, len(text), role))
    return [piece for piece in pieces if piece.start < piece.end and piece.role]


def _names_an_office(text: str, match: re.Match[str]) -> bool:
    """Whether the marker is part of somebody's title ("medicinskt ansvarig sjuksköterska"), not a label."""
    before, after = text[: match.start()].rstrip(), text[match.end() :]
    inside = bool(before) and before[-1].isalpha() and text[match.start()].islower()
    return inside and "ansvarig" in fold(match.group()) and bool(re.match(r" [a-zåäö]", after))


def _parts_bodies(text: str, match: re.Match[str]) -> bool:
    """``bare_with``: whether a "med" without a mark stands between two bodies: "familjerätten med polisen".

    A name in capitals alone ("AME med Studieförbunden") is a body's, and behind it, or behind a bracket ("Parknämnden
    (med Byalaget)"), one that opens with a capital is one too.
    """
    if match.group(0).strip(" (").casefold() != "med":
        return True
    before, after = re.split(r"[,;:(]", text[: match.start()])[-1], re.split(r"[,;.()]", text[match.end() :])[0]
    follows = {body_kind(after), body_kind(re.split(r"\s+(?:och|samt)\s+", after)[0])} - {"unknown"}
    short = before.strip().isupper() and len(before.strip()) <= _LONGEST_SHORT
    if short or match.group(0).lstrip().startswith("("):
        return bool(follows) or after.strip()[:1].isupper()
    return body_kind(before) not in ("unknown", "all") and (bool(follows) or after.strip().isupper())


def _after_a_name(text: str, match: re.Match[str]) -> bool:
    """Whether the marker stands alone in brackets: it then says the role of the name before it."""
    return text[: match.start()].endswith("(") and text[match.end() :].startswith(")")


@cache
def role_after() -> re.Pattern[str]:
    """Words right behind a name that say its role: in brackets, or bare before a mark or the end."""
    rows = body_knowledge()["after"]
    in_brackets = _any_of([*rows["co"], *rows["lead"]])
    bare = _any_of([*rows["bare_co"], *rows["bare_lead"]])
    return re.compile(rf"\s*\(\s*({in_brackets})\s*\)|\s+({bare})\s*(?=$|[,;.•)\n])", re.IGNORECASE)


def _any_of(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


# Kinds that are never a part of the body before the brackets.
_OTHERS = ("external", "association", "company")


def _of_others(text: str, first: Named, named: Named) -> bool:
    """Whether a name stands in brackets behind a board or an administration, not after "genom"."""
    if body_kind(text[first.start : first.end]) not in ("board", "administration"):
        return False
    before = text[: named.start]
    return before.count("(") > before.count(")") and not re.search(r"\((?:genom|via)\b[^)]*$", before, re.IGNORECASE)


def with_roles_after(text: str, found: list[Named]) -> list[Named]:
    """``found`` with the roles that words right behind a name give it: "kommunstyrelsen (medansvar)".

    Where some are marked as responsible, those without a mark take part (``marked_lead``).
    """
    co = {fold(word) for key in ("co", "bare_co") for word in body_knowledge()["after"][key]}
    said: list[str | None] = []
    for named in found:
        match = role_after().match(text, named.end)
        said.append(None if match is None else "co" if fold(match.group(1) or match.group(2)) in co else "lead")
    for index in range(len(found) - 2, -1, -1):  # "polisen och skolan deltar"
        if (
            said[index] is None
            and said[index + 1] == "co"
            and text[found[index].end : found[index + 1].start] == " och "
        ):
            said[index] = "co"
    for index, named in enumerate(found):
        if (
            said[index] is None
            and index
            and _of_others(text, found[0], named)
            and body_kind(text[named.start : named.end]) in _OTHERS
        ):
            said[index] = "co"  # "socialnämnden (polisen, Röda Korset)"
    marked_lead = "lead" in said and ("co" in said or bool(_RESPONSIBLE.search(text)))
    return [
        Named(named.start, named.end, role or ("co" if marked_lead else named.role))
        for named, role in zip(found, said, strict=True)
    ]
