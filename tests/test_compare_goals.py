"""A region's strategy against the plans of its municipalities."""

from made_readings import PlainLabels, Said, make_reading, make_unread

from vaxtanalys.align import AlignSettings, align
from vaxtanalys.compare import CompareSettings, compare
from vaxtanalys.model import CoverageCell, Reading

CODES = ("action:meeting_place", "target_group:older_people", "theme:loneliness")
STRATEGY = make_reading(
    "lansstrategi",
    [Said("Bryta ensamhet bland äldre med mötesplatser", CODES), Said("Ordna trygghetsvandringar i alla kommuner")],
    code=None,
    county="99",
    areas=("Fler ska cykla till skolan på nya cykelbanor",),
)


def run(*readings: Reading) -> dict[tuple[str, str], CoverageCell]:
    given = [STRATEGY, *readings]
    alignments, groups = align(given, (), PlainLabels(), AlignSettings())
    cells, _, _ = compare(given, alignments, groups, (), PlainLabels(), CompareSettings())
    assert "lansstrategi-m001" not in {measure for cell in cells for measure in cell.measures}
    return {(cell.municipality_code, cell.code): cell for cell in cells if cell.facet == "strategy_goal"}


def test_goals_are_the_measures_and_the_areas_without_measures() -> None:
    cells = run(make_reading("aby", ["Skriva en ny översiktsplan"]))
    assert [code for _, code in cells] == ["lansstrategi-f01", "lansstrategi-m001", "lansstrategi-m002"]


def test_met_by_likeness_by_equal_codes_and_not_met() -> None:
    alike = Said("Trygghetsvandringar ordnas i varje kommundel")
    coded = Said("Kaffe och samtal varje torsdag", CODES)
    cells = run(make_reading("aby", [alike, coded]))
    assert cells["9901", "lansstrategi-m002"].measures == ("aby-m001",)
    assert cells["9901", "lansstrategi-m001"].measures == ("aby-m002",)
    area = cells["9901", "lansstrategi-f01"]
    assert area.state == "gap" and area.nearest_measure is not None


def test_another_county_has_no_goals_and_a_locked_plan_no_gaps() -> None:
    cells = run(make_reading("boby", ["Bygga cykelbanor"], code="8801", county="88"), make_unread("aby", code="9902"))
    assert {code for code, _ in cells} == {"9902"}
    assert {cell.state for cell in cells.values()} == {"undecided"}
