"""Layouts of the made-up plans as scans: what survives being printed, laid askew on a scanner and read by OCR."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytest
from make_scans import Scanner, scan
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas
from test_read_ocr import require_engine

from vaxtanalys.evaluate.match import pair_texts
from vaxtanalys.evaluate.scores import Score
from vaxtanalys.extract import extract
from vaxtanalys.layout import lay_out
from vaxtanalys.model import Box, Document
from vaxtanalys.read import ReadSettings, read
from vaxtanalys.read.ocr_bullets import LineStart, find_bullets
from vaxtanalys.read.ocr_choice import RAPIDOCR, TESSERACT
from vaxtanalys.read.ocr_engines import OcrWord
from vaxtanalys.read.ocr_print import Print, evened, ink_edge, measure
from vaxtanalys.read.ocr_words import is_bold, make_words

LAYOUTS = Path(__file__).parent / "layouts"
GOLD: dict[str, dict[str, Any]] = json.loads((LAYOUTS / "gold.json").read_text(encoding="utf-8"))
ENGINES = [RAPIDOCR, TESSERACT]


def score(document: Document, name: str) -> Score:
    found = [measure.text.text for measure in extract(document).measures]
    wanted = [measure["text"] for measure in GOLD[name]["measures"]]
    return Score(len(pair_texts(found, wanted)), len(found), len(wanted))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", ["linjerad-tabell", "vi-ska-lista"])
def test_measures_of_a_scan(name: str, engine: str, tmp_path: Path) -> None:
    """200 dots an inch, half a degree askew, grainy: a ruled table, and bullets under running text."""
    require_engine(engine)
    path = scan(LAYOUTS / "pdf" / f"{name}.pdf", tmp_path / f"{name}.pdf", Scanner())
    found = score(lay_out(read(path, ReadSettings(ocr=engine)), name), name)
    assert found.f1 >= 0.92, found


def drawn(text: str, size: float, bold: bool = False, font: str = "Helvetica") -> tuple[np.ndarray, list[OcrWord]]:
    """A line as a clear picture at 200 dots an inch, and as an engine reads it with boxes a little too large."""
    import io

    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(400, 60), invariant=True)
    font = "Helvetica-Bold" if bold else font
    canvas.setFont(font, size)
    canvas.drawString(20, 20, text)
    canvas.showPage()
    canvas.save()
    picture = np.asarray(pypdfium2.PdfDocument(made.getvalue())[0].render(scale=200 / 72).to_pil().convert("L"))
    words, x, scale = [], 20.0, 200 / 72
    for word in text.split():
        starts, at = [], x
        for letter in word:
            starts.append(at * scale)
            at += canvas.stringWidth(letter, font, size)
        box = Box(x * scale - 4, (40 - 0.85 * size) * scale, at * scale + 4, (40 + 0.3 * size) * scale)
        words.append(OcrWord(word, box, 0.9, tuple(starts)))
        x = at + canvas.stringWidth(" ", font, size)
    return picture, words


@pytest.mark.parametrize("text", ["Åtgärd", "som en", "Öppna ett förråd,", "på våra (nya) gårdar", "2026; 2027", "Ägg"])
@pytest.mark.parametrize("size", [9.0, 14.0])
def test_size_is_that_of_the_letters(text: str, size: float) -> None:
    """Whatever letters stand in a line, and although boxes are drawn through rings, its size comes out."""
    picture, words = drawn(text, size)
    found = measure(words, picture)
    assert found.size / (200 / 72) == pytest.approx(size, rel=0.1)
    assert found.baseline / (200 / 72) == pytest.approx(40, abs=0.6)


@pytest.mark.parametrize(
    ("text", "font"),
    [
        ("och fritidsnämnden", "Times-Italic"),
        ("länkarna mellan Norrby och", "Times-Roman"),
        ("personal.", "Times-Roman"),
        ("på våra skolgårdar", "Times-Roman"),
    ],
    ids=["an f with a tail", "one thin tail", "narrow letters", "rings"],
)
def test_the_baseline_is_where_letters_stand(text: str, font: str) -> None:
    """Also where the engine does not tell where each letter begins, and whatever hangs below."""
    picture, words = drawn(text, 10, font=font)
    found = measure([replace(word, starts=()) for word in words], picture)
    assert found.baseline / (200 / 72) == pytest.approx(40, abs=0.5)
    assert found.size / (200 / 72) == pytest.approx(10, rel=0.1)


def test_short_words_beside_bold_ones_are_bold() -> None:
    """``bold_beside_bold``: of a heading row's "När" too little ink tells, so less is asked of it."""

    def line(stroke: float, baseline: float) -> Print:
        return Print(10, baseline, stroke, Box(0, baseline - 8, 40, baseline))

    long, short, alone = line(0.95, 100), line(0.78, 100.5), line(0.78, 140)
    assert [is_bold(each, [long, short, alone], 0.065, 8) for each in (long, short, alone)] == [True, True, False]
    few = line(0.68, 100)
    assert is_bold(few, [long, long, few], 0.065, 3) and not is_bold(few, [long, few], 0.065, 3)
    assert not is_bold(few, [long, long, few], 0.065, 8)


