"""The scorer's coefficients are those a fit gives, and it finds the alike measures of plans it was not fitted on."""

import pytest
from fit_likeness import average_precision, best_f1, fit, held_out_scores, load_training

from vaxtanalys.likeness import load_weights
from vaxtanalys.likeness.names import find_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Skolan arbetar med MVP i årskurs 8", ("mvp",)),
        ("Införa Mentors in Violence Prevention i skolan", ("mentors in violence prevention", "mvp")),
        ("Delta i ”En vecka fri från våld” varje år", ("en vecka fri från våld",)),
        ("SIP-planer upprättas", ("sip",)),
        ("Samverka med Länsstyrelsen i Åby kommun", ()),
        ("Utbilda personalen", ()),
    ],
)
def test_names_of_programmes(text: str, names: tuple[str, ...]) -> None:
    assert find_names(text, frozenset(["länsstyrelsen", "åby"])) == names


def test_the_written_weights_are_those_of_the_fit() -> None:
    written, fitted = load_weights(), fit(load_training())
    assert written.intercept == pytest.approx(fitted.intercept, abs=0.05)
    assert written.features == pytest.approx(fitted.features, abs=0.05)
    assert (written.lean, written.damp) == (fitted.lean, fitted.damp)


def test_measures_of_topics_left_out_of_the_fit_are_ranked_well() -> None:
    same, scores = held_out_scores(load_training())
    assert average_precision(same, scores) >= 0.6
    assert best_f1(same, scores)[0] >= 0.55
