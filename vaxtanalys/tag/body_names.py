"""What a body's name says: its kind, its canonical form (singular, lower case), and misspelt names put right.

What it knows stands in ``data/bodies.toml``. Names are put right by known names and by agreement within the document,
never by a list of municipalities.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any

from rapidfuzz import fuzz
from simplemma import is_known

from vaxtanalys.swedish import fold

_PLURAL_HEADS = (
    ("nämnderna", "nämnden"), ("styrelserna", "styrelsen"), ("förvaltningarna", "förvaltningen"),
    ("kontoren", "kontoret"), ("enheterna", "enheten"), ("avdelningarna", "avdelningen"), ("utskotten", "utskottet"),
    ("sektorerna", "sektorn"), ("förbunden", "förbundet"),
)  # fmt: skip
_INDEFINITE_HEADS = (
    ("nämnd", "nämnden"), ("styrelse", "styrelsen"), ("förvaltning", "förvaltningen"), ("kontor", "kontoret"),
    ("utskott", "utskottet"), ("kansli", "kansliet"),
)  # fmt: skip
_ELLIPSIS = re.compile(r"(\w)\s*[-–]?\s+(och|&)\s+(\w)")
_DEFINED = re.compile(r"\s*\(([A-ZÅÄÖ]{2,5})\)")
_WORDS_BEFORE = re.compile(r"(?:[\w-]+\s+){0,5}[\w-]+$")
# So far back a name may begin before the bracket that holds its abbreviation.
_NAME_LENGTH = 120


@cache
def body_knowledge() -> dict[str, Any]:
    """The rows of ``data/bodies.toml``."""
    return tomllib.loads(resources.files("vaxtanalys.data").joinpath("bodies.toml").read_text(encoding="utf-8"))


@cache
def _known_names() -> tuple[str, ...]:
    known = body_knowledge()["known"]
    return tuple(sorted({*known["boards"], *known["administrations"]}))


@cache
def _known_words() -> frozenset[str]:
    return frozenset(word for name in _known_names() for word in name.split())


def body_kind(name: str) -> str:
    """The kind of a body by its name: board, administration, company, association, external, role, all or unknown."""
    folded = fold(name).strip()
    words = folded.split()
    for row in body_knowledge()["kind"]:
        if any(folded == start or folded.startswith(start + " ") for start in row.get("starts", ())):
            return str(row["kind"])
        if any(word.endswith(tuple(row.get("not_ends", ()))) for word in words if row.get("not_ends")):
            continue
        if any(word in row.get("words", ()) or word.rstrip("s") in row.get("words", ()) for word in words):
            return str(row["kind"])
        if row.get("ends") and any(word.endswith(tuple(row["ends"])) for word in words):
            return str(row["kind"])
    return "unknown"


def singular_name(raw: str) -> str:
    """``raw`` in lower case and one kind of hyphen, plural named bodies in the singular, shared heads hyphenated.

    "Utbildningsnämnderna" gives "utbildningsnämnden", "Kultur och fritidsförvaltning" gives "kultur- och
    fritidsförvaltningen"; "alla nämnder" stays as printed.
    """
    name = re.sub(r"\s+", " ", raw.strip().strip(".,;:•·*").strip())
    name = fold(name)
    if body_kind(name) == "all":
        return name
    name = _hyphenate(re.sub(r"(?<=\w)-och\b", "- och", name))
    words = name.split(" ")
    last = words[-1]
    for plural, singular in _PLURAL_HEADS:
        if last.endswith(plural):
            words[-1] = last[: -len(plural)] + singular
    alone = len(words) == 1 or (len(words) == 3 and words[0].endswith("-"))
    if alone:
        for bare, definite in _INDEFINITE_HEADS:
            if words[-1].endswith(bare) and words[-1] != bare:
                words[-1] = words[-1][: -len(bare)] + definite
    return " ".join(words)


def _hyphenate(name: str) -> str:
    """A hyphen before "och" where the first word borrows the head of the last: "kultur och fritidsnämnden"."""
    match = _ELLIPSIS.search(name)
    if match is None:
        return name
    before, after = name[: match.start() + 1], name[match.end() - 1 :]
    first = before.split(" ")[-1]
    if " " in after or body_kind(first) != "unknown" or not _is_compound_body(after) or " " in before:
        return name.replace(" -och ", "- och ").replace(" - och ", "- och ")
    return f"{before}- och {after}"


def _is_compound_body(word: str) -> bool:
    heads = ("nämnden", "nämnd", "nämnderna", "förvaltningen", "förvaltning", "kontoret", "styrelsen", "avdelningen")
    return word.endswith(heads) and word not in heads


def defined_abbreviations(text: str) -> dict[str, str]:
    """Abbreviations a text explains itself: "kultur- och fritidsnämnden (KFN)" gives KFN its name, lower case."""
    found: dict[str, str] = {}
    for match in _DEFINED.finditer(text):
        before = _WORDS_BEFORE.search(text, max(0, match.start() - _NAME_LENGTH), match.start())
        words = before.group().split() if before else []
        for count in range(1, len(words) + 1):
            name = " ".join(words[-count:])
            # the longest stretch back whose initials give the abbreviation, and that is a body by its name
            if body_kind(words[-1]) in ("unknown", "all", "role"):
                break
            if fold(name)[0] == fold(match.group(1))[0] and (count > 1 or len(match.group(1)) == 2):
                found.setdefault(match.group(1), singular_name(name))
    return found


def expand_abbreviation(raw: str, defined: Mapping[str, str]) -> str | None:
    """The name an abbreviation stands for, by the document's own explanation first; None where it is none."""
    bare = raw.strip().strip(".")
    known: str | None = defined.get(bare) or body_knowledge()["abbreviations"].get(bare)
    return known


