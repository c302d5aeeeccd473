"""Fits the coefficients of the likeness scorer on the practice measures in ``data/practice``.

``python tests/fit_likeness.py`` prints the weights, without and with a language model (the extra ``semantics``), and
how well they do. ``--write`` first codes the measures anew with
the tagging stage (kept in ``data/practice_codes.toml``, so that a change of the codebook does not silently ask for new
weights), then writes the weights to ``vaxtanalys/data/likeness_weights*.toml``. A test holds that the written weights
are those that a fit gives.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
from practice import CODES, Practice, load_practice, pairs_of
from scipy.optimize import minimize

from vaxtanalys.likeness import FACETS, Scorer, Weights, items_of
from vaxtanalys.likeness.weights import (
    COLUMN,
    EITHER,
    FEATURES,
    LOWERING,
    TYPED,
    WITH_MEANING,
    WITHOUT_MEANING,
)
from vaxtanalys.meaning import SHIPPED, Meaning, load_meaning

DATA = Path(__file__).parents[1] / "vaxtanalys" / "data"
# The pull towards zero of each standardised weight, per coded pair. Strong: the measures are few and the features many.
RIDGE = 0.15
UNTYPED = tuple(name for name in FEATURES if name not in TYPED)


def write_codes(practice: Practice) -> None:
    """Codes the practice measures with the tagging stage and writes what it finds."""
    from made_readings import make_reading

    from vaxtanalys.codebook import load_codebook
    from vaxtanalys.tag import tag

    codebook = load_codebook()
    lines = [
        "# The codes that the tagging stage gives the practice measures; written by tests/fit_likeness.py --write."
    ]
    for item in practice.items:
        reading = make_reading("x", [item.text])
        assert reading.document and reading.plan
        (coded,) = items_of([replace(reading, tagging=tag(reading.document, reading.plan, codebook))])
        entries = [f"{f}:{code}:{score:g}" for f in FACETS for code, score in sorted(coded.codes_of(f).items())]
        lines.append(f'"{item.id}" = [{", ".join(repr(entry) for entry in entries)}]'.replace("'", '"'))
    CODES.write_text("\n".join(lines) + "\n", encoding="utf-8")


def fit_features(features: np.ndarray, same: np.ndarray) -> tuple[tuple[float, ...], float]:
    """The weight of each feature and the intercept: logistic regression with a ridge on standardised features.

    Each weight is held to its side of zero.
    """
    middle, spread = features.mean(axis=0), features.std(axis=0) + 1e-6
    design = np.hstack([(features - middle) / spread, np.ones((len(features), 1))])
    ridge = RIDGE * same.sum()

    def loss(beta: np.ndarray) -> tuple[float, np.ndarray]:
        logits = design @ beta
        value = (np.logaddexp(0, logits) - same * logits).sum() + ridge * (beta[:-1] ** 2).sum() / 2
        slope = design.T @ (1 / (1 + np.exp(-logits)) - same)
        slope[:-1] += ridge * beta[:-1]
        return value, slope

    sides = [(None, 0.0) if name in LOWERING else (None, None) if name in EITHER else (0.0, None) for name in FEATURES]
    first = np.append(np.zeros(design.shape[1] - 1), -4.0)
    options = {"maxiter": 500, "ftol": 1e-11}
    beta = minimize(loss, first, jac=True, method="L-BFGS-B", bounds=[*sides, (None, None)], options=options).x
    weights = np.round(beta[:-1] / spread, 3)
    return tuple(float(weight) for weight in weights), round(float(beta[-1] - (weights * middle).sum()), 3)


def practice_features(practice: Practice, meaning: Meaning | None = None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The features of all pairs, whether they are the same, and the two files of each pair."""
    rows, cols, same = pairs_of(practice)
    files = np.array(practice.files)
    return Scorer(practice.items, meaning=meaning).features(rows, cols), same, np.stack([files[rows], files[cols]])


def fit_practice(practice: Practice, meaning: Meaning | None = None) -> Weights:
    """The weights from all practice pairs; what words and codes are worth alone from the same pairs without types."""
    features, same, _ = practice_features(practice, meaning)
    return fit_both(features, same)


def fit_both(features: np.ndarray, same: np.ndarray) -> Weights:
    """The weights with and without types."""
    weights, intercept = fit_features(features, same)
    plain, plain_intercept = fit_features(without(features, UNTYPED), same)
    return Weights(intercept, weights, plain_intercept, plain)


