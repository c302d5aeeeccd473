"""Tables of figures without rules: lines of a label and figures that keep to columns."""

from __future__ import annotations

from collections.abc import Sequence

from vaxtanalys.geometry import cluster, union
from vaxtanalys.layout.lines import LEADING, group_rows
from vaxtanalys.model import Box, RawTable, Word
from vaxtanalys.strips import (
    FIGURE,
    LEAST_FIGURES,
    column_edges,
    count_figures,
    has_upper_headings,
    mostly_figures,
    rows_to_table,
    runs_of_words,
    upper_cells,
)

_LEAST_ROWS = 3


def find_figure_tables(words: Sequence[Word]) -> list[RawTable]:
    """The tables among ``words`` (upright, in no grid of rules), top to bottom.

    ``figures_in_columns``: three lines or more, close to each other, each of two runs of words or more, and most runs
    behind the first are figures. Two columns of prose stand side by side too, but they hold words. The line above that
    has several runs (column headings) belongs to it, and lines of one run (a label that runs on) between its lines.
    """
    if not _has_figures(words):
        return []
    lines = group_rows(words)
    runs = [runs_of_words(line) for line in lines]
    several = [len(of_line) > 1 for of_line in runs]
    if sum(several) < _LEAST_ROWS:
        return []
    counts = [count_figures(line, of_line) for line, of_line in zip(lines, runs, strict=True)]
    gaps = _gaps_above(lines)
    found: list[RawTable] = []
    index = 0
    while index < len(lines):
        end = _last_line(lines, index, several, gaps)
        rows = [counts[number] for number in range(index, end) if several[number]]
        table = _table(lines[index:end]) if len(rows) >= _LEAST_ROWS and mostly_figures(rows[1:]) else None
        if table is None:
            index += 1
        else:
            found.append(table)
            index = end
    return found


def _has_figures(words: Sequence[Word]) -> bool:
    """Whether there are figures enough for the runs of one table: on most pages not, and no more need be asked."""
    # A figure opens with a letter only as "n/a".
    texts = [text for word in words if not (text := word.text)[:1].isalpha() or text[0] in "nN"]
    return sum(1 for text in texts if FIGURE.match(text)) >= LEAST_FIGURES


def _gaps_above(lines: Sequence[Sequence[Word]]) -> list[float]:
    """The white between each line and the one above it; 0 above the first."""
    tops = [min(word.box.top for word in line) for line in lines]
    ends = [max(word.box.bottom for word in line) for line in lines]
    return [0.0, *(top - end for end, top in zip(ends, tops[1:], strict=False))]


def _last_line(lines: Sequence[Sequence[Word]], start: int, several: Sequence[bool], gaps: Sequence[float]) -> int:
    """One after the last line that goes on with a run of lines which begins at ``start`` with several runs of words."""
    if not several[start]:
        return start
    end = start + 1
    for number in range(start + 1, len(lines)):
        size = lines[number][0].size
        if gaps[number] > 2.2 * size or abs(size - lines[start][-1].size) > 1.6:
            break
        if several[number]:
            end = number + 1
        elif number - end >= 2:
            break
    return end


def _runs_on(lines: Sequence[Sequence[Word]], number: int) -> bool:
    """Whether a line holds no figure, and stands close to a line next to it that does."""
    line = lines[number]
    if any(FIGURE.match(word.text) for word in line):
        return False
    top, bottom = min(word.box.top for word in line), max(word.box.bottom for word in line)
    beside = [(top - max(w.box.bottom for w in other), other) for other in lines[number - 1 : number]]
    beside += [(min(w.box.top for w in other) - bottom, other) for other in lines[number + 1 : number + 2]]
    close = [other for white, other in beside if white < LEADING * line[0].size]
    return any(FIGURE.match(word.text) for other in close for word in other)


def _table(lines: Sequence[Sequence[Word]]) -> RawTable | None:
    """The table of lines that hold figures; None where they keep to no columns."""
    box = union(word.box for line in lines for word in line)
    box = Box(box.x0 - 2, box.top - 1, box.x1 + 2, box.bottom + 1)
    upper = has_upper_headings(lines)
    inner = column_edges(lines[1:] if upper else lines, box)
    if not inner:
        return None
    edges = [box.x0, *inner, box.x1]
    ys = row_heights(lines, box)
    table = rows_to_table(ys, box, [word for line in lines for word in line], edges)
    if table is None:
        return None
    cells = table.cells
    if upper:
        cells = (*upper_cells(lines[0], edges, 0, ys[0], ys[1]), *(cell for cell in cells if cell.row > 0))
    return RawTable(box, "borderless", cells)


def row_heights(lines: Sequence[Sequence[Word]], box: Box) -> list[float]:
    """The heights between the rows of a table of figures, the box's own included."""
    owners = figure_rows(lines)
    tops = [min(w.box.top for line in owner for w in line) for owner in owners]
    ends = [max(w.box.bottom for line in owner for w in line) for owner in owners]
    between = [(end + top) / 2 for end, top in zip(ends, tops[1:], strict=False)]
    return cluster([box.top, *between, box.bottom], 0.1)


def figure_rows(lines: Sequence[Sequence[Word]]) -> list[list[Sequence[Word]]]:
    """The lines of a table of figures row by row.

    Each line of several runs of words is a row; one of one run (a label that runs on) belongs to the row it stands
    nearer to. ``words_that_run_on``: so does a line of several runs without a figure that stands as close to its
    neighbour as lines of a cell do (a label and a remark, both of two lines).
    """
    owners: list[list[Sequence[Word]]] = []
    pending: list[Sequence[Word]] = []
    for number, line in enumerate(lines):
        if len(runs_of_words(line)) > 1 and not (owners and _runs_on(lines, number)):
            owners.append([line])
            if pending and len(owners) > 1:
                for loose in pending:
                    above = min(w.box.top for w in loose) - max(w.box.bottom for ln in owners[-2] for w in ln)
                    below = min(w.box.top for w in line) - max(w.box.bottom for w in loose)
                    owners[-2 if above <= below else -1].append(loose)
            pending = []
        elif owners:
            pending.append(line)
    for loose in pending:
        owners[-1].append(loose)
    return owners
