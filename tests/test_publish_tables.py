"""The tables: contract columns, types, order, and the same bytes for the same input."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import publish_sample as sample
import pyarrow.parquet as pq
import pytest

from vaxtanalys.errors import UsageError
from vaxtanalys.model import Facts, Plan, Reading, Tagging
from vaxtanalys.publish import make_tables, read_tables, write_tables
from vaxtanalys.publish.columns import TABLES, make_frame
from vaxtanalys.publish.table_files import table_rows

# The contract, written out once more on purpose: renaming or moving a column must break a test.
CONTRACT = {
    "documents": "document_id file sha256 municipality municipality_code county_code title document_type period_start "
    "period_end adopted_date adopted_by diary_number status pages outcome message grade",
    "pages": "document_id page chars method grade warnings",
    "focus_areas": "focus_area_id document_id position number heading objectives page",
    "measures": "measure_id document_id focus_area_id position label heading text remark status timeline places grade "
    "method",
    "bodies": "measure_id raw body kind role basis page",
    "tags": "measure_id facet code basis score evidence start end source rule",
    "alignments": "measure_a measure_b score verdict reasons",
    "measure_groups": "group_id label size municipalities",
    "group_members": "group_id measure_id score",
    "coverage": "municipality_code facet code state measures nearest_measure nearest_score reason",
    "gaps": "municipality_code facet code state peers_covering peers_assessable reason looked_in nearest_measure "
    "nearest_text nearest_page",
}


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    return make_tables(sample.readings(), sample.alignments(), sample.groups(), *sample.comparison())


@pytest.mark.parametrize("name", CONTRACT)
def test_columns_begin_with_those_of_the_contract(tables: dict[str, pd.DataFrame], name: str) -> None:
    expected = CONTRACT[name].split()
    assert list(tables[name].columns)[: len(expected)] == expected


def test_codes_keep_their_zero_and_years_are_whole(tables: dict[str, pd.DataFrame]) -> None:
    documents = tables["documents"].set_index("document_id")
    assert documents.loc["granvik", "municipality_code"] == "0991"
    assert documents["period_start"].dtype == pd.Int64Dtype()
    assert documents.loc["vikboda", "period_start"] is pd.NA
    assert documents.loc["vikboda", "pages"] is pd.NA
    assert documents.loc["vikboda", "outcome"] == "unreadable"
    assert list(documents["assessable"]) == [False, True, True, True, True, False]


def test_offsets_of_tags_point_at_the_evidence(tables: dict[str, pd.DataFrame]) -> None:
    texts = dict(zip(tables["measures"]["measure_id"], tables["measures"]["text"], strict=True))
    rows = [row for row in table_rows(tables["tags"]) if row["start"] is not None]
    assert len(rows) > 20
    assert all(texts[row["measure_id"]][row["start"] : row["end"]] == row["evidence"] for row in rows)


def test_places_say_page_and_box(tables: dict[str, pd.DataFrame]) -> None:
    for column, table in (("places", "measures"), ("places", "bodies"), ("places", "tags"), ("places", "fields")):
        for places in tables[table][column]:
            assert places
            assert all(set(place) == {"page", "x0", "top", "x1", "bottom"} for place in places)
            assert all(place["page"] >= 1 and place["x0"] < place["x1"] for place in places)


def test_nothing_printed_for_a_measure_is_dropped(tables: dict[str, pd.DataFrame]) -> None:
    printed = [f for r in sample.readings() if r.plan for m in r.plan.measures for f in m.fields]
    assert sorted(tables["fields"]["text"]) == sorted(f.quote.text for f in printed)


def test_the_order_of_the_input_does_not_matter(tables: dict[str, pd.DataFrame]) -> None:
    cells, gaps = sample.comparison()
    turned = make_tables(
        sample.readings()[::-1], sample.alignments()[::-1], sample.groups()[::-1], cells[::-1], gaps[::-1]
    )
    for name, frame in tables.items():
        pd.testing.assert_frame_equal(frame, turned[name])


def test_measures_follow_the_plan_not_the_alphabet() -> None:
    reading = sample.readings()[0]
    assert reading.plan
    first = reading.plan.measures[0]
    many = tuple(replace(first, measure_id=f"granvik-m{n}", position=n) for n in (1000, 2, 999))
    plan = replace(reading.plan, measures=many)
    empty = Tagging("granvik", (), ())
    tables = make_tables([replace(reading, plan=plan, tagging=empty)], [], [], [], [])
    assert list(tables["measures"]["position"]) == [2, 999, 1000]


def test_written_tables_are_read_back_the_same(tables: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    write_tables(tables, tmp_path)
    for name, frame in read_tables(tmp_path).items():
        pd.testing.assert_frame_equal(frame, tables[name])


def test_two_writes_give_the_same_bytes(tables: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    write_tables(tables, tmp_path / "a")
    again = make_tables(sample.readings()[::-1], sample.alignments(), sample.groups(), *sample.comparison())
    write_tables(again, tmp_path / "b")
    files = sorted(path.relative_to(tmp_path / "a") for path in (tmp_path / "a").rglob("*.*"))
    assert len(files) == 2 * len(TABLES)
    for file in files:
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes(), file


def test_empty_tables_keep_columns_and_types(tables: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    empty = make_tables([], [], [], [], [])
    write_tables(empty, tmp_path)
    for name, frame in read_tables(tmp_path).items():
        assert len(frame) == 0
        assert dict(frame.dtypes) == dict(tables[name].dtypes)
        with_rows = pq.read_schema(tmp_path / "tables" / f"{name}.parquet")
        assert with_rows.field(0).type == "string"


def test_plain_pandas_reads_whole_numbers_and_text(tables: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    write_tables(tables, tmp_path)
    documents = pd.read_parquet(tmp_path / "tables" / "documents.parquet")
    assert documents["period_start"].dtype == pd.Int64Dtype()
    assert documents["municipality_code"].tolist()[0] == "1994"
    assert b"pandas_version" not in (tmp_path / "tables" / "documents.parquet").read_bytes()


def test_csv_is_utf8_with_newlines_and_lists_as_json(tables: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    write_tables(tables, tmp_path)
    raw = (tmp_path / "tables" / "measures.csv").read_bytes()
    assert b"\r" not in raw
    rows = list(csv.DictReader(raw.decode("utf-8").splitlines()))
    assert len(rows) == len(tables["measures"])
    assert json.loads(rows[0]["places"]) == tables["measures"]["places"][0]
    assert rows[0]["heading"] == ""
    gaps = list(csv.DictReader((tmp_path / "tables" / "gaps.csv").read_text("utf-8").splitlines()))
    assert json.loads(gaps[0]["peers_covering"]) == tables["gaps"]["peers_covering"][0]
    tags = list(csv.DictReader((tmp_path / "tables" / "tags.csv").read_text("utf-8").splitlines()))
    assert {row["score"] for row in tags} >= {"0.9", "0.55"}


def test_a_lone_surrogate_does_not_stop_the_writing(tmp_path: Path) -> None:
    faulty = Reading("x", "x\ud83d.pdf", "0" * 64, "ok", "", Facts(title="Pl\udc00an"), "good")
    plan = Plan("x", faulty.facts, (), (), "no_measures", notes=("a\ud800b",))
    tables = make_tables([replace(faulty, plan=plan)], [], [], [], [])
    write_tables(tables, tmp_path)
    document = read_tables(tmp_path)["documents"].iloc[0]
    assert (document["title"], document["notes"]) == ("Pl\ufffdan", ["a\ufffdb"])


def test_a_missing_or_foreign_table_is_named(tables: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"documents.*finns inte"):
        read_tables(tmp_path)
    write_tables(tables, tmp_path)
    tables["bodies"].drop(columns="role").to_parquet(tmp_path / "tables" / "bodies.parquet")
    with pytest.raises(UsageError, match=r"bodies.*role"):
        read_tables(tmp_path)


def test_make_frame_refuses_a_row_of_the_wrong_length() -> None:
    with pytest.raises(ValueError):
        make_frame("group_members", [("g001", "a-m001")])
