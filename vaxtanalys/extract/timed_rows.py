"""Tables without headings whose rows are a deed and when it is done."""

from __future__ import annotations

from vaxtanalys.extract.cells import found_in_cell
from vaxtanalys.extract.found import Found
from vaxtanalys.extract.named_headings import body_of_heading
from vaxtanalys.extract.settings import ExtractSettings
from vaxtanalys.extract.table_cells import cell_blocks, cell_text
from vaxtanalys.extract.time_words import is_time
from vaxtanalys.extract.vocabulary import opens_as_deed
from vaxtanalys.model import Block, Document, Field, Table

_LEAST_ROWS = 2


def read_timed_rows(
    document: Document, table: Table, heading: Block | None, settings: ExtractSettings
) -> list[Found] | None:
    """The measures of such a table; None where it is none.

    ``deeds_with_their_times``: two columns, in all rows a time and nothing else in the second, and most of the first
    open as deeds. Nothing need stand over them: the words say themselves what they are. Where the heading above is a
    body's name, it is who does them.
    """
    rows = [row for row in range(table.rows) if table.at(row, 0) is not None]
    if table.cols != 2 or len(rows) < _LEAST_ROWS:
        return None
    if not all(is_time(cell_text(document, table.at(row, 1))) for row in rows):
        return None
    deeds = sum(opens_as_deed(cell_text(document, table.at(row, 0))) for row in rows)
    if deeds < settings.infinitive_share * len(rows):
        return None
    body = body_of_heading(document, heading)
    found: list[Found] = []
    for row in rows:
        time = cell_blocks(document, table, row, 1)
        fields = (*body, Field("timeline", None, document.quote((time[0].start, time[-1].end))))
        deed = cell_blocks(document, table, row, 0)
        found += found_in_cell(document, deed, settings, "table_row_by_time", fields=fields)
    return found
