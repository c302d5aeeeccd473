"""Damaged PDFs are mended where a library can, and the pages that are lost are named."""

from __future__ import annotations

from pathlib import Path

import pytest
from make_broken import Fault, cut_off, misplaced, shifted, without_endobj, without_trailer
from make_files import PLAN, make_pdf

from vaxtanalys.corpus import collect_documents
from vaxtanalys.errors import DocumentError
from vaxtanalys.model import Reading
from vaxtanalys.page_numbers import page_list
from vaxtanalys.pipeline import default_settings, read_documents
from vaxtanalys.read import read
from vaxtanalys.read.repair import is_cut, mend, with_pdfium

PAGES = 10


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("skadat") / "hel.pdf"
    return make_pdf(path, [(*PLAN, f"Sidan {number}") for number in range(1, PAGES + 1)])


@pytest.fixture(scope="module")
def reading(good: Path) -> dict[str, Reading]:
    """The good file and its damaged kin as a run reads them."""
    data = good.read_bytes()
    for name, broken in (
        ("avhuggen-60", cut_off(data, 0.6)),
        ("flyttad", shifted(data)),
        ("kort", cut_off(data, 0.05)),
    ):
        good.with_name(f"{name}.pdf").write_bytes(broken)
    found = read_documents(
        collect_documents(good.parent).documents, default_settings("extract"), {}, None, 1, last="extract"
    )
    return {reading.document_id: reading for reading in found}


@pytest.mark.parametrize(
    "fault",
    [shifted, without_endobj, without_trailer, lambda data: misplaced(data, 5), lambda data: misplaced(data, 6)],
    ids=["xref-off", "no-endobj", "no-trailer", "content-misplaced", "page-misplaced"],
)
def test_nothing_is_lost_of_what_can_be_mended(fault: Fault, good: Path, tmp_path: Path) -> None:
    broken = tmp_path / "skadad.pdf"
    broken.write_bytes(fault(good.read_bytes()))
    raw = read(broken)
    assert raw.damage == "mended"
    assert any("skadad" in note for note in raw.notes)
    assert [page.words for page in raw.pages] == [page.words for page in read(good).pages]
    assert not any(page.lost for page in raw.pages)


def test_a_sound_file_is_left_alone(good: Path) -> None:
    repair = mend(good, good.read_bytes())
    assert (repair.data, repair.damage, repair.notes, dict(repair.lost)) == (None, "", (), {})


def test_pages_before_the_cut_are_read(good: Path, reading: dict[str, Reading]) -> None:
    cut, whole = reading["avhuggen-60"], reading["hel"]
    assert cut.document and whole.document and cut.plan and whole.plan
    assert len(cut.document.pages) == PAGES
    lost = [page.number for page in cut.document.pages if page.lost]
    assert lost == list(range(lost[0], PAGES + 1)) and 6 <= lost[0] <= 8
    kept = [measure.text.text for measure in whole.plan.measures if measure.text.page < lost[0]]
    assert [measure.text.text for measure in cut.plan.measures] == kept
    # An empty cell of a plan whose end is missing is no gap.
    assert (cut.outcome, cut.grade, cut.assessable) == ("ok", "poor", False)
    assert f"Sidorna {lost[0]}–{PAGES} av {PAGES}" in cut.message and "hämta filen på nytt" in cut.message
    assert any("avhuggen" in note for note in cut.plan.notes)


def test_a_mended_file_is_not_good(reading: dict[str, Reading]) -> None:
    assert (reading["hel"].grade, reading["hel"].message) == ("good", "")
    assert (reading["flyttad"].outcome, reading["flyttad"].grade) == ("ok", "fair")


def test_nothing_left(reading: dict[str, Reading]) -> None:
    assert reading["kort"].outcome == "failed"
    assert reading["kort"].message == "filen är avhuggen (slutmärket %%EOF saknas); hämta den på nytt"


def test_pdfium_mends_in_its_way(good: Path, tmp_path: Path) -> None:
    repair = with_pdfium(shifted(good.read_bytes()))
    assert repair is not None and repair.data is not None and repair.damage == "mended"
    (tmp_path / "ny.pdf").write_bytes(repair.data)
    assert [page.words for page in read(tmp_path / "ny.pdf").pages] == [page.words for page in read(good).pages]
    assert with_pdfium(b"%PDF-1.4\ninget") is None


@pytest.mark.parametrize(
    ("data", "cut"),
    [
        (b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n", False),
        (b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n\0\0<!-- server -->", False),
        (b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n1 0 obj\n<<", True),
        (b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n", True),
    ],
)
def test_what_is_cut(data: bytes, cut: bool) -> None:
    assert is_cut(data) is cut


def test_cut_without_pages(tmp_path: Path) -> None:
    path = tmp_path / "rest.pdf"
    path.write_bytes(b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n")
    with pytest.raises(DocumentError, match="avhuggen"):
        read(path)


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([], ""),
        ([4], "sidan 4"),
        ([4, 5], "sidorna 4–5"),
        ([4, 6], "sidorna 4 och 6"),
        ([4, 6, 7, 8, 12], "sidorna 4, 6–8 och 12"),
    ],
)
def test_page_numbers(numbers: list[int], words: str) -> None:
    assert page_list(numbers) == words
