"""Plan i två spalter: mål i löpande text och en "Vi ska"-lista till varje mål."""

from __future__ import annotations

from pathlib import Path

from innehall import Content
from webb import anchor, contents_table, cover, imprint, inline, markup, page, write

CHAPTER = "Våra mål"


def build(content: Content, target: Path) -> None:
    names = [f"Mål {area.number}: {area.heading}" for area in content.areas]
    parts = [cover(content), imprint(content), contents_table(content, CHAPTER, names)]
    parts.append(f'<section class="columns">{markup(content.before, content)}</section>')
    parts.append(f'<h1 class="chapter" id="{anchor(CHAPTER)}">{CHAPTER}</h1><section class="columns">')
    for area, name in zip(content.areas, names, strict=True):
        items = "".join(f"<li>{inline(measure.text, content)}</li>" for measure in area.measures)
        parts.append(
            f'<h2 id="{anchor(name)}">{name}</h2><p>{inline(area.intro, content)}</p>'
            f'<p class="lead-in">{area.lead_in}</p><ul class="will">{items}</ul>'
        )
    parts.append(markup(content.after, content) + "</section>")
    write(target, page(content, "spalter", "\n".join(parts)), content.title)
