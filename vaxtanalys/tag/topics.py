"""Which words of a measure say whom it reaches, and which only say what knowledge or training is about."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise
from typing import Any

from vaxtanalys.codebook import Hit
from vaxtanalys.forms import FormIndex, compile_form
from vaxtanalys.swedish import SwedishWord, is_infinitive, read_words

# "stöd till både utsatta och våldsutövare": these prepositions name who is reached, also inside what is taught.
_TOWARDS = frozenset({"till", "för", "hos", "åt", "bland"})
_ABOUT = frozenset({"att", "om", "kring", "mot", "av", "gällande", "rörande", "avseende", "inom"})
_JOINS = frozenset({"och", "eller", "samt", "både", "såväl", "som", ",", "/", "även"})
_ENDS_EXCLUSION = frozenset({"utan", "men", ",", ";", ":", "(", ")"})
_ENDS_PHRASE = frozenset(
    {
        ",",
        ";",
        ":",
        "(",
        ")",
        ".",
        "ska",
        "skall",
        "kan",
        "får",
        "om",
        "i",
        "på",
        "för",
        "till",
        "genom",
        "under",
        "inför",
        "erbjuds",
    }
)
_LOOK_BACK = 6


@cache
def topic_rows() -> dict[str, list[dict[str, Any]]]:
    """The rows of ``data/topics.toml``: forms with their ``yes`` and ``no`` sentences, by what they do."""
    path = resources.files("vaxtanalys.data").joinpath("topics.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _all_parts() -> tuple[tuple[tuple[str, str], ...], FormIndex]:
    """The names of all parts and one index of them all, so that a text is walked through once."""
    parts = [(name, key) for name in topic_rows() for key in ("forms", "not")]
    forms = [
        (compile_form(form), number)
        for number, (name, key) in enumerate(parts)
        for row in topic_rows()[name]
        for form in row.get(key, ())
    ]
    return tuple(parts), FormIndex(forms)


@lru_cache(maxsize=20_000)
def found_parts(text: str) -> dict[tuple[str, str], list[tuple[int, int]]]:
    """Where each part of ``data/topics.toml`` matches, as (first word, word after the last)."""
    parts, index = _all_parts()
    found: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for first, last, _, number in index.find(read_words(text)):
        found.setdefault(parts[number], []).append((first, last))
    return found


@lru_cache(maxsize=20_000)
def topic_spans(text: str) -> tuple[tuple[int, int], ...]:
    """The stretches (start, end) of ``text`` that say what knowledge is about, or describe staff by whom they meet."""
    words = read_words(text)
    found = found_parts(text)
    closes = {first for first, _ in found.get(("closes", "forms"), ())}
    spans: list[tuple[int, int]] = []
    for name in ("opens", "staff_clause"):
        for _, last in found.get((name, "forms"), ()):
            end = _clause_end(words, last, closes)
            # "Kurs om tvång i syfte att ...": the word that would open a topic is the first of what closes one.
            if last < end and last - 1 not in closes:
                spans.append((words[last].start, words[end - 1].end))
    return tuple(sorted(set(spans)))


def topic_start(spans: Sequence[tuple[int, int]], at: int) -> int | None:
    """Where the innermost of ``topic_spans`` that holds the offset ``at`` begins; None where none does."""
    return max((start for start, end in spans if start <= at < end), default=None)


def _clause_end(words: tuple[SwedishWord, ...], first: int, closes: set[int]) -> int:
    """The index after the last word of the clause that begins at ``first``."""
    for index in range(first, len(words)):
        word = words[index]
        ends = word.sentence != words[max(first - 1, 0)].sentence or index in closes or word.folded in (":", ";")
        # "och främja tidig upptäckt": a second commitment, not more of the topic
        follows = index > first and words[index - 1].folded in ("och", "samt") and is_infinitive(word.folded)
        if ends or follows:
            return index
    return len(words)


@lru_cache(maxsize=20_000)
def excluded_spans(text: str) -> tuple[tuple[int, int], ...]:
    """The stretches (start, end) of ``text`` that name who or what is not meant: "vänder sig inte till barn"."""
    words = read_words(text)
    found = found_parts(text)
    cancelled = found.get(("excludes", "not"), [])
    spans: list[tuple[int, int]] = []
    for first, last in found.get(("excludes", "forms"), ()):
        if not any(a < last and first < b for a, b in cancelled):
            end = next((i for i in range(last, len(words)) if _ends_exclusion(words, last - 1, i)), len(words))
            spans += [(words[last].start, words[end - 1].end)] if last < end else []
    for first, _ in found.get(("excluded", "forms"), ()):
        start = next((i + 1 for i in range(first - 1, -1, -1) if _ends_exclusion(words, first, i)), 0)
        spans += [(words[start].start, words[first].start)] if start < first else []
    return tuple(spans)


def _ends_exclusion(words: tuple[SwedishWord, ...], inside: int, index: int) -> bool:
    return words[index].folded in _ENDS_EXCLUSION or words[index].sentence != words[inside].sentence


@lru_cache(maxsize=20_000)
def aside_spans(text: str) -> tuple[tuple[int, int], ...]:
    """The stretches (start, end) of ``text`` that tell a circumstance or a channel: "även om föräldrarna inte vill"."""
    words = read_words(text)
    found = found_parts(text)
    spans = []
    for first, last in found.get(("asides", "forms"), ()):
        end = next((i for i in range(last, len(words)) if words[i].sentence != words[first].sentence), len(words))
        spans.append((words[first].start, words[end - 1].end))
    for name in ("kin", "company"):
        for first, last in found.get((name, "forms"), ()):
            end = next((i for i in range(last, len(words)) if _ends_phrase(words, first, i)), len(words))
            spans += [(words[last].start, words[end - 1].end)] if last < end else []
    return tuple(spans)


def _ends_phrase(words: tuple[SwedishWord, ...], inside: int, index: int) -> bool:
    """Whether the group of words that names somebody ends before ``index``: at a mark, a verb, a new preposition."""
    word = words[index]
    ends = word.sentence != words[inside].sentence or word.folded in _ENDS_PHRASE
    return ends or is_infinitive(word.folded)


def without_excluded(text: str, hits: Sequence[Hit]) -> list[Hit]:
    """``hits`` without those in words that say who or what is not meant."""
    spans = excluded_spans(text)
    return [hit for hit in hits if not any(start <= hit.start < end for start, end in spans)]


def reaches(text: str, start: int, kept_before: tuple[int, ...] = (), since: int = 0) -> bool:
    """Whether the mention at ``start`` is one the measure reaches, though it stands in what knowledge is about.

    So it is after "till", "för", "hos" ("metoder för våldsutövare"), and where it is coordinated with a mention that is
    (``kept_before`` has the ends of those). Words before the offset ``since`` govern something else: "kurs för all
    personal som möter unga" is for the staff.
    """
    words = read_words(text)
    at = next((index for index, word in enumerate(words) if word.start >= start), len(words))
    for index in range(at - 1, max(at - 1 - _LOOK_BACK, -1), -1):
        if words[index].start < since:
            break
        if words[index].folded in _TOWARDS:
            return True
        if words[index].folded in _ABOUT or words[index].sentence != words[min(at, len(words) - 1)].sentence:
            break
    before = at - 1
    while before >= 0 and words[before].folded in _JOINS:
        before -= 1
    return before >= 0 and before < at - 1 and words[before].end in kept_before


def circumstance_start(text: str, reached_ends: tuple[int, ...]) -> int:
    """Where the circumstance begins after someone reached: "krisstöd till X vid flytt av Y" reaches X, not Y.

    ``reached_ends`` are the ends of mentions after "till" or "för". The length of ``text`` where there is none.
    """
    words = read_words(text)
    for before, word in pairwise(words):
        if word.folded == "vid" and before.end in reached_ends:
            return word.start
    return len(text)
