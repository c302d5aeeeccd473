"""Each rule of the layout stage by the case that breaks without it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from set_pages import document, page, set_line, set_lines

from vaxtanalys.errors import UnreadableError
from vaxtanalys.hyphens import is_broken, join_hyphenated, line_end
from vaxtanalys.layout import lay_out
from vaxtanalys.layout.anchored import _goes_on
from vaxtanalys.layout.label_runs import find_label_runs
from vaxtanalys.layout.lines import make_line
from vaxtanalys.layout.made_grids import even_grid
from vaxtanalys.layout.paired_lines import find_paired_lines
from vaxtanalys.model import Box, Document, Fill, RawCell, RawPage, RawTable, Word

PROSE = [
    "Kommunen arbetar sedan flera år med trygghet i hela den egna",
    "organisationen och tillsammans med föreningar, företag och polis",
    "så att alla som bor här kan leva ett gott liv utan rädsla för hot.",
]


def texts(laid_out: Document, *roles: str) -> list[str]:
    return [laid_out.block_text(block) for block in laid_out.blocks if not roles or block.role in roles]


def lay(*pages: RawPage) -> Document:
    return lay_out(document(*pages), "sida")


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("hälso-", "och", "hälso- och"),
        ("barn-", "eller", "barn- eller"),
        ("pensio-", "närsrådet", "pensionärsrådet"),
        ("fritids-", "nämnden", "fritidsnämnden"),
        ("sommarvär-", "men", "sommarvärmen"),
        ("barn-", "men", "barn- men"),
        ("EU-", "kommissionen", "EU-kommissionen"),
        ("hbtqi-", "personer", "hbtqi-personer"),
        ("16-", "25", "16-25"),
        ("Karlstads-", "Hammarö", "Karlstads-Hammarö"),
        ("för\u00ad", "valtning", "förvaltning"),
    ],
)
def test_hyphens_at_line_ends(left: str, right: str, joined: str) -> None:
    text, glue = join_hyphenated(left, right)
    assert text + glue + right == joined


@pytest.mark.parametrize(
    ("left", "right", "rule"),
    [
        ("hälso-", "och", "coordination"),
        ("pensio-", "närsrådet", "compound"),
        ("trygg-", "het", "lexicon"),
        ("kommundels-", "förvaltningen", "compound"),
        ("EU-", "kommissionen", "abbreviation"),
        ("hbtqi-", "personer", "abbreviation"),
        ("16-", "25", "capital_or_figure"),
        ("https://ekeby.se/trygga-", "torg", "web_address"),
        ("för\u00ad", "valtning", "soft_hyphen"),
        ("Ekebyxq-", "vzttorg", "unknown"),
    ],
)
def test_what_was_joined_at_a_line_end_tells_its_rule(left: str, right: str, rule: str) -> None:
    assert line_end(left, right).rule == rule


def test_the_documents_own_writing_decides() -> None:
    assert line_end("drop-", "in", frozenset({"drop-in"})).rule == "seen_with_hyphen"
    assert line_end("torg-", "skrapa", frozenset({"torgskrapa"})).rule == "seen_whole"


def test_a_hyphen_the_document_writes_elsewhere_stays() -> None:
    assert join_hyphenated("drop-", "in", frozenset({"drop-in"})) == ("drop-", "")
    assert join_hyphenated("drop-", "in", frozenset()) == ("drop", "")


@pytest.mark.parametrize(
    ("left", "right", "broken"),
    [
        ("Räddningsnämnde", "n", True),
        ("Arbetsmarknadsnäm", "nden,", True),
        ("Ekeby", "idrottsråd", False),
        ("kommunens", "verksamheter", False),
        ("Socialnämnden", "2031", False),
    ],
)
def test_words_broken_without_a_hyphen(left: str, right: str, broken: bool) -> None:
    assert is_broken(left, right) is broken


def test_a_hyphen_that_another_font_lends_belongs_to_the_word_it_touches() -> None:
    above = set_line("Kommunen och byarna gör mer sam", 70, 80)
    end = above[-1].box
    lent = Word("-", replace(end, x0=end.x1, x1=end.x1 + 3), 10.0, "Lent")
    (text,) = texts(lay(page([*above, lent, *set_line("spel möjligt i alla byar.", 70, 94)])))
    assert "mer samspel möjligt" in text
    apart = replace(lent, box=replace(lent.box, x0=end.x1 + 5, x1=end.x1 + 8))
    (text,) = texts(lay(page([*above, apart, *set_line("spel möjligt i alla byar.", 70, 94)])))
    assert "mer sam - spel möjligt" in text


def test_raised_figures_are_notes_not_words() -> None:
    words = set_line("enligt lagen", 70, 100)
    mark = Word("3", Box(words[-1].box.x1, 98, words[-1].box.x1 + 3, 104), 6, "Sans")
    line = make_line(1, [*words, mark])
    assert line is not None
    assert line.text == "enligt lagen"
    assert line.notes == ("3",)
    figure = replace(mark, size=10, box=Box(mark.box.x0 + 4, 100, mark.box.x0 + 9, 110))
    whole = make_line(1, [*words, figure])
    assert whole is not None
    assert whole.text == "enligt lagen 3"


@pytest.mark.parametrize("bullet", ["•", "–", "-", "▪", "o", "♟", "☂"])
def test_a_bullet_is_a_marker(bullet: str) -> None:
    words = [*set_line(bullet, 70, 100), *set_line("Utbilda alla chefer", 84, 100)]
    line = make_line(1, words)
    assert line is not None
    assert (line.marker, line.text) == (bullet, "Utbilda alla chefer")


def test_an_emblem_before_larger_type_is_no_part_of_the_heading() -> None:
    """``emblem_before_words``; a copyright sign is a word."""
    words = [
        *set_line("☂ Trygga torg", 70, 60, 16),
        *set_lines(PROSE, top=90),
        *set_line("© Ekeby kommun 2031", 70, 200),
    ]
    blocks = {document.block_text(b): b for document in [lay(page(words))] for b in document.blocks}
    assert (blocks["Trygga torg"].role, blocks["Trygga torg"].marker) == ("heading", "☂")
    assert "© Ekeby kommun 2031" in blocks


def test_a_number_in_front_of_prose_is_an_item() -> None:
    laid_out = lay(page([*set_lines(PROSE), *set_line("1. Ta fram en lägesbild varje år", 70, 150)]))
    items = [block for block in laid_out.blocks if block.role == "item"]
    assert [(block.marker, laid_out.block_text(block)) for block in items] == [("1.", "Ta fram en lägesbild varje år")]


def test_two_columns_are_read_one_after_the_other() -> None:
    left = ["Vänster spalt börjar här och", "går vidare på nästa rad utan", "att blandas med den högra."]
    right = ["Höger spalt har sin egen text", "som läses när den vänstra är", "slut och inte förr än då."]
    laid_out = lay(page([*set_lines(left, 60), *set_lines(right, 320)]))
    assert texts(laid_out) == [" ".join(left), " ".join(right)]


def test_a_heading_over_both_columns_ends_the_columns() -> None:
    left = ["Ett stycke i den vänstra spalten", "som slutar här."]
    right = ["Ett stycke i den högra spalten", "som slutar också."]
    words = [
        *set_lines([*left, "Sista raden i vänster spalt."], 60),
        *set_lines([*right, "Sista raden i höger spalt."], 320),
        *set_line("Nu följer en rad som går tvärs över hela sidans bredd och slutar bägge", 60, 150),
        *set_line("spalterna på sidan.", 60, 164),
    ]
    found = texts(lay(page(words)))
    assert found[-1].startswith("Nu följer en rad")
    assert found[0] == " ".join(left)
    assert found.index("Sista raden i vänster spalt.") < found.index(" ".join(right))


def test_labels_and_values_are_read_across() -> None:
    words = [
        *set_line("Diarienummer:\tKS 2031/17", 70, 100),
        *set_line("Beslutad av:\tFullmäktige", 70, 114),
        *set_line("Gäller till:\t2034", 70, 128),
    ]
    found = texts(lay(page([*words, *set_lines(PROSE, top=400)])))
    assert found[:3] == ["Diarienummer: KS 2031/17", "Beslutad av: Fullmäktige", "Gäller till: 2034"]


def test_cards_side_by_side_are_read_card_by_card() -> None:
    fills = [Fill(Box(60, 90, 200, 150), "#ddeeff"), Fill(Box(220, 90, 360, 150), "#ddeeff")]
    words = [*set_lines(["Ledning och", "styrning"], 66, 100), *set_lines(["Stöd till", "de utsatta"], 226, 107)]
    assert texts(lay(page([*words, *set_lines(PROSE, top=300)], fills=fills)))[:2] == [
        "Ledning och styrning",
        "Stöd till de utsatta",
    ]


def test_a_deliberate_line_break_in_a_list_of_names() -> None:
    lines = ["Socialnämnden", "Barn- och utbildningsnämnden", "Tekniska nämnden", *PROSE]
    assert texts(lay(page(set_lines(lines))))[:3] == lines[:3]


def test_a_paragraph_goes_on_over_the_page_break() -> None:
    first = page([*set_lines([*PROSE[:2]], top=700), *set_line("4", 300, 800, 8)], 1)
    second = page([*set_lines([PROSE[2]], top=80), *set_line("5", 300, 800, 8)], 2)
    laid_out = lay(first, second)
    assert texts(laid_out, "paragraph") == [" ".join(PROSE)]
    assert [place.page for place in laid_out.blocks[0].places] == [1, 2]
    assert texts(laid_out, "footer") == ["4", "5"]


def test_running_headers_are_furniture_and_a_heading_is_not() -> None:
    pages = [
        page(
            [
                *set_line("Trygghetsplan för Ekstads kommun", 70, 30, 8),
                *set_line(f"Kapitel {number}", 70, 70, 18, bold=True),
                *set_lines(PROSE, top=110),
            ],
            number,
        )
        for number in (1, 2, 3)
    ]
    laid_out = lay(*pages)
    assert texts(laid_out, "header") == ["Trygghetsplan för Ekstads kommun"] * 3
    assert texts(laid_out, "heading") == ["Kapitel 1", "Kapitel 2", "Kapitel 3"]


def test_a_pages_own_number_in_large_type_is_furniture_and_a_chapters_is_not() -> None:
    pages = [
        page(
            [*set_line(str(n), 70, 60, 20), *set_lines(PROSE, top=110), *set_line(str(n + 2), 70, 810, 14)],
            n + 2,
        )
        for n in (1, 2, 3)
    ]
    first = [page(set_lines(PROSE), n) for n in (1, 2)]
    assert texts(lay(*first, *pages), "footer") == ["3", "4", "5"]


def test_what_stands_level_with_a_pages_number_at_the_foot_is_furniture() -> None:
    names = ("Lägesbild", "Åtgärder", "Ordlista")
    pages = [
        page([*set_lines(PROSE), *set_line(name, 70, 800, 9), *set_line(f"Sida {n} av 3", 500, 800, 9)], n)
        for n, name in enumerate(names, start=1)
    ]
    laid_out = lay(*pages)
    assert [text for text in texts(laid_out, "footer") if text in names] == list(names)
    assert not {*names} & {*texts(laid_out, "heading"), *texts(laid_out, "paragraph")}


def test_a_line_that_ends_in_smaller_type_goes_on_with_its_paragraph() -> None:
    first = set_line("• Fråga om våld vid alla besök hos unga och äldre i länet", 70, 80)
    second = [*set_line("om året. ", 80, 94), *set_line("(Omsorgsnämnden)", 130, 95, 8.5)]
    small = replace(second[-1], font="Serif")
    assert texts(lay(page([*first, *second[:-1], small])), "item") == [
        "Fråga om våld vid alla besök hos unga och äldre i länet om året. (Omsorgsnämnden)"
    ]
    note = [replace(word, font="Serif") for word in set_line("(Omsorgsnämnden och skolan)", 80, 95, 8.5)]
    assert "(Omsorgsnämnden" not in texts(lay(page([*first, *note])), "item")[0]


def test_frames_side_by_side_are_cards_and_not_a_table() -> None:
    left = set_lines(["Trygga bussar", "Ha värdar på bussarna", "Ansvar: Trafiken"], 70, 100)
    right = set_lines(["Lektioner om rån", "Hålla lektioner i årskurs 7", "Ansvar: Skolan"], 300, 100)
    boxes = [Box(60, 90, 285, 150), Box(285, 90, 292, 150), Box(292, 90, 520, 150)]
    grid = RawTable(
        Box(60, 90, 520, 150), "partly_ruled", tuple(RawCell(0, i, 1, 1, box) for i, box in enumerate(boxes))
    )
    laid_out = lay(replace(page([*left, *right]), tables=(grid,)))
    assert not laid_out.tables
    assert laid_out.text.index("Ansvar: Trafiken") < laid_out.text.index("Lektioner om rån")
    short = replace(page([*left[:2], *right[:2]]), tables=(grid,))
    assert lay(short).tables


def test_bullets_side_by_side_are_two_columns() -> None:
    words = set_lines(["Vi ska", "• Skapa en kontakt mellan vården", "• Utveckla frågorna"], 70, 110, 14, 18)
    words += set_lines(["Så mäter vi", "• Väntetid"], 314, 110, 14, 18)
    assert [lay(page(words)).block_text(block) for block in lay(page(words)).blocks] == [
        "Vi ska",
        "Skapa en kontakt mellan vården",
        "Utveckla frågorna",
        "Så mäter vi",
        "Väntetid",
    ]


def test_a_title_in_the_middle_over_columns_belongs_to_none() -> None:
    words = set_line("Socialtjänst", 330, 60, 30)
    for x, lines in (
        (60, ["Vi har", "• Samtal för barn"]),
        (310, ["Vi ska", "• Ge stöd även efteråt", "• Göra barnet delaktigt", "• Ta fram en broschyr"]),
    ):
        words += set_lines(lines, x, 110, 14, 16)
    laid_out = lay(replace(page(words), width=700.0))
    assert [laid_out.block_text(block) for block in laid_out.blocks][:3] == [
        "Socialtjänst",
        "Vi har",
        "Samtal för barn",
    ]


def test_labels_beside_their_values_with_headings_between_the_lists() -> None:
    words: list[Word] = []
    read = []
    for number, top in enumerate((100, 200, 300)):
        words += set_line(f"Lampor {number}", 70, top - 22, 13)
        read += [f"Lampor {number}"]
        for step, (label, value) in enumerate((("Åtgärd", f"Byta lampa {number} längs"), ("Ansvarig", "Gatukontoret"))):
            words += [*set_line(label, 70, top + 30 * step, bold=True), *set_line(value, 160, top + 30 * step)]
            words += set_line("ån och vid torget.", 160, top + 30 * step + 14)
            read += [label, f"{value} ån och vid torget."]
    laid_out = lay(page(words))
    assert [laid_out.block_text(block) for block in laid_out.blocks] == read


def test_a_last_row_below_rules_that_only_part_the_rows() -> None:
    rows = [("Behov", "Åtgärd", "Ansvarig"), ("Få frågar", "Införa frågan", "Skolan"), ("Inga rum", "Bygga rum", "Ks")]
    words = [
        word
        for number, row in enumerate(rows)
        for x, text in zip((72, 202, 402), row, strict=True)
        for word in set_line(text, x, 102 + 16 * number, 8, bold=number == 0)
    ]
    grid = even_grid((70.0, 200.0, 400.0, 520.0), (100.0, 116.0, 132.0), "partly_ruled")
    rules = [Box(70, y, 520, y) for y in (116, 132)]
    table = lay(replace(page(words, rules=rules), tables=(grid,))).tables[0]
    assert (table.rows, table.cols) == (3, 3)
    prose = [*(w for w in words if w.box.top < 130), *set_line("Här fortsätter texten i full bredd.", 90, 136, 8)]
    assert lay(replace(page(prose, rules=rules), tables=(grid,))).tables[0].rows == 2


def test_footnotes_are_set_apart() -> None:
    words = [*set_lines(PROSE), *set_line("1 Se lagen om ansvar för trygghet.", 70, 700, 7)]
    laid_out = lay(page(words))
    assert texts(laid_out, "footnote") == ["1 Se lagen om ansvar för trygghet."]
    assert all(block.start >= laid_out.running_end for block in laid_out.blocks if block.role == "footnote")


def test_small_print_behind_an_arrow_is_no_footnote() -> None:
    words = [*set_lines(PROSE), *set_line("→ Parknämnden och skolan i samverkan", 70, 700, 7)]
    assert texts(lay(page(words)), "footnote") == []


def test_a_sentence_that_opens_as_a_heading_is_no_running_head() -> None:
    words = [
        *set_line("Insatser", 70, 60, 16, bold=True),
        *set_lines(PROSE, top=120),
        *set_line("Insatser | 1", 70, 815),
        *set_line("insatser från både skolan och föreningarna behövs.", 70, 780),
    ]
    laid_out = lay(page(words))
    assert texts(laid_out, "footer") == ["Insatser | 1"]


def test_contents_rows_are_no_headings() -> None:
    rows = [("Inledning", 3), ("Mål och syfte", 4), ("Insatser", 6), ("Uppföljning", 9)]
    words = [w for i, (title, _) in enumerate(rows) for w in set_line(title, 70, 100 + 16 * i, bold=True)]
    words += [w for i, (_, number) in enumerate(rows) for w in set_line(str(number), 500, 100 + 16 * i, bold=True)]
    laid_out = lay(page([*words, *set_lines(PROSE, top=400)]))
    assert texts(laid_out, "toc") == [f"{title} {number}" for title, number in rows]


def table_words(top: float, rows: list[tuple[list[str], str, str]], header: bool = True) -> list[Word]:
    words = []
    if header:
        for x, text in ((70, "Insats"), (300, "Ansvarig"), (420, "Tidplan")):
            words += set_line(text, x, top, bold=True)
        top += 20
    for lines, body, time in rows:
        words += set_lines(lines, 70, top, step=12) + set_line(body, 300, top) + set_line(time, 420, top)
        top += 12 * len(lines) + 8
    return words


ROWS = [
    (["Utbilda chefer i hur de", "ställer frågor om hot."], "Kommunstyrelsen", "2031"),
    (["Ta fram en lägesbild."], "Socialnämnden", "2032"),
    (["Öppna en mötesplats för", "äldre i varje kommundel."], "Omsorgsnämnden", "2033"),
]


def test_a_table_without_rules_is_known_by_its_heading_row() -> None:
    laid_out = lay(page([*table_words(100, ROWS), *set_lines(PROSE, top=400)]))
    (table,) = laid_out.tables
    assert (table.kind, table.rows, table.cols, table.header_rows) == ("borderless", 4, 3, (0,))
    cell = table.at(1, 0)
    assert cell is not None
    assert laid_out.text[cell.start : cell.end] == "Utbilda chefer i hur de ställer frågor om hot."


def test_a_table_without_rules_goes_on_over_the_page() -> None:
    first = page([*set_lines(PROSE, top=100), *table_words(600, ROWS[:2])], 1)
    second = page([*table_words(80, ROWS[2:], header=False), *set_lines(PROSE, top=400)], 2)
    laid_out = lay(first, second)
    (table,) = laid_out.tables
    assert table.row_pages == (1, 1, 1, 2)


def test_a_running_head_in_several_parts_is_no_row_of_the_table_below() -> None:
    """``head_in_several_parts``: over a table that goes on from the page before it stands in the same columns."""
    head = [*set_line("EKEBY", 70, 30, 8), *set_line("Styrdokument", 300, 30, 8), *set_line("KS 7", 420, 30, 8)]
    first = page([*head, *set_lines(PROSE, top=100), *table_words(600, ROWS[:2])], 1)
    second = page([*head, *table_words(80, ROWS[2:], header=False), *set_lines(PROSE, top=400)], 2)
    third = page([*head, *set_lines(PROSE, top=100)], 3)
    laid_out = lay(first, second, third)
    (table,) = laid_out.tables
    assert table.row_pages == (1, 1, 1, 2)
    assert [b.role for b in laid_out.blocks if laid_out.block_text(b) == "EKEBY"] == ["header"] * 3


def test_lines_with_a_short_word_at_one_edge_are_rows() -> None:
    """``short_words_at_one_edge``: without headings; labels with their values are none."""
    texts = ["Måla alla slitna bänkar vid torget", "Laga lamporna vid den gamla", "Plantera träd längs hela gången"]
    words: list[Word] = []
    for number, (text, time) in enumerate(zip(texts, ("2031", "Varje vår", "2032–2033"), strict=True)):
        words += [*set_line(text, 70, 100 + 30 * number), *set_line(time, 400, 100 + 30 * number)]
    words += set_line("bron", 70, 144.5)
    laid_out = lay(page([*words, *set_lines(PROSE, top=300)]))
    (table,) = laid_out.tables
    cells = [laid_out.text[cell.start : cell.end] for cell in table.cells]
    assert cells == [texts[0], "2031", texts[1] + " bron", "Varje vår", texts[2], "2032–2033"]
    labels = ["Diarienummer", "Gäller", "Beslut av"]
    pairs = [
        word
        for n, label in enumerate(labels)
        for word in (*set_line(label, 70, 100 + 20 * n), *set_line("2031", 400, 100 + 20 * n))
    ]
    assert not find_paired_lines(pairs)


def test_a_chapter_heading_at_the_top_of_a_page_is_no_band() -> None:
    first = page([*set_lines(PROSE, top=100), *table_words(600, ROWS[:2])], 1)
    rest = [*set_line("Uppföljning", 70, 80, 16), *set_line("Vi räknar alla", 70, 110), *set_line("bänkar", 300, 110)]
    laid_out = lay(first, page([*rest, *set_lines(PROSE, top=400)], 2))
    assert next(b.role for b in laid_out.blocks if laid_out.block_text(b) == "Uppföljning") == "heading"


def test_shaded_bands_tell_the_rows_of_a_tight_table() -> None:
    rows = [(["Ge stöd åt anhöriga"], "Nämnd A", "2031"), (["och unga vuxna"], "Nämnd B", "2032")]
    words = table_words(100, [])
    for i, (lines, body, time) in enumerate(rows * 2):
        top = 120 + 12 * i
        words += set_lines(lines, 70, top) + set_line(body, 300, top) + set_line(time, 420, top)
    fills = [Fill(Box(66, 119 + 24 * i, 500, 131 + 24 * i), "#eeeeee") for i in range(2)]
    (table,) = lay(page([*words, *set_lines(PROSE, top=400)], fills=fills)).tables
    assert table.rows == 5
    (without,) = lay(page([*words, *set_lines(PROSE, top=400)])).tables
    assert without.rows < 5


def test_two_columns_of_prose_under_bold_words_on_cards_are_no_table() -> None:
    fills = [Fill(Box(60, 90, 250, 180), "#ddeeff"), Fill(Box(290, 90, 480, 180), "#ddeeff")]
    words = [*set_line("Styrgrupp", 66, 96, bold=True), *set_line("Arbetsgrupp", 296, 96, bold=True)]
    words += set_lines(["Leder arbetet och", "följer upp det."], 66, 114)
    words += set_lines(["Tar fram underlag", "och samordnar."], 296, 114)
    assert lay(page([*words, *set_lines(PROSE, top=400)], fills=fills)).tables == ()


def test_slanted_letters_are_a_watermark() -> None:
    slanted = [
        Word(c, Box(100 + 40 * i, 300 + 30 * i, 130 + 40 * i, 330 + 30 * i), 60, "Sans", upright=False)
        for i, c in enumerate("UTKAST")
    ]
    laid_out = lay(page([*set_lines(PROSE), *slanted]))
    assert texts(laid_out, "watermark") == ["UTKAST"]
    assert "UTKAST" not in laid_out.text[: laid_out.running_end]


def test_a_file_without_text_is_unreadable_and_says_what_to_do() -> None:
    with pytest.raises(UnreadableError, match="OCR"):
        lay(replace(page([]), image_share=1.0, image_kind="text"))


def test_a_scanned_page_is_poor_and_a_photograph_is_not() -> None:
    scanned = replace(page([], 2), image_share=0.98, image_kind="text")
    photograph = replace(page([], 3), image_share=0.98, image_kind="picture")
    laid_out = lay(page(set_lines(PROSE)), scanned, photograph)
    assert [p.grade for p in laid_out.pages] == ["good", "poor", "good"]


WORDS = st.lists(
    st.sampled_from(["och", "kommunen", "stöd", "åt", "barn-", "unga", "åtgärder", "2031", "socialnämnden"]),
    min_size=3,
    max_size=40,
)


@given(st.lists(WORDS, min_size=1, max_size=6))
def test_every_word_is_kept_and_quotable(lines: list[list[str]]) -> None:
    """Whatever the lines, each word is a token of the text, and quoting it gives its own box."""
    words = set_lines([" ".join(line) for line in lines])
    if sum(len(word.text) for word in words) < 40:
        return
    laid_out = lay(replace(page(words), width=3000.0))
    assert sorted(laid_out.text.replace("-", "").replace("\n", " ").replace(" ", "")) == sorted(
        "".join(word.text for word in words).replace("-", "")
    )
    for token in laid_out.tokens:
        quotation = laid_out.quote((token.start, token.end))
        assert quotation.text == laid_out.text[token.start : token.end]
        assert quotation.places == (token.place,)


def test_columns_whose_lines_stand_at_different_heights() -> None:
    """``common_left_edge``: a narrow gutter, the right column beginning higher, no two lines on one row."""
    left = [
        "Ett stycke i den vänstra spal-",
        "ten fyller hela sin bredd och",
        "löper vidare rad efter rad tills",
        "det är slut längre ned.",
    ]
    right = [
        "Den högra spalten har egna",
        "rader som står en aning högre",
        "upp än den vänstra spaltens",
        "men hör för den skull inte dit.",
    ]
    words = [*set_lines(left, 60, 105), *set_lines(right, 245, 98)]
    found = texts(lay(page([*words, *set_lines(PROSE, top=400)])))
    assert found[0] == " ".join(left).replace("spal- ten", "spalten")
    assert found[1] == " ".join(right)


def test_hidden_words_stay_out_of_the_running_text() -> None:
    unseen = [replace(word, hidden=True) for word in set_line("Dold mening", 70, 200)]
    laid_out = lay(page([*set_lines(PROSE), *unseen]))
    assert texts(laid_out, "hidden") == ["Dold mening"]
    assert "Dold" not in laid_out.text[: laid_out.running_end]


def test_headings_in_the_margin_are_read_before_their_text() -> None:
    rows = ["Första raden i stycket som hör till den", "rubriken och fortsätter på nästa rad här."]
    words = [*set_line("Torg", 60, 80, bold=True), *set_line("Parker", 60, 200, bold=True)]
    for top, name in ((80, "torgen"), (200, "parkerna")):
        words += set_lines([*rows, "Sedan en rad till med text.", f"Sist om {name}."], 220, top)
    found = texts(lay(page(words)))
    assert found[0] == "Torg"
    assert found.index("Parker") == next(i for i, text in enumerate(found) if text.endswith("torgen.")) + 1


def test_years_that_differ_are_no_footer() -> None:
    pages = [page([*set_lines(PROSE, top=300), *set_line(f"Tidplan: {2030 + n * n}", 70, 790)], n) for n in (1, 2, 3)]
    assert "footer" not in {block.role for block in lay(*pages).blocks}
    pages = [page([*set_lines(PROSE, top=300), *set_line(f"Plan 2031 sid {n}", 70, 790)], n) for n in (1, 2, 3)]
    assert [block.role for block in lay(*pages).blocks].count("footer") == 3


def test_rows_whose_cells_are_set_in_the_middle() -> None:
    """``two_kinds_of_white`` and ``lines_side_by_side``: lines of one column above the others make no rows alone."""
    words = [*set_line("Insats", 70, 60, bold=True), *set_line("Ansvar", 260, 60, bold=True)]
    words += set_line("Stöd", 420, 60, bold=True)
    first = ["Anordna möten för", "Boende i Byn och andra", "Orter längs hela vägen", "Samt se till lampor"]
    second = ["Skolan,", "Biblioteket,", "Fritidsgården"]
    words += [*set_lines(first, 70, 90), *set_line("Parkenheten", 260, 111), *set_line("skolan", 420, 111)]
    words += [*set_lines(["Bygga lekplatser", "Vid torgen"], 70, 165), *set_lines(second, 260, 158)]
    words += [*set_lines([*first[:2], "Byarna"], 70, 212), *set_lines(["Skolan,", "Kyrkan"], 260, 219)]
    laid_out = lay(page(words))
    rows: dict[int, list[str]] = {}
    for block in laid_out.blocks:
        if block.col == 0 and block.row is not None:
            rows.setdefault(block.row, []).append(laid_out.block_text(block))
    third = " ".join([*first[:2], "Byarna"])
    assert [" ".join(row) for row in rows.values()] == ["Insats", " ".join(first), "Bygga lekplatser Vid torgen", third]


def test_band_below_the_last_row_of_a_page() -> None:
    """``band_below_the_last_row``: a shaded line over the whole width is a row, and one cell."""
    words = [*set_line("Insats", 70, 60, bold=True), *set_line("Ansvar", 260, 60, bold=True)]
    for top in (80, 100, 120):
        words += [*set_line("Bygga lekplatser", 70, top), *set_line("Parkenheten", 260, top)]
    words += set_line("Trygga vägar mellan byarna och torgen i hela kommunen", 70, 140, bold=True)
    band = Fill(Box(66, 138, 345, 153), "#dddddd")
    blocks = {b.row: b for b in lay(page(words, fills=[band])).blocks if b.table}
    assert (blocks[4].col, len(blocks)) == (0, 5)
    assert "Trygga vägar mellan byarna och torgen i hela kommunen" in texts(lay(page(words, fills=[band])), "cell")
    assert "Trygga vägar mellan byarna och torgen i hela kommunen" not in texts(lay(page(words)), "cell")


def spread(text: str, x0: float, x1: float, top: float) -> list[Word]:
    """A justified line: its words with the white between them drawn out to ``x1``."""
    words = set_line(text, x0, top)
    more = (x1 - words[-1].box.x1) / (len(words) - 1)
    moved = enumerate(words)
    return [replace(w, box=Box(w.box.x0 + n * more, top, w.box.x1 + n * more, w.box.bottom)) for n, w in moved]


def test_a_justified_line_of_few_words_is_one_line() -> None:
    left = ["Vi målar bänkar och plank i parken", "varje vår innan alla träd har slagit ut"]
    words = [*set_lines(left), *spread("ljusa. Byalaget målar skyltar.", 70.0, 270.0, 108.0)]
    words += set_lines(["Sedan firar alla i byn med korv och saft."], top=122.0)
    assert texts(lay(page(words))) == [
        " ".join([*left, "ljusa. Byalaget målar skyltar. Sedan firar alla i byn med korv och saft."])
    ]


def test_an_open_bracket_goes_on_over_another_type() -> None:
    words = set_lines(["Måla alla bänkar och plank i parken varje vår innan alla träd har"])
    words += [*set_line("slagit ut.", 70.0, 94.0), *set_line("(Parknämnden. Medverkar:", 125.0, 94.0, italic=True)]
    words += set_line("Byalaget)", 70.0, 108.0, italic=True)
    assert texts(lay(page(words)))[0].endswith("(Parknämnden. Medverkar: Byalaget)")


def test_a_coloured_bracket_below_an_item_goes_on_with_it() -> None:
    """``bracket_below_the_bullet``: it stands below the item's words, and its colour makes no heading of it."""
    items = ["Måla alla bänkar och plank", "Laga lamporna (Elnämnden)", "Så gräs vid torget och bron", "Klippa gräset"]
    words: list[Word] = set_line("Torg", 70.0, 50.0, 14.0, bold=True)
    for number, item in enumerate(items):
        words += [*set_line("•", 70.0, 80.0 + 36 * number), *set_line(item, 84.0, 80.0 + 36 * number)]
        if "(" not in item:
            words += set_line("(Parknämnden tillsammans med byn)", 84.0, 94.0 + 36 * number, color="#2e74b5")
    ends = [item if "(" in item else f"{item} (Parknämnden tillsammans med byn)" for item in items]
    assert texts(lay(page(words))) == ["Torg", *ends]


