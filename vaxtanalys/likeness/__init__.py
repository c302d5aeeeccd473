"""How alike two measures are: the one scorer that both the alignment and the coverage of goals use.

A shared module: it knows measures only as ``Item`` (words and codes), so that ``align`` and ``compare`` can both lean
on it without knowing each other. Nothing in it is counted from the plans at hand (all weights are fixed rows of data),
so the score of two measures never depends on which other plans are in the corpus.
"""

from vaxtanalys.likeness.items import FACETS, Item, codes_by_measure, is_regional, item_of_goal, items_of, said_of
from vaxtanalys.likeness.labels import Labels
from vaxtanalys.likeness.reasons import give_reasons
from vaxtanalys.likeness.score import Scorer
from vaxtanalys.likeness.terms import Terms, load_terms
from vaxtanalys.likeness.weights import Weights, load_weights

__all__ = [
    "FACETS",
    "Item",
    "Labels",
    "Scorer",
    "Terms",
    "Weights",
    "codes_by_measure",
    "give_reasons",
    "is_regional",
    "item_of_goal",
    "items_of",
    "load_terms",
    "load_weights",
    "said_of",
]
