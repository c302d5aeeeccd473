"""The order of the work, one bad file among good ones, swapped stages, and the same bytes whatever the order."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from make_files import PLAN, make_corpus, make_pdf, make_pipeline

import vaxtanalys as vx
from vaxtanalys.corpus import collect_documents, load_corpus
from vaxtanalys.errors import DocumentError, ReadTimeoutError, SettingsError, TooLargeError, UsageError
from vaxtanalys.pipeline import STAGES, default_settings, find_function, read_documents, stages_until
from vaxtanalys.read.child import Limits, run_in_children
from vaxtanalys.run import run_pipeline

# --------------------------------------------------------------------------- jobs for the children (found by name)


def misbehave(job: str) -> str:
    if job == "hang":
        time.sleep(60)
    if job == "die":
        os._exit(3)
    if job == "eat":
        return str(len(bytearray(6_000_000_000)))
    if job == "raise":
        raise RuntimeError("oj")
    if job == "refuse":
        raise DocumentError("nej tack")
    return job.upper()


def test_children_fall_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A child that hangs, dies or eats the memory takes no other job with it."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    jobs = ["a", "hang", "b", "die", "c", "eat", "raise", "refuse", "d"]
    made = dict(run_in_children(find_function("test_pipeline:misbehave"), jobs, Limits(4.0, 500, 2)))
    results = [made[index] for index in range(len(jobs))]
    assert [results[i] for i in (0, 2, 4, 8)] == ["A", "B", "C", "D"]
    assert isinstance(results[1], ReadTimeoutError)
    assert "4 sekunder" in str(results[1])
    assert isinstance(results[3], DocumentError)
    assert "kraschade" in str(results[3])
    assert "RuntimeError: oj" in str(results[6])
    assert str(results[7]) == "nej tack"
    if sys.platform == "linux":
        assert isinstance(results[5], TooLargeError)
        assert "500 MB" in str(results[5])


def test_stages_make_what_they_need() -> None:
    """Each stage needs only what an earlier one made, or what a run begins with."""
    have = {"path", "document_id", "codebook", "readings"}
    for stage in STAGES:
        assert set(stage.needs) <= have, stage.name
        have |= set(stage.makes)
        assert callable(find_function(stage.function))
    flags = [stage.per_document for stage in STAGES]
    assert flags == sorted(flags, reverse=True), "först varje dokument för sig, sedan hela korpusen"
    assert [stage.name for stage in stages_until("layout")] == ["read", "layout"]


# ------------------------------------------------------------------------------------------------- swapping a stage

SWAP = """
from dataclasses import replace
from vaxtanalys.extract import extract as usual

def extract(document, settings):
    plan = usual(document, settings)
    return replace(plan, notes=(*plan.notes, "mitt eget steg"))
