"""Nearest neighbours of sparse vectors: which measures are worth scoring exactly, where all pairs would be too many."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

Ints = npt.NDArray[np.int64]
# Rows worked on at once: bounds the memory at some tens of megabytes whatever the number of vectors.
CHUNK = 4096


def find_neighbours(vectors: sparse.csr_matrix, most: int, threads: int = 1) -> tuple[Ints, Ints]:
    """For each row of ``vectors`` (lengths 1) the ``most`` others with the greatest dot product, as (row, col) pairs.

    Exact: no pair is lost to approximation. Sorted by row and, within it, by likeness; rows that share nothing with
    another are not paired with it. By sparse_dot_topn where it is installed, else by the same product in SciPy.
    """
    turned = vectors.T.tocsr()
    multiply = _fast_product()
    rows: list[Ints] = []
    cols: list[Ints] = []
    for start in range(0, vectors.shape[0], CHUNK):
        block = vectors[start : start + CHUNK]
        found = multiply(block, turned, most + 1, threads) if multiply else _top(block @ turned, most + 1)
        counts = np.diff(found.indptr)
        row, col = np.repeat(np.arange(start, start + block.shape[0]), counts), found.indices.astype(np.int64)
        other = row != col
        # One more than asked is found, for the row itself; where it was not among them the last is let go.
        rank = _rank(row[other])
        rows.append(row[other][rank < most])
        cols.append(col[other][rank < most])
    return (np.concatenate(rows), np.concatenate(cols)) if rows else (np.zeros(0, np.int64), np.zeros(0, np.int64))


def _fast_product() -> Any:
    """sparse_dot_topn's product of which only the greatest in each row are kept; None where it is not installed."""
    try:
        from sparse_dot_topn import sp_matmul_topn
    except ImportError:
        return None

    def multiply(block: sparse.csr_matrix, turned: sparse.csr_matrix, most: int, threads: int) -> sparse.csr_matrix:
        return sp_matmul_topn(block, turned, top_n=most, sort=True, n_threads=threads)

    return multiply


def _top(product: sparse.csr_matrix, most: int) -> sparse.csr_matrix:
    """The ``most`` greatest of each row, the greatest first; ties go to the smaller column."""
    product = product.tocsr()
    product.sort_indices()
    data, indices, starts = [], [], [0]
    for row in range(product.shape[0]):
        begin, end = product.indptr[row], product.indptr[row + 1]
        values, places = product.data[begin:end], product.indices[begin:end]
        if len(values) > most:
            least = np.partition(values, len(values) - most)[len(values) - most]
            kept = values >= least
            values, places = values[kept], places[kept]
        order = np.argsort(-values, kind="stable")[:most]
        data.append(values[order])
        indices.append(places[order])
        starts.append(starts[-1] + len(order))
    parts = (np.concatenate(data), np.concatenate(indices), np.array(starts)) if data else ([], [], [0])
    return sparse.csr_matrix(parts, shape=product.shape)


def _rank(rows: Ints) -> Ints:
    """The place of each entry among those of its row, from 0; ``rows`` is sorted."""
    if len(rows) == 0:
        return rows
    starts = np.r_[0, np.nonzero(np.diff(rows))[0] + 1]
    lengths = np.diff(np.r_[starts, len(rows)])
    result: Ints = np.arange(len(rows)) - np.repeat(starts, lengths)
    return result
