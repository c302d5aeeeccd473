"""Bygger om samlingen: PDF:erna, documents.csv och gold/*.json. ``python bygg/bygg.py [STAM ...]``.

Kräver typst, weasyprint, reportlab, python-docx, python-pptx, pypdfium2 eller pdftotext, LibreOffice (soffice),
Chromium och typsnitten DejaVu, Liberation och Carlito.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import satt_reportlab
import satt_typst
import satt_webb
import satt_writer
from planer import Plan, load_all

HERE = Path(__file__).resolve().parent.parent
LAYOUTS: dict[str, Callable[[Plan, Path], None]] = {
    "typst_tabell": satt_typst.table,
    "writer_tabell": satt_writer.word_tables,
    "writer_punkter": satt_writer.word_bullets,
    "pptx_bilder": satt_writer.slides,
    "reportlab_stycken": satt_reportlab.paragraphs,
    "weasy_broschyr": satt_webb.brochure,
    "weasy_mal": satt_webb.goals,
    "weasy_strategi": satt_webb.strategy,
    "chromium_lage": satt_webb.states,
}


def main(stems: list[str]) -> None:
    os.environ["SOURCE_DATE_EPOCH"] = "1704096000"
    (HERE / "documents").mkdir(exist_ok=True)
    if stems != ["facit"]:
        for plan in load_all():
            if not stems or plan.stem in stems:
                LAYOUTS[plan.layout](plan, HERE / "documents" / f"{plan.stem}.pdf")
                print(plan.stem)
    if (Path(__file__).parent / "facit.py").exists():
        from facit import write_all

        write_all(HERE)


if __name__ == "__main__":
    main(sys.argv[1:])
