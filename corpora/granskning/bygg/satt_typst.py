"""Granboda: liggande A4 med linjerade tabeller, satt med Typst."""

from __future__ import annotations

from pathlib import Path

import typst
from planer import Plan


def esc(text: str) -> str:
    for char in "\\#$*_`<>@[]~":
        text = text.replace(char, "\\" + char)
    return text


def prose(rows: list[tuple[str, str]]) -> str:
    marks = {"h1": "= ", "h2": "== ", "li": "- ", "p": ""}
    return "\n".join(f"{marks[kind]}{esc(text)}" + ("" if kind == "li" else "\n") for kind, text in rows)


HEAD = """#set document(title: "%(title)s", author: "Granboda kommun", date: none)
#set text(font: "Carlito", size: 10.5pt, lang: "sv", hyphenate: true)
#set par(justify: false, leading: 0.62em)
#set page(paper: "a4", flipped: true, margin: (x: 2.2cm, top: 2.2cm, bottom: 2cm), header: context if counter(page).get().first() > 1 [
  #set text(8.5pt, fill: luma(90)); Granboda kommun #h(1fr) Handlingsplan 2026–2029 · %(diary)s
  #line(length: 100%%, stroke: 0.4pt + luma(160))], footer: context if counter(page).get().first() > 1 [
  #set text(8.5pt); #h(1fr) Sida #counter(page).display() av #counter(page).final().first()])
#show heading.where(level: 1): it => block(above: 1.3em, below: 0.7em, text(17pt, fill: rgb("#6b1f3a"), it.body))
#show heading.where(level: 2): it => block(above: 1.1em, below: 0.5em, text(12.5pt, fill: rgb("#6b1f3a"), it.body))
#page(fill: rgb("#6b1f3a"), header: none, footer: none)[#set text(white); #v(4cm)
  #text(30pt, weight: "bold", hyphenate: false)[#par(leading: 0.45em)[%(title)s]] #v(1cm) #text(14pt)[Granboda kommun] #v(1fr)
  #set text(10pt); Dokumenttyp: Handlingsplan \\ Antagen av: Kommunfullmäktige 2025-11-24, § 131 \\ Diarienummer: %(diary)s \\
  Gäller: 2026-01-01 – 2029-12-31 \\ Dokumentansvarig: Kommunledningskontoret]
#outline(title: [Innehåll], depth: 2)
#pagebreak()
"""


def table(plan: Plan, out: Path) -> None:
    body = [
        HEAD % {"title": esc(plan.title), "diary": plan.document["diary_number"]},
        "#columns(2, gutter: 1.2cm)[",
        prose(plan.before),
        "]",
    ]
    body.append("#pagebreak()\n= Åtgärder")
    for part in plan.parts:
        body.append(f"== {part.number}. {esc(part.heading)}\n{esc(part.intro)}\n")
        cells = ["Nr", "Åtgärd", "Nivå", "Ansvarig", "Medverkar", "Klart"]
        head = ", ".join(f"[*{cell}*]" for cell in cells)
        rows = []
        for deed in part.deeds:
            values = [deed.label, deed.t, deed.n, ", ".join(deed.lead), ", ".join(deed.co) or "–", deed.tid]
            rows.append(", ".join(f"[{esc(value)}]" for value in values) + ",")
        body.append(
            "#table(columns: (1.1cm, 1fr, 2.4cm, 3.9cm, 4.2cm, 1.9cm), stroke: 0.5pt + luma(120), inset: 6pt,"
            'fill: (_, y) => if y == 0 { rgb("#ead9df") }, align: left + top,\n'
            f"table.header({head}),\n" + "\n".join(rows) + ")"
        )
    body.append("#pagebreak(weak: true)\n" + prose(plan.after))
    out.write_bytes(typst.compile("\n".join(body).encode()))
