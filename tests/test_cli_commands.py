"""The commands as a user sees them: data alone on stdout, exit codes, messages in Swedish."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from make_files import PLAN, make_corpus, make_pdf, make_pipeline

from vaxtanalys import open_run
from vaxtanalys.publish.findings import count_states

ROOT = Path(__file__).resolve().parent.parent


def vaxtanalys(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command as a user does; in UTF-8 and without colours."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "NO_COLOR": "1"}
    command = [sys.executable, "-m", "vaxtanalys", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=environment, timeout=300)


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one plan."""
    return make_pdf(tmp_path_factory.mktemp("planer") / "plan.pdf", [PLAN])


def test_run_ends_with_the_files(plan: Path, tmp_path: Path) -> None:
    done = vaxtanalys(
        "run", make_pipeline(tmp_path), "--documents", plan.parent, "--out", tmp_path / "x", "--workers", 1
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines == [f"Rapport: {tmp_path / 'x' / 'rapport.html'}", f"Arbetsbok: {tmp_path / 'x' / 'arbetsbok.xlsx'}"]
    assert all(Path(line.split(": ", 1)[1]).stat().st_size > 1000 for line in lines)
    assert "[1/1] plan.pdf: 2 åtgärder" in done.stderr
    assert "1 dokument, 2 åtgärder" in done.stderr
    with (tmp_path / "x" / "tables" / "measures.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == 2


def test_run_with_a_bad_file_goes_on_and_says_so(plan: Path, tmp_path: Path) -> None:
    (tmp_path / "planer").mkdir()
    (tmp_path / "planer" / "a.pdf").write_bytes(plan.read_bytes())
    (tmp_path / "planer" / "tom.pdf").write_bytes(b"")
    (tmp_path / "planer" / "brev.rtf").write_bytes(b"x")
    done = vaxtanalys("run", make_pipeline(tmp_path), "--documents", tmp_path / "planer")
    assert done.returncode == 1
    assert "Kunde inte läsas: tom.pdf: filen är tom (0 byte); hämta den på nytt (failed)" in done.stderr
    assert "brev.rtf" in done.stderr
    assert done.stdout.startswith("Rapport: ")
    record = json.loads((tmp_path / "ut" / "run.json").read_text("utf-8"))
    assert [row["outcome"] for row in record["documents"]] == ["ok", "failed"]
    assert record["skipped_files"] == ["brev.rtf"]
    assert str(tmp_path) not in json.dumps(record)


def test_run_says_whose_plans_it_could_not_tell_and_obeys_the_rows_written_then(tmp_path: Path) -> None:
    """A municipality that no list holds: nothing is compared, the way out is told, and it works."""
    folder, pipeline = tmp_path / "planer", make_pipeline(tmp_path)
    folder.mkdir()
    for name, deed in (("ett", "våld mot äldre"), ("två", "klotter")):
        lines = [line.replace("Kristianstads", f"Fager{name}") for line in PLAN]
        make_pdf(folder / f"{name}.pdf", [[*lines, f"Kommunen ska utbilda personal om {deed}."]])
    done = vaxtanalys("run", pipeline, "--documents", folder, "--workers", 1)
    assert done.returncode == 0, done.stderr
    assert "Kommunen gick inte att avgöra för ett.pdf, två.pdf" in done.stderr
    assert "0 grupper av lika åtgärder, 0 luckor, 0 som inte kan avgöras." in done.stderr
    rows = "file;municipality;municipality_code\nett.pdf;Fagerett;9901\ntvå.pdf;Fagertvå;9902\n"
    (folder / "documents.csv").write_text(rows, "utf-8-sig")
    done = vaxtanalys("run", pipeline, "--documents", folder, "--workers", 1)
    assert "gick inte att avgöra" not in done.stderr
    run = open_run(tmp_path / "ut")
    assert sorted(run.documents["municipality"]) == ["Fagerett", "Fagertvå"]
    states = count_states(run.tables)
    assert sum(states.values()) == len(run.coverage)
    assert f"{states['undecided']} som inte kan avgöras." in done.stderr


def test_run_refuses_before_anything_runs(plan: Path, tmp_path: Path) -> None:
    path = make_pipeline(tmp_path, 'corpus = "borta"\n[read]\nmax_pagse = 3\n[align]\nsame = "hög"\n')
    done = vaxtanalys("run", path, "--documents", plan.parent)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Inställningarna har 3 fel; inget har körts" in done.stderr
    for part in ("borta finns inte", "menade du max_pages?", "'hög'"):
        assert part in done.stderr
    assert not (tmp_path / "ut").exists()


def test_run_in_english(plan: Path, tmp_path: Path) -> None:
    done = vaxtanalys("run", make_pipeline(tmp_path), "--documents", plan.parent, "--language", "en")
    assert done.returncode == 0, done.stderr
    assert '<html lang="en"' in (tmp_path / "ut" / "rapport.html").read_text("utf-8")


def test_read_as_lines_and_as_table(plan: Path) -> None:
    done = vaxtanalys("read", plan, "--json")
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["file"] for row in rows] == ["plan.pdf"] * 2
    assert rows[0]["text"].startswith("Utbilda alla lärare")
    assert {(body["body"], body["role"]) for body in rows[0]["bodies"]} == {
        ("utbildningsnämnden", "lead"),
        ("socialnämnden", "co"),
    }
    assert rows[0]["places"][0]["page"] == 1
    assert all(tag["code"] and tag["rule"] for row in rows for tag in row["tags"])
    shown = vaxtanalys("read", plan)
    assert "Utbilda alla lärare" in shown.stdout
    assert "socialnämnden (med)" in shown.stdout


def test_read_tells_what_could_not_be_read(plan: Path, tmp_path: Path) -> None:
    broken = tmp_path / "webb.pdf"
    broken.write_bytes(b"<html></html>")
    done = vaxtanalys("read", plan, broken, "--json")
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 2
    assert "webbsida (HTML)" in done.stderr


def test_check_tells_all_faults_at_once(tmp_path: Path) -> None:
    make_corpus(tmp_path / "k", "file,municipality_code\na.pdf,88\n")
    done = vaxtanalys("check", make_pipeline(tmp_path, 'corpus = "k"\nextra = 1\n'))
    assert done.returncode == 2
    assert len(done.stdout.splitlines()) == 2
    assert "'88'" in done.stdout
    assert "2 fel" in done.stderr
    fine = vaxtanalys("check", ROOT / "pipelines" / "exempel.toml")
    assert (fine.returncode, fine.stdout) == (0, ""), fine.stdout
    assert "inga fel" in fine.stderr


def test_inspect_as_json_table_and_picture(plan: Path, tmp_path: Path) -> None:
    done = vaxtanalys("inspect", plan, "--json")
    data = json.loads(done.stdout)
    assert (data["file"], data["document_id"], len(data["pages"])) == ("plan.pdf", "plan", 1)
    assert [block["reading_order"] for block in data["pages"][0]["blocks"]] == list(
        range(len(data["pages"][0]["blocks"]))
    )
    shown = vaxtanalys("inspect", plan, "--page", 1)
    assert "plan.pdf sidan 1" in shown.stdout
    drawn = vaxtanalys("inspect", plan, "--png", tmp_path / "bilder")
    assert drawn.stdout.splitlines() == [str(tmp_path / "bilder" / "plan-001.png")]
    assert (tmp_path / "bilder" / "plan-001.png").read_bytes().startswith(b"\x89PNG")
    wrong = vaxtanalys("inspect", plan, "--page", 9)
    assert wrong.returncode == 2
    assert "har ingen sida 9; sidorna är 1–1" in wrong.stderr


def test_evaluate_against_a_coding(plan: Path, tmp_path: Path) -> None:
    vaxtanalys("run", make_pipeline(tmp_path), "--documents", plan.parent)
    texts = [line[2:] for line in PLAN if line.startswith("•")]
    measure = {"doc": "plan", "focus_area": "plan-f1", "levels": [], "target_groups": [], "bodies": []}
    measures = [measure | {"id": f"plan-m{n}", "text": text} for n, text in enumerate([*texts, "Finns inte"], start=1)]
    gold = tmp_path / "gold.json"
    gold.write_text(json.dumps({"documents": [{"doc": "plan"}], "measures": measures}), "utf-8")
    done = vaxtanalys("evaluate", tmp_path / "ut", "--gold", gold)
    assert done.returncode == 0, done.stderr
    assert "saknas plan-m3: Finns inte" in done.stdout
    data = json.loads(vaxtanalys("evaluate", tmp_path / "ut", "--gold", gold, "--json").stdout)
    assert data["total"]["measures"]["recall"] == pytest.approx(2 / 3, abs=1e-4)
    wrong = vaxtanalys("evaluate", tmp_path, "--gold", gold)
    assert wrong.returncode == 2
    assert "ingen körning" in wrong.stderr


USES = [
    (["rnu"], "kommandot rnu finns inte; menade du run?"),
    (["run"], "PIPELINE.toml saknas"),
    (["run", "a.toml", "b"], "för många argument"),
    (["run", "a.toml", "--worker", "2"], "menade du --workers?"),
    (["run", "a.toml", "--workers", "noll"], "--workers ska vara ett heltal, minst 1"),
    (["run", "a.toml", "--workers", "0"], "--workers ska vara ett heltal, minst 1"),
    (["run", "a.toml", "--language", "fi"], "--language ska vara något av sv, en"),
    (["run", "finns-inte.toml"], "finns-inte.toml: filen finns inte"),
    (["run", "pipelines/exempel.toml", "--documents", "finns-inte"], "finns-inte är ingen mapp; mappen finns inte"),
    (["read"], "FILE... saknas"),
    (["read", "finns-inte.pdf"], "finns-inte.pdf är ingen fil"),
    (["read", "tests"], "vaxtanalys run med --documents"),
    (["inspect", "finns-inte.pdf"], "finns-inte.pdf är ingen fil"),
    (["evaluate", "ut"], "--gold saknas"),
    (["evaluate", "finns-inte", "--gold", "g.json"], "innehåller ingen körning"),
]


@pytest.mark.parametrize(("arguments", "message"), USES, ids=[" ".join(case[0]) for case in USES])
def test_wrong_use(arguments: list[str], message: str) -> None:
    done = vaxtanalys(*arguments, cwd=ROOT)
    assert done.returncode == 2
    assert done.stdout == ""
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert "Error" not in done.stderr


@pytest.mark.parametrize("command", ["run", "read", "check", "inspect", "evaluate"])
def test_help_has_examples(command: str) -> None:
    done = vaxtanalys(command, "--help")
    assert done.returncode == 0
    assert f"vaxtanalys {command} " in done.stdout.split("Exempel:")[1]


def test_version() -> None:
    import vaxtanalys as vx

    assert vaxtanalys("--version").stdout == f"vaxtanalys {vx.__version__}\n"
