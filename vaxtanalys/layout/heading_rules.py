"""Headings over several columns, told by the short rules that stand below them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from vaxtanalys.geometry import overlap, words_in
from vaxtanalys.model import Box, RawCell, RawTable, Word
from vaxtanalys.strips import are_headings, edges_of, heading_spans, rows_of
from vaxtanalys.word_runs import Strip, runs_of_words

_SNAP = 3.0
# A rule as wide as this share of its table parts rows; a shorter one stands under its heading.
_WHOLE = 0.95
# A rule stands over a column from this share of its width on.
_OVER = 0.5
# Rules that meet (points) are drawn cell by cell, or group by group.
_MEET = 1.0
# So far into the words above or below a rule may reach (points).
_SLACK = 1.5

_Span = tuple[int, int]


def span_over_rules(grid: RawTable, words: Sequence[Word], rules: Sequence[Box]) -> RawTable:
    """The grid with each upper heading over the columns that a rule below it marks; the grid where no rule does.

    ``rule_under_its_heading``: between the lines of a heading of several levels stand rules shorter than the table,
    each as wide as the columns that are headed together. What no rule stands under goes on down where nothing stands
    below.
    ``rules`` are thin and level, ``words`` upright.
    """
    box, xs = grid.box, edges_of(grid)
    short = [
        rule
        for rule in rules
        if box.top + _SNAP < rule.top < box.bottom - _SNAP
        and box.x0 - _SNAP <= rule.x0
        and rule.x1 <= box.x1 + _SNAP
        and rule.width < _WHOLE * box.width
    ]
    if not short or len(xs) < 4 or grid.kind in ("ruled", "tagged"):
        return grid
    cells = list(grid.cells)
    inside = words_in(words, box)
    for row in range(rows_of(grid) - 1):
        own, below = (_words_of(cells, number, inside) for number in (row, row + 1))
        if not own or not below or not are_headings(own):
            break
        foot, head = max(word.box.bottom for word in own), min(word.box.top for word in below)
        under = [rule for rule in short if foot - _SLACK <= rule.top <= head + _SLACK]
        spans = [span for chain in _chains(under) for span in _spans(chain, own, xs)]
        if spans:
            cells = _spanned(cells, row, spans, xs)
            if are_headings(below):
                cells = _gone_down(cells, row, spans, inside)
    return grid if cells == list(grid.cells) else RawTable(box, grid.kind, tuple(cells))


def _words_of(cells: Sequence[RawCell], row: int, words: Sequence[Word]) -> list[Word]:
    """The words of the cells that stand in one row alone."""
    return [w for cell in cells if cell.row == row and cell.row_span == 1 for w in words_in(words, cell.box)]


def _chains(rules: Sequence[Box]) -> list[list[Box]]:
    """Rules from left to right, those together that meet."""
    chains: list[list[Box]] = []
    for rule in sorted(rules):
        if chains and rule.x0 - chains[-1][-1].x1 <= _MEET:
            chains[-1].append(rule)
        else:
            chains.append([rule])
    return chains


def _spans(chain: Sequence[Box], words: Sequence[Word], xs: Sequence[float]) -> list[_Span]:
    """The columns over which each heading above a chain of rules stands: a rule for each, or all rules for all."""
    whole = Box(chain[0].x0, chain[0].top, chain[-1].x1, chain[-1].bottom)
    each = len(_runs_over(whole, words)) == len(chain) and all(len(_runs_over(rule, words)) == 1 for rule in chain)
    parts = chain if each else [whole]
    found: list[_Span] = []
    for part in parts:
        columns = [c for c, (a, b) in enumerate(pairwise(xs)) if overlap(part.x0, part.x1, a, b) > _OVER * (b - a)]
        runs = _runs_over(part, words)
        if not columns or not 0 < len(runs) <= len(columns):
            continue
        first, last = columns[0], columns[-1] + 1
        over = [(0, last - first)] if len(runs) == 1 else heading_spans(runs, xs[first : last + 1], whole=True)
        found += [(first + a, first + b) for a, b in over]
    return found


def _runs_over(rule: Box, words: Sequence[Word]) -> Sequence[Strip]:
    return runs_of_words([w for w in words if rule.x0 - _SNAP <= (w.box.x0 + w.box.x1) / 2 <= rule.x1 + _SNAP])


def _spanned(cells: Sequence[RawCell], row: int, spans: Sequence[_Span], xs: Sequence[float]) -> list[RawCell]:
    """The cells, those of a row made anew where they touch one of ``spans``."""
    covered = {column for a, b in spans for column in range(a, b)}

    def touches(cell: RawCell) -> bool:
        here = cell.row == row and cell.row_span == 1
        return here and not covered.isdisjoint(range(cell.col, cell.col + cell.col_span))

    anew = [cell for cell in cells if touches(cell)]
    kept = [cell for cell in cells if not touches(cell)]
    columns = {column for cell in anew for column in range(cell.col, cell.col + cell.col_span)}
    if not covered <= columns:
        return list(cells)  # a cell that is merged down stands in the way
    top, bottom = anew[0].box.top, anew[0].box.bottom
    every = [*spans, *((column, column + 1) for column in columns - covered)]
    return [*kept, *(RawCell(row, a, 1, b - a, Box(xs[a], top, xs[b], bottom)) for a, b in sorted(every))]


def _gone_down(cells: Sequence[RawCell], row: int, spans: Sequence[_Span], words: Sequence[Word]) -> list[RawCell]:
    """The cells, those headings of a row that no rule stands under one with the empty cell below them."""
    at = {(cell.row, cell.col): cell for cell in cells if cell.row_span == cell.col_span == 1}
    covered = {column for a, b in spans for column in range(a, b)}
    made = list(cells)
    for (number, column), cell in at.items():
        under = at.get((row + 1, column))
        if number != row or column in covered or under is None:
            continue
        if words_in(words, cell.box) and not words_in(words, under.box):
            made.remove(under)
            made[made.index(cell)] = RawCell(row, column, 2, 1, cell.box.union(under.box))
    return made
