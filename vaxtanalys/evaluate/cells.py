"""Cells of the comparison against a coding: gaps called though the coding covers, gaps missed, cells left undecided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from vaxtanalys.body_types import body_type
from vaxtanalys.evaluate.gold import Gold, Row

CODED = {"target_group": "target_groups", "prevention_level": "levels", "body_type": "bodies"}


@dataclass(frozen=True, slots=True)
class CellCounts:
    """Cells of a facet by what is true and what was said: ``tp`` covered and said so, ``fn`` covered but called a gap,
    ``fp`` empty but said to be covered, ``tn`` empty and called a gap, and the undecided.
    """

    tp: int = 0
    fn: int = 0
    fp: int = 0
    tn: int = 0
    undecided: int = 0

    @property
    def cells(self) -> int:
        """All cells that the coding can judge."""
        return self.tp + self.fn + self.fp + self.tn + self.undecided

    @property
    def false_gaps(self) -> float:
        """The share of the cells that the coding covers that are called gaps."""
        return self.fn / (self.tp + self.fn) if self.tp + self.fn else 0.0

    @property
    def missed_gaps(self) -> float:
        """The share of the cells that are empty by the coding that are said to be covered."""
        return self.fp / (self.fp + self.tn) if self.fp + self.tn else 0.0

    @property
    def undecided_share(self) -> float:
        """The share of all cells that are left undecided."""
        return self.undecided / self.cells if self.cells else 0.0


def score_cells(
    coverage: Sequence[Row], members: Sequence[Row], gold: Gold, same: Mapping[str, str]
) -> tuple[dict[str, CellCounts], tuple[str, ...]]:
    """Counts by facet, and a line for each wrong cell; ``same`` leads from a found measure's id to the coded one's.

    Of groups: a coded group (measures bound by coded pairs) is answered by the found group that holds most of it; its
    cells are judged for every municipality whose coded measures take part in the comparison. A municipality that only
    one coder would count is not judged.
    """
    town = _towns(gold, coverage, same)
    counts: dict[str, Counter[str]] = {}
    wrong: list[str] = []
    for facet, code, municipality, state, truth in (
        *_coded(coverage, gold, same, town),
        *_grouped(coverage, members, gold, same, town),
    ):
        key = "undecided" if state == "undecided" else f"{'t' if truth == (state == 'covered') else 'f'}"
        if key != "undecided":
            key += "p" if state == "covered" else "n"
        counts.setdefault(facet, Counter())[key] += 1
        if key.startswith("f"):
            wrong.append(f"{facet} {code}, {municipality}: {'falsk' if key == 'fn' else 'missad'} lucka")
    return {facet: CellCounts(**dict(found)) for facet, found in sorted(counts.items())}, tuple(sorted(wrong))


Cell = tuple[str, str, str, str, bool]


def _towns(gold: Gold, coverage: Sequence[Row], same: Mapping[str, str]) -> dict[str, str]:
    """The municipality of every coded measure of a document that takes part (an older generation does not)."""
    codes = {str(row["doc"]): str(row.get("kommunkod") or "") for row in gold.documents}
    doc = {str(row["id"]): str(row["doc"]) for row in gold.measures}
    counted = {doc[same[id_]] for cell in coverage for id_ in cell["measures"] if id_ in same}
    return {id_: codes.get(name, "") for id_, name in doc.items() if name in counted and codes.get(name)}


def _coded(coverage: Sequence[Row], gold: Gold, same: Mapping[str, str], town: Mapping[str, str]) -> Iterator[Cell]:
    for facet, field in CODED.items():
        sure: set[tuple[str, str]] = set()
        maybe: set[tuple[str, str]] = set()
        for row in gold.measures:
            place = town.get(str(row["id"]))
            if place:
                sure |= {(place, code) for code in _codes(row.get(field))}
                maybe |= {(place, code) for code in _codes(row.get(f"{field}_allowed"))}
        for cell in coverage:
            pair = (cell["municipality_code"], cell["code"])
            if cell["facet"] == facet and pair[0] in town.values() and (pair in sure or pair not in maybe):
                yield facet, cell["code"], pair[0], cell["state"], pair in sure


def _codes(coded: Iterable[str | Row] | None) -> Iterator[str]:
    """The codes of a field; of bodies, the sorts that the registry knows their names to be of."""
    for one in coded or ():
        code = one if isinstance(one, str) else body_type(str(one["norm"]))
        if code:
            yield code


def _grouped(
    coverage: Sequence[Row],
    members: Sequence[Row],
    gold: Gold,
    same: Mapping[str, str],
    town: Mapping[str, str],
) -> Iterator[Cell]:
    found: dict[str, set[str]] = {}
    for row in members:
        if row["measure_id"] in same:
            found.setdefault(row["group_id"], set()).add(same[row["measure_id"]])
    states = {
        (cell["code"], cell["municipality_code"]): cell["state"]
        for cell in coverage
        if cell["facet"] == "measure_group"
    }
    for group in components(pair for pair in gold.pairs if pair[0] in town and pair[1] in town):
        places = {town[id_] for id_ in group}
        if len(places) < 2:
            continue
        answers = [(len(group & inside), group_id) for group_id, inside in found.items() if group & inside]
        answer = max(answers, key=lambda pair: (pair[0], pair[1]))[1] if answers else None
        allowed = {town[b] for pair in gold.pairs_allowed for a, b in (pair, pair[::-1]) if a in group and b in town}
        for place in sorted(set(town.values())):
            if place in places or place not in allowed:
                # A coded group that no found group holds leaves its cells empty without a word.
                state = states.get((answer, place), "gap") if answer else "gap"
                yield "measure_group", min(group), place, state, place in places


def components(pairs: Iterable[tuple[str, str]]) -> list[frozenset[str]]:
    """Measures bound together by pairs, directly or through others; sorted by their first id."""
    home: dict[str, set[str]] = {}
    for a, b in pairs:
        joined = home.get(a, {a}) | home.get(b, {b})
        for id_ in joined:
            home[id_] = joined
    return [frozenset(group) for group in sorted({tuple(sorted(group)) for group in home.values()})]
