"""The second corpus for measuring: whole, coded in the guideline's form, and printed as it is coded."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

import vaxtanalys as vx
from vaxtanalys.evaluate.gold import load_gold

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpora" / "granskning"
ONE_MEGABYTE = 1024 * 1024


@pytest.fixture(scope="module")
def gold() -> dict[str, Any]:
    rows: dict[str, Any] = json.loads((CORPUS / "gold" / "gold.json").read_text("utf-8"))
    return rows


def bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text.replace("\ufffe", "").lower())


def pages(path: Path) -> str:
    pdf = pypdfium2.PdfDocument(path)
    text = "".join(bare(page.get_textpage().get_text_range()) for page in pdf)
    pdf.close()
    return text


def test_the_files_are_small_listed_and_without_fault() -> None:
    files = sorted((CORPUS / "documents").glob("*.pdf"))
    with (CORPUS / "documents.csv").open(encoding="utf-8", newline="") as file:
        assert sorted(row["file"] for row in csv.DictReader(file)) == [path.name for path in files]
    assert sum(path.stat().st_size for path in files) < ONE_MEGABYTE
    assert vx.check(ROOT / "pipelines" / "granskning.toml") == []


def test_the_coding_is_whole_and_of_two_areas(gold: dict[str, Any]) -> None:
    assert load_gold(CORPUS / "gold" / "gold.json")
    assert len(gold["measures"]) >= 150
    assert len({row["doc"] for row in gold["measures"]}) >= 6
    ids = {row["id"] for row in gold["measures"]}
    assert len(ids) == len(gold["measures"])
    assert ids.issuperset(one for pair in gold["aligned_pairs"]["agreed"] for one in pair)


def test_every_measure_stands_in_its_document(gold: dict[str, Any]) -> None:
    printed = {path.stem: pages(path) for path in (CORPUS / "documents").glob("*.pdf")}
    torn = [
        row["id"]
        for row in gold["measures"]
        if not all(part in printed[row["doc"]] for part in (bare(row["text"])[:25], bare(row["text"])[-15:]))
    ]
    assert not torn


def test_the_reading_keeps_every_measure(gold: dict[str, Any]) -> None:
    """The reading was mended once after these pages; what it has found since is kept. No tags, no pairs."""
    wanted: dict[str, list[str]] = {}
    for row in gold["measures"]:
        wanted.setdefault(row["doc"], []).append(bare(row["text"])[:40])
    found = {
        path.stem: [bare(row["text"])[:40] for row in vx.read(path).measures.to_dict("records")]
        for path in sorted((CORPUS / "documents").glob("*.pdf"))
        if path.stem in wanted
    }
    assert {doc: sorted(texts) for doc, texts in found.items()} == {doc: sorted(texts) for doc, texts in wanted.items()}
