"""Columns that are short, numbered lists without full stops, and bold words that a line's end divides."""

from __future__ import annotations

from dataclasses import replace

from set_pages import document, page, set_line, set_lines

from vaxtanalys.extract import extract
from vaxtanalys.layout import lay_out
from vaxtanalys.layout.heading_lines import header_strips
from vaxtanalys.layout.rows import group_rows
from vaxtanalys.model import Box, Document, Fill, Word


def running(laid_out: Document) -> list[str]:
    return [laid_out.block_text(block) for block in laid_out.blocks if block.table is None]


def lay(words: list[Word]) -> Document:
    return lay_out(document(page(words)), "sida")


LEFT = ["Torgen är gröna om sommaren", "och vita om vintern, och alla", "som bor här går över dem ofta,"]
RIGHT = ["till skolan och till bussen och", "sedan hem igen om kvällen sent."]


def test_columns_of_a_few_lines_with_a_narrow_gutter() -> None:
    left = set_lines([*LEFT[:2], "som bor här går över dem jämt,"], 70, 90)
    right = max(word.box.x1 for word in left) + 14
    words = [*set_line("Torg", 70, 60, 16, bold=True), *left, *set_lines(RIGHT, right, 90)]
    assert running(lay(words)) == ["Torg", " ".join([*LEFT[:2], "som bor här går över dem jämt,", *RIGHT])]


def test_a_heading_between_columns_belongs_to_those_below_it() -> None:
    def section(title: str, top: float, word: str) -> list[Word]:
        left = [f"{word} är gröna om sommaren och", f"vita om vintern, och {word.lower()}", "är till för alla som bor."]
        right = [f"Vi målar {word.lower()} varje vår", "och sopar dem varje höst."]
        return [
            *set_line(title, 70, top, 15, bold=True),
            *set_lines(left, 70, top + 24),
            *set_lines(right, 320, top + 24),
        ]

    words = [*section("Torg", 60, "Torgen"), *section("Gator", 150, "Gatorna"), *section("Parker", 240, "Parkerna")]
    found = [text.split()[0] if len(text.split()) > 1 else text for text in running(lay(words))]
    assert found == ["Torg", "Torgen", "Vi", "Gator", "Gatorna", "Vi", "Parker", "Parkerna", "Vi"]


def test_the_next_number_opens_an_entry_after_a_full_line_without_a_full_stop() -> None:
    words = [
        *set_line("Torg", 70, 60, 16, bold=True),
        *set_lines(
            [
                "1. Måla bänkarna i parken och laga lamporna vid torget. Ansvarig: Parknämnden i Ekeby",
                "2. Sopa gatorna varje höst och sätt upp skyltar vid parken. Ansvarig: Gatunämnden",
                "3. Plantera träd. Ansvarig: Parknämnden",
            ],
            70,
            90,
        ),
    ]
    assert [text.split()[0] for text in running(lay(words))] == ["Torg", "Måla", "Sopa", "Plantera"]


def test_bold_words_that_end_an_item_go_on_over_the_line() -> None:
    first = [*set_line("• Måla bänkarna i parken och laga alla lamporna vid torget.", 70, 90)]
    label = set_line("Ansvarig:", first[-1].box.x1 + 3, 90, bold=True)
    words = [
        *set_line("Torg", 70, 60, 16, bold=True),
        *first,
        *label,
        *set_line("Parkförvaltningscheferna", 77, 104, bold=True),
        *set_line("• Sopa gatorna och torgen varje höst och sätt upp nya skyltar vid parken.", 70, 118),
    ]
    assert running(lay(words))[1].endswith("Ansvarig: Parkförvaltningscheferna")


def test_words_with_a_stroke_between_them_have_no_space_at_a_lines_end() -> None:
    words = [*set_line("Torg", 70, 60, 16, bold=True), *set_lines(["Det kostar en halv miljon kr/", "år att sköta."])]
    assert running(lay(words))[1] == "Det kostar en halv miljon kr/år att sköta."


