"""What the report shows of measures: their rows made ready for the template, nothing decided anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from vaxtanalys.publish.findings import Findings, Row, alphabet_key, facet_order


@dataclass(frozen=True)
class Piece:
    """A run of a measure's text; ``title`` says which codes it gave, empty where it gave none."""

    text: str
    basis: str = ""
    title: str = ""


@dataclass(frozen=True)
class Chip:
    """A code on a measure, as a small label: stated where any of its tags is printed."""

    facet: str
    label: str
    basis: str


@dataclass(frozen=True)
class Card:
    """A measure with all that is known of it."""

    row: Row
    municipality: str
    code: str
    where: str
    area: str
    pieces: tuple[Piece, ...]
    chips: tuple[Chip, ...]
    bodies: tuple[tuple[str, str], ...]
    tags: tuple[Row, ...]
    fields: tuple[Row, ...]
    keys: str
    cells: str


def make_cards(found: Findings) -> list[tuple[Row, list[Card]]]:
    """The cards of every document with measures, municipalities in Swedish alphabetical order."""
    cells: defaultdict[str, list[int]] = defaultdict(list)
    for number, cell in enumerate(found.tables["coverage"]):
        for measure_id in cell["measures"]:
            cells[measure_id].append(number)
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for member in found.tables["group_members"]:
        groups[member["measure_id"]].append(member["group_id"])
    by_document: defaultdict[str, list[Card]] = defaultdict(list)
    for measure in found.measures.values():
        key = measure["measure_id"]
        by_document[measure["document_id"]].append(_card(found, measure, groups[key], cells[key]))
    documents = sorted(
        (found.documents[key] for key in by_document),
        key=lambda d: (alphabet_key(d["municipality"] or "\U0010ffff"), d["document_id"]),
    )
    return [(document, by_document[document["document_id"]]) for document in documents]


def _card(found: Findings, measure: Row, groups: list[str], cells: list[int]) -> Card:
    key, document = measure["measure_id"], found.documents[measure["document_id"]]
    tags = sorted(found.tags.get(key, []), key=lambda tag: (facet_order(tag["facet"]), tag["facet"]))
    area = found.areas.get(measure["focus_area_id"])
    codes = [f"{tag['facet']}:{tag['code']}" for tag in tags] + [f"measure_group:{group}" for group in groups]
    return Card(
        row=measure,
        municipality=found.municipality_of(key),
        code=document["municipality_code"] or "",
        where=found.where(measure),
        area=" ".join(filter(None, (area["number"], area["heading"]))) if area else "",
        pieces=tuple(highlight(found, measure["text"], tags)),
        chips=tuple(_chips(found, tags)),
        bodies=tuple(_bodies(found, found.bodies.get(key, []))),
        tags=tuple(tags),
        fields=tuple(found.fields.get(key, [])),
        keys=" ".join(dict.fromkeys(codes)),
        cells=" ".join(map(str, cells)),
    )


def _bodies(found: Findings, bodies: list[Row]) -> Iterator[tuple[str, str]]:
    """For each role its bodies in one line."""
    for role in dict.fromkeys(body["role"] for body in bodies):
        names = dict.fromkeys(body["body"] for body in bodies if body["role"] == role)
        yield found.texts.label("body_role", role), ", ".join(names)


def highlight(found: Findings, text: str, tags: Iterable[Row]) -> list[Piece]:
    """``text`` cut where evidence begins and ends, so that overlapping evidence is shown whole."""
    spans = [tag for tag in tags if tag["start"] is not None and tag["end"] is not None and tag["source"] == "text"]
    edges = sorted({0, len(text), *(min(edge, len(text)) for tag in spans for edge in (tag["start"], tag["end"]))})
    pieces = []
    for start, end in pairwise(edges):
        over = [tag for tag in spans if tag["start"] <= start and end <= tag["end"]]
        basis = "" if not over else "stated" if any(tag["basis"] == "stated" for tag in over) else "inferred"
        pieces.append(Piece(text[start:end], basis, "; ".join(dict.fromkeys(say_tag(found, tag) for tag in over))))
    return pieces


def say_tag(found: Findings, tag: Row) -> str:
    """A tag in words: "Målgrupp: Unga (härledd)"."""
    label, basis = found.code_label(tag["facet"], tag["code"]), found.texts.label("basis", tag["basis"])
    return f"{found.facet_label(tag['facet'])}: {label} ({basis})"


def _chips(found: Findings, tags: Iterable[Row]) -> list[Chip]:
    bases: dict[tuple[str, str], str] = {}
    for tag in tags:
        pair = (tag["facet"], tag["code"])
        bases[pair] = "stated" if "stated" in (bases.get(pair), tag["basis"]) else "inferred"
    return [Chip(facet, found.code_label(facet, code), basis) for (facet, code), basis in bases.items()]
