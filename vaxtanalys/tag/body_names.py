"""What a body's name says: its kind, its canonical form (singular, lower case), and misspelt names put right.

What it knows stands in ``data/bodies.toml``. Names are put right by known names and by agreement within the document,
never by a list of municipalities.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from rapidfuzz import fuzz
from simplemma import is_known

from vaxtanalys.body_kinds import body_kind, body_knowledge
from vaxtanalys.swedish import fold, lemma

_PLURAL_HEADS = (
    ("nämnderna", "nämnden"), ("styrelserna", "styrelsen"), ("förvaltningarna", "förvaltningen"),
    ("kontoren", "kontoret"), ("enheterna", "enheten"), ("avdelningarna", "avdelningen"), ("utskotten", "utskottet"),
    ("sektorerna", "sektorn"), ("förbunden", "förbundet"),
)  # fmt: skip
_INDEFINITE_HEADS = (
    ("nämnd", "nämnden"), ("styrelse", "styrelsen"), ("förvaltning", "förvaltningen"), ("kontor", "kontoret"),
    ("utskott", "utskottet"), ("kansli", "kansliet"),
)  # fmt: skip
_PLURAL_ROLES = ("erna", "arna", "orna", "er", "or")
_SHORT_HEADS = (("förv", "förvaltningen"), ("avd", "avdelningen"))
_LOST_MARKS = str.maketrans("åäöéü", "aaoeu")
_ELLIPSIS = re.compile(r"(\w)\s*[-–]?\s+(och|&)\s+(\w)")
_DEFINED = re.compile(r" *\(([A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{1,5})\)")
_EXPLAINED = re.compile(r"(?<!\w)([A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{1,5})(?: ?[=:–-] ?| ?\()((?:[\wåäö-]+ ){0,5}[\wåäö-]+)")
_WORDS_BEFORE = re.compile(r"(?:[\w-]+ +){0,5}[\w-]+$")
# So far back a name may begin before the bracket that holds its abbreviation.
_NAME_LENGTH = 120


@cache
def _known_names() -> tuple[str, ...]:
    known = body_knowledge()["known"]
    return tuple(sorted({*known["boards"], *known["administrations"]}))


@cache
def _known_words() -> frozenset[str]:
    return frozenset(word for name in _known_names() for word in name.split())


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
    if name in body_knowledge()["definite"]:
        return str(body_knowledge()["definite"][name])
    words = name.split(" ")
    last = words[-1]
    if len(words) == 1 and last.endswith(_PLURAL_ROLES) and body_kind(lemma(last)) == "role":
        return lemma(last)  # "rektorerna", "enhetschefer"
    for plural, singular in _PLURAL_HEADS:
        if last.endswith(plural) and body_kind(last) != "external":
            words[-1] = last[: -len(plural)] + singular
    for short, whole in _SHORT_HEADS:
        if words[-1].endswith(short):
            words[-1] = words[-1][: -len(short)] + whole
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
    """Abbreviations a text explains itself, with the name in lower case.

    "kultur- och fritidsnämnden (KFN)", "kommunstyrelsens kontor (Ksk)" and, in a list of abbreviations, "SBK:
    samhällsbyggnadskontoret". The first explanation of each counts.
    """
    found: dict[str, str] = {}
    for match in _DEFINED.finditer(text):
        before = _WORDS_BEFORE.search(text, max(0, match.start() - _NAME_LENGTH), match.start())
        words = before.group().split() if before else []
        # the shortest stretch back that begins with the abbreviation's first letter and holds the others
        candidates = [" ".join(words[-count:]) for count in range(1, len(words) + 1)]
        _learn(found, match.group(1), candidates)
    for match in _EXPLAINED.finditer(text):
        words = match.group(2).split()
        _learn(found, match.group(1), [" ".join(words[:count]) for count in range(1, len(words) + 1)])
    return found


def _learn(found: dict[str, str], short: str, candidates: list[str]) -> None:
    """Puts in ``found`` the first of ``candidates`` that ``short`` can stand for and that is a body by its name."""
    if sum(letter.isupper() for letter in short) < len(short) / 3:
        return  # an ordinary word with a capital
    for name in candidates:
        if _stands_for(short, name) and body_kind(name) not in ("unknown", "all", "role"):
            found.setdefault(short, singular_name(name))
            return


def _stands_for(short: str, name: str) -> bool:
    """Whether the letters of ``short`` come in this order in ``name``, the first of them first."""
    letters = iter(fold(name))
    return fold(name)[:1] == fold(short)[:1] and len(name) > 2 * len(short) and all(x in letters for x in fold(short))


def expand_abbreviation(raw: str, defined: Mapping[str, str]) -> str | None:
    """The name an abbreviation stands for, by the document's own explanation first; None where it is none."""
    bare = raw.strip().strip(".")
    known: str | None = defined.get(bare) or body_knowledge()["abbreviations"].get(bare)
    return known or _shortened(bare)


@cache
def _shortened(short: str) -> str | None:
    """The one known name that "SocF" or "UtbN" shortens: its first letters and the first letter of its head."""
    match = re.fullmatch(r"([A-ZÅÄÖ][a-zåäö]{2,})([FKN])", short)
    if match is None:
        return None
    heads = {"F": "förvaltningen", "K": "kontoret", "N": "nämnden"}
    first, head = fold(match.group(1)), heads[match.group(2)]
    names = [name for name in _known_names() if name.startswith(first) and name.endswith(head) and " " not in name]
    return names[0] if len(names) == 1 else None


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
    """``name`` with each unknown word that is much like a known body's name put right.

    Dots and rings that were lost ("socialnamnden") and letters that OCR takes for others do not count as much.
    """
    if body_kind(name) not in ("board", "administration", "unknown"):
        return name
    words = name.split(" ")
    for index, word in enumerate(words):
        if word in _known_words() or is_known(word, lang="sv") or word.endswith("-") or len(word) < 8:
            continue
        scored = sorted(
            (-fuzz.ratio(_bare(word), _bare(known)), known) for known in _known_words() if known[:2] == word[:2]
        )
        if scored and -scored[0][0] >= 100 * similarity and _same_head(_bare(word), _bare(scored[0][1])):
            words[index] = scored[0][1]
    return " ".join(words)


def _bare(word: str) -> str:
    """``word`` without dots and rings, and as OCR may have read it."""
    return word.translate(_LOST_MARKS).replace("rn", "m")


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
