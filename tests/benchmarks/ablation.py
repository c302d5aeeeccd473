"""What words, facets, measure types, the learnt space and a language model each bring to the ranking of pairs.

Run with ``python -m tests.benchmarks.ablation NAME=READINGS.pickle:GOLD.json ...``; the pickle holds the readings of
a corpus. Each row is fitted anew on the practice measures with the other features left out, and ranks the coded pairs
of different municipalities: first those of the authors who wrote plans, each by what the other authors' measures
taught, then those of the corpora named. The language model is the extra ``semantics``; without it its rows are left
out.
"""

from __future__ import annotations

import json
import pickle
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

sys.path.insert(0, str(Path(__file__).parents[1]))

from fit_likeness import Coded, average_precision, code, fit_coded, held_out_scores, weigh
from fit_metric import WORDS, Learnt, learn_all
from practice import load_practice

from vaxtanalys.classify import ClassifySettings, classify
from vaxtanalys.evaluate.match import pair_texts
from vaxtanalys.likeness import Item, Scorer, items_of
from vaxtanalys.likeness.weights import FEATURES, TYPED
from vaxtanalys.meaning import SHIPPED, Meaning, load_meaning, why_not

PLAIN, SENSES, MODEL = "plain", "senses", "model"
SPACE = ("near", "nearest")
MEANING = ("meaning", "meaning_nearest")
LETTERS = ("letters", "words", "names")
CODES = tuple(name for name in FEATURES if name.startswith(("action", "target_group", "theme")))
RULES = tuple(name for name in FEATURES if name not in (*SPACE, *MEANING))
# The features of each row, and the space that gives them.
LEVELS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "words": (LETTERS, PLAIN),
    "words + codes": ((*LETTERS, *CODES), PLAIN),
    "words + codes + ideas": (tuple(name for name in RULES if name not in TYPED), PLAIN),
    "words + codes + ideas + types": (RULES, PLAIN),
    "types alone": (TYPED, PLAIN),
    "space alone": (SPACE, SENSES),
    "all + space without senses": ((*RULES, *SPACE), PLAIN),
    "all + space": ((*RULES, *SPACE), SENSES),
    "model alone": (MEANING, MODEL),
    "all + space + model": (FEATURES, MODEL),
}


@dataclass(frozen=True)
class Space:
    """The metrics of one space, the model they were learnt with, and the practice pairs as they see them."""

    learnt: list[Learnt]
    meaning: Meaning | None
    coded: dict[str, Coded]


def learn_spaces(meaning: Meaning | None) -> dict[str, Space]:
    """The space without the words' senses, the one that comes with the package, and the one with a model."""
    practice = load_practice()
    plain = replace(WORDS, shares={**WORDS.shares, "senses": 0.0})
    found = {}
    for name, model, recipes in ((PLAIN, None, (plain,)), (SENSES, None, ()), (MODEL, meaning, ())):
        if name != MODEL or model:
            learnt = learn_all(practice, model, recipes)
            found[name] = Space(learnt, model, code(practice, model, learnt))
    return found


def coded_pairs(pickled: str, gold_path: str) -> tuple[list[Item], np.ndarray, np.ndarray, np.ndarray, int]:
    """Items, the pairs of different municipalities that are judged, whether each is coded, and how many are coded."""
    readings = [reading for reading in pickle.loads(Path(pickled).read_bytes()) if reading.plan]
    gold = json.loads(Path(gold_path).read_text("utf-8"))
    items = items_of(readings, classify(readings, ClassifySettings()))
    texts = {measure.measure_id: measure.text.text for reading in readings for measure in reading.plan.measures}
    codes = {row["doc"]: str(row.get("kommunkod") or row["doc"]) for row in gold["documents"]}
    coded: dict[str, str] = {}
    for doc in codes:
        mine = [item.id for item in items if item.document_id == doc]
        rows = [row for row in gold["measures"] if row["doc"] == doc]
        for a, b in pair_texts([texts[id_] for id_ in mine], [row["text"] for row in rows]):
            coded[mine[a]] = rows[b]["id"]
    owner = {row["id"]: codes.get(row["doc"], row["doc"]) for row in gold["measures"]}
    agreed, allowed = ({tuple(sorted(p)) for p in gold["aligned_pairs"][key]} for key in ("agreed", "allowed"))
    wanted = {pair for pair in agreed if owner[pair[0]] != owner[pair[1]]}
    kept = [item for item in items if item.id in coded]
    found = []
    for i, a in enumerate(kept):
        for j in range(i + 1, len(kept)):
            pair = tuple(sorted((coded[a.id], coded[kept[j].id])))
            if owner[pair[0]] != owner[pair[1]] and pair not in allowed:
                found.append((i, j, pair in wanted))
    rows_, cols, same = (np.array(column) for column in zip(*found, strict=True))
    return kept, rows_, cols, same.astype(float), len(wanted)


def main() -> None:
    practice = load_practice()
    spaces = learn_spaces(None if why_not(SHIPPED) else load_meaning(SHIPPED))
    levels = {label: (names, spaces[space]) for label, (names, space) in LEVELS.items() if space in spaces}
    for label, (names, space) in levels.items():
        scores = held_out_scores(space.coded, names, practice.plain_authors)
        parts = [
            average_precision(space.coded[author].pairs.same, found, space.coded[author].pairs.weight)
            for author, found in scores.items()
        ]
        print(f"practice, authors left out, {label}: {np.mean(parts):.3f}", flush=True)
    for argument in sys.argv[1:]:
        name, _, paths = argument.partition("=")
        items, rows, cols, same, wanted = coded_pairs(*paths.split(":"))
        share = same.sum() / wanted
        letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 4)).fit_transform([item.text for item in items])
        scores = np.asarray(letters[rows].multiply(letters[cols]).sum(axis=1)).ravel()
        print(f"{name}: {wanted} pairs; letters alone {average_precision(same, scores) * share:.3f}")
        has = np.array([bool(item.types) for item in items])
        for label, (names, space) in levels.items():
            scorer = Scorer(items, meaning=space.meaning, metrics=[each.metric for each in space.learnt])
            weights = fit_coded(space.coded, names)
            ranked = weigh(weights, scorer.features(rows, cols), has[rows] & has[cols], names)
            print(f"  {label}: {average_precision(same, ranked) * share:.3f}", flush=True)


if __name__ == "__main__":
    main()
