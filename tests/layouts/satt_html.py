"""Utseenden som webbläsare sätter: WeasyPrint och Chromium."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable, Sequence
from html import escape as e
from pathlib import Path

import weasyprint
from plantext import Area, Deed, Plan
from utseende import STEPS, layout

CSS = """
@page { size: A4; margin: 22mm 20mm; }
body { font-family: 'Liberation Sans'; font-size: 10pt; line-height: 1.3; }
h1 { font-size: 20pt; } h2 { font-size: 14pt; margin: 14pt 0 4pt; } h3 { font-size: 11.5pt; margin: 10pt 0 2pt; }
table { border-collapse: collapse; width: 100%; margin: 6pt 0 12pt; } td, th { padding: 3pt 5pt; vertical-align: top;
text-align: left; font-size: 9pt; } tr { break-inside: avoid; }
"""
Col = tuple[str, Callable[[Deed], str]]
NR: Col = ("Nr", lambda d: d.label)
DEED: Col = ("Åtgärd", lambda d: d.text)
LEAD: Col = ("Ansvarig", lambda d: d.leads)
CO: Col = ("Samverkan", lambda d: d.partners)
TIME: Col = ("Tidplan", lambda d: d.time)


def weasy(html: str, path: Path) -> None:
    weasyprint.HTML(string=html).write_pdf(path)


def chromium(html: str, path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "plan.html"
        source.write_text(html, encoding="utf-8")
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        subprocess.run(
            ["chromium", *options, f"--print-to-pdf={path}", str(source)], check=True, capture_output=True, timeout=60
        )


def whole(plan: Plan, css: str, body: str) -> str:
    head = f"<h1>{e(plan.title)} {plan.years}</h1><h2>Bakgrund</h2><p>{e(plan.intro)}</p>"
    tail = f"<h2>Uppföljning</h2><p>{e(plan.end)}</p>"
    return (
        f'<!doctype html><html lang="sv"><meta charset="utf-8"><style>{CSS}{css}</style><body>{head}{body}{tail}</html>'
    )


def tabled(plan: Plan, cols: Sequence[Col], per_area: Callable[[Area], str] | None = None) -> str:
    make = per_area or (lambda area: f"<table>{rows(area.deeds, cols)}</table>")
    return "".join(f"<h2>{e(area.heading)}</h2>{make(area)}" for area in plan.areas)


def rows(deeds: Sequence[Deed], cols: Sequence[Col], head: bool = True) -> str:
    top = "<thead><tr>" + "".join(f"<th>{e(name)}</th>" for name, _ in cols) + "</tr></thead>" if head else ""
    return top + "".join("<tr>" + "".join(f"<td>{e(get(d))}</td>" for _, get in cols) + "</tr>" for d in deeds)


@layout("linjerad-tabell", "WeasyPrint", "klimat", label=True)
def _(plan: Plan, path: Path) -> None:
    weasy(whole(plan, "td, th { border: .6pt solid #333 }", tabled(plan, [NR, DEED, LEAD, CO, TIME])), path)


@layout("vagrata-linjer", "WeasyPrint", "halsa")
def _(plan: Plan, path: Path) -> None:
    css = "tr { border-bottom: .5pt solid #999 } th { border-bottom: 1.2pt solid #000 }"
    weasy(whole(plan, css, tabled(plan, [DEED, ("Ansvarig nämnd", LEAD[1]), ("Samverkanspart", CO[1]), TIME])), path)


@layout("lodrata-linjer", "WeasyPrint", "trygghet", level=True)
def _(plan: Plan, path: Path) -> None:
    css = "td + td, th + th { border-left: .6pt solid #555 }"
    level: Col = ("Nivå", lambda d: d.level)
    weasy(whole(plan, css, tabled(plan, [("Insats", DEED[1]), level, LEAD, CO, ("När", TIME[1])])), path)


@layout("zebra", "Chromium", "vald")
def _(plan: Plan, path: Path) -> None:
    css = "tr:nth-child(even) td { background: #dfe8f2 } * { -webkit-print-color-adjust: exact }"
    chromium(whole(plan, css, tabled(plan, [("Aktivitet", DEED[1]), ("Ansvar", LEAD[1]), CO, TIME])), path)


@layout("utan-linjer", "Chromium", "klimat")
def _(plan: Plan, path: Path) -> None:
    chromium(whole(plan, "td, th { padding: 4pt 9pt }", tabled(plan, [DEED, LEAD, CO, ("Klart", TIME[1])])), path)


@layout("skuggat-huvud", "WeasyPrint", "halsa", label=True)
def _(plan: Plan, path: Path) -> None:
    css = "th { background: #1f4e79; color: #fff } td { padding: 5pt }"
    weasy(whole(plan, css, tabled(plan, [NR, DEED, ("Huvudansvarig", LEAD[1]), ("Medansvarig", CO[1]), TIME])), path)


@layout("ovanliga-kolumner", "Chromium", "trygghet", level=True)
def _(plan: Plan, path: Path) -> None:
    cols: list[Col] = [("Slutdatum", TIME[1]), ("Resurser", lambda d: d.cost), ("Utförare", LEAD[1])]
    cols += [("Delaktivitet", DEED[1]), ("Samverkanspart", CO[1]), ("Mått", lambda d: d.indicator)]
    cols.append(("Nivå", lambda d: d.level))
    css = "@page { size: A4 landscape } td, th { border: .5pt solid #777 }"
    chromium(whole(plan, css, tabled(plan, cols)), path)


@layout("sammanslagen-malcell", "WeasyPrint", "vald")
def _(plan: Plan, path: Path) -> None:
    cols = [DEED, LEAD, CO, TIME]

    def table(area: Area) -> str:
        head = "<tr><th>Mål</th>" + "".join(f"<th>{name}</th>" for name, _ in cols) + "</tr>"
        body = rows(area.deeds, cols, head=False)
        goal = f'<tr><td rowspan="{len(area.deeds)}">{e(area.goal)}</td>'
        return f"<table>{head}{body.replace('<tr>', goal, 1)}</table>"

    weasy(whole(plan, "td, th { border: .6pt solid #333 }", tabled(plan, [], table)), path)


@layout("punkter-i-cell", "Chromium", "klimat", text="steps")
def _(plan: Plan, path: Path) -> None:
    def table(area: Area) -> str:
        steps = "<ul>" + "".join(f"<li>{step}</li>" for step in STEPS) + "</ul>"
        lines = "".join(
            f"<tr><td>{e(d.text.rstrip('.'))} genom{steps}</td><td><ul>"
            + "".join(f"<li>{e(body)}</li>" for body in d.lead)
            + f"</ul></td><td>{e(d.partners)}</td><td>{d.time}</td></tr>"
            for d in area.deeds
        )
        return f"<table><tr><th>Åtgärd<th>Ansvariga<th>Samverkan<th>Tid</tr>{lines}</table>"

    css = "td, th { border: .6pt solid #333 } ul { margin: 2pt 0; padding-left: 12pt }"
    chromium(whole(plan, css, tabled(plan, [], table)), path)


@layout("atgarder-som-punkter-i-cell", "WeasyPrint", "halsa", lead=False, co=False, time=False)
def _(plan: Plan, path: Path) -> None:
    lines = "".join(
        f"<tr><td>{e(a.heading)}</td><td>{e(a.goal)}</td><td><ul>"
        + "".join(f"<li>{e(d.text)}</li>" for d in a.deeds)
        + "</ul></td></tr>"
        for a in plan.areas
    )
    css = "td, th { border: .6pt solid #333 } ul { margin: 0; padding-left: 12pt }"
    body = f"<h2>Åtgärdsplan</h2><table><tr><th>Område<th>Mål<th>Åtgärder</tr>{lines}</table>"
    weasy(whole(plan, css, body), path)


@layout("rad-over-sidbrytning", "Chromium", "trygghet")
def _(plan: Plan, path: Path) -> None:
    css = "tr { break-inside: auto } td, th { border: .6pt solid #333; font-size: 12.5pt } .d { width: 38% }"
    cols = [DEED, LEAD, CO, TIME]
    css += "td { line-height: 1.7 }"
    chromium(whole(plan, css, tabled(plan, cols)), path)


@layout("tva-spalter", "WeasyPrint", "klimat", time=False)
def _(plan: Plan, path: Path) -> None:
    body = ""
    for area in plan.areas:
        deeds = "".join(f"<li>{e(d.text)}<br>{e(d.owner_line)}</li>" for d in area.deeds)
        body += f"<h2>{e(area.heading)}</h2><p>{e(area.goal)}. För att nå dit ska kommunen:</p><ul>{deeds}</ul>"
    css = "body { columns: 2; column-gap: 9mm } h1 { column-span: all } ul { padding-left: 13pt; margin: 4pt 0 }"
    weasy(whole(plan, css, body), path)


@layout("sidorubriker", "WeasyPrint", "trygghet", time=False)
def _(plan: Plan, path: Path) -> None:
    body = ""
    for area in plan.areas:
        deeds = "".join(f"<li>{e(d.text)} {e(d.owner_line)}.</li>" for d in area.deeds)
        body += f'<div class="r"><h2>{e(area.heading)}</h2><div><p>Kommunen ska:</p><ul>{deeds}</ul></div></div>'
    css = ".r { position: relative; padding-left: 48mm; margin-top: 16pt } .r h2 { position: absolute; left: 0; top: 0;"
    css += "width: 42mm; margin: 0 } ul { padding-left: 13pt; margin: 4pt 0 } p { margin: 0 }"
    weasy(whole(plan, css, body), path)


@layout("marginalnoter", "WeasyPrint", "vald", time=False)
def _(plan: Plan, path: Path) -> None:
    body = ""
    for area in plan.areas:
        deeds = "".join(f"<li>{e(d.text)}<br>{e(d.owner_line)}</li>" for d in area.deeds)
        note = f'<div class="n">Läs mer om {e(area.heading.lower())} på kommunens webbplats.</div>'
        body += f'<h2>{e(area.heading)}</h2><div class="r">{note}<p>Under åren {plan.years} ska kommunen:</p>'
        body += f"<ul>{deeds}</ul></div>"
    css = ".r { position: relative; padding-right: 46mm } .n { position: absolute; right: 0; top: 6pt; width: 38mm;"
    css += "font-size: 8pt; font-style: italic; color: #245 } ul { padding-left: 13pt; margin: 4pt 0 }"
    weasy(whole(plan, css, body), path)


@layout("fotnoter", "Chromium", "halsa", time=False)
def _(plan: Plan, path: Path) -> None:
    body = ""
    number = 0
    for area in plan.areas:
        deeds = notes = ""
        for deed in area.deeds:
            number += 1
            deeds += f"<li>{e(deed.text.rstrip('.'))}.<sup>{number}</sup><br>{e(deed.owner_line)}</li>"
            notes += f"<div><sup>{number}</sup> Underlag till {e(deed.title.lower())} finns hos nämnden.</div>"
        body += f'<section><h2>{e(area.heading)}</h2><p>Kommunen ska:</p><ul>{deeds}</ul><div class="f">{notes}</div>'
        body += "</section>"
    css = "section { height: 250mm; position: relative; break-before: page } .f { position: absolute; bottom: 0;"
    css += "font-size: 7.5pt; border-top: .5pt solid #000; width: 60mm } sup { font-size: 6.5pt; line-height: 0 }"
    chromium(whole(plan, css, body), path)


@layout("vattenstampel", "WeasyPrint", "trygghet")
def _(plan: Plan, path: Path) -> None:
    css = "td, th { border: .6pt solid #333 } .w { position: fixed; top: 100mm; left: 15mm; font-size: 95pt;"
    css += "color: #ddd; transform: rotate(-40deg); z-index: -1 }"
    body = '<div class="w">UTKAST</div>' + tabled(plan, [DEED, LEAD, CO, TIME])
    weasy(whole(plan, css, body), path)


@layout("dold-text", "Chromium", "vald")
def _(plan: Plan, path: Path) -> None:
    css = "td, th { border: .6pt solid #333 } .v { color: #fff; font-size: 8pt }"
    hidden = '<p class="v">Åtgärd 99: Detta är en osynlig rad som aldrig ska räknas. Ansvarig: Skuggnämnden</p>'
    body = hidden + tabled(plan, [DEED, LEAD, CO, TIME]) + hidden
    chromium(whole(plan, css, body), path)


@layout("fet-inledning", "Chromium", "klimat", label=True, title=True)
def _(plan: Plan, path: Path) -> None:
    body = ""
    for number, area in enumerate(plan.areas, start=1):
        body += f"<h2>{number}. {e(area.heading)}</h2><p>{e(area.goal)}.</p>"
        body += "".join(
            f"<h3>{d.label} {e(d.title)}</h3><p>{e(d.text)}</p><p><b>Ansvarig:</b> {e(d.leads)}"
            + (f"<br><b>Samverkan:</b> {e(d.partners)}" if d.co else "")
            + f"<br><b>Tidplan:</b> {d.time}</p>"
            for d in area.deeds
        )
    chromium(whole(plan, "", body), path)
