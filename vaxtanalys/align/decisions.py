"""What people have decided of pairs of measures, and how the alignment obeys it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vaxtanalys.align.pairs import ScoredPair

DECISIONS = ("same", "not same", "unsure")
VERDICTS: Mapping[str, str] = {"same": "same", "not same": "related", "unsure": "undecided"}
WORDS: Mapping[str, str] = {
    "same": "beslutat: samma slags åtgärd",
    "not same": "beslutat: inte samma slags åtgärd",
    "unsure": "beslutat: osäkert om det är samma slags åtgärd",
}
UNSURE_SCORE = 0.5


@dataclass(frozen=True, slots=True)
class Decided:
    """Decisions by pair of positions (row < col). ``notes`` are Swedish sentences on those that could not be obeyed."""

    pairs: Mapping[tuple[int, int], str]
    notes: tuple[str, ...] = ()

    def apply(self, scored: Iterable[ScoredPair]) -> list[ScoredPair]:
        """The scored pairs with 1 for what is decided to be same and 0 for what is not; decided pairs are added."""
        scores = {(pair.row, pair.col): pair.score for pair in scored}
        fixed = {"same": 1.0, "not same": 0.0}
        for pair, decision in self.pairs.items():
            scores[pair] = fixed.get(decision, scores.get(pair, UNSURE_SCORE))
        return [ScoredPair(row, col, score) for (row, col), score in sorted(scores.items())]

    def verdict(self, pair: ScoredPair) -> str | None:
        """What is decided of the pair, as a verdict; None where nothing is."""
        decision = self.pairs.get((pair.row, pair.col))
        return VERDICTS[decision] if decision else None

    def reasons(self, pair: ScoredPair) -> tuple[str, ...]:
        """A sentence that says what is decided of the pair."""
        decision = self.pairs.get((pair.row, pair.col))
        return (WORDS[decision],) if decision else ()

    def apart(self) -> frozenset[tuple[int, int]]:
        """The pairs that may not be in one group."""
        return frozenset(pair for pair, decision in self.pairs.items() if decision == "not same")

    def together(self) -> tuple[tuple[int, int], ...]:
        """The pairs that must be in one group, sorted."""
        return tuple(sorted(pair for pair, decision in self.pairs.items() if decision == "same"))


def read_decisions(decisions: Sequence[tuple[str, str, str]], ids: Sequence[str]) -> Decided:
    """The (measure, measure, decision) rows that can be obeyed, with notes on the others.

    A row that names a measure that is gone is left out. Where two rows say different things of one pair, or "not same"
    is said of two measures that "same" binds together through others, neither the pair nor the "not same" is obeyed.
    """
    position = {id_: index for index, id_ in enumerate(ids)}
    notes: list[str] = []
    said: dict[tuple[int, int], set[str]] = {}
    for first, second, decision in decisions:
        gone = [id_ for id_ in (first, second) if id_ not in position]
        if gone:
            notes.append(
                f"Beslutet om {first} – {second} gäller inte längre: {' och '.join(gone)} finns inte i körningen; "
                "rätta id:t i decisions.csv (de står i tables/measures.csv) eller ta bort raden."
            )
        elif first == second:
            notes.append(f"Beslutet om {first} – {second} rör en och samma åtgärd; ta bort raden.")
        else:
            pair = (min(position[first], position[second]), max(position[first], position[second]))
            said.setdefault(pair, set()).add(decision)
    pairs = {pair: min(words) for pair, words in sorted(said.items()) if len(words) == 1}
    notes += [
        f"Besluten om {ids[a]} – {ids[b]} säger emot varandra ({', '.join(sorted(words))}); inget av dem följs; "
        "låt ett av dem stå kvar i decisions.csv."
        for (a, b), words in sorted(said.items())
        if len(words) > 1
    ]
    root = bind(pair for pair, decision in pairs.items() if decision == "same")
    for (a, b), decision in sorted(pairs.items()):
        if decision == "not same" and root.get(a, a) == root.get(b, b):
            notes.append(f"Beslutet att {ids[a]} och {ids[b]} inte är samma följs inte: andra beslut binder ihop dem.")
            del pairs[a, b]
    return Decided(pairs, tuple(notes))


def bind(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """For each bound position the smallest one that it is bound to, directly or through others."""
    root: dict[int, int] = {}

    def top(node: int) -> int:
        while root.setdefault(node, node) != node:
            node = root[node]
        return node

    for a, b in pairs:
        first, second = top(a), top(b)
        root[max(first, second)] = min(first, second)
    return {node: top(node) for node in sorted(root)}
