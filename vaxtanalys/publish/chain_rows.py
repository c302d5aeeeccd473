"""The chain of each measure for showing, and how many links are missing in each municipality."""

from __future__ import annotations

from collections import Counter
from typing import Any

from vaxtanalys.publish.findings import Findings, alphabet_key

# The links that a measure needs to be followed from promise to result; a cost or a follow-up may well stand elsewhere.
NEEDED = ("owner", "time", "indicator")


def chain_rows(found: Findings) -> list[list[Any]]:
    """A row for every measure that has a chain, in the order of the measures."""
    return [_chain_row(found, key) for key in found.measures if key in found.chains]


def _chain_row(found: Findings, key: str) -> list[Any]:
    texts, chain, measure = found.texts, found.chains[key], found.measures[key]
    return [
        found.municipality_of(key),
        measure["label"],
        measure["text"],
        "; ".join(chain["owners"]),
        chain["time_text"],
        chain["deadline"],
        chain["period_start"],
        texts.label("recurrence", chain["recurrence"]),
        "; ".join(chain["indicators"]),
        "; ".join(chain["follow_up"]),
        chain["cost"],
        chain["cost_amount"],
        ", ".join(texts.label("chain_link", link) for link in chain["missing"]),
        found.document_of(key)["file"],
        measure["page"],
        key,
    ]


def chain_counts(found: Findings) -> list[list[Any]]:
    """For each municipality its measures, how many have the whole chain, and how many lack each link."""
    measures: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    missing: Counter[tuple[str, str]] = Counter()
    for key, chain in found.chains.items():
        town = found.municipality_of(key)
        measures[town] += 1
        whole[town] += not set(NEEDED) & set(chain["missing"])
        missing.update((town, link) for link in chain["missing"])
    links = ("owner", "time", "indicator", "follow_up", "cost")
    return [
        [town, measures[town], whole[town], *(missing[town, link] for link in links)]
        for town in sorted(measures, key=alphabet_key)
    ]
