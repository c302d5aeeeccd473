"""The whole order of the work, told once, and how it is done: each document in a child process, then the corpus."""

from __future__ import annotations

import hashlib
import importlib
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from vaxtanalys.codebook import Codebook, load_codebook
from vaxtanalys.corpus import FACT_LABELS, GivenDocument
from vaxtanalys.errors import DocumentError, PageTimeoutError, SettingsError
from vaxtanalys.model import Document, Facts, Plan, Reading
from vaxtanalys.read.child import Limits, run_in_children
from vaxtanalys.read.ocr_choice import more_seconds
from vaxtanalys.read.page_limits import CRASH, MEMORY, TIME, mark_lost, page_under_way, seconds_used, watching


@dataclass(frozen=True, slots=True)
class Stage:
    """One step: the function that does it, the values it needs and makes (by name), and its settings class.

    ``before`` and ``after`` are checks on the first value needed and made; they raise DocumentError. ``function``,
    ``settings`` and the checks are written ``module:name`` and imported when first used.
    """

    name: str
    function: str
    needs: tuple[str, ...]
    makes: tuple[str, ...]
    per_document: bool
    settings: str | None = None
    before: str | None = None
    after: str | None = None


STAGES = (
    Stage(
        "read",
        "vaxtanalys.read:read",
        needs=("path",),
        makes=("raw",),
        per_document=True,
        settings="vaxtanalys.read.settings:ReadSettings",
        before="vaxtanalys.read.sniff:require_readable_kind",
        after="vaxtanalys.read.legible:require_text",
    ),
    Stage(
        "layout",
        "vaxtanalys.layout:lay_out",
        needs=("raw", "document_id"),
        makes=("document",),
        per_document=True,
        settings="vaxtanalys.layout.settings:LayoutSettings",
        after="vaxtanalys.language:require_swedish",
    ),
    Stage(
        "extract",
        "vaxtanalys.extract:extract",
        needs=("document",),
        makes=("plan",),
        per_document=True,
        settings="vaxtanalys.extract.settings:ExtractSettings",
    ),
    Stage(
        "tag",
        "vaxtanalys.tag:tag",
        needs=("document", "plan", "codebook"),
        makes=("tagging",),
        per_document=True,
        settings="vaxtanalys.tag.settings:TagSettings",
    ),
    Stage(
        "classify",
        "vaxtanalys.classify:classify",
        needs=("readings",),
        makes=("measure_types",),
        per_document=False,
        settings="vaxtanalys.classify.settings:ClassifySettings",
    ),
    Stage(
        "align",
        "vaxtanalys.align:align",
        needs=("readings", "measure_types", "codebook"),
        makes=("alignments", "groups"),
        per_document=False,
        settings="vaxtanalys.align.settings:AlignSettings",
    ),
    Stage(
        "compare",
        "vaxtanalys.compare:compare",
        needs=("readings", "alignments", "groups", "measure_types", "codebook"),
        makes=("coverage", "gaps", "shares"),
        per_document=False,
        settings="vaxtanalys.compare.settings:CompareSettings",
    ),
    Stage(
        "publish",
        "vaxtanalys.publish:make_tables",
        needs=("readings", "alignments", "groups", "coverage", "gaps", "measure_types", "shares"),
        makes=("tables",),
        per_document=False,
    ),
)


# A missing file has no hash, and two empty files are two faults rather than copies of one document.
NOT_COMPARED = ("", hashlib.sha256(b"").hexdigest())

Settings = Mapping[str, Any]
Uses = Mapping[str, str]
# Called with None when the work begins and with each reading as it is done, and the number of documents in all.
Progress = Callable[[Reading | None, int], None]


@dataclass(frozen=True, slots=True)
class Job:
    """All that a child needs to read one document; ``last`` is the stage after which it stops.

    ``log`` is where it notes which page it reads, so that another child can go on past a page that ends it.
    """

    given: GivenDocument
    settings: dict[str, Any]
    uses: dict[str, str]
    codebook: Path | None
    last: str = "tag"
    log: Path | None = None


def find_function(reference: str) -> Any:
    """What ``module:name`` refers to. Raises SettingsError where there is no such module or name."""
    module, _, name = reference.partition(":")
    try:
        return getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise SettingsError([f"{reference} går inte att hämta ({error}); skriv modul:funktion"]) from error