@pytest.mark.parametrize(("numbers", "role"), [((1, 2, 4, 7), "toc"), ((310, 77, 204, 18), "paragraph")])
def test_only_numbers_that_rise_make_a_table_of_contents(numbers: tuple[int, ...], role: str) -> None:
    names = ["Bänkar", "Lekplatser", "Parker", "Stigar"]
    words: list[Word] = []
    for n, (name, number) in enumerate(zip(names, numbers, strict=True)):
        words += set_line(name, 70.0, 80.0 + 16 * n)
        figure = set_line(str(number), 0.0, 80.0 + 16 * n)[0]
        words.append(replace(figure, box=replace(figure.box, x0=500.0 - figure.box.width, x1=500.0)))
    laid_out = lay(page(words))
    assert ("toc" in {block.role for block in laid_out.blocks}) == (role == "toc")


def test_where_the_words_in_another_type_begin_that_end_a_block() -> None:
    words = [*set_line("Måla bänkarna.", 70.0, 80.0), *set_line("Parknämnden", 145.0, 80.0, bold=True)]
    (block,) = lay(page(words)).blocks
    assert block.style.closing_from == len("Måla bänkarna. ")
    (block,) = lay(page(set_line("Måla bänkarna.", 70.0, 80.0, bold=True))).blocks
    assert block.style.closing_from == 0


