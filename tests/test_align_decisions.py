"""What people have decided goes before the score, and what can not be obeyed is said."""

from pathlib import Path

from made_readings import PlainLabels, Said, make_reading

from vaxtanalys.align import AlignSettings, align
from vaxtanalys.align.decisions import read_decisions
from vaxtanalys.classify import ClassifySettings, classify
from vaxtanalys.corpus_choices import peer_groups_of, read_decision_rows
from vaxtanalys.model import Alignment, MeasureGroup

IDS = ("a", "b", "c", "d")
TEXTS = {
    "aby": "Utbilda all personal om våld i nära relationer",
    "bo": "Basutbildning om våld för alla medarbetare",
    "cederby": "Grundläggande utbildning om våld till anställda",
    "dal": "Trygghetsvandringar mot våld",
}


def run(decisions: tuple[tuple[str, str, str], ...]) -> tuple[tuple[Alignment, ...], tuple[MeasureGroup, ...]]:
    readings = [make_reading(name, [Said(text)], code=f"990{n}") for n, (name, text) in enumerate(TEXTS.items(), 1)]
    types = classify(readings, ClassifySettings())
    return align(readings, types, PlainLabels(), AlignSettings(decisions=decisions))  # type: ignore[arg-type]


def group_of(groups: tuple[MeasureGroup, ...], measure: str) -> str:
    return next((group.group_id for group in groups if measure in dict(group.members)), "")


def test_measures_of_one_type_are_one_group() -> None:
    _, groups = run(())
    (group,) = groups
    assert (group.group_id, group.basis, group.type) == ("t-train_staff_basic", "measure_type", "train_staff_basic")
    assert [member for member, _ in group.members] == ["aby-m001", "bo-m001", "cederby-m001"]


def test_not_same_splits_and_same_merges() -> None:
    pairs, groups = run((("aby-m001", "cederby-m001", "not same"), ("aby-m001", "dal-m001", "same")))
    assert group_of(groups, "aby-m001") == "t-train_staff_basic"
    assert group_of(groups, "dal-m001") == "t-train_staff_basic"
    assert group_of(groups, "cederby-m001") != "t-train_staff_basic"
    by_pair = {(pair.measure_a, pair.measure_b): pair for pair in pairs}
    told = by_pair["aby-m001", "cederby-m001"]
    assert (told.score, told.verdict, told.reasons[0]) == (0.0, "related", "beslutat: inte samma slags åtgärd")
    told = by_pair["aby-m001", "dal-m001"]
    assert (told.score, told.verdict) == (1.0, "same")


def test_unsure_is_undecided() -> None:
    pairs, _ = run((("dal-m001", "aby-m001", "unsure"),))
    (told,) = [pair for pair in pairs if (pair.measure_a, pair.measure_b) == ("aby-m001", "dal-m001")]
    assert told.verdict == "undecided"


def test_decisions_that_can_not_be_obeyed_are_said() -> None:
    gone = read_decisions([("a", "x", "same")], IDS)
    assert not gone.pairs
    assert "x finns inte i körningen; rätta id:t i decisions.csv" in gone.notes[0]
    against = read_decisions([("a", "b", "same"), ("b", "a", "not same")], IDS)
    assert not against.pairs
    assert "säger emot varandra" in against.notes[0]
    assert "låt ett av dem stå kvar" in against.notes[0]
    chain = read_decisions([("a", "b", "same"), ("b", "c", "same"), ("c", "a", "not same")], IDS)
    assert sorted(chain.pairs) == [(0, 1), (1, 2)]
    assert "andra beslut binder ihop dem" in chain.notes[0]
    assert "en och samma åtgärd" in read_decisions([("a", "a", "same")], IDS).notes[0]


def test_the_corpus_brings_its_decisions(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text("measure_a,measure_b,decision,note\na-m001,b-m002,not same,olika mottagare\n", "utf-8")
    assert read_decision_rows(tmp_path) == ((("a-m001", "b-m002", "not same"),), [])
    path.write_text("measure_a,measure_b,decision\na-m001,b-m002,samma\n,b,same\n", "utf-8")
    rows, faults = read_decision_rows(tmp_path)
    assert rows == ()
    assert "rad 2: decision är 'samma'" in faults[0]
    assert "rad 3" in faults[1]
    path.write_text("a,b\n1,2\n", "utf-8")
    assert any("kolumnen decision saknas" in fault for fault in read_decision_rows(tmp_path)[1])


def test_peer_groups_of_documents() -> None:
    rows = [
        {"peer_group": "små; kust", "municipality_code": "9901"},
        {"peer_group": "kust", "municipality_code": "9902"},
        {"municipality_code": "9903"},
    ]
    assert peer_groups_of(rows) == (("kust", "9901"), ("kust", "9902"), ("små", "9901"))
