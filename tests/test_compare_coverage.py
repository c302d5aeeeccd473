"""Cells of the comparison: covered, gap or undecided, and why."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_readings import PlainLabels, Said, make_reading, make_unread, with_grade

from vaxtanalys.align import AlignSettings, align
from vaxtanalys.compare import CompareSettings, compare
from vaxtanalys.errors import SettingsError
from vaxtanalys.model import Body, CoverageCell, Gap, Reading

WALK = Said("Ordna trygghetsvandringar i alla kommundelar", ("target_group:public", "prevention_level:universal"))
WALK_TOO = Said("Trygghetsvandringar ordnas i varje kommundel", ("target_group:public", "prevention_level:universal"))
OLD = Said("Träffpunkt mot ensamhet för äldre", ("target_group:older_people", "prevention_level:selective"), page=3)
BIKE = Said("Bygga cykelbanor till skolan", ("target_group:children", "prevention_level:universal"))


def run(
    readings: Sequence[Reading], **changes: float
) -> tuple[dict[tuple[str, str, str], CoverageCell], tuple[Gap, ...]]:
    alignments, groups = align(readings, (), PlainLabels(), AlignSettings())
    cells, gaps, _ = compare(readings, alignments, groups, (), PlainLabels(), CompareSettings(**changes))
    assert list(cells) == sorted(cells, key=lambda cell: (cell.municipality_code, cell.facet, cell.code))
    return {(cell.municipality_code, cell.facet, cell.code): cell for cell in cells}, gaps


PEER = make_reading("boby", [WALK, OLD], code="9902", name="Boby")
STATES = [
    ("a plan that has it", make_reading("aby", [OLD]), "covered"),
    ("a plan that lacks it", make_reading("aby", [WALK_TOO, BIKE]), "gap"),
    ("a locked file", make_unread("aby"), "undecided"),
    ("a scan without text", make_unread("aby", outcome="unreadable"), "undecided"),
    ("a plan that took too long", make_unread("aby", outcome="timeout"), "undecided"),
    ("a plan that was read badly", with_grade(make_reading("aby", [WALK_TOO, BIKE]), "poor"), "undecided"),
    ("an answer to a motion", make_reading("aby", []), "undecided"),
    (
        "a plan with a doubtful code",
        make_reading("aby", [WALK_TOO, Said("Träffar", ("target_group:older_people@0.3",))]),
        "undecided",
    ),
    (
        "an inferred but sure code",
        make_reading("aby", [Said("Träffar", ("target_group:older_people@0.7",))]),
        "covered",
    ),
    (
        "a plan that hardly says for whom",
        make_reading("aby", [BIKE, *("Utreda frågan", "Följa läget", "Skriva en plan")]),
        "undecided",
    ),
    (
        "a plan with the like but not the code",
        make_reading("aby", [BIKE, Said(OLD.text, ("target_group:public",))]),
        "undecided",
    ),
]


@pytest.mark.parametrize(("name", "reading", "state"), STATES, ids=[case[0] for case in STATES])
def test_state_of_a_target_group(name: str, reading: Reading, state: str) -> None:
    cells, gaps = run([reading, PEER])
    cell = cells["9901", "target_group", "older_people"]
    assert cell.state == state
    assert bool(cell.measures) == (state == "covered")
    assert cell.reason
    listed = [gap for gap in gaps if (gap.municipality_code, gap.code) == ("9901", "older_people")]
    assert [gap.state for gap in listed] == ([] if state == "covered" else [state])


def test_groups_levels_and_crossed_codes_have_cells_for_every_municipality() -> None:
    cells, _ = run([make_reading("aby", [WALK_TOO, BIKE]), PEER, make_unread("ceby", code="9903")])
    codes = {(facet, code) for _, facet, code in cells}
    assert {("prevention_level", level) for level in ("universal", "selective", "indicated")} <= codes
    assert ("target_group*prevention_level", "older_people*selective") in codes
    assert ("measure_group", "g-aby-m001") in codes
    assert len(cells) == 3 * len(codes)
    assert cells["9901", "measure_group", "g-aby-m001"].measures == ("aby-m001",)
    assert cells["9903", "measure_group", "g-aby-m001"].state == "undecided"
    assert cells["9901", "prevention_level", "indicated"].state == "gap"


def test_a_group_that_comes_near_is_undecided_and_one_far_off_a_gap() -> None:
    near = make_reading("ceby", ["Trygga skolvägar"], code="9903")
    far = make_reading("deby", [BIKE], code="9904")
    readings = [make_reading("aby", [WALK_TOO]), PEER, near, far]
    cell = run(readings)[0]["9903", "measure_group", "g-aby-m001"]
    assert cell.nearest_measure == "ceby-m001"
    assert cell.nearest_score is not None and 0 < cell.nearest_score < CompareSettings().near_by_words
    assert cell.state == "gap"
    cells, _ = run(readings, near_by_words=cell.nearest_score)
    assert cells["9903", "measure_group", "g-aby-m001"].state == "undecided"
    assert "för nära att avgöra" in cells["9903", "measure_group", "g-aby-m001"].reason
    assert cells["9904", "measure_group", "g-aby-m001"].state == "gap"


def test_the_newest_generation_counts_and_the_reason_says_what_was_before() -> None:
    old = make_reading("aby-2019", [WALK_TOO], period=(2019, 2022), title="Trygghetsplan 2019–2022")
    new = make_reading("aby-2023", [BIKE], period=(2023, 2026), title="Trygghetsplan 2023–2026")
    cells, gaps = run([old, new, PEER, make_reading("ceby", [WALK], code="9903")])
    cell = cells["9901", "measure_group", "g-aby-2019-m001"]
    assert cell.state == "gap"
    assert "fanns i den äldre planen: ”Trygghetsvandringar ordnas i varje kommundel” (aby-2019 s. 1)" in cell.reason
    (gap,) = [gap for gap in gaps if (gap.municipality_code, gap.facet) == ("9901", "measure_group")]
    assert gap.looked_in == ("aby-2019 s. 1 (äldre plan, ersatt av en nyare)", "aby-2023 s. 1")


@pytest.mark.parametrize(
    ("period", "title"),
    [
        ((2021, 2026), "Trygghetsplan"),
        ((None, None), "Trygghetsplan"),
        ((2019, 2022), "Program för dagvatten och skyfall"),
    ],
)
def test_plans_side_by_side_both_count(period: tuple[int | None, int | None], title: str) -> None:
    one = make_reading("aby-1", [OLD], period=period, title=title)
    other = make_reading("aby-2", [BIKE], period=(2024, 2027), title="Trygghetsplan")
    assert run([one, other, PEER])[0]["9901", "target_group", "older_people"].state == "covered"


def test_a_gap_says_who_has_it_where_it_was_looked_for_and_what_comes_nearest() -> None:
    third = make_reading("ceby", [BIKE, WALK], code="9903", name="Ceby", poor_pages=(1,))
    _, gaps = run([make_reading("aby", [WALK_TOO]), PEER, third, make_unread("last", code="9904")])
    (gap,) = [
        gap for gap in gaps if (gap.municipality_code, gap.facet, gap.code) == ("9903", "target_group", "older_people")
    ]
    assert gap.state == "gap"
    assert gap.peers_covering == ("9902",)
    assert gap.peers_assessable == ("9901", "9902")
    assert gap.reason.startswith("1 av 2 andra bedömbara kommuner har åtgärder för målgruppen [older_people]")
    assert "Cebys plan" in gap.reason
    assert gap.looked_in == ("ceby s. 1 (svårlästa: s. 1)",)
    assert gap.nearest_text in (BIKE.text, WALK.text)
    assert gap.nearest_page == 1


def carried_by(reading: Reading, body: str, body_type: str) -> Reading:
    """The reading with one body that leads its first measure."""
    assert reading.plan and reading.tagging
    measure = reading.plan.measures[0]
    lead = Body(measure.measure_id, body, body, "board", "lead", "stated", measure.text, body_type)
    return replace(reading, tagging=replace(reading.tagging, bodies=(lead,)))


def test_who_answers_for_a_thing_is_named_not_inferred_from_what_others_do() -> None:
    """``named_not_inferred``: the very same measure, led by another board, leaves no doubt about the first."""
    own = carried_by(make_reading("aby", [OLD]), "socialnämnden", "social_services")
    peer = carried_by(make_reading("boby", [OLD], code="9902"), "äldrenämnden", "elderly_care")
    cells, gaps = run([own, peer])
    assert cells["9901", "body_type", "elderly_care"].state == "gap"
    assert cells["9901", "body_type", "elderly_care"].certainty is not None
    (gap,) = [gap for gap in gaps if (gap.municipality_code, gap.code) == ("9901", "elderly_care")]
    assert gap.nearest_why is not None and gap.nearest_why.startswith("dess ansvariga är av slaget ")
    assert gap.missed_probability is not None and gap.missed_probability < 0.2
    silent = run([make_reading("aby", [OLD]), peer])[0]["9901", "body_type", "elderly_care"]
    assert silent.state == "undecided"
    assert "har en ansvarig" in silent.reason


def test_min_peers() -> None:
    readings = [make_reading("aby", [BIKE]), PEER]
    assert any(gap.code == "older_people" for gap in run(readings)[1])
    assert not any(gap.code == "older_people" for gap in run(readings, min_peers=2)[1])


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_order_does_not_matter_no_unassessable_plan_has_gaps_and_covered_means_measures(data: st.DataObject) -> None:
    said = [WALK, WALK_TOO, OLD, BIKE]
    readings: list[Reading] = []
    for number in range(data.draw(st.integers(1, 4))):
        code = f"990{data.draw(st.integers(1, 3))}"
        kind = data.draw(st.sampled_from(["plan", "poor", "locked", "empty"]))
        chosen = [] if kind == "empty" else data.draw(st.lists(st.sampled_from(said), min_size=1, max_size=3))
        reading = make_reading(f"d{number}", chosen, code=code)
        reading = make_unread(f"d{number}", code=code) if kind == "locked" else reading
        readings.append(with_grade(reading, "poor") if kind == "poor" else reading)
    cells, gaps = run(readings)
    assert (cells, gaps) == run(data.draw(st.permutations(readings)))
    good = {r.facts.municipality_code for r in readings if r.assessable and r.plan and r.plan.measures}
    for cell in cells.values():
        assert (cell.state == "covered") == bool(cell.measures)
        assert cell.state != "gap" or cell.municipality_code in good
    assert all(gap.state == cells[gap.municipality_code, gap.facet, gap.code].state for gap in gaps)


@pytest.mark.parametrize("wrong", [{"near": 0.9}, {"near": 0.0}, {"min_peers": -1}])
def test_settings_that_contradict_each_other_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(SettingsError):
        CompareSettings(**wrong)


@pytest.mark.parametrize("reading", [reading for _, reading, _ in STATES], ids=[name for name, _, _ in STATES])
def test_reasons_name_measures_by_their_words_and_pages(reading: Reading) -> None:
    """A reader of the report can find a page, but no id; what is near is named once."""
    cells, gaps = run([reading, PEER, make_reading("ceby", [WALK], code="9903", name="Ceby")])
    reasons = [*(cell.reason for cell in cells.values()), *(gap.reason for gap in gaps)]
    assert not [reason for reason in reasons if "-m0" in reason]
    assert not [reason for reason in reasons if reason.count("likhet") > 1]


def test_a_near_measure_of_a_crossed_cell_tells_its_codes_of_both_facets() -> None:
    """ "It is coded Children instead" says nothing of a cell for children of another level."""
    peer = make_reading(
        "boby", [Said("Stödgrupper", ("target_group:children", "prevention_level:indicated"))], code="9902", name="Boby"
    )
    _, gaps = run([make_reading("aby", [BIKE]), peer])
    gap = next(gap for gap in gaps if gap.municipality_code == "9901" and gap.code == "children*indicated")
    assert gap.nearest_why == "den är kodad [children] × [universal] i stället"
