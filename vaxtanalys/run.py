"""The main job from a pipeline's file to tables, workbook and report; and the reading of loose files."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vaxtanalys.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

    from vaxtanalys.config import Pipeline
    from vaxtanalys.corpus import Corpus
    from vaxtanalys.model import Reading
    from vaxtanalys.pipeline import Progress

# Outcomes that mean that a document was not read; an answer without measures was.
UNREAD = ("unreadable", "password", "timeout", "too_large", "failed")
# More children than this gain little: the last document decides when a corpus is done.
MOST_WORKERS = 8


@dataclass(frozen=True)
class Tables:
    """Results as data frames, one attribute a table (see the README for their columns)."""

    tables: Mapping[str, pd.DataFrame] = field(repr=False)

    @property
    def documents(self) -> pd.DataFrame:
        """One row a file that was given, with outcome and message."""
        return self.tables["documents"]

    @property
    def pages(self) -> pd.DataFrame:
        """One row a page."""
        return self.tables["pages"]

    @property
    def focus_areas(self) -> pd.DataFrame:
        """One row a heading under which measures stand."""
        return self.tables["focus_areas"]

    @property
    def measures(self) -> pd.DataFrame:
        """One row a measure."""
        return self.tables["measures"]

    @property
    def bodies(self) -> pd.DataFrame:
        """One row a body named for a measure."""
        return self.tables["bodies"]

    @property
    def tags(self) -> pd.DataFrame:
        """One row a code on a measure."""
        return self.tables["tags"]

    @property
    def fields(self) -> pd.DataFrame:
        """One row a cell or line that the plan prints beside a measure."""
        return self.tables["fields"]

    @property
    def goals(self) -> pd.DataFrame:
        """One row a goal, with the measures under it."""
        return self.tables["goals"]

    @property
    def indicators(self) -> pd.DataFrame:
        """One row an indicator, with the measures that are followed up by it."""
        return self.tables["indicators"]

    @property
    def chain(self) -> pd.DataFrame:
        """One row a measure: who, when, how it is followed up, what it costs, and what of that is not printed."""
        return self.tables["chain"]

    @property
    def measure_types(self) -> pd.DataFrame:
        """One row a type that a measure is of."""
        return self.tables["measure_types"]

    @property
    def alignments(self) -> pd.DataFrame:
        """One row a pair of measures of two municipalities."""
        return self.tables["alignments"]

    @property
    def measure_groups(self) -> pd.DataFrame:
        """One row a group of alike measures."""
        return self.tables["measure_groups"]

    @property
    def group_members(self) -> pd.DataFrame:
        """One row a membership."""
        return self.tables["group_members"]

    @property
    def coverage(self) -> pd.DataFrame:
        """One row a cell of the comparison."""
        return self.tables["coverage"]

    @property
    def gaps(self) -> pd.DataFrame:
        """One row a gap, or an undecided cell that matters."""
        return self.tables["gaps"]

    @property
    def coverage_shares(self) -> pd.DataFrame:
        """One row a code and a scope: how many municipalities cover it, with an interval."""
        return self.tables["coverage_shares"]


@dataclass(frozen=True)
class Run(Tables):
    """What a run made: its tables, where they lie, and what a person should know.

    ``failures`` names each document that was not read though it should have been; ``notes`` are other remarks.
    """

    out: Path = Path()
    failures: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def report(self) -> Path:
        """The HTML report."""
        from vaxtanalys.store import REPORT

        return self.out / REPORT

    @property
    def workbook(self) -> Path:
        """The Excel workbook."""
        from vaxtanalys.store import WORKBOOK

        return self.out / WORKBOOK


@dataclass(frozen=True)
class ReadPlans(Tables):
    """Loose plans as read: tables up to the tags, and each file's reading."""

    readings: tuple[Reading, ...] = field(default=(), repr=False)


def run_pipeline(
    pipeline: Path | Pipeline,
    documents: Path | None = None,
    out: Path | None = None,
    workers: int | None = None,
    language: str | None = None,
    progress: Progress | None = None,
) -> Run:
    """Run a pipeline, write what it makes to ``out`` (else the pipeline's own folder), and return it.

    ``documents`` is a folder of loose files in place of the pipeline's corpus; what they are is then read from the
    documents themselves. ``workers`` is the number of child processes (default: one a processor). Raises SettingsError
    with every fault of the pipeline before anything runs, UsageError where there is nothing to read.
    """
    from vaxtanalys.pipeline import compare_corpus, load_codebook_once, read_documents
    from vaxtanalys.store import write_run

    pipeline = _checked(pipeline, language)
    corpus = _corpus(pipeline, documents)
    pipeline = _with_choices(pipeline, corpus)
    out = out or pipeline.out
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out} är en fil; ge en mapp med --out.")
    readings = read_documents(
        corpus.documents, pipeline.settings, pipeline.uses, pipeline.codebook, count_workers(workers), progress
    )
    made = compare_corpus(readings, pipeline.settings, pipeline.uses, pipeline.codebook)
    tables = made["tables"]
    write_run(out, pipeline, tables, load_codebook_once(pipeline.codebook), corpus.skipped)
    failures, notes = _judge(corpus, readings, tables)
    notes += _decision_notes(pipeline, tables)
    return Run(tables=tables, out=out, failures=failures, notes=notes)


