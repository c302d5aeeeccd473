"""The tables of a run gathered for showing: rows by measure, names by code, and the summary in words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from vaxtanalys.body_types import body_type_label
from vaxtanalys.codebook import Codebook
from vaxtanalys.measure_types import load_types
from vaxtanalys.policy_areas import policy_area_label
from vaxtanalys.publish.table_files import table_rows
from vaxtanalys.publish.texts import Texts

Row = dict[str, Any]

READ = ("ok", "no_measures")

# The order people expect; other facets (crossed ones, say) follow in alphabetical order.
FACETS = ("prevention_level", "target_group", "measure_group", "measure_type", "theme", "action", "strategy_goal")


@dataclass(frozen=True)
class Findings:
    """All rows of a run as dictionaries, and what is looked up of them again and again."""

    texts: Texts
    codebook: Codebook
    tables: Mapping[str, list[Row]]
    documents: Mapping[str, Row]
    areas: Mapping[str, Row]
    measures: Mapping[str, Row]
    bodies: Mapping[str, list[Row]]
    tags: Mapping[str, list[Row]]
    fields: Mapping[str, list[Row]]
    chains: Mapping[str, Row]
    groups: Mapping[str, Row]
    names: Mapping[str, str]
    outside: frozenset[tuple[str, str, str]] = frozenset()

    def municipality(self, code: str | None) -> str:
        """The name of a municipality by its code; the code where no document names it."""
        return self.names.get(code or "", code or self.texts.say("word.municipality_unknown"))

    def municipalities(self, codes: Iterable[str]) -> list[str]:
        """The names of municipalities in Swedish alphabetical order."""
        return sorted((self.municipality(code) for code in codes), key=alphabet_key)

    def document_of(self, measure_id: str) -> Row:
        """The document that a measure stands in."""
        return self.documents[self.measures[measure_id]["document_id"]]

    def municipality_of(self, measure_id: str) -> str:
        """The name of the municipality that a measure belongs to."""
        return document_municipality(self.document_of(measure_id), self.texts)

    def facet_label(self, facet: str) -> str:
        """The label of a facet; of a crossed one both labels."""
        return " × ".join(self.texts.label("facet", part) for part in facet.split("*"))

    def code_label(self, facet: str, code: str) -> str:
        """The label of a code: the codebook's, or the group's own."""
        facets, codes = facet.split("*"), code.split("*")
        if len(facets) != len(codes):
            facets, codes = [facet], [code]
        return " × ".join(self._label(*pair) for pair in zip(facets, codes, strict=True))

    def _label(self, facet: str, code: str) -> str:
        if facet == "measure_group" and code in self.groups:
            kind = load_types().kind(self.groups[code]["type"] or "")
            return kind.label_en if kind and self.texts.language == "en" else str(self.groups[code]["label"])
        if facet == "strategy_goal":
            goal = self.measures.get(code, {}).get("text") or self.areas.get(code, {}).get("heading")
            return str(goal or code)
        if facet == "body_type":
            return body_type_label(code, self.texts.language)
        if facet == "measure_type" and (kind := load_types().kind(code)):
            return kind.label_en if self.texts.language == "en" else kind.label_sv
        return self.codebook.label(facet, code, self.texts.language)

    def where(self, measure: Row) -> str:
        """File and page of a measure, for people: "plan.pdf, s. 3"."""
        place = self.texts.say("word.page", n=measure["page"])
        if measure["lines"]:
            place = self.texts.say("word.line", n=measure["lines"][0])
        return f"{self.documents[measure['document_id']]['file']}, {place}"

    def state(self, cell: Row) -> str:
        """The state of a cell as it is shown: a gap in what the municipality's plans are not about is ``outside``."""
        return "outside" if cell_key(cell) in self.outside else str(cell["state"])

    def facets(self) -> list[str]:
        """The facets of the comparison, in the order they are shown."""
        found = {cell["facet"] for cell in self.tables["coverage"]}
        return [f for f in FACETS if f in found] + sorted(found - set(FACETS))

    def codes(self, facet: str) -> list[str]:
        """The codes of a facet of the comparison in the codebook's order; groups by how many municipalities cover."""
        covering = Counter(c["code"] for c in self.tables["coverage"] if c["facet"] == facet and c["measures"])
        found = {cell["code"] for cell in self.tables["coverage"] if cell["facet"] == facet}
        place = {(entry.facet, entry.code): index for index, entry in enumerate(self.codebook.codes)}
        facets = facet.split("*")

        def key(code: str) -> tuple[Any, ...]:
            known = tuple(place.get(pair, len(place)) for pair in zip(facets, code.split("*"), strict=False))
            return (-covering[code] if facet == "measure_group" else 0, known, code)

        return sorted(found, key=key)

    def compared(self) -> list[str]:
        """The codes of the municipalities compared, by name."""
        codes = {cell["municipality_code"] for cell in self.tables["coverage"]}
        return sorted(codes, key=lambda code: (alphabet_key(self.municipality(code)), code))


