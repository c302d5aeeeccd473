"""Ekeryda (tvåspaltig broschyr), Sandarö (mål och åtgärder) och länets strategi med WeasyPrint; Björknäset (tabeller med läge) med Chromium."""

from __future__ import annotations

import html
import subprocess
import tempfile
from pathlib import Path

from planer import Plan, responsible
from weasyprint import HTML

e = html.escape


def prose(rows: list[tuple[str, str]]) -> str:
    found, inside = [], False
    for kind, text in rows:
        if (kind == "li") != inside:
            found.append("<ul>" if kind == "li" else "</ul>")
            inside = kind == "li"
        found.append(f"<{kind}>{e(text)}</{kind}>")
    return "".join(found) + ("</ul>" if inside else "")


def page(plan: Plan, css: str, body: str) -> str:
    return f'<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>{e(plan.title)}</title><style>{css}</style></head><body>{body}</body></html>'


def brochure(plan: Plan, out: Path) -> None:
    colours = ["#0b7a75", "#c8553d", "#33658a", "#7b5ea7", "#b8860b", "#3a7d44"]
    css = """
    @page { size: A4; margin: 16mm 15mm 17mm; @bottom-left { content: "Tryggare tillsammans"; font: 8pt Carlito; color: #0b7a75 }
            @bottom-right { content: counter(page); font: 9pt Carlito } }
    @page :first { margin: 0; @bottom-left { content: none } @bottom-right { content: none } }
    body { font: 10pt/1.38 Carlito; color: #222; hyphens: auto; margin: 0 }
    .cover { height: 297mm; background: #0b7a75; color: #fff; padding: 60mm 22mm 0; box-sizing: border-box; page-break-after: always; hyphens: none }
    .cover b { font-size: 40pt; line-height: 1.05; display: block } .cover span { font-size: 17pt; display: block; margin-top: 8mm }
    .cover small { display: block; margin-top: 95mm; font-size: 10pt }
    .two { columns: 2; column-gap: 9mm; page-break-after: always } .end { columns: 2; column-gap: 9mm; margin-top: 6mm }
    h1 { font-size: 16pt; color: #0b7a75; margin: 4mm 0 2mm; line-height: 1.15; break-after: avoid }
    .box { columns: 2; column-gap: 8mm; border-left: 3mm solid; background: #f4f1ea; padding: 4mm 5mm; margin: 0 0 6mm }
    .box h2 { column-span: all; font-size: 17pt; margin: 0 0 1mm } .box .intro { column-span: all; font-style: italic; margin: 0 0 3mm }
    .deed { break-inside: avoid; margin: 0 0 3mm } .deed p { margin: 0 } .who { font-size: 9pt; color: #444 }
    """
    facts = plan.document
    body = [
        f'<div class="cover"><b>Tryggare tillsammans</b><span>Brottsförebyggande program för Ekeryda 2025–2028</span><small>Ekeryda kommun<br>Antaget av kommunfullmäktige {facts["adopted_date"]}<br>Dnr {facts["diary_number"]}</small></div>',
        f'<div class="two">{prose(plan.before)}</div>',
    ]
    for part, colour in zip(plan.parts, colours, strict=False):
        turn = ";break-before:page" if part is plan.parts[-1] else ""
        deeds = "".join(
            f'<div class="deed"><p><strong style="color:{colour}">{e(deed.h)}</strong> {e(deed.t)}</p><p class="who">{e(responsible(plan, part, deed))}</p></div>'
            for deed in part.deeds
        )
        body.append(
            f'<div class="box" style="border-color:{colour}{turn}"><h2 style="color:{colour}">{e(part.heading)}</h2><p class="intro">{e(part.intro)}</p>{deeds}</div>'
        )
    body.append(f'<div class="end">{prose(plan.after)}</div>')
    HTML(string=page(plan, css, "".join(body))).write_pdf(str(out))


