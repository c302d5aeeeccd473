"""Measures that a plan tells twice, in its chapters and in a table at its end: the fuller telling counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from simplemma import lemmatize

from vaxtanalys.extract.found import Found
from vaxtanalys.model import Document
from vaxtanalys.page_numbers import page_list

_LEAST_TWICE = 3
_LEAST_SHARE = 0.75
_LEAST_WORDS = 3
_ALIKE = 0.8


def without_told_twice(document: Document, found: Sequence[Found]) -> tuple[list[Found], list[str]]:
    """The measures with each told once, and notes that say what was left out.

    ``told_twice``: the running text and each table are tellings. Where three measures or more, and three in four of the
    shorter telling, stand in another one too, word for word or nearly so, the telling with fewer fields (who, when) is
    the one left out; of two alike the later. What only that one holds is kept. One measure under two areas of a plan is
    two measures: they stand in one telling.
    """
    tellings: dict[str | None, list[Found]] = {}
    for entry in found:
        tellings.setdefault(_telling(document, entry), []).append(entry)
    keys = {id(entry): _key(document, entry) for entry in found}
    gone: dict[int, Found] = {}
    notes: list[str] = []
    for first, second in combinations(tellings.values(), 2):
        rest = [[entry for entry in telling if id(entry) not in gone] for telling in (first, second)]
        fewer, fuller = sorted(rest, key=lambda telling: (_fields(telling), -telling[0].anchor if telling else 0))
        others = [keys[id(entry)] for entry in fuller]
        sure = sum(any(_same(keys[id(entry)], other, _LEAST_WORDS) for other in others) for entry in fewer)
        if sure < _LEAST_TWICE or sure < _LEAST_SHARE * min(len(fewer), len(fuller)):
            continue
        # Between two tellings of one list even a short measure told in the same words is the same.
        twice = [entry for entry in fewer if any(_same(keys[id(entry)], other, 2) for other in others)]
        gone.update({id(entry): entry for entry in twice})
        notes.append(
            f"{len(twice)} åtgärder står två gånger i planen: de räknas en gång, som på "
            f"{_pages(document, fuller)}; det som står på {_pages(document, twice)} togs inte med."
        )
    return [entry for entry in found if id(entry) not in gone], notes


def _telling(document: Document, entry: Found) -> str | None:
    return document.blocks[entry.anchor].table if entry.in_table else None


def _fields(telling: Sequence[Found]) -> float:
    return sum(len(entry.fields) for entry in telling) / max(1, len(telling))


def _key(document: Document, entry: Found) -> frozenset[str]:
    words = " ".join(document.text[slice(*span)] for span in (*entry.heading, *entry.text)).casefold()
    return frozenset(lemmatize(word, lang="sv") for word in re.findall(r"[^\W\d_]{4,}", words))


def _same(one: frozenset[str], other: frozenset[str], least: int) -> bool:
    """Whether nearly all words of the shorter text, ``least`` at least, stand in the longer one."""
    short, long = sorted((one, other), key=len)
    return len(short) >= least and len(short & long) >= _ALIKE * len(short)


def _pages(document: Document, entries: Sequence[Found]) -> str:
    pages = {place.page for entry in entries for place in document.quote(*entry.text).places}
    return page_list(sorted(pages))
