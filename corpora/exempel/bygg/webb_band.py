"""Handlingsplan med linjerade tabeller, ett band över varje åtgärd."""

from __future__ import annotations

from pathlib import Path

from innehall import Content
from webb import anchor, band_table, contents_table, cover, imprint, inline, markup, objectives, page, write

CHAPTER = "Fokusområden och åtgärder"


def build(content: Content, target: Path) -> None:
    names = [f"Fokusområde {area.number}: {area.heading}" for area in content.areas]
    parts = [cover(content), imprint(content), contents_table(content, CHAPTER, names), markup(content.before, content)]
    overview = "".join(f"<li>{name}</li>" for name in names)
    intro = "Planen har följande fokusområden, som beskrivs närmare på de följande sidorna:"
    parts.append(f'<h1 class="chapter" id="{anchor(CHAPTER)}">{CHAPTER}</h1><p>{intro}</p><ul>{overview}</ul>')
    for area, name in zip(content.areas, names, strict=True):
        parts.append(
            f'<section class="area"><h2 class="area-title" id="{anchor(name)}">{name}</h2>'
            f"<p>{inline(area.intro, content)}</p>{objectives(area, content)}{band_table(area, content)}</section>"
        )
    parts.append(markup(content.after, content).replace("<h1", '<h1 class="chapter"', 1))
    write(target, page(content, "band", "\n".join(parts)), content.title)
