"""The same page as two engines read it: how many of its characters they agree on, and which reading to keep.

pdfium and pdfminer (in pdfplumber) each have their own idea of what a font's codes mean where the file says it badly or
not at all. Where both come to the same letters that is a sign, though no proof, that these are what the page shows.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

import numpy as np

from vaxtanalys.lexicon import known_share, known_words
from vaxtanalys.model import RawPage
from vaxtanalys.read.characters import clean_characters
from vaxtanalys.read.doubles import without_doubles
from vaxtanalys.read.marks import Letters

# From this share of characters on which they agree two engines are of one mind.
AGREED = 0.995
# Clean text of real plans has 0.77 and more of known words; a font with wrong å, ä and ö has some 0.6.
_DOUBTFUL = 0.75
# A page has a stray control character now and then; a font whose letters are none has more than these shares.
_ODD = 0.005
# So many more known words, as a share, there must be for the other engine's reading to be taken.
_BETTER = 0.05
_FEWEST = 20
_LATIN_END = 0x0250
# A dingbat or an arrow behind a letter or a figure; before one it may be a bullet. To look back from each of these is
# sooner done than to look on from each letter.
_GLUED = re.compile(r"[\u2190-\u2bff](?<=[^\W_].)")
# Also a part of one, divided at a line's end.
_WEB = re.compile(r"://|www\.|\w/\S{10,}|\w{3}-\S*/")
_NO_LETTER = re.compile(r"\(cid:\d+\)")


def is_doubtful(page: RawPage) -> bool:
    """Whether the words of a page ask for another engine's opinion of its characters.

    ``unknown_words``: fewer of them are Swedish than of any clean plan. ``odd_characters``: control characters, those
    of private use, letters of other scripts, and dingbats in the middle of a word.
    """
    # A sign of private use that stands alone is a bullet, and an address on the web is no word of any language.
    words = [word.text for word in page.words if not word.hidden]
    text = " ".join([word for word in words if len(word) != 1 or unicodedata.category(word) != "Co"])
    if _may_be_web(text):
        text = " ".join([word for word in text.split(" ") if not (_may_be_web(word) and _WEB.search(word))])
    if page.method == "ocr" or not text:
        return False
    if not text.isascii() and (_GLUED.search(text) or odd_share(text) > _ODD):
        return True
    known = known_share(text)
    return known is not None and known < _DOUBTFUL


def _may_be_web(text: str) -> bool:
    """Whether there is a sign in a text without which ``_WEB``, which takes its time, finds nothing."""
    return "/" in text or "www." in text


def odd_share(text: str) -> float:
    """The share (0 to 1) of characters that no Swedish text holds."""
    # Each character is asked for once: a page has some sixty, and most have none that is odd.
    odd = sum(text.count(char) for char in set(text) if _is_odd(char)) + len(_GLUED.findall(text))
    return odd / len(text) if text else 0.0


@lru_cache(maxsize=4096)
def _is_odd(char: str) -> bool:
    kind = unicodedata.category(char)
    return kind in ("Cc", "Co", "Cn") or (kind[0] == "L" and ord(char) >= _LATIN_END)


def count_characters(letters: Letters) -> Counter[str]:
    """The letters and figures of a page, each as often as it is printed; what stands on its like counts once."""
    letters = without_doubles(letters)[0]
    text = letters.text(np.arange(len(letters.codes)))
    for stand_in, meant in letters.more.items():
        text = text.replace(stand_in, meant)
    text = clean_characters(_NO_LETTER.sub("\ufffd", text))
    return Counter(char for char in text if char.isalnum() or char == "\ufffd")


def agreement(own: Counter[str], other: Counter[str], whole: bool = True) -> float | None:
    """The share (0 to 1) of characters on which two readings of a page agree; None where both have under 20.

    ``whole``: what only one of them has counts against it. Else only that of the reading with fewer is asked for, as
    where one engine is known to leave out text.
    """
    sizes = own.total(), other.total()
    base = max(sizes) if whole else min(sizes)
    return round((own & other).total() / base, 4) if base >= _FEWEST else None


def reads_better(other: RawPage, own: RawPage) -> bool:
    """``more_known_words``: whether another engine's reading has clearly more words that the dictionary knows.

    Counted, not as a share: a word with a sign in its middle falls to pieces too short to be asked for.
    """
    known, anew = (known_words(" ".join([word.text for word in page.words])) for page in (own, other))
    return anew > (1 + _BETTER) * known
