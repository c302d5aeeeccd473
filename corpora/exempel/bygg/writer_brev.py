"""Tjänsteskrivelser: svar på en motion, och ett missiv med ett utkast till strategi som bilaga."""

from __future__ import annotations

from pathlib import Path

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from innehall import Content, responsible_line
from writer import Letter, render

CHAPTER = "Strategiska områden"


def letterhead(letter: Letter, content: Content) -> None:
    """Kommunens namn till vänster, dokumentets uppgifter till höger, mottagaren under."""
    facts = content.document
    grid = letter.docx.add_table(rows=1, cols=2)
    rows = (
        (f"{content.municipality} kommun".upper(), "TJÄNSTESKRIVELSE"),
        (f"Handläggare: {facts['officer']}", f"Datum: {facts['date']}"),
        ("", f"Diarienummer: {facts['diary_number']}"),
    )
    for i, (left, right) in enumerate(rows):
        cells = grid.rows[0].cells if i == 0 else grid.add_row().cells
        for cell, text in zip(cells, (left, right), strict=True):
            cell.paragraphs[0].style = letter.docx.styles["Cell"]
            cell.paragraphs[0].add_run(text).bold = i == 0 or None
    to = letter.text(facts["to"])
    to.paragraph_format.space_before, to.paragraph_format.space_after = Pt(18), Pt(24)


def signatures(letter: Letter, content: Content) -> None:
    name, _, post = str(content.document["officer"]).partition(", ")
    line = letter.text(name)
    line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(36), Pt(0)
    letter.text(post.capitalize())


def write_motion(content: Content, toc: dict[str, int]) -> Letter:
    letter = Letter(content, "Liberation Serif", "Liberation Sans", "233A6B", toc)
    letter.docx.styles["Heading 1"].font.size = Pt(13)
    letter.docx.styles["Heading 2"].font.size = Pt(11)
    letter.docx.styles["Title"].font.size = Pt(17)
    letter.header(f"{content.municipality} kommun", footer=f"Dnr {content.document['diary_number']}")
    letterhead(letter, content)
    letter.text(content.title, "Title")
    letter.markup(content.before)
    signatures(letter, content)
    return letter


def write_letter(content: Content, toc: dict[str, int]) -> Letter:
    letter = Letter(content, "Liberation Serif", "Liberation Sans", "4A2C6B", toc)
    facts = content.document
    letter.docx.styles["Title"].font.size = Pt(18)
    letter.docx.styles["Heading 1"].font.size = Pt(14)
    letter.docx.styles["Heading 2"].font.size = Pt(12)
    letter.header(facts["header"], footer=f"{content.municipality}s kommun")
    letter.docx.sections[0].header.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    letterhead(letter, content)
    letter.text(facts["letter_title"], "Title")
    letter.markup(facts["letter"])
    signatures(letter, content)
    letter.text("Bilaga: Förslag till strategi, remissversion")
    letter.page_break()
    letter.text(content.title, "Title")
    letter.markup(content.before)
    letter.text(CHAPTER, "Heading 1")
    for area in content.areas:
        letter.text(area.heading, "Heading 2")
        letter.text(area.intro)
        letter.text(area.lead_in).paragraph_format.keep_with_next = True
        for measure in area.measures:
            letter.text(measure.text, "List Bullet").paragraph_format.space_after = Pt(0)
            letter.text(responsible_line(content, measure), italic=True).paragraph_format.left_indent = Mm(6.4)
    letter.markup(content.after)
    return letter


def build(content: Content, target: Path) -> None:
    render(content, target, write_motion if content.layout == "motion" else write_letter, CHAPTER)
