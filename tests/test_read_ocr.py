"""Scanned pages: read by the engines that are installed, and what is told where none is."""

from __future__ import annotations

import io
import os
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from rapidfuzz import fuzz
from reportlab.lib.colors import HexColor, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from vaxtanalys.errors import ReadTimeoutError, UnreadableError
from vaxtanalys.extract import extract
from vaxtanalys.layout import lay_out
from vaxtanalys.layout.grades import grade_page, ocr_grade
from vaxtanalys.model import Box, RawDocument, RawPage, Word
from vaxtanalys.pipeline import find_function
from vaxtanalys.read import ReadSettings, ocr, ocr_choice, read
from vaxtanalys.read.child import Limits, allow_more, run_in_children
from vaxtanalys.read.legible import require_text
from vaxtanalys.read.ocr_choice import RAPIDOCR, TESSERACT, find_engine
from vaxtanalys.read.ocr_columns import cut_at_rules
from vaxtanalys.read.ocr_engines import OcrWord
from vaxtanalys.read.ocr_image import Scan, draw_page, find_edges, skew, upright
from vaxtanalys.read.ocr_letters import restore_letters
from vaxtanalys.read.ocr_settle import settle_scans
from vaxtanalys.read.ocr_words import make_words
from vaxtanalys.read.pdfium_file import PdfiumFile

TOP = A4[1]
HEADS = ("Åtgärd", "Ansvarig", "Tidplan")
ROWS = (
    ("Utbilda personalen i förskolan om barns rätt att växa upp utan våld.", "Barnnämnden", "2025"),
    ("Öppna ett stöd på kvällar för äldre som är rädda i sitt hem.", "Äldrenämnden", "2026"),
    ("Pröva ett sätt att fråga om våld vid varje nytt ärende.", "Socialnämnden", "2027"),
)
XS = (60, 330, 450, 535)
LEVELS = (200, 224, 272, 320, 368)
PROSE = (
    "Kommunen följer varje år upp hur många som söker hjälp och hur snabbt de får den.",
    "Den här texten är påhittad och finns bara för att läsas av en maskin som ser en bild.",
)


def lines(text: str, width: float) -> list[str]:
    """``text`` broken to lines of at most ``width`` points."""
    made = [""]
    for word in text.split():
        wider = f"{made[-1]} {word}".strip()
        if stringWidth(wider, "Helvetica", 11) > width:
            made.append(word)
        else:
            made[-1] = wider
    return made


def draw_plan(canvas: Canvas) -> None:
    """A page with a heading, prose, and a ruled table under a dark band without rules."""
    canvas.setFont("Helvetica-Bold", 18)
    canvas.drawString(60, TOP - 90, "Fokusområde 1: Trygga hem")
    canvas.setFont("Helvetica", 11)
    for index, line in enumerate(PROSE):
        canvas.drawString(60, TOP - 120 - 16 * index, line)
    canvas.setFillColor(HexColor("#1f3b4d"))
    canvas.rect(XS[0], TOP - LEVELS[1], XS[-1] - XS[0], LEVELS[1] - LEVELS[0], stroke=0, fill=1)
    canvas.setFillColor(white)
    for x, head in zip(XS, HEADS, strict=False):
        canvas.drawString(x + 6, TOP - LEVELS[0] - 16, head)
    canvas.setFillColor(HexColor("#000000"))
    canvas.setLineWidth(0.7)
    for y in LEVELS[1:]:
        canvas.line(XS[0], TOP - y, XS[-1], TOP - y)
    for x in XS:
        canvas.line(x, TOP - LEVELS[1], x, TOP - LEVELS[-1])
    for level, row in zip(LEVELS[1:], ROWS, strict=False):
        for x, right, text in zip(XS, XS[1:], row, strict=False):
            for index, line in enumerate(lines(text, right - x - 12)):
                canvas.drawString(x + 6, TOP - level - 16 - 14 * index, line)


