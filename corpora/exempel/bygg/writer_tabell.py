"""Handlingsplan som tabell: rubrik inledningsvis i cellen, sammanslagna ansvarsceller, rader över sidbrytningar."""

from __future__ import annotations

from pathlib import Path

import pyphen
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from innehall import Area, Content, Measure
from writer import Letter, headings_of, render

CHAPTER = "Aktivitetsplan 2022–2025"
WIDTHS = (88, 42, 24)
HEADINGS = ("Aktivitet", "Ansvar", "Tidplan")
SWEDISH = pyphen.Pyphen(lang="sv_SE")


def hyphenated(text: str) -> str:
    """Texten med mjuka bindestreck i långa ord, som ordbehandlaren får bryta vid."""
    words = text.split(" ")
    return " ".join(SWEDISH.inserted(word, "\u00ad") if len(word) > 9 and word.isalpha() else word for word in words)


def write(content: Content, toc: dict[str, int]) -> Letter:
    letter = Letter(content, "Liberation Serif", "Liberation Sans", "1F4E79", toc)
    letter.header(content.document["header"], footer=f"{content.municipality}s kommun")
    cover(letter, content)
    letter.page_break()
    letter.contents_table(headings_of(content, CHAPTER))
    letter.page_break()
    letter.markup(content.before)
    letter.page_break()
    letter.text(CHAPTER, "Heading 1")
    for area in content.areas:
        letter.text(area.heading, "Heading 2")
        letter.text(area.intro).paragraph_format.keep_with_next = True
        table(letter, area)
    letter.markup(content.after)
    return letter


def cover(letter: Letter, content: Content) -> None:
    facts = content.document
    for _ in range(9):
        letter.text("")
    letter.text(content.title, "Title")
    letter.text(f"{facts['period'][0]}–{facts['period'][1]}", "Heading 2").paragraph_format.space_after = Pt(260)
    rows = (
        ("Dokumentnamn", content.title),
        ("Dokumentansvarig", facts["document_owner"]),
        ("Beslutad av", f"{facts['adopted_by'].capitalize()}, {facts['adopted_date']}"),
        ("Diarienummer", facts["diary_number"]),
    )
    for label, value in rows:
        letter.text(f"{label}: ", "Cell", bold=True).add_run(value)


def table(letter: Letter, area: Area) -> None:
    """En rad för varje aktivitet; ansvarscellen slås ihop med raden ovanför där ansvaret är gemensamt."""
    grid = letter.docx.add_table(rows=1, cols=3, style="Table Grid")
    grid.autofit = False
    for col, name in enumerate(HEADINGS):
        fill(letter, grid.cell(0, col), [name], bold=True)
        shade = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="BDD6EE"/>')
        grid.cell(0, col)._tc.get_or_add_tcPr().append(shade)
    grid.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    for measure in area.measures:
        row(letter, grid, measure)
    for col, width in enumerate(WIDTHS):
        grid.columns[col].width = Mm(width)
    for line in grid.rows:
        for col, width in enumerate(WIDTHS):
            line.cells[col].width = Mm(width)
    letter.text("", "Cell")


def row(letter: Letter, grid: Table, measure: Measure) -> None:
    cells = grid.add_row().cells
    fill(letter, cells[0], [measure.heading or ""], bold=True)
    letter.runs(cells[0].add_paragraph(style="Cell"), hyphenated(measure.text))
    if measure.merge_bodies:
        above = grid.cell(len(grid.rows) - 2, 1)
        merged = above.merge(cells[1])
        for empty in merged.paragraphs[len(measure.lead) :]:
            empty._p.getparent().remove(empty._p)
    else:
        fill(letter, cells[1], [*measure.lead, *(["Medansvarig:", *measure.co] if measure.co else [])])
    fill(letter, cells[2], [measure.timeline or ""])


def fill(letter: Letter, cell: _Cell, lines: list[str], *, bold: bool = False) -> None:
    for i, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if i == 0 else cell.add_paragraph()
        paragraph.style = letter.docx.styles["Cell"]
        letter.runs(paragraph, hyphenated(line), bold=bold)


def build(content: Content, target: Path) -> None:
    render(content, target, write, CHAPTER)
