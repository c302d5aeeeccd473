"""A page that takes too long, too much memory, or brings its reader down is skipped; the rest is read."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from make_broken import bomb, million_paths, with_content, with_nested_forms
from make_files import PLAN, make_pdf

from vaxtanalys.corpus import collect_documents
from vaxtanalys.model import RawDocument, RawPage, Reading
from vaxtanalys.pipeline import default_settings, read_documents
from vaxtanalys.read import ReadSettings
from vaxtanalys.read.page_limits import WATCHDOG_EXIT, guard_page, mark_lost, page_under_way, seconds_used, watching
from vaxtanalys.read.text import read_text

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGPROF"), reason="systemet har ingen väckarklocka")
PAGES = 4


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sidor") / "plan.pdf"
    return make_pdf(path, [(*PLAN, f"Sidan {number}") for number in range(1, PAGES + 1)])


def run(folder: Path, uses: dict[str, str] | None = None, **limits: Any) -> dict[str, Reading]:
    settings = default_settings("extract")
    settings["read"] = replace(settings["read"], **limits)
    documents = collect_documents(folder).documents
    return {found.file: found for found in read_documents(documents, settings, uses or {}, None, 1, last="extract")}


def lost(reading: Reading) -> list[int]:
    assert reading.document is not None, reading.message
    return [page.number for page in reading.document.pages if page.lost]


def hard(path: Path, settings: ReadSettings) -> RawDocument:
    """A reader of four pages: one turns without end in native code, one kills its process, one eats the memory."""

    def page(number: int) -> RawPage:
        if path.name == "alla.txt" and number == 2:
            sum(range(10**12))
        if path.name == "alla.txt" and number == 3:
            os.abort()
        if path.name == "minne.txt" and number == 4:
            bytearray(10**13)
        return RawPage(number, 595, 842, 0, ())

    def unread(number: int, why: str) -> RawPage:
        return RawPage(number, 595, 842, 0, (), warnings=(why,), lost=True)

    pages = [
        guard_page(n, lambda n=n: page(n), lambda why, n=n: unread(n, why))  # type: ignore[misc]
        for n in range(1, 5)
    ]
    return replace(read_text(path), pages=tuple(pages))


def judge(raw: RawDocument, document_id: str, settings: Any) -> Any:
    """In place of the layout: what the reader gave, as notes."""
    from vaxtanalys.layout import lay_out

    told = tuple(f"{page.number}: {page.warnings[0]}" for page in raw.pages if page.lost)
    return replace(lay_out(replace(raw, pages=()), document_id, settings), notes=told)


def test_each_way_to_fail(tmp_path: Path) -> None:
    for name in ("alla.txt", "minne.txt"):
        (tmp_path / name).write_text(f"{name}\n" + "\n".join(PLAN), "utf-8")
    uses = {"read": "test_page_limits:hard", "layout": "test_page_limits:judge"}
    found = run(tmp_path, uses, page_seconds=0.5)
    assert {name: reading.outcome for name, reading in found.items()} == {"alla.txt": "ok", "minne.txt": "ok"}
    assert found["alla.txt"].plan and found["minne.txt"].plan
    slow, crash = found["alla.txt"].plan.notes[:2]
    assert slow.startswith(
        "2: sidan gick inte att läsa på 0,5 sekunder och är överhoppad; höj page_seconds under [read]"
    )
    assert crash.startswith("3: sidan gick inte att läsa, läsaren kraschade på den")
    assert found["minne.txt"].plan.notes[0].startswith("4: sidan gick inte att läsa inom minnesgränsen")


def test_a_page_of_a_million_lines(plan: Path, tmp_path: Path) -> None:
    with_content(plan, tmp_path / "karta.pdf", 2, million_paths(), pack=True)
    reading = run(tmp_path, page_seconds=2.0)["karta.pdf"]
    assert (reading.outcome, lost(reading)) == ("ok", [2])
    assert reading.document and "page_seconds" in reading.document.pages[1].warnings[0]
    assert reading.plan and {measure.text.page for measure in reading.plan.measures} == {1, 3, 4}
    assert reading.grade == "fair" and "Sidan 2 av 4 gick inte att läsa" in reading.message


def test_forms_within_forms(plan: Path, tmp_path: Path) -> None:
    """Three hundred levels down, and twenty levels of two each: a million in all."""
    with_nested_forms(plan, tmp_path / "djup.pdf", 3, 300, 1)
    with_nested_forms(plan, tmp_path / "bred.pdf", 3, 22, 2)
    found = run(tmp_path, page_seconds=3.0)
    assert {name: reading.outcome for name, reading in found.items()} == {"djup.pdf": "ok", "bred.pdf": "ok"}
    for reading in found.values():
        assert reading.plan and {measure.text.page for measure in reading.plan.measures} == {1, 2, 4}


def test_a_bomb_among_good_pages(plan: Path, tmp_path: Path) -> None:
    path = with_content(plan, tmp_path / "bomb.pdf", 1, bomb(400), pack=True)
    assert path.stat().st_size < 2_000_000
    reading = run(tmp_path, page_seconds=5.0, memory_megabytes=600)["bomb.pdf"]
    assert (reading.outcome, lost(reading)) == ("ok", [1])
    assert reading.plan and {measure.text.page for measure in reading.plan.measures} == {2, 3, 4}


def test_the_document_s_own_time_still_holds(plan: Path, tmp_path: Path) -> None:
    """Each page may take its time, all of them together no more than the document may."""
    for name in ("a", "b"):
        with_content(plan, tmp_path / f"{name}.pdf", 1, million_paths(), pack=True)
    began = time.monotonic()
    found = run(tmp_path, page_seconds=60.0, timeout_seconds=2.0)
    assert {reading.outcome for reading in found.values()} == {"timeout"}
    assert all("timeout_seconds" in reading.message for reading in found.values())
    assert time.monotonic() - began < 60


def test_where_no_alarm_rings_a_watchdog_ends_the_process(tmp_path: Path) -> None:
    """As on Windows, where a process has no alarm clock of its own."""
    script = (
        "import sys, time; from pathlib import Path; from vaxtanalys.read import page_limits as limits\n"
        "limits.PAGE_ALARM = None\n"
        "with limits.watching(Path(sys.argv[1]), 0.4):\n"
        "    page = limits.RawPage(1, 1, 1, 0, ())\n"
        "    limits.guard_page(1, lambda: limits.allow_page_more(0.2) or page, None)\n"
        "    limits.guard_page(2, lambda: time.sleep(60), None)\n"
    )
    log = tmp_path / "logg"
    log.write_bytes(b"")
    ended = subprocess.run([sys.executable, "-c", script, str(log)], capture_output=True, timeout=50, check=False)
    assert ended.returncode == WATCHDOG_EXIT
    assert page_under_way(log) == 2


def test_the_log(tmp_path: Path) -> None:
    log = tmp_path / "logg"
    assert (page_under_way(log), seconds_used(log)) == (None, 0.0)
    with watching(log, 60.0), pytest.raises(KeyError):
        guard_page(1, lambda: {}["inget"], lambda why: RawPage(1, 1, 1, 0, ()))
    assert page_under_way(log) == 1
    mark_lost(log, 1, "crash")
    assert page_under_way(log) is None
    read = RawPage(2, 1, 1, 0, (), method="ocr")
    with watching(log, 60.0):
        skipped = guard_page(1, lambda: {}["inget"], lambda why: RawPage(1, 1, 1, 0, (), warnings=(why,)))
        assert "kraschade" in skipped.warnings[0]
        assert guard_page(2, lambda: read, lambda why: skipped) == read
    # What was costly to read is not read again.
    with watching(log, 60.0):
        assert guard_page(2, lambda: {}["inget"], lambda why: skipped) == read
    log.write_bytes(log.read_bytes()[:-3])
    assert page_under_way(log) in (None, 2)
    # Outside a run nothing is written and nothing rings.
    assert guard_page(3, lambda: read, lambda why: skipped) == read
