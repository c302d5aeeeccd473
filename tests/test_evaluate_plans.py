"""The five real plans, from files to figures: what a run is expected to reach against the human coding."""

from __future__ import annotations

from pathlib import Path

import pytest

from vaxtanalys.evaluate.evaluate import evaluate_run
from vaxtanalys.evaluate.scores import Evaluation
from vaxtanalys.run import Run, run_pipeline

ROOT = Path(__file__).resolve().parent.parent

# Least F1 (or share) in each of kalmar and sodertalje, from PDF and from text transcripts.
FLOORS = {
    "pdf": {
        "measures": 0.98,
        "focus_area": 1.0,
        "label": 1.0,
        "bodies": 0.97,
        "levels_stated": 1.0,
        "levels_inferred": 0.85,
        "target_groups": 0.80,
        "documents": 1.0,
    },
    "text": {"measures": 0.95, "focus_area": 0.95, "bodies": 0.95, "levels_stated": 0.95, "documents": 1.0},
}


@pytest.fixture(scope="module", params=["pdf", "text"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def run(kind: str, plans_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    out = tmp_path_factory.mktemp(kind)
    return run_pipeline(ROOT / "pipelines" / "vald.toml", documents=plans_dir / kind, out=out, workers=2)


@pytest.fixture(scope="module")
def evaluation(run: Run, plans_dir: Path) -> Evaluation:
    return evaluate_run(run, plans_dir / "gold" / "gold.json")


@pytest.mark.parametrize("document", ["kalmar", "sodertalje"])
def test_floors(evaluation: Evaluation, kind: str, document: str) -> None:
    scores = next(item.scores for item in evaluation.documents if item.name == document)
    reached = {name: round(scores[name].f1, 3) for name in FLOORS[kind] if name in scores}
    assert {name: f1 for name, f1 in reached.items() if f1 < FLOORS[kind][name]} == {}


def test_an_answer_to_a_motion_invents_nothing(run: Run, evaluation: Evaluation) -> None:
    row = run.documents.set_index("document_id").loc["alingsas"]
    assert (row["outcome"], row["document_type"]) == ("no_measures", "motion_response")
    assert next(item for item in evaluation.documents if item.name == "alingsas").scores["measures"].found == 0


def test_every_table_is_filled(run: Run) -> None:
    """Each table has rows from the five plans (which print no indicators), in the files as in the frames."""
    assert [name for name, frame in run.tables.items() if frame.empty] == ["indicators"]
    for name in run.tables:
        for ending in ("parquet", "csv"):
            assert (run.out / "tables" / f"{name}.{ending}").stat().st_size > 100
    assert not run.failures
    assert set(run.measures["document_id"]) == {"kalmar", "malmo", "sodertalje", "umea"}
