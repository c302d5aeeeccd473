"""The audit in a run's workbook, and a run that ends with one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from vaxtanalys.audit.answers import Audit, audit_run
from vaxtanalys.audit.strategy import read_strategy
from vaxtanalys.audit.write import write_audit
from vaxtanalys.errors import UsageError
from vaxtanalys.meaning import load_meaning
from vaxtanalys.publish import write_workbook
from vaxtanalys.publish.table_files import table_rows
from vaxtanalys.store import WORKBOOK, language_of

if TYPE_CHECKING:
    import pandas as pd

    from vaxtanalys.codebook import Codebook
    from vaxtanalys.pipeline import Progress
    from vaxtanalys.run import Run


def run_with_strategy(
    pipeline: Path,
    documents: Path | None = None,
    out: Path | None = None,
    workers: int | None = None,
    language: str | None = None,
    progress: Progress | None = None,
) -> Run:
    """As ``run_pipeline``; where the pipeline names a strategy the run is audited against it, in files and workbook.

    Raises what ``run_pipeline`` does, and what ``read_strategy`` does before anything has run.
    """
    from vaxtanalys.config import load_pipeline
    from vaxtanalys.pipeline import load_codebook_once
    from vaxtanalys.run import run_pipeline

    if not pipeline.is_file():
        return run_pipeline(pipeline, documents, out, workers, language, progress)
    loaded = load_pipeline(pipeline)
    strategy = read_strategy(loaded.strategy) if loaded.strategy else None
    run = run_pipeline(pipeline, documents, out, workers, language, progress)
    if strategy:
        codebook = load_codebook_once(loaded.codebook)
        rows = {name: table_rows(frame) for name, frame in run.tables.items()}
        audit = audit_run(rows, strategy, codebook, load_meaning(loaded.settings["align"].semantics))
        write_audit(audit, run.out)
        refresh_workbook(audit, run.tables, codebook, run.out)
    return run


def refresh_workbook(audit: Audit, tables: Mapping[str, pd.DataFrame], codebook: Codebook, out: Path) -> Path | None:
    """Write the run's workbook anew with the audit as a sheet, and return its path.

    None, and nothing is written, where the run has codes that the codebook does not know: a corpus with rows of its own
    gets the sheet by ``strategy`` in its pipeline. Raises UsageError where the file can not be written.
    """
    known = {(code.facet, code.code) for code in codebook.codes}
    if any(pair not in known for pair in zip(tables["tags"]["facet"], tables["tags"]["code"], strict=True)):
        return None
    path = out / WORKBOOK
    goals = {goal.goal_id: (number, goal) for number, goal in enumerate(audit.strategy.goals, 1)}
    rows = [
        [
            # A goal read from a document has a long id; its place in the strategy is what people count by.
            *(str(number) if goal.goal_id.startswith(Path(audit.strategy.file).stem) else goal.goal_id,),
            *(goal.text, goal.page, answer.municipality, answer.municipality_code, answer.shown, answer.quotation),
            *(answer.file, answer.page, answer.score, answer.how, answer.measure_id),
        ]
        for answer in audit.answers
        for number, goal in [goals[answer.goal_id]]
    ]
    try:
        write_workbook(tables, codebook, path, language=language_of(out), strategy=rows)
    except OSError as error:
        raise UsageError(
            f"Det går inte att skriva {path} ({error.strerror or error}); stäng arbetsboken om den är öppen i Excel."
        ) from error
    return path
