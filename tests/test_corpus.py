"""A corpus folder and loose files: which documents there are, and what is known of them."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make_files import make_corpus, make_pdf

from vaxtanalys.corpus import (
    FACT_COLUMNS,
    FACT_LABELS,
    check_corpus,
    collect_documents,
    collect_files,
    load_corpus,
    safe_id,
)
from vaxtanalys.errors import SettingsError, UsageError


def test_rows_files_and_what_is_missing(tmp_path: Path) -> None:
    rows = "file,municipality,period_start,expected_outcome\nb.pdf,Lund,2020,\nborta.pdf,Eslöv,,password\n"
    folder = make_corpus(tmp_path / "k", rows, 'title = "Prov"\n[expected]\ndocuments = 3\n')
    make_pdf(folder / "documents" / "b.pdf", [["text"]])
    make_pdf(folder / "documents" / "olistad.pdf", [["text"]])
    (folder / "documents" / "läsmig.md").write_text("x")
    corpus = load_corpus(folder)
    assert [d.document_id for d in corpus.documents] == ["b", "borta", "olistad"]
    listed, missing, loose = corpus.documents
    assert listed.facts == (
        ("municipality", "Lund"), ("municipality_code", "1281"), ("county_code", "12"), ("period_start", 2020),
    )  # fmt: skip
    assert missing.sha256 == ""
    assert missing.expected_outcome == "password"
    assert loose.facts == ()
    assert corpus.expected == {"documents": 3}
    assert corpus.skipped == (unicodedata.normalize("NFC", "läsmig.md"),)


def test_a_name_in_either_normal_form_is_the_same_file(tmp_path: Path) -> None:
    """Files from a Mac carry å as two characters; the row in documents.csv as one."""
    folder = make_corpus(tmp_path / "k", "file,municipality\nÅmål.pdf,Åmål\n")
    make_pdf(folder / "documents" / unicodedata.normalize("NFD", "Åmål.pdf"), [["text"]])
    (document,) = load_corpus(folder).documents
    assert document.sha256
    assert document.document_id == "amal"


ROW_FAULTS = [
    ("fil,municipality\na.pdf,x\n", ["okänd kolumn 'fil'; menade du file?", "kolumnen file saknas"]),
    ("file,municipality_code\na.pdf,880\n", ["rad 2", "'880'", "fyra siffror"]),
    ("file,document_type\na.pdf,plan\n", ["'plan'", "action_plan"]),
    ("file,period_start,period_end\na.pdf,2024,2020\n", ["2024", "2020", "slutar före sin början"]),
    ("file,adopted_date\na.pdf,2024-13-01\n", ["'2024-13-01'", "ÅÅÅÅ-MM-DD"]),
    ("file,document_id\na.pdf,Åmål 1\n", ["skriv 'amal-1'"]),
    ("file,title\na.pdf,Plan, strategi\n", ["fler fält än rubriker"]),
    ("file,expected_outcome\n,ok\n", ["file är tomt"]),
]


@pytest.mark.parametrize(("rows", "expected"), ROW_FAULTS, ids=[rows.split("\n")[1] for rows, _ in ROW_FAULTS])
def test_faulty_rows(tmp_path: Path, rows: str, expected: list[str]) -> None:
    folder = make_corpus(tmp_path / "k", rows)
    text = "\n".join(check_corpus(folder))
    for part in expected:
        assert part in text
    with pytest.raises(SettingsError):
        load_corpus(folder)


def test_loose_files_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    for name in ("a/Plan Ö.pdf", "b/plan o.pdf", "rot.txt", ".gömd.pdf", "bild.png"):
        (tmp_path / name).write_bytes(name.encode())
    corpus = collect_documents(tmp_path)
    assert [(d.document_id, d.file) for d in corpus.documents] == [
        ("plan-o", "a/Plan Ö.pdf"),
        ("plan-o-2", "b/plan o.pdf"),
        ("rot", "rot.txt"),
    ]
    assert corpus.skipped == ("bild.png",)


@pytest.mark.parametrize("case", ["empty", "file", "missing"])
def test_no_documents(tmp_path: Path, case: str) -> None:
    path = tmp_path if case == "empty" else tmp_path / "x"
    if case == "file":
        path.write_text("x")
    with pytest.raises(UsageError) as caught:
        collect_documents(path)
    assert str(path) in str(caught.value)


def test_same_name_in_two_folders_keeps_both(tmp_path: Path) -> None:
    paths = []
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        paths.append(tmp_path / folder / "plan.pdf")
        paths[-1].write_text(folder)
    corpus = collect_files(paths)
    assert len(corpus.documents) == 2
    assert {d.document_id for d in corpus.documents} == {"plan", "plan-2"}


def test_every_fact_has_a_label() -> None:
    assert tuple(FACT_LABELS) == FACT_COLUMNS


@given(st.text(max_size=40))
def test_ids_are_safe_and_stay(stem: str) -> None:
    made = safe_id(stem)
    assert made
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert safe_id(made) == made


WHOSE = [
    ("file,municipality\na.pdf,Eslövs kommun\n", "Eslöv", "1285", "12"),
    ("file,municipality_code\na.pdf,1285\n", "Eslöv", "1285", "12"),
    ("file,municipality,municipality_code\na.pdf,Fagerås,9901\n", "Fagerås", "9901", None),
    ("file,municipality\na.pdf,Fagerås\n", "Fagerås", None, None),
    ("file;municipality;title\na.pdf;Eslöv;Plan, strategi\n", "Eslöv", "1285", "12"),
]


@pytest.mark.parametrize(("rows", "name", "code", "county"), WHOSE)
def test_loose_files_with_rows_beside_them(
    tmp_path: Path, rows: str, name: str, code: str | None, county: str | None
) -> None:
    """What the analyst writes in ``documents.csv`` beside her files holds; name and code of a municipality go together.

    Swedish Excel parts the columns by semicolons.
    """
    make_pdf(tmp_path / "a.pdf", [["text"]])
    make_pdf(tmp_path / "b.pdf", [["text"]])
    (tmp_path / "documents.csv").write_text(rows, "utf-8-sig")
    corpus = collect_documents(tmp_path)
    first, second = corpus.documents
    known = dict(first.facts)
    assert (known.get("municipality"), known.get("municipality_code"), known.get("county_code")) == (name, code, county)
    assert second.facts == ()
    assert corpus.skipped == ()


def test_loose_files_with_faulty_rows_are_not_read(tmp_path: Path) -> None:
    make_pdf(tmp_path / "a.pdf", [["text"]])
    (tmp_path / "documents.csv").write_bytes("file,municipality\na.pdf,Gävle\n".encode("cp1252"))
    (tmp_path / "decisions.csv").write_text("measure_a,measure_b,decision\na-m001,b-m001,lika\n", "utf-8")
    with pytest.raises(SettingsError) as caught:
        collect_documents(tmp_path)
    assert ["CSV UTF-8" in fault or "lika" in fault for fault in caught.value.faults] == [True, True]
