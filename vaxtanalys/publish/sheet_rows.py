"""What stands in the sheets that are plain tables: a row for every row of the run's tables."""

from __future__ import annotations

from collections import Counter
from typing import Any

from vaxtanalys.body_types import body_type_label
from vaxtanalys.policy_areas import policy_area_label
from vaxtanalys.publish.findings import (
    Findings,
    Row,
    alphabet_key,
    document_municipality,
    facet_order,
    period,
    reasons,
    sentence,
)

Rows = list[list[Any]]

# Fields that have a column of their own in the sheet of measures, or stand in the sheet of bodies.
_SHOWN_FIELDS = ("body", "co_body")


def measure_rows(found: Findings) -> Rows:
    """A row for every measure, in the order of the table."""
    return [_measure_row(found, measure) for measure in found.measures.values()]


def _measure_row(found: Findings, measure: Row) -> list[Any]:
    texts, key = found.texts, measure["measure_id"]
    document, area = found.documents[measure["document_id"]], found.areas.get(measure["focus_area_id"])
    bodies, tags = found.bodies.get(key, []), found.tags.get(key, [])
    levels = [tag for tag in tags if tag["facet"] == "prevention_level"]
    people = [tag for tag in tags if tag["facet"] == "target_group"]
    return [
        document_municipality(document, texts),
        document["title"] or document["file"],
        area and area_name(area),
        measure["label"],
        measure["heading"],
        measure["text"],
        measure["remark"],
        "; ".join(dict.fromkeys(body["body"] for body in bodies if body["role"] == "lead")),
        "; ".join(dict.fromkeys(body["body"] for body in bodies if body["role"] != "lead")),
        "; ".join(code_labels(found, levels)),
        "; ".join(_bases(found, levels)),
        "; ".join(code_labels(found, people)),
        "; ".join(dict.fromkeys(_evidence(found, tag) for tag in people)),
        measure["timeline"],
        texts.label("measure_status", measure["status"]),
        "; ".join(_field(found, f) for f in found.fields.get(key, []) if f["role"] not in _SHOWN_FIELDS),
        document["file"],
        measure["page"],
        texts.label("grade", measure["grade"]),
        measure["method"],
        key,
    ]


def area_name(area: Row) -> str:
    """A focus area's number and heading."""
    return f"{area['number']} {area['heading']}" if area["number"] else str(area["heading"])


def code_labels(found: Findings, tags: list[Row]) -> list[str]:
    """The labels of the tags' codes, each once."""
    return list(dict.fromkeys(found.code_label(tag["facet"], tag["code"]) for tag in tags))


def _bases(found: Findings, tags: list[Row]) -> list[str]:
    """For each code whether it is printed or inferred; printed wins where both are there."""
    stated = {tag["code"] for tag in tags if tag["basis"] == "stated"}
    codes = dict.fromkeys(tag["code"] for tag in tags)
    bases = [found.texts.label("basis", "stated" if code in stated else "inferred") for code in codes]
    return list(dict.fromkeys(bases)) if len(set(bases)) == 1 else bases


def _evidence(found: Findings, tag: Row) -> str:
    label, basis = found.code_label(tag["facet"], tag["code"]), found.texts.label("basis", tag["basis"])
    return f"{label}: ”{tag['evidence']}” ({basis})"


def _field(found: Findings, field: Row) -> str:
    return f"{field['header'] or found.texts.label('field_role', field['role'])}: {field['text']}"


def body_rows(found: Findings) -> Rows:
    """A row for every body named for a measure."""
    texts = found.texts
    return [
        [
            *_measure_head(found, body["measure_id"]),
            body["raw"],
            body["body"],
            texts.label("body_kind", body["kind"]),
            body_type_label(body["body_type"], texts.language),
            texts.label("body_role", body["role"]),
            texts.label("basis", body["basis"]),
            found.document_of(body["measure_id"])["file"],
            body["page"],
            body["measure_id"],
        ]
        for body in found.tables["bodies"]
    ]


def tag_rows(found: Findings) -> Rows:
    """A row for every code on a measure."""
    texts = found.texts
    return [
        [
            *_measure_head(found, tag["measure_id"]),
            found.facet_label(tag["facet"]),
            found.code_label(tag["facet"], tag["code"]),
            tag["code"],
            texts.label("basis", tag["basis"]),
            tag["evidence"],
            texts.label("source", tag["source"]),
            tag["score"],
            tag["rule"],
            found.document_of(tag["measure_id"])["file"],
            tag["page"],
            tag["measure_id"],
        ]
        for tag in found.tables["tags"]
    ]


