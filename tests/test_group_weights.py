"""Target groups weighed: the written weights are those of a fit, and mend the rules on authors it never saw."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fit_groups import GroupPractice, fit, held_out, load_practice, score
from tests.fit_weights import assert_fitted, by_author
from tests.made_measures import codes, tag_measures
from vaxtanalys.tag import TagSettings
from vaxtanalys.tag.group_weighing import load_group_weights, may_be_reached

TEXT = "Rutin när en elev inte får delta i idrott på grund av hedersnormer"


@pytest.fixture(scope="module")
def practice(plans_dir: Path) -> GroupPractice:
    return load_practice(plans_dir / "gold" / "gold.json")


def test_the_written_weights_are_those_of_the_fit(practice: GroupPractice) -> None:
    fitted = fit(practice, list(range(len(practice.coded)))).weights()
    assert_fitted(load_group_weights(), fitted, "fit_groups")


def test_authors_left_out_of_the_fit_gain(practice: GroupPractice) -> None:
    """Adding groups must help all in all, and hardly cost anything on any author that the fit has not seen."""
    groups, _ = held_out(practice, lambda one: one.author)
    before, after = (by_author(practice, codes, score(practice)) for codes in (practice.by_rules, groups))
    assert all(after[name] > before[name] - 0.01 for name in before), (before, after)
    numbers = practice.all_but_real()
    assert score(practice)(groups, numbers) >= score(practice)(practice.by_rules, numbers) + 0.005


@pytest.mark.parametrize(
    ("features", "expected"),
    [
        (["named:plain", "children&"], True),
        (["named:about", "children&"], False),
        (["area:named", "children&", "children&named:plain"], False),
        (["named:plain", "acts"], False),
        (["named:plain", "named:aside"], False),
    ],
)
def test_only_those_whom_the_measure_itself_names_are_added(features: list[str], expected: bool) -> None:
    assert may_be_reached(features) is expected


def test_a_group_that_rules_pass_over_is_added_with_its_words() -> None:
    _, _, tagging = tag_measures([TEXT])
    (found,) = [tag for tag in tagging.tags if tag.rule.endswith(".weighed") and tag.facet == "target_group"]
    assert (found.code, found.evidence) == ("honour", "hedersnormer")
    assert found.start is not None and TEXT[found.start : found.end] == found.evidence
    assert 0.5 <= found.score <= 1.0
    _, _, without = tag_measures([TEXT], settings=TagSettings(weigh_groups=False))
    assert codes(tagging, "target_group") - codes(without, "target_group") == {found.code}
