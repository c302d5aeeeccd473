"""A run against a coding: what counts as right, what is not blamed, and which misses are told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from vaxtanalys.errors import UsageError
from vaxtanalys.evaluate.evaluate import evaluate_tables
from vaxtanalys.evaluate.gold import Gold, load_gold
from vaxtanalys.evaluate.match import normal, pair_texts, same_text
from vaxtanalys.evaluate.scores import Score

WORDS = (
    "Utbilda all personal i skolan om våld",
    "Starta en grupp för den som utövar våld",
    "Informera på flera språk om stöd",
)


def gold_measure(doc: str, number: int, text: str, **more: Any) -> dict[str, Any]:
    return {
        "doc": doc,
        "id": f"{doc}-m{number:02d}",
        "focus_area": f"{doc}-f1",
        "label": None,
        "heading": None,
        "text": text,
        "remark": None,
        "status": None,
        "timeline": None,
        "bodies": [{"raw": "x", "norm": "socialnämnden", "role": "lead"}],
        "levels_stated": [],
        "levels": ["universal"],
        "target_groups": ["staff"],
    } | more


def make_gold(measures: list[dict[str, Any]], pairs: list[tuple[str, str]] | None = None, **more: Any) -> Gold:
    names = sorted({row["doc"] for row in measures} | set(more.pop("names", ())))
    return Gold(
        documents=tuple({"doc": name, "kommunkod": f"000{index}"} for index, name in enumerate(names)),
        focus_areas=tuple({"doc": n, "id": f"{n}-f1", "heading": "Förebygga", "objectives": []} for n in names),
        measures=tuple(measures),
        pairs=frozenset(pairs or ()),
        pairs_allowed=frozenset(more.pop("pairs_allowed", ())),
    )


def tables_like(gold: Gold) -> dict[str, pd.DataFrame]:
    """The tables of a run that found just what was coded; ids are the tool's own."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in ("documents", "focus_areas", "measures")}
    rows |= {"bodies": [], "tags": [], "alignments": []}
    for document in gold.documents:
        rows["documents"].append({"document_id": document["doc"], "municipality_code": document["kommunkod"]})
        rows["focus_areas"].append(
            {
                "document_id": document["doc"],
                "focus_area_id": document["doc"] + "-f01",
                "heading": "Förebygga",
                "objectives": [],
            }
        )
    for measure in gold.measures:
        key = measure["id"].replace("-m", "-m0")
        values = {name: measure[name] for name in ("label", "heading", "text", "remark", "status", "timeline")}
        place = {"document_id": measure["doc"], "measure_id": key, "focus_area_id": measure["doc"] + "-f01"}
        rows["measures"].append(place | values | {"page": 1})
        for body in measure["bodies"]:
            rows["bodies"].append({"measure_id": key, "body": body["norm"], "role": body["role"]})
        for facet, codes in (("prevention_level", measure["levels"]), ("target_group", measure["target_groups"])):
            for code in codes:
                basis = "stated" if code in measure["levels_stated"] else "inferred"
                rows["tags"].append({"measure_id": key, "facet": facet, "code": code, "basis": basis})
    columns = {"alignments": ["measure_a", "measure_b", "score", "verdict"]}
    return {name: pd.DataFrame(values, columns=columns.get(name)) for name, values in rows.items()}


THREE = [gold_measure("a", number, text) for number, text in enumerate(WORDS, start=1)]


def test_all_right() -> None:
    gold = make_gold(THREE)
    result = evaluate_tables(tables_like(gold), gold)
    assert not result.misses
    assert all(score.f1 == 1.0 for score in result.total.scores.values())
    assert result.total.scores["measures"] == Score(3, 3, 3)
    assert result.total.scores["bodies"].wanted == 3


def test_a_lost_measure_takes_all_with_it() -> None:
    gold = make_gold(THREE)
    tables = tables_like(gold)
    tables["measures"] = tables["measures"].iloc[:2]
    result = evaluate_tables(tables, gold)
    scores = result.total.scores
    assert scores["measures"].recall == pytest.approx(2 / 3)
    assert scores["measures"].precision == 1.0
    for name in ("bodies", "target_groups", "levels_inferred", "focus_area"):
        assert scores[name].recall == pytest.approx(2 / 3), name
    assert [miss.words for miss in result.misses] == [f"saknas a-m03: {WORDS[2]}"]


def test_an_invented_measure_costs_precision() -> None:
    gold = make_gold(THREE)
    tables = tables_like(gold)
    extra = tables["measures"].iloc[0].to_dict() | {"measure_id": "a-m009", "text": "Något helt annat som ingen kodat"}
    tables["measures"] = pd.concat([tables["measures"], pd.DataFrame([extra])], ignore_index=True)
    result = evaluate_tables(tables, gold)
    assert result.total.scores["measures"].precision == pytest.approx(3 / 4)
    assert "för mycket a-m009 (sidan 1)" in result.misses[0].words


