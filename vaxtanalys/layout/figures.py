"""Tables of figures without rules: lines of a label and figures that keep to columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from vaxtanalys.geometry import cluster, union
from vaxtanalys.layout.lines import LEADING, white_between
from vaxtanalys.layout.made_grids import row_edges
from vaxtanalys.layout.rows import group_rows
from vaxtanalys.model import Box, RawTable, Word
from vaxtanalys.strips import (
    FIGURE,
    LEAST_FIGURES,
    column_edges,
    count_figures,
    has_upper_headings,
    mostly_figures,
    rows_to_table,
    upper_cells,
)
from vaxtanalys.word_runs import runs_of_words

_LEAST_ROWS = 3
# Running text beside a table has so many lines and words a line at least.
_TEXT_LINES, _TEXT_WORDS = 5, 3.5
# By so much of their size lines of a cell stand closer than rows do, and by a fifth: the italics of a heading over rows
# reach deeper than other type.
_CLOSER, _SHARE = 0.12, 0.8


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
        end = _with_figures(counts, index, _last_line(lines, index, several, gaps))
        rows = [counts[number] for number in range(index, end) if several[number]]
        table = _table(lines[index:end]) if len(rows) >= _LEAST_ROWS and mostly_figures(rows[1:]) else None
        if table is None:
            index += 1
        else:
            prose = _prose_beside(lines, index, end, table)
            if prose is None:
                found.append(table)
                index = end
                continue
            # Lines of the text are further apart, or closer, than the table's: its rows are looked for without them.
            start, index, x = prose
            left = [word for line in lines[start:index] for word in line if word.box.x1 < x]
            found += find_figure_tables(left)
    return found


def _has_figures(words: Sequence[Word]) -> bool:
    """Whether there are figures enough for the runs of one table: on most pages not, and no more need be asked."""
    # A figure opens with a letter only as "n/a".
    texts = [text for word in words if not (text := word.text)[:1].isalpha() or text[0] in "nN"]
    return sum(1 for text in texts if FIGURE.match(text)) >= LEAST_FIGURES


def _prose_beside(
    lines: Sequence[Sequence[Word]], first: int, end: int, table: RawTable
) -> tuple[int, int, float] | None:
    """``text_beside_the_table``: where the last column is running text; the lines it has, and where they begin.

    It has more lines than the table, of several words each, and most of them open with a small letter.
    """
    x0 = max(cell.box.x0 for cell in table.cells)
    held = [[w for w in line if (w.box.x0 + w.box.x1) / 2 > x0] for line in lines[first:end]]
    text = [words for words in held if words]
    if len(text) < _TEXT_LINES or sum(map(len, text)) < _TEXT_WORDS * len(text):
        return None
    if 2 * sum(words[0].text[:1].islower() for words in text) < len(text):
        return None
    start = min(words[0].box.x0 for words in text)

    def has_text(number: int) -> bool:
        return any(abs(word.box.x0 - start) < 1 for word in lines[number])

    while first > 0 and has_text(first - 1):
        first -= 1
    while end < len(lines) and has_text(end):
        end += 1
    return first, end, start - 1


def _gaps_above(lines: Sequence[Sequence[Word]]) -> list[float]:
    """The white between each line and the one above it; 0 above the first."""
    return [0.0, *(white_between(above, line) for above, line in pairwise(lines))]


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


def _with_figures(counts: Sequence[tuple[int, int]], start: int, end: int) -> int:
    """``text_below_the_figures``: the end of a run of lines, the text below the last row left out: its justified lines
    open gaps too. It holds no figure, and has lines of one run among it or more runs on a line than any row.
    """
    rows = [number for number in range(start, end) if counts[number][0]]
    if not rows or rows[-1] + 1 == end:
        return end
    most = max(sum(counts[number]) for number in rows)
    rest = [sum(count) for count in counts[rows[-1] + 1 : end]]
    return end if all(0 < runs <= most for runs in rest) else rows[-1] + 1


def _runs_on(lines: Sequence[Sequence[Word]], number: int) -> bool:
    """Whether a line holds no figure, and stands close to a line next to it that does."""
    line = lines[number]
    if any(FIGURE.match(word.text) for word in line):
        return False
    beside = [(white_between(other, line), other) for other in lines[number - 1 : number]]
    beside += [(white_between(line, other), other) for other in lines[number + 1 : number + 2]]
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
        cells = (*upper_cells(lines[0], lines[1], edges, 0, ys[0], ys[1]), *(cell for cell in cells if cell.row > 0))
    return RawTable(box, "borderless", cells)


def row_heights(lines: Sequence[Sequence[Word]], box: Box) -> list[float]:
    """The heights between the rows of a table of figures, the box's own included."""
    return cluster(row_edges(figure_rows(lines), box.top, box.bottom), 0.1)


