"""What a group of alike measures without a type of the codebook is called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from vaxtanalys.likeness import Labels, Scorer

MOST_LABEL_WORDS = 3
TELLING = 0.55


def label_group(scorer: Scorer, members: Sequence[int], codebook: Labels) -> str:
    """A Swedish label out of what most members share: "Utbildning: heder, unga – medarbetare"."""
    items = [scorer.items[member] for member in members]
    acts = common_to_most([list(item.codes_of("action")) for item in items])
    people = common_to_most([list(item.codes_of("target_group")) for item in items])
    kinds = {term.id: (term.kind, term.weight) for term in scorer.terms.terms}
    ideas = common_to_most([list(scorer.ideas[member]) for member in members])
    act = [codebook.label("action", code) for code in acts[:1]] or [idea for idea in ideas if kinds[idea][0] == "act"][
        :1
    ]
    about = sorted((idea for idea in ideas if kinds[idea][0] == "what"), key=lambda idea: (-kinds[idea][1], idea))
    # Words that nearly every plan has name a group only where nothing else does.
    about = [idea for idea in about if kinds[idea][1] >= TELLING] or about
    about = about or common_to_most([telling_words(scorer.words[member]) for member in members])
    who = [codebook.label("target_group", code) for code in people[:2]]
    who = who or [idea for idea in ideas if kinds[idea][0] == "who"][:2]
    label = ": ".join(part for part in ("".join(act), ", ".join(about[:MOST_LABEL_WORDS])) if part)
    label = " – ".join(part for part in (label, ", ".join(who)) if part)
    if not label:
        label = items[0].text[:60].rsplit(" ", 1)[0]
    return label[:1].upper() + label[1:]


def telling_words(words: Mapping[str, float]) -> list[str]:
    """The words of a measure that are not common to nearly all plans."""
    return [word for word, weight in words.items() if weight >= 0.3 and len(word) > 3]


def common_to_most(lists: Sequence[Sequence[str]]) -> list[str]:
    """What at least half of the lists hold, the most common first."""
    counts = Counter(entry for entries in lists for entry in set(entries))
    most = [entry for entry, count in counts.items() if 2 * count >= len(lists) and (count > 1 or len(lists) == 1)]
    return sorted(most, key=lambda entry: (-counts[entry], entry))
