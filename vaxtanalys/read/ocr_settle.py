"""The scanned pages of a document made even: one size for lines of one size, lost rings and dots put back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from vaxtanalys.model import RawPage, Word
from vaxtanalys.read.ocr_letters import has_rings, restore_letters

_LETTERS = re.compile(r"[^\W\d_]{3,}")
# Sizes nearer to each other than this are one size, measured on lines with different letters.
_ONE_SIZE = 0.1
_ONE_SIZE_SHORT = 0.22
# From so many letters on a size is one of those in which a file's text is set.
_PRINTED = 12


def settle_scans(pages: Sequence[RawPage]) -> tuple[RawPage, ...]:
    """The pages of a document with those read by OCR made even: one size for lines of one size, letters put back.

    The document's own words tell how a word that was read without its rings and dots is spelled.
    """
    scanned = [page for page in pages if page.method == "ocr"]
    if not scanned:
        return tuple(pages)
    seen = frozenset(
        word for page in pages for item in page.words for word in _LETTERS.findall(item.text.lower()) if has_rings(word)
    )
    printed = Counter[float]()
    for page in pages:
        for word in page.words if page.method != "ocr" else ():
            printed[word.size] += len(word.text)
    sizes = _sizes([word for page in scanned for word in page.words], printed)
    return tuple(_settled(page, sizes, seen) if page.method == "ocr" else page for page in pages)


def _settled(page: RawPage, sizes: dict[float, float], seen: frozenset[str]) -> RawPage:
    words = []
    restored = 0
    for word in page.words:
        text = restore_letters(word.text, seen) if not word.font else word.text
        restored += text != word.text
        size = sizes.get(word.size, word.size) if not word.font else word.size
        words.append(replace(word, text=text, size=size))
    note = (f"{restored} ord fick å, ä eller ö åter med ordlista",) if restored else ()
    return replace(page, words=tuple(words), warnings=(*page.warnings, *note))


def _sizes(words: Sequence[Word], printed: Mapping[float, int]) -> dict[float, float]:
    """For each measured size the one that is meant: that of the most letters among those that lie near it.

    ``sizes_of_the_text``: where other pages of the file are text (``printed`` letters of each size), theirs are meant.
    """
    letters: Counter[float] = Counter()
    for word in words:
        if not word.font:
            letters[word.size] += len(word.text)
    meant = [size for size, count in printed.items() if count >= _PRINTED]
    settled: dict[float, float] = {}
    for size, count in sorted(letters.items(), key=lambda item: (-item[1], item[0])):
        reach = _ONE_SIZE if count > 12 else _ONE_SIZE_SHORT
        near = [other for other in meant if abs(other - size) <= reach * other]
        if not near:
            meant.append(size)
            near = [size]
        nearest = min(near, key=lambda other: (abs(other - size), other))
        settled[size] = nearest if nearest in printed else round(2 * nearest) / 2
    return settled
