"""A limit for each page: a page that takes too long, or brings its reader down, is skipped and the rest is read.

No ``try`` helps against native code that never returns or aborts. The child therefore notes on disk which page it
begins, and an alarm ends the whole child when the page's time is out; the parent sees which page was under way
(``page_under_way``), marks it as lost and lets a fresh child go on. Pages that were costly to read are kept in the same
log, so that they are not read twice. Times are the processor's where the system can count them, so that a busy machine
loses no page that a free one reads.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from vaxtanalys.model import RawPage

TIME, MEMORY, CRASH = "time", "memory", "crash"
# Unix counts a process's own time and can ring when it is out; elsewhere a watchdog counts the clock's.
PAGE_ALARM: int | None = getattr(signal, "SIGPROF", None)
# What the watchdog ends the process with.
WATCHDOG_EXIT = 1
# Reading a page again is cheaper than keeping it, up to this many seconds of the processor's time.
_WORTH_KEEPING = 0.3


@dataclass(slots=True)
class _Watch:
    """The log of the document that this process reads, and the seconds each of its pages may take."""

    file: BinaryIO
    seconds: float
    kept: dict[int, RawPage] = field(default_factory=dict)
    lost: dict[int, str] = field(default_factory=dict)
    extra: float = 0.0


_watch: _Watch | None = None


@contextmanager
def watching(log: Path | None, seconds: float) -> Iterator[None]:
    """While open, ``guard_page`` keeps to ``seconds`` a page and writes to ``log``; with None it only reads."""
    global _watch
    if log is None:
        yield
        return
    kept, lost, _ = _replay(log)
    with log.open("ab", buffering=0) as file:
        _put(file, ("open", time.monotonic()))
        _watch = _Watch(file, seconds, kept, lost)
        try:
            yield
        finally:
            _watch = None


def guard_page(number: int, read: Callable[[], RawPage], unread: Callable[[str], RawPage]) -> RawPage:
    """The page that ``read`` gives, or, where an earlier try on it failed, what ``unread`` makes of the reason.

    ``number`` is the page's, from 1. The reason is a Swedish sentence. Outside ``watching`` this is ``read()``.
    """
    watch = _watch
    if watch is None:
        return read()
    if number in watch.kept:
        return watch.kept[number]
    if number in watch.lost:
        return unread(_why(watch.lost[number], watch.seconds))
    _put(watch.file, ("begin", number))
    watch.extra = 0.0
    began = time.process_time()
    _ring_after(watch.seconds)
    try:
        page = read()
    finally:
        _ring_after(0)
    keep = page.method == "ocr" or time.process_time() - began > _WORTH_KEEPING
    _put(watch.file, ("page", page) if keep else ("end", number))
    return page


def allow_page_more(seconds: float) -> None:
    """Prolong the time of the page under way. Does nothing outside ``guard_page``."""
    if _watch is not None:
        _watch.extra += seconds
        _put(_watch.file, ("more", seconds))
        _ring_after(_left() + seconds if PAGE_ALARM is not None else _watch.seconds + _watch.extra)


def page_under_way(log: Path) -> int | None:
    """The page (from 1) that was begun and not ended, as ``log`` tells; None where there is none."""
    return _replay(log)[2]


def mark_lost(log: Path, page: int, cause: str) -> None:
    """Note that ``page`` is to be skipped by the next who reads the document; ``cause`` is time, memory or crash."""
    with log.open("ab", buffering=0) as file:
        _put(file, ("lost", page, cause))


def seconds_used(log: Path) -> float:
    """How long ago the document was first opened, by the clock, less what ``allow_page_more`` has given it."""
    first: float | None = None
    more = 0.0
    for entry in _entries(log):
        if entry[0] == "open" and first is None:
            first = entry[1]
        elif entry[0] == "more":
            more += entry[1]
    return time.monotonic() - first - more if first is not None else 0.0


def _why(cause: str, seconds: float) -> str:
    if cause == TIME:
        allowed = f"{seconds:g}".replace(".", ",")
        return (
            f"sidan gick inte att läsa på {allowed} sekunder och är överhoppad; höj page_seconds under [read], "
            "eller skriv ut filen på nytt som PDF"
        )
    if cause == MEMORY:
        return (
            "sidan gick inte att läsa inom minnesgränsen och är överhoppad; höj memory_megabytes under [read], eller "
            "skriv ut filen på nytt som PDF"
        )
    return "sidan gick inte att läsa, läsaren kraschade på den, och är överhoppad; skriv ut filen på nytt som PDF"


def _ring_after(seconds: float) -> None:
    """End this process after so many seconds more; 0 calls it off. It rings in native code too: nothing catches it."""
    if PAGE_ALARM is not None:
        signal.setitimer(signal.ITIMER_PROF, seconds)
    elif seconds:
        faulthandler.dump_traceback_later(seconds, exit=True, file=_nowhere())
    else:
        faulthandler.cancel_dump_traceback_later()


def _left() -> float:
    return signal.getitimer(signal.ITIMER_PROF)[0]


_null: list[BinaryIO] = []


def _nowhere() -> BinaryIO:
    if not _null:
        _null.append(Path(os.devnull).open("wb"))  # noqa: SIM115 - the watchdog needs it open as long as the process
    return _null[0]


def _put(file: BinaryIO, entry: tuple[Any, ...]) -> None:
    file.write(pickle.dumps(entry, protocol=5))


def _entries(log: Path) -> Iterator[tuple[Any, ...]]:
    """The entries of a log that this program wrote; one that its writer did not live to end is left out."""
    if not log.is_file():
        return
    with log.open("rb") as file:
        while True:
            try:
                entry = pickle.load(file)
            except (EOFError, pickle.UnpicklingError, AttributeError, ValueError):
                return
            yield entry


def _replay(log: Path) -> tuple[dict[int, RawPage], dict[int, str], int | None]:
    """The pages kept, the pages lost with their causes, and the page under way."""
    kept: dict[int, RawPage] = {}
    lost: dict[int, str] = {}
    under_way: int | None = None
    for entry in _entries(log):
        if entry[0] == "begin":
            under_way = entry[1]
        elif entry[0] == "lost":
            lost[entry[1]] = entry[2]
            under_way = None
        elif entry[0] in ("page", "end"):
            if entry[0] == "page":
                kept[entry[1].number] = entry[1]
            under_way = None
    return kept, lost, under_way
