"""Bygger om exempelsamlingen: PDF:erna, documents.csv, gold/gold.json och siffrorna i corpus.toml.

Kör `python bygg/bygg.py` i corpora/exempel (alla dokument) eller `python bygg/bygg.py STAM ...` (bara några PDF:er).
Kräver extrat "corpus", LibreOffice samt typsnitten DejaVu och Liberation.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from guld import write_documents, write_gold
from innehall import Content, load_all

HERE = Path(__file__).parent.parent
LAYOUTS = {
    "writer_bullets": "writer_punkter",
    "writer_table": "writer_tabell",
    "writer_numbered": "writer_numrerad",
    "motion": "writer_brev",
    "letter": "writer_brev",
    "weasy_bands": "webb_band",
    "weasy_wide": "webb_bred",
    "weasy_columns": "webb_spalter",
    "weasy_strategy": "webb_strategi",
    "slides": "bilder",
    "reportlab": "sats",
    "scan": "skanna",
    "password": "skydda",
}


def builder(content: Content) -> Callable[[Content, Path], None]:
    """Funktionen som sätter dokumentet, efter innehållets "layout"."""
    build: Callable[[Content, Path], None] = import_module(LAYOUTS[content.layout]).build
    return build


def main(stems: list[str]) -> None:
    os.environ["SOURCE_DATE_EPOCH"] = "1704096000"
    contents = load_all()
    for content in contents:
        if not stems or content.stem in stems:
            builder(content)(content, HERE / "documents" / f"{content.stem}.pdf")
            print(content.stem)
    write_documents(contents, HERE / "documents.csv")
    write_gold(contents, HERE / "gold" / "gold.json")


if __name__ == "__main__":
    main(sys.argv[1:])