def figure_rows(lines: Sequence[Sequence[Word]]) -> list[list[Sequence[Word]]]:
    """The lines of a table of figures row by row.

    Each line of several runs of words is a row. ``words_that_run_on``: one without a figure that stands as close to its
    neighbour as lines of a cell do belongs to that one (a label and a remark, both of two lines). Of the lines of one
    run between two rows a label that runs on belongs to its row; a heading over rows is a row of its own.
    """
    owners: list[list[Sequence[Word]]] = []
    pending: list[Sequence[Word]] = []
    usual = _usual_white(lines)
    for number, line in enumerate(lines):
        if len(runs_of_words(line)) > 1 and not (owners and _runs_on(lines, number)):
            own: list[Sequence[Word]] = [line]
            owners += [*_place_loose(owners[-1] if owners else None, pending, own, usual), own]
            pending = []
        else:
            pending.append(line)
    if owners:
        owners += _place_loose(owners[-1], pending, None, usual)
    return owners


def _place_loose(
    above: list[Sequence[Word]] | None,
    pending: Sequence[Sequence[Word]],
    below: list[Sequence[Word]] | None,
    usual: float,
) -> list[list[Sequence[Word]]]:
    """Give the lines of one run between two rows to these where they are theirs; those that are rows of their own.

    ``closer_than_rows``: lines that stand nearer to each other than rows do (``usual``) are of one row; where that
    would make one row of both, they part where the white is highest, or, where it is the same everywhere, before the
    line that opens with a capital while the rest open with small letters.
    """
    if not pending:
        return []
    chain = [*([above[-1]] if above else []), *pending, *(below or [])]
    whites = [white_between(a, b) for a, b in pairwise(chain)]
    size = pending[0][0].size
    closer = min(usual - _CLOSER * size, _SHARE * usual)
    near = [white < closer or b[0].text[:1].islower() for white, b in zip(whites, chain[1:], strict=True)]
    if above and below and all(near):
        highest = max(range(len(whites)), key=lambda n: (whites[n], -n))
        if whites[highest] - min(whites) <= 0.5:
            capitals = [n for n, line in enumerate(chain[1:]) if not line[0].text[:1].islower()]
            highest = capitals[-1] if capitals else len(whites) - 1
        near[highest] = False
    groups: list[list[Sequence[Word]]] = [[chain[0]]]
    for joined, line in zip(near, chain[1:], strict=True):
        if joined:
            groups[-1].append(line)
        else:
            groups.append([line])
    if above:
        above += groups.pop(0)[1:]
    if below and groups:
        below[:0] = groups.pop()[:-1]
    return groups


def _usual_white(lines: Sequence[Sequence[Word]]) -> float:
    """The white between lines of figures that follow each other; 0 where none do."""
    several = [len(runs_of_words(line)) > 1 and any(FIGURE.match(w.text) for w in line) for line in lines]
    gaps = _gaps_above(lines)
    whites = sorted(gaps[n] for n in range(1, len(lines)) if several[n - 1] and several[n])
    return whites[len(whites) // 2] if whites else 0.0
