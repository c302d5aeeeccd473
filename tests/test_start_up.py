"""What is loaded when: reading a file must not carry the libraries of the tables, the workbook and the alignment."""

from __future__ import annotations

import subprocess
import sys
from types import FunctionType

import pytest

import vaxtanalys
import vaxtanalys.audit
import vaxtanalys.compare
import vaxtanalys.evaluate
import vaxtanalys.read
import vaxtanalys.run


def loaded_after(statement: str) -> set[str]:
    """The modules that a new process holds after a statement."""
    code = f"{statement}\nimport sys\nprint(*sys.modules)"
    return set(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split())


@pytest.mark.parametrize(
    ("statement", "kept_out"),
    [
        ("import vaxtanalys", {"pandas", "numpy", "spacy", "sklearn", "scipy", "pdfplumber"}),
        ("import vaxtanalys.cli.main", {"pandas", "numpy", "spacy", "sklearn", "scipy", "pdfplumber"}),
        ("import vaxtanalys.read, vaxtanalys.layout", {"pandas", "spacy", "sklearn"}),
    ],
)
def test_what_a_step_does_not_need_is_not_loaded(statement: str, kept_out: set[str]) -> None:
    assert not kept_out & loaded_after(statement)


@pytest.mark.parametrize("name", ["audit", "compare", "evaluate", "read", "run"])
def test_a_module_of_the_same_name_does_not_hide_a_function(name: str) -> None:
    assert isinstance(getattr(vaxtanalys, name), FunctionType)


def test_the_classes_of_a_run_are_found_by_name() -> None:
    assert {cls.__name__ for cls in (vaxtanalys.Run, vaxtanalys.Tables, vaxtanalys.ReadPlans)} == {
        "Run",
        "Tables",
        "ReadPlans",
    }
    with pytest.raises(AttributeError, match="saknas"):
        vaxtanalys.saknas  # noqa: B018
