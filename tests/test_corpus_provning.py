"""The corpus for measuring: whole, coded in the guideline's form, printed as it is coded, and nobody's words but ours.

Nothing here runs the tool on the texts: the corpus is there to measure it, not to be tuned on.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pypdfium2
import pytest

import vaxtanalys as vx
from vaxtanalys.evaluate.gold import load_gold

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpora" / "provning"
ONE_MEGABYTE = 1024 * 1024
RUN_OF_WORDS = 10
LEVELS = {"universal", "selective", "indicated"}
GROUPS = {
    *("children", "youth", "parents", "older_people", "women_girls", "men_boys", "victims", "perpetrators"),
    *("child_witnesses", "honour", "prostitution", "sex_buyers", "lgbtqi", "disability", "substance_use", "homeless"),
    *("migrants", "staff", "managers", "elected", "public", "partners"),
}
RELATIONS = {"kept", "reworded", "moved", "merged", "split", "dropped", "new"}
STATES = {"answered", "disputed", "none", "not_applicable"}
README = (CORPUS / "README.md").read_text("utf-8")


def coding(name: str) -> dict[str, Any]:
    rows: dict[str, Any] = json.loads((CORPUS / "gold" / f"{name}.json").read_text("utf-8"))
    return rows


@pytest.fixture(scope="module")
def gold() -> dict[str, Any]:
    return coding("gold")


@pytest.fixture(scope="module")
def generations() -> dict[str, Any]:
    return coding("generations")


@pytest.fixture(scope="module")
def strategy() -> dict[str, Any]:
    return coding("strategy")


@pytest.fixture(scope="module")
def builder() -> Iterator[tuple[ModuleType, ModuleType]]:
    """The parts of the build that need nothing but the standard library: the coding and how far it agrees."""
    sys.path.insert(0, str(CORPUS / "bygg"))
    try:
        import enighet
        import facit

        yield facit, enighet
    finally:
        sys.path.remove(str(CORPUS / "bygg"))


@pytest.fixture(scope="module")
def printed() -> dict[str, str]:
    """Each document's letters and digits as pypdfium2 reads them, without spaces and hyphens, page after page."""
    found = {}
    for path in sorted((CORPUS / "documents").glob("*.pdf")):
        pdf = pypdfium2.PdfDocument(path)
        found[path.stem] = "\n".join(bare(page.get_textpage().get_text_range()) for page in pdf)
        pdf.close()
    return found


def bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text.replace("\ufffe", "").lower())


def words(text: str) -> list[str]:
    return re.findall(r"[0-9a-zåäöé]+", text.lower())


def runs(text: str) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[i : i + RUN_OF_WORDS]) for i in range(len(found) - RUN_OF_WORDS + 1)}


