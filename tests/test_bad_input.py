"""Files that are not what they should be: each becomes a row with an outcome and a message that says what to do."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from make_files import ENGLISH, PLAN, make_corpus, make_pdf, make_pipeline

from vaxtanalys.corpus import collect_documents, load_corpus
from vaxtanalys.model import Reading
from vaxtanalys.pipeline import default_settings, read_documents
from vaxtanalys.run import UNREAD, run_pipeline

HTML = b"<!DOCTYPE html>\n<html><head><title>404</title></head><body>Sidan finns inte</body></html>"


def encrypt(source: Path, target: Path, user: str, owner: str = "agare") -> None:
    with pikepdf.open(source) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(user=user, owner=owner))


def without_pages(path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.save(path)


def picture_only(path: Path) -> None:
    """A page that is one grey picture: a scan without a text layer."""
    with pikepdf.new() as pdf:
        image = pikepdf.Stream(pdf, bytes([200]) * 10_000)
        image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        image.Width = image.Height = 100
        image.BitsPerComponent, image.ColorSpace = 8, pikepdf.Name.DeviceGray
        page = pdf.add_blank_page(page_size=(595, 842))
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
        page.Contents = pikepdf.Stream(pdf, b"q 595 0 0 842 0 0 cm /Im0 Do Q")
        pdf.save(path)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One file of each kind beside a good plan."""
    made = tmp_path_factory.mktemp("blandat")
    good = make_pdf(made / "a-plan.pdf", [PLAN])
    (made / "tom.pdf").write_bytes(b"")
    (made / "tom.txt").write_bytes(b"")
    (made / "avhuggen.pdf").write_bytes(good.read_bytes()[:-200])
    (made / "avhuggen-tidigt.pdf").write_bytes(good.read_bytes()[:300])
    (made / "webbsida.pdf").write_bytes(HTML)
    (made / "annat.pdf").write_bytes(bytes(range(256)) * 8)
    (made / "word.pdf").write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    make_pdf(made / "omdopt.txt", [PLAN[:4]])
    (made / "kopia.pdf").write_bytes(good.read_bytes())
    without_pages(made / "utan-sidor.pdf")
    encrypt(good, made / "last.pdf", user="hemligt")
    encrypt(good, made / "bara-agarlosen.pdf", user="")
    picture_only(made / "skannad.pdf")
    make_pdf(made / "engelska.pdf", [ENGLISH * 2])
    return made


@pytest.fixture(scope="module")
def readings(folder: Path) -> dict[str, Reading]:
    found = read_documents(
        collect_documents(folder).documents, default_settings("extract"), {}, None, 2, last="extract"
    )
    return {reading.file: reading for reading in found}


CASES = [
    ("a-plan.pdf", "ok", ""),
    ("tom.pdf", "failed", "tom (0 byte); hämta den på nytt"),
    ("tom.txt", "failed", "tom"),
    ("avhuggen.pdf", "failed", "avhuggen (slutmärket %%EOF saknas); hämta den på nytt"),
    ("avhuggen-tidigt.pdf", "failed", "hämta den på nytt"),
    ("webbsida.pdf", "failed", "en webbsida (HTML), troligen en inloggnings- eller felsida; hämta planen på nytt"),
    ("annat.pdf", "failed", "inledningen %PDF saknas"),
    ("word.pdf", "failed", "äldre Office-dokument; öppna det och spara som PDF"),
    ("omdopt.txt", "failed", "ge den ändelsen .pdf"),
    ("utan-sidor.pdf", "failed", "inga sidor"),
    ("last.pdf", "password", "låst med lösenord; spara en kopia utan lösenord"),
    ("bara-agarlosen.pdf", "ok", ""),
    # With OCR or without it: it finds nothing on an empty picture.
    ("skannad.pdf", "unreadable", "texttolk"),
    ("engelska.pdf", "unreadable", "texten är på engelska"),
    ("kopia.pdf", "no_measures", "samma fil som a-plan.pdf (lika byte för byte)"),
]


