"""What words, rows and groups weigh for each prevention level: ``data/level_weights.csv``, had by a fit.

``tests/fit_levels.py`` writes the file; its first lines say on what it was fitted. A line is a feature and its weight
for each level; the probability of a level is ``1 / (1 + exp(-(intercept + sum of the weights)))``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from vaxtanalys.model import LEVELS
from vaxtanalys.swedish import SwedishWord, function_words
from vaxtanalys.tag.weight_files import read_weights

FILE = "level_weights.csv"
NOTHING = (0.0, 0.0, 0.0)
# Words longer than this are also weighed by their first and last letters, so that a compound nobody has met says what
# its parts say: "missbr-" and "-grupp" are those of "missbrukargrupp".
_LONG, _FIRST, _LAST = 7, 6, 5
Weights = tuple[float, float, float]
"""The weights for universal, selective and indicated."""


@cache
def load_level_weights() -> dict[str, Weights]:
    """The weights by feature. Raises SettingsError, with every fault, where a line of the file can not be read."""
    return {name: (u, s, i) for name, (u, s, i) in read_weights(FILE, len(LEVELS)).items()}


def word_features(word: SwedishWord) -> Iterator[str]:
    """The features of one word: its dictionary form, what its parts say, and its beginning and end where it is long."""
    return _features(word.folded, word.whole or word.lemma, word.parts)


def word_weights(word: SwedishWord) -> Weights:
    """What one word weighs; marks, numbers and words that only hold the sentence together weigh nothing."""
    return _word_weights(word.folded, word.whole or word.lemma, word.parts)


def feature_weights(feature: str) -> Weights:
    """What a feature weighs; one that the fit did not keep nothing."""
    return load_level_weights().get(feature, NOTHING)


@lru_cache(maxsize=50_000)
def _word_weights(folded: str, form: str, parts: tuple[str, ...]) -> Weights:
    universal = selective = indicated = 0.0
    for feature in _features(folded, form, parts):
        found = feature_weights(feature)
        universal, selective, indicated = universal + found[0], selective + found[1], indicated + found[2]
    return universal, selective, indicated


def _features(folded: str, form: str, parts: tuple[str, ...]) -> Iterator[str]:
    if not folded[0].isalpha() or folded in function_words():
        return
    yield f"word:{form}"
    for part in parts:
        yield f"word:{part}"
    if len(folded) > _LONG:
        yield f"word:{folded[:_FIRST]}*"
        yield f"word:*{folded[-_LAST:]}"