def _measure_head(found: Findings, measure_id: str) -> list[Any]:
    measure = found.measures[measure_id]
    return [found.municipality_of(measure_id), measure["label"], measure["text"]]


def gap_rows(found: Findings) -> Rows:
    """A row for every gap and every undecided cell that matters: by municipality, and there what tells most first.

    Gaps come before undecided cells and those before what is only in plans about other things; in each the facets in
    the order people expect, and what most of those with a plan about the same have.
    """
    states = ("gap", "undecided", "outside")

    def place(gap: Row) -> tuple[Any, ...]:
        town = (alphabet_key(found.municipality(gap["municipality_code"])), gap["municipality_code"])
        state = states.index(found.state(gap))
        return *town, state, facet_order(gap["facet"]), gap["facet"], -len(gap["peers_same_area"]), gap["code"]

    return [
        [
            found.municipality(gap["municipality_code"]),
            gap["municipality_code"],
            found.facet_label(gap["facet"]),
            found.code_label(gap["facet"], gap["code"]),
            gap["code"],
            found.texts.label("state", found.state(gap)),
            sentence(gap["reason"]),
            ", ".join(found.municipalities(gap["peers_covering"])),
            ", ".join(found.municipalities(gap["peers_same_area"])),
            ", ".join(found.municipalities(gap["peers_assessable"])),
            "; ".join(gap["looked_in"]),
            gap["nearest_text"],
            gap["nearest_page"],
            gap["nearest_score"],
            gap["nearest_why"],
            gap["missed_probability"],
            gap["nearest_measure"],
        ]
        for gap in sorted(found.tables["gaps"], key=place)
    ]


def group_rows(found: Findings) -> Rows:
    """A row for every measure of every group."""
    rows = []
    for member in found.tables["group_members"]:
        group, measure = found.groups[member["group_id"]], found.measures[member["measure_id"]]
        document = found.documents[measure["document_id"]]
        counts = (group["size"], len(group["municipalities"]))
        words = (document_municipality(document, found.texts), measure["text"], member["score"])
        where = (document["file"], measure["page"], measure["measure_id"])
        rows.append([group["group_id"], group["label"], *counts, *words, *where])
    return rows


def pair_rows(found: Findings, most: int) -> Rows:
    """A row for each of the ``most`` most alike pairs, the likest first."""
    pairs = sorted(found.tables["alignments"], key=lambda p: (-p["score"], p["measure_a"], p["measure_b"]))
    rows = []
    for pair in pairs[:most]:
        first, second = pair["measure_a"], pair["measure_b"]
        words = [found.municipality_of(first), found.measures[first]["text"]]
        words += [found.municipality_of(second), found.measures[second]["text"]]
        verdict = found.texts.label("verdict", pair["verdict"])
        rows.append([*words, pair["score"], verdict, reasons(pair), first, second])
    return rows


def outcome_rows(found: Findings) -> Rows:
    """What came of every file that was given."""
    texts = found.texts
    counts = Counter(measure["document_id"] for measure in found.tables["measures"])
    return [
        [
            document_municipality(document, texts),
            document["municipality_code"],
            document["file"],
            texts.label("outcome", document["outcome"]),
            counts[document["document_id"]],
            texts.label("grade", document["grade"]),
            sentence(document["message"]),
        ]
        for document in found.tables["documents"]
    ]


def document_rows(found: Findings) -> Rows:
    """What every file says of itself."""
    texts = found.texts
    return [
        [
            document_municipality(document, texts),
            document["municipality_code"],
            document["file"],
            document["title"],
            texts.label("document_type", document["document_type"]),
            ", ".join(policy_area_label(code, texts.language) for code in document["policy_areas"]),
            period(document),
            texts.label("document_status", document["status"]),
            adoption(document),
            document["diary_number"],
            document["pages"],
            texts.label("outcome", document["outcome"]),
            texts.label("grade", document["grade"]),
            "\n".join(document["notes"]),
            document["document_id"],
        ]
        for document in found.tables["documents"]
    ]


def adoption(document: Row) -> str:
    """When a document was adopted, and by whom."""
    return ", ".join(filter(None, (document["adopted_date"], document["adopted_by"])))
