"""What the words of a measure mean, as vectors that a language model once gave them (``data/word_senses.npz``).

The vectors are those that multilingual-e5-small (MIT) gives each word alone, fewer dimensions kept; the model itself is
not needed. A text is the sum of its words, the rare ones counting more (Arora, Liang and Ma, *A Simple but
Tough-to-Beat Baseline for Sentence Embeddings*, 2017). ``tests/fit_senses.py`` writes the file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from vaxtanalys.likeness.axis import Floats

FILE = "word_senses.npz"
# A word of a compound is at least this long.
SHORTEST_PART = 4
# Between the parts of a compound: "trygghet-s-vandring", or a vowel of the first ("skol-gård" of "skola").
LINKS = ("s", "-")
DROPPED = ("a", "e")


@dataclass(frozen=True)
class Senses:
    """``vectors`` (a row of whole numbers for each of ``words``) and ``weights``: how much each word tells, 0 to 1."""

    words: Mapping[str, int]
    vectors: npt.NDArray[np.int8]
    weights: npt.NDArray[np.float32]
    _known: dict[str, Floats | None] = field(default_factory=dict, repr=False, compare=False)

    def place(self, rows: Sequence[Mapping[str, float]]) -> Floats:
        """A vector for each text, given as its lemmas with how much each counts; no length where no word is known."""
        found = np.zeros((len(rows), self.vectors.shape[1]))
        for place, row in zip(found, rows, strict=True):
            for word in sorted(row):
                sense = self.sense(word) if row[word] > 0 else None
                if sense is not None:
                    place += row[word] * sense
        return found

    def sense(self, word: str) -> Floats | None:
        """The word's vector times its weight; that of its parts where only they are known; None where none is."""
        if word not in self._known:
            rows = [self.words[word]] if word in self.words else self.parts(word)
            self._known[word] = (
                self.vectors[rows].astype(np.float64).mean(axis=0) * float(self.weights[rows].max()) if rows else None
            )
        return self._known[word]

    def parts(self, word: str) -> list[int]:
        """``known_parts``: the two known words of a compound, the longest first part there is, else its known head."""
        for cut in range(len(word) - SHORTEST_PART, SHORTEST_PART - 1, -1):
            first, head = word[:cut], self.words.get(word[cut:])
            if head is None:
                continue
            bare = [first[: -len(link)] for link in LINKS if first.endswith(link)]
            for known in (first, *bare, *(first + vowel for vowel in DROPPED)):
                if len(known) >= SHORTEST_PART - 1 and known in self.words:
                    return [self.words[known], head]
        heads = (word[start:] for start in range(1, len(word) - SHORTEST_PART + 1))
        return next(([self.words[head]] for head in heads if head in self.words), [])


@cache
def load_senses() -> Senses:
    """The words that come with the package."""
    file = resources.files("vaxtanalys.data").joinpath(FILE)
    with file.open("rb") as opened, np.load(opened, allow_pickle=False) as raw:
        words = {str(word): number for number, word in enumerate(raw["words"])}
        return Senses(words, raw["vectors"], raw["weights"])