@pytest.mark.parametrize(("file", "outcome", "message"), CASES, ids=[case[0] for case in CASES])
def test_each_has_outcome_and_way_out(readings: dict[str, Reading], file: str, outcome: str, message: str) -> None:
    reading = readings[file]
    assert reading.outcome == outcome, reading.message
    assert message in reading.message
    if outcome in UNREAD:
        assert not reading.assessable


def test_every_file_is_a_row(folder: Path, readings: dict[str, Reading]) -> None:
    assert set(readings) == {path.name for path in folder.iterdir()}
    assert len({reading.document_id for reading in readings.values()}) == len(readings)


def test_a_copy_does_not_count_twice(readings: dict[str, Reading]) -> None:
    first, copy = readings["a-plan.pdf"], readings["kopia.pdf"]
    assert first.plan and first.plan.measures
    assert copy.plan and not copy.plan.measures
    assert copy.assessable == first.assessable
    assert copy.facts == first.facts


def test_limits(tmp_path: Path) -> None:
    """Time, size and pages: what is over the limit is a row that names the limit and where to raise it."""
    make_pdf(tmp_path / "plan.pdf", [PLAN] * 3)
    settings = default_settings("layout")
    documents = collect_documents(tmp_path).documents
    for change, outcome, words in (
        ({"max_pages": 2}, "too_large", "3 sidor men gränsen är 2"),
        ({"max_megabytes": 0.0001}, "too_large", "max_megabytes"),
        ({"timeout_seconds": 0.001}, "timeout", "timeout_seconds"),
    ):
        limited = {**settings, "read": replace(settings["read"], **change)}
        (reading,) = read_documents(documents, limited, {}, None, 1, last="layout")
        assert reading.outcome == outcome
        assert words in reading.message


def test_listed_but_missing(tmp_path: Path) -> None:
    folder = make_corpus(tmp_path / "k", "file,municipality,municipality_code\nplan.pdf,,\nborta.pdf,Lund,1281\n")
    make_pdf(folder / "documents" / "plan.pdf", [PLAN])
    found = read_documents(load_corpus(folder).documents, default_settings("extract"), {}, None, 1, last="extract")
    missing = next(reading for reading in found if reading.file == "borta.pdf")
    assert missing.outcome == "failed"
    assert "borta.pdf finns inte" in missing.message
    assert missing.facts.municipality_code == "1281"


def test_expected_outcomes_are_no_failures(tmp_path: Path) -> None:
    """A corpus may hold a locked file on purpose; a run of it is then all well."""
    rows = "file,expected_outcome\nlast.pdf,password\nplan.pdf,ok\nwebb.pdf,\n"
    folder = make_corpus(tmp_path / "k", rows)
    make_pdf(folder / "documents" / "plan.pdf", [PLAN])
    encrypt(folder / "documents" / "plan.pdf", folder / "documents" / "last.pdf", user="hemligt")
    (folder / "documents" / "webb.pdf").write_bytes(HTML)
    run = run_pipeline(make_pipeline(tmp_path, 'corpus = "k"\n'), workers=1)
    assert [failure.split(":")[0] for failure in run.failures] == ["webb.pdf"]
    assert list(run.documents["outcome"]) == ["password", "ok", "failed"]


def test_hostile_files(hostile_dir: Path) -> None:
    """Every odd and broken PDF becomes a row, and none holds the others up."""
    documents = collect_documents(hostile_dir).documents
    settings = default_settings("extract")
    settings["read"] = replace(settings["read"], timeout_seconds=30.0)
    began = time.monotonic()
    readings = read_documents(documents, settings, {}, None, 2, last="extract")
    assert [reading.document_id for reading in readings] == [given.document_id for given in documents]
    assert len(readings) > 180
    for reading in readings:
        assert reading.outcome == "ok" or reading.message, reading.file
        assert "internt fel" not in reading.message, f"{reading.file}: {reading.message}"
        assert not reading.plan or not reading.plan.measures or reading.outcome == "ok"
    assert sum(reading.outcome == "password" for reading in readings) >= 15
    # Far over what it takes (about a minute); a hang would show as one timeout after the other.
    assert time.monotonic() - began < 400
