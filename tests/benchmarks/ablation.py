"""What words, facets, measure types and a language model each bring to the ranking of pairs, on coded pairs.

Run with ``python -m tests.benchmarks.ablation NAME=READINGS.pickle:GOLD.json ...``; the pickle holds the readings of
a corpus. Each row is fitted anew on the practice measures with the other features left out, and ranks the coded pairs
of different municipalities. First the practice measures themselves, each policy area by a fit without it. The language
model is the extra ``semantics``; without it its rows are left out.
"""

from __future__ import annotations

import json
import pickle
import sys
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

sys.path.insert(0, str(Path(__file__).parents[1]))

from fit_likeness import average_precision, by_file, fit_both, held_out_scores, weigh, without
from practice import load_practice, pairs_of

from vaxtanalys.classify import ClassifySettings, classify
from vaxtanalys.evaluate.match import pair_texts
from vaxtanalys.likeness import Item, Scorer, items_of
from vaxtanalys.likeness.weights import FEATURES, TYPED
from vaxtanalys.meaning import SHIPPED, load_meaning, why_not

MEANING = ("meaning",)
WORDS = ("letters", "words", "names")
CODES = tuple(name for name in FEATURES if name.startswith(("action", "target_group", "theme")))
LEVELS = {
    "words": WORDS,
    "words + codes": (*WORDS, *CODES),
    "words + codes + ideas": tuple(name for name in FEATURES if name not in (*TYPED, *MEANING)),
    "words + codes + ideas + types": tuple(name for name in FEATURES if name not in MEANING),
    "types alone": TYPED,
    "meaning alone": MEANING,
    "words + codes + meaning": (*WORDS, *CODES, *MEANING),
    "words + codes + ideas + meaning": tuple(name for name in FEATURES if name not in TYPED),
    "words + codes + ideas + types + meaning": FEATURES,
}


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
    meaning = None if why_not(SHIPPED) else load_meaning(SHIPPED)
    levels = {level: names for level, names in LEVELS.items() if meaning or not set(names) & set(MEANING)}
    for level, names in levels.items():
        parts = by_file(*held_out_scores(practice, names, meaning))
        print(f"practice, areas left out, {level}: {np.mean(list(parts.values())):.3f}")
    first, second, same_kind = pairs_of(practice)
    features = Scorer(practice.items, meaning=meaning).features(first, second)
    for argument in sys.argv[1:]:
        name, _, paths = argument.partition("=")
        items, rows, cols, same, wanted = coded_pairs(*paths.split(":"))
        share = same.sum() / wanted
        letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 4)).fit_transform([item.text for item in items])
        scores = np.asarray(letters[rows].multiply(letters[cols]).sum(axis=1)).ravel()
        print(f"{name}: {wanted} pairs; letters alone {average_precision(same, scores) * share:.3f}")
        here = Scorer(items, meaning=meaning).features(rows, cols)
        has = np.array([bool(item.types) for item in items])
        for level, names in levels.items():
            weights = fit_both(without(features, names), same_kind)
            typed = has[rows] & has[cols] & bool(set(names) & set(TYPED))
            ranked = weigh(weights, without(here, names), typed)
            print(f"  {level}: {average_precision(same, ranked) * share:.3f}")


if __name__ == "__main__":
    main()
