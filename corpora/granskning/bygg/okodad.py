"""Skriver alla åtgärder utan kodning, för en annan kodare. ``python bygg/okodad.py FIL``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from planer import load_plans, responsible

NOTES = """\
# Abbreviations and words as the plans explain them:
# Älvhammar: SOF socialförvaltningen, BUF barn- och ungdomsförvaltningen, VOF vård- och omsorgsförvaltningen,
#   KLF kommunledningsförvaltningen, FTF fritids- och teknikförvaltningen, Hyreshus Älvhammars Hyreshus AB.
# Björknäset: KS kommunstyrelsen, UN utbildningsnämnden, IN individnämnden, TFN teknik- och fritidsnämnden,
#   VN vårdnämnden, Björknäsbyggen AB. Primär = all, sekundär = raised risk, tertiär = already offend/offended against.
# Strömsala: where no line names who is responsible, the text says who does what. "Ankaret" is the sektor välfärd
#   centre against relationsvåld.
# Kvarnshult: on two slides one line names the office for the whole slide ("Gäller hela bilden").
# " | " in responsible separates two columns of the printed table.
"""


def main(target: str) -> None:
    lines = [NOTES]
    for plan in load_plans():
        for part in plan.parts:
            for deed in part.deeds:
                row = {
                    "id": deed.id,
                    "municipality": plan.town,
                    "area": "safety" if plan.stem in ("ekeryda", "sandaro", "bjorknaset") else "violence",
                    "focus_area": part.heading,
                    "heading": deed.h.removesuffix("."),
                    "text": deed.t,
                    "responsible": responsible(plan, part, deed),
                    "level_printed": deed.n,
                    "time": deed.tid,
                    "bodies": [],
                    "levels": [],
                    "levels_allowed": [],
                    "target_groups": [],
                    "target_groups_allowed": [],
                    "kind": "",
                    "kinds_doubtful": [],
                }
                lines.append("[[measures]]")
                lines += [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in row.items()]
                lines.append("")
    part_file = Path(target + ".part")
    part_file.write_text("\n".join(lines), "utf-8")
    part_file.rename(target)


if __name__ == "__main__":
    main(sys.argv[1])
