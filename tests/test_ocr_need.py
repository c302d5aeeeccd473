"""What of a page is read by OCR: turned scans, pictures on pages of text, poor layers, garbled fonts; and what not."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
import pytest
import reportlab
from make_scans import Scanner, picture, put_picture
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from test_read_ocr import require_engine

from vaxtanalys.layout import lay_out
from vaxtanalys.layout.grades import grade_page
from vaxtanalys.model import Box, RawCell, RawPage, RawTable, Word
from vaxtanalys.read import ReadSettings, ocr, ocr_need, read
from vaxtanalys.read import picture as pictures
from vaxtanalys.read.ocr_choice import RAPIDOCR, TESSERACT, find_engine
from vaxtanalys.read.ocr_clean import clean
from vaxtanalys.read.ocr_engines import OcrLine, OcrWord
from vaxtanalys.read.ocr_turn import lies_on_its_side, turn_word
from vaxtanalys.read.pdfium_file import PdfiumFile

LAYOUTS = Path(__file__).parent / "layouts" / "pdf"
PROSE = (
    "Kommunen ska varje år följa upp hur många som söker hjälp och hur snabbt de får den.",
    "Varje nämnd ansvarar för att den egna personalen får kunskap om planen och dess mål.",
    "Skolan och socialtjänsten träffas varje månad för att tala om barn som behöver stöd.",
    "Den som vill lämna synpunkter kan göra det på kommunens webbplats eller i ett möte.",
    "Arbetet redovisas för kommunstyrelsen, som varje höst beslutar om nya åtgärder.",
)


def words_of(page: RawPage) -> list[str]:
    return [word.text for word in page.words if not word.hidden]


def write(canvas: Canvas, lines: Sequence[str], top: float, font: str = "Helvetica") -> None:
    canvas.setFont(font, 11)
    for index, line in enumerate(lines):
        canvas.drawString(60, A4[1] - top - 16 * index, line)


def prose_picture(scanner: Scanner, lines: Sequence[str] = PROSE) -> Any:
    """A page of prose as a scanner sees it."""
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=A4, invariant=True)
    write(canvas, lines * 4, 80)
    canvas.save()
    return picture(pypdfium2.PdfDocument(made.getvalue())[0], scanner, 7)


def no_reading(name: str, grey: object) -> list[OcrLine]:
    raise AssertionError("sidan skulle inte texttolkas")


# ------------------------------------------------------------------------------------------- pictures looked at


@pytest.mark.parametrize(("name", "number"), [("tva-spalter", 1), ("vridna-sidor", 1), ("vridna-sidor", 2)])
def test_a_part_is_drawn_as_in_the_whole_page(name: str, number: int) -> None:
    file = PdfiumFile((LAYOUTS / f"{name}.pdf").read_bytes())
    with file.page(number) as page:
        box = Box(40.3, 60.7, page.width - 120.2, page.height - 90.4)
        assert page.draw_part is not None
        part = np.asarray(page.draw_part(100, box))
        whole = np.asarray(page.draw(100))
        scale = 100 / 72
        rows = slice(round(box.top * scale), round(box.bottom * scale))
        columns = slice(round(box.x0 * scale), round(box.x1 * scale))
        assert np.array_equal(part, whole[rows, columns]) and part.min() < 100
    file.close()


def test_gaps_between_letters_are_bridged_and_wider_ones_are_not() -> None:
    rows = ["#......#.......#", "..##...........#", "................"]
    dark = np.array([[sign == "#" for sign in row] for row in rows])
    wanted = ["########.......#", "..##...........#", "................"]
    bridged = pictures._bridged(dark)[:, : dark.shape[1]]
    assert ["".join("#" if one else "." for one in row) for row in bridged] == wanted


# ------------------------------------------------------------------------------------------------- lying and standing


@pytest.mark.parametrize("name", ["linjerad-tabell", "vi-ska-lista", "tva-spalter", "utan-linjer"])
def test_a_page_on_its_side_is_seen(name: str) -> None:
    for turn in (0, 90, 180, 270):
        grey = np.asarray(picture(pypdfium2.PdfDocument(LAYOUTS / f"{name}.pdf")[0], Scanner(turn=turn), 7))
        assert lies_on_its_side(grey, 200) is (turn in (90, 270)), turn


@pytest.mark.parametrize("turn", [90, 180])
def test_a_turned_scan_is_read(turn: int, tmp_path: Path) -> None:
    engine = find_engine("auto") or RAPIDOCR
    require_engine(engine)
    path = tmp_path / "vand.pdf"
    size = A4 if turn == 180 else A4[::-1]
    canvas = Canvas(str(path), pagesize=size, invariant=True)
    put_picture(canvas, prose_picture(Scanner(turn=turn)), size, Scanner())
    canvas.save()
    (page,) = read(path).pages
    assert words_of(page)[:15] == " ".join(PROSE).split()[:15]
    assert (round(page.width), round(page.height), page.rotation) == (595, 842, turn)
    how = "vriden ett kvarts varv" if turn == 90 else "upp och ned"
    assert f"sidan låg {how} i bilden; rutor räknas på den vända sidan" in page.warnings


def test_a_way_up_is_believed_only_where_the_words_are_swedish(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[tuple[str, int]] = []
    swedish: set[int] = set()

    def read_way(engine: str, picture: object, scale: float, turn: int) -> Any:
        tried.append(("whole", turn))
        text = " ".join(PROSE) if turn in swedish else "xqvz ptrk lmnb wqxz kjhg zxcv bnmq rtpl"
        return ocr._Way(turn, None, [Word(t, Box(0, 0, 1, 1), 10) for t in text.split()], 0.9, None)  # type: ignore[arg-type]

    def band(engine: str, picture: object, scale: float, turn: int) -> float:
        tried.append(("band", turn))
        return 0.9 if turn in swedish else 0.1

    monkeypatch.setattr(ocr, "_read_way", read_way)
    monkeypatch.setattr(ocr, "_band", band)
    upright, settings = prose_picture(Scanner(dpi=100)), ReadSettings()
    on_side = upright.rotate(90, expand=True)
    for page, way, steps in (
        (upright, 0, [("whole", 0)]),
        (upright, 180, [("whole", 0), ("band", 180), ("whole", 180)]),
        (on_side, 270, [("band", 90), ("band", 270), ("whole", 270)]),
        (on_side, 0, [("band", 90), ("band", 270), ("whole", 0)]),
    ):
        swedish, tried[:] = {way}, []
        assert ocr._best_way(RAPIDOCR, page, 100 / 72, settings, whole=True).turn == way
        assert tried == steps


@pytest.mark.parametrize(
    ("turn", "box"),
    [(0, (10, 20, 30, 25)), (90, (20, 70, 25, 90)), (180, (70, 175, 90, 180)), (270, (175, 10, 180, 30))],
)
def test_words_turn_with_the_page(turn: int, box: tuple[float, ...]) -> None:
    turned = turn_word(Word("stämpel", Box(10, 20, 30, 25), 9), turn, 100, 200)
    assert turned.box == Box(*box)
    assert turned.upright is (turn in (0, 180))


# ------------------------------------------------------------------------------------------------------- poor pictures


def test_a_good_scan_is_left_as_it_is() -> None:
    grey = np.asarray(prose_picture(Scanner()))
    assert clean(grey) is grey


def test_specks_are_taken_out() -> None:
    grey, speckled = (np.asarray(prose_picture(Scanner(pepper=share))) for share in (0.0, 0.02))
    made = clean(speckled)
    far = [float((np.abs(each.astype(int) - grey) > 60).mean()) for each in (speckled, made)]
    assert far[1] < 0.5 * far[0]


def test_pale_print_is_made_dark() -> None:
    pale = np.asarray(prose_picture(Scanner(contrast=0.4, grain=10)))
    made = clean(pale)
    assert np.percentile(pale, 50) - np.percentile(pale, 1) < 110
    assert np.percentile(made, 50) - np.percentile(made, 1) > 170
    empty = np.full((400, 300), 240, dtype=np.uint8)
    assert clean(empty) is empty


def test_pale_print_of_a_few_lines_is_made_dark() -> None:
    """``few_lines``: less than a hundredth of the page is ink; grain alone is none."""
    grain = np.random.default_rng(3).normal(0, 5, (1200, 900))
    empty = (235 + grain).clip(0, 255).astype(np.uint8)
    lines = empty.copy()
    for top in (100, 140, 180):
        # Stems of three pixels, as letters have, in rows of sixty.
        lines[top : top + 20, 100:700].reshape(20, 60, 10)[:, :, :3] -= 90
    made = clean(lines)
    assert float(np.percentile(made, 0.5)) < 60 < 200 < float(np.median(made))
    assert clean(empty).min() > 150


def kind_of(image: Any, path: Path) -> str:
    """What a page that is one picture is taken for."""
    canvas = Canvas(str(path), pagesize=A4, invariant=True)
    put_picture(canvas, image, A4, Scanner())
    canvas.save()
    file = PdfiumFile(path.read_bytes())
    with file.page(1) as page:
        kind = pictures.image_kind(page)
    file.close()
    return kind


def test_print_on_grey_paper_is_text(tmp_path: Path) -> None:
    """``grey_paper``: a copy that darkens towards one corner is a page of text; a picture as dark is none."""
    page = np.asarray(prose_picture(Scanner(dpi=100))).astype(float)
    down, across = np.mgrid[0 : page.shape[0], 0 : page.shape[1]]
    paper = 225 - 70 * across / page.shape[1] - 40 * down / page.shape[0]
    shaded = Image.fromarray((page / 255 * paper).astype(np.uint8))
    assert kind_of(shaded, tmp_path / "kopia.pdf") == "text"
    assert kind_of(Image.fromarray(paper.astype(np.uint8)), tmp_path / "bild.pdf") == "picture"


# ------------------------------------------------------------------------------------------- pictures on pages of text


@pytest.fixture(scope="module")
def half(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page whose upper half is text and whose lower half is a scan."""
    path = tmp_path_factory.mktemp("halva") / "halva.pdf"
    canvas = Canvas(str(path), pagesize=A4, invariant=True)
    write(canvas, [*PROSE, *PROSE, "Bilagan nedan är inskannad."], 60)
    lower = tuple(f"{index}. {line}" for index, line in enumerate(PROSE[::-1], start=1))
    image = prose_picture(Scanner(), lower)
    image = image.crop((0, image.height // 20, image.width, image.height // 20 + image.height // 2))
    canvas.saveState()
    put_picture(canvas, image, (A4[0], A4[1] / 2), Scanner())
    canvas.restoreState()
    canvas.save()
    return path


def test_a_scanned_half_is_read(half: Path) -> None:
    require_engine(find_engine("auto") or RAPIDOCR)
    (page,) = read(half).pages
    text = [word for word in page.words if word.font]
    scanned = [word for word in page.words if not word.font]
    assert "inskannad." in [word.text for word in text]
    assert "kommunstyrelsen," in [word.text for word in scanned]
    assert all(word.box.top > A4[1] / 2 - 5 for word in scanned)
    assert page.method == "ocr"
    assert any(warning.startswith("bild på sidan: texttolkad med") for warning in page.warnings)


def test_an_unread_half_is_told(half: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr_need, "find_engine", lambda choice: None)
    (page,) = read(half).pages
    (warning,) = page.warnings
    assert warning.startswith("en bild på sidan ser ut att vara text och texttolkning (OCR) är inte ")
    assert 'pip install "vaxtanalys[ocr]"' in warning
    assert grade_page(page).grade == "fair"


def test_a_photograph_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "read_lines", no_reading)
    from PIL import Image

    tones = np.random.default_rng(3).normal(120, 50, (300, 500)).clip(0, 255).astype(np.uint8)
    canvas = Canvas(str(tmp_path / "foto.pdf"), pagesize=A4, invariant=True)
    write(canvas, [*PROSE, *PROSE], 60)
    put_picture(canvas, Image.fromarray(tones).resize((1000, 700)), (A4[0], A4[1] / 2), Scanner())
    canvas.save()
    (page,) = read(tmp_path / "foto.pdf").pages
    assert page.method == "layout" and page.warnings == ()


# ------------------------------------------------------------------------------------------- the layer of earlier OCR


def with_layer(path: Path, lines: Sequence[str], degrees: float = 0.0) -> Path:
    """A scanned table of prose with an invisible text layer that says ``lines``."""
    canvas = Canvas(str(path), pagesize=A4, invariant=True)
    put_picture(canvas, prose_picture(Scanner(degrees=degrees)), A4, Scanner())
    text = canvas.beginText(60, A4[1] - 80)
    text.setFont("Helvetica", 11, leading=16)
    text.setTextRenderMode(3)
    for line in lines:
        text.textLine(line)
    canvas.drawText(text)
    canvas.save()
    return path


def test_a_good_layer_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "read_lines", no_reading)
    (page,) = read(with_layer(tmp_path / "bra.pdf", PROSE * 4)).pages
    assert words_of(page) == " ".join(PROSE * 4).split()
    assert page.method == "ocr" and grade_page(page).grade == "good"