def test_bold_print_has_wider_strokes() -> None:
    thin, fat = (measure(words, picture) for picture, words in (drawn("Ansvarig", 10), drawn("Ansvarig", 10, True)))
    assert fat.stroke > 1.28 * thin.stroke


def test_lines_that_stand_together_are_of_one_size() -> None:
    def line(size: float, baseline: float, x0: float = 0.0) -> Print:
        return Print(size, baseline, 2.0, Box(x0, baseline - size, x0 + 300, baseline))

    heading, first, second, beside, far = (
        line(40, 60),
        line(25, 100),
        line(27, 130),
        line(27.5, 101, 400),
        line(27, 300),
    )
    sizes = [each.size for each in evened([heading, first, second, beside, far], [9, 60, 50, 8, 30])]
    assert sizes == [40, 25, 25, 25, 27]


def test_a_bold_line_keeps_its_size_over_text_of_nearly_that_size() -> None:
    """``heading_over_text``"""
    bold, text = (Print(size, at, 0.07 * weight * size, Box(0, at - 20, 300, at)) for size, at, weight in SIZES)
    assert [each.size for each in evened([bold, text], [9, 60])] == [27, 25]
    assert [each.size for each in evened([replace(bold, stroke=0.07 * 27), text], [9, 60])] == [25, 25]


SIZES = ((27.0, 70.0, 1.5), (25.0, 100.0, 1.0))


def test_a_line_begins_where_its_ink_does() -> None:
    picture, words = drawn("lista", 12)
    line = measure(words, picture)
    ink = np.flatnonzero((picture[: round(line.baseline)] < 128).sum(axis=0) >= 2)
    for guess in (-9, 0, 2):
        assert ink_edge(picture, line, float(ink[0] + guess), 1) == ink[0]
        assert ink_edge(picture, line, float(ink[-1] + 1 + guess), -1) == ink[-1] + 1
    assert ink_edge(picture, line, 700.0, 1) == 700.0


def page_with_spots(*spots: tuple[int, int, int, int]) -> np.ndarray:
    image = Image.new("L", (400, 300), 255)
    draw = ImageDraw.Draw(image)
    for x0, top, x1, bottom in spots:
        draw.ellipse((x0, top, x1, bottom), fill=20)
    return np.asarray(image)


def lines_at(*baselines: int) -> list[LineStart]:
    return [LineStart(100.0, float(baseline), 30.0) for baseline in baselines]


def test_bullets_are_seen_in_the_picture() -> None:
    """Two or more under each other, at the middle of the small letters; engines often pass them over."""
    page = page_with_spots((70, 85, 80, 95), (70, 185, 80, 195))
    boxes = find_bullets(lines_at(100, 150, 200), page)
    assert [box is not None for box in boxes] == [True, False, True]
    # One that was read keeps company too.
    read_one = LineStart(70.0, 200.0, 30.0, Box(69, 180, 81, 200))
    assert find_bullets([lines_at(100)[0], read_one], page_with_spots((70, 85, 80, 95)))[0] is not None


