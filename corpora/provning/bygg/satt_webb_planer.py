"""Dokument som WeasyPrint eller Chromium sätter: breda tabeller, tabell med läge, länets strategi."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable, Sequence
from html import escape as e
from pathlib import Path

import grannar  # noqa: F401 - lägger exempelsamlingens sättare på sökvägen
import weasyprint
from innehall import blocks
from planer import Deed, Part, Plan

Column = tuple[str, Callable[[Deed], str]]
CSS = """
body { font-family: 'Liberation Sans'; font-size: 10pt; line-height: 1.35; }
h1 { font-size: 15pt; margin: 16pt 0 5pt; } h2 { font-size: 13pt; margin: 16pt 0 5pt; break-after: avoid; }
.title { font-size: 26pt; margin: 0 0 8pt; line-height: 1.15; } .who { font-size: 11pt; margin: 0 0 6pt; }
table { border-collapse: collapse; width: 100%; margin: 5pt 0 12pt; }
td, th { text-align: left; vertical-align: top; padding: 3.5pt 5pt; font-size: 9pt; } tr { break-inside: avoid; }
thead { display: table-header-group; }
"""
WIDE = """@page { size: A4 landscape; margin: 17mm 16mm; @bottom-right { content: counter(page); font-size: 8pt; }
@bottom-left { content: "Mjölnarps kommun · Remissversion"; font-size: 8pt; font-family: 'Liberation Sans'; } }
body { font-family: 'Carlito'; font-size: 11pt; } td, th { border: .5pt solid #7a7a7a; font-size: 10pt; }
th { background: #efe3d0; } .c1 { width: 5%; } .c2 { width: 31%; } .c3 { width: 12%; }
"""
BAND = """@page { size: A4; margin: 20mm 16mm; @bottom-center { content: counter(page); font-size: 8pt; } }
.cover { break-after: page; padding-top: 60mm; } tbody tr { border-bottom: .5pt solid #999; }
th { background: #274b73; color: #fff; } td, th { font-size: 8.5pt; hyphens: auto; }
table { table-layout: fixed; } .c1 { width: 3%; } .c2 { width: 26%; } .c3 { width: 9%; } .c4, .c5 { width: 14%; }
.c6 { width: 7%; } .c7 { width: 9%; }
"""
STATE = """@page { size: A4; margin: 18mm; } * { -webkit-print-color-adjust: exact; }
body { font-family: 'DejaVu Sans'; font-size: 9pt; } td, th { font-size: 8pt; }
tr:nth-child(even) td { background: #eef1f6; } th { border-bottom: 1.5pt solid #203a63; } .c1 { width: 5%; }
.c2 { width: 38%; }
"""
REGION = """@page { size: A4; margin: 26mm 28mm; @bottom-center { content: counter(page); font-size: 8pt; } }
body { font-family: 'DejaVu Serif'; font-size: 9.5pt; } .cover { break-after: page; padding-top: 80mm; }
h3 { font-size: 11pt; margin: 13pt 0 3pt; break-after: avoid; } p { margin: 3pt 0; } ul { margin: 3pt 0; }
"""


def prose(markup: str) -> str:
    """Löptext med rubriker; punkter som följer på varandra blir en lista."""
    out: list[str] = []
    for kind, text in blocks(markup):
        if kind == "li" and out and out[-1].endswith("</ul>"):
            out[-1] = f"{out[-1].removesuffix('</ul>')}<li>{e(text)}</li></ul>"
        else:
            out.append(f"<ul><li>{e(text)}</li></ul>" if kind == "li" else f"<{kind}>{e(text)}</{kind}>")
    return "".join(out)


def facts(plan: Plan) -> str:
    of = plan.document
    adopted = f"Antagen av {of['adopted_by']} {of['adopted_date']}. " if "adopted_by" in of else "Remissversion. "
    return f"<p>{adopted}Diarienummer {e(of['diary_number'])}. Gäller {of['period'][0]}–{of['period'][1]}.</p>"


def listed(names: Sequence[str]) -> str:
    return "<br>".join(e(name) for name in names)


def table(part: Part, columns: Sequence[Column]) -> str:
    names = "".join(f'<th class="c{i}">{e(name)}</th>' for i, (name, _) in enumerate(columns, 1))
    rows = "".join("<tr>" + "".join(f"<td>{get(deed)}</td>" for _, get in columns) + "</tr>" for deed in part.deeds)
    return f"<table><thead><tr>{names}</tr></thead><tbody>{rows}</tbody></table>"


def page(plan: Plan, css: str, body: str) -> str:
    cover = (
        f'<div class="cover"><p class="who">{e(plan.owner)}</p><p class="title">{e(plan.title)}</p>{facts(plan)}</div>'
    )
    return (
        f'<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>{e(plan.title)}</title><style>{CSS}{css}'
        f"</style></head><body>{cover}{prose(plan.before)}{body}{prose(plan.after)}</body></html>"
    )


def weasy(html: str, path: Path, *, tags: bool) -> None:
    path.write_bytes(weasyprint.HTML(string=html).write_pdf(pdf_tags=tags, pdf_identifier=b"provning"))


def chromium(html: str, path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "plan.html"
        source.write_text(html, encoding="utf-8")
        options = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-pdf-header-footer",
            "--disable-background-networking",
        ]
        target = [f"--user-data-dir={folder}/profil", f"--print-to-pdf={path}", str(source)]
        subprocess.run(["chromium", *options, *target], check=True, capture_output=True, timeout=120)


NR: Column = ("Nr", lambda d: d.label)
LEAD: Callable[[Deed], str] = lambda d: listed(d.lead)  # noqa: E731
CO: Callable[[Deed], str] = lambda d: listed(d.co)  # noqa: E731
TIME: Callable[[Deed], str] = lambda d: e(d.tid)  # noqa: E731
TEXT: Callable[[Deed], str] = lambda d: e(d.t)  # noqa: E731


def wide(plan: Plan, path: Path) -> None:
    columns: list[Column] = [NR, ("Insats", TEXT), ("Typ av insats", lambda d: e(d.n)), ("Ansvar", LEAD)]
    columns += [("Samverkan", CO), ("När", TIME), ("Så mäter vi", lambda d: e(d.m)), ("Kostnad", lambda d: e(d.k))]
    body = "".join(f"<h2>{part.number}. {e(part.heading)}</h2>{table(part, columns)}" for part in plan.parts)
    weasy(page(plan, WIDE, body), path, tags=True)


def band(plan: Plan, path: Path) -> None:
    columns: list[Column] = [NR, ("Åtgärd", TEXT), ("Nivå", lambda d: e(d.n)), ("Ansvarig nämnd", LEAD)]
    columns += [("I samverkan med", CO), ("Tidplan", TIME), ("Uppföljning", lambda d: e(d.m))]
    body = "".join(f"<h2>{part.number}. {e(part.heading)}</h2>{table(part, columns)}" for part in plan.parts)
    weasy(page(plan, BAND, body), path, tags=False)


def states(plan: Plan, path: Path) -> None:
    columns: list[Column] = [NR, ("Aktivitet", TEXT), ("Huvudansvar", LEAD), ("Medverkande", CO)]
    columns += [("Läge", lambda d: d.st), ("Klart", TIME)]
    body = "".join(f"<h2>Mål {part.number}: {e(part.heading)}</h2>{table(part, columns)}" for part in plan.parts)
    chromium(page(plan, STATE, body), path)


def strategy(plan: Plan, path: Path) -> None:
    body, area = "<h1>Mål och förväntningar</h1>", ""
    for goal in plan.goals:
        if goal["area"] != area:
            area = goal["area"]
            body += f"<h2>{e(area)}</h2>"
        asked = "".join(f"<li>{e(text)}</li>" for text in goal["expected"])
        body += f"<h3>Mål {goal['number']}: {e(goal['heading'])}</h3>"
        body += f"<p>{e(goal['applies_text'])}</p>" if "applies_text" in goal else ""
        body += f"<p>Länsstyrelsen väntar sig:</p><ul>{asked}</ul>"
    weasy(page(plan, REGION, body), path, tags=False)