def goals(plan: Plan, out: Path) -> None:
    css = """
    @page { size: A4; margin: 24mm 24mm 22mm; @top-right { content: "Sandarö kommun"; font: 8.5pt "Liberation Sans"; color: #555 }
            @top-left { content: "KST 2023/455"; font: 8.5pt "Liberation Sans"; color: #555 }
            @bottom-center { content: "Sida " counter(page) " av " counter(pages); font: 8.5pt "Liberation Sans" } }
    body { font: 10.5pt/1.42 "Liberation Serif" } h1, h2 { font-family: "Liberation Sans"; color: #123b5d; break-after: avoid }
    h1 { font-size: 16pt; margin: 8mm 0 3mm } h2 { font-size: 12.5pt; margin: 7mm 0 2mm } p { margin: 0 0 2.5mm }
    .cover { page-break-after: always; padding-top: 70mm } .cover h1 { font-size: 26pt; line-height: 1.2 } .cover td { padding: 1mm 6mm 1mm 0; font: 10pt "Liberation Sans" }
    .cover table { margin-top: 75mm; border-top: 1px solid #123b5d }
    .sub { font: bold 10pt "Liberation Sans"; margin: 3mm 0 1mm; break-after: avoid } ul { margin: 0 0 2mm; padding-left: 6mm }
    ol { list-style: none; margin: 0; padding: 0 } ol li { margin: 0 0 3mm; padding-left: 8mm; position: relative; break-inside: avoid }
    .who { font: 9pt "Liberation Sans"; color: #333 } .goals { page-break-before: always }
    """
    rows = (
        ("Dokumenttyp", "Handlingsplan"),
        ("Fastställd av", "Kommunstyrelsen 2024-03-11 § 29"),
        ("Giltighetstid", "2024–2026"),
        ("Dokumentansvarig", "Trygghetssamordnaren"),
    )
    facts = "".join(f"<tr><td>{e(a)}</td><td>{e(b)}</td></tr>" for a, b in rows)
    body = [
        f'<div class="cover"><h1>{e(plan.title)}</h1><table>{facts}</table></div>',
        prose(plan.before),
        '<h1 class="goals">Mål och åtgärder</h1>',
    ]
    for part in plan.parts:
        body.append(f"<h2>{e(part.prefix + part.number)}. {e(part.heading)}</h2>")
        body.append(
            '<p class="sub">Målet är nått när</p><ul>' + "".join(f"<li>{e(o)}</li>" for o in part.objectives) + "</ul>"
        )
        body.append('<p class="sub">Åtgärder</p><ol>')
        for deed in part.deeds:
            body.append(
                f'<li>{deed.label}) {e(deed.t)}<br><span class="who">{e(responsible(plan, part, deed))} Nivå: {e(deed.n)}.</span></li>'
            )
        body.append("</ol>")
    body.append(prose(plan.after))
    HTML(string=page(plan, css, "".join(body))).write_pdf(str(out))


