"""The report in a real browser: filters, links from picture to measure, no errors, no network."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import publish_sample as sample
import pytest

from vaxtanalys.publish import make_tables, write_report

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")

pytestmark = pytest.mark.skipif(
    not (BROWSER and DRIVER) and os.environ.get("CI") != "true",
    reason="chromium and chromedriver are needed to open the report",
)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    assert BROWSER, "chromium is missing"
    assert DRIVER, "chromedriver is missing"
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    profile = tmp_path_factory.mktemp("profile")
    for argument in (
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1280,1000",
        f"--user-data-dir={profile}",
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("report") / "rapport.html"
    tables = make_tables(sample.readings(), sample.alignments(), sample.groups(), *sample.comparison())
    write_report(tables, sample.codebook(), path)
    return path.as_uri()


@pytest.fixture
def opened(browser: Any, report: str) -> Iterator[Any]:
    browser.get("about:blank")
    browser.get_log("performance")
    browser.get_log("browser")
    browser.get(report)
    yield browser
    assert [entry for entry in browser.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")] == []
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
    assert {url.split("#")[0] for url in asked if not url.startswith("data:")} <= {report}


def shown(browser: Any, selector: str = ".measure") -> list[str]:
    script = "return [...document.querySelectorAll(arguments[0])].filter(e => e.checkVisibility()).map(e => e.id)"
    ids: list[str] = browser.execute_script(script, selector)
    return ids


def choose(browser: Any, form: str, index: int, value: str) -> None:
    """Set one control of a filter as a person would, and wait for the list to follow."""
    script = """const control = document.querySelectorAll(`#${arguments[0]} [data-filter]`)[arguments[1]];
    control.value = arguments[2]; control.dispatchEvent(new Event("input", {bubbles: true}));"""
    browser.execute_script(script, form, index, value)
    browser.execute_async_script("setTimeout(arguments[0], 250)")


def click_cell(browser: Any, beginning: str) -> None:
    """Click the cell of the pictures whose words begin so."""
    script = """const cell = [...document.querySelectorAll("a.cell")].find(
      (cell) => cell.querySelector("title").textContent.startsWith(arguments[0]));
    cell.scrollIntoView({block: "center"}); return cell;"""
    browser.execute_script(script, beginning).click()


def test_all_measures_are_shown_at_first(opened: Any) -> None:
    assert len(shown(opened)) == 10
    assert opened.find_element("css selector", "#measure-filter output").text == "10 av 10 visas"


def test_filters_narrow_the_list_and_can_be_cleared(opened: Any) -> None:
    choose(opened, "measure-filter", 0, "0991")
    assert shown(opened) == [f"granvik-m00{n}" for n in range(1, 5)]
    choose(opened, "measure-filter", 1, "prevention_level:indicated")
    assert shown(opened) == ["granvik-m003", "granvik-m004"]
    text = len(opened.find_elements("css selector", "#measure-filter [data-filter]")) - 1
    choose(opened, "measure-filter", text, "SPRÅK lättläst")
    assert shown(opened) == ["granvik-m004"]
    choose(opened, "measure-filter", text, "finns inte någonstans")
    assert shown(opened) == []
    assert opened.find_element("css selector", "[data-none=measure-list]").is_displayed()
    opened.find_element("css selector", "#measure-filter [data-do=clear]").click()
    assert len(shown(opened)) == 10


def test_a_covered_cell_leads_to_just_its_measures(opened: Any) -> None:
    click_cell(opened, "Ekköping, Unga:")
    assert shown(opened) == ["ekkoping-m002", "ekkoping-m003"]
    assert opened.current_url.endswith("#ekkoping-m002")
    chosen = opened.find_element("css selector", ".chosen")
    assert "Ekköping, Unga: Täckt" in chosen.text


def test_a_gap_cell_opens_its_reason(opened: Any) -> None:
    assert shown(opened, ".hole") == []
    click_cell(opened, "Ekköping, Indikerad:")
    assert "lucka-1991-prevention_level-indicated" in shown(opened, ".hole")
    target = opened.find_element("id", "lucka-1991-prevention_level-indicated")
    assert "sökt på" in target.text


def test_a_link_to_a_measure_that_is_filtered_out_shows_it(opened: Any) -> None:
    choose(opened, "measure-filter", 0, "0991")
    opened.execute_script("location.hash = '#ljunga-m002'")
    opened.execute_async_script("setTimeout(arguments[0], 250)")
    assert "ljunga-m002" in shown(opened)


def test_gaps_are_filtered_by_municipality_and_state(opened: Any) -> None:
    choose(opened, "gap-filter", 0, "1991")
    choose(opened, "gap-filter", 2, "undecided")
    assert shown(opened, ".hole") == ["lucka-1991-measure_group-g001"]


def test_details_open_for_all_that_is_shown(opened: Any) -> None:
    choose(opened, "measure-filter", 0, "1991")
    opened.find_element("css selector", "#measure-filter [data-do=open]").click()
    assert len(opened.find_elements("css selector", ".measure details[open]")) == 3
    assert "target_group.youth.1" in opened.find_element("id", "ekkoping-m002").text


def test_the_page_fits_a_narrow_screen(opened: Any) -> None:
    opened.set_window_size(500, 900)
    widths = opened.execute_script("return [document.documentElement.scrollWidth, innerWidth]")
    opened.set_window_size(1280, 1000)
    assert widths[0] <= widths[1]
