"""Work in child processes: what can crash, hang or eat the memory does so where it can be stopped.

pdfium aborts the process on some files and other files run without end; no ``try`` in the same process helps against
either. Each job therefore runs in a warm child with a wall-clock limit and a memory limit, and a child that falls is
replaced while the other jobs go on.
"""

from __future__ import annotations

import contextlib
import importlib
import logging
import os
import signal
import sys
import threading
import types
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, TimeoutError, wait
from dataclasses import dataclass, replace
from multiprocessing.context import SpawnContext, SpawnProcess
from pathlib import Path
from typing import Any, TypeVar

from pebble import ProcessExpired, ProcessPool

from vaxtanalys.errors import CrashError, DocumentError, PageTimeoutError, ReadTimeoutError, TooLargeError
from vaxtanalys.read.page_limits import PAGE_ALARM, WATCHDOG_EXIT, allow_page_more

Job = TypeVar("Job")
Result = TypeVar("Result")
# Unix has an alarm clock for each process; Windows has none.
_ALARM: int | None = getattr(signal, "SIGALRM", None)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one job may take.

    seconds: wall-clock time from when a child takes the job. memory_megabytes: address space over what a child holds
    when it is warm; kept only where the system has such a limit (Linux). workers: number of children. more_seconds: the
    most by which a job may prolong its own time with ``allow_more`` (where the system has no alarm clock, each job has
    all of it from the start).
    """

    seconds: float
    memory_megabytes: int
    workers: int = 1
    more_seconds: float = 0.0


# Asked with a job's index and what came of it: the seconds that are left to do the same job again in, or None.
Again = Callable[[int, Any], float | None]


def _never_again(index: int, result: Any) -> float | None:
    return None


def run_in_children(
    function: Callable[[Job], Result],
    jobs: Sequence[Job],
    limits: Limits,
    warm: Sequence[str] = (),
    again: Again = _never_again,
) -> Iterator[tuple[int, Result | DocumentError]]:
    """Do ``function(job)`` for each job in child processes; yields (index of the job, result) as they are done.

    ``function`` must be importable by name (not defined in a script or notebook); ``warm`` names modules that each
    child imports once, before its first job. In place of a result stands ReadTimeoutError where the time ran out,
    PageTimeoutError where that of a page did, TooLargeError where the memory did, CrashError where the child died and
    DocumentError where the function raised anything else. ``again`` may have a job that failed done once more.
    """
    if not jobs:
        return
    pool: Any = ProcessPool(
        max_workers=max(1, min(limits.workers, len(jobs))),
        context=_SpawnWithoutMain(),
        initializer=_prepare_child,
        initargs=(limits.memory_megabytes, tuple(warm)),
    )
    try:

        def schedule(job: Job, within: Limits) -> Future[Any]:
            time = within.seconds + within.more_seconds
            future: Future[Any] = pool.schedule(_within, args=(function, job, within), timeout=time)
            return future

        futures: dict[Future[Any], int] = {schedule(job, limits): index for index, job in enumerate(jobs)}
        while futures:
            for future in wait(futures, return_when=FIRST_COMPLETED).done:
                index = futures.pop(future)
                result = _outcome(future, limits)
                left = again(index, result)
                if left is None:
                    yield index, result
                else:
                    futures[schedule(jobs[index], replace(limits, seconds=left))] = index
        pool.close()
    finally:
        pool.stop()
        pool.join()


def allow_more(seconds: float) -> None:
    """Prolong the time of the job under way, and of its page, when the file turns out to ask for slow work.

    Does nothing elsewhere.
    """
    allow_page_more(seconds)
    if _ALARM is not None:
        left, _ = signal.getitimer(signal.ITIMER_REAL)
        if left > 0:
            signal.setitimer(signal.ITIMER_REAL, left + seconds)


def _within(function: Callable[[Job], Result], job: Job, limits: Limits) -> Result:
    """Do the job under an alarm that ends this process; no signal handler is set, so it rings in native code too."""
    if _ALARM is None or not limits.more_seconds:
        return function(job)
    signal.setitimer(signal.ITIMER_REAL, limits.seconds)
    try:
        return function(job)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _outcome(future: Future[Any], limits: Limits) -> Any:
    late = ReadTimeoutError(
        f"läsningen tog mer än {limits.seconds:g} sekunder och avbröts; höj timeout_seconds under [read], "
        "eller skriv ut filen på nytt som PDF och lägg in den utskriften"
    )
    try:
        return future.result()
    except DocumentError as error:
        return error
    except TimeoutError:
        return late
    except MemoryError:
        return TooLargeError(
            f"läsningen tog mer än {limits.memory_megabytes} MB minne och avbröts; höj memory_megabytes under [read], "
            "dela filen, eller skriv ut den på nytt som PDF"
        )
    except ProcessExpired as error:
        if _ALARM is not None and error.exitcode == -_ALARM:
            return late
        if error.exitcode == (WATCHDOG_EXIT if PAGE_ALARM is None else -PAGE_ALARM):
            return PageTimeoutError(
                "en sida tog för lång tid och läsningen avbröts; höj page_seconds under [read], eller skriv ut filen "
                "på nytt som PDF och lägg in den utskriften"
            )
        return CrashError(
            "läsningen kraschade; filen är troligen skadad: skriv ut den på nytt som PDF och lägg in den utskriften"
        )
    except Exception as error:
        return DocumentError(f"internt fel ({type(error).__name__}: {error}); anmäl det gärna tillsammans med filen")


def _prepare_child(memory_megabytes: int, warm: Sequence[str]) -> None:
    """Import once, fall silent, and take on the memory limit."""
    # What native libraries print would mix with the data on standard output and tear the progress bar.
    null = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        os.dup2(null, descriptor)
    logging.disable(logging.CRITICAL)
    for name in warm:
        importlib.import_module(name)
    _limit_memory(memory_megabytes)


def _limit_memory(megabytes: int) -> None:
    if sys.platform != "linux":
        return
    import resource

    held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    wanted = held + megabytes * 1024 * 1024
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))


_STARTING = threading.Lock()


class _ProcessWithoutMain(SpawnProcess):
    """A spawned process that does not run the user's script again.

    Spawning imports the parent's ``__main__`` in the child, so a plain script of two lines that runs a pipeline would
    run it again in every child. The jobs here never need it.
    """

    @staticmethod
    def _Popen(process_obj: Any) -> Any:  # noqa: N802 - the name is multiprocessing's
        with _STARTING:
            main = sys.modules["__main__"]
            blank = types.ModuleType("__main__")
            blank.__spec__ = None
            sys.modules["__main__"] = blank
            try:
                return SpawnProcess._Popen(process_obj)
            finally:
                sys.modules["__main__"] = main


class _SpawnWithoutMain(SpawnContext):
    Process = _ProcessWithoutMain