def stages_until(last: str) -> tuple[Stage, ...]:
    """The stages up to and with the one named ``last``."""
    names = [stage.name for stage in STAGES]
    return STAGES[: names.index(last) + 1]


def default_settings(last: str = "publish") -> dict[str, Any]:
    """The settings of the stages up to ``last``, by stage name, as they are when nothing is given."""
    return {stage.name: find_function(stage.settings)() for stage in stages_until(last) if stage.settings}


def run_stage(stage: Stage, values: dict[str, Any], settings: Settings, uses: Uses, *, judge: bool = True) -> None:
    """Do one stage: take what it needs from ``values`` and put there what it makes.

    With ``judge`` what it made is asked for what a plan must have (enough text, in Swedish).
    """
    if stage.before:
        find_function(stage.before)(values[stage.needs[0]])
    arguments = [values[name] for name in stage.needs]
    if stage.settings:
        arguments.append(settings[stage.name])
    made = find_function(uses.get(stage.name, stage.function))(*arguments)
    values.update(zip(stage.makes, made if len(stage.makes) > 1 else (made,), strict=True))
    if stage.after and judge:
        find_function(stage.after)(values[stage.makes[0]])


def read_documents(
    documents: Sequence[GivenDocument],
    settings: Settings,
    uses: Uses,
    codebook: Path | None,
    workers: int,
    progress: Progress | None = None,
    last: str = "tag",
) -> tuple[Reading, ...]:
    """Read each document in a child process, under the limits of ``settings["read"]``; sorted by document id.

    A file whose bytes were already given under another name is not read again. Whatever happens to one document, the
    others are read: what happened stands in its reading's ``outcome`` and ``message``.
    """
    firsts, copies = _without_copies(documents)
    read = settings["read"]
    limits = Limits(read.timeout_seconds, read.memory_megabytes, workers, more_seconds(read))
    warm = [uses.get(stage.name, stage.function).partition(":")[0] for stage in stages_until(last)]
    readings: dict[str, Reading] = {}
    tell = progress or _silence
    tell(None, len(documents))
    with tempfile.TemporaryDirectory(prefix="vaxtanalys-", ignore_cleanup_errors=True) as folder:
        logs = [Path(folder) / str(index) for index in range(len(firsts))]
        jobs = [
            Job(given, dict(settings), dict(uses), codebook, last, log) for given, log in zip(firsts, logs, strict=True)
        ]

        def again(index: int, result: Reading | DocumentError) -> float | None:
            return _without_page(logs[index], result, limits.seconds)

        for index, result in run_in_children(read_document, jobs, limits, ("vaxtanalys.pipeline", *warm), again):
            given = firsts[index]
            reading = result if isinstance(result, Reading) else _unread(given, result.outcome, str(result))
            readings[given.document_id] = reading
            tell(reading, len(documents))
    for given, first in copies:
        readings[given.document_id] = _copy(given, first, readings[first.document_id])
        tell(readings[given.document_id], len(documents))
    return tuple(readings[key] for key in sorted(readings))


def _without_page(log: Path, result: Reading | DocumentError, seconds: float) -> float | None:
    """The seconds left to read a document once more without the page that brought its reader down.

    None where it was read, no page is to blame, or its time is out.
    """
    page = page_under_way(log) if result.outcome in ("timeout", "too_large", "failed") else None
    left = seconds - seconds_used(log) if page is not None else 0.0
    # Where the document's own time ran out, what was under way is not to blame for it.
    if page is None or left <= 0 or (result.outcome == "timeout" and not isinstance(result, PageTimeoutError)):
        return None
    mark_lost(log, page, {"timeout": TIME, "too_large": MEMORY}.get(result.outcome, CRASH))
    return left


def _silence(reading: Reading | None, total: int) -> None:
    """No progress is shown."""


def compare_corpus(
    readings: Sequence[Reading], settings: Settings, uses: Uses, codebook: Path | None, last: str = "publish"
) -> dict[str, Any]:
    """The stages that take the whole corpus; returns all they made by name (alignments ... tables)."""
    values: dict[str, Any] = {"readings": tuple(readings), "codebook": load_codebook_once(codebook)}
    for stage in stages_until(last):
        if not stage.per_document:
            run_stage(stage, values, settings, uses)
    return values


