"""Layout of the real plans: what is kept in ``../shared`` is read there and never copied here."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pdfplumber
import pytest

from vaxtanalys.layout import lay_out
from vaxtanalys.model import Document
from vaxtanalys.read import read

PLANS = ("alingsas", "kalmar", "malmo", "sodertalje", "umea")


@cache
def document(path: Path) -> Document:
    return lay_out(read(path), path.stem)


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


@pytest.fixture(params=PLANS)
def plan(request: pytest.FixtureRequest, plans_dir: Path) -> Path:
    return plans_dir / "pdf" / f"{request.param}.pdf"


def test_every_token_is_found_again_in_its_box(plan: Path) -> None:
    """A word of the text stands, letter for letter, in its box on its page."""
    laid_out = document(plan)
    with pdfplumber.open(plan) as pdf:
        for page in pdf.pages:
            chars = page.chars
            for token in laid_out.tokens:
                if token.place.page != page.page_number or token.place.box is None:
                    continue
                box = token.place.box
                inside = [
                    char["text"]
                    for char in chars
                    if box.x0 - 0.5 <= (char["x0"] + char["x1"]) / 2 <= box.x1 + 0.5
                    and box.top - 0.5 <= (char["top"] + char["bottom"]) / 2 <= box.bottom + 0.5
                ]
                word = letters(laid_out.text[token.start : token.end])
                assert not Counter(word) - Counter(letters("".join(inside))), (page.page_number, word, inside)


def test_no_letter_of_the_file_is_lost(plan: Path) -> None:
    """The letters of the document's text are those of the file, but for note marks and hyphens at line ends."""
    laid_out = document(plan)
    with pdfplumber.open(plan) as pdf:
        printed = Counter(
            char for page in pdf.pages for c in page.chars for char in letters(c["text"]) if char.isalpha()
        )
    kept = Counter(char for char in letters(laid_out.text) if char.isalpha())
    # A bullet set as the letter "o" is a marker, not text; no plan here has one.
    assert printed == kept


def test_blocks_tile_the_text(plan: Path) -> None:
    laid_out = document(plan)
    assert laid_out.blocks[0].start == 0
    for before, after in zip(laid_out.blocks, laid_out.blocks[1:], strict=False):
        assert before.end + 1 == after.start
    assert laid_out.blocks[-1].end == len(laid_out.text)


TABLES = [
    # plan, tables, rows of each, header rows of each
    ("malmo", [8, 6, 8, 4, 7, 7], [1, 1, 1, 1, 1, 1]),
    ("umea", [5, 9], [1, 1]),
    ("sodertalje", [18, 9, 3, 10, 16, 21], [2, 1, 1, 2, 2, 3]),
    ("kalmar", [], []),
]


@pytest.mark.parametrize(("name", "rows", "headers"), TABLES)
def test_tables_are_whole_over_page_breaks(plans_dir: Path, name: str, rows: list[int], headers: list[int]) -> None:
    laid_out = document(plans_dir / "pdf" / f"{name}.pdf")
    assert [table.rows for table in laid_out.tables] == rows
    assert [len(table.header_rows) for table in laid_out.tables] == headers


def test_running_heads_and_notes_stay_out_of_the_running_text(plans_dir: Path) -> None:
    laid_out = document(plans_dir / "pdf" / "kalmar.pdf")
    running = laid_out.text[: laid_out.running_end]
    assert "UTKAST" not in running
    assert sum(block.role == "footnote" for block in laid_out.blocks) >= 4
    assert all(block.start >= laid_out.running_end for block in laid_out.blocks if block.role in ("header", "footer"))


def test_a_table_of_contents_is_one(plans_dir: Path) -> None:
    for name, page in (("sodertalje", 4), ("umea", 2)):
        laid_out = document(plans_dir / "pdf" / f"{name}.pdf")
        roles = Counter(block.role for block in laid_out.blocks if block.page == page)
        assert roles["toc"] >= 20
        assert roles["paragraph"] == 0
