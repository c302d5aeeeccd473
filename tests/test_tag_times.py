"""Time, money and the chain of a measure: what is printed as dates and sums, what is not as missing."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from tests.made_measures import tag_measures
from vaxtanalys.model import Chain, Indicator
from vaxtanalys.publish.columns import TABLES
from vaxtanalys.publish.texts import load_texts
from vaxtanalys.tag.chain import tag_chains
from vaxtanalys.tag.dates import time_knowledge
from vaxtanalys.tag.money import read_money
from vaxtanalys.tag.times import read_time

TIMES = list(
    csv.DictReader(Path(__file__).with_name("tag").joinpath("times.csv").open(encoding="utf-8"), delimiter=";")
)


@pytest.mark.parametrize("row", TIMES, ids=lambda row: f"{row['where']}: {row['text']}")
def test_times_as_plans_print_them(row: dict[str, str]) -> None:
    time = read_time(row["text"], (2024, 2027), own_cell=row["where"] == "field")
    found = (time.deadline, time.period_start, time.period_end, time.recurrence) if time else (None,) * 4
    wanted = [row[name] for name in ("deadline", "period_start", "period_end", "recurrence")]
    assert ["" if value is None else str(value) for value in found] == wanted


def test_the_plans_period_needs_a_plan_that_says_it() -> None:
    assert read_time("Under perioden", (None, None), own_cell=True) is None


@pytest.mark.parametrize(
    ("text", "header", "kronor"),
    [
        ("250 000 kr", None, 250_000),
        ("1,5 mnkr per år", None, 1_500_000),
        ("Kostnad: 75 tkr", None, 75_000),
        ("2 miljoner kronor", None, 2_000_000),
        ("400", "Kostnad (tkr)", 400_000),
        ("400", "Kostnad", None),
        ("Inom befintlig budget", "Budget", None),
        ("SFS 2001:453", None, None),
        ("12.500 kr", None, 12_500),
    ],
)
def test_sums(text: str, header: str | None, kronor: float | None) -> None:
    found = read_money(text, header)
    assert (found[0] if found else None) == kronor


def _chain(text: str, *fields: tuple[str, str]) -> Chain:
    document, plan, tagging = tag_measures([text], [fields])
    (chain,) = tagging.chains
    assert chain.measure_id == plan.measures[0].measure_id
    for quote in (chain.time, chain.cost):
        if quote is not None:
            start, end = quote.spans[0]
            assert document.text[start:end] == quote.text
    return chain


def test_a_whole_chain() -> None:
    chain = _chain(
        "Starta en grupp",
        ("body", "Socialnämnden i samverkan med polisen"),
        ("timeline", "Klart kvartal 2 2026"),
        ("indicator", "Antal deltagare"),
        ("follow_up", "I årsredovisningen"),
        ("resources", "Cirka 100 tkr"),
    )
    assert chain.owners == ("socialnämnden",)
    assert (chain.deadline, chain.precision, chain.time_basis) == ("2026-06-30", "quarter", "column")
    assert [quote.text for quote in chain.indicators] == ["Antal deltagare"]
    assert (chain.cost_amount, chain.missing) == (100_000, ())


def test_the_measures_own_words_say_the_time_where_no_field_does() -> None:
    chain = _chain("Ta fram en rutin senast den 1 mars 2026, kostnad 50 000 kr")
    assert (chain.deadline, chain.time_basis) == ("2026-03-01", "text")
    assert chain.time is not None and chain.time.text == "1 mars 2026"
    assert (chain.cost_amount, chain.missing) == (50_000, ("owner", "indicator", "follow_up"))


def test_what_is_not_printed_is_missing() -> None:
    chain = _chain("Ta fram en rutin")
    assert chain.missing == ("owner", "time", "indicator", "follow_up", "cost")
    assert (chain.deadline, chain.recurrence, chain.time) == (None, None, None)


def test_an_indicator_of_the_goal_above_counts_once() -> None:
    document, plan, _ = tag_measures(
        ["Starta en grupp", "Ge kurser"], [[("indicator", "Antal deltagare")]], also="Andel nöjda"
    )
    start = document.text.index("Andel nöjda")
    own = plan.measures[0].fields[0].quote
    both = ("made-m001", "made-m002")
    indicators = (
        Indicator("made-i01", "made", 1, document.quote((start, start + 11)), measures=both),
        Indicator("made-i02", "made", 2, own, measures=("made-m001",)),
    )
    chains = tag_chains(document, replace(plan, indicators=indicators), ())
    assert [[quote.text for quote in chain.indicators] for chain in chains] == [
        ["Antal deltagare", "Andel nöjda"],
        ["Andel nöjda"],
    ]
    assert "indicator" not in chains[1].missing


def test_every_recurrence_has_a_label_and_is_documented() -> None:
    texts = load_texts("sv")
    codes = [row["code"] for row in time_knowledge()["recurrence"]]
    for code in codes:
        assert texts.label("recurrence", code) != code
        assert code in texts.column("measures", "recurrence")
    assert "missing" in TABLES["chain"]
