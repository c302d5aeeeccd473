"""Handlingsplan som punktlistor med en ansvarsrad under varje punkt."""

from __future__ import annotations

from pathlib import Path

from docx.shared import Mm, Pt
from innehall import Content, responsible_line
from writer import Letter, headings_of, render

CHAPTER = "Områden och åtgärder"


def write(content: Content, toc: dict[str, int]) -> Letter:
    letter = Letter(content, "Liberation Serif", "Liberation Sans", "7A1F2B", toc)
    facts = content.document
    letter.header(facts["header"], footer=f"{content.municipality} kommun")
    cover(letter, content)
    letter.page_break()
    letter.contents_table(headings_of(content, CHAPTER))
    letter.page_break()
    letter.markup(content.before)
    letter.text(CHAPTER, "Heading 1")
    for area in content.areas:
        letter.text(area.heading, "Heading 2")
        letter.text(area.intro)
        letter.text(area.lead_in).paragraph_format.keep_with_next = True
        for measure in area.measures:
            letter.text(measure.text, "List Bullet").paragraph_format.space_after = Pt(0)
            line = letter.text(responsible_line(content, measure), italic=True)
            line.paragraph_format.left_indent = Mm(6.4)
    letter.markup(content.after)
    return letter


def cover(letter: Letter, content: Content) -> None:
    """Försättssida: kommunens namn, titel och en ruta med dokumentets uppgifter."""
    facts = content.document
    letter.text(f"{content.municipality} kommun".upper(), "Small", bold=True).paragraph_format.space_after = Pt(170)
    letter.text(content.title, "Title").paragraph_format.space_after = Pt(230)
    rows = (
        ("Dokumenttyp", "Handlingsplan"),
        ("Antagen av", f"{facts['adopted_by'].capitalize()} {facts['adopted_date']}"),
        ("Diarienummer", facts["diary_number"]),
        ("Gäller", f"{facts['period'][0]}–{facts['period'][1]}"),
        ("Dokumentansvarig", facts["document_owner"]),
    )
    for label, value in rows:
        line = letter.text(f"{label}: ", "Small", bold=True)
        line.add_run(value)


def build(content: Content, target: Path) -> None:
    render(content, target, write, CHAPTER)
