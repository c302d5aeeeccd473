"""Where pdfium does not tell all of a page's text, or does not open a file, pdfplumber reads it.

And what pdfium changes in letters is undone.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from vaxtanalys.errors import DocumentError, PasswordError
from vaxtanalys.model import RawPage
from vaxtanalys.read import ReadSettings, read
from vaxtanalys.read.blank import is_blank
from vaxtanalys.read.pdfium_file import EMPTY, PdfiumFile
from vaxtanalys.read.plumber_file import PlumberFile

LINES = ("Kommunen stärker det förebyggande arbetet", "och erbjuder stöd till alla som behöver", "under perioden")


def page_of(path: Path, engine: str = "fast") -> RawPage:
    return read(path, ReadSettings(ocr="off", engine=engine)).pages[0]


def doubt_of(path: Path) -> str:
    file = PdfiumFile(path.read_bytes())
    try:
        with file.page(1) as marks:
            return marks.doubt
    finally:
        file.close()


def with_content(path: Path, content: str) -> Path:
    """A page with this content; /F1 is Helvetica in WinAnsi, /F2 a font whose letters have no characters."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=A4)
        plain = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )
        shape = pdf.make_stream(b"1000 0 0 0 750 750 d1 0 0 750 750 re f")
        nameless = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type3,
            FontBBox=[0, 0, 750, 750],
            FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
            FirstChar=1,
            LastChar=2,
            Widths=[1000, 1000],
            CharProcs=pikepdf.Dictionary(g1=shape, g2=shape),
            Encoding=pikepdf.Dictionary(Type=pikepdf.Name.Encoding, Differences=[1, pikepdf.Name.g1, pikepdf.Name.g2]),
            Resources=pikepdf.Dictionary(),
        )
        fonts = pikepdf.Dictionary(F1=pdf.make_indirect(plain), F2=pdf.make_indirect(nameless))
        page.Resources = pikepdf.Dictionary(Font=fonts)
        page.Contents = pdf.make_stream(content.encode("cp1252"))
        pdf.save(path)
    return path


def shown(lines: tuple[str, ...], top: int = 700) -> str:
    return "".join(f"BT /F1 12 Tf 60 {top - 20 * i} Td ({line}) Tj ET\n" for i, line in enumerate(lines))


def test_a_replacement_text_over_many_lines_is_read_where_it_stands(tmp_path: Path) -> None:
    """An ActualText over a paragraph: pdfium puts all of its letters in the box of the first line."""
    said = " ".join(LINES)
    path = with_content(tmp_path / "ersatt.pdf", f"/Span << /ActualText ({said}) >> BDC\n{shown(LINES)}EMC\n")
    assert doubt_of(path) == "ersättningstext"
    page = page_of(path)
    assert [word.text for word in page.words] == said.split()
    assert len({word.box.top for word in page.words}) == 3


def test_a_long_replacement_text_for_one_line_is_read_where_it_stands(tmp_path: Path) -> None:
    path = with_content(tmp_path / "rad.pdf", f"/Span << /ActualText ({LINES[0]}) >> BDC\n{shown(LINES[:1])}EMC\n")
    assert doubt_of(path) == "ersättningstext"
    assert [word.text for word in page_of(path).words] == LINES[0].split()


def test_a_replacement_text_for_one_letter_is_heeded(tmp_path: Path) -> None:
    content = "BT /F1 12 Tf 60 700 Td (v) Tj /Span << /ActualText <FEFF00E5> >> BDC (a) Tj EMC (ld) Tj ET\n"
    path = with_content(tmp_path / "bokstav.pdf", content + shown(LINES, 600))
    assert doubt_of(path) == ""
    assert "våld" in [word.text for word in page_of(path).words]


def test_letters_without_characters_are_counted(tmp_path: Path) -> None:
    path = with_content(tmp_path / "namnlös.pdf", shown(LINES) + "BT /F2 12 Tf 60 400 Td (\x01\x02\x01) Tj ET\n")
    assert doubt_of(path) == "tecken utan bokstav"
    assert replace(page_of(path), agreement=None) == page_of(path, "pdfplumber")
    assert page_of(path).unmapped == 3


def no_second_engine(self: PlumberFile, data: bytes) -> None:
    raise AssertionError("pdfplumber opened the file")


