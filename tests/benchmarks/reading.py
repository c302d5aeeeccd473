"""How fast PDF files are read and laid out, and in how much memory, against pdfplumber in the same run.

Run by hand: ``python tests/benchmarks/reading.py [FILE ...]``. Without files it takes the layout fixtures and, where
they are at hand, the plans in ``../shared``. The peer does ``extract_words`` and ``extract_tables`` on each page; we
read the file and lay it out. Both run in this one process, turn about, and the best of the rounds counts for each file;
what is loaded once (dictionaries, libraries) is loaded before. Figures are processor seconds, for machines are shared.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pikepdf

from vaxtanalys.extract import extract
from vaxtanalys.layout import lay_out
from vaxtanalys.read import ReadSettings, read

ROOT = Path(__file__).parents[2]
FAST = ReadSettings(ocr="off")
SLOW = ReadSettings(ocr="off", engine="pdfplumber")
MANY_PAGES = 600


def default_files() -> list[Path]:
    folders = (ROOT / "tests" / "layouts" / "pdf", ROOT.parent / "shared" / "plans" / "pdf")
    return [path for folder in folders if folder.is_dir() for path in sorted(folder.glob("*.pdf"))]


def peer(path: Path) -> None:
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_words()
            page.extract_tables()
            page.close()


def ours(path: Path) -> None:
    lay_out(read(path, FAST), path.stem)


def ours_slow(path: Path) -> None:
    lay_out(read(path, SLOW), path.stem)


def only_read(path: Path) -> None:
    read(path, FAST)


def seconds(function: Callable[[Path], None], path: Path) -> float:
    start = time.process_time()
    function(path)
    return time.process_time() - start


def speed(files: list[Path], rounds: int) -> None:
    ways = {"pdfplumber": peer, "vaxtanalys": ours, "bara läsning": only_read, 'engine = "pdfplumber"': ours_slow}
    pages = 0
    best: dict[str, dict[Path, float]] = {name: {} for name in ways}
    for path in files:
        pages += len(read(path, FAST).pages)
        for _ in range(rounds):
            for name, way in ways.items():
                best[name][path] = min(best[name].get(path, float("inf")), seconds(way, path))
    print(f"{len(files)} filer, {pages} sidor")
    whole = sum(best["pdfplumber"].values())
    for name, times in best.items():
        total = sum(times.values())
        print(f"  {name:24} {total:7.2f} s  {pages / total:6.1f} sidor/s  {whole / total:5.1f} gånger pdfplumber")
    ratios = sorted((best["pdfplumber"][path] / best["vaxtanalys"][path], path.stem) for path in files)
    middle = ratios[len(ratios) // 2][0]
    print(f"  per fil: minst {ratios[0][0]:.1f} ({ratios[0][1]}), median {middle:.1f}, mest {ratios[-1][0]:.1f}")


def measures(files: list[Path]) -> None:
    """The measures found with either engine."""
    unlike = 0
    for path in files:
        found = []
        for settings in (FAST, SLOW):
            plan = extract(lay_out(read(path, settings), path.stem))
            found.append([(m.label, m.text.text, m.text.page) for m in plan.measures])
        if found[0] != found[1]:
            unlike += 1
            print(f"  {path.stem}: {len(found[0])} åtgärder med pdfium, {len(found[1])} med pdfplumber")
    print(f"åtgärder: {unlike} av {len(files)} filer olika med de två motorerna")


def join_pages(files: list[Path], count: int, target: Path) -> None:
    """A file of ``count`` pages, taken from ``files`` again and again."""
    with pikepdf.new() as joined:
        while len(joined.pages) < count:
            for path in files:
                with pikepdf.open(path) as pdf:
                    joined.pages.extend(pdf.pages[: count - len(joined.pages)])
        joined.save(target)


def memory(files: list[Path]) -> None:
    """The most memory that reading and laying out a long file takes, each length in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        most = {}
        for count in (1, MANY_PAGES // 2, MANY_PAGES):
            path = Path(folder) / f"{count}.pdf"
            join_pages(files, count, path)
            for only in (True, False):
                command = [sys.executable, __file__, "--memory-of", str(path), *(["--only-read"] if only else [])]
                most[count, only] = float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    for only, what in ((True, "läsning"), (False, "läsning och uppställning")):
        growth = (most[MANY_PAGES, only] - most[MANY_PAGES // 2, only]) / (MANY_PAGES - MANY_PAGES // 2)
        print(
            f"minne, {what}: {most[1, only]:.0f} MB för 1 sida, {most[MANY_PAGES, only]:.0f} MB för {MANY_PAGES} "
            f"sidor; {1000 * growth:.0f} kB mer för varje sida (orden själva)"
        )


def memory_of(path: Path, only: bool) -> None:
    raw = read(path, FAST)
    if not only:
        lay_out(raw, path.stem)
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(used / (1e6 if sys.platform == "darwin" else 1e3))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory-of", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--only-read", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.memory_of:
        memory_of(given.memory_of, given.only_read)
        return
    files = given.files or default_files()
    ours(files[0])
    speed(files, given.rounds)
    measures(files)
    memory(files)


if __name__ == "__main__":
    main()
