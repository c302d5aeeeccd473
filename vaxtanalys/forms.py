"""Forms: the small language in which rows of Swedish knowledge say what they match, and the search for them.

A form is words with spaces between. A word matches any inflection ("nämnd" finds "nämnderna") as a whole word, or as a
listed part of a compound; ``=word`` matches only as written; ``våld*`` and ``*program`` match a word's beginning or
end; ``(polis|region)`` any of several; a word followed by ``?`` may be missing; ``~`` stands for up to four words and
``~~`` for up to ten words of the same sentence. All-capital words of two letters or more (KS, BUN) match only in
capitals, everything else whatever the case.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from vaxtanalys.swedish import SwedishWord, compound_parts, fold, lemma

GAPS = {"~": 4, "~~": 10}
_ELEMENT = re.compile(r"\([^()]*\)\??|[^\s()]+")
_CAPITALS = re.compile(r"[A-ZÅÄÖ][A-ZÅÄÖ0-9]+$")


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to match a word: by lemma, as written, by its beginning or end, or in capitals."""

    kind: str
    value: str

    def fits(self, word: SwedishWord) -> bool:
        """Whether ``word`` is matched."""
        if self.kind == "lemma":
            return self.value in (word.lemma, word.folded, word.whole) or self.value in word.parts
        if self.kind == "exact":
            return word.folded == self.value
        if self.kind == "capitals":
            return word.text == self.value
        if self.kind == "prefix":
            return word.folded.startswith(self.value) or bool(word.whole and word.whole.startswith(self.value))
        if self.kind == "infix":
            return self.value in word.folded
        return any(text.endswith(self.value) for text in (word.folded, word.lemma, word.whole) if text)


@dataclass(frozen=True, slots=True)
class Element:
    """A place in a form: the choices that fit there, whether it may be missing, or how many words a gap may hold."""

    choices: tuple[Choice, ...] = ()
    optional: bool = False
    gap: int = 0

    def fits(self, word: SwedishWord) -> bool:
        """Whether one of the choices matches ``word``."""
        for choice in self.choices:  # noqa: SIM110 (any() takes a third longer, and this is the innermost loop)
            if choice.fits(word):
                return True
        return False


@dataclass(frozen=True, slots=True)
class Form:
    """A compiled form: its text and its elements."""

    text: str
    elements: tuple[Element, ...]

    @property
    def gapped(self) -> bool:
        """Whether the form holds a gap, so that its span covers words it says nothing of."""
        return any(element.gap for element in self.elements)


def _compile_choice(text: str) -> Choice:
    if text.startswith("="):
        return Choice("exact", fold(text[1:]))
    if text.startswith("*") and text.endswith("*"):
        return Choice("infix", fold(text.strip("*")))
    if text.endswith("*"):
        return Choice("prefix", fold(text[:-1]))
    if text.startswith("*"):
        return Choice("suffix", fold(text[1:]))
    if _CAPITALS.match(text):
        return Choice("capitals", text)
    return Choice("lemma", lemma(text))


def compile_form(text: str) -> Form:
    """A form ready for matching. Raises ValueError where it is empty or begins or ends with a gap."""
    elements: list[Element] = []
    for part in _ELEMENT.findall(text):
        if part in GAPS:
            elements.append(Element(gap=GAPS[part]))
            continue
        optional = part.endswith("?")
        bare = part[:-1] if optional else part
        words = bare[1:-1].split("|") if bare.startswith("(") else [bare]
        elements.append(Element(tuple(_compile_choice(word.strip()) for word in words if word.strip()), optional))
    if not elements or elements[0].gap or elements[-1].gap or elements[0].optional:
        raise ValueError(f"formen {text!r} måste börja och sluta med ett ord som inte kan utelämnas")
    return Form(text, tuple(elements))


def _end_of_match(elements: Sequence[Element], words: Sequence[SwedishWord], at: int) -> int | None:
    """The index after the last word where ``elements`` match from ``at``, the shortest gap first; else None."""
    if not elements:
        return at
    first, rest = elements[0], elements[1:]
    if first.gap:
        for skipped in range(first.gap + 1):
            inside = at + skipped
            if skipped and (inside > len(words) or words[inside - 1].sentence != words[at - 1].sentence):
                return None
            end = _end_of_match(rest, words, inside)
            if end is not None:
                return None if words[end - 1].sentence != words[at - 1].sentence else end
        return None
    if at < len(words) and first.fits(words[at]):
        end = _end_of_match(rest, words, at + 1)
        if end is not None:
            return end
    return _end_of_match(rest, words, at) if first.optional else None


Match = tuple[int, int, Form, int]
"""First word, word after the last, form, key."""


class FormIndex:
    """Many forms that are looked for together; each carries a key (an integer) that comes back with its matches.

    A form can only begin at a word that its first element fits, so the forms are filed by what that element looks for,
    and what a word opens is worked out once for each word of the language, not once for each place.
    """

    def __init__(self, forms: Iterable[tuple[Form, int]]) -> None:
        self._forms = tuple(forms)
        self._filed: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for number, (form, _) in enumerate(self._forms):
            for choice in form.elements[0].choices:
                self._filed[choice.kind][choice.value].append(number)
        self._opened = lru_cache(maxsize=50_000)(self._open)

    def find(self, words: Sequence[SwedishWord]) -> list[Match]:
        """All matches as (first word, word after the last, form, key), in the order of the words."""
        found: list[Match] = []
        for at, word in enumerate(words):
            for number in self._opened(word.text, word.lemma, word.whole):
                form, key = self._forms[number]
                end = at + 1 if len(form.elements) == 1 else _end_of_match(form.elements[1:], words, at + 1)
                if end is not None:
                    found.append((at, end, form, key))
        return found

    def _open(self, text: str, lemma_: str, whole: str | None) -> tuple[int, ...]:
        """The numbers of the forms whose first element fits a word, ascending."""
        folded = fold(text)
        same = {folded, lemma_, *compound_parts(text), *([whole] if whole else [])}
        starts = {value[:length] for value in (folded, whole) if value for length in range(1, len(value) + 1)}
        ends = {value[at:] for value in (folded, lemma_, whole) if value for at in range(len(value))}
        looked_for = {"lemma": same, "exact": {folded}, "capitals": {text}, "prefix": starts, "suffix": ends}
        numbers = {
            number
            for kind, values in looked_for.items()
            for value in values & self._filed[kind].keys()
            for number in self._filed[kind][value]
        }
        numbers.update(n for value, filed in self._filed["infix"].items() if value in folded for n in filed)
        return tuple(sorted(numbers))