def gather(tables: Mapping[str, pd.DataFrame], codebook: Codebook, texts: Texts) -> Findings:
    """The rows of ``tables`` made ready for showing in the language of ``texts``."""
    rows = {name: table_rows(frame) for name, frame in tables.items()}
    documents = {row["document_id"]: row for row in rows["documents"]}
    named = {d["municipality_code"]: d["municipality"] for d in rows["documents"] if d["municipality"]}
    return Findings(
        texts=texts,
        codebook=codebook,
        tables=rows,
        documents=documents,
        areas={row["focus_area_id"]: row for row in rows["focus_areas"]},
        measures={row["measure_id"]: row for row in rows["measures"]},
        bodies=_by_measure(rows["bodies"]),
        tags=_by_measure(rows["tags"]),
        fields=_by_measure(rows["fields"]),
        chains={row["measure_id"]: row for row in rows.get("chain", ())},
        groups={row["group_id"]: row for row in rows["measure_groups"]},
        names={code: name for code, name in named.items() if code},
        outside=_outside(rows["gaps"]),
    )


def count_states(tables: Mapping[str, pd.DataFrame]) -> Counter[str]:
    """How many cells of the comparison there are of each state as it is shown (``outside`` told apart from ``gap``)."""
    cells, outside = table_rows(tables["coverage"]), _outside(table_rows(tables["gaps"]))
    return Counter("outside" if cell_key(cell) in outside else str(cell["state"]) for cell in cells)


def _outside(gaps: Iterable[Row]) -> frozenset[tuple[str, str, str]]:
    return frozenset(cell_key(gap) for gap in gaps if _is_outside(gap))


def cell_key(row: Row) -> tuple[str, str, str]:
    """Municipality, facet and code: what names a cell of the comparison."""
    return row["municipality_code"], row["facet"], row["code"]


def _is_outside(gap: Row) -> bool:
    """Whether others have it, but none in a plan about what this municipality's plans are about."""
    known = gap["state"] == "gap" and gap["facet"] != "strategy_goal"
    return known and bool(gap["peers_covering"]) and not gap["peers_same_area"]


def sentence(words: str | None) -> str:
    """Words that another stage wrote as part of a sentence, as a sentence of their own."""
    if not words:
        return ""
    return words[0].upper() + words[1:] + ("" if words[-1] in ".!?”" else ".")


def reasons(pair: Row) -> str:
    """Why two measures are alike, as one sentence."""
    return sentence("; ".join(reason.rstrip(".") for reason in pair["reasons"]))


def alphabet_key(name: str) -> list[int]:
    """A key that sorts in Swedish alphabetical order, å ä ö last, capitals as small letters."""
    order = {"å": 0x7B, "ä": 0x7C, "ö": 0x7D, "é": ord("e"), "ü": ord("y")}
    return [order.get(char, ord(char)) for char in name.lower()]


def facet_order(facet: str) -> int:
    """The place of a facet in the order people expect; unknown ones last."""
    return FACETS.index(facet) if facet in FACETS else len(FACETS)


def document_municipality(document: Row, texts: Texts) -> str:
    """The municipality of a document, or the words for a county's or region's and for one that is not known."""
    unnamed = "word.regional" if is_regional(document) else "word.municipality_unknown"
    return str(document["municipality"] or texts.say(unnamed))


def is_regional(document: Row) -> bool:
    """Whether a document speaks for a county or region; the comparison takes its goals as what plans should meet."""
    return document["municipality_code"] is None and document["county_code"] is not None