def test_how_far_the_words_in_italics_reach_that_open_a_block() -> None:
    title = [replace(word, italic=True) for word in set_line("Fler bänkar.", 70.0, 80.0)]
    (block,) = lay(page([*title, *set_line("Nämnden målar.", 145.0, 80.0)])).blocks
    assert block.style.italic_until == len("Fler bänkar.")
    (block,) = lay(page(title)).blocks
    assert block.style.italic_until == 0


def test_a_side_heading_in_larger_type_stands_a_little_above_its_text() -> None:
    words = [*set_line("Parker och torg", 70.0, 80.0, 12.0, bold=True), *set_line("i byn", 70.0, 95.0, 12.0, bold=True)]
    words += set_lines(PROSE * 4, x=200.0, top=89.0, step=13.0)
    words += set_line("Vägar", 70.0, 277.0, 12.0, bold=True)
    words += set_lines(PROSE * 4, x=200.0, top=287.0, step=13.0)
    found = texts(lay(page(words)))
    assert found[0] == "Parker och torg i byn"
    assert found.index("Vägar") > 1


def test_a_frame_drawn_within_a_card_is_part_of_it() -> None:
    words: list[Word] = []
    fills: list[Fill] = []
    for n, (deed, who) in enumerate((("Måla bänkarna", "Parknämnden"), ("Laga lamporna", "Gatunämnden"))):
        x = 70.0 + 240 * n
        words += [*set_line(deed, x, 90.0), *set_line(f"Ansvarig: {who}", x, 130.0)]
        fills += [Fill(Box(x - 8, 80, x + 212, 150), "#eeeeee"), Fill(Box(x - 2, 126, x + 206, 142), "#bb99aa")]
    found = texts(lay(page(words, fills=fills)))
    assert found == ["Måla bänkarna", "Ansvarig: Parknämnden", "Laga lamporna", "Ansvarig: Gatunämnden"]


