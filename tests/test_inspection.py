"""How pages are shown: the form of the contract, tables in parts, text that is the document's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from vaxtanalys.draw import draw_pages
from vaxtanalys.errors import DocumentError, UsageError
from vaxtanalys.inspection import describe_document, read_layout

PAGE = {"page", "width", "height", "rotation", "method", "grade", "warnings", "blocks", "tables", "joins"} | {
    "agreement",
    "order",
}
BLOCK = {"role", "level", "text", "bbox", "reading_order"}
TABLE = {"table_id", "bbox", "kind", "continues", "header_rows", "cells"}
CELL = {"row", "col", "row_span", "col_span", "text", "bbox", "filled_from"}
ROLES = {
    "heading",
    "paragraph",
    "item",
    "cell",
    "footnote",
    "header",
    "footer",
    "caption",
    "watermark",
    "hidden",
    "toc",
}


@pytest.fixture(scope="module", params=["kalmar", "sodertalje", "malmo", "umea", "alingsas"])
def described(request: pytest.FixtureRequest, plans_dir: Path) -> dict[str, Any]:
    return describe_document(read_layout(plans_dir / "pdf" / f"{request.param}.pdf"))


def test_form_of_the_contract(described: dict[str, Any]) -> None:
    assert set(described) == {"file", "document_id", "pages"}
    for number, page in enumerate(described["pages"], start=1):
        assert set(page) == PAGE
        assert page["page"] == number
        for order, block in enumerate(page["blocks"]):
            assert set(block) - {"more", "signal"} == BLOCK
            assert block["role"] in ROLES
            assert block["reading_order"] == order
        for table in page["tables"]:
            assert set(table) >= TABLE
            assert all(set(cell) == CELL for cell in table["cells"])


def test_boxes_lie_on_the_page(described: dict[str, Any]) -> None:
    for page in described["pages"]:
        for item in [*page["blocks"], *page["tables"], *(cell for table in page["tables"] for cell in table["cells"])]:
            x0, top, x1, bottom = item["bbox"]
            assert -2 <= x0 <= x1 <= page["width"] + 2
            assert -2 <= top <= bottom <= page["height"] + 2


def test_cells_do_not_overlap_and_begin_at_nought(described: dict[str, Any]) -> None:
    for page in described["pages"]:
        for table in page["tables"]:
            spots = [
                (row, col)
                for cell in table["cells"]
                for row in range(cell["row"], cell["row"] + cell["row_span"])
                for col in range(cell["col"], cell["col"] + cell["col_span"])
            ]
            assert len(spots) == len(set(spots)), f"{table['table_id']} på sidan {page['page']}"
            assert min(row for row, _ in spots) == 0
            rows = {row for row, _ in spots}
            assert rows == set(range(max(rows) + 1))


def test_parts_of_a_table_name_each_other(plans_dir: Path) -> None:
    """The action plan's tables run over pages: every later part names the one before it, on an earlier page."""
    described = describe_document(read_layout(plans_dir / "pdf" / "sodertalje.pdf"))
    pages: dict[str, int] = {}
    continued = 0
    for page in described["pages"]:
        for table in page["tables"]:
            assert table["table_id"] not in pages
            pages[table["table_id"]] = page["page"]
            if table["continues"]:
                continued += 1
                assert pages[table["continues"]] < page["page"]
                assert table["first_row"] > 0
    assert continued >= 3


def test_one_page_and_a_page_that_is_not_there(plans_dir: Path) -> None:
    document = read_layout(plans_dir / "pdf" / "malmo.pdf")
    one = describe_document(document, 3)
    assert [page["page"] for page in one["pages"]] == [3]
    with pytest.raises(UsageError, match="ingen sida 99"):
        describe_document(document, 99)


def test_pictures_have_the_page_and_the_overlay(plans_dir: Path, tmp_path: Path) -> None:
    path = plans_dir / "pdf" / "malmo.pdf"
    described = describe_document(read_layout(path), 3)
    (picture,) = draw_pages(path, described, tmp_path / "bilder")
    image = Image.open(picture).convert("RGB")
    page = described["pages"][0]
    assert image.size == pytest.approx((page["width"] * 2, page["height"] * 2), abs=2)
    heading = next(block for block in page["blocks"] if block["role"] == "heading")
    x, y = heading["bbox"][0] * 2, (heading["bbox"][1] + heading["bbox"][3])
    edge = {image.getpixel((int(x) + dx, int(y))) for dx in (-1, 0, 1)}
    assert (194, 24, 91) in edge, "rubrikens ruta ska vara ritad i rubrikens färg"


def test_transcripts_have_no_pictures(plans_dir: Path, tmp_path: Path) -> None:
    path = plans_dir / "text" / "malmo.txt"
    described = describe_document(read_layout(path))
    assert all(block["bbox"] is None for page in described["pages"] for block in page["blocks"])
    with pytest.raises(UsageError, match="textfil"):
        draw_pages(path, described, tmp_path)


def test_what_can_not_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "tom.pdf").write_bytes(b"")
    with pytest.raises(DocumentError, match="tom"):
        read_layout(tmp_path / "tom.pdf")
