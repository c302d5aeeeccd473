"""Which measure of a municipality comes nearest to measures that others have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from vaxtanalys.likeness import Item, Scorer
from vaxtanalys.meaning import Meaning
from vaxtanalys.model import Alignment

Near = tuple[str, float]
Ints = npt.NDArray[np.int64]


class NearestFinder:
    """Finds nearest measures among ``items``; what the alignment has already scored is taken from there."""

    def __init__(self, items: Sequence[Item], alignments: Iterable[Alignment], meaning: Meaning | None = None) -> None:
        self.scorer = Scorer(items, meaning=meaning)
        self.position = {item.id: index for index, item in enumerate(items)}
        self.aligned: dict[int, dict[int, float]] = {}
        for pair in alignments:
            a, b = self.position.get(pair.measure_a), self.position.get(pair.measure_b)
            if a is not None and b is not None:
                self.aligned.setdefault(a, {})[b] = pair.score
                self.aligned.setdefault(b, {})[a] = pair.score

    def nearest(self, own: Sequence[str], wanted: Sequence[Sequence[str]]) -> list[Near | None]:
        """For each list of ids in ``wanted`` the id among ``own`` that comes nearest to any of them, and the score.

        None where either is empty. The likeliest pair by the cheap bound is scored exactly and set against the pairs
        that the alignment kept; ties go to the smaller id.
        """
        rows = np.array([self.position[id_] for id_ in own if id_ in self.position], dtype=np.int64)
        columns = [np.array(sorted(self.position[id_] for id_ in ids if id_ in self.position)) for ids in wanted]
        if len(rows) == 0:
            return [None for _ in wanted]
        bounds = self.scorer.bounds(rows)
        pairs: list[tuple[int, int] | None] = []
        for cols in columns:
            if len(cols) == 0:
                pairs.append(None)
                continue
            block = bounds[:, cols]
            row, col = np.unravel_index(int(block.argmax()), block.shape)
            pairs.append((int(rows[row]), int(cols[col])))
        scored = self._score([pair for pair in pairs if pair])
        return [
            None if pair is None else self._best(scored[pair], pair[0], rows, cols)
            for pair, cols in zip(pairs, columns, strict=True)
        ]

    def likest(self, own: Sequence[str], others: Sequence[str]) -> Near | None:
        """The id among ``own`` that is most like any of ``others`` by the alignment, and how much (0 where unscored).

        None where either is empty.
        """
        wanted = {self.position[id_] for id_ in others if id_ in self.position}
        if not own or not wanted:
            return None
        best = {
            id_: max(
                (score for other, score in self.aligned.get(self.position[id_], {}).items() if other in wanted),
                default=0.0,
            )
            for id_ in own
        }
        return max(best.items(), key=lambda pair: (pair[1], pair[0]))

    def _score(self, pairs: Sequence[tuple[int, int]]) -> dict[tuple[int, int], float]:
        unique = sorted(set(pairs))
        scores = self.scorer.scores(np.array([a for a, _ in unique], int), np.array([b for _, b in unique], int))
        return {pair: float(score) for pair, score in zip(unique, scores, strict=True)}

    def _best(self, score: float, row: int, rows: Ints, cols: Ints) -> Near:
        best = (-score, row)
        wanted = set(cols.tolist())
        for own in rows.tolist():
            for other, aligned in self.aligned.get(own, {}).items():
                if other in wanted and -aligned <= best[0]:
                    best = min(best, (-aligned, own))
        return self.scorer.items[best[1]].id, -best[0]