def test_boxes_below_each_other_are_read_one_by_one() -> None:
    def box(top: float, name: str) -> list[Word]:
        words = set_line(name, 70, top + 10, 14)
        for x, side in ((70.0, "vänster"), (310.0, "höger")):
            lines = [f"{name} {side} {line} med flera ord" for line in ("ett", "två", "tre")]
            words += set_lines(lines, x, top + 40)
        return words

    boxes = [Fill(Box(45, top, 550, top + 100), "#f4f1ea") for top in (60.0, 180.0)]
    laid_out = lay(page([*box(60, "Torg"), *box(180, "Skola")], fills=boxes))
    assert laid_out.text.index("Torg höger tre") < laid_out.text.index("Skola vänster ett")
    assert laid_out.text.index("Torg vänster tre") < laid_out.text.index("Torg höger ett")


def test_a_plain_number_stands_before_a_title_in_bold() -> None:
    words = set_line("Risken mäts. ", 90, 80, bold=True)
    (block,) = lay(page([*set_line("2.3", 70, 80), *words, *set_line("Kontoret gör en bedömning.", 155, 80)])).blocks
    assert block.style.bold_until


@pytest.mark.parametrize(
    ("second", "distance", "goes_on"),
    [
        ("tillsammans med föreningar.", 14.8, True),
        ("Tillsammans med föreningar.", 14.8, False),
        ("Tillsammans med föreningar.", 14.0, True),
        ("tillsammans med föreningar.", 18.0, False),
    ],
)
def test_the_last_line_of_an_open_cell(second: str, distance: float, goes_on: bool) -> None:
    """``open_sentence``: the last row's second line, in a scan whose letters were measured a tenth too small."""

    def line(text: str, x: float, top: float) -> list[Word]:
        return [Word(w, Box(x + 45 * n, top, x + 45 * n + 42, top + 10), 10.0) for n, w in enumerate(text.split())]

    above = [*line("Vandra varje höst", 60, 100), *line("Nämnden", 300, 100)]
    assert _goes_on([above, line(second, 60, 100 + distance)], 1) is goes_on


