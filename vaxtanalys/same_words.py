"""What was made of some words, kept for the next who asks of the same ones.

Each rule for tables asks for the rows of what the rules before it left of a page, most often all of it, and for the
runs of the same rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import is_
from typing import Generic, TypeVar

from vaxtanalys.model import Word

Made = TypeVar("Made")


class SameWords(Generic[Made]):
    """A function of words that remembers what it made of so many lists of them; no one may change what it gives.

    Words are told apart by which they are, not by what they say: to compare that takes as long as most work.
    """

    def __init__(self, make: Callable[[Sequence[Word]], Made], most: int) -> None:
        self._make = make
        self._most = most
        self._known: dict[tuple[int, int, int], tuple[tuple[Word, ...], Made]] = {}

    def __call__(self, words: Sequence[Word]) -> Made:
        """What is made of ``words``, of which there must be one at least."""
        key = len(words), id(words[0]), id(words[-1])
        held = self._known.get(key)
        # The words are held, so that no other comes to have the identity of one of them.
        if held is None or not all(map(is_, held[0], words)):
            held = tuple(words), self._make(words)
            if len(self._known) >= self._most:
                self._known.pop(next(iter(self._known)), None)
            self._known[key] = held
        return held[1]
