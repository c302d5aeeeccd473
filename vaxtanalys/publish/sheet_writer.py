"""Writing blocks of rows to a workbook: text always as text, the same bytes for the same rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from textwrap import wrap
from typing import Any, NamedTuple

import xlsxwriter

from vaxtanalys.publish.texts import Texts

# Excel's limit for one cell; XlsxWriter would leave a longer text out without a word.
CELL_LIMIT = 32767

# The widest table, in characters, that can be read when printed on one page across.
WIDEST_PAGE = 200

# In points: one line of text in a cell, and Excel's tallest row.
LINE_HEIGHT = 15.5
TALLEST_ROW = 409

# A fixed date: the workbook says nothing of when it was made, so that the same tables give the same bytes.
CREATED = datetime(2000, 1, 1)

_FONT = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
_RULE = {"bottom": 4, "bottom_color": "#B8C4C8"}
FORMATS: Mapping[str, Mapping[str, Any]] = {
    "text": {"text_wrap": True, "num_format": "@", **_RULE},
    "number": {"num_format": "0", "align": "center", **_RULE},
    "score": {"num_format": "0.00", "align": "center", **_RULE},
    "head": {"bold": True, "text_wrap": True, "bg_color": "#1F4E5F", "font_color": "#FFFFFF", "border": 1},
    "title": {"bold": True, "font_size": 16},
    "part": {"bold": True, "font_size": 13, "font_color": "#1F4E5F"},
    "plain": {"text_wrap": True},
    "line": {},
    "turned": {
        "bold": True,
        "text_wrap": True,
        "rotation": 90,
        "valign": "bottom",
        "align": "center",
        "bg_color": "#E8EEF0",
        "border": 1,
    },
    "link": {"font_color": "#0B5CAD", "underline": 1},
    "state": {"align": "center", "border": 1, "border_color": "#B8C4C8"},
    "covered": {"bg_color": "#1B6E6A", "font_color": "#FFFFFF", "bold": True, "align": "center"},
    "gap": {"bg_color": "#F6D3C4", "font_color": "#7A1F00", "bold": True, "align": "center"},
    "outside": {"bg_color": "#F4F1EC", "font_color": "#8A6D5C", "bold": True, "align": "center"},
    "undecided": {"bg_color": "#FFF2B8", "font_color": "#5A4500", "bold": True, "align": "center"},
}


class Column(NamedTuple):
    """A column of a sheet: the key of its heading in the texts, its width in characters, its kind."""

    head: str
    width: int
    kind: str = "text"


@dataclass
class Book:
    """An open workbook with its formats and the words it uses."""

    file: Any
    formats: dict[str, Any]
    texts: Texts

    def sheet(self, name: str) -> Sheet:
        """A new sheet, set up for printing on A4 across."""
        page = self.file.add_worksheet(self.texts.say(f"workbook.sheet_{name}"))
        page.set_paper(9)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        page.set_footer("&L&A&R&P (&N)")
        page.hide_gridlines(2)
        return Sheet(self, page)


@dataclass
class Sheet:
    """A sheet being filled from the top; ``row`` is the next free row."""

    book: Book
    page: Any
    row: int = 0
    given: tuple[int, ...] = ()

    def widths(self, widths: Sequence[int]) -> None:
        """Set the widths of the columns, in characters."""
        self.given = tuple(widths)
        for index, width in enumerate(widths):
            self.page.set_column(index, index, width)

    def pages_across(self, width: int) -> None:
        """Print over so many pages side by side that columns of ``width`` characters in all can be read."""
        self.page.fit_to_pages(-(-width // WIDEST_PAGE), 0)

    def line(self, text: str, style: str = "line") -> None:
        """One line of text that may run over the columns beside it."""
        self.put(self.row, 0, text, style)
        self.page.set_row(self.row, LINE_HEIGHT * FORMATS[style].get("font_size", 11) / 10)
        self.row += 1

    def passage(self, text: str, columns: int, characters: int) -> None:
        """A sentence over ``columns`` merged columns; ``characters`` is how many fit in their width."""
        style = self.book.formats["plain"]
        self.page.merge_range(self.row, 0, self.row, columns - 1, "", style)
        self.page.write_string(self.row, 0, text, style)
        self.page.set_row(self.row, LINE_HEIGHT * count_lines(text, characters))
        self.row += 1

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[Any]], name: str = "") -> None:
        """A block with a heading row; where it is the sheet's first, the heading is frozen and can be filtered."""
        first, texts = self.row, self.book.texts
        heads = [texts.say(f"head.{column.head}") for column in columns]
        if first == 0:
            self.widths([column.width for column in columns])
        for index, head in enumerate(heads):
            self.put(first, index, head, "head")
        self._fit_height(first, heads, columns)
        for offset, row in enumerate(rows, start=1):
            for index, (column, value) in enumerate(zip(columns, row, strict=True)):
                self.put(first + offset, index, value, column.kind, name)
            self._fit_height(first + offset, row, columns)
        if first == 0:
            self.pages_across(sum(column.width for column in columns))
            self.page.repeat_columns(0)
            self.page.freeze_panes(1, 1)
            self.page.repeat_rows(0)
            self.page.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
        self.row = first + len(rows) + 1
        if not rows:
            self.line(texts.say("workbook.empty"))

    def put(self, row: int, column: int, value: Any, style: str = "text", table: str = "") -> None:
        """Write one value: text as text, never as a formula, number or link; nothing for None."""
        cell = self.book.formats[style]
        if value is None or value == "":
            self.page.write_blank(row, column, None, cell)
        elif isinstance(value, str):
            self.page.write_string(row, column, self._fit(value, table), cell)
        else:
            self.page.write_number(row, column, value, cell)

    def _fit_height(self, number: int, row: Sequence[Any], columns: Sequence[Column]) -> None:
        # LibreOffice shows one line of a wrapped cell where the file says nothing of the row's height.
        widths = (column.width or self.given[index] for index, column in enumerate(columns))
        texts = [(value, width) for value, width in zip(row, widths, strict=True) if isinstance(value, str)]
        lines = max((count_lines(text, width) for text, width in texts), default=1)
        if lines > 1:
            self.page.set_row(number, min(TALLEST_ROW, LINE_HEIGHT * lines))

    def _fit(self, text: str, table: str) -> str:
        if len(text.encode("utf-16-le")) // 2 <= CELL_LIMIT:
            return text
        note = self.book.texts.say("word.cut", table=table)
        return text.encode("utf-16-le")[: 2 * (CELL_LIMIT - len(note))].decode("utf-16-le", "ignore") + note


@lru_cache(maxsize=10_000)
def count_lines(text: str, width: int) -> int:
    """How many lines ``text`` takes in a cell ``width`` characters wide."""
    if len(text) <= width and "\n" not in text:
        return 1
    return sum(len(wrap(part, max(width - 1, 1))) or 1 for part in text.split("\n"))


def open_book(path: Path, texts: Texts) -> Book:
    """A new workbook at ``path``; close its ``file`` to write it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    file = xlsxwriter.Workbook(str(path), options)
    file.set_properties({"title": texts.say("workbook.title"), "created": CREATED})
    formats = {name: file.add_format({**_FONT, **look}) for name, look in FORMATS.items()}
    return Book(file, formats, texts)
