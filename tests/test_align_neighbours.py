"""Nearest neighbours: next to none is lost, and pairs among them score as they do among all."""

import numpy as np
import pytest
from practice import load_practice
from scipy import sparse
from sklearn.preprocessing import normalize

from vaxtanalys.align import neighbours
from vaxtanalys.align.neighbours import COMPARE_ALL, find_neighbours
from vaxtanalys.align.pairs import score_near_pairs, score_pairs
from vaxtanalys.likeness import Scorer


def made_vectors(count: int, seed: int = 5) -> np.ndarray:
    """Rows in some hundred loose clusters, as measures are: a theme's words, and some of their own."""
    random = np.random.default_rng(seed)
    themes = sparse.random(150, 400, density=0.03, random_state=seed, format="csr")
    own = sparse.random(count, 900, density=0.004, random_state=seed + 1, format="csr")
    whole = normalize(sparse.hstack([themes[random.integers(0, 150, count)], own]).tocsr())
    # As many directions as a metric has, and parts that a sum does not round.
    turned = normalize(whole @ random.normal(size=(whole.shape[1], 200)))
    return (np.round(turned * 2048) / 2048).astype(np.float32)


def likeness(vectors: np.ndarray, most: int) -> np.ndarray:
    """For each row its ``most`` greatest likenesses with others, by the whole product."""
    dense = vectors @ vectors.T
    np.fill_diagonal(dense, 0.0)
    return -np.sort(-dense, axis=1)[:, :most]


def test_the_nearest_are_those_of_the_whole_product() -> None:
    vectors = normalize(sparse.random(300, 60, density=0.1, random_state=4, format="csr")).toarray()
    rows, cols = find_neighbours(vectors, 5)
    assert (rows != cols).all()
    assert (np.bincount(rows) == 5).all()
    found = (vectors[rows] * vectors[cols]).sum(axis=1).reshape(300, 5)
    assert np.allclose(found, likeness(vectors, 5))


def test_by_leaders_next_to_none_is_lost_and_none_is_found_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbours, "COMPARE_ALL", 5000)
    vectors = made_vectors(5500)
    rows, cols = find_neighbours(vectors, 10)
    assert (rows != cols).all()
    assert len(set(zip(rows.tolist(), cols.tolist(), strict=True))) == len(rows)
    found = (vectors[rows] * vectors[cols]).sum(axis=1)
    tenth = likeness(vectors, 10)[:, 9]
    assert (found >= tenth[rows] - 1e-9).sum() >= 0.99 * 10 * len(tenth)
    again = find_neighbours(vectors, 10)
    assert (again[0] == rows).all() and (again[1] == cols).all()


@pytest.mark.parametrize("limit", [COMPARE_ALL, 500])
def test_rows_alike_to_one_other_only(monkeypatch: pytest.MonkeyPatch, limit: int) -> None:
    """Twins that share nothing with the rest: most of them share nothing with any leader either (``alone``)."""
    monkeypatch.setattr(neighbours, "COMPARE_ALL", limit)
    monkeypatch.setattr(neighbours, "COLUMNS", 300)
    count = 1101
    vectors = np.zeros((count, count // 2 + 1), dtype=np.float32)
    vectors[np.arange(count), np.arange(count) // 2] = 1.0
    rows, cols = find_neighbours(vectors, 3)
    assert (rows // 2 == cols // 2).all()
    assert len(rows) == count // 2 * 2
    assert find_neighbours(np.zeros((0, 4), dtype=np.float32), 3)[0].size == 0


@pytest.mark.parametrize("limit", [COMPARE_ALL, 10])
def test_of_equals_the_first_are_taken(monkeypatch: pytest.MonkeyPatch, limit: int) -> None:
    monkeypatch.setattr(neighbours, "COMPARE_ALL", limit)
    vectors = np.ones((64, 1), dtype=np.float32)
    rows, cols = find_neighbours(vectors, 2)
    assert cols[rows == 0].tolist() == [1, 2]
    assert cols[rows == 1].tolist() == [0, 2]
    assert cols[rows == 40].tolist() == [0, 1]


def test_near_pairs_score_as_all_pairs_do_and_hold_nearly_all_that_are_same() -> None:
    scorer = Scorer(load_practice().items[:200])
    every = {(pair.row, pair.col): pair.score for pair in score_pairs(scorer, 0.08)}
    near = {(pair.row, pair.col): pair.score for pair in score_near_pairs(scorer, 0.08, 30)}
    assert all(every[pair] == score for pair, score in near.items())
    same = [pair for pair, score in every.items() if score >= 0.45]
    assert sum(pair in near for pair in same) >= 0.98 * len(same)
