"""Plain-text transcripts: what converters and web sites leave, and what the document's text becomes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaxtanalys.layout.transcript import lay_out_transcript
from vaxtanalys.layout.transcript_lines import matches, transcript_rows
from vaxtanalys.layout.transcript_marks import BULLETS
from vaxtanalys.model import Document, RawDocument

TAG = re.compile(r"</?(?:ul|ol|li|p|i|b|em|strong|br|td|tr|table)\b[^<>]*>", re.IGNORECASE)


def lay_out(text: str) -> Document:
    return lay_out_transcript(RawDocument(file="plan.txt", sha256="0" * 64, text=text), "plan")


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(block.role, document.block_text(block)) for block in document.blocks]


def cells(document: Document) -> list[list[list[str]]]:
    table = document.tables[0]
    return [
        [[document.block_text(document.blocks[b]) for b in cell.blocks] for cell in table.cells if cell.row == row]
        for row in range(table.rows)
    ]


def test_cells_with_lists_and_examples() -> None:
    document = lay_out(
        "Åtgärd\tAnsvarig nämnd\tNivå\n"
        "Åtgärd 1:1\t\t\n"
        "Måla bänkar. <i>Exempelvis: röda</i>\t"
        '<ul style="x"> • Parknämnden • Elnämnden Medansvarig: • Skolan\t<p>Hög</p>\n'
    )
    assert cells(document)[1] == [["Åtgärd 1:1"], [], []]
    assert cells(document)[2] == [
        ["Måla bänkar.", "Exempelvis: röda"],
        ["Parknämnden", "Elnämnden", "Medansvarig:", "Skolan"],
        ["Hög"],
    ]
    example = document.blocks[document.tables[0].cells[6].blocks[1]]
    assert example.style.italic
    assert document.tables[0].header_rows == (0,)


def test_cell_that_runs_over_lines_between_tags() -> None:
    document = lay_out(
        "Åtgärd\tAnsvar\nMåla bänkar\t<ul>\n<li>Parknämnden</li>\n<li>Skolan</li>\n</ul>\nLaga\tElnämnden\n"
    )
    assert cells(document) == [
        [["Åtgärd"], ["Ansvar"]],
        [["Måla bänkar"], ["Parknämnden", "Skolan"]],
        [["Laga"], ["Elnämnden"]],
    ]
    assert document.blocks[3].places[0].line == 3
    assert document.blocks[4].places[0].line == 4


def test_empty_last_heading_belongs_to_the_heading_before() -> None:
    table = lay_out("Åtgärd\tNivå\t\nMåla\tHög\tLåg\n").tables[0]
    cell = table.at(0, 2)
    assert cell is not None and (cell.col, cell.col_span) == (1, 2)


def test_markdown_table() -> None:
    assert cells(lay_out("| Åtgärd | Ansvar |\n|---|---|\n| **Måla** | Parknämnden |\n")) == [
        [["Åtgärd"], ["Ansvar"]],
        [["Måla"], ["Parknämnden"]],
    ]


def test_run_in_title_is_a_piece_of_its_own() -> None:
    assert cells(lay_out("Åtgärd\tAnsvar\n<b>Bänkar</b> Måla dem röda\tParknämnden\n"))[1][0] == [
        "Bänkar",
        "Måla dem röda",
    ]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Vi ser de för- troendevalda.", "Vi ser de förtroendevalda."),
        ("Vi ser pensio- närer här.", "Vi ser pensionärer här."),
        ("Inom hälso- och sjukvård.", "Inom hälso- och sjukvård."),
        ("För kunskaps- eller metodstöd.", "För kunskaps- eller metodstöd."),
        ("Ett EU- stöd finns.", "Ett EU- stöd finns."),
        ("Besök gruppen- stöd finns.", "Besök gruppen- stöd finns."),
        ("Se www.torg.se/ett-torg- nu.html i dag.", "Se www.torg.se/ett-torg- nu.html i dag."),
    ],
)
def test_line_end_hyphens(raw: str, text: str) -> None:
    assert blocks(lay_out(raw))[0][1] == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("De mänskliga rättigheterna¹ gäller.", "De mänskliga rättigheterna gäller."),
        ("Se planen.² Den gäller.", "Se planen. Den gäller."),
        ("Se planen<sup>3</sup> här.", "Se planen här."),
        ("**Viktigt** är *torget* här.", "Viktigt är torget här."),
        ("Läs [planen](https://torg.se/a) först.", "Läs planen först."),
        ("Läs <https://torg.se/a> först.", "Läs https://torg.se/a först."),
        ("Bo &amp; Ek sår <b>gräs</b>.", "Bo & Ek sår gräs."),
        ("Det är 3 < 5 och 5 > 3.", "Det är 3 < 5 och 5 > 3."),
    ],
)
def test_marks_in_running_text(raw: str, text: str) -> None:
    assert blocks(lay_out(raw)) == [("paragraph", text)]


def test_headings_items_and_notes() -> None:
    document = lay_out(
        "Trygga torg\n\nTorgen är många¹ och stora.\n\nUnder året ska vi:\n\n- Måla bänkar\nAnsvar: Parknämnden\n"
        "- Laga lampor\nsom är trasiga\n\n¹ Torglagen 2 §\n\nFoto: Bo Ek\n\nRena parker\n\nSlut.\n"
    )
    assert blocks(document) == [
        ("heading", "Trygga torg"),
        ("paragraph", "Torgen är många och stora."),
        ("paragraph", "Under året ska vi:"),
        ("item", "Måla bänkar"),
        ("paragraph", "Ansvar: Parknämnden"),
        ("item", "Laga lampor som är trasiga"),
        ("footnote", "Torglagen 2 §"),
        ("paragraph", "Foto: Bo Ek"),
        ("heading", "Rena parker"),
        ("paragraph", "Slut."),
    ]
    assert [block.marker for block in document.blocks if block.marker] == ["-", "-", "¹"]


@pytest.mark.parametrize(
    "line",
    ["Ansvarig nämnd: Parknämnden", "Fastställd av fullmäktige 2030-01-01", "Torgen är fina.", "Vi ska:", "och sedan"],
)
def test_lines_alone_that_are_no_headings(line: str) -> None:
    assert blocks(lay_out(f"{line}\n\nMer om torgen finns i planen.\n"))[0][0] == "paragraph"


def test_subtitle_with_a_dash_is_no_item_but_a_list_of_dashes_is() -> None:
    assert blocks(lay_out("– mot buller på torg\nsom stör\n"))[0] == ("paragraph", "– mot buller på torg som stör")
    assert [role for role, _ in blocks(lay_out("– ett torg\n– en park\n"))] == ["item", "item"]


def test_indented_item_stands_under_the_one_before() -> None:
    assert [block.level for block in lay_out("- Måla\n  - bänkar\n- Laga\n").blocks] == [1, 2, 1]


def test_table_of_contents() -> None:
    document = lay_out("Innehållsförteckning\n\nInledning\t3\nTrygga torg ..... 4\n\nInledning\n\nHär börjar planen.\n")
    assert [role for role, _ in blocks(document)] == ["heading", "toc", "toc", "heading", "paragraph"]


def test_pages_from_form_feeds() -> None:
    document = lay_out("Första sidan är kort.\n\fAndra sidan är kort.\n")
    assert [block.page for block in document.blocks] == [1, 2]
    assert [page.number for page in document.pages] == [1, 2]
    assert {page.method for page in document.pages} == {"text"}


def test_pages_from_running_numbers_on_lines() -> None:
    long = "Torgen ses över varje år. " * 20
    document = lay_out(f"1 Torgplan\n\n2 {long}2\n\n3 3\n\n4 Slutet är {long}\n")
    assert [
        (block.page, document.block_text(block)[:10]) for block in document.blocks if block.role == "paragraph"
    ] == [
        (2, "Torgen ses"),
        (4, "Slutet är "),
    ]
    assert not document.block_text(document.blocks[1]).endswith("2")
    assert document.page(2).grade == "fair" and document.page(2).warnings


def test_flattened_pages_are_parted_at_the_headings_of_the_table_of_contents() -> None:
    long = "torgen ses över varje år av dem som sköter dem. " * 9
    document = lay_out(
        "1 Torgplan\n\n2 Innehåll Inledning... 3 Trygga torg... 3 Rena parker Stora bänkar Bilagor... 4\n\n"
        f"3 Inledning Här {long} Trygga torg Torg är {long}\n\n"
        f"4 Rena parker Parker är {long} Stora bänkar Bänkar är {long}"
    )
    assert [text for role, text in blocks(document) if role == "heading"] == [
        "Torgplan",
        "Inledning",
        "Trygga torg",
        "Rena parker",
        "Stora bänkar",
    ]


def test_numbered_list_is_no_run_of_pages() -> None:
    document = lay_out("1. Måla\n\n2. Laga\n\n3. Så\n")
    assert {block.page for block in document.blocks} == {1}


def test_web_site_around_the_document_is_kept_outside() -> None:
    document = lay_out(
        "Torgplan\n\nStorlek: px\n\nTranskript\n\nTorgen ses över.\n\n"
        "Parkplan\n\nParkplan Parkplan 2030 Sida 1\n\nLäs mer\n\n"
        "Lekplan\n\nLekplan för alla barn\n\nLäs mer"
    )
    running = document.text[: document.running_end]
    assert running == "Torgplan\nTorgen ses över."
    hidden = [document.block_text(block) for block in document.blocks if block.role == "hidden"]
    assert hidden[0] == "Storlek: px" and hidden[-1] == "Läs mer" and len(hidden) == 8
    assert any("webbplatsen" in warning for warning in document.pages[0].warnings)


@pytest.mark.parametrize(("code", "line"), [(row["code"], line) for row in transcript_rows() for line in row["yes"]])
def test_row_of_marks_matches(code: str, line: str) -> None:
    assert matches(code, line)


@pytest.mark.parametrize(("code", "line"), [(row["code"], line) for row in transcript_rows() for line in row["no"]])
def test_row_of_marks_does_not_match(code: str, line: str) -> None:
    assert not matches(code, line)


def check_offsets(document: Document) -> None:
    """Tokens are the words of the text in order; blocks and cells bound whole words."""
    assert "".join(document.text.split()) == "".join(document.text[t.start : t.end] for t in document.tokens)
    for token in document.tokens:
        assert token.place.line is not None and token.place.box is None
    for block in document.blocks:
        assert "\n" not in document.block_text(block)
    for table in document.tables:
        for cell in table.cells:
            assert document.text[cell.start : cell.end].split() == [
                word for index in cell.blocks for word in document.block_text(document.blocks[index]).split()
            ]


MARKS = (
    "torg",
    "Park",
    "lek-",
    "och",
    "Ansvar:",
    "<ul>",
    "</ul>",
    "<li>",
    "<p>",
    "**",
    "*a*",
    "•",
    "-",
    "1",
    "2.",
    "¹",
    "|",
    "...",
    "#",
    "<i>ex</i>",
    "&amp;",
)
WORDS = st.sampled_from([*MARKS, "\t", "\n", "\n\n", "\f", "Läs mer"])


@given(st.lists(WORDS, max_size=60))
def test_any_text_gives_a_document_whose_offsets_hold(words: list[str]) -> None:
    document = lay_out(" ".join(words))
    check_offsets(document)
    assert not TAG.search(document.text)
    assert document == lay_out(" ".join(words)), "the same text gives the same document"


@pytest.mark.parametrize("name", ["kalmar", "sodertalje", "alingsas", "malmo", "umea"])
def test_real_transcripts(name: str, shared_dir) -> None:  # type: ignore[no-untyped-def]
    text = (shared_dir / "plans" / "text" / f"{name}.txt").read_text(encoding="utf-8")
    document = lay_out(text)
    check_offsets(document)
    assert not TAG.search(document.text)
    assert not re.search("[⁰¹²³⁴-⁹]", document.text)
    assert not any(sign in document.text for sign in BULLETS.replace("·", ""))
    words = {word for word in re.findall(r"[A-ZÅÄÖa-zåäö]{6,}", TAG.sub(" ", text)) if f"{word}- " not in text}
    joined = document.text.replace("-", "")
    lost = sorted(word for word in words if word not in joined and f"- {word}" not in text)
    assert lost == []