def label_rows(top: float, *rows: tuple[str, str]) -> list[Word]:
    return [
        word
        for n, (label, value) in enumerate(rows)
        for word in (*set_line(label, 70, top + 16 * n), *set_line(value, 200, top + 16 * n))
    ]


def test_labels_that_come_again_with_their_values_are_small_tables() -> None:
    first = label_rows(100, ("Ansvarar", "Parknämnden"), ("När", "2031"))
    again = label_rows(200, ("Ansvarar", "Elnämnden och"), ("När", "2032"))
    tables = find_label_runs([*first, *again])
    assert [len(table.cells) for table in tables] == [4, 4]
    assert not find_label_runs(first), "once is no pattern"
    other = label_rows(200, ("Torget", "Elnämnden"), ("Parken", "2032"))
    assert not find_label_runs([*first, *other])
    signed = [label_rows(top, ("Ansvarar:", "Parknämnden"), ("När:", "2031")) for top in (100, 200)]
    assert not find_label_runs([*signed[0], *signed[1]]), "lines with a colon are read as they stand"


def test_a_line_at_the_values_edge_goes_on_with_the_value() -> None:
    words: list[Word] = []
    for top in (100.0, 200.0):
        words += [*set_line("Ansvarar", 70, top), *set_line("Parknämnden och", 200, top)]
        words += [
            *set_line("Elnämnden", 200, top + 12),
            *set_line("När", 70, top + 26),
            *set_line("2031", 200, top + 26),
        ]
    table = find_label_runs(words)[0]
    heights = [(cell.box.top, cell.box.bottom) for cell in table.cells if cell.col == 1]
    assert heights[0][1] > 120, "both lines stand in the first row"