def states(plan: Plan, out: Path) -> None:
    css = """
    @page { size: A4 landscape; margin: 15mm 14mm 15mm } body { font: 10.5pt/1.35 "Liberation Sans", sans-serif; color: #1c1c1c; margin: 0 }
    .cover { height: 160mm; page-break-after: always; border-bottom: 6mm solid #2f5233; position: relative } .cover h1 { font-size: 32pt; padding-top: 45mm; width: 200mm; line-height: 1.15 }
    .cover p { position: absolute; bottom: 8mm; font-size: 10pt } h1 { color: #2f5233; font-size: 17pt; margin: 5mm 0 2mm; break-after: avoid } h2 { font-size: 12.5pt; color: #2f5233; margin: 5mm 0 2mm; break-after: avoid }
    .text { columns: 2; column-gap: 10mm; page-break-after: always } p { margin: 0 0 2.5mm }
    table { border-collapse: collapse; width: 100%; font-size: 9.5pt; margin-bottom: 5mm } th { background: #2f5233; color: #fff; text-align: left; padding: 1.6mm 2mm }
    td { border-bottom: 0.3mm solid #9fb3a0; padding: 1.6mm 2mm; vertical-align: top } tr { break-inside: avoid } thead { display: table-header-group }
    .st { white-space: nowrap; padding: 0.4mm 2mm; border-radius: 2mm } .Pågår { background: #fdebb3 } .Klart { background: #cfe8cf } .Behov { background: #f6cfc9 } .Under { background: #dbe6f6 }
    """
    head = "".join(
        f'<th style="width:{w}">{e(n)}</th>'
        for n, w in (
            ("Nr", "9mm"),
            ("Åtgärd", "auto"),
            ("Typ", "24mm"),
            ("Ägare", "30mm"),
            ("Medaktör", "44mm"),
            ("Status", "33mm"),
            ("Tid", "23mm"),
        )
    )
    body = [
        f'<div class="cover"><h1>{e(plan.title)}</h1><p>Björknäsets kommun · KSN-2024-0288 · Antagen av kommunfullmäktige 16 december 2024</p></div><div class="text">{prose(plan.before)}</div><h1>Åtgärder</h1>'
    ]
    for part in plan.parts:
        rows = "".join(
            f'<tr><td>{deed.label}</td><td>{e(deed.t)}</td><td>{e(deed.n)}</td><td>{e(", ".join(deed.lead))}</td><td>{e(", ".join(deed.co))}</td><td><span class="st {deed.st.split()[0]}">{deed.st}</span></td><td>{e(deed.tid)}</td></tr>'
            for deed in part.deeds
        )
        body.append(
            f"<h2>{part.number}. {e(part.heading)}</h2><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        )
    body.append(prose(plan.after))
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "plan.html"
        source.write_text(page(plan, css, "".join(body)), "utf-8")
        subprocess.run(
            [
                "/usr/bin/chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--user-data-dir=/tmp/chr-gold5",
                "--no-pdf-header-footer",
                f"--print-to-pdf={out}",
                source.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )


def strategy(plan: Plan, out: Path) -> None:
    css = """
    @page { size: A4; margin: 25mm 28mm; @bottom-right { content: counter(page); font: 9pt "DejaVu Sans" } @top-left { content: "Länsstyrelsen Hälleland"; font: 8pt "DejaVu Sans" } }
    body { font: 9.5pt/1.5 "DejaVu Sans" } h1 { font-size: 15pt; color: #7a1f1f; break-after: avoid } h2 { font-size: 12.5pt; color: #7a1f1f; margin: 8mm 0 2mm; break-after: avoid }
    h3 { font-size: 10.5pt; margin: 5mm 0 1mm; break-after: avoid } .cover { padding-top: 60mm; page-break-after: always } .cover h1 { font-size: 26pt; line-height: 1.2 }
    .want { font-weight: bold; margin: 1mm 0 0; break-after: avoid } ul { margin: 1mm 0 }
    """
    facts = plan.document
    body = [
        f'<div class="cover"><h1>{e(plan.title)}</h1><p>Länsstyrelsen Hälleland<br>Beslutad {facts["adopted_date"]}<br>Dnr {facts["diary_number"]}</p></div>',
        prose(plan.before),
    ]
    area = ""
    for goal in plan.goals:
        if goal["area"] != area:
            area = goal["area"]
            body.append(f"<h2>{goal['number'].split('.')[0]}. {e(area)}</h2>")
        body.append(
            f'<h3>Mål {goal["number"]} {e(goal["heading"])}</h3><p>{e(goal["why"])}</p><p class="want">Det här bör finnas i kommunernas planer:</p><ul>'
            + "".join(f"<li>{e(x)}</li>" for x in goal["expected"])
            + "</ul>"
        )
    body.append(prose(plan.after))
    HTML(string=page(plan, css, "".join(body))).write_pdf(str(out))
