"""The report: one HTML file that needs nothing else, neither network nor other files."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from vaxtanalys.codebook import Codebook
from vaxtanalys.publish.cards import Card, make_cards
from vaxtanalys.publish.findings import (
    Findings,
    Row,
    alphabet_key,
    document_municipality,
    facet_order,
    gather,
    period,
    reasons,
    sentence,
    summarize,
)
from vaxtanalys.publish.gap_cards import Holes, make_holes
from vaxtanalys.publish.group_cards import likest, make_likenesses
from vaxtanalys.publish.heatmap import draw_heatmap
from vaxtanalys.publish.texts import load_texts

# The facets whose pictures stand open; the others unfold.
MAIN_FACETS = ("prevention_level", "target_group", "measure_group")

# Pairs that a person should decide, shown with both texts; the rest stay in the tables.
MOST_UNDECIDED = 50

SECTIONS = (
    ("sammanfattning", "summary"),
    ("tackning", "coverage"),
    ("luckor", "gaps"),
    ("atgarder", "measures"),
    ("lika", "groups"),
    ("dokument", "documents"),
    ("lasa", "guide"),
)


def write_report(tables: Mapping[str, pd.DataFrame], codebook: Codebook, path: Path, language: str = "sv") -> None:
    """Write the report to ``path`` (.html) in ``language`` ("sv" or "en").

    The file loads nothing: style and script stand in it, and its content security policy forbids all else. Raises
    UsageError for a language there are no texts for.
    """
    found = gather(tables, codebook, load_texts(language))
    environment = Environment(
        loader=PackageLoader("vaxtanalys.publish", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    context = {**_assets(environment), **_content(found)}
    environment.globals.update(
        found=found,
        texts=found.texts,
        codebook=codebook,
        say=found.texts.say,
        label=found.texts.label,
        period=period,
        sentence=sentence,
        reasons=reasons,
        municipality=document_municipality,
        **context,
    )
    page = environment.get_template("report.html.j2").render()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, "utf-8", newline="\n")


def _assets(environment: Environment) -> dict[str, Any]:
    """Style and script as they stand in the page, with the hashes that let them and nothing else in."""
    assets: dict[str, Any] = {}
    for name, file in (("style", "report.css"), ("script", "report.js")):
        assert environment.loader is not None
        source = environment.loader.get_source(environment, file)[0]
        digest = base64.b64encode(hashlib.sha256(source.encode("utf-8")).digest()).decode("ascii")
        assets |= {name: Markup(source), f"{name}_hash": f"sha256-{digest}"}
    return assets


def _content(found: Findings) -> dict[str, Any]:
    holes, targets = make_holes(found)
    cards = make_cards(found)
    facets = found.facets()
    undecided = [pair for pair in likest(found.tables["alignments"]) if pair["verdict"] == "undecided"]
    return {
        "sections": SECTIONS,
        "summary": summarize(found),
        "maps": [draw_heatmap(found, facet, targets) for facet in facets if facet in MAIN_FACETS],
        "more_maps": [draw_heatmap(found, facet, targets) for facet in facets if facet not in MAIN_FACETS],
        "holes": holes,
        "hole_towns": [(town.code, town.municipality) for town in holes],
        "hole_facets": _hole_facets(found, holes),
        "cards": cards,
        "card_towns": _card_towns(found, cards),
        "card_facets": _card_facets(found, cards),
        "groups": make_likenesses(found),
        "undecided_pairs": undecided[:MOST_UNDECIDED],
        "undecided_total": len(undecided),
        "counts": Counter(measure["document_id"] for measure in found.tables["measures"]),
    }


def _hole_facets(found: Findings, holes: list[Holes]) -> list[tuple[str, str]]:
    facets = {hole.facet for town in holes for hole in (*town.listed, *town.others)}
    return [(facet, found.facet_label(facet)) for facet in sorted(facets, key=lambda f: (facet_order(f), f))]


def _card_towns(found: Findings, cards: list[tuple[Row, list[Card]]]) -> list[tuple[str, str]]:
    codes = {document["municipality_code"] for document, _ in cards if document["municipality_code"]}
    return [
        (code, found.municipality(code)) for code in sorted(codes, key=lambda c: alphabet_key(found.municipality(c)))
    ]


def _card_facets(found: Findings, cards: list[tuple[Row, list[Card]]]) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """For each facet that measures bear: its label, and its codes with how many measures bear them."""
    counted = Counter(key for _, own in cards for card in own for key in card.keys.split())
    facets = sorted({key.partition(":")[0] for key in counted}, key=lambda f: (facet_order(f), f))
    filters = []
    for facet in facets:
        own = [key for key in counted if key.startswith(f"{facet}:")]
        named = {key: found.code_label(facet, key.partition(":")[2]) for key in own}
        options = [(key, f"{named[key]} ({counted[key]})") for key in sorted(own, key=lambda k: alphabet_key(named[k]))]
        filters.append((facet, found.facet_label(facet), options))
    return filters