@pytest.mark.parametrize("content", ["", "q 1 0 0 1 0 0 cm /Fs 12 gs Q", "BT /F1 12 Tf 14 TL ET"])
def test_a_page_that_paints_nothing_is_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str) -> None:
    path = with_content(tmp_path / "tom.pdf", content)
    assert doubt_of(path) == EMPTY
    monkeypatch.setattr(PlumberFile, "__init__", no_second_engine)
    assert page_of(path).words == () and not page_of(path).lost


@pytest.mark.parametrize("content", ["/Fm1 Do", "(ord)Tj", "q 0 0 9 9 re f* Q", "0 0 m 9 9 l S"])
def test_an_empty_page_that_paints_is_looked_at_twice(tmp_path: Path, content: str) -> None:
    """What pdfium finds nothing in, though its content paints, is shown to the other engine."""
    with pikepdf.open(with_content(tmp_path / "sida.pdf", content)) as pdf:
        assert not is_blank(pdf, 1)
        assert not is_blank(pdf, 2)


def test_a_hyphen_at_a_line_end_is_the_one_of_the_file(tmp_path: Path) -> None:
    """pdfium gives one code for every hyphen at the end of a line, soft or hard."""
    lines = ("Kommunen stärker det våldsföre-", "byggande arbetet i hela länet")
    path = with_content(tmp_path / "rad.pdf", shown(lines))
    assert [word.text for word in page_of(path).words] == " ".join(lines).split()
    narrow = page_of(Path(__file__).parent / "layouts" / "pdf" / "avstavade-smala-spalter.pdf")
    assert {"Socialnämn\xad", "Barn-"} <= {word.text for word in narrow.words}


def test_fake_bold_is_told(tmp_path: Path) -> None:
    content = shown(("Kommunen stärker arbetet",) * 1) + shown(LINES[1:], 600)
    bold = "BT /F1 12 Tf 60.3 700 Td (Kommunen stärker arbetet) Tj ET\n"
    page = page_of(with_content(tmp_path / "fet.pdf", content + bold))
    assert [word.text for word in page.words if word.text == "Kommunen"] == ["Kommunen"]
    assert any("dubblerade tecken" in warning for warning in page.warnings)


def locked(path: Path) -> Path:
    canvas = Canvas(str(path.with_suffix(".öppen.pdf")), pagesize=A4)
    canvas.drawString(60, 700, "hemligt")
    canvas.save()
    with pikepdf.open(path.with_suffix(".öppen.pdf")) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(user="nyckel", owner="nyckel"))
    return path


def test_a_locked_file_does_not_answer_for_the_next(tmp_path: Path) -> None:
    with pytest.raises(PasswordError):
        PdfiumFile(locked(tmp_path / "låst.pdf").read_bytes())
    with pytest.raises(DocumentError) as caught:
        PdfiumFile(b"%PDF-1.4\n1 0 obj << >> endobj\n%%EOF")
    assert not isinstance(caught.value, PasswordError)


def test_the_engine_is_one_of_two() -> None:
    with pytest.raises(ValueError, match="engine är"):
        ReadSettings(engine="pdfminer")


def test_a_file_that_pdfium_does_not_open_is_read_by_pdfplumber(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = with_content(tmp_path / "plan.pdf", shown(LINES))
    wanted = page_of(path, "pdfplumber")

    def refuse(self: PdfiumFile, data: bytes) -> None:
        raise DocumentError("pdfium öppnar inte filen")

    monkeypatch.setattr(PdfiumFile, "__init__", refuse)
    assert page_of(path) == wanted and len(wanted.words) == len(" ".join(LINES).split())


def test_a_page_that_pdfium_fails_on_is_read_by_pdfplumber(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = with_content(tmp_path / "plan.pdf", shown(LINES))
    wanted = page_of(path, "pdfplumber")

    def fail(self: PdfiumFile, page: object, number: int) -> None:
        raise RuntimeError("sidan går sönder")

    monkeypatch.setattr(PdfiumFile, "_marks", fail)
    assert page_of(path) == wanted
    # And where neither reads it, the page says so.
    monkeypatch.setattr(PlumberFile, "page", fail)
    assert page_of(path).lost
