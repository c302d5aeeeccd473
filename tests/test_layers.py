"""The house: imports point down, stages do not know each other, the bare install works, nothing foreign is written."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "vaxtanalys"

# Top to bottom; a name may import from its own row and the rows under it.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("__init__", "__main__", "cli"),
    ("audit",),
    ("run", "store", "inspection", "draw", "publish", "evaluate", "codebook_use"),
    ("config",),
    ("pipeline",),
    ("corpus",),
    ("corpus_choices",),
    ("read", "layout", "extract", "tag", "classify", "align", "compare"),
    (
        "body_kinds",
        "body_types",
        "clauses",
        "codebook",
        "codebook_check",
        "codebook_sheet",
        "collector",
        "csv_rows",
        "data",
        "emblems",
        "faults",
        "forms",
        "geometry",
        "goal_match",
        "hyphens",
        "language",
        "lexicon",
        "likeness",
        "meaning",
        "measure_types",
        "municipalities",
        "page_numbers",
        "policy_areas",
        "same_words",
        "strips",
        "swedish",
        "word_runs",
    ),
    ("errors", "model", "raw_structure", "raw_tags"),
)
STAGES = ("read", "layout", "extract", "tag", "classify", "align", "compare")
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
# Import name where it is not the distribution's.
DISTRIBUTIONS = {
    "PIL": "pillow",
    "sklearn": "scikit-learn",
    "pdfminer": "pdfplumber",
    "markupsafe": "jinja2",
    "docx": "python-docx",
    "pptx": "python-pptx",
    "markdown_it": "markdown-it-py",
}

MODULES = sorted(PACKAGE.rglob("*.py"))


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def part_of(module: str) -> str:
    """The package or module right under ``vaxtanalys``."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def imports(path: Path, only_at_start: bool = False) -> Iterator[tuple[str, int]]:
    """The modules that a file imports, with the line; ``only_at_start`` leaves out functions and TYPE_CHECKING."""
    tree = ast.parse(path.read_text("utf-8"))
    known = {module_name(item) for item in MODULES}
    nodes: Iterator[ast.AST] = iter(tree.body) if only_at_start else ast.walk(tree)
    for node in nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relativ import på rad {node.lineno}; skriv hela modulens namn"
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield (full if full in known else node.module), node.lineno


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_imports_point_down(path: Path) -> None:
    here = part_of(module_name(path))
    assert here in LEVEL, f"{here} saknas i LAYERS: säg i vilket lager modulen hör hemma"
    for target, line in imports(path):
        if not target.startswith("vaxtanalys"):
            continue
        there = part_of(target)
        if there == "__init__" and here == "cli":
            continue
        assert there in LEVEL, f"{there} saknas i LAYERS"
        assert LEVEL[there] >= LEVEL[here], f"{path.name}:{line} importerar uppåt: {target}"
        if here in STAGES and there in STAGES:
            assert here == there, f"{path.name}:{line} importerar ett annat steg: {target}"


def test_no_import_cycles() -> None:
    edges = {
        module_name(path): {name for name, _ in imports(path, only_at_start=True) if name.startswith("vaxtanalys.")}
        for path in MODULES
    }
    # A package's own __init__ gathers its modules; they may not import it back, which is what this looks for.
    done: set[str] = set()

    def walk(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join((*trail[trail.index(name) :], name))
        if name in done:
            return
        for target in sorted(edges.get(name, ())):
            walk(target, (*trail, name))
        done.add(name)

    for name in sorted(edges):
        walk(name, ())


def declared() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    lines = [*project["dependencies"], *extras["office"], *extras["agreement"]]
    return {re.split(r"[<>=\[; ]", line)[0].lower() for line in lines}


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_only_declared_libraries(path: Path) -> None:
    for target, line in imports(path):
        top = target.split(".")[0]
        if top in sys.stdlib_module_names or top == "vaxtanalys":
            continue
        name = DISTRIBUTIONS.get(top, top).lower()
        assert name in declared(), f"{path.name}:{line} importerar {top}, som inte står i dependencies"


def test_base_install_imports_everything() -> None:
    """No module needs what only the extras bring."""
    extras = [
        "hypothesis",
        "pytest",
        "openpyxl",
        "nbclient",
        "nbformat",
        "ipykernel",
        "selenium",
        "reportlab",
    ]
    extras += ["weasyprint", "docx", "pptx", "markdown_it", "odfdo", "mypy", "rapidocr", "onnxruntime", "cv2"]
    names = [module_name(path) for path in MODULES if path.stem != "__main__"]
    code = (
        "import importlib, sys\n"
        f"for name in {extras!r}: sys.modules[name] = None\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
        "import vaxtanalys as vx\n"
        "assert all(callable(getattr(vx, name)) for name in vx.__all__), vx.__all__\n"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert result.returncode == 0, result.stderr


def tracked_texts() -> Iterator[tuple[str, str]]:
    listed = subprocess.run(["git", "ls-files", "-z"], capture_output=True, text=True, cwd=ROOT)
    if listed.returncode:
        pytest.skip("git saknas eller mappen är ingen git-klon")
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        if path.is_file() and b"\0" not in (data := path.read_bytes())[:4000]:
            yield name, data.decode("utf-8", "replace")


def test_no_machine_paths_or_registry_hosts() -> None:
    forbidden = ["/" + "work/", "/" + "tmp/va", "py" + "pi.org", "python" + "hosted", "index" + "-url"]
    found = [(name, word) for name, text in tracked_texts() for word in forbidden if word in text]
    assert not found


def test_no_sentence_of_the_real_plans(plans_dir: Path) -> None:
    """Ten words in a row of a real plan belong in ../shared alone."""

    def runs(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"[0-9a-zåäöé]+", text.lower())
        return {tuple(words[i : i + 10]) for i in range(len(words) - 9)}

    real = {run for path in sorted((plans_dir / "text").glob("*.txt")) for run in runs(path.read_text("utf-8"))}
    assert len(real) > 10_000
    found = [(name, " ".join(min(hits))) for name, text in tracked_texts() if (hits := runs(text) & real)]
    assert not found


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_modules_stay_small(path: Path) -> None:
    lines = len(path.read_text("utf-8").splitlines())
    limit = 350
    assert lines <= limit, f"{path.name} har {lines} rader; dela den efter vad den gör"
    assert path.stem not in ("utils", "helpers", "misc", "common"), "en fil heter efter vad den gör"