"""


def test_a_stage_can_be_swapped(tmp_path: Path) -> None:
    (tmp_path / "mina_steg.py").write_text(SWAP, "utf-8")
    (tmp_path / "planer").mkdir()
    make_pdf(tmp_path / "planer" / "plan.pdf", [PLAN])
    path = make_pipeline(tmp_path, '[extract]\nuse = "mina_steg:extract"\n')
    run = run_pipeline(path, documents=tmp_path / "planer", workers=1)
    assert list(run.documents["notes"][0])[-1] == "mitt eget steg"
    assert not run.failures


def test_unknown_function_is_named() -> None:
    with pytest.raises(SettingsError, match=r"vaxtanalys\.tag:finns_inte"):
        find_function("vaxtanalys.tag:finns_inte")


# ------------------------------------------------------------------------------------------------------ given facts


def test_given_facts_win_and_say_so(tmp_path: Path) -> None:
    rows = "file,municipality,municipality_code,county_code,period_start,title\nplan.pdf,Storby,9901,99,1999,\n"
    folder = make_corpus(tmp_path / "k", rows)
    make_pdf(folder / "documents" / "plan.pdf", [PLAN])
    (reading,) = read_documents(load_corpus(folder).documents, default_settings("extract"), {}, None, 1, last="extract")
    assert reading.plan
    assert reading.facts == reading.plan.facts
    assert (reading.facts.municipality, reading.facts.municipality_code) == ("Storby", "9901")
    assert (reading.facts.period_start, reading.facts.period_end) == (1999, 2027)
    notes = " ".join(reading.plan.notes)
    assert "Uppgifter ur documents.csv: kommun, kommunkod, länskod, periodens första år." in notes
    assert "Periodens första år: 1999 enligt documents.csv men 2024 enligt dokumentet" in notes
    assert "titel" not in notes.casefold()


# ----------------------------------------------------------------------------------------------------- same bytes


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_same_bytes_whatever_order_and_workers(plans_dir: Path, root: Path, tmp_path: Path) -> None:
    """Files given in another order of the folder, in other processes: every byte that is written is the same."""
    made = []
    for seed, workers in ((1, 1), (2, 2)):
        folder = tmp_path / f"planer{seed}"
        folder.mkdir()
        paths = sorted((plans_dir / "pdf").glob("*.pdf"))
        random.Random(seed).shuffle(paths)
        for path in paths:  # the folder lists them in the order they were made on many file systems
            shutil.copyfile(path, folder / path.name)
        out = tmp_path / f"ut{seed}"
        run_pipeline(root / "pipelines" / "vald.toml", documents=folder, out=out, workers=workers)
        made.append(digests(out))
    assert made[0] == made[1]
    assert {"rapport.html", "arbetsbok.xlsx", "run.json", "tables/measures.csv"} <= set(made[0])


# ------------------------------------------------------------------------------------------------- the Python API


def test_a_plain_script_runs_once(tmp_path: Path) -> None:
    """Two lines without ``if __name__``: the children must not run the script again."""
    pdf = make_pdf(tmp_path / "plan.pdf", [PLAN])
    script = tmp_path / "skript.py"
    script.write_text(
        textwrap.dedent(f"""
        import vaxtanalys as vx
        print("början")
        print(len(vx.read({str(pdf)!r}).measures))
        """),
        "utf-8",
    )
    result = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=120)
    assert result.stdout.split() == ["början", "2"], result.stderr


def test_read_gives_frames(tmp_path: Path) -> None:
    plans = vx.read(make_pdf(tmp_path / "plan.pdf", [PLAN]))
    assert [text.split()[0] for text in plans.measures["text"]] == ["Utbilda", "Ta"]
    assert list(plans.documents["municipality"]) == ["Kristianstad"]
    assert set(plans.bodies["role"]) == {"lead", "co"}


def test_read_refuses_clearly(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="finns inte"):
        vx.read(tmp_path / "borta.pdf")
    (tmp_path / "tom.pdf").write_bytes(b"")
    with pytest.raises(DocumentError, match="tom"):
        vx.read(tmp_path / "tom.pdf")


def test_a_run_can_be_opened_again(tmp_path: Path) -> None:
    (tmp_path / "planer").mkdir()
    make_pdf(tmp_path / "planer" / "plan.pdf", [PLAN])
    run = vx.run(make_pipeline(tmp_path), documents=tmp_path / "planer", workers=1)
    again = vx.open_run(run.out)
    for name, frame in run.tables.items():
        assert list(again.tables[name].columns) == list(frame.columns)
        assert len(again.tables[name]) == len(frame)
        assert len(getattr(again, name)) == len(frame)
    assert run.report.is_file()
    assert run.workbook.is_file()
    with pytest.raises(UsageError, match="ingen körning"):
        vx.open_run(tmp_path)


def test_nothing_to_read_is_told(tmp_path: Path) -> None:
    make_corpus(tmp_path / "k")
    with pytest.raises(UsageError, match="innehåller inga planer"):
        run_pipeline(make_pipeline(tmp_path, 'corpus = "k"\n'))
    with pytest.raises(UsageError, match="--documents"):
        run_pipeline(make_pipeline(tmp_path))
    make_pdf(tmp_path / "plan.pdf", [PLAN])
    with pytest.raises(UsageError, match="minst 1"):
        run_pipeline(make_pipeline(tmp_path), documents=tmp_path, workers=0)


def test_ids_do_not_depend_on_each_other(tmp_path: Path) -> None:
    """A document's id is its file's, whatever lies beside it."""
    make_pdf(tmp_path / "b.pdf", [PLAN])
    alone = collect_documents(tmp_path).documents
    make_pdf(tmp_path / "a.pdf", [PLAN[:4]])
    assert alone[0] in collect_documents(tmp_path).documents