def listed() -> list[dict[str, str]]:
    with (CORPUS / "documents.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_files_are_small_listed_and_without_fault() -> None:
    files = sorted((CORPUS / "documents").glob("*.pdf"))
    assert sum(path.stat().st_size for path in files) < ONE_MEGABYTE
    assert [row["file"] for row in listed()] == [path.name for path in files]
    assert vx.check(ROOT / "pipelines" / "provning.toml") == []


def test_at_least_four_programs_set_the_pages() -> None:
    makers = set()
    for path in (CORPUS / "documents").glob("*.pdf"):
        pdf = pypdfium2.PdfDocument(path)
        makers.add(re.split(r"[\s/]", pdf.get_metadata_dict()["Producer"])[0])
        pdf.close()
    assert len(makers) >= 4, makers


def test_the_municipalities_are_made_up() -> None:
    with (ROOT / "vaxtanalys" / "data" / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        real = list(csv.DictReader(file))
    with (ROOT / "corpora" / "exempel" / "documents.csv").open(encoding="utf-8", newline="") as file:
        other = {row["municipality"] for row in csv.DictReader(file)}
    ours = {(row["municipality"], row["municipality_code"]) for row in listed() if row["municipality"]}
    assert len(ours) == 8
    assert not {name for name, _ in ours} & ({row["name"] for row in real} | other)
    assert not {code[:2] for _, code in ours} & {row["county_code"] for row in real}


def test_ids_are_unique_and_point_at_what_exists(gold: dict[str, Any]) -> None:
    documents = [row["doc"] for row in gold["documents"]]
    areas = [row["id"] for row in gold["focus_areas"]]
    measures = [row["id"] for row in gold["measures"]]
    for ids in (documents, areas, measures):
        assert len(ids) == len(set(ids))
    assert {row["doc"] for row in gold["measures"]} == set(documents)
    assert {row["focus_area"] for row in gold["measures"]} == set(areas)
    for pair in gold["aligned_pairs"]["agreed"] + gold["aligned_pairs"]["allowed"]:
        assert pair == sorted(pair) and set(pair) <= set(measures)


def test_evaluate_can_read_the_coding(gold: dict[str, Any]) -> None:
    read = load_gold(CORPUS / "gold" / "gold.json")
    assert len(read.measures) == len(gold["measures"])
    assert len(read.pairs) == len(gold["aligned_pairs"]["agreed"])
    assert not read.pairs & read.pairs_allowed


def test_the_coding_has_the_fields_of_the_real_plans_coding(gold: dict[str, Any], plans_dir: Path) -> None:
    real = json.loads((plans_dir / "gold" / "gold.json").read_text("utf-8"))
    assert set(real) == set(gold)
    for table in ("documents", "focus_areas", "measures"):
        assert set(real[table][0]) - {"disputed"} <= set(gold[table][0])


def test_every_measure_is_coded_with_known_codes(gold: dict[str, Any]) -> None:
    for row in gold["measures"]:
        assert set(row["levels"] + row["levels_allowed"]) <= LEVELS, row["id"]
        assert row["levels"] or row["levels_allowed"], row["id"]
        assert set(row["target_groups"] + row["target_groups_allowed"]) <= GROUPS, row["id"]
        assert row["target_groups"] or row["target_groups_allowed"], row["id"]
        for field in ("levels", "target_groups"):
            assert not set(row[field]) & set(row[f"{field}_allowed"]), row["id"]
        assert row["levels_stated"] in ([], row["levels"]), row["id"]
        assert {body["role"] for body in row["bodies"]} <= {"lead", "co"}


def test_there_is_enough_to_measure_on(gold: dict[str, Any]) -> None:
    where = {row["doc"]: row["kommunkod"] for row in gold["documents"]}
    pairs = [tuple(where[i.rsplit("-m", 1)[0]] for i in pair) for pair in gold["aligned_pairs"]["agreed"]]
    assert len(gold["measures"]) >= 230
    assert sum(a != b for a, b in pairs) >= 150
    assert min(Counter(row["doc"] for row in gold["measures"]).values()) >= 25


def test_the_words_of_a_measure_stand_in_its_document(
    gold: dict[str, Any], generations: dict[str, Any], strategy: dict[str, Any], printed: dict[str, str]
) -> None:
    rows = [(row["doc"], row["text"]) for row in gold["measures"] + generations["older_measures"]]
    rows += [(row["doc"], row["heading"]) for row in gold["focus_areas"] + generations["older_focus_areas"]]
    rows += [(row["doc"], row["remark"]) for row in gold["measures"] if row["remark"]]
    rows += [(row["doc"], body["raw"]) for row in gold["measures"] for body in row["bodies"]]
    rows += [(row["doc"], row["timeline"]) for row in gold["measures"] if row["timeline"]]
    rows += [(strategy["document"]["doc"], text) for goal in strategy["goals"] for text in goal["expected"]]
    for doc, text in rows:
        assert bare(text) in printed[doc].replace("\n", ""), (doc, text)


def test_the_coding_follows_from_the_content(
    builder: tuple[ModuleType, ModuleType],
    gold: dict[str, Any],
    generations: dict[str, Any],
    strategy: dict[str, Any],
    tmp_path: Path,
) -> None:
    facit, _ = builder
    assert (facit.gold(), facit.generations(), facit.strategy()) == (gold, generations, strategy)
    assert facit.kinds() == coding("kinds")
    facit.write_documents(tmp_path / "documents.csv")
    assert (tmp_path / "documents.csv").read_bytes() == (CORPUS / "documents.csv").read_bytes()


def test_a_kind_has_members_in_several_municipalities(gold: dict[str, Any]) -> None:
    agreed = {frozenset(pair) for pair in gold["aligned_pairs"]["agreed"]}
    codes = {row["kommunkod"] for row in gold["documents"]}
    paired: set[frozenset[str]] = set()
    for row in coding("kinds")["kinds"]:
        paired |= {pair for pair in agreed if pair <= set(row["members"])}
        assert set(row["municipalities"]) == codes
        assert list(row["municipalities"].values()).count("covered") >= 2, row["kind"]
        assert not set(row["members"]) & set(row["members_allowed"])
    assert paired == agreed


def test_every_old_and_new_measure_has_its_relation(gold: dict[str, Any], generations: dict[str, Any]) -> None:
    old = {row["id"] for row in generations["older_measures"]}
    new = {row["id"] for row in gold["measures"] if row["doc"] == generations["newer"]["doc"]}
    assert {row["old"] for row in generations["pairs"]} - {None} == old
    assert {row["new"] for row in generations["pairs"]} - {None} == new
    for row in generations["pairs"]:
        assert row["relation"] in RELATIONS and set(row["relation_allowed"]) <= RELATIONS
        assert (row["old"] is None, row["new"] is None) == (row["relation"] == "new", row["relation"] == "dropped")
    assert {row["relation"] for row in generations["pairs"]} == RELATIONS
    assert all(a in old and b in new for a, b in generations["pairs_allowed"])


def test_every_goal_is_answered_or_not_by_every_municipality(gold: dict[str, Any], strategy: dict[str, Any]) -> None:
    doc = {row["id"]: row["doc"] for row in gold["measures"]}
    assert 12 <= len(strategy["goals"]) <= 18
    for goal in strategy["goals"]:
        assert len(goal["answers"]) == 5
        for answer in goal["answers"]:
            assert answer["state"] in STATES
            assert (answer["state"] == "answered") == bool(answer["measures"])
            assert (answer["state"] == "not_applicable") == (answer["kommunkod"] not in goal["applies_to"])
            assert {doc[i] for i in answer["measures"] + answer["measures_allowed"]} <= {answer["doc"]}


def test_the_readme_counts_and_agreement_are_right(
    builder: tuple[ModuleType, ModuleType], gold: dict[str, Any], strategy: dict[str, Any]
) -> None:
    _, enighet = builder
    for doc, count in Counter(row["doc"] for row in gold["measures"]).items():
        assert re.search(rf"`{doc}` \|.*\| {count} \|", README), (doc, count)
    pairs = gold["aligned_pairs"]
    for count, what in (
        (len(gold["measures"]), "åtgärder"),
        (len(pairs["agreed"]), "par"),
        (len(pairs["allowed"]), "tveksamma par"),
        (len(coding("kinds")["kinds"]), "slag"),
        (len(strategy["goals"]), "mål"),
    ):
        assert f"**{count}** {what}" in README, (count, what)
    for name, value in enighet.agreement().items():
        assert re.search(rf"\| `{name}` \| {value:.2f} \|".replace(".", r"\."), README), (name, value)
    assert tomllib.loads((CORPUS / "corpus.toml").read_text("utf-8"))["expected"] == {"documents": len(listed())}


def strings(value: Any) -> Iterator[str]:
    """Every text of a TOML file, whatever it lies in."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings(item)


def test_no_ten_words_are_those_of_a_real_plan(plans_dir: Path) -> None:
    texts = sorted((plans_dir / "text").glob("*.txt"))
    assert texts
    taken = set().union(*(runs(path.read_text("utf-8", "replace")) for path in texts))
    for path in sorted([*CORPUS.rglob("*.toml"), *CORPUS.rglob("*.txt"), *CORPUS.rglob("*.md")]):
        assert not runs(path.read_text("utf-8")) & taken, path.name


def test_no_ten_words_are_those_of_the_examples() -> None:
    examples = sorted((ROOT / "corpora" / "exempel" / "bygg" / "innehall").glob("*.toml"))
    ours = sorted((CORPUS / "bygg" / "innehall").glob("*.toml"))
    taken, used = (
        set().union(*(runs(text) for path in paths for text in strings(tomllib.loads(path.read_text("utf-8")))))
        for paths in (examples, ours)
    )
    assert taken and used
    assert not taken & used
