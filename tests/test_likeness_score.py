"""The scorer's coefficients are those a fit gives, and it finds the alike measures of plans it was not fitted on."""

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from coded_pairs import judged_pairs
from fit_likeness import LEARNT, Coded, average_precision, best_f1, code, fit_coded, held_out_scores
from fit_metric import Learnt, learn_all
from practice import FOLDER, load_practice, read_rows

from vaxtanalys.likeness import Item, Scorer, load_weights
from vaxtanalys.likeness.axis import Pairs
from vaxtanalys.likeness.metric import Views, load_metrics
from vaxtanalys.likeness.names import find_names
from vaxtanalys.likeness.weights import FEATURES


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Skolan arbetar med MVP i årskurs 8", ("mvp",)),
        ("Införa Mentors in Violence Prevention i skolan", ("mentors in violence prevention", "mvp")),
        ("Delta i ”En vecka fri från våld” varje år", ("en vecka fri från våld",)),
        ("SIP-planer upprättas", ("sip",)),
        ("Samverka med Länsstyrelsen i Åby kommun", ()),
        ("Utbilda personalen", ()),
    ],
)
def test_names_of_programmes(text: str, names: tuple[str, ...]) -> None:
    assert find_names(text, frozenset(["länsstyrelsen", "åby"])) == names


@pytest.fixture(scope="module")
def learnt() -> list[Learnt]:
    return learn_all(load_practice(), None)


@pytest.fixture(scope="module")
def coded(learnt: list[Learnt]) -> dict[str, Coded]:
    return code(load_practice(), None, learnt)


def test_the_written_weights_are_those_of_the_fit(coded: dict[str, Coded]) -> None:
    written, fitted = load_weights(), fit_coded(coded)
    assert written.intercept == pytest.approx(fitted.intercept, abs=0.1)
    assert written.features == pytest.approx(fitted.features, abs=0.1)
    assert written.plain_intercept == pytest.approx(fitted.plain_intercept, abs=0.1)
    assert written.plain == pytest.approx(fitted.plain, abs=0.1)


def test_the_written_metric_is_the_learnt_one(learnt: list[Learnt]) -> None:
    items = load_practice().items[:60]
    pairs = Pairs.listed(*np.triu_indices(len(items), 1))
    views = Scorer(items, metrics=()).views
    (written,), metric = load_metrics(), learnt[0].metric
    assert (written.ideas, written.codes, written.types) == (metric.ideas, metric.codes, metric.types)
    assert written.place(views).ratios(pairs) == pytest.approx(metric.place(views).ratios(pairs), abs=1.0)
    assert (written.low, written.bend, written.high) == pytest.approx((metric.low, metric.bend, metric.high), abs=1.0)


def test_pairs_of_authors_left_out_of_the_fit_are_ranked_well(coded: dict[str, Coded]) -> None:
    """All pairs of an author at once, some three in a thousand of them the same, by what others' measures taught."""
    authors = load_practice().plain_authors
    found = {
        author: rank(coded[author], scores) for author, scores in held_out_scores(coded, FEATURES, authors).items()
    }
    assert found["first"] >= 0.9 and found["second"] >= 0.84 and found["third"] >= 0.8
    # The rows of ideas and types were written after the first two authors' plans: there the space brings least.
    without = held_out_scores(coded, [name for name in FEATURES if name not in LEARNT], authors)
    gains = [found[author] - rank(coded[author], scores) for author, scores in without.items()]
    assert np.mean(gains) >= 0.03 and found["third"] >= rank(coded["third"], without["third"]) + 0.03


def rank(coded: Coded, scores: np.ndarray) -> float:
    """The average precision of the scores of an author's pairs."""
    return average_precision(coded.pairs.same, scores, coded.pairs.weight)


def test_a_measure_like_all_others_is_near_none() -> None:
    """``alone``: what measures in general say brings two no nearer; what few say does."""
    texts = (
        "Samverkan ska utvecklas",
        "Samverkan ska utvecklas och stärkas",
        "Testköp av folköl i butik",
        "Kontrollköp av öl i butikerna",
    )
    scorer = Scorer([Item(f"m{n}", f"d{n}", f"{n}", text) for n, text in enumerate(texts)])
    rare = scorer.scores(np.array([2]), np.array([3]))[0]
    assert rare > 0.3
    points = load_metrics()[0].place(scorer.views)
    assert points.alone[0] + points.alone[1] < 0


def test_points_have_no_rounding_of_their_own() -> None:
    """``exact_sums``: whatever the order of the sum, so that no library or number of threads changes a byte."""
    points = load_metrics()[0].place(Scorer(load_practice().items[:40], metrics=()).views).points.matrix
    assert np.linalg.norm(points, axis=1).max() <= 1.0
    turned = points[:, ::-1].astype(np.float64)
    assert np.array_equal((points @ points.T).astype(np.float64), turned @ turned.T)


def test_a_metric_leaves_out_what_it_has_no_name_for() -> None:
    views = Views(
        ideas=[{"what:okänt": 1.0}], codes=[{}], types=[{"nytt-slag": 1.0}], lemmas=["köld"], senses=np.zeros((1, 128))
    )
    (metric,) = load_metrics()
    assert metric.features(views).nnz == metric.features(replace(views, ideas=[{}], types=[{}])).nnz > 0
    nothing = Views(ideas=[], codes=[], types=[], lemmas=[], senses=np.zeros((0, 128)))
    assert metric.place(nothing).points.matrix.shape[0] == 0


def test_practice_measures_are_coded_once_each_and_stand_in_no_real_plan(plans_dir: Path) -> None:
    rows = [row for _, row in read_rows()]
    assert len({(row["municipality"], row["id"]) for row in rows}) == len(rows)
    taken = set().union(*(runs(path.read_text("utf-8", "replace")) for path in (plans_dir / "text").glob("*.txt")))
    assert taken and FOLDER.is_dir()
    for row in rows:
        assert not runs(row["text"]) & taken, row["id"]


def runs(text: str, length: int = 10) -> set[tuple[str, ...]]:
    """Every run of ``length`` words."""
    found = re.findall(r"[0-9a-zåäöé]+", text.lower())
    return {tuple(found[i : i + length]) for i in range(len(found) - length + 1)}


def test_the_coded_pairs_of_real_plans_are_ranked_well(plans_dir: Path) -> None:
    """Far above what wording alone gives (0.16 by letters); pairs that only one coder had are left out."""
    gold = json.loads((plans_dir / "gold" / "gold.json").read_text(encoding="utf-8"))
    items = [
        Item(
            m["id"], m["doc"], m["doc"], m["text"], ((), tuple((code, 1.0) for code in sorted(m["target_groups"])), ())
        )
        for m in gold["measures"]
    ]
    rows, cols, same = judged_pairs(gold, items)
    scores = Scorer(items).scores(rows, cols)
    assert average_precision(same, scores) >= 0.38
    assert best_f1(same, scores)[0] >= 0.45