def test_a_poor_layer_is_read_anew(tmp_path: Path) -> None:
    require_engine(find_engine("auto") or RAPIDOCR)
    # As an old program for English read it: letters taken for others in most words.
    garble = [re.sub("[åäöaou]", "c", line).replace("n", "rn").replace("l", "1") for line in PROSE * 4]
    (page,) = read(with_layer(tmp_path / "dalig.pdf", garble)).pages
    assert "kommunstyrelsen," in words_of(page) and "Kcrnrncnern" not in " ".join(words_of(page))
    assert any("går inte att lita på" in warning and "på nytt" in warning for warning in page.warnings)
    assert grade_page(page).grade == "good"


def test_a_poor_layer_without_ocr(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr_need, "find_engine", lambda choice: None)
    garble = [re.sub("[åäöaou]", "c", line).replace("n", "rn").replace("l", "1") for line in PROSE * 4]
    (page,) = read(with_layer(tmp_path / "dalig.pdf", garble)).pages
    assert any('pip install "vaxtanalys[ocr]"' in warning for warning in page.warnings)
    assert grade_page(page).grade == "poor"


@pytest.mark.parametrize(
    ("layer", "anew", "kept"),
    [("KcrnrnuncM sk~ !varj€ 4r", PROSE[0], False), (PROSE[0], PROSE[0], True), (PROSE[0], "Kommunen", True)],
    ids=["garble", "the same", "less"],
)
def test_a_layer_of_a_few_words_is_weighed(
    layer: str, anew: str, kept: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``too_few_to_judge``: of a page's last lines no share tells, so what has more known words is taken."""
    words = tuple(Word(text, Box(60 + 40 * i, 80, 90 + 40 * i, 91), 11) for i, text in enumerate(anew.split()))
    monkeypatch.setattr(ocr_need, "find_engine", lambda choice: TESSERACT)
    monkeypatch.setattr(ocr_need, "read_scan", lambda *given: ocr.ScanText(words))
    (page,) = read(with_layer(tmp_path / "lager.pdf", [layer])).pages
    assert words_of(page) == (layer if kept else anew).split()
    assert any("läst på nytt" in warning for warning in page.warnings) is not kept


# -------------------------------------------------------------------------------------- fonts that say the wrong letter


def further_on(letter: int) -> int:
    """Each letter is said to be the third after it in the alphabet."""
    return letter + 3


def without_rings(letter: int) -> int:
    """Nothing is said of å, ä and ö."""
    return 0xFFFD if chr(letter) in "åäöÅÄÖ" else letter


def wrong_letters(path: Path, said: Callable[[int], int]) -> Path:
    """Text whose font says for each letter what ``said`` makes of it."""
    pdfmetrics.registerFont(TTFont("Vera", str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf")))
    canvas = Canvas(str(path), pagesize=A4, invariant=True)
    write(canvas, PROSE * 4, 80, "Vera")
    canvas.save()
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for font in pdf.pages[0].Resources.Font.values():
            if "/ToUnicode" in font:
                table = font.ToUnicode.read_bytes().decode("latin-1")

                def move(match: re.Match[str]) -> str:
                    return f"<{match[1]}> <{said(int(match[2], 16)):04X}>"

                moved = re.sub(r"<([0-9A-Fa-f]{2})> <([0-9A-Fa-f]{4})>", move, table)
                moved = re.sub(
                    r"(?<=[\[ \n])<([0-9A-Fa-f]{4})>(?=[ \]\n])", lambda m: f"<{said(int(m[1], 16)):04X}>", moved
                )
                font.ToUnicode = pikepdf.Stream(pdf, moved.encode("latin-1"))
        pdf.save(path)
    return path


def test_garbled_text_is_read_from_the_page(tmp_path: Path) -> None:
    require_engine(find_engine("auto") or RAPIDOCR)
    (page,) = read(wrong_letters(tmp_path / "fel.pdf", further_on)).pages
    assert "kommunstyrelsen," in words_of(page)
    assert any(warning.startswith("textens tecken går inte att lita på") for warning in page.warnings)
    assert page.method == "ocr" and grade_page(page).grade == "good"


def test_garbled_text_without_ocr_is_poor(tmp_path: Path) -> None:
    raw = read(wrong_letters(tmp_path / "fel.pdf", further_on), ReadSettings(ocr="off"))
    page = grade_page(raw.pages[0])
    assert page.grade == "poor"
    assert any('sätt ocr = "auto" under [read]' in warning for warning in page.warnings)


def test_broken_letters_are_read_from_the_page(tmp_path: Path) -> None:
    path = wrong_letters(tmp_path / "utan.pdf", without_rings)
    (page,) = read(path, ReadSettings(ocr="off")).pages
    found = grade_page(page)
    assert page.unmapped > 0.01 * len(" ".join(words_of(page))) and found.grade in ("fair", "poor")
    assert any("saknar bokstav" in warning for warning in found.warnings)
    require_engine(find_engine("auto") or RAPIDOCR)
    (page,) = read(path).pages
    assert {"får", "år", "hjälp"} <= set(words_of(page))
    assert page.method == "ocr" and grade_page(page).grade == "good"


def test_foreign_text_is_not_garbled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "read_lines", no_reading)
    english = (
        "The municipality shall follow up each year how many people ask for help and how soon they get it.",
        "Each board answers for that its own staff knows what the plan says and why it was adopted by them.",
        "Schools and social services meet every month in order to talk about children who are in need of it.",
    )
    canvas = Canvas(str(tmp_path / "english.pdf"), pagesize=A4, invariant=True)
    write(canvas, english * 4, 80)
    canvas.save()
    assert read(tmp_path / "english.pdf").pages[0].method == "layout"


# --------------------------------------------------------------------------------------------- doubt lowers the grade


def graded(lines: Sequence[str], confidence: float) -> Any:
    """A page read by OCR with a numbered measure on each line, all words as sure as told."""
    words = [
        Word(text, Box(60 + 40 * column, 100 + 30 * row, 95 + 40 * column, 111 + 30 * row), 11, confidence=confidence)
        for row, line in enumerate(lines)
        for column, text in enumerate(line.split())
    ]
    told = ("texttolkad med RapidOCR, medelsäkerhet 99 %",)
    return RawPage(1, 842, 595, 0, tuple(words), method="ocr", warnings=told)


def test_doubtful_words_lower_the_grade_of_their_measure() -> None:
    from vaxtanalys.extract.make_plan import _words_grade
    from vaxtanalys.model import RawDocument

    lines = ("Utbilda alla lärare om våld", "Utbilda alla lärzre om våld", "Utbldda allaz lärzre qm våld")
    for confidence, expected in ((0.98, ("good", "fair", "poor")), (0.4, ("poor", "poor", "poor"))):
        raw = RawDocument("x.pdf", "0" * 64, (graded([*lines, *PROSE], confidence),))
        document = lay_out(raw, "x")
        for line, grade in zip(lines, expected, strict=True):
            start = document.text.index(line)
            assert _words_grade(document, document.quote((start, start + len(line)))) == grade, (line, confidence)


def test_nonsense_lowers_the_grade_of_the_page() -> None:
    assert grade_page(graded(PROSE, 0.98)).grade == "good"
    slips = [line.replace("ska", "sxa").replace("hjälp", "hjlp") for line in PROSE]
    page = grade_page(graded(slips, 0.98))
    assert page.grade == "fair" and any("inga svenska ord" in warning for warning in page.warnings)
    worse = [line.replace("ar", "xr").replace("en", "ezn") for line in PROSE]
    assert grade_page(graded(worse, 0.98)).grade == "poor"


def test_engines_and_their_words() -> None:
    assert {RAPIDOCR, TESSERACT} == set(ocr.NAMES)
    assert OcrWord("a", Box(0, 0, 1, 1), 0.5).starts == ()


@pytest.mark.parametrize(("shift", "grade"), [(0.0, "good"), (2.0, "good"), (25.0, "fair")])
def test_words_outside_their_cells_are_told(shift: float, grade: str) -> None:
    words = [
        Word(text, Box(63 + 60 * n + shift, 100 + 30 * row, 95 + 60 * n + shift, 111 + 30 * row), 11)
        for row, line in enumerate(PROSE)
        for n, text in enumerate(line.split()[:4])
    ]
    cells = tuple(
        RawCell(row, n, 1, 1, Box(60 + 60 * n, 95 + 30 * row, 115 + 60 * n, 125 + 30 * row))
        for row in range(5)
        for n in range(4)
    )
    page = RawPage(1, 842, 595, 0, tuple(words), tables=(RawTable(Box(60, 95, 295, 245), "ruled", cells),))
    found = grade_page(page)
    assert found.grade == grade
    assert any("utanför sina rutor" in warning for warning in found.warnings) is (grade == "fair")
