"""How a file's pages are seen, for people and programs: the form of ``inspect --json``.

A table that runs over pages is one table to the stages; here each page shows its own part, and ``continues`` names the
part on the page before. Rows of a part count from 0; ``first_row`` says which row of the whole table that is.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from vaxtanalys.errors import DocumentError, UsageError
from vaxtanalys.model import Block, Box, Cell, Document, Join, Place, Table
from vaxtanalys.pipeline import default_settings, read_documents

BOX_DIGITS = 2


def read_layout(path: Path) -> Document:
    """One file as laid out, read in a child process under the usual limits.

    Raises UsageError where there is no such file, DocumentError where it can not be read.
    """
    from vaxtanalys.corpus import collect_files

    if not path.is_file():
        raise UsageError(f"{path} är ingen fil; ge sökvägen till en PDF, en textfil, en kontorsfil eller en webbsida.")
    corpus = collect_files([path])
    (reading,) = read_documents(corpus.documents, default_settings("layout"), {}, None, workers=1, last="layout")
    if reading.document is None:
        raise DocumentError(f"{path.name}: {reading.message} ({reading.outcome})")
    return reading.document


def describe_document(document: Document, page: int | None = None) -> dict[str, Any]:
    """The pages of a document (or the one asked for) with their blocks and tables, as plain JSON values.

    Boxes are [x0, top, x1, bottom] in PDF points with the origin at the top left; null in a text transcript. A block
    that runs over pages stands on the page where it begins, its boxes on the others under ``more``. Raises UsageError
    where there is no page of that number.
    """
    numbers = [item.number for item in document.pages]
    if page is not None and page not in numbers:
        raise UsageError(f"{document.file} har ingen sida {page}; sidorna är {numbers[0]}–{numbers[-1]}.")
    blocks = _blocks_by_page(document.blocks)
    tables = _tables_by_page(document)
    return {
        "file": document.file,
        "document_id": document.document_id,
        "pages": [
            {
                "page": item.number,
                "width": round(item.width, BOX_DIGITS),
                "height": round(item.height, BOX_DIGITS),
                "rotation": item.rotation,
                "method": item.method,
                "grade": item.grade,
                "warnings": list(item.warnings),
                "agreement": item.agreement,
                "order": item.order or None,
                "blocks": [_block(document, block, order) for order, block in enumerate(blocks.get(item.number, ()))],
                "tables": tables.get(item.number, []),
                "joins": [_join(join) for join in document.joins if join.places[0].page == item.number],
            }
            for item in document.pages
            if page in (None, item.number)
        ],
    }


def _blocks_by_page(blocks: Iterable[Block]) -> dict[int, list[Block]]:
    pages: dict[int, list[Block]] = {}
    for block in blocks:
        pages.setdefault(block.page, []).append(block)
    return pages


def _block(document: Document, block: Block, order: int) -> dict[str, Any]:
    described: dict[str, Any] = {
        "role": block.role,
        "level": block.level,
        "text": document.block_text(block),
        "bbox": _bbox(next((place.box for place in block.places if place.page == block.page), None)),
        "reading_order": order,
    }
    if block.signal:
        described["signal"] = block.signal
    more = [{"page": place.page, "bbox": _bbox(place.box)} for place in block.places if place.page != block.page]
    return described | ({"more": more} if more else {})


def _join(join: Join) -> dict[str, Any]:
    """A word that a line's end divided: its halves, the rule that joined them or kept the hyphen, and where."""
    return {
        "left": join.left,
        "right": join.right,
        "rule": join.rule,
        "doubtful": join.doubtful,
        "places": [{"page": place.page, "bbox": _bbox(place.box)} for place in join.places],
    }


def _tables_by_page(document: Document) -> dict[int, list[dict[str, Any]]]:
    pages: dict[int, list[dict[str, Any]]] = {}
    for table in document.tables:
        previous: str | None = None
        for place in table.places:
            part = _part(document, table, place, previous)
            previous = part["table_id"]
            pages.setdefault(place.page, []).append(part)
    return pages


def _part(document: Document, table: Table, place: Place, previous: str | None) -> dict[str, Any]:
    """The part of a table on one page, with rows counted from that page's first."""
    here = [cell for cell in table.cells if any(p.page == place.page for p in cell.places)]
    begun_here = {row for row, page in enumerate(table.row_pages) if page == place.page}
    # A row that began on the page before may run on to this one; a merged cell that began rows above tells nothing.
    rows = begun_here | {cell.row for cell in here if cell.row_span == 1}
    top, last = min(rows, default=0), max(rows, default=0)
    return {
        "table_id": table.table_id if previous is None else f"{table.table_id}-p{place.page}",
        "bbox": _bbox(place.box),
        "kind": table.kind,
        "continues": previous,
        "first_row": top,
        "header_rows": [row - top for row in table.header_rows if top <= row <= last],
        "cells": [_cell(document, cell, place.page, top, last) for cell in here],
    }


def _cell(document: Document, cell: Cell, page: int, top: int, last: int) -> dict[str, Any]:
    row = max(cell.row, top)
    end = min(cell.row + cell.row_span - 1, last)
    filled = cell.filled_from
    return {
        "row": row - top,
        "col": cell.col,
        "row_span": max(1, end - row + 1),
        "col_span": cell.col_span,
        "text": _text_on_page(document, cell, page),
        "bbox": _bbox(next((place.box for place in cell.places if place.page == page), None)),
        # A row below 0 stands on the page before, counted back from this part's first.
        "filled_from": [filled[0] - top, filled[1]] if filled else None,
    }


def _text_on_page(document: Document, cell: Cell, page: int) -> str:
    texts = []
    for index in cell.blocks:
        block = document.blocks[index]
        if all(place.page == page for place in block.places):
            texts.append(document.block_text(block))
            continue
        inside = [
            token for token in document.tokens if token.place.page == page and block.start <= token.start < block.end
        ]
        if inside:
            texts.append(document.text[inside[0].start : inside[-1].end])
    return "\n".join(texts)


def _bbox(box: Box | None) -> list[float] | None:
    return [round(float(edge), BOX_DIGITS) for edge in (box.x0, box.top, box.x1, box.bottom)] if box else None
