"""Labels with values behind them, again and again ("Ansvarig   nämnden" under each measure): small tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from vaxtanalys.layout.lines import white_between
from vaxtanalys.layout.made_grids import pair_grid
from vaxtanalys.layout.rows import cut_at_gaps, group_rows, parted_rows
from vaxtanalys.model import Box, Fill, RawTable, Word

_GAP = 1.0
_EDGE = 1.5
_APART = 1.8
_LABEL_WORDS = 4
_LEAST_ROWS, _LEAST_RUNS = 2, 2

Row = Sequence[Word]
_Run = list[tuple[Row, list[Word]]]


def find_label_runs(words: Sequence[Word], fills: Sequence[Fill] = ()) -> list[RawTable]:
    """The small tables among ``words`` (upright, in no other table): labels at one edge, their values at another.

    ``same_labels_again``: two runs of lines or more have the same labels, each different from the others of its run,
    without a colon (with one the lines are read as they stand). A line at the values' edge goes on with the value.
    A run that stands on one of several cards abreast (``fills``) is read with its card.
    """
    rows = group_rows(words)
    # What has no white that parts a row has none that is wider.
    parts = [
        near if len(near) == 1 else cut_at_gaps(row, _GAP) for row, near in zip(rows, parted_rows(words), strict=True)
    ]
    runs: list[_Run] = []
    for number, row in enumerate(parts):
        run = runs[-1] if runs else []
        if run and white_between(rows[number - 1], rows[number]) > _APART * row[0][0].size:
            run = []
        if run and len(row) == 1 and _at(row[0], run[0][1]):
            run[-1][1].extend(row[0])
        elif not _is_pair(row):
            runs.append([])
        elif run and _at(row[0], run[0][0]) and _at(row[1], run[0][1]):
            run.append((row[0], [*row[1]]))
        else:
            runs.append([(row[0], [*row[1]])])
    long = [run for run in runs if len(run) >= _LEAST_ROWS and len(set(_labels(run))) == len(run)]
    times = Counter(map(_labels, long))
    grids = [pair_grid(run) for run in long if times[_labels(run)] >= _LEAST_RUNS]
    return [grid for grid in grids if not _on_a_card(grid.box, fills)]


def _on_a_card(box: Box, fills: Sequence[Fill]) -> bool:
    """``card_of_a_row``: whether a box stands on a shade and the page has another as wide beside it, in any row: the
    last row may hold one card alone.
    """
    cards = [fill.box for fill in fills if fill.box.holds(box, 3)]
    return any(
        abs(card.width - fill.box.width) <= _EDGE and (fill.box.x0 >= card.x1 or fill.box.x1 <= card.x0)
        for card in cards
        for fill in fills
    )


def _is_pair(parts: Sequence[Row]) -> bool:
    if len(parts) != 2:
        return False
    label = parts[0]
    ends = label[-1].text.endswith((":", ".", ","))
    return len(label) <= _LABEL_WORDS and label[0].text[:1].isupper() and not ends


def _at(row: Row, model: Row) -> bool:
    return abs(row[0].box.x0 - model[0].box.x0) <= _EDGE


def _labels(run: _Run) -> tuple[str, ...]:
    return tuple(" ".join(word.text for word in label) for label, _ in run)
