"""Nearest neighbours: none is lost, and pairs among them score as they do among all."""

import numpy as np
from fit_likeness import load_training
from scipy import sparse
from sklearn.preprocessing import normalize

from vaxtanalys.align.neighbours import CHUNK, find_neighbours
from vaxtanalys.align.pairs import score_near_pairs, score_pairs
from vaxtanalys.likeness import Scorer


def test_the_nearest_are_those_of_the_whole_product() -> None:
    random = np.random.default_rng(3)
    vectors = normalize(sparse.random(300, 60, density=0.1, random_state=4, format="csr"))
    rows, cols = find_neighbours(vectors, 5)
    dense = (vectors @ vectors.T).toarray()
    np.fill_diagonal(dense, 0.0)
    for row in random.choice(300, 40, replace=False):
        mine = cols[rows == row]
        assert row not in mine
        assert len(mine) <= 5
        best = np.sort(dense[row])[::-1][: len(mine)]
        assert np.allclose(np.sort(dense[row][mine])[::-1], best)


def test_more_rows_than_one_chunk_and_rows_alike_to_none() -> None:
    vectors = sparse.csr_matrix((np.ones(CHUNK + 3), (np.arange(CHUNK + 3), np.arange(CHUNK + 3) // 2)))
    rows, cols = find_neighbours(vectors, 3)
    assert (rows // 2 == cols // 2).all()
    assert len(rows) == (CHUNK + 3) // 2 * 2
    assert find_neighbours(sparse.csr_matrix((0, 4)), 3)[0].size == 0


def test_near_pairs_score_as_all_pairs_do_and_hold_nearly_all_that_are_same() -> None:
    scorer = Scorer(load_training().items[:200])
    every = {(pair.row, pair.col): pair.score for pair in score_pairs(scorer, 0.08)}
    near = {(pair.row, pair.col): pair.score for pair in score_near_pairs(scorer, 0.08, 30)}
    assert all(every[pair] == score for pair, score in near.items())
    same = [pair for pair, score in every.items() if score >= 0.45]
    assert sum(pair in near for pair in same) >= 0.98 * len(same)
