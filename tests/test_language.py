"""Which language a text is in: every row of the table holds, and only plainly foreign texts are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from vaxtanalys.errors import UnreadableError
from vaxtanalys.language import language_shares, load_languages, require_swedish
from vaxtanalys.model import Document

ROWS = load_languages()


def document(text: str) -> Document:
    return Document("prov", "prov.pdf", "", text, (), (), (), ())


@pytest.mark.parametrize("language", ROWS, ids=lambda row: row.code)
def test_rows(language: object) -> None:
    row = next(item for item in ROWS if item is language)
    assert row.yes
    assert row.no
    for sentence in row.yes:
        best, found = language_shares(sentence)[0]
        # Norwegian and Danish share most small words; which of the two it is does not matter here.
        assert found.code == row.code or {found.code, row.code} == {"nb", "da"}
        assert best >= 0.2
    for sentence in row.no:
        assert language_shares(sentence)[0][1].code != row.code


@pytest.mark.parametrize("language", [row for row in ROWS if row.code != "sv"], ids=lambda row: row.code)
def test_foreign_texts_are_refused(language: object) -> None:
    row = next(item for item in ROWS if item is language)
    with pytest.raises(UnreadableError, match="texten är på"):
        require_swedish(document(" ".join(row.yes * 6)))


@pytest.mark.parametrize(
    "text",
    [
        "the and of to in a is that for on with as by are be",  # too short to say
        "a e o i u y " * 40,  # lettering of a drawing
        "",
    ],
)
def test_what_can_not_be_told_passes(text: str) -> None:
    require_swedish(document(text))


def test_a_text_in_no_known_language_is_refused() -> None:
    with pytest.raises(UnreadableError, match="inte löpande svenska"):
        require_swedish(document("gmina wspiera młodzież oraz rodziców przez poradnictwo " * 30))


def test_real_plans_are_swedish(plans_dir: Path) -> None:
    for path in sorted((plans_dir / "text").glob("*.txt")):
        require_swedish(document(path.read_text("utf-8")))
