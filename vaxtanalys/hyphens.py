"""Words that were divided at the end of a line: which hyphens belong to the word and which to the line.

A hyphen before "och", "eller" or "samt" stands for what is left out ("hälso- och sjukvård") and stays, as does one
before a capital or a figure and one behind an abbreviation ("EU-kommissionen"). Else the two halves are joined when the
document or the dictionary (simplemma) knows the whole, and kept apart when the document writes it with the hyphen
elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from functools import lru_cache

from simplemma import is_known

_COORDINATION = frozenset({"och", "eller", "samt", "respektive", "till", "som", "men", "såväl"})
# Of these a compound may end as well ("värmen").
_WEAK = frozenset({"men", "som", "till"})
# Written with a hyphen although they are no capitals: what follows is a word of its own.
_KEEPS_HYPHEN = frozenset({"hbt", "hbtq", "hbtqi", "lgbtq", "lgbtqi", "e", "it", "icke", "ex", "nord", "syd"})
# The hyphens of a web address are its own.
_ADDRESS = re.compile(r"https?:|www\.|@|\w\.\w{2,3}/")
# Endings that are hardly ever words of their own, and what "en" ends oftener than it follows.
_ENDINGS = frozenset({"er", "ar", "or", "et", "na", "ne"})
_SMALL_WORDS = frozenset(
    word
    for line in (
        "alla att av de den det en er ett för har hos hur i in kan man med men när och om på ska sin som så till ur ut",
        "vad vi via vid bra dag egen ge god få nu ny nya nytt nå se ta upp två tre år",
    )
    for word in line.split()
)
_BEFORE_EN = ("ning", "het", "ion")
SOFT_HYPHEN = "\u00ad"
# Nouns take these endings and forms before another noun in a compound, hardly ever at the end of a word of their own.
_IN_COMPOUNDS = ("nings", "hets", "ions", "skaps", "tets", "arbets", "hälls", "ads", "hälso", "kvinno", "gatu")
# Figures that run on: "1." + "1", "1" + ".1", "202" + "6–".
# So long is a word that crosses the break of one that is but put together of words ("-sen" + "heten").
_LONG_CROSSING = 7
_FIGURES = re.compile(r"[\d.:–-]+$")
_YEAR = re.compile(r"(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class LineEnd:
    """How two halves at a line's end are written: the left one, the glue after it, and the rule that said so.

    ``rule`` is coordination, dash, capital_or_figure, abbreviation, web_address or seen_with_hyphen (the hyphen stays),
    soft_hyphen, seen_whole, lexicon, compound (of known words) or unknown (it goes). Only ``unknown`` is a guess.
    """

    text: str
    glue: str
    rule: str


def join_hyphenated(left: str, right: str, seen: Set[str] = frozenset()) -> tuple[str, str]:
    """How ``left`` (which ends with a hyphen) and ``right`` are written when no line divides them.

    Returns the left part as it stands in the text and the glue between (``""`` or ``" "``): ("pensio", "") for
    "pensio-" + "närsrådet", ("hälso-", " ") for "hälso-" + "och", ("EU-", "") for "EU-" + "kommissionen". ``seen``
    holds the casefolded words of the document.
    """
    joined = line_end(left, right, seen)
    return joined.text, joined.glue


def line_end(left: str, right: str, seen: Set[str] = frozenset()) -> LineEnd:
    """As ``join_hyphenated``, with the rule that decided."""
    first = right.strip('.,;:!?)"”')
    if left.endswith(SOFT_HYPHEN):
        # Some fonts have one sign for both hyphens, and the hard one comes out as the soft: "hälso\u00ad" + "och".
        left = left.rstrip(SOFT_HYPHEN)
        if first.casefold() in _COORDINATION and not _is_end_of(left.casefold(), first.casefold()):
            return LineEnd(f"{left}-", " ", "coordination")
        return LineEnd(left, "", "soft_hyphen")
    if _ADDRESS.search(left):
        return LineEnd(left, "", "web_address")
    stem = left[:-1]
    stem_word = re.split(r"[\s/(\"”]", stem)[-1]
    if not stem_word:
        return LineEnd(left, " ", "dash")
    if first.casefold() in _COORDINATION and not _is_end_of(stem_word.casefold(), first.casefold()):
        return LineEnd(left, " ", "coordination")
    if not first[:1].islower():
        return LineEnd(left, "", "capital_or_figure")
    if _is_abbreviation(stem_word):
        return LineEnd(left, "", "abbreviation")
    whole = (stem_word + first).casefold()
    if whole in seen:
        return LineEnd(stem, "", "seen_whole")
    if f"{stem_word}-{first}".casefold() in seen:
        return LineEnd(left, "", "seen_with_hyphen")
    # Where neither form is known the halves are joined: typesetting divides words far more often than Swedish writes a
    # hyphen before a lower-case word.
    return LineEnd(stem, "", "lexicon" if _known(whole) else "compound" if _is_compound(whole) else "unknown")


def _is_end_of(stem: str, word: str) -> bool:
    """``end_that_looks_like_a_conjunction``: "sommarvär-" + "men": the stem is no word, and with the end it is one."""
    return word in _WEAK and not _is_word(stem) and _is_word(stem + word)


def is_broken(left: str, right: str, seen: Set[str] = frozenset(), *, full: bool = False, alone: bool = True) -> bool:
    """Whether a word was broken at the edge of a narrow cell with no hyphen ("socialnämnde" + "n").

    ``broken_word``: the document writes the whole elsewhere, or neither half is a word while a known one crosses the
    break ("arbetsmarknadsnäm" + "nden"); a name before a word ("Ekeby" + "idrottsråd") stays two. ``full`` says that
    not one letter more had room on the line: then a whole that is a word ("kommun" + "styrelsen"), a few letters that
    are none or a first part as it stands in compounds only ("utbildnings" + "nämnden") is enough. Not ``alone`` on its
    line, the word was broken only where the line is full, the second half is no word and a known one crosses the break.
    """
    if not alone and not full:
        return False
    if _FIGURES.search(left) and _FIGURES.match(right):
        # "Kvartal 2" and the year on the next line are two words: only a figure that fills its line alone was broken.
        return full and alone and not (_YEAR.match(right) and left[-1:].isdigit())
    first = re.match(r"[^\W\d_]+", right)
    if first is None or not left[-1:].isalpha() or not right[:1].islower() or (len(left) < 5 and not full):
        return False
    before, after = re.split(r"[^\w]", left.casefold())[-1], first[0].casefold()
    if before + after in seen:
        return True
    if not alone:
        broken = _crossed(before, after, 5) or _is_word(before + after)
        return len(after) > 1 and not _is_word(after) and broken
    if full:
        return _is_broken_when_full(before, after, seen)
    if (len(after) > 1 and _known(after)) or _known(before):
        return False
    return _crossed(before, after, 5)


def _is_broken_when_full(before: str, after: str, seen: Set[str]) -> bool:
    """Whether two halves are one word where the first fills its line alone.

    ``two_words``: where both are words they stay two ("andra" + "preventionsområden"), but for a whole that the
    dictionary knows ("kommun" + "styrelsen"), that ends as another word of the document does, or where an ending
    follows a compound ("Ekebybostäd" + "er"). Else a known word must cross the break, or a few letters that are no word
    follow it.
    """
    if before.endswith(_IN_COMPOUNDS) and len(after) > 3:
        return True
    if len(after) == 1 or (len(after) < 4 and not _is_word(after)):
        return after not in "iåö"
    if not _is_word(after):
        return _crossed(before, after, 5)
    if _known(before) and len(before) > 4 and _known(before + after):
        return True
    short = after in _ENDINGS or (len(after) < 4 and after not in _SMALL_WORDS)
    ending = short or (after == "en" and before.endswith(_BEFORE_EN))
    if ending and not _known(before) and _crossed(before, after, 6):
        return True
    ends = tuple(before[i:] + after for i in range(len(before) - 2) if len(before) - i + len(after) > 5)
    if _is_word(before):
        # ``part_of_a_compound``: "kommunikationsen" is but put together of words; "enheten" crosses the break.
        put_together = not _known(before) and _crossed(before, after, _LONG_CROSSING)
        return put_together or any(word.endswith(ends) for word in seen)
    return _crossed(before, after, 6)


def _is_word(word: str) -> bool:
    """Whether the dictionary knows a word, or those that it is put together of ("idrotts" + "råd")."""
    return _known(word) or _is_compound(word)


def _crossed(before: str, after: str, least: int) -> bool:
    """Whether a known word of at least ``least`` letters begins in the first half and ends with the second."""
    return any(_known(before[i:] + after) for i in range(len(before)) if len(before) - i + len(after) >= least)


@lru_cache(maxsize=4096)
def _is_compound(word: str) -> bool:
    """Whether a word is two known words, or three, with or without an s between ("kommun|dels|förvaltning")."""
    for cut in range(3, len(word) - 2):
        before, after = word[:cut], word[cut:]
        if not (_known(before) or (before.endswith("s") and _known(before[:-1]))):
            continue
        if _known(after) or (len(after) > 8 and _is_compound(after)):
            return True
    return False


@lru_cache(maxsize=4096)
def _known(word: str) -> bool:
    return bool(is_known(word, lang="sv"))


def _is_abbreviation(stem: str) -> bool:
    return stem[-1:].isupper() or stem[-1:].isdigit() or stem.casefold() in _KEEPS_HYPHEN
