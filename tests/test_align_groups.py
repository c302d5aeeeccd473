"""Groups of alike measures: average linkage, who is in, what they are called."""

import pytest
from made_readings import PlainLabels, Said, make_reading

from vaxtanalys.align import AlignSettings, align
from vaxtanalys.align.groups import link_by_average, take_in
from vaxtanalys.align.pairs import score_pairs
from vaxtanalys.likeness import Item, Scorer

LINKS = [
    ("a pair", {(0, 1): 0.9}, [[0, 1]]),
    ("a chain is not one group", {(0, 1): 0.9, (1, 2): 0.6}, [[0, 1]]),
    ("a triangle is", {(0, 1): 0.9, (0, 2): 0.5, (1, 2): 0.6}, [[0, 1, 2]]),
    ("ties go to the smaller", {(1, 2): 0.8, (0, 1): 0.8}, [[0, 1]]),
    ("two groups", {(0, 1): 0.9, (2, 3): 0.8, (1, 2): 0.4}, [[0, 1], [2, 3]]),
    (
        "two groups that belong together",
        {(0, 1): 0.9, (2, 3): 0.9, (0, 2): 0.6, (0, 3): 0.6, (1, 2): 0.6, (1, 3): 0.6},
        [[0, 1, 2, 3]],
    ),
    ("nothing alike", {(0, 1): 0.2}, []),
    ("nothing at all", {}, []),
]


@pytest.mark.parametrize(("name", "scores", "groups"), LINKS, ids=[case[0] for case in LINKS])
def test_average_linkage(name: str, scores: dict[tuple[int, int], float], groups: list[list[int]]) -> None:
    assert sorted(link_by_average(scores, 0.45)) == groups


WALKS = [
    Said("Ordna trygghetsvandringar i alla kommundelar", ("action:inspect", "target_group:public")),
    Said("Trygghetsvandringar genomförs varje höst", ("action:inspect", "target_group:public")),
    Said("Ordna trygghetsvandringar i alla kommundelar varje vår", ("action:inspect", "target_group:public")),
]


def test_a_group_has_members_of_two_municipalities_and_a_readable_name() -> None:
    readings = [
        make_reading(name, [said], code=code)
        for name, said, code in zip("bac", WALKS, ("9902", "9901", "9903"), strict=True)
    ]
    _, (group,) = align(readings, (), PlainLabels(), AlignSettings())
    assert group.group_id == "g-a-m001"
    assert [member for member, _ in group.members] == ["a-m001", "b-m001", "c-m001"]
    assert all(0.5 <= score <= 1 for _, score in group.members)
    assert group.municipalities == ("9901", "9902", "9903")
    assert group.label.startswith("[inspect]")
    assert "[public]" in group.label


def test_alike_measures_of_one_municipality_are_no_group() -> None:
    assert align([make_reading("aby", WALKS)], (), PlainLabels(), AlignSettings())[1] == ()
    assert (
        align([make_reading("aby", WALKS[:1]), make_reading("aby-2", WALKS[1:])], (), PlainLabels(), AlignSettings())[1]
        == ()
    )


def test_an_unknown_municipality_alone_makes_no_group() -> None:
    readings = [make_reading("aby", WALKS[:1]), make_reading("okand", WALKS[1:2], code=None, county=None)]
    assert align(readings, (), PlainLabels(), AlignSettings())[1] == ()


def test_a_measure_that_no_row_knows_joins_the_type_whose_members_it_is_like() -> None:
    """``of_the_group``: it is the same as the members on average; one that is like none of them stays outside."""
    items = [
        Item(f"m{n}", f"d{n}", str(n), text, types=types)
        for n, (text, types) in enumerate(
            [
                ("Ordna trygghetsvandringar i alla kommundelar", (("walks", 1.0),)),
                ("Trygghetsvandringar genomförs varje höst i alla kommundelar", (("walks", 1.0),)),
                ("Trygghetsvandringar ordnas i alla kommundelar varje vår", ()),
                ("Byta ut kommunens bilar mot elbilar", ()),
            ]
        )
    ]
    scorer = Scorer(items)
    scores = {(pair.row, pair.col): pair.score for pair in score_pairs(scorer, 0.02)}
    assert take_in(scorer, {"walks": [0, 1]}, scores, AlignSettings().same) == {"walks": [0, 1, 2]}
