"""A pipeline's TOML file: read, checked whole, and refused before anything runs.

The file is flat: ``name``, ``corpus``, ``out``, ``codebook`` and ``strategy`` at the top, then one section a stage with
that stage's settings. Paths are relative to the file. ``use = "module:function"`` in a stage's section swaps the stage.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from vaxtanalys.codebook import check_codebook
from vaxtanalys.corpus import check_corpus, safe_id
from vaxtanalys.errors import SettingsError
from vaxtanalys.faults import nearest
from vaxtanalys.meaning import OFF, SHIPPED, why_not
from vaxtanalys.pipeline import STAGES, find_function


@dataclass(frozen=True, slots=True)
class PublishSettings:
    """What people are shown.

    language: language of the report and the workbook, sv or en.
    """

    language: Literal["sv", "en"] = "sv"


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A pipeline as read: settings by stage name, swapped stages by stage name; all paths absolute."""

    name: str
    path: Path
    corpus: Path | None
    out: Path
    codebook: Path | None
    settings: Mapping[str, Any]
    uses: Mapping[str, str]
    strategy: Path | None = None


TOP_KEYS = ("name", "corpus", "out", "codebook", "strategy")


def settings_class(stage: str) -> type[Any]:
    """The settings class of a stage, by the stage's name."""
    reference = next(item.settings for item in STAGES if item.name == stage)
    found: type[Any] = find_function(reference) if reference else PublishSettings
    return found


def default_pipeline() -> Pipeline:
    """A pipeline with every setting at its default and no corpus."""
    settings = {stage.name: settings_class(stage.name)() for stage in STAGES}
    return Pipeline("lösa filer", Path(), None, Path("out"), None, settings, {})


def load_pipeline(path: Path) -> Pipeline:
    """The pipeline in ``path``. Raises SettingsError with every fault found."""
    pipeline, faults = _read_pipeline(path)
    if pipeline is None or faults:
        raise SettingsError(faults)
    return pipeline


def check_pipeline(path: Path, whole_codebook: bool = True) -> list[str]:
    """Every fault of the pipeline, its corpus and its codebook, in Swedish; empty where there is none.

    Without ``whole_codebook`` only rows of one's own are checked, not those that come with the program (which takes
    seconds, and the tests do it).
    """
    pipeline, faults = _read_pipeline(path)
    if pipeline and pipeline.corpus:
        faults = faults + check_corpus(pipeline.corpus)
    extra = pipeline.codebook if pipeline else None
    if extra:
        faults = faults + check_codebook(extra)
    return faults + check_codebook() if whole_codebook else faults


def _read_pipeline(path: Path) -> tuple[Pipeline | None, list[str]]:
    if not path.is_file():
        return None, [f"{path}: filen finns inte{_pipelines_near(path)}"]
    try:
        text = path.read_text("utf-8")
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return None, [f"{path}: går inte att läsa som TOML ({error})"]
    lines = _Lines(path, text)
    stages = [stage.name for stage in STAGES]
    faults = [
        f"{lines.at(key)}: okänd nyckel{nearest(key, (*TOP_KEYS, *stages))}"
        for key in data
        if key not in (*TOP_KEYS, *stages)
    ]
    name = _text(data, "name", lines, faults) or path.stem
    corpus = _folder(data, "corpus", path, lines, faults)
    codebook = _folder(data, "codebook", path, lines, faults) or _own_rows(corpus)
    out = _text(data, "out", lines, faults)
    settings: dict[str, Any] = {}
    uses: dict[str, str] = {}
    for stage in stages:
        section = data.get(stage, {})
        if not isinstance(section, dict):
            faults.append(f"{lines.at(stage)}: är {section!r} men ska vara ett avsnitt, [{stage}]")
            continue
        if "use" in section:
            uses.update(_use(stage, section["use"], path, lines, faults))
        settings[stage] = _settings(stage, {k: v for k, v in section.items() if k != "use"}, lines, faults)
    _share_semantics(settings, data, path, lines, faults)
    where = _beside(path, out) if out else Path("out") / safe_id(name)
    return Pipeline(name, path, corpus, where, codebook, settings, uses, _strategy(data, path, lines, faults)), faults


def _share_semantics(
    settings: dict[str, Any], data: Mapping[str, Any], path: Path, lines: _Lines, faults: list[str]
) -> None:
    """The language model of [align] holds for [compare] too, and a folder is counted from the pipeline."""
    for stage in ("align", "compare"):
        named = settings[stage].semantics
        if named not in ("", OFF, SHIPPED):
            named = str(_beside(path, named))
            settings[stage] = replace(settings[stage], semantics=named)
        if fault := why_not(named):
            faults.append(f"{lines.at('semantics', stage)}: {fault}")
    section = data.get("compare")
    if not isinstance(section, dict) or "semantics" not in section:
        settings["compare"] = replace(settings["compare"], semantics=settings["align"].semantics)


