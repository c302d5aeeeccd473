"""The README fails when it lies: commands, options, settings, tables, keys and paths are those of the program."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import click
import pytest

import vaxtanalys as vx
from vaxtanalys.cli.main import main
from vaxtanalys.config import TOP_KEYS, settings_class
from vaxtanalys.corpus import COLUMNS, OUTCOMES, TOML_KEYS
from vaxtanalys.pipeline import STAGES
from vaxtanalys.publish.columns import TABLES

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def section(heading: str) -> str:
    """The text under a heading, up to the next heading of the same or a higher level."""
    match = re.search(rf"^(#+) {re.escape(heading)}[^\n]*\n(.*?)(?=^#{{1,3}} |\Z)", README, re.M | re.S)
    assert match, f"README saknar avsnittet {heading}"
    return match[2]


@pytest.mark.parametrize("name", sorted(main.commands))
def test_commands_and_options(name: str) -> None:
    text = section(f"vaxtanalys {name}") + README[README.index(f"### vaxtanalys {name}") :].split("\n")[0]
    for parameter in main.commands[name].params:
        if isinstance(parameter, click.Option) and parameter.name != "help":
            assert parameter.opts[0] in text, f"{name} {parameter.opts[0]}"


def test_no_command_is_made_up() -> None:
    assert set(re.findall(r"^### vaxtanalys (\w+)", README, re.M)) == set(main.commands)
    groups = [command for command in main.commands.values() if isinstance(command, click.Group)]
    commands = [*main.commands.values(), *(part for group in groups for part in group.commands.values())]
    options = {option for command in commands for item in command.params for option in item.opts}
    own = "".join(line for line in README.splitlines() if "pip" not in line and "ocrmypdf" not in line)
    assert set(re.findall(r"(?<![\w-])--[a-z]+", own)) <= options | {"--help", "--version"}


@pytest.mark.parametrize("stage", [stage.name for stage in STAGES])
def test_settings_with_their_defaults(stage: str) -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| `([^`]+)` \|", section(f"[{stage}]"), re.M))
    default = settings_class(stage)()
    wanted = {name: getattr(default, name) for name in default.__dataclass_fields__}
    shown = {
        name: str(value).lower() if isinstance(value, bool) else f'"{value}"' if isinstance(value, str) else str(value)
        for name, value in wanted.items()
    }
    assert rows == shown


def test_tables_and_columns() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| [^|]+ \| (.+) \|$", section("Vad en körning skriver"), re.M))
    assert {name: re.findall(r"`(\w+)`", columns) for name, columns in rows.items()} == {
        name: list(columns) for name, columns in TABLES.items()
    }


@pytest.mark.parametrize(
    ("heading", "keys"),
    [
        ("En pipeline", [*TOP_KEYS, "use"]),
        ("En korpus", [key for key in (*TOML_KEYS, *COLUMNS) if key != "expected"]),
        ("Vad en körning skriver", OUTCOMES),
        ("Från Python", [f"vx.{name}" for name in vx.__all__ if name.islower()]),
    ],
)
def test_keys(heading: str, keys: list[str]) -> None:
    text = section(heading)
    for key in keys:
        assert key in text, f"{heading}: {key}"


def test_paths_exist() -> None:
    named = set(re.findall(r"`((?:vaxtanalys|tests|notebooks|pipelines|corpora)/[\w./-]*\w)`", README))
    named |= set(re.findall(r"\b(pipelines/\w+\.toml|corpora/exempel/[\w./]+)", README))
    assert len(named) > 5
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []
    package = {path.name for path in (ROOT / "vaxtanalys").iterdir()}
    folders = re.findall(r"^\| `(\w+)/` \|", section("Hur det är byggt"), re.M)
    assert set(folders) <= package


def test_the_two_commands_are_one_line_each() -> None:
    for mark in ("run", "test"):
        found = re.search(rf"<!-- {mark} -->\n```sh\n(.+?)\n```", README, re.S)
        assert found
        assert "\n" not in found[1]
        assert subprocess.run(["bash", "-n", "-c", found[1]]).returncode == 0


def test_public_names_have_examples() -> None:
    for name in ("run", "read", "check", "inspect", "evaluate", "open_run", "load_codebook"):
        assert f"vx.{name}(" in (getattr(vx, name).__doc__ or ""), name


def test_changelog_has_the_version() -> None:
    assert f"## {vx.__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert f'version = "{vx.__version__}"' in (ROOT / "pyproject.toml").read_text("utf-8")


def test_lock_file_names_no_registry() -> None:
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    assert all(re.match(r"[a-z0-9.-]+==\S+( ;.*)?$", line) for line in lines), "bara namn==version"
    locked = {re.split("==", line)[0] for line in lines}
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    wanted = set(re.findall(r'^    "([a-z][a-z0-9-]+)', project, re.M))
    assert wanted <= locked, wanted - locked
