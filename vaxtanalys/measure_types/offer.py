"""New types of measure, offered out of the groups of alike measures that no type of the codebook is of."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from vaxtanalys.swedish import fold, lemma

Row = Mapping[str, Any]
_WORD = re.compile(r"[^\W\d_]{4,}")
# So many words that most of a group's measures share are named; more say nothing more.
MOST_WORDS = 8


def offer_types(
    groups: Sequence[Row], members: Sequence[Row], measures: Sequence[Row], known: Sequence[str] = ()
) -> str:
    """TOML rows, one ``[[type]]`` a group without a type, the largest first, to be finished by whoever edits the rows.

    Takes rows of the tables ``measure_groups``, ``group_members`` and ``measures``; ``known`` are codes that are taken.
    The label is the group's, made of its own words; ``yes`` are the measures' own words; what a person must decide
    (definition, source, forms) stands empty. Decisions on pairs have been obeyed where the groups were made.
    """
    text = {
        row["measure_id"]: f"{row['heading']}: {row['text']}" if row["heading"] else row["text"] for row in measures
    }
    inside: dict[str, list[str]] = {}
    for row in members:
        inside.setdefault(row["group_id"], []).append(row["measure_id"])
    taken = set(known)
    blocks = []
    for group in sorted(groups, key=lambda row: (-row["size"], row["group_id"])):
        if isinstance(group["type"], str) and group["type"]:
            continue
        texts = list(dict.fromkeys(text[id_] for id_ in sorted(inside.get(group["group_id"], ())) if id_ in text))
        code = _free(_code(str(group["label"])), taken)
        taken.add(code)
        blocks.append(_block(group, code, texts))
    return "\n".join(blocks)


def _block(group: Row, code: str, texts: Sequence[str]) -> str:
    towns = group["municipalities"]
    count = towns if isinstance(towns, int) else len(towns)
    words = ", ".join(shared_words(texts))
    lines = [
        f"# {group['group_id']}: {group['size']} åtgärder i {count} kommuner; ord som de flesta har: {words or 'inga'}",
        "[[type]]",
        f"code = {_quoted(code)}",
        f"label_sv = {_quoted(str(group['label']))}",
        'label_en = ""',
        'definition = ""',
        'source = ""',
        "forms = []",
        f"yes = [{', '.join(_quoted(text) for text in texts)}]",
        "no = []",
    ]
    return "\n".join(lines) + "\n"


def shared_words(texts: Sequence[str]) -> list[str]:
    """The lemmas of four letters or more that more than half of the texts have, the commonest first."""
    counts = Counter(word for text in texts for word in {lemma(found) for found in _WORD.findall(fold(text))})
    most = [word for word, count in counts.items() if 2 * count > len(texts)]
    return sorted(most, key=lambda word: (-counts[word], word))[:MOST_WORDS]


def _code(label: str) -> str:
    plain = unicodedata.normalize("NFKD", label.casefold()).encode("ascii", "ignore").decode("ascii")
    return "_".join(re.findall(r"[a-z0-9]+", plain)[:6]) or "type"


def _free(code: str, taken: set[str]) -> str:
    number = 2
    while code in taken and f"{code}_{number}" in taken:
        number += 1
    return f"{code}_{number}" if code in taken else code


def _quoted(text: str) -> str:
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
