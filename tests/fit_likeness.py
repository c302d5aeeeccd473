"""Fits the coefficients of the likeness scorer on the made-up measures in ``data/likeness_training.toml``.

``python tests/fit_likeness.py`` prints the weights and how well they do. ``--write`` first codes the measures anew with
the tagging stage (kept in ``data/likeness_codes.toml``, so that a change of the codebook does not silently ask for new
weights), then writes the weights to ``vaxtanalys/data/likeness_weights.toml``. A test holds that the written weights
are those that a fit gives.
"""

from __future__ import annotations

import sys
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.optimize import brentq, minimize

from vaxtanalys.likeness import FACETS, Item, Scorer, Weights, items_of, load_terms
from vaxtanalys.likeness.weights import COLUMN, FEATURES, LOWERING
from vaxtanalys.measure_types import assign, load_types

TRAINING = Path(__file__).parent / "data" / "likeness_training.toml"
CODES = TRAINING.with_name("likeness_codes.toml")
WEIGHTS = Path(__file__).parents[1] / "vaxtanalys" / "data" / "likeness_weights.toml"
# Little said of people, say, on one side is taken as a weak disagreement, on both sides as a weak agreement.
UNKNOWN_ONE, UNKNOWN_BOTH = 0.2, 0.4
LEAN, DAMP = 0.6, 0.4
RIDGE = 0.02
# Features that are trusted only beside measure types: words alone name people too loosely to call two groups apart.
KNOWING = ("who_clash", "type", "type_clash")
# Topics of which a plan against violence speaks; their measures need not name violence each time.
AREA, ABOUT = "violence", ("violence", "honour", "prostitution")


@dataclass(frozen=True)
class Training:
    """The made-up measures with the family and topic of each."""

    items: tuple[Item, ...]
    families: tuple[str, ...]
    topics: tuple[str, ...]


def load_training() -> Training:
    rows = tomllib.loads(TRAINING.read_text(encoding="utf-8"))["family"]
    known = tomllib.loads(CODES.read_text(encoding="utf-8")) if CODES.exists() else {}
    items, families, topics = [], [], []
    for row in rows:
        for position, text in enumerate(row["texts"], 1):
            id_ = f"{row['id']}-{position}"
            codes = known.get(id_, [])
            areas = (AREA,) if row["topic"].startswith(ABOUT) else ()
            hits = assign(text, load_types(), [code.rsplit(":", 1)[0] for code in codes], areas)
            types = tuple(sorted((hit.code, hit.score) for hit in hits))
            items.append(Item(id_, row["id"], str(position), text, read_codes(codes), types=types))
            families.append(f"{row['id']}-{position}" if row.get("split") else row["id"])
            topics.append(row["topic"])
    return Training(tuple(items), tuple(families), tuple(topics))


def read_codes(coded: list[str]) -> tuple[tuple[tuple[str, float], ...], ...]:
    """ "action:train:0.8" and so on, as an item holds them."""
    split = [entry.split(":") for entry in coded]
    return tuple(tuple((code, float(score)) for of, code, score in split if of == facet) for facet in FACETS)


def write_codes(training: Training) -> None:
    """Codes the made-up measures with the tagging stage and writes what it finds."""
    from made_readings import make_reading

    from vaxtanalys.codebook import load_codebook
    from vaxtanalys.tag import tag

    codebook = load_codebook()
    lines = ["# The codes that the tagging stage gives the made-up measures; written by tests/fit_likeness.py --write."]
    for item in training.items:
        reading = make_reading("x", [item.text])
        assert reading.document and reading.plan
        (coded,) = items_of([replace(reading, tagging=tag(reading.document, reading.plan, codebook))])
        entries = [f"{f}:{code}:{score:g}" for f in FACETS for code, score in sorted(coded.codes_of(f).items())]
        lines.append(f'"{item.id}" = [{", ".join(repr(entry) for entry in entries)}]'.replace("'", '"'))
    CODES.write_text("\n".join(lines) + "\n", encoding="utf-8")


def pairs_of(training: Training) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rows, cols = np.triu_indices(len(training.items), 1)
    families = np.array(training.families)
    return rows, cols, (families[rows] == families[cols]).astype(float)


def fit(training: Training, keep: np.ndarray | None = None) -> Weights:
    """Logistic regression with a ridge and no weight below zero; ``keep`` limits it to some pairs."""
    ones = tuple(1.0 for _ in FEATURES)
    start = Weights(-5.0, ones, -5.0, ones, UNKNOWN_ONE, UNKNOWN_BOTH, LEAN, DAMP)
    rows, cols, same = pairs_of(training)
    if keep is not None:
        rows, cols, same = rows[keep], cols[keep], same[keep]
    features = Scorer(training.items, load_terms(), start).features(rows, cols)
    knowing, intercept = fit_features(features, same)
    # What the words alone are worth, told from the same pairs with their types left out.
    features[:, [COLUMN[name] for name in KNOWING]] = 0.0
    plain, plain_intercept = fit_features(features, same)
    return replace(start, intercept=intercept, features=knowing, plain_intercept=plain_intercept, plain=plain)


