"""Which language a text is in, told by the share of its function words.

A trained detector (simplemma's was tried) loads dictionaries for ten seconds and 800 MB; the small words of running
text tell Swedish from its neighbours at once and can be checked by anyone in ``data/languages.toml``.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from vaxtanalys.errors import UnreadableError
from vaxtanalys.model import Document

# Under this many words a text (a slide, a cover) is too short to be called foreign.
LEAST_WORDS = 40
# Running prose has about every third word from its list; lists and tables fewer. Below this nothing is said.
LEAST_SHARE = 0.12
# Different function words that must be seen: a drawing's lettering ("a", "e", "o") is no language.
LEAST_DIFFERENT = 6
# A long text with a smaller share of Swedish function words than this is in some language that is not listed, or its
# words are torn apart; Swedish plans lie at 0.27 and over, tables of catchwords at half of that.
LEAST_SWEDISH = 0.04
LONG_TEXT = 150
# Another language must be this many times as likely as Swedish: "i", "med" and "de" stand in many lists.
LEAD = 1.15

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Language:
    """A language with the words that give it away, and sentences that test the row."""

    code: str
    label: str
    words: frozenset[str]
    yes: tuple[str, ...]
    no: tuple[str, ...]


@cache
def load_languages() -> tuple[Language, ...]:
    """The rows of ``data/languages.toml``, in the order of the file."""
    text = resources.files("vaxtanalys.data").joinpath("languages.toml").read_text("utf-8")
    return tuple(
        Language(row["code"], row["label"], frozenset(row["words"]), tuple(row["yes"]), tuple(row["no"]))
        for row in tomllib.loads(text)["language"]
    )


def language_shares(text: str) -> list[tuple[float, Language]]:
    """Each language with the share (0..1) of the words that stand in its list, the greatest first."""
    words = _WORD.findall(text.casefold())
    total = len(words) or 1
    shares = [(sum(word in language.words for word in words) / total, language) for language in load_languages()]
    return sorted(shares, key=lambda pair: (-pair[0], pair[1].code))


def require_swedish(document: Document) -> None:
    """Raise UnreadableError where the text is plainly in another language. Short texts pass."""
    text = document.text
    words = _WORD.findall(text.casefold())
    if len(words) < LEAST_WORDS:
        return
    shares = language_shares(text)
    best, language = shares[0]
    swedish = next(share for share, row in shares if row.code == "sv")
    different = len(language.words.intersection(words))
    if language.code != "sv" and best >= max(LEAST_SHARE, LEAD * swedish) and different >= LEAST_DIFFERENT:
        raise UnreadableError(
            f"texten är på {language.label} ({best:.0%} av orden mot {swedish:.0%} svenska); bara svenska planer "
            "läses: lägg in den svenska utgåvan"
        )
    if swedish < LEAST_SWEDISH and len(words) >= LONG_TEXT:
        raise UnreadableError(
            f"texten är inte löpande svenska (bara {swedish:.0%} av orden är vanliga svenska småord); kontrollera att "
            "det är rätt fil och, om bokstäverna är isärdragna eller förvanskade, skriv ut den på nytt som PDF"
        )
