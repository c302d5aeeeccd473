"""Reading PDF pages: grids as a reader sees them, characters as they are meant."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from vaxtanalys.errors import DocumentError, TooLargeError
from vaxtanalys.model import RawPage
from vaxtanalys.read import ReadSettings, read
from vaxtanalys.read.characters import clean_characters, colour, is_bold, is_italic

TOP = A4[1]
ROWS = (100, 130, 160, 190)
COLUMNS = (60, 250, 400)


def drawn(tmp_path: Path, draw: Callable[[Canvas], None]) -> RawPage:
    path = tmp_path / "sida.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    draw(canvas)
    canvas.save()
    return read(path).pages[0]


def put_words(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0, 0, 0)
    canvas.setFont("Helvetica", 10)
    for r, y in enumerate(ROWS[:-1]):
        for c, x in enumerate(COLUMNS[:-1]):
            canvas.drawString(x + 4, TOP - y - 16, f"Rad {r} kolumn {c}")


def across(canvas: Canvas, y: float, x0: float = COLUMNS[0], x1: float = COLUMNS[-1]) -> None:
    canvas.line(x0, TOP - y, x1, TOP - y)


def down(canvas: Canvas, x: float, y0: float = ROWS[0], y1: float = ROWS[-1]) -> None:
    canvas.line(x, TOP - y0, x, TOP - y1)


def ruled(canvas: Canvas) -> None:
    put_words(canvas)
    for y in ROWS:
        across(canvas, y)
    for x in COLUMNS:
        down(canvas, x)


def open_at_foot(canvas: Canvas) -> None:
    put_words(canvas)
    for y in ROWS[:-1]:
        across(canvas, y)
    for x in COLUMNS:
        down(canvas, x)


def open_at_sides(canvas: Canvas) -> None:
    put_words(canvas)
    for y in ROWS:
        across(canvas, y)
    down(canvas, COLUMNS[1])


def rules_between_rows(canvas: Canvas) -> None:
    put_words(canvas)
    for y in ROWS:
        across(canvas, y)


def shaded_cells(canvas: Canvas) -> None:
    for r, y in enumerate(ROWS[:-1]):
        canvas.setFillColorRGB(0.9 - 0.1 * (r % 2), 0.95, 1)
        for x0, x1 in pairwise(COLUMNS):
            canvas.rect(x0, TOP - y - 30, x1 - x0, 30, stroke=0, fill=1)
    put_words(canvas)


@pytest.mark.parametrize(
    ("draw", "kind"),
    [
        (ruled, "ruled"),
        (open_at_foot, "ruled"),
        (open_at_sides, "ruled"),
        (rules_between_rows, "partly_ruled"),
        (shaded_cells, "ruled"),
    ],
)
def test_grids_are_found_whole(tmp_path: Path, draw: Callable[[Canvas], None], kind: str) -> None:
    (table,) = drawn(tmp_path, draw).tables
    assert table.kind == kind
    assert {(cell.row, cell.col) for cell in table.cells} == {(r, c) for r in range(3) for c in range(2)}


def test_merged_cells_keep_their_spans(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        put_words(canvas)
        across(canvas, ROWS[0])
        across(canvas, ROWS[1])
        across(canvas, ROWS[2], x1=COLUMNS[1])
        across(canvas, ROWS[3])
        down(canvas, COLUMNS[0])
        down(canvas, COLUMNS[1], ROWS[1])
        down(canvas, COLUMNS[2])

    (table,) = drawn(tmp_path, draw).tables
    spans = {(cell.row, cell.col): (cell.row_span, cell.col_span) for cell in table.cells}
    assert spans == {(0, 0): (1, 2), (1, 0): (1, 1), (2, 0): (1, 1), (1, 1): (2, 1)}


@pytest.mark.parametrize("frame", [(60, 100, 400, 190), (0, 0, *A4)])
def test_a_lone_frame_is_no_table(tmp_path: Path, frame: tuple[float, float, float, float]) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(frame[0], TOP - frame[3], frame[2] - frame[0], frame[3] - frame[1])
        put_words(canvas)

    assert drawn(tmp_path, draw).tables == ()


def test_head_and_foot_rules_make_no_table(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        put_words(canvas)
        across(canvas, 90)
        across(canvas, 800)

    assert drawn(tmp_path, draw).tables == ()


def test_letters_printed_twice_for_bold_are_read_once(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 12)
        canvas.drawString(60, 700, "Åtgärder mot våld")
        canvas.drawString(60.3, 700, "Åtgärder mot våld")

    page = drawn(tmp_path, draw)
    assert [word.text for word in page.words] == ["Åtgärder", "mot", "våld"]
    assert any("dubblerade" in warning for warning in page.warnings)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("a\u030atga\u0308rd", "åtgärd"),
        ("speci\ufb01k", "specifik"),
        ("\uf0b7", "•"),
        ("8\u00a0000", "8 000"),
        ("EU\u2011stöd", "EU-stöd"),
        ("ut\u200bsatt", "utsatt"),
    ],
)
def test_characters_as_they_are_meant(raw: str, clean: str) -> None:
    assert clean_characters(raw) == clean


def test_colours_and_styles_by_name() -> None:
    assert colour((0.0, 0.0, 0.0, 1.0)) == colour(0) == colour((0, 0, 0)) == "#000000"
    assert colour("mönster") is None
    assert is_bold("Calibri-Bold") and is_bold("OpenSans-SemiBold") and not is_bold("Calibri")
    assert is_italic("Arial-ItalicMT") and not is_italic("Arial")


def test_limits_are_named_with_both_values(tmp_path: Path) -> None:
    path = tmp_path / "lang.pdf"
    canvas = Canvas(str(path))
    for _ in range(3):
        canvas.showPage()
    canvas.save()
    with pytest.raises(TooLargeError, match=r"3 sidor.*2"):
        read(path, ReadSettings(max_pages=2))
    with pytest.raises(ValueError, match="max_pages är 0"):
        ReadSettings(max_pages=0)


def test_an_empty_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "tom.pdf"
    path.write_bytes(b"")
    with pytest.raises(DocumentError, match="tom"):
        read(path)


def test_a_transcript_in_an_old_encoding_is_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes("Åtgärder för äldre".encode("cp1252"))
    assert read(path).text == "Åtgärder för äldre"


def test_text_that_can_not_be_seen_is_marked(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0, 0.2, 0.4)
        canvas.rect(60, 690, 200, 30, stroke=0, fill=1)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(66, 700, "Rubrik")
        canvas.drawString(66, 600, "osynlig")
        canvas.setFillColorRGB(0, 0, 0)
        canvas.drawString(66, 500, "synlig")
        canvas.drawString(66, -40, "utanför")

    page = drawn(tmp_path, draw)
    assert {word.text: word.hidden for word in page.words} == {
        "Rubrik": False,
        "osynlig": True,
        "synlig": False,
        "utanför": True,
    }
    assert any("2 ord syns inte" in warning for warning in page.warnings)


def test_words_know_their_marked_content() -> None:
    layouts = Path(__file__).parent / "layouts" / "pdf"
    tagged = read(layouts / "zebra.pdf").pages[0].words
    assert tagged[0].mcid is not None and len({word.mcid for word in tagged}) > 10
    assert all(word.mcid is None for word in read(layouts / "linjerad-tabell.pdf").pages[0].words)
