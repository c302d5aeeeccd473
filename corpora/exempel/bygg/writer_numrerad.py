"""Äldre handlingsplan: numrerade aktiviteter och en rad med ansvarig nämnd och tid under varje."""

from __future__ import annotations

from pathlib import Path

from docx.shared import Mm, Pt
from innehall import Content, Measure, join_bodies
from writer import Letter, render

CHAPTER = "Aktiviteter"


def write(content: Content, toc: dict[str, int]) -> Letter:
    letter = Letter(content, "DejaVu Serif", "DejaVu Serif", "000000", toc)
    facts = content.document
    letter.docx.styles["Normal"].font.size = Pt(10)
    letter.docx.styles["List Bullet"].font.size = Pt(10)
    letter.header(facts["header"], footer=f"Antagen {facts['adopted_date']}")
    letter.text(facts["header"].upper(), "Small", bold=True).paragraph_format.space_after = Pt(60)
    letter.text(content.title, "Title")
    letter.text(f"Antagen av {facts['adopted_by']} {facts['adopted_date']}, dnr {facts['diary_number']}")
    letter.markup(content.before)
    letter.text(CHAPTER, "Heading 1")
    for area in content.areas:
        letter.text(area.heading, "Heading 2")
        letter.text(area.intro)
        for measure in area.measures:
            item = letter.text(f"{measure.label}.\t{measure.text}")
            item.paragraph_format.left_indent, item.paragraph_format.first_line_indent = Mm(8), Mm(-8)
            item.paragraph_format.tab_stops.add_tab_stop(Mm(8))
            item.paragraph_format.space_after = Pt(0)
            item.paragraph_format.keep_with_next = True
            letter.text(responsible(content, measure)).paragraph_format.left_indent = Mm(8)
    letter.markup(content.after)
    return letter


def responsible(content: Content, measure: Measure) -> str:
    lead, _ = content.printed_bodies(measure)
    word = "Ansvarig nämnd" if len(lead) == 1 else "Ansvariga nämnder"
    return f"{word}: {join_bodies(lead)}. Klart: {measure.timeline}."


def build(content: Content, target: Path) -> None:
    render(content, target, write, CHAPTER)