def scanned(source: Path, target: Path, degrees: float = 0.6, dpi: int = 200, stamp: str = "") -> Path:
    """``source`` as a scanner gives it: grey, grainy, a little askew, without text but for a stamp."""
    canvas = Canvas(str(target), pagesize=A4)
    grain = np.random.default_rng(7)
    for page in pypdfium2.PdfDocument(source):
        grey = page.render(scale=dpi / 72).to_pil().convert("L")
        grey = grey.rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor=250)
        tones = np.asarray(grey, dtype=np.float64) * 0.9 + 15
        noisy = (tones + grain.normal(0, 7, tones.shape)).clip(0, 255).astype(np.uint8)
        jpeg = io.BytesIO()
        Image.fromarray(noisy).save(jpeg, "JPEG", quality=80)
        canvas.drawImage(ImageReader(jpeg), 0, 0, *A4)
        if stamp:
            canvas.setFont("Helvetica", 9)
            canvas.drawString(60, TOP - 40, stamp)
        canvas.showPage()
    canvas.save()
    return target


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("skanning") / "plan.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    draw_plan(canvas)
    canvas.save()
    return path


@pytest.fixture(scope="module")
def scan(plan: Path) -> Path:
    return scanned(plan, plan.with_name("skannad.pdf"))


def require_engine(name: str) -> None:
    if find_engine(name):
        return
    reason = f"{name} är inte installerat: {ocr_choice.HOW_TO_GET[name]}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module", params=[RAPIDOCR, TESSERACT])
def read_scan(request: pytest.FixtureRequest, scan: Path) -> RawDocument:
    require_engine(request.param)
    return read(scan, ReadSettings(ocr=request.param))


def texts(page: RawPage) -> Counter[str]:
    return Counter(word.text for word in page.words)


def test_the_words_of_a_scan(plan: Path, read_scan: RawDocument) -> None:
    drawn, seen = texts(read(plan).pages[0]), texts(read_scan.pages[0])
    assert (drawn & seen).total() >= 0.97 * drawn.total(), drawn - seen
    swedish = Counter({word: count for word, count in drawn.items() if set(word) & set("åäöÅÄÖ")})
    assert swedish.total() >= 15
    assert (swedish & seen).total() >= 0.94 * swedish.total(), swedish - seen


def test_the_places_and_sizes_of_its_words(plan: Path, read_scan: RawDocument) -> None:
    drawn = {word.text: word for word in read(plan).pages[0].words}
    seen = {word.text: word for word in read_scan.pages[0].words}
    both = sorted(set(drawn) & set(seen))
    assert len(both) > 40
    for text in both:
        a, b = drawn[text].box, seen[text].box
        assert abs(a.x0 - b.x0) < 8 and abs(a.bottom - b.bottom) < 5, text
        assert seen[text].size == pytest.approx(drawn[text].size, abs=1.5), text
    assert seen["Trygga"].bold and not seen["följer"].bold


def test_how_it_was_read_is_told(read_scan: RawDocument) -> None:
    page = read_scan.pages[0]
    assert page.method == "ocr"
    assert any("texttolkad med" in warning and "medelsäkerhet 9" in warning for warning in page.warnings)
    assert "sidan låg 0,6 grader snett; rutor räknas på den upprätade sidan" in page.warnings
    assert grade_page(page).grade == "good"


def test_a_table_comes_out_as_rows(read_scan: RawDocument) -> None:
    (table,) = read_scan.pages[0].tables
    assert {cell.row for cell in table.cells} == {0, 1, 2, 3}
    assert all((cell.row_span, cell.col_span) == (1, 1) for cell in table.cells)
    assert len(table.cells) == 12


def test_its_measures_survive(read_scan: RawDocument) -> None:
    found = extract(lay_out(read_scan, "skannad")).measures
    assert len(found) == len(ROWS)
    for measure, (text, body, _) in zip(found, ROWS, strict=True):
        assert fuzz.ratio(measure.text.text, text) >= 95
        assert [field.quote.text for field in measure.fields if field.role == "body"] == [body]


