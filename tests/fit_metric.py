"""Learns the spaces in which two wordings of one measure lie near (see ``vaxtanalys/likeness/metric.py``).

All practice measures take part; ``tests/fit_likeness.py --write`` writes what is learnt to
``vaxtanalys/data/likeness_metric*.npz``. Measures of one kind by one author are wordings of one measure.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from practice import Practice

from vaxtanalys.likeness import Scorer
from vaxtanalys.likeness.axis import Pairs as PairList
from vaxtanalys.likeness.metric import SHARES, Metric, Views
from vaxtanalys.meaning import SHIPPED, Meaning

DIMENSIONS = 200
# Pairs of each author that are not the same, by which the bounds of nearness are set.
SEVERAL = 25_000


@dataclass(frozen=True)
class Recipe:
    """How much each view counts, and how far the wordings' covariance is drawn towards a sphere (few are known)."""

    shares: Mapping[str, float]
    ridge: float


WORDS = Recipe({"ideas": 1.0, "letters": 0.7, "codes": 0.5, "types": 0.7, "senses": 1.0, "meaning": 0.0}, 0.5)
# What the rows know they know of the plans that they were written after: with a model they count for less.
WITH_MODEL = Recipe({"ideas": 0.5, "letters": 0.5, "codes": 0.25, "types": 0.35, "senses": 0.0, "meaning": 1.0}, 0.5)
MODEL_ALONE = Recipe({"ideas": 0.0, "letters": 0.0, "codes": 0.0, "types": 0.0, "senses": 0.0, "meaning": 1.0}, 0.3)


def recipes(meaning: Meaning | None) -> tuple[Recipe, ...]:
    """What is learnt without a language model, and with the one that ships its model; nothing with another."""
    if meaning is None or meaning.name != SHIPPED:
        return (WORDS,)
    return (WITH_MODEL, MODEL_ALONE)


def blank(recipe: Recipe, views: Views) -> Metric:
    """A metric that knows its features but nothing of them."""
    named = {
        name: tuple(sorted({key for row in rows for key in row})) if recipe.shares[name] else ()
        for name, rows in (("ideas", views.ideas), ("codes", views.codes), ("types", views.types))
    }
    nothing = np.zeros(0)
    return Metric(
        **named, shares=recipe.shares, middle=nothing, turn=nothing, own=nothing, scale=1.0, low=0.0, bend=0.5, high=1.0
    )


def wordings_of(practice: Practice) -> np.ndarray:
    """For each measure a number that it shares with the author's other wordings of it."""
    names = [
        f"{author}/{kind}" if kind else f"{number}"
        for number, (author, kind) in enumerate(zip(practice.authors, practice.kinds, strict=True))
    ]
    return np.unique(names, return_inverse=True)[1]


def learn(recipe: Recipe, empty: Metric, features: np.ndarray, wordings: np.ndarray) -> Metric:
    """The space of ``features`` (a row a measure), of which rows of the same ``wordings`` are one measure.

    The within covariance is that about each measure's middle, drawn towards a sphere; the between is what is left of
    the whole. Both are made diagonal at once, and the directions that tell most are kept.
    """
    middle = features.mean(axis=0)
    centred = features - middle
    _, group, counts = np.unique(wordings, return_inverse=True, return_counts=True)
    sums = np.zeros((len(counts), centred.shape[1]))
    np.add.at(sums, group, centred)
    several = counts[group] > 1
    apart = (centred - (sums / counts[:, None])[group])[several]
    within = apart.T @ apart / (several.sum() - (counts > 1).sum())
    whole = centred.T @ centred / len(centred)
    sphere = np.trace(within) / len(within)
    drawn = (1 - recipe.ridge) * within + recipe.ridge * sphere * np.eye(len(within))
    lengths, axes = np.linalg.eigh(drawn)
    whiten = (axes / np.sqrt(lengths)).T
    between = whiten @ (whole - drawn) @ whiten.T
    found, directions = np.linalg.eigh((between + between.T) / 2)
    best = np.argsort(-found)[:DIMENSIONS]
    spread, turn = found[best].clip(1e-6), (directions[:, best].T @ whiten).T
    # The log-likelihood ratio in a space where wordings vary by 1 and measures by ``spread``.
    shared = spread / ((1 + spread) ** 2 - spread**2)
    alone = (1 + spread) / ((1 + spread) ** 2 - spread**2) - 1 / (1 + spread)
    points = turn * np.sqrt(shared)
    longest = 1.1 * float(np.linalg.norm(centred @ points, axis=1).max())
    return replace(
        empty,
        middle=middle.astype(np.float32).astype(np.float64),
        turn=(points / longest).astype(np.float32).astype(np.float64),
        own=(-0.5 * alone / shared * longest**2).astype(np.float32).astype(np.float64),
        scale=longest**2,
    )


