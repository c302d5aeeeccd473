"""Cells of the comparison against a coding: false gaps, missed gaps, undecided ones."""

from typing import Any

from vaxtanalys.evaluate.cells import components, score_cells
from vaxtanalys.evaluate.gold import Gold

TOWNS = {"a": "9901", "b": "9902", "c": "9903"}


def make_gold() -> Gold:
    rows = [
        {"doc": doc, "id": f"{doc}{n}", "target_groups": ["staff"] if n == 1 else ["youth"], "levels": ["universal"]}
        for doc in TOWNS
        for n in (1, 2)
    ]
    documents = tuple({"doc": doc, "kommunkod": code} for doc, code in TOWNS.items())
    return Gold(documents, (), tuple(rows), frozenset({("a1", "b1"), ("a2", "c2")}), frozenset({("a1", "c1")}))


def cell(town: str, facet: str, code: str, state: str, *measures: str) -> dict[str, Any]:
    return {"municipality_code": TOWNS[town], "facet": facet, "code": code, "state": state, "measures": list(measures)}


SAME = {f"m{doc}{n}": f"{doc}{n}" for doc in TOWNS for n in (1, 2)}


def test_cells_are_judged_by_what_the_coding_holds() -> None:
    coverage = [
        cell("a", "measure_group", "g", "covered", "ma1"),
        cell("b", "measure_group", "g", "gap"),  # coded as covered: a false gap
        cell("c", "measure_group", "g", "covered", "mc1"),  # one coder pairs it: not judged
        cell("a", "target_group", "youth", "covered", "ma2"),
        cell("b", "target_group", "youth", "undecided"),
        cell("b", "target_group", "older_people", "covered", "mb2"),  # no one coded it: a missed gap
        cell("c", "target_group", "older_people", "gap"),
        cell("c", "prevention_level", "universal", "covered", "mc2"),
    ]
    members = [{"group_id": "g", "measure_id": id_} for id_ in ("ma1", "mc1")]
    counts, wrong = score_cells(coverage, members, make_gold(), SAME)
    groups = counts["measure_group"]
    # a1-b1 is answered by g; a2-c2 by no group: both its towns are false gaps, b is rightly empty.
    assert (groups.tp, groups.fn, groups.fp, groups.tn) == (1, 3, 0, 1)
    people = counts["target_group"]
    assert (people.tp, people.fp, people.tn, people.undecided) == (1, 1, 1, 1)
    assert people.missed_gaps == 0.5
    assert people.undecided_share == 0.25
    assert any("falsk" in line for line in wrong)
    assert any("missad" in line for line in wrong)


def test_cells_of_bodies_are_judged_by_the_sort_of_body() -> None:
    gold = make_gold()
    for row in gold.measures:
        row["bodies"] = [{"norm": "socialnämnden" if row["doc"] == "a" else "kommunstyrelsen", "role": "lead"}]
    coverage = [
        cell("a", "body_type", "social_services", "covered", "ma1"),
        cell("b", "body_type", "social_services", "gap"),
        cell("b", "body_type", "executive", "gap"),
        cell("b", "target_group", "staff", "covered", "mb1"),
    ]
    counts, _ = score_cells(coverage, [], gold, SAME)
    bodies = counts["body_type"]
    assert (bodies.tp, bodies.fn, bodies.fp, bodies.tn) == (1, 1, 0, 1)


def test_components() -> None:
    assert components([("a", "b"), ("c", "d"), ("b", "e")]) == [frozenset("abe"), frozenset("cd")]
