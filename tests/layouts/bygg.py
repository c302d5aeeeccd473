"""Gör om alla utseenden: ``python tests/layouts/bygg.py [NAMN ...]`` skriver pdf/<namn>.pdf och gold.json.

Behöver weasyprint, reportlab, typst, python-docx, python-pptx, odfpy och openpyxl, och programmen chromium och soffice.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import satt_html
import satt_kontor
import satt_markt
import satt_reportlab
import satt_typst
from plantext import HERE, Deed, Plan, load_plans
from utseende import LAYOUTS, STATES, STEPS, Layout

MODULES = (satt_html, satt_reportlab, satt_kontor, satt_typst, satt_markt)
PDF = HERE / "pdf"


def main(names: Sequence[str]) -> None:
    plans = load_plans()
    chosen = [layout for layout in LAYOUTS if not names or layout.name in names]
    PDF.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        sources: dict[bool, list[Path]] = {False: [], True: []}
        for layout in chosen:
            target = PDF / f"{layout.name}.pdf"
            path = target if layout.suffix == "pdf" else Path(folder) / f"{layout.name}.{layout.suffix}"
            layout.make(plans[layout.plan], path)
            if path != target:
                sources[layout.tagged].append(path)
        for tagged, paths in sources.items():
            if paths:
                office(paths, folder, tagged)
    golds = {layout.name: gold(layout, plans[layout.plan]) for layout in LAYOUTS}
    (HERE / "gold.json").write_text(json.dumps(golds, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


TAGGED = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'


def office(sources: Sequence[Path], folder: str, tagged: bool) -> None:
    form = TAGGED if tagged else "pdf"
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profil", "--headless", "--convert-to", form]
    subprocess.run([*command, "--outdir", folder, *map(str, sources)], check=True, capture_output=True, timeout=300)
    for source in sources:
        shutil.copy(source.with_suffix(".pdf"), PDF / f"{source.stem}.pdf")


def gold(layout: Layout, plan: Plan) -> dict[str, object]:
    measures = []
    for area in plan.areas:
        for index, deed in enumerate(area.deeds):
            entry: dict[str, object] = {"text": text_of(layout, deed), "area": area.heading}
            if layout.label:
                entry["label"] = label_of(layout, deed)
            if layout.title:
                entry["heading"] = deed.title
            if layout.time:
                entry["timeline"] = deed.time
            if layout.level and deed.level:
                entry["level"] = deed.level
            if layout.status:
                entry["status"] = STATES[index % len(STATES)]
            lead = [[body, "lead"] for body in deed.lead if layout.lead]
            entry["bodies"] = lead + [[body, "co"] for body in deed.co if layout.co]
            measures.append(entry)
    return {"producer": layout.producer, "areas": [area.heading for area in plan.areas], "measures": measures}


def label_of(layout: Layout, deed: Deed) -> str:
    if layout.name == "numrerade-stycken":
        area, number = deed.label.split(".")
        return f"{area}.1.{number}"
    return deed.label


def text_of(layout: Layout, deed: Deed) -> str:
    if layout.text == "we":
        return deed.we
    if layout.text == "steps":
        return f"{deed.text.rstrip('.')} genom {' '.join(STEPS)}"
    return deed.text


if __name__ == "__main__":
    main(sys.argv[1:])
