"""The words people see: both languages, the same places to fill in, none missing and none left over."""

from __future__ import annotations

import re
import string
import tomllib
from importlib.resources import files

import pytest

from vaxtanalys.errors import UsageError
from vaxtanalys.publish.columns import TABLES, TYPES
from vaxtanalys.publish.texts import load_texts

PUBLISH = files("vaxtanalys.publish")
TEXTS = tomllib.loads(PUBLISH.joinpath("texts.toml").read_text("utf-8"))
COLUMNS = tomllib.loads(PUBLISH.joinpath("columns.toml").read_text("utf-8"))
LEAVES = [(f"{section}.{name}", text) for section, names in TEXTS.items() for name, text in names.items()]


def _places(text: str | list[str]) -> set[str]:
    texts = text if isinstance(text, list) else [text]
    return {name for part in texts for _, name, _, _ in string.Formatter().parse(part) if name}


@pytest.mark.parametrize(("key", "text"), LEAVES)
def test_every_text_is_there_in_both_languages(key: str, text: dict[str, str]) -> None:
    assert set(text) == {"sv", "en"}, key
    assert all(text.values()), key
    assert _places(text["sv"]) == _places(text["en"]), key


def test_every_column_is_explained_and_no_other() -> None:
    assert {table: list(names) for table, names in COLUMNS.items()} == {t: list(names) for t, names in TABLES.items()}
    assert set(TEXTS["type"]) == set(TYPES)


def test_every_text_that_is_asked_for_is_there() -> None:
    sources = [path for path in PUBLISH.iterdir() if path.name.endswith(".py")]
    sources += list(PUBLISH.joinpath("templates").iterdir())
    asked = {
        key
        for path in sources
        for key in re.findall(r"say\(\s*f?['\"]([a-z_]+\.[a-z_]+)['\"]", path.read_text("utf-8"))
    }
    assert len(asked) > 60
    assert asked <= {key for key, _ in LEAVES}


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        ("outcome", "ok no_measures unreadable password timeout too_large failed"),
        ("grade", "good fair poor"),
        ("document_type", "action_plan strategy cover_letter_with_strategy motion_response presentation other"),
        ("document_status", "adopted draft unknown"),
        ("measure_status", "ongoing in_development need done"),
        ("body_kind", "board administration company association external role all unknown"),
        ("body_role", "lead co"),
        ("basis", "stated inferred heading"),
        ("source", "text heading column focus_area"),
        ("state", "covered gap outside undecided"),
        ("verdict", "same related undecided"),
        ("facet", "prevention_level target_group action theme measure_group measure_type body_type strategy_goal"),
        (
            "field_role",
            "body co_body level target_group timeline follow_up indicator resources status goal comment",
        ),
    ],
)
def test_every_code_of_the_contract_has_a_label(kind: str, codes: str) -> None:
    assert set(TEXTS[kind]) == set(codes.split())


@pytest.mark.parametrize(
    ("language", "n", "words"),
    [("sv", 0, "0 kommuner"), ("sv", 1, "1 kommun"), ("sv", 2, "2 kommuner"), ("en", 1, "1 municipality")],
)
def test_counts_are_said_in_the_right_number(language: str, n: int, words: str) -> None:
    assert load_texts(language).count("municipalities", n) == words


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a och b"),
        (["a", "b", "c"], "a, b och c"),
        (["a", "b", "c", "d", "e"], "a, b, c och 2 till"),
    ],
)
def test_lists_of_names(names: list[str], said: str) -> None:
    assert load_texts("sv").listing(names, most=3 if len(names) > 4 else 12) == said


def test_decimal_mark_and_unknown_codes() -> None:
    assert load_texts("sv").number(0.834) == "0,83"
    assert load_texts("en").number(0.834) == "0.83"
    assert load_texts("sv").label("outcome", "something_new") == "something_new"


def test_an_unknown_language_is_refused_with_the_ones_there_are() -> None:
    with pytest.raises(UsageError, match=r"'fi'.*sv, en"):
        load_texts("fi")
