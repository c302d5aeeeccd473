"""Slide shows: slides as pages, titles, inherited bullets, tables, and states in columns of boxes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pptx
import pytest
from office_files import grid, laid_out, plan_of, said, shown
from pptx.util import Cm, Pt

STATES = ("Pågår", "Under utveckling", "Behov")
SLIDES = (
    ("Mål 1: Barn växer upp utan våld", (["Babycafé på två bibliotek", "Läxhjälp efter skolan"], ["Barnahus"], [])),
    ("Mål 2: Ingen är ensam med sin rädsla", (["Stödlinje på kvällstid"], [], ["Samtalsrum i tre byar"])),
)


def box(
    slide: Any, place: tuple[float, float, float, float], lines: list[str], size: int = 14, bold: bool = False
) -> None:
    frame = slide.shapes.add_textbox(*(Cm(value) for value in place)).text_frame
    for index, line in enumerate(lines):
        run = (frame.paragraphs[0] if index == 0 else frame.add_paragraph()).add_run()
        run.text, run.font.size, run.font.bold = line, Pt(size), bold


@pytest.fixture
def show() -> Any:
    made = pptx.Presentation()
    first = made.slides.add_slide(made.slide_layouts[0])
    first.shapes.title.text = "Plan mot våld 2025–2028"
    first.placeholders[1].text = "Storvreta Norra kommun, antagen av kommunfullmäktige"
    return made


def save(show: Any, tmp_path: Path) -> Path:
    path = tmp_path / "bilder.pptx"
    show.save(str(path))
    return path


def test_titles_and_inherited_bullets(show: Any, tmp_path: Path) -> None:
    slide = show.slides.add_slide(show.slide_layouts[1])
    slide.shapes.title.text = "Åtgärder"
    body = slide.placeholders[1].text_frame
    body.text = "Starta en kurs för nyblivna föräldrar"
    for text, level in (("Första kursen hålls i höst", 1), ("Utbilda personalen på alla fritidsgårdar", 0)):
        more = body.add_paragraph()
        more.text, more.level = text, level
    box(slide, (1, 17.5, 8, 0.8), ["2"], 10)
    document, plan = plan_of(save(show, tmp_path))
    assert shown(document, "heading") == ["Plan mot våld 2025–2028", "Åtgärder"]
    items = [(document.block_text(b), b.level, b.marker, b.page) for b in document.blocks if b.role == "item"]
    assert items == [
        ("Starta en kurs för nyblivna föräldrar", 1, "•", 2),
        ("Första kursen hålls i höst", 2, "–", 2),
        ("Utbilda personalen på alla fritidsgårdar", 1, "•", 2),
    ]
    assert shown(document, "footer") == ["2"]
    assert [measure.text.page for measure in plan.measures] == [2, 2]


def test_table_with_merged_cells(show: Any, tmp_path: Path) -> None:
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = "Trygga kvällar"
    table = slide.shapes.add_table(3, 3, Cm(1), Cm(4), Cm(20), Cm(6)).table
    rows = (
        ("Åtgärd", "Ansvarig", "När"),
        ("Nattvandra varje fredag vid torget", "Fritidsnämnden", "2025"),
        ("Laga belysningen i tunneln", "", "2026"),
    )
    for row, texts in enumerate(rows):
        for col, text in enumerate(texts):
            table.cell(row, col).text = text
    table.cell(1, 1).merge(table.cell(2, 1))
    document, plan = plan_of(save(show, tmp_path))
    assert grid(document)[2] == ["Laga belysningen i tunneln", "Fritidsnämnden", "2026"]
    assert said(document, plan)[1] == ("Trygga kvällar", None, "Laga belysningen i tunneln")
    assert document.tables[0].header_rows == (0,)


def add_state_slide(show: Any, title: str, columns: tuple[list[str], ...]) -> None:
    slide = show.slides.add_slide(show.slide_layouts[6])
    box(slide, (1, 1, 22, 1.5), [title], 28, bold=True)
    for index, (head, lines) in enumerate(zip(STATES, columns, strict=True)):
        box(slide, (1 + 8 * index, 4, 7, 1), [head], 16, bold=True)
        if lines:
            box(slide, (1 + 8 * index, 5.5, 7, 8), [f"• {line}" for line in lines])


def test_states_in_columns_of_boxes(show: Any, tmp_path: Path) -> None:
    """Heads that come again on the next slide are those of a table drawn with boxes."""
    for title, columns in SLIDES:
        add_state_slide(show, title, columns)
    _, plan = plan_of(save(show, tmp_path))
    assert [(m.text.text, m.status, m.text.page) for m in plan.measures] == [
        ("Babycafé på två bibliotek", "ongoing", 2),
        ("Läxhjälp efter skolan", "ongoing", 2),
        ("Barnahus", "in_development", 2),
        ("Stödlinje på kvällstid", "ongoing", 3),
        ("Samtalsrum i tre byar", "need", 3),
    ]
    assert [area.heading.text for area in plan.focus_areas] == [
        "Barn växer upp utan våld",
        "Ingen är ensam med sin rädsla",
    ]


def test_columns_that_do_not_come_again_are_read_one_after_the_other(show: Any, tmp_path: Path) -> None:
    add_state_slide(show, "Så arbetar vi", SLIDES[0][1])
    document = laid_out(save(show, tmp_path))
    assert not document.tables
    assert shown(document)[2:] == [
        "Så arbetar vi",
        "Pågår",
        "Babycafé på två bibliotek",
        "Läxhjälp efter skolan",
        "Under utveckling",
        "Barnahus",
        "Behov",
    ]


def test_hidden_slide_and_group(show: Any, tmp_path: Path) -> None:
    slide = show.slides.add_slide(show.slide_layouts[6])
    group = slide.shapes.add_group_shape()
    box(_Shapes(group), (2, 9, 8, 2), ["Under linjen"])
    box(slide, (2, 3, 8, 2), ["Över linjen"])
    hidden = show.slides.add_slide(show.slide_layouts[6])
    box(hidden, (1, 1, 8, 2), ["Reservbild som ingen får se"])
    hidden._element.set("show", "0")
    document = laid_out(save(show, tmp_path))
    assert shown(document)[2:4] == ["Över linjen", "Under linjen"]
    assert shown(document, "hidden") == ["Reservbild som ingen får se"]
    assert len(document.pages) == 3


class _Shapes:
    """A group's shapes where ``box`` wants a slide's."""

    def __init__(self, group: Any) -> None:
        self.shapes = group.shapes


def test_a_picture_says_that_it_was_not_read(show: Any, tmp_path: Path) -> None:
    from PIL import Image

    picture = tmp_path / "bild.png"
    Image.new("RGB", (40, 30), "white").save(picture)
    slide = show.slides.add_slide(show.slide_layouts[6])
    slide.shapes.add_picture(str(picture), 0, 0, show.slide_width, show.slide_height)
    page = laid_out(save(show, tmp_path)).page(2)
    assert page.chars == 0 and any("text i bilder läses inte" in warning for warning in page.warnings)


def test_boxes_of_a_group_are_read_together(show: Any, tmp_path: Path) -> None:
    """``groups_side_by_side``: a card of two boxes is whole before the next, though their lines stand level."""
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = "Åtgärder"
    for col in (1, 0):
        group = slide.shapes.add_group_shape()
        for row, text in enumerate((f"Öppna gård {col + 1} på kvällarna", f"Ansvarig: Nämnd {col + 1}")):
            frame = group.shapes.add_textbox(Cm(1 + 12 * col), Cm(5 + 3 * row), Cm(11), Cm(2)).text_frame
            frame.text = text
    document = laid_out(save(show, tmp_path))
    assert shown(document, "paragraph")[-4:] == [
        "Öppna gård 1 på kvällarna",
        "Ansvarig: Nämnd 1",
        "Öppna gård 2 på kvällarna",
        "Ansvarig: Nämnd 2",
    ]


def test_notes_for_the_speaker_are_left_out_and_it_is_said(show: Any, tmp_path: Path) -> None:
    show.slides[0].notes_slide.notes_text_frame.text = "Säg att budgeten inte är klar."
    document = laid_out(save(show, tmp_path))
    assert "budgeten" not in document.text
    assert document.pages[0].warnings == ("talarens anteckningar till bilden är inte med",)
