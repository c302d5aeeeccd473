"""What plans are about: each row knows its titles, a form no title needs is not there, themes point to one area."""

from __future__ import annotations

from collections import Counter

import pytest

from vaxtanalys.codebook import load_codebook
from vaxtanalys.forms import FormIndex, compile_form
from vaxtanalys.policy_areas import PolicyArea, all_policy_areas, areas_of_title, policy_area_label
from vaxtanalys.swedish import read_words

# Themes that any plan may have a measure about, whatever it is for.
CROSSING = {"employer"}


@pytest.mark.parametrize("row", all_policy_areas(), ids=lambda row: row.code)
def test_a_row_knows_its_titles(row: PolicyArea) -> None:
    assert [title for title in row.yes if row.code not in areas_of_title(title)] == []
    assert [title for title in row.no if row.code in areas_of_title(title)] == []
    for form in row.forms:
        for choice in [form] if not form.startswith("(") or " " in form else form.strip("()").split("|"):
            index = FormIndex([(compile_form(choice), 0)])
            assert any(index.find(read_words(title)) for title in row.yes), f"{choice!r} behövs inte av någon titel"


def test_every_theme_of_the_codebook_belongs_to_one_area() -> None:
    counted = Counter(theme for row in all_policy_areas() for theme in row.themes)
    known = {entry.code for entry in load_codebook().codes if entry.facet == "theme"}
    assert {theme: n for theme, n in counted.items() if n > 1} == {}
    assert set(counted) | CROSSING == known


def test_a_title_may_name_several_areas() -> None:
    assert areas_of_title("Plan mot våld och för jämställdhet") == ("violence", "equality")
    assert areas_of_title("Verksamhetsplan 2030") == ()


def test_labels() -> None:
    assert policy_area_label("violence") == "Våld"
    assert policy_area_label("violence", "en") == "Violence"
    assert policy_area_label("okänd") == "okänd"