@dataclass(frozen=True)
class Learnt:
    """The metric that all practice measures give, and for each author the one that the other authors' give."""

    metric: Metric
    held_out: Mapping[str, Metric]


def learn_all(practice: Practice, meaning: Meaning | None, given: Sequence[Recipe] = ()) -> list[Learnt]:
    """The metrics of ``given``, else of ``recipes``; authors left out tell where nearness begins and is full."""
    wordings, authors = wordings_of(practice), np.array(practice.authors)
    views = Scorer(practice.items, meaning=meaning, metrics=()).views
    learnt = []
    for recipe in given or recipes(meaning):
        empty = blank(recipe, views)
        features = empty.features(views).toarray()
        held_out = {
            author: learn(recipe, empty, features[authors != author], wordings[authors != author])
            for author in sorted(set(authors))
        }
        low, bend, high = bounds(practice, held_out, meaning)
        scaled = {author: replace(metric, low=low, bend=bend, high=high) for author, metric in held_out.items()}
        metric = replace(learn(recipe, empty, features, wordings), low=low, bend=bend, high=high)
        learnt.append(Learnt(metric, scaled))
    return learnt


def bounds(practice: Practice, held_out: Mapping[str, Metric], meaning: Meaning | None) -> tuple[float, float, float]:
    """Where nearness begins (half of the different measures lie below), begins to tell (99 of 100 do) and is full."""
    ratios, same = [], []
    for author in practice.plain_authors:
        one = practice.by(author)
        pairs = one.pairs().sampled(SEVERAL)
        placed = held_out[author].place(Scorer(one.items, meaning=meaning, metrics=()).views)
        ratios.append(placed.ratios(PairList.listed(pairs.rows, pairs.cols)))
        same.append(pairs.same)
    all_, alike = np.concatenate(ratios), np.concatenate(same) > 0
    low, bend = np.percentile(all_[~alike], [50, 99])
    return round(float(low), 1), round(float(bend), 1), round(float(all_[alike].max()), 1)


def write(metrics: Sequence[Metric], path: Path) -> None:
    """Writes metrics as ``load_metrics`` reads them: the same metrics give the same bytes."""
    arrays: dict[str, np.ndarray] = {"count": np.array(len(metrics))}
    for number, metric in enumerate(metrics):
        arrays |= {
            f"middle{number}": metric.middle.astype(np.float32),
            f"turn{number}": metric.turn.astype(np.float32),
            f"own{number}": metric.own.astype(np.float32),
            f"shares{number}": np.array([metric.shares[name] for name in SHARES]),
            f"scales{number}": np.array([metric.scale, metric.low, metric.bend, metric.high]),
            f"ideas{number}": np.array(metric.ideas, dtype=str),
            f"codes{number}": np.array(metric.codes, dtype=str),
            f"types{number}": np.array(metric.types, dtype=str),
        }
    made = io.BytesIO()
    np.savez_compressed(made, **arrays)
    path.write_bytes(made.getvalue())
