"""Two engines on one page: how far they agree on its characters, and what that does to its grade."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import reportlab
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from vaxtanalys.inspection import describe_document, read_layout
from vaxtanalys.layout.grades import grade_page
from vaxtanalys.model import RawPage
from vaxtanalys.read import ReadSettings, pdf, read
from vaxtanalys.read.cross_check import odd_share

ROOT = Path(__file__).parents[1]
LINES = (
    "Kommunen följer år 2027 upp hur många som söker hjälp och får råd.",
    "Varje nämnd svarar för att dess personal känner till planen och dess mål.",
    "Skolan och socialtjänsten möts varje månad kring barn som behöver stöd.",
    "Arbetet redovisas i årets rapport till kommunstyrelsen under våren 2028.",
)
Change = Callable[[pikepdf.Pdf, Any], None]


def made(path: Path, change: Change, font: str = "Vera") -> Path:
    """A page of text whose font has been changed."""
    pdfmetrics.registerFont(TTFont("Vera", str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf")))
    canvas = Canvas(str(path), pagesize=A4, invariant=True)
    canvas.setFont(font, 11)
    for row, line in enumerate(LINES * 2):
        canvas.drawString(60, 740 - 18 * row, line)
    canvas.save()
    with pikepdf.open(path, allow_overwriting_input=True) as opened:
        for one in opened.pages[0].Resources.Font.values():
            change(opened, one)
        opened.save(path)
    return path


def as_it_is(opened: pikepdf.Pdf, font: Any) -> None:
    """A sound font."""


def odd_names(opened: pikepdf.Pdf, font: Any) -> None:
    """The font names figures by their place among its glyphs, and pdfium takes the names for those of dingbats."""
    names = [50, pikepdf.Name("/a2"), 55, pikepdf.Name("/a7")]
    base = pikepdf.Name.WinAnsiEncoding
    font.Encoding = pikepdf.Dictionary(Type=pikepdf.Name.Encoding, BaseEncoding=base, Differences=names)


def broken_map(opened: pikepdf.Pdf, font: Any) -> None:
    """The font's table of letters gives one byte where two make a letter."""
    if "/ToUnicode" in font:
        table = font.ToUnicode.read_bytes().decode("latin-1")
        font.ToUnicode = pikepdf.Stream(
            opened, re.sub(r"(?<=[\[ \n])<00([0-9A-F]{2})>", r"<\1>", table).encode("latin-1")
        )


def no_map(opened: pikepdf.Pdf, font: Any) -> None:
    """The font has no table of letters."""
    if "/ToUnicode" in font:
        del font["/ToUnicode"]


def only(path: Path, **settings: str) -> RawPage:
    return read(path, ReadSettings(ocr="off", **settings)).pages[0]  # type: ignore[arg-type]


def test_engines_agree_on_a_sound_page(tmp_path: Path) -> None:
    page = only(made(tmp_path / "hel.pdf", as_it_is), cross_check="all")
    assert page.agreement == 1.0
    assert grade_page(page).grade == "good" and grade_page(page).warnings == ()


def test_a_sound_page_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("pdfplumber was asked")

    path = made(tmp_path / "hel.pdf", as_it_is)
    monkeypatch.setattr(pdf._Reader, "_slow_page", refuse)
    assert only(path).agreement is None
    assert only(path, cross_check="off").agreement is None


def test_a_font_on_which_they_disagree(tmp_path: Path) -> None:
    """ "2027" with signs for its figures: the page is fair, and says what was compared."""
    page = only(made(tmp_path / "namn.pdf", odd_names, "Helvetica"))
    assert page.agreement is not None and 0.95 < page.agreement < 0.99
    found = grade_page(page)
    assert found.grade == "fair" and found.agreement == page.agreement
    (told,) = found.warnings
    assert told.startswith("två läsare, pdfium och pdfplumber, är överens om 9")
    assert only(made(tmp_path / "namn.pdf", odd_names, "Helvetica"), cross_check="off").agreement is None


def test_a_broken_map_loses_no_words(tmp_path: Path) -> None:
    """pdfplumber passes over letters that a broken table of letters gives; what pdfium reads is kept, as poor."""
    page = only(made(tmp_path / "trasig.pdf", broken_map))
    assert "Kommunen" in [word.text for word in page.words]
    assert page.agreement == 0.0
    found = grade_page(page)
    assert found.grade == "poor" and any("pdfium och pdfplumber" in told for told in found.warnings)


def test_codes_are_no_letters(tmp_path: Path) -> None:
    """Without a table of letters pdfium gives the codes of å, ä and ö: control characters, one of them as a hyphen."""
    page = only(made(tmp_path / "utan.pdf", no_map))
    assert page.unmapped > 20
    assert not any(word.text == "m-nga" for word in page.words)
    assert grade_page(page).grade == "poor"


def rings_by_place(opened: pikepdf.Pdf, font: Any) -> None:
    """As ``odd_names``, for å, ä and ö: pdfium reads signs, pdfplumber goes by the font's own encoding."""
    names = [228, pikepdf.Name("/a101"), 229, pikepdf.Name("/a102"), 246, pikepdf.Name("/a103")]
    font.Encoding = pikepdf.Dictionary(
        Type=pikepdf.Name.Encoding, BaseEncoding=pikepdf.Name.WinAnsiEncoding, Differences=names
    )


def test_the_reading_with_more_words_is_kept(tmp_path: Path) -> None:
    """Where one engine's words are Swedish and the other's are not; that they differ is told all the same."""
    path = made(tmp_path / "ringar.pdf", rings_by_place, "Helvetica")
    assert "m❢nga" in [word.text for word in only(path, cross_check="off").words]
    page = only(path)
    assert {"många", "följer", "känner"} <= {word.text for word in page.words}
    assert page.agreement is not None and page.agreement < 0.97
    assert grade_page(page).grade == "fair"


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("202✞", True),
        ("\ue055tg\ue055rd", True),
        ("f\x01ljer", True),
        ("Оmråde", True),
        ("✓ Klart", False),
        ("Åtgärd é 50 % – 2027", False),
        ("➜Nästa", False),
        ("", False),
    ],
)
def test_odd_characters(text: str, odd: bool) -> None:
    assert (odd_share(text) > 0.005) is odd


def test_inspect_tells_how_far_they_agree(tmp_path: Path) -> None:
    document = read_layout(made(tmp_path / "namn.pdf", odd_names, "Helvetica"))
    (page,) = describe_document(document)["pages"]
    assert 0.9 < page["agreement"] < 0.99


@pytest.mark.parametrize("name", ["linjerad-tabell", "fotnoter", "vi-ska-lista"])
def test_engines_agree_on_the_layouts(name: str) -> None:
    pages = read(ROOT / "tests" / "layouts" / "pdf" / f"{name}.pdf", ReadSettings(cross_check="all")).pages
    assert all(page.agreement is not None and page.agreement >= 0.995 for page in pages)


def test_an_unknown_choice_is_told() -> None:
    with pytest.raises(ValueError, match="auto, all eller off"):
        ReadSettings(cross_check="both")
