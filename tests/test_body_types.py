"""The registry of bodies: each row wins its names, and a form no name needs is not there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.made_measures import tag_measures
from vaxtanalys.body_types import BodyType, all_body_types, body_type, body_type_label

TABLE = Path(__file__).parent / "tag" / "bodies.toml"
CASES = tomllib.loads(TABLE.read_text("utf-8"))["case"]
GROUPS = {"municipal", "joint", "region", "state", "civil_society", "business", "academia"}


@pytest.mark.parametrize("row", all_body_types(), ids=lambda row: row.code)
def test_a_row_wins_its_names(row: BodyType) -> None:
    assert row.group in GROUPS
    assert {name: body_type(name) for name in row.yes} == dict.fromkeys(row.yes, row.code)
    assert [name for name in row.no if body_type(name) == row.code] == []
    for form in row.forms:
        pattern = re.compile("(?<= )" + re.escape(form).replace(r"\*", r"\S*") + "(?= )")
        assert any(pattern.search(f" {name} ") for name in row.yes), f"{form!r} behövs inte av något namn i yes"


def test_no_code_stands_twice() -> None:
    codes = [row.code for row in all_body_types()]
    assert len(codes) == len(set(codes))


def test_alike_bodies_of_two_municipalities_have_one_type_and_their_own_names() -> None:
    _, _, tagging = tag_measures(["Göra något"], [[("body", "Individ- och familjenämnden, Socialnämnden, Qvarnrådet")]])
    assert [(body.body, body.body_type) for body in tagging.bodies] == [
        ("individ- och familjenämnden", "social_services"),
        ("socialnämnden", "social_services"),
        ("qvarnrådet", None),
    ]


def test_labels() -> None:
    assert body_type_label("police") == "Polisen"
    assert body_type_label("police", "en") == "Police"
    assert body_type_label(None) == ""


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["text"])[:50])
def test_how_plans_print_bodies(case: dict[str, object]) -> None:
    role = "co_body" if case.get("column") == "co" else "body"
    printed = case["text"]
    assert isinstance(printed, str | list)
    _, _, tagging = tag_measures(["Göra något bra"], [[(role, printed)]], also=str(case.get("document", "")))
    assert [f"{body.body} {body.role} {body.kind}" for body in tagging.bodies] == case["bodies"]
