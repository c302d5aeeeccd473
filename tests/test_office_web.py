"""Web pages and Markdown: the main content without the site around it."""

from __future__ import annotations

from pathlib import Path

import pytest
from office_files import fields, grid, laid_out, plan_of, said, shown

PAGE = """<!DOCTYPE html>
<html lang="sv"><head><title>Handlingsplan mot våld – Ljungby Södra</title><style>p {color: red}</style></head>
<body>
<header><p>Ljungby Södra kommun</p></header>
<nav><ul><li>Start</li><li>Omsorg</li></ul></nav>
<main>
<h1>Handlingsplan mot våld 2025–2028</h1>
<p>Planen gäller <b>hela</b> kommunen<sup>1</sup> och
alla&shy;nämnder.<br>Den följs upp varje år.</p>
<script>var x = "inte text";</script>
<h2>Fokusområde 1: Upptäcka</h2>
<table>
<thead><tr><th>Åtgärd</th><th>Ansvarig</th><th>Tidplan</th></tr></thead>
<tbody>
<tr><td>Ställa frågor om våld på alla vårdcentraler</td><td rowspan="2">Socialnämnden<p>Medansvarig:</p>
<ul><li>Hälsonämnden</li></ul></td><td>2025</td></tr>
<tr><td>Ha en öppen mottagning två kvällar i veckan</td><td>2026</td></tr>
</tbody></table>
<h2>Fokusområde 2: Stödja</h2>
<p>Under perioden ska kommunen:</p>
<ol start="3"><li>erbjuda samtal åt alla barn
<ul><li>även på lovet</li></ul></li>
<li><p>bygga ut jouren</p></li></ol>
<p style="display: none">Osynligt</p>
</main>
<footer>Kontakta växeln</footer>
</body></html>
"""


def write(tmp_path: Path, data: str | bytes, name: str = "plan.html") -> Path:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_page(tmp_path: Path) -> None:
    document, plan = plan_of(write(tmp_path, PAGE))
    assert said(document, plan) == [
        ("Upptäcka", None, "Ställa frågor om våld på alla vårdcentraler"),
        ("Upptäcka", None, "Ha en öppen mottagning två kvällar i veckan"),
        ("Stödja", "3", "erbjuda samtal åt alla barn även på lovet"),
        ("Stödja", "4", "bygga ut jouren"),
    ]
    assert [fields(plan, index)["body"] for index in (0, 1)] == ["Socialnämnden Medansvarig: Hälsonämnden"] * 2
    assert document.meta_title == "Handlingsplan mot våld – Ljungby Södra"
    assert plan.measures[0].text.places[0].line == 15
    assert shown(document, "paragraph")[:2] == [
        "Planen gäller hela kommunen och allanämnder.",
        "Den följs upp varje år.",
    ]
    for absent in ("inte text", "Omsorg", "Osynligt", "color"):
        assert absent not in document.text
    assert (shown(document, "header"), shown(document, "footer")) == (["Ljungby Södra kommun"], ["Kontakta växeln"])


@pytest.mark.parametrize(
    ("encoding", "declared"), [("utf-8", ""), ("cp1252", '<meta charset="iso-8859-1">'), ("cp1252", ""), ("utf-16", "")]
)
def test_encodings(tmp_path: Path, encoding: str, declared: str) -> None:
    words = "Åtgärder för äldre och för dem som är på väg från våld"
    page = f"<html><head>{declared}</head><body><p>{words}</p></body></html>"
    assert laid_out(write(tmp_path, page.encode(encoding))).text == words


def test_broken_markup_loose_text_and_headers_of_articles(tmp_path: Path) -> None:
    page = (
        "<div>Löst stycke som står utan märke <a href='x'>med länk</a> i<p>Öppet stycke om stöd till barn"
        "<article><header><h2>Rubrik i artikeln</h2></header><dl><dt>Våld</dt><dd>Allt som skadar.</dd></dl></article>"
    )
    document = laid_out(write(tmp_path, page))
    assert shown(document) == [
        "Löst stycke som står utan märke med länk i",
        "Öppet stycke om stöd till barn",
        "Rubrik i artikeln",
        "Våld",
        "Allt som skadar.",
    ]