def fit_features(features: np.ndarray, same: np.ndarray) -> tuple[tuple[float, ...], float]:
    """The weight of each feature, and the intercept."""
    design = np.hstack([features, np.ones((len(features), 1))])
    values = np.round(logistic_fit(design, same, RIDGE * same.sum()), 3)
    return tuple(float(value) for value in values[:-1]), float(values[-1])


def logistic_fit(design: np.ndarray, same: np.ndarray, ridge: float) -> np.ndarray:
    """Coefficients, none below zero but that of the clash, which is not above, and the last, the intercept."""

    def loss(beta: np.ndarray) -> tuple[float, np.ndarray]:
        logits = design @ beta
        value = (np.logaddexp(0, logits) - same * logits).sum() + ridge * (beta[:-1] ** 2).sum() / 2
        slope = design.T @ (1 / (1 + np.exp(-logits)) - same)
        slope[:-1] += ridge * beta[:-1]
        return value, slope

    bounds = [(None, 0.0) if name in LOWERING else (0.0, None) for name in FEATURES] + [(None, None)]
    first = np.append(np.zeros(design.shape[1] - 1), -5.0)
    options = {"maxiter": 2000, "ftol": 1e-12}
    return minimize(loss, first, jac=True, method="L-BFGS-B", bounds=bounds, options=options).x


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


def held_out_scores(training: Training, folds: int = 5) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(same, of one topic, score) of the pairs within left-out topics, by weights fitted without these."""
    rows, cols, same = pairs_of(training)
    names = sorted(set(training.topics))
    topics = np.array([names.index(topic) for topic in training.topics])
    first, second = topics[rows] % folds, topics[cols] % folds
    kept = []
    for fold in range(folds):
        inside, outside = (first == fold) & (second == fold), (first != fold) & (second != fold)
        scorer = Scorer(training.items, load_terms(), fit(training, outside))
        scores = scorer.scores(rows[inside], cols[inside])
        kept.append(np.stack([same[inside], topics[rows[inside]] == topics[cols[inside]], scores]))
    same, near, scores = np.concatenate(kept, axis=1)
    return same, near > 0, scores


def fit_and_scale(training: Training) -> tuple[Weights, float, float]:
    """The weights, shifted to be a probability among pairs of one topic; average precision and F1 on left-out ones.

    Nearly all pairs of two plans are far apart; a probability over all of them would call almost nothing the same. What
    is asked is whether two measures that a reader sets side by side, same or related, are the same.
    """
    same, near, scores = held_out_scores(training)
    bare = replace(training, items=tuple(replace(item, types=()) for item in training.items))
    weights = fit(training)
    weights = replace(
        weights,
        intercept=round(weights.intercept + shift_of(same, near, scores), 3),
        plain_intercept=round(weights.plain_intercept + shift_of(*held_out_scores(bare)), 3),
    )
    return weights, average_precision(same, scores), best_f1(same, scores)[0]


def shift_of(same: np.ndarray, near: np.ndarray, scores: np.ndarray) -> float:
    """By how much the logits must move so that the scores of near pairs sum to the number that are the same."""
    share = same[near].mean()
    logits = np.log(scores[near].clip(1e-4, 1 - 1e-4) / (1 - scores[near].clip(1e-4, 1 - 1e-4)))
    return float(brentq(lambda by: (1 / (1 + np.exp(-logits - by))).mean() - share, -10, 10))


def as_toml(weights: Weights, note: str) -> str:
    lines = [
        "# The coefficients of the likeness scorer: score = 1 / (1 + exp(-(intercept + sum(weight * feature)))).",
        "# Written by `python tests/fit_likeness.py --write`; do not edit by hand.",
        "# Had by logistic regression with a ridge, each weight held to its side of zero, on made-up measures",
        "# (tests/data/likeness_training.toml), coded same or not by family; the intercept is shifted so that",
        "# the score is a probability among pairs of one topic (same or related). No real plan was used for the fit.",
        f"# {note}",
        f"intercept = {weights.intercept}",
        "# where one of the two has no measure type, so that the words alone must tell",
        f"plain_intercept = {weights.plain_intercept}",
        "# what a likeness counts as where one or both of the measures say nothing of it",
        f"unknown_one = {weights.unknown_one}",
        f"unknown_both = {weights.unknown_both}",
        "# the shape of a likeness: how far the shorter list decides, and how little an everyday word proves",
        f"lean = {weights.lean}",
        f"damp = {weights.damp}",
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
        write_codes(load_training())
    training = load_training()
    weights, precision, f1 = fit_and_scale(training)
    note = f"{len(training.items)} measures; on topics left out: average precision {precision:.2f}, best F1 {f1:.2f}."
    text = as_toml(weights, note)
    sys.stdout.write(text)
    if "--write" in sys.argv:
        WEIGHTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
