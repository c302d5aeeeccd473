"""Bygger om provningssamlingen: PDF:erna, documents.csv och gold/*.json. ``python bygg/bygg.py [STAM ...]``.

Kräver extrat "corpus", LibreOffice (soffice), Chromium och typsnitten DejaVu, Liberation och Carlito.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import grannar  # noqa: F401 - lägger exempelsamlingens sättare på sökvägen
import satt_reportlab_planer
import satt_typst_planer
import satt_webb_planer
import satt_writer_planer
from avsluta import settle
from facit import write_all
from planer import Plan, load_all

HERE = Path(__file__).parent.parent
LAYOUTS: dict[str, Callable[[Plan, Path], None]] = {
    "typst_tabell": satt_typst_planer.tabled,
    "typst_spalter": satt_typst_planer.columns,
    "writer_punkter": satt_writer_planer.bullets,
    "writer_tabell": satt_writer_planer.tables,
    "weasy_bred": satt_webb_planer.wide,
    "weasy_band": satt_webb_planer.band,
    "weasy_strategi": satt_webb_planer.strategy,
    "chromium_lage": satt_webb_planer.states,
    "reportlab_stycken": satt_reportlab_planer.paragraphs,
    "reportlab_numrerad": satt_reportlab_planer.numbered,
}


def main(stems: list[str]) -> None:
    os.environ["SOURCE_DATE_EPOCH"] = "1704096000"
    (HERE / "documents").mkdir(exist_ok=True)
    for plan in load_all():
        if not stems or plan.stem in stems:
            path = HERE / "documents" / f"{plan.stem}.pdf"
            LAYOUTS[plan.layout](plan, path)
            settle(path, plan.title)
            print(plan.stem)
    write_all(HERE)


if __name__ == "__main__":
    main(sys.argv[1:])