def test_the_same_scan_gives_the_same_words(read_scan: RawDocument, scan: Path) -> None:
    name = RAPIDOCR if "RapidOCR" in read_scan.pages[0].warnings[0] else TESSERACT
    assert read(scan, ReadSettings(ocr=name)) == read_scan


def test_a_stamp_is_taken_from_the_text(plan: Path) -> None:
    name = find_engine("auto") or RAPIDOCR
    require_engine(name)
    path = scanned(plan, plan.with_name("stamplad.pdf"), stamp="Inkom till Sjömarks kommun den 3 maj")
    words = read(path, ReadSettings(ocr=name)).pages[0].words
    assert [word.font for word in words if word.text in ("Inkom", "Sjömarks")] == ["Helvetica", "Helvetica"]
    assert any(word.text == "Kommunen" for word in words)


def test_switched_off(scan: Path) -> None:
    raw = read(scan, ReadSettings(ocr="off"))
    assert raw.pages[0].words == () and raw.pages[0].method == "layout"
    assert raw.pages[0].warnings == (
        'sidan är en bild av text och texttolkning är avstängd; sätt ocr = "auto" under [read]',
    )
    with pytest.raises(UnreadableError, match=r"vaxtanalys\[ocr\]"):
        require_text(raw)


def test_ocr_that_finds_nothing_is_not_asked_to_be_installed() -> None:
    page = RawPage(1, 595, 842, 0, (), image_share=1.0, warnings=("texttolkad med Tesseract, ingen text hittades",))
    with pytest.raises(UnreadableError, match="texttolkningen hittade nästan ingen text") as error:
        require_text(RawDocument("x.pdf", "0" * 64, (page,)))
    assert "pip install" not in str(error.value)


@pytest.mark.parametrize(
    ("choice", "told", "untold"),
    [
        ("auto", ('pip install "vaxtanalys[ocr]"', "apt-get install tesseract-ocr tesseract-ocr-swe"), ()),
        (RAPIDOCR, ('pip install "vaxtanalys[ocr]"',), ("apt-get",)),
        (TESSERACT, ("apt-get install tesseract-ocr tesseract-ocr-swe",), ("pip",)),
    ],
)
def test_no_engine(
    choice: str, told: tuple[str, ...], untold: tuple[str, ...], scan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "find_engine", lambda choice: None)
    (warning,) = read(scan, ReadSettings(ocr=choice)).pages[0].warnings
    assert all(words in warning for words in told) and not any(words in warning for words in untold)


def test_an_engine_that_fails_takes_only_the_page(scan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(name: str, grey: object) -> None:
        raise RuntimeError("motorn stannade")

    monkeypatch.setattr(ocr, "find_engine", lambda choice: TESSERACT)
    monkeypatch.setattr(ocr, "read_lines", fail)
    (page,) = read(scan).pages
    assert page.warnings == ("texttolkningen med Tesseract misslyckades (RuntimeError)",)
    assert grade_page(page).grade == "poor"


def test_auto_takes_tesseract_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr_choice, "_has_rapidocr", lambda: True)
    monkeypatch.setattr(ocr_choice, "_has_tesseract", lambda: True)
    assert (find_engine("auto"), find_engine(RAPIDOCR), find_engine("off")) == (TESSERACT, RAPIDOCR, None)
    monkeypatch.setattr(ocr_choice, "_has_tesseract", lambda: False)
    assert (find_engine("auto"), find_engine(TESSERACT)) == (RAPIDOCR, None)


def test_unknown_choice() -> None:
    with pytest.raises(ValueError, match='ocr är "google"'):
        ReadSettings(ocr="google")


@pytest.mark.parametrize(
    ("words", "share", "kind", "expected"),
    [
        (0, 1.0, "text", True),
        (11, 0.5, "text", True),
        (12, 0.5, "text", False),
        (30, 0.95, "text", True),
        (40, 0.95, "text", False),
        (0, 1.0, "picture", False),
        (0, 0.3, "text", False),
    ],
)
def test_what_is_a_scan(words: int, share: float, kind: str, expected: bool) -> None:
    assert ocr.is_scan(words, share, kind) is expected