@cache
def load_codebook_once(extra: Path | None) -> Codebook:
    """The codebook, with the rows of ``extra`` added; loaded once in each process."""
    return load_codebook(extra)


def read_document(job: Job) -> Reading:
    """The stages of one document, in order. Runs in a child process; never raises for what the file does."""
    given = job.given
    values: dict[str, Any] = {"path": given.path, "document_id": given.document_id}
    stage = STAGES[0]
    try:
        with watching(job.log, job.settings["read"].page_seconds):
            for stage in stages_until(job.last):
                if "codebook" in stage.needs:
                    values["codebook"] = load_codebook_once(job.codebook)
                # A file that is only looked at (inspect) need be no plan: a table of figures, a text in English.
                run_stage(stage, values, job.settings, job.uses, judge=job.last != "layout")
    except DocumentError as error:
        return _unread(given, error.outcome, str(error), values.get("document"))
    except MemoryError:
        values.clear()
        return _unread(given, "too_large", _memory_message(job))
    except Exception as error:
        words = f"internt fel i steget {stage.name} ({type(error).__name__}: {error}); anmäl det tillsammans med filen"
        return _unread(given, "failed", words, values.get("document"))
    return _reading(given, values)


def _memory_message(job: Job) -> str:
    return (
        f"läsningen tog mer än {job.settings['read'].memory_megabytes} MB minne och avbröts; "
        "höj memory_megabytes under [read], dela filen, eller skriv ut den på nytt som PDF"
    )


def _reading(given: GivenDocument, values: Mapping[str, Any]) -> Reading:
    document: Document = values["document"]
    plan: Plan | None = values.get("plan")
    if plan is None:
        return Reading(given.document_id, given.file, given.sha256, "ok", "", Facts(), "good", document)
    known: dict[str, Any] = dict(given.facts)
    plan = replace(plan, facts=replace(plan.facts, **known), notes=(*plan.notes, *_given_notes(given, plan.facts)))
    return Reading(
        document_id=given.document_id,
        file=given.file,
        sha256=given.sha256,
        outcome=plan.outcome,
        message=plan.message,
        facts=plan.facts,
        grade=plan.grade,
        document=document,
        plan=plan,
        tagging=values.get("tagging"),
    )


def _given_notes(given: GivenDocument, read: Facts) -> Iterator[str]:
    """Which facts come from documents.csv, and where the document says something else."""
    if not given.facts:
        return
    yield f"Uppgifter ur documents.csv: {', '.join(FACT_LABELS[name] for name, _ in given.facts)}."
    for name, value in given.facts:
        found = getattr(read, name)
        if found not in (None, "unknown", value):
            label = FACT_LABELS[name].capitalize()
            yield f"{label}: {value} enligt documents.csv men {found} enligt dokumentet; documents.csv gäller."


def _unread(given: GivenDocument, outcome: str, message: str, document: Document | None = None) -> Reading:
    known: dict[str, Any] = dict(given.facts)
    return Reading(given.document_id, given.file, given.sha256, outcome, message, Facts(**known), "poor", document)


def _without_copies(
    documents: Sequence[GivenDocument],
) -> tuple[list[GivenDocument], list[tuple[GivenDocument, GivenDocument]]]:
    """The documents that are read, and those whose bytes are the same as an earlier one's (by file name)."""
    firsts: dict[str, GivenDocument] = {}
    unique: list[GivenDocument] = []
    copies: list[tuple[GivenDocument, GivenDocument]] = []
    for given in sorted(documents, key=lambda item: item.file):
        first = given if given.sha256 in NOT_COMPARED else firsts.setdefault(given.sha256, given)
        if first is given:
            unique.append(given)
        else:
            copies.append((given, first))
    return sorted(unique, key=lambda item: item.document_id), copies


def _copy(given: GivenDocument, first: GivenDocument, read: Reading) -> Reading:
    """A reading of the second of two equal files: no measures, and no more of a gap than the first gives."""
    message = f"samma fil som {first.file} (lika byte för byte); den räknas en gång: ta bort den ena"
    plan = Plan(given.document_id, read.facts, (), (), "no_measures", message, read.grade) if read.plan else None
    return Reading(
        given.document_id, given.file, given.sha256, "no_measures", message, read.facts, read.grade, None, plan
    )