def test_spans_and_heads_without_thead(tmp_path: Path) -> None:
    page = (
        "<p>Tabellen visar vad kommunen gör för den som är utsatt.</p><table>"
        "<tr><th colspan=2>Insats</th><th>Ansvar</th></tr>"
        "<tr><td rowspan=0>A</td><td>Öppna ett härbärge</td><td>Nämnden</td></tr>"
        "<tr><td>Hyra tre lägenheter</td><td colspan=9999>Bolaget</td></tr></table>"
    )
    document = laid_out(write(tmp_path, page))
    assert grid(document) == [
        ["Insats", "Insats", "Ansvar"],
        ["A", "Öppna ett härbärge", "Nämnden"],
        ["A", "Hyra tre lägenheter", "Bolaget"],
    ]
    assert document.tables[0].header_rows == (0,)


MARKDOWN = """---
title: Plan
---

# Handlingsplan mot våld 2025

Planen gäller *alla* nämnder.

## Upptäckt

| Åtgärd | Ansvar |
|--------|--------|
| Starta en stödgrupp för unga män | Fritidsnämnden |
| Utbilda alla chefer i att se våld | **Kommunstyrelsen** |

## Stöd

- Erbjuda samtal till den som slår
  Ansvar: Socialnämnden
- Ordna bytesrum för separerade föräldrar
  Ansvar: Familjenämnden
"""


def test_markdown(tmp_path: Path) -> None:
    document, plan = plan_of(write(tmp_path, MARKDOWN, "plan.md"))
    assert said(document, plan) == [
        ("Upptäckt", None, "Starta en stödgrupp för unga män"),
        ("Upptäckt", None, "Utbilda alla chefer i att se våld"),
        ("Stöd", None, "Erbjuda samtal till den som slår"),
        ("Stöd", None, "Ordna bytesrum för separerade föräldrar"),
    ]
    assert [measure.text.places[0].line for measure in plan.measures] == [13, 14, 18, 20]
    assert fields(plan, 3)["body"] == "Ansvar: Familjenämnden"


CARD = "<dl><dt>Insats</dt><dd>{}</dd><dt>Ansvarig</dt><dd>{}</dd><dt>När</dt><dd>2026</dd></dl>"


def test_a_list_of_labels_is_a_card(tmp_path: Path) -> None:
    """``list_of_labels``: each ``dl`` with one value to a name is a table of two columns; others are running text."""
    cards = CARD.format("Snöröja cykelvägarna före klockan sex", "Tekniska nämnden")
    cards += CARD.format("Belysa stråket längs ån", "Kommunstyrelsen")
    terms = "<dl><dt>Cykelväg</dt><dd>En väg.</dd><dd>En bana.</dd></dl>"
    page = f"<html><body><h1>Cykelplan 2025–2030</h1><h2>Stråk</h2>{cards}<h2>Ordlista</h2>{terms}</body></html>"
    document, plan = plan_of(write(tmp_path, page))
    assert [text for _, _, text in said(document, plan)] == [
        "Snöröja cykelvägarna före klockan sex",
        "Belysa stråket längs ån",
    ]
    assert [fields(plan, number)["body"] for number in (0, 1)] == ["Tekniska nämnden", "Kommunstyrelsen"]
    assert len(document.tables) == 2


def test_struck_text_is_left_out_and_it_is_said(tmp_path: Path) -> None:
    body = "<h1>Plan för trygga kvällar i kommunen</h1><p>Öppna <del>två</del> <ins>tre</ins> gårdar</p></body></html>"
    page = f"<html><body>{body}"
    document = laid_out(write(tmp_path, page))
    assert "Öppna tre gårdar" in document.text and "två" not in document.text
    assert document.pages[0].warnings == ("text som är märkt som struken är inte med",)