@pytest.mark.parametrize(
    "spots",
    [
        [(70, 85, 80, 95)],
        [(70, 85, 80, 95), (20, 185, 30, 195)],
        [(70, 60, 80, 70), (70, 160, 80, 170)],
        [(70, 89, 72, 91), (70, 189, 72, 191)],
        [(55, 85, 98, 95), (55, 185, 98, 195)],
    ],
    ids=["alone", "not under each other", "too high", "grain", "a dash"],
)
def test_what_is_no_bullet(spots: list[tuple[int, int, int, int]]) -> None:
    assert find_bullets(lines_at(100, 200), page_with_spots(*spots)) == [None, None]


@pytest.mark.parametrize(
    ("read_as", "expected"),
    [
        (("e", "Vandra"), ["•", "Vandra"]),
        (("Vandra",), ["•", "Vandra"]),
        (("o", "Vandra"), ["o", "Vandra"]),
    ],
    ids=["a disc taken for a letter", "a disc in the box of the word", "a letter"],
)
def test_a_bullet_taken_for_a_letter(read_as: tuple[str, ...], expected: list[str]) -> None:
    """``bullet_read_as_letter``: what a line opens with is its bullet where its ink is one solid spot, not a ring."""
    image = Image.new("L", (900, 300), 255)
    draw = ImageDraw.Draw(image)
    lines = []
    for middle in (90, 190):
        if read_as[0] == "o":
            draw.ellipse((100, middle - 7, 114, middle + 7), outline=20, width=3)
        else:
            draw.ellipse((100, middle - 5, 110, middle + 5), fill=20)
        draw.text((130, middle + 10), "Vandra", fill=20, anchor="ls", font_size=30)
        boxes = (Box(99, middle - 10, 112, middle + 10), Box(128, middle - 14, 240, middle + 12))
        own = boxes if len(read_as) > 1 else (Box(99, middle - 14, 240, middle + 12),)
        lines.append(tuple(OcrWord(text, box, 0.9) for text, box in zip(read_as, own, strict=True)))
    found, _ = make_words(lines, np.asarray(image), 200 / 72)
    assert [word.text for word in found] == expected * 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tidplan:2027-2029", ["Tidplan:", "2027-2029"]),
        ("Ansvar:Kommunstyrelsen", ["Ansvar:", "Kommunstyrelsen"]),
        ("1:3", ["1:3"]),
        ("https://sjovalla.se", ["https://sjovalla.se"]),
        ("Mål:", ["Mål:"]),
        ("kl:s", ["kl:s"]),
    ],
)
def test_a_label_ends_with_its_colon(text: str, expected: list[str]) -> None:
    clear = np.full((60, 900), 255, dtype=np.uint8)
    words, _ = make_words([(OcrWord(text, Box(20, 20, 400, 44), 0.9),)], clear, 2.0)
    assert [word.text for word in words] == expected


@pytest.mark.parametrize("mark", ["•", "«", "e«", "+»"])
def test_a_bullet_read_as_a_line_is_the_next_lines(mark: str) -> None:
    """A bullet that the engine gave as a line of its own opens the line behind it, at its size and place."""
    page, words = drawn("Vandra varje höst", 12)
    first = words[0].box
    bullet = OcrWord(mark, Box(first.x0 - 24, first.top + 12, first.x0 - 12, first.top + 24), 0.5)
    made, _ = make_words([(bullet,), tuple(words)], page, 200 / 72)
    assert [word.text for word in made] == ["•", "Vandra", "varje", "höst"]
    assert made[0].size == made[1].size and made[0].box.top == made[1].box.top
    alone, _ = make_words([(bullet,)], page, 200 / 72)
    assert len(alone) == 1
