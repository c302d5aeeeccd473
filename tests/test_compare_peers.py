"""Peers of a gap: those whose plans are about the same as the municipality's own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_readings import PlainLabels, Said, make_reading

from vaxtanalys.align import AlignSettings, align
from vaxtanalys.compare import CompareSettings, compare
from vaxtanalys.model import Gap, Reading
from vaxtanalys.policy_areas import policy_areas

HOUSE = Said("Skyddat boende ordnas för den som utsatts", ("target_group:victims", "prevention_level:indicated"))
BIKE = Said("Bygga cykelbanor till skolan", ("target_group:children", "prevention_level:universal"))


def titled(reading: Reading, title: str | None, areas: str | None = None) -> Reading:
    """The reading under another title, with what was given of its areas."""
    facts = replace(reading.facts, title=title, policy_areas=areas)
    assert reading.plan
    return replace(reading, facts=facts, plan=replace(reading.plan, facts=facts))


def victims_gap(
    title: str | None, areas: str | None = None, peers: str = "Handlingsplan mot våld", third: str | None = None
) -> Gap:
    """The gap of a municipality whose plan has but cycle paths, where another shelters those who were hurt."""
    own = titled(make_reading("aby", [BIKE], code="9901", name="Åby"), title, areas)
    peer = titled(make_reading("boby", [HOUSE], code="9902", name="Boby"), peers)
    readings = [own, peer]
    if third:
        readings.append(titled(make_reading("ceby", [BIKE], code="9903", name="Ceby"), third))
    alignments, groups = align(readings, (), PlainLabels(), AlignSettings())
    _, gaps, _ = compare(readings, alignments, groups, (), PlainLabels(), CompareSettings())
    return next(gap for gap in gaps if (gap.municipality_code, gap.code) == ("9901", "victims"))


@pytest.mark.parametrize(
    ("title", "areas", "peers", "alike"),
    [
        ("Plan mot våld", None, "Handlingsplan mot våld", True),
        ("Klimatplan", None, "Handlingsplan mot våld", False),
        ("Klimatplan", "violence;climate_environment", "Handlingsplan mot våld", True),
        (None, None, "Handlingsplan mot våld", True),
        ("Klimatplan", None, "Verksamhetsplan", True),
    ],
)
def test_peers_have_plans_about_the_same(title: str | None, areas: str | None, peers: str, alike: bool) -> None:
    """``gap_outside_area``; where the area of either plan is not known, nothing is set aside."""
    gap = victims_gap(title, areas, peers)
    assert gap.state == "gap"
    assert gap.peers_covering == ("9902",)
    assert gap.peers_same_area == (("9902",) if alike else ())
    outside = "Ingen annan kommun har en plan om samma område som Åbys (klimat och miljö) att jämföra med."
    assert (outside in gap.reason) is not alike


def test_a_gap_outside_the_area_tells_whether_any_plan_is_about_the_same() -> None:
    """Nothing can be said by comparison where no other plan is about it; else those that are have it not either."""
    gap = victims_gap("Klimatplan", third="Klimatplan")
    assert gap.peers_same_area == ()
    assert gap.reason.endswith("Ingen av dem har det i en plan om samma område som Åbys (klimat och miljö).")


def test_the_reason_counts_those_with_a_plan_about_the_same() -> None:
    """ "1 of 2 others" would hide that the only other plan about the same has it."""
    gap = victims_gap("Plan mot våld", third="Klimatplan")
    assert gap.reason.startswith("1 av 2 andra bedömbara kommuner har")
    assert "(1 av 1 med en plan om samma område); ingen sådan åtgärd" in gap.reason
    assert "samma område" not in victims_gap("Plan mot våld", third="Våldsplan").reason


def test_what_its_measures_are_about_makes_a_plan_one_of_that_area() -> None:
    themed = [Said(f"Göra {n}", ("theme:close_relationships",)) for n in ("ett", "två")]
    other = [Said(f"Bygga {n}", ("theme:transport",)) for n in ("tre", "fyra", "fem")]
    reading = titled(make_reading("aby", [*themed, *other, Said("Något")]), "Verksamhetsplan")
    assert policy_areas(reading) == ("violence", "climate_environment")
    reading = titled(make_reading("aby", [*themed, *other, Said("Något"), Said("Annat")]), "Verksamhetsplan")
    assert policy_areas(reading) == ("climate_environment",)


def test_one_measure_does_not_tell_what_a_plan_is_about() -> None:
    one = titled(make_reading("aby", [Said("Bygga bostäder", ("theme:housing",))]), "Verksamhetsplan")
    assert policy_areas(one) == ()