def agreed_names(names: Iterable[str], similarity: float) -> dict[str, str]:
    """For each canonical name of a document what it should be: misspelt names as known names, or as the document's own.

    ``names`` are all mentions (repeats count); ``similarity`` is how alike (0 to 1) two must be. A name whose words are
    all known is left alone, whatever it resembles.
    """
    counts = Counter(names)
    agreed = {name: _known_spelling(name, similarity) for name in sorted(counts)}
    for name in sorted(counts):
        if agreed[name] != name or body_kind(name) == "all" or _is_well_spelt(name):
            continue
        agreed[name] = _document_spelling(name, agreed, counts, similarity)
    for name in sorted(counts):
        agreed[name] = _completed(agreed[name], set(agreed.values()))
    return agreed


def _is_well_spelt(name: str) -> bool:
    return all(word in _known_words() or is_known(word, lang="sv") for word in re.findall(r"[\w-]+", name))


def _known_spelling(name: str, similarity: float) -> str:
    """``name`` with each unknown word that is much like a known body's name put right."""
    if body_kind(name) not in ("board", "administration"):
        return name
    words = name.split(" ")
    for index, word in enumerate(words):
        if word in _known_words() or is_known(word, lang="sv") or word.endswith("-") or len(word) < 8:
            continue
        scored = sorted((-fuzz.ratio(word, known), known) for known in _known_words() if known[:4] == word[:4])
        if scored and -scored[0][0] >= 100 * similarity and _same_head(word, scored[0][1]):
            words[index] = scored[0][1]
    return " ".join(words)


def _same_head(word: str, known: str) -> bool:
    return word[-5:] == known[-5:]


def _document_spelling(name: str, agreed: Mapping[str, str], counts: Counter[str], similarity: float) -> str:
    """The spelling the document settles for: a corrected or more frequent name with the same first word and head."""
    words = name.split(" ")
    if len(words) < 2:
        return name
    rivals = [
        (-counts[other], agreed[other])
        for other in sorted(counts)
        if other != name
        and other.split(" ")[0] == words[0]
        and (agreed[other] != other or counts[other] > counts[name])
        and fuzz.ratio(other, name) >= 100 * (similarity - 0.02)
        and _same_head(other, name)
    ]
    return min(rivals)[1] if rivals else name


def _completed(name: str, others: set[str]) -> str:
    """``name``, or the one longer name of the document it is cut from: "kultur- och fritid"."""
    if body_kind(name) in ("board", "company", "external", "role", "all") or len(name) < 6 or " " not in name:
        return name
    longer = sorted(
        other for other in others if other != name and other.startswith(name) and " " not in other[len(name) :]
    )
    return longer[0] if len(longer) == 1 else name
