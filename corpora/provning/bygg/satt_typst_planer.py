"""Planer som Typst sätter: tabell med bokstäver för nivå, och två spalter med "Vi ska"-punkter."""

from __future__ import annotations

import re
from pathlib import Path

import grannar  # noqa: F401 - lägger exempelsamlingens sättare på sökvägen
from innehall import blocks
from planer import Deed, Part, Plan, joined
from satt_typst import compiled

PAGE = """#set document(title: "{title}")
#set text(lang: "sv", font: "{font}", size: {size}pt, hyphenate: {hyphenate})
#set page(paper: "a4", margin: (x: {margin}mm, y: 24mm), footer: context [
  #set text(8pt)
  {foot} #h(1fr) #counter(page).display()
])
#set par(leading: 0.62em)
#show heading: set block(above: 1.5em, below: 0.8em)
"""


def esc(text: str) -> str:
    """Texten med Typsts egna tecken skyddade."""
    return re.sub(r"([#*_@$<>\[\]\\`~])", r"\\\1", text).replace("//", "\\/\\/")


def opening(plan: Plan, font: str, size: float, margin: int, *, hyphenate: bool) -> str:
    return PAGE.format(
        title=plan.title,
        font=font,
        size=size,
        margin=margin,
        hyphenate=str(hyphenate).lower(),
        foot=esc(plan.title),
    )


def prose(markup: str) -> str:
    marks = {"h1": "= ", "h2": "== ", "li": "- ", "p": ""}
    return "".join(f"{marks[kind]}{esc(text)}\n\n" for kind, text in blocks(markup))


def facts(plan: Plan) -> str:
    of = plan.document
    return (
        f"{of['adopted_by'].capitalize()} antog planen {of['adopted_date']} \\\n"
        f"Diarienummer: {esc(of['diary_number'])} \\\nGäller: {of['period'][0]}–{of['period'][1]}\n\n"
    )


def table(part: Part) -> str:
    heads = "".join(f"[*{name}*], " for name in ("Nr", "Åtgärd", "Ansvarig", "Medansvarig", "Nivå", "Tid"))
    rows = "".join(row(deed) for deed in part.deeds)
    return (
        '#table(columns: (9mm, 1fr, 32mm, 32mm, 12mm, 21mm), inset: 4.5pt, stroke: 0.5pt + rgb("#555"),\n'
        f'fill: (x, y) => if y == 0 {{ rgb("#dfe7dc") }},\ntable.header({heads}),\n{rows})\n\n'
    )


def row(deed: Deed) -> str:
    text = esc(deed.t) + (f" \\ _{esc(deed.anm)}_" if deed.anm else "")
    names = (" \\ ".join(esc(name) for name in group) for group in (deed.lead, deed.co))
    return f"[{deed.label}], [{text}], " + "".join(f"[{cell}], " for cell in (*names, deed.n, esc(deed.tid))) + "\n"


def tabled(plan: Plan, path: Path) -> None:
    source = opening(plan, "Libertinus Serif", 10, 20, hyphenate=True)
    source += (
        f"#v(50mm)\n#text(11pt)[{plan.owner}]\n\n#text(25pt, weight: 700, hyphenate: false)[{esc(plan.title)}]\n\n"
    )
    source += f"#v(1fr)\n{facts(plan)}#pagebreak()\n" + prose(plan.before)
    for part in plan.parts:
        source += f"== Område {part.number}: {esc(part.heading)}\n{esc(part.lead_in)}\n\n"
        source += "".join(f"- {esc(goal)}\n" for goal in part.objectives) + "\n" + table(part)
    compiled(source + prose(plan.after), path)


def columns(plan: Plan, path: Path) -> None:
    source = opening(plan, "Liberation Sans", 9.5, 18, hyphenate=True)
    source += f'#text(22pt, weight: 700, fill: rgb("#1d5c4a"), hyphenate: false)[{esc(plan.title)}]\n\n'
    source += f"{facts(plan)}#v(4mm)\n#columns(2, gutter: 8mm)[\n{prose(plan.before)}"
    for part in plan.parts:
        source += f"= {esc(part.heading)}\n*{esc(part.lead_in)}*\n\n"
        source += "".join(f"- {esc(deed.t)}{bracket(deed)}\n" for deed in part.deeds) + "\n"
    compiled(source + prose(plan.after) + "]\n", path)


def bracket(deed: Deed) -> str:
    """Ansvar, medverkande och tid inom parentes efter åtgärden."""
    who = joined(deed.lead) if deed.lead else ""
    who += f" med stöd av {joined(deed.co)}" if deed.co else ""
    return f" ({'; '.join(esc(part) for part in (who, deed.tid) if part)})"
