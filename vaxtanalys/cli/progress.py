"""What is shown while documents are read: a bar on a terminal, else a plain line a document; always on stderr."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from vaxtanalys.model import Reading

if TYPE_CHECKING:
    from vaxtanalys.run import Run


class DocumentProgress:
    """Called by the pipeline with each reading; used as a context manager."""

    def __init__(self) -> None:
        self._console = Console(stderr=True)
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._done = 0

    def __enter__(self) -> DocumentProgress:
        if self._console.is_terminal:
            self._bar = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeElapsedColumn(),
                console=self._console,
                transient=True,
            )
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def __call__(self, reading: Reading | None, total: int) -> None:
        """Count a reading and show it; None at the start."""
        if reading is not None:
            self._done += 1
        if self._bar is not None:
            if self._task is None:
                self._task = self._bar.add_task("Läser planer", total=total)
            self._bar.update(self._task, completed=self._done, total=total)
            if reading is not None and reading.outcome != "ok":
                self._console.print(f"{reading.file}: {describe_reading(reading)}", markup=False, highlight=False)
        elif reading is not None:
            print(f"[{self._done}/{total}] {reading.file}: {describe_reading(reading)}", file=sys.stderr)


def describe_run(run: Run) -> str:
    """What a run found, in figures: the same as its report and workbook tell."""
    from vaxtanalys.publish.findings import count_states

    states = count_states(run.tables)
    elsewhere = f" (och {states['outside']} rutor som bara planer om annat fyller)" if states["outside"] else ""
    return (
        f"{len(run.documents)} dokument, {_some(len(run.measures), 'åtgärd', 'åtgärder')}, "
        f"{_some(len(run.measure_groups), 'grupp', 'grupper')} av lika åtgärder, "
        f"{_some(states['gap'], 'lucka', 'luckor')}{elsewhere}, {states['undecided']} som inte kan avgöras."
    )


def _some(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def describe_reading(reading: Reading) -> str:
    """What came of a file, in a few words: ``34 åtgärder``, or the outcome with its message."""
    count = len(reading.plan.measures) if reading.plan else 0
    if reading.outcome == "ok":
        return f"{count} åtgärder" if count != 1 else "1 åtgärd"
    label = "inga åtgärder" if reading.outcome == "no_measures" else f"lästes inte ({reading.outcome})"
    return f"{label} – {reading.message}" if reading.message else label