def _strategy(data: Mapping[str, Any], path: Path, lines: _Lines, faults: list[str]) -> Path | None:
    """The file of the strategy that each run is audited against."""
    value = _text(data, "strategy", lines, faults)
    if value is None:
        return None
    file = _beside(path, value)
    if not file.is_file():
        near = [item.name for item in file.parent.iterdir() if item.is_file()] if file.parent.is_dir() else []
        faults.append(
            f"{lines.at('strategy')}: filen {value} finns inte (sökvägar räknas från {path.parent})"
            f"{nearest(file.name, near)}"
        )
    return file


def _text(data: Mapping[str, Any], key: str, lines: _Lines, faults: list[str]) -> str | None:
    value = data.get(key)
    if value is None:
        return None
    if not isinstance(value, str) or not value.strip():
        faults.append(f"{lines.at(key)}: är {value!r} men ska vara text")
        return None
    return value


def _folder(data: Mapping[str, Any], key: str, path: Path, lines: _Lines, faults: list[str]) -> Path | None:
    value = _text(data, key, lines, faults)
    if value is None:
        return None
    folder = _beside(path, value)
    if not folder.is_dir():
        near = [item.name for item in folder.parent.iterdir() if item.is_dir()] if folder.parent.is_dir() else []
        faults.append(
            f"{lines.at(key)}: mappen {value} finns inte (sökvägar räknas från {path.parent})"
            f"{nearest(folder.name, near)}"
        )
        return None
    return folder


def _own_rows(corpus: Path | None) -> Path | None:
    """The rows that a corpus brings itself, in its folder ``codebook``."""
    return corpus / "codebook" if corpus and (corpus / "codebook").is_dir() else None


def _beside(path: Path, value: str) -> Path:
    """``value`` counted from the folder of the pipeline, without the ``..`` that people would have to read past."""
    return Path(os.path.normpath(path.parent / value))


def _use(stage: str, value: Any, path: Path, lines: _Lines, faults: list[str]) -> dict[str, str]:
    if not isinstance(value, str) or not re.fullmatch(r"[\w.]+:\w+", value):
        faults.append(f"{lines.at('use', stage)}: är {value!r} men ska skrivas modul:funktion")
        return {}
    # A stage of one's own lies most naturally beside the pipeline that uses it.
    folder = str(path.parent.resolve())
    if folder not in sys.path:
        sys.path.append(folder)
    try:
        find_function(value)
    except SettingsError as error:
        faults += [f"{lines.at('use', stage)}: {fault}" for fault in error.faults]
    return {stage: value}


def _settings(stage: str, section: Mapping[str, Any], lines: _Lines, faults: list[str]) -> Any:
    kind = settings_class(stage)
    names = [item.name for item in fields(kind)]
    faults += [f"{lines.at(key, stage)}: okänd inställning{nearest(key, names)}" for key in section if key not in names]
    given = {key: value for key, value in section.items() if key in names}
    try:
        # As JSON, so that a TOML array may fill a tuple while "120" is not taken for a number.
        return TypeAdapter(kind).validate_json(json.dumps(given, default=str), strict=True)
    except SettingsError as error:
        faults += [f"{lines.at('', stage)}: {fault}" for fault in error.faults]
    except ValidationError as error:
        for fault in error.errors():
            key = str(fault["loc"][0]) if fault["loc"] else ""
            faults.append(f"{lines.at(key, stage)}: {_what_is_wrong(fault, given.get(key))}")
    return kind()


_WANTED: Mapping[str, str] = {
    "float_type": "ett tal",
    "int_type": "ett heltal",
    "int_from_float": "ett heltal",
    "bool_type": "true eller false",
    "string_type": "text inom citattecken",
    "tuple_type": "en lista",
    "list_type": "en lista",
    "dict_type": "ett avsnitt",
    "path_type": "en sökväg",
}


def _what_is_wrong(fault: Mapping[str, Any], value: Any) -> str:
    kind = str(fault["type"])
    if kind == "value_error":
        return str(fault["ctx"]["error"])
    if kind in ("literal_error", "enum"):
        return f"är {value!r} men ska vara {str(fault['ctx']['expected']).replace(' or ', ' eller ')}"
    return f"är {value!r} men ska vara {_WANTED.get(kind, kind)}"


def _pipelines_near(path: Path) -> str:
    near = sorted(item.name for item in path.parent.glob("*.toml")) if path.parent.is_dir() else []
    return nearest(path.name, near) if near else ""


class _Lines:
    """Where a key stands in the file, so that a fault can be gone to."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._rows: dict[tuple[str, str], int] = {}
        section = ""
        for number, line in enumerate(text.splitlines(), start=1):
            if header := re.match(r"\s*\[\s*([^\[\]]+?)\s*\]", line):
                section = header[1]
                self._rows.setdefault(("", section.split(".")[0]), number)
            elif key := re.match(r"""\s*["']?([\w-]+)["']?\s*(?:\.[^=]*)?=""", line):
                self._rows.setdefault((section, key[1]), number)

    def at(self, key: str, section: str = "") -> str:
        """``file.toml rad 7, [read] timeout_seconds``."""
        row = self._rows.get((section, key)) or self._rows.get(("", section))
        place = f"{self._path} rad {row}" if row else str(self._path)
        return f"{place}, {f'[{section}] ' if section else ''}{key}".rstrip(", ")
