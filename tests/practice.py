"""The practice measures in ``data/practice``: made-up plans of several policy areas, coded by kind of measure.

Three authors wrote them, each alone. A file holds one policy area of one author; its municipalities are compared with
each other. Two measures are the same where their kinds are; a pair that one could also take for the same is left out.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from vaxtanalys.likeness import FACETS, Item
from vaxtanalys.measure_types import assign, load_types

FOLDER = Path(__file__).parent / "data" / "practice"
CODES = FOLDER.with_name("practice_codes.toml")


@dataclass(frozen=True)
class Practice:
    """The measures with the file that each stands in, its kind ("" where it is alone) and kinds it might be of."""

    items: tuple[Item, ...]
    files: tuple[str, ...]
    kinds: tuple[str, ...]
    doubtful: tuple[frozenset[str], ...]

    @property
    def areas(self) -> tuple[str, ...]:
        """The policy area of each measure: its file without the author."""
        return tuple(name.rsplit("-", 1)[0] for name in self.files)


def read_rows() -> list[tuple[str, dict[str, str]]]:
    """(file's stem, row) of every practice measure, in the order of files and rows."""
    paths = sorted(FOLDER.glob("*.toml"))
    return [(path.stem, row) for path in paths for row in tomllib.loads(path.read_text("utf-8"))["measure"]]


@cache
def load_practice(typed: bool = True) -> Practice:
    """All practice measures; without measure types where ``typed`` is false."""
    known = tomllib.loads(CODES.read_text(encoding="utf-8")) if CODES.exists() else {}
    items, files, kinds, doubtful = [], [], [], []
    for stem, row in read_rows():
        id_ = f"{stem}/{row['id']}"
        codes = known.get(id_, [])
        hits = assign(row["text"], load_types(), [code.rsplit(":", 1)[0] for code in codes], areas_of(stem))
        types = tuple(sorted((hit.code, hit.score) for hit in hits)) if typed else ()
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


def pairs_of(practice: Practice) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rows, columns and whether they are the same, of pairs of different municipalities of one author.

    All pairs within a file, and every third of those of two files: plans of different policy areas hardly ever share a
    measure, and that too must be learnt.
    """
    rows, cols = np.triu_indices(len(practice.items), 1)
    files, authors = np.array(practice.files), np.array([name.rsplit("-", 1)[1] for name in practice.files])
    owners = np.array([item.owner for item in practice.items])
    third = np.arange(len(rows)) % 3 == 0
    kept = (authors[rows] == authors[cols]) & (owners[rows] != owners[cols]) & ((files[rows] == files[cols]) | third)
    rows, cols = rows[kept], cols[kept]
    kinds = np.array(practice.kinds)
    same = (kinds[rows] == kinds[cols]) & (kinds[rows] != "")
    could = [{kind} - {""} | more for kind, more in zip(practice.kinds, practice.doubtful, strict=True)]
    clear = np.array([bool(s) or not could[i] & could[j] for i, j, s in zip(rows, cols, same, strict=True)])
    return rows[clear], cols[clear], same[clear].astype(float)
