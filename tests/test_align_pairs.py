"""Pairs of alike measures: scores, verdicts, reasons, and that they do not depend on what else is in the corpus."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_readings import PlainLabels, Said, make_item, make_reading, make_unread

from vaxtanalys.align import AlignSettings, align
from vaxtanalys.align.align import judge
from vaxtanalys.align.pairs import score_pairs
from vaxtanalys.errors import SettingsError
from vaxtanalys.likeness import Scorer
from vaxtanalys.model import Alignment, Reading

TEXTS = [
    "Ordna trygghetsvandringar i alla kommundelar",
    "Varje höst genomförs trygghetsvandringar i kommundelarna",
    "Grundkurs om våld i nära relationer för all personal",
    "Personalen utbildas om våld i nära relationer",
    "Bygga nya cykelbanor till skolorna",
    "Informera på flera språk om stöd till våldsutsatta",
    "Samverka med föreningslivet om trygghet",
    "Se över rutinen för orosanmälan",
]
CASES = [
    ("same", TEXTS[0], TEXTS[1]),
    ("same", TEXTS[2], TEXTS[3]),
    ("same", "Erbjuda sommarjobb till ungdomar", "Alla unga i årskurs nio erbjuds sommarjobb"),
    ("same", "Kartlägga risker för översvämning vid skyfall", "Kartläggning av skyfall och översvämning"),
    (None, TEXTS[2], TEXTS[4]),
    (None, TEXTS[5], TEXTS[0]),
    (None, "Skolpersonal utbildas om hedersrelaterat förtryck", "Utbilda personal om brandskydd i äldreboenden"),
]


def two(first: str, second: str) -> list[Reading]:
    return [make_reading("aby", [first], code="9901"), make_reading("boby", [second], code="9902")]


def run(readings: list[Reading], **changes: float) -> tuple[Alignment, ...]:
    return align(readings, (), PlainLabels(), AlignSettings(**changes))[0]


@pytest.mark.parametrize(("verdict", "first", "second"), CASES)
def test_verdicts(verdict: str | None, first: str, second: str) -> None:
    found = run(two(first, second))
    assert [pair.verdict for pair in found if pair.verdict == "same"] == ([verdict] if verdict else [])


@pytest.mark.parametrize(
    ("score", "verdict"), [(0.9, "same"), (0.5, "same"), (0.49, "undecided"), (0.35, "undecided"), (0.34, "related")]
)
def test_the_verdict_follows_the_score(score: float, verdict: str) -> None:
    settings = AlignSettings(same=0.5, undecided=0.35, related=0.1, same_by_words=0.2, undecided_by_words=0.1)
    assert judge(score, True, settings) == verdict
    assert judge(score, False, settings) == "same"


def test_the_smaller_id_comes_first_and_reasons_say_what_is_shared() -> None:
    readings = [
        make_reading(
            "boby", [Said("Skolan arbetar med MVP mot våld", ("action:programme", "target_group:youth"))], code="9902"
        ),
        make_reading(
            "aby", [Said("Införa programmet MVP i skolan", ("action:programme", "target_group:youth"))], code="9901"
        ),
    ]
    (pair,) = run(readings, related=0.01, undecided=0.02, same=0.03)
    assert (pair.measure_a, pair.measure_b) == ("aby-m001", "boby-m001")
    assert "samma slags åtgärd: [programme]" in pair.reasons
    assert "samma mottagare: [youth]" in pair.reasons
    assert "båda nämner MVP" in pair.reasons


def test_plans_of_one_municipality_are_not_compared() -> None:
    first, second = make_reading("aby-2020", [TEXTS[0]]), make_reading("aby-2024", [TEXTS[0]])
    assert run([first, second]) == ()


def test_a_regional_strategy_is_no_municipality() -> None:
    assert run([make_reading("lan", [TEXTS[0]], code=None), make_reading("aby", [TEXTS[0]])]) == ()


def test_an_unknown_municipality_is_compared_and_said() -> None:
    (pair,) = run([make_reading("okand", [TEXTS[0]], code=None, county=None), make_reading("aby", [TEXTS[0]])])
    assert "kommunen är inte känd för okand" in pair.reasons


def test_unread_and_empty_documents_give_no_pairs() -> None:
    assert (
        run([make_unread("last"), make_reading("svar", [], code="9902"), make_reading("aby", [TEXTS[0]], code="9903")])
        == ()
    )
    assert align([], (), PlainLabels(), AlignSettings()) == ((), ())


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(4)), st.lists(st.sampled_from(TEXTS), min_size=4, max_size=8))
def test_the_order_of_readings_does_not_matter(order: list[int], texts: list[str]) -> None:
    readings = [make_reading(f"d{n}", texts[n::4], code=f"990{n}") for n in range(4)]
    assert align(readings, (), PlainLabels(), AlignSettings()) == align(
        [readings[n] for n in order], (), PlainLabels(), AlignSettings()
    )


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.sampled_from(TEXTS), min_size=1, max_size=4), st.lists(st.sampled_from(TEXTS), min_size=1, max_size=4)
)
def test_one_more_municipality_changes_no_other_pair(texts: list[str], more: list[str]) -> None:
    readings = [*two(texts[0], texts[-1]), make_reading("ceby", texts, code="9903")]
    before = run(readings, related=0.02)
    after = run([*readings, make_reading("a-forst", more, code="9904")], related=0.02)
    assert tuple(pair for pair in after if not pair.measure_a.startswith("a-forst")) == before


def test_the_bound_is_never_below_the_score() -> None:
    items = [make_item(text, f"a-m{n:03d}", str(n)) for n, text in enumerate([*TEXTS, *(t.lower() for t in TEXTS)])]
    scorer = Scorer(items)
    everything = np.arange(len(items))
    rows, cols = np.repeat(everything, len(items)), np.tile(everything, len(items))
    assert (scorer.bounds(everything).ravel() + 1e-4 >= scorer.scores(rows, cols)).all()


def test_no_pair_is_lost_by_scoring_in_chunks() -> None:
    items = [make_item(TEXTS[n % 8] + f" i område {n}", f"a-m{n:03d}", str(n)) for n in range(90)]
    scorer = Scorer(items)
    rows, cols = np.triu_indices(len(items), 1)
    found = {(pair.row, pair.col): pair.score for pair in score_pairs(scorer, 0.3)}
    scores = scorer.scores(rows, cols)
    assert found == {(int(r), int(c)): float(s) for r, c, s in zip(rows, cols, scores, strict=True) if s >= 0.3}


@given(st.sampled_from(TEXTS), st.sampled_from(TEXTS))
@settings(max_examples=20, deadline=None)
def test_the_score_is_symmetric(first: str, second: str) -> None:
    scorer = Scorer([make_item(first), make_item(second, "b-m001", "9902")])
    assert scorer.scores(np.array([0]), np.array([1])) == scorer.scores(np.array([1]), np.array([0]))


@pytest.mark.parametrize("wrong", [{"same": 0.1}, {"related": 0.0}, {"undecided": 0.6}, {"group": 0.0}])
def test_settings_that_contradict_each_other_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(SettingsError):
        AlignSettings(**wrong)


def test_shared_words_are_told_as_they_are_written() -> None:
    """A reader looks for them on the page: the lemma of "lov" is "lova", which stands in neither plan."""
    first = make_reading("aby", [Said("Rondera skolgårdar på lov")])
    second = make_reading("boby", [Said("Ordna ronderingar av skolgårdar på lov")], code="9902", name="Boby")
    alignments, _ = align([first, second], (), PlainLabels(), AlignSettings())
    told = next(reason for reason in alignments[0].reasons if reason.startswith("delar orden: "))
    words = told.removeprefix("delar orden: ").split(", ")
    assert "lov" in words
    assert all(word in "rondera skolgårdar på lov" for word in words)
