"""Fits the coefficients of the likeness scorer on the practice measures in ``data/practice``.

``python tests/fit_likeness.py`` prints the weights, without and with a language model (the extra ``semantics``), and
how well they do. ``--write`` first codes the measures anew with
the tagging stage (kept in ``data/practice_codes.toml``, so that a change of the codebook does not silently ask for new
weights), then writes the weights to ``vaxtanalys/data/likeness_weights*.toml``. A test holds that the written weights
are those that a fit gives.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from fit_metric import Learnt, learn_all, write
from practice import CODES, HARD_AUTHORS, Pairs, Practice, load_practice
from scipy.optimize import minimize

from vaxtanalys.likeness import FACETS, Scorer, Weights, items_of
from vaxtanalys.likeness.metric import metric_file
from vaxtanalys.likeness.weights import COLUMN, EITHER, FEATURES, LOWERING, MEANING, TYPED, file_of
from vaxtanalys.meaning import SHIPPED, Meaning, load_meaning

DATA = Path(__file__).parents[1] / "vaxtanalys" / "data"
# The pull towards zero of each standardised weight, per coded pair. Strong: the measures are few and the features many.
RIDGE = 0.15
# What the metrics say, and how many times less that is drawn to zero where no types tell.
LEARNT = ("near", "nearest", "meaning", "meaning_nearest")
FREE = 3.0
# Of an author's pairs that are not the same so many take part, and they weigh so much that this share of all is the
# same, as among the pairs of plans of one area; and what a pair of the hard authors weighs.
MOST = 25_000
SAME_SHARE = 0.003
HARD_WEIGHT = 0.25
AT_ONCE = 50_000


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


def fit_features(
    features: np.ndarray, same: np.ndarray, weight: np.ndarray, free: float
) -> tuple[tuple[float, ...], float]:
    """The weight of each feature and the intercept: logistic regression with a ridge on standardised features.

    Each weight is held to its side of zero; those of the metrics are drawn to zero ``free`` times less.
    """
    middle = np.average(features, axis=0, weights=weight)
    spread = np.sqrt(np.average((features - middle) ** 2, axis=0, weights=weight)) + 1e-6
    spread[[COLUMN[name] for name in LEARNT]] /= free
    design = np.hstack([(features - middle) / spread, np.ones((len(features), 1))])
    ridge = RIDGE * (same * weight).sum()

    def loss(beta: np.ndarray) -> tuple[float, np.ndarray]:
        logits = design @ beta
        value = (weight * (np.logaddexp(0, logits) - same * logits)).sum() + ridge * (beta[:-1] ** 2).sum() / 2
        slope = design.T @ (weight * (1 / (1 + np.exp(-logits)) - same))
        slope[:-1] += ridge * beta[:-1]
        return value, slope

    sides = [(None, 0.0) if name in LOWERING else (None, None) if name in EITHER else (0.0, None) for name in FEATURES]
    first = np.append(np.zeros(design.shape[1] - 1), -4.0)
    options = {"maxiter": 500, "ftol": 1e-11}
    beta = minimize(loss, first, jac=True, method="L-BFGS-B", bounds=[*sides, (None, None)], options=options).x
    weights = np.round(beta[:-1] / spread, 3)
    return tuple(float(weight) for weight in weights), round(float(beta[-1] - (weights * middle).sum()), 3)


@dataclass(frozen=True)
class Coded:
    """The features of pairs of one author, as metrics learnt from the other authors give them, and what they are.

    ``typed`` where both measures have a type; ``inside`` where both stand in one file.
    """

    features: np.ndarray
    pairs: Pairs
    typed: np.ndarray
    inside: np.ndarray


def code(practice: Practice, meaning: Meaning | None, learnt: Sequence[Learnt]) -> dict[str, Coded]:
    """The coded pairs of each author: the same and a part of the others."""
    found = {}
    for author in sorted(set(practice.authors)):
        one = practice.by(author)
        pairs = one.pairs().sampled(MOST)
        scorer = Scorer(one.items, meaning=meaning, metrics=[each.held_out[author] for each in learnt])
        parts = [slice(start, start + AT_ONCE) for start in range(0, len(pairs.rows), AT_ONCE)]
        features = np.concatenate([scorer.features(pairs.rows[p], pairs.cols[p]).astype(np.float32) for p in parts])
        has, files = np.array([bool(item.types) for item in one.items]), np.array(one.files)
        first, second = files[pairs.rows], files[pairs.cols]
        found[author] = Coded(features, pairs, has[pairs.rows] & has[pairs.cols], first == second)
    return found


def fit_coded(coded: Mapping[str, Coded], names: Sequence[str] = FEATURES) -> Weights:
    """The weights with and without types, by the features ``names`` alone.

    With types those of authors who wrote plans. Without, the other authors' pairs take part too, each for a quarter,
    and the metrics are drawn less to zero: there they carry more, for no row was written after those plans.
    """
    weights, intercept = fit_features(*_gather(coded, names, 0.0), 1.0)
    plain, plain_intercept = fit_features(*_gather(coded, [n for n in names if n not in TYPED], HARD_WEIGHT), FREE)
    return Weights(intercept, weights, plain_intercept, plain)


def _gather(coded: Mapping[str, Coded], names: Sequence[str], hard: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features (all but ``names`` nought), sameness and weight of the pairs of all authors."""
    authors = [author for author in sorted(coded) if hard or author not in HARD_AUTHORS]
    weight = [coded[name].pairs.weighed(SAME_SHARE) * (hard if name in HARD_AUTHORS else 1.0) for name in authors]
    features = without(np.concatenate([coded[name].features for name in authors]).astype(float), names)
    return features, np.concatenate([coded[name].pairs.same for name in authors]), np.concatenate(weight)


