"""Writes ``vaxtanalys/data/word_senses.npz``: what each word of the practice measures and of the data rows means.

``python tests/fit_senses.py`` asks the language model of the extra ``semantics`` for a vector of each lemma alone. What
all words have in common is taken away, the directions in which the words of plans differ most are kept, and each vector
is written in whole numbers. A word weighs less the more often the practice measures use it.
"""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import numpy as np
from practice import read_rows

from vaxtanalys.likeness.senses import FILE
from vaxtanalys.likeness.words import WORD
from vaxtanalys.meaning import SHIPPED, load_meaning
from vaxtanalys.swedish import fold, lemma

DATA = Path(__file__).parents[1] / "vaxtanalys" / "data"
DIMENSIONS = 128
# A word of this share of all words weighs half.
HALF = 3e-3
LONGEST = 40
AT_ONCE = 256


def count_words() -> Counter[str]:
    """The lemmas of the practice measures with how often they stand there; those of the data rows alone with 0."""
    counts: Counter[str] = Counter()
    for _, row in read_rows():
        counts.update(lemma(match.group()) for match in WORD.finditer(fold(row["text"])))
    for path in sorted(DATA.rglob("*.toml")):
        for match in WORD.finditer(fold(path.read_text(encoding="utf-8"))):
            counts[lemma(match.group())] += 0
    return Counter({word: count for word, count in counts.items() if 1 < len(word) <= LONGEST})


def main() -> None:
    counts = count_words()
    words = sorted(counts)
    meaning = load_meaning(SHIPPED)
    assert meaning
    raw = [np.asarray(meaning.encode(words[start : start + AT_ONCE])) for start in range(0, len(words), AT_ONCE)]
    found = np.concatenate(raw).astype(np.float64)
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    shares = np.array([counts[word] for word in words]) / counts.total()
    found -= shares @ found
    spread = found * np.sqrt(shares)[:, None]
    axes = np.linalg.eigh(spread.T @ spread)[1][:, ::-1][:, :DIMENSIONS]
    vectors = found @ axes
    vectors = np.round(vectors / np.abs(vectors).max() * 127).astype(np.int8)
    made = io.BytesIO()
    np.savez_compressed(
        made,
        words=np.array(words, dtype=str),
        vectors=vectors,
        weights=(HALF / (HALF + shares)).astype(np.float32),
    )
    (DATA / FILE).write_bytes(made.getvalue())
    print(f"{len(words)} words, {len(made.getvalue())} bytes")


if __name__ == "__main__":
    main()
