"""Rows of a CSV file that people keep by hand, in a text editor or in Excel."""

from __future__ import annotations

import csv
import io
from pathlib import Path


def read_csv_rows(path: Path) -> tuple[list[str], list[dict[str, str]], list[str]]:
    """The headings, the rows and the faults of ``path``: UTF-8 with commas, or with semicolons as Swedish Excel saves.

    Values are stripped. A row with more values than there are headings holds them under the empty heading. Where the
    file can not be read there are no headings, and a fault in Swedish with the way out.
    """
    try:
        text = path.read_text("utf-8-sig")
        # ``swedish_comma``: where the comma is the decimal mark, Excel parts the columns of a CSV by semicolons.
        first = text.partition("\n")[0]
        reader = csv.DictReader(
            io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ","
        )
        header = list(reader.fieldnames or [])
        rows = [
            {key: (value or "").strip() for key, value in row.items() if isinstance(key, str)}
            | ({"": "extra"} if None in row else {})
            for row in reader
        ]
    except UnicodeDecodeError:
        return [], [], [f"{path}: är inte i UTF-8; spara den i Excel som ”CSV UTF-8 (kommaavgränsad)”"]
    except csv.Error as error:
        return [], [], [f"{path}: går inte att läsa som CSV ({error})"]
    return header, rows, []
