"""Pages with a few lines, as the last of a plan has, that lie upside down or on their side on the scanner."""

from __future__ import annotations

from pathlib import Path

import pytest
from make_scans import Scanner, scan
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from test_ocr_need import words_of
from test_read_ocr import require_engine

from vaxtanalys.read import ReadSettings, read
from vaxtanalys.read.ocr_choice import RAPIDOCR, TESSERACT

LAST = ("Kommunstyrelsen redovisar arbetet varje höst.", "Planen gäller för alla nämnder.")


@pytest.mark.parametrize(
    ("engine", "turn"), [(RAPIDOCR, 0), (RAPIDOCR, 180), (TESSERACT, 0), (TESSERACT, 180), (TESSERACT, 90)]
)
def test_a_page_of_two_lines_is_set_upright(engine: str, turn: int, tmp_path: Path) -> None:
    require_engine(engine)
    canvas = Canvas(str(tmp_path / "sida.pdf"), pagesize=A4, invariant=True)
    canvas.setFont("Helvetica", 11)
    for row, line in enumerate(LAST):
        canvas.drawString(60, A4[1] - 80 - 16 * row, line)
    canvas.save()
    made = scan(tmp_path / "sida.pdf", tmp_path / "skannad.pdf", Scanner(turn=turn))
    (page,) = read(made, ReadSettings(ocr=engine)).pages
    assert words_of(page) == " ".join(LAST).split()
    assert any("upp och ned" in warning for warning in page.warnings) is (turn == 180)
    assert any("ett kvarts varv" in warning for warning in page.warnings) is (turn in (90, 270))
