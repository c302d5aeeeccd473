"""Shares of municipalities with intervals that carry the measured error, and how sure one cell is."""

from dataclasses import replace

import pytest
from made_readings import PlainLabels, Said, make_reading, make_unread

from vaxtanalys.align import AlignSettings, align
from vaxtanalys.classify import ClassifySettings, classify
from vaxtanalys.compare import CompareSettings, compare
from vaxtanalys.compare.certainty import Error, covered_certainty, measured_errors, missed_probability
from vaxtanalys.compare.shares import adjusted
from vaxtanalys.model import CoverageCell, Gap, Reading, Share

PERFECT, GOOD, USELESS = Error(10**6, 0, 0, 10**6), Error(90, 10, 5, 95), Error(5, 5, 5, 5)

TRAIN = "Utbilda all personal om våld i nära relationer"
TRAIN_TOO = "Basutbildning om våld för alla medarbetare"
PARK = "Trygghetsvandringar mot våld i parken"
PASSING = "Starta en styrgrupp mot våld i syfte att utbilda all personal om våld"


def run(
    readings: list[Reading], **changes: object
) -> tuple[dict[tuple[str, str], CoverageCell], tuple[Gap, ...], tuple[Share, ...]]:
    types = classify(readings, ClassifySettings())
    alignments, groups = align(readings, types, PlainLabels(), AlignSettings())
    settings = CompareSettings(**changes)  # type: ignore[arg-type]
    cells, gaps, shares = compare(readings, alignments, groups, types, PlainLabels(), settings)
    return {(cell.municipality_code, cell.code): cell for cell in cells}, gaps, shares


READINGS = [
    make_reading("aby", [Said(TRAIN)], code="9901"),
    make_reading("bo", [Said(TRAIN_TOO), Said(PARK)], code="9902"),
    make_reading("ceder", [Said(PARK)], code="9903"),
    make_unread("dal", code="9904"),
]


def test_a_perfect_tool_adjusts_nothing_and_a_useless_one_says_nothing() -> None:
    interval = adjusted(5, 10, PERFECT)
    assert interval.middle == pytest.approx(0.5, abs=0.001)
    assert 0.2 < interval.low < 0.3
    assert 0.7 < interval.high < 0.8
    assert (adjusted(5, 10, USELESS).low, adjusted(5, 10, USELESS).high) == (0.0, 1.0)


def test_error_widens_the_interval_and_moves_the_share() -> None:
    sharp, blunt = adjusted(80, 100, PERFECT), adjusted(80, 100, GOOD)
    assert blunt.high - blunt.low > sharp.high - sharp.low
    assert blunt.middle > sharp.middle  # what is missed outweighs what is made up where most have it
    assert all(0 <= value <= 1 for value in (*vars_of(adjusted(0, 3, GOOD)), *vars_of(adjusted(3, 3, GOOD))))


def vars_of(interval: object) -> tuple[float, float, float]:
    return tuple(getattr(interval, name) for name in ("low", "middle", "high"))  # type: ignore[return-value]


def test_a_gap_is_less_sure_where_others_have_it_and_where_something_is_near() -> None:
    rare, common = missed_probability("measure_group", 0, 20, None), missed_probability("measure_group", 20, 20, None)
    assert rare < common < 1
    assert missed_probability("measure_group", 20, 20, None, poorly_read=True) > common
    assert missed_probability("measure_group", 0, 20, 0.25) == 0.25


def test_several_measures_make_a_cell_surer() -> None:
    assert covered_certainty([0.8]) == 0.8
    assert covered_certainty([0.8, 0.8]) == 0.96
    assert covered_certainty([]) == 0.0


def test_measured_errors_are_counts() -> None:
    assert measured_errors()["measure_group"].tp > 0


def test_shares_leave_out_those_that_can_not_be_judged() -> None:
    cells, gaps, shares = run(READINGS, peer_groups=(("grannar", "9901"), ("grannar", "9903"), ("grannar", "0000")))
    group = "t-train_staff_basic"
    by_scope = {(share.scope, share.name): share for share in shares if share.code == group}
    everyone = by_scope["all", ""]
    assert (everyone.covered, everyone.gap, everyone.undecided) == (2, 1, 1)
    assert everyone.share == pytest.approx(2 / 3, abs=1e-3)
    assert everyone.low is not None and everyone.high is not None
    assert everyone.low <= everyone.share <= everyone.high
    assert by_scope["peer_group", "grannar"].share == 0.5
    assert by_scope["county", "99"] is not None
    assert cells["9901", group].certainty and cells["9901", group].certainty > 0.5
    assert cells["9903", group].state == "gap"
    assert cells["9904", group].certainty is None
    (gap,) = [gap for gap in gaps if (gap.municipality_code, gap.code) == ("9903", group)]
    assert gap.missed_probability == pytest.approx(1 - (cells["9903", group].certainty or 0), abs=1e-3)
    assert gap.nearest_why and "Trygga offentliga miljöer" in gap.nearest_why
    assert gap.pages_searched == 1


def test_what_is_named_in_passing_is_no_gap() -> None:
    readings = [*READINGS, make_reading("ek", [Said(PASSING)], code="9905")]
    cells, _, _ = run(readings)
    cell = cells["9905", "t-train_staff_basic"]
    assert cell.state == "undecided"
    assert "i förbigående" in cell.reason


def test_a_type_that_one_municipality_alone_has_is_a_gap_of_the_others() -> None:
    cells, gaps, _ = run([READINGS[0], READINGS[2]])
    assert cells["9901", "safe_public_spaces"].facet == "measure_type"
    assert cells["9901", "safe_public_spaces"].state == "gap"
    assert cells["9903", "safe_public_spaces"].state == "covered"
    assert any(gap.code == "safe_public_spaces" and gap.municipality_code == "9901" for gap in gaps)


def test_shares_are_also_told_among_plans_about_the_same() -> None:
    """Half of all municipalities train their staff; all of those with a plan against violence do."""

    def about(reading: Reading, title: str) -> Reading:
        facts = replace(reading.facts, title=title)
        assert reading.plan
        return replace(reading, facts=facts, plan=replace(reading.plan, facts=facts))

    titles = ("Plan mot våld", "Handlingsplan mot våld", "Klimatplan")
    readings = [about(reading, title) for reading, title in zip(READINGS, titles, strict=False)]
    _, _, shares = run(readings)
    found = {(share.scope, share.name): share for share in shares if share.code.startswith("t-")}
    assert found["policy_area", "violence"].covered == 2
    assert found["policy_area", "violence"].gap == 0
    assert found["all", ""].gap == 1
    assert found["policy_area", "climate_environment"].covered == 0
    assert not [share for share in run(readings[:2])[2] if share.scope == "policy_area"]
