"""Figures for each code: what is right, lost and too much, how sure the figures are, and the page that shows them."""

from __future__ import annotations

import numpy as np
import pytest

from tests.test_evaluate import THREE, gold_measure, make_gold, tables_like
from vaxtanalys.evaluate.agreement import confusions, figures, reliability
from vaxtanalys.evaluate.codes import Judgement
from vaxtanalys.evaluate.evaluate import evaluate_tables
from vaxtanalys.evaluate.report import evaluation_data, evaluation_page
from vaxtanalys.evaluate.scores import Evaluation


def _evaluation() -> Evaluation:
    """Three measures, where the run takes the staff of the first for the public and finds one allowed code."""
    gold = make_gold([*THREE[:2], gold_measure("a", 3, THREE[2]["text"], target_groups_allowed=["victims"])])
    tables = tables_like(gold)
    tags = tables["tags"].assign(score=0.8, evidence="ord", rule="rad")
    first = (tags["measure_id"] == "a-m001") & (tags["facet"] == "target_group")
    tags.loc[first, "code"] = "public"
    extra = tags[first].assign(measure_id="a-m003", code="victims", score=0.4)
    tables["tags"] = type(tags)([*tags.to_dict("records"), *extra.to_dict("records")])
    return evaluate_tables(tables, gold)


def test_figures_of_each_code() -> None:
    found = {(item.facet, item.code): item for item in figures(_evaluation().judged)}
    whole = found["target_group", ""]
    assert (whole.score.right, whole.score.found, whole.score.wanted) == (2, 3, 3)
    assert found["target_group", "staff"].score.recall == pytest.approx(2 / 3)
    assert found["target_group", "public"].score.precision == 0
    assert found["target_group", "victims"].score.found == 0
    assert found["body", "lead"].score.f1 == 1.0
    assert whole.low <= whole.score.f1 <= whole.high
    assert whole.low < whole.high


def test_the_intervals_are_the_same_every_time() -> None:
    judged = _evaluation().judged
    assert figures(judged) == figures(judged)


def test_alpha_is_the_packages() -> None:
    krippendorff = pytest.importorskip("krippendorff")
    found = {(item.facet, item.code): item for item in figures(_evaluation().judged)}
    table = np.array([[1, 1, 1], [0, 1, 1]])
    expected = krippendorff.alpha(table, level_of_measurement="nominal")
    assert found["target_group", "staff"].alpha == pytest.approx(expected)
    assert found["prevention_level", "universal"].alpha is None


def test_what_is_taken_for_what() -> None:
    assert ("target_group", "staff", "public", 1) in confusions(_evaluation().judged)
    assert not [row for row in confusions(_evaluation().judged) if row[0] == "body"]


def test_reliability_counts_inferred_codes_by_their_score() -> None:
    bins = reliability(_evaluation().judged, "target_group")
    assert [(b.count, round(b.right, 2)) for b in bins] == [(1, 1.0), (3, 0.67)]


def test_the_page_and_the_data_name_every_miss_with_its_evidence() -> None:
    evaluation = _evaluation()
    page, data = evaluation_page(evaluation), evaluation_data(evaluation)
    assert "<script" not in page and "http" not in page
    assert "<q>ord</q> rad" in page
    assert [(m["code"], m["error"], m["evidence"]) for m in data["code_misses"]] == [
        ("public", "extra", "ord"),
        ("staff", "missing", None),
    ]
    assert {item["facet"] for item in data["codes"]} == {"body", "prevention_level", "target_group"}


def test_text_of_a_plan_is_text_on_the_page() -> None:
    judged = Judgement("a", "a-m01", "<b>fet</b>", "theme", "norms", "norms", True, False, False)
    evaluation = Evaluation((), _evaluation().total, (), None, (judged,))
    assert "&lt;b&gt;fet&lt;/b&gt;" in evaluation_page(evaluation)
