"""Words that no reader sees are marked and kept out of measures; words that only look as if, are not."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from vaxtanalys.extract import extract
from vaxtanalys.layout import lay_out
from vaxtanalys.model import RawPage
from vaxtanalys.read import ReadSettings, read

WIDTH, HEIGHT = A4
INVISIBLE, CLIP = 3, 7
SENTENCE = "Socialnämnden erbjuder stöd till barn som har upplevt våld och följer upp arbetet varje år."
PROSE = SENTENCE.split()


def drawn(folder: Path, draw: Callable[[Canvas], None], name: str = "sida") -> Path:
    path = folder / f"{name}.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    draw(canvas)
    canvas.save()
    return path


def page_of(path: Path) -> RawPage:
    return read(path, ReadSettings(ocr="off")).pages[0]


def hidden(page: RawPage) -> dict[str, bool]:
    return {word.text: word.hidden for word in page.words}


def put(canvas: Canvas, x: float, y: float, text: str, mode: int = 0) -> None:
    canvas.saveState()
    written = canvas.beginText(x, y)
    written.setTextRenderMode(mode)
    written.textOut(text)
    canvas.drawText(written)
    canvas.restoreState()


def picture(color: tuple[int, ...] = (200, 200, 200)) -> ImageReader:
    stream = io.BytesIO()
    Image.new("RGB" if len(color) == 3 else "RGBA", (40, 40), color).save(stream, "PNG")
    stream.seek(0)
    return ImageReader(stream)


def test_text_painted_with_nothing(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, 66, 700, "synlig")
        put(canvas, 66, 600, "osynlig", INVISIBLE)
        # Letters that clip what is drawn next are seen as that.
        put(canvas, 66, 500, "utklippt", CLIP)
        canvas.setFillAlpha(0.0)
        put(canvas, 66, 400, "genomskinlig")

    page = page_of(drawn(tmp_path, draw))
    assert hidden(page) == {"synlig": False, "osynlig": True, "utklippt": False, "genomskinlig": True}
    assert any("2 ord syns inte på sidan (osynlig text)" in warning for warning in page.warnings)


def test_text_under_an_image_drawn_later(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, 66, 700, "under")
        canvas.drawImage(picture(), 60, 690, 100, 30)
        put(canvas, 66, 600, "över")
        canvas.drawImage(picture(), 300, 590, 100, 30)
        put(canvas, 306, 600, "ovanpå")
        # An image that lets the page through, and one of which only another part is shown.
        put(canvas, 66, 500, "skymtar")
        canvas.drawImage(picture((200, 200, 200, 0)), 60, 490, 100, 30, mask="auto")
        put(canvas, 66, 400, "beskuren")
        canvas.saveState()
        cut = canvas.beginPath()
        cut.rect(200, 390, 40, 30)
        canvas.clipPath(cut, stroke=0)
        canvas.drawImage(picture(), 60, 390, 180, 30)
        canvas.restoreState()
        # An image that reaches over half of a word does not take it away.
        put(canvas, 66, 300, "halvvägs")
        canvas.drawImage(picture(), 60, 290, 25, 30)

    page = page_of(drawn(tmp_path, draw))
    assert hidden(page) == {
        "under": True,
        "över": False,
        "ovanpå": False,
        "skymtar": False,
        "beskuren": False,
        "halvvägs": False,
    }
    assert any("1 ord syns inte på sidan (under en bild eller en yta)" in warning for warning in page.warnings)


def test_text_under_a_filled_rectangle(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, 66, 700, "struken")
        canvas.setFillColorRGB(0, 0, 0)
        canvas.rect(60, 690, 100, 30, stroke=0, fill=1)
        canvas.setFillColorRGB(0.9, 0.9, 0.6)
        canvas.rect(60, 590, 100, 30, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        put(canvas, 66, 600, "tonad")
        # A marker pen: the letters are seen through it.
        put(canvas, 66, 500, "överstruken")
        canvas.setFillAlpha(0.4)
        canvas.setFillColorRGB(1, 1, 0)
        canvas.rect(60, 490, 100, 30, stroke=0, fill=1)
        canvas.setFillAlpha(1.0)
        canvas.setFillColorRGB(0, 0, 0)
        put(canvas, 66, 400, "ram")
        canvas.rect(60, 390, 100, 30, stroke=1, fill=0)

    assert hidden(page_of(drawn(tmp_path, draw))) == {
        "struken": True,
        "tonad": False,
        "överstruken": False,
        "ram": False,
    }


def test_white_text_is_seen_on_what_was_painted_before_it(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0, 0.2, 0.4)
        canvas.rect(60, 690, 200, 30, stroke=0, fill=1)
        canvas.setFillColorRGB(1, 1, 1)
        put(canvas, 66, 700, "Rubrik")
        put(canvas, 66, 600, "vitt")
        canvas.drawImage(picture((20, 40, 80)), 60, 490, 200, 30)
        put(canvas, 66, 500, "Bildtext")
        # White print whose dark band is only painted under something else.
        canvas.setFillColorRGB(0, 0.2, 0.4)
        canvas.rect(300, 690, 20, 30, stroke=0, fill=1)

    assert hidden(page_of(drawn(tmp_path, draw))) == {"Rubrik": False, "vitt": True, "Bildtext": False}


def test_hidden_words_are_in_no_measure(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        y = 760.0
        for line in ("Åtgärder", *(f"{n}. Vi ska {' '.join(PROSE[2:9])} {n}." for n in range(1, 5))):
            put(canvas, 66, y, line)
            y -= 24
        put(canvas, 66, y, "5. Vi ska betala ut pengar som ingen ser.", INVISIBLE)

    document = lay_out(read(drawn(tmp_path, draw), ReadSettings(ocr="off")), "plan")
    assert "pengar" in document.text
    assert any(block.role == "hidden" and "pengar" in document.block_text(block) for block in document.blocks)
    assert not any("pengar" in measure.text.text for measure in extract(document).measures)


def scanned(folder: Path, mode: int, below: bool) -> Path:
    """A page that is a picture of text, with the same words as text: painted with nothing, or below the picture."""

    def text(canvas: Canvas, mode: int) -> None:
        canvas.setFont("Helvetica", 12)
        for row in range(30):
            put(canvas, 66, 780 - 24 * row, SENTENCE, mode)

    source = pypdfium2.PdfDocument(drawn(folder, lambda canvas: text(canvas, 0), "källa"))
    image = source[0].render(scale=100 / 72).to_pil()
    source.close()

    def draw(canvas: Canvas) -> None:
        if below:
            text(canvas, mode)
        canvas.drawImage(ImageReader(image), 0, 0, WIDTH, HEIGHT)
        if not below:
            text(canvas, mode)

    return drawn(folder, draw, "skannad")


@pytest.mark.parametrize(("mode", "below"), [(INVISIBLE, False), (0, True)], ids=["invisible", "under the picture"])
def test_the_text_layer_of_a_scan_is_its_text(tmp_path: Path, mode: int, below: bool) -> None:
    raw = read(scanned(tmp_path, mode, below), ReadSettings(ocr="off"))
    page = raw.pages[0]
    assert page.method == "ocr"
    assert [word.text for word in page.words] == PROSE * 30
    assert not any(word.hidden for word in page.words)
    assert any("från en tidigare texttolkning" in warning for warning in page.warnings)
    assert lay_out(raw, "skannad").pages[0].grade == "fair"


def test_a_text_layer_on_a_photograph_stays_hidden(tmp_path: Path) -> None:
    """Invisible words on a picture that is no page of text are what no reader can see."""

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(picture((90, 60, 30)), 0, 0, WIDTH, HEIGHT)
        put(canvas, 66, 700, "Betala till konto tolv", INVISIBLE)
        canvas.setFillColorRGB(1, 1, 1)
        put(canvas, 66, 100, "Framsida")

    page = page_of(drawn(tmp_path, draw))
    assert [word.text for word in page.words if not word.hidden] == ["Framsida"]
    assert page.method == "layout"
