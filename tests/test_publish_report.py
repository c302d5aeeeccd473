"""The report as a file: nothing from outside, every link leads somewhere, every row is there, text is only text."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import publish_sample as sample
import pytest

from vaxtanalys.errors import UsageError
from vaxtanalys.model import CoverageCell, Reading
from vaxtanalys.publish import make_tables, write_report
from vaxtanalys.publish.cards import highlight
from vaxtanalys.publish.findings import alphabet_key, gather, period, sentence, summarize
from vaxtanalys.publish.heatmap import CELL_WIDTH, PAGE_WIDTH
from vaxtanalys.publish.texts import load_texts


def sample_tables() -> dict[str, pd.DataFrame]:
    return make_tables(sample.readings(), sample.alignments(), sample.groups(), *sample.comparison())


def written(tables: Mapping[str, pd.DataFrame], path: Path, language: str = "sv") -> str:
    write_report(tables, sample.codebook(), path, language)
    return path.read_text("utf-8")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    return written(sample_tables(), tmp_path_factory.mktemp("r") / "rapport.html")


class Elements(HTMLParser):
    """All start tags of a page with their attributes, and the text outside style and script."""

    VOID = ("meta", "link", "input", "br", "path", "rect", "circle")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "script"):
            self.text += data


def test_tags_are_balanced_ids_unique_and_links_lead_somewhere(page: str) -> None:
    elements = Elements(page)
    assert elements.open == []
    ids = [attrs["id"] for _, attrs in elements.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    links = [str(attrs["href"]) for tag, attrs in elements.tags if tag == "a"]
    assert len(links) > 80
    assert {link.removeprefix("#") for link in links} <= set(ids)
    for attribute in ("aria-labelledby", "for"):
        named = {name for _, attrs in elements.tags for name in (attrs.get(attribute) or "").split()}
        assert named <= set(ids)


def test_nothing_comes_from_outside(page: str) -> None:
    elements = Elements(page)
    assert not [tag for tag, attrs in elements.tags if tag in ("img", "iframe", "object", "embed", "base")]
    assert not [attrs for tag, attrs in elements.tags if attrs.get("src") or attrs.get("style")]
    assert [attrs["href"] for tag, attrs in elements.tags if tag == "link"] == ["data:,"]
    style = re.search(r"<style>(.*?)</style>", page, re.S)
    assert style
    assert not re.search(r"@import|url\((?!#)", style[1])


def test_only_its_own_style_and_script_may_run(page: str) -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    assert "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1]
    for tag in ("style", "script"):
        bodies = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.S)
        assert len(bodies) == 1
        digest = base64.b64encode(hashlib.sha256(bodies[0].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy[1]


def test_every_measure_stands_there_with_file_page_and_own_words(page: str) -> None:
    text = re.sub(r"\s+", " ", Elements(page).text)
    for measure in sample_tables()["measures"].to_dict("records"):
        assert f'id="{measure["measure_id"]}"' in page
        assert measure["text"] in text
    assert "Granvik · granvik.pdf, s. 1 · 1 Trygga uppväxtvillkor" in text
    assert "Exempelvis kan skolans egna värdegrundsveckor" in text


def test_every_document_stands_there_with_its_outcome(page: str) -> None:
    text = Elements(page).text
    for document in sample_tables()["documents"].to_dict("records"):
        assert document["file"] in text
        assert sentence(document["message"]) in text
    assert "Låst med lösenord" in text


def test_every_gap_has_its_reason_and_where_it_was_looked_for(page: str) -> None:
    gaps = [gap for gap in sample_tables()["gaps"].to_dict("records") if gap["state"] == "gap"]
    assert len(gaps) > 10
    outside = [gap for gap in gaps if not gap["peers_same_area"]]
    assert [(gap["municipality_code"], gap["code"]) for gap in outside] == [("1991", "children")]
    for gap in gaps:
        if gap in outside:
            continue
        assert f'id="lucka-{gap["municipality_code"]}-{gap["facet"]}-{gap["code"]}"' in page
    assert "Sökt i: granvik.pdf, sidorna 1–2" in page


def test_a_reason_that_holds_for_many_codes_is_said_once(page: str) -> None:
    assert len(re.findall(r"<span lang=\"sv\">Ingen plan med åtgärder har lästs: vikboda\.</span>", page)) == 3
    text = re.sub(r"\s+", " ", Elements(page).text)
    assert "Gäller: Universell (2 av 3); Selektiv (3 av 3); Indikerad (2 av 3)." in text


def test_every_cell_of_the_comparison_is_a_link_with_its_state(page: str) -> None:
    counts = sample_tables()["coverage"]["state"].value_counts()
    shown = {state: page.count(f'<a class="cell {state}"') for state in ("covered", "gap", "outside", "undecided")}
    assert shown.pop("outside") == 1
    assert shown == counts.to_dict() | {"gap": counts["gap"] - 1}


def test_what_a_plan_is_not_about_is_told_of_apart(page: str) -> None:
    assert 'class="hole other outside" id="rutor-1991-target_group-children"' in page
    text = re.sub(r"\s+", " ", Elements(page).text)
    assert "som inte räknas som luckor ovan: målgrupp 1." in text


def test_printed_and_inferred_are_told_apart(page: str) -> None:
    assert '<mark class="inferred" title="Målgrupp: Unga (härledd)">elever i årskurs 6 och 8</mark>' in page
    chip = '<span class="chip stated" title="Preventionsnivå">Universell<span class="unseen"> (tryckt)</span></span>'
    assert chip in page


def test_text_of_a_plan_is_only_text(tmp_path: Path) -> None:
    wicked = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'{{ 7*7 }}"
    reading = sample.readings()[0]
    assert reading.plan
    facts = replace(reading.facts, title=wicked, municipality=wicked)
    first = reading.plan.measures[0]
    plan = replace(
        reading.plan, facts=facts, notes=(wicked,), measures=(replace(first, timeline=wicked, label=wicked),)
    )
    cell = CoverageCell("0991", "target_group", wicked, "gap", (), None, None, wicked)
    faulty = replace(reading, facts=facts, plan=plan, message=wicked, tagging=None)
    page = written(make_tables([faulty], [], [], [cell], []), tmp_path / "r.html")
    elements = Elements(page)
    assert elements.open == []
    assert page.count("<script") == 1
    assert not [tag for tag, attrs in elements.tags if tag == "img" or "onerror" in attrs]
    assert elements.text.count(wicked) >= 4


def test_same_tables_same_bytes(page: str, tmp_path: Path) -> None:
    cells, gaps = sample.comparison()
    turned = make_tables(sample.readings()[::-1], sample.alignments()[::-1], sample.groups(), cells[::-1], gaps[::-1])
    assert written(turned, tmp_path / "r.html") == page


def test_english_by_option_with_the_plans_words_marked_swedish(tmp_path: Path) -> None:
    page = written(sample_tables(), tmp_path / "r.html", "en")
    assert '<html lang="en">' in page
    assert "How to read this report" in page
    assert '<p class="words" lang="sv">' in page
    assert "Sammanfattning</h2>" not in page
    with pytest.raises(UsageError):
        written(sample_tables(), tmp_path / "x.html", "de")


def test_a_run_without_documents_gives_a_report_too(tmp_path: Path) -> None:
    page = written(make_tables([], [], [], [], []), tmp_path / "r.html")
    for words in ("Inga dokument har lästs in.", "Inga luckor hittades.", "Inga åtgärder hittades."):
        assert words in page


def test_many_municipalities_are_drawn_in_parts(tmp_path: Path) -> None:
    codes = [f"{n:04d}" for n in range(1, PAGE_WIDTH // CELL_WIDTH + 6)]
    cells = [CoverageCell(code, "prevention_level", "universal", "gap", (), None, None, "inget") for code in codes]
    page = written(make_tables([], [], [], cells, []), tmp_path / "r.html")
    assert page.count('<svg class="heatmap"') == 2
    assert page.count('<a class="cell gap"') == len(codes)
    assert re.search(r"\(kommunerna 0001 till 00\d\d\)", page)
    widths = [int(width) for width in re.findall(r'<svg class="heatmap"[^>]* width="(\d+)"', page)]
    assert max(widths) <= PAGE_WIDTH + 8


def test_cells_outside_the_table_of_gaps_are_told_of_too(tmp_path: Path) -> None:
    cells = [
        CoverageCell("0991", "target_group", code, "gap", (), None, None, f"inga åtgärder för {label}")
        for code, label in (("children", "Barn"), ("youth", "Unga"))
    ]
    page = written(make_tables(sample.readings(), [], [], cells, []), tmp_path / "r.html")
    assert page.count('<article class="hole') == 1
    assert "Barn; Unga" in page
    assert "Inga åtgärder för …." in page


def test_crossed_facets_and_strategy_goals_have_words(tmp_path: Path) -> None:
    cells = [
        CoverageCell("0991", "target_group*prevention_level", "youth*universal", "gap", (), None, None, "inget"),
        CoverageCell("0992", "strategy_goal", "granvik-m001", "gap", (), None, None, "inget"),
    ]
    page = written(make_tables(sample.readings(), [], [], cells, []), tmp_path / "r.html")
    assert "Målgrupp × Preventionsnivå" in page
    assert "Unga × Universell" in page
    assert re.search("Strategins mål.*Gäller: Alla grundskolor ger", page, re.S)


def test_overlapping_evidence_is_shown_whole() -> None:
    found = gather(sample_tables(), sample.codebook(), load_texts())
    tag = {"facet": "target_group", "basis": "inferred", "source": "text"}
    tags = [
        {**tag, "code": "victims", "start": 0, "end": 12},
        {**tag, "code": "children", "start": 8, "end": 16, "basis": "stated"},
        {**tag, "code": "youth", "start": None, "end": None, "source": "heading"},
    ]
    pieces = highlight(found, "utsatta med barn hemma", tags)
    assert [(piece.text, piece.basis) for piece in pieces] == [
        ("utsatta ", "inferred"),
        ("med ", "stated"),
        ("barn", "stated"),
        (" hemma", ""),
    ]
    assert pieces[1].title == "Målgrupp: Våldsutsatta (härledd); Målgrupp: Barn (tryckt)"


def _summary(readings: list[Reading]) -> str:
    return " ".join(summarize(gather(make_tables(readings, [], [], [], []), sample.codebook(), load_texts())))


def test_the_summary_says_what_could_not_be_read() -> None:
    words = _summary(sample.readings())
    assert "6 dokument från 6 kommuner ingår. 10 åtgärder hittades i 3 dokument." in words
    assert "2 dokument kunde inte läsas: Åsarum (Åsarum 2.pdf) och Vikboda (vikboda.pdf)." in words
    assert "1 dokument kunde läsas men innehåller inga åtgärder: Storhamra" in words
    assert "4 är tryckta i planerna, 32 är härledda" in words
    assert "Alla dokument kunde läsas." in _summary(sample.readings()[:1])


def test_a_document_read_with_doubt_or_of_unknown_municipality_is_named() -> None:
    poor = replace(sample.readings()[0], grade="poor")
    assert "Granvik (granvik.pdf). För dem sägs inget vara en lucka." in _summary([poor])
    unknown = replace(poor, facts=replace(poor.facts, municipality=None, municipality_code=None))
    assert "gäller ett län eller en region: Län eller region (granvik.pdf)" in _summary([unknown])
    unknown = replace(poor, facts=replace(unknown.facts, county_code=None))
    assert "en kommun som inte gick att avgöra: Kommun okänd (granvik.pdf)" in _summary([unknown])


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [(2024, 2027, "2024–2027"), (2024, None, "2024–"), (None, None, ""), (2024, 2024, "2024")],
)
def test_periods(start: int | None, end: int | None, words: str) -> None:
    assert period({"period_start": start, "period_end": end}) == words


@pytest.mark.parametrize(
    ("words", "said"),
    [("", ""), ("inga fanns", "Inga fanns."), ("Klart.", "Klart."), ("Närmast: ”ett”", "Närmast: ”ett”")],
)
def test_a_reason_becomes_a_sentence(words: str, said: str) -> None:
    assert sentence(words) == said


def test_names_are_sorted_as_in_swedish() -> None:
    names = ["Östersund", "Ängelholm", "Åre", "Vansbro", "örebro", "arvika"]
    assert sorted(names, key=alphabet_key) == ["arvika", "Vansbro", "Åre", "Ängelholm", "örebro", "Östersund"]


def test_the_summary_tells_what_the_plans_are_about_where_that_differs() -> None:
    """Or a reader would take a climate plan for one of the ten plans against violence that are compared."""
    tables = sample_tables()
    documents = tables["documents"]
    plans = documents["municipality_code"].notna() & documents["document_id"].isin(tables["measures"]["document_id"])
    assert plans.sum() > 1
    areas = iter([["violence"], ["climate_environment"], *[["violence"]] * len(documents)])
    documents["policy_areas"] = [next(areas) if plan else ["safety"] for plan in plans]
    said = " ".join(summarize(gather(tables, sample.codebook(), load_texts("sv"))))
    told = said[said.index("Planerna handlar om") :].split(". ")[0]
    assert told.endswith(("klimat och miljö (1)", "våld (1)"))
    assert "trygghet" not in told
    documents["policy_areas"] = [["violence"]] * len(documents)
    assert "Planerna handlar om" not in " ".join(summarize(gather(tables, sample.codebook(), load_texts("sv"))))


def test_the_summary_says_that_one_municipality_alone_has_none_to_be_compared_with() -> None:
    tables = make_tables(sample.readings()[:1], (), (), (), ())
    said = " ".join(summarize(gather(tables, sample.codebook(), load_texts("sv"))))
    assert "Vad en plan saknar syns mot andra kommuners planer; här går 0 kommuner att jämföra." in said