def period(document: Row) -> str:
    """The years of a plan: "2024–2027", "2024–", or nothing."""
    start, end = document["period_start"], document["period_end"]
    if start is None and end is None:
        return ""
    return f"{'' if start is None else start}–{'' if end is None else end}" if start != end else str(start)


def summarize(found: Findings) -> list[str]:
    """What was read and found, as sentences: first what there is, then what could not be read or decided."""
    texts, documents = found.texts, found.tables["documents"]
    if not documents:
        return [texts.say("summary.nothing")]
    with_measures = {row["document_id"] for row in found.tables["measures"]}
    known = {d["municipality_code"] for d in documents} - {None}
    sentences = [
        texts.say(
            "summary.read",
            documents=texts.count("documents", len(documents)),
            municipalities=texts.count("municipalities", len(known)),
            measures=texts.count("measures", len(found.measures)),
            with_measures=texts.count("documents", len(with_measures)),
        )
    ]
    unread = [d for d in documents if d["outcome"] not in READ]
    if not unread:
        sentences.append(texts.say("summary.all_read"))
    doubtful = [d for d in documents if d["outcome"] in READ and d["grade"] == "poor"]
    empty = [d for d in documents if d["outcome"] == "no_measures"]
    regional = [d for d in documents if is_regional(d)]
    unknown = [d for d in documents if not d["municipality_code"] and not is_regional(d)]
    kinds = {"unread": unread, "empty": empty, "poor": doubtful, "regional": regional, "unknown": unknown}
    for key, some in kinds.items():
        if some:
            names = texts.listing([_named(d, texts) for d in some])
            sentences.append(texts.say(f"summary.{key}", documents=texts.count("documents", len(some)), names=names))
    return sentences + _areas(found) + _summarize_comparison(found)


def _areas(found: Findings) -> list[str]:
    """What the plans are about, where they are not all about the same; or that there is but one to compare."""
    texts, compared = found.texts, found.compared()
    if found.measures and len(compared) < 2:
        return [texts.say("summary.alone", municipalities=texts.count("municipalities", len(compared)))]
    with_measures = {row["document_id"] for row in found.tables["measures"]}
    plans = [d for d in found.tables["documents"] if d["document_id"] in with_measures and not is_regional(d)]
    areas = Counter(area for plan in plans for area in plan["policy_areas"])
    if len(areas) < 2:
        return []
    # All that occur are told, the commonest first: a subject that one plan alone is about can not be compared.
    names = [f"{policy_area_label(code, texts.language).lower()} ({n})" for code, n in areas.most_common()]
    return [texts.say("summary.areas", each=texts.listing(names, most=99))]


def _silent(found: Findings) -> list[str]:
    """How many measures have no code of a facet, for their words speak for none: said, not filled in."""
    coded = {(tag["measure_id"], tag["facet"]) for tag in found.tables["tags"]}
    parts = []
    for facet in ("prevention_level", "target_group"):
        count = sum((key, facet) not in coded for key in found.measures)
        if count:
            label = found.facet_label(facet).lower()
            parts.append(f"{label} {found.texts.count('measures', count)}")
    return [found.texts.say("summary.silent", each=found.texts.listing(parts))] if parts else []


def _summarize_comparison(found: Findings) -> list[str]:
    texts, sentences = found.texts, []
    bases = Counter(tag["basis"] for tag in found.tables["tags"])
    if bases:
        total = texts.count("tags", bases.total())
        sentences.append(texts.say("summary.tags", tags=total, stated=bases["stated"], inferred=bases["inferred"]))
    sentences += _silent(found)
    if found.groups:
        sentences.append(texts.say("summary.groups", groups=texts.count("groups", len(found.groups))))
    states = Counter((found.state(cell), cell["facet"]) for cell in found.tables["coverage"])
    for state in ("gap", "outside", "undecided"):
        counted = [(found.facet_label(facet).lower(), states[state, facet]) for facet in found.facets()]
        if any(n for _, n in counted):
            each = texts.listing([f"{facet} {n}" for facet, n in counted if n], most=99)
            sentences.append(texts.say(f"summary.{state}", each=each))
    return sentences


def _named(document: Row, texts: Texts) -> str:
    return f"{document_municipality(document, texts)} ({document['file']})"


def _by_measure(rows: Iterable[Row]) -> Mapping[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["measure_id"]].append(row)
    return dict(found)
