"""Made-up documents for the tests of facts: a few lines with roles become a Document."""

from __future__ import annotations

import re

from vaxtanalys.model import Block, Box, Document, Page, Place, Style, Token

ROLES = {
    "H": "heading",
    "P": "paragraph",
    "I": "item",
    "T": "header",
    "F": "footer",
    "W": "watermark",
    "C": "cell",
    "N": "footnote",
}
LONG = (
    "Kommunen arbetar varje dag för att barn, unga och vuxna ska kunna leva utan rädsla, och det här avsnittet "
    "berättar hur arbetet är upplagt, vilka som deltar i det och vad som återstår att göra de kommande åren i delar "
    "av verksamheten."
)


def document(*lines: str, sized: bool = True, wide: bool = False, sheet: tuple[float, float] | None = None) -> Document:
    """A document of ``lines``: "H30 words" is a heading in 30 points, "P words" a paragraph in 11, "---" a new page.

    "C1,2 words" is a cell of row 1, column 2; "I– words" an item with that marker; "LONG" is a paragraph of text.
    ``sized=False`` makes a transcript: one page, no sizes and no boxes.
    """
    width, height = sheet or ((960.0, 540.0) if wide else (595.0, 842.0))
    page, top, text = 1, 40.0, ""
    blocks: list[Block] = []
    tokens: list[Token] = []
    for line in lines:
        if line == "---":
            page, top = page + 1, 40.0
            continue
        match = re.match(
            r"(?P<role>[HPITFWCN])(?P<how>[\d.,–-]*) (?P<words>.+)", "P " + LONG if line == "LONG" else line
        )
        assert match, line
        role, how, words = match["role"], match["how"], match["words"]
        size = float(how) if how and role not in ("C", "I") else {"T": 8.0, "F": 8.0, "N": 8.0}.get(role, 11.0)
        row, col = (int(part) for part in how.split(",")) if role == "C" else (0, 0)
        box = Box(60 + 120 * col, top, 520, top + size) if sized else None
        place = Place(page if sized else 1, box, None if sized else len(blocks) + 1)
        start = len(text)
        text += words + "\n"
        tokens += [Token(start + m.start(), start + m.end(), place) for m in re.finditer(r"\S+", words)]
        blocks.append(
            Block(
                len(blocks),
                ROLES[role],
                start,
                start + len(words),
                place.page,
                (place,),
                level=1 if role == "H" else None,
                marker=how if role == "I" and how else None,
                style=Style(size=size if sized else 0.0),
                table="t1" if role == "C" else None,
                row=row if role == "C" else None,
                col=col if role == "C" else None,
            )
        )
        top += size * 1.6
    pages = tuple(
        Page(number, width if sized else 0.0, height if sized else 0.0, 0, 500, "layout" if sized else "text", "good")
        for number in range(1, page + 1)
    )
    return Document("prov", "prov.pdf", "0" * 64, text, tuple(tokens), tuple(blocks), (), pages)