@pytest.mark.parametrize("degrees", [-3.0, -0.7, 0.0, 0.3, 2.2])
def test_skew(degrees: float, plan: Path) -> None:
    grey = pypdfium2.PdfDocument(plan)[0].render(scale=2).to_pil().convert("L")
    turned = grey.rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor=255)
    assert skew(np.asarray(turned)) == pytest.approx(-degrees, abs=0.06)


def test_skew_of_an_empty_page() -> None:
    assert skew(np.full((400, 300), 250, dtype=np.uint8)) == 0.0


def test_edges_are_those_that_were_drawn(scan: Path) -> None:
    file = PdfiumFile(scan.read_bytes())
    with file.page(1) as page:
        edges = find_edges(upright(*draw_page(page)))
    file.close()
    for drawn, found in ((LEVELS, edges.across), (XS, edges.down)):
        for position in drawn:
            assert any(abs(position - edge[0]) < 2.5 for edge in found), position
        assert all(any(abs(position - edge[0]) < 2.5 for position in drawn) for edge in found)


@pytest.mark.parametrize(("top", "edges"), [(100, 0), (89, 1)], ids=["two letters l", "a worn rule"])
def test_stems_under_each_other_are_no_rule(top: int, edges: int) -> None:
    """``stacked_stems``: they stand within their cell; a rule, though worn, reaches to the edges that it meets."""
    grey = np.full((400, 300), 245, dtype=np.uint8)
    grey[87:89, 40:260] = 30
    grey[167:169, 40:260] = 30
    grey[top : 256 - top, 150:153] = 30
    grey[124:133, 150:153] = 245
    assert len(find_edges(Scan(grey, 200 / 72, 0.0)).down) == edges


@pytest.mark.parametrize(
    ("read_as", "seen", "meant"),
    [
        ("Atgärd 1:1", (), "Åtgärd 1:1"),
        ("ATGÄRD", (), "ÅTGÄRD"),
        ("forebygga", (), "förebygga"),
        ("våldsforebyggande", ("våldsförebyggande",), "våldsförebyggande"),
        ("våldsforebyggande", (), "våldsforebyggande"),
        ("Sämordna", (), "Samordna"),
        ("orsäker", (), "orsaker"),
        # Words in their own right, names and English stay as they were read.
        ("Hällby", (), "Hällby"),
        ("trygghetsvärdar", (), "trygghetsvärdar"),
        ("hall", (), "hall"),
        ("Alander", (), "Alander"),
        ("Matter", (), "Matter"),
        ("over", (), "over"),
    ],
)
def test_lost_rings(read_as: str, seen: tuple[str, ...], meant: str) -> None:
    assert restore_letters(read_as, frozenset(seen)) == meant


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (("»", "Utbilda", "alla"), ["•", "Utbilda", "alla"]),
        (("«Utbilda", "alla"), ["•", "Utbilda", "alla"]),
        (("»Trygg", "hemma«", "fortsätter"), ["»Trygg", "hemma«", "fortsätter"]),
        (("|", "Utbilda", "alla", "_"), ["Utbilda", "alla"]),
        (("-",), ["-"]),
    ],
)
def test_slips_of_bullets_and_rules(line: tuple[str, ...], expected: list[str]) -> None:
    clear = np.full((60, 900), 255, dtype=np.uint8)
    words, x = [], 20.0
    for text in line:
        words.append(OcrWord(text, Box(x, 20, x + 12 * len(text), 44), 0.9))
        x += 12 * len(text) + 8
    found, confidence = make_words([tuple(words)], clear, 2.0)
    assert [word.text for word in found] == expected
    assert confidence == pytest.approx(0.9)


