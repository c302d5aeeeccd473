"""Handlingsplan på liggande sidor: en tabell i sex kolumner för varje område."""

from __future__ import annotations

from html import escape
from pathlib import Path

from innehall import Area, Content
from webb import anchor, contents_table, cover, imprint, inline, markup, page, write

CHAPTER = "Åtgärder"
HEADINGS = ("Nr", "Åtgärd", "Målgrupp", "Ansvarig", "Tidplan", "Indikator")


def table(area: Area, content: Content) -> str:
    rows = []
    for measure in area.measures:
        cells = (
            measure.label or "",
            inline(measure.text, content),
            measure.target_column or "",
            "<br>".join(escape(body) for body in measure.lead),
            measure.timeline or "",
            measure.follow_up or "",
        )
        rows.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    head = "".join(f"<th>{name}</th>" for name in HEADINGS)
    columns = "".join(f'<col class="c{i}">' for i in range(len(HEADINGS)))
    return f"<table>{columns}<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def build(content: Content, target: Path) -> None:
    names = [f"{area.number}. {area.heading}" for area in content.areas]
    parts = [cover(content), imprint(content), contents_table(content, CHAPTER, names), markup(content.before, content)]
    parts.append(f'<h1 class="chapter" id="{anchor(CHAPTER)}">{CHAPTER}</h1>')
    for area, name in zip(content.areas, names, strict=True):
        parts.append(f'<h2 id="{anchor(name)}">{name}</h2><p class="lead-in">{inline(area.intro, content)}</p>')
        parts.append(table(area, content))
    parts.append(markup(content.after, content))
    write(target, page(content, "bred", "\n".join(parts)), content.title)