def test_short_labels_in_the_margin_stand_before_their_texts() -> None:
    words = set_line("Torg", 70, 60, 16, bold=True)
    for number, (label, text) in enumerate(
        [("Läget", "Torgen är grå och tomma om kvällen."), ("Mål", "Torgen är gröna."), ("Ansvar", "Parknämnden")]
    ):
        words += [
            *set_line(label, 70, 90 + 30 * number, bold=True),
            *set_line(text, 190, 90 + 30 * number),
        ]
    assert running(lay(words))[1:] == [
        "Läget",
        "Torgen är grå och tomma om kvällen.",
        "Mål",
        "Torgen är gröna.",
        "Ansvar",
        "Parknämnden",
    ]


def test_labels_beside_values_line_by_line() -> None:
    words = set_line("1. Bänkar", 70, 60, 16, bold=True)
    lines = [
        ("Vad", "Måla bänkarna i parken och vid torget."),
        ("Varför", "Fler vill sitta där."),
        ("Vem", "Parknämnden"),
    ]
    for number, (label, text) in enumerate(lines):
        words += [*set_line(label, 70, 90 + 14 * number, bold=True), *set_line(text, 190, 90 + 14 * number)]
    words += set_line("2. Lampor", 70, 150, 16, bold=True)
    assert running(lay(words)) == ["1. Bänkar", *(text for pair in lines for text in pair), "2. Lampor"]


def test_headings_at_one_height_over_even_columns_are_no_heading_row() -> None:
    columns = [
        ("Mål", ["Torgen är gröna och", "gatorna är rena när", "tio år har gått."]),
        ("Nuläge", ["Torgen är grå, och de", "flesta gator är fulla", "av löv om hösten."]),
        ("Åtgärder", ["• Måla alla bänkar på", "torgen.", "• Sopa gatorna."]),
    ]
    words = set_line("Torg", 70, 60, 24, bold=True)
    for number, (title, lines) in enumerate(columns):
        words += [*set_line(title, 70 + 130 * number, 100, 13, bold=True), *set_lines(lines, 70 + 130 * number, 122)]
    laid_out = lay(words)
    assert laid_out.tables == ()
    assert running(laid_out)[1:5] == ["Mål", " ".join(columns[0][1]), "Nuläge", " ".join(columns[1][1])]


def test_lists_side_by_side_under_labels_are_no_table() -> None:
    words = set_line("Torg", 70, 60, 24, bold=True)
    left = [("Mål", True), ("Gröna torg", False), ("Åtgärder", True), ("• Måla bänkarna", False), ("• Laga", False)]
    right = [("Indikatorer", True), ("• Antal bänkar", False), ("• Antal lampor", False), ("• Antal träd", False)]
    for x, lines in ((70, left), (320, right)):
        for number, (text, bold) in enumerate(lines):
            words += set_line(text, x, 100 + 14 * number, bold=bold)
    laid_out = lay(words)
    assert laid_out.tables == ()
    assert running(laid_out)[1:6] == ["Mål", "Gröna torg", "Åtgärder", "Måla bänkarna", "Laga"]


def test_a_box_beside_each_text_comes_after_it() -> None:
    words = set_line("Torg", 70, 60, 18, bold=True)
    fills = []
    for number, (title, text, who) in enumerate(
        [("Bänkar", "Måla bänkarna i parken.", "Parknämnden"), ("Löv", "Sopa gatorna varje höst.", "Gatunämnden")]
    ):
        top = 100.0 + 120 * number
        words += [
            *set_line(title, 70, top, 13, bold=True),
            *set_line(text, 70, top + 22),
            *set_line(f"Ansvarig: {who}", 360, top, 9),
            *set_line("Tidplan: 2031", 360, top + 14, 9),
            *set_line("Kostnad: 9 kr", 360, top + 28, 9),
        ]
        fills.append(Fill(Box(350, top - 8, 540, top + 60), "#eeeeff"))
    words += set_line("Gator", 70, 180, 18, bold=True)
    laid_out = lay_out(document(page(words, fills=fills)), "sida")
    found = [text.split(":")[-1].strip() for text in running(laid_out)]
    assert found == [
        *("Torg", "Bänkar", "Måla bänkarna i parken.", "Parknämnden", "2031", "9 kr"),
        *("Gator", "Löv", "Sopa gatorna varje höst.", "Gatunämnden", "2031", "9 kr"),
    ]


