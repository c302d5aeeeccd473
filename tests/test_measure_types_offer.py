"""Types offered out of groups that none of the codebook's is of."""

import tomllib

from made_readings import PlainLabels, make_reading

from vaxtanalys.align import AlignSettings, align
from vaxtanalys.measure_types.offer import offer_types, shared_words
from vaxtanalys.publish import make_tables
from vaxtanalys.publish.table_files import table_rows

TEXTS = ("Låna ut skridskor gratis på fritidsbanken", "Fritidsbanken lånar ut skridskor och skidor gratis")


def offered(settings: AlignSettings) -> list[dict[str, object]]:
    readings = [make_reading(f"p{n}", [text], code=f"990{n}") for n, text in enumerate(TEXTS, 1)]
    alignments, groups = align(readings, (), PlainLabels(), settings)
    frames = make_tables(readings, alignments, groups, (), ())
    rows = [table_rows(frames[name]) for name in ("measure_groups", "group_members", "measures")]
    return list(tomllib.loads(offer_types(*rows)).get("type", []))


def test_a_group_without_a_type_becomes_a_row_with_its_own_words() -> None:
    (row,) = offered(AlignSettings())
    assert row["yes"] == list(TEXTS)
    assert row["definition"] == "" and row["forms"] == []
    assert str(row["code"]).isascii() and row["label_sv"]


def test_what_is_decided_not_to_be_same_is_not_offered() -> None:
    assert offered(AlignSettings(decisions=(("p1-m001", "p2-m001", "not same"),))) == []


def test_codes_differ_quotes_are_kept_and_typed_groups_left_out() -> None:
    groups = [
        {"group_id": f"g{n}", "label": 'Ordna: "Lån"', "size": 2, "municipalities": ["9901", "9902"], "type": kind}
        for n, kind in enumerate([None, None, "safe_public_spaces"])
    ]
    members = [{"group_id": f"g{n}", "measure_id": f"m{n}"} for n in range(3)]
    measures = [{"measure_id": f"m{n}", "heading": None, "text": 'Säga "hej"\nigen'} for n in range(3)]
    rows = tomllib.loads(offer_types(groups, members, measures, ["ordna_lan"]))["type"]
    assert [row["code"] for row in rows] == ["ordna_lan_2", "ordna_lan_3"]
    assert rows[0]["yes"] == ['Säga "hej" igen']


def test_shared_words_are_those_of_most() -> None:
    assert shared_words(TEXTS)[:1] == ["fritidsbank"] or "skridsko" in shared_words(TEXTS)
    assert shared_words(["cykelbana", "gångväg", "cykelbana"]) == ["cykelbana"]
