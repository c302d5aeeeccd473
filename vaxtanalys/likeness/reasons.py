"""Why two measures are held to be alike: short Swedish sentences made of what both have."""

from __future__ import annotations

from vaxtanalys.likeness.items import FACETS
from vaxtanalys.likeness.labels import Labels
from vaxtanalys.likeness.score import Scorer
from vaxtanalys.likeness.words import as_written

SAME = {"action": "samma slags åtgärd", "target_group": "samma mottagare", "theme": "samma ämne"}
IDEAS = {"act": "båda gäller", "who": "båda nämner", "where": "samma plats", "what": "båda handlar om"}
MOST_WORDS = 5
# From this likeness on (1 is that of two wordings of one measure) the language model is worth naming.
LEAST_MEANING = 0.5
LEAST_WEIGHT = 0.3


def give_reasons(scorer: Scorer, row: int, col: int, labels: Labels) -> tuple[str, ...]:
    """Sentences on what the items at ``row`` and ``col`` share; ``labels`` gives a code's label."""
    first, second = scorer.items[row], scorer.items[col]
    reasons: list[str] = []
    for facet in FACETS:
        shared = sorted(set(first.codes_of(facet)) & set(second.codes_of(facet)))
        if shared:
            reasons.append(f"{SAME[facet]}: {', '.join(labels.label(facet, code) for code in shared)}")
    reasons += shared_ideas(scorer, row, col)
    names = sorted(set(scorer.names[row]) & set(scorer.names[col]))
    if names:
        reasons.append(f"båda nämner {', '.join(name.upper() if len(name) <= 5 else name for name in names)}")
    meaning = scorer.same_meaning(row, col)
    if meaning is not None and meaning >= LEAST_MEANING:
        reasons.append(f"liknande innebörd ({min(meaning, 1.0):.2f})".replace(".", ","))
    words = shared_words(scorer, row, col)
    if words:
        written = as_written(first.text)
        reasons.append(f"delar orden: {', '.join(written.get(word, word) for word in words[:MOST_WORDS])}")
    return tuple(reasons)


def shared_ideas(scorer: Scorer, row: int, col: int) -> list[str]:
    """One sentence for each kind of idea that both have."""
    kinds = {term.id: term.kind for term in scorer.terms.terms}
    shared = sorted(set(scorer.ideas[row]) & set(scorer.ideas[col]))
    return [
        f"{words}: {', '.join(idea for idea in shared if kinds[idea] == kind)}"
        for kind, words in IDEAS.items()
        if any(kinds[idea] == kind for idea in shared)
    ]


def shared_words(scorer: Scorer, row: int, col: int) -> list[str]:
    """The telling lemmas that both have, the heaviest first."""
    first, second = scorer.words[row], scorer.words[col]
    both = {word: min(first[word], second[word]) for word in first if word in second}
    return sorted((word for word in both if both[word] >= LEAST_WEIGHT), key=lambda word: (-both[word], word))
