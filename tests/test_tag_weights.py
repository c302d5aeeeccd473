"""Levels and groups weighed: the written weights are those of a fit, and mend the rules on authors it never saw."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from tests.fit_tags import CODES, HeldOut, Practice, assert_fitted, fit, group_f1, held_out, level_f1, load_practice
from tests.made_measures import codes, tag_measures
from vaxtanalys.codebook import load_codebook
from vaxtanalys.errors import SettingsError
from vaxtanalys.model import LEVELS, Tag
from vaxtanalys.tag import TagSettings, tag
from vaxtanalys.tag.levels import LIMITS as LEVEL_LIMITS
from vaxtanalys.tag.weighed_groups import LIMITS as GROUP_LIMITS
from vaxtanalys.tag.weighing import choose
from vaxtanalys.tag.weights import INTERCEPT, load_weights, read_weights

# One of those who wrote plans, one of those who wrote as unlike as they could, and a round of whole plans.
LEFT_OUT = ("third", "fourth", "plans-e")
ADDED = "Utbildning för vårdnadshavare om barns rätt"


@pytest.fixture(scope="module")
def practice(plans_dir: Path) -> Practice:
    return load_practice(plans_dir / "gold" / "gold.json")


@pytest.fixture(scope="module")
def left_out(practice: Practice) -> HeldOut:
    return held_out(practice, lambda one: one.author, LEFT_OUT)


def _tags(facet: str, text: str, **more: str) -> list[Tag]:
    _, _, tagging = tag_measures([text], area=more.get("area"))
    return [tag for tag in tagging.tags if tag.facet == facet]


def test_the_written_weights_are_those_of_the_fit(practice: Practice) -> None:
    assert_fitted(load_weights(), fit(practice, range(len(practice.coded))).rows())


@pytest.mark.parametrize("author", LEFT_OUT)
def test_authors_left_out_of_the_fit_gain(practice: Practice, left_out: HeldOut, author: str) -> None:
    numbers = practice.by(author)
    assert level_f1(practice, left_out.levels, numbers) > level_f1(practice, practice.levels_by_rules, numbers) + 0.03
    assert group_f1(practice, left_out.groups, numbers) > group_f1(practice, practice.groups_by_rules, numbers) + 0.02


@pytest.mark.parametrize("code", CODES)
def test_what_is_weighed_is_a_probability_for_authors_left_out(
    practice: Practice, left_out: HeldOut, code: str
) -> None:
    """Of the measures of those who write plans that get a probability, so many have the code, where many get it."""
    numbers = [number for author in LEFT_OUT if author != "fourth" for number in practice.by(author)]
    coded = [practice.coded[number] for number in numbers]
    clear = [not (code in one.levels_allowed | one.groups_allowed or (one.printed and code in LEVELS)) for one in coded]
    is_so = np.array([code in one.levels or code in one.groups for one in coded])[clear]
    likely = left_out.likely[numbers, CODES.index(code)][clear]
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        inside = (likely >= low) & (likely < low + 0.2)
        if inside.sum() >= 40:
            assert is_so[inside].mean() == pytest.approx(likely[inside].mean(), abs=0.2), low


@pytest.mark.parametrize(
    ("have", "likely", "expected"),
    [
        ({"universal"}, (0.05, 0.9, 0.1), {"selective"}),
        ({"universal"}, (0.3, 0.9, 0.1), {"universal", "selective"}),
        ({"universal"}, (0.3, 0.4, 0.1), {"universal"}),
        (set(), (0.3, 0.4, 0.1), {"selective"}),
        ({"indicated"}, (0.3, 0.4, 0.05), {"selective"}),
    ],
)
def test_rules_fall_where_all_speaks_against_them(
    have: set[str], likely: tuple[float, float, float], expected: set[str]
) -> None:
    assert choose(have, dict(zip(LEVELS, likely, strict=True)), LEVEL_LIMITS) == expected


def test_where_no_group_is_likely_what_the_rules_give_stands() -> None:
    assert choose({"elected"}, {"elected": 0.05, "public": 0.1}, GROUP_LIMITS) == {"elected"}
    assert choose(set(), {"elected": 0.05, "public": 0.1}, GROUP_LIMITS) == set()
    assert choose(set(), {"elected": 0.05, "public": 0.2}, GROUP_LIMITS) == {"public"}


def test_a_weighed_level_shows_the_words_that_weigh_most() -> None:
    found = _tags("prevention_level", "Hjälp att sluta med droger")[0]
    assert (found.code, found.rule, found.basis, found.evidence) == (
        "indicated",
        "indicated.weighed",
        "inferred",
        "Hjälp",
    )
    assert found.start == 0 and found.quote is not None and found.quote.text == "Hjälp"
    assert 0.5 <= found.score <= 1.0


def test_what_no_row_knows_is_not_weighed() -> None:
    assert _tags("prevention_level", "Lägga om taket på stadshuset nästa år") == []
    assert _tags("target_group", "Lägga om taket på stadshuset nästa år") == []


def test_weighing_can_be_left_out() -> None:
    _, _, tagging = tag_measures(["Hjälp att sluta med droger"], settings=TagSettings(weigh_levels=False))
    assert not [tag for tag in tagging.tags if tag.facet == "prevention_level"]


def test_a_row_that_a_corpus_has_added_stands_whatever_the_weights_say(tmp_path: Path) -> None:
    """The weights never met it, so they say nothing against it."""
    row = '[[code]]\ncode = "{code}"\n[[code.row]]\nid = "own"\nforms = ["stadspark"]\n'
    row += 'yes = ["Stadsparken"]\nno = ["Parken"]\n'
    for facet, code in (("prevention_level", "indicated"), ("target_group", "sex_buyers")):
        (tmp_path / f"{facet}.toml").write_text(row.format(code=code), encoding="utf-8")
    document, plan, _ = tag_measures(["Rusta upp lekplatsen i stadsparken för alla barn"])
    tags = tag(document, plan, load_codebook(tmp_path), TagSettings()).tags
    assert {"indicated.own", "sex_buyers.own"} <= {found.rule for found in tags}


def test_printed_levels_are_not_weighed() -> None:
    _, _, tagging = tag_measures(["Hjälp att sluta med droger"], [[("level", "Universell")]])
    assert [(t.code, t.basis) for t in tagging.tags if t.facet == "prevention_level"] == [("universal", "stated")]


def test_groups_in_a_column_are_not_weighed() -> None:
    _, _, tagging = tag_measures(["Hjälp att sluta med droger"], [[("target_group", "Förtroendevalda")]])
    found = {(t.code, t.basis, t.score) for t in tagging.tags if t.facet == "target_group"}
    assert ("elected", "stated", 1.0) in found


def test_every_row_that_is_weighed_is_in_the_codebook() -> None:
    codebook = load_codebook()
    rows = {f"{code.facet}/{row.id}" for code in codebook.codes for row in code.rows}
    codes = {f"{code.facet}/{code.code}" for code in codebook.codes}
    for name in load_weights().rows:
        kind, _, rest = name.partition(":")
        assert kind in (INTERCEPT, "word", "row", "code", "area", "group"), name
        if kind in ("row", "code", "area"):
            assert rest in rows | codes, f"{name}: raden finns inte; kör python -m tests.fit_tags --write"


def test_no_weighed_word_is_a_name_or_number() -> None:
    words = [name.removeprefix("word:") for name in load_weights().rows if name.startswith("word:")]
    assert all(re.fullmatch(r"\*?-?[^\W\d_][^\s;]*\*?", word) for word in words)


def test_a_file_of_weights_that_can_not_be_read_names_all_its_faults() -> None:
    with pytest.raises(SettingsError) as raised:
        read_weights("# about\nsign;universal;public\nword:barn;0.3\nword:ung;;x\n")
    assert [name for name in ("word:barn", "word:ung", "intercept") if name in str(raised.value)] == [
        "word:barn",
        "word:ung",
        "intercept",
    ]
    read = read_weights("sign;universal;public\nintercept;-1;\nword:barn;;0.3\n")
    assert read.matrix.tolist() == [[-1, 0], [0, 0.3]]


def test_weighing_groups_can_be_left_out() -> None:
    _, _, weighed = tag_measures([ADDED])
    _, _, without = tag_measures([ADDED], settings=TagSettings(weigh_groups=False))
    rules = {found.rule for found in without.tags if found.facet == "target_group"}
    assert not any(rule.endswith(".weighed") for rule in rules)
    assert codes(weighed, "target_group") and codes(without, "target_group")
