"""What tags and bookmarks bring, and that neither they nor their faults ever cost anything.

Every tagged fixture is read with its tags and without them, whole and spoilt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import broken_tags
import pytest
from set_pages import document, page, set_line, set_lines
from test_layouts import GOLD, LAYOUTS, Score, letters, score_reading

from vaxtanalys.codebook import load_codebook
from vaxtanalys.extract import extract
from vaxtanalys.inspection import describe_document
from vaxtanalys.layout import LayoutSettings, lay_out
from vaxtanalys.layout.made_grids import even_grid
from vaxtanalys.model import Block, Document, RawDocument, RawPage, Word
from vaxtanalys.raw_tags import RawBookmark, RawTag, TagTree
from vaxtanalys.read import read
from vaxtanalys.read.tags import read_tags
from vaxtanalys.tag import tag

WITHOUT = LayoutSettings(tags=False, bookmarks=False)
PDF = LAYOUTS / "pdf"
HELPED = ("areas", "measures", "bodies")


@cache
def raw(name: str) -> RawDocument:
    return read(PDF / f"{name}.pdf")


def scores(source: RawDocument, name: str, settings: LayoutSettings | None = None) -> dict[str, Score]:
    laid_out = lay_out(source, name, settings)
    plan = extract(laid_out)
    return score_reading(name, laid_out, plan, tag(laid_out, plan, load_codebook()))


@cache
def without(name: str) -> dict[str, Score]:
    return scores(raw(name), name, WITHOUT)


TAGGED = [name for name in sorted(GOLD) if read_tags(PDF / f"{name}.pdf") is not None]
MARKED = [name for name in sorted(GOLD) if name.startswith("markt-") or name == "bokmarken-utan-taggar"]


@pytest.mark.parametrize("name", sorted({*TAGGED, *MARKED}))
def test_tags_are_never_below_the_page_alone(name: str) -> None:
    told, alone = scores(raw(name), name), without(name)
    for what in HELPED:
        assert told[what].f1 >= alone[what].f1, (what, told[what], alone[what])


@pytest.mark.parametrize("name", MARKED)
def test_what_only_tags_or_bookmarks_tell(name: str) -> None:
    told, alone = scores(raw(name), name), without(name)
    assert any(told[what].f1 > alone[what].f1 for what in HELPED)
    assert all(told[what].f1 == 1.0 for what in HELPED), told


READ = 0.6
SPOILT = ["zebra", "utan-linjer", "punkter-i-cell", "rad-over-sidbrytning", "tre-spalter", "fet-inledning"]
SPOILT += [
    "mal-strategi-atgard",
    "numrerade-atgarder",
    "markt-word",
    "markt-tva-huvudrader",
    "markt-lista-utan-punkter",
]


@pytest.mark.parametrize("name", SPOILT)
@pytest.mark.parametrize("how", sorted(broken_tags.WAYS))
def test_spoilt_tags_do_not_hurt(tmp_path: Path, name: str, how: str) -> None:
    """What the page alone tells is found still; where it tells next to nothing, at least no letter is lost or made."""
    path = broken_tags.spoil(PDF / f"{name}.pdf", tmp_path / "spoilt.pdf", how)
    spoilt = replace(raw(name), tags=read_tags(path))
    told, alone = scores(spoilt, name, LayoutSettings(bookmarks=False)), without(name)
    for what in HELPED:
        if alone[what].f1 >= READ:
            assert told[what].f1 >= alone[what].f1, (what, told[what], alone[what])
    texts = [lay_out(spoilt, name).text, lay_out(spoilt, name, WITHOUT).text]
    assert len({str(sorted(letters(text).items())) for text in texts}) == 1


@pytest.mark.parametrize(
    ("name", "how", "doubt"),
    [
        ("zebra", "swapped_headings", "av rubriker stämmer inte"),
        ("numrerade-atgarder", "one_paragraph", "av stycken stämmer inte"),
        ("zebra", "shifted_marks", "dess rader och kolumner följer inte sidan"),
        ("zebra", "items_of_all", "bara en rad eller en kolumn"),
        ("markt-word", "row_for_each_mark", "bara en rad eller en kolumn"),
    ],
)
def test_what_is_not_believed_is_said(tmp_path: Path, name: str, how: str, doubt: str) -> None:
    path = broken_tags.spoil(PDF / f"{name}.pdf", tmp_path / "spoilt.pdf", how)
    laid_out = lay_out(replace(raw(name), tags=read_tags(path)), name)
    assert any(doubt in warning for warning in laid_out.pages[0].warnings)
    assert not any("taggar" in warning for warning in lay_out(raw(name), name).pages[0].warnings)


def test_pages_and_blocks_say_what_carried_them() -> None:
    laid_out = lay_out(raw("markt-word"), "x")
    assert {item.method for item in laid_out.pages} == {"tags"}
    assert {table.kind for table in laid_out.tables} == {"tagged"}
    headings = [block for block in laid_out.blocks if block.role == "heading"]
    assert headings and all(block.signal == "tag" for block in headings)
    described = describe_document(laid_out)["pages"][0]["blocks"]
    assert {block.get("signal") for block in described if block["role"] == "heading"} == {"tag"}
    plain = lay_out(raw("markt-word"), "x", WITHOUT)
    assert {item.method for item in plain.pages} == {"layout"}
    bookmarked = lay_out(raw("bokmarken-utan-taggar"), "x")
    assert {block.signal for block in bookmarked.blocks if block.role == "heading"} == {"bookmark"}


def test_a_repeated_heading_row_without_tags_is_a_heading_row() -> None:
    laid_out = lay_out(raw("markt-word"), "x")
    table = next(table for table in laid_out.tables if len(table.places) > 1)
    assert len(table.header_rows) == 2
    words = [laid_out.text[cell.start : cell.end] for cell in table.cells if cell.row == table.header_rows[1]]
    assert words == ["Åtgärd", "Ansvarig", "Samverkan", "Tidplan"]


# ------------------------------------------------------------------------------------------- small pages, set by hand


def marked(words: Sequence[Word], number: int) -> list[Word]:
    return [replace(word, mcid=number) for word in words]


def lay(pages: Sequence[RawPage], tags: TagTree | None, *bookmarks: RawBookmark) -> Document:
    return lay_out(replace(document(*pages), tags=tags, bookmarks=bookmarks), "sida")


def blocks(laid_out: Document, role: str) -> list[Block]:
    return [block for block in laid_out.blocks if block.role == role]


ROWS = [
    ("Öppna en mötesplats för unga i varje tätort.", "Kulturnämnden"),
    ("Utbilda alla chefer i frågor om våld.", "Kommunstyrelsen"),
    ("Se över gatubelysningen i centrum.", "Tekniska nämnden"),
]


def rows_over_pages(divided: bool) -> tuple[list[RawPage], TagTree]:
    """A borderless table on two pages; with ``divided`` its last row stands on both, cut between two sentences."""
    tags = [RawTag("Table", -1)]
    marks: list[tuple[int, int, int]] = []
    pages: list[list[Word]] = [[], []]

    def cell(role: str, texts: Sequence[tuple[int, str, float]], x: float) -> None:
        tags.append(RawTag(role, row))
        for at, text, top in texts:
            number = len(marks)
            pages[at - 1].extend(marked(set_line(text, x, top), number))
            marks.append((at, number, len(tags) - 1))

    for index, texts in enumerate([("Åtgärd", "Ansvarig"), *ROWS]):
        row = len(tags)
        tags.append(RawTag("TR", 0))
        last = index == len(ROWS)
        for text, x in zip(texts, (70.0, 400.0), strict=True):
            role = "TD" if index else "TH"
            if last and divided and x < 100:
                cell(role, [(1, text, 80.0 + 30 * index), (2, "Börja vid stationen.", 60.0)], x)
            else:
                cell(
                    role,
                    [(2 if last and not divided else 1, text, 60.0 if last and not divided else 80.0 + 30 * index)],
                    x,
                )
    if divided:
        pages[1].extend(set_line("Efter tabellen följer mer text som inte hör till den.", 70.0, 120.0))
    return [page(pages[0]), page(pages[1], 2)], TagTree(tuple(tags), tuple(marks))


@pytest.mark.parametrize("divided", [False, True])
def test_tags_tell_whether_a_row_goes_on_over_the_page(divided: bool) -> None:
    pages, tree = rows_over_pages(divided)
    laid_out = lay(pages, tree)
    (table,) = laid_out.tables
    # Where the page itself shows the same cells its own table is kept, with what the tags know.
    assert table.kind == "tagged" or not divided
    assert (table.rows, table.header_rows) == (4, (0,))
    last = table.at(3, 0)
    assert last is not None
    text = laid_out.text[last.start : last.end].replace("\n", " ")
    assert text == ROWS[2][0] + (" Börja vid stationen." if divided else "")
    assert [place.page for place in last.places] == ([1, 2] if divided else [2])


def test_a_merged_cell_stands_empty_beside_its_rows_on_the_next_page() -> None:
    tags, marks = [RawTag("Table", -1)], []
    pages: list[list[Word]] = [[], []]
    goal = [("Mål", 1), ("Trygga hem för alla", 3)]
    for r, texts in enumerate([("Åtgärd", "Ansvarig"), *ROWS]):
        tags.append(RawTag("TR", 0))
        up, at = len(tags) - 1, 2 if r == 3 else 1
        cells = [(goal[r][0], goal[r][1], 70)] if r < 2 else []
        for text, span, x in [*cells, (texts[0], 1, 200), (texts[1], 1, 450)]:
            tags.append(RawTag("TD" if r else "TH", up, row_span=span))
            pages[at - 1] += marked(set_line(text, x, 80 + 30 * r if at == 1 else 60), len(marks))
            marks.append((at, len(marks), len(tags) - 1))
    (table,) = lay([page(pages[0]), page(pages[1], 2)], TagTree(tuple(tags), tuple(marks))).tables
    assert (table.kind, table.rows, table.cols, table.row_pages) == ("tagged", 4, 3, (1, 1, 1, 2))
    first, rest = table.at(2, 0), table.at(3, 0)
    assert first is not None and (first.row, first.row_span) == (1, 2)
    assert rest is not None and rest.row == 3 and not rest.blocks


def test_headings_keep_their_tagged_level_where_they_are_set_alike() -> None:
    words, tags, marks = [], [], []
    lines = [
        ("H1", "Trygga hem"),
        ("P", PROSE),
        ("H2", "Stöd till unga"),
        ("P", PROSE),
        ("H1", "Trygga gator"),
        ("P", PROSE),
    ]
    for number, (role, text) in enumerate(lines):
        words += marked(set_line(text, 70, 80 + 30 * number, bold=role != "P"), number)
        tags.append(RawTag(role, -1))
        marks.append((1, number, number))
    laid_out = lay([page(words)], TagTree(tuple(tags), tuple(marks)))
    assert [(b.level, b.signal) for b in blocks(laid_out, "heading")] == [(1, "tag"), (2, "tag"), (1, "tag")]
    alone = lay([page(words)], None)
    assert [b.level for b in blocks(alone, "heading")] == [1, 1, 1]


def test_numbers_tell_levels_where_type_does_not() -> None:
    words = []
    for number, text in enumerate(["1 Inledning", PROSE, "1.1 Syfte", PROSE, "2 Insatser", PROSE]):
        words += set_line(text, 70, 80 + 30 * number, bold=text != PROSE)
    found = blocks(lay([page(words)], None), "heading")
    assert [(block.level, block.signal) for block in found] == [(1, "numbering"), (2, "numbering"), (1, "numbering")]


def test_tags_part_paragraphs_that_are_set_without_a_gap() -> None:
    lines = [
        "Kommunen ska under perioden öppna en mötesplats för unga i varje",
        "tätort och hålla den öppen även på lov och sena kvällar i veckan",
        "Vidare ska kommunen utbilda sina chefer i frågor om våld i nära",
        "relation och följa upp att kunskapen kommer till användning i dag",
    ]
    words = [word for i, line in enumerate(lines) for word in marked(set_line(line, 70, 80 + 13 * i), i // 2)]
    tree = TagTree((RawTag("P", -1), RawTag("P", -1)), ((1, 0, 0), (1, 1, 1)))
    assert len(blocks(lay([page(words)], tree), "paragraph")) == 2
    assert len(blocks(lay([page(words)], None), "paragraph")) == 1


def test_bookmarks_of_other_words_are_no_headings() -> None:
    words = set_lines([PROSE, "Trygga hem", PROSE], step=40.0)
    named = lay([page(words)], None, RawBookmark("Trygga  hem", 1, 1, 120.0))
    assert [block.signal for block in blocks(named, "heading")] == ["bookmark"]
    foreign = [RawBookmark(f"Bild {number}", 1, 1) for number in range(3)]
    assert not blocks(lay([page(words)], None, RawBookmark("Trygga hem", 1, 1), *foreign), "heading")


PROSE = "Kommunen arbetar sedan flera år med trygghet i hela den egna organisationen."


def test_an_artifact_near_the_edge_is_a_header_on_a_single_page() -> None:
    head, foot = set_line("Norrbyga kommun", 70, 30), set_line("Dnr KS 2026/12", 70, 810)
    body = [word for i in range(6) for word in marked(set_line(PROSE, 70, 90 + 30 * i), i)]
    tags = tuple(RawTag("P", -1) for _ in range(6))
    marks = tuple((1, i, i) for i in range(6))
    told = lay([page([*head, *body, *foot])], TagTree(tags, marks))
    assert [told.block_text(block) for block in blocks(told, "header")] == ["Norrbyga kommun"]
    assert [told.block_text(block) for block in blocks(told, "footer")] == ["Dnr KS 2026/12"]
    alone = lay([page([*head, *body, *foot])], None)
    assert not blocks(alone, "header")
    # What is left out of the tree in the middle of the page is text all the same, and such a tree tells no header.
    holed = lay([page([*head, *body, *set_line("Lös rad utan tagg.", 70, 400)])], TagTree(tags, marks))
    assert [holed.block_text(block) for block in blocks(holed, "paragraph")[:: len(body)]] == ["Norrbyga kommun"]
    assert holed.block_text(blocks(holed, "paragraph")[-1]) == "Lös rad utan tagg." and not blocks(holed, "header")


def test_a_tagged_note_in_small_print_needs_no_figure() -> None:
    words = [word for i in range(3) for word in marked(set_line(PROSE, 70, 90 + 30 * i), i)]
    words += marked(set_line("Se kommunens hemsida för hela lägesbilden.", 70, 760, 7.5), 3)
    tree = TagTree((RawTag("P", -1),) * 3 + (RawTag("Note", -1),), tuple((1, i, i) for i in range(4)))
    assert [block.signal for block in blocks(lay([page(words)], tree), "footnote")] == ["tag"]
    assert not blocks(lay([page(words)], None), "footnote")


def test_short_tables_of_contents_are_known_by_their_tags() -> None:
    words = [*marked(set_line("Bakgrund 3", 70, 90), 0), *marked(set_line("Åtgärder 5", 70, 110), 1)]
    words += [word for i in range(3) for word in marked(set_line(PROSE, 70, 160 + 30 * i), i + 2)]
    tags = [RawTag("TOC", -1), RawTag("TOCI", 0), RawTag("TOCI", 0), *[RawTag("P", -1)] * 3]
    tree = TagTree(tuple(tags), tuple((1, i, i + 1) for i in range(5)))
    assert len(blocks(lay([page(words)], tree), "toc")) == 2
    assert not blocks(lay([page(words)], None), "toc")


def test_columns_with_heading_cells_that_head_the_rows_are_no_heading_rows() -> None:
    tags, marks, words = [RawTag("Table", -1)], [], []
    for r in range(4):
        tags.append(RawTag("TR", 0))
        up = len(tags) - 1
        for c, role in enumerate(("TH", "TD")):
            tags.append(RawTag(role, up, scope="Row" if role == "TH" else ""))
            number = len(marks)
            words += marked(set_line(("Nämnd", "Gör en plan.")[c] + f" {r}", 70 + 200 * c, 80 + 30 * r), number)
            marks.append((1, number, len(tags) - 1))
    words += marked(set_line(PROSE, 70, 300), len(marks))
    marks.append((1, len(marks), len(tags)))
    tags.append(RawTag("P", -1))
    (table,) = lay([page(words)], TagTree(tuple(tags), tuple(marks))).tables
    assert (table.rows, table.cols, table.header_rows) == (4, 2, ())


LAYOUT_TABLES = {
    "letterhead": [("Handläggare", "Datum"), ("Ylva Ek", ""), ("", "2026-03-24")],
    "contents": [("Bakgrund", "3"), ("Mål", "4"), ("Åtgärder", "6"), ("Uppföljning", "9")],
    "lines": [
        ("Kommunen ska", "Vid behov"),
        ("öppna en mötesplats", "ges stöd"),
        ("för unga i varje", "till familjer"),
    ],
}


@pytest.mark.parametrize("name", sorted(LAYOUT_TABLES))
def test_tables_that_only_put_a_page_in_order_are_not_built(name: str) -> None:
    tags, marks, words = [RawTag("Table", -1)], [], []
    head = [("Åtgärd", "Stöd")] if name == "lines" else []
    for r, texts in enumerate([*head, *LAYOUT_TABLES[name]]):
        tags.append(RawTag("TR", 0))
        up = len(tags) - 1
        for c, text in enumerate(texts):
            tags.append(RawTag("TH" if head and not r else "TD", up))
            if text:
                words += marked(set_line(text, 70 + 200 * c, 80 + 14 * r), len(marks))
                marks.append((1, len(marks), len(tags) - 1))
    words += marked(set_line(PROSE, 70, 300), len(marks))
    marks.append((1, len(marks), len(tags)))
    tags.append(RawTag("P", -1))
    laid_out = lay([page(words)], TagTree(tuple(tags), tuple(marks)))
    assert not laid_out.tables and any("används inte" in warning for warning in laid_out.pages[0].warnings)


def test_tagged_tables_that_shades_run_together_are_taken_apart() -> None:
    tags: list[RawTag] = []
    marks: list[tuple[int, int, int]] = []
    words: list[Word] = []

    def set_tagged(role: str, up: int, text: str, x: float, top: float, size: float = 10.0) -> None:
        words.extend(marked(set_line(text, x, top, size, bold=size > 10), len(marks)))
        marks.append((1, len(marks), len(tags)))
        tags.append(RawTag(role, up))

    for number, first in enumerate((80.0, 200.0)):
        set_tagged("H2", -1, f"Område {'AB'[number]}", 70, first - 25, 14.0)
        table = len(tags)
        tags.append(RawTag("Table", -1))
        for at, texts in enumerate(ROWS):
            row = len(tags)
            tags.append(RawTag("TR", table))
            for text, x in zip(texts, (70.0, 400.0), strict=True):
                set_tagged("TD" if at else "TH", row, text, x, first + 30 * at)
    shades = even_grid((65.0, 390.0, 560.0), (75.0, 105.0, 135.0, 225.0, 255.0, 285.0), "partly_ruled")
    laid_out = lay([replace(page(words), tables=(shades,))], TagTree(tuple(tags), tuple(marks)))
    assert [(table.kind, table.rows) for table in laid_out.tables] == [("tagged", 3), ("tagged", 3)]
    assert [laid_out.block_text(block) for block in blocks(laid_out, "heading")] == ["Område A", "Område B"]
