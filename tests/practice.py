"""The practice measures in ``data/practice``: made-up plans of several policy areas, coded by kind of measure.

Eight authors wrote them, each alone. A file holds one policy area of one author, whose municipalities are compared with
each other. Two measures are the same where their kinds are; a pair that one could also take for the same is left out.
The fourth, fifth and sixth were asked for five wordings of each kind, as unlike each other as they get (a title, a
sentence of officials' Swedish, the name of a programme, plain words, a goal); the seventh and eighth for hundreds of
kinds that lie close to each other. From these five the space of the metric is learnt, but how much each feature of a
pair counts is told by the first three, whose plans hold as many kinds, as far apart, as real ones.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from vaxtanalys.likeness import FACETS, Item
from vaxtanalys.measure_types import assign, load_types

HARD_AUTHORS = ("eighth", "fifth", "fourth", "seventh", "sixth")
FOLDER = Path(__file__).parent / "data" / "practice"
CODES = FOLDER.with_name("practice_codes.toml")


@dataclass(frozen=True)
class Pairs:
    """Pairs of measures by position, whether the two are the same (1 or 0), and how many pairs each stands for."""

    rows: np.ndarray
    cols: np.ndarray
    same: np.ndarray
    weight: np.ndarray

    def sampled(self, most: int) -> Pairs:
        """The same pairs and about ``most`` of the others, spread evenly, which then stand for those left out."""
        different = np.flatnonzero(self.same == 0)
        every = max(1, round(len(different) / most))
        kept = np.sort(np.concatenate([np.flatnonzero(self.same > 0), different[::every]]))
        weight = np.where(self.same[kept] > 0, 1.0, float(every))
        return Pairs(self.rows[kept], self.cols[kept], self.same[kept], weight)

    def weighed(self, share: float) -> np.ndarray:
        """Weights by which the same pairs are ``share`` of all, 1 each."""
        same, different = self.same.sum(), self.weight[self.same == 0].sum()
        return np.where(self.same > 0, 1.0, self.weight * (same / share - same) / different)


@dataclass(frozen=True, eq=False)
class Practice:
    """The measures with the file that each stands in, its kind ("" where it is alone) and kinds it might be of."""

    items: tuple[Item, ...]
    files: tuple[str, ...]
    kinds: tuple[str, ...]
    doubtful: tuple[frozenset[str], ...]

    @property
    def owners(self) -> tuple[str, ...]:
        """The municipality of each measure."""
        return tuple(item.owner for item in self.items)

    @property
    def authors(self) -> tuple[str, ...]:
        """The author of each measure."""
        return tuple(name.rsplit("-", 1)[1] for name in self.files)

    @property
    def plain_authors(self) -> tuple[str, ...]:
        """Those who wrote plans, not wordings as unlike as they get."""
        return tuple(sorted(set(self.authors) - set(HARD_AUTHORS)))

    def by(self, author: str) -> Practice:
        """The measures of one author."""
        return _by(self, author)

    def pairs(self) -> Pairs:
        """All pairs of measures of different municipalities, those of different policy areas too.

        A pair that one could also take for the same is left out. To be asked of one author's measures.
        """
        return _pairs(self)


def read_rows() -> list[tuple[str, dict[str, str]]]:
    """(file's stem, row) of every practice measure, in the order of files and rows."""
    paths = sorted(FOLDER.glob("*.toml"))
    return [(path.stem, row) for path in paths for row in tomllib.loads(path.read_text("utf-8"))["measure"]]


@cache
def load_practice() -> Practice:
    """All practice measures."""
    known = tomllib.loads(CODES.read_text(encoding="utf-8")) if CODES.exists() else {}
    items, files, kinds, doubtful = [], [], [], []
    for stem, row in read_rows():
        id_ = f"{stem}/{row['id']}"
        codes = known.get(id_, [])
        hits = assign(row["text"], load_types(), [code.rsplit(":", 1)[0] for code in codes], areas_of(stem))
        types = tuple(sorted((hit.code, hit.score) for hit in hits))
        owner = f"{stem}/{row['municipality']}"
        items.append(Item(id_, owner, owner, row["text"], read_codes(codes), types=types))
        files.append(stem)
        kinds.append(row.get("kind", ""))
        doubtful.append(frozenset(row.get("doubtful", ())))
    return Practice(tuple(items), tuple(files), tuple(kinds), tuple(doubtful))


def areas_of(stem: str) -> tuple[str, ...]:
    """The policy areas of measure types that a file's plans are about."""
    area = stem.rsplit("-", 1)[0]
    return tuple(known.id for known in load_types().areas if known.id == area)


def read_codes(coded: list[str]) -> tuple[tuple[tuple[str, float], ...], ...]:
    """ "action:train:0.8" and so on, as an item holds them."""
    split = [entry.split(":") for entry in coded]
    return tuple(tuple((code, float(score)) for of, code, score in split if of == facet) for facet in FACETS)


@cache
def _by(practice: Practice, author: str) -> Practice:
    mine = [number for number, name in enumerate(practice.authors) if name == author]
    columns = (practice.items, practice.files, practice.kinds, practice.doubtful)
    return Practice(*(tuple(column[number] for number in mine) for column in columns))


@cache
def _pairs(practice: Practice) -> Pairs:
    count = len(practice.items)
    owner, kind = (np.unique(of, return_inverse=True)[1] for of in (practice.owners, practice.kinds))
    rows, cols = np.triu_indices(count, 1)
    same = (kind[rows] == kind[cols]) & np.array([name != "" for name in practice.kinds])[rows]
    by_kind: dict[str, list[int]] = {}
    for place, sure in enumerate(practice.kinds):
        for could in sorted({sure} - {""} | practice.doubtful[place]):
            by_kind.setdefault(could, []).append(place)
    near = {a * count + b for places in by_kind.values() for a in places for b in places if a < b}
    doubtful = np.isin(rows * count + cols, sorted(near)) & ~same
    kept = (owner[rows] != owner[cols]) & ~doubtful
    return Pairs(rows[kept], cols[kept], same[kept].astype(float), np.ones(kept.sum()))
