"""A pipeline's file: what is right goes through, and every fault is told at once, with its place and the way out."""

from __future__ import annotations

import ast
import inspect
import itertools
import re
from pathlib import Path

import pytest
from make_files import make_corpus, make_pipeline

from vaxtanalys.config import PublishSettings, check_pipeline, load_pipeline, settings_class
from vaxtanalys.errors import SettingsError
from vaxtanalys.pipeline import STAGES


def test_defaults(tmp_path: Path) -> None:
    pipeline = load_pipeline(make_pipeline(tmp_path))
    assert set(pipeline.settings) == {stage.name for stage in STAGES}
    assert all(pipeline.settings[name] == settings_class(name)() for name in pipeline.settings)
    assert pipeline.out == tmp_path / "ut"
    assert pipeline.settings["publish"] == PublishSettings("sv")


def test_values_and_paths(tmp_path: Path) -> None:
    make_corpus(tmp_path / "korpus")
    (tmp_path / "rör").mkdir()
    path = tmp_path / "rör" / "p.toml"
    path.write_text('corpus = "../korpus"\n[read]\ntimeout_seconds = 7\nmax_pages = 3\n[publish]\nlanguage = "en"\n')
    pipeline = load_pipeline(path)
    assert pipeline.name == "p"
    assert pipeline.corpus == tmp_path / "korpus"
    assert pipeline.settings["read"].timeout_seconds == 7.0
    assert pipeline.settings["read"].max_pages == 3
    assert pipeline.settings["publish"].language == "en"


FAULTS = [
    ("corpsu = 'x'\n", ["rad 3, corpsu: okänd nyckel; menade du corpus?"]),
    ("[raed]\nx = 1\n", ["rad 3, raed: okänd nyckel; menade du read?"]),
    ("[read]\ntimeout_secs = 5\n", ["rad 4, [read] timeout_secs: okänd inställning; menade du timeout_seconds?"]),
    ("[read]\ntimeout_seconds = 'snart'\n", ["rad 4, [read] timeout_seconds: är 'snart' men ska vara ett tal"]),
    ("[read]\ntimeout_seconds = '5'\n", ["rad 4, [read] timeout_seconds: är '5' men ska vara ett tal"]),
    ("[read]\nmax_pages = 1.5\n", ["rad 4, [read] max_pages: är 1.5 men ska vara ett heltal"]),
    ("[read]\nmax_pages = 0\n", ["max_pages", "0", "större än 0"]),
    ("[publish]\nlanguage = 'fi'\n", ["rad 4, [publish] language: är 'fi' men ska vara 'sv' eller 'en'"]),
    ("[align]\nsame = 0.1\n", ["rad 3, [align]", "0.1", "related"]),
    ("corpus = 'finns-inte'\n", ["rad 3, corpus: mappen finns-inte finns inte"]),
    ("corpus = 3\n", ["rad 3, corpus: är 3 men ska vara text"]),
    ("read = 3\n", ["rad 3, read: är 3 men ska vara ett avsnitt"]),
    ("[tag]\nuse = 'min egen'\n", ["rad 4, [tag] use: är 'min egen' men ska skrivas modul:funktion"]),
    ("[tag]\nuse = 'finns_inte_alls:tag'\n", ["rad 4, [tag] use: finns_inte_alls:tag går inte att hämta"]),
]


@pytest.mark.parametrize(("text", "expected"), FAULTS, ids=[text.split("\n")[-2] for text, _ in FAULTS])
def test_each_fault_has_place_and_way_out(tmp_path: Path, text: str, expected: list[str]) -> None:
    path = make_pipeline(tmp_path, text)
    faults = check_pipeline(path, whole_codebook=False)
    assert len(faults) == 1, faults
    for part in expected:
        assert part in faults[0]
    with pytest.raises(SettingsError) as caught:
        load_pipeline(path)
    assert list(caught.value.faults) == faults
    assert caught.value.exit_code == 2


def test_all_faults_at_once(tmp_path: Path) -> None:
    """Pipeline, corpus and codebook faults are told together."""
    rows = "file,period_start,status,expected_outcome\na.pdf,snart,antagen,ok\na.pdf,2020,adopted,password\n"
    make_corpus(tmp_path / "korpus", rows, 'title = 3\n[expected]\nmeasures = "många"\n')
    path = make_pipeline(tmp_path, 'corpus = "korpus"\nregister = 1\n[read]\nmax_pagse = 3\n[align]\nfel = 1\n')
    text = "\n".join(check_pipeline(path))
    for part in ("register", "max_pages?", "[align] fel", "'snart'", "'antagen'", "'många'", "också på rad 2", "title"):
        assert part in text


def test_nearest_pipeline_is_named(tmp_path: Path) -> None:
    make_pipeline(tmp_path, name="exempel")
    assert check_pipeline(tmp_path / "exmpel.toml")[0].endswith("filen finns inte; menade du exempel.toml?")


def test_broken_toml(tmp_path: Path) -> None:
    (fault,) = check_pipeline(make_pipeline(tmp_path, "x = = 3\n"), whole_codebook=False)
    assert "TOML" in fault
    assert "line 3" in fault


def described(kind: type) -> set[str]:
    """The settings with a line of their own: ``name: ...`` in the class's docstring, or a string under the field."""
    (tree,) = ast.parse(inspect.getsource(kind)).body
    assert isinstance(tree, ast.ClassDef)
    pairs = itertools.pairwise(tree.body)
    under = {
        a.target.id
        for a, b in pairs
        if isinstance(a, ast.AnnAssign) and isinstance(a.target, ast.Name)
        if isinstance(b, ast.Expr) and isinstance(b.value, ast.Constant)
    }
    return under | set(re.findall(r"^\s*`*(\w+)`*: ", kind.__doc__ or "", re.M))


@pytest.mark.parametrize("stage", [stage.name for stage in STAGES])
def test_settings_are_frozen_and_described(stage: str) -> None:
    """One settings class a stage: frozen, all fields with defaults, each named in its docstring."""
    kind = settings_class(stage)
    assert kind.__dataclass_params__.frozen
    told = described(kind)
    for name in kind.__dataclass_fields__:
        assert name in told, f"{kind.__name__}.{name} saknar förklaring"


@pytest.mark.parametrize("name", ["exempel", "vald"])
def test_pipelines_of_the_project_are_faultless(root: Path, name: str) -> None:
    assert check_pipeline(root / "pipelines" / f"{name}.toml") == []