def test_a_list_within_an_item_is_part_of_it() -> None:
    words = [
        *set_line("Åtgärder", 70, 60, 16, bold=True),
        *set_line("➔ Måla bänkarna.", 70, 90),
        *set_line("• den stora först", 90, 104),
        *set_line("➔ Sopa gatorna.", 70, 118),
    ]
    assert [measure.text.text for measure in extract(lay(words)).measures] == [
        "Måla bänkarna. den stora först",
        "Sopa gatorna.",
    ]


def test_a_bold_line_of_an_item_and_labels_of_single_values() -> None:
    words = [
        *set_line("Torg", 70, 60, 16, bold=True),
        *set_lines(["1. Måla bänkarna i parken och laga alla lamporna vid torget nu."]),
        *set_line("Parkförvaltningscheferna", 83, 94, bold=True),
        *set_line("2. Sopa gatorna.", 70, 108),
    ]
    assert running(lay(words))[1] == (
        "Måla bänkarna i parken och laga alla lamporna vid torget nu. Parkförvaltningscheferna"
    )
    rows = [("Ansvarig", "Parknämnden"), ("Uppföljning", "Antal"), ("Tidplan", "2031")]
    labels = [*set_line("Måla bänkarna", 70, 60, 14, bold=True)]
    for number, (label, value) in enumerate(rows):
        labels += [*set_line(label, 70, 84 + 14 * number, bold=True), *set_line(value, 160, 84 + 14 * number)]
    assert running(lay(labels)) == ["Måla bänkarna", *(text for row in rows for text in row)]


def test_a_label_under_titles_at_the_top_of_pages_is_no_running_head() -> None:
    pages = [
        page([*set_line(title, 70, 40, 14, bold=True), *set_line("Ansvarig: Parknämnden", 70, 60), *set_lines(LEFT)], n)
        for n, title in enumerate(("Bänkar", "Lampor", "Träd"), start=1)
    ]
    assert running(lay_out(document(*pages), "sida")).count("Ansvarig: Parknämnden") == 3


def test_a_heading_like_those_between_columns_is_one_too_where_nothing_stands_beside_what_follows() -> None:
    words: list[Word] = []
    for number, title in enumerate(("Torg", "Gator", "Parker")):
        top = 60.0 + 100 * number
        lines = [f"{title} är till för alla som bor här,", "och de ska skötas väl hela", "tiden, också om vintern."]
        words += [*set_line(title, 70, top, 16, bold=True), *set_lines(lines, 70, top + 30)]
        if title != "Parker":
            words += set_lines([f"Vi sköter {title.lower()} varje vår", "och varje höst och", "sommar."], 320, top + 22)
    found = [text.split()[0] for text in running(lay(words))]
    assert found == ["Torg", "Torg", "Vi", "Gator", "Gator", "Vi", "Parker", "Parker"]


def test_letters_that_follow_each_other_open_entries() -> None:
    words = [
        *set_line("Kommunen ska:", 70, 60, 10),
        *set_lines(["a) måla bänkarna i parken och vid torget", "b) laga lamporna", "c) sopa gatorna"], 70, 80),
    ]
    assert running(lay(words))[1:] == ["måla bänkarna i parken och vid torget", "laga lamporna", "sopa gatorna"]


def test_a_list_set_in_with_the_same_sign_is_part_of_the_item_above() -> None:
    words = [
        *set_line("Åtgärder", 70, 60, 16, bold=True),
        *set_line("• Måla bänkarna.", 70, 90),
        *set_line("• den stora först", 90, 104),
        *set_line("• Sopa gatorna.", 70, 118),
    ]
    assert [measure.text.text for measure in extract(lay(words)).measures] == [
        "Måla bänkarna. den stora först",
        "Sopa gatorna.",
    ]