@pytest.mark.parametrize(
    ("allowed", "found", "expected"),
    [
        ([], {"staff"}, Score(1, 1, 1)),
        ([], {"staff", "managers"}, Score(1, 2, 1)),
        (["managers"], {"staff", "managers"}, Score(1, 1, 1)),
        (["managers"], {"managers"}, Score(0, 0, 1)),
        (["managers"], {"staff"}, Score(1, 1, 1)),
        ([], set(), Score(0, 0, 1)),
    ],
)
def test_what_one_coding_alone_has_is_not_blamed(allowed: list[str], found: set[str], expected: Score) -> None:
    gold = make_gold([gold_measure("a", 1, WORDS[0], target_groups_allowed=allowed)])
    tables = tables_like(gold)
    others = tables["tags"][tables["tags"]["facet"] != "target_group"]
    mine = [{"measure_id": "a-m001", "facet": "target_group", "code": c, "basis": "inferred"} for c in sorted(found)]
    tables["tags"] = pd.concat([others, pd.DataFrame(mine)], ignore_index=True)
    assert evaluate_tables(tables, gold).total.scores["target_groups"] == expected


def test_a_body_in_the_wrong_role_is_wrong() -> None:
    gold = make_gold(THREE[:1])
    tables = tables_like(gold)
    tables["bodies"]["role"] = "co"
    result = evaluate_tables(tables, gold)
    assert result.total.scores["bodies"].f1 == 0.0
    assert result.misses[0].words == "a-m01: saknas socialnämnden lead; för mycket socialnämnden co"


def test_stated_levels_are_not_scored_as_inferred() -> None:
    gold = make_gold([gold_measure("a", 1, WORDS[0], levels_stated=["universal"]), gold_measure("a", 2, WORDS[1])])
    scores = evaluate_tables(tables_like(gold), gold).total.scores
    assert scores["levels_stated"] == Score(1, 1, 1)
    assert scores["levels_inferred"] == Score(1, 1, 1)


def test_a_document_without_measures() -> None:
    gold = make_gold(THREE[:1], names=["svar"])
    result = evaluate_tables(tables_like(gold), gold)
    assert result.documents[-1].scores["measures"] == Score(0, 0, 0)
    assert result.documents[-1].scores["measures"].f1 == 1.0


def test_pairs_and_average_precision() -> None:
    """Four coded measures in two municipalities; one pair agreed, one allowed, one found too many."""
    measures = [gold_measure(doc, number, text) for doc in "ab" for number, text in enumerate(WORDS[:2], start=1)]
    gold = make_gold(measures, [("a-m01", "b-m01"), ("a-m01", "a-m02")], pairs_allowed=[("a-m02", "b-m02")])
    tables = tables_like(gold)
    rows = [
        ("a-m001", "b-m002", 0.9, "same"),  # wrong, and ranked first
        ("a-m002", "b-m002", 0.8, "same"),  # one coding alone has it
        ("a-m001", "b-m001", 0.7, "same"),  # right
    ]
    tables["alignments"] = pd.DataFrame(rows, columns=["measure_a", "measure_b", "score", "verdict"])
    result = evaluate_tables(tables, gold)
    assert result.total.scores["pairs"] == Score(1, 2, 1)
    assert result.average_precision == pytest.approx(1 / 2)
    assert [m.words for m in result.misses] == ["för mycket a-m01 – b-m02"]


TEXTS = [
    ("Utveckla\n arbets-\nsätt", "Utveckla arbetssätt", True),
    ("kultur – och fritid", "Kultur- och fritid", True),
    ("Starta en grupp", "Starta två grupper för unga", False),
    ("", "", True),
    ("", "något", False),
]


@pytest.mark.parametrize(("a", "b", "same"), TEXTS)
def test_same_text(a: str, b: str, same: bool) -> None:
    assert same_text(a, b) is same


def test_pairing_is_one_to_one_and_keeps_the_order() -> None:
    assert pair_texts(["Samma ord här", "Samma ord här"], ["Samma ord här", "Samma ord här"]) == [(0, 0), (1, 1)]
    assert pair_texts(["Samma ord här", "Samma ord här"], ["Samma ord här"]) == [(0, 0)]
    assert normal("Kultur –\n och") == "kultur-och"


@pytest.mark.parametrize("text", ["inte json", "[]", "{}", '{"documents": [{}], "measures": []}'])
def test_not_a_coding(tmp_path: Path, text: str) -> None:
    path = tmp_path / "gold.json"
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError, match=r"gold\.json"):
        load_gold(path)
    with pytest.raises(UsageError, match="finns inte"):
        load_gold(tmp_path / "borta.json")


def test_result_as_json() -> None:
    gold = make_gold(THREE)
    data = json.loads(json.dumps(evaluate_tables(tables_like(gold), gold).as_dict()))
    assert data["total"]["measures"] == {"precision": 1, "recall": 1, "f1": 1, "right": 3, "found": 3, "wanted": 3}
