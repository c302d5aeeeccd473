"""Länets strategi: mål, och under varje mål de åtgärder som aktörerna förväntas genomföra."""

from __future__ import annotations

from html import escape
from pathlib import Path

from innehall import Content, responsible_line
from webb import anchor, contents_table, cover, imprint, inline, markup, page, write

CHAPTER = "Länets mål"


def build(content: Content, target: Path) -> None:
    names = [f"Mål {area.number}. {area.heading}" for area in content.areas]
    parts = [cover(content), imprint(content), contents_table(content, CHAPTER, names), markup(content.before, content)]
    parts.append(f'<h1 class="chapter" id="{anchor(CHAPTER)}">{CHAPTER}</h1>')
    for area, name in zip(content.areas, names, strict=True):
        parts.append(f'<h2 id="{anchor(name)}">{name}</h2><p>{inline(area.intro, content)}</p>')
        items = "".join(
            f"<li>{inline(measure.text, content)}<br>"
            f'<span class="responsible">{escape(responsible_line(content, measure))}</span></li>'
            for measure in area.measures
        )
        parts.append(f'<p class="lead-in">{area.lead_in}</p><ul>{items}</ul>')
    parts.append(markup(content.after, content))
    write(target, page(content, "strategi", "\n".join(parts)), content.title)