def test_lines_are_cut_at_the_rules_of_a_table() -> None:
    line = (
        OcrWord("nytt", Box(20, 0, 60, 20), 0.9),
        OcrWord("ärende.Nämnden", Box(70, 0, 210, 20), 0.9),
        OcrWord("2027", Box(240, 0, 280, 20), 0.9),
    )
    cut = cut_at_rules([line], [(65.0, 0, 50), (116.0, 0, 50), (20.0, 30, 50)], 2.0)
    assert [[word.text for word in part] for part in cut] == [["nytt", "ärende."], ["Nämnden"], ["2027"]]


def test_lines_of_one_size_get_one_size() -> None:
    box = Box(0, 0, 50, 10)
    words = [
        Word("brödtext" * 4, box, 10.0),
        Word("storlek", box, 10.4),
        Word("kort", box, 8.5),
        Word("Rubrik", box, 18),
    ]
    printed = Word("stämpel", box, 9.0, font="Helvetica")
    page = RawPage(1, 595, 842, 0, (*words, printed), method="ocr")
    (settled,) = settle_scans([page])
    assert [word.size for word in settled.words] == [10.0, 10.0, 10.0, 18.0, 9.0]
    assert settle_scans([replace(page, method="layout")]) == (replace(page, method="layout"),)


def test_scanned_pages_have_the_sizes_of_the_pages_that_are_text() -> None:
    """``sizes_of_the_text``: a heading on a scanned page is of one size with those on the others."""
    box = Box(0, 0, 50, 10)
    text = RawPage(1, 595, 842, 0, (Word("brödtext" * 4, box, 11.3), Word("Rubriken här", box, 15.0)))
    read_by_ocr = (Word("brödtext" * 9, box, 11.9), Word("Rubriken" * 3, box, 16.2), Word("Stor" * 9, box, 24.1))
    settled = settle_scans([text, RawPage(2, 595, 842, 0, read_by_ocr, method="ocr")])[1]
    assert [word.size for word in settled.words] == [11.3, 15.0, 24.0]


@pytest.mark.parametrize(
    ("engine", "stated", "known", "nonsense", "grade"),
    [
        ("Tesseract", 94, 0.9, 0.0, "good"),
        ("Tesseract", 94, None, None, "good"),
        ("Tesseract", 89, 0.9, 0.0, "fair"),
        ("Tesseract", 94, 0.7, 0.0, "fair"),
        ("Tesseract", 94, 0.9, 0.05, "fair"),
        ("Tesseract", 94, 0.9, 0.1, "poor"),
        ("Tesseract", 78, 0.9, 0.0, "poor"),
        ("Tesseract", 94, 0.4, 0.0, "poor"),
        ("RapidOCR", 99, 0.9, 0.0, "good"),
        ("RapidOCR", 98, 0.9, 0.0, "fair"),
        ("RapidOCR", 96, 0.9, 0.0, "poor"),
    ],
)
def test_grade_of_a_scan(engine: str, stated: int, known: float | None, nonsense: float | None, grade: str) -> None:
    told = (f"texttolkad med {engine}, medelsäkerhet {stated} %",)
    assert ocr_grade(told, known, nonsense) == grade


def test_a_layer_is_judged_by_its_words() -> None:
    assert ocr_grade((), 0.9, 0.0) == "good"
    assert ocr_grade((), 0.9, 0.05) == "fair"
    # With too few words to judge by no one knows.
    assert ocr_grade((), None, None) == "fair"


def slow(asked: float) -> float:
    """A job that asks for ``asked`` seconds more and takes two."""
    allow_more(asked)
    time.sleep(2)
    return asked


@pytest.mark.skipif(not hasattr(__import__("signal"), "SIGALRM"), reason="systemet har ingen väckarklocka")
def test_only_slow_work_gets_more_time() -> None:
    function: Callable[[float], float] = find_function("test_read_ocr:slow")
    limits = Limits(1.0, 500, 2, more_seconds=60.0)
    results = dict(run_in_children(function, [0.0, 30.0], limits))
    assert isinstance(results[0], ReadTimeoutError)
    assert results[1] == 30.0
