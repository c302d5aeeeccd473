"""Measures how many cells of the comparison the tool misses and makes up, against human codings.

``python tests/measure_error.py RUN GOLD [RUN GOLD ...]`` prints the counts by facet, summed over the runs; ``--write``
also writes them to ``vaxtanalys/data/measured_error.csv``, from which intervals and probabilities are worked out.
"""

from __future__ import annotations

import sys
from pathlib import Path

import vaxtanalys as vx

TARGET = Path(__file__).parents[1] / "vaxtanalys" / "data" / "measured_error.csv"
KEYS = ("tp", "fn", "fp", "tn")


def measure(pairs: list[tuple[str, str]]) -> dict[str, list[int]]:
    total: dict[str, list[int]] = {}
    for run, gold in pairs:
        for facet, counts in vx.evaluate(run, gold).cells.items():
            sums = total.setdefault(facet, [0, 0, 0, 0])
            for index, key in enumerate(KEYS):
                sums[index] += getattr(counts, key)
    return dict(sorted(total.items()))


def as_csv(counts: dict[str, list[int]], names: str) -> str:
    head = f"# Cells (a municipality and a code) against human codings ({names}); written by tests/measure_error.py.\n"
    rows = [",".join([facet, *map(str, sums)]) for facet, sums in counts.items()]
    return head + "\n".join([",".join(("facet", *KEYS)), *rows]) + "\n"


def main() -> None:
    given = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    pairs = list(zip(given[::2], given[1::2], strict=True))
    text = as_csv(measure(pairs), ", ".join(sorted({Path(gold).parents[1].name for _, gold in pairs})))
    sys.stdout.write(text)
    if "--write" in sys.argv:
        TARGET.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
