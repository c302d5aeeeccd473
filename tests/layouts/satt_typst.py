"""Utseenden som Typst sätter."""

from __future__ import annotations

import tempfile
from pathlib import Path

import typst
from plantext import Deed, Plan
from utseende import layout

OPENING = '#set text(lang: "sv", font: "Libertinus Serif", size: 10pt)\n#set page(paper: "a4", margin: 22mm)\n'


def compiled(source: str, path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "plan.typ"
        file.write_text(source, encoding="utf-8")
        path.write_bytes(typst.compile(file, timestamp=0))


def opened(plan: Plan) -> str:
    return f"{OPENING}#text(20pt, weight: 700)[{plan.title} {plan.years}]\n\n== Bakgrund\n{plan.intro}\n\n"


def closed(plan: Plan) -> str:
    return f"\n== Uppföljning\n{plan.end}\n"


def owner(deed: Deed) -> str:
    return f"_Ansvarig:_ {deed.owner_line.removeprefix('Ansvarig: ')}"


@layout("bokstaver-med-forklaring", "Typst", "vald", level=True)
def _(plan: Plan, path: Path) -> None:
    source = opened(plan) + "I kolumnen Nivå betyder U universell, S selektiv och I indikerad.\n\n"
    for area in plan.areas:
        source += f"== {area.heading}\n#table(columns: (1fr, 12mm, 32mm, 30mm, 20mm), inset: 4pt,\n"
        source += "table.header([*Åtgärd*], [*Nivå*], [*Ansvarig*], [*Samverkan*], [*Tid*]),\n"
        source += "".join(f"[{d.text}], [{d.level[0]}], [{d.leads}], [{d.partners}], [{d.time}],\n" for d in area.deeds)
        source += ")\n"
    compiled(source + closed(plan), path)


@layout("tre-spalter", "Typst", "halsa", time=False)
def _(plan: Plan, path: Path) -> None:
    source = opened(plan).replace("size: 10pt", "size: 9pt", 1).replace("margin: 22mm", "margin: 15mm", 1)
    source += "#columns(3, gutter: 7mm)[\n"
    for area in plan.areas:
        source += f"== {area.heading}\n{area.goal}. Kommunen ska därför:\n\n"
        source += "".join(f"- {d.text} \\ {d.owner_line}\n" for d in area.deeds) + "\n"
    compiled(source + closed(plan) + "]", path)


@layout("numrerade-stycken", "Typst", "trygghet", label=True, time=False)
def _(plan: Plan, path: Path) -> None:
    source = opened(plan)
    for number, area in enumerate(plan.areas, start=1):
        source += f"= {number} {area.heading}\n{area.goal}.\n\n== {number}.1 Åtgärder\n"
        source += "".join(f"{number}.1.{i} {d.text}\n\n{owner(d)}\n\n" for i, d in enumerate(area.deeds, start=1))
    compiled(source + closed(plan), path)


@layout("mal-strategi-atgard", "Typst", "halsa", lead=True, time=False)
def _(plan: Plan, path: Path) -> None:
    source = opened(plan)
    for number, area in enumerate(plan.areas, start=1):
        source += f"= Mål {number}: {area.heading}\n{area.goal}.\n\n"
        for half, deeds in enumerate((area.deeds[:2], area.deeds[2:]), start=1):
            source += f"== Strategi {number}.{half}: {deeds[0].title} och {deeds[1].title.lower()}\n"
            source += "Under strategin genomförs följande åtgärder:\n\n"
            source += "".join(f"- {d.text} \\ {d.owner_line}\n" for d in deeds) + "\n"
    compiled(source + closed(plan), path)


@layout("avstavade-smala-spalter", "Typst", "vald")
def _(plan: Plan, path: Path) -> None:
    source = opened(plan) + "#set text(hyphenate: true)\n"
    for area in plan.areas:
        source += f"== {area.heading}\n#table(columns: (34mm, 24mm, 24mm, 16mm), inset: 4pt, stroke: 0.4pt,\n"
        source += "[*Åtgärd*], [*Ansvarig*], [*Samverkan*], [*Tid*],\n"
        source += "".join(f"[{d.text}], [{d.leads}], [{d.partners}], [{d.time}],\n" for d in area.deeds) + ")\n"
    compiled(source + closed(plan), path)


@layout("delvis-linjerad", "Typst", "klimat", label=True)
def _(plan: Plan, path: Path) -> None:
    """Bara tre linjer per tabell: över och under kolumnrubrikerna och under sista raden; huvudet upprepas."""
    source = opened(plan)
    for area in plan.areas:
        source += f"== {area.heading}\n#table(columns: (10mm, 1fr, 34mm, 32mm, 20mm), stroke: none, inset: (y: 5pt),\n"
        source += "table.hline(), table.header([*Nr*], [*Åtgärd*], [*Ansvarig*], [*Samverkan*], [*Tid*]), "
        source += "table.hline(stroke: 0.5pt),\n"
        source += "".join(f"[{d.label}], [{d.text}], [{d.leads}], [{d.partners}], [{d.time}],\n" for d in area.deeds)
        source += "table.hline())\n"
    compiled(source + closed(plan), path)


@layout("vi-ska-meningar", "Typst", "trygghet", text="we", lead=False, co=False, time=False)
def _(plan: Plan, path: Path) -> None:
    source = opened(plan)
    for number, area in enumerate(plan.areas, start=1):
        source += f"= {number}. {area.heading}\n{area.goal}. Så är det inte överallt i dag.\n\n"
        source += "== Det här ska vi göra\n" + "".join(f"{d.we}\n\n" for d in area.deeds)
    compiled(source + closed(plan), path)


@layout("numrerade-atgarder", "Typst", "vald", label=True)
def _(plan: Plan, path: Path) -> None:
    source = opened(plan)
    for number, area in enumerate(plan.areas, start=1):
        source += f"= Fokusområde {number}: {area.heading}\n"
        for deed in area.deeds:
            source += f"*Åtgärd {deed.label}* {deed.text}\n\nAnsvarig: {deed.leads} \\\n"
            source += (f"Samverkan: {deed.partners} \\\n" if deed.co else "") + f"Tidplan: {deed.time}\n\n"
    compiled(source + closed(plan), path)