def test_a_heading_on_a_band_over_the_page_stands_over_both_columns() -> None:
    words = [*set_lines([f"{LEFT[0]} och", *LEFT[1:], *LEFT[1:]], 70, 70), *set_lines(RIGHT, 320, 70)]
    words += [*set_line("Gator", 70, 158, 14, bold=True, color="#ffffff"), *set_lines(["Gatorna är rena."], 70, 190)]
    band = Fill(Box(50, 150, 545, 180), "#311b92")
    found = running(lay_out(document(page(words, fills=[band])), "sida"))
    assert found[-2:] == ["Gator", "Gatorna är rena."]
    assert found[0].endswith(RIGHT[1])


def test_a_tall_title_beside_two_lines_of_the_next_column() -> None:
    lines = ["Vi målar bänkarna varje vår och", "sopar.", "Lamporna lagas när det blir mörkt", "om hösten och vintern."]
    title = set_line("Parkplan", 70, 84, 30, bold=True)
    left = set_lines(
        ["Torgen är gröna om sommaren", "och vita om vintern, och alla", "är till för den som bor."], 70, 130
    )
    assert running(lay([*title, *left, *set_lines(lines, 330, 86)])) == [
        "Parkplan",
        "Torgen är gröna om sommaren och vita om vintern, och alla är till för den som bor.",
        " ".join(lines[:2]),
        " ".join(lines[2:]),
    ]


def test_a_question_in_larger_type_is_a_heading() -> None:
    words = [
        *set_line("Hur får barn mer att säga till om?", 70, 60, 13, bold=True),
        *set_lines(["Barn får vara med när parker byggs och när", "torg ritas om i alla delar av staden."], 70, 90),
        *set_line("Varför? Jo, det är viktigt?", 70, 140, 13, bold=True),
        *set_lines(
            ["Alla som bor i staden ska vara trygga i parken", "och på torgen om kvällen och om natten."], 70, 170
        ),
    ]
    laid_out = lay(words)
    assert [laid_out.block_text(b) for b in laid_out.blocks if b.role == "heading"] == [
        "Hur får barn mer att säga till om?"
    ]


def test_labels_in_the_margin_go_with_the_text_beside_them() -> None:
    """``labels_in_the_margin``: what stands between two of them on the left comes in between."""
    text = "Bänkarna vid torget målas i vår och"
    words: list[Word] = []
    for number, (title, who) in enumerate((("Nr 1", "Parken"), ("Nr 2", "Elnämnden"), ("Nr 3", "Byalaget"))):
        top = 100 + 120.0 * number
        words += set_line(title, 70, top, bold=True)
        words += set_lines([text, "alla lagas."], 70, top + 14)
        words += set_lines(["Ansvar: " + who, "När: 2031"], 400, top, 8, 11)
        words += set_line(f"Del {number}", 70, top + 70, 14, bold=True)
        words += set_line("Här står vad som görs sedan.", 70, top + 94)
    found = running(lay([*set_line("Torg", 70, 60, 18, bold=True), *words]))[1:6]
    assert found == ["Nr 1", f"{text} alla lagas.", "Ansvar: Parken", "När: 2031", "Del 0"]


def test_a_title_and_a_label_are_no_headings_of_columns() -> None:
    """``label_beside_a_title``: a label in the margin beside a title, both in bold."""
    rows = [("Nr:", "Ansvar:", "När:"), *((f"Måla {n} bänkar", "Parken", f"203{n}") for n in range(4))]
    words = [
        word
        for n, row in enumerate(rows)
        for x, text in zip((70, 250, 400), row, strict=True)
        for word in set_line(text, x, 100 + 14 * n, bold=not n)
    ]
    assert header_strips(group_rows(words), 0, 2) is not None
    mixed = [replace(word, text=word.text.removesuffix(":")) if word.text == "När:" else word for word in words]
    assert header_strips(group_rows(mixed), 0, 2) is None
