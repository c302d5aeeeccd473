"""Prevention levels weighed: the written weights are those of a fit, and mend the rules on authors it never saw."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from tests.fit_levels import LevelPractice, fit, held_out, load_practice, score
from tests.fit_weights import assert_fitted, by_author
from tests.made_measures import tag_measures
from vaxtanalys.codebook import load_codebook
from vaxtanalys.model import LEVELS, Tag
from vaxtanalys.tag import TagSettings, tag
from vaxtanalys.tag.level_weights import load_level_weights
from vaxtanalys.tag.weighing import choose
from vaxtanalys.tag.weight_files import INTERCEPT


@pytest.fixture(scope="module")
def practice(plans_dir: Path) -> LevelPractice:
    return load_practice(plans_dir / "gold" / "gold.json")


def _levels(text: str, **more: str) -> list[Tag]:
    _, _, tagging = tag_measures([text], area=more.get("area"))
    return [tag for tag in tagging.tags if tag.facet == "prevention_level"]


def test_the_written_weights_are_those_of_the_fit(practice: LevelPractice) -> None:
    fitted = fit(practice, list(range(len(practice.coded)))).weights()
    assert_fitted(load_level_weights(), fitted, "fit_levels")


def test_authors_left_out_of_the_fit_gain(practice: LevelPractice) -> None:
    """Weighing must help on every author whose measures the fit has not seen, and be a probability there."""
    levels, likely = held_out(practice, lambda one: one.author)
    before, after = (by_author(practice, codes, score(practice)) for codes in (practice.by_rules, levels))
    assert all(after[name] > before[name] for name in before), (before, after)
    numbers = practice.all_but_real()
    assert score(practice)(levels, numbers) >= score(practice)(practice.by_rules, numbers) + 0.04
    for at, level in enumerate(LEVELS):
        clear = [n for n in numbers if level not in practice.coded[n].levels_allowed and not practice.coded[n].printed]
        is_so = np.array([level in practice.coded[n].levels for n in clear])
        for low in (0.0, 0.2, 0.4, 0.6, 0.8):
            inside = (likely[clear, at] >= low) & (likely[clear, at] < low + 0.2)
            assert is_so[inside].mean() == pytest.approx(likely[clear, at][inside].mean(), abs=0.12), (level, low)


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
    assert choose(have, dict(zip(LEVELS, likely, strict=True))) == expected


def test_a_weighed_level_shows_the_words_that_weigh_most() -> None:
    (found,) = _levels("Hjälp att sluta med droger")
    assert (found.code, found.rule, found.basis, found.evidence) == (
        "indicated",
        "indicated.weighed",
        "inferred",
        "Hjälp",
    )
    assert found.start == 0 and found.quote is not None and found.quote.text == "Hjälp"
    assert 0.5 <= found.score <= 1.0


def test_what_no_row_knows_is_not_weighed() -> None:
    assert _levels("Lägga om taket på stadshuset nästa år") == []


def test_weighing_can_be_left_out() -> None:
    _, _, tagging = tag_measures(["Hjälp att sluta med droger"], settings=TagSettings(weigh_levels=False))
    assert not [tag for tag in tagging.tags if tag.facet == "prevention_level"]


def test_a_row_that_a_corpus_has_added_stands_whatever_the_weights_say(tmp_path: Path) -> None:
    """The weights never met it, so they say nothing against it."""
    row = '[[code]]\ncode = "indicated"\n[[code.row]]\nid = "own"\nforms = ["lekplats"]\n'
    row += 'yes = ["Lekplatsen"]\nno = ["Parken"]\n'
    (tmp_path / "prevention_level.toml").write_text(row, encoding="utf-8")
    document, plan, _ = tag_measures(["Rusta upp lekplatsen i stadsparken för alla barn"])
    tags = tag(document, plan, load_codebook(tmp_path), TagSettings()).tags
    assert "indicated.own" in {found.rule for found in tags}


def test_printed_levels_are_not_weighed() -> None:
    _, _, tagging = tag_measures(["Hjälp att sluta med droger"], [[("level", "Universell")]])
    assert [(t.code, t.basis) for t in tagging.tags if t.facet == "prevention_level"] == [("universal", "stated")]


def test_every_row_that_is_weighed_is_in_the_codebook() -> None:
    codebook = load_codebook()
    rows = {f"{code.facet}/{row.id}" for code in codebook.codes for row in code.rows}
    codes = {f"{code.facet}/{code.code}" for code in codebook.codes}
    for name in load_level_weights():
        kind, _, rest = name.partition(":")
        assert kind in (INTERCEPT, "word", "row", "code", "area", "group"), name
        if kind in ("row", "code", "area"):
            assert rest in rows | codes, f"{name}: raden finns inte; kör python -m tests.fit_levels --write"


def test_no_weighed_word_is_a_name_or_number() -> None:
    words = [name.removeprefix("word:") for name in load_level_weights() if name.startswith("word:")]
    assert all(re.fullmatch(r"\*?-?[^\W\d_][^\s;]*\*?", word) for word in words)
