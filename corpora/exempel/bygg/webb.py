"""Dokument i trycksaksstil: byggs som HTML, blir PDF med WeasyPrint."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

import weasyprint
from avsluta import settle
from innehall import Area, Content, Measure, blocks

LEVEL_NAMES = {"universal": "Universell", "selective": "Selektiv", "indicated": "Indikerad"}
CSS = Path(__file__).parent / "stil"


def inline(text: str, content: Content) -> str:
    """Text som HTML; notmärken blir fotnoter längst ned på sidan."""
    html = escape(text)
    return re.sub(r"\[\^(\d+)\]", lambda m: f'<span class="fn">{escape(content.footnotes[m[1]])}</span>', html)


def anchor(heading: str) -> str:
    return "h-" + re.sub(r"\W+", "-", heading.lower())


def markup(text: str, content: Content) -> str:
    """Löptext som HTML."""
    out: list[str] = []
    for kind, line in blocks(text):
        html = inline(line, content)
        if kind == "li":
            if out and out[-1].endswith("</ul>"):
                out[-1] = out[-1].removesuffix("</ul>") + f"<li>{html}</li></ul>"
            else:
                out.append(f"<ul><li>{html}</li></ul>")
        else:
            mark = f' id="{anchor(line)}"' if kind in ("h1", "h2") else ""
            out.append(f"<{kind}{mark}>{html}</{kind}>")
    return "\n".join(out)


def contents_table(content: Content, chapter: str, names: list[str]) -> str:
    """Innehållsförteckning; sidorna fylls i av WeasyPrint (target-counter)."""
    kinds = ("h1", "h2")
    rows = [(kind, text) for kind, text in blocks(content.before) if kind in kinds]
    rows += [("h1", chapter), *(("h2", name) for name in names)]
    rows += [(kind, text) for kind, text in blocks(content.after) if kind in kinds]
    items = "".join(f'<li class="toc-{kind}"><a href="#{anchor(text)}">{escape(text)}</a></li>' for kind, text in rows)
    return f'<section class="toc"><p class="toc-title">Innehåll</p><ul>{items}</ul></section>'


def objectives(area: Area, content: Content) -> str:
    if not area.objectives:
        return ""
    items = "".join(f"<li>{inline(item, content)}</li>" for item in area.objectives)
    return f'<p class="lead-in">{inline(area.lead_in, content)}</p><ul class="objectives">{items}</ul>'


def bodies_cell(measure: Measure) -> str:
    """Ansvariga som punktlista, därefter "Medansvarig:" med sin lista."""
    html = "<ul>" + "".join(f"<li>{escape(body)}</li>" for body in measure.lead) + "</ul>"
    if measure.co:
        html += "<p>Medansvarig:</p><ul>" + "".join(f"<li>{escape(body)}</li>" for body in measure.co) + "</ul>"
    return html


def band_table(area: Area, content: Content) -> str:
    """Tabell med ett band "Åtgärd 1:1" över varje åtgärd; nivåerna i en eller två celler."""
    rows = []
    for measure in area.measures:
        text = f"<p>{inline(measure.text, content)}</p>"
        if measure.remark:
            text += f'<p class="remark">{escape(measure.remark)}</p>'
        span = ' colspan="2"' if len(measure.levels) == 1 else ""
        order = ("indicated", "selective", "universal")
        levels = "".join(
            f'<td class="level {level}"{span}>{LEVEL_NAMES[level]}</td>' for level in order if level in measure.levels
        )
        rows.append(
            f'<tr class="band"><td colspan="4">Åtgärd {measure.label}</td></tr>'
            f'<tr><td>{text}</td><td class="bodies">{bodies_cell(measure)}</td>{levels}</tr>'
        )
    head = '<tr><th>Åtgärd</th><th>Ansvarig</th><th colspan="2">Preventionsnivå</th></tr>'
    columns = '<col class="c1"><col class="c2"><col class="c3"><col class="c4">'
    return f"<table>{columns}<thead>{head}</thead><tbody>{''.join(rows)}</tbody></table>"


def page(content: Content, style: str, body: str) -> str:
    css = (CSS / f"{style}.css").read_text("utf-8")
    header = escape(str(content.document["header"]))
    place = escape(publisher(content))
    margins = f'@page {{ @bottom-left {{ content: "{place}" }} @top-right {{ content: "{header}" }} }}'
    return (
        f'<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>{escape(content.title)}</title>'
        f"<style>{margins}\n{css}</style></head><body>{body}</body></html>"
    )


def publisher(content: Content) -> str:
    """Den som ger ut dokumentet, som det skrivs i sidfoten."""
    return str(content.document.get("publisher", f"{content.municipality} kommun"))


def cover(content: Content) -> str:
    facts = content.document
    return (
        f'<section class="cover"><p class="place">{escape(publisher(content))}</p>'
        f'<h1 class="title">{escape(content.title)}</h1>'
        f'<p class="subtitle">{escape(facts.get("subtitle", ""))}</p></section>'
    )


def imprint(content: Content) -> str:
    """Uppgifterna om dokumentet på sidan efter omslaget."""
    facts = content.document
    start, end = facts["period"]
    rows = (
        f"{content.title}",
        f"Fastställd av {facts['adopted_by']} {facts['adopted_date']}, dnr {facts['diary_number']}",
        f"Giltighetstid: {start}–{end}",
        f"Dokumentansvarig: {facts['document_owner']}",
    )
    return '<section class="imprint">' + "".join(f"<p>{escape(row)}</p>" for row in rows) + "</section>"


def write(target: Path, html: str, title: str) -> None:
    """Skriver PDF:en taggad och med fast id."""
    document = weasyprint.HTML(string=html)
    target.write_bytes(document.write_pdf(pdf_tags=True, pdf_identifier=b"vaxtanalys-exempel"))
    settle(target, title)