def read_plans(
    paths: Sequence[Path],
    pipeline: Pipeline | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> ReadPlans:
    """Read loose files and tag their measures; nothing is compared or written.

    Raises UsageError where a file does not exist; other failures stand in each reading's outcome and message.
    """
    from vaxtanalys.config import default_pipeline
    from vaxtanalys.corpus import collect_files
    from vaxtanalys.pipeline import find_function, read_documents

    for path in paths:
        if not path.is_file():
            hint = (
                "ge filerna i mappen, eller kör vaxtanalys run med --documents" if path.is_dir() else "den finns inte"
            )
            raise UsageError(f"{path} är ingen fil; {hint}.")
    pipeline = pipeline or default_pipeline()
    corpus = collect_files(paths)
    readings = read_documents(
        corpus.documents, pipeline.settings, pipeline.uses, pipeline.codebook, count_workers(workers), progress
    )
    tables = find_function("vaxtanalys.publish:make_tables")(readings, (), (), (), ())
    return ReadPlans(tables=tables, readings=readings)


def count_workers(workers: int | None) -> int:
    """The number of children to use: as asked, else one a processor. Raises UsageError under 1."""
    if workers is None:
        return max(1, min(MOST_WORKERS, os.cpu_count() or 1))
    if workers < 1:
        raise UsageError(f"--workers är {workers} men ska vara minst 1.")
    return workers


def _checked(pipeline: Path | Pipeline, language: str | None) -> Pipeline:
    from vaxtanalys.config import check_pipeline, load_pipeline
    from vaxtanalys.errors import SettingsError

    if isinstance(pipeline, Path):
        faults = check_pipeline(pipeline, whole_codebook=False)
        if faults:
            raise SettingsError(faults)
        pipeline = load_pipeline(pipeline)
    if language:
        publish = replace(pipeline.settings["publish"], language=language)
        pipeline = replace(pipeline, settings={**pipeline.settings, "publish": publish})
    return pipeline


def _corpus(pipeline: Pipeline, documents: Path | None) -> Corpus:
    from vaxtanalys.corpus import collect_documents, load_corpus

    if documents is not None:
        return collect_documents(documents)
    if pipeline.corpus is None:
        raise UsageError(f"{pipeline.path} nämner ingen corpus; ge en mapp med planer med --documents.")
    corpus = load_corpus(pipeline.corpus)
    if not any(given.sha256 for given in corpus.documents):
        raise UsageError(
            f"Mappen {pipeline.corpus / 'documents'} innehåller inga planer; lägg dem där, "
            "eller ge en annan mapp med --documents."
        )
    return corpus


def _with_choices(pipeline: Pipeline, corpus: Corpus) -> Pipeline:
    """The pipeline with what people have chosen for the corpus added to its own settings."""
    align, compare = pipeline.settings["align"], pipeline.settings["compare"]
    settings = {
        **pipeline.settings,
        "align": replace(align, decisions=(*align.decisions, *corpus.decisions)),
        "compare": replace(compare, peer_groups=(*compare.peer_groups, *corpus.peer_groups)),
    }
    return replace(pipeline, settings=settings)


def _decision_notes(pipeline: Pipeline, tables: Mapping[str, Any]) -> tuple[str, ...]:
    """Which decisions on pairs could not be obeyed."""
    from vaxtanalys.align.decisions import read_decisions

    decisions = pipeline.settings["align"].decisions
    return read_decisions(decisions, tables["measures"]["measure_id"].tolist()).notes if decisions else ()


def _judge(
    corpus: Corpus, readings: Sequence[Reading], tables: Mapping[str, Any]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Failures that nobody foresaw, and where the corpus says something else than was found."""
    expected = {given.document_id: given.expected_outcome for given in corpus.documents}
    failures = [
        f"{reading.file}: {reading.message} ({reading.outcome})"
        for reading in readings
        if reading.outcome in UNREAD and expected[reading.document_id] != reading.outcome
    ]
    notes = [
        f"{reading.file}: väntat utfall {expected[reading.document_id]}, men det blev {reading.outcome}"
        for reading in readings
        if expected[reading.document_id] not in (None, reading.outcome) and reading.outcome not in UNREAD
    ]
    notes += [
        f"Korpusen väntar {count} rader i {table} men det blev {len(tables[table])}."
        for table, count in corpus.expected.items()
        if table in tables and len(tables[table]) != count
    ]
    notes += _unplaced(readings)
    if corpus.skipped:
        notes.append(f"Filer som inte lästes (av annat slag än planer): {', '.join(corpus.skipped)}.")
    return tuple(failures), tuple(notes)


def _unplaced(readings: Sequence[Reading]) -> list[str]:
    """Which plans are compared with none, for nobody knows whose they are, and what can be done."""
    from vaxtanalys.likeness import is_regional

    plans = [reading for reading in readings if reading.plan and reading.plan.measures]
    files = [r.file for r in plans if not r.facts.municipality_code and not is_regional(r)]
    if not files:
        return []
    return [
        f"Kommunen gick inte att avgöra för {', '.join(files)}; åtgärderna är lästa men jämförs inte med andras. Skriv "
        "documents.csv i mappen med planerna (i en korpus bredvid corpus.toml) med kolumnerna file, municipality och "
        "municipality_code, och kör igen."
    ]