def weigh(weights: Weights, features: np.ndarray, typed: np.ndarray, names: Sequence[str] = FEATURES) -> np.ndarray:
    """The logits of pairs by the features ``names`` alone; ``typed`` where both measures have a type."""
    kept = without(features, names)
    knowing = kept @ np.array(weights.features) + weights.intercept
    plain = kept @ np.array(weights.plain) + weights.plain_intercept
    return np.where(typed & bool(set(names) & set(TYPED)), knowing, plain)


def held_out_scores(
    coded: Mapping[str, Coded], names: Sequence[str] = FEATURES, authors: Sequence[str] = ()
) -> dict[str, np.ndarray]:
    """The scores of the pairs of each author (of ``authors`` where given), by weights fitted to the other authors'.

    Only the features ``names`` are used.
    """
    scores = {}
    for author in authors or coded:
        weights = fit_coded({name: other for name, other in coded.items() if name != author}, names)
        scores[author] = weigh(weights, coded[author].features.astype(float), coded[author].typed, names)
    return scores


def without(features: np.ndarray, names: Sequence[str]) -> np.ndarray:
    """The features with all but ``names`` set to zero, so that a fit cannot use them."""
    kept = features.copy()
    kept[:, [column for name, column in COLUMN.items() if name not in names]] = 0.0
    return kept


def average_precision(same: np.ndarray, scores: np.ndarray, weight: np.ndarray | None = None) -> float:
    """The mean precision at each same pair; ``weight`` is how many pairs each stands for."""
    order = np.argsort(-scores, kind="stable")
    weight = np.ones(len(same)) if weight is None else weight
    hits, ranks = same[order], weight[order].cumsum()
    return float((hits * hits.cumsum() / ranks).sum() / hits.sum())


def best_f1(same: np.ndarray, scores: np.ndarray, weight: np.ndarray | None = None) -> tuple[float, float]:
    """The best F1 that a limit gives, and that limit."""
    order = np.argsort(-scores, kind="stable")
    weight = np.ones(len(same)) if weight is None else weight
    right, found = same[order].cumsum(), weight[order].cumsum()
    f1 = 2 * right / (found + same.sum())
    best = int(f1.argmax())
    return float(f1[best]), float(scores[order][best])


def as_toml(weights: Weights, notes: Sequence[str]) -> str:
    lines = [
        "# The coefficients of the likeness scorer: score = 1 / (1 + exp(-(intercept + sum(weight * feature)))).",
        "# Written by `python tests/fit_likeness.py --write`; do not edit by hand.",
        "# Had by logistic regression with a ridge, each weight held to its side of zero, on made-up measures",
        "# (tests/data/practice) of several policy areas, coded same or not by kind. The score is a probability among",
        "# pairs of measures of two municipalities. No real plan was used for the fit.",
        *(f"# {note}" for note in notes),
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
    shipped = load_meaning(SHIPPED)
    assert shipped
    other = replace(shipped, name=MEANING)
    for name, meaning in (("", None), (MEANING, other), (SHIPPED, shipped)):
        learnt = learn_all(practice, meaning)
        coded = code(practice, meaning, learnt)
        scores = held_out_scores(coded)
        lines = [f"{len(practice.items)} measures; every author by what the others' measures taught:"]
        for author, found in scores.items():
            pairs, inside = coded[author].pairs, coded[author].inside
            parts = [
                average_precision(pairs.same[part], found[part], pairs.weight[part])
                for part in (np.ones(len(found), dtype=bool), inside)
            ]
            f1 = best_f1(pairs.same, found, pairs.weight)[0]
            lines.append(
                f"{author}: {int(pairs.same.sum())} pairs of {int(pairs.weight.sum())}, "
                f"average precision {parts[0]:.3f} (within files {parts[1]:.3f}), best F1 {f1:.3f}"
            )
        text = as_toml(fit_coded(coded), lines)
        sys.stdout.write(text)
        if "--write" in sys.argv:
            (DATA / file_of(name)).write_text(text, encoding="utf-8")
            if name != MEANING:
                write([each.metric for each in learnt], DATA / metric_file(name))


if __name__ == "__main__":
    main()