def weigh(weights: Weights, features: np.ndarray, typed: np.ndarray) -> np.ndarray:
    """The logits of pairs; ``typed`` where both measures have a type."""
    knowing = features @ np.array(weights.features) + weights.intercept
    return np.where(typed, knowing, features @ np.array(weights.plain) + weights.plain_intercept)


def held_out_scores(
    practice: Practice, names: tuple[str, ...] = FEATURES, meaning: Meaning | None = None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(same, score, file) of every pair of one file, scored by weights fitted without its policy area.

    Only the features ``names`` are used.
    """
    found, same, files = practice_features(practice, meaning)
    found = without(found, names)
    rows, cols, _ = pairs_of(practice)
    has = np.array([bool(item.types) for item in practice.items])
    typed = has[rows] & has[cols]
    area = np.char.partition(files, "-")[:, :, 0]
    within = files[0] == files[1]
    scores = np.zeros(len(same))
    for left_out in sorted(set(area[0])):
        outside, inside = (area != left_out).all(axis=0), within & (area[0] == left_out)
        weights = fit_both(found[outside], same[outside])
        scores[inside] = 1 / (1 + np.exp(-weigh(weights, found[inside], typed[inside])))
    return same[within], scores[within], files[0][within]


def without(features: np.ndarray, names: tuple[str, ...]) -> np.ndarray:
    """The features with all but ``names`` set to zero, so that a fit cannot use them."""
    kept = features.copy()
    kept[:, [column for name, column in COLUMN.items() if name not in names]] = 0.0
    return kept


def by_file(same: np.ndarray, scores: np.ndarray, files: np.ndarray) -> dict[str, float]:
    """The average precision within each file."""
    return {name: average_precision(same[files == name], scores[files == name]) for name in sorted(set(files))}


def average_precision(same: np.ndarray, scores: np.ndarray) -> float:
    order = np.argsort(-scores, kind="stable")
    hits = same[order]
    return float((hits * hits.cumsum() / np.arange(1, len(hits) + 1)).sum() / hits.sum())


def best_f1(same: np.ndarray, scores: np.ndarray) -> tuple[float, float]:
    best = (0.0, 0.0)
    for limit in np.unique(scores):
        found = scores >= limit
        right = same[found].sum()
        best = max(best, (2 * right / (found.sum() + same.sum()), float(limit)))
    return best


def as_toml(weights: Weights, note: str) -> str:
    lines = [
        "# The coefficients of the likeness scorer: score = 1 / (1 + exp(-(intercept + sum(weight * feature)))).",
        "# Written by `python tests/fit_likeness.py --write`; do not edit by hand.",
        "# Had by logistic regression with a ridge, each weight held to its side of zero, on made-up measures",
        "# (tests/data/practice) of several policy areas, coded same or not by kind. The score is a probability among",
        "# pairs of measures of two municipalities. No real plan was used for the fit.",
        f"# {note}",
        f"intercept = {weights.intercept}",
        "# where one of the two has no measure type, so that words and codes alone must tell",
        f"plain_intercept = {weights.plain_intercept}",
        "",
        "[features]",
        *(f"{name} = {value}" for name, value in zip(FEATURES, weights.features, strict=True)),
        "",
        "[plain]",
        *(f"{name} = {value}" for name, value in zip(FEATURES, weights.plain, strict=True)),
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    if "--write" in sys.argv:
        write_codes(load_practice())
        load_practice.cache_clear()
    practice = load_practice()
    for name, meaning in ((WITHOUT_MEANING, None), (WITH_MEANING, load_meaning(SHIPPED))):
        same, scores, files = held_out_scores(practice, meaning=meaning)
        parts = by_file(same, scores, files)
        note = f"{len(practice.items)} measures, {int(same.sum())} pairs; on policy areas left out: average precision "
        note += f"{np.mean(list(parts.values())):.2f} (mean of the files), best F1 {best_f1(same, scores)[0]:.2f}."
        note += f" The feature meaning is that of {meaning.name}." if meaning else ""
        text = as_toml(fit_practice(practice, meaning), note)
        sys.stdout.write(text)
        sys.stdout.write("".join(f"# {file}: {value:.2f}\n" for file, value in parts.items()))
        if "--write" in sys.argv:
            (DATA / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
